import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import {
	checked,
	ifKnown,
	InvalidInput,
	OperationFailure,
	toErrorItem,
	toNodeError,
	withoutSecrets,
} from '../../nodes/shared/errors';

describe('secrets', () => {
	const failure = {
		code: 'refused' as const,
		message: 'key-0815 is wrong, yes, key-0815',
		description: 'Is it key-0815, or pass-word?',
		httpCode: '400',
	};

	it('do not stand in a message, however often it repeats them', () => {
		expect(withoutSecrets(failure, ['key-0815', 'pass-word'])).toEqual({
			code: 'refused',
			message: '*** is wrong, yes, ***',
			description: 'Is it ***, or ***?',
			httpCode: '400',
		});
	});

	it('are hidden from four characters on: shorter ones would tear words apart', () => {
		expect(withoutSecrets({ ...failure, message: 'abcd abc' }, ['abcd']).message).toBe('*** abc');
		expect(withoutSecrets({ ...failure, message: 'abcd abc' }, ['abc', '']).message).toBe(
			'abcd abc',
		);
	});
});

it('says in whole sentences what a check of an input found', () => {
	const check = () => {
		throw new InvalidInput('is empty', 'Fill it in.');
	};
	expect(() => checked('Quantity', check)).toThrow(OperationFailure);
	try {
		checked('Quantity', check);
	} catch (thrown) {
		expect((thrown as OperationFailure).failure).toEqual({
			code: 'invalidInput',
			message: "'Quantity' is empty",
			description: 'Fill it in. Nothing was sent.',
		});
	}
	expect(checked('Quantity', () => 3)).toBe(3);
});

it('tells what the service does not know from what went wrong', async () => {
	const failing = async (code: 'conflict' | 'notFound') =>
		await Promise.reject(new OperationFailure({ code, message: code, description: '' }));
	expect(await ifKnown(Promise.resolve(3))).toBe(3);
	expect(await ifKnown(failing('notFound'))).toBeUndefined();
	await expect(ifKnown(failing('conflict'))).rejects.toThrow('conflict');
	await expect(ifKnown(Promise.reject(new TypeError('broken')))).rejects.toThrow('broken');
});

it('leaves out what a refusal is about where nobody has filled it in', () => {
	const node = {
		id: 'a',
		name: 'Node',
		type: 'x',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	const refused = new OperationFailure({
		code: 'insufficientBalance',
		message: 'The balance is too low{about}',
		description: 'Top it up.',
	});
	expect([refused.message, toNodeError(node, refused).message]).toEqual([
		'The balance is too low',
		'The balance is too low',
	]);
});

describe("n8n's error", () => {
	const node: INode = {
		id: '1',
		name: 'Node',
		type: 'gmt',
		typeVersion: 1,
		position: [0, 0],
		parameters: { newPassword: 'hunter2' },
	};
	const failure = {
		code: 'outOfStock' as const,
		message: 'There is none',
		description: 'Choose another.',
		httpCode: '409',
	};

	it('says what happened, what to do, and for which item', () => {
		const error = toNodeError(node, new OperationFailure(failure), 0);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error).toMatchObject({
			message: 'There is none [item 0]',
			description: 'Choose another.',
			httpCode: '409',
			context: { code: 'outOfStock', itemIndex: 0 },
		});
		expect(toErrorItem(error, 0)).toEqual({
			json: {
				error: 'There is none [item 0]',
				details: { code: 'outOfStock', description: 'Choose another.', httpCode: '409' },
			},
			pairedItem: { item: 0 },
		});
		expect(toNodeError(node, new OperationFailure(failure)).message).toBe('There is none');
	});

	it('is one of the user where the node itself refused an input, and one of the service where that did', () => {
		expect(
			toNodeError(node, new OperationFailure({ ...failure, code: 'invalidInput' }), 0),
		).toBeInstanceOf(NodeApiError);
		const own = toNodeError(
			node,
			new OperationFailure({ ...failure, code: 'invalidInput', httpCode: undefined }),
			3,
		);
		expect(own).toBeInstanceOf(NodeOperationError);
		expect(toErrorItem(own, 3)).toEqual({
			json: {
				error: 'There is none [item 3]',
				details: { code: 'invalidInput', description: 'Choose another.' },
			},
			pairedItem: { item: 3 },
		});
	});

	it('is one of the service also where that gave no answer, and names no status then', () => {
		const error = toNodeError(node, new OperationFailure({ ...failure, httpCode: undefined }), 0);
		expect(error).toBeInstanceOf(NodeApiError);
		for (const silent of [error, toNodeError(node, new Error('The disk is full'), 0)])
			expect(toErrorItem(silent, 0).json.details).not.toHaveProperty('httpCode');
	});

	it('tells something unforeseen as it is, and is an item that a workflow can branch on all the same', () => {
		const error = toNodeError(node, new Error('The disk is full'), 2);
		expect(error).toMatchObject({ message: 'The disk is full', context: { itemIndex: 2 } });
		expect(toErrorItem(error, 2)).toEqual({
			json: { error: 'The disk is full', details: { code: 'refused', description: '' } },
			pairedItem: { item: 2 },
		});
	});

	it('holds nothing that was typed into the node', () => {
		expect(JSON.stringify(toNodeError(node, new OperationFailure(failure), 0))).not.toContain(
			'hunter2',
		);
		expect(node.parameters).toEqual({ newPassword: 'hunter2' });
	});
});
