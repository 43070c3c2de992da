import { callbackCheck, triggerCheck } from '../../nodes/Gmt/operations/profile/callbackCheck';

const url = 'https://n8n.example.com/webhook-waiting/0/node';
const own = { url, isReachable: true };

it("n8n's own answer, whoever passes it on, proves that calls arrive", async () => {
	for (const response_body of [
		'{"code":404,"message":"The execution \\"0\\" does not exist."}',
		'{\\"message\\":\\"The execution \\\\\\"0\\\\\\" does not exist.\\"}',
	]) {
		const called: string[] = [];
		const check = await callbackCheck(own, async (address) => {
			called.push(address);
			return { success: false, http_code: 404, response_body, response_time_ms: 12 };
		});
		expect(check).toMatchObject({ ok: true });
		expect(check.found).toContain('at n8n.example.com after 12 ms');
		expect(called).toEqual([url]);
	}
});

it.each([
	[{ success: false, error: 'timeout' }, 'timeout'],
	[{ success: false, http_code: 404, response_body: '<h1>Not found</h1>' }, '<h1>Not found</h1>'],
	[{ success: true, http_code: 200, response_body: 'parked domain' }, 'parked domain'],
])('anything else is red, and shown: %j', async (result, shown) => {
	const check = await callbackCheck(own, async () => result);
	expect(check.ok).toBe(false);
	expect(check.found).toContain(shown);
	expect(check.todo).toContain('WEBHOOK_URL');
});

it('a private address is no fault, and nobody is asked to call it', async () => {
	const call = jest.fn();
	const check = await callbackCheck(
		{ url: 'http://localhost:5678/webhook-waiting/0/node', isReachable: false },
		call,
	);
	expect(check.ok).toBeUndefined();
	expect(check.found).toContain('private address localhost:5678');
	expect(call).not.toHaveBeenCalled();
});

it('without an execution there is nothing to call', async () => {
	expect((await callbackCheck(undefined, jest.fn())).found).toMatch(/^Not checked/);
});

it('a trigger shows what it answered', async () => {
	const result = { success: true, http_code: 200, response_body: 'with the fields purchase_id' };
	expect(await triggerCheck(url, async () => result)).toMatchObject({
		ok: true,
		found: expect.stringContaining('with the fields purchase_id') as string,
	});
});
