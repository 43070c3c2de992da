import type { Failure } from '../errors';
import type { Service } from './service';

/** The failure of a service that does not work, or is not there. */
export function unavailable(service: Service, what: string): Failure {
	return {
		code: 'providerUnavailable',
		message: `${service.name} ${what}`,
		description: 'Run the node again later.',
	};
}

/** The failure of what a service turns away, or would, since it has blocked the sender. */
export function blockedSender(service: Service): Failure {
	return {
		lasting: true,
		code: 'rateLimited',
		message: `${service.name} has blocked this n8n for a while because it received too many requests`,
		description:
			"Nothing happened. Run the node again in about ten minutes; until then this n8n asks at most once a minute. Where several n8n processes or other programs share the limit, lower 'Requests per Second' in the credential.",
	};
}

/** The failure of a request that was refused for now. */
export function tooManyRequests(service: Service): Failure {
	return {
		code: 'rateLimited',
		message: `${service.name} is receiving too many requests`,
		description:
			'This request was refused, so nothing happened. Run the node again later, or with fewer items at once.',
	};
}

/**
 * The failure of a response that is something else than documented.
 * @param isQuoted whether it may be shown: one that is documented may hold a code or a password
 */
export function unexpectedReply(service: Service, text: string, isQuoted: boolean): Failure {
	const other = isQuoted ? `'${excerpt(text)}'` : 'something unexpected';
	const what = text.trim() === '' ? 'an empty answer' : /^\s*</.test(text) ? 'a web page' : other;
	return {
		code: 'unexpectedReply',
		message: `${service.name} answered with ${what}`,
		description: `Check 'Base URL' in the credential: usually it is ${service.usualUrl}. If it is right, run the node again later.`,
	};
}

/** The failure of a redirect: the service may send it after doing what was asked. */
export function redirected(service: Service, status: number): Failure {
	return {
		code: 'refused',
		message: `${service.name} redirected the request to another address`,
		description:
			"The redirect was not followed, so the key went nowhere else. Check 'Base URL' in the credential.",
		httpCode: String(status),
	};
}

/** The failure of an answer that is about something else than what was asked for. */
export function otherAnswer(service: Service): Failure {
	return {
		code: 'unexpectedReply',
		message: `${service.name} answered with something else than what was asked for`,
		description: 'Nothing of it was used. Run the node again later.',
	};
}

/** The failure of a change that was answered without a refusal, and did not happen. */
export function notDone(service: Service): Failure {
	return {
		code: 'conflict',
		message: `${service.name} has not done this yet`,
		description:
			"It answered without a refusal, but shows no change. Check with 'Get', and run the node again if nothing has changed.",
		notYet: true,
	};
}

/** The beginning of a response, in one line, without numbers that may be those of a card or an account. */
function excerpt(text: string): string {
	const line = text
		.trim()
		.replace(/\s+/g, ' ')
		.replace(/\d{6,}/g, '…');
	return line.length > 100 ? `${line.slice(0, 100)}…` : line;
}

/** The failure of a refusal in words that are not known. */
export function plainRefusal(service: Service, status: number, text: string): Failure {
	const said = saidIn(text);
	if (status === 401 || status === 403)
		return {
			code: 'authentication',
			message: `${service.name} did not accept the key`,
			description: `Check the key in the credential.${said}`,
		};
	if (status === 404)
		return {
			code: 'notFound',
			message: `${service.name} does not know {what}`,
			description: `Check the values of this item.${said}`,
		};
	return {
		code: 'refused',
		message: `${service.name} refused the request with status ${status}`,
		description: `Check the values of this item.${said}`,
	};
}

/** The failure of what somebody before the service turned away. */
export function turnedAway(service: Service, status: number, text: string): Failure {
	return {
		code: 'providerUnavailable',
		message: `${service.name} did not let the request through: it answered with status ${status}`,
		description: `Something on the way may have answered in its place. Run the node again later. If that does not help, check the credential.${saidIn(text)}`,
	};
}

/** What a response said, in one line, unless it is a page. */
function saidIn(text: string): string {
	return /^\s*<|^\s*$/.test(text)
		? ''
		: ` It said: ${text.trim().replace(/\s+/g, ' ').slice(0, 200)}`;
}
