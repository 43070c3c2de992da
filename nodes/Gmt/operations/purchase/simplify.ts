import type { components } from '../../../../contract/gmt';
import { priceOf } from '../../money';

/** The useful fields of a purchase, with the country's name, the price as a number and the login code at the top level. */
export function simplify(purchase: components['schemas']['Purchase']): object {
	const { id, country_code, display_name, phone_number, price, status, verification, created_at } =
		purchase;
	return {
		id,
		country_code,
		country: display_name?.en,
		phone_number,
		...priceOf(price),
		status,
		code: verification?.code ?? null,
		verification,
		created_at,
	};
}
