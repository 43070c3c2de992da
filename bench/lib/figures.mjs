/** The middle one of some numbers. */
export function median(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The number below which so much of the others lies, 0.95 for 95 %. */
export function percentile(numbers, part) {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}

/** Median, smallest and largest. */
export function summary(numbers) {
	return { median: median(numbers), low: Math.min(...numbers), high: Math.max(...numbers) };
}

/** How one side compares to another, round by round: what disturbs both at the same time is not counted. */
export function ratio(measure, side, other) {
	return (samples) =>
		summary(samples[side].map((sample, round) => sample[measure] / samples[other][round][measure]));
}

/** What one side measured. */
export function value(measure, side = 'ours') {
	return (samples) => summary(samples[side].map((sample) => sample[measure]));
}

/** The largest that one side measured: for what must never happen. */
export function most(measure, side = 'ours') {
	return (samples) => {
		const { low, high } = value(measure, side)(samples);
		return { median: high, low, high };
	};
}

/** A number with about three digits. */
export function short(number) {
	if (Number.isInteger(number)) return number.toLocaleString('en-US');
	const digits =
		Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : Math.abs(number) >= 1 ? 2 : 3;
	return number.toLocaleString('en-US', {
		maximumFractionDigits: digits,
		minimumFractionDigits: Math.min(digits, 2),
	});
}

/** A summary with its spread. */
export function withSpread({ median: middle, low, high }, unit = '') {
	const spread = low === high ? '' : ` (${short(low)} – ${short(high)})`;
	return `${short(middle)}${unit && ` ${unit}`}${spread}`;
}

/** How a goal was met; `off` is what no noise explains. */
export function judge({ atMost, of }, samples) {
	const result = of(samples);
	const verdict = result.median <= atMost ? 'met' : result.median <= atMost * 2 ? 'missed' : 'off';
	return { result, verdict };
}
