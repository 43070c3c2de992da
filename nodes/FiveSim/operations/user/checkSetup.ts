import { inWords } from '../../../shared/errors';
import {
	clockCheck,
	keyCheck,
	profileOf,
	setupCheck,
	setupCheckAfter,
	setupItem,
	unusableSetup,
} from '../../../shared/operation/setup';
import { fiveSim, operation } from '../../service';
import { getAll as getPriceLimits } from '../priceLimit/getAll';
import { get } from './get';

/** Where a rating begins to be in the way, of 96. */
const LOW_RATING = 20;

export const checkSetup = operation({
	resource: 'user',
	operation: 'checkSetup',
	name: 'Check Setup',
	action: 'Check setup',
	description:
		'Check key, balance, rating, price limits and clock, without buying anything. The result is green, or red with what to do.',

	params: {},

	sideEffect: 'none',
	concurrent: true,
	unusable: unusableSetup,

	route: 'GET /v1/user/profile',

	run: async ({ read, keyDescription, serviceTime }) => {
		const profile = profileOf(read(get, {}), fiveSim);
		return setupItem(
			await Promise.all([
				setupCheck('key', async () => {
					await profile;
					return keyCheck(fiveSim.name, keyDescription);
				}),
				setupCheckAfter('balance', profile, ({ balance }) => {
					const ok = balance > 0;
					return {
						ok,
						found: inWords(balance),
						...(!ok && { todo: 'Top up the balance at 5sim before you buy.' }),
					};
				}),
				setupCheckAfter('rating', profile, ({ rating }) => {
					if (rating === undefined) return { found: '5sim does not report one' };
					const ok = rating > LOW_RATING;
					return {
						ok,
						found: inWords(rating),
						...(!ok && {
							todo: 'With a low rating 5sim sells nothing. Topping up and finishing orders raise it; cancelled, banned and expired orders lower it.',
						}),
					};
				}),
				setupCheckAfter('limits', profile, async () => {
					const answer = await read(getPriceLimits, {});
					// Without any, the list may come as something else.
					const limits = Array.isArray(answer) ? answer : [];
					const list = limits
						.map(({ product, price }) => `${inWords(product)} ${inWords(price)}`)
						.join(', ');
					return {
						ok: true,
						found: list === '' ? 'No price limits are set at 5sim' : `Price limits: ${list}`,
					};
				}),
				setupCheckAfter('clock', profile, () => {
					const now = Date.now();
					const time = serviceTime(now);
					return time
						? clockCheck(time, [now, now])
						: { found: 'Not checked: 5sim did not say what time it is' };
				}),
				setupCheck('callbacks', async () => ({
					found: '5sim makes no calls: the trigger and Wait for SMS ask it',
				})),
			]),
		);
	},
});
