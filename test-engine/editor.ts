import { ExecuteContext, LoadOptionsContext, RoutingNode } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeListSearchResult,
	type INodeType,
} from 'n8n-workflow';

import { additionalDataFor, type Shared } from './additionalData';
import type { PackageNodeTypes } from './nodeTypes';
import type { ListQuestion } from './types';

/** What a dropdown of the editor shows: calls the node's `listSearch` method in n8n's own context. */
export async function searchList(
	nodeTypes: PackageNodeTypes,
	shared: Shared,
	question: ListQuestion,
): Promise<INodeListSearchResult> {
	const { type, method, parameters = {}, credentials = {}, filter, paginationToken } = question;
	const node: INode = {
		id: 'node',
		name: 'Node',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials,
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const search = nodeTypes.getByNameAndVersion(type).methods?.listSearch?.[method];
	if (!search) throw new Error(`The node "${type}" has no list "${method}"`);
	const additionalData = additionalDataFor(shared, { currentNodeParameters: parameters });
	return await search.call(
		new LoadOptionsContext(workflow, node, additionalData, `parameters.${method}`),
		filter,
		paginationToken,
	);
}

/**
 * What the Test button of a credential does: sends the credential type's test request as n8n does, through a node that
 * consists of that request alone.
 * @returns undefined when the credential works, else n8n's message
 */
export async function testCredential(
	nodeTypes: PackageNodeTypes,
	shared: Shared,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<string | undefined> {
	const { test } = nodeTypes.getCredentialType(type);
	if (!test) throw new Error(`The credential type "${type}" has no test`);
	const node: INode = {
		id: 'test',
		name: 'Test',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: { temp: '' },
		credentials: { [type]: { id: 'test', name: 'Test' } },
	};
	const tester = {
		description: {
			...nodeTypes.getByNameAndVersion(node.type).description,
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					routing: { request: test.request },
				},
			],
		},
	} as INodeType;
	const onlyTester = {
		getByName: () => tester,
		getByNameAndVersion: () => tester,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: onlyTester,
	});
	const items = [{ json: {} }];
	const input = { [NodeConnectionTypes.Main]: [items] };
	const executeData = { node, data: input, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalDataFor(shared),
		'internal',
		createRunExecutionData(),
		0,
		items,
		input,
		executeData,
		[],
	);
	try {
		const response = await new RoutingNode(context, tester, {
			id: 'test',
			name: 'Test',
			type,
			data,
		}).runNode();
		const body = response![0]![0]!.json;
		return test.rules?.find(
			(rule) =>
				rule.type === 'responseSuccessBody' &&
				body?.[rule.properties.key] === rule.properties.value,
		)?.properties.message;
	} catch (error) {
		const { message, cause } = error as Error & {
			cause?: { code?: string; response?: { status: number } };
		};
		const status = cause?.response?.status;
		const rule = test.rules?.find(
			(one) => one.type === 'responseCode' && one.properties.value === status,
		);
		return rule?.properties.message ?? (status === undefined ? cause?.code : undefined) ?? message;
	}
}
