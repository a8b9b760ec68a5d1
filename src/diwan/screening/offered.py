"""What offers say, by kind of sign and language, as `phrases` reads it.

Written for this product. A phrase belongs here only if it is rarely said by somebody who does not offer anything: in the first
person ("my page", "we deliver") or as a request ("order now"), never a mere subject ("loan", "casino", "visa").
"""

PHRASES: dict[str, str] = {
    "subscribe": """
        # English
        subscribe to my|our * channel|page|newsletter
        subscribe to me|us
        like and subscribe
        follow my|our * page|channel|account|blog
        follow me for more
        i follow back
        # Sorani
        سەبسکرایب بکە|بکەن
        سەبسکرایبی کەناڵەکەم|کەناڵەکەمان
        لایکی پەیجەکەم|پەیجەکەمان|پەڕەکەم|پەڕەکەمان بکە|بکەن
        # Kurmanji
        abone bibin|bibe li? kanala min|me
        bibin|bibe aboneyê? abone? kanala min|me
        rûpela min|me biecibîne|biecibînin|bişopîne|bişopînin
        # Arabic
        اشتركوا|اشترك * بالقناة|قناتي|قناتنا|بقناتي|بقناتنا|القناة
        لا تنسى|تنسوا الاشتراك|اللايك
        ضع|ضعوا|حطوا لايك
        # Turkish
        abone olun|olmayı * kanalıma|kanalımıza|unutmayın
        kanalıma|kanalımıza * abone
        sayfamı|sayfamızı * takip edin|beğenin|et
        takibe takip
        # Persian
        کانال|چنل من|ما|مون را|رو سابسکرایب|دنبال کنید|کنین
        سابسکرایب کنید|کنین|کن
        لایک و فالو|سابسکرایب
    """,
    "visit": """
        # English
        write|wrote|blog|explain|post more? * on|in my blog|website|channel|page|site
        link|address is? in|under|behind my name|username|nickname
        on my blog|channel|website
        come and? * have|take a look
        visit|check my|our|out * website|site|page|profile|blog|channel|store|shop|link
        check out my|our * page|channel|profile|video|videos|store|shop|website|site|blog|link
        link is? in|on my? bio|profile
        on my|our * profile|channel you|will|can find|see
        # Sorani
        سەردانی پەیجەکەم|پەیجەکەمان|پەڕەکەم|پەڕەکەمان|ماڵپەڕەکەم|ماڵپەڕەکەمان|سایتەکەم|سایتەکەمان|پرۆفایلەکەم|فرۆشگاکەمان|دوکانەکەمان
        سەردانمان بکە|بکەن
        لینک لە بایۆ
        # Kurmanji
        serdana rûpela|malpera|kanala|profîla|dikana min|me
        li rûpela|malpera|profîla min|me binêre|binêrin
        # Arabic
        زوروا|زورو|زر|زوري|شوفوا * صفحتي|صفحتنا|موقعنا|موقعي|متجرنا|متجري|بروفايلي|حسابي|حسابنا|قناتي|قناتنا
        ادخل|ادخلوا * صفحتي|موقعنا|الرابط
        الرابط في البايو
        # Turkish
        sayfama|sayfamıza|siteme|sitemize|profilime|profilimize|mağazamıza|dükkânımıza|dükkanımıza|bloguma * bakın|bak|bekleriz|beklerim|girin|gelin|uğrayın|göz
        sitemizi|sayfamızı|mağazamızı|profilimi|sayfamı ziyaret
        link profilde|profilimde|bioda|biyografide
        # Persian
        به سایت|صفحه|پیج|فروشگاه|وبلاگ|پروفایل ما|من|من|مون سر بزنید|بزنین
        از سایت|فروشگاه|پیج ما|من دیدن کنید|کنین
        سایتمون|پیجم|پیجمون|فروشگاهمون سر بزنید|بزنین
        لینک در|تو|توی بایو
    """,
    "profit": """
        # English
        guaranteed|guarantee|sure profit|profits|returns|winnings|payouts
        double|triple your money|bitcoin|investment|crypto
        invest|trade with us|me|our|my
        join|try our|my * trading|forex|crypto|signals|investment
        free forex|crypto|betting * signals|tips
        deposit|casino|betting bonus
        free spins
        fixed matches|match available|contact|daily|every
        fast|quick|instant|easy loan|loans|cash without|no|with|in|approved|bad|available
        we offer|give * loan|loans
        apply for * loan|credit now|today|here
        thanks|thank to? you? mr|mrs|dr|expert * trader|trading|account manager
        recovered my * bitcoin|crypto|funds|money
        # Sorani
        قازانجی مسۆگەر|گەرەنتی
        پارەکەت دوو|چەند هێندە
        قەرزی خێرا بێ|بەبێ
        قەرز دەدەین|پێشکەش
        وەبەرهێنان لەگەڵ ئێمە|مندا
        بۆنەسی بەخێرهاتن|خۆڕایی
        # Kurmanji
        qezenca|qazanca garantî|misoger
        deynê|krediya bilez|zû|hêsan
        em * kredî|kredî|deyn didin
        bi me|min re veberhênan~
        # Arabic
        ربح|أرباح|ارباح مضمون|مضمونة
        ضاعف|ضاعفوا أموالك|اموالك|مالك|رصيدك
        استثمر|استثمروا معنا|معي
        توصيات فوركس|تداول|كريبتو * مجانية|مجانا|مضمونة
        قروض|قرض سريعة|سريع|فوري|فورية بدون|بضمان|خلال
        نقدم|نمنح|نوفر قروض|قروضا|قرض
        بونص|مكافأة|مكافاة ترحيبي|ترحيبية|الترحيب|ايداع
        # Turkish
        garantili|kesin kazanç
        paranızı|paranı ikiye|katlayın|katla
        hoşgeldin|deneme|yatırım bonus|bonusu
        bedava|ücretsiz bahis|casino|iddaa|spin
        banko|hazır maç|kupon|kuponlar
        kefilsiz|senetle|evraksız kredi|borç|nakit
        kredi|borç verilir|veriyoruz
        bizimle|benimle yatırım yapın|yap
        # Persian
        سود تضمینی
        درآمد|سرمایه~ * دو|چند برابر
        وام فوری|آسان بدون|با
        وام می‌دهیم|میدهیم|پرداخت
        بونوس|هدیه خوش‌آمد|خوشامد|ثبت
        سیگنال رایگان|فارکس|کریپتو
        با ما سرمایه‌گذاری|سرمایه کنید|گذاری
        شرط‌بندی|پیش‌بینی * معتبر|آنلاین با|بدون|بونوس
    """,
    "service": """
        # English
        know|knows who|someone|somebody|people * arranges|arrange|sorts|sell|sells
        passed * without the|a|any test|exam
        girls|women|ladies|singles|guys from|in|near your|this area|town|city * chatting|waiting|online|are|want
        essay|assignment|thesis|dissertation writing service|services|help
        we|i write|do your essay|essays|assignment|assignments|thesis|homework|exam|exams
        buy real? * followers|likes|views|passport|passports|visa|degree|diploma|certificate|certificates|licence|license
        real|cheap|instant followers|likes
        visa|passport|immigration consultancy|assistance|service|services available|contact|guaranteed|call
        guaranteed visa|residency|citizenship|admission
        we|i can? get|arrange|process your? * visa|visas|passport|passports|residency
        # Sorani
        فۆڵۆوەر|فۆڵۆوەرز|فۆڵۆوەری|فۆلۆوەر|لایکی * دەفرۆشین|هەرزان|ڕاستەقینە|زیاد
        ڤیزا|ڤیزەی|ڤیزای|پاسپۆرت|پاسپۆرتی * دەکەین|دەردەهێنین|مسۆگەر|گەرەنتی
        ڕاپۆرت|توێژینەوە|تێز|سیمینار * دەنووسین|دەکەین
        # Kurmanji
        em vîze|vîza|pasaport|pasaportê amade|derdixin|çêdikin
        em tez|teza|lêkolîn|lêkolîna|gotar|wezîfe * dinivîsin|dinivîsînin
        şopîner|şopînerên|like|taqîbkar * difiroşin|erzan
        # Arabic
        متابعين|متابعون|لايكات حقيقيين|حقيقيون|حقيقية|رخيصة|للبيع
        زيادة|بيع|شراء متابعين|لايكات|مشاهدات
        كتابة|عمل|اعداد|إعداد رسائل|أبحاث|بحوث|ابحاث|واجبات|تقارير جامعية|ماجستير|التخرج|بأسعار|باسعار|للطلاب
        نكتب|نعمل|نحل * أبحاث|بحوث|رسائل|واجبات|واجباتك
        فيزا|تأشيرة|فيز|جواز|جوازات|إقامة|اقامة مضمونة|مضمون|للبيع
        نستخرج|نؤمن|نوفر * فيزا|فيز|تأشيرات|تأشيرة|جوازات|إقامات
        # Turkish
        takipçi|beğeni|izlenme satın|satışı|satılır|satıyoruz|hilesi|paketleri
        gerçek|ucuz takipçi|beğeni
        tez|ödev|makale|proje yazılır|yazıyoruz|yaptırma|yazdırma|hazırlanır
        ödeviniz|teziniz|teziniz|ödevlerinizi * yazalım|yapılır|yapıyoruz
        vize|pasaport|oturum|vatandaşlık garantili|alınır|danışmanlığı|hizmeti
        # Persian
        فالوور|فالور|لایک|ممبر واقعی|ارزان|ایرانی|تضمینی
        خرید|فروش فالوور|فالور|لایک|ممبر
        پایان‌نامه|مقاله|پروپوزال|تحقیق * می‌نویسیم|مینویسیم|می‌دهیم|میدهیم|ارزان
        انجام|نگارش پایان‌نامه|پروپوزال|تکالیف|مقاله * تخصصی|دانشجویی|ارزان|تضمینی
        ویزا|ویزای|اقامت|پاسپورت * تضمینی|فوری|می‌گیریم|میگیریم
    """,
    "earn": """
        # English
        earn|make * a|per|every|each day|week|month|hour working? from|at home
        earn|make money|cash online|fast|easily|daily|working|from
        you can|could|will earn|make * online|from|daily|weekly
        start earning|making money|today|now
        i * made|make|earn|earned * working from home
        financial freedom
        be your own boss
        # Sorani
        پارە پەیدا بکە|بکەن
        لە ماڵەوە پارە|داهات پەیدا
        # Kurmanji
        ji mal|malê pere|kar qezenc|qazanc bike|bikin
        pere qezenc|qazanc bike|bikin
        rojane|mehane * qezenc|qazanc bike|bikin
        # Arabic
        اربح|اربحوا|اكسب|اكسبوا * المال|مال|دولار|دولارات|فلوس|يوميا|شهريا
        الربح من الانترنت|الإنترنت|النت|المنزل
        # Turkish
        evden|internetten * para|gelir kazan|kazanın|kazanmak|kazanabilirsiniz
        günde|günlük|ayda|haftada * kazan|kazanın|kazanabilirsiniz
        # Persian
        کسب درآمد * روزانه|دلاری|اینترنتی|منزل|خانه
        درآمد دلاری|اینترنتی|تضمینی
        از|در خانه|خونه|منزل پول|درآمد دربیارید|کسب|داشته
    """,
    "home": """
        # English
        work|working from home
        passive|extra|additional|second income
        # Sorani
        لە ماڵەوە کار|ئیش بکە|بکەن
        داهاتی ڕۆژانە|رۆژانە|زیادە
        # Kurmanji
        ji mal|malê kar|bixebite|bixebitin
        # Arabic
        اعمل|العمل|اشتغل|شغل * من البيت|المنزل|بيتك|منزلك
        دخل اضافي|إضافي|يومي|شهري|ثابت
        # Turkish
        evden|evde çalışarak|çalışın
        ek|pasif gelir|iş
        # Persian
        کار در|از منزل|خانه
        کسب درآمد
    """,
    "click": """
        # English
        click the|my|this|on? link|here
        # Sorani
        کلیک لە|لەسەر لینک~|بەستەر~
        # Kurmanji
        li ser? lînkê|lînka bitikîne|bitikînin|bixin
        # Arabic
        اضغط|اضغطوا|انقر|انقروا * الرابط|هنا
        # Turkish
        linke|bağlantıya tıkla|tıklayın
        # Persian
        روی لینک * کلیک کنید|کنین|بزنید
    """,
    "discount": """
        # English
        discount|promo|promotion|coupon|voucher code|codes
        use my|the|our|this? code|coupon|link
        special|limited|exclusive offer|offers|discount|discounts
        free shipping|delivery
        # Sorani
        کۆدی داشکاندن
        داشکاندنی گەورە|تایبەت
        گەیاندن بەخۆڕایی|خۆڕایی
        ئۆفەری تایبەت|گەورە
        # Kurmanji
        koda|kodê daşkandinê|erzaniyê
        daşkandina mezin|taybet
        şandin|gihandin belaş|bêpere
        # Arabic
        كود|كوبون|رمز خصم|الخصم
        عرض|عروض حصري|حصرية|محدود|محدودة
        توصيل|شحن|التوصيل|الشحن مجاني|مجانا
        خصومات كبيرة|هائلة|خاصة
        # Turkish
        indirim|promosyon|kupon kodu|kodum|kodumuz
        kargo|kargo|teslimat bedava|ücretsiz
        ücretsiz|bedava kargo|teslimat
        özel|dev indirim|indirimler|kampanya
        # Persian
        کد تخفیف
        تخفیف ویژه|استثنایی|بزرگ
        ارسال رایگان
        پیشنهاد ویژه|استثنایی
    """,
    "sale": """
        # English
        places|spots|seats|flats|apartments|units|rooms|tickets|slots left|available|remaining
        still|only * some|few|places|units|flats left|in our|available
        viewings|viewing|open house on|this|from|by|saturday|sunday
        no commission|fees|agents
        order it|yours|them|one from|at|here|if|via
        where to order|buy|get it
        buy|order|book|shop now
        order|buy yours
        order via|by|from us|whatsapp|phone
        we deliver|ship to|all|within|anywhere
        limited stock
        available for? delivery|order
        # Sorani
        ئێستا داوا|داوای|بیکڕە|بکڕە
        گەیاندن بۆ هەموو
        # Kurmanji
        niha bikire|bikirin|bixwaze
        em digihînin hemû|her
        # Arabic
        اطلب|اطلبوا|اشتر|اشتروا|احجز|احجزوا الان|الآن|اليوم|طلبك
        للطلب|للحجز
        نوصل|متوفر|متوفرة لدينا|لكل|لجميع|عندنا|توصيل
        # Turkish
        hemen|şimdi sipariş|satın al|alın|verin|ver
        sipariş verin|için|hattı|veriniz
        kapıda ödeme
        # Persian
        همین? الان سفارش|بخرید|بخر
        سفارش دهید|بدهید|بدید|بدین
        ارسال به سراسر|تمام|همه
        برای خرید|سفارش|رزرو * تماس|پیام|دایرکت
    """,
    "offered": """
        # English
        for sale|rent
        we sell
        i|im am? selling
        selling my|our|cheap|fresh|original
        best|lowest|affordable|wholesale price|prices|rates
        in stock
        # Sorani
        بۆ فرۆشتن|فرۆشتنە|کرێ|کرێیە
        دەفرۆشین|دەیفرۆشین
        هەرزانترین|باشترین نرخ
        # Kurmanji
        ji bo firotinê|kirê
        em * difiroşin
        erzantirîn|baştirîn biha|buha|buhayê
        # Arabic
        للبيع
        للايجار|للإيجار
        نبيع
        بأفضل|بارخص|بأرخص الاسعار|الأسعار|سعر
        # Turkish
        satılık
        kiralık
        satıyoruz|satıyorum
        en uygun|ucuz fiyat|fiyatlar|fiyatlarla|fiyata
        stoklarımızda|stokta
        # Persian
        فروشی
        برای فروش|اجاره
        بهترین|ارزان‌ترین|ارزانترین|مناسب‌ترین قیمت|قیمت‌ها|قیمتها
    """,
    "contact": """
        # English
        write|message|dm|text to? me|us|privately
        can|will|happy to? tell|show|teach|send you where|how|it|the|more
        ask me how|about|for|and
        write to me
        drop|leave me|us|your a? message|line|number|dm
        call|text|message|contact|email|whatsapp us|me now|today|on|via|at|for
        dm me|us
        inbox me|us
        send me|us a? message|dm|pm|inbox
        contact us
        write to? me privately
        check|in your|my dm|inbox
        # Sorani
        نامەم|نامەمان بۆ بنێرە|بنێرن
        نامە بنێرە|بنێرن بۆم|بۆمان
        پەیوەندیمان|پەیوەندیم پێوە بکە|بکەن
        پەیوەندی بکە|بکەن بە
        # Kurmanji
        ji min|me re binivîse|binivîsin
        peywendî|têkilî|têkiliyê bi min|me re
        # Arabic
        راسلني|راسلوني|راسلنا|راسلونا
        تواصل|تواصلوا معي|معنا
        للتواصل|للاستفسار معنا|معي|على|عبر|واتس|الخاص
        اتصل|اتصلوا بنا|بي|الان|الآن|على
        # Turkish
        bana|bize ulaş|ulaşın|yazın|yaz|mesaj
        dm|dmden|özelden|mesaj atın|at|yazın|yaz|gelin|ulaşın
        bizi|beni ara|arayın
        iletişime geç|geçin
        # Persian
        به? من|ما پیام|دایرکت بدهید|بدید|بده|دهید|بدین
        با من|ما تماس|در تماس
        تماس بگیرید|بگیرین
        دایرکت پیام|بدید|بدهید|بدین
    """,
    "cure": """
        # English
        lost * kilos|kilo|kg|pounds|stone|lbs * tea|pill|pills|drops|capsules|shake|herbal|gummies|powder|with
        cured|healed|fixed * by|with|thanks * tea|herb|herbs|herbal|oil|drops|cream|capsules|doctor|dr|healer
        got rid of * with|by|thanks
        cream|ointment|drops|capsules|herbal|tea|oil * recommended|cured|healed|worked|miracle|gone|pain
    """,
    "story": """
        # English
        left|leave|quit my job at|and|when|thanks
        my life changed|has|is
        changed my life
        used to be|was|were * broke|debt|poor|unemployed|jobless until|till|before|then
    """,
    "whereabouts": """
        # English
        course|programme|program|app|group|coach is called|named
        it|he|she is called|named * on|at telegram|instagram|facebook|youtube|whatsapp
        just google|search|look for|up * name|him|her|it
    """,
}

WARNINGS = """
    # English
    scam|scams|scammer|scammers|fraud|fraudster|fraudsters|swindle|swindlers
    beware
    warning of|about
    do not|dont|don't|never click|trust|believe|fall|send|answer|pay
    advert|adverts|advertisement|advertisements|ads|ad that|which|like|on|for|everywhere|says|said|claims|promises
    spam|spammers
    # Sorani
    فێڵ|فێڵە|فێڵباز|فێڵبازن|ساختە|ساختەکار|درۆیە|درۆن
    باوەڕ مەکەن|مەکە
    # Kurmanji
    sextekar|sextekarî|sextekarin|xapandin|dixapînin|derew|derewîn
    bawer nekin|neke
    # Arabic
    احتيال|احتيالية|نصب|نصابين|نصابون|النصابين|محتال|محتالين|محتالون|كذب|خداع
    احذروا|احذر
    لا تصدقوا|تصدق|تثقوا|تضغطوا
    # Turkish
    dolandırıcı|dolandırıcılar|dolandırıcılık|dolandırıyorlar|sahte|sahtekar|tuzak
    inanmayın|kanmayın|aldanmayın|tıklamayın
    # Persian
    کلاهبردار|کلاهبرداری|کلاهبرداران|کلاهبرداریه|دروغ|فریب
    باور نکنید|نکنین
    گول نخورید|نخورین
"""

CONTRADICTIONS = """
    no|not|zero|without a? scam|scams|fraud
    scam|fraud free
    legit|legitimate no|and|not
    بێ فێڵ
    bê sextekarî|xapandin
    بدون احتيال|نصب|كذب|خداع
    dolandırıcı|dolandırıcılık|sahte değil|yok
    بدون کلاهبرداری|دروغ|فریب
"""
