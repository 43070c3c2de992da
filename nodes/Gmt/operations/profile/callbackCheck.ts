import type { components } from '../../../../contract/gmt';
import { inWords } from '../../../shared/errors';
import type { SetupCheck } from '../../../shared/operation/setup';

type Found = Omit<SetupCheck, 'name'>;
type Call = (url: string) => Promise<components['schemas']['WebhookTestResult']>;

/** Without a public address nothing is lost, only later. */
const LATER = 'so n8n checks purchases by itself, which can take a minute longer';

/** How n8n says that there is no execution 0, whatever the quotes are written like. */
const IDLE_ANSWER = /execution\W{1,6}0\W{1,6}does not exist/i;

/** Whether calls of Get My TG arrive at this n8n: at an address that nothing listens to, so that nothing is started. */
export async function callbackCheck(
	own: { url: string; isReachable: boolean } | undefined,
	call: Call,
): Promise<Found> {
	if (own === undefined)
		return { found: 'Not checked: there is no execution that could be called' };
	const { host } = new URL(own.url);
	if (!own.isReachable)
		return {
			found: `n8n has the private address ${host}, which Get My TG cannot call, ${LATER}`,
			todo: "To be told at once, give this n8n a public address with 'WEBHOOK_URL'.",
		};
	const result = await call(own.url);
	if (IDLE_ANSWER.test(inWords(result.response_body, '')))
		return {
			ok: true,
			found: `Calls from Get My TG arrive at this n8n, at ${host}${afterTime(result)}`,
			todo: "To test a trigger too, add 'Trigger URL' with its Production URL.",
		};
	return {
		ok: false,
		found: `Calls from Get My TG do not arrive at this n8n, at ${host}, ${LATER}. This came back instead${afterTime(result)}: ${answerOf(result)}`,
		todo: "Set 'WEBHOOK_URL' to the address at which n8n can be reached from the internet, and let a proxy or firewall before it pass such calls.",
	};
}

/** Whether a trigger takes a sample, and with which fields it came. */
export async function triggerCheck(triggerUrl: string, call: Call): Promise<Found> {
	const result = await call(triggerUrl);
	return result.success
		? { ok: true, found: `The address answered${afterTime(result)}: ${answerOf(result)}` }
		: {
				ok: false,
				found: `The sample did not arrive${afterTime(result)}: ${answerOf(result)}`,
				todo: "Publish the workflow of the trigger, use its Production URL, and make sure that n8n can be reached from the internet ('WEBHOOK_URL').",
			};
}

function afterTime({ response_time_ms: ms }: { response_time_ms?: unknown }): string {
	return typeof ms === 'number' ? ` after ${ms} ms` : '';
}

/** What was answered, or why nothing was. */
function answerOf({
	success,
	error,
	response_body,
	http_code,
}: components['schemas']['WebhookTestResult']): string {
	const answer = inWords(response_body, inWords(http_code));
	return success ? answer : inWords(error, answer);
}
