import type { Outcome } from './outcome';
import type { Service } from './service';

/** The service may redirect after doing what was asked. */
export function redirected(service: Service, status: number): Outcome {
	return {
		kind: 'unknown',
		failure: {
			code: 'refused',
			message: `${service.name} redirected the request to another address`,
			description:
				"The redirect was not followed, so the key went nowhere else. Check 'Base URL' in the credential.",
			httpCode: String(status),
		},
	};
}

export function isRedirect(status: number): boolean {
	return status >= 300 && status < 400;
}

/** The path of a redirect's target, without its query. */
export function targetPath(location: unknown): string {
	return String(location ?? '').replace(/[?#].*$/s, '');
}
