/** No purchase is older: an earlier time stands for none, such as the first of January of the year 1. */
const FIRST_MS = Date.UTC(2010, 0);
/** Date and time without a time zone, which services mean in UTC. */
const ZONELESS = /^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*$/;
/** Seconds or milliseconds since 1970. */
const COUNTED = /^\d{10,13}$/;
/** Until the year 5138 such a number counts seconds. */
const MOST_SECONDS = 1e11;

/** A moment that a service tells, in milliseconds since 1970; undefined where none is told. */
export function momentOf(told: unknown): number | undefined {
	const text = String(told ?? '');
	const number = Number(text);
	const time = COUNTED.test(text)
		? number * (number < MOST_SECONDS ? 1000 : 1)
		: Date.parse(text.replace(ZONELESS, '$1T$2Z'));
	return time >= FIRST_MS ? time : undefined;
}
