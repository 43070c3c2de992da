import { momentOf, timeText } from '../../nodes/shared/moment';

const AT = '2030-11-26T12:34:56.000Z';

it.each<[unknown, string]>([
	['2030-11-26T12:34:56Z', AT],
	['2030-11-26T12:34:56.000000000Z', AT],
	['2030-11-26T15:34:56+03:00', AT],
	['2030-11-26T15:34:56+0300', AT],
	['2030-11-26T15:34:56+03', AT],
	// Without a zone it is nobody's local time.
	['2030-11-26T12:34:56', AT],
	['2030-11-26 12:34:56', AT],
	['2030-11-26 12:34:56.000', AT],
	['2030-11-26 12:34:56 UTC', AT],
	['2030-11-26 12:34:56 +0000 UTC', AT],
	['2030-11-26 15:34:56 +0300 MSK m=+0.000000001', AT],
	['2030/11/26 12:34:56', AT],
	['20301126T123456Z', AT],
	['26.11.2030 12:34:56', AT],
	['26.11.2030, 12:34:56', AT],
	['26-11-2030 12:34:56', AT],
	['26/11/2030 12:34:56', AT],
	['11/26/2030 12:34:56', AT],
	['Tue, 26 Nov 2030 12:34:56 GMT', AT],
	['/Date(1921926896000)/', AT],
	['/Date(1921926896000+0300)/', AT],
	[1_921_926_896, AT],
	['1921926896', AT],
	[1_921_926_896_000, AT],
	['1921926896000', AT],
	[1_921_926_896_000_000, AT],
	['1921926896000000000', AT],
	[{ $date: '2030-11-26T12:34:56Z' }, AT],
	[{ seconds: 1_921_926_896, nanos: 0 }, AT],
	[{ date: '2030-11-26 12:34:56.000000', timezone_type: 3, timezone: 'UTC' }, AT],
	['2030-11-26', '2030-11-26T00:00:00.000Z'],
	['1.2.2030', '2030-02-01T00:00:00.000Z'],
	['2030-11-26 00:34:56 PM', AT],
	['11/26/2030 12:34:56 PM', AT],
	['2030-11-26 15:34:56 +3', AT],
	['2030-11-26 15:34:56 UTC+3', AT],
	['2030-11-26T12:34:56Z[UTC]', AT],
	['Nov 26, 2030 12:34:56', AT],
	['Tue Nov 26 2030 15:34:56 GMT+0300 (Moscow)', AT],
	['5/5/2030 1:02', '2030-05-05T01:02:00.000Z'],
])('%j is %s', (written, moment) => {
	const at = momentOf(written);
	expect(at && new Date(at).toISOString()).toBe(moment);
	expect(Date.parse(String(timeText(written)))).toBe(at);
});

it.each([
	'0001-01-01T00:00:00Z',
	'5/6/2030 12:00',
	'',
	'soon',
	'45',
	'2031',
	'in 45 minutes',
	'order 33',
	// Nobody knows what a name of a zone stands for in winter and in summer.
	'2030-11-26 15:34:56 MSK',
	'2030-11-26T15:34:56 Europe/Moscow',
	0,
	-1,
	1e30,
	null,
	undefined,
	true,
	{},
	[],
	{ date: {} },
])('%j is none', (written) => expect(momentOf(written)).toBeUndefined());
