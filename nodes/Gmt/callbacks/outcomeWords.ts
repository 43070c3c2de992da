/** A field of a payload, as far as its meaning goes. */
interface Said {
	name: string;
	value: unknown;
}

/** Fields that only a failure has. */
const ERROR_FIELDS = /^(errors?|fail(ure)?|reject(ion)?)(message|code|text|reason|type)?$/;
/** What such a field holds where there was none. */
const NO_ERROR = /^\s*(false|0|null|none|ok)?\s*$/i;
const CODE_FIELDS = /^(verification|(login|sms|auth|verification)?code)$/;
/** A login code: `12345`, `12-345`, `A1B2C`. Words such as `NO_CODE` are none, and neither is the status of a response. */
const LOGIN_CODE = /^(?=.*\d)[a-z\d]{1,12}(?:[ -][a-z\d]{1,12}){0,3}$/i;
const STATUS_CODE = /^(0+|[1-5]\d\d)$/;
const EVENT_FIELDS = /^(event|type|eventtype|eventname|action|topic|kind|purchasetype)$/;
const STATE_FIELDS = /^(status|state|result)$/;
/** Switches that tell how it went. */
const YES_FIELDS = /^(success|ok|(code|sms)?received|ready|done|completed?)$/;

/** How states begin, and what names of events hold. */
const GOOD_STATE =
	/^(success|succeed|ok|ready|done|complete|finish|fulfil|deliver|receiv|готов|успе|выполн|получ)/;
const GOOD_EVENT = /success|receiv|(?<!al)ready|complete|arriv|готов|успе|выполн|получ|приш/;
const BAD_STATE = /^(error|fail|expired|refund|cancel|reject|declin|timeout|ошиб|отмен|возвр)/;
const BAD_EVENT = /fail|error|expired|time ?d? ?out|cancel|reject|declin|ошиб|отмен|возвр/;
/** What makes the opposite of it. */
const DENIAL =
	/(^| )(not|no|non|never|without|unable|cannot|false|не|нет|без)( |$)|(^| )(un|in)(success|receiv|complete|finish|fulfil|deliver)/;

/** Whether something speaks of a failure, or of a success. */
export function outcomeIn(fields: readonly Said[]): { failed: boolean; succeeded: boolean } {
	const says = (names: RegExp, isIt: (said: string) => boolean) =>
		fields.some(
			({ name, value }) => names.test(name) && typeof value !== 'object' && isIt(String(value)),
		);
	const good = (pattern: RegExp, bad: RegExp) => (said: string) => {
		const text = inWords(said);
		return pattern.test(text) && !DENIAL.test(text) && !bad.test(text);
	};
	const bad = (pattern: RegExp, opposite: RegExp) => (said: string) => {
		const text = inWords(said);
		return pattern.test(text) || (DENIAL.test(text) && opposite.test(text));
	};
	const succeeded =
		says(CODE_FIELDS, (said) => LOGIN_CODE.test(said.trim()) && !STATUS_CODE.test(said.trim())) ||
		says(EVENT_FIELDS, good(GOOD_EVENT, BAD_EVENT)) ||
		says(STATE_FIELDS, good(GOOD_STATE, BAD_EVENT)) ||
		says(YES_FIELDS, (said) => /^(true|1)$/i.test(said));
	const failed =
		fields.some(
			({ name, value }) =>
				ERROR_FIELDS.test(name) &&
				(typeof value === 'object'
					? Object.keys(value ?? {}).length > 0
					: !NO_ERROR.test(String(value))),
		) ||
		says(STATE_FIELDS, bad(BAD_STATE, GOOD_EVENT)) ||
		says(EVENT_FIELDS, bad(BAD_EVENT, GOOD_EVENT)) ||
		says(/^(success|ok)$/, (said) => /^(false|0)$/i.test(said)) ||
		says(/^(is)?failed$/, (said) => /^(true|1)$/i.test(said)) ||
		// The text of a failure may stand in either field, with a status that is still PENDING.
		(!succeeded &&
			fields.some(({ name, value }) => /^(message|reason|detail)$/.test(name) && value !== null));
	return { failed, succeeded };
}

/** `codeNotReceived` and `code.not_received` are `code not received`. */
function inWords(said: string): string {
	return said
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.replace(/[^\p{L}\d]+/gu, ' ')
		.trim()
		.toLowerCase();
}
