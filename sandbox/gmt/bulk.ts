import { randomUUID } from 'node:crypto';
import { archiveReply } from '../archive';
import { toDecimal } from '../money';
import type { Handler } from '../types';
import { json } from '../httpResponse';
import type { PurchaseStatus } from './options';
import { refuseSale } from './purchases';
import type { Bulk } from './state';
import { money, notFound, refusal, type GmtWorld } from './world';

/** Parts beyond this are not listed, so that a huge bulk purchase does not fill the memory. */
const MAXIMUM_PARTS = 1000;

function archiveUrl(world: GmtWorld, bulk: Bulk): string {
	const path = `/v1/purchases/bulk/${bulk.id}/download`;
	if (world.options.archiveUrl === 'absolute') return world.url + path;
	return world.options.archiveUrl === 'foreign'
		? `${world.archiveUrl}/archives/${bulk.exportId}.zip`
		: path;
}

/** A bulk purchase as the API shows it. */
function bulkView(world: GmtWorld, bulk: Bulk): Record<string, unknown> {
	const isReady = bulk.status === 'SUCCESS' && bulk.exportId !== null;
	return {
		bulk_purchase_id: bulk.id,
		country_code: bulk.country.code,
		quantity: bulk.quantity,
		total_price: money(bulk.price * bulk.quantity),
		price_per_account: money(bulk.price),
		item: isReady
			? {
					export_id: bulk.exportId,
					archive_url: archiveUrl(world, bulk),
					quantity: bulk.quantity,
					status: 'SUCCESS',
					created_at: world.clock.iso(bulk.readyAt ?? bulk.updatedAt),
				}
			: null,
		status: bulk.status,
		created_at: world.clock.iso(bulk.createdAt),
		updated_at: world.clock.iso(bulk.updatedAt),
	};
}

/** Payload of the callback about a bulk purchase, with the id where the options want it. */
function bulkPayload(world: GmtWorld, bulk: Bulk): Record<string, unknown> {
	const { bulk_purchase_id: id, ...rest } = bulkView(world, bulk);
	const field = world.options.callbackIdField ?? 'bulk_purchase_id';
	return { ...(field === 'purchase.id' ? { purchase: { id } } : { [field]: id }), ...rest };
}

/** Moves a bulk purchase to a status, with the money, the archive and the callback that belong to it. */
export function settleBulk(world: GmtWorld, bulk: Bulk, status: PurchaseStatus): void {
	const isRefund = status === 'REFUND' && bulk.status !== 'REFUND';
	bulk.status = status;
	bulk.updatedAt = world.clock.now();
	for (const part of bulk.parts) part.status = status;
	if (status === 'SUCCESS' && bulk.exportId === null) {
		bulk.exportId = randomUUID();
		bulk.readyAt = bulk.updatedAt;
	}
	if (isRefund) {
		const what = { country: bulk.country.code, quantity: bulk.quantity };
		world.money.book('refund', bulk.price * bulk.quantity, {
			operationId: 'createBulkPurchase',
			subject: bulk.id,
			what,
		});
	}
	world.log(`bulk purchase ${bulk.id} is ${status}`);
	const isAnnounced =
		status === 'SUCCESS' || (world.options.announceFailedBulk && status !== 'PENDING');
	if (isAnnounced) world.announce('onBulkReady', bulk.callbackUrl, bulkPayload(world, bulk));
}

/** Bulk purchases and their archives. */
export function bulkHandlers(world: GmtWorld): Record<string, Handler> {
	const find = (id: unknown) => world.state.bulks.get(Number(id));
	return {
		createBulkPurchase: ({ operation, body }) => {
			const country = world.state.countries.get(String(body.country_code));
			if (!country) return notFound();
			const quantity = Number(body.quantity);
			const refused = refuseSale(world, country, quantity);
			if (refused) return refused;
			country.stock -= quantity;
			const now = world.clock.now();
			const callbackUrl = body.callback_url as string | undefined;
			const bulk = world.state.addBulk({ country, quantity, callbackUrl, createdAt: now });
			const total = bulk.price * quantity;
			world.money.book('charge', total, {
				operationId: operation.id,
				subject: bulk.id,
				what: { country: country.code, quantity },
			});
			world.log(
				`bulk purchase ${bulk.id} of ${quantity} ${country.code} bought, charged ${toDecimal(total)} USD`,
			);
			if (world.options.listBulkParts) {
				const parts = Array.from({ length: Math.min(quantity, MAXIMUM_PARTS) }, () =>
					world.state.addPurchase(country, 'BULK', now),
				);
				bulk.parts.push(...parts);
			}
			const { bulkOutcomes, bulkReadyAfterSeconds } = world.options;
			const outcome = bulkOutcomes[country.code] ?? 'SUCCESS';
			if (outcome !== 'PENDING' && bulkReadyAfterSeconds !== null) {
				// A test may have settled it before, through the control endpoint.
				world.clock.after(
					bulkReadyAfterSeconds,
					() => bulk.status === 'PENDING' && settleBulk(world, bulk, outcome),
				);
			}
			return json(bulkView(world, bulk));
		},
		getBulkPurchase: ({ path }) => {
			const bulk = find(path.purchase_id);
			return bulk ? json(bulkView(world, bulk)) : notFound();
		},
		downloadBulkPurchase: async ({ path }) => {
			const bulk = find(path.purchase_id);
			if (!bulk) return notFound();
			if (bulk.status !== 'SUCCESS') return refusal(409, 'Archive is not ready');
			world.log(`archive of bulk purchase ${bulk.id} served`);
			return await archiveReply(bulk, world.options);
		},
	};
}
