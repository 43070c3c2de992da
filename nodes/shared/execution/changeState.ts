import { OperationFailure, type ErrorCode } from '../errors';
import type { ServiceClient } from '../http/client';
import { notDone, otherAnswer } from '../http/failures';
import { requestOf, sendingOf } from '../http/reader';
import { send } from '../http/send';
import type { Input, Operation, Reader } from '../operation/operation';
import type { Behaviour } from './readParameters';

/** Refusals after which a change may be there all the same, where an answer shows it: it was made before. */
const LOOKED_UP: readonly ErrorCode[] = ['notFound', 'refused'];

/**
 * Sends a request that reads or changes something. After an unclear response, a change is looked up.
 * @throws OperationFailure
 */
export async function changeState<In extends Input, ResponseBody>(
	client: ServiceClient,
	operation: Operation<In, ResponseBody>,
	input: In,
	behaviour: Behaviour,
	reader: Reader,
): Promise<ResponseBody> {
	const outcome = await send(client, requestOf(client.service, operation, input), {
		...sendingOf(client.service, operation, behaviour),
		...(operation.large &&
			!behaviour.raw && {
				entriesOf: (field) => operation.output!(field as ResponseBody, input) as object[],
			}),
	});
	if (
		outcome.kind === 'ok' &&
		operation.answers?.(outcome.response as ResponseBody, input) !== false
	)
		return outcome.response as ResponseBody;
	const failure = outcome.kind === 'ok' ? unchanged(client, operation) : outcome.failure;
	const mayBeDone =
		outcome.kind === 'unknown' ||
		failure.code === 'conflict' ||
		(operation.answers !== undefined && LOOKED_UP.includes(failure.code));
	if (operation.readBack && mayBeDone) {
		// If the object cannot be read either, report the first failure: it says what happened.
		const settled = await operation.readBack(reader, input).catch(() => undefined);
		if (settled !== undefined) return settled as ResponseBody;
	}
	if (operation.sideEffect === 'state' && outcome.kind === 'unknown') {
		throw new OperationFailure({
			...failure,
			code: 'uncertain',
			message: `${failure.message}, so it is unclear whether this happened`,
			description:
				'It is not sent again. Check with a Get operation whether it happened, then decide.',
		});
	}
	throw new OperationFailure(failure);
}

function unchanged({ service }: ServiceClient, { sideEffect }: Pick<Operation, 'sideEffect'>) {
	return sideEffect === 'none' ? otherAnswer(service) : notDone(service);
}
