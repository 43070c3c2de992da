import { amount } from '../../../shared/operation/amounts';
import { operation } from '../../service';
import { getAll } from './getAll';
import { product } from '../../fields';
import { isSameName } from '../../order';

export const upsert = operation({
	resource: 'priceLimit',
	operation: 'upsert',
	name: 'Create or Update',
	action: 'Create or update price limit',
	description: 'Set the highest price for numbers of a product. 5sim then sells you none above it.',

	params: {
		productName: product,
		price: amount(
			{
				displayName: 'Price',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 4 },
				default: 0,
				description: 'The most that one number may cost',
			},
			{ min: 0, max: 1_000_000, places: 4 },
		),
	},

	sideEffect: 'state',
	inOrder: true,
	readBack: async (reader, { productName, price }) => {
		const limits = await reader.read(getAll, {});
		return limits?.find((limit) => isSameName(limit.product, productName) && limit.price === price);
	},

	// The response is not documented; other clients report the bare text `success`.
	output: (_reply, input) => ({ success: true, product: input.productName, price: input.price }),

	route: 'POST /v1/user/max-prices',
});
