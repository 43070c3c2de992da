// What the nodes can do, as short tables for a README.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The operations of a service's action node and the events of its trigger, from the built nodes. */
export function overviewOf({ name, folder }) {
	const { resources } = require(`../dist/nodes/${folder}/index.js`);
	const { [`${folder}Trigger`]: Trigger } = require(
		`../dist/nodes/${folder}/${folder}Trigger.node.js`,
	);
	const { displayName, properties } = new Trigger().description;
	const events = properties.find((property) => property.name === 'events').options;
	return [
		`**${name}** (what spends money is **bold**)`,
		[
			'| Resource | Operations |',
			'| --- | --- |',
			...[...resources]
				.sort(byName)
				.map(
					(resource) =>
						`| ${resource.name} | ${Object.values(resource.operations).sort(byName).map(label).join(', ')} |`,
				),
		].join('\n'),
		`**${displayName}** starts a workflow on: ${events.map((event) => `*${event.name}* (${event.description.charAt(0).toLowerCase()}${event.description.slice(1)})`).join(', ')}.`,
	].join('\n\n');
}

function label({ name, sideEffect }) {
	return sideEffect === 'money' ? `**${name}**` : name;
}

function byName(a, b) {
	return a.name.localeCompare(b.name);
}
