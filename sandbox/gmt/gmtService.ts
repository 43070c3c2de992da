/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { IncomingMessage } from 'node:http';
import { ArchiveHost } from '../archive';
import { Callbacks, type DeliveryRecord } from '../callbacks';
import type { Operation, Problem, Route } from '../contract';
import { toCents } from '../money';
import { SandboxService } from '../sandboxService';
import { json, type HttpResponse } from '../httpResponse';
import type { Handler, Surroundings } from '../types';
import { accountHandlers } from './accounts';
import { bulkHandlers, settleBulk } from './bulk';
import { codeHandlers } from './codes';
import { defaultGmtOptions, type GmtOptions, type PurchaseStatus } from './options';
import { shaped, spoken } from './live';
import { profileHandlers } from './profile';
import { purchaseHandlers } from './purchases';
import { referralHandlers } from './referral';
import type { Country } from './seed';
import { serviceHandlers } from './service';
import { GmtState, type Purchase } from './state';
import { invalidFields, notFound, type CallbackEvent, type GmtWorld } from './world';

/** Get My TG on the loopback address. */
export class GmtService extends SandboxService<GmtOptions> implements GmtWorld {
	/** A purchase of another account: always 404. */
	readonly foreignPurchaseId = 777;
	/** A bulk purchase of another account: always 404. */
	readonly foreignBulkId = 77;
	readonly deliveries: Callbacks;
	/** The second host, for archives at another origin (`archiveUrl: 'foreign'`). */
	readonly archiveHost: ArchiveHost;
	state: GmtState;

	protected readonly handlers: Record<string, Handler>;

	constructor(surroundings: Surroundings, options: Partial<GmtOptions> = {}) {
		super('gmt', surroundings, defaultGmtOptions(), options);
		this.state = new GmtState();
		this.deliveries = new Callbacks(
			this.clock,
			() => this.options,
			(line) => this.log(line),
		);
		this.archiveHost = new ArchiveHost(
			(exportId) => [...this.state.bulks.values()].find((bulk) => bulk.exportId === exportId),
			() => this.options,
		);
		this.handlers = {
			...accountHandlers(this),
			...bulkHandlers(this),
			...codeHandlers(this),
			...profileHandlers(this),
			...purchaseHandlers(this),
			...referralHandlers(this),
			...serviceHandlers(this),
		};
	}

	/** Every try of a callback, oldest first. */
	get callbacks(): DeliveryRecord[] {
		return this.deliveries.records;
	}

	/** Address of the second host. */
	get archiveUrl(): string {
		return this.archiveHost.url;
	}

	/** Sets the price that this user pays, discount included. */
	setPrice(country: string, amount: string): void {
		this.country(country).price = toCents(amount);
	}

	/** Sets the number of accounts on sale. */
	setStock(country: string, count: number): void {
		this.country(country).stock = count;
	}

	/** Settles a bulk purchase by hand, with its callback. */
	setBulkStatus(id: number, status: PurchaseStatus): void {
		const bulk = this.state.bulks.get(id);
		if (!bulk) throw new Error(`No bulk purchase ${id}`);
		settleBulk(this, bulk, status);
	}

	/** Secret hash of a purchase, which no response contains. */
	hashOf(id: number): string {
		return this.purchase(id).hash;
	}

	/** Adds old purchases to the history, for long lists. */
	seedPurchases(count: number, country = 'US'): void {
		this.state.seedPurchases(count, this.country(country), this.clock.now());
	}

	/** Delivers a payload to a callback address, if there is one, by the schedule. */
	announce(event: CallbackEvent, url: string | undefined, payload: unknown): void {
		if (url === undefined) return;
		this.checkCallback(event, payload);
		const isShaped = this.options.callbackShapes === 'several';
		void this.deliveries.deliver(url, isShaped ? shaped(event, payload) : payload);
	}

	/** Notes a violation if the contract describes the payload of the event otherwise. */
	checkCallback(event: CallbackEvent, payload: unknown): void {
		const problems = this.surroundings.contract.checkCallback(event, payload);
		if (problems.length > 0)
			this.violations.push(
				`sandbox: callback violates contract (${event}): ${problems.join(', ')}`,
			);
	}

	/** Posts any payload to an address once, unchecked, as GMT posts callbacks. */
	async sendCallback(url: string, payload: unknown): Promise<DeliveryRecord> {
		return await this.deliveries.post(url, payload);
	}

	override async start(): Promise<void> {
		await super.start();
		await this.archiveHost.start();
	}

	override async close(): Promise<void> {
		this.deliveries.stop();
		await this.archiveHost.stop();
		await super.close();
	}

	override control(method: string, command: string, body: unknown): HttpResponse | undefined {
		if (method === 'GET' && command === 'callbacks') return json({ callbacks: this.callbacks });
		if (method !== 'POST' || command !== 'settle') return undefined;
		const { purchaseId, status } = body as { purchaseId: number; status: PurchaseStatus };
		this.setBulkStatus(purchaseId, status);
		return json({ settled: purchaseId });
	}

	protected override spoken(response: HttpResponse): HttpResponse {
		return spoken(response, this.options);
	}

	protected override resetState(): void {
		this.deliveries.stop();
		this.callbacks.length = 0;
		this.archiveHost.requests.length = 0;
		this.state = new GmtState();
	}

	protected override tokenOf(request: IncomingMessage): string | undefined {
		const key = request.headers['x-api-key'];
		return Array.isArray(key) ? key[0] : key;
	}

	protected override isAuthorised(request: IncomingMessage): boolean {
		return this.tokenOf(request) === this.options.apiKey;
	}

	protected override unauthorised(): HttpResponse {
		return json({ error: 'Unauthorized' }, 401);
	}

	protected override unknownRoute(route: Route): HttpResponse {
		return route.wrongMethod ? json({ message: 'Method not allowed' }, 405) : notFound();
	}

	protected override invalid(operation: Operation, problems: Problem[]): HttpResponse {
		return invalidFields(operation.documents(422) ? 422 : 400, problems);
	}

	protected override limited(): HttpResponse {
		const { retryAfter, retryAfterSeconds } = this.options;
		const until = new Date(this.clock.now() + retryAfterSeconds * 1000).toUTCString();
		const value = retryAfter === 'date' ? until : String(retryAfterSeconds);
		return {
			...json({ message: 'Too many requests' }, 429),
			headers: retryAfter === 'none' ? {} : { 'Retry-After': value },
		};
	}

	/** A content type that the options ask for may be one that the contract does not know. */
	protected override isExempt(response: HttpResponse): boolean {
		return response.stream !== undefined && this.options.archiveContentType !== 'application/zip';
	}

	private country(code: string): Country {
		const country = this.state.countries.get(code);
		if (!country) throw new Error(`No country ${code}`);
		return country;
	}

	private purchase(id: number): Purchase {
		const purchase = this.state.purchasesById.get(id);
		if (!purchase) throw new Error(`No purchase ${id}`);
		return purchase;
	}
}
