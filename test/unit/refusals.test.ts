import { endpoints as fiveSimEndpoints } from '../../nodes/FiveSim/endpoints';
import { fiveSim } from '../../nodes/FiveSim/service';
import { gmt } from '../../nodes/Gmt/service';
import { classifyError } from '../../nodes/shared/http/networkError';
import { classifyResponse, classifyTimeout, type Outcome } from '../../nodes/shared/http/outcome';

const PURCHASE = gmt.endpoints['POST /v1/purchases/']!;
const FILE = gmt.endpoints['GET /v1/purchases/bulk/{purchase_id}/download']!;
const ORDER = fiveSimEndpoints['GET /v1/user/buy/activation/{country}/{operator}/{product}']!;
const PAYOUT = fiveSimEndpoints['POST /v1/vendor/withdraw']!;
const LIST = fiveSimEndpoints['GET /v1/user/max-prices']!;

const purchase = {
	id: 1,
	country_code: 'US',
	created_at: '',
	display_name: '',
	phone_number: '',
	price: {},
	purchase_type: '',
	status: '',
	verification: {},
};
const some = (count: number) =>
	JSON.stringify(Object.fromEntries(Object.entries(purchase).slice(0, count)));

const answered = (status: number, text: string, endpoint = PURCHASE, headers = {}) =>
	classifyResponse([ORDER, PAYOUT, LIST].includes(endpoint) ? fiveSim : gmt, endpoint, {
		status,
		headers,
		text,
	});
const failureOf = (outcome: Outcome) =>
	outcome.kind === 'ok' ? undefined : { kind: outcome.kind, ...outcome.failure };

describe('an answer with status 200', () => {
	it.each([200, 201, 299])(
		'(or %i) is the response when it is of the documented kind',
		(status) => {
			expect(answered(status, JSON.stringify(purchase))).toEqual({
				kind: 'ok',
				response: purchase,
			});
		},
	);

	it('may lack a field now and then, but not most of them', () => {
		expect(answered(200, some(5)).kind).toBe('ok');
		expect(answered(200, some(4)).kind).toBe('unknown');
		expect(answered(200, '{}').kind).toBe('unknown');
	});

	it.each(['[]', 'null', '"a text"', '17', 'true', some(9).slice(0, -1)])(
		'that is %s leaves open what happened',
		(text) => {
			expect(failureOf(answered(200, text))).toMatchObject({
				kind: 'unknown',
				code: 'unexpectedReply',
				httpCode: '200',
			});
		},
	);

	it.each([
		['', /^Get My TG answered with an empty answer$/],
		[' \n', /^Get My TG answered with an empty answer$/],
		['<html>', /^Get My TG answered with a web page$/],
		['\n <!doctype html>', /^Get My TG answered with a web page$/],
		['a < b', /^Get My TG answered with something/],
	])('%j is told as it is', (text, message) => {
		expect(failureOf(answered(200, text))).toMatchObject({
			kind: 'unknown',
			message: expect.stringMatching(message),
		});
	});

	it('is a refusal only when it holds a text that is known as one', () => {
		expect(failureOf(answered(200, 'no free phones', ORDER))).toMatchObject({
			kind: 'refused',
			code: 'outOfStock',
			httpCode: '200',
		});
		expect(failureOf(answered(200, '{"message":"Insufficient balance"}'))).toMatchObject({
			kind: 'refused',
			code: 'insufficientBalance',
		});
		expect(failureOf(answered(200, 'thank you', ORDER))).toMatchObject({
			kind: 'unknown',
			code: 'unexpectedReply',
		});
		expect(failureOf(answered(200, '{"message":"Thank you"}'))).toMatchObject({
			kind: 'unknown',
			code: 'unexpectedReply',
		});
	});

	it('is the response although a message stands in it', () => {
		expect(
			answered(200, JSON.stringify({ ...purchase, message: 'Insufficient balance' })).kind,
		).toBe('ok');
	});

	it('may be a list, or nothing in its place', () => {
		expect(answered(200, '[{"price":1}]', LIST)).toEqual({ kind: 'ok', response: [{ price: 1 }] });
		expect(answered(200, 'null', LIST).kind).toBe('ok');
		expect(answered(200, '{}', LIST).kind).toBe('unknown');
	});

	it('is never a file: those are streamed', () => {
		for (const text of ['{}', '[]', 'PK', JSON.stringify(purchase)])
			expect(answered(200, text, FILE).kind).toBe('unknown');
	});

	it('may be anything but a web page or a known refusal where the contract does not say', () => {
		expect(answered(200, ' paid ', PAYOUT)).toEqual({ kind: 'ok', response: 'paid' });
		expect(answered(200, '{"any":1}', PAYOUT)).toEqual({ kind: 'ok', response: { any: 1 } });
		expect(answered(200, ' <html>', PAYOUT).kind).toBe('unknown');
		expect(failureOf(answered(200, 'not enough user balance', PAYOUT))).toMatchObject({
			kind: 'refused',
			code: 'insufficientBalance',
		});
		expect(failureOf(answered(200, '"not enough user balance"', PAYOUT))).toMatchObject({
			kind: 'refused',
			code: 'insufficientBalance',
		});
	});
});

it('a payout that says false was refused, while a tested URL that failed is a result', () => {
	const no = '{"success":false,"message":"no money"}';
	expect(failureOf(answered(200, no, PAYOUT))).toMatchObject({ kind: 'refused' });
	expect(answered(200, no, { ...PAYOUT, response: ['success'] }).kind).toBe('ok');
});

describe('a redirect', () => {
	it.each([
		[300, 'unknown'],
		[301, 'unknown'],
		[302, 'unknown'],
		[303, 'unknown'],
		[304, 'unknown'],
		[307, 'unknown'],
		[308, 'unknown'],
		[399, 'unknown'],
	])('with %i is %s, and is not followed', (status, kind) => {
		expect(failureOf(answered(status, JSON.stringify(purchase)))).toMatchObject({
			kind,
			code: 'refused',
			message: expect.stringContaining('to another address'),
			httpCode: String(status),
		});
	});
});

describe('a service that cannot answer now', () => {
	it('refused the request with 429, so it may be sent again', () => {
		expect(failureOf(answered(429, '{"message":"Insufficient balance"}'))).toMatchObject({
			kind: 'retryLater',
			code: 'rateLimited',
			httpCode: '429',
			retryAfter: undefined,
		});
	});

	it.each([500, 502, 503, 504, 599, 408])('may have carried it out behind a %i', (status) => {
		expect(failureOf(answered(status, '{"message":"Insufficient balance"}'))).toMatchObject({
			kind: 'unknown',
			code: 'providerUnavailable',
			message: expect.stringContaining(String(status)),
			httpCode: String(status),
		});
	});

	it.each([
		['2', 2000],
		[' 0 ', 0],
		['soon', undefined],
		['-1', 0],
		['1.5', 1500],
		['1.5.1', undefined],
		['', undefined],
		[undefined, undefined],
		[['1'], undefined],
		['Thu, 01 Jan 2015 00:00:00 GMT', 0],
	])('tells with Retry-After %j to wait %s milliseconds', (header, retryAfter) => {
		for (const status of [429, 503])
			expect(failureOf(answered(status, '', PURCHASE, { 'retry-after': header }))).toMatchObject({
				retryAfter,
			});
	});

	it('may tell a date', () => {
		const { retryAfter } = failureOf(
			answered(429, '', PURCHASE, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }),
		) as { retryAfter: number };
		expect(retryAfter).toBeGreaterThan(50_000);
		expect(retryAfter).toBeLessThanOrEqual(60_000);
	});
});

describe('a refusal', () => {
	it('is told in the words of the service', () => {
		expect(failureOf(answered(409, '{"message":"Not enough accounts in stock"}'))).toMatchObject({
			kind: 'refused',
			code: 'outOfStock',
			httpCode: '409',
		});
	});

	it.each([
		[401, 'authentication'],
		[404, 'notFound'],
		[400, 'refused'],
		[418, 'refused'],
		[499, 'refused'],
	])('with %i in no words of the service is %s, with what was said on one line', (status, code) => {
		const unsaid = {
			kind: 'refused',
			code,
			httpCode: String(status),
			message: expect.stringContaining('Get My TG'),
			description: expect.not.stringContaining('said'),
		};
		expect(failureOf(answered(status, ''))).toEqual(unsaid);
		expect(failureOf(answered(status, ' not \n\t <you> '))).toEqual({
			...unsaid,
			description: expect.stringMatching(/said: not <you>$/),
		});
	});

	it('with 403 in a bare text that does not speak of the key is one of the way', () => {
		expect(failureOf(answered(403, 'not you'))).toMatchObject({
			kind: 'refused',
			code: 'providerUnavailable',
			description: expect.stringMatching(/said: not you$/),
		});
		for (const text of ['', '{}', 'bad token', '"no permission"'])
			expect(failureOf(answered(403, text))).toMatchObject({ code: 'authentication' });
	});

	it.each([400, 401, 403, 503])('by a gateway with %i says nothing about the key', (status) => {
		for (const endpoint of [PURCHASE, ORDER])
			for (const page of [' <!DOCTYPE html>', 'error code: 1020'])
				expect(failureOf(answered(status, page, endpoint))).toMatchObject({
					kind: status === 503 ? 'unknown' : 'refused',
					code: 'providerUnavailable',
				});
	});

	it.each(['ip address limit is 100 requests per second', 'api limit is 100 requests per second'])(
		'for now, %j, leaves nothing open with 5sim',
		(text) => {
			for (const status of [429, 503])
				expect(failureOf(answered(status, text, ORDER))).toMatchObject({
					kind: 'retryLater',
					code: 'rateLimited',
				});
			expect(answered(503, text).kind).toBe('unknown');
		},
	);

	it.each([
		['you need to wait time', 'conflict'],
		['country is incorrect', 'invalidInput'],
		['product is incorrect', 'invalidInput'],
		['bad product', 'invalidInput'],
		['product_name is empty', 'invalidInput'],
		['internal error', 'providerUnavailable'],
		['any error', 'providerUnavailable'],
		['token expired', 'authentication'],
		['token invalid', 'authentication'],
	])('of the live 5sim, %j, is %s', (text, code) => {
		expect(failureOf(answered(400, text, ORDER))).toMatchObject({ kind: 'refused', code });
	});

	it.each([
		['You have not received an SMS', 'conflict', /no SMS/],
		['sms was not received', 'conflict', /no SMS/],
		['order can only be finished with sms', 'conflict', /no SMS/],
		['Order has no code yet', 'conflict', /no SMS/],
		['code already received', 'conflict', /already received/],
		['user order already banned', 'conflict', /over/],
		['Server is offline, try again in 5 minutes', 'providerUnavailable', /operator/],
		['系统繁忙，请稍后再试', 'providerUnavailable', /could not/],
		['too many requests, please wait 60 seconds', 'providerUnavailable', /could not/],
		['Please wait 2 minutes before cancelling', 'conflict', /not do this yet/],
		['Недостатньо коштів', 'insufficientBalance', /balance/],
		['Solde insuffisant', 'insufficientBalance', /balance/],
		['Yetersiz bakiye', 'insufficientBalance', /balance/],
		['Saldo tidak cukup', 'insufficientBalance', /balance/],
		['Aucun numéro disponible', 'outOfStock', /no free number/],
		['Não há números disponíveis', 'outOfStock', /no free number/],
	])('in other words, %j, is %s', (text, code, message) => {
		expect(failureOf(answered(400, text, ORDER))).toMatchObject({
			kind: 'refused',
			code,
			message: expect.stringMatching(message),
		});
	});

	it('with another status names it', () => {
		expect(failureOf(answered(418, ''))).toMatchObject({ message: expect.stringContaining('418') });
	});

	it('is told in two hundred characters at most', () => {
		expect(failureOf(answered(400, 'x'.repeat(201)))).toMatchObject({
			description: expect.stringMatching(/: x{200}$/),
		});
	});

	it('is understood without regard to the blanks around it', () => {
		expect(failureOf(answered(400, ' no free phones\n', ORDER))).toMatchObject({
			code: 'outOfStock',
		});
	});
});

describe('a request without an answer', () => {
	const thrown = (properties: object, cause?: unknown) =>
		Object.assign(new Error('It broke', { cause }), properties);

	it.each([
		{ code: 'ENOTFOUND' },
		{ code: 'EAI_AGAIN' },
		{ code: 'ECONNREFUSED' },
		{ code: 'EADDRNOTAVAIL' },
		{ code: 'CERT_HAS_EXPIRED' },
		{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
		{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
		{ code: 'SELF_SIGNED_CERT_IN_CHAIN' },
		{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
		{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
		{ code: 'EPROTO', message: 'SSL routines: wrong version number' },
		{ code: 'EPROTO', message: 'sslv3 alert handshake failure' },
		{ code: 'EPROTO', message: 'unsupported protocol' },
		{
			code: 'ECONNRESET',
			message: 'Client network socket disconnected before secure TLS connection was established',
		},
	])('never arrived after %j, and may be sent again', (properties) => {
		const expected = {
			kind: 'notSent',
			code: 'providerUnavailable',
			message: 'Get My TG could not be reached',
			lasting: true,
			description: expect.stringMatching(/^Nothing was sent\./),
		};
		expect(failureOf(classifyError(gmt, thrown(properties)))).toMatchObject(expected);
		// However deep the client hides what happened.
		expect(
			failureOf(classifyError(gmt, thrown({}, thrown({}, thrown({}, thrown(properties)))))),
		).toMatchObject(expected);
	});

	it.each([
		{},
		{ code: 'ECONNRESET' },
		{ code: 'ECONNABORTED' },
		{ code: 'EPROTO' },
		{ code: 'EPROTO', message: 'bad record mac' },
		{ code: 'XENOTFOUND' },
		{ code: 'ENOTFOUNDX' },
		{ code: 'XECONNREFUSEDX' },
		{ code: 'A_CERT_' },
		{ message: 'wrong version number' },
	])('may have arrived after %j', (properties) => {
		expect(failureOf(classifyError(gmt, thrown(properties)))).toMatchObject({
			kind: 'unknown',
			code: 'providerUnavailable',
			message: 'Get My TG did not answer',
		});
		expect(failureOf(classifyError(gmt, thrown(properties)))).not.toHaveProperty('lasting');
	});

	it.each([undefined, null, 'ENOTFOUND', { code: 'ENOTFOUND' }])(
		'may have arrived when %j is thrown, which says nothing',
		(thrown) => {
			expect(classifyError(gmt, thrown).kind).toBe('unknown');
		},
	);

	it('may have arrived when its time ran out', () => {
		expect(failureOf(classifyTimeout(gmt, 1500))).toMatchObject({
			kind: 'unknown',
			code: 'providerUnavailable',
			message: expect.stringContaining('1.5 seconds'),
		});
	});

	it('is judged also when its causes go round in a circle', () => {
		const circle = thrown({});
		circle.cause = circle;
		expect(classifyError(gmt, circle).kind).toBe('unknown');
	});
});
