import { countryNameOf } from '../../nodes/FiveSim/countryNames';
import { country as fiveSimCountry } from '../../nodes/FiveSim/fields';
import { countryCodeOf } from '../../nodes/Gmt/countryCodes';
import { country, countryCodes } from '../../nodes/Gmt/fields';

it.each([
	['IN', 'IN'],
	['in', 'IN'],
	['India', 'IN'],
	[' india ', 'IN'],
	['United States', 'US'],
	['USA', 'US'],
	['uk', 'GB'],
	['England', 'GB'],
	['germany', 'DE'],
	['Côte d’Ivoire', 'CI'],
	['Serbia', 'RS'],
	['Vietnam', 'VN'],
	['Zimbabwe', 'ZW'],
	['Trinidad & Tobago', 'TT'],
	['Trinidad and Tobago', 'TT'],
	['Индия', 'IN'],
	['США', 'US'],
	['российская федерация', 'RU'],
	['Южная Корея', 'KR'],
	['РФ', 'RU'],
	['Німеччина', 'DE'],
	['Estados Unidos', 'US'],
	['美国', 'US'],
	['🇺🇸', 'US'],
])('Get My TG takes %j as the country %s', (entered, code) => {
	expect(country.parse(entered)).toBe(code);
});

it('Get My TG takes names in a list of countries', () => {
	expect(countryCodes.parse('india, gb,United States')).toBe('IN,GB,US');
});

it.each(['Indya', '1', 'Atlantis', 'Congo', '🇺🇸🇬🇧', '🇺', ''])(
	'Get My TG does not guess what %j may be',
	(entered) => {
		expect(() => country.parse(entered)).toThrow();
		expect(countryCodeOf(entered)).toBe(entered.toUpperCase());
	},
);

it.each([
	[country, 'Untied States', "'US' (United States)"],
	[country, 'indai', "'IN' (India)"],
	[country, 'Korea', "'KP' (North Korea) or 'KR' (South Korea)"],
	[country, 'Congo', "'CG' (Congo - Brazzaville) or 'CD' (Congo - Kinshasa)"],
	[country, 'Гремания', "'DE' (Germany)"],
	[fiveSimCountry, 'Росия', "'russia'"],
])('what may be meant by a name that is none is said: %#', (field, entered, meant) => {
	expect(() => field.parse(entered)).toThrow(
		expect.objectContaining({ advice: expect.stringContaining(`Did you mean ${meant}`) as string }),
	);
});

it.each([
	['russia', 'russia'],
	['India', 'india'],
	['IN', 'india'],
	['GB', 'england'],
	['united kingdom', 'england'],
	['England', 'england'],
	['USA', 'usa'],
	['us', 'usa'],
	['United States', 'usa'],
	['South Africa', 'southafrica'],
	['any', 'any'],
	['papuanewguinea', 'papuanewguinea'],
	['Россия', 'russia'],
	['великобритания', 'england'],
	['MM', 'myanmar'],
	['India (IN)', 'india'],
	['俄罗斯', 'russia'],
	['🇬🇧', 'england'],
])('5sim takes %j as the country %s', (entered, name) => {
	expect(fiveSimCountry.parse(entered)).toBe(name);
});

it('what 5sim calls a country stays as it is', () => {
	for (const name of ['bih', 'capeverde', 'czech', 'hongkong', 'trinidad', 'new_country-1'])
		expect(countryNameOf(name)).toBe(name);
});
