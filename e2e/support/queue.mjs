// n8n in queue mode: one main, workers, webhook processors behind one address, Redis and PostgreSQL.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { N8N_VERSION, provideN8n } from '../../scripts/n8n-install.mjs';
import { freePort, installPackage, startN8n } from '../../scripts/n8n-instance.mjs';
import { startSandboxProcess } from '../../scripts/n8n-sandbox.mjs';
import { startBalancer, startPostgres, startRedis } from './services.mjs';
import { ENCRYPTION_KEY, addCredentials, cache, emptyFolder, packed } from './world.mjs';

/**
 * What a worker is started with; docs/scaling.md shows the same.
 * @public compared by test/unit/scaling.test.ts
 */
export const WORKER = ['worker', '--concurrency=10'];

/**
 * The settings of every n8n in queue mode; docs/scaling.md shows the same.
 * @public compared by test/unit/scaling.test.ts
 */
export const environmentOf = ({ redis, postgres, url }) => ({
	N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
	N8N_WEBHOOK_URL: `${url}/`,
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: `${redis.port}`,
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: `${postgres.port}`,
	DB_POSTGRESDB_DATABASE: 'n8n',
	DB_POSTGRESDB_USER: 'n8n',
	DB_POSTGRESDB_PASSWORD: 'n8n',
	// n8n's default of 2 connections a process does not last for many callbacks at a time.
	DB_POSTGRESDB_POOL_SIZE: '10',
});

/** Starts all of it, with two workers and two webhook processors. */
export async function startQueueWorld(name, sandboxOptions) {
	const folder = emptyFolder(name);
	const n8n = await provideN8n({ wanted: process.env.E2E_N8N ?? N8N_VERSION, cache });
	const file = await packed();
	const running = [];
	const keep = (one) => {
		running.unshift(one);
		return one;
	};
	const close = async () => {
		// The database last. Nothing is left that an n8n would have to finish.
		for (const one of running) await (one.rest ? one.kill() : one.stop());
	};
	try {
		const [redis, postgres] = await Promise.all([startRedis(folder), startPostgres(folder)]);
		keep(postgres);
		keep(redis);
		const sandbox = keep(await startSandboxProcess({ folder, ...sandboxOptions }));
		const webhookPorts = [await freePort(), await freePort()];
		const balancer = keep(await startBalancer(webhookPorts));
		const url = `http://127.0.0.1:${balancer.port}`;
		// The older name of the address, which is set for every n8n of the tests.
		const env = { ...environmentOf({ redis, postgres, url }), WEBHOOK_URL: `${url}/` };
		const start = async (process, options) => {
			const data = join(folder, process);
			mkdirSync(data, { recursive: true });
			await installPackage(file, data);
			return keep(await startN8n({ n8n, data, ...options, env: { ...env, ...options.env } }));
		};
		// The first one prepares the database.
		const main = await start('main', { port: await freePort() });
		const startWorker = async (number) => {
			const healthPort = await freePort();
			const [command, ...args] = WORKER;
			return await start(`worker-${number}`, {
				command,
				args,
				port: await freePort(),
				healthPort,
				env: { QUEUE_HEALTH_CHECK_PORT: `${healthPort}` },
			});
		};
		const [workers] = await Promise.all([
			Promise.all([1, 2].map(startWorker)),
			Promise.all(
				webhookPorts.map(
					async (port, i) => await start(`webhook-${i + 1}`, { command: 'webhook', port }),
				),
			),
			main.rest.enter().then(async () => await addCredentials(main.rest, sandbox)),
		]);
		return { folder, sandbox, main, workers, url, webhookPorts, close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** The executions that a worker has taken up, in that order; one that waited is taken up again. */
export function takenUpBy(worker) {
	return [...readFileSync(worker.logFile, 'utf8').matchAll(/Worker started execution (\d+) /g)].map(
		([, id]) => id,
	);
}
