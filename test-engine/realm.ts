/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import { types } from 'node:util';
import { runInThisContext } from 'node:vm';

/**
 * Jest runs tests in a context with an `Error` of its own, so what Node throws (a missing file, a refused connection) is
 * no `instanceof Error` there, and n8n-core takes other branches than it does in n8n. This puts it right; elsewhere it does nothing.
 */
export function recogniseErrorsOfNode(): void {
	if (runInThisContext('Error') === Error || Object.hasOwn(Error, Symbol.hasInstance)) return;
	Object.defineProperty(Error, Symbol.hasInstance, {
		value(this: ErrorConstructor, value: unknown): boolean {
			return (
				Function.prototype[Symbol.hasInstance].call(this, value) ||
				(this === Error && types.isNativeError(value))
			);
		},
	});
}
