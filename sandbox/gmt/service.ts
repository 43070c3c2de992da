import type { Handler } from '../types';
import { json } from '../httpResponse';
import type { GmtWorld } from './world';

/** Payloads that the webhook test sends; the shapes are those the contract assumes. */
function sample(world: GmtWorld, type: string): Record<string, unknown> {
	if (type === 'failed') return { purchase_id: 12345, status: 'ERROR', error: 'code not received' };
	const verification = { code: '12345', password: 'fake-password', received_at: world.clock.iso() };
	return { purchase_id: 12345, status: 'SUCCESS', verification };
}

/** Health, clock and webhook test. */
export function serviceHandlers(world: GmtWorld): Record<string, Handler> {
	const startedAt = Date.now();
	return {
		getServerTime: () => {
			const now = world.clock.now();
			return json({ epochMs: now, iso: world.clock.iso(now), timezone: 'UTC' });
		},
		getHealth: () =>
			json({
				status: 'ok',
				now: world.clock.iso(),
				uptimeSeconds: Math.floor((Date.now() - startedAt) / 1000),
				checks: { database: true, redis: true },
			}),
		testWebhook: async ({ body }) => {
			const payload = sample(world, String(body.type));
			world.checkCallback('onCodeResult', payload);
			const record = await world.deliveries.post(String(body.url), payload);
			if (record.status === undefined)
				return json({ success: false, error: record.error, response_time_ms: record.ms });
			return json({
				success: record.status === 200,
				http_code: record.status,
				response_body: record.answer,
				response_time_ms: record.ms,
				...(record.status === 200 ? {} : { error: `receiver answered ${record.status}` }),
			});
		},
	};
}
