import { checked, ifKnown, InvalidInput, OperationFailure, withoutSecrets } from '../../nodes/shared/errors';

describe('secrets', () => {
	const failure = { code: 'refused' as const, message: 'key-0815 is wrong, yes, key-0815', description: 'Is it key-0815, or pass-word?', httpCode: '400' };

	it('do not stand in a message, however often it repeats them', () => {
		expect(withoutSecrets(failure, ['key-0815', 'pass-word'])).toEqual({ code: 'refused', message: '*** is wrong, yes, ***', description: 'Is it ***, or ***?', httpCode: '400' });
	});

	it('are hidden from four characters on: shorter ones would tear words apart', () => {
		expect(withoutSecrets({ ...failure, message: 'abcd abc' }, ['abcd']).message).toBe('*** abc');
		expect(withoutSecrets({ ...failure, message: 'abcd abc' }, ['abc', '']).message).toBe('abcd abc');
	});
});

it('tells in whole sentences what a check of an input found', () => {
	const check = () => {
		throw new InvalidInput('is empty', 'Fill it in.');
	};
	expect(() => checked('Quantity', check)).toThrow(OperationFailure);
	try {
		checked('Quantity', check);
	} catch (thrown) {
		expect((thrown as OperationFailure).failure).toEqual({ code: 'invalidInput', message: "'Quantity' is empty", description: 'Fill it in. Nothing was sent.' });
	}
	expect(checked('Quantity', () => 3)).toBe(3);
});

it('tells what the provider does not know from what went wrong', async () => {
	const failing = async (code: 'conflict' | 'notFound') => await Promise.reject(new OperationFailure({ code, message: code, description: '' }));
	expect(await ifKnown(Promise.resolve(3))).toBe(3);
	expect(await ifKnown(failing('notFound'))).toBeUndefined();
	await expect(ifKnown(failing('conflict'))).rejects.toThrow('conflict');
	await expect(ifKnown(Promise.reject(new TypeError('broken')))).rejects.toThrow('broken');
});
