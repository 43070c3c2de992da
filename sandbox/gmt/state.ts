import { randomUUID } from 'node:crypto';
import { inventPhone } from '../invented';
import type { PurchaseStatus } from './options';
import { seedCountries, type Country } from './seed';

/** Login data of a bought account. */
export interface Verification {
	code: string;
	password: string | null;
	receivedAt: number;
}

/** A purchase of one account. Money in cents, times in milliseconds. */
export interface Purchase {
	id: number;
	hash: string;
	country: Country;
	phone: string;
	price: number;
	status: PurchaseStatus;
	type: 'SINGLE' | 'BULK';
	verification: Verification | null;
	createdAt: number;
	/** Set while the supplier is asked for the code. */
	codeDueAt?: number;
}

/** A purchase of many accounts. */
export interface Bulk {
	id: number;
	country: Country;
	quantity: number;
	price: number;
	status: PurchaseStatus;
	exportId: string | null;
	readyAt: number | null;
	createdAt: number;
	updatedAt: number;
	callbackUrl: string | undefined;
	parts: Purchase[];
}

/** An entry of the referral history. */
export interface ReferralTransaction {
	id: number;
	amount: number;
	before: number;
	after: number;
	fromUser: string | null;
	createdAt: number;
}

const FIRST_PURCHASE = 1_000_001;
const FIRST_BULK = 5001;
/** Referral earnings at the start, in cents. */
const FIRST_EARNINGS = 25_000;

/** Everything that GMT remembers about the sandbox user. */
export class GmtState {
	readonly countries = seedCountries();
	/** Oldest first. */
	purchases: Purchase[] = [];
	readonly purchasesById = new Map<number, Purchase>();
	readonly purchasesByHash = new Map<string, Purchase>();
	readonly bulks = new Map<number, Bulk>();
	/** Newest first. */
	readonly transactions: ReferralTransaction[] = [];
	profile = {
		telegramId: '100000001' as string | null,
		telegramUsername: 'sandbox_buyer' as string | null,
		login: null as string | null,
		language: 'en' as string | null,
		createdAt: Date.UTC(2026, 0, 5, 10),
	};
	referral = { balance: 0, profit: 0, referrals: 3 };

	private nextPurchase = FIRST_PURCHASE;
	private nextBulk = FIRST_BULK;
	private nextTransaction = 9001;
	private firstSeeded = FIRST_PURCHASE;
	private nextPhone = 0;

	constructor() {
		this.earn(FIRST_EARNINGS, '5122', Date.UTC(2026, 2, 19, 12));
	}

	/** Adds a purchase with a new id. */
	addPurchase(country: Country, type: Purchase['type'], createdAt: number): Purchase {
		const purchase = this.draft(this.nextPurchase++, country, type, createdAt);
		this.purchases.push(purchase);
		this.remember(purchase);
		return purchase;
	}

	/** Adds old purchases in front of the history, a minute apart. */
	seedPurchases(count: number, country: Country, before: number): void {
		const old = Array.from({ length: count }, (_, index) => {
			const age = count - index;
			const purchase = this.draft(this.firstSeeded - age, country, 'SINGLE', before - age * 60_000);
			purchase.status = 'SUCCESS';
			purchase.verification = {
				code: '10000',
				password: null,
				receivedAt: purchase.createdAt + 30_000,
			};
			this.remember(purchase);
			return purchase;
		});
		this.firstSeeded -= count;
		this.purchases = [...old, ...this.purchases];
	}

	/** Adds a bulk purchase with a new id. */
	addBulk(details: Pick<Bulk, 'country' | 'quantity' | 'callbackUrl' | 'createdAt'>): Bulk {
		const bulk: Bulk = {
			...details,
			id: this.nextBulk++,
			price: details.country.price,
			status: 'PENDING',
			exportId: null,
			readyAt: null,
			updatedAt: details.createdAt,
			parts: [],
		};
		this.bulks.set(bulk.id, bulk);
		return bulk;
	}

	/** Changes the referral balance and notes it in its history. */
	earn(amount: number, fromUser: string | null, createdAt: number): void {
		const before = this.referral.balance;
		this.referral.balance += amount;
		if (amount > 0) this.referral.profit += amount;
		this.transactions.unshift({
			id: this.nextTransaction++,
			amount,
			before,
			after: before + amount,
			fromUser,
			createdAt,
		});
	}

	/** Phone number of a further invented account. */
	phone(country: Country): string {
		return inventPhone(country.dial, this.nextPhone++);
	}

	private draft(id: number, country: Country, type: Purchase['type'], createdAt: number): Purchase {
		const hash = randomUUID();
		return {
			id,
			hash,
			country,
			phone: this.phone(country),
			price: country.price,
			status: 'PENDING',
			type,
			verification: null,
			createdAt,
		};
	}

	private remember(purchase: Purchase): void {
		this.purchasesById.set(purchase.id, purchase);
		this.purchasesByHash.set(purchase.hash, purchase);
	}
}
