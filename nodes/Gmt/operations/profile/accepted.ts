import { OperationFailure } from '../../../shared/errors';

/** The reply to a change. It can say no with status 200. */
export function accepted(reply: { success: boolean }): object {
	if (reply.success) return reply;
	throw new OperationFailure({ code: 'refused', message: 'Get My TG did not accept the change', description: 'Check the values of this item.' });
}
