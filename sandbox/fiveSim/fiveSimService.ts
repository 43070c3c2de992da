/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { IncomingMessage } from 'node:http';
import type { Operation, Problem, Route } from '../contract';
import { toCents } from '../money';
import { SandboxService } from '../sandboxService';
import type { Limited } from '../rateLimit';
import { json, notFoundPage, text, type HttpResponse } from '../httpResponse';
import type { Handler, Surroundings } from '../types';
import { buyingHandlers } from './buying';
import { catalogueHandlers } from './catalogue';
import { isOpen, receiveSms, restAtZero, type IncomingSms } from './lifecycle';
import { defaultFiveSimOptions, type FiveSimOptions } from './options';
import { orderHandlers } from './orders';
import type { Offer } from './seed';
import { FiveSimState, type Order } from './state';
import { userHandlers } from './user';
import { vendorHandlers } from './vendor';
import { refuse, type FiveSimWorld } from './world';

/** Refusals for values that are missing or malformed, by the name of the path parameter. */
const MALFORMED: Record<string, string> = {
	country: 'select country',
	operator: 'select operator',
	product: 'product is empty',
	id: 'order not found',
};

/** 5sim on the loopback address. */
export class FiveSimService extends SandboxService<FiveSimOptions> implements FiveSimWorld {
	/** An order of another user: always `order not found`. */
	readonly foreignOrderId = 11631253;
	readonly presence: Record<string, readonly string[]>;
	state: FiveSimState;

	protected readonly handlers: Record<string, Handler>;

	constructor(surroundings: Surroundings, options: Partial<FiveSimOptions> = {}) {
		super('5sim', surroundings, defaultFiveSimOptions(), options);
		this.presence = surroundings.contract.schemas.Order?.['x-field-presence'] as Record<
			string,
			readonly string[]
		>;
		this.state = new FiveSimState(this.clock.now(), this.options);
		this.handlers = {
			...buyingHandlers(this),
			...catalogueHandlers(this),
			...orderHandlers(this),
			...userHandlers(this),
			...vendorHandlers(this),
		};
	}

	/** Sets price of the offers that fit; `any` is every operator. */
	setPrice(country: string, operator: string, product: string, amount: string | number): void {
		for (const offer of this.offers(country, operator, product)) offer.price = toCents(amount);
	}

	/** Sets stock of the offers that fit; `any` is every operator. */
	setStock(country: string, operator: string, product: string, count: number): void {
		for (const offer of this.offers(country, operator, product)) offer.stock = count;
	}

	/** Sets the user's rating (0 to 96). */
	setRating(rating: number): void {
		this.state.rating = Math.round(rating * 100);
		restAtZero(this);
	}

	/** Tops the balance up, which raises the rating by 8. */
	deposit(amount: string): void {
		this.money.book('deposit', toCents(amount), {
			operationId: 'admin',
			subject: this.state.number(),
			what: { quantity: 1 },
		});
		this.state.rate(800);
	}

	/** Delivers a message to an open order now. */
	deliverSms(orderId: number, sms: IncomingSms): void {
		const order = this.order(orderId);
		if (!isOpen(order)) throw new Error(`Order ${orderId} is ${order.status}`);
		receiveSms(this, order, sms);
	}

	/** Changes an order by hand, without money and rating. */
	setOrderStatus(orderId: number, status: Order['status']): void {
		const order = this.order(orderId);
		order.status = status;
		if (isOpen(order)) this.state.open.add(order);
		else this.state.open.delete(order);
	}

	/** Adds closed orders to the history, for long lists. */
	seedOrders(count: number): void {
		this.state.seedOrders(count, this.clock.now());
	}

	override control(method: string, command: string, body: unknown): HttpResponse | undefined {
		if (method !== 'POST' || command !== 'sms') return undefined;
		const { orderId, ...sms } = body as IncomingSms & { orderId: number };
		this.deliverSms(orderId, sms);
		return json({ delivered: orderId });
	}

	protected override resetState(): void {
		this.state = new FiveSimState(this.clock.now(), this.options);
	}

	protected override tokenOf(request: IncomingMessage): string | undefined {
		return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
	}

	protected override isAuthorised(request: IncomingMessage): boolean {
		return this.tokenOf(request) === this.options.apiKey;
	}

	protected override unauthorised(): HttpResponse {
		return text('', 401);
	}

	protected override unknownRoute(route: Route): HttpResponse {
		if (this.options.redirectsUnknown) return notFoundPage();
		return route.wrongMethod
			? text('405 method not allowed', 405)
			: text('404 page not found', 404);
	}

	protected override invalid(_operation: Operation, problems: Problem[]): HttpResponse {
		const [problem] = problems;
		const known = MALFORMED[problem?.field ?? ''];
		return known === undefined
			? text(`bad request: ${problem?.field} ${problem?.description}`, 400)
			: refuse(this, known);
	}

	protected override limited(limit: Limited): HttpResponse {
		return limit === 'token'
			? text('api limit is 100 requests per second', 429)
			: text(
					limit === 'blocked'
						? 'temporarily blocked'
						: 'ip address limit is 100 requests per second',
					503,
				);
	}

	/** A refusal as a JSON string is described in words only, for any status. */
	protected override isExempt(response: HttpResponse): boolean {
		return typeof response.json === 'string' || response.status === 302;
	}

	private offers(country: string, operator: string, product: string): Offer[] {
		const found = this.state.offers.filter(
			(offer) =>
				offer.country.name === country &&
				(operator === 'any' || offer.operator === operator) &&
				offer.product === product,
		);
		if (found.length === 0) throw new Error(`No offer ${country}/${operator}/${product}`);
		return found;
	}

	private order(id: number): Order {
		const order = this.state.ordersById.get(id);
		if (!order) throw new Error(`No order ${id}`);
		return order;
	}
}
