import type { Clock } from '../clock';
import type { Ledger } from '../ledger';
import { json, text, type HttpResponse } from '../httpResponse';
import type { FiveSimOptions } from './options';
import type { FiveSimState } from './state';

/** What the handlers of 5sim work with. */
export interface FiveSimWorld {
	readonly state: FiveSimState;
	readonly options: FiveSimOptions;
	readonly clock: Clock;
	readonly money: Ledger;
	/** Optional fields of an order by operation, as the contract notes them. */
	readonly presence: Record<string, readonly string[]>;
	log(line: string): void;
}

/** Time with nine digits of fractional seconds, as 5sim prints it. */
export function nanoTime(milliseconds: number): string {
	return `${new Date(milliseconds).toISOString().slice(0, -1)}469028Z`;
}

/** A refusal in the style that the options ask for. */
export function refuse(world: FiveSimWorld, reason: string): HttpResponse {
	switch (world.options.refusalStyle) {
		case 'text200':
			return text(reason, 200);
		case 'text400':
			return text(reason, 400);
		case 'text404':
			return text(reason, 404);
		case 'json-string':
			return json(reason, 400);
		case 'json-string-200':
			return json(reason, 200);
		case 'natural':
			if (reason === 'no free phones') return text(reason, 200);
			return text(reason, reason === 'order not found' ? 404 : 400);
	}
}
