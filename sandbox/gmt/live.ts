import type { HttpResponse } from '../httpResponse';
import type { GmtOptions } from './options';
import type { CallbackEvent } from './world';

/** What the live Get My TG was reported to do and its documentation does not say, see `contract/facts.md`. */
export const liveGmtOptions: Partial<GmtOptions> = {
	mixesTypes: true,
	speaksRussian: true,
	callbackShapes: 'several',
};

/** What the documented refusals are in Russian. Too low a balance has a status of its own. */
const RUSSIAN: ReadonlyArray<readonly [RegExp, string, number?]> = [
	[/^Insufficient balance/, 'Недостаточно средств на балансе', 402],
	[/^Not enough accounts/, 'Недостаточно аккаунтов в наличии'],
	[/^Not found/, 'Не найдено'],
];
const NUMBERS =
	/^(id|bulk_purchase_id|quantity|available_count|total_items|page|page_size|attempt|max_attempts)$/;
const TEXTS = /^(amount|phone_number|code)$/;

/** A response as the live service would send it. */
export function spoken(response: HttpResponse, options: GmtOptions): HttpResponse {
	if (!('json' in response)) return response;
	if (response.status >= 400) return options.speaksRussian ? refusedInRussian(response) : response;
	return options.mixesTypes ? { ...response, json: mixed(response.json) } : response;
}

/** The message as a list, translated where people have seen it so. */
function refusedInRussian(response: HttpResponse): HttpResponse {
	const { message, ...rest } = response.json as { message?: unknown };
	if (typeof message !== 'string') return response;
	const [, russian = message, status = response.status] =
		RUSSIAN.find(([pattern]) => pattern.test(message)) ?? [];
	return { ...response, status, json: { ...rest, message: [russian] } };
}

/** Numbers as texts, and texts of digits as numbers. A code with a leading zero stays a text: it would be another one. */
function mixed(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(mixed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, field]) => {
			if (typeof field === 'number' && NUMBERS.test(name)) return [name, String(field)];
			const isNumber = typeof field === 'string' && /^[1-9]\d*(\.\d+)?$/.test(field);
			return [name, isNumber && TEXTS.test(name) ? Number(field) : mixed(field)];
		}),
	);
}

type Shape = (id: number, payload: Record<string, unknown>) => Record<string, unknown>;

const asDocumented: Shape = (_id, payload) => payload;
/** Shapes of the callbacks that people have seen; each purchase has one of them. */
const SHAPES: Readonly<Record<'ready' | 'received' | 'failed', readonly Shape[]>> = {
	ready: [
		asDocumented,
		(_id, payload) => ({ event: 'bulk_purchase.ready', data: payload }),
		(id, payload) => ({ ...payload, bulk_purchase_id: String(id) }),
		(_id, payload) => ({ type: 'bulk', bulk_purchase: payload }),
	],
	received: [
		asDocumented,
		(id, { verification }) => ({ event: 'code_received', data: { purchase_id: id, verification } }),
		(id, payload) => ({ success: true, ...payload, purchase_id: String(id) }),
		(id, { verification }) => ({
			purchase: { id, status: 'SUCCESS', verification },
			code_request: { status: 'success', attempt: 1 },
		}),
	],
	failed: [
		asDocumented,
		(id) => ({ event: 'code_failed', data: { purchase_id: id } }),
		(id) => ({ success: false, purchase_id: String(id), error_message: 'Код не получен' }),
		(id, { status }) => ({
			purchase: { id, status },
			code_request: { status: 'failed', attempt: 3, max_attempts: 3 },
		}),
		(id, { status }) => ({ purchase_id: id, status }),
		(id) => ({ type: 'purchase', id, reason: 'timeout' }),
	],
};

/** A callback in the shape that belongs to its purchase. */
export function shaped(event: CallbackEvent, payload: unknown): unknown {
	const fields = payload as Record<string, unknown>;
	const inner = fields.purchase as { id?: number } | undefined;
	const id = Number(fields.bulk_purchase_id ?? fields.purchase_id ?? fields.id ?? inner?.id ?? NaN);
	if (!Number.isSafeInteger(id)) return payload;
	// Only a bulk purchase that is ready is told of in several ways: its failures are not published at all.
	if (event === 'onBulkReady' && fields.status !== 'SUCCESS') return payload;
	const kind =
		event === 'onBulkReady' ? 'ready' : fields.verification === undefined ? 'failed' : 'received';
	const shapes = SHAPES[kind];
	return shapes[id % shapes.length]!(id, fields);
}
