import type { Cancel } from '../clock';
import { inventPhone } from '../invented';
import type { FiveSimOptions } from './options';
import { seedCountries, seedOffers, type Category, type Country, type Offer } from './seed';

/** Statuses of orders. */
export type OrderStatus = 'PENDING' | 'RECEIVED' | 'CANCELED' | 'TIMEOUT' | 'FINISHED' | 'BANNED';

/** A received message. */
export interface Sms {
	id: number;
	sender: string;
	text: string;
	code: string;
	receivedAt: number;
}

/** A rented number. Price in cents, times in milliseconds. */
export interface Order {
	id: number;
	offer: Offer;
	phone: string;
	price: number;
	status: OrderStatus;
	sms: Sms[];
	createdAt: number;
	expiresAt: number;
	forwardingNumber: string;
	isReusable: boolean;
	/** Stop what the order is still waiting for. */
	timers: Cancel[];
}

/** An entry of the vendor's history. Amount and balance in cents. */
export interface VendorPayment {
	id: number;
	type: string;
	provider: string;
	amount: number;
	balance: number;
	createdAt: number;
}

const FIRST_ORDER = 500_000_001;
const DAY = 86_400_000;

/** Rating points are kept in hundredths. */
const MAXIMUM_RATING = 9600;

/** Everything that 5sim remembers about the sandbox user. */
export class FiveSimState {
	readonly countries: Map<string, Country>;
	readonly offers: Offer[];
	/** Oldest first. Kept by category, since lists are asked for by category and can be long. */
	readonly orders: Record<Category, Order[]> = { activation: [], hosting: [] };
	/** Orders whose money is held. */
	readonly open = new Set<Order>();
	readonly ordersById = new Map<number, Order>();
	readonly vendorOrders: Order[] = [];
	readonly vendorPayments: VendorPayment[] = [];
	/** Cents by payment system. */
	readonly wallets = new Map([
		['fkwallet', 4_333_955],
		['payeer', 211_732],
		['unitpay', 9_760],
	]);
	/** Product to limit. */
	readonly priceLimits = new Map<string, { id: number; price: number; createdAt: number }>();
	rating = MAXIMUM_RATING;
	/** Until when a rating of 0 stops all orders, in milliseconds. */
	restUntil: number | undefined;

	private nextOrder = FIRST_ORDER;
	private firstSeeded = FIRST_ORDER;
	private nextPhone = 0;
	private nextNumber = 3_000_001;

	constructor(
		readonly startedAt: number,
		options: Pick<FiveSimOptions, 'hasFinePrices' | 'hasFurtherHosting' | 'hasLongOrders'>,
	) {
		this.countries = seedCountries(options.hasLongOrders);
		this.offers = seedOffers(this.countries.values(), options);
		for (let index = 0; index < 3; index++) {
			this.vendorOrders.push(
				this.closedOrder(900_001 + index, this.firstOffer(), startedAt - (3 - index) * DAY),
			);
		}
		this.addVendorPayment('income', 'fkwallet', 1500, startedAt - 2 * DAY);
		this.addVendorPayment('income', 'payeer', 700, startedAt - DAY);
	}

	/** Adds an order with a new id. */
	addOrder(
		offer: Offer,
		details: Pick<Order, 'createdAt' | 'expiresAt' | 'forwardingNumber' | 'isReusable' | 'status'>,
		phone?: string,
	): Order {
		const order: Order = {
			...details,
			id: this.nextOrder++,
			offer,
			phone: phone ?? inventPhone(offer.country.dial, this.nextPhone++),
			price: offer.price,
			sms: [],
			timers: [],
		};
		this.orders[offer.category].push(order);
		this.open.add(order);
		this.ordersById.set(order.id, order);
		return order;
	}

	/** Adds closed orders in front of the history, a minute apart. */
	seedOrders(count: number, before: number): void {
		const old = Array.from({ length: count }, (_, index) => {
			const age = count - index;
			return this.closedOrder(this.firstSeeded - age, this.firstOffer(), before - age * 60_000);
		});
		for (const order of old) this.ordersById.set(order.id, order);
		this.firstSeeded -= count;
		this.orders.activation = [...old, ...this.orders.activation];
	}

	/** Adds an entry to the vendor's history; its balance is the sum of all. */
	addVendorPayment(
		type: string,
		provider: string,
		amount: number,
		createdAt: number,
	): VendorPayment {
		const balance = (this.vendorPayments.at(-1)?.balance ?? 0) + amount;
		const payment = { id: this.number(), type, provider, amount, balance, createdAt };
		this.vendorPayments.push(payment);
		return payment;
	}

	/** Changes the rating within 0 and the maximum. */
	rate(change: number): void {
		this.rating = Math.max(0, Math.min(MAXIMUM_RATING, this.rating + change));
	}

	/** Whether a rating of 0 stops all orders; when that is over it starts anew. */
	isResting(now: number): boolean {
		if (this.restUntil === undefined) return false;
		if (now < this.restUntil) return true;
		this.restUntil = undefined;
		this.rating = MAXIMUM_RATING;
		return false;
	}

	/** A further number for messages, limits and payments. */
	number(): number {
		return this.nextNumber++;
	}

	private firstOffer(): Offer {
		const [offer] = this.offers;
		if (!offer) throw new Error('The sandbox sells nothing');
		return offer;
	}

	private closedOrder(id: number, offer: Offer, createdAt: number): Order {
		const code = String(id % 100_000).padStart(5, '0');
		const sms: Sms = {
			id: this.number(),
			sender: 'Telegram',
			text: `Your code is ${code}`,
			code,
			receivedAt: createdAt + 20_000,
		};
		const phone = inventPhone(offer.country.dial, this.nextPhone++);
		const times = { createdAt, expiresAt: createdAt + 900_000 };
		return {
			...times,
			id,
			offer,
			phone,
			price: offer.price,
			status: 'FINISHED',
			sms: [sms],
			forwardingNumber: '',
			isReusable: false,
			timers: [],
		};
	}
}
