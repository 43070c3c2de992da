import type { FaultSpec } from './faults';
import type { Provider } from './provider';
import { json, type Reply } from './reply';

/** Paths below this are no part of the provider's API: they steer the sandbox. */
export const CONTROL_PREFIX = '/__sandbox/';

/** Answers a request to the control endpoint. */
export function answerControl(provider: Provider, method: string, target: string, body: unknown): Reply {
	const command = target.slice(CONTROL_PREFIX.length).split('?')[0] ?? '';
	try {
		switch (`${method} ${command}`) {
			case 'POST faults':
				provider.faults.add(body as FaultSpec);
				return json({ armed: body });
			case 'DELETE faults':
				provider.faults.clear();
				return json({ armed: null });
			case 'GET ledger':
				return json({ balance: provider.balance(), entries: provider.ledger });
			case 'GET requests':
				return json({ requests: provider.requests, violations: provider.violations });
			case 'GET options':
				return json(provider.options);
			case 'PATCH options':
				provider.configure(body as object);
				return json(provider.options);
			case 'POST reset':
				provider.reset();
				return json({ reset: true });
			default:
				return provider.control(method, command, body) ?? json({ error: `unknown command ${method} ${command}` }, 404);
		}
	} catch (error) {
		return json({ error: error instanceof Error ? error.message : String(error) }, 400);
	}
}
