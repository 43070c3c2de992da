import { InvalidInput } from '../../nodes/shared/errors';
import { amount, amountLimit } from '../../nodes/shared/operation/amounts';
import {
	asText,
	choice,
	isNothing,
	named,
	secret,
	shown,
	text,
	webAddress,
	wholeNumber,
	type Field,
	type Parameter,
} from '../../nodes/shared/operation/parameters';
import { flag } from '../../nodes/shared/operation/switches';

const field: Field = { displayName: 'Field', type: 'string', default: '' };

/** What is said to somebody who enters this. */
function refusal(parameter: Parameter<unknown>, input: unknown): string {
	let taken: unknown;
	try {
		taken = parameter.parse(input);
	} catch (refused) {
		expect(refused).toBeInstanceOf(InvalidInput);
		const { message, advice } = refused as InvalidInput;
		return `${message}. ${advice}`;
	}
	throw new Error(`${JSON.stringify(input)} was taken as ${JSON.stringify(taken)}`);
}

const nothings: Array<[unknown]> = [[undefined], [null], ['']];

describe('a line of text', () => {
	const code = text(field, {
		pattern: /^[A-Z]{2}$/,
		example: 'US',
		clean: (entered) => entered.toUpperCase(),
	});

	it('is trimmed and cleaned before it is checked', () => {
		expect(code.parse('  us\n')).toBe('US');
	});

	it('may come as a number from an expression', () => {
		expect(text(field, { pattern: /^\d+$/, example: '1' }).parse(7)).toBe('7');
	});

	it.each([...nothings, ['  ']])('is missing when it is %j', (input) => {
		expect(refusal(code, input)).toMatch(/^is empty.*'US'/);
	});

	it.each([[true], [{}], [['US']]])('is not called empty when it is %j', (input) => {
		expect(refusal(code, input)).toMatch(/^must be one text.*'US'/);
	});

	it('is refused with what was entered and what is expected', () => {
		expect(refusal(code, 'U1')).toMatch(/^is not valid.*'U1'.*'US'/);
	});

	it('is not repeated when it is secret', () => {
		expect(
			refusal(text(field, { pattern: /^\w+$/, example: 'abc', secret: true }), 'hunter 2'),
		).not.toContain('hunter');
	});
});

describe('a whole number', () => {
	const upTo10 = wholeNumber(field, { min: 2, max: 10 });

	it.each([
		[2, 2],
		[10, 10],
		['7', 7],
		[' 7 ', 7],
		['007', 7],
	])('may be %j', (input, number) => {
		expect(upTo10.parse(input)).toBe(number);
	});

	it.each([
		[1],
		[11],
		[2.5],
		['2.5'],
		['1e1'],
		['0x5'],
		['five'],
		[true],
		[[]],
		[NaN],
		[Infinity],
		[' '],
	])('may not be %j', (input) => {
		expect(refusal(upTo10, input)).toBe(
			`must be a whole number from 2 to 10. You entered ${shown(input)}.`,
		);
	});

	it.each(nothings)('is missing when it is %j', (input) => {
		expect(refusal(upTo10, input)).toMatch(/^is empty.*'2'/);
	});

	it('is at least 1 where nothing else is said, and at most what can be told apart', () => {
		const id = wholeNumber(field);
		expect(id.parse('1')).toBe(1);
		expect(id.parse(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
		expect(refusal(id, 0)).toBe("must be a whole number of at least 1. You entered '0'.");
		expect(refusal(id, '9007199254740993')).toContain('must be a whole number');
	});
});

describe('a password', () => {
	it('is any text on one line, as it stands', () => {
		expect(secret(field).parse(' a"b ')).toBe(' a"b ');
		expect(secret(field).parse('x'.repeat(256))).toHaveLength(256);
	});

	it.each([...nothings, [12345], ['hunter\n2'], ['hunter\r2'], ['hunter2\n'], ['x'.repeat(257)]])(
		'is refused without being shown when it is %j',
		(input) => {
			expect(refusal(secret(field), input)).toMatch(/^must be one line/);
			expect(refusal(secret(field), input)).not.toMatch(/hunter|12345|xx/);
		},
	);
});

describe('an amount that is sent', () => {
	const fee = amount(field, { min: 1, max: 100 });

	it.each([
		[1, 1],
		[100, 100],
		['1', 1],
		[' 99.95 ', 99.95],
		[0.1 + 0.9, 1],
		['1.5', 1.5],
	])('may be %j', (input, number) => {
		expect(fee.parse(input)).toBe(number);
	});

	it.each([
		[0.99],
		['100.01'],
		['1.005'],
		[1.005],
		['1,5'],
		['1e1'],
		['-1'],
		['1.'],
		['.5'],
		['x1'],
		['1x'],
		[true],
		[[5]],
	])('may not be %j', (input) => {
		expect(refusal(fee, input)).toBe(
			`must be an amount from 1 to 100, with at most two decimal places. You entered ${shown(input)}. Enter digits only, with a point before the decimal places.`,
		);
	});

	it.each(nothings)('is missing when it is %j', (input) => {
		expect(refusal(fee, input)).toMatch(/^is empty.*'1'/);
	});
});

describe('an amount that is only compared', () => {
	const limit = amountLimit(field);

	it.each([
		[0.75, '0.75'],
		['0.75', '0.75'],
		[0.62 * 1.1, '0.682'],
		[' 12 ', '12'],
		['0.0000000001', '0.0000000001'],
		['999999999999999', '999999999999999'],
	])('may be %j', (input, taken) => {
		expect(limit.parse(input)).toBe(taken);
	});

	it.each([
		...nothings,
		['abc'],
		['1,5'],
		['-1'],
		['1e3'],
		[1e21],
		['x1'],
		['1x'],
		['.5'],
		['1.'],
		['0.00000000001'],
		['1000000000000000'],
		[true],
	])('may not be %j', (input) => {
		expect(refusal(limit, input)).toBe(
			`must be an amount such as '0.75'. You entered ${shown(input)}. Enter digits only, with a point before the decimal places.`,
		);
	});
});

describe('a choice', () => {
	const sort = choice({
		displayName: 'Sort',
		type: 'options',
		default: 'price_asc',
		options: [
			{ name: 'Cheapest', value: 'price_asc' },
			{ name: 'Dearest', value: 'price_desc' },
		],
	});

	it('is one of its values', () => {
		expect(sort.parse('price_desc')).toBe('price_desc');
		expect(refusal(sort, 'price')).toMatch(/'price'\. .*'price_asc', 'price_desc'/);
	});
});

describe('a switch', () => {
	const reuse = flag(field, '1');

	it('is sent as the contract writes it, or left out', () => {
		expect(reuse.parse(true)).toBe('1');
		expect(reuse.parse(false)).toBeUndefined();
		expect([reuse.parse('true'), reuse.parse('No'), reuse.parse(1)]).toEqual(['1', undefined, '1']);
		expect(refusal(reuse, 'maybe')).toBe(
			"must be on or off. You entered 'maybe'. Use true or false.",
		);
	});
});

describe('an address on the web', () => {
	const callback = webAddress(field);

	it.each([
		'http://example.com',
		'https://n8n.example.com:8443/webhook/a?b=1#c',
		'HTTPS://EXAMPLE.COM',
		`https://example.com/${'x'.repeat(2028)}`,
	])('may be %s', (address) => {
		expect(callback.parse(` ${address} `)).toBe(address);
	});

	it.each([
		undefined,
		42,
		'',
		'example.com',
		'ftp://example.com',
		'javascript:alert(1)',
		'xhttps://example.com',
		'https://',
		'https://[',
		'http://a\r\nb',
		'http://a b',
		'https://example.com,https://example.org',
		`https://example.com/${'x'.repeat(2029)}`,
	])('may not be %j', (input) => {
		expect(refusal(callback, input)).toBe(
			`must be a full address that starts with 'http://' or 'https://'. You entered ${shown(input)}.`,
		);
	});
});

it('an id may be sent as text, checked all the same, and without the hints of the number', () => {
	const id = { ...wholeNumber(field), hint: () => 'never mind' };
	expect(asText(id).parse('12')).toBe('12');
	expect(asText(id).hint).toBeUndefined();
	expect(refusal(asText(id), 'x')).toContain('must be a whole number');
});

it('a parameter may stand for a field of another name', () => {
	expect(named('id', wholeNumber(field))).toMatchObject({ field: 'id', property: field });
});

it('what was entered is shown on one line of at most sixty characters', () => {
	expect(shown('a \n\t b')).toBe("'a b'");
	expect(shown('US\u200b')).toBe("'US\\u{200b}'");
	expect(shown(NaN)).toBe("'NaN'");
	expect(shown('x'.repeat(60))).toBe(`'${'x'.repeat(60)}'`);
	expect(shown('x'.repeat(61))).toBe(`'${'x'.repeat(60)}…'`);
	expect(shown({ a: [1] })).toBe(`'{"a":[1]}'`);
	expect(nothings.map(([input]) => shown(input))).toEqual(['nothing', 'nothing', 'nothing']);
	expect([0, false, ' '].map(isNothing)).toEqual([false, false, false]);
});
