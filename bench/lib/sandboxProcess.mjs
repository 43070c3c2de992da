// The sandbox in a process of its own, so that its work is not counted as that of a client. Steered by sandbox.mjs.
import { request } from 'node:http';
import sandboxModule from '../../.build/sandbox/index.js';

/** What was asked since the last mark: at once, at most, and in all. */
const load = { now: 0, most: 0, all: 0 };
/** Replies that are served as they are, by their path. */
const canned = new Map();
let isRemembering = false;

const sandbox = await sandboxModule.startSandbox(JSON.parse(process.argv[2] ?? '{}'));
for (const { server } of [sandbox.gmt, sandbox.fiveSim]) watch(server.server);

const commands = {
	where: () =>
		Object.fromEntries(
			['gmt', 'fiveSim'].map((name) => [
				name,
				{ url: sandbox[name].url, apiKey: sandbox[name].apiKey },
			]),
		),
	/** Forgets what was counted. */
	mark() {
		for (const service of [sandbox.gmt, sandbox.fiveSim]) {
			service.requests.length = 0;
			service.limiter.reset();
		}
		[load.most, load.all] = [0, 0];
	},
	counts: (name) => ({
		requests: sandbox[name].requests.length,
		limitViolations: sandbox[name].rateLimitViolations,
		refused: sandbox[name].limiter.rejected,
		contractViolations: sandbox[name].violations.length,
		mostAtOnce: load.most,
		received: load.all,
	}),
	configure: (name, options) => sandbox[name].configure(options),
	/** Get My TG as it was at first, with as much to sell and as much money as anybody needs. */
	openShop() {
		const { gmt } = sandbox;
		gmt.reset();
		gmt.setBalance('100000000.00');
		gmt.setStock('US', 1_000_000);
	},
	/** Old purchases; the numbers of all there are. */
	seedPurchases(count) {
		sandbox.gmt.seedPurchases(count);
		return sandbox.gmt.state.purchases.map(({ id }) => id);
	},
	/** Bulk purchases whose archive is ready; their numbers. */
	async settledBulks(count) {
		const { gmt } = sandbox;
		gmt.setBalance('100000000.00');
		gmt.setStock('IN', count);
		const ids = [];
		for (let index = 0; index < count; index++) {
			const response = await fetch(`${gmt.url}/v1/purchases/bulk`, {
				method: 'POST',
				headers: { 'x-api-key': gmt.apiKey, 'content-type': 'application/json' },
				body: JSON.stringify({ country_code: 'IN', quantity: 1 }),
			});
			const { bulk_purchase_id: id } = await response.json();
			gmt.setBulkStatus(id, 'SUCCESS');
			ids.push(id);
		}
		return ids;
	},
	/** Buys activation numbers whose orders stay open, without the latency that the row measures with; their orders. */
	async openOrders(count) {
		const { fiveSim } = sandbox;
		const { latencyMs } = fiveSim.options;
		fiveSim.configure({ latencyMs: 0 });
		fiveSim.setBalance('100000000.00');
		fiveSim.setStock('russia', 'any', 'telegram', count);
		const ids = [];
		for (let index = 0; index < count; index++) {
			const response = await fetch(`${fiveSim.url}/v1/user/buy/activation/russia/any/telegram`, {
				headers: { authorization: `Bearer ${fiveSim.apiKey}` },
			});
			ids.push((await response.json()).id);
		}
		fiveSim.configure({ latencyMs });
		return ids;
	},
	deliverSms: (ids) =>
		ids.forEach((id) => sandbox.fiveSim.deliverSms(id, { text: `Your code is ${id % 100_000}` })),
	/** What was asked since the last mark, and when. */
	asked: (name) => sandbox[name].requests.map(({ path, at }) => ({ path, at })),
	/** From now on each read is worked out and checked once, and then answered with the same response: the service's own work is not to be what limits. */
	remember: () => void (isRemembering = true),
	/** Prices of so many countries, products and operators; how many bytes they have. */
	cannedPrices(countries, products, operators) {
		const named = (count, prefix, value) =>
			Object.fromEntries(
				Array.from({ length: count }, (_, index) => [`${prefix}${index}`, value(index)]),
			);
		const tree = named(countries, 'country', (country) =>
			named(products, 'product', (product) =>
				named(operators, 'virtual', (operator) => {
					const number = (country * products + product) * operators + operator;
					return {
						cost: 5 + (number % 9973) / 100,
						count: (number * 37) % 5000,
						...(number % 4 === 3 ? {} : { rate: (number % 10_000) / 100 }),
					};
				}),
			),
		);
		const body = Buffer.from(JSON.stringify(tree));
		canned.set('/v1/guest/prices', body);
		return body.length;
	},
	/** So many products of a country, one of them called `whatsapp`. */
	cannedProducts(country, count) {
		const products = Object.fromEntries(
			Array.from({ length: count }, (_, index) => [
				index === 0 ? 'whatsapp' : `product${index}`,
				{ Category: 'activation', Qty: (index * 37) % 5000, Price: 5 + (index % 997) / 100 },
			]),
		);
		canned.set(`/v1/guest/products/${country}/any`, Buffer.from(JSON.stringify(products)));
	},
	/** Posts callbacks at a steady rate, as the service does; what each was answered and after how long. */
	async deliver({ url, ids, perSecond }) {
		const answers = [];
		const start = performance.now();
		await Promise.all(
			ids.map(async (id, index) => {
				// By the clock and not by the answer before: a slow receiver does not slow the callbacks down.
				await new Promise((resolve) =>
					setTimeout(resolve, start + (index * 1000) / perSecond - performance.now()),
				);
				const at = performance.now();
				const status = await post(
					url,
					JSON.stringify({ bulk_purchase_id: id, status: 'SUCCESS' }),
				).catch((error) => error.message);
				answers.push({ index, status, ms: performance.now() - at });
			}),
		);
		return answers;
	},
};

process.on('message', async ({ number, command, input }) => {
	try {
		process.send({ number, output: await commands[command](...input) });
	} catch (error) {
		process.send({ number, error: error.stack });
	}
});
// Whoever started this has ended: so does this.
process.on('disconnect', () => process.exit());
process.send({ ready: true });

function watch(server) {
	server.prependListener('request', (_request, response) => {
		load.most = Math.max(load.most, ++load.now);
		load.all++;
		response.once('close', () => load.now--);
	});
	const [, usual] = server.listeners('request');
	server.off('request', usual);
	server.on('request', (asked, response) => {
		const body = canned.get(asked.url);
		if (!body) {
			if (isRemembering && asked.method === 'GET') keep(asked.url, response);
			return usual(asked, response);
		}
		const { latencyMs } = (server === sandbox.gmt.server.server ? sandbox.gmt : sandbox.fiveSim)
			.options;
		const answer = () => {
			response.writeHead(200, {
				'Content-Type': 'application/json; charset=utf-8',
				'Content-Length': body.length,
			});
			response.end(body);
		};
		if (latencyMs > 0) setTimeout(answer, latencyMs);
		else answer();
	});
}

function keep(path, response) {
	const { end } = response;
	response.end = (body, ...rest) => {
		if (response.statusCode === 200) canned.set(path, body);
		return end.call(response, body, ...rest);
	};
}

function post(url, body) {
	return new Promise((resolve, reject) => {
		const headers = {
			'Content-Type': 'application/json',
			'Content-Length': Buffer.byteLength(body),
		};
		const call = request(url, { method: 'POST', agent: false, headers }, (response) => {
			response.resume();
			response.on('end', () => resolve(response.statusCode));
			response.on('error', reject);
		});
		call.setTimeout(30_000, () => call.destroy(new Error('no answer within 30 s')));
		call.on('error', reject);
		call.end(body);
	});
}
