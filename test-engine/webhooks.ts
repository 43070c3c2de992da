import {
	NodeHelpers,
	resolveWebhookDescriptionField,
	type IHttpRequestMethods,
	type INode,
	type IWebhookData,
	type IWebhookDescription,
	type IWorkflowDataProxyAdditionalKeys,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** How an expression in a description is evaluated, and what stands for a missing field. */
interface Evaluation {
	mode?: WorkflowExecuteMode;
	keys?: IWorkflowDataProxyAdditionalKeys;
	fallback?: string | number | boolean;
}

/** The value of a field of a webhook's description, which may be an expression. */
export function describe(
	workflow: Workflow,
	node: INode,
	description: IWebhookDescription,
	field: keyof IWebhookDescription & string,
	{ mode = 'internal', keys = {}, fallback }: Evaluation = {},
): unknown {
	const native = resolveWebhookDescriptionField(node, description, field);
	if (native.resolved) return native.value;
	const value = description[field] as Parameters<
		typeof workflow.expression.getComplexParameterValue
	>[1];
	return workflow.expression.getComplexParameterValue(node, value, mode, keys, undefined, fallback);
}

/** The webhooks of a node: of a trigger its addresses, of a waiting node (`restartWebhook`) what may resume it. */
export function webhooksOf(
	workflow: Workflow,
	node: INode,
	additionalData: IWorkflowExecuteAdditionalData,
	{ waiting }: { waiting: boolean },
): IWebhookData[] {
	const { webhooks = [] } = workflow.nodeTypes.getByNameAndVersion(
		node.type,
		node.typeVersion,
	).description;
	if (node.disabled) return [];
	return webhooks
		.filter((description) => (description.restartWebhook === true) === waiting)
		.flatMap((description) => {
			const value = describe(workflow, node, description, 'path');
			if (value === undefined || value === null) return [];
			const ownPath = String(value)
				.trim()
				.replace(/^\/|\/$/g, '');
			const isFullPath = describe(workflow, node, description, 'isFullPath', {
				fallback: false,
			}) as boolean;
			const path = NodeHelpers.getNodeWebhookPath(workflow.id, node, ownPath, isFullPath, waiting);
			const isDynamic = path.startsWith(':') || path.includes('/:');
			const methods = String(
				describe(workflow, node, description, 'httpMethod', { fallback: 'GET' }),
			).split(',');
			return methods.map((method) => ({
				httpMethod: method.trim() as IHttpRequestMethods,
				node: node.name,
				path: isDynamic && node.webhookId ? `${node.webhookId}/${path}` : path,
				webhookDescription: description,
				workflowId: workflow.id,
				workflowExecuteAdditionalData: additionalData,
			}));
		});
}

/** The values of `:name` segments if the request's path fits, else undefined. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
	const wanted = pattern.split('/');
	const given = path.split('/');
	if (wanted.length !== given.length) return undefined;
	const params: Record<string, string> = {};
	for (const [index, segment] of wanted.entries()) {
		if (segment.startsWith(':')) params[segment.slice(1)] = given[index] ?? '';
		else if (segment !== given[index]) return undefined;
	}
	return params;
}
