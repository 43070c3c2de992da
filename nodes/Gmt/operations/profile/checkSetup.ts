import { clockCheck, setupCheck, setupItem } from '../../../shared/operation/setup';
import { inWords } from '../../../shared/errors';
import { webAddress } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { priceText } from '../../purchases';
import { getServerTime } from '../service/getServerTime';
import { test } from '../webhook/sendSample';
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

	route: 'GET /v1/profile/',

	run: async ({ input, read, changeState }) => {
		const { triggerUrl } = input;
		const profile = read(get, {});
		return setupItem(
			await Promise.all([
				setupCheck('key', async () => {
					await profile;
					return { ok: true, found: 'Get My TG accepts the key' };
				}),
				setupCheck('balance', async () => {
					const { balance, discount } = await profile;
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
				setupCheck('clock', async () => {
					const asked = Date.now();
					const { epochMs } = await read(getServerTime, {});
					return clockCheck(epochMs, asked, Date.now());
				}),
				setupCheck('callbacks', async () => {
					if (triggerUrl === undefined)
						return {
							found: 'Not checked',
							todo: "To test it, add 'Trigger URL' with the Production URL of a Get My TG Trigger.",
						};
					const { success, http_code, response_body, error, response_time_ms } = await changeState(
						test,
						{ type: 'success', url: triggerUrl },
					);
					const ms = typeof response_time_ms === 'number' ? ` after ${response_time_ms} ms` : '';
					return success
						? {
								ok: true,
								found: `The address answered${ms}: ${inWords(response_body, inWords(http_code))}`,
							}
						: {
								ok: false,
								found: `The sample did not arrive${ms}: ${inWords(error, inWords(response_body, inWords(http_code)))}`,
								todo: "Publish the workflow of the trigger, use its Production URL, and make sure that n8n can be reached from the internet ('WEBHOOK_URL').",
							};
				}),
			]),
		);
	},
});
