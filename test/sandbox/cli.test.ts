/** @time real */
/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

// What `npm run sandbox` starts, as test/support/build.cjs has compiled it.
const root = path.join(__dirname, '..', '..');

it('says where the sandbox is and with which keys, and ends when told', async () => {
	const process = spawn(
		'node',
		['.build/jest/sandbox/cli.js', '--gmt-port', '0', '--fivesim-port', '0'],
		{ cwd: root },
	);
	let said = '';
	process.stdout.on('data', (chunk) => (said += String(chunk)));
	const ended = once(process, 'exit');
	try {
		while (!said.includes('Ctrl-C'))
			await Promise.race([
				once(process.stdout, 'data'),
				ended.then(() => Promise.reject(new Error(said))),
			]);
		const [, gmt, gmtKey] = /^Get My TG {2}(\S+) {2}x-api-key: (\S+)$/m.exec(said)!;
		const [, fiveSim, fiveSimKey] = /^5sim {7}(\S+) {2}Authorization: Bearer (\S+)$/m.exec(said)!;
		const statuses = await Promise.all([
			fetch(`${gmt}/v1/profile/`, { headers: { 'x-api-key': gmtKey! } }),
			fetch(`${fiveSim}/v1/user/profile`, { headers: { Authorization: `Bearer ${fiveSimKey}` } }),
			fetch(`${gmt}/__sandbox/ledger`),
		]);
		expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
	} finally {
		process.kill('SIGTERM');
	}
	expect(await ended).toEqual([0, null]);
});
