import { text } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { accepted } from './accepted';
import { get } from './get';

export const changeLogin = operation({
	resource: 'profile',
	operation: 'changeLogin',
	name: 'Change Login',
	action: 'Change login',
	description: 'Set the user name that you log in to the website with',

	params: {
		newLogin: text(
			{
				displayName: 'New Login',
				type: 'string',
				default: '',
				placeholder: 'e.g. nathan',
				description: 'The new user name',
			},
			{ pattern: /^\S{1,128}$/, example: 'nathan' },
		),
	},

	sideEffect: 'state',
	inOrder: true,
	readBack: async (reader, { newLogin }) => {
		const profile = await reader.read(get, {});
		return profile.login === newLogin ? { success: true } : undefined;
	},
	output: accepted,

	route: 'PATCH /v1/profile/change-login',
});
