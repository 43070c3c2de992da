import type { components } from '../../../../contract/gmt';

/** The useful fields of a purchase, with the country's name and the login code at the top level. */
export function simplify(purchase: components['schemas']['Purchase']): object {
	const {
		id,
		country_code,
		display_name,
		phone_number,
		price,
		status,
		purchase_type,
		verification,
		created_at,
	} = purchase;
	return {
		id,
		country_code,
		country: display_name?.en,
		phone_number,
		price,
		status,
		purchase_type,
		code: verification?.code ?? null,
		verification,
		created_at,
	};
}
