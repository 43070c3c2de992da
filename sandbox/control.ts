import type { FaultSpec } from './faults';
import type { SandboxService } from './sandboxService';
import { json, type HttpResponse } from './httpResponse';

/** Paths below this are no part of the service's API: they steer the sandbox. */
export const CONTROL_PREFIX = '/__sandbox/';

/** Answers a request to the control endpoint. */
export function answerControl(
	service: SandboxService,
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
