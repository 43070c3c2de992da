// Changes which package the nodes of a workflow come from: `npm run move -- --to n8n-nodes-5sim workflow.json …`.
// The packages hold the same nodes; only the part before the dot of a node's type differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

/** Node types by the packages that hold them. */
const packages = {
	'n8n-nodes-gmt-5sim': ['gmt', 'gmtTrigger', 'fiveSim', 'fiveSimTrigger'],
	'n8n-nodes-getmytg': ['gmt', 'gmtTrigger'],
	'n8n-nodes-5sim': ['fiveSim', 'fiveSimTrigger'],
};

const { values, positionals: files } = parseArgs({
	options: { to: { type: 'string' } },
	allowPositionals: true,
});
const held = packages[values.to];
if (!held || files.length === 0) {
	console.error(
		`Usage: npm run move -- --to <${Object.keys(packages).join(' | ')}> <workflow.json> …`,
	);
	process.exit(2);
}

for (const file of files) {
	const workflow = JSON.parse(readFileSync(file, 'utf8'));
	let moved = 0;
	for (const node of workflow.nodes) {
		const [from, type] = node.type.split('.');
		if (!(from in packages) || from === values.to || !held.includes(type)) continue;
		node.type = `${values.to}.${type}`;
		moved++;
	}
	writeFileSync(file, `${JSON.stringify(workflow, null, '\t')}\n`);
	console.log(`${file}: ${moved} ${moved === 1 ? 'node' : 'nodes'} moved to ${values.to}`);
}
