import { OperationFailure } from '../../../shared/errors';

/** The response to a change. It can say no with status 200. */
export function accepted(response: { success: boolean }): object {
	if (response.success) return response;
	throw new OperationFailure({
		code: 'refused',
		message: 'Get My TG did not accept the change',
		description: 'Check the values of this item.',
	});
}
