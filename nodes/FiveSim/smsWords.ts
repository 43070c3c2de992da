/** Words for a code, wherever they stand in a word: `Bestätigungscode`, `kodunuz`, `رمزك`, `验证码是`. */
export const PARTS =
	'code|kode|kod|kód|kood|uthibitisho|msimbo|códig|codig|codice|codul|cod de|koda|passcode|passwor|passwort|parol|şifre|sifre|şifrə|contraseña|clave|senha|mot de passe|' +
	'wachtwoord|hasło|haslo|heslo|lozink|salasana|jelszó|jelszav|κωδικ|код|пароль|пароля|құпиясөз|კოდ|կոդ|קוד|סיסמ|رمز|كلمة المرور|كلمة السر|كود|کد|کوڈ|कोड|ओटीपी|কোড|ওটিপি|કોડ|ਕੋਡ|ಕೋಡ್|കോഡ്|කේත|ኮድ|' +
	'குறியீட|ఓటీపీ|కోడ్|รหัส|ລະຫັດ|កូដ|ကုဒ်|验证码|驗證碼|校验码|確認碼|确认码|认证码|認證碼|动态码|動態碼|动态密码|口令|密码|密碼|代码|コード|認証番号|' +
	'確認番号|暗証番号|인증 ?번호|인증코드|코드|비밀번호|' +
	// Vietnamese without its marks, as many networks send it.
	'ma (?:xac (?:thuc|nhan|minh)|dang nhap|kich hoat|bao mat|giao dich)';
/** Words for a code that are words of their own. */
export const WORDS =
	'otp|pin|nip|пин|codi|(?:mobile|sms|push|chip|m)?-?tan|mã|token|cvc2?|2fa|(?:verification|security) number';
/** Codes of another kind, whatever language. */
export const OTHER_CODES =
	'(?:zip|postal|post|area|country|dial(?:l?ing)?|promo(?:tional)?|coupon|discount|voucher|gift|referral|reservation|building|fire|plumbing|tax|model|serial|part|shipment|parcel|release|invite|invitation|error|status|bar|qr|dress|sort|swift|tracking|booking|approval|order|item|product|offer|source|ussd|reference|customer|client|member(?:ship)?|subscription|company|agent|dealer|student|branch|biller|merchant|class|supplier|routing)[\\s-]?codes?|(?:deliver|ship)\\p{L}* (?:to|in) (?:your )?pin ?codes?|(?<!\\p{L})puk(?:[\\s-]?codes?)?|code (?:red|blue|orange|yellow|client|abonné|adhérent|naf|ape|insee|guichet|agence|magasin)|codice (?:cliente|utente|abi|cab|pratica|contratto|pod|pdr|ateco|univoco|negozio)|c[oó]digo (?:de |do )?(?:cliente|usuario|usuário)|kod klienta|kundencode|' +
	'промо-?код\\p{L}*|штрих-?код\\p{L}*|трек-?код\\p{L}*|почтов\\p{L}* код\\p{L}*|код\\p{L}* (?:город|регион|стран|країн|товар|заказ|замовлен|магазин|ошибк|помилк|клиент|клієнт|абонент|скидк|знижк|брон|отслеживани|посылк|подразделен|отделен|филиал|налогов|бюджет|услуг|послуг|тариф|терминал|партн[её]р|участник|договор|окпо|октмо|єдрпоу)\\p{L}*|qr-?код\\p{L}*|' +
	'(?:gutschein|rabatt|aktions|strich|buchungs|sendungs|artikel|länder|filial|kortings|actie|klant|waardebon)-?code\\p{L}*|(?:rabatt?|kund|kampanj|produkt|butiks)kode?|(?:alennus|tarjous|asiakas|tuote)koodi|(?:kupon|kedvezmény|vevő|ügyfél|termék)kód|(?:slevov|zľavov|klientsk|zákaznick)\\p{L}* k[oó]d|κωδικ\\p{L}* (?:έκπτωσης|πελάτη|προϊόντος)|(?:promo\\p{L}*|kuponski|poštanski) kod|(?:soodus|kampaania|kliendi)kood|(?:nuolaid|klient|prek)\\p{L}* kod|(?:atlai|klient|prec)\\p{L}* kod|(?:mijoz|mahsulot|chegirma) kod|c[oó]digo (?:postal|promocional|d[aeo] (?:descuento|desconto|comercio|suministro|tienda|loja|socio|convenio|sucursal|boleto|barras|pa[ií]s|[aá]rea|reserva|seguimiento|rastre\\p{L}*|pedido|producto|produto))|code (?:postal|promo|barre|pays|de (?:réduction|suivi|réservation|commande))|' +
	'codice (?:postale|sconto|promozionale|fiscale|prenotazione|ordine|di (?:prenotazione|tracciamento))|kod (?:pocztowy|promocyjny|rabatowy|zniżkowy|pkd|oddziału|przesyłki|zamówienia|rezerwacji)|k[oó]d (?:z[aá]silky|objedn[aá]vky|rezervace)|cod(?:ul)? (?:po[sș]tal|promo|de (?:rezervare|client|reducere|produs|bare))\\p{L}*|(?:posta|müşteri|abone|şube|bayi|kupon|[iİ]ndirim|promosyon|takip|rezervasyon|sipariş|ürün|alan|ülke) kodu\\p{L}*|优惠码|優惠碼|邮政编码|折扣码|(?:股票|基金|机构|機構|产品|產品|会员|客户|商品|企业)代[码碼]|(?:クーポン|お客様|顧客|商品|店舗|会員|支店|招待|紹介|割引)コード|(?:쿠폰|할인|고객|상품|지점|추천인?|초대|회원) ?코드|mã (?:giảm giá|đơn hàng|khuyến mãi|khách hàng|vận đơn|số thuế|sản phẩm|hóa đơn|giới thiệu|đặt (?:chỗ|vé))|รหัส(?:ส่วนลด|ไปรษณีย์|สินค้า|ลูกค้า|สาขา|พัสดุ|สมาชิก)|(?:رمز|كود) (?:الخصم|البريد\\p{L}*|المنتج|العميل|الفرع|الدعوة|الإحالة)|الرمز البريدي|کد (?:تخفیف|پستی|مشتری|شعبه|پذیرش|معرف|سفارش|ملی|رهگیری|پیگیری|رزرو)|رمز (?:الحجز|التتبع)|קוד (?:קופון|הנחה|לקוח|סניף|מוצר)|קופון|(?:कूपन|पिन|डाक|ग्राहक|शाखा) कोड|প্রোমো কোড|kode (?:pos|promo|booking|resi|pesanan|referral|pelanggan|toko|voucher|unik|wilayah|cabang|produk|bayar|pembayaran|diskon|kupon)';
/** Verbs that stand right before a code. */
export const VERBS =
	'use|enter|type|verify|verification|gebruik|(?:confirm|approve|verify|authori[sz]e|log in|sign in)(?: [\\p{L}-]{1,12}){0,2} with|bestätigen(?: [\\p{L}-]{1,12}){0,3} mit|inserire|ange|angi|indtast|подтвердите|підтвердіть|введите|введіть|используйте|eingeben|verwende|ingresa|introduce|usa|utilisez|saisissez|entrez|inserisci|digite|wpisz|zadejte|girin|masukkan|输入|輸入|入力|입력|استخدم|أدخل|وارد کنید|दर्ज करें|nhập|กรอก';
/** What a number is that stands right behind one of these. */
export const OTHER_NUMBERS =
	'save|earn|win|request|order|invoice|transaction|level|table|user|ticket|ref|reference|account|acct|a/c|card|ending|ending in|ending with|case|id|amount|sum|total|payment|payment of|balance|call|phone|tel|mobile|stop to|help to|flight|room|version|atm|terminal|' +
	'№|no|nr|number|заказ\\p{L}*|сч[её]т\\p{L}*|номер\\p{L}*|карт\\p{L}*|ячейк\\p{L}*|сумм\\p{L}*|баланс\\p{L}*|тел|телефон\\p{L}*|звоните|договор\\p{L}*|заявк\\p{L}*|рейс|логин\\p{L}*|банкомат\\p{L}*|оплат\\p{L}*|' +
	'bestellung|rechnung|geldautomat|cajero|bancomat|konto|karte|kundennummer|bestellnummer|betrag|pedido|factura|cuenta|tarjeta|importe|monto|commande|facture|compte|carte|montant|' +
	'ordine|fattura|conto|carta|importo|conta|cartão|valor|zamówienie|konto|karta|kwota|sipariş|hesap|kart|tutar|pesanan|rekening';
/** And one of these, without anything in between. Finnish `on` is `is`. */
export const PREPOSITIONS =
	'until|till|since|for|für|pour|para|для|in|from|to|at|(?<!kood\\p{L}{0,5} )on|by|about|over|under|than|до|в|на|с|от|um|am|ab|seit|von|bis|hasta';
/** The same in scripts that write without spaces, or attach words to each other. */
export const OTHER_NUMBERS_INSIDE =
	'订单|訂單|尾号|尾號|卡号|账户|金额|注文番号|注文|주문번호|주문|계좌|الطلب|الحساب|بطاقة|مبلغ|سفارش|حساب|کارت|کارڈ|ऑर्डर|खाते';
/** What is counted, behind its number. */
export const COUNTED =
	'points?|pts|times|people|users|customers|shops|stores|coins|miles|steps|балл\\p{L}*|бонус\\p{L}*|раз|punkte|punti|puntos|pontos|punktów|puan|poin|积分|積分|ポイント|포인트';
/** What has a number, where a message is nothing but the two. */
export const THINGS =
	'parcel|package|shipment|tracking|queue|coupon|voucher|score|points|steps|booking|member|customer|contract|policy|claim|locker|талон|очередь|трек|баллы|бонусы|пропуск|полис|paket|colis|paquete|pacco|paczka|邀请码|邀請碼|兑换码|单号|單號|快递';
/** What says that something is sold cheaper. */
export const CHEAPER =
	'off|discount|скидк\\p{L}*|знижк\\p{L}*|rabatt?|sparen|remise|réduction|descuento|desconto|sconto|zniżk\\p{L}*|korting|indirim\\p{L}*|diskon|优惠|折扣|割引|할인|خصم|تخفیف|छूट';
export const MONTHS =
	'jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|april?|may|mai|june?|july?|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
export const CURRENCIES =
	'usd|eur|gbp|rub|uah|kzt|uzs|inr|rs|idr|rp|try|tl|pln|zł|czk|kč|brl|r\\$|mxn|ars|cny|rmb|jpy|krw|vnd|thb|aed|sar|ngn|kes|руб\\p{L}*|р|грн|тенге|тг|сум|so.m|euros?|dollars?|pesos?|元|円|원|บาท|تومان|ریال|ريال|درهم|đ|₽|₴|₸|₹|₺|₩|₫|₦|฿|€|£|¥|\\$|﷼';
export const DURATIONS =
	'(?:mins?\\b|minut|sec\\b|second|hour|hr|day|мин|сек|час|дн|день|дней|хв|stunde|tage?n?\\b|segund|hora|d[ií]a|heure|jour|giorn|ora|ore|godzin|dakika|saniye|saat|menit|detik|jam|phút|giây|นาที|分|秒|时|小时|時間|天|분|초|시간|دقيق|دقائق|ثاني|ساع|دقیقه|मिनट|דקות|λεπτά)';
/** What stands before a code that does not count, or must not be used. */
export const OVER_BEFORE =
	'old|previous|last|expired|invalid|wrong|incorrect|ignore|discard|(?:do not|don.t|never) (?:use|enter)|стар\\p{L}*|прежн\\p{L}*|предыдущ\\p{L}*|попередн\\p{L}*|неверн\\p{L}*|неправильн\\p{L}*|невірн\\p{L}*|alte\\p{L}?|falsche\\p{L}?|ungültige\\p{L}?|vorherige\\p{L}?|ancien|précédent|mauvais|antiguo|anterior|antigo|vecchio|precedente|stary|poprzedni|błędny|špatný|eski|önceki|yanlış|hatalı|lama|salah';
/** What stands between the word and such a code, in languages that put it there. */
export const OVER_BETWEEN =
	'incorrect[oe]?|erron[eé]\\p{L}?|err[oó]ne[oa]|inv[aá]lid[oe]|errato|sbagliato|errado|expirado|caducado|vencido|scaduto|expiré';
/** What a sentence says behind such a code. */
export const OVER_AFTER =
	'expired(?! (?:in|after|within))|no longer|already (?:been )?used|(?:is|was) (?:not valid|invalid|incorrect|wrong)|больше не|уже не|уже использован|ист[её]к|недейств|неверн|ya (?:fue|ha sido|no)|caducó|expiró|venció|expirad[oa]|caducado|expiré|n.est plus|déjà (?:été )?utilisé|abgelaufen|ungültig|nicht mehr|scadut|non è più|expirou|já (?:foi|não)|wygasł|nieważn|vypršel|neplatn|geçersiz|süresi doldu|verlopen|已过期|已失效|已使用|期限切れ|無効|만료|انتهت|منقضی';
