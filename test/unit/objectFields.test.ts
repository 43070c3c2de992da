import * as fc from 'fast-check';
import { readEntries, type BodyStream } from '../../nodes/shared/http/body';

const LARGEST = 1_000_000;

/** A body that comes in pieces of these many bytes, the last number again and again. */
function streamOf(
	text: string | Buffer,
	sizes: number[] = [64],
): BodyStream & { isClosed: boolean } {
	const bytes = Buffer.from(text);
	const stream = {
		isClosed: false,
		destroy: () => void (stream.isClosed = true),
		async *[Symbol.asyncIterator]() {
			for (let from = 0, piece = 0; from < bytes.length; piece++) {
				const size = Math.max(1, sizes[Math.min(piece, sizes.length - 1)]!);
				yield bytes.subarray(from, from + size);
				from += size;
			}
		},
	};
	return stream as unknown as BodyStream & { isClosed: boolean };
}

/** The fields of an object as `JSON.parse` knows them, in the form in which they are kept here. */
const keep = (field: Record<string, unknown>) =>
	Object.entries(field).map(([name, value]) => ({ name, value }));

async function read(text: string | Buffer, sizes?: number[], largest = LARGEST) {
	return await readEntries(streamOf(text, sizes), largest, keep);
}

/** What must come out: the fields as `JSON.parse` reads them, or nothing where it gives no object. */
function expected(text: string) {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
		return Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([name, one]: [string, unknown]) => ({ name, value: one }));
	} catch {
		return undefined;
	}
}

const space = fc.stringMatching(/^[ \t\n\r]{0,2}$/);
/** JSON in any writing: with white space, escapes that nobody needs, and fields that come twice. */
const written = fc
	.tuple(
		fc.array(
			fc.tuple(
				fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a', 'b', '1', '__proto__', '')),
				fc.jsonValue({ maxDepth: 3 }),
			),
			{ maxLength: 6 },
		),
		fc.array(space, { minLength: 4, maxLength: 4 }),
		fc.boolean(),
	)
	.map(([fields, [a, b, c, d], isEscaped]) => {
		const quoted = (name: string) =>
			isEscaped
				? `"${[...name].map((letter) => (letter.length === 1 ? `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}` : letter)).join('')}"`
				: JSON.stringify(name);
		const texts = fields.map(
			([name, value]) =>
				`${a}${quoted(name)}${b}:${c}${JSON.stringify(value, null, isEscaped ? 2 : 0)}${d}`,
		);
		return `${b}{${texts.join(',')}${texts.length === 0 ? c : ''}}${a}`;
	});
/** One that something was done to: cut off, a character put in, left out or doubled, more behind it. */
const damaged = fc
	.tuple(
		written,
		fc.nat(),
		fc.constantFrom('cut', 'out', 'in', 'behind', 'twice'),
		fc.constantFrom(',', '"', '{', '}', '[', ']', '\\', ':', '\ufeff', '\u00a0', '0', ' '),
	)
	.map(([text, at, how, character]) => {
		const place = at % (text.length + 1);
		const [before, after] = [text.slice(0, place), text.slice(place)];
		if (how === 'cut') return before;
		if (how === 'twice') return text + text;
		if (how === 'out') return before + after.slice(1);
		return how === 'in' ? before + character + after : text + character;
	});

describe('an object that is read field by field', () => {
	it('is what JSON.parse makes of it, in whatever pieces it comes, damaged or not', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(written, damaged, fc.json()),
				fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
				async (text, sizes) => {
					// The body may begin with a mark, which is no part of the text, and half a character is none in it.
					const wanted = expected(new TextDecoder().decode(Buffer.from(text)));
					const { entries, isWhole, text: left } = await read(text, sizes);
					expect(isWhole).toBe(true);
					expect(entries).toEqual(wanted);
					// What is left of a text that is none must not be taken for one either.
					if (!wanted) expect(expected(left)).toBeUndefined();
				},
			),
			{ numRuns: 2_000 },
		);
	}, 60_000);

	it('begins with a mark, or with white space', async () => {
		for (const front of ['\ufeff', ' \n', '\ufeff\t'])
			expect((await read(`${front}{"a": 1}`, [1])).entries).toEqual([{ name: 'a', value: 1 }]);
	});

	it('can be a text instead, which is kept whole', async () => {
		for (const text of ['no product', '"no product"', '<html>', '[{"a":1}]', 'null', '', ' \n '])
			expect(await read(text, [1])).toEqual({ text: expect.any(String), isWhole: true });
		expect((await read('bad country, {0}', [3])).text).toBe('bad country, {0}');
	});

	it('is not whole beyond a number of bytes, and is closed then', async () => {
		const stream = streamOf('{"a": 1, "b": 2}', [4]);
		expect(await readEntries(stream, 15, keep)).toEqual({ text: '{', isWhole: false });
		expect(stream.isClosed).toBe(true);
		expect((await read('{"a": 1, "b": 2}', [4], 16)).entries).toHaveLength(2);
	});

	it('is none when nobody can make anything of a field', async () => {
		const outcome = await readEntries(streamOf('{"a": 1}'), LARGEST, () => {
			throw new TypeError('A price is no object');
		});
		expect(outcome).toEqual({ text: '{', isWhole: true });
	});
});
