import type { components } from '../../../../contract/gmt';
import { numberFrom } from '../../../shared/operation/parameters';
import { priceOf } from '../../money';

type Listed = components['schemas']['AccountListItem'];
type Details = components['schemas']['AccountDetails'];

/** The useful fields of a country in a list. */
export function simplify(listed: Listed): object {
	const { base_price, popularity_index, tags } = listed;
	return { ...offerOf(listed), base_price: priceOf(base_price).price, popularity_index, tags };
}

/** The useful fields of one country. Its price before the discount comes without a currency. */
export function simplifyDetails(details: Details): object {
	const { discount, tags } = details;
	return {
		...offerOf(details),
		base_price: numberFrom(discount?.base_price),
		discount_percent: discount?.percent,
		tags,
	};
}

/** Price and stock under the names that they have in the output of both services. */
function offerOf({
	country_code,
	display_name,
	price,
	available,
	available_count,
}: Details | Listed): object {
	return {
		country_code,
		country: display_name?.en,
		...priceOf(price),
		quantity: numberFrom(available_count),
		available,
	};
}
