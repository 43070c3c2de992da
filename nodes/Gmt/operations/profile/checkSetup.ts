import { inWords } from '../../../shared/errors';
import { webAddress } from '../../../shared/operation/parameters';
import {
	clockCheck,
	keyCheck,
	profileOf,
	setupCheck,
	setupCheckAfter,
	setupItem,
	unusableSetup,
} from '../../../shared/operation/setup';
import { priceText } from '../../money';
import { gmt, operation } from '../../service';
import { getServerTime } from '../service/getServerTime';
import { test } from '../webhook/sendSample';
import { callbackCheck, triggerCheck } from './callbackCheck';
import { get } from './get';

export const checkSetup = operation({
	resource: 'profile',
	operation: 'checkSetup',
	name: 'Check Setup',
	action: 'Check setup',
	description:
		'Check key, balance, clock and callbacks, without buying anything. The result is green, or red with what to do.',

	params: {},
	optional: {
		triggerUrl: webAddress({
			displayName: 'Trigger URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/webhook/…/gmt',
			description:
				'The Production URL of a Get My TG Trigger in a published workflow. Get My TG then calls it with a sample.',
		}),
	},

	// Its calls are the ones of other operations.
	sideEffect: 'state',
	concurrent: true,
	unusable: unusableSetup,

	route: 'GET /v1/profile/',

	run: async ({ input, read, changeState, keyDescription, ownAddress }) => {
		const { triggerUrl } = input;
		const profile = profileOf(read(get, {}), gmt);
		const call = async (url: string) => await changeState(test, { type: 'success', url });
		return setupItem(
			await Promise.all([
				setupCheck('key', async () => {
					await profile;
					return keyCheck(gmt.name, keyDescription);
				}),
				setupCheckAfter('balance', profile, ({ balance, discount }) => {
					const ok = balance === undefined || Number(balance.amount) > 0;
					return {
						ok,
						found: `${priceText(balance)}${discount ? `, discount level ${inWords(discount.level)}` : ''}`,
						...(!ok && { todo: 'Top up the balance at Get My TG before you buy.' }),
					};
				}),
				setupCheck('limits', async () => ({
					found: 'Get My TG has none of its own',
					todo: "Set 'Max Price' and 'Max Total' under Options of what you buy.",
				})),
				setupCheckAfter('clock', profile, async () => {
					const asked = Date.now();
					const { epochMs } = await read(getServerTime, {});
					return clockCheck({ from: epochMs, to: epochMs }, [asked, Date.now()]);
				}),
				setupCheckAfter('callbacks', profile, async () =>
					triggerUrl === undefined
						? await callbackCheck(ownAddress(), call)
						: await triggerCheck(triggerUrl, call),
				),
			]),
		);
	},
});
