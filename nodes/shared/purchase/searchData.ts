import type { IExecuteFunctions } from 'n8n-workflow';

/** n8n keeps ten pairs for an execution, whoever sets them: these leave some to others. */
const KEYS = ['purchase', 'purchase_2', 'purchase_3'];
/** Characters of a value that n8n can search. */
const LONGEST = 250;

/**
 * Writes what was bought into the custom data of the execution, by which n8n's list of executions can be searched:
 * `purchase` holds the numbers, `purchase_price` the prices in the same order. What does not fit is left out.
 */
export class SearchData {
	private next = 0;

	constructor(private readonly context: IExecuteFunctions) {}

	/** Adds a purchase. Never throws: the purchase counts, not whether it can be searched for. */
	add(id: number, price: string): void {
		try {
			for (; this.next < KEYS.length; this.next++) {
				const [key, priceKey] = [
					KEYS[this.next]!,
					KEYS[this.next]!.replace('purchase', 'purchase_price'),
				];
				const { customData } = this.context;
				const [ids, prices] = [customData.get(key), customData.get(priceKey)];
				if ((ids ?? '').split(' ').includes(String(id))) return;
				const [allIds, allPrices] = [joined(ids, ' ', String(id)), joined(prices, ', ', price)];
				if (allIds.length > LONGEST || allPrices.length > LONGEST) continue;
				customData.set(key, allIds);
				customData.set(priceKey, allPrices);
				return;
			}
		} catch {
			// An older n8n has none, and gives none to some tools.
			this.next = KEYS.length;
		}
	}
}

function joined(before: string | undefined, separator: string, one: string): string {
	return before ? `${before}${separator}${one}` : one;
}
