import { operation } from '../../service';
import { accepted } from './accepted';
import { get } from './get';

export const unbindTelegram = operation({
	resource: 'profile',
	operation: 'unbindTelegram',
	name: 'Unbind Telegram',
	action: 'Unbind Telegram',
	description: 'Remove the link between your profile and Telegram. It cannot be restored from n8n.',

	params: {},

	sideEffect: 'state',
	inOrder: true,
	readBack: async (reader) => {
		const profile = await reader.read(get, {});
		return profile.telegram_id === null ? { success: true } : undefined;
	},
	output: accepted,

	route: 'PATCH /v1/profile/unbind-telegram',
});
