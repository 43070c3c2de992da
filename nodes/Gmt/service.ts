import type { components, paths } from '../../contract/gmt';
import { CHECK_VALUE } from '../shared/errors';
import type { Service, Refusal } from '../shared/http/service';
import { textsIn } from '../shared/http/textsIn';
import { isNothing } from '../shared/operation/parameters';
import { operationsOf } from '../shared/operation/operationsOf';
import { regionName } from '../shared/operation/regions';
import { endpoints } from './endpoints';
import { tidy } from './tidy';

/** What operations of Get My TG are written with. */
export const operation = operationsOf<paths>();

/** Get My TG as the engine sees it. */
export const gmt: Service = {
	name: 'Get My TG',
	credential: 'gmtApi',
	usualUrl: 'https://api.getmytg.com',
	profile: { resource: 'profile', operation: 'get' },
	triggerPath: 'gmt',
	endpoints,
	refusal,
	known: {
		countryCode: {
			resource: 'account',
			operation: 'getAll',
			input: () => ({ sort: 'name_asc' }),
			values: (accounts) =>
				(accounts as Array<components['schemas']['AccountListItem']>).map(
					({ country_code }) => country_code,
				),
			absent: (code) =>
				regionName(code) === code
					? undefined
					: `${regionName(code)} is not sold at the moment: choose 'Country' from the list.`,
		},
	},
	tidy,
	paging: {
		largest: 50,
		lists: ['items'],
		query: (skip, size) => ({ page: String(skip / size + 1), page_size: String(size) }),
		slice(response) {
			const { items, pagination } = response as {
				items?: object[] | null;
				pagination?: { has_next?: unknown; total_items?: unknown } | null;
			};
			const { has_next: more, total_items: total } = pagination ?? {};
			return {
				entries: items ?? [],
				total: typeof total === 'number' ? total : undefined,
				// Where it is missing, nobody said that this was the last page.
				more: isNothing(more) ? undefined : String(more) === 'true',
			};
		},
		identity: (entry) =>
			'id' in entry
				? entry.id
				: 'country_code' in entry
					? entry.country_code
					: JSON.stringify(entry),
	},
};

/** What nobody but Get My TG says, and only to refuse. Messages come in the language of the account: ru, uk, en, es, zh. */
const CERTAIN =
	/insufficient (balance|funds)|not enough (accounts|balance|funds|money)|недостаточно (средств|денег|аккаунтов)|недостатньо (коштів|грошей|акаунтів)|(saldo|fondos) insuficientes?|余额不足|库存不足/i;
const NO_MONEY =
	/insufficient(?!.{0,25}\b(stock|accounts|quantity|number)\b)|(not enough|too low|too little) ([a-z]+ )?(balance|funds|money)|low balance|balance( is)? (too )?low|недостаточно (средств|денег|баланс)|(не хватает|нет) (средств|денег)|пополните|баланс\p{L}* (слишком )?(мал|низк)|недостатньо (коштів|грошей)|поповніть|(saldo|fondos)\b.{0,20}insuficiente|recargue|余额(不足|太低)|充值/iu;
/** "Unavailable in your country" is about the buyer. */
const NO_STOCK =
	/stock|(not enough|insufficient|no|only \d+)( [a-z]+){0,3} (accounts|quantity)\b|accounts are not available|exceeds? .{0,20}available|\bunavailable\b(?! in your)|sold out|нет в наличии|(недостаточно|нет|не хватает)( \p{L}+)? аккаунтов|аккаунт\p{L}* .{0,20}(отсутств|недоступ)|закончил|немає в наявності|недостатньо акаунтів|немає акаунтів|закінчил|agotad|sin existencias|no hay (suficientes )?cuentas|库存不足|缺货|无库存|售罄|账号不足/iu;
const REFUND = /\brefund|возврат|поверненн|reembols|退款/i;

/**
 * Errors are JSON with a text in `message` or `error`. Which status belongs to which business error is not published,
 * so where the status is not enough, a few words of the text decide.
 */
function refusal(status: number, body: unknown): Refusal | undefined {
	// This status says enough by itself.
	const said = textOf(body) ?? (status === 402 ? 'status 402' : undefined);
	// "Unavailable" with status 200 may come from a gateway although the service made the purchase.
	if (said === undefined || (status < 300 && !CERTAIN.test(said))) return undefined;
	const refused = (code: Refusal['code'], message: string, advice: string): Refusal => ({
		code,
		message,
		description: `${advice} Get My TG said: ${said}`,
	});

	if (status === 401)
		return refused(
			'authentication',
			'Get My TG did not accept the key',
			"Check 'API Key' in the credential: the Telegram bot of Get My TG gives you this key.",
		);
	if (status === 403)
		return refused(
			'authentication',
			'Get My TG does not allow this key to do this',
			'Ask Get My TG what the key may be used for.',
		);
	if (status === 402 || NO_MONEY.test(said))
		return refused(
			'insufficientBalance',
			'The balance at Get My TG is too low{about}',
			'Top it up, or buy less.',
		);
	// Why and when a refund is possible is told with a status that says nothing.
	if (REFUND.test(said) && status < 500 && status !== 404)
		return refused(
			'conflict',
			'Get My TG does not refund {what} now',
			'A refund is possible 20 minutes after the purchase or later, as long as no code has arrived. Run the node again then.',
		);
	if (NO_STOCK.test(said))
		return refused(
			'outOfStock',
			'Get My TG does not have enough in stock{about}',
			'Buy fewer, choose another country, or try again later.',
		);
	if (status === 404) return refused('notFound', 'Get My TG does not know {what}', CHECK_VALUE);
	if (status === 409)
		return refused(
			'conflict',
			'Get My TG cannot do this in the present state',
			"Look at the purchase with 'Get' to see its state.",
		);
	if (status === 400 || status === 422)
		return refused(
			'invalidInput',
			'Get My TG did not accept the values',
			'Check the values of this item.',
		);
	return refused('refused', 'Get My TG refused the request', 'Check the values of this item.');
}

function textOf(body: unknown): string | undefined {
	// A bare text may be anybody's; only what it is about makes it a refusal.
	if (typeof body === 'string')
		return !/^\s*</.test(body) && (NO_MONEY.test(body) || NO_STOCK.test(body))
			? body.trim().slice(0, 200)
			: undefined;
	return textsIn(body).join(', ').slice(0, 300) || undefined;
}
