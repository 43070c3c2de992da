import { Credentials, getAdditionalKeys } from 'n8n-core';
import {
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import type { PackageNodeTypes } from './nodeTypes';
import type { EngineOptions } from './types';

/** Stores the given credentials encrypted, as n8n does, and applies them to requests by their type's `authenticate`. */
export class StoredCredentials extends ICredentialsHelper {
	private readonly stored: Credentials[] = [];

	private constructor(private readonly types: PackageNodeTypes) {
		super();
	}

	static async create(
		types: PackageNodeTypes,
		given: EngineOptions['credentials'] = {},
	): Promise<StoredCredentials> {
		const helper = new StoredCredentials(types);
		for (const [name, { type, data }] of Object.entries(given)) {
			const credentials = new Credentials({ id: name, name }, type);
			await credentials.setData(data);
			helper.stored.push(credentials);
		}
		return helper;
	}

	override getParentTypes(name: string): string[] {
		return this.types.getParentCredentialTypes(name);
	}

	override isCredentialUsableByNode(): boolean {
		return true;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.types.getCredentialType(typeName);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (!workflow || !node)
			throw new Error(`The credential type "${typeName}" can only be applied to a node's request`);

		const resolve = (value: string) => {
			if (!isExpression(value)) return value;
			const keys = { $credentials: credentials };
			return String(
				workflow.expression.getSimpleParameterValue(node, value, 'internal', keys, undefined, '') ||
					'',
			);
		};
		const target = options as unknown as Record<string, Record<string, string> | undefined>;
		target.headers ??= {};
		for (const [part, fields] of Object.entries(authenticate.properties)) {
			for (const [key, value] of Object.entries(fields as Record<string, string>)) {
				(target[part] ??= {})[resolve(key)] = resolve(value);
			}
		}
		return options;
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types.getCredentialType(typeName);
		const token = type.properties.find(
			({ type: kind, typeOptions }) => kind === 'hidden' && typeOptions?.expirable === true,
		)?.name;
		if (!token || !type.preAuthentication || (credentials[token] !== '' && !credentialsExpired))
			return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		const details = node.credentials?.[typeName];
		if (output[token] === undefined || !details) return undefined;
		await this.find(details, typeName).updateData(output as ICredentialDataDecryptedObject);
		return Object.assign(credentials, output);
	}

	override async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const output = await this.types
			.getCredentialType(typeName)
			.preAuthentication?.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	override async getCredentials(
		details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentials> {
		return this.find(details, type);
	}

	override async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = await this.find(details, type).getData();
		if (raw) return stored;
		const properties = this.getCredentialsProperties(type);
		const data = NodeHelpers.getNodeParameters(
			properties,
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (resolveValues) {
			const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } =
				resolveValues;
			return workflow.expression.getParameterValue(
				data,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				keys,
				executeData,
				false,
				data,
			) as ICredentialDataDecryptedObject;
		}
		// Outside an execution (webhook, hook, poll) expressions in a credential see no items; any workflow can evaluate them.
		const workflow = new Workflow({
			nodes: [],
			connections: {},
			active: false,
			nodeTypes: this.types,
		});
		const node: INode = {
			id: '',
			name: '',
			type: '',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return workflow.expression.getComplexParameterValue(
			node,
			data,
			mode,
			keys,
			undefined,
			undefined,
			data,
		) as ICredentialDataDecryptedObject;
	}

	override async updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.find(details, type).setData(data);
	}

	override async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.find(details, type).updateData({ oauthTokenData: data.oauthTokenData });
	}

	override getCredentialsProperties(name: string): INodeProperties[] {
		const type = this.types.getCredentialType(name);
		const properties: INodeProperties[] = [];
		for (const parent of type.extends ?? [])
			NodeHelpers.mergeNodeProperties(properties, this.getCredentialsProperties(parent));
		NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	private find({ id, name }: INodeCredentialsDetails, type: string): Credentials {
		const candidates = this.stored.filter((credentials) => credentials.type === type);
		const found =
			candidates.find((credentials) => credentials.id === id) ??
			candidates.find((credentials) => credentials.name === name) ??
			candidates[0];
		if (!found)
			throw new Error(
				`The engine was given no credential of type "${type}" (the workflow asks for "${name}")`,
			);
		return found;
	}
}
