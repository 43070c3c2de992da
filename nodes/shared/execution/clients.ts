import type { IExecuteFunctions } from 'n8n-workflow';
import { InvalidInput, invalidInput, toNodeError } from '../errors';
import { openService, type ServiceClient } from '../http/client';
import type { Service } from '../http/service';

/**
 * Opens the service for each item: a key may be an expression of the item, one customer each.
 * @param isShared whether all items have to have the same key, since they wait together
 * @returns gives the client of an item; it fails, for that item, where its credential cannot be used
 * @throws when the keys differ and must not
 */
export async function clientsOf(
	context: IExecuteFunctions,
	service: Service,
	isShared: boolean,
): Promise<(item: number) => Promise<ServiceClient>> {
	const known = new Map<string, ServiceClient>();
	const opening = new Map<number, Promise<ServiceClient>>();
	const clientOf = async (item: number) => {
		const client = opening.get(item) ?? open(item);
		opening.set(item, client);
		return await client;
	};
	const open = async (item: number) => {
		const client = await openService(context, service, item);
		const name = `${client.baseUrl} ${client.key}`;
		known.set(name, known.get(name) ?? client);
		return known.get(name)!;
	};
	if (isShared) {
		const items = context.getInputData().keys();
		// One that cannot be opened is reported by its item.
		for (const item of items) await clientOf(item).catch(() => undefined);
		if (known.size > 1)
			throw toNodeError(
				context.getNode(),
				invalidInput(
					service.name,
					new InvalidInput(
						'is on for items with different keys, but items that wait together need the same key',
						"Turn waiting off, or wait for the items of one key at a time, for example with 'Loop Over Items'.",
					),
				),
			);
	}
	return clientOf;
}
