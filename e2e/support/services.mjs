// Redis, PostgreSQL and a load balancer for n8n's queue mode, each on a free port of 127.0.0.1.
import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess } from '../../scripts/n8n-instance.mjs';

export async function startRedis(folder) {
	const port = await freePort();
	const redis = startProcess(
		'redis-server',
		[
			'--port',
			`${port}`,
			'--bind',
			'127.0.0.1',
			'--save',
			'',
			'--appendonly',
			'no',
			'--dir',
			folder,
		],
		{
			name: 'Redis',
			cwd: folder,
			env: process.env,
			logFile: join(folder, 'redis.log'),
		},
	);
	await redis.ready(async () => await answers(port));
	return { ...redis, port };
}

/** PostgreSQL refuses to run as root, so root runs it as the user that Debian's package made. */
export async function startPostgres(folder) {
	const port = await freePort();
	const [version] = readdirSync('/usr/lib/postgresql').sort((a, b) => Number(b) - Number(a));
	const bin = (name) => join('/usr/lib/postgresql', version, 'bin', name);
	// Outside the test's folder, which another user may not be allowed to enter.
	const home = mkdtempSync(join(tmpdir(), 'e2e-postgres-'));
	const forget = () => rmSync(home, { recursive: true, force: true });
	process.on('exit', forget);
	const root = process.getuid() === 0;
	if (root)
		chownSync(
			home,
			...['-u', '-g'].map((flag) =>
				Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })),
			),
		);
	const as = (command, args) =>
		root ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, args];
	execFileSync(...as(bin('initdb'), ['-D', join(home, 'pg'), '-U', 'n8n', '--auth=trust']), {
		stdio: 'ignore',
		cwd: '/',
	});
	const settings = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		max_connections: 200,
		fsync: 'off',
	};
	const [command, args] = as(bin('postgres'), [
		'-D',
		join(home, 'pg'),
		...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
	]);
	const postgres = startProcess(command, args, {
		name: 'PostgreSQL',
		cwd: '/',
		env: process.env,
		logFile: join(folder, 'postgres.log'),
	});
	await postgres.ready(async () => await answers(port));
	for (let tries = 1; ; tries++) {
		try {
			execFileSync(bin('createdb'), ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'n8n', 'n8n'], {
				stdio: 'pipe',
				cwd: '/',
			});
			break;
		} catch (error) {
			if (tries === 20) throw error;
			await new Promise((done) => setTimeout(done, 250));
		}
	}
	return {
		...postgres,
		port,
		stop: async () => {
			await postgres.stop();
			process.off('exit', forget);
			forget();
		},
	};
}

/**
 * Hands connections to the targets in turn. When a caller gives up, the target goes on with what it has begun: an n8n that
 * is busy would else only ever begin.
 */
export async function startBalancer(ports) {
	let next = 0;
	const sockets = new Set();
	const server = createServer((client) => {
		sockets.add(client);
		client.on('close', () => sockets.delete(client));
		const target = connect({ host: '127.0.0.1', port: ports[next++ % ports.length] });
		sockets.add(target);
		target.on('close', () => sockets.delete(target));
		client.pipe(target, { end: false });
		target.pipe(client);
		client.on('error', () => client.destroy());
		target.on('error', () => client.destroy());
		target.on('close', () => client.destroy());
	});
	const port = await freePort();
	await new Promise((done) => server.listen(port, '127.0.0.1', done));
	const stop = async () => {
		const closed = new Promise((done) => server.close(done));
		for (const socket of sockets) socket.destroy();
		await closed;
	};
	return { port, stop };
}

async function answers(port) {
	return await new Promise((done) => {
		const socket = connect({ host: '127.0.0.1', port });
		socket.on('connect', () => {
			socket.destroy();
			done(true);
		});
		socket.on('error', () => done(false));
	});
}
