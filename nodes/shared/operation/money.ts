/** What identifies a purchase: enough to name it in an error and not to confuse it with another one. */
export interface Receipt {
	/** The service's number; transfers have none. */
	id?: number;
	/** What was charged, as people read it: `15.00 USD`; or what it stands for where no price is known. */
	label: string;
	/** What was charged, as a decimal. */
	amount?: string;
	/** Where the service says it. */
	currency?: string;
	/** When it was made, by the service's clock. */
	createdAt?: string;
}

/** A charge in the service's own records; of one that came back the amount is 0. */
export interface Charge {
	/** The number of the purchase; parts of a bulk purchase have none of their own here. */
	id?: number;
	amount?: string | number;
	/** Where the service says it. */
	currency?: string;
	/** When it was made, by the service's clock. */
	at?: string;
}

/** What tells that money was spent: a text that changes, or a balance that a purchase makes smaller. */
export type Trace = string | { amount: string; currency?: string };

/** What a purchase would cost right now. */
export interface Quote {
	/** Price of one, a decimal. */
	price: string | number;
	/** ISO code, where the service says it. */
	currency?: string;
	quantity: number;
}
