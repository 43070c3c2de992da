import type { components } from '../../../../contract/gmt';
import { inWords } from '../../../shared/errors';
import { waitFor } from '../../../shared/operation/operation';
import { hasCode, hasFailed } from '../../purchases';
import { get } from './get';

type Schemas = components['schemas'];

/** What came of a code request, as far as reading the purchase again can tell. */
interface CodeResult {
	purchase: Schemas['Purchase'];
	code_request: Pick<Schemas['RequestCodeResult']['code_request'], 'status'>;
}

/** The login code that follows a request for it. */
export const code = waitFor<CodeResult>({
	key: 'waitForCode',
	displayName: 'Wait for Code',
	description:
		'Whether to continue only when the code has arrived. n8n checks by itself, and Get My TG calls it where it can be reached from the internet.',
	callback: 'callbackUrl',
	// Marked, since a call of Get My TG about a purchase that is still PENDING is its failure. With its kind, since a bulk
	// purchase may have the same number.
	callbackBody: (id) => ({ purchase_id: id, purchase_type: 'SINGLE', expected: true }),
	minutes: 10,

	idOf: ({ purchase }) => purchase.id,
	read: async (reader, purchaseId) => {
		const purchase = await reader.read(get, { purchaseId });
		return {
			purchase,
			code_request: {
				status: hasCode(purchase) ? 'success' : hasFailed(purchase) ? 'failed' : 'pending',
			},
		};
	},
	progressOf: ({ purchase, code_request }, reportedFailed) => {
		if (hasCode(purchase)) return 'done';
		// While another code may still be requested the purchase stays PENDING, so only the callback says that this one failed.
		// At SUCCESS it has been delivered, and one of several servers may not show it yet.
		if (purchase.status === 'SUCCESS') return 'pending';
		return hasFailed(purchase) || code_request.status === 'failed' || reportedFailed
			? 'failed'
			: 'pending';
	},
	failureOf: ({ purchase }) =>
		`The code of purchase ${inWords(purchase.id)} did not arrive: its status is ${inWords(purchase.status)}`,
	advice: (id) =>
		`Purchase ${id} was bought: do not buy it again. Look for its code with 'Purchase: Get'.`,
});
