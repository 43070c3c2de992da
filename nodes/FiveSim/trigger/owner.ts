import type { Reader } from '../../shared/operation/operation';
import { accountMark } from '../../shared/purchase/purchaseRun';
import { get as getProfile } from '../operations/user';

/** Whose orders a trigger has looked at: the key then, as a mark, and the number of its account at 5sim. */
export interface Owner {
	key?: string;
	user?: number;
}

/**
 * Whose orders a key shows. 5sim is asked only where the key is another one: a renewed key shows the same orders.
 * @throws OperationFailure where another key cannot be told to be of the same account or not
 */
export async function ownerOf(reader: Reader, key: string, before: Owner): Promise<Owner> {
	const mark = accountMark(key);
	if (before.key === mark && before.user !== undefined) return before;
	const isAnother = before.key !== undefined && before.key !== mark;
	const { id } = await reader.read(getProfile, {}).catch((failure: unknown) => {
		if (isAnother) throw failure;
		return { id: undefined };
	});
	return { key: mark, user: typeof id === 'number' ? id : undefined };
}

/** Whether what was remembered of one says something about the other. An account that is not told counts as the same. */
export function isSameOwner(before: Owner, now: Owner): boolean {
	return before.user === undefined || now.user === undefined || before.user === now.user;
}
