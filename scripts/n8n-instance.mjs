// One running n8n: started with the package installed as a user installs it, and driven over the REST API that its editor uses.
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { npm, run, startGroup } from './n8n-process.mjs';

const require = createRequire(import.meta.url);
/** Reads n8n's compact form of run data. This is the library that n8n itself writes it with. */
const { parse } = createRequire(require.resolve('n8n-core'))('flatted');

const PACKAGE = 'n8n-nodes-gmt-5sim';
/** Who the n8n of a test belongs to. */
export const OWNER = {
	email: 'owner@example.com',
	password: 'Sandbox1234',
	firstName: 'Sandbox',
	lastName: 'Owner',
};

const root = fileURLToPath(new URL('../', import.meta.url));

/** Packs a built package, exactly as it would be published, and returns the file. */
export async function packPackage(folder, home = root) {
	mkdirSync(folder, { recursive: true });
	const output = await npm(
		['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', folder],
		{ cwd: home },
	);
	const [{ filename }] = JSON.parse(output.slice(output.indexOf('[')));
	return join(folder, filename);
}

/** Where n8n keeps a package that was installed in its settings. */
export function packageFolder(data, name = PACKAGE) {
	return join(data, '.n8n', 'nodes', 'node_modules', name);
}

/** What n8n's own installer does, without a registry. */
export async function installPackage(file, data, name = PACKAGE) {
	const folder = packageFolder(data, name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', file, '--strip-components=1', '-C', folder]);
}

/** A workflow whose Get My TG Trigger has an address of its own, pasted into the 'Callback URL' of its purchases. */
export function withCallbackUrl(workflow, n8nUrl) {
	const copy = structuredClone(workflow);
	const trigger = copy.nodes.find(({ type }) => type.endsWith('.gmtTrigger'));
	if (!trigger) return copy;
	trigger.webhookId = randomUUID();
	for (const { parameters } of copy.nodes)
		if (parameters.additionalFields?.callbackUrl)
			parameters.additionalFields.callbackUrl = `${n8nUrl}/webhook/${trigger.webhookId}/gmt`;
	return copy;
}

/** A port that nobody listens on; fails where the wanted one is taken. */
export async function freePort(wanted = 0) {
	return await new Promise((done, fail) => {
		const server = createServer();
		server.on('error', fail);
		server.listen(wanted, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}

/** A server, whose output goes to `logFile`. `stop` asks it to end and insists after `patience`. */
export function startProcess(command, args, { cwd, env, logFile, name = command }) {
	const log = openSync(logFile, 'a');
	const group = startGroup(command, args, { cwd, env, stdio: ['ignore', log, log] });
	closeSync(log);
	return {
		name,
		logFile,
		end: group.end,
		kill: async () => {
			group.signal('SIGKILL');
			await group.end;
		},
		stop: async (patience = 15_000) => {
			group.signal('SIGTERM');
			const timer = setTimeout(() => group.signal('SIGKILL'), patience);
			await group.end;
			clearTimeout(timer);
		},
		/** Waits until `isReady` says so; fails with the last lines of the log when the process ends before. */
		ready: async (isReady, patience = 300_000) => {
			for (const until = Date.now() + patience; Date.now() < until; await sleep(100)) {
				if (group.ended)
					throw new Error(
						`${name} ended with ${group.ended} instead of starting:\n${tail(logFile)}`,
					);
				if (await isReady().catch(() => false)) return;
			}
			group.signal('SIGKILL');
			throw new Error(`${name} was not ready after ${patience / 1000} s:\n${tail(logFile)}`);
		},
	};
}

export function tail(file, lines = 25) {
	return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Starts `n8n start`, or another of its commands, with its data in `data`.
 * Whoever calls it may kill it and start it again with the same `data` and `port`.
 */
export async function startN8n({
	n8n,
	command = 'start',
	args = [],
	data,
	port,
	brokerPort,
	healthPort,
	env = {},
}) {
	// The only folder that n8n lets workflows write files to; it must be there.
	mkdirSync(join(data, '.n8n-files'), { recursive: true });
	const url = `http://127.0.0.1:${port}`;
	const started = startProcess(n8n.node, [n8n.script, command, ...args], {
		name: `n8n ${command}`,
		cwd: data,
		logFile: join(data, 'n8n.log'),
		env: {
			...n8n.env,
			HOME: data,
			USERPROFILE: data,
			N8N_USER_FOLDER: data,
			N8N_PORT: String(port),
			N8N_LISTEN_ADDRESS: '127.0.0.1',
			N8N_HOST: '127.0.0.1',
			N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(brokerPort ?? (await freePort())),
			N8N_EDITOR_BASE_URL: url,
			N8N_WEBHOOK_URL: `${url}/`,
			WEBHOOK_URL: `${url}/`,
			N8N_SECURE_COOKIE: 'false',
			N8N_DIAGNOSTICS_ENABLED: 'false',
			N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
			N8N_TEMPLATES_ENABLED: 'false',
			N8N_PERSONALIZATION_ENABLED: 'false',
			N8N_HIRING_BANNER_ENABLED: 'false',
			N8N_DYNAMIC_BANNERS_ENABLED: 'false',
			N8N_VERIFIED_PACKAGES_ENABLED: 'false',
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
			N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
			// The newer engine for expressions needs Node.js 22.
			...(/^v20\./.test(n8n.nodeVersion) && { N8N_EXPRESSION_ENGINE: 'legacy' }),
			...(/^2\.[4-9]\d\./.test(n8n.version) && { N8N_DISABLED_MODULES: 'mcp-registry' }),
			...env,
		},
	});
	const health = command === 'worker' ? `http://127.0.0.1:${healthPort}` : url;
	// Older versions are ready for the load balancer before they answer the editor.
	const paths =
		command === 'start' ? ['/healthz/readiness', '/rest/settings'] : ['/healthz/readiness'];
	await started.ready(async () =>
		(await Promise.all(paths.map((path) => fetch(health + path)))).every(({ ok }) => ok),
	);
	return { ...started, url, rest: restAt(url) };
}

/** The REST API of a running n8n, as its editor calls it. */
export function restAt(url) {
	return new Rest(url);
}

class Rest {
	constructor(url) {
		this.url = url;
	}

	/** Creates the owner of an empty n8n, or logs in. */
	async enter(owner = OWNER) {
		const answer = await this.send('POST', '/rest/owner/setup', owner);
		if (!answer.ok)
			await this.call('POST', '/rest/login', {
				emailOrLdapLoginId: owner.email,
				email: owner.email,
				password: owner.password,
			});
	}

	async call(method, path, body) {
		const answer = await this.send(method, path, body);
		const text = await answer.text();
		if (!answer.ok)
			throw Object.assign(
				new Error(`${method} ${path} was answered with ${answer.status}: ${text.slice(0, 500)}`),
				{ status: answer.status },
			);
		const json = text && JSON.parse(text);
		return json?.data ?? json;
	}

	async send(method, path, body, retry = true) {
		try {
			const answer = await fetch(`${this.url}${path}`, {
				method,
				headers: {
					...(this.cookie && { cookie: this.cookie }),
					...(body && { 'content-type': 'application/json' }),
				},
				body: body && JSON.stringify(body),
			});
			const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('n8n-auth='));
			if (cookie) this.cookie = cookie.split(';')[0];
			return answer;
		} catch (error) {
			// n8n closes idle connections after 5 s, sometimes just when one is used again.
			if (retry && error.cause?.code === 'UND_ERR_SOCKET')
				return await this.send(method, path, body, false);
			throw error;
		}
	}

	/** Creates the credential of this name, or gives the one that is there these values. */
	async credential(name, type, data) {
		const existing = (await this.call('GET', '/rest/credentials')).find(
			(one) => one.name === name && one.type === type,
		);
		if (existing)
			return await this.call('PATCH', `/rest/credentials/${existing.id}`, { name, type, data });
		return await this.call('POST', '/rest/credentials', { name, type, data });
	}

	async workflows() {
		return await this.call('GET', '/rest/workflows?includeScopes=false');
	}

	/** Stores a workflow; its nodes get the credentials of the same names that this n8n has. */
	async createWorkflow({ name, nodes, connections, settings = { executionOrder: 'v1' } }) {
		const known = await this.call('GET', '/rest/credentials');
		const own = nodes.map((node) => ({
			...node,
			...(node.credentials && {
				credentials: Object.fromEntries(
					Object.entries(node.credentials).map(([type, asked]) => [type, pick(known, type, asked)]),
				),
			}),
		}));
		return await this.call('POST', '/rest/workflows', {
			name,
			nodes: own,
			connections,
			settings,
			active: false,
		});
	}

	/** Publishes a workflow and waits until its webhooks answer. */
	async publish({ id, versionId }) {
		try {
			await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		} catch (error) {
			// n8n 1 knows active workflows only, and activates before it answers.
			if (error.status !== 404) throw error;
			await this.call('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
			return;
		}
		for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) {
			const answer = await this.send('GET', `/rest/workflows/${id}/publication-status`);
			if (answer.status === 404) return;
			const { data } = await answer.json();
			if (data.status === 'published' && (!data.liveVersionId || data.liveVersionId === versionId))
				return;
			if (data.status === 'failed')
				throw new Error(`n8n could not publish the workflow: ${JSON.stringify(data.triggers)}`);
		}
		throw new Error('n8n did not publish the workflow within a minute');
	}

	/** Runs a workflow from its manual trigger and returns the execution's id. */
	async run({ id }, trigger) {
		const workflow = await this.call('GET', `/rest/workflows/${id}`);
		const { executionId } = await this.call('POST', `/rest/workflows/${id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name: trigger },
		});
		return executionId;
	}

	/** The executions of a workflow, the newest first; of many only the last hundred. */
	async executions(workflowId) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await this.call('GET', `/rest/executions?limit=100&filter=${filter}`)).results;
	}

	async execution(id) {
		const execution = await this.call('GET', `/rest/executions/${id}`);
		const { resultData } = parse(execution.data);
		return {
			...execution,
			runData: resultData.runData,
			error: resultData.error,
		};
	}

	/** Waits until an execution has one of the states. */
	async executionIn(id, states, patience = 120_000) {
		let status;
		for (const until = Date.now() + patience; Date.now() < until; await sleep(200)) {
			({ status } = await this.call('GET', `/rest/executions/${id}`));
			if (states.includes(status)) return await this.execution(id);
		}
		throw new Error(
			`Execution ${id} is "${status}" after ${patience / 1000} s, not ${states.join(' or ')}`,
		);
	}
}

function pick(known, type, asked) {
	const found =
		known.find((one) => one.type === type && one.name === asked.name) ??
		known.find((one) => one.type === type);
	return found ? { id: found.id, name: found.name } : asked;
}
