import { short } from './figures.mjs';

const SCALE = 420;
const RIGHT = 90;
/** About the width of a letter. */
const LETTER = 7.2;
const BAR = 22;
const GAP = 14;
const TOP = 62;

const STYLE = `
	text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #24292f; }
	.title { font-size: 15px; font-weight: 600; }
	.unit, .goal { fill: #57606a; font-size: 12px; }
	.bar { fill: #9aa4b2; }
	.ours { fill: #2f6feb; }
	.spread { stroke: #24292f; stroke-width: 1.5; }
	.line { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3; }
	@media (prefers-color-scheme: dark) {
		text { fill: #e6edf3; }
		.unit, .goal { fill: #9198a1; }
		.bar { fill: #59636e; }
		.ours { fill: #4c8dff; }
		.spread { stroke: #e6edf3; }
		.line { stroke: #ff7b72; }
	}`;

/**
 * A bar for each side, its spread as a thin line over it, and a dashed line where the goal is. A spread that would leave no
 * room for the bars is cut off.
 * @param {{ title: string, unit: string, bars: Array<{ label: string, isOurs: boolean, median: number, low: number, high: number }>, goal?: number }} chart
 */
export function drawChart({ title, unit, bars, goal }) {
	const height = TOP + bars.length * (BAR + GAP) + 8;
	const left = Math.ceil(Math.max(...bars.map(({ label }) => label.length)) * LETTER) + 18;
	const width = left + SCALE + RIGHT;
	const tallest = Math.max(...bars.map((bar) => bar.median), goal ?? 0);
	const largest = Math.min(tallest * 1.5, Math.max(tallest, ...bars.map(({ high }) => high)));
	const x = (value) => left + (Math.min(value, largest) / largest) * SCALE;
	const rows = bars.map(({ label, isOurs, median, low, high }, index) => {
		const y = TOP + index * (BAR + GAP);
		const middle = y + BAR / 2;
		const spread =
			low === high
				? ''
				: `<path class="spread" d="M${round(x(low))} ${middle}H${round(x(high))}M${round(x(low))} ${middle - 4}v8M${round(x(high))} ${middle - 4}v8"/>`;
		return `
	<text x="${left - 10}" y="${middle + 4}" text-anchor="end">${escape(label)}</text>
	<rect class="bar${isOurs ? ' ours' : ''}" x="${left}" y="${y}" width="${round(Math.max(1, x(median) - left))}" height="${BAR}" rx="3"/>${spread}
	<text x="${round(x(high)) + 8}" y="${middle + 4}">${escape(short(median))}</text>`;
	});
	const line =
		goal === undefined
			? ''
			: `
	<path class="line" d="M${round(x(goal))} ${TOP - 6}V${height - 8}"/>
	<text class="goal" x="${round(x(goal))}" y="${TOP - 11}" text-anchor="middle">goal</text>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(title)}">
	<style>${STYLE}
	</style>
	<text class="title" x="8" y="22">${escape(title)}</text>
	<text class="unit" x="8" y="42">${escape(unit)}, less is better</text>${rows.join('')}${line}
</svg>
`;
}

function round(number) {
	return Math.round(number * 10) / 10;
}

function escape(text) {
	return String(text).replace(
		/[&<>"]/g,
		(sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign],
	);
}
