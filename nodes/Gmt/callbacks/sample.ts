import type { IDataObject } from 'n8n-workflow';
import type { components } from '../../../contract/gmt';
import { costOf } from '../money';
import type { EventName } from './confirm';

type Schemas = components['schemas'];

const MOST_FIELDS = 30;
const DEEPEST = 3;
const at = '2026-01-01T00:00:00.000Z';
const price: Schemas['Money'] = { amount: '1.50', currency_code: 'USD' };

/** What stands in for the account of a sample: every field, and nothing that could be taken for a real one. */
const purchase: Schemas['Purchase'] = {
	id: 12345,
	country_code: 'US',
	display_name: { en: 'United States', ru: 'США' },
	emoji: '🇺🇸',
	phone_number: '+12025550123',
	price,
	status: 'SUCCESS',
	purchase_type: 'SINGLE',
	purchase_source: 'API',
	verification: { code: '12345', password: null, received_at: at },
	created_at: at,
};

const bulkPurchase: Schemas['BulkPurchase'] = {
	bulk_purchase_id: 12345,
	country_code: 'US',
	quantity: 3,
	price_per_account: price,
	total_price: { ...price, amount: '4.50' },
	status: 'SUCCESS',
	item: {
		export_id: 'sample',
		archive_url: 'https://example.com/sample.zip',
		quantity: 3,
		created_at: at,
	},
	created_at: at,
	updated_at: at,
};

/** Samples are about codes; a trigger that waits for archives only shows what it would start with. */
export function sampleEvent(failed: boolean, wanted: readonly EventName[]): EventName | undefined {
	const events: EventName[] = failed
		? ['codeFailed', 'archiveFailed']
		: ['codeReceived', 'archiveReady'];
	return events.find((event) => wanted.includes(event)) ?? wanted[0];
}

/** The item that a sample starts a workflow with, with every field that a real one has. */
export function sampleItem(event: EventName, arrived: number, delivery: IDataObject): IDataObject {
	const status = event.endsWith('Failed') ? 'ERROR' : 'SUCCESS';
	const sample = event.startsWith('archive')
		? { ...bulkPurchase, status }
		: { ...purchase, status, verification: status === 'ERROR' ? null : purchase.verification };
	return {
		event,
		eventId: `test:${arrived}`,
		test: true,
		...costOf(sample),
		purchase: sample,
		delivery,
	} as IDataObject;
}

/** The names of a payload's fields, for 'Check Setup': what a service sends is not published. Values are left out. */
export function fieldNames(payload: unknown, prefix = '', depth = 1): string[] {
	if (typeof payload !== 'object' || payload === null || depth > DEEPEST) return [];
	return Object.entries(payload)
		.flatMap(([name, value]) => [
			`${prefix}${name.slice(0, 40)}`,
			...fieldNames(value, `${prefix}${name.slice(0, 40)}.`, depth + 1),
		])
		.slice(0, MOST_FIELDS);
}
