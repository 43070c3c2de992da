import { unavailable } from './failures';
import type { Outcome } from './outcome';
import type { Service } from './service';

/** Classifies what the HTTP client threw instead of a response. */
export function classifyError(service: Service, thrown: unknown): Outcome {
	const causes = causesOf(thrown);
	// n8n's own protection against requests into its network.
	if (causes.some(({ name = '' }) => name.startsWith('SsrfBlocked'))) {
		return {
			kind: 'notSent',
			failure: {
				lasting: true,
				code: 'providerUnavailable',
				message: `This n8n does not allow requests to the address of ${service.name}`,
				description:
					"Nothing was sent. Check 'Base URL' in the credential, or ask the administrator of this n8n to add it to N8N_SSRF_ALLOWED_HOSTNAMES.",
			},
		};
	}
	const neverArrived = causes.some(
		({ code = '', syscall, message = '' }) =>
			/^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EADDRNOTAVAIL)$/.test(code) ||
			/^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|ERR_SSL_WRONG_VERSION)/.test(
				code,
			) ||
			// Only while connecting: an open connection can fail with these codes too, after the request has left.
			(/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/.test(code) && syscall === 'connect') ||
			(code === 'EPROTO' &&
				/wrong version number|handshake failure|unsupported protocol/.test(message)) ||
			message.includes('before secure TLS connection was established'),
	);
	if (neverArrived) {
		return {
			kind: 'notSent',
			failure: {
				lasting: true,
				code: 'providerUnavailable',
				message: `${service.name} could not be reached`,
				description:
					"Nothing was sent. Check 'Base URL' in the credential and the network of this n8n, then run the node again.",
			},
		};
	}
	return { kind: 'unknown', failure: unavailable(service, 'did not answer') };
}

function causesOf(
	thrown: unknown,
): Array<{ name?: string; code?: string; syscall?: string; message?: string }> {
	const causes = [];
	let next = thrown as
		| { name?: string; code?: string; syscall?: string; message?: string; cause?: unknown }
		| undefined;
	while (next instanceof Error && causes.length < 5) {
		causes.push(next);
		next = next.cause as typeof next;
	}
	return causes;
}
