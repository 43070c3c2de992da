/** What stands between a service and its clients, and the words with which it turns somebody away. */
const GATEWAYS =
	/cloudflare|cloudfront|incapsula|imperva|sucuri|akamai|fastly|varnish|qrator|ddos-guard|stormwall|istio|envoy|\brbac:|openresty|haproxy|traefik|big-?ip|\bwaf\b|web application firewall|\bddos\b|captcha|(incident|support|ray) id\b|security (check|policy|service)|unusual traffic|(automated|bot) (requests|traffic|detection|protection)|no healthy upstream|upstream (connect|request|server)|enable (javascript|cookies)/i;
/** Words with which a service speaks of the key, and a gateway does not. */
const OF_KEY = /\bkey\b|token|auth|jwt|permission|scope|account|login|credential|ключ|токен/i;

/** Whether a gateway wrote the response. A 404 page does not count: a wrong base URL gives one too, and waiting does not help. */
export function isGatewayPage(status: number, text: string): boolean {
	const start = text.slice(0, 2_000);
	return (
		status !== 404 && (/^\s*(<|error (code: )?\d{3,4}\b)/i.test(start) || GATEWAYS.test(start))
	);
}

/** Whether a 403 in a bare text is none of a service: it would speak of the key. */
export function isTurnedAway(status: number, text: string, json: unknown): boolean {
	const isText = json === undefined || typeof json === 'string';
	return status === 403 && isText && !/^\s*(<|$)/.test(text) && !OF_KEY.test(text);
}
