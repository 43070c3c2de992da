import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { checked } from '../../shared/errors';
import { isSwitchedOn, several } from '../../shared/operation/switches';
import type { EventName } from './confirm';

/** What a trigger is set to. */
export interface TriggerSettings {
	wanted: EventName[];
	attaches: boolean;
	startsOnTest: boolean;
}

const EVENTS: readonly EventName[] = [
	'archiveFailed',
	'archiveReady',
	'codeFailed',
	'codeReceived',
];

/**
 * Reads what a trigger is set to.
 * @throws OperationFailure that names the parameter
 */
export function settingsOf(context: IHookFunctions | IWebhookFunctions): TriggerSettings {
	const { attachArchive, startOnTest } = context.getNodeParameter('options', {}) as IDataObject;
	return {
		wanted: checked('Trigger On', () => several(context.getNodeParameter('events'), EVENTS)),
		attaches: isSwitchedOn('Attach Archive', attachArchive, true),
		startsOnTest: isSwitchedOn('Start on Test', startOnTest),
	};
}
