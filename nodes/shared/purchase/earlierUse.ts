import { keepNewest } from '../dropOldest';
import { listed, type Purchase } from './candidates';
import type { Candidate } from './inFlight';
import { inTurn, type Records } from './records';

/** The newest purchases among which one of an earlier execution is looked for. */
const LOOKED_THROUGH = 200;
/** Responses that this process remembers, for what no list shows. */
const REMEMBERED = 1_000;

interface Remembered {
	request: string;
	account: string;
	response: object;
}

/** By the name of the purchase, within a workflow or a node. */
const remembered = new Map<string, Remembered>();

/** Lets what was bought be found again by its name. */
export function remember(place: string, name: string, bought: Remembered): void {
	keepNewest(remembered, `${place} ${name}`, bought, REMEMBERED);
}

/** Forgets it. */
export function forget(place: string, name: string): void {
	remembered.delete(`${place} ${name}`);
}

/** The text that ties a name to the number of what was bought. */
export function boughtAs(name: string, accountMark: string, id: number): string {
	return `${name} is ${accountMark} ${id}`;
}

/** What an earlier execution bought, or may have bought, under the same name. */
export class EarlierUse {
	/** The newest purchases, for the error where none of them is it. */
	newest: number[] = [];

	/** @param sharesName whether other executions may have bought under the same name, each for itself */
	constructor(
		private readonly place: string,
		private readonly names: string[],
		private readonly records: Records,
		private readonly sharesName = false,
	) {}

	/** @returns its response, where it can be found again: this process remembers it, or it is in the list */
	async find(purchase: Purchase & { accountMark: string }): Promise<object | undefined> {
		const { account, accountMark, request } = purchase;
		for (const name of this.names) {
			const known = remembered.get(`${this.place} ${name}`);
			if (known?.account === account && known.request === request) return known.response;
		}
		const candidates = await listed(purchase, LOOKED_THROUGH).catch(() => []);
		const textsOf = ({ receipt: { id } }: Candidate) =>
			id === undefined ? [] : this.names.map((name) => boughtAs(name, accountMark, id));
		const known = await this.records.among(candidates.flatMap(textsOf)).catch(() => new Set());
		this.newest = candidates.slice(0, 5).flatMap(({ receipt: { id } }) => id ?? []);
		const own = candidates.filter((one) => textsOf(one).some((text) => known.has(text)));
		// Each comes out before any comes out twice.
		if (own.length > 1 && this.sharesName)
			for (const one of own) {
				const given = textsOf(one).map((text) => `${text} and given back`);
				const before = await inTurn(async () => await this.records.add(given)).catch(
					() => new Set(),
				);
				if (!given.some((text) => before.has(text))) return one.response;
			}
		return own[0]?.response;
	}
}
