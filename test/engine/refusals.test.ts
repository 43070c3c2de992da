import { refusals } from '../../nodes/FiveSim/refusals';
import { useSetup } from '../support';
import { stockUp } from '../support/purchases';

const setup = useSetup({ fiveSim: { rateLimit: null } });
beforeEach(() => stockUp(setup.sandbox));

const purchase = {
	resource: 'order',
	operation: 'buyActivationNumber',
	country: 'russia',
	operator: 'beeline',
	product: 'vkontakte',
};

/** How the text can come: the contract names them all. */
const ways = [
	['plain text with status 200', 200, (text: string) => text],
	['plain text with status 400', 400, (text: string) => text],
	['plain text with status 404', 404, (text: string) => text],
	['a JSON string with status 200', 200, (text: string) => JSON.stringify(text)],
	['capitals and spaces', 400, (text: string) => ` ${text.toUpperCase()}\n`],
] as const;

async function refuse(status: number, body: string, parameters: Record<string, string> = purchase) {
	setup.sandbox.fiveSim.faults.add({ operationId: 'buyActivation', kind: 'text', status, body });
	return await setup.runNode({
		service: 'fiveSim',
		parameters,
		node: { onError: 'continueRegularOutput' },
	});
}

type Fault = Parameters<typeof setup.sandbox.fiveSim.faults.add>[0];

/** Buys a number that is charged, and answered like this once; n8n tries the node again if it fails. */
async function boughtAllTheSame(fault: Omit<Fault, 'operationId' | 'when'>) {
	setup.sandbox.fiveSim.faults.add({ ...fault, operationId: 'buyActivation', when: 'after' });
	const { json, charges } = await setup.runNode({
		service: 'fiveSim',
		parameters: { ...purchase, product: 'telegram' },
		node: { retryOnFail: true, maxTries: 3 },
	});
	expect(charges).toHaveLength(1);
	expect(json).toEqual([expect.objectContaining({ id: charges[0]!.subject, recovered: true })]);
}

describe.each(Object.entries(refusals))("5sim's refusal '%s'", (text, { code, description }) => {
	it.each(ways)('is understood as %s, and nothing is bought', async (_, status, write) => {
		const { json, charges } = await refuse(status, write(text));
		expect(json).toEqual([
			{
				error: expect.stringMatching(/ \[item 0\]$/) as string,
				details: { code, description, httpCode: String(status) },
			},
		]);
		expect(json[0]!.error).not.toContain('{about}');
		expect(charges).toEqual([]);
	});
});

it('says what could not be bought', async () => {
	const { json } = await refuse(200, 'no free phones');
	expect(json[0]!.error).toBe(
		'5sim has no free number for vkontakte in russia at operator beeline [item 0]',
	);
});

it('leaves out the operator when any was fine', async () => {
	const { json } = await refuse(200, 'no free phones', { ...purchase, operator: 'any' });
	expect(json[0]!.error).toBe('5sim has no free number for vkontakte in russia [item 0]');
});

it('shows an unknown refusal as it came', async () => {
	const { json, charges } = await refuse(400, 'Numbers are being counted');
	expect(json[0]!.error).toBe('5sim answered: Numbers are being counted [item 0]');
	expect(charges).toEqual([]);
});

it('does not take an unknown text with status 200 for a refusal: it may hide a purchase', async () => {
	setup.sandbox.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'text',
		status: 200,
		body: 'Thank you',
		when: 'after',
	});
	const { json, charges } = await setup.runNode({
		service: 'fiveSim',
		parameters: { ...purchase, product: 'telegram' },
	});
	expect(charges).toHaveLength(1);
	expect(json).toEqual([expect.objectContaining({ recovered: true, product: 'telegram' })]);
});

describe('a refusal in other words', () => {
	it.each([
		[400, 'No free phones.', 'outOfStock'],
		[200, 'no free numbers', 'outOfStock'],
		[400, 'out of stock', 'outOfStock'],
		[200, '{"status":"error","message":"no free phones"}', 'outOfStock'],
		[400, '{"error":"not enough user balance"}', 'insufficientBalance'],
		[402, 'Insufficient funds', 'insufficientBalance'],
		[400, 'low balance', 'insufficientBalance'],
		[403, 'Your rating is too low', 'ratingTooLow'],
		[400, 'Country not found', 'invalidInput'],
		[400, 'invalid operator', 'invalidInput'],
		[404, 'product not found', 'invalidInput'],
		[403, 'Your account has been blocked', 'authentication'],
		[400, 'API key is invalid', 'authentication'],
		[403, '{"message":"Forbidden"}', 'authentication'],
		[400, '{"error":{"code":"NO_NUMBERS","message":"There is nothing to sell"}}', 'outOfStock'],
		[400, '{"success":false,"errors":[{"message":"no free phones"}]}', 'outOfStock'],
		[400, '{"statusCode":400,"error":"Bad Request","message":["no free phones"]}', 'outOfStock'],
		[200, '["no free phones"]', 'outOfStock'],
		[200, '{"response":"NO_NUMBERS"}', 'outOfStock'],
		[200, '{"status":"NO_NUMBERS"}', 'outOfStock'],
		[200, '{"status":"error","data":"no free phones"}', 'outOfStock'],
		[400, 'Free numbers not available', 'outOfStock'],
		[400, 'No available numbers', 'outOfStock'],
		[400, 'Нет в наличии', 'outOfStock'],
		[400, 'Закончились номера', 'outOfStock'],
		[400, '库存不足', 'outOfStock'],
		[400, 'Не хватает денег', 'insufficientBalance'],
		[400, 'Нет денег на балансе', 'insufficientBalance'],
		[400, 'Top up your balance', 'insufficientBalance'],
		[400, 'Нет свободных номеров', 'outOfStock'],
		[400, '{"message":"Номера закончились"}', 'outOfStock'],
		[400, 'No hay números disponibles', 'outOfStock'],
		[400, '{"msg":"暂无可用号码"}', 'outOfStock'],
		[200, 'NO_BALANCE', 'insufficientBalance'],
		[400, '{"error":{"message":"Недостаточно средств на балансе"}}', 'insufficientBalance'],
		[400, 'Saldo insuficiente', 'insufficientBalance'],
		[400, '{"message":"余额不足"}', 'insufficientBalance'],
		[400, 'Слишком низкий рейтинг', 'ratingTooLow'],
		[401, '{"error":"token expired"}', 'authentication'],
		[400, 'BAD_KEY', 'authentication'],
		[400, '{"detail":"Неверный токен"}', 'authentication'],
		[403, 'Аккаунт заблокирован', 'authentication'],
		[422, '{"errors":{"country":["is incorrect"]}}', 'invalidInput'],
		[422, '{"detail":[{"loc":["path","country"],"msg":"unknown country"}]}', 'invalidInput'],
		[400, 'Страна не найдена', 'invalidInput'],
		[400, 'Оператор не найден', 'invalidInput'],
		[
			400,
			'{"fieldViolations":[{"field":"product","description":"is not supported"}]}',
			'invalidInput',
		],
		[400, 'WRONG_SERVICE', 'invalidInput'],
		[400, 'ERROR_SQL', 'providerUnavailable'],
	] as const)('is understood (%i %s), and nothing is bought', async (status, text, code) => {
		const { json, charges } = await refuse(status, text);
		expect(json).toMatchObject([{ details: { code } }]);
		expect(charges).toEqual([]);
	});
});

describe('who is turned away on the way', () => {
	it.each([
		[403, 'RBAC: access denied'],
		[403, 'Request unsuccessful. Incapsula incident ID: 1-2'],
		[403, 'Access Denied - Sucuri Website Firewall'],
		[403, '{"message":"Denied by our web application firewall"}'],
		[403, 'Forbidden'],
		[403, 'access denied'],
		[403, 'error code: 1020'],
		[403, '<html>Access Denied</html>'],
		[406, 'This request was denied by mod_security. Support ID: 1'],
		[503, 'no healthy upstream'],
	])('has no wrong key (%i %s)', async (status, body) => {
		setup.sandbox.fiveSim.faults.add({
			operationId: 'getProfile',
			kind: 'text',
			status,
			body,
			times: 'always',
		});
		const { error } = await setup.runNode({
			service: 'fiveSim',
			parameters: { resource: 'user', operation: 'get' },
		});
		expect(error?.code).toBe('providerUnavailable');
		expect(error?.description).toMatch(/later/);
	});

	it.each([
		[403, 'RBAC: access denied'],
		[403, 'Forbidden'],
		[403, '{"message":"Request denied by Imperva"}'],
	])('may have bought all the same (%i %s)', async (status, body) => {
		await boughtAllTheSame({ kind: 'text', status, body });
	});
});

it.each([
	'{"message":"You can cancel in 2 minutes","id":7}',
	'{"status":"error","message":"no free phones","data":{"id":7,"phone":"+79990000001"}}',
	'+79990000001 is yours, no more numbers today',
])('a refusal beside the number of a purchase is none (%s)', async (body) => {
	await boughtAllTheSame({ kind: 'text', status: 200, body });
});

it.each([
	'Your number is +79990000001. Please wait 2 minutes before you cancel',
	'Заказ принят, подождите',
	'System busy, the number follows',
	'Order already completed',
	'Server error, the order was made',
	'请稍后',
	'{"message":"Accepted, try again in 30 seconds"}',
	'"Order 7 not found in cache"',
])('words that may stand in a good answer too refuse no purchase (%s)', async (body) => {
	// A gateway that has sent a request twice answers 409 in words of its own.
	for (const status of [200, 409]) await boughtAllTheSame({ kind: 'text', status, body });
});

it.each([
	[400, 'Duplicate request'],
	[400, '{"message":"Order already created"}'],
	[422, '{"error":"request is being processed"}'],
	[423, 'Locked'],
	[425, ''],
	[429, '{"message":"Your previous request is still in progress"}'],
	[400, 'Запрос уже обрабатывается'],
	[400, 'Заказ обрабатывается'],
	[400, 'Запит вже виконано'],
	[400, 'Solicitud duplicada'],
	[400, 'El pedido ya existe'],
	[400, '请求重复'],
	[400, '订单处理中'],
])('what tells of an earlier request refuses no purchase (%i %s)', async (status, body) => {
	await boughtAllTheSame({ kind: 'text', status, body });
});

it.each([400, 404, 409, 429])('an order with status %i is no refusal', async (status) => {
	await boughtAllTheSame({ kind: 'change', change: (response) => ({ ...response, status }) });
});

it('obeys the limit of an address however it is told, and buys then', async () => {
	setup.sandbox.fiveSim.faults.add({
		operationId: 'buyActivation',
		kind: 'text',
		status: 503,
		body: '{"error":"ip address limit is 100 requests per second"}',
	});
	const { json, charges } = await setup.runNode({
		service: 'fiveSim',
		parameters: { ...purchase, product: 'telegram' },
	});
	expect(charges).toHaveLength(1);
	expect(json[0]).not.toHaveProperty('recovered');
});
