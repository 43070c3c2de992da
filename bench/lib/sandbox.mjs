import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('sandboxProcess.mjs', import.meta.url));

/**
 * Starts both services in a process of their own, without a limit of requests unless one is given.
 * @param {object} options as of `startSandbox`
 */
export async function startSandboxProcess(options = {}) {
	const fiveSim = { rateLimit: null, ...options.fiveSim };
	const child = fork(ENTRY, [JSON.stringify({ ...options, fiveSim })], {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const waiting = new Map();
	let sent = 0;
	child.on('message', ({ number, output, error }) => {
		const { resolve, reject } = waiting.get(number) ?? {};
		waiting.delete(number);
		if (error === undefined) resolve?.(output);
		else reject?.(new Error(`In the sandbox's process: ${error}`));
	});
	child.on('exit', (code) => {
		for (const { reject } of waiting.values())
			reject(new Error(`The sandbox's process ended with ${code}`));
	});
	await once(child, 'message');
	/** Carries out one of the commands of sandboxProcess.mjs. */
	const call = async (command, ...input) =>
		await new Promise((resolve, reject) => {
			waiting.set(++sent, { resolve, reject });
			child.send({ number: sent, command, input });
		});
	const close = async () => {
		const gone = once(child, 'exit');
		child.disconnect();
		await gone;
	};
	return { ...(await call('where')), call, close };
}
