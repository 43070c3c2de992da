import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
} from 'n8n-workflow';

/**
 * What the test of a credential says about answers that are none of the service's profile. An address that nothing answers at
 * is reported by n8n itself.
 * @param field what every profile of the service has, and no other page
 * @param source where people get their key
 * @param usual the address of the service
 */
export function credentialRules(
	service: string,
	field: string,
	source: string,
	usual: string,
): ICredentialTestRequest['rules'] {
	const address = `Check 'Base URL': usually it is ${usual}.`;
	const code = (value: number, message: string): IAuthenticateRuleResponseCode => ({
		type: 'responseCode',
		properties: { value, message },
	});
	const otherBody: IAuthenticateRuleResponseSuccessBody = {
		type: 'responseSuccessBody',
		properties: {
			key: field,
			value: undefined,
			message: `This is not how ${service} answers. ${address}`,
		},
	};
	return [
		code(
			401,
			`${service} does not know this key, or it has expired. Copy it from ${source} again, whole and without spaces.`,
		),
		code(
			403,
			`${service} does not allow this key, or requests from this n8n's address. Check ${source}.`,
		),
		code(429, `${service} is getting too many requests. Test again in a minute.`),
		...[301, 302, 303, 307, 308].map((status) =>
			code(
				status,
				`The address redirects to another one, so the key was not sent there. ${address}`,
			),
		),
		...[400, 404, 405, 410].map((status) =>
			code(status, `There is no ${service} here. ${address}`),
		),
		...[500, 502, 503, 504].map((status) =>
			code(status, `${service} is not working at the moment. Test again later.`),
		),
		otherBody,
	] as ICredentialTestRequest['rules'];
}
