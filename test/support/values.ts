/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../nodes/shared/operation/operation';
import { rentedBefore } from './purchaseCases';
import { askElsewhere } from './elsewhere';
import type { Slot } from './sandboxPool';
import type { SandboxService } from '.';

/** Values with which an operation works, for whatever it needs bought before. */
export async function valuesFor(
	{ service, operation }: { service: SandboxService; operation: Operation },
	{ sandbox: { gmt, fiveSim }, sandbox }: Pick<Slot, 'sandbox'>,
): Promise<IDataObject> {
	const ask = async (path: string, body?: object) =>
		await askElsewhere<Record<string, unknown>>(
			`${sandbox[service].url}${path}`,
			service === 'gmt'
				? {
						method: 'POST',
						headers: { 'x-api-key': gmt.apiKey, 'content-type': 'application/json' },
						body: JSON.stringify(body),
					}
				: { headers: { Authorization: `Bearer ${fiveSim.apiKey}` } },
		);
	fiveSim.state.priceLimits.clear();
	const values: IDataObject = {
		countryCode: 'US',
		quantity: 2,
		sort: operation.resource === 'account' ? 'price_asc' : 'date_desc',
		language: 'uk',
		newLogin: 'nathan',
		newPassword: 'Secret-1234',
		type: 'success',
		url: `${gmt.url}/v1/service/time`,
		amount: 1,
		category: 'activation',
		lang: 'en',
		country: 'russia',
		operator: 'any',
		product: operation.operation === 'buyHostingNumber' ? '1day' : 'telegram',
		productName: 'telegram',
		price: 12.5,
		receiver: '1',
		method: 'visa',
		fee: 'payeer',
	};
	if (operation.resource === 'bulkPurchase' && 'purchaseId' in operation.params) {
		const { bulk_purchase_id: id } = await ask('/v1/purchases/bulk', {
			country_code: 'US',
			quantity: 1,
		});
		gmt.setBulkStatus(Number(id), 'SUCCESS');
		values.purchaseId = Number(id);
	} else if ('purchaseId' in operation.params || 'hash' in operation.params) {
		const { id } = await ask('/v1/purchases/', { country_code: 'US' });
		values.purchaseId = Number(id);
		values.hash = gmt.hashOf(Number(id));
	}
	if ('orderId' in operation.params) {
		const { id } = await ask('/v1/user/buy/activation/russia/any/telegram');
		values.orderId = Number(id);
		if (!['cancel', 'ban'].includes(operation.operation))
			fiveSim.deliverSms(Number(id), { sender: 'Telegram', text: 'Code 01234' });
	}
	if (operation.operation === 'buyAgain')
		values.number = (await rentedBefore(sandbox)).replace('+', '');
	if (operation.operation === 'deleteLimit' || operation.operation === 'delete')
		await askElsewhere(`${fiveSim.url}/v1/user/max-prices`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${fiveSim.apiKey}`, 'content-type': 'application/json' },
			body: JSON.stringify({ product_name: 'telegram', price: 1 }),
		});
	return values;
}
