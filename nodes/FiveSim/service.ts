import type { paths } from '../../contract/fivesim';
import type { Service, Refusal } from '../shared/http/service';
import { textsIn } from '../shared/http/textsIn';
import { operationsOf } from '../shared/operation/operationsOf';
import { endpoints } from './endpoints';
import { checkToken, describeToken } from './key';
import { ACCOUNT_BLOCKED, meaningOf } from './refusalWords';
import { partsOf, tidy } from './tidy';

/** What operations of 5sim are written with. */
export const operation = operationsOf<paths>();

/** The live service tells 999999 as `Total`, whatever there is; no account has so many. */
const INVENTED_TOTAL = 900_000;
/** Entries asked for at once. */
const PAGE = 100;

/** What an entry of a list is known by: its number, unless it has none. */
export function identity(entry: { id?: unknown; ID?: unknown }): unknown {
	return entry.id || entry.ID || JSON.stringify(entry);
}

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
	usualUrl: 'https://5sim.net',
	checkKey: checkToken,
	describeKey: describeToken,
	profile: { resource: 'user', operation: 'get' },
	endpoints,
	// Reaching the limit five times blocks the sender for ten minutes.
	requestsPerSecond: 100,
	refusal,
	tidy,
	refusedForNow: (body) =>
		textsIn(body).some((text) =>
			/^(ip address|api) limit is \d+ requests per second\b/i.test(text),
		),
	// How the live service says it is not published.
	isBlock: (status, text) =>
		[403, 429, 503].includes(status) &&
		!ACCOUNT_BLOCKED.test(text.slice(0, 200)) &&
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
		operator: {
			resource: 'country',
			operation: 'getAll',
			input: () => ({}),
			// Beside its operators a country has names, codes and prefixes.
			values: (countries, { country }) =>
				partsOf((countries as Record<string, object>)[String(country)] as Record<string, object>)
					.filter(([, part]) => 'activation' in part)
					.map(([name]) => name),
		},
	},
	paging: {
		// 5sim publishes no maximum; the core continues with whatever page size comes back.
		largest: PAGE,
		lists: ['Data', 'Prices'],
		query: (skip, size) => ({ limit: String(size), offset: String(skip) }),
		slice(response) {
			const { Data, Total } = response as { Data?: object[] | null; Total?: unknown };
			const entries = Data ?? [];
			// The number of a full page may be its own.
			const isTotal =
				typeof Total === 'number' &&
				Total < INVENTED_TOTAL &&
				!(Total === PAGE && entries.length === PAGE);
			return {
				entries,
				total: isTotal ? Total : undefined,
				more: entries.length === 0 ? false : undefined,
			};
		},
		identity,
	},
};

/** Refusals are texts, bare or as a JSON string, with status 200, 400 or 404; a gateway and white-label sites put them into JSON. */
function refusal(status: number, body: unknown): Refusal | undefined {
	const told = textsIn(body).filter((text) => !text.startsWith('<'));
	const meanings = told.flatMap((text) => meaningOf(text) ?? []);
	if (status === 401)
		return (
			meanings.find(({ code }) => code === 'authentication') ?? {
				code: 'authentication',
				message: '5sim did not accept the key',
				description:
					"Check 'API Key' in the credential: it is in your profile settings at 5sim, for API version 1.",
			}
		);
	if (meanings[0]) return meanings[0];
	// This status says enough by itself.
	if (status === 402) return meaningOf('low balance');
	const [said] = told;
	if (said === undefined || status === 403) return undefined;
	return {
		code: 'refused',
		message: `5sim answered: ${said.slice(0, 200)}`,
		description: 'Check the values of this item.',
	};
}
