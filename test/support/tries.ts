import type { Run } from '../../test-engine';
import { until } from './callbacks';
import { agentOf, begin, callAgain, callAsMcp, retryExecution, type Answer } from './caller';
import type { Slot } from './sandboxPool';
import { outcomeOf, retry, traceOf, workflowOf, type Job } from './index';
import type { Trier } from './scenarios';

/** What came out of all tries. */
export interface Told {
	/** Everything that was said. */
	words: string;
	/** Numbers of the purchases that came out. */
	ids: number[];
	/** How many items came out as results. */
	results: number;
	/** How many purchases were said to be possible, without a number perhaps. */
	unclear: number;
	/** The executions' data. */
	traces: string[];
	/** How many executions there were, each with limits of its own. */
	executions: number;
}

/** One way to try again, for a job and its two processes. */
export interface Attempt {
	job: Job;
	/** Name of the workflow in n8n's database. */
	id: string;
	/** The job as it is tried again: in another process, with another credential. */
	again: Job;
	/** What happens between the first try and the second. */
	between(): Promise<void>;
	slot: Slot;
}

const MOST_TRIES = 3;
/** A purchase that is known or possible, without its number. */
const UNCLEAR = /so this may have been charged|'Idempotency Key' was already used/;

const nothing = (): Told => ({
	words: '',
	ids: [],
	results: 0,
	unclear: 0,
	traces: [],
	executions: 0,
});

/** Adds up what several tries told. The same purchase may come out of more than one. */
export function together(all: readonly Told[]): Told {
	return all.reduce(
		(sum, one) => ({
			words: sum.words + one.words,
			ids: [...sum.ids, ...one.ids],
			results: sum.results + one.results,
			unclear: sum.unclear + one.unclear,
			traces: [...sum.traces, ...one.traces],
			executions: sum.executions + one.executions,
		}),
		nothing(),
	);
}

function ofRun(run: Run): Told {
	const outcome = { ...outcomeOf(run), requests: [], charges: [] };
	const { json, error } = outcome;
	const good = json.filter((item) => item.error === undefined);
	return {
		words: JSON.stringify([json, error]),
		ids: good.flatMap((item) => (item.id ?? item.bulk_purchase_id ?? []) as number),
		results: good.length,
		unclear:
			json.filter(({ error: message }) => UNCLEAR.test(String(message))).length +
			(UNCLEAR.test(error?.message ?? '') ? 1 : 0),
		traces: [traceOf(outcome)],
		executions: 1,
	};
}

function ofAnswer({ answer = [], error = '' }: Answer): Told {
	const good = answer.filter((item) => item.error === undefined);
	return {
		...nothing(),
		words: JSON.stringify([answer, error]),
		ids: good.flatMap((item) => (item.id ?? item.bulk_purchase_id ?? []) as number),
		results: good.length,
		unclear: [error, ...answer.map((item) => item.error)].filter((text) =>
			UNCLEAR.test(String(text)),
		).length,
	};
}

/** Plays a job with somebody who tries again. */
export const play: Record<Trier, (attempt: Attempt) => Promise<Told>> = {
	async nobody({ job, id, slot: { engine } }) {
		return ofRun(await begin(engine, job, id, 'trigger').ended);
	},

	async node({ job, id, slot: { engine } }) {
		const node = { ...job.node, ...retry, maxTries: 2 };
		return ofRun(await begin(engine, { ...job, node }, id, 'trigger').ended);
	},

	async execution({ job, again, id, between, slot: { engine } }) {
		const told: Told[] = [];
		let run = await begin(engine, job, id, 'trigger').ended;
		told.push(ofRun(run));
		for (let tries = 1; tries < MOST_TRIES && run.error; tries++) {
			await between();
			run = await retryExecution(engine, run, workflowOf(again));
			// Its notes continue those of the first.
			told.push({ ...ofRun(run), executions: 0 });
		}
		return told.length > 1 ? latest(told) : told[0]!;
	},

	async parent({ job, again, id, between, slot: { engine } }) {
		const told: Told[] = [];
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			if (tries > 0) await between();
			const { run } = await callAgain(engine, tries > 0 ? again : job, id);
			told.push(ofRun(run));
			if (!run.error) break;
		}
		return latest(told);
	},

	async agent({ job, id, slot: { engine } }) {
		const { items = [{}], ...tool } = job;
		const run = await engine.run({ ...agentOf(tool, items.length, MOST_TRIES), id });
		const answers = run.items('Agent').map(({ json }) => json as Answer);
		return {
			...together(answers.map(ofAnswer)),
			traces: [JSON.stringify(run.data)],
			executions: 1,
		};
	},

	async 'MCP client'({ job, id, again, slot: { engine } }) {
		const { items = [{}] } = job;
		const told: Told[] = [];
		for (let call = 0; call < items.length; call++) {
			for (let tries = 0; tries < MOST_TRIES; tries++) {
				const answer = await callAsMcp(engine, tries > 0 ? again : job, id);
				told.push({ ...ofAnswer(answer), executions: 1 });
				if (!answer.error) break;
			}
		}
		return together(told);
	},

	async 'after a killed process'({ job, again, id, between, slot: { engine, sandbox } }) {
		const { faults, requests } = sandbox[job.service];
		const stop = new AbortController();
		const since = requests.length;
		const { ended } = begin(engine, job, id, 'webhook', stop.signal);
		let isOver = false;
		void ended.then(() => (isOver = true));
		// The fault that the scenario has put there lets the last purchase hang.
		await until(
			() => isOver || requests.slice(since).some(({ fault }) => fault === 'timeout'),
			2 ** 31,
		);
		faults.clear();
		await between();
		const told: Told[] = [];
		let run = await begin(engine, again, id, 'retry').ended;
		// It goes on for as long as it gets further: an item that is not listed yet stops the ones behind it.
		for (let tries = job.items?.length ?? 1; run.error && tries > 0; tries--) {
			told.push(ofRun(run));
			run = await retryExecution(engine, run, workflowOf(again));
		}
		told.push(ofRun(run));
		stop.abort();
		await ended;
		return latest(told);
	},
};

/** Of several tries for the same items the last one gives the results; what was said before still counts. */
function latest(told: readonly Told[]): Told {
	const { ids, results } = told.at(-1)!;
	return { ...together(told), ids, results };
}
