import type { IWorkflowBase } from 'n8n-workflow';

import { HttpError, type WebhookRequest, type WebhookResponse } from './httpMessages';
import { PublishedWorkflow, type Route, type Surroundings } from './publishedWorkflow';
import { StaticDataStore } from './staticData';
import type { ActivateOptions, ActiveWorkflow } from './types';
import { callWaiting } from './waitingWebhooks';
import type { CallResult } from './webhookCall';
import type { WebhookHandlers } from './webhookServer';
import { matchPath } from './webhooks';

/** The published workflows of an engine and the addresses of their webhooks. */
export class ActiveWorkflows implements WebhookHandlers {
	private readonly routes: Record<'live' | 'test', Route[]> = { live: [], test: [] };

	constructor(private readonly surroundings: Surroundings) {}

	async activate(
		record: IWorkflowBase,
		{ staticData, test = false, pollBudgetMs }: ActivateOptions,
	): Promise<ActiveWorkflow> {
		const routes = this.routes[test ? 'test' : 'live'];
		if (routes.some(({ workflow }) => workflow.id === record.id))
			throw new Error(`The workflow "${record.name}" is already active`);
		// A test listens with static data of its own, which is forgotten afterwards.
		const surroundings = test
			? { ...this.surroundings, staticData: new StaticDataStore() }
			: this.surroundings;
		surroundings.staticData.write(record.id, staticData ?? record.staticData ?? {});
		const published = test ? record : { ...record, active: true, activeVersionId: 'published' };
		const workflow = new PublishedWorkflow(published, surroundings, routes, test, pollBudgetMs);
		await workflow.publish();
		return workflow;
	}

	async live(path: string, req: WebhookRequest, res: WebhookResponse): Promise<CallResult> {
		const { workflow, webhook } = this.find('live', path, req);
		return await workflow.call(webhook, req, res);
	}

	async test(path: string, req: WebhookRequest, res: WebhookResponse): Promise<CallResult> {
		const { workflow, webhook } = this.find('test', path, req);
		const result = await workflow.call(webhook, req, res);
		// The editor listens for one call only.
		if (result.executionId) await workflow.deactivate();
		return result;
	}

	async waiting(
		executionId: string,
		suffix: string,
		req: WebhookRequest,
		res: WebhookResponse,
	): Promise<CallResult> {
		const { executions, nodeTypes, shared } = this.surroundings;
		return await callWaiting(
			{ executions, nodeTypes, shared: shared() },
			executionId,
			suffix,
			req,
			res,
		);
	}

	private find(kind: 'live' | 'test', path: string, req: WebhookRequest): Route {
		const matching = this.routes[kind].filter(({ webhook }) => webhook.path === path);
		const candidates =
			matching.length > 0
				? matching
				: this.routes[kind].filter(({ webhook }) => matchPath(webhook.path, path));
		const route = candidates.find(({ webhook }) => webhook.httpMethod === req.method);
		if (route) {
			req.params = matchPath(route.webhook.path, path) ?? {};
			return route;
		}
		if (candidates.length === 0)
			throw new HttpError(404, `The requested webhook "${req.method} ${path}" is not registered.`);
		const methods = candidates.map(({ webhook }) => webhook.httpMethod).join(' or ');
		throw new HttpError(
			404,
			`This webhook is not registered for ${req.method} requests. Did you mean to make a ${methods} request?`,
		);
	}
}
