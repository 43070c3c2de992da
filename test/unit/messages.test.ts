import { tidy } from '../../nodes/FiveSim/tidy';
import { getAll as getCountries } from '../../nodes/FiveSim/operations/country/getAll';
import { getPrices } from '../../nodes/FiveSim/operations/product/getPrices';
import { simplify } from '../../nodes/FiveSim/order';

const order = {
	id: 7,
	phone: '+79990000001',
	product: 'telegram',
	price: 1,
	status: 'RECEIVED',
	expires: '2030-01-01T00:15:00Z',
	created_at: '2030-01-01T00:00:00Z',
};
const sms = { created_at: '2030-01-01T00:01:00Z', sender: 'Telegram', text: 'Code 44172' };
const read = (more: object) =>
	simplify(tidy(structuredClone({ ...order, ...more })) as never) as {
		code: string | null;
		sms: Array<{ text: string }>;
	};

it.each<[string, object]>([
	['a list', { sms: [sms] }],
	['a single message', { sms }],
	['a text', { sms: sms.text }],
	['a list of texts', { sms: [sms.text] }],
	['a text in parts', { sms: [{ ...sms, text: ['Code', '44172'] }] }],
	['a list within a list', { sms: [[sms]] }],
	['JSON as text', { sms: JSON.stringify([sms]) }],
	['a list of JSON as text', { sms: [JSON.stringify(sms)] }],
	['an object by numbers', { sms: { 0: sms } }],
	['an object by names', { sms: { first: sms } }],
	['texts by numbers', { sms: { 0: sms.text } }],
	['a text by the number of a message', { sms: { 8812: sms.text } }],
	[
		'a message within a field of its own',
		{ sms: [{ sender: 'Telegram', content: { text: sms.text } }] },
	],
	['a list in an object', { sms: { Data: [sms], Total: 1 } }],
	['messages beside an empty list', { sms: [], messages: [sms] }],
	['another name', { messages: [sms] }],
	['capital letters', { SMS: [{ Text: sms.text, Created_At: sms.created_at }] }],
	['other fields', { sms: [{ message: sms.text, from: 'Telegram', time: sms.created_at }] }],
	['a message in each entry', { sms: [{ sms }] }],
	['fields of the order', { sms: null, text: sms.text }],
	['a code of the order', { code: '44172' }],
	['a code of the order under another name', { sms: [], otp: '44172', code: 200 }],
	[
		'a text of the order beside the code of an answer',
		{ sms: null, sms_text: sms.text, code: 200 },
	],
	['a code of the order with its whole name', { verification_code: '44172', code: '44172' }],
	['a message with data of its own', { sms: [{ ...sms, data: { id: 1 } }] }],
	['a message with empty lists', { sms: [{ ...sms, data: [], sms: [] }] }],
	['a field beside an empty one', { sms: [{ ...sms, text: '', message: sms.text }] }],
	['a code beside an empty one', { sms: [{ ...sms, code: '', otp: '44172' }] }],
])('messages are read from %s', (_, more) => {
	const { code, sms: messages } = read(more);
	expect(messages).toHaveLength(1);
	expect(code).toBe('44172');
	if (!('code' in more)) expect(messages[0]!.text).toBe(sms.text);
});

it.each<[string, object]>([
	['null', { sms: null }],
	['an empty object', { sms: {} }],
	['an empty list', { sms: [] }],
	['an empty text', { sms: '' }],
	['a list of nothing', { sms: [null, ''] }],
	['no field', {}],
	['a code of the order that is no number', { sms: null, code: 'RUSSIA-1', text: 'Thank you' }],
	['an empty code of the order', { sms: null, code: '', text: null }],
	['a count', { sms: 0 }],
	['a count of what is elsewhere', { sms: 2 }],
	['a count as text', { sms: '0' }],
	['a dash', { sms: '-' }],
	['a word for nothing', { sms: 'None' }],
	['a sentence for nothing', { sms: 'no sms yet' }],
	['blank fields', { sms: { text: '', code: '' } }],
	['an answer around an empty list', { sms: { code: 200, message: 'ok', data: [] } }],
	['a count under another name', { sms: [], messages: 0 }],
	['what else an order has', { sms: [], items: 1, data: 'x' }],
	['the status of an answer', { sms: [], code: 200 }],
	['the words of an answer', { sms: [], code: 'OK', text: 'success' }],
	['a code that is none', { sms: [], code: '-' }],
])('there is none in %s', (_, more) => {
	expect(read(more)).toMatchObject({ code: null, sms: [] });
});

it.each([
	['26.11.2030 12:00:01', '26.11.2030 12:00:02'],
	['/Date(1921926896000)/', '/Date(1921926897000)/'],
	[1_921_926_896_000_000_000, 1_921_926_897_000_000_000],
	['9/26/2030 12:00:01', '11/26/2030 12:00:01'],
])('of messages dated %j and %j the later one counts, whatever their order', (early, late) => {
	const messages = [
		{ ...sms, text: 'Code 44173', created_at: late },
		{ ...sms, created_at: early },
	];
	expect(read({ sms: messages }).code).toBe('44173');
	expect(read({ sms: messages.reverse() }).code).toBe('44173');
});

it.each<[code: unknown, text: string, read: string | null]>([
	['441-729', '', '441729'],
	['441 729', '', '441729'],
	['44-17-29', '', '441729'],
	[4417, 'Your number: 004417', '004417'],
	['4417', 'Your number: 004-417', '004417'],
	[4417, 'Code 4417, not 004417', '4417'],
	['#44172', '', '44172'],
	['44172.', '', '44172'],
	['G-441729', '', '441729'],
	['۴۴۱۷۲', '', '44172'],
	['Your code is 44172', '', '44172'],
	['Telegram code: 44172', 'Telegram code: 44172', '44172'],
	['738FP2', '', '738FP2'],
	['AB-12', '', 'AB-12'],
	['KXQPL', 'Type KXQPL', 'KXQPL'],
	['not found', 'Welcome', null],
	['pending', 'Welcome', null],
	['waiting...', 'Code 44172', '44172'],
	['no code yet', 'Code 44172', '44172'],
	['ожидание', 'Code 44172', '44172'],
	['N/A', 'Code 44172', '44172'],
	['STATUS_WAIT_CODE', '', null],
	['OK', 'OK, your code is 44172', '44172'],
	['Code', 'Code 44172', '44172'],
	['received', 'Received. Code 44172', '44172'],
	['Telegram', 'Telegram code 44172', '44172'],
	['G', 'Grade G: code 44172', '44172'],
	['KXQPL', 'Your code 44172 or type KXQPL', 'KXQPL'],
	['banana-hat', 'Your words: banana-hat', 'banana-hat'],
	['2030-11-26', 'Code 44172 on 2030-11-26', '44172'],
	['12/05/2030', 'Code 44172 on 12/05/2030', '44172'],
	['+79990000001', 'Code 44172 for +79990000001', '44172'],
	['79990000001', 'Code 44172', '44172'],
	['10.24.13.99', 'Code 44172 from 10.24.13.99', '44172'],
	['https://example.com/44173', 'Code 44172', '44172'],
	['12:30', 'Code 44172 at 12:30', '44172'],
	['12.50 USD', 'Code 44172 for 12.50 USD', '44172'],
	['12.50', 'Paid 12.50. Code 44172', '44172'],
	['1234.0', 'Code 1234', '1234'],
	['5', 'Code 05', '05'],
])('a code field %j beside the text %j gives %j', (code, text, expected) => {
	expect(read({ sms: [{ ...sms, text, code }] }).code).toBe(expected);
});

it.each<[object]>([
	[{ status: { Qty: 1 }, sms: { Qty: 1 }, phone: { Qty: 1 }, messages: { Qty: 1 } }],
	[{ russia: { status: { mts: { cost: 1, count: 2 } }, sms: { mts: { cost: 1, count: 2 } } } }],
	[{ russia: { iso: { ru: 1 }, status: { activation: 1 }, sms: { activation: 1 } } }],
	[{ date: { Qty: 1 }, price: { Qty: 1 } }],
])('products, operators and countries may be called like fields (%j)', (tree) => {
	expect(tidy(structuredClone(tree))).toEqual(tree);
});

it('has numbers in a product that is called like a time', () => {
	expect(tidy({ date: { Qty: '1' } })).toEqual({ date: { Qty: 1 } });
});

it('takes nothing for an offer or an operator that is none', () => {
	const tree = {
		russia: { telegram: { mts: { cost: 1, count: 2, rate: 3 }, note: 'x' }, note: 'abc' },
		updated: 'today',
	} as never;
	expect(getPrices.output?.(tree, {} as never)).toHaveLength(1);
	const russia = { iso: { ru: 1 }, prefix: {}, text_en: '', text_ru: '', text_zh: '', mts: {} };
	expect(getCountries.output?.({ russia } as never, {} as never)).toEqual([
		expect.objectContaining({ operators: ['mts'] }),
	]);
});
