// What no n8n may write into its log, whichever test it ran for.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { OWNER } from '../../scripts/n8n-instance.mjs';

/** Keys of the sandbox, passwords, messages and codes as the sandbox invents them, and the tokens that wake executions. */
const SECRETS = [
	/sandbox-gmt-key/,
	/sandbox-5sim-token/,
	/fake-password-\d+/,
	/your code is \d/i,
	/signature=[0-9a-f]{20}/,
	/e2e-only-encryption-key/,
	new RegExp(OWNER.password),
];

/** The places in the logs of n8n below a folder where a secret stands. */
export function secretsIn(folder) {
	const logs = readdirSync(folder, { withFileTypes: true, recursive: true }).filter(
		(entry) => entry.isFile() && entry.name === 'n8n.log',
	);
	return logs.flatMap((entry) => {
		const file = join(entry.parentPath ?? entry.path, entry.name);
		return readFileSync(file, 'utf8')
			.split('\n')
			.flatMap((line, i) =>
				SECRETS.flatMap((secret) => (secret.test(line) ? [`${file}:${i + 1} ${secret}`] : [])),
			);
	});
}
