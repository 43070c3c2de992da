// A real n8n with the nodes, both services' sandboxes, credentials for them and the examples: `npm run n8n`.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { N8N_VERSION, defaultCache, provideN8n } from './n8n-install.mjs';
import {
	OWNER,
	freePort,
	installPackage,
	packPackage,
	packageFolder,
	startN8n,
	withCallbackUrl,
} from './n8n-instance.mjs';
import { ownerPassword } from './n8n-owner.mjs';
import { startSandboxProcess } from './n8n-sandbox.mjs';

const USAGE = `A real n8n with the nodes, sandboxes of both services, credentials and the examples. No account, no money.

Usage: npm run n8n -- [options]
  --n8n <version or folder>  another n8n than ${N8N_VERSION}: a version to download, or where one is installed
  --port <port>              port of n8n (default 5678)
  --gmt-port, --fivesim-port ports of the sandboxes (default 8081 and 8082)
  --time-scale <factor>      real seconds a service second takes (default 0.1)
  --cache <folder>           where n8n and its data are kept (default ${defaultCache()})
  --fresh                    forget workflows, credentials and executions of earlier starts
  --help                     this text
`;

const root = fileURLToPath(new URL('../', import.meta.url));
const running = [];

async function main() {
	const { values } = parseArgs({
		options: {
			n8n: { type: 'string', default: N8N_VERSION },
			port: { type: 'string', default: '5678' },
			'gmt-port': { type: 'string', default: '8081' },
			'fivesim-port': { type: 'string', default: '8082' },
			'time-scale': { type: 'string', default: '0.1' },
			cache: { type: 'string', default: defaultCache() },
			fresh: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return console.log(USAGE);
	for (const name of ['port', 'gmt-port', 'fivesim-port']) {
		await freePort(Number(values[name])).catch(() => {
			throw new Error(
				`Port ${values[name]} is taken on this computer; choose another one: npm run n8n -- --${name} <port>`,
			);
		});
	}
	const { sources } = await import('./prepare.mjs');
	const cache = resolve(values.cache);
	const n8n = await provideN8n({ wanted: values.n8n, cache });
	const data = join(cache, `data-${n8n.version}`);
	if (values.fresh) rmSync(data, { recursive: true, force: true });
	mkdirSync(data, { recursive: true });
	const owner = ownerPassword(data);
	await installNodes(cache, data, sources);

	console.log(
		`Starting n8n ${n8n.version} on Node.js ${n8n.nodeVersion}, and the sandboxes of Get My TG and 5sim …`,
	);
	const keep = async (starting) => {
		const one = await starting;
		running.push(one);
		return one;
	};
	const [sandbox, instance] = await Promise.all([
		keep(
			startSandboxProcess({
				folder: data,
				gmtPort: values['gmt-port'],
				fiveSimPort: values['fivesim-port'],
				timeScale: values['time-scale'],
			}),
		),
		keep(
			startN8n({
				n8n,
				data,
				port: Number(values.port),
				env: {
					NODE_ENV: 'production',
					EXTERNAL_HOOK_FILES: join(root, 'scripts', 'n8n-gate.cjs'),
					EXTERNAL_HOOK_FILES_SEPARATOR: '|',
				},
			}),
		),
	]);
	await instance.rest.enter({ ...OWNER, password: owner.password });
	await instance.rest.credential('Get My TG account', 'gmtApi', sandbox.gmt);
	await instance.rest.credential('5sim account', 'fiveSimApi', sandbox.fiveSim);
	const examples = await addExamples(instance);

	console.log(`
n8n         ${instance.url}
Log in as   ${OWNER.email}
Password    ${owner.isNew ? owner.password : `as before; it is in ${owner.file}`}
Workflows   ${examples.join(', ')}
Files       ${join(data, '.n8n-files')}
Logs        ${instance.logFile}
            ${sandbox.logFile}

Everything runs on this computer only and no money is spent. Stop with Ctrl-C.`);
	const [name, how] = await Promise.race(running.map(async (one) => [one.name, await one.end]));
	if (!stopping) throw new Error(`${name} ended with ${how}`);
}

/** Packs the nodes and installs the package as a user does, unless that was done with the same sources before. */
async function installNodes(cache, data, sources) {
	const marker = join(data, '.nodes-from');
	if (
		existsSync(packageFolder(data)) &&
		existsSync(marker) &&
		readFileSync(marker, 'utf8') === sources
	)
		return;
	console.log('Packing and installing the nodes …');
	await installPackage(await packPackage(join(cache, 'packed')), data);
	writeFileSync(marker, sources);
}

/** Adds the examples that are not there yet, and publishes those that wait for a callback. */
async function addExamples({ rest, url }) {
	const folder = join(root, 'examples');
	const there = new Set((await rest.workflows()).map(({ name }) => name));
	const names = [];
	for (const file of readdirSync(folder)
		.filter((one) => one.endsWith('.json'))
		.sort()) {
		const example = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		names.push(example.name);
		if (there.has(example.name)) continue;
		const workflow = await rest.createWorkflow(withCallbackUrl(example, url));
		if (example.nodes.some(({ type }) => type.endsWith('.gmtTrigger')))
			await rest.publish(workflow);
	}
	return names;
}

let stopping;
function stop() {
	stopping ??= Promise.all(running.map((one) => one.stop()));
	return stopping;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		console.log('\nStopping …');
		void stop().then(() => process.exit(0));
	});
}

main().catch(async (failure) => {
	if (!stopping) console.error(`\n${failure.message}`);
	await stop();
	process.exit(1);
});
