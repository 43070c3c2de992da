import { operation } from '../../service';
import { getAll } from './getAll';
import { product } from '../../fields';
import { isSameName } from '../../order';

export const deleteLimit = operation({
	resource: 'priceLimit',
	operation: 'delete',
	name: 'Delete',
	action: 'Delete price limit',
	description: 'Remove the price limit of a product',

	params: { productName: product },

	sideEffect: 'state',
	inOrder: true,
	readBack: async (reader, { productName }) => {
		const limits = await reader.read(getAll, {});
		return limits?.some((limit) => isSameName(limit.product, productName)) ? undefined : {};
	},

	output: () => ({ deleted: true }),

	route: 'DELETE /v1/user/max-prices',
});
