import type { INodeProperties } from 'n8n-workflow';

import { FiveSim } from '../../nodes/FiveSim/FiveSim.node';
import { FiveSimTrigger } from '../../nodes/FiveSim/FiveSimTrigger.node';
import { Gmt } from '../../nodes/Gmt/Gmt.node';
import { GmtTrigger } from '../../nodes/Gmt/GmtTrigger.node';

/** What happens while a switch is not added. Reviewed by hand: a new switch has to be put here. */
const WITHOUT: Record<string, Record<string, boolean>> = {
	gmt: { attachArchive: true, checkByItself: true },
	gmtTrigger: { attachArchive: true, startOnTest: false },
	fiveSim: {
		cancelIfOverpaid: false,
		cancelOnTimeout: false,
		finishOnSuccess: false,
		forwarding: false,
		raw: false,
		reuse: false,
		reverse: false,
		voice: false,
		wholeList: false,
	},
	fiveSimTrigger: {},
};

it.each(
	[new Gmt(), new GmtTrigger(), new FiveSim(), new FiveSimTrigger()].map(
		({ description }) => [description.name, description.properties] as const,
	),
)('the switches of %s show what happens while they are not added', (name, properties) => {
	const switches = properties
		.filter(({ type }) => type === 'collection')
		.flatMap(({ options }) => options as INodeProperties[])
		.filter(({ type }) => type === 'boolean');
	expect(Object.fromEntries(switches.map((one) => [one.name, one.default]))).toEqual(WITHOUT[name]);
});
