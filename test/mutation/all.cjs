/* The tests that are run against mutants, in one file: Jest opens each file anew for each mutant. The fastest come first. */
const { readdirSync } = require('node:fs');

/** What takes long, or says nothing about nodes/shared. */
const LEFT_OUT = [
	'unit/docs',
	'unit/delivered',
	'unit/scaling',
	'unit/stale',
	'unit/words',
	'engine/examples',
	'engine/harness',
	'engine/limits',
	'engine/money.',
	'engine/money-property',
	'engine/polling',
	'engine/secrets',
	'engine/trigger',
];
/** Single tests that wait for many seconds, and find nothing that the others do not find. */
const TOO_LONG =
	/waiting-trouble|not now. (GMT [bt]|5sim)|status alone|message that fits|waiting while the provider|500 MB|stands still|service is down|cannot be reached \(|network.*redirect with 30[23]|half a reply|still being answered|fewer were booked|nothing that was there before|takes 20 purchases|asks by itself when|away for a while/;

loadTests({
	jest: { ...jest, setTimeout: () => undefined },
	files: ['unit', 'engine']
		.flatMap((folder) => readdirSync(`test/${folder}`).map((file) => `${folder}/${file}`))
		.filter(
			(file) => file.endsWith('.test.ts') && !LEFT_OUT.some((start) => file.startsWith(start)),
		),
	except: TOO_LONG,
});
