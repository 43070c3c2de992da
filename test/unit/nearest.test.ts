import { nearest } from '../../nodes/shared/operation/nearest';

const products = ['telegram', 'whatsapp', 'instagram', 'google', 'other', 'tango'];

it.each([
	['telegrm', ['telegram']],
	['Telegran', ['telegram']],
	['whats app', ['whatsapp']],
	['gogle', ['google']],
	['insta', ['instagram']],
	['te', ['telegram']],
	['telegram', []],
	['TELEGRAM', []],
	['x', []],
	['', []],
	['completely different', []],
])('%j is nearest to %j', (text, found) => {
	expect(nearest(text, products)).toEqual(found);
});
