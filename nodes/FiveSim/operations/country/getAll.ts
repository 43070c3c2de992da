import type { components } from '../../../../contract/fivesim';
import { operation } from '../../service';
import { partsOf } from '../../tidy';

export const getAll = operation({
	resource: 'country',
	operation: 'getAll',
	name: 'Get Many',
	action: 'Get many countries',
	description: 'Retrieve a list of countries with their operators',

	params: {},

	list: 'whole',

	sideEffect: 'none',

	output: (countries) =>
		partsOf(countries)
			.map(([country, data]) => ({
				country,
				iso: firstKey(data.iso),
				prefix: firstKey(data.prefix),
				nameEn: data.text_en,
				nameRu: data.text_ru,
				operators: operatorsOf(data),
			}))
			.sort((a, b) => a.country.localeCompare(b.country)),

	route: 'GET /v1/guest/countries',
});

const FIXED_FIELDS = ['iso', 'prefix', 'text_en', 'text_ru'];

/** The operators of a country. They stand beside its fixed fields, and beside texts that white-label sites add. */
export function operatorsOf(country: components['schemas']['Country']): string[] {
	return partsOf(country as Record<string, object>)
		.map(([field]) => field)
		.filter((field) => !FIXED_FIELDS.includes(field))
		.sort();
}

function firstKey(map: Record<string, number> | null | undefined): string | undefined {
	return Object.keys(map ?? {})[0];
}
