// Generated from contract/fivesim.openapi.yaml by `npm run generate`.
import type { Endpoint } from '../shared/http/service';

/** Every endpoint of the contract, by `METHOD /path`. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
	'DELETE /v1/user/max-prices': { open: false, body: true, response: 'unpublished' },
	'GET /v1/guest/countries': { open: true, body: false, response: [] },
	'GET /v1/guest/flash/{lang}': { open: true, body: false, response: ['text'] },
	'GET /v1/guest/prices': { open: true, body: false, response: [] },
	'GET /v1/guest/products/{country}/{operator}': { open: true, body: false, response: [] },
	'GET /v1/user/ban/{id}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/buy/activation/{country}/{operator}/{product}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/buy/hosting/{country}/{operator}/{product}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/cancel/{id}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/check/{id}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/finish/{id}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/max-prices': { open: false, body: false, response: 'array' },
	'GET /v1/user/orders': { open: false, body: false, response: ['Data', 'Total'] },
	'GET /v1/user/payments': { open: false, body: false, response: ['Data', 'Total'] },
	'GET /v1/user/profile': { open: false, body: false, response: ['id', 'balance'] },
	'GET /v1/user/reuse/{product}/{number}': { open: false, body: false, response: ['id', 'phone', 'product', 'price', 'status', 'expires', 'created_at'] },
	'GET /v1/user/sms/inbox/{id}': { open: false, body: false, response: ['Data', 'Total'] },
	'GET /v1/user/vendor': { open: false, body: false, response: ['id', 'balance'] },
	'GET /v1/vendor/orders': { open: false, body: false, response: ['Data', 'Total'] },
	'GET /v1/vendor/payments': { open: false, body: false, response: ['Data', 'Total'] },
	'GET /v1/vendor/prices': { open: false, body: false, response: ['Prices', 'Total'] },
	'GET /v1/vendor/wallets': { open: false, body: false, response: [] },
	'POST /v1/user/max-prices': { open: false, body: true, response: 'unpublished' },
	'POST /v1/vendor/withdraw': { open: false, body: true, response: 'unpublished' },
};
