import { InvalidInput } from '../shared/errors';
import type { KeyDescription } from '../shared/http/service';

/** The clock of this n8n may be wrong. */
const GRACE_S = 300;
const DAY_S = 86_400;
/** So long before its end a key should be renewed. */
const RENEW_DAYS = 14;

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
	const [, payload = '', signature = '', ...more] = key.split('.');
	const claims = claimsOf(payload);
	const isWhole = key.startsWith('eyJ');
	// Its beginning may be what is missing.
	if (!isWhole && claims === undefined) return;
	if (!isWhole || claims === undefined || signature.length < 20 || more.length > 0)
		throw new InvalidInput(
			more.length > 0 && !key.endsWith('.')
				? 'is more than one key'
				: 'is incomplete: part of the key is missing',
			'Copy the whole key from your profile settings again.',
		);
	const expires = endOf(claims);
	if (expires !== undefined && expires + GRACE_S < Date.now() / 1000)
		throw new InvalidInput(
			`expired on ${dayOf(expires)}`,
			'Create a new key in your profile settings, and copy it into the credential.',
		);
}

/** What a key tells by itself: its kind, and when it expires. */
export function describeToken(key: string): KeyDescription {
	const [, payload = ''] = key.split('.');
	const claims = key.startsWith('eyJ') ? claimsOf(payload) : undefined;
	if (claims === undefined)
		return { text: 'It is not of the usual kind, so it does not tell when it expires' };
	const expires = endOf(claims);
	if (expires === undefined)
		return { text: 'It is a key for API version 1 without an expiry date' };
	const days = Math.floor(expires / DAY_S - Date.now() / 1000 / DAY_S);
	return {
		text: `It is a key for API version 1 and expires on ${dayOf(expires)}`,
		...(days < RENEW_DAYS && {
			todo: `Create a new key in your profile settings at 5sim before ${dayOf(expires)}.`,
		}),
	};
}

/** When a key expires, in seconds since 1970. Some tokens tell milliseconds, or tell it as text. */
function endOf({ exp }: { exp?: unknown }): number | undefined {
	const end = Number(exp ?? NaN);
	if (!(end > 0)) return undefined;
	return end > 1e11 ? end / 1000 : end;
}

/** The date of a moment in seconds since 1970; one that no calendar has is shown as it is. */
function dayOf(seconds: number): string {
	const date = new Date(seconds * 1000);
	return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().slice(0, 10);
}

function claimsOf(payload: string): { exp?: unknown } | undefined {
	try {
		const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
		return typeof claims === 'object' && claims !== null ? claims : undefined;
	} catch {
		return undefined;
	}
}
