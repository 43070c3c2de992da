import { useSetup } from '../support';
import {
	boughtSingle,
	pause,
	post,
	publish,
	settledBulk,
	type PublishedTrigger,
} from '../support/callbacks';

const setup = useSetup();
let trigger: PublishedTrigger;
let workflows = 0;

beforeEach(async () => {
	setup.sandbox.gmt.reset();
	trigger = await publish(
		setup.engine,
		{ attachArchive: false },
		{},
		{
			id: `bodies-${++workflows}`,
		},
	);
});
afterEach(async () => await trigger.active.deactivate());

const events = () =>
	trigger.active.executions.map((run) => run.items('Trigger')[0]?.json.eventId).sort();

const [JSON_TYPE, FORM, TEXT] = [
	'application/json',
	'application/x-www-form-urlencoded',
	'text/plain',
];
type Written = (id: number) => string;

it.each<[type: string, body: Written]>([
	[TEXT, (id) => `bulk_purchase_id=${id}`],
	[TEXT, (id) => `status=SUCCESS&bulk_purchase_id=${id}`],
	[TEXT, (id) => `bulk_purchase_id: ${id}\nstatus: SUCCESS`],
	[TEXT, (id) => `${id}`],
	[TEXT, (id) => `Bulk purchase #${id} is ready`],
	[TEXT, (id) => `Заказ №${id} готов`],
	[TEXT, (id) => `)]}',\n{"bulk_purchase_id":${id}}`],
	[FORM, (id) => `{"bulk_purchase_id":${id}}`],
	['application/x-ndjson', (id) => `{"event":"ready"}\n{"bulk_purchase_id":${id}}\n`],
	[
		'application/xml',
		(id) => `<?xml version="1.0"?><c><bulk_purchase_id>${id}</bulk_purchase_id></c>`,
	],
	['application/xml', (id) => `<purchase id="${id}" status="SUCCESS"/>`],
	['text/html', (id) => `<b>Bulk purchase ${id}</b>`],
	['application/yaml', (id) => `bulk_purchase:\n  id: ${id}\n`],
	[JSON_TYPE, (id) => JSON.stringify({ номер_заказа: id })],
	[JSON_TYPE, (id) => JSON.stringify({ заказ: { номер: id } })],
	[JSON_TYPE, (id) => JSON.stringify({ покупка: id })],
	[JSON_TYPE, (id) => JSON.stringify({ замовлення: id, статус: 'готово' })],
	[JSON_TYPE, (id) => JSON.stringify({ task: id, quantity: 3 })],
	[JSON_TYPE, (id) => JSON.stringify([id])],
	[JSON_TYPE, (id) => JSON.stringify(String(id))],
	[JSON_TYPE, (id) => JSON.stringify({ text: `Archive for ${id} is ready since 2026-01-02` })],
	[JSON_TYPE, (id) => JSON.stringify({ url: `https://cdn.example.com/archives/${id}.zip` })],
	[JSON_TYPE, (id) => JSON.stringify({ file: `accounts-${id}.zip` })],
	[JSON_TYPE, (id) => JSON.stringify([{ name: 'bulk_purchase_id', value: id }])],
	[JSON_TYPE, (id) => JSON.stringify({ id: `gid://getmytg/BulkPurchase/${id}` })],
])('lets the API decide about a number in %s, wherever it stands (%#)', async (type, body) => {
	const id = await settledBulk(setup.sandbox);
	expect((await post(trigger.url, body(id), { 'content-type': type })).status).toBe(200);
	await trigger.active.nextExecution();
	expect(events()).toEqual([`archiveReady:${id}`]);
});

it.each(['заказ', 'n'])('and about one in the address, called %s', async (name) => {
	const id = await settledBulk(setup.sandbox);
	expect((await post(`${trigger.url}?${name}=${id}`, '{}')).status).toBe(200);
	await trigger.active.nextExecution();
	expect(events()).toEqual([`archiveReady:${id}`]);
});

it.each<[type: string, body: (one: number, other: number) => string]>([
	['application/x-ndjson', (a, b) => `{"bulk_purchase_id":${a}}\n{"bulk_purchase_id":${b}}`],
	['application/xml', (a, b) => `<l><bulk_id>${a}</bulk_id><bulk_id>${b}</bulk_id></l>`],
	[TEXT, (a, b) => `bulk_purchase_id=${a}\nbulk_purchase_id=${b}`],
	[JSON_TYPE, (a, b) => `[${a},${b}]`],
	[JSON_TYPE, (a, b) => JSON.stringify({ заказы: [a, b] })],
	[JSON_TYPE, (a, b) => JSON.stringify({ покупки: [{ id: a }, { id: b }] })],
	[
		JSON_TYPE,
		(a, b) => JSON.stringify({ items: [{ bulk_purchase_id: a }, { bulk_purchase_id: b }] }),
	],
	[JSON_TYPE, (a, b) => JSON.stringify({ updates: [{ bulk: { id: a } }, { bulk: { id: b } }] })],
])('starts a run for each of two purchases in %s (%#)', async (type, body) => {
	const ids = [await settledBulk(setup.sandbox), await settledBulk(setup.sandbox)] as const;
	expect((await post(trigger.url, body(...ids), { 'content-type': type })).status).toBe(200);
	await pause(60_000);
	expect(events()).toEqual(ids.map((id) => `archiveReady:${id}`));
});

it.each<[type: string, body: Written, status: number]>([
	[JSON_TYPE, (id) => JSON.stringify({ n: id, error: 'no code' }), 503],
	[TEXT, (id) => `error ${id}`, 503],
	[JSON_TYPE, (id) => `[${id}]`, 503],
	[JSON_TYPE, (id) => JSON.stringify({ price: id, created_at: id, phone_number: id }), 400],
	[TEXT, (id) => `2026-11-26T10:00:00Z ${id}.${id}.1.1`, 400],
])(
	'takes no number for a failed code that nothing tells to be one (%#)',
	async (type, body, status) => {
		const id = await boughtSingle(setup.sandbox);
		expect((await post(trigger.url, body(id), { 'content-type': type })).status).toBe(status);
		await pause(60_000);
		expect(events()).toEqual([]);
	},
);

it.each(['a', 'a=', '<a ', '1-', ' \n', '{', '{}\n'])(
	'answers at once to a long text of %j',
	async (piece) => {
		const text = piece.repeat(900_000 / piece.length);
		const { status, ms } = await post(trigger.url, text, { 'content-type': TEXT });
		expect(status).toBeGreaterThanOrEqual(400);
		expect(ms).toBeLessThan(1_000);
	},
);
