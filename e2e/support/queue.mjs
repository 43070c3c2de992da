// n8n in queue mode: one main, workers, webhook processors behind one address, Redis and PostgreSQL.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { N8N_VERSION, provideN8n } from '../../scripts/n8n-install.mjs';
import { freePort, installPackage, startN8n } from '../../scripts/n8n-instance.mjs';
import { startSandboxProcess } from '../../scripts/n8n-sandbox.mjs';
import { startBalancer, startPostgres, startRedis } from './services.mjs';
import { ENCRYPTION_KEY, addCredentials, cache, emptyFolder, packed } from './world.mjs';

export async function startQueueWorld(name, { workers = 2, webhooks = 2, concurrency = 10, ...sandboxOptions } = {}) {
	const folder = emptyFolder(name);
	const n8n = await provideN8n({ wanted: N8N_VERSION, cache });
	const file = await packed();
	const running = [];
	const keep = (one) => {
		running.unshift(one);
		return one;
	};
	const close = async () => {
		// The database last.
		for (const one of running) await one.stop();
	};
	try {
		const [redis, postgres] = await Promise.all([startRedis(folder), startPostgres(folder)]);
		keep(postgres);
		keep(redis);
		const sandbox = keep(await startSandboxProcess({ folder, ...sandboxOptions }));
		const webhookPorts = [];
		for (let i = 0; i < webhooks; i++) webhookPorts.push(await freePort());
		const balancer = keep(await startBalancer(webhookPorts));
		const env = {
			N8N_ENCRYPTION_KEY: ENCRYPTION_KEY,
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: `${redis.port}`,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: `${postgres.port}`,
			DB_POSTGRESDB_DATABASE: 'n8n',
			DB_POSTGRESDB_USER: 'n8n',
			DB_POSTGRESDB_PASSWORD: 'n8n',
			// n8n's default of 2 connections a process does not last for many callbacks at a time.
			DB_POSTGRESDB_POOL_SIZE: '10',
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			N8N_WEBHOOK_URL: `http://127.0.0.1:${balancer.port}/`,
			WEBHOOK_URL: `http://127.0.0.1:${balancer.port}/`,
		};
		const start = async (process, options) => {
			const data = join(folder, process);
			mkdirSync(data, { recursive: true });
			await installPackage(file, data);
			return keep(await startN8n({ n8n, data, env, ...options }));
		};
		// The first one prepares the database.
		const main = await start('main', { port: await freePort() });
		const startWorker = async (number) => {
			const healthPort = await freePort();
			return await start(`worker-${number}`, { command: 'worker', args: [`--concurrency=${concurrency}`], port: await freePort(), healthPort, env: { ...env, QUEUE_HEALTH_CHECK_PORT: `${healthPort}` } });
		};
		const workerProcesses = [];
		for (let i = 1; i <= workers; i++) workerProcesses.push(await startWorker(i));
		for (const [i, port] of webhookPorts.entries()) await start(`webhook-${i + 1}`, { command: 'webhook', port });
		await main.rest.enter();
		await addCredentials(main.rest, sandbox);
		return { folder, sandbox, main, workers: workerProcesses, startWorker, url: `http://127.0.0.1:${balancer.port}`, webhookPorts, close };
	} catch (error) {
		await close();
		throw error;
	}
}
