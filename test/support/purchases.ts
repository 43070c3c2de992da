import type { INode } from 'n8n-workflow';
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
