import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { listSearch, type Choice } from '../shared/lists';
import { operatorsOf } from './country/getAll';
import { getAll as getCountries } from './country';
import { fiveSim } from './fiveSim';
import { getAll as getOrders } from './order';
import { getAll as getProducts } from './product';

const any: Choice = { name: 'Any', value: 'any' };

/** What the dropdowns of 5sim offer. Operators and products depend on what is chosen above them. */
export const lists = {
	searchCountries: listSearch(fiveSim, async (reader) => {
		const countries = Object.entries(await reader.read(getCountries, {}));
		const choices = countries.map(([name, { text_en, text_ru }]): Choice => ({ name: text_en, value: name, words: text_ru }));
		return [any, ...choices.sort((a, b) => a.name.localeCompare(b.name))];
	}),

	searchOperators: listSearch(fiveSim, async (reader, editor) => {
		const country = chosen(editor, 'country');
		const countries = await reader.read(getCountries, {});
		return [any, ...(countries[country] ? operatorsOf(countries[country]) : []).map((name): Choice => ({ name, value: name }))];
	}),

	searchProducts: listSearch(fiveSim, async (reader, editor) => {
		const products = Object.entries(await reader.read(getProducts, { country: chosen(editor, 'country'), operator: chosen(editor, 'operator') }));
		return products
			.sort(([a, left], [b, right]) => Number(right.Qty > 0) - Number(left.Qty > 0) || a.localeCompare(b))
			.map(([name, { Price, Qty }]): Choice => ({ name: `${name} · ${Price} · ${Qty > 0 ? `${Qty} in stock` : 'out of stock'}`, value: name }));
	}),

	searchOrders: listSearch(fiveSim, async (reader) => {
		const { Data } = await reader.read(getOrders, { category: 'activation', order: 'id', reverse: 'true' });
		return (Data ?? []).map((order): Choice => ({ name: [order.id, order.product, order.country, order.phone, order.status].filter(Boolean).join(' · '), value: order.id }));
	}),
};

function chosen(editor: ILoadOptionsFunctions, parameter: 'country' | 'operator'): string {
	return String(editor.getCurrentNodeParameter(parameter, { extractValue: true }) || 'any');
}
