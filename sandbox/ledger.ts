import { toCents, toDecimal } from './money';

/** What was bought, or what the money was for. */
export interface Subject {
	country?: string;
	operator?: string;
	product?: string;
	quantity: number;
}

/** One movement of money. */
export interface LedgerEntry {
	/** `charge` money went away, `refund` a charge came back, `deposit` any other credit. */
	kind: 'charge' | 'refund' | 'deposit';
	/** Operation that moved it, or `timeout`, `admin` and the like when the service did so by itself. */
	operationId: string;
	/** Always positive, two places. */
	amount: string;
	/** Balance that changed. Only `main` counts in `balance()`. */
	account: 'main' | 'referral' | 'vendor';
	/** Id of the purchase, order or payout. */
	subject: number;
	what: Subject;
	/** SandboxService time in milliseconds. */
	at: number;
	/** Main balance afterwards. */
	balance: string;
}

/** Main balance and the full history of money at one service. */
export class Ledger {
	readonly entries: LedgerEntry[] = [];

	private cents: number;

	constructor(
		private readonly initial: () => string,
		private readonly now: () => number,
	) {
		this.cents = toCents(initial());
	}

	/** Main balance in cents. */
	balance(): number {
		return this.cents;
	}

	/** Books one movement. */
	book(
		kind: LedgerEntry['kind'],
		cents: number,
		details: Pick<LedgerEntry, 'operationId' | 'subject' | 'what'> & {
			account?: LedgerEntry['account'];
		},
	): LedgerEntry {
		const account = details.account ?? 'main';
		if (account === 'main') this.cents += kind === 'charge' ? -cents : cents;
		const entry: LedgerEntry = {
			kind,
			operationId: details.operationId,
			amount: toDecimal(cents),
			account,
			subject: details.subject,
			what: details.what,
			at: this.now(),
			balance: toDecimal(this.cents),
		};
		this.entries.push(entry);
		return entry;
	}

	/** Sets the main balance without an entry, as staff of the service could. */
	setBalance(amount: string): void {
		this.cents = toCents(amount);
	}

	/** Back to the initial balance; the array of entries stays the same object. */
	reset(): void {
		this.entries.length = 0;
		this.cents = toCents(this.initial());
	}
}
