/** What fields are called in Russian and Ukrainian, and by what name they are read. */
const TRANSLATED: ReadonlyArray<[RegExp, string]> = [
	[/заказ[а-я]*|замовлен+я/g, 'order'],
	[/покупк[а-яі]*/g, 'purchase'],
	[/оптов[а-яі]*/g, 'bulk'],
	[/архів|архив[а-я]*/g, 'archive'],
	[/количество|кількість/g, 'quantity'],
	[/цена|ціна|сумма|сума/g, 'price'],
	[/телефон[а-я]*/g, 'phone'],
	[/время|дата|час/g, 'time'],
	[/номер[а-я]*/g, 'number'],
	[/статус/g, 'status'],
	[/событие|подія/g, 'event'],
	[/сообщение|повідомлення/g, 'message'],
	[/ошибка|помилка/g, 'error'],
	[/причина/g, 'reason'],
	[/код[а-я]*/g, 'code'],
	[/идентификатор|айди|^ид|ид$/g, 'id'],
];
/** A name, and what stands behind it: `a=b`, `"a": b`, `<a>b<`, `<x a="b">`, and the parts of a form. */
const PAIR =
	/(?:\bname=")?(\p{L}[\p{L}\d_.-]{0,40})["'\]]{0,2}[ \t]{0,5}(?:[=:>]|\r?\n\r?\n)\s{0,5}["']?([^"'<>&\r\n;,{}]{1,200})/gu;
/** Beyond this nothing is looked for in a text. */
const READ_TEXT = 5_000;
const MAX_LINES = 200;

/** A name in small letters without anything but letters, in English. */
export function plainName(name: string): string {
	const letters = name.replace(/[^\p{L}]/gu, '').toLowerCase();
	if (/^[a-z]*$/.test(letters)) return letters;
	return TRANSLATED.reduce((text, [word, english]) => text.replace(word, english), letters);
}

/** The lines of a text with a JSON object in each, as some services send several events. */
export function linesOf(text: string): string[] | undefined {
	const lines = text.split(/\r?\n/, MAX_LINES).filter((line) => line.trim() !== '');
	return lines.length > 1 && lines.every((line) => /^\s*\{.*\}\s*$/.test(line)) ? lines : undefined;
}

/** What a text that is no JSON says: names with their values, and the text itself. */
export function pairsIn(text: string): object | undefined {
	const some = text.slice(0, READ_TEXT);
	if (some.trim() === '') return undefined;
	const pairs = new Map<string, string[]>();
	for (const [, name, value] of some.matchAll(PAIR))
		pairs.set(name!, [...(pairs.get(name!) ?? []), value!.trim()]);
	return {
		...Object.fromEntries(
			[...pairs].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
		),
		text: some,
	};
}
