// Processes that end with the program that started them, together with everything that they start themselves.
import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

/** Starts a command in a group of its own. `end` tells how it ended, `signal` reaches the whole group. */
export function startGroup(command, args, options) {
	const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
	const signal = (kind) => {
		try {
			process.kill(process.platform === 'win32' ? child.pid : -child.pid, kind);
		} catch (error) {
			if (error.code !== 'ESRCH') throw error;
		}
	};
	const group = { child, signal, ended: undefined };
	group.end = new Promise((done) => {
		child.on('error', (error) => done((group.ended = error.message)));
		child.on('exit', (code, killer) => {
			// What it started may still be there.
			signal('SIGKILL');
			done((group.ended = killer ?? `code ${code}`));
		});
	});
	const onExit = () => signal('SIGKILL');
	process.on('exit', onExit);
	void group.end.then(() => process.off('exit', onExit));
	return group;
}

/** Runs a command to its end and returns what it printed; the end of that is shown when it fails. */
export function run(command, args, { cwd, env = process.env, logFile, onOutput } = {}) {
	return new Promise((done, fail) => {
		const { child } = startGroup(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
		const file = logFile && openSync(logFile, 'a');
		let output = '';
		const keep = (chunk) => {
			if (file) writeSync(file, chunk);
			output = (output + chunk).slice(-100_000);
			onOutput?.(String(chunk));
		};
		child.stdout.on('data', keep);
		child.stderr.on('data', keep);
		child.on('error', fail);
		child.on('close', (code, signal) => {
			if (file) closeSync(file);
			if (code === 0) return done(output);
			fail(
				new Error(
					`${command} ${args.join(' ')} ended with ${signal ?? `code ${code}`}:\n${lastLines(output)}`,
				),
			);
		});
	});
}

/** npm, in the one way to call it that works on every system: it names its own script to what it runs. */
export const NPM = process.env.npm_execpath
	? [process.execPath, process.env.npm_execpath]
	: ['npm'];

export async function npm(args, options) {
	const [command, ...first] = NPM;
	return await run(command, [...first, ...args], options);
}

function lastLines(output) {
	const lines = output
		.trim()
		.split('\n')
		.filter((line) => !line.startsWith('npm http '));
	return lines.slice(-15).join('\n');
}
