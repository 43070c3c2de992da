import { operation } from '../../service';

export const getServerTime = operation({
	resource: 'service',
	operation: 'getServerTime',
	name: 'Get Server Time',
	action: 'Get server time',
	description: 'Retrieve the current time at Get My TG',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/service/time',
});
