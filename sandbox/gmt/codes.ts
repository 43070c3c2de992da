import { inventCode } from '../invented';
import type { Handler } from '../types';
import { json, type HttpResponse } from '../httpResponse';
import { purchaseView } from './purchases';
import type { Purchase } from './state';
import { notFound, refusal, type GmtWorld } from './world';

const MAXIMUM_ATTEMPTS = 3;

/** An invented code and password; missing passwords occur. */
function verificationFor(purchase: Purchase, receivedAt: number) {
	return {
		code: inventCode(purchase.id),
		password: purchase.id % 3 === 0 ? null : `fake-password-${purchase.id}`,
		receivedAt,
	};
}

/** Payload of a callback about a code, with the id where the options want it. */
function codePayload(world: GmtWorld, purchase: Purchase): Record<string, unknown> {
	const view = purchaseView(world, purchase);
	const content = purchase.verification
		? { verification: view.verification }
		: { error: 'code not received' };
	const field = world.options.callbackIdField ?? 'purchase_id';
	const id = field === 'purchase.id' ? { purchase: view } : { [field]: purchase.id };
	return { ...id, status: purchase.status, ...content };
}

/** Code requests, by id and by hash. */
export function codeHandlers(world: GmtWorld): Record<string, Handler> {
	const finish = (purchase: Purchase, url: string | undefined) => {
		purchase.codeDueAt = undefined;
		// Refunded or settled by the test meanwhile: the supplier's code no longer matters.
		if (purchase.status !== 'PENDING') return;
		if (world.options.codeOutcome === 'failed') {
			purchase.status = world.options.failedCodeStatus;
		} else {
			purchase.verification = verificationFor(purchase, world.clock.now());
			purchase.status = 'SUCCESS';
		}
		world.log(`purchase ${purchase.id}: code ${purchase.verification ? 'received' : 'failed'}`);
		world.announce('onCodeResult', url, codePayload(world, purchase));
	};

	const result = (purchase: Purchase): HttpResponse => {
		const isWaiting = purchase.codeDueAt !== undefined;
		const rest = Math.max(0, (purchase.codeDueAt ?? 0) - world.clock.now());
		const request = {
			status: isWaiting ? 'pending' : purchase.verification ? 'success' : 'failed',
			attempt: 1,
			max_attempts: MAXIMUM_ATTEMPTS,
			next_attempt_at: isWaiting ? world.clock.iso(purchase.codeDueAt) : null,
			retry_after: isWaiting ? rest / 1000 : null,
		};
		return json({ purchase: purchaseView(world, purchase), code_request: request });
	};

	const requestCode = async (
		purchase: Purchase | undefined,
		url: string | undefined,
	): Promise<HttpResponse> => {
		if (!purchase) return notFound();
		if (purchase.verification) return refusal(409, 'Verification code already requested');
		if (purchase.status !== 'PENDING' || purchase.type !== 'SINGLE')
			return refusal(409, `Purchase is ${purchase.status}`);
		if (purchase.codeDueAt !== undefined) return result(purchase);
		const { codeAfterSeconds, codeOutcome } = world.options;
		purchase.codeDueAt = world.clock.now() + world.clock.scaled(codeAfterSeconds);
		if (codeOutcome === 'success') {
			if (!(await world.clock.wait(codeAfterSeconds))) return refusal(503, 'Sandbox stopped');
			finish(purchase, url);
		} else {
			world.clock.after(codeAfterSeconds, () => finish(purchase, url));
		}
		return result(purchase);
	};

	const callbackUrl = (body: Record<string, unknown>) => body.callback_url as string | undefined;
	return {
		requestPurchaseCode: async ({ path, body }) =>
			await requestCode(world.state.purchasesById.get(Number(path.purchase_id)), callbackUrl(body)),
		requestCodeByHash: async ({ path, body }) =>
			await requestCode(world.state.purchasesByHash.get(String(path.hash)), callbackUrl(body)),
	};
}
