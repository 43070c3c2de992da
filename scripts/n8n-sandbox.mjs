// The sandboxes of both services as a process of their own, beside a real n8n.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startProcess, tail } from './n8n-instance.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Starts them and returns what a credential for each needs. Without ports they take free ones. */
export async function startSandboxProcess({
	folder,
	gmtPort,
	fiveSimPort,
	timeScale = 0.1,
	args = [],
}) {
	const script = join(root, '.build', 'sandbox', 'cli.js');
	if (!existsSync(script))
		throw new Error('The project is not built: run node scripts/prepare.mjs');
	const ports = { gmt: gmtPort ?? (await freePort()), fiveSim: fiveSimPort ?? (await freePort()) };
	const sandbox = startProcess(
		process.execPath,
		[
			script,
			'--gmt-port',
			`${ports.gmt}`,
			'--fivesim-port',
			`${ports.fiveSim}`,
			'--time-scale',
			`${timeScale}`,
			...args,
		],
		{
			name: 'The sandbox',
			cwd: root,
			env: process.env,
			logFile: join(folder, 'sandbox.log'),
		},
	);
	const gmt = { apiKey: 'sandbox-gmt-key', baseUrl: `http://127.0.0.1:${ports.gmt}` };
	const fiveSim = { apiKey: 'sandbox-5sim-token', baseUrl: `http://127.0.0.1:${ports.fiveSim}` };
	await sandbox.ready(
		async () =>
			(await fetch(`${gmt.baseUrl}/__sandbox/options`)).ok &&
			(await fetch(`${fiveSim.baseUrl}/__sandbox/options`)).ok,
		20_000,
	);
	const control =
		({ baseUrl }) =>
		async (method, what, body) => {
			const answer = await fetch(`${baseUrl}/__sandbox/${what}`, {
				method,
				...(body && {
					body: JSON.stringify(body),
					headers: { 'content-type': 'application/json' },
				}),
			});
			if (!answer.ok)
				throw new Error(
					`The sandbox answered ${method} ${what} with ${answer.status}: ${await answer.text()}`,
				);
			return await answer.json();
		};
	return {
		...sandbox,
		gmt,
		fiveSim,
		gmtControl: control(gmt),
		fiveSimControl: control(fiveSim),
		logTail: () => tail(sandbox.logFile),
	};
}
