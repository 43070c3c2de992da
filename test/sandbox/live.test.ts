import { startSandbox, type Sandbox } from '../../sandbox';
import { until } from '../support/callbacks';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({
		dialect: 'live',
		timeScale: 0.001,
		fiveSim: { rateLimit: null, smsAfterSeconds: null },
	});
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.fiveSim.reset());

async function ask(
	path: string,
): Promise<{ status: number; text: string; location: string | null }> {
	const { url, apiKey } = sandbox.fiveSim;
	const response = await fetch(`${url}/v1/${path}`, {
		headers: { authorization: `Bearer ${apiKey}` },
		redirect: 'manual',
	});
	const { status, headers } = response;
	return { status, text: await response.text(), location: headers.get('location') };
}
const json = async (path: string) => JSON.parse((await ask(path)).text) as Record<string, unknown>;
const buy = async (operator = 'any') =>
	await json(`user/buy/activation/russia/${operator}/telegram`);

it('charges what has four decimal places, and gives it back', async () => {
	const order = await buy();
	expect(String(order.price)).toMatch(/^\d+\.\d{4}$/);
	expect(sandbox.fiveSim.charges()[0]!.amount).toBe(String(order.price));
	expect((await json('user/profile')).balance).toBeCloseTo(1000 - Number(order.price), 4);
	await until(
		async () =>
			((await json(`user/cancel/${String(order.id)}`).catch(() => ({}))) as { status?: string })
				.status === 'CANCELED',
	);
	expect((await json('user/profile')).balance).toBe(1000);
});

it('keeps an order at virtual7 open for 15 days', async () => {
	const { created_at: from, expires } = await buy('virtual7');
	const days = (Date.parse(String(expires)) - Date.parse(String(from))) / 0.001 / 86_400_000;
	expect(days).toBeCloseTo(15, 1);
});

it('sells nothing for a day at a rating of 0, and begins anew at 96', async () => {
	sandbox.fiveSim.setRating(0);
	expect((await ask('user/buy/activation/russia/any/telegram')).text).toBe('not enough rating');
	sandbox.fiveSim.state.restUntil = Date.now() - 1;
	expect(await buy()).toHaveProperty('id');
	expect((await json('user/profile')).rating).toBe(96);
});

it('gives no forwarding number, no total and no inbox', async () => {
	const { id, forwarding_number: number } = await buy();
	expect(number).toBeNull();
	expect((await json('user/orders?category=activation')).Total).toBe(999_999);
	expect(await ask(`user/sms/inbox/${String(id)}`)).toMatchObject({
		status: 302,
		location: '/404.html',
	});
	expect(sandbox.fiveSim.violations).toEqual([]);
});
