/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Clock } from './clock';
import type { CheckedRequest, Operation, Problem, Route } from './contract';
import { answerControl, CONTROL_PREFIX, refuseControl } from './control';
import { Faults } from './faults';
import { parseBody, parseQuery, type Body, type RecordedRequest } from './incoming';
import { Ledger, type LedgerEntry } from './ledger';
import { toDecimal } from './money';
import { RateLimiter, type Limited } from './rateLimit';
import { gatewayAnswer, spoil, write, type HttpResponse } from './httpResponse';
import { LocalServer, readBody } from './server';
import type { Handler, ServiceOptions, Surroundings } from './types';

const MAXIMUM_REQUESTS = 100_000;
/** Old requests are dropped in lots, since shortening an array from its front is slow. */
const DROP = 10_000;
/** The result of the check for a body that is not JSON. */
const UNREADABLE: CheckedRequest = {
	problems: [{ field: 'body', description: 'must be application/json' }],
	path: {},
	query: {},
};

/** One service on the loopback address: contract, faults, limits and records are here, behaviour is in the handlers. */
export abstract class SandboxService<Options extends ServiceOptions = ServiceOptions> {
	readonly requests: RecordedRequest[] = [];
	readonly violations: string[] = [];
	readonly faults: Faults;
	readonly options: Options;
	readonly clock: Clock;
	readonly money: Ledger;
	readonly limiter: RateLimiter;

	protected abstract readonly handlers: Record<string, Handler>;

	private readonly initialOptions: Options;
	private readonly server: LocalServer;
	/** Requests so far, for the pages of gateways. */
	private asked = 0;

	protected constructor(
		readonly name: string,
		protected readonly surroundings: Surroundings,
		options: Options,
		changes: Partial<Options>,
	) {
		this.options = options;
		this.configure(changes);
		this.initialOptions = structuredClone(options);
		this.faults = new Faults(surroundings.contract.operations);
		this.clock = new Clock(surroundings.timeScale, () => this.options.clockSkewSeconds);
		this.money = new Ledger(
			() => this.options.balance,
			() => this.clock.now(),
		);
		this.limiter = new RateLimiter(() => this.options.rateLimit, this.clock);
		this.server = new LocalServer(surroundings.port, (request, res) => {
			void this.handle(request, res).catch((error: unknown) => {
				this.violations.push(`sandbox: ${String(error)}`);
				res.destroy();
			});
		});
	}

	/** Address without a final slash. */
	get url(): string {
		return this.server.url;
	}

	/** Key that this service accepts. */
	get apiKey(): string {
		return this.options.apiKey;
	}

	/** Every movement of money, oldest first. */
	get ledger(): LedgerEntry[] {
		return this.money.entries;
	}

	/** Seconds in which a client reached a limit. */
	get rateLimitViolations(): number {
		return this.limiter.violations;
	}

	/** What was charged, oldest first. */
	charges(): LedgerEntry[] {
		return this.ledger.filter(({ kind }) => kind === 'charge');
	}

	/** Main balance as a decimal. */
	balance(): string {
		return toDecimal(this.money.balance());
	}

	/** Sets the main balance without an entry in the ledger. */
	setBalance(amount: string): void {
		this.money.setBalance(amount);
	}

	/** Changes options while the service runs; throws on names it does not know. */
	configure(changes: object): void {
		for (const name of Object.keys(changes)) {
			if (!(name in this.options)) throw new Error(`${this.name} has no option ${name}`);
		}
		Object.assign(this.options, changes);
	}

	/** One readable line about something that happened. */
	log(line: string): void {
		this.surroundings.log(`${this.name}: ${line}`);
	}

	/** Starts to listen. */
	async start(): Promise<void> {
		await this.server.start();
	}

	/** Off the network: new connections are refused, open ones dropped. Time and callbacks go on. */
	async pause(): Promise<void> {
		await this.server.stop();
	}

	/** Back on the network, same address. */
	async resume(): Promise<void> {
		await this.server.start();
	}

	/** Stops everything at once. */
	async close(): Promise<void> {
		this.clock.stop();
		await this.server.stop();
	}

	/** Back to the initial state: options, balances, stock, purchases, ledger, requests, faults. */
	reset(): void {
		this.clock.stop();
		Object.assign(this.options, structuredClone(this.initialOptions));
		this.money.reset();
		this.faults.clear();
		this.limiter.reset();
		this.requests.length = 0;
		this.violations.length = 0;
		this.resetState();
	}

	/** Commands of the control endpoint that only this service has; `undefined` when unknown. */
	abstract control(method: string, command: string, body: unknown): HttpResponse | undefined;

	protected abstract resetState(): void;
	/** Whether the request carries the right key. */
	protected abstract isAuthorised(request: IncomingMessage): boolean;
	/** Key of the request, right or wrong. */
	protected abstract tokenOf(request: IncomingMessage): string | undefined;
	protected abstract unauthorised(): HttpResponse;
	protected abstract unknownRoute(route: Route): HttpResponse;
	protected abstract invalid(operation: Operation, problems: Problem[]): HttpResponse;
	protected abstract limited(limit: Limited): HttpResponse;
	/** Replies that the contract describes in words but not in its schemas. */
	protected abstract isExempt(response: HttpResponse): boolean;

	/** A response of the contract as the service really puts it. */
	protected spoken(response: HttpResponse): HttpResponse {
		return response;
	}

	private async handle(request: IncomingMessage, res: ServerResponse): Promise<void> {
		const target = request.url ?? '/';
		const method = request.method ?? 'GET';
		const raw = await readBody(request).catch(() => undefined);
		// The client left before it had sent everything, so there is nobody to respond to and nothing to check.
		if (raw === undefined) return;
		const body = parseBody(raw);
		if (target.startsWith(CONTROL_PREFIX))
			return write(
				res,
				refuseControl(request.headers, this.url, body.value) ??
					answerControl(this, method, target, body.value),
			);
		const at = target.indexOf('?');
		const fullPath = at < 0 ? target : target.slice(0, at);
		const { pathPrefix } = this.options;
		const path = fullPath.startsWith(`${pathPrefix}/`)
			? fullPath.slice(pathPrefix.length)
			: fullPath;
		const query = parseQuery(at < 0 ? '' : target.slice(at));
		const route = this.surroundings.contract.match(method, path);
		const operationId = route.operation?.id;
		const record: RecordedRequest = {
			operationId,
			method,
			path: target,
			query,
			headers: request.headers,
			body: body.value,
			at: Date.now(),
		};
		this.record(record);
		if (this.options.clockSkewSeconds !== 0)
			res.setHeader('Date', new Date(this.clock.now()).toUTCString());
		// Somebody else's request, in a test, leaves the faults to the others.
		const fault =
			request.headers['x-sandbox-spared'] === undefined ? this.faults.take(operationId) : undefined;
		if (fault) record.fault = fault.kind;
		if (this.options.latencyMs > 0) await this.clock.sleep(this.options.latencyMs);
		const isSpared =
			fault !== undefined &&
			(fault.when ?? 'before') === 'before' &&
			fault.kind !== 'delay' &&
			fault.kind !== 'drip';
		const response: HttpResponse = isSpared
			? { status: 200, json: {} }
			: this.spoken(await this.answer(request, route, fullPath, query, body));
		if (fault?.delayMs && fault.kind !== 'drip') await this.clock.sleep(fault.delayMs);
		if (fault) this.log(`fault ${fault.kind} on ${method} ${path}`);
		record.status = fault ? spoil(res, response, fault) : response.status;
		if (!fault) write(res, response);
	}

	private async answer(
		request: IncomingMessage,
		route: Route,
		fullPath: string,
		query: RecordedRequest['query'],
		body: Body,
	): Promise<HttpResponse> {
		const { gatewayEvery } = this.options;
		if (gatewayEvery !== null && ++this.asked % gatewayEvery === 0)
			return gatewayAnswer(this.asked / gatewayEvery);
		const { operation } = route;
		const isPurchase = operation?.sideEffect === 'money';
		const limit = this.limiter.check(
			this.tokenOf(request),
			request.socket.remoteAddress ?? '',
			isPurchase,
		);
		if (limit) return this.limited(limit);
		if (route.needsSlash) return { status: 308, text: '', headers: { Location: `${fullPath}/` } };
		if (!operation) return this.unknownRoute(route);
		if (operation.needsKey && !this.isAuthorised(request)) return this.unauthorised();
		const isTyped =
			body.value === undefined ||
			(request.headers['content-type'] ?? '').startsWith('application/json');
		const isReadable = isTyped && body.isJson;
		const checked = isReadable
			? operation.checkRequest({ path: route.path, query, body: body.value })
			: UNREADABLE;
		const { problems } = checked;
		if (problems.length > 0) {
			const list = problems.map(({ field, description }) => `${field} ${description}`).join(', ');
			this.violations.push(`request ${operation.id}: ${list}`);
			return this.checked(operation, this.invalid(operation, problems));
		}
		const handler = this.handlers[operation.id];
		if (!handler) throw new Error(`no handler for ${operation.id}`);
		const content = (body.value ?? {}) as Record<string, unknown>;
		return this.checked(
			operation,
			await handler({ operation, path: checked.path, query: checked.query, body: content }),
		);
	}

	/** The response itself, or a 500 when it would break the contract. */
	private checked(operation: Operation, response: HttpResponse): HttpResponse {
		if (this.isExempt(response)) return response;
		const mediaType = response.stream
			? response.headers?.['Content-Type']
			: 'json' in response
				? 'application/json'
				: 'text/plain';
		const problems = operation.checkResponse(response.status, mediaType, response.json);
		if (problems.length === 0) return response;
		const message = `sandbox: response violates contract (${operation.id} ${response.status}): ${problems.join(', ')}`;
		this.violations.push(message);
		return { status: 500, json: { error: message } };
	}

	private record(request: RecordedRequest): void {
		this.requests.push(request);
		if (this.requests.length > MAXIMUM_REQUESTS) this.requests.splice(0, DROP);
	}
}
