import { isMissing, OperationFailure, wrongAddress } from '../errors';

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

/** The profile, which every account has: where it is not known, something else than the service answers. */
export async function profileOf<T>(
	reading: Promise<T>,
	{ name, usualUrl }: { name: string; usualUrl: string },
): Promise<T> {
	return await reading.catch(
		async (thrown: unknown) =>
			await Promise.reject(
				isMissing(thrown) ? new OperationFailure(wrongAddress(name, usualUrl)) : (thrown as Error),
			),
	);
}

/** A check that needs what another one has found out; nothing is said twice where that did not work. */
export async function setupCheckAfter<T>(
	name: string,
	first: Promise<T>,
	look: (result: T) => Omit<SetupCheck, 'name'> | Promise<Omit<SetupCheck, 'name'>>,
): Promise<SetupCheck> {
	const result = await first.catch(() => undefined);
	return result === undefined
		? { name, found: 'Not checked' }
		: await setupCheck(name, async () => await look(result));
}

/** The check of a key that a service has accepted. */
export function keyCheck(
	service: string,
	description: { text: string; todo?: string } | undefined,
): Omit<SetupCheck, 'name'> {
	const { text = 'It does not tell when it expires', todo } = description ?? {};
	return { ok: true, found: `${service} accepts the key. ${text}`, ...(todo && { todo }) };
}

/** The item of a setup whose credential cannot be used. */
export function unusableSetup({ message, failure }: OperationFailure): object {
	return setupItem([{ name: 'key', ok: false, found: message, todo: failure.description }]);
}

/** The item of a setup: green when nothing is wrong, else red with what to do first. */
export function setupItem(checks: readonly SetupCheck[]): object {
	const isGreen = checks.every(({ ok }) => ok !== false);
	return {
		status: isGreen ? 'green' : 'red',
		todo: [...new Set(checks.flatMap(({ ok, todo }) => (ok === false && todo ? [todo] : [])))],
		checks,
	};
}

/**
 * What was found out about the clock of this n8n.
 * @param serviceTime when `[from, to]` was by the service's clock: both are known as spans only, in milliseconds since 1970
 */
export function clockCheck(
	serviceTime: { from: number; to: number },
	[from, to]: [number, number],
): Omit<SetupCheck, 'name'> {
	const seconds = Math.max(0, serviceTime.from - to, from - serviceTime.to) / 1000;
	if (Number.isNaN(seconds))
		return { found: 'Not checked: the service did not say what time it is' };
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
