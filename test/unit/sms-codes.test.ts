import { patternOf } from '../../nodes/FiveSim/codePattern';
import { smsAfter, smsAfterField } from '../../nodes/FiveSim/smsAfter';
import { codeOf } from '../../nodes/FiveSim/smsCode';
import { readCode } from '../../nodes/FiveSim/smsText';
import { messagesOf } from '../../nodes/FiveSim/trigger/message';
import { SMS_CODES as TABLE } from './sms-codes';
import { SMS_OTHER } from './sms-codes-other';
import { SMS_STYLES } from './sms-codes-styles';
import { SMS_TRAPS } from './sms-codes-traps';

const SMS_CODES = [...TABLE, ...SMS_STYLES, ...SMS_TRAPS, ...SMS_OTHER];

/** The least share of the codes in the table that is read; today all of them. */
const RECALL = 1;

const sms = (text: unknown, more: object = {}) =>
	({
		created_at: '2030-01-01T00:00:00Z',
		date: '2030-01-01T00:00:00Z',
		text,
		code: '',
		...more,
	}) as never;
const at = (second: number) => {
	const time = `2030-01-01T00:00:0${second}Z`;
	return { created_at: time, date: time };
};

it('reads the texts of many languages, never wrongly', () => {
	expect(SMS_CODES.length).toBeGreaterThanOrEqual(200);
	expect(new Set(SMS_CODES.map(([language]) => language)).size).toBeGreaterThanOrEqual(14);
	const read = SMS_CODES.map(([, text, code]) => ({ text, code, got: readCode(text) ?? null }));
	expect(read.filter(({ code, got }) => got !== null && got !== code)).toEqual([]);
	const withCode = read.filter(({ code }) => code !== null);
	const found = withCode.filter(({ code, got }) => code === got);
	expect(found.length / withCode.length).toBeGreaterThanOrEqual(RECALL);
});

it('takes time in proportion to the text', () => {
	const hostile = [
		'1',
		'1 ',
		'code ',
		'a.',
		'1-',
		'код',
		'*',
		'+1 ',
		'a1',
		'1.',
		'http://',
		'order ',
		' ',
	];
	for (const part of hostile) {
		const start = performance.now();
		readCode(part.repeat(200_000));
		expect(performance.now() - start).toBeLessThan(1_000);
	}
});

it.each<[string, unknown, string | undefined]>([
	['the code of the service before the text', [sms('code 1111', { code: '2222' })], '2222'],
	[
		'a code in an older message before a guess',
		[sms('code 1111', { code: '2222', ...at(1) }), sms('code 3333', at(2))],
		'2222',
	],
	[
		'the newest message with a code',
		[sms('', { code: '1', ...at(1) }), sms('', { code: '2', ...at(2) })],
		'2',
	],
	['a code before a later greeting', [sms('code 1111', at(1)), sms('Welcome!', at(2))], '1111'],
	['no blank code', [sms('code 1111', { code: ' ' })], '1111'],
	['a number as code', [sms('hello', { code: 4821 })], '4821'],
	['a message without fields', [{}], undefined],
	['nulls', [null, sms(null, { code: null, sender: null })], undefined],
	['null', null, undefined],
	['an object', {}, undefined],
	['nothing', undefined, undefined],
])('takes %s', (_, messages, code) => {
	expect(codeOf(messages as never)).toBe(code);
});

it.each([
	['code is (\\w+-\\w+)', 'Code is AB-12', 'AB-12'],
	['\\d{3}', 'code 987654', '987'],
	['(?:\\d-){3}\\d', 'type 1-2-3-4', '1-2-3-4'],
	['never', 'code 987654', undefined],
	['(never)?', 'code 987654', undefined],
])('finds what the pattern %p says, and nothing else', (pattern, text, code) => {
	expect(codeOf([sms(text, { code: '1' })], patternOf(pattern))).toBe(code);
});

it.each([
	'(a+)+$',
	'(a|aa)+$',
	'(a?){30}',
	'(\\d+)*x',
	'.*.*.*x',
	'(a)\\1',
	'([a-z]+|b)*c',
	'x{2,90000}',
	'(?=(a+))*',
	'(',
	'x'.repeat(201),
	'/\\d{5}/',
	' /code (\\d+)/i ',
])('refuses the pattern %p', (pattern) => {
	expect(() => patternOf(pattern)).toThrow();
});

it('gets through the slowest patterns that are allowed', () => {
	for (const pattern of ['.*.*x', '\\d*\\d*$y', '(?:ab)?c*$y']) {
		const start = performance.now();
		codeOf([sms('1'.repeat(5_000)), sms('a'.repeat(5_000))], patternOf(pattern));
		expect(performance.now() - start).toBeLessThan(2_000);
	}
});

it.each([
	['the message', (first: object) => first],
	['its JSON', (first: object) => JSON.stringify(first)],
])('finds the messages after one, given as %s, whatever the times are', (_, given) => {
	for (const time of ['2030-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '', null]) {
		const same = { created_at: time, date: time };
		const list = ['a', 'b', 'c'].map((text) => sms(text, same));
		const mark = smsAfterField.parse(given(list[0]!));
		const after = smsAfter(messagesOf({ sms: list }), mark).map(({ sms: { text } }) => text);
		expect(after).toEqual(['b', 'c']);
	}
});

it('finds the messages after a time, and refuses what is neither', () => {
	const list = messagesOf({ sms: [sms('a', at(1)), sms('b', at(2))] });
	const mark = smsAfterField.parse('2030-01-01T00:00:01Z');
	expect(smsAfter(list, mark)).toEqual([list[1]]);
	expect(smsAfter(list, undefined)).toEqual(list);
	for (const time of [new Date(mark as number), mark as number])
		expect(smsAfterField.parse(time)).toBe(mark);
	for (const other of ['tomorrow', '2030-99-99', '{', 7, new Date(NaN), [], {}, true])
		expect(() => smsAfterField.parse(other)).toThrow();
});
