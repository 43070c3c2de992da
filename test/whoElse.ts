// The other table of npm run faults: who tries again after a lost answer, and who else buys meanwhile.
import { purchaseCases } from './support/purchaseCases';
import { startPlayers, type Verdict } from './support/players';
import { TRIERS, type Buyer, type Scenario } from './support/scenarios';

const columns: Array<[name: string, buyer: Buyer]> = [
	['nobody', 'nobody'],
	['the same, right before', 'before'],
	['the same, between two tries', 'meanwhile'],
	['the same execution, twice at once', 'execution'],
	['something else, another process', 'process'],
	['the second try has another account', 'account'],
];
/** Callers that leave room for somebody between two tries. */
const HAS_BETWEEN = ['execution', 'parent', 'after a killed process'];
const isTool = (trier: string) => trier === 'agent' || trier === 'MCP client';

const wanted = purchaseCases.filter(({ operationId }) =>
	['createPurchase', 'createBulkPurchase', 'buyActivation'].includes(operationId),
);

function scenariosOf(trier: Scenario['trier'], buyer: Buyer): Scenario[] {
	if (['meanwhile', 'account'].includes(buyer) && !HAS_BETWEEN.includes(trier)) return [];
	if (buyer === 'execution' && isTool(trier)) return [];
	const isKilled = trier === 'after a killed process';
	return wanted
		.filter(({ listed }) => listed || !['before', 'meanwhile', 'account'].includes(buyer))
		.flatMap((purchaseCase) =>
			(['before', 'after'] as const).map(
				(when): Scenario => ({
					purchaseCase,
					items: 1,
					trier,
					buyer,
					justBefore: false,
					keyed: false,
					continues: false,
					list: { lagSeconds: 0, order: 'usual', lie: null },
					history: 3,
					faults: isKilled ? [] : [{ kind: 'reset', when, status: 0, skip: 0, times: 1 }],
					kill: { item: 0, when },
				}),
			),
		);
}

/** Plays each cell with an answer that is lost before, and one that is lost after the purchase. */
export async function playWhoElse(): Promise<{ table: string; isKept: boolean }> {
	const cells = TRIERS.flatMap((trier) =>
		columns.map(([, buyer]) => ({ trier, buyer, scenarios: scenariosOf(trier, buyer) })),
	);
	const players = await startPlayers(12);
	const all = cells.flatMap(({ scenarios }) => scenarios);
	const verdicts = await players.play(all);
	await players.close();
	const of = ({ scenarios }: (typeof cells)[number]) =>
		scenarios.map((scenario) => verdicts[all.indexOf(scenario)]!);
	const sum = (some: Verdict[], field: 'charged' | 'duplicates' | 'unreported' | 'taken') =>
		some.reduce((total, verdict) => total + verdict[field], 0);
	const rows = TRIERS.map((trier) => {
		const row = cells
			.filter((cell) => cell.trier === trier)
			.map((cell) => {
				const some = of(cell);
				if (some.length === 0) return '–';
				const fields = ['charged', 'duplicates', 'unreported', 'taken'] as const;
				return `${fields.map((field) => sum(some, field)).join(' / ')}`;
			});
		return `| ${trier} | ${row.join(' | ')} |`;
	});
	return {
		table: [
			`| Who tries again | ${columns.map(([name]) => name).join(' | ')} |`,
			`| --- |${' --- |'.repeat(columns.length)}`,
			...rows,
		].join('\n'),
		isKept: verdicts.every(({ wrong }) => wrong.length === 0),
	};
}
