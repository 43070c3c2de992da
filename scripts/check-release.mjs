// Rehearses a release with a folder in place of GitHub and a server on this computer in place of npm's registry: version,
// changelog, tag and push, then what the workflow does with the tag, broken off after the first package and started again:
// `npm run check:release`. It takes the files of the last commit and none of the history, so it does not matter which tags and
// how many commits this repository has.
import { execFile } from 'node:child_process';
import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { NPM } from './n8n-process.mjs';

const execute = promisify(execFile);
const NAMES = ['n8n-nodes-5sim', 'n8n-nodes-getmytg', 'n8n-nodes-gmt-5sim'];
const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
const [origin, copy, checkout] = ['origin.git', 'repository', 'checkout'].map((name) =>
	path.join(folder, name),
);
const [gitSettings, npmSettings] = ['gitconfig', 'npmrc'].map((name) => path.join(folder, name));
/** Without what a person has beside the repository: credentials, the settings of git and npm, the traces of a CI. */
const env = Object.fromEntries(
	Object.entries({
		...process.env,
		NPM_CONFIG_USERCONFIG: npmSettings,
		GIT_CONFIG_GLOBAL: gitSettings,
	}).filter(
		([name]) =>
			!/^(GITHUB_|ACTIONS_|NODE_AUTH|GIT_(?!CONFIG_GLOBAL$)|NPM_CONFIG_(?!USERCONFIG$)|npm_(?!execpath$))/.test(
				name,
			),
	),
);
const COMMANDS = { npm: NPM, node: [process.execPath], git: ['git'] };

const registry = await startRegistry();
try {
	writeFileSync(
		gitSettings,
		'[user]\n\tname = Rehearsal\n\temail = rehearsal@example.com\n[core]\n\tautocrlf = false\n[advice]\n\tdetachedHead = false\n',
	);
	writeFileSync(
		npmSettings,
		`registry=${registry.url}\n//${new URL(registry.url).host}/:_authToken=nobody\nfetch-retries=0\nupdate-notifier=false\n`,
	);
	const before = await begin();
	const version = await release(before);
	const tag = `v${version}`;
	await publish(version, tag);
} finally {
	registry.close();
	rmSync(folder, { recursive: true });
}

/** A repository whose last version is tagged and in the changelog, with two changes since. */
async function begin() {
	mkdirSync(copy);
	await run('git init --quiet --bare --initial-branch main ../origin.git');
	await run('git init --quiet --initial-branch main');
	const files = path.join(folder, 'files.tar');
	await execute('git', ['archive', '--output', files, 'HEAD'], { cwd: root });
	await execute('tar', ['-xf', '../files.tar'], { cwd: copy });
	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
	writeFileSync(path.join(copy, '.git/info/exclude'), 'node_modules\n');

	// Lint and build have checks of their own.
	const manifest = JSON.parse(read('package.json'));
	Object.assign(manifest.scripts, { lint: 'node -e 0', build: 'node -e 0' });
	writeFileSync(path.join(copy, 'package.json'), JSON.stringify(manifest, null, '\t'));
	expect(
		new RegExp(`^## v${manifest.version}\\b`, 'm').test(read('CHANGELOG.md')),
		`the changelog tells of v${manifest.version}`,
	);
	await run('git add --all');
	await git('commit', '--quiet', '--message', 'The last version');
	await git('tag', `v${manifest.version}`);
	await change('nodes/Gmt/service.ts', "Take a purchase's receipt as it is");
	await change('test/faults.ts', 'Look at what users do not get');
	await git('remote', 'add', 'origin', origin);
	await run('git push --quiet --set-upstream origin main --tags');
	return { version: manifest.version, changelog: read('CHANGELOG.md') };
}

async function release(before) {
	await run('npm run release', { CI: 'true' });
	const { version } = JSON.parse(read('package.json'));
	const tag = `v${version}`;
	expect(
		version !== before.version && JSON.parse(read('package-lock.json')).version === version,
		`one new version in package.json and package-lock.json: ${version}`,
	);
	expect(
		(await git('rev-parse', `${tag}^{commit}`)) === (await git('rev-parse', 'HEAD')) &&
			(await git('status', '--porcelain')) === '',
		`the tag ${tag} at the commit "${await git('log', '-1', '--format=%s')}", nothing left over`,
	);
	expect(
		(await git('ls-remote', 'origin', 'main', tag)).split('\n').length === 2 &&
			(await git('rev-parse', 'origin/main')) === (await git('rev-parse', 'HEAD')),
		'commit and tag are pushed',
	);
	const added = read('CHANGELOG.md').slice(0, -before.changelog.length);
	expect(read('CHANGELOG.md').endsWith(before.changelog), 'CHANGELOG.md keeps what it said');
	expect(
		/^## v\S+ \([\d-]+\)\n\n- Take a purchase's receipt as it is\n+$/.test(added) &&
			added.includes(tag),
		'and says above it what the version changes for users, nothing else',
	);
	return version;
}

async function publish(version, tag) {
	const workflows = path.join(copy, '.github/workflows');
	const actions = readdirSync(workflows).flatMap((file) =>
		[...readFileSync(path.join(workflows, file), 'utf8').matchAll(/\buses: (.+)$/gm)].map(
			([, action]) => action,
		),
	);
	expect(
		actions.every((action) => /^(\.\/\S+|\S+@[0-9a-f]{40} # v[\d.]+)$/.test(action)),
		'each action of the workflows is named by its commit',
	);
	const workflow = parse(read('.github/workflows/publish.yml'));
	const [pattern] = workflow.on.push.tags;
	expect(
		new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(tag),
		`the tag starts the workflow, which waits for ${pattern}`,
	);
	const { pack, publish: last } = workflow.jobs;
	const withProof = Object.entries(workflow.jobs)
		.filter(([, { permissions }]) => permissions?.['id-token'])
		.map(([name]) => name);
	expect(
		pack.needs === 'check' &&
			last.needs === 'pack' &&
			withProof.join() === 'publish' &&
			!workflow.permissions['id-token'],
		'which packs only what passed all checks, and lets only its last job prove where it was built',
	);
	const commands = commandsOf(last);
	expect(
		commands.length === 1 && commands[0].startsWith('node scripts/publish.mjs '),
		'and that job runs nothing but the publishing',
	);

	// What GitHub hands to the workflow: the tagged commit alone.
	await git(
		'clone',
		'--quiet',
		'--depth',
		'1',
		'--branch',
		tag,
		new URL(`file://${origin}`).href,
		checkout,
	);
	for (const name of ['node_modules', 'dist'])
		symlinkSync(path.join(root, name), path.join(checkout, name), 'junction');
	const packing = commandsOf(pack).filter((command) => command !== 'npm ci');
	const other = await fails(packing.at(-1), { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v99.0.0' });
	expect(/v99\.0\.0/.test(other), 'a tag of another version than that in package.json is refused');
	for (const command of packing)
		await run(command, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: tag }, checkout);

	const refused = await fails(commands[0]);
	expect(
		/provenance/.test(refused) && registry.published().length === 0,
		'npm refuses to publish from a computer that cannot prove where the package was built',
	);

	// So from here on without that proof.
	const command = `${commands[0]} --provenance=false`;
	registry.accept(1);
	const broken = await fails(command);
	expect(
		/Start this again/.test(broken) && registry.published().length === 1,
		`broken off after one package: ${registry.published().join()}`,
	);
	registry.accept(Infinity);
	const resumed = await run(command, {}, checkout);
	expect(
		registry.published().join() === NAMES.map((name) => `${name}@${version}`).join() &&
			resumed.match(/published already/g).length === 1,
		`started again it publishes the others, once each: ${registry.published().slice(1).join(', ')}`,
	);
	const again = await run(command, {}, checkout);
	expect(
		again.match(/published already/g).length === NAMES.length &&
			registry.published().length === NAMES.length,
		'and a third time nothing',
	);
}

/** npm's registry, as far as `npm view` and `npm publish` need it. */
async function startRegistry() {
	const packages = new Map();
	const published = [];
	let accepted = Infinity;
	const server = createServer(async (request, response) => {
		const answer = (status, body) => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(body));
		};
		const name = decodeURIComponent(request.url.slice(1));
		const known = packages.get(name);
		if (request.method === 'GET')
			return known ? answer(200, known) : answer(404, { error: 'not_found' });
		let text = '';
		for await (const chunk of request) text += chunk;
		const sent = JSON.parse(text);
		const [version] = Object.keys(sent.versions);
		if (known?.versions[version])
			return answer(403, { error: 'You cannot publish over the previously published versions' });
		if (published.length >= accepted) return answer(403, { error: 'Not now' });
		const { _attachments, ...kept } = sent;
		packages.set(name, { ...kept, versions: { ...known?.versions, ...sent.versions } });
		published.push(`${name}@${version}`);
		answer(201, { ok: true });
	});
	await new Promise((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${server.address().port}/`,
		published: () => published,
		accept: (count) => (accepted = count),
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

function commandsOf(job) {
	return job.steps.map((step) => step.run).filter(Boolean);
}

/** Runs a command of words without quotes, as a workflow holds it, and returns what it printed. */
async function run(command, more, cwd = copy) {
	const [program, ...args] = command.split(' ');
	return await start(program, args, more, cwd);
}

async function git(...args) {
	return (await start('git', args)).trim();
}

async function start(program, args, more = {}, cwd = copy) {
	const [file, ...first] = COMMANDS[program];
	const { stdout } = await execute(file, [...first, ...args], { cwd, env: { ...env, ...more } });
	return stdout;
}

/** What a command that must fail says. */
async function fails(command, more) {
	const failure = await run(command, more, checkout).then(
		() => undefined,
		(error) => error,
	);
	expect(failure, `${command} ends with a code other than 0`, true);
	return failure.stdout + failure.stderr;
}

function read(file) {
	return readFileSync(path.join(copy, file), 'utf8');
}

/** Changes a file in a commit of its own. */
async function change(file, message) {
	writeFileSync(path.join(copy, file), `${read(file)}\n`);
	await git('commit', '--quiet', '--all', '--message', message);
}

function expect(holds, what, isQuiet = false) {
	if (!isQuiet || !holds) console.log(`${holds ? '✓' : '✗'} ${what}`);
	if (!holds) throw new Error(`Not so: ${what}`);
}
