/** Words of SMS in many languages, as parts of regular expressions that ignore case. */

const word = (...words: string[]) => `(?<![\\p{L}\\p{M}])(?:${words.join('|')})`;

/** Words for a code that is sent to be typed in. Scripts without spaces, and with prefixes, have no word boundary. */
export const KEYWORDS = new RegExp(
	[
		// Latin
		`(?<![\\p{L}\\p{M}])(?:\\p{L}{0,24}codes?|\\p{L}{0,24}koo?d(?:e[nr]?|i|y|u|ı|as?|ni|in|uz|unu|unuz|unuzu|umuz|ingiz|ingizni|em)?)(?!\\p{L})`,
		`(?<![\\p{L}\\p{M}])(?:c[oó]dig[oi]s?|codi|codice|cod|codul|koodi\\p{L}{0,3}|k[oó]d\\p{L}{0,3}|kods|kód)(?!\\p{L})`,
		`(?<![\\p{L}\\p{M}])(?:otp|totp|pin|m?tan|passphrase|passwor[dt]|parol\\p{L}{0,8}|[sş][iİı]fre\\p{L}{0,6}|senha|contrase[nñ]a|mot de passe|hasło|heslo|jelszó|wachtwoord|mã|m[aậ]t kh[aẩ]u|kata sandi|lozinka|msimbo)(?!\\p{L})`,
		// Cyrillic and Greek
		`(?<!\\p{L})(?:код(?:\\p{L}{0,3}|ы\\p{L}{1,8})|парол\\p{L}{1,3}|пин|құпиясөз|шифр)(?!\\p{L})|(?<!\\p{L})κωδικ\\p{L}{1,3}`,
		'رمز|كود|کد(?!\\p{L})|کوڈ|كلمة (?:السر|المرور)|گذرواژه|קוד|סיסמה|סיסמא|կոդ|კოდი',
		'कोड|ओटीपी|पासवर्ड|কোড|ওটিপি|કોડ|ਕੋਡ|குறியீடு|కోడ్|ಕೋಡ್|കോഡ്|รหัส|โค้ด|លេខកូដ|ລະຫັດ|ကုဒ်|ኮድ',
		'[验驗]证?[證]?[码碼]|校[验驗][码碼]|[动動][态態][码碼]|[确確][认認][码碼]|[认認][证證][码碼]|密[码碼]|口令',
		'コード|認証番号|確認番号|暗証番号|パスワード|인증\\s?번호|인증\\s?코드|확인\\s?코드|코드|비밀번호|승인번호',
	].join('|'),
	'giu',
);

/** Codes that are not sent to be typed in as a proof. */
export const OTHER_CODES = [
	word(
		'(?:promo(?:tion(?:al)?)?|discount|coupon|voucher|referral|invit(?:e|ation)|zip|post(?:al)?|area|country|dialling|error|tracking|booking|reservation|order|product|gift|status|sort|swift|tax|source|dress|bar|qr)[\\s-]?codes?',
		'(?:gutschein|rabatt|aktions|fehler|buchungs)-?codes?|postleitzahl|plz',
		'code (?:promo|postal|de réduction|barres)|c[oó]digo (?:postal|promocional|de descuento|de desconto|de error)|codice (?:sconto|promo|postale|fiscale)|cod(?:ul)? (?:promo\\p{L}*|poștal)',
		'kod (?:rabatowy|pocztowy|promocyjny)|(?:promosyon|[iıİ]ndirim|posta|kupon|hata) kodu|promo-?kod\\p{L}{0,4}|kode (?:promo|pos|voucher|diskon)',
		'промо-?код\\p{L}{0,3}|код (?:ошибки|товара|города|региона|купона)|почтовый код|индекс',
	),
	'mã (?:giảm giá|đơn hàng|vận đơn|khuyến mãi)|优惠[码券]|優惠碼|折扣码|邀请码|邮[编政]编?码?|クーポンコード|郵便番号|쿠폰\\s?코드|우편번호',
	'کد (?:تخفیف|پستی|رهگیری|ملی)|(?:رمز|كود) (?:الخصم|خصم|بريدي)|קוד (?:קופון|הנחה)|โค้ดส่วนลด|รหัส(?:ไปรษณีย์|ส่วนลด)|कूपन कोड|पिन कोड',
].join('|');

/** Currencies, written or as signs. */
export const CURRENCY = [
	'[$€£¥₹₽₺₴₩₫฿₪₦₱₸₾]|R\\$|S/\\.',
	word(
		"usd|eur|gbp|rub|uah|kzt|uzs|inr|irr|try|cny|rmb|jpy|krw|vnd|idr|thb|brl|pln|czk|ron|huf|sek|nok|dkk|chf|cad|aud|aed|sar|egp|ngn|kes|php|mxn|ils|pkr|bdt|rs|rp|tl|kr|lei|z[łl]|kč|ft|đ|dong|đồng|euros?|dollars?|reais|pesos?|so['‘’ʻ]?m|sum|rupees?|rupiah",
		'руб(?:\\.|л\\p{L}{1,2})?|р|коп|грн|гривен|тг|тенге|сум|бел\\. ?руб',
	),
	'元|円|원|บาท|تومان|ریال|ريال|درهم|جنيه|דינר|ש"ח|रुपये|রুপি|টাকা',
].join('|');

/** Units that make a number a duration or a count. */
export const UNITS = [
	's(?:ec(?:s|onds?|\\.)?)?|m(?:in(?:s|utes?|utos?|uti|uten?|uut|utter|uter|uta|uty|\\.)?)?|minut(?:i|y|er|ter|elor|es)?|h(?:(?:ou)?rs?)?|hours?|stunden?|heures?|horas?|ore|godzin\\p{L}*|saat\\p{L}*|days?|tage?n?|jours?|d[ií]as?|giorni|dni|g[üu]n\\p{L}*|weeks?|months?|years?|secondes?|segundos?|secondi|sekund\\p{L}*|saniye\\p{L}*|detik|menit|jam|hari|dakika\\p{L}*|daqiqa\\p{L}*|phút|giờ|ngày|giây|perc\\p{L}*|gb|mb|kb|km|kg|points?|x',
	'мин(?:\\.|ут\\p{L}{0,2})?|с(?:ек(?:\\.|унд\\p{L}{0,2})?)?|ч(?:ас\\p{L}{0,2})?|дн(?:я|ей|ів)|день|сут(?:ок|ки)|хв(?:илин\\p{L}{0,2})?|годин\\p{L}{0,2}|раз|балл\\p{L}{0,3}|бонус\\p{L}{0,3}|гб|мб|λεπτ\\p{L}{1,3}|ώρες',
	'分[钟鐘間间]?(?:内|內|以内)?|小时|小時|時間|秒|天|日|분|시간|초|일|นาที|ชั่วโมง|วัน|วินาที|دقیقه|دقيقة|دقائق|ساعت|ساعة|ساعات|ثانیه|ثانية|יום|דקות|שעות|मिनट|घंटे|सेकंड|মিনিট',
].join('|');

/** Words before a number to call. */
export const PHONE_WORDS = [
	word(
		'call|calling|tel|telephone|phone|hotline|helpline|dial|from|sender|anruf\\p{L}*|llam[ae]\\p{L}*|appelez|ligue|chiam\\p{L}*|hubungi|telp|aray[ıi]n|gọi|zadzwoń|infoline',
		'тел|телефон\\p{L}{0,3}|звон\\p{L}{1,5}|дзвон\\p{L}{1,5}|от|номер\\p{L}{0,2}|отправител\\p{L}{1,3}',
	),
	'โทร|拨打|致电|撥打|電話|전화|문의|تماس|اتصل|התקשר\\p{L}?|कॉल',
].join('|');

/** Words before the number of something that is not a code. */
export const LABELS = [
	word(
		'orders?|ref|reference|invoice|bill|ticket|tracking|shipment|parcel|package|booking|reservation|case|request|transaction|txn|trx|payment|contract|policy|member|customer|client|employee|agent|user|id|flight|train|bus|gate|room|table|seat|door|flat|apartment|apt|floor|building|office|store|shop|branch|locker|box|terminal|atm|queue|version|build|ride|trip|car|taxi|vehicle|channel|street|page|line|unit|platform|visit|appointment|meeting|delivery|total|sum|amount|balance|paid|limit|saldo|importe|montant|betrag|importo|kwota|tutar',
		'card|visa|mastercard|account|acct|a/c|acc|ending|ending in|ending with|ends in|last (?:four|4)(?: digits)?',
		'bestell\\p{L}*|rechnung\\p{L}*|sendung\\p{L}*|paket|auftrag\\p{L}*|karte|konto|kundennummer|zimmer|pedido|factura|tarjeta|cuenta|habitaci[oó]n|vuelo|commande|facture|colis|carte|compte|chambre|vol|ordine|fattura|pacco|carta|encomenda|cartão|conta|fatura|zam[oó]wieni\\p{L}*|paczk\\p{L}*|kart[ayąı]?\\p{L}{0,4}|konta|sipariş\\p{L}*|kargo|hesap|hesab\\p{L}*|pesanan|paket|kartu|rekening|đơn hàng|thẻ|tài khoản|buyurtma\\p{L}*',
		'заказ\\p{L}{0,3}|заявк\\p{L}{1,2}|договор\\p{L}{0,2}|счет\\p{L}{0,2}|сч[её]т\\p{L}{0,2}|карт\\p{L}{0,3}|посылк\\p{L}{1,2}|отправлени\\p{L}{1,2}|трек|накладн\\p{L}{1,3}|бил[её]т\\p{L}{0,2}|чек\\p{L}{0,2}|рейс\\p{L}{0,2}|поезд\\p{L}{0,2}|кабинет\\p{L}{0,2}|талон\\p{L}{0,2}|квартир\\p{L}{1,2}|машин\\p{L}{1,2}|авто|замовленн\\p{L}{1,2}|рахун\\p{L}{1,4}|картк\\p{L}{1,2}|мир|сумм\\p{L}{1,2}|итого|баланс\\p{L}{0,2}|остаток|операци\\p{L}{1,2}',
	),
	'订单号?|訂單|单号|運單|尾号|尾號|卡号?|账号|帳號|包裹|航班|注文|注文番号|カード|口座|便|予約番号|주문\\s?번호?|카드|계좌|운송장|سفارش|کارت|حساب|طلب|الطلب|بطاقة|הזמנה|כרטיס|חשבון|ऑर्डर|कार्ड|खाते|খাতা|অর্ডার|คำสั่งซื้อ|บัตร|บัญชี|พัสดุ',
].join('|');

/** Words that go with a code where none says so. */
export const SIGN_IN_WORDS = new RegExp(
	[
		word(
			'verif\\p{L}*|confirm\\p{L}*|log\\s?in|sign\\s?in|logging in|2fa|authenticat\\p{L}*|activat\\p{L}*|regist(?:er|ration)',
			'anmeld\\p{L}*|bestätig\\p{L}*|connexion|connecter|inicia\\p{L}* sesión|accedi|accesso|logowani\\p{L}*|giriş\\p{L}*|onay\\p{L}*|doğrula\\p{L}*|tasdiq\\p{L}*|đăng nhập|xác (?:minh|nhận|thực)|masuk|verifikasi',
			'вход\\p{L}{0,2}|войти|подтвержд\\p{L}{1,4}|подтвердит\\p{L}{0,2}|регистраци\\p{L}{1,2}|авторизаци\\p{L}{1,2}|підтвердж\\p{L}{1,4}|увійти',
		),
		'登[录入錄]|验证|驗證|認証|ログイン|인증|로그인|تأیید|ورود|تأكيد|التحقق|אימות|כניסה|ยืนยัน|सत्यापन',
	].join('|'),
	'iu',
);
