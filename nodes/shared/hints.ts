import type { IExecuteFunctions } from 'n8n-workflow';
import { isLoopback } from './address';
import type { Input } from './input';
import type { AnyOperation } from './operation';
import type { Connection } from './send';

/** Shows what people should know about values that are sent all the same. */
export async function showHints(context: IExecuteFunctions, operation: AnyOperation, inputs: readonly Input[], connecting: Promise<Connection>): Promise<void> {
	// A connection that does not come about is reported by every item.
	const connection = await connecting.catch(() => undefined);
	if (!connection) return;
	const surroundings = { baseUrl: connection.baseUrl, isProduction: context.getMode() !== 'manual' || context.getWorkflow().active };
	const hinting = Object.entries({ ...operation.params, ...operation.optional }).filter(([, { hint }]) => hint);
	const messages = hinting.flatMap(([key, { hint }]) => inputs.flatMap((input) => (input[key] === undefined ? [] : (hint!(input[key], surroundings) ?? []))));
	for (const message of new Set(messages)) context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}

/** Whether a host can be reached from this computer or its own network only. */
export function isPrivate(hostname: string): boolean {
	const host = hostname.toLowerCase();
	if (isLoopback(host) || host === '0.0.0.0') return true;
	if (host.startsWith('[')) return /\[(f[cd]|fe80)/.test(host);
	return !host.includes('.') || /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$/.test(host) || /\.(local|localhost|internal|lan|home|localdomain)$/.test(host);
}
