import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { OperationFailure, toNodeError } from '../../shared/errors';
import { inTurn, Records } from '../../shared/purchase/records';
import { isAlarm } from './alarm';

/** Entries that n8n keeps for a trigger, two for each event. */
const KEPT = 2_000;

/**
 * Passes on what starts the workflow, or fails with what could not be confirmed: then no node behind the trigger runs. None
 * runs either where the event has started a run before, which what is stored with the workflow may not tell: n8n stores that
 * as a whole, so another trigger of the workflow, another process or a Code node can set it back.
 */
export async function passOn(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const json = items[0]?.json;
	if (isAlarm(json)) throw toNodeError(context.getNode(), new OperationFailure(json.notConfirmed));
	if (!json || !(await hasStartedBefore(context, json))) return [items];
	// n8n would run the next node with an empty item.
	if (context.getNode().alwaysOutputData)
		throw toNodeError(
			context.getNode(),
			new OperationFailure({
				code: 'conflict',
				message: 'This event has started a run before',
				description:
					"Nothing was run a second time. Turn off 'Always Output Data' of this node, and such a run ends without an error.",
			}),
		);
	context.logger.info(`${String(json.eventId)} has started a run before, so this one ends`);
	return [[]];
}

async function hasStartedBefore(
	context: IExecuteFunctions,
	{ event, eventId, test }: IDataObject,
): Promise<boolean> {
	// A code may fail again, and who runs something by hand or retries it wants it to run.
	const isOnce = typeof eventId === 'string' && event !== 'codeFailed' && !test;
	const records = new Records(context, 'node', KEPT);
	if (!isOnce || !records.exist || ['manual', 'retry'].includes(context.getMode())) return false;
	const started = `started ${eventId}`;
	// n8n may run the very same execution again, on another worker.
	const here = `${started} by ${context.getExecutionId()}`;
	return await inTurn(async () => {
		const known = await records.add([started, here]);
		const isRepeat = known.has(started) && !known.has(here);
		if (isRepeat) await records.remove([here]);
		return isRepeat;
	}).catch((thrown: Error) => {
		context.logger.warn(`n8n could not keep which event has started this: ${thrown.message}`);
		return false;
	});
}
