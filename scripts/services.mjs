// The services of this package, and their contracts.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** What people call a service, the folder of its nodes, and the name of its contract. */
export const services = [
	{ name: 'Get My TG', folder: 'Gmt', contract: 'gmt' },
	{ name: '5sim', folder: 'FiveSim', contract: 'fivesim' },
];

/** Where the contract of a service is. */
export function contractFile({ contract }) {
	return new URL(`../contract/${contract}.openapi.yaml`, import.meta.url);
}

/** The contract of a service, as an object. */
export function readContract(service) {
	return parse(readFileSync(contractFile(service), 'utf8'));
}

/** What a part of a contract stands for, where it only refers to another part. */
export function resolve(document, node) {
	return '$ref' in node
		? node.$ref
				.split('/')
				.slice(1)
				.reduce((part, key) => part[key], document)
		: node;
}
