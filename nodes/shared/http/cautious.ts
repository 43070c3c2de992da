import type { ErrorCode } from '../errors';
import { redirected } from './failures';
import { isGatewayPage } from './gateway';
import type { HttpResponse, Outcome } from './outcome';
import { isRedirect, targetPath } from './redirect';
import type { Service } from './service';

/** What a purchase is known by, in JSON or as a long number in a sentence: beside it, a text is no refusal. */
const OF_PURCHASE =
	/"(id|phone|phone_?number|(order|purchase|bulk_purchase|activation)_?id)"\s*:\s*"?\+?\d|\d{7,}/i;
/** With an error status it takes more than a number, which errors have too. */
const WHOLE_PURCHASE =
	/^(?:(?=[^]*"id"\s*:\s*"?\d)(?=[^]*"phone(_?number)?"\s*:\s*"?\+?\d)|(?=[^]*"bulk_purchase_id"\s*:\s*"?\d)(?=[^]*"quantity"\s*:))(?=[^]*"status"\s*:)/i;
/** What words say clearly that are not the service's own. About time, trouble and orders they speak after a purchase as well. */
const CLEAR: readonly ErrorCode[] = [
	'authentication',
	'insufficientBalance',
	'invalidInput',
	'outOfStock',
	'ratingTooLow',
];
/** That a request was there before. */
const REPEATED =
	/duplicat|already|in progress|processing|being processed|повторн|дубл|уже |обрабатыва|в обработке|вже |обробля|duplicad|\bya (?:se|fue|ha|est[aá]|existe)|procesando|重复|处理中|已(?:经|存在|提交|购买|处理)/i;
/** Statuses of what stands in the way of another request, and perhaps is the same one. */
const LOCKED = [409, 423, 425];

/**
 * What a refusal is worth where money is at stake: one of a gateway, or with a status that tells of trouble at the
 * service's side, does not prove that nothing happened. Neither do vague words with status 200, or with a conflict, or
 * those of an earlier request: something on the way may have sent it twice. 499 is a gateway that did not wait.
 */
export function cautious(service: Service, outcome: Outcome, response: HttpResponse): Outcome {
	const { status, headers, text } = response;
	// The live 5sim answers what it does not know with just this redirect (contract/facts.md).
	if (isRedirect(status) && !(status === 302 && /^\/(?!\/)/.test(targetPath(headers.location))))
		return { kind: 'unknown', failure: redirected(service, status) };
	if (outcome.kind !== 'refused' && outcome.kind !== 'retryLater') return outcome;
	const { code, isGuess } = outcome.failure;
	const start = text.slice(0, 10_000);
	const isUnmistakable = CLEAR.includes(code) && code !== 'invalidInput' && status !== 409;
	const tellsOfOne =
		status >= 400 && ((!isUnmistakable && REPEATED.test(start)) || WHOLE_PURCHASE.test(start));
	if (outcome.kind === 'retryLater') return tellsOfOne ? { ...outcome, kind: 'unknown' } : outcome;
	const isVague = isGuess && !CLEAR.includes(code);
	const isDoubtful =
		tellsOfOne ||
		(status < 300 && (isVague || OF_PURCHASE.test(start))) ||
		status >= 500 ||
		status === 499 ||
		(LOCKED.includes(status) && (isVague || code === 'refused')) ||
		isGatewayPage(status, text) ||
		(status === 403 && code === 'providerUnavailable');
	return isDoubtful ? { ...outcome, kind: 'unknown' } : outcome;
}
