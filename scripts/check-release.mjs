// Rehearses a release in a copy of the repository, with a folder in place of GitHub: version, changelog, tag and push, then what
// the workflow does with the tag, up to the moment of publishing: `npm run check:release`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'release-'));
const [origin, copy] = ['origin.git', 'repository'].map((name) => path.join(folder, name));
/** Without what a person has beside the repository: credentials, the settings of git, the traces of a CI. */
const {
	GITHUB_ACTIONS: _actions,
	GITHUB_TOKEN: _token,
	...env
} = {
	...process.env,
	npm_config_loglevel: 'notice',
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_AUTHOR_NAME: 'Rehearsal',
	GIT_AUTHOR_EMAIL: 'rehearsal@example.com',
	GIT_COMMITTER_NAME: 'Rehearsal',
	GIT_COMMITTER_EMAIL: 'rehearsal@example.com',
};

const run = (command, args, more = {}) =>
	execFileSync(command, args, {
		cwd: copy,
		encoding: 'utf8',
		stdio: 'pipe',
		env: { ...env, ...more },
	});
const git = (...args) => run('git', args).trim();
const read = (file) => readFileSync(path.join(copy, file), 'utf8');

try {
	execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch', 'main', origin]);
	execFileSync('git', ['clone', '--quiet', root, copy], { stdio: 'ignore' });
	git('remote', 'set-url', 'origin', origin);
	git('checkout', '--quiet', '-B', 'main');
	symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
	writeFileSync(path.join(copy, '.git/info/exclude'), 'node_modules\n');

	// Lint and build have checks of their own.
	const manifest = JSON.parse(read('package.json'));
	Object.assign(manifest.scripts, { lint: 'node -e 0', build: 'node -e 0' });
	writeFileSync(path.join(copy, 'package.json'), JSON.stringify(manifest, null, '\t'));
	git('commit', '--quiet', '--all', '--message', 'Leave out what other checks do');
	git('tag', `v${manifest.version}`);
	change('nodes/Gmt/service.ts', "Take a purchase's receipt as it is");
	change('test/faults.ts', 'Look at what users do not get');
	git('push', '--quiet', '--set-upstream', 'origin', 'main', '--tags');

	const before = read('CHANGELOG.md');
	run('npm', ['run', 'release'], { CI: 'true' });

	const { version } = JSON.parse(read('package.json'));
	const tag = `v${version}`;
	expect(
		version !== manifest.version && JSON.parse(read('package-lock.json')).version === version,
		`one new version in package.json and package-lock.json: ${version}`,
	);
	expect(
		git('rev-parse', `${tag}^{commit}`) === git('rev-parse', 'HEAD') &&
			git('status', '--porcelain') === '',
		`the tag ${tag} at the commit "${git('log', '-1', '--format=%s')}", nothing left over`,
	);
	expect(
		git('ls-remote', 'origin', 'main', tag).split('\n').length === 2 &&
			git('rev-parse', 'origin/main') === git('rev-parse', 'HEAD'),
		'commit and tag are pushed',
	);
	const added = read('CHANGELOG.md').slice(0, -before.length);
	expect(read('CHANGELOG.md').endsWith(before), 'CHANGELOG.md keeps what it said');
	expect(
		/^## v\S+ \([\d-]+\)\n\n- Take a purchase's receipt as it is\n+$/.test(added) &&
			added.includes(tag),
		'and says above it what the version changes for users, nothing else',
	);

	const workflow = parse(read('.github/workflows/publish.yml'));
	const [pattern] = workflow.on.push.tags;
	expect(
		new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(tag),
		`the tag starts the workflow, which waits for ${pattern}`,
	);
	expect(
		workflow.jobs.publish.needs === 'check' &&
			workflow.jobs.publish.permissions['id-token'] === 'write',
		'which publishes only what passed all checks, with the right to prove where it was built',
	);
	symlinkSync(path.join(root, 'dist'), path.join(copy, 'dist'));
	const published = workflow.jobs.publish.steps
		.map((step) => step.run)
		.filter((command) => command && command !== 'npm ci')
		.flatMap((command) =>
			[
				...run('sh', ['-c', `${command} 2>&1`], {
					GITHUB_ACTIONS: 'true',
					NPM_CONFIG_DRY_RUN: 'true',
				}).matchAll(/^\+ (\S+)$/gm),
			].map(([, name]) => name),
		);
	expect(
		published.join() ===
			['n8n-nodes-gmt-5sim', 'n8n-nodes-getmytg', 'n8n-nodes-5sim']
				.map((name) => `${name}@${version}`)
				.join(),
		`its commands publish ${published.join(', ')}`,
	);

	const { status, stderr } = spawnSync(
		'npm',
		[
			'publish',
			'--registry',
			'http://127.0.0.1:9',
			'--//127.0.0.1:9/:_authToken=nobody',
			'--fetch-retries=0',
		],
		{ cwd: copy, encoding: 'utf8', env },
	);
	expect(
		status !== 0 && /provenance/.test(stderr),
		'and npm refuses to publish from a computer that cannot prove where the package was built',
	);
} finally {
	rmSync(folder, { recursive: true });
}

/** Changes a file in a commit of its own. */
function change(file, message) {
	writeFileSync(path.join(copy, file), `${read(file)}\n`);
	git('commit', '--quiet', '--all', '--message', message);
}

function expect(holds, what) {
	console.log(`${holds ? '✓' : '✗'} ${what}`);
	if (!holds) throw new Error(`Not so: ${what}`);
}
