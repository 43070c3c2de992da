const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
/** White space in JSON. */
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Reads the text of a JSON object while it arrives, and gives each of its fields away as soon as it is complete: a large
 * object need not be held whole. It only looks for the commas between the fields. The text between two of them goes to
 * `JSON.parse`, which alone decides what is JSON.
 */
export class ObjectFields {
	/** `other`: the text does not even begin like an object. `broken`: it does, but is none, or `take` has failed. */
	state: 'before' | 'empty' | 'inside' | 'whole' | 'other' | 'broken' = 'before';
	/** How many brackets are open. */
	private depth = 0;
	private isInString = false;
	/** Whether the next character follows a backslash. */
	private isEscaped = false;
	/** The beginning of a field whose end has not come. */
	private begun = '';

	/** @param take gets each field in an object of its own; a name that comes twice comes twice, and the last one counts */
	constructor(private readonly take: (field: Record<string, unknown>) => void) {}

	/** Reads the next piece of the text. What follows one that is no part of an object is not looked at. */
	add(text: string): void {
		if (this.state === 'other' || this.state === 'broken') return;
		try {
			this.scan(text);
		} catch {
			this.state = this.state === 'before' ? 'other' : 'broken';
		}
	}

	private scan(text: string): void {
		// In variables, since this runs for every character.
		let { depth, isInString } = this;
		let from = 0;
		let at = this.isEscaped ? 1 : 0;
		for (; at < text.length; at++) {
			const char = text.charCodeAt(at);
			if (isInString) {
				if (char === QUOTE) isInString = false;
				else if (char === BACKSLASH) at++;
			} else if (depth === 0) {
				if (SPACES.has(char)) continue;
				if (char !== OPEN || this.state !== 'before') throw noObject();
				[depth, from, this.state] = [1, at + 1, 'empty'];
			} else if (char === QUOTE) isInString = true;
			else if (char === OPEN || char === OPEN_LIST) depth++;
			else if (char === CLOSE || char === CLOSE_LIST) {
				depth--;
				if (depth === 0) this.complete(text.slice(from, at), true);
			} else if (char === COMMA && depth === 1) {
				this.complete(text.slice(from, at), false);
				from = at + 1;
			}
		}
		this.isEscaped = at > text.length;
		[this.depth, this.isInString] = [depth, isInString];
		if (depth > 0) this.begun += text.slice(from);
	}

	private complete(text: string, isLast: boolean): void {
		const field = JSON.parse(`{${this.begun}${text}}`) as Record<string, unknown>;
		this.begun = '';
		if (Object.keys(field).length === 1) this.take(field);
		else if (!isLast || this.state !== 'empty') throw noObject();
		this.state = isLast ? 'whole' : 'inside';
	}
}

function noObject(): SyntaxError {
	return new SyntaxError('This is not a JSON object');
}
