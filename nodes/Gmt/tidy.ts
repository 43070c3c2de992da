import { timeText } from '../shared/moment';
import { digitsOf } from '../shared/writtenNumber';

const NUMBERS =
	/^(id|bulk_purchase_id|purchase_id|quantity|available_count|attempt|max_attempts|percent|discount_percent|popularity_index|total_items|total_purchases|page|current_page|page_size|total_pages|http_code|response_time_ms|(remaining_|required_)?(deposits|referrals)|referrals_count|purchases(_remaining|_required)?)$/;
const TEXTS =
	/^(amount|country_code|currency_code|phone_number|code|password|status|purchase_type)$/;
const STATUSES = /^(pending|success|error|expired|refund)$/i;
const TIMES = /_at$/;
const KINDS = /^(single|bulk)$/i;
/** A thousand or more, or a bit more than one: nobody knows. */
const THOUSAND = /^\s*[1-9]\d{0,2},\d{3}\s*$/;
const LISTS = /^(items|countries)$/;

/**
 * Puts what Get My TG answers into the shape of the contract, in place: numbers that come as texts, texts that come as
 * numbers, and lists with entries that are none. What is still something else after this is left as it came.
 */
export function tidy(body: unknown): unknown {
	if (Array.isArray(body)) {
		for (const [index, entry] of body.entries()) body[index] = tidy(entry);
		return body;
	}
	if (typeof body !== 'object' || body === null) return body;
	const fields = body as Record<string, unknown>;
	const isProfile = ['login', 'language', 'telegram_id', 'balance'].some((name) => name in fields);
	for (const [name, value] of Object.entries(fields)) {
		// Only the number of a profile is a text by contract.
		if (name === 'id' && isProfile) continue;
		fields[name] = field(name, value);
	}
	return fields;
}

function field(name: string, value: unknown): unknown {
	if (LISTS.test(name)) {
		if (Array.isArray(value))
			return (tidy(value) as unknown[]).filter(
				(entry) => typeof entry === 'object' && entry !== null,
			);
		return value ?? [];
	}
	if (TIMES.test(name)) return timeText(value);
	if (typeof value === 'object') return tidy(value);
	if (typeof value === 'string' && NUMBERS.test(name) && /^\d{1,15}([.,]\d{1,4})?$/.test(value))
		return Number(value.replace(',', '.'));
	if (typeof value === 'number' && TEXTS.test(name))
		// A number has lost the zeros of its cents.
		return name === 'amount' && /^\d+(\.\d)?$/.test(String(value))
			? value.toFixed(2)
			: String(value);
	if (name === 'amount' && typeof value === 'string') {
		const digits = THOUSAND.test(value) ? undefined : digitsOf(value);
		return (digits ?? value.trim()).replace(/^\d+\.\d$/, '$&0');
	}
	if (typeof value !== 'string') return value;
	const isKnown =
		(name === 'status' && STATUSES.test(value)) || (name === 'purchase_type' && KINDS.test(value));
	return isKnown ? value.toUpperCase() : value;
}
