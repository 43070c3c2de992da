// What the nodes can do, as short tables for a README.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** The sentences around the names, which stay those of the editor. */
const ENGLISH = {
	legend: (name) => `**${name}** (what spends money is **bold**)`,
	head: '| Resource | Operations |',
	starts: (name) => `**${name}** starts a workflow on:`,
	event: ({ description }) => `${description.charAt(0).toLowerCase()}${description.slice(1)}`,
};
const EVENTS_IN_RUSSIAN = {
	archiveFailed: 'оптовая покупка не удалась, истекла или была возвращена',
	archiveReady: 'архив оптовой покупки можно скачать',
	codeFailed: 'код для входа получить не удалось',
	codeReceived: 'пришёл код для входа',
	newSms: 'на заказ пришла SMS',
	orderStatusChanged: 'заказ завершён, отменён, забанен или истёк, либо 5sim объявил о его SMS',
};
export const RUSSIAN = {
	legend: (name) => `**${name}** (**жирным** выделено то, что тратит деньги)`,
	head: '| Ресурс | Операции |',
	starts: (name) => `**${name}** запускает воркфлоу по событиям:`,
	event: ({ name, value }) => {
		if (value in EVENTS_IN_RUSSIAN) return EVENTS_IN_RUSSIAN[value];
		throw new Error(`scripts/overview.mjs has no Russian text for the event ${name} (${value})`);
	},
};

/** The operations of a service's action node and the events of its trigger, from the built nodes. */
export function overviewOf({ name, folder }, { legend, head, starts, event } = ENGLISH) {
	const { resources } = require(`../dist/nodes/${folder}/index.js`);
	const { [`${folder}Trigger`]: Trigger } = require(
		`../dist/nodes/${folder}/${folder}Trigger.node.js`,
	);
	const { displayName, properties } = new Trigger().description;
	const events = properties.find((property) => property.name === 'events').options;
	return [
		legend(name),
		[
			head,
			'| --- | --- |',
			...[...resources]
				.sort(byName)
				.map(
					(resource) =>
						`| ${resource.name} | ${Object.values(resource.operations).sort(byName).map(label).join(', ')} |`,
				),
		].join('\n'),
		`${starts(displayName)} ${events.map((one) => `*${one.name}* (${event(one)})`).join(', ')}.`,
	].join('\n\n');
}

function label({ name, sideEffect }) {
	return sideEffect === 'money' ? `**${name}**` : name;
}

function byName(a, b) {
	return a.name.localeCompare(b.name);
}
