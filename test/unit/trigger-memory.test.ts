import type { IWebhookFunctions } from 'n8n-workflow';
import { memoryOf, store } from '../../nodes/Gmt/callbacks/memory';
import type { PurchaseEvent } from '../../nodes/Gmt/callbacks/confirm';

/** A call of one trigger of a workflow, with what is stored as n8n has read it for this call. */
const callOf = (id: string, stored: object) =>
	({
		getWorkflow: () => ({ id: 'two triggers' }),
		getNode: () => ({ id }),
		getWorkflowStaticData: (scope: string) => (scope === 'global' ? stored : {}),
	}) as unknown as IWebhookFunctions;

const event = (purchaseId: number) =>
	({ event: 'archiveReady', purchaseId, final: true, purchase: {} }) as PurchaseEvent;

it('a trigger stores what another one of the workflow has stored since it was read', () => {
	const stored: Array<{ gmtTriggers?: object }> = [{}, {}];
	const calls = ['one', 'two'].map((id, index) => callOf(id, stored[index]!));
	for (const [index, call] of calls.entries()) {
		const memory = memoryOf(call);
		memory.remember(event(index + 1));
		store(call, memory);
	}
	expect(stored[1]!.gmtTriggers).toMatchObject({
		one: { memory: { delivered: { archiveReady: expect.stringMatching(/:1$/) } } },
		two: { memory: { delivered: { archiveReady: expect.stringMatching(/:2$/) } } },
	});
});
