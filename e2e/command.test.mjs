// `npm run n8n`, as somebody who has just cloned the repository uses it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, restAt } from '../scripts/n8n-instance.mjs';
import { startGroup } from '../scripts/n8n-process.mjs';
import { cache, emptyFolder, example, root, until } from './support/world.mjs';

const examples = readdirSync(join(root, 'examples')).filter((file) => file.endsWith('.json'));
let folder;
let ports;
let command;
let password;

before(async () => {
	folder = emptyFolder('command');
	// What was downloaded for all tests, with data of its own beside it.
	for (const name of readdirSync(cache))
		if (/^(n8n|node|sqlite3)-/.test(name)) symlinkSync(join(cache, name), join(folder, name));
	ports = await Promise.all([freePort(), freePort(), freePort()]);
});

after(async () => {
	command?.signal('SIGTERM');
	await command?.end;
});

/** Starts it and returns what it has printed when it is ready. */
async function start() {
	const [port, gmt, fiveSim] = ports;
	let printed = '';
	command = startGroup(
		'npm',
		[
			'run',
			'--silent',
			'n8n',
			'--',
			'--cache',
			folder,
			'--port',
			`${port}`,
			'--gmt-port',
			`${gmt}`,
			'--fivesim-port',
			`${fiveSim}`,
		],
		{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	for (const output of [command.child.stdout, command.child.stderr])
		output.on('data', (text) => (printed += text));
	await until('The address of n8n', () => {
		assert.equal(command.ended, undefined, printed);
		return printed.includes('Ctrl-C');
	});
	return printed;
}

async function logIn(printed) {
	// Only the first start prints it.
	password ??= /Password +(N8n-\S+)/.exec(printed)[1];
	const rest = restAt(/http:\S+/.exec(printed)[0]);
	await rest.call('POST', '/rest/login', {
		emailOrLdapLoginId: /Log in as +(\S+)/.exec(printed)[1],
		password,
	});
	return rest;
}

test('the address it prints is that of an n8n in which the examples run', async () => {
	const rest = await logIn(await start());
	const workflows = await rest.workflows();
	assert.deepEqual(
		workflows.map(({ name }) => name).sort(),
		examples.map((file) => example(file).name).sort(),
	);

	const oneSms = workflows.find(({ name }) => name === example('number-for-one-sms.json').name);
	const ended = await rest.executionIn(await rest.run(oneSms, 'Start'), [
		'success',
		'error',
		'crashed',
	]);
	assert.equal(ended.status, 'success', JSON.stringify(ended.error));
});

test('no page of another site reaches it, not even under a name of its own that leads here', async () => {
	const [port] = ports;
	const own = `127.0.0.1:${port}`;
	const statusOf = async (path, headers) =>
		await new Promise((done, fail) => {
			const asking = request({ host: '127.0.0.1', port, path, headers, agent: false });
			asking.on('response', (answer) => done(answer.resume().statusCode));
			asking.on('error', fail);
			asking.on('upgrade', (_, socket) => done(socket.destroy() && 101));
			asking.end();
		});
	for (const path of ['/', '/rest/settings', '/webhook/anything', '/healthz']) {
		assert.notEqual(await statusOf(path, { host: own, origin: `http://${own}` }), 403);
		for (const host of ['example.com', `example.com:${port}`, '127.0.0.1:1', '127.0.0.1'])
			assert.equal(await statusOf(path, { host }), 403, `${path} under ${host}`);
		for (const origin of ['https://example.com', 'null', 'http://127.0.0.1:1'])
			assert.equal(await statusOf(path, { host: own, origin }), 403, `${path} from ${origin}`);
	}
	const upgrade = { connection: 'upgrade', upgrade: 'websocket' };
	await assert.rejects(statusOf('/rest/push', { host: `example.com:${port}`, ...upgrade }));
});

test('Ctrl-C ends it and leaves nothing behind', async () => {
	command.signal('SIGINT');
	await command.end;
	for (const port of ports) assert.equal(await freePort(port), port);
});

test('a second start installs nothing and finds the same workflows', async () => {
	const printed = await start();
	assert.match(printed, /^\s*Starting n8n/);
	assert.ok(!printed.includes(password));
	assert.equal((await (await logIn(printed)).workflows()).length, examples.length);
});
