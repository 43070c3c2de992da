import { choice, text } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { simplify } from './simplify';

export const getAll = operation({
	resource: 'purchase',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many purchases',
	description: 'Retrieve a list of purchases',

	params: {
		sort: choice({
			displayName: 'Sort',
			type: 'options',
			options: [
				{ name: 'Newest First', value: 'date_desc' },
				{ name: 'Oldest First', value: 'date_asc' },
			],
			default: 'date_desc',
			description: 'How to sort the purchases',
		}),
	},
	optional: {
		phoneNumber: text(
			{
				displayName: 'Phone Number',
				type: 'string',
				default: '',
				placeholder: 'e.g. 0123',
				description: 'Only purchases whose phone number contains these digits',
			},
			{ pattern: /^\d{1,15}$/, example: '0123', clean: (number) => number.replace(/^\+/, '') },
		),
		status: choice({
			displayName: 'Status',
			type: 'options',
			options: [
				{ name: 'Expired', value: 'EXPIRED' },
				{ name: 'Failed', value: 'ERROR' },
				{ name: 'Pending', value: 'PENDING' },
				{ name: 'Refunded', value: 'REFUND' },
				{ name: 'Successful', value: 'SUCCESS' },
			],
			default: 'PENDING',
			description: 'Only purchases with this status',
		}),
	},
	list: 'paged',

	sideEffect: 'none',

	simplify,

	route: 'GET /v1/purchases/',
});
