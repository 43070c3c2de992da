const { withGlobal } = require('@sinonjs/fake-timers');
const { ChildProcess } = require('node:child_process');
const { ServerResponse } = require('node:http');
const { performance } = require('node:perf_hooks');
const { Gunzip } = require('node:zlib');

const { setTimeout: realTimeout, clearTimeout: clearRealTimeout } = globalThis;
const realAbortTimeout = AbortSignal.timeout;
/** What may still bring something although the event loop is quiet: a file, a name to be resolved, and another process. */
const UNDER_WAY = /^(FSReq|FileHandle|GetAddrInfoReq)/;
const processes = new Set();
const { spawn } = ChildProcess.prototype;
ChildProcess.prototype.spawn = function (...args) {
	processes.add(this);
	for (const end of ['exit', 'close']) this.once(end, () => processes.delete(this));
	return spawn.apply(this, args);
};
/** Streams that are packing or unpacking, which is done in threads of their own and told by no resource. */
const packing = new Set();
const Zlib = Object.getPrototypeOf(Object.getPrototypeOf(Gunzip.prototype));
const { _transform: transform, _destroy: destroy } = Zlib;
Zlib._transform = function (chunk, encoding, done) {
	packing.add(this);
	return transform.call(this, chunk, encoding, (...result) => {
		packing.delete(this);
		done(...result);
	});
};
Zlib._destroy = function (...args) {
	packing.delete(this);
	return destroy.apply(this, args);
};
/** Node.js dates the responses of servers by the time of the computer. */
const { writeHead } = ServerResponse.prototype;
ServerResponse.prototype.writeHead = function (...args) {
	if (this.sendDate && !this.headersSent && !this.hasHeader('Date'))
		this.setHeader('Date', new Date().toUTCString());
	return writeHead.apply(this, args);
};
/** How many rounds of the event loop in a row have to bring no event. What one end of a local connection sends, the other end has. */
const QUIET_LOOKS = 3;
/** Milliseconds. Before a longer jump the computer gets a real one to bring something. */
const SHORT = 50;
/** Timers within so many milliseconds run in one go. */
const TOGETHER = 3;

function isUnderWay() {
	// Not getActiveResourcesInfo, which gathers every open connection too.
	return (
		packing.size > 0 ||
		processes.size > 0 ||
		process._getActiveRequests().some((request) => UNDER_WAY.test(request.constructor.name))
	);
}

/**
 * Time that waits for the work and not the other way round. While the process does something, time passes slowly; when
 * everything waits for a timer, it jumps to that timer. So a test that waits a minute takes milliseconds, and no time limit runs
 * out because the computer is busy. Services, engine and nodes run in this process and all live in this time; Jest does not.
 */
class Time {
	start() {
		this.clock = withGlobal(globalThis).install({
			now: Date.now(),
			toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
			// Those that were set before, such as those of fetch.
			shouldClearNativeTimers: true,
		});
		AbortSignal.timeout = (milliseconds) => {
			const controller = new AbortController();
			const text = 'The operation was aborted due to timeout';
			globalThis.setTimeout(
				() => controller.abort(new DOMException(text, 'TimeoutError')),
				milliseconds,
			);
			return controller.signal;
		};
		this.quiet = 0;
		this.passed = 0;
		this.lookedAt = performance.now();
		this.rest();
	}

	/** Back to the time of the computer, also when told twice. */
	stop() {
		if (!this.clock) return;
		clearRealTimeout(this.next?.timer);
		clearImmediate(this.next?.immediate);
		this.clock.uninstall();
		this.clock = undefined;
		AbortSignal.timeout = realAbortTimeout;
	}

	look() {
		this.next = undefined;
		const passed = performance.now() - this.lookedAt;
		this.lookedAt += passed;
		// Node.js before 20.18 does not count events: there time passes as it does.
		const events = performance.nodeTiming.uvMetricsInfo?.events;
		const isQuiet = events !== undefined && events === this.events;
		this.events = events;
		this.quiet = isQuiet ? this.quiet + 1 : 0;
		if (events === undefined) this.pass(passed);
		else if (!isQuiet) this.pass(Math.min(passed, 5));
		else if (this.quiet < QUIET_LOOKS) return this.lookAgainAtOnce();
		else if (isUnderWay()) this.pass(passed);
		else return this.jump();
		this.hasRested = false;
		this.rest();
	}

	jump() {
		this.quiet = 0;
		const ahead = this.untilNextTimer();
		if (ahead === Infinity) return this.rest();
		if (ahead > SHORT && !this.hasRested) {
			this.hasRested = true;
			return this.rest();
		}
		this.hasRested = false;
		this.pass(ahead + TOGETHER);
		this.lookAgainAtOnce();
	}

	lookAgainAtOnce() {
		this.next = { immediate: setImmediate(() => this.look()) };
	}

	rest() {
		this.next = { timer: realTimeout(() => this.look(), 1) };
	}

	untilNextTimer() {
		let next = Infinity;
		for (const { callAt } of this.clock.timers?.values() ?? []) next = Math.min(next, callAt);
		return Math.max(1, next - this.clock.now);
	}

	pass(milliseconds) {
		this.passed += milliseconds;
		const whole = Math.floor(this.passed);
		this.passed -= whole;
		// The clock looks through all timers for each that it runs: most of the time there is none to run.
		if (whole < this.untilNextTimer()) this.clock.now += whole;
		else this.clock.tick(whole);
	}
}

module.exports = { Time };
