/** Nothing here is older: an earlier time stands for none, such as the first of January of the year 1. */
const FIRST_MS = Date.UTC(2010, 0);
/** From here on a number of seconds is one of milliseconds, of microseconds, of nanoseconds since 1970. */
const FINER = 1e11;

/** ISO 8601 without its signs: 20301126T123456Z. */
const COMPACT = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/;
/** Year, month and day, and a time of day that may be missing, as may its zone. */
const YEAR_FIRST =
	/^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[T ]+(\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?))?\s*(.*)$/i;
const DAY_FIRST =
	/^(\d\d?)([-/.])(\d\d?)[-/.](\d{4})(?:,?[T ]+(\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?))?\s*(.*)$/i;

/**
 * A moment in milliseconds since 1970, as services write it: ISO 8601, with a blank or without a zone (UTC then), day first,
 * as a number of seconds or of smaller parts, in an object. Undefined where none is told, or where it may be either of two.
 */
export function momentOf(value: unknown): number | undefined {
	const time = millisecondsOf(value);
	return time >= FIRST_MS ? time : undefined;
}

function millisecondsOf(value: unknown): number {
	if (typeof value === 'number') return inMilliseconds(value);
	if (typeof value === 'object' && value !== null) {
		const { date, $date, seconds, time } = value as Record<string, unknown>;
		const part = date ?? $date ?? seconds ?? time;
		return typeof part === 'object' ? NaN : millisecondsOf(part);
	}
	if (typeof value !== 'string') return NaN;
	const text = value.trim().replace(COMPACT, '$1-$2-$3T$4:$5:$6');
	const number = /^(?:\/Date\()?(\d{10,19}(?:\.\d+)?)(?:[+-]\d{4})?(?:\)\/)?$/.exec(text);
	if (number) return inMilliseconds(Number(number[1]));
	const first = YEAR_FIRST.exec(text);
	if (first) {
		const [, year, month, day, time, zone] = first;
		return composed(year, month, day, time, zone);
	}
	const last = DAY_FIRST.exec(text);
	if (!last) return inWords(text);
	const [, one = '', sign, other = '', year, time, zone] = last;
	// 5/6 is in May for some and in June for others; with full stops the day is first.
	if (Number(other) > 12) return composed(year, one, other, time, zone);
	if (sign === '/' && Number(one) <= 12 && one !== other) return NaN;
	return composed(year, other, one, time, zone);
}

function inMilliseconds(number: number): number {
	let time = number < FINER ? number * 1_000 : number;
	while (time >= FINER * 1_000) time /= 1_000;
	return time;
}

function composed(
	year = '',
	month = '',
	day = '',
	time = '00:00',
	/** `Z`, `+03:00`, `+0000 UTC m=+0.1`, ` GMT`, `PM`, `p.m.`, or nothing. What else is there may change the time. */
	zone = '',
): number {
	const told = /^(?:([ap])\.?m(?:\b\.?))?\s*(?:Z|UTC|GMT)?\s*(?:([+-])(\d\d?):?(\d\d)?)?/i.exec(
		zone,
	)!;
	const [all, half, sign, hours = '', minutes = '00'] = told;
	const rest = zone.slice(all.length).replace(/\[.*|m=.*/, '');
	if (sign === undefined && /[\p{L}\p{N}]/u.test(rest)) return NaN;
	const [hour = '', ...smaller] = time.replace(',', '.').split(':');
	const hourOfDay = half ? (Number(hour) % 12) + (/p/i.test(half) ? 12 : 0) : hour;
	const padded = (part: string | number) => String(part).padStart(2, '0');
	return Date.parse(
		`${year}-${padded(month)}-${padded(day)}T${[padded(hourOfDay), ...smaller].join(':')}${
			sign === undefined ? 'Z' : `${sign}${padded(hours)}:${minutes}`
		}`,
	);
}

/** A date with the month in words. Any other text with a number in it is none. */
function inWords(text: string): number {
	if (!/[a-z]{3}/i.test(text) || !/(?<!\d)20\d\d(?!\d)/.test(text)) return NaN;
	const hasZone = /\b(?:Z|UTC|GMT|[ECMP][SD]T)\b|[+-]\d\d:?\d\d\b/.test(text);
	return Date.parse(hasZone ? text : `${text} UTC`);
}

/** A time as text of ISO 8601; empty where a number tells of none. Any other text stays. */
export function timeText(value: unknown): unknown {
	if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value))
		return value;
	const at = momentOf(value);
	if (at !== undefined) return new Date(at).toISOString();
	return typeof value === 'number' || /^\d{10,}$/.test(String(value)) ? '' : value;
}
