import type { ApiRequest, Handler } from '../types';
import { json, type HttpResponse } from '../httpResponse';
import { isOpen, openOrder } from './lifecycle';
import { orderView } from './orderView';
import type { Category, Offer } from './seed';
import { refuse, type FiveSimWorld } from './world';

/** The cheapest offer that fits, or the text of the refusal. */
function choose(world: FiveSimWorld, request: ApiRequest, category: Category): Offer | string {
	const { country, operator, product } = request.path as Record<string, string>;
	const isCountry = (offer: Offer) => country === 'any' || offer.country.name === country;
	const isOperator = (offer: Offer) => operator === 'any' || offer.operator === operator;
	const inCountry = world.state.offers.filter(isCountry);
	if (inCountry.length === 0) return 'bad country';
	const ofOperator = inCountry.filter(isOperator);
	if (ofOperator.length === 0) return 'bad operator';
	const ofProduct = ofOperator.filter(
		(offer) => offer.product === product && offer.category === category,
	);
	if (ofProduct.length === 0) return 'no product';
	const isLimited = ([name]: [string, unknown]) => name.toLowerCase() === product;
	const limit = [...world.state.priceLimits].find(isLimited)?.[1].price;
	const maxPrice = request.query.maxPrice as number | undefined;
	// The live service obeys `maxPrice` only for the operator `any`, and then ignores the stored limit.
	const isObeyed = operator === 'any' || !world.options.maxPriceNeedsAny;
	const ceilings = (
		world.options.maxPriceNeedsAny ? [isObeyed ? (maxPrice ?? limit) : limit] : [limit, maxPrice]
	)
		.filter((price) => price !== undefined)
		.map((price) => price * 100 + 1e-6);
	const affordable = ofProduct.filter(
		({ stock, price }) => stock > 0 && ceilings.every((ceiling) => price <= ceiling),
	);
	const [cheapest] = affordable.sort((a, b) => a.price - b.price);
	return cheapest ?? 'no free phones';
}

/** The refusal, if the user cannot buy at this price. */
function refuseSale(world: FiveSimWorld, price: number): string | undefined {
	if (world.options.offline) return 'server offline';
	if (world.state.isResting(world.clock.now())) return 'not enough rating';
	if (world.state.rating < world.options.minimumRating * 100) return 'not enough rating';
	return price > world.money.balance() ? 'not enough user balance' : undefined;
}

/** The three ways to rent a number; all of them are GET requests that charge. */
export function buyingHandlers(world: FiveSimWorld): Record<string, Handler> {
	const buy = (request: ApiRequest, category: Category): HttpResponse => {
		const offer = choose(world, request, category);
		const reason = typeof offer === 'string' ? offer : refuseSale(world, offer.price);
		if (typeof offer === 'string' || reason !== undefined)
			return refuse(world, reason ?? 'no product');
		const { forwarding, number, reuse } = request.query;
		const forwardingNumber = forwarding === undefined ? '' : String(number ?? '78009005040');
		const order = openOrder(world, offer, request.operation.id, {
			forwardingNumber,
			isReusable: reuse === '1',
		});
		return json(orderView(world, order, request.operation.id));
	};
	return {
		buyActivation: (request) => buy(request, 'activation'),
		buyHosting: (request) => buy(request, 'hosting'),
		reuseNumber: ({ operation, path }) => {
			const phone = `+${String(path.number)}`;
			const earlier = world.state.orders.activation.findLast(
				(order) => order.phone === phone && order.offer.product === path.product,
			);
			// The number is rented right now, or was never rented for this product.
			if (!earlier || (isOpen(earlier) && earlier.sms.length === 0))
				return refuse(world, 'reuse not possible');
			if (!earlier.isReusable) return refuse(world, 'reuse false');
			const age = world.clock.now() - earlier.createdAt;
			if (age > world.clock.scaled(world.options.reuseSeconds))
				return refuse(world, 'reuse expired');
			const { offer } = earlier;
			const reason = offer.stock > 0 ? refuseSale(world, offer.price) : 'no free phones';
			if (reason !== undefined) return refuse(world, reason);
			const order = openOrder(
				world,
				offer,
				operation.id,
				{ forwardingNumber: '', isReusable: true },
				phone,
			);
			return json(orderView(world, order, 'buyActivation'));
		},
	};
}
