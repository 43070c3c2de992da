import { InvalidInput } from '../shared/errors';
import { parseJson } from '../shared/http/body';
import { shown, type Parameter } from '../shared/operation/parameters';
import { messagesOf, type KnownMessage } from './trigger/message';

/** What messages are to be newer than: a message that was handed out, or a time in milliseconds since 1970. */
export type Mark = KnownMessage | number;

/** The message that is known already, so that the next one is waited for. Empty on the first wait. */
export const smsAfterField: Parameter<Mark> = {
	property: {
		displayName: 'Newer Than',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.sms }}',
		description:
			"Wait for an SMS that is newer than this. Enter the 'sms' that an earlier Wait for SMS returned, or a date and time.",
	},
	parse(input) {
		const mark = markOf(input);
		if (mark !== undefined) return mark;
		throw new InvalidInput(
			'must be an SMS or a time',
			`You entered ${shown(input)}. Enter a value such as '{{ $json.sms }}' after Wait for SMS, or '2030-01-31T12:00:00Z'.`,
		);
	},
};

/** In milliseconds, no message is older; a number below it counts something else. */
const FIRST_MS = Date.UTC(2010, 0);

function markOf(input: unknown): Mark | undefined {
	if (typeof input === 'string') {
		const text = input.trim();
		// An expression with text around it turns an object into JSON.
		if (/^[{[]/.test(text)) return markOf(parseJson(text));
		return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) || undefined : undefined;
	}
	// A list of messages, as nodes return them, stands for its newest.
	if (Array.isArray(input)) {
		const marks = input.map(markOf).filter((mark) => typeof mark === 'object');
		return marks.sort((a, b) => a.at - b.at).at(-1);
	}
	// `{{ new Date() }}` and `{{ Date.now() }}`.
	const time =
		input instanceof Date ? input.getTime() : Number.isInteger(input) ? Number(input) : 0;
	if (time > FIRST_MS) return time;
	if (typeof input !== 'object' || input === null) return undefined;
	if (!('text' in input || 'date' in input || 'created_at' in input)) return undefined;
	const fields = new Map<string, unknown>(Object.entries(input));
	const field = (name: string) => {
		const value = fields.get(name);
		return typeof value === 'string' ? value : '';
	};
	const [message] = messagesOf({
		sms: [
			{
				created_at: field('created_at'),
				date: field('date'),
				sender: field('sender'),
				text: field('text'),
				code: field('code'),
			},
		],
	});
	return message;
}

/**
 * The messages that came after the mark.
 * @param messages oldest first. Where times are equal or missing, their order in the list counts.
 */
export function smsAfter(
	messages: readonly KnownMessage[],
	mark: Mark | undefined,
): readonly KnownMessage[] {
	if (mark === undefined) return messages;
	if (typeof mark === 'number') return messages.filter(({ at }) => at > mark);
	const index = messages.findIndex(({ key }) => key === mark.key);
	return index < 0 ? messages.filter(({ at }) => at > mark.at) : messages.slice(index + 1);
}
