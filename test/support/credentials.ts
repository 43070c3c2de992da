import type { Sandbox } from '../../sandbox';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A key as 5sim gives them, that expires then (seconds since 1970). */
export const keyUntil = (exp: number) =>
	[part({ alg: 'RS512' }), part({ exp }), 's'.repeat(86)].join('.');

/** Makes credentials that are right but for some fields. */
export function credentialsBut({ gmt, fiveSim }: Sandbox) {
	return {
		gmtWith: (fields: object) => ({
			type: 'gmtApi',
			data: { apiKey: gmt.apiKey, baseUrl: gmt.url, ...fields },
		}),
		fiveSimWith: (fields: object) => ({
			type: 'fiveSimApi',
			data: { apiKey: fiveSim.apiKey, baseUrl: fiveSim.url, ...fields },
		}),
	};
}
