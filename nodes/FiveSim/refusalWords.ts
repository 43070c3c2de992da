import { refusals } from './refusals';
import type { Refusal } from '../shared/http/service';

/** A refusal is short; a long text is about something else. */
const SHORT = 160;

/** That the account is blocked, not the address of this n8n. */
export const ACCOUNT_BLOCKED =
	/\b(?:account|user|profile)\b(?! order).{0,40}\b(?:blocked|banned|suspended|disabled|frozen|inactive)\b|^banned\b|аккаунт.{0,20}(?:заблокирован|забанен|отключ)|cuenta.{0,20}(?:bloquead|suspendid)|(?:账户|账号|帐号)(?:已)?(?:被)?(?:封|冻结|禁用)/u;

/** That it is a matter of time. */
const NOT_YET =
	/\bneed to wait\b|\btoo (?:early|soon)\b|\bearly cancel|\bnot yet\b|\b(?:wait|try again|retry|cancel\w*|ban\w*)\b.{0,40}\b\d+ ?(?:s|sec\w*|m|min\w*)\b|\bwait\b.{0,20}\bminutes?\b|подожд|слишком рано|пока (?:нельзя|невозможно)|ещ[её] рано|через \d+ (?:сек|мин)|esper[ae]|demasiado pronto|请等待|请稍后|稍后再试|太早/u;

const WRONG =
	'bad|incorrect|invalid|wrong|unknown|select|choose|empty|missing|required|not found|not exist|does not exist|not supported|unsupported';
const WRONG_RU =
	'не найден\\p{L}*|неверн\\p{L}*|неизвестн\\p{L}*|не существует|не указан\\p{L}*|выберите';
const WRONG_ES =
	'no (?:existe|encontrad[oa])|inválid[oa]|incorrect[oa]|desconocid[oa]|elija|seleccione';

/** That a value is wrong, in either order of the two. */
function wrong(english: string, russian: string, spanish: string, chinese: string): RegExp {
	const either = (name: string, words: string, near: number) =>
		`(?<!\\p{L})(?:${words})(?!\\p{L}).{0,${near}}(?<!\\p{L})(?:${name})|(?<!\\p{L})(?:${name}).{0,15}(?<!\\p{L})(?:${words})(?!\\p{L})`;
	return new RegExp(
		[
			either(english, WRONG, 10),
			either(russian, WRONG_RU, 10),
			either(spanish, WRONG_ES, 10),
			`(?:${chinese}).{0,4}(?:错误|无效|不存在|不正确|未知)|(?:无效|未知|错误)的?(?:${chinese})`,
		].join('|'),
		'u',
	);
}

let otherWords: ReadonlyArray<readonly [RegExp, keyof typeof refusals]> | undefined;

/**
 * Refusals in other words than 5sim's, by what is certain to be meant; the first that fits counts. White-label sites speak
 * other languages, and some the words of older services (`NO NUMBERS`). They take long to prepare, and are seldom needed.
 */
function inOtherWords(): NonNullable<typeof otherWords> {
	return (otherWords ??= [
		[ACCOUNT_BLOCKED, 'account blocked'],
		[
			/\b(?:not enough|insufficient|low|no|too small|not sufficient)\b.{0,20}\b(?:balance|funds|money|credits?)\b|\bbalance\b.{0,15}\b(?:low|insufficient|not enough)\b|\btop up\b.{0,15}\b(?:balance|account)\b|(?:недостаточно|не хватает|нет) (?:средств|денег)|(?:пополните|низкий|мал\p{L}*) баланс|баланс.{0,10}(?:недостаточ|мал)|недостатньо (?:коштів|грошей)|saldo.{0,10}insuficiente|(?:fondos|saldo) insuficientes?|solde.{0,10}insuffisant|guthaben.{0,20}(?:nicht|zu)|(?:kein|nicht genug|zu wenig) guthaben|yetersiz bakiye|bakiye.{0,10}yetersiz|saldo.{0,10}(?:tidak|kurang)|số dư|(?:brak|niewystarczając\p{L}*) środk|رصيد.{0,10}(?:كاف|كافي)|余额不足|请充值/u,
			'not enough user balance',
		],
		[
			/\b(?:not enough|insufficient|low|zero|too low)\b.{0,20}\brating\b|\brating\b.{0,15}\b(?:low|zero)\b|(?:низкий|недостаточный) рейтинг|рейтинг.{0,15}(?:низк|недостаточ)|calificación.{0,10}baja|(?:评分|信用)(?:过低|太低|不足)/u,
			'not enough rating',
		],
		[
			/\bno (?:free |available |more )?(?:phones?|numbers?)\b|\b(?:phones?|numbers?) (?:are |is )?(?:not available|unavailable|sold out)|\bnot in stock|\bout of stock|\bsold out|нет (?:свободных |доступных )?номеров|номера (?:закончились|отсутствуют|недоступны)|закончились номера|номеров нет|нет в наличии|(?:немає|нема) (?:вільних |доступних )?номерів|no hay (?:n[uú]meros|tel[eé]fonos)|(?:não há|sem) números|aucun (?:num[eé]ro|t[eé]l[eé]phone)|keine (?:freien? )?(?:rufn|n)ummern?|numara (?:yok|kalmadı)|(?:nomor|nombor).{0,15}(?:tidak|habis)|hết số|brak (?:wolnych |dostępnych )?numerów|(?:لا توجد|لا يوجد) (?:أرقام|رقم)|n[uú]meros? (?:agotad|no disponible)|(?:没有|暂无|无)(?:可用)?(?:的)?(?:号码|号)|号码(?:不足|已用完)|库存不足|缺货/u,
			'no free phones',
		],
		// These name a time too, and not only to those who cancel.
		[
			/\b(?:server|operator|connection)\b.{0,15}\b(?:offline|unavailable|not available)\b|\bno connection\b|сервер.{0,10}недоступ/u,
			'server offline',
		],
		[
			/\b(?:server|sql|internal)[ -]error\b|\berror sql\b|\btoo many requests\b|\b(?:system|service|server|operator)(?: is)?(?: temporarily| currently)? (?:busy|overloaded|unavailable|not available|error)\b|внутренняя ошибка|ошибка сервера|(?:сервер|сервис|система)\p{L}*.{0,15}(?:недоступ|занят|перегруж)|系统.{0,4}(?:繁忙|错误)|服务器.{0,4}(?:繁忙|错误)/u,
			'internal error',
		],
		[NOT_YET, 'you need to wait time'],
		[
			/\b(?:no|without|not (?:yet )?(?:received|got|have|arrived)|haven.?t (?:received|got)|hasn.?t (?:received|got)) (?:an? |any )?(?:received )?(?:sms|codes?)\b|\b(?:sms|code)\b.{0,10}\b(?:not|never) (?:yet )?(?:been )?(?:received|arrived|come)|\bonly\b.{0,20}\bwith (?:an? )?(?:sms|code)\b|нет (?:смс|кода)|без смс|(?:смс|код) (?:ещё |еще )?не (?:получен|приш[её]л)/u,
			'order no sms',
		],
		[
			/\b(?:has|have|received|with|got) (?:an? )?(?:sms|code)\b|\b(?:sms|code)\b.{0,15}\b(?:already|was) received|смс (?:уже )?(?:получено|пришло)|код уже (?:получен|пришел)/u,
			'order has sms',
		],
		[/\bhosting\b.{0,20}\border\b/, 'hosting order'],
		[
			/\b(?:order|activation)\b.{0,30}\b(?:not found|not exist|unknown)|\b(?:no such|unknown|no) (?:order|activation)\b|(?:заказ|активация)\p{L}* не найден|pedido no (?:existe|encontrado)|订单不存在/u,
			'order not found',
		],
		[/\border\b.{0,30}\bexpired\b|заказ (?:истек|истёк|просрочен)|订单已过期/u, 'order expired'],
		[
			/\border\b.{0,30}\b(?:already|finished|cancell?ed|banned|closed|completed)\b|\balready (?:finished|cancell?ed|banned|closed|completed)\b|\b(?:wrong|bad|invalid|incorrect)\b.{0,20}\bstatus\b|заказ (?:уже )?(?:завершен|завершён|отмен[её]н|закрыт)|订单已(?:完成|取消|关闭)/u,
			'order is over',
		],
		[
			/\b(?:token|api[ -]?key|key|jwt)\b.{0,20}\bexpired\b|(?:токен|ключ).{0,15}(?:ист[её]к|просрочен)/u,
			'token expired',
		],
		[
			/\b(?:token|api[ -]?key|key|jwt)\b.{0,20}\b(?:invalid|incorrect|malformed|wrong|missing|not valid|not found)\b|\b(?:bad|wrong|invalid|no|incorrect|missing)\b.{0,5}\b(?:token|(?:api[ -]?)?key|jwt)\b|(?:неверный|недействительный|неправильный) (?:токен|ключ|api)|(?:clave|token|llave).{0,10}(?:inválid|incorrect)|(?:密钥|令牌|key).{0,3}(?:无效|错误)/u,
			'token invalid',
		],
		[wrong('country', 'стран\\p{L}*', 'país', '国家'), 'bad country'],
		[wrong('operator', 'оператор\\p{L}*', 'operador', '运营商'), 'bad operator'],
		[
			wrong(
				'product|service',
				'продукт\\p{L}*|сервис\\p{L}*|товар\\p{L}*',
				'producto|servicio',
				'产品|服务',
			),
			'no product',
		],
	]);
}

/** What a text of 5sim means: as it is known, or in other words. */
export function meaningOf(text: string): Refusal | undefined {
	const said = text
		.trim()
		.replace(/^["'\s]+|["'\s.!:]+$/g, '')
		.replace(/[\s_]+/g, ' ')
		.toLowerCase();
	if (Object.hasOwn(refusals, said)) return refusals[said];
	if (said.length > SHORT) return undefined;
	const other = inOtherWords().find(([pattern]) => pattern.test(said));
	return (
		other && {
			...refusals[other[1]]!,
			isGuess: true,
			...(NOT_YET.test(said) && { notYet: true }),
		}
	);
}
