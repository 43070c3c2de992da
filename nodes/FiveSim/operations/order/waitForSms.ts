import type { components } from '../../../../contract/fivesim';
import { ifKnown, OperationFailure, type ErrorCode } from '../../../shared/errors';
import { whenAllowed } from '../../../shared/http/notYet';
import { text, wholeNumber } from '../../../shared/operation/parameters';
import { flag } from '../../../shared/operation/switches';
import { codePattern } from '../../codePattern';
import { smsAfter, smsAfterField } from '../../smsAfter';
import { operation } from '../../service';
import { orderId } from '../../fields';
import { textOf } from '../../messages';
import { codeOf } from '../../smsCode';
import { cancel } from './cancel';
import { finish } from './finish';
import { get } from './get';
import { isOpen } from '../../order';
import { watchOf } from '../../orderWatch';
import { momentOf } from '../../../shared/moment';
import { messagesOf } from '../../trigger/message';

type Order = components['schemas']['Order'];
type Sms = components['schemas']['Sms'];

const MINUTE = 60_000;
/** As long as an activation order lives. */
const USUAL_MINUTES = 15;
/** The clocks of 5sim and of this n8n may differ. */
const GRACE = 30_000;
/** Milliseconds after which 5sim knows every order that it has sold. */
const KNOWN_AFTER = 10_000;

const search = { pattern: /^.{1,200}$/s, example: 'Telegram' };

/** Usually the node before has bought the order. Only waiting presumes that: it changes nothing by itself. */
const boughtBefore = {
	...orderId,
	property: { ...orderId.property, default: { mode: 'id', value: '={{ $json.id }}' } },
};

export const waitForSms = operation({
	resource: 'order',
	operation: 'waitForSms',
	name: 'Wait for SMS',
	action: 'Wait for SMS of order',
	description: 'Continue when the SMS has arrived, with the code in it',

	params: { orderId: boughtBefore },
	options: {
		cancelOnTimeout: flag(
			{
				displayName: 'Cancel on Timeout',
				type: 'boolean',
				default: false,
				description:
					'Whether to cancel the order when no SMS has arrived in time, and get its price back',
			},
			'yes',
		),
		finishOnSuccess: flag(
			{
				displayName: 'Finish on Success',
				type: 'boolean',
				default: false,
				description:
					'Whether to finish the order when the SMS has arrived. It can then receive no more SMS.',
			},
			'yes',
		),
		codePattern,
		smsAfter: smsAfterField,
		sender: text(
			{
				displayName: 'Sender Contains',
				type: 'string',
				default: '',
				placeholder: 'e.g. Telegram',
				description: 'Wait for an SMS whose sender contains this text, in upper or lower case',
			},
			search,
		),
		textContains: text(
			{
				displayName: 'Text Contains',
				type: 'string',
				default: '',
				placeholder: 'e.g. code',
				description: 'Wait for an SMS that contains this text, in upper or lower case',
			},
			search,
		),
		timeLimit: wholeNumber(
			{
				displayName: 'Longest Wait in Minutes',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: USUAL_MINUTES,
				description: 'How many minutes to wait. After that, the order is returned as it is.',
			},
			{ max: 1440 },
		),
	},

	// Cancel on Timeout and Finish on Success change the order.
	sideEffect: 'state',
	concurrent: true,

	route: 'GET /v1/user/check/{id}',

	run: async ({ input, read, readList, readSlice, changeState: change, signal, run }) => {
		const watch = watchOf(run, { read, readList, readSlice });
		const id = { orderId: input.orderId };
		const newest = (order: Order): Sms | undefined => {
			const newestFirst = smsAfter(messagesOf(order), input.smsAfter)
				.map(({ sms }) => sms)
				.filter(
					({ sender, text }) =>
						contains(sender, input.sender) && contains(text, input.textContains),
				)
				.reverse();
			// A greeting may come after the code.
			return newestFirst.find((sms) => codeOf([sms], input.codePattern)) ?? newestFirst[0];
		};
		const output = (order: Order, sms?: Sms) => withSms(order, sms, input.codePattern);
		let notCancelled: string | undefined;
		let boughtAt: number | undefined;
		const began = Date.now();
		const end = began + (input.timeLimit ?? USUAL_MINUTES) * MINUTE;
		const arrived = async (order: Order, sms: Sms) =>
			output(
				input.finishOnSuccess && isOpen(order) ? await finished(order, change(finish, id)) : order,
				sms,
			);

		for (;;) {
			const order = await watch
				.read(input.orderId)
				.catch((failure) => passing(failure, began, end));
			const sms = order && newest(order);
			if (sms) return await arrived(order, sms);
			if (order && !isOpen(order)) return output(order);
			boughtAt ??= momentOf(order?.created_at);
			const expires = order && momentOf(order.expires);
			const left = Math.min(end, expires === undefined ? end : expires + GRACE) - Date.now();
			if (left <= 0) break;
			await watch.pause(left, signal);
			if (signal?.aborted)
				throw new OperationFailure({
					code: 'cancelled',
					message: 'The execution was stopped while the node waited',
					description: 'The order was left as it is.',
				});
		}

		if (input.cancelOnTimeout) {
			// A message may have come at the last moment, or the order has ended by itself: then it cannot be cancelled.
			// 5sim cancels nothing in the first two minutes: a message may still come while the node waits for that.
			const withMessage = async () => {
				const order = await read(get, id).catch(() => undefined);
				return order && (newest(order) || !isOpen(order)) ? order : undefined;
			};
			const cancelled = await whenAllowed(
				async () => await change(cancel, id),
				boughtAt,
				signal,
				withMessage,
			).catch((failure: unknown) => {
				if (!isOneOf(failure, ['conflict', 'notFound', 'refused'])) throw failure;
				notCancelled = (failure as OperationFailure).message;
			});
			const message = cancelled && newest(cancelled);
			if (cancelled && message) return await arrived(cancelled, message);
			if (cancelled) return output(cancelled);
		}
		const order = (await ifKnown(read(get, id))) ?? (await watch.read(input.orderId));
		const late = newest(order);
		if (late) return await arrived(order, late);
		// It still costs money, so say why.
		return { ...output(order), ...(isOpen(order) && notCancelled && { notCancelled }) };
	},
});

/** 5sim may be away for a while, and not know an order at once; that ends the wait only when its time is over. */
function passing(failure: unknown, began: number, end: number): undefined {
	const isNew = Date.now() < began + KNOWN_AFTER && isOneOf(failure, ['notFound']);
	const isAway = isOneOf(failure, ['providerUnavailable', 'rateLimited', 'unexpectedReply']);
	if (Date.now() >= end || !(isNew || isAway)) throw failure;
}

function isOneOf(failure: unknown, codes: readonly ErrorCode[]): boolean {
	return failure instanceof OperationFailure && codes.includes(failure.failure.code);
}

/** Finishing is an extra: the message must not be lost with it. */
async function finished(order: Order, finishing: Promise<Order>): Promise<Order> {
	return await finishing.catch(() => order);
}

function contains(text: unknown, part: string | undefined): boolean {
	return part === undefined || textOf(text).toLowerCase().includes(part.toLowerCase());
}

function withSms(
	{ id, phone, country, product, price, status, expires }: Order,
	sms: Sms | undefined,
	pattern: RegExp | undefined,
): object {
	return {
		id,
		phone,
		country,
		product,
		price,
		status,
		expires,
		received: sms !== undefined,
		code: (sms && codeOf([sms], pattern)) ?? null,
		sms: sms ? [sms] : [],
	};
}
