import { operation } from '../../service';

export const getHealth = operation({
	resource: 'service',
	operation: 'getHealth',
	name: 'Get Health',
	action: 'Get health status',
	description: 'Check whether Get My TG is working',

	params: {},

	sideEffect: 'none',

	route: 'GET /v1/service/health',
});
