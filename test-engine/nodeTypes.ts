import { PackageDirectoryLoader } from 'n8n-core';
import {
	NodeHelpers,
	type ICredentialType,
	type IDataObject,
	type INode,
	type INodeType,
	type INodeTypes,
	type IVersionedNodeType,
} from 'n8n-workflow';

import { BASE_PACKAGE, loadBaseNodes } from './baseNodes';

/** The node and credential types of the loaded packages, found as n8n finds them: `<package>.<node>`. */
export class PackageNodeTypes implements INodeTypes {
	private readonly loaders = new Map<string, PackageDirectoryLoader>();

	private constructor(private readonly log: (line: string) => void) {}

	static async load(folders: string[], log: (line: string) => void): Promise<PackageNodeTypes> {
		const types = new PackageNodeTypes(log);
		for (const folder of folders) {
			const loader = new PackageDirectoryLoader(folder);
			await loader.loadAll();
			types.loaders.set(loader.packageName, loader);
		}
		return types;
	}

	/** Fetches n8n's own nodes if the workflow uses any and they are not there yet. */
	async prepareFor(nodes: INode[]): Promise<void> {
		const needsBase = nodes.some((node) => node.type.startsWith(`${BASE_PACKAGE}.`));
		if (needsBase && !this.loaders.has(BASE_PACKAGE)) {
			this.loaders.set(BASE_PACKAGE, await loadBaseNodes(this.log));
		}
	}

	getByName(nodeType: string): INodeType | IVersionedNodeType {
		const dot = nodeType.indexOf('.');
		const loader = this.loaders.get(nodeType.slice(0, dot));
		if (!loader) {
			const known = [...this.loaders.keys()].join(', ') || 'none';
			throw new Error(
				`The workflow uses the node type "${nodeType}", but its package is not loaded (loaded: ${known})`,
			);
		}
		return loader.getNode(nodeType.slice(dot + 1)).type;
	}

	getByNameAndVersion(nodeType: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(nodeType), version);
	}

	getKnownTypes(): IDataObject {
		const known: IDataObject = {};
		for (const [packageName, loader] of this.loaders) {
			for (const [name, details] of Object.entries(loader.known.nodes))
				known[`${packageName}.${name}`] = { ...details };
		}
		return known;
	}

	getCredentialType(name: string): ICredentialType {
		return this.loaderOfCredential(name).getCredential(name).type;
	}

	getParentCredentialTypes(name: string): string[] {
		const parents = this.loaderOfCredential(name).known.credentials[name]?.extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentCredentialTypes(parent)]);
	}

	private loaderOfCredential(name: string): PackageDirectoryLoader {
		for (const loader of this.loaders.values()) {
			if (name in loader.known.credentials || name in loader.credentialTypes) return loader;
		}
		throw new Error(`No loaded package has the credential type "${name}"`);
	}
}
