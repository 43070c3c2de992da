import type { paths } from '../../contract/fivesim';
import type { Service, Refusal } from '../shared/http/service';
import { operationsOf } from '../shared/operation/operation';
import { endpoints } from './endpoints';
import { refusals } from './refusals';
import { tidy } from './tidy';

/** What operations of 5sim are written with. */
export const operation = operationsOf<paths>();

/** The live service tells 999999 as `Total`, whatever there is; no account has so many. */
const INVENTED_TOTAL = 900_000;

const products = {
	resource: 'product',
	operation: 'getAll',
	input: () => ({ country: 'any', operator: 'any' }),
	values: (response: object) => Object.keys(response),
};

/** 5sim, or a white-label site on the same software, as the engine sees it. */
export const fiveSim: Service = {
	name: '5sim',
	credential: 'fiveSimApi',
	endpoints,
	// Reaching the limit five times blocks the sender for ten minutes.
	requestsPerSecond: 100,
	refusal,
	tidy,
	refusedForNow: (text) =>
		/^"?(ip address|api) limit is \d+ requests per second"?$/i.test(text.trim()),
	// How the live service says it is not published.
	isBlock: (status, text) =>
		[403, 429, 503].includes(status) &&
		/\b(blocked|banned|blacklisted)\b/i.test(text.slice(0, 20_000)),
	known: {
		productName: products,
		product: products,
		country: {
			resource: 'country',
			operation: 'getAll',
			input: () => ({}),
			values: (countries) => Object.keys(countries),
		},
	},
	paging: {
		// 5sim publishes no maximum; the core continues with whatever page size comes back.
		largest: 100,
		query: (skip, size) => ({ limit: String(size), offset: String(skip) }),
		slice(response) {
			const { Data, Total } = response as { Data?: object[] | null; Total?: unknown };
			const entries = Data ?? [];
			return {
				entries,
				total: typeof Total === 'number' && Total < INVENTED_TOTAL ? Total : undefined,
				more: entries.length === 0 ? false : undefined,
			};
		},
		identity: (entry) =>
			'id' in entry ? entry.id : 'ID' in entry ? entry.ID : JSON.stringify(entry),
	},
};

/** Refusals are texts, bare or as a JSON string, with status 200, 400 or 404. They are compared as the contract says. */
function refusal(status: number, body: unknown): Refusal | undefined {
	if (typeof body !== 'string') return undefined;
	const said = body.trim().replace(/^"|"$/g, '').toLowerCase();
	if (status === 401)
		return {
			code: 'authentication',
			message: '5sim did not accept the key',
			description: "Check 'API Key' in the credential.",
		};
	if (said === '' || said.startsWith('<')) return undefined;
	return (
		(Object.hasOwn(refusals, said) ? refusals[said] : undefined) ?? {
			code: 'refused',
			message: `5sim answered: ${body.trim().slice(0, 200)}`,
			description: 'Check the values of this item.',
		}
	);
}
