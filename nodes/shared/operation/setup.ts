import { OperationFailure } from '../errors';

/** One thing that a setup needs. */
export interface SetupCheck {
	name: string;
	/** Undefined where it could not be checked, or need not be. */
	ok?: boolean;
	/** What was found, for people. */
	found: string;
	/** What to do about it. */
	todo?: string;
}

/** A check that reads something. What cannot be read is a red one, with the advice of its failure. */
export async function setupCheck(
	name: string,
	look: () => Promise<Omit<SetupCheck, 'name'>>,
): Promise<SetupCheck> {
	return await look().then(
		(found) => ({ name, ...found }),
		async (thrown) =>
			// A stopped execution is no fault of the setup.
			thrown instanceof OperationFailure && thrown.failure.code !== 'cancelled'
				? { name, ok: false, found: thrown.message, todo: thrown.failure.description }
				: await Promise.reject(thrown as Error),
	);
}

/** The item of a setup: green when nothing is wrong, else red with what to do first. */
export function setupItem(checks: readonly SetupCheck[]): object {
	const isGreen = checks.every(({ ok }) => ok !== false);
	return {
		status: isGreen ? 'green' : 'red',
		todo: checks.flatMap(({ ok, todo }) => (ok === false && todo ? [todo] : [])),
		checks,
	};
}

/** What was found out about the clock of this n8n, from the time that a service tells. */
export function clockCheck(
	serviceTime: number,
	asked: number,
	answered: number,
): Omit<SetupCheck, 'name'> {
	// The service looked at its clock at some moment in between.
	const seconds = Math.max(0, serviceTime - answered, asked - serviceTime) / 1000;
	const ok = seconds <= MOST_SECONDS;
	return {
		ok,
		found: ok
			? 'The clocks of this n8n and the service agree'
			: `The clock of this n8n differs by ${Math.round(seconds)} seconds from the service's`,
		...(!ok && { todo: 'Set the clock of the computer that n8n runs on, for example with NTP.' }),
	};
}

/** Up to this difference purchases are recognised by their time. */
const MOST_SECONDS = 30;
