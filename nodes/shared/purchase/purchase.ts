import type { Outcome } from '../http/outcome';
import type { Purchase as Wanted } from './candidates';
import type { Cost } from './cost';
import type { EarlierUse } from './earlierUse';
import type { Intent } from './intents';
import type { KeyUse, Reservation } from './keys';
import type { Differences, Overpaid } from './ledger';
import type { Looks } from './looks';
import type { Limits } from './spendLimits';

/** A purchase about to be made. */
export interface Purchase extends Wanted {
	limits: Limits;
	looks: Looks;
	/** Whether something else than the service is at its address. */
	isElsewhere(): Promise<boolean>;
	cost: Cost;
	/** Writes down, where it outlives this process, that this is about to be sent. */
	intend(): Promise<Intent>;
	/** What was written down there before and never ended, without writing anything. */
	left(): Promise<EarlierUse | undefined>;
	/** Takes note, at the same place, that what an earlier try left open is found. */
	found(id: number | undefined, response: object): Promise<void>;
	/**
	 * Reserves the name that the user gave to the purchase, for ever.
	 * @throws OperationFailure when it cannot be kept
	 */
	reserve?(): Promise<Reservation>;
	/** Whether that name was used before. */
	used?(): Promise<KeyUse>;
	/** The fields by which the service itself keeps to the user's limit, where it does. */
	ceiling(): Promise<Record<string, string> | undefined>;
	send(ceiling: Record<string, string> | undefined): Promise<Outcome>;
	/** Takes a purchase back and gives what is left of it. */
	compensate?(response: object): Promise<object>;
	/** Writes down what was charged: should the process be killed now, nothing else would tell. */
	log(text: string): void;
	/** Notes a purchase where the list of executions can be searched for it. */
	note(id: number, price: string): void;
}

/** What a purchase gave, and what is to be said about it. */
export interface Bought {
	response: object;
	/** Whether it was only found afterwards. */
	recovered: boolean;
	/** Whether another execution had bought it already. */
	alreadyBought?: boolean;
	overpaid?: Overpaid;
	differs?: Differences;
}
