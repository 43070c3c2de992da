import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInput, invalidInput } from '../errors';
import { isPrivate } from '../http/urls';
import { shown } from '../operation/parameters';
import { isTool } from '../purchase/ledger';
import { callSelf } from './ownCall';
import type { Waiting } from './wait';

/** What stands in place of an execution's number where there is none. */
const NO_EXECUTION = '__UNKNOWN__';

/** n8n looks for executions whose time is over once a minute; below this the node waits itself. */
export const MIN_SUSPENSION_MS = 65_000;

/** How long a call may wait that belongs to no execution: clients of an MCP server give up after a minute, the purchase included. */
const CALL_MS = 45_000;

/** Whether n8n is to suspend the execution, so that no worker is held. */
export function isSuspending({ milliseconds, staysAwake }: Waiting): boolean {
	return milliseconds >= MIN_SUSPENSION_MS && !staysAwake;
}

/** n8n's address of this execution; undefined where there is none that could be suspended. */
function addressOfExecution(context: IExecuteFunctions): string | undefined {
	const { resumeUrl } = context.getWorkflowDataProxy(0).$execution as { resumeUrl: string };
	return context.getExecutionId() && !resumeUrl.includes(NO_EXECUTION) ? resumeUrl : undefined;
}

/**
 * Where this node is woken, with the token that n8n asks for.
 * @throws OperationFailure when n8n is told an address that nobody can call
 */
function resumeAddress(context: IExecuteFunctions, resumeUrl: string): string {
	// Without a protocol the host's name is taken for one.
	if (!/^https?:\/\/[^/]/i.test(resumeUrl) || !URL.canParse(resumeUrl))
		throw invalidInput(
			'WEBHOOK_URL',
			new InvalidInput(
				`gives this n8n the address ${shown(resumeUrl.split('?')[0])}, which nobody can call to wake this node`,
				"Set it to a full address such as 'https://n8n.example.com/' and start n8n again.",
			),
		);
	const url = new URL(resumeUrl);
	url.pathname = `${url.pathname.replace(/\/$/, '')}/${context.getNode().id}`;
	return url.href;
}

/**
 * An address of this n8n that answers whoever calls, and wakes nothing: that of an execution that is not there. Undefined
 * outside of an execution.
 * @throws OperationFailure when n8n is told an address that nobody can call
 */
export function idleAddress(context: IExecuteFunctions): string | undefined {
	const resumeUrl = addressOfExecution(context);
	if (!resumeUrl) return undefined;
	const { origin, pathname } = new URL(resumeAddress(context, resumeUrl));
	return `${origin}${pathname.replace(`/${context.getExecutionId()}/`, '/0/')}`;
}

/**
 * Whether an address is that of a trigger of this very n8n, which may be called from here.
 * @param path how the addresses of the service's trigger end
 */
export function isOwnTrigger(context: IExecuteFunctions, address: string, path: string): boolean {
	const { resumeUrl } = context.getWorkflowDataProxy(0).$execution as { resumeUrl: string };
	if (!URL.canParse(resumeUrl) || !URL.canParse(address)) return false;
	const { origin, pathname } = new URL(address);
	// An address of a test listens for one call only, that of the service.
	return (
		origin === new URL(resumeUrl).origin &&
		pathname.replace(/\/$/, '').endsWith(`/${path}`) &&
		!pathname.includes('/webhook-test/')
	);
}

/**
 * Looks before money leaves whether what is bought can be waited for in the way that was asked for.
 * @returns how it is waited for, and where the node is woken if it is suspended
 * @throws OperationFailure when n8n's own address cannot work
 */
export async function prepareWaiting(
	context: IExecuteFunctions,
	waiting: Waiting,
): Promise<{ waiting: Waiting; address?: string }> {
	const { milliseconds } = waiting;
	const resumeUrl = addressOfExecution(context);
	// Nobody but the caller gets what comes out, and callers do not wait for long.
	if (!resumeUrl)
		return {
			waiting: { ...waiting, staysAwake: true, milliseconds: Math.min(milliseconds, CALL_MS) },
		};
	if (!isSuspending(waiting)) return { waiting };
	// n8n would suspend the agent whose tool this is, and what becomes of the purchase would never reach it.
	if (isTool(context)) return { waiting: { ...waiting, staysAwake: true } };
	const address = resumeAddress(context, resumeUrl);
	if (!isPrivate(new URL(address).hostname)) return { waiting, address };
	// The service cannot call a private address, so where n8n cannot call it either, nothing would wake the execution.
	// A GET wakes nobody, and that of an execution that is not there is answered alike by every n8n: an execution that runs
	// may not be stored yet, which some answer by a 500.
	const elsewhere = address.replace(`/${context.getExecutionId()}/`, '/0/');
	const isReached = await callSelf(context, elsewhere).then(
		// Others answer in JSON too: what stands under the same name at another path, for one.
		({ isOwn, status, message }) => isOwn && (status === 401 || message.includes('execution')),
		() => false,
	);
	if (isReached) return { waiting, address };
	context.logger.warn(
		`n8n cannot call itself at ${new URL(address).origin}, so node "${context.getNode().name}" stays awake while it waits. Check WEBHOOK_URL.`,
	);
	return { waiting: { ...waiting, staysAwake: true } };
}
