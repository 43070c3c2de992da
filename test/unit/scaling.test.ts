/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';

interface Service {
	build?: string;
	command?: string;
	depends_on?: string[];
	environment: Record<string, string>;
	volumes?: string[];
	deploy?: { replicas: number };
}

const root = path.join(__dirname, '..', '..');
const page = readFileSync(path.join(root, 'docs', 'scaling.md'), 'utf8');
const block = (language: string) =>
	new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(page)![1]!;
const { services, volumes } = parse(block('yaml'), { merge: true }) as {
	services: Record<string, Service>;
	volumes: Record<string, unknown>;
};
const n8n = Object.values(services).filter(({ build }) => build !== undefined);

/** What the test in a real n8n sets, as the test itself says. */
const tested = JSON.parse(
	execFileSync(process.execPath, [
		'--input-type=module',
		'--eval',
		`import { WORKER, environmentOf } from '${pathToFileURL(path.join(root, 'e2e', 'support', 'queue.mjs')).href}';
		import { N8N_VERSION } from '${pathToFileURL(path.join(root, 'scripts', 'n8n-install.mjs')).href}';
		console.log(JSON.stringify({ WORKER, N8N_VERSION, environment: environmentOf({ redis: { port: 1 }, postgres: { port: 2 }, url: 'https://n8n' }) }));`,
	]).toString(),
) as { WORKER: string[]; N8N_VERSION: string; environment: Record<string, string> };

describe('the set-up in docs/scaling.md', () => {
	it('is that of the test: the settings of every n8n', () => {
		// In containers both servers have their usual ports, and every n8n but those of the test knows its editor's address.
		const { QUEUE_BULL_REDIS_PORT, DB_POSTGRESDB_PORT, ...environment } = tested.environment;
		const own = {
			N8N_ENCRYPTION_KEY: '${N8N_ENCRYPTION_KEY}',
			N8N_EDITOR_BASE_URL: 'https://${DOMAIN}',
			N8N_WEBHOOK_URL: 'https://${DOMAIN}/',
			QUEUE_BULL_REDIS_HOST: 'redis',
			DB_POSTGRESDB_HOST: 'postgres',
			DB_POSTGRESDB_PASSWORD: '${POSTGRES_PASSWORD}',
		};
		expect([QUEUE_BULL_REDIS_PORT, DB_POSTGRESDB_PORT]).toEqual(['1', '2']);
		expect(n8n).toHaveLength(3);
		for (const { environment: settings } of n8n)
			expect(settings).toEqual({ ...environment, ...own });
	});

	it('is that of the test: the processes and the version', () => {
		expect(services.main!.command).toBeUndefined();
		expect([services.worker!.command, services.worker!.deploy!.replicas]).toEqual([
			tested.WORKER.join(' '),
			2,
		]);
		expect([services.webhook!.command, services.webhook!.deploy!.replicas]).toEqual(['webhook', 2]);
		expect(block('dockerfile')).toContain(`FROM n8nio/n8n:${tested.N8N_VERSION}\n`);
	});

	it('names only services and volumes that it has', () => {
		for (const { depends_on = [], volumes: mounts = [] } of Object.values(services)) {
			expect(Object.keys(services)).toEqual(expect.arrayContaining(depends_on));
			for (const mount of mounts)
				if (!mount.startsWith('./')) expect(Object.keys(volumes)).toContain(mount.split(':')[0]);
		}
		const { POSTGRES_DB, POSTGRES_USER, POSTGRES_PASSWORD } = services.postgres!.environment;
		const { DB_POSTGRESDB_DATABASE, DB_POSTGRESDB_USER, DB_POSTGRESDB_PASSWORD } =
			services.main!.environment;
		expect([POSTGRES_DB, POSTGRES_USER, POSTGRES_PASSWORD]).toEqual([
			DB_POSTGRESDB_DATABASE,
			DB_POSTGRESDB_USER,
			DB_POSTGRESDB_PASSWORD,
		]);
	});
});
