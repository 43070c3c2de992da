import type { IHttpRequestMethods } from 'n8n-workflow';
import type { Endpoint } from './service';
import type { Operation } from '../operation/operation';
import type { Field } from '../operation/parameters';
import { checked, InvalidInput } from '../errors';

/** A request as it goes over the wire, before the key is added. */
export interface Request {
	method: IHttpRequestMethods;
	/** Path with query, relative to the base URL; or a full address. */
	path: string;
	/** JSON text, or undefined for a request without a body. */
	body?: string;
	/** Whether the endpoint works without a key; then none is sent. */
	open: boolean;
}

/** The contract's name of a parameter: `countryCode` is `country_code`. */
export function fieldName(key: string, parameter: { field?: string }): string {
	return parameter.field ?? key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * Turns checked values into a request: fields that the route names go into the path, the others into the query of a GET
 * and into the body of anything else.
 * @throws OperationFailure for a value that would make the path another one
 */
export function buildRequest(
	operation: Operation,
	endpoint: Endpoint,
	input: Record<string, unknown>,
	query: Record<string, string> = {},
): Request {
	const [method, template] = operation.route.split(' ') as [IHttpRequestMethods, string];
	const rest: Record<string, unknown> = { ...query };
	let path = template;
	for (const [key, parameter] of Object.entries({ ...operation.params, ...operation.optional })) {
		const value = input[key];
		if (value === undefined) continue;
		const field = fieldName(key, parameter);
		if (path.includes(`{${field}}`)) path = path.replace(`{${field}}`, segment(value, parameter));
		else rest[field] = value;
	}
	if (method === 'GET') {
		const search = new URLSearchParams(rest as Record<string, string>).toString();
		return { method, path: search ? `${path}?${search}` : path, open: endpoint.open };
	}
	return {
		method,
		path,
		body: endpoint.body ? JSON.stringify(rest) : undefined,
		open: endpoint.open,
	};
}

function segment(value: unknown, { property }: { property: Field }): string {
	const text = String(value);
	return checked(property.displayName, () => {
		// The URL parser drops segments that are empty, '.' or '..', and encodeURIComponent does not escape them. It throws on half a surrogate pair.
		if (/^\.{0,2}$/.test(text) || /\p{Surrogate}/u.test(text))
			throw new InvalidInput(
				'has a value that cannot be part of an address',
				"It must not be empty, '.' or '..', nor contain a broken character.",
			);
		return encodeURIComponent(text);
	});
}
