import { InvalidInput } from '../shared/errors';

/** The clock of this n8n may be wrong. */
const GRACE_S = 300;

/**
 * Tells keys that 5sim cannot accept from others, without asking it. Keys are JSON Web Tokens; those of white-label sites
 * may be something else.
 * @throws InvalidInput
 */
export function checkToken(key: string): void {
	if (/^[0-9a-f]{32}$/i.test(key))
		throw new InvalidInput(
			'is a key for the old API of 5sim',
			"Copy the key for 'API 1' from your profile settings instead: it is much longer.",
		);
	if (!key.startsWith('eyJ')) return;
	const [, payload = '', signature = '', ...more] = key.split('.');
	const claims = claimsOf(payload);
	if (claims === undefined || signature.length < 20 || more.length > 0)
		throw new InvalidInput(
			'is incomplete: part of the key is missing',
			'Copy the whole key from your profile settings again.',
		);
	if (typeof claims.exp === 'number' && claims.exp + GRACE_S < Date.now() / 1000)
		throw new InvalidInput(
			`expired on ${new Date(claims.exp * 1000).toISOString().slice(0, 10)}`,
			'Create a new key in your profile settings, and copy it into the credential.',
		);
}

function claimsOf(payload: string): { exp?: unknown } | undefined {
	try {
		const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
		return typeof claims === 'object' && claims !== null ? claims : undefined;
	} catch {
		return undefined;
	}
}
