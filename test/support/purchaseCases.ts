import type { INode } from 'n8n-workflow';
import type { PagingLie, Sandbox } from '../../sandbox';
import { askElsewhere } from './elsewhere';
import type { SandboxService } from './index';

/** An operation that spends or moves money, ready to be run. */
export interface PurchaseCase {
	name: string;
	service: SandboxService;
	/** The contract's name of it. */
	operationId: string;
	parameters: INode['parameters'];
	/** Whether the service has a list in which it can be found again. */
	listed: boolean;
	/** Whether what was bought has a number. */
	numbered: boolean;
	/** The contract's name of the list. */
	list?: string;
	/** Parameters by which something else of the account is bought. */
	other?: INode['parameters'];
	/** What one costs at a sandbox, where the service has a price for it. */
	price?(sandbox: Sandbox): number;
}

/** How the list of purchases behaves. */
export interface ListBehaviour {
	/** How long it does not show what was bought. */
	lagSeconds: number;
	/** Whether the newest one comes first, second, or anywhere. */
	order: 'usual' | 'second' | 'shuffled';
	lie: PagingLie | null;
}

/** Seconds that an answer may take: few, since faults let them pass, but more than a busy computer makes of a moment. */
export const TIME_LIMIT = 5;
/** Milliseconds over which a fault drips an answer that comes too late. */
export const TOO_LATE = (TIME_LIMIT + 10) * 1000;

const options = { timeout: TIME_LIMIT };
const PHONE = '79990000001';

/** Every operation with `sideEffect: 'money'`. */
export const purchaseCases: readonly PurchaseCase[] = [
	{
		name: 'GMT purchase',
		service: 'gmt',
		operationId: 'createPurchase',
		listed: true,
		numbered: true,
		list: 'listPurchases',
		other: { countryCode: 'GB' },
		price: accountPrice,
		parameters: { resource: 'purchase', operation: 'create', countryCode: 'US', options },
	},
	{
		name: 'GMT bulk purchase',
		service: 'gmt',
		operationId: 'createBulkPurchase',
		listed: false,
		numbered: true,
		other: { countryCode: 'GB' },
		price: (sandbox) => 2 * accountPrice(sandbox),
		parameters: {
			resource: 'bulkPurchase',
			operation: 'create',
			countryCode: 'US',
			quantity: 2,
			options,
		},
	},
	{
		name: 'GMT transfer',
		service: 'gmt',
		operationId: 'transferReferralBalance',
		listed: false,
		numbered: false,
		parameters: { resource: 'referral', operation: 'transferBalance', amount: 1, options },
	},
	{
		name: '5sim activation',
		service: 'fiveSim',
		operationId: 'buyActivation',
		listed: true,
		numbered: true,
		list: 'listOrders',
		other: { product: 'whatsapp' },
		price: (sandbox) => numberPrice(sandbox, 'telegram'),
		parameters: {
			resource: 'order',
			operation: 'buyActivationNumber',
			country: 'russia',
			operator: 'any',
			product: 'telegram',
			options,
		},
	},
	{
		name: '5sim hosting',
		service: 'fiveSim',
		operationId: 'buyHosting',
		listed: true,
		numbered: true,
		list: 'listOrders',
		other: { product: '3hours' },
		price: (sandbox) => numberPrice(sandbox, '1day'),
		parameters: {
			resource: 'order',
			operation: 'buyHostingNumber',
			country: 'russia',
			operator: 'any',
			product: '1day',
			options,
		},
	},
	{
		name: '5sim buy again',
		service: 'fiveSim',
		operationId: 'reuseNumber',
		listed: true,
		numbered: true,
		list: 'listOrders',
		parameters: {
			resource: 'order',
			operation: 'buyAgain',
			product: 'telegram',
			number: '={{ $json.number }}',
			options,
		},
	},
	{
		name: '5sim payout',
		service: 'fiveSim',
		operationId: 'createPayout',
		listed: false,
		numbered: false,
		parameters: {
			resource: 'vendor',
			operation: 'createPayout',
			receiver: PHONE,
			method: 'visa',
			amount: 1,
			fee: 'payeer',
			options,
		},
	},
];

function accountPrice({ gmt }: Sandbox): number {
	return gmt.state.countries.get('US')!.price / 100;
}

function numberPrice({ fiveSim }: Sandbox, wanted: string): number {
	const prices = fiveSim.state.offers
		.filter(({ country, product }) => country.name === 'russia' && product === wanted)
		.map(({ price }) => price);
	return Math.min(...prices) / 100;
}

/** Rents a number that can be rented once more, and gives it. */
export async function rentedBefore({ fiveSim }: Sandbox): Promise<string> {
	const { id, phone } = await askElsewhere<{ id: number; phone: string }>(
		`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram?reuse=1`,
		{ headers: { Authorization: `Bearer ${fiveSim.apiKey}` } },
	);
	// On a busy computer its own message came first, and its time may be over.
	if (fiveSim.state.ordersById.get(id)?.sms.length === 0)
		fiveSim.deliverSms(id, { text: 'Code 12345' });
	return phone;
}

/** Buys the same as a listed purchase, as another worker of the account would. Returns its number. Without a list nothing can be mistaken. */
export async function boughtElsewhere(
	sandbox: Sandbox,
	purchaseCase: PurchaseCase,
): Promise<number> {
	const { fiveSim, gmt } = sandbox;
	if (!purchaseCase.listed || purchaseCase.operationId === 'reuseNumber') return 0;
	if (purchaseCase.service === 'gmt') {
		const { id } = await askElsewhere<{ id: number }>(`${gmt.url}/v1/purchases/`, {
			method: 'POST',
			headers: { 'x-api-key': gmt.apiKey, 'Content-Type': 'application/json' },
			body: JSON.stringify({ country_code: 'US' }),
		});
		return id;
	}
	const what =
		purchaseCase.operationId === 'buyHosting'
			? 'hosting/russia/any/1day'
			: 'activation/russia/any/telegram';
	const { id } = await askElsewhere<{ id: number }>(`${fiveSim.url}/v1/user/buy/${what}`, {
		headers: { Authorization: `Bearer ${fiveSim.apiKey}` },
	});
	return id;
}

/** Lets both lists leave out what was bought in the last milliseconds. @returns what ends that */
export function listLate(sandbox: Sandbox, milliseconds: number): () => void {
	return showLists(sandbox, milliseconds, 'usual', () => false);
}

/**
 * Lets both lists behave as a scenario wants.
 * @param isShown whether a purchase is listed at once, whenever it was made
 * @returns what ends that
 */
export function showLists(
	{ gmt, fiveSim }: Sandbox,
	lag: number,
	order: ListBehaviour['order'],
	isShown: (id: number) => boolean,
): () => void {
	const { purchases } = gmt.state;
	const { orders } = fiveSim.state;
	// The dates may be moved; what was bought is listed by when the list first met it.
	const met = new Map<number, number>();
	const view = <Item extends { id: number; createdAt: number }>(all: Item[]): Item[] => {
		for (const { id, createdAt } of all) if (!met.has(id)) met.set(id, createdAt);
		const shown = all.filter(({ id }) => isShown(id) || met.get(id)! < Date.now() - lag);
		if (order === 'second' && shown.length > 1)
			shown.push(...shown.splice(shown.length - 2, 2).reverse());
		if (order === 'shuffled') shown.sort((a, b) => ((a.id * 7919) % 101) - ((b.id * 7919) % 101));
		// What is added goes into the whole list.
		shown.push = (...added) => all.push(...added);
		return shown;
	};
	const define = (state: object, key: string, get: () => unknown, value: unknown) => {
		Object.defineProperty(state, key, { configurable: true, get });
		return () =>
			Object.defineProperty(state, key, {
				configurable: true,
				enumerable: true,
				writable: true,
				value,
			});
	};
	const stops = [
		define(gmt.state, 'purchases', () => view(purchases), purchases),
		define(
			fiveSim.state,
			'orders',
			() => ({ activation: view(orders.activation), hosting: view(orders.hosting) }),
			orders,
		),
	];
	return () => stops.forEach((stop) => stop());
}

/** Moves the date of a purchase: time passes for the service without anybody waiting. */
export function moveDate({ gmt, fiveSim }: Sandbox, id: number, milliseconds: number): void {
	const purchase = gmt.state.purchasesById.get(id) ?? fiveSim.state.ordersById.get(id);
	purchase!.createdAt += milliseconds;
}
