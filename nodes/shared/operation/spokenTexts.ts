import type { NodeHint } from 'n8n-workflow';
import type { Operation, Resource } from './operation';

/** n8n shows the texts of hints as they are, without expressions: so each number needs a text of its own. */
const COUNTED_QUANTITIES = 20;
const EACH_ITEM = 'It does so for each input item.';

/** The action in words. n8n tells an AI model nothing else of a tool by default, so it has to say that it spends. */
export function actionOf({ action, description, sideEffect }: Operation): string {
	if (sideEffect !== 'money') return action;
	return `${action} (${description.includes('Moves money') ? 'moves' : 'spends'} money)`;
}

/** The expression for what stands below a node: the action that it is set to. */
export function subtitleOf(resources: readonly Resource[]): string {
	const actions = resources.flatMap(({ value, operations }) =>
		Object.values(operations).map(({ operation, action }) => [`${value} ${operation}`, action]),
	);
	const key = '$parameter["resource"] + " " + $parameter["operation"]';
	return `={{ (${JSON.stringify(Object.fromEntries(actions))})[${key}] }}`;
}

/** What the output pane says before anything is spent: for each operation that does, and for the usual quantities in numbers. */
export function spendingHints(resources: readonly Resource[]): NodeHint[] {
	return resources.flatMap(({ value, operations }) =>
		Object.values(operations).flatMap((operation) => {
			if (operation.sideEffect !== 'money') return [];
			const isShown = [
				`$parameter["resource"] === "${value}"`,
				`$parameter["operation"] === "${operation.operation}"`,
			];
			const hint = (message: string, ...conditions: string[]): NodeHint => ({
				message,
				type: 'warning',
				location: 'outputPane',
				whenToDisplay: 'beforeExecution',
				displayCondition: `={{ ${[...isShown, ...conditions].join(' && ')} }}`,
			});
			const { spends, quote } = operation;
			if (spends === undefined) return [hint(`Execute step moves money. ${EACH_ITEM}`)];
			const price = `${spends.price}${quote ? "; 'Max Total' under Options limits the sum" : ''}.`;
			if (!('quantity' in operation.params))
				return [hint(`Execute step buys ${spends.one}. ${EACH_ITEM} ${price}`)];
			const quantity = 'Number($parameter["quantity"])';
			const numbers = Array.from({ length: COUNTED_QUANTITIES }, (_none, index) => index + 1);
			return [
				...numbers.map((number) =>
					hint(
						`Execute step buys ${number === 1 ? spends.one : `${number} ${spends.many}`}. ${EACH_ITEM} ${price}`,
						`${quantity} === ${number}`,
					),
				),
				hint(
					`Execute step buys as many ${spends.many} as 'Quantity' says. ${EACH_ITEM} ${price}`,
					// An expression for the items has no value before they come.
					`(() => { try { return !(${quantity} >= 1 && ${quantity} <= ${COUNTED_QUANTITIES}); } catch (error) { return true; } })()`,
				),
			];
		}),
	);
}
