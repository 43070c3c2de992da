// Generated from contract/gmt.openapi.yaml by `npm run generate`.
import type { Endpoint } from '../shared/http/service';

/** Every endpoint of the contract, by `METHOD /path`. */
export const endpoints: Readonly<Record<string, Endpoint>> = {
	'GET /v1/accounts/': { open: false, body: false, response: ['items', 'pagination'] },
	'GET /v1/accounts/countries': { open: true, body: false, response: ['items', 'pagination'] },
	'GET /v1/accounts/{country_code}': { open: false, body: false, response: ['available', 'country_code', 'discount', 'display_name', 'emoji', 'price', 'tags'] },
	'GET /v1/profile/': { open: false, body: false, response: ['id', 'created_at'] },
	'GET /v1/profile/discount': { open: false, body: false, response: ['current_level', 'custom_discounts', 'levels', 'next_level'] },
	'GET /v1/profile/referral': { open: false, body: false, response: ['current_level', 'levels', 'next_level', 'referral_info', 'referral_link'] },
	'GET /v1/profile/referral/transaction': { open: false, body: false, response: ['items', 'pagination'] },
	'GET /v1/purchases-by-hash/{hash}': { open: true, body: false, response: ['id', 'country_code', 'created_at', 'display_name', 'phone_number', 'price', 'purchase_type', 'status', 'verification'] },
	'GET /v1/purchases/': { open: false, body: false, response: ['items', 'pagination'] },
	'GET /v1/purchases/bulk/{purchase_id}': { open: false, body: false, response: ['bulk_purchase_id', 'country_code', 'created_at', 'item', 'price_per_account', 'quantity', 'status', 'total_price', 'updated_at'] },
	'GET /v1/purchases/bulk/{purchase_id}/download': { open: false, body: false, response: 'file' },
	'GET /v1/purchases/{purchase_id}': { open: false, body: false, response: ['id', 'country_code', 'created_at', 'display_name', 'phone_number', 'price', 'purchase_type', 'status', 'verification'] },
	'GET /v1/service/health': { open: false, body: false, response: ['now', 'status', 'uptimeSeconds'] },
	'GET /v1/service/time': { open: false, body: false, response: ['epochMs', 'iso', 'timezone'] },
	'PATCH /v1/profile/change-login': { open: false, body: true, response: ['success'] },
	'PATCH /v1/profile/change-password': { open: false, body: true, response: ['success'] },
	'PATCH /v1/profile/language': { open: false, body: true, response: ['success'] },
	'PATCH /v1/profile/unbind-telegram': { open: false, body: false, response: ['success'] },
	'POST /v1/profile/referral/transfer-balance': { open: false, body: true, response: ['balance', 'referral_info'] },
	'POST /v1/purchases-by-hash/{hash}/request-code': { open: true, body: true, response: ['code_request', 'purchase'] },
	'POST /v1/purchases/': { open: false, body: true, response: ['id', 'country_code', 'created_at', 'display_name', 'phone_number', 'price', 'purchase_type', 'status', 'verification'] },
	'POST /v1/purchases/bulk': { open: false, body: true, response: ['bulk_purchase_id', 'country_code', 'created_at', 'item', 'price_per_account', 'quantity', 'status', 'total_price', 'updated_at'] },
	'POST /v1/purchases/{purchase_id}/refund': { open: false, body: false, response: ['purchase', 'refund'] },
	'POST /v1/purchases/{purchase_id}/request-code': { open: false, body: true, response: ['code_request', 'purchase'] },
	'POST /v1/webhooks/test': { open: false, body: true, response: ['success'] },
};
