import { secret } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { accepted } from './accepted';

export const changePassword = operation({
	resource: 'profile',
	operation: 'changePassword',
	name: 'Change Password',
	action: 'Change password',
	description: 'Set the password that you log in to the website with. The old one is not needed.',

	params: {
		newPassword: secret({
			displayName: 'New Password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The new password, with at least two of these: lowercase letters, uppercase letters, digits, special characters',
		}),
	},

	sideEffect: 'state',
	inOrder: true,
	output: accepted,

	route: 'PATCH /v1/profile/change-password',
});
