import { choice } from '../../../shared/operation/parameters';
import { operation } from '../../service';

export const get = operation({
	resource: 'notification',
	operation: 'get',
	name: 'Get',
	action: 'Get notification',
	description: 'Retrieve the notification that 5sim shows to its users',

	params: {
		lang: choice({
			displayName: 'Language',
			type: 'options',
			options: [
				{ name: 'English', value: 'en' },
				{ name: 'Russian', value: 'ru' },
			],
			default: 'en',
			description: 'The language of the notification',
		}),
	},

	sideEffect: 'none',

	route: 'GET /v1/guest/flash/{lang}',
});
