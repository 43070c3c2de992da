import { choice } from '../../../shared/operation/parameters';
import { operation } from '../../service';
import { accepted } from './accepted';
import { get } from './get';

export const changeLanguage = operation({
	resource: 'profile',
	operation: 'changeLanguage',
	name: 'Change Language',
	action: 'Change language',
	description: 'Set the language of the website and the Telegram bot',

	params: {
		language: choice({
			displayName: 'Language',
			type: 'options',
			options: [
				{ name: 'Chinese', value: 'zh' },
				{ name: 'English', value: 'en' },
				{ name: 'Russian', value: 'ru' },
				{ name: 'Spanish', value: 'es' },
				{ name: 'Ukrainian', value: 'uk' },
			],
			default: 'en',
			description: 'The new language',
		}),
	},

	sideEffect: 'state',
	inOrder: true,
	readBack: async (reader, { language }) => {
		const profile = await reader.read(get, {});
		return profile.language === language ? { success: true } : undefined;
	},
	output: accepted,

	route: 'PATCH /v1/profile/language',
});
