/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on the developer's machine, is not published */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';

import { resources as fiveSimResources } from '../../nodes/FiveSim/operations/index';
import { resources as gmtResources } from '../../nodes/Gmt/operations/index';
import { useSetup, type SandboxService } from '../support';
import { publish, settledBulk } from '../support/callbacks';

const setup = useSetup({
	gmt: { refundAfterSeconds: 0, bulkReadyAfterSeconds: 0, codeAfterSeconds: 0 },
	fiveSim: { rateLimit: null, smsAfterSeconds: 0 },
});

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}
const folders = { gmt: 'Gmt', fiveSim: 'FiveSim' };
const fileOf = (service: SandboxService, ...parts: string[]) =>
	path.join(__dirname, '../../nodes', folders[service], '__schema__', ...parts) + '.json';
const schemaOf = (service: SandboxService, ...parts: string[]) =>
	JSON.parse(readFileSync(fileOf(service, ...parts), 'utf8')) as Schema;

/** Where a value is not what a schema says. Without `whole` it may have further fields. */
function differences(
	schema: Schema | undefined,
	value: unknown,
	whole: boolean,
	at = '',
): string[] {
	if (value === null || value === undefined) return [];
	if (!schema) return whole ? [`${at} is not in the schema`] : [];
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (type !== schema.type) return [`${at} is ${type}, not ${schema.type}`];
	if (Array.isArray(value))
		return value.flatMap((entry, index) =>
			differences(schema.items, entry, whole, `${at}[${index}]`),
		);
	if (typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([name, field]) =>
		differences(schema.properties?.[name], field, whole, `${at}.${name}`),
	);
}

it.each([
	['gmt', gmtResources],
	['fiveSim', fiveSimResources],
] as const)('%s has a schema for every operation, and for its trigger', (service, resources) => {
	for (const { value, operations } of resources)
		for (const { operation } of Object.values(operations))
			expect([value, operation, existsSync(fileOf(service, 'v1.0.0', value, operation))]).toEqual([
				value,
				operation,
				true,
			]);
	expect(Object.keys(schemaOf(service, 'v1.0.0').properties!)).toContain('event');
});

let bought: { purchase: number; bulk: number; order: number; number: string };
beforeAll(async () => {
	const buy = async (service: SandboxService, parameters: INodeParameters) =>
		(await setup.runNode({ service, parameters })).json[0]!;
	const single = await buy('gmt', { resource: 'purchase', operation: 'create', countryCode: 'US' });
	const bulk = await buy('gmt', {
		resource: 'bulkPurchase',
		operation: 'create',
		countryCode: 'US',
		quantity: 1,
	});
	const order = await buy('fiveSim', {
		resource: 'order',
		operation: 'buyActivationNumber',
		product: 'telegram',
		country: 'russia',
		operator: 'any',
	});
	bought = {
		purchase: single.id as number,
		bulk: bulk.bulk_purchase_id as number,
		order: order.id as number,
		number: order.phone as string,
	};
});

const fiveSimNumber = { product: 'telegram', country: 'russia', operator: 'any' };

it.each([
	['gmt', 'account', 'get', () => ({ countryCode: 'US' })],
	['gmt', 'account', 'getAll', () => ({})],
	['gmt', 'account', 'getManyCountries', () => ({})],
	['gmt', 'purchase', 'create', () => ({ countryCode: 'US' })],
	['gmt', 'purchase', 'get', () => ({ purchaseId: bought.purchase })],
	['gmt', 'purchase', 'getAll', () => ({})],
	['gmt', 'purchase', 'requestCode', () => ({ purchaseId: bought.purchase })],
	['gmt', 'bulkPurchase', 'create', () => ({ countryCode: 'US', quantity: 2 })],
	['gmt', 'bulkPurchase', 'get', () => ({ purchaseId: bought.bulk })],
	['gmt', 'bulkPurchase', 'download', () => ({ purchaseId: bought.bulk })],
	['gmt', 'profile', 'get', () => ({})],
	['gmt', 'profile', 'getDiscount', () => ({})],
	['gmt', 'profile', 'checkSetup', () => ({})],
	['gmt', 'profile', 'changeLanguage', () => ({ language: 'en' })],
	['gmt', 'referral', 'get', () => ({})],
	['gmt', 'referral', 'getManyTransactions', () => ({})],
	['gmt', 'service', 'getHealth', () => ({})],
	['gmt', 'service', 'getServerTime', () => ({})],
	['fiveSim', 'country', 'getAll', () => ({})],
	['fiveSim', 'notification', 'get', () => ({ lang: 'en' })],
	['fiveSim', 'order', 'buyActivationNumber', () => fiveSimNumber],
	['fiveSim', 'order', 'buyHostingNumber', () => ({ ...fiveSimNumber, product: '1day' })],
	['fiveSim', 'order', 'get', () => ({ orderId: bought.order })],
	['fiveSim', 'order', 'getAll', () => ({})],
	['fiveSim', 'order', 'waitForSms', () => ({ orderId: bought.order })],
	['fiveSim', 'sms', 'getAll', () => ({ orderId: bought.order })],
	['fiveSim', 'product', 'getAll', () => ({ country: 'russia', operator: 'any' })],
	['fiveSim', 'product', 'getPrices', () => ({ filters: { country: 'russia' } })],
	['fiveSim', 'user', 'get', () => ({})],
	['fiveSim', 'user', 'getManyPayments', () => ({})],
	['fiveSim', 'user', 'checkSetup', () => ({})],
	['fiveSim', 'vendor', 'get', () => ({})],
	['fiveSim', 'vendor', 'getWallets', () => ({})],
	['fiveSim', 'vendor', 'getManyOrders', () => ({})],
	['fiveSim', 'vendor', 'getManyPayments', () => ({})],
	['fiveSim', 'priceLimit', 'upsert', () => ({ productName: 'telegram', price: 5 })],
	['fiveSim', 'priceLimit', 'getAll', () => ({})],
	['fiveSim', 'priceLimit', 'delete', () => ({ productName: 'telegram' })],
] as const)('%s: %s %s gives what its schema says', async (service, resource, operation, own) => {
	const schema = schemaOf(service, 'v1.0.0', resource, operation);
	for (const simple of [true, false]) {
		const { json, error } = await setup.runNode({
			service,
			parameters: { resource, operation, simple, ...own() } as INodeParameters,
		});
		expect(error).toBeUndefined();
		// What is not simplified has fields that the preview leaves out.
		// Nor is an amount a number there.
		const found = json.flatMap((item) => differences(schema, item, simple));
		expect(
			found.filter((one) => simple || !/^\.(base_)?price is object, not number$/.test(one)),
		).toEqual([]);
		if (resource === 'priceLimit' || operation === 'changeLanguage') break;
	}
});

it('the trigger of Get My TG gives what its schema says', async () => {
	const { active, url } = await publish(setup.engine);
	await settledBulk(setup.sandbox, 'SUCCESS', url);
	const run = await active.nextExecution();
	const json = { ...run.items('Trigger')[0]!.json };
	delete json.delivery;
	expect(differences(schemaOf('gmt', 'v1.0.0'), json, true)).toEqual([]);
	await active.deactivate();
});
