import { gmt } from '../../nodes/Gmt/service';
import { classifyError } from '../../nodes/shared/http/networkError';

/** What the HTTP client throws: its own error around that of the socket. */
function thrown(code: string, syscall: string): Error {
	const socket = Object.assign(new Error(`${syscall} ${code} 127.0.0.1:443`), { code, syscall });
	return Object.assign(new Error(socket.message, { cause: socket }), { code });
}

describe('a request that got no answer', () => {
	it.each([
		['ENOTFOUND', 'getaddrinfo'],
		['ECONNREFUSED', 'connect'],
		['EHOSTUNREACH', 'connect'],
		['ENETUNREACH', 'connect'],
		['ETIMEDOUT', 'connect'],
	])('certainly never arrived after %s from %s, and may be sent again', (code, syscall) => {
		expect(classifyError(gmt, thrown(code, syscall)).kind).toBe('notSent');
	});

	it.each([
		['EHOSTUNREACH', 'read'],
		['ENETUNREACH', 'write'],
		['ETIMEDOUT', 'read'],
		['ECONNRESET', 'read'],
		['EPIPE', 'write'],
	])('may have been carried out after %s from %s on an open connection', (code, syscall) => {
		expect(classifyError(gmt, thrown(code, syscall)).kind).toBe('unknown');
	});

	it.each(['SsrfBlockedIpError', 'SsrfBlockedHostnameError'])(
		'was not sent at all after %s: n8n protects its own network',
		(name) => {
			const expected = {
				kind: 'notSent',
				failure: {
					lasting: true,
					message: expect.stringContaining('This n8n does not allow requests'),
				},
			};
			expect(classifyError(gmt, Object.assign(new Error('Blocked'), { name }))).toMatchObject(
				expected,
			);
			expect(
				classifyError(
					gmt,
					new Error('It broke', { cause: Object.assign(new Error('Blocked'), { name }) }),
				),
			).toMatchObject(expected);
		},
	);
});
