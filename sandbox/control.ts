import type { Faults, FaultSpec } from './faults';
import { json, type HttpResponse } from './httpResponse';

/** Paths below this are no part of the service's API: they steer the sandbox. */
export const CONTROL_PREFIX = '/__sandbox/';

/**
 * Refuses what a web page in the developer's browser could send: one of another site, or one whose host name was made to resolve to this address (DNS rebinding).
 * @param own address of the service
 */
export function refuseControl(
	headers: { host?: string; origin?: string; 'content-type'?: string },
	own: string,
	body: unknown,
): HttpResponse | undefined {
	const { port } = new URL(own);
	const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
	const { host = '', origin, 'content-type': type = '' } = headers;
	if (!hosts.includes(host.toLowerCase())) return json({ error: 'foreign Host header' }, 403);
	if (origin !== undefined && !hosts.some((one) => origin.toLowerCase() === `http://${one}`))
		return json({ error: 'foreign Origin header' }, 403);
	if (body !== undefined && !/^application\/json\s*(;|$)/i.test(type))
		return json({ error: 'the body must be application/json' }, 415);
	return undefined;
}

/** What the control endpoint needs of a service. */
interface Controlled {
	readonly faults: Faults;
	readonly ledger: object[];
	readonly requests: object[];
	readonly violations: string[];
	readonly options: object;
	balance(): string;
	configure(changes: object): void;
	reset(): void;
	/** Commands of this service alone; undefined for any other. */
	control(method: string, command: string, body: unknown): HttpResponse | undefined;
}

/** Answers a request to the control endpoint. */
export function answerControl(
	service: Controlled,
	method: string,
	target: string,
	body: unknown,
): HttpResponse {
	const command = target.slice(CONTROL_PREFIX.length).split('?')[0] ?? '';
	try {
		switch (`${method} ${command}`) {
			case 'POST faults':
				service.faults.add(body as FaultSpec);
				return json({ armed: body });
			case 'DELETE faults':
				service.faults.clear();
				return json({ armed: null });
			case 'GET ledger':
				return json({ balance: service.balance(), entries: service.ledger });
			case 'GET requests':
				return json({ requests: service.requests, violations: service.violations });
			case 'GET options':
				return json(service.options);
			case 'PATCH options':
				service.configure(body as object);
				return json(service.options);
			case 'POST reset':
				service.reset();
				return json({ reset: true });
			default:
				return (
					service.control(method, command, body) ??
					json({ error: `unknown command ${method} ${command}` }, 404)
				);
		}
	} catch (error) {
		return json({ error: error instanceof Error ? error.message : String(error) }, 400);
	}
}
