import { checkToken } from '../../nodes/FiveSim/key';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (exp?: number) =>
	[part({ alg: 'RS512' }), part({ exp, iss: 'sandbox' }), 's'.repeat(86)].join('.');
const now = Date.now() / 1000;

it('a whole key, one without an end and one of a white-label site pass', () => {
	for (const key of [token(now + 60), token(), 'a-key-of-another-kind'])
		expect(() => checkToken(key)).not.toThrow();
});

it.each([
	['an old one', '0123456789abcdef0123456789abcdef', /old API/],
	['an expired one', token(now - 86_400), /expired on \d{4}-\d\d-\d\d/],
	[
		'one without its signature',
		token(now + 60)
			.split('.')
			.slice(0, 2)
			.join('.'),
		/is incomplete/,
	],
	['one that was copied twice', token(now + 60).repeat(2), /is more than one key/],
	['one that is shown in part', `${token(now + 60).slice(0, 30)}...`, /is incomplete/],
	['one that ends in its claims', token(now + 60).slice(0, 30), /is incomplete/],
	['one that ends in its signature', token(now + 60).slice(0, -80), /is incomplete/],
])('%s is told apart', (_name, key, problem) => {
	expect(() => checkToken(key)).toThrow(problem);
});
