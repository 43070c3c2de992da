import type { Callbacks } from '../callbacks';
import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import { toDecimal } from '../money';
import { json, type HttpResponse } from '../httpResponse';
import type { GmtOptions } from './options';
import type { GmtState } from './state';

/** Operations of the contract at the client's side. */
export type CallbackEvent = 'onCodeResult' | 'onBulkReady';

/** What the handlers of GMT work with. */
export interface GmtWorld {
	readonly state: GmtState;
	readonly options: GmtOptions;
	readonly clock: Clock;
	readonly money: Ledger;
	readonly deliveries: Callbacks;
	/** Delivers a payload to a callback address by the schedule. */
	announce(event: CallbackEvent, url: string | undefined, payload: unknown): void;
	/** Notes a violation if the contract describes the payload of the event otherwise. */
	checkCallback(event: CallbackEvent, payload: unknown): void;
	readonly url: string;
	/** Address of the second host, which serves archives without a key. */
	readonly archiveUrl: string;
	log(line: string): void;
}

/** Amount with currency. */
export function money(cents: number): { amount: string; currency_code: string } {
	return { amount: toDecimal(cents), currency_code: 'USD' };
}

/** Error body of GMT. */
export function refusal(status: number, message: string): HttpResponse {
	return json({ message }, status);
}

/** Answer about things that do not exist or are someone else's. */
export function notFound(): HttpResponse {
	return refusal(404, 'Not found');
}

/** The rejection of single fields. */
export function invalidFields(
	status: number,
	fields: Array<{ field: string; description: string }>,
): HttpResponse {
	return json({ message: 'Validation failed', fieldViolations: fields }, status);
}
