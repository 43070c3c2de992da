/**
 * What Jest takes for the imports of a file when it looks for the tests that an edit affects. Tests in n8n's engine load the
 * nodes through the package, so no import tells of them: those of a service are taken for what they name.
 */
const { readdirSync } = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const NAMES = { Gmt: /gmt|purchaseCases/i, FiveSim: /fiveSim|purchaseCases/i };

module.exports = {
	getCacheKey: () => '1',
	extract(code, file, defaultExtract) {
		const imports = defaultExtract(code);
		if (!/[\\/]test[\\/]engine[\\/][^\\/]*\.test\.ts$/.test(file)) return imports;
		for (const [service, names] of Object.entries(NAMES)) {
			if (!names.test(code)) continue;
			for (const name of readdirSync(path.join(root, 'nodes', service)))
				if (name.endsWith('.node.ts')) imports.add(`../../nodes/${service}/${name}`);
			imports.add(`../../credentials/${service}Api.credentials.ts`);
		}
		return imports;
	},
};
