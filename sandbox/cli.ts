/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { parseArgs } from 'node:util';
import { startSandbox } from './index';

const USAGE = `Both services on 127.0.0.1, with invented data and no money.

Usage: node .build/sandbox/cli.js [options]
  --gmt-port <port>         port of Get My TG (default 8081)
  --fivesim-port <port>     port of 5sim (default 8082)
  --time-scale <factor>     real seconds a service second takes (default 0.1)
  --dialect <live|documented>   how the services talk (default live)
  --gmt-option <name=json>      e.g. --gmt-option bulkReadyAfterSeconds=5, may be repeated
  --fivesim-option <name=json>  e.g. --fivesim-option smsAfterSeconds=null, may be repeated
  --help                    this text
`;

/** `name=json` pairs as an object; a value that is no JSON is taken as text. */
function toOptions(pairs: string[]): Record<string, unknown> {
	return Object.fromEntries(
		pairs.map((pair) => {
			const [name = '', ...rest] = pair.split('=');
			const value = rest.join('=');
			try {
				return [name, JSON.parse(value) as unknown];
			} catch {
				return [name, value];
			}
		}),
	);
}

function toNumber(value: string, name: string): number {
	const number = Number(value);
	if (value.trim() === '' || !Number.isFinite(number) || number < 0)
		throw new Error(`--${name} needs a number, not "${value}"`);
	return number;
}

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'gmt-port': { type: 'string', default: '8081' },
			'fivesim-port': { type: 'string', default: '8082' },
			'time-scale': { type: 'string', default: '0.1' },
			'gmt-option': { type: 'string', multiple: true, default: [] },
			'fivesim-option': { type: 'string', multiple: true, default: [] },
			dialect: { type: 'string', default: 'live' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return print(USAGE);
	const { dialect } = values;
	if (dialect !== 'live' && dialect !== 'documented')
		throw new Error(`--dialect is live or documented, not "${dialect}"`);
	const sandbox = await startSandbox({
		dialect,
		gmtPort: toNumber(values['gmt-port'], 'gmt-port'),
		fiveSimPort: toNumber(values['fivesim-port'], 'fivesim-port'),
		timeScale: toNumber(values['time-scale'], 'time-scale'),
		gmt: toOptions(values['gmt-option']),
		fiveSim: toOptions(values['fivesim-option']),
		log: (line) => print(`${new Date().toISOString().slice(11, 23)} ${line}`),
	});
	const { gmt, fiveSim } = sandbox;
	print(`Get My TG  ${gmt.url}  x-api-key: ${gmt.apiKey}`);
	print(`5sim       ${fiveSim.url}  Authorization: Bearer ${fiveSim.apiKey}`);
	print(`Control    ${gmt.url}/__sandbox/  and  ${fiveSim.url}/__sandbox/`);
	print(
		'           GET ledger, requests, options; POST faults, reset, settle (GMT), sms (5sim); PATCH options; DELETE faults',
	);
	print('Stop with Ctrl-C.');
	const stop = () => void sandbox.close();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
