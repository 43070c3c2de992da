// Who the n8n of `npm run n8n` belongs to. Whatever runs on this computer can reach it, so its password is no fixed one.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The password of the n8n with its data in `data`, made where there is none yet.
 * @returns also the file that keeps it, for the next start, and whether it is new
 */
export function ownerPassword(data) {
	const file = join(data, 'owner-password');
	if (existsSync(file)) return { password: readFileSync(file, 'utf8').trim(), file, isNew: false };
	if (existsSync(join(data, '.n8n', 'database.sqlite')))
		throw new Error(
			`The password of the n8n in ${data} is not known. Start anew with --fresh, which forgets its workflows.`,
		);
	// n8n asks for a capital letter and a digit.
	const password = `N8n-${randomBytes(12).toString('hex')}`;
	writeFileSync(file, `${password}\n`, { mode: 0o600 });
	return { password, file, isNew: true };
}
