const NO = /^\s*(false|no|0)\s*$/i;
const TROUBLE =
	/\b(err|error|errors|fail|fails|failed|failure|invalid|denied|declined|rejected|refused|not|no|cannot|forbidden|unauthorized|insufficient|wrong|bad|blocked|limit|incorrect|empty|missing|required|must|unavailable|unknown|unsupported|later|low|small|minimum|maximum|too|expired|disabled|inv[aá]lid[oa]?|incorrect[oa]|insuficiente|rechazad[oa]|recusad[oa]|refusé|abgelehnt|ungültig)(?!\p{L})|(?<!\p{L})(?:не|нет)(?!\p{L})|ошибк|недостат|недоступ|неверн|неправильн|минимал|слишком|отказ|отклон|失败|错误|不足/iu;
/** Where responses of all kinds say how it went, what went wrong, and with which number. */
const RESULT = /^(success|ok|result|done)$/i;
const PROBLEM = /^(errors?|error_?(message|text|code)|exception)$/i;
const WORDS = /^(status|state|result|message|msg|detail|title|reason)$/i;
/** Where the rest of such a response may stand. */
const WRAPPER = /^(data|response|payload)$/i;
const NUMBER = /^(code|status|status_?code|http_?code)$/i;

/**
 * What a response says that is documented nowhere: that it was done, that it was not, or something of a problem, after which
 * it may have been done all the same.
 * @param body its JSON, undefined where it is none
 */
export function saidBy(body: unknown, text: string): 'done' | 'refused' | 'unclear' {
	const said = body ?? text;
	if (body === null || typeof said === 'number' || said === false) return 'unclear';
	if (typeof said === 'string')
		return /^\s*</.test(said) || TROUBLE.test(said) ? 'unclear' : 'done';
	if (typeof said !== 'object') return 'done';
	const fields = Object.entries(said as object) as Array<[string, unknown]>;
	// The only way of saying no that leaves nothing open.
	if (fields.some(([name, value]) => name === 'success' && NO.test(String(value))))
		return 'refused';
	return fields.some(([name, value]) => tellsOfProblem(name, value)) ? 'unclear' : 'done';
}

function tellsOfProblem(name: string, value: unknown): boolean {
	if (RESULT.test(name) && (value === null || value === '' || NO.test(String(value)))) return true;
	if (PROBLEM.test(name)) return !isNothing(value);
	if (WRAPPER.test(name) && typeof value === 'object' && value !== null)
		return saidBy(value, '') !== 'done';
	if (NUMBER.test(name) && Number(value) >= 400) return true;
	return WORDS.test(name) && typeof value === 'string' && TROUBLE.test(value);
}

function isNothing(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
	return value === null || value === undefined || value === '' || NO.test(String(value));
}
