import type { components } from '../../../contract/fivesim';
import { momentOf } from '../../shared/moment';

/** A message with what it is known by. */
export interface KnownMessage {
	/** The same in every response that shows the message, and in every process. */
	key: string;
	/** When it was recorded, in milliseconds since 1970. */
	at: number;
	sms: components['schemas']['Sms'];
}

/** The messages of an order, oldest first. They have no number that can be relied upon, so their content identifies them. */
export function messagesOf({
	sms,
}: Partial<Pick<components['schemas']['Order'], 'sms'>>): KnownMessage[] {
	const counts = new Map<string, number>();
	return (Array.isArray(sms) ? sms : [])
		.filter((message) => typeof message === 'object' && message !== null)
		.map((message): KnownMessage => {
			const { created_at, date, sender, text } = message;
			const at = momentOf(created_at) ?? momentOf(date) ?? 0;
			// Responses differ in how many decimal places they give a second.
			const content = `${at.toString(36)}.${fingerprint([Date.parse(date), sender, text].join('\n'))}`;
			const earlier = counts.get(content) ?? 0;
			counts.set(content, earlier + 1);
			// Two identical messages in one order are two messages.
			return { key: earlier === 0 ? content : `${content}.${earlier}`, at, sms: message };
		})
		.sort((a, b) => a.at - b.at);
}

/** A short number for a text (cyrb53: 53 bits, public domain), not meant against forgery. */
function fingerprint(text: string): string {
	let [a, b] = [0xdeadbeef, 0x41c6ce57];
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		a = Math.imul(a ^ unit, 2_654_435_761);
		b = Math.imul(b ^ unit, 1_597_334_677);
	}
	a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
	b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
	return (4_294_967_296 * (2_097_151 & b) + (a >>> 0)).toString(36);
}
