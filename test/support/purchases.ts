import type { INode } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { Job } from './index';

type Values = Record<string, unknown>;

const job = (service: Job['service'], parameters: Values, options: Values): Job => ({
	service,
	parameters: { ...parameters, options } as INode['parameters'],
});

/** Buys one number for an SMS at 5sim, with these options and with other parameters than usual. */
export const numberJob = (options: Values = {}, more: Values = {}): Job =>
	job(
		'fiveSim',
		{
			resource: 'order',
			operation: 'buyActivationNumber',
			country: 'russia',
			operator: 'any',
			product: 'telegram',
			...more,
		},
		options,
	);

/** Buys one account at Get My TG. */
export const accountJob = (options: Values = {}, more: Values = {}): Job =>
	job('gmt', { resource: 'purchase', operation: 'create', countryCode: 'US', ...more }, options);

/** Buys two accounts at once at Get My TG. */
export const bulkJob = (options: Values = {}, more: Values = {}): Job =>
	job(
		'gmt',
		{
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'US',
			quantity: 2,
			...more,
		},
		options,
	);

/** Pays out earnings at 5sim. */
export const payoutJob = (options: Values = {}): Job =>
	job(
		'fiveSim',
		{
			resource: 'vendor',
			operation: 'createPayout',
			receiver: '79990000001',
			method: 'visa',
			amount: 1,
			fee: 'payeer',
		},
		options,
	);

/** Lets both services have more than any test buys, at prices that tests count with, and without a fault or a limit. */
export function stockUp({ gmt, fiveSim }: Sandbox): void {
	for (const service of [gmt, fiveSim]) {
		service.faults.clear();
		service.setBalance('1000000.00');
		service.configure({ rateLimit: null });
	}
	gmt.setPrice('US', '1.50');
	gmt.setStock('US', 5_000);
	fiveSim.setPrice('russia', 'any', 'telegram', '10');
	fiveSim.setStock('russia', 'any', 'telegram', 5_000);
}

/** Lets the answers to an operation be what `change` makes of them: all of them, unless `more` says otherwise. */
export function answerWith(
	sandbox: Sandbox,
	service: Job['service'],
	operationId: string,
	change: (json: Record<string, unknown>) => object,
	more: { skip?: number; times?: number | 'always' } = { times: 'always' },
): void {
	sandbox[service].faults.add({
		operationId,
		kind: 'change',
		when: 'after',
		...more,
		change: ({ json }) => ({ status: 200, json: change(json as Record<string, unknown>) }),
	});
}
