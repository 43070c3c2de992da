/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on the developer's machine, is not published */
import type { INodeParameters } from 'n8n-workflow';
import { join } from 'node:path';
import { packageFolder, repositoryRoot } from '../../test-engine/paths';
import { startSandbox, type Sandbox } from '../../sandbox';
import {
	boughtElsewhere,
	purchaseCases,
	moveDate,
	rentedBefore,
	showLists,
	TOO_LATE,
	type PurchaseCase,
} from './purchaseCases';
import { arrived, startSandboxPool, type Slot } from './sandboxPool';
import { credentialsOf, workflowOf, type Job } from './index';
import type { Scenario } from './scenarios';
import { play, together, type Told } from './tries';
import { copyPackage, removeCopies, type Change } from './workers';

/** What came of a scenario. */
export interface Verdict {
	/** Which promises were broken. */
	wrong: string[];
	charged: number;
	/** Charges that nobody wanted. */
	duplicates: number;
	/** Charges that nobody was told of. */
	unreported: number;
	/** Purchases of others that came out. */
	taken: number;
	/** Charges that were told without their number although there is a list of purchases. */
	unfound: number;
	/** Whether the list shows everything in time, and nobody else buys the same. */
	isClear: boolean;
	seconds: number;
}

/** Plays scenarios, many at once. */
export interface Players {
	play(scenarios: readonly Scenario[]): Promise<Verdict[]>;
	close(): Promise<void>;
}

/** How many times faster the looks for a lost purchase follow each other here, and so the lists catch up. */
const QUICKER = 4;
export const quicker: Change = {
	file: 'purchase/reconcile',
	from: '[0, 1_000, 2_000, 4_000]',
	to: '[0, 1_000 / 4, 2_000 / 4, 4_000 / 4]',
};
/** The last look for a lost purchase comes after so many seconds. */
const LAST_LOOK_SECONDS = 7;
const HOUR_SECONDS = 3_600;

/** How many charges are told in the error of a run that bought what has no number. */
const toldBefore = (words: string) =>
	(words.match(/Already bought in this run: [^"]*/g) ?? []).join().split('[item ').length - 1;

/**
 * Starts sandboxes, and n8n's engine with the package in two processes.
 * @param changes to the code that is tested
 */
export async function startPlayers(
	size: number,
	changes: readonly Change[] = [],
): Promise<Players> {
	// What was loaded once from a place is not loaded again from it.
	const [one, other] = [1, 2].map((number) => `n8n-nodes-process-${(started += 1)}-${number}`) as [
		string,
		string,
	];
	const packages = [
		packageFolder(),
		join(repositoryRoot(), 'test', 'engine', 'agent-package'),
		...[one, other].map((name) => copyPackage(name, changes)),
	];
	// The account that a second try may have by mistake.
	const strangers = await Promise.all(
		Array.from({ length: size }, async () => await startSandbox({ timeScale: 0.01 })),
	);
	// Two processes do not know of each other's requests.
	const unlimited = { rateLimit: null };
	const pool = await startSandboxPool(
		size,
		{
			packages,
			credentials: Object.assign(
				{},
				...strangers.map((sandbox, slot) => credentialsOf(sandbox, `-stranger-${slot}`)),
			),
		},
		{ gmt: unlimited, fiveSim: unlimited },
	);
	// n8n's own nodes are loaded by the first run that has them.
	const [start] = workflowOf({ service: 'gmt', parameters: {} }).nodes;
	await pool.engine.run({ nodes: [start!], connections: {} });
	return {
		play: async (scenarios) =>
			await pool.each(scenarios, async (scenario, slot) => {
				const start = Date.now();
				const stage = new Stage(scenario, slot, strangers[slot.slot]!, [one, other]);
				return { ...(await stage.play()), seconds: (Date.now() - start) / 1_000 };
			}),
		close: async () => {
			await pool.close();
			await Promise.all(strangers.map(async (sandbox) => await sandbox.close()));
			removeCopies();
		},
	};
}

let started = 0;
let stages = 0;

/** One scenario. */
class Stage {
	private readonly id = `scenario${(stages += 1)}`;
	private readonly service: PurchaseCase['service'];
	/** What others bought, which must not come out, and where: two accounts can have the same numbers. */
	private readonly foreign: Array<{ at: Sandbox; id: number }> = [];
	private others: Told[] = [];
	private known = new Set<number>();

	constructor(
		private readonly scenario: Scenario,
		private readonly slot: Slot,
		private readonly stranger: Sandbox,
		private readonly processes: [string, string],
	) {
		this.service = scenario.purchaseCase.service;
	}

	async play(): Promise<Omit<Verdict, 'seconds'>> {
		const { purchaseCase, buyer, list, faults, unreadable, trier, kill, items } = this.scenario;
		const { sandbox } = this.slot;
		const { gmt, fiveSim } = sandbox;
		const service = sandbox[this.service];
		if (this.scenario.history > 0) {
			gmt.seedPurchases(this.scenario.history);
			fiveSim.seedOrders(this.scenario.history);
		}
		for (const { options } of [gmt, fiveSim]) options.liePagination = list.lie;
		const main = await this.job();
		const beside = await this.beside();
		if (buyer === 'before') await this.elsewhere(sandbox, this.scenario.justBefore ? 0 : -3_000);
		this.known = new Set([...gmt.state.purchasesById.keys(), ...fiveSim.state.ordersById.keys()]);
		const show = showLists(sandbox, (list.lagSeconds * 1_000) / QUICKER, list.order, (id) =>
			this.known.has(id),
		);
		for (const { kind, ...spec } of faults) {
			const refused = kind === 'refused';
			service.faults.add({
				operationId: purchaseCase.operationId,
				kind: refused ? 'status' : kind,
				...spec,
				...(refused && { status: 429, when: 'before' as const, headers: { 'Retry-After': '0' } }),
				...(kind === 'status' || refused ? {} : { status: undefined }),
				...(kind === 'drip' && { delayMs: TOO_LATE }),
				...(kind === 'delay' && { delayMs: 1_500 }),
			});
		}
		const isKilled = trier === 'after a killed process';
		if (isKilled)
			service.faults.add({
				operationId: purchaseCase.operationId,
				kind: 'timeout',
				when: kill.when,
				skip: kill.item % items,
			});
		if (unreadable && purchaseCase.list)
			service.faults.add({
				operationId: purchaseCase.list,
				kind: 'status',
				status: 502,
				...unreadable,
			});
		const marks = [service.charges().length, this.stranger[this.service].charges().length];

		const again = {
			...main,
			package: this.processes[isKilled || trier === 'MCP client' ? 1 : 0],
			...(buyer === 'account' && { credential: `${this.service}-stranger-${this.slot.slot}` }),
		};
		let others: Promise<Told[]> | undefined;
		const attempt = {
			job: isKilled ? patient(main) : main,
			again,
			id: this.id,
			between: async () => {
				others ??= runBeside();
				await this.between();
			},
			slot: this.slot,
		};
		const runBeside = async () =>
			await Promise.all(
				beside.map(async (job) => await play.nobody({ ...attempt, job, id: `${this.id}-beside` })),
			);
		// What kills the process must not hit anybody else.
		if (!isKilled) others = runBeside();
		const told = await play[trier](attempt);
		this.others = (await others) ?? [];
		const repeated = this.scenario.keyed ? await this.repeat(again) : undefined;
		show();
		for (const sold of [service, this.stranger[this.service]]) await arrived(sold);
		const charges = [sandbox, this.stranger].flatMap((at, index) =>
			at[this.service]
				.charges()
				.slice(marks[index])
				.filter(({ subject }) => !this.foreign.some((one) => one.at === at && one.id === subject)),
		);
		return this.judge(charges, told, repeated);
	}

	/** The job that is tried again. */
	private async job(): Promise<Job> {
		const { purchaseCase, items, keyed, continues, enoughFor } = this.scenario;
		const options = {
			...(purchaseCase.parameters.options as object),
			...(keyed && { idempotencyKey: '={{ $json.key ?? "order" }}' }),
			...(enoughFor !== undefined && {
				maxTotal: String(purchaseCase.price!(this.slot.sandbox) * enoughFor + 0.01),
			}),
		};
		const isReuse = purchaseCase.operationId === 'reuseNumber';
		const input = await Promise.all(
			Array.from({ length: items }, async (_none, item) => ({
				...(isReuse && { number: await rentedBefore(this.slot.sandbox) }),
				...(keyed && !this.isTool && { key: `order ${item}` }),
			})),
		);
		return {
			service: this.service,
			package: this.processes[0],
			credential: `${this.service}-${this.slot.slot}`,
			parameters: {
				...purchaseCase.parameters,
				options,
				// A tool has no items of its own.
				...(isReuse && this.isTool && { number: (input[0] as { number: string }).number }),
			},
			items: input,
			...(continues && { node: { onError: 'continueRegularOutput' as const } }),
		};
	}

	private get isTool(): boolean {
		return ['agent', 'MCP client'].includes(this.scenario.trier);
	}

	/** Jobs that run at the same time. */
	private async beside(): Promise<Job[]> {
		const { buyer, purchaseCase } = this.scenario;
		// Keys of their own: what two processes ask for in the same instant is not known to either.
		const job = { ...(await this.job()), node: undefined };
		const options = { ...(job.parameters.options as INodeParameters) };
		delete options.idempotencyKey;
		delete options.maxTotal;
		const plain = { ...job, parameters: { ...job.parameters, options } };
		const elsewhere = { ...plain, package: this.processes[1] };
		if (buyer === 'execution') return [plain];
		if (buyer === 'same process') return [elsewhere];
		if (buyer === 'process')
			return [{ ...elsewhere, parameters: { ...elsewhere.parameters, ...purchaseCase.other } }];
		if (buyer !== 'operation') return [];
		const { parameters } = purchaseCases.find(({ operationId }) => operationId === 'reuseNumber')!;
		return [{ ...plain, parameters, items: [{ number: await rentedBefore(this.slot.sandbox) }] }];
	}

	/** What happens between two tries. */
	private async between(): Promise<void> {
		const { buyer } = this.scenario;
		// Long after the failure, by the service's clock.
		if (buyer === 'meanwhile') await this.elsewhere(this.slot.sandbox, 15_000);
		if (buyer === 'account') await this.goAhead();
	}

	/** Buys at the other account until its numbers are the higher ones: lower ones would look old by themselves. */
	private async goAhead(): Promise<void> {
		const { gmt, fiveSim } = this.slot.sandbox;
		const newest = Math.max(
			...(this.service === 'gmt' ? gmt.state.purchasesById : fiveSim.state.ordersById).keys(),
		);
		for (const service of [this.stranger.gmt, this.stranger.fiveSim])
			service.setBalance('1000000.00');
		this.stranger.gmt.setStock('US', 5_000);
		for (const product of ['telegram', '1day'])
			this.stranger.fiveSim.setStock('russia', 'any', product, 5_000);
		do await this.elsewhere(this.stranger, 0);
		while (this.foreign.at(-1)!.id <= newest);
	}

	private async elsewhere(sandbox: Sandbox, shift: number): Promise<void> {
		const id = await boughtElsewhere(sandbox, this.scenario.purchaseCase);
		moveDate(sandbox, id, shift);
		this.foreign.push({ at: sandbox, id });
		this.known.add(id);
	}

	/** Another process asks for the same, with the same keys, hours later. */
	private async repeat(job: Job): Promise<Told> {
		const { service, stranger, slot } = this;
		for (const { faults } of [slot.sandbox[service], stranger[service]]) faults.clear();
		const { trier } = this.scenario;
		const wanted = {
			...job,
			package: this.processes[1],
			node: { onError: 'continueRegularOutput' },
		};
		return await (trier === 'MCP client' ? play['MCP client'] : play.parent)({
			job: wanted as Job,
			again: wanted as Job,
			id: this.id,
			between: async () => undefined,
			slot,
		});
	}

	private judge(
		charges: Array<{ subject: number; amount: string }>,
		told: Told,
		repeated: Told | undefined,
	): Omit<Verdict, 'seconds'> {
		const { purchaseCase, items, trier, buyer, enoughFor, list, unreadable } = this.scenario;
		const wrong: string[] = [];
		const all = together([told, ...(repeated ? [repeated] : []), ...this.others]);
		const beside = { execution: items, 'same process': items, process: items, operation: 1 };
		const wanted = items + (beside[buyer as keyof typeof beside] ?? 0);
		if (charges.length > wanted) wrong.push(`${charges.length} charges for ${wanted} items`);

		const silent = charges.filter(({ subject }) => !all.words.includes(String(subject)));
		// What has no number, or a list that could not be read, is told as "may have been charged", or as done.
		const named = purchaseCase.numbered
			? all.unclear
			: all.unclear + all.results + toldBefore(all.words);
		// Two processes that buy the very same at the same moment may both take one lost purchase, and leave the other.
		const flat = [told, ...this.others].flatMap((one) => one.ids);
		const shared = buyer === 'same process' ? flat.length - new Set(flat).size : 0;
		if (silent.length > named + shared)
			wrong.push(
				`nobody was told of ${silent.map(({ subject }) => subject).join(', ')}: ${all.words}`,
			);

		const ids = [told, ...this.others].map((one) => one.ids);
		const sold = charges.map(({ subject }) => subject);
		const taken = ids
			.flat()
			.filter((one) => !sold.includes(one) && this.foreign.some(({ id }) => id === one));
		if (taken.length > 0) wrong.push('a purchase of somebody else came out');
		// Two processes that buy the very same at the same moment cannot tell whose a lost one was.
		const apart = buyer === 'same process' ? ids : [ids.flat()];
		if (apart.some((some) => new Set(some).size !== some.length))
			wrong.push('two items have the same purchase');
		if (purchaseCase.numbered && ids.flat().some((id) => !sold.includes(id)))
			wrong.push('something came out that was not bought now');

		const most =
			enoughFor === undefined ? Infinity : purchaseCase.price!(this.slot.sandbox) * enoughFor;
		const spent = charges.reduce((sum, { amount }) => sum + Number(amount), 0);
		if (wanted === items && spent > most * (told.executions + (repeated?.executions ?? 0)) + 0.01)
			wrong.push(`${spent} spent, where ${most} were allowed`);

		const { apiKey } = this.slot.sandbox[this.service];
		if (all.traces.some((trace) => trace.includes(apiKey)))
			wrong.push('the key stands in the execution');
		return {
			wrong,
			charged: charges.length,
			duplicates: Math.max(0, charges.length - wanted),
			unreported: Math.max(0, silent.length - named - shared),
			taken: taken.length,
			unfound: purchaseCase.list ? silent.length : 0,
			isClear:
				purchaseCase.list !== undefined &&
				!unreadable &&
				list.lagSeconds < LAST_LOOK_SECONDS - 1 &&
				list.order !== 'shuffled' &&
				// Nobody looks while it is killed, and a later one cannot tell which it was.
				trier !== 'after a killed process' &&
				['nobody', 'execution', 'meanwhile'].includes(buyer),
		};
	}
}

/** The job with a request that nobody gives up: its process is dead. */
function patient(job: Job): Job {
	const options = { ...(job.parameters.options as object), timeout: HOUR_SECONDS / 6 };
	return { ...job, parameters: { ...job.parameters, options } };
}
