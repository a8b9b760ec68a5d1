"""What offers say outside English, where no model reads: further phrases for `offered`, by kind of sign and language.

The same holds for them as for those. What a "cure", a "story" or a "whereabouts" says is no offer by itself, and weighs so that two
of them must meet: somebody was helped, and says where the helper is to be found.
"""

FURTHER: dict[str, str] = {
    "subscribe": """
        # Sorani
        سەبسکرایبی|سەبسکرایب کەناڵی|کەناڵ|چەناڵی|یوتیوبەکەم|یوتیوبەکەمان * بکە|بکەن
        کەناڵی یوتیوبەکەم|یوتیوبەکەمان|تێلیگرامەکەم|تێلیگرامەکەمان|تێلێگرامەکەم|تێلێگرامەکەمان|تەلەگرامەکەم|تەلەگرامەکەمان
        فۆڵۆوی|فۆڵۆی|فۆلۆی|فۆلۆوی|فۆڵۆو|لایکی * ئینستاگرامەکەم|ئینستاگرامەکەمان|ئینستاکەم|ئینستاکەمان|پەیجەکەم|پەیجەکەمان|ئەکاونتەکەم|ئەکاونتەکەمان|تیکتۆکەکەم|تیکتۆکەکەمان
        فۆڵۆوم|فۆڵۆوەم|فۆڵۆومان بکە|بکەن
        # Kurmanji
        instagrama|înstagrama|tiktoka|facebooka|youtuba|rûpela|kanala|hesaba * min|me bişopîne|bişopînin
        min|me li|ji? instagram~|tiktok~|facebook~|youtube~ bişopîne|bişopînin
        abonetî|abone kanala|rûpela min|me bibe|bibin
        kanala min|me ya youtube~|telegram~
        li|bi kanala|rûpela|hesabê|koma|grûba|gurûba min|me bibin|bibe|bikin|bike abone|endam|şopîner|şopînerên
        bikeve|bikevin|were|werin|tevlî|beşdarî|beşdar koma|komê|grûba|gurûba|kanala min|me|telegram~|whatsapp~
        kanala|koma|grûba|gurûba|rûpela me|min * t.me|telegram~|whatsapp~|youtube~|instagram~
        ji bo vîdyoyên|vîdeoyên|bêtir * kanala|rûpela min|me
        abone bibin|bibe|bin|be
        # Arabic
        تابعوا|تابع|تابعوني|فولو|ضيفوا|ضيفوني * حسابي|حسابنا|صفحتي|صفحتنا|انستغرامي|انستقرامي|انستا
        تابعوني|تابعونا|ضيفوني على|ع|عالانستا|بالانستا
        سووا|سوولي|اعملوا|اعملولي فولو|لايك|سبسكرايب|متابعة
        سبسكرايب|اشتراك للقناة|بالقناة|لقناتي|بقناتي|لقناتنا
        # Turkish
        instagram|instagramdan|insta|tiktok|youtube|twitter|facebook * takip edin|ediniz|etmeyi|edebilirsiniz
        hesabımı|hesabımızı|profilimi|kanalımı|kanalımızı|instagramımı * takip edin|et|ediniz|beğenin
        youtube kanalım|kanalımız|kanalıma|kanalımıza|kanalımı
        kanalımı|kanalımızı abone|destekleyin|izleyin
        kanalıma|kanalımıza|sayfama|sayfamıza|hesabıma|grubuma|grubumuza|telegramıma * abone|üye|katıl|katılın|gelin|davetlisiniz|beklerim|bekliyorum|bekleriz
        telegram|whatsapp|discord * grubuma|grubumuza|kanalıma|kanalımıza|grubumuz|kanalımız
        beni|bizi * instagramda|instadan|tiktokta|youtubeda|twitterda|telegramda * takip|bulun|izleyin|ekleyin
        abone ol|olun|olursanız * beğen|destek|sevinirim|bildirim|geri
        kanalımda|sayfamda|hesabımda * video|videolar|paylaşıyorum|yayınlıyorum|anlatıyorum|çekiliş
        takipleşelim
        gt|geri takip|takibe takip yapıyorum|yapılır|alırım
        # Persian
        اینستاگرام|اینستا|پیج|پیجم|کانال|کانالم|یوتیوبم|چنلم * من|منو|ما|مارو|مونو|رو|را فالو|دنبال|سابسکرایب کنید|کنین|کن
        پیج|کانال|چنل * یوتیوبم|یوتیوبمون|اینستام|اینستاگرامم|تلگرامم|تلگرامی‌مون
        اینستاگرامم|اینستام|یوتیوبم|پیجم|کانالم رو|را|و فالو|دنبال|سابسکرایب کنید|کنین|کن
        منو|مارو|ما تو|توی|در? اینستا|اینستاگرام|یوتیوب|تیک‌تاک فالو|دنبال کنید|کنین|کن
    """,
    "visit": """
        # Sorani
        سەردانی|سەرێکی سایتەکەم|سایتەکەمان|فرۆشگاکەم|دوکانەکەم|کەناڵەکەم|کەناڵەکەمان|پەیجی|ئینستاگرامەکەم|ئینستاگرامەکەمان * بکە|بکەن|بدە|بدەن
        لینک لە پرۆفایلم|پرۆفایلەکەم|پرۆفایل|یەکەم
        # Kurmanji
        li firoşgeha|dikana|kanala min|me binêre|binêrin|bigere|bigerin
        lînk di profîla|bio~
        di bloga|malpera|rûpela|kanala min|me * de|da nivîsand|nivîsî|heye|parve
        serdana|bineyrin|lê bloga|malpera|rûpela|dikana|firoşgeha|xwaringeha min|me bikin|bike
        lînk|link|girêdan * navê|profîlê|profîla|biyoyê|bioyê min|de
        # Arabic
        زوروا|زورو|شوفوا|شوفو|ادخلوا|خشوا|تفضلوا * موقع|متجر|صفحة|بيج|حساب|قناة المحل|متجرنا|محلنا|شركتنا|صفحتنا|بروفايلنا
        الرابط في|ب|بال البروفايل|بروفايلي|صفحتي|حسابي
        رابط القناة|المجموعة|الكروب|القروب|قناتنا|قناتي
        # Turkish
        sitemiz|sayfamız|mağazamız|atölyemiz|dükkanımız|firmamız|ekibimiz * hizmetinizde|hizmetinizdedir|hizmetinizdeyiz|sizi|sizleri|bekliyor
        link profilimde|profilde|bio
        blogumda|bloğumda|sitemde|sayfamda|kanalımda|profilimde * yazdım|anlattım|paylaştım|bulabilirsiniz|var|mevcut
        bu konuyu|konuda * bloguma|bloğuma|blogumda|bloğumda|siteme|sitemde|kanalımda
        link|linki|linkim|linkimiz|bağlantı|bağlantısı|adres|başvuru * adımda|ismimde|isimde|profilimde|biyografimde|yorumda|aşağıda
        dükkanıma|dükkânıma|lokantama|kafeme|mağazama|atölyeme * beklerim|bekleriz|buyurun|uğrayın|gelin
        # Persian
        لینک در|تو|توی پروفایل|پروفایلم|پیجم|بیو
        به? پیج|سایت|کانال|فروشگاه * ما|من|مون سر بزن
    """,
    "profit": """
        # Sorani
        قەرز|قەرزی|پارە * بێ|بەبێ کەفیل|کەفالەت
        سیگناڵی|سیگناڵ * زێڕ|زێر|فۆرێکس|کریپتۆ|بیتکۆین|خۆڕایی|بەخۆڕایی|ڕۆژانە
        سیگناڵی|سیگنالی|سیگناڵ|سیگنال فۆڕێکس|فۆرێکس|ترەید|کریپتۆ
        قازانجی|قازانج ڕۆژانە|رۆژانە|خێرا|سەدا|گەورە * گەرەنتی|مسۆگەر|پارە
        بازرگانی|تریدینگ|ترەیدینگ * لەگەڵ ئێمە|مندا|ئێمەدا
        فێری|فێربوونی ترەیدینگ|تریدینگ|فۆرێکس|دراوی|کریپتۆ * بە|لەگەڵ|بکە|بکەن|ببە|ببن
        درۆپ|درۆپشیپینگ شیپینگ|فێر|فێری|کۆرسی|کۆرس
        # Kurmanji
        deyn|kredî|qerd|deynê|krediya * bê|bêyî kefîl
        sînyalên|sînyala|sinyalên|îşareta zêr|zêrê|forexê|forex|krîpto|kripto|bitcoin~
        qezenca|qazanca rojane|mezin|bilez * garantî|misoger
        bi krîpto|kripto|forex|bitcoinê * qezenc|qazanc bike|bikin
        fêrî dropshîpîngê|dropshippingê|forexê|tradingê|krîptoyê bibe|bibin
        kupon~|bahîs~ * misoger|garantî|teqez|belaş|biserketî
        misoger|garantî * qezenc|qazanc
        bonus~ destpêk~|bexêrhatin~|bixêrhatin~|endam~|100|yekem
        tora|malpera|sepana|sîteya bahîs~|bahs~|qumar~ * baş~|bonus~|endam~|herî
        heft|heşt|neh|10|9|8|7 ji deh|10 qezenc|qazanc|rast
        bonus~|diyarî~ ji? bo endam~|aboneyên|qeydkirina|endamên
        bi tenê|bes|tenê * dolar~|lîre~|euro~ * dest pê bike|bikin
        bi|tenê * dolar~|lîre~|euro~ dest|destpêk * bike|bikin * qezenc|qazanc
        pere|peran|pereyê~|dolarê~ te|xwe * du|sê|deh qat|qatan|car|caran|caran
        di krîptoyê|krîpto|bîtkoîn|bitcoin|forex~ * de|da * qezenc|qazanc bike|bikin|dikim|dikin
        # Arabic
        قروض|قرض|سلفة|تمويل|سلف * بدون|بلا كفيل|كفلاء|ضامن
        قرض|قروض|تمويل خلال|بساعة|بيوم|في ساعة|يوم|24|دقائق
        توصيات|توصية|إشارات|اشارات * الذهب|ذهب|فوركس|الفوركس|كريبتو|العملات|التداول|تداول|الأسهم
        تداول|التداول|استثمر|استثمار * الذهب|العملات|بيتكوين|الفوركس * معنا|معي|مضمون|مضمونة|وربح|واربح
        تعلم|تعلموا|دورة|كورس|دورات التداول|تداول|الفوركس|فوركس|دروبشيبينغ|الدروبشيبينغ|الدروبشيبنق|الدروب
        دروبشيبينغ|دروبشيبنج|دروب * تعلم|دورة|كورس|معنا|شيبينغ|شيبنج
        أرباح|ارباح|ربح * يومية|يومي|خيالية|شهرية|ثابتة
        # Turkish
        kefilsiz|kefil kredi|istemeden|olmadan|nakit|borç|yok
        kefilsiz|teminatsız|sicil~|kara * kredi|nakit
        altın|forex|kripto|borsa|bitcoin sinyal|sinyalleri|sinyali|sinyaller|analizi|grubumuz|grubumuza
        ücretsiz|bedava|günlük|vip forex|kripto|altın|borsa sinyal|sinyalleri|grubu
        dropshipping|e-ticaret|etsy * eğitimi|öğrenin|kazanın|kursu|kazandırıyor
        günlük|haftalık|aylık garanti|garantili|kesin * kazanç|kâr|gelir
        tefeci~|senetle|maaş * kredi|borç * veriyoruz|verilir
        ilk|yeni * üyelikte|üyeliğe|üyelere|üyeye|kayıtta|kayıta|yatırıma|yatırımda|yatırımınıza * bonus|bonusu|hediye|freebet|freespin|freespinler|çevrimsiz
        bonus|freebet|freespin|çevrimsiz * kazan|kazanın|hediye|veriyoruz|alın|kap|fırsatı|kodu
        bahis|iddaa|casino|slot|rulet|poker|okey|bet * oynamak|oynamayı|oynayıp isteyenler|sevenler
        bahis|casino|slot|bet * sitesi|sitemiz|adresi|adresimiz * üye|giriş|güncel|katıl|katılın|bonus|kayıt
        canlı bahis|casino * üye|bonus|oran|oranlar|oranlarla|katıl|kazan
        banko|fikse|hazır kupon|kuponlar|tahmin|tahminler|oran
        kuponlarım|tahminlerim|kuponumuz|tahminlerimiz * tutuyor|tuttu|kazandırıyor|kazandırdı|garanti|ücretsiz|telegram
        bitcoin|kripto|coin|altcoin|forex * kazandıran|kazandırıyor|öğrenmek|öğretiyorum|sinyali|katlayan|katladım|katladı
        yatırdığınız|yatırdığın|yatırım|paran|paranız * katına|katlıyor|katlanıyor|katladım|ikiye|üçe
        kredi|nakit|borç * dosya|masraf|evrak|sicil * yok|olmadan|bakılmaz|şartsız|istemeden
        sicili|kara|findeksi|kredi notu? * bozuk|listede|düşük * kredi|nakit|çözüm|ulaşsın|arasın
        ihtiyaç|konut|taşıt|acil|hızlı kredisi|kredi|nakit * onay|anında|dakikada
        # Persian
        وام * بدون ضامن|چک|سفته
        وام|تسهیلات بدون|فوری|۲۴|یک|یه * ضامن|ساعته|روزه
        سیگنال|سیگنال‌های|سیگنالهای|تحلیل * طلا|ارز|کریپتو|فارکس|بورس|رمزارز|ترید
        آموزش|دوره|دوره‌ی * ترید|فارکس|دراپشیپینگ|دراپ|کریپتو|ارز * رایگان|ما|من|تضمینی|فروش
        سود|سودهای روزانه|ماهانه|هفتگی|بالا|نجومی * تضمینی|درصد|با
        دراپ|دراپشیپینگ شیپینگ|یاد|آموزش|با
        پولت|پولتو|پولتون|سرمایه‌ت|سرمایت * دو|چند|سه برابر
    """,
    "service": """
        # Sorani
        فۆڵۆوەر|فۆڵۆوەرز|فۆلۆوەر|فۆڵۆوەری|لایک|لایکی|ڤیوی * بکڕە|بکڕن|دەفرۆشم|دەفرۆشین|هەرزان
        ڤیزا|ڤیزای|فیزا|فیزای|ڤیزەی * گەرەنتی|مسۆگەر|ئامادە|دەکەین|دەکەم|خێرا
        کار|ئیش لە ئەوروپا|ئەڵمانیا|بەریتانیا|کەنەدا|تورکیا * نامە|ڤیزا|ڤیزای|پەیوەندی
        # Kurmanji
        şopîner|şopînerên|taqîbkar|taqîbkarên|like|beğenî * erzan|bikire|bikirin|difiroşim|difiroşin|rast
        vîze|vîza|vîzeya|vîzaya * ewropa|ewropayê|elmanya|elmanyayê|kanada|kanadayê * garantî|misoger|amade
        bi keçên|keçan|xortên|kurên * re|ra sohbet|hevnasîn|hevdîtin bikin|bike|bibin
        keç|jin * li benda|hêviya te|we ne
        sohbet|hevnasîn|zewac|dostanî * malper|malpera|sepan|sepana|kom|koma * bikeve|endam|bêpere|belaş|tomar
        ezmûn|ezmûna|îmtîhan|îmtîhana|azmûn|azmûna * pirs|pirsên|bersiv|bersivên * li|difiroşim cem|ba|dest|difiroşin min|me|difiroşim
        pirsên|bersivên ezmûnê|ezmûna|îmtîhanê|azmûnê * difiroşim|difiroşin|bixwaze|dixwaze|bidim
        wezîfe|tez|tezên|peywir|lêkolîn * dinivîsim|çêdikim
        diploma|sertîfîka|ehliyet|ajokarî * misoger|garantî|difiroşin
        şopîner|şopînerên|like|taqîbkar|dîtin * hezar|1000|rast|zû * dolar|lîre|erzan|tenê|difiroşim
        fal|sihr|efsûn|muska|nivişt * vedikim|dikim|dikin|çêdikim|vedikin
        # Arabic
        متابعين|فولورز|لايكات|مشاهدات * للبيع|بيع|رخيصة|حقيقيين|بسعر|باسعار|مضمونين
        بيع|نبيع|ابيع|شراء|زيادة|تزويد|رشق متابعين|متابعيك|فولورز|لايكات|مشاهدات|المتابعين
        رشق متابعين|لايكات
        فيزا|فيز|تأشيرة|تأشيرات|عقود|عقد|هجرة|لجوء * أوروبا|اوروبا|ألمانيا|المانيا|كندا|أمريكا|امريكا|تركيا|عمل * مضمونة|مضمون|جاهزة|الخاص|راسلني|راسلونا|تواصل|واتساب
        فيزا|فيز|تأشيرات|إقامات|اقامات * مضمونة|مضمون|سريعة
        فرص|فرصة|وظائف|عقود عمل|سفر * الخاص|واتساب|راسلني|راسلونا|خاص|تواصل
        # Turkish
        takipçi|beğeni|izlenme * satın|satılık|satış|satışı|uygun|ucuz|yükseltme|arttırma|gönderimi
        vize|oturum|çalışma * izni|garantili|randevusu * garantili|alınır|ayarlanır|hallederiz|ulaşın|dm
        yurt yurtdışı|dışı|dışında|yurtdışında iş * imkanı|fırsatı|ilanı|dm|yazın|ulaşın
        yalnız|yalnızlıktan|yalnızsan|sıkıldıysan|canın * gel|yaz|tanışalım|konuşalım * tanışalım|konuşalım|numaram|profil~
        ödev|tez|sunum|ödevler|tezler * yapılır|hazırlarım|hazırlanır|yazılır|yazarım|yazıyoruz|itinayla
        sınav|sınavda|sınavına|ales|yds|ydt|kpss|ehliyet|direksiyon * soruları|sorularını|yerine|garantili|cevapları|kopya * isteyen|ulaşsın|yazsın|dm|garantili|elimizde|elimde|veririm|gireriz|girilir|satılır|almak
        soruları|sorular|cevapları|cevaplar * önceden|bir gece|elimizde|elimde|satılır|satıyorum|isteyen
        diploma|sertifika|ehliyet * garantili|satılır|ayarlanır|ulaşın
        takipçi|beğeni|izlenme|abone * bin|1000|10k|1k|5000|paket~|anında|organik|düşmeyen * tl|lira|anında|sadece|gönderim|teslim
        takipçi|beğeni|izlenme kasan|kasmak|hilesi|yükselt|artır|arttır
        yalnız|sıcak|ateşli|bekar|olgun * bayanlar|hanımlar|kızlar|kadınlar * tanışmak|tanışın|sohbet
        bayanlarla|kızlarla|hanımlarla|bekarlarla * tanışın|tanışmak|görüntülü
        sohbet|arkadaşlık|evlilik|tanışma|flört|chat * sitesi|uygulaması|grubu|hattı|siteye * üye|katıl|ücretsiz|bedava|gel|kayıt|gelin
        escort|eskort hizmeti|bayan|numara|numaraları
        medyum|büyü|bağlama|falcı|fal|muska * bozulur|yapılır|bakılır|bağlanır|garantili|geri getirir|getirilir|bakıyorum|baktırmak
        # Persian
        فالوور|فالور|لایک|ممبر|ویو * خرید|فروش|بخر|بخرید|ارزون|ارزان|تضمینی|واقعی
        خرید|فروش|افزایش * فالوور|فالور|لایک|ممبر
        ویزا|ویزای|اقامت|مهاجرت * کار|کانادا|آلمان|اروپا|ترکیه * تضمینی|فوری|تضمین|دایرکت|پیام
        استخدام|کار در * آلمان|کانادا|اروپا|ترکیه|دبی * دایرکت|پیام|تماس
    """,
    "earn": """
        # Sorani
        ڕۆژانە|رۆژانە|مانگانە|هەفتانە * دۆلار|دینار|هەزار|پارە * پەیدا|قازانج|داهات * بکە|بکەن|دەکەیت
        پارە|داهات پەیدا|پەیداکردن|پەیدابکە|پەیدابکەن * لە|بە ماڵەوە|مۆبایل|مۆبایلەکەت|ئینتەرنێت|ماڵ
        لە ماڵەوە|ئینتەرنێت|ئۆنلاین|مۆبایلەوە * پارە|داهات|قازانج * پەیدا|پەیداکردن|بکە|بکەن
        پەیداکردنی|بەدەستهێنانی پارە|داهات * ماڵەوە|ئۆنلاین|ئینتەرنێت|مۆبایل
        بێ|بەبێ|پێویستی ئەزموون|بە * ئەزموون|شارەزایی * پارە|داهات|ڕۆژانە
        # Kurmanji
        rojane|rojê|mehane|mehê * dolar|lîre|euro * qezenc|qazanc|kar * bike|bikin
        ji|li mal|malê|mala|înternetê * pere|peran|dolar|dolaran * qezenc|qazanc|kar|bigire
        pereqezenckirin|qezenckirina ji|li malê|înternetê
        bê|bêyî tecrube|ezmûn * qezenc|pere|dolar|kar
        rojane|rojê|mehane|mehê|hefteyê|heftane * dolar~|lîre~|euro~|hezar * qezenc|qazanc bike|bikin|bikî
        mehê|rojê|hefteyê * qezenc|qazanc bike|bikin
        karê|kar ji mal|malê|înternetê|telefonê * dolar~|lîre~|meaş~|mûçe~|qezenc|qazanc|binivîs~
        karker|karmend|xebatkar|keç|jin|şofêr * tên|tê|dixwazin|digerin|lazim xwestin|lazim|in * meaş|mûçe|pere|binivîs~|telefon~
        # Arabic
        اربح|اربحوا|اكسب|اكسبوا * دولار|دولارات|دينار|ريال|درهم|جنيه|ليرة
        اربح|اربحوا|اكسب|اكسبوا|حقق|اجني|اشتغل|اشتغلي * من|وانت|وأنت|وانتي|ب البيت|المنزل|بيتك|بيتج|منزلك|موبايلك|جوالك|بالبيت
        دخل|ربح|راتب * يومي|شهري|ثابت|إضافي|اضافي * بدون|من خبرة|البيت|المنزل|الموبايل|الجوال
        بدون|بلا|دون خبرة * دخل|اربح|رابط|يوميا
        شغل|عمل|وظيفة من|ع|في البيت|المنزل|الموبايل|الجوال * دولار|بدون|راتب|يومي|خاص|الخاص
        الربح من|عبر|اونلاين|أونلاين الإنترنت|الانترنت|النت|الموبايل|المنزل|البيت|التداول
        # Turkish
        evden|evinizden|oturduğunuz|internetten|telefondan|cepten * günde|günlük|ayda|haftada|haftalık|aylık * kazan|kazanın|kazanmak|kazanabilirsiniz|kazanabilirsin|kazandırıyor
        günde|günlük|ayda|haftada|aylık|haftalık * tl|lira|dolar|bin * kazan|kazanın|kazanmak|kazanabilirsiniz|kazanabilirsin|kazandırıyor
        tecrübesiz|deneyimsiz|tecrübe|deneyim * gerekmeden|şartsız|gerekmiyor|aranmıyor|aranmaz * evden|kazan|kazanın|kazanmak|gelir
        evden|internetten|telefonla|ek iş|gelir|çalışıp|kazanç * kazan|kazanın|fırsatı|imkanı|imkânı
        ek|pasif|yan iş|gelir|kazanç * arayan|arayanlar|isteyen|isteyenler|imkanı|imkânı|fırsatı|sağlıyor|elde|sağlayın
        evde|evden|oturduğun|telefondan|internetten|online|günde * saat|saatinizi|ayırarak|çalışarak * para|lira|tl|gelir|kazan|kazanmak|kazanıyorum|kazandım
        günde|günlük|haftada|haftalık|ayda|aylık * tl|lira|dolar|euro|bin * kazanıyorum|kazanıyoruz|kazandım|kazandırıyoruz
        nasıl * ayda|günde|haftada * kazandığımı|kazandım|kazanıyorum|kazanılır * sorun|öğren|anlat|göster|yaz
        paketleme|anket|data|veri|çağrı|boncuk|mantı işi|işleri|doldurarak|girişi * evden|evde|kazan|ev
        bayan|eleman|personel|kurye|garson|temsilci|bayanlar|ekip * aranıyor|alınacaktır|alınacak|alıyoruz|arıyoruz * maaş|ulaş|ara|yaz|başvuru|tl|dm|whatsapp|evden|yatılı|prim
        # Persian
        روزی|روزانه|ماهی|ماهیانه|ماهانه|هفته‌ای|هفتگی * میلیون|میلیونی|تومن|تومان|دلار|هزار * دربیار|دربیارید|دربیارین|درآر
        درآمد داشته باش|باشید|باشین
        با گوشی|موبایل|گوشیت|موبایلت * درآمد|پول|میلیون|تومن|کسب|دلار
        بدون تجربه|سابقه|مهارت * درآمد|میلیون|همین
        درآمد|پول * از خونه|خانه|منزل|اینترنت|گوشی
        پول|درآمد دربیار|دربیارید|دربیارین|درآرید * از|با|تو|توی خونه|خانه|گوشی|اینترنت
    """,
    "home": """
        # Arabic
        بدون|دون خبرة|شهادة
        # Turkish
        tecrübe|deneyim gerekmez|gerekmiyor|aranmıyor|aranmaz|şartı
        # Persian
        بدون تجربه|سابقه|مهارت
        # Kurmanji
        bê|bêyî tecrube|ezmûn
        # Sorani
        بێ|بەبێ ئەزموون|شارەزایی
    """,
    "click": """
        # Sorani
        لینکەکە|لینک|بەستەرەکە لە|لەسەر کۆمێنت~|خوارەوە
        # Arabic
        ادخل|ادخلوا|سجل|سجلوا|افتح|افتحوا * الرابط|رابط|هنا|عالرابط|بالرابط
        رابط التسجيل|الاشتراك
        # Turkish
        linkten|linke|bağlantıdan|bağlantıya * kayıt|üye|girin|katılın|ulaşın|başvurun
        # Persian
        از|روی|تو لینک * وارد|ثبت|عضو|بزنید|بزن|کلیک
        # Kurmanji
        ji|bi lînkê|lînka * tomar|bikevin|bikeve|têkevin
    """,
    "delivery": """
        # English
        free delivery|shipping
        # Sorani
        گەیاندن|گەیاندنی بەخۆڕایی|خۆڕایی|بێبەرامبەر
        گەیاندنمان بۆ|هەیە
        # Kurmanji
        gihandin|şandin|gihandina|şandina * belaş|bêpere
        # Arabic
        توصيل|شحن|التوصيل|الشحن|والتوصيل|والشحن مجاني|مجانا|لكل|لجميع|لكافة|لباب|للبيت|متوفر
        # Turkish
        ücretsiz|bedava kargo|teslimat
        kargo|teslimat bedava|ücretsiz|bizden
        kapıda ödeme
        # Persian
        ارسال|تحویل|پیک رایگان|مجانی
    """,
    "discount": """
        # Sorani
        داشکاندن|داشکاندنی|داشکاندنمان|ئۆفەر|ئۆفەری * لەسەر|بۆ|هەیە هەموو|هەمو|تەنها|کاڵاکان|جلوبەرگ
        # Kurmanji
        daxistin|daxistina|erzanî|erzaniya|daşkandin|daşkandina * li|ser|ji|heye hemû|hemî|ser|cil~
        li hemû|hemî * daxistina|daxistin|erzanî|daşkandina|daşkandin
        ji sedî|%|sedî * kêm|erzan|erzantir|daxistin|kêmtir
        bi koda|kodê * kêm|erzan|daxistin|daşkandin
        # Arabic
        خصم|خصومات|تخفيضات|تخفيض|عروض * على|لغاية|تصل|حتى كل|جميع|كافة|الملابس|البضاعة|لفترة
        # Turkish
        tüm|bütün|her * ürünlerde|ürünlerimizde|modellerde|elbiselerde|üründe * indirim
        indirim|kampanya * başladı|kaçırmayın|bekliyoruz|sizleri
        özel|ekstra indirim yaptırırım|yapılır|yaparız|yaparım|ayarlarım
        kodumla|koduyla|koduma|kodumu|kodunu|kodu|kod * indirim|indirimli|kazan|kullan|girin|gir|yazın
        # Persian
        تخفیف|حراج|تخفیفات * روی|همه|تمام|ویژه|تا * محصولات|لباس|کالا|اجناس|کارها|درصد|٪
        همه|تمام * محصولات|لباس‌ها|کارها|اجناس * تخفیف|حراج
    """,
    "sale": """
        # Sorani
        بۆ داواکردن|داواکاری|کڕین * نامە|نامەمان|پەیوەندی|ژمارە
        داوا|داواکاری|کڕین بکەن|بکە|لە * پەیجەکەمان|پەیجەکەم|ئێستا
        # Kurmanji
        ji bo kirîn~|fermanê|siparîşê * binivîse|binivîsin|têkilî
        ji bo qeyd~|tomar~|agahî~|pirs~|siparîş~ * ji min|me re|binivîs~
        bê|bêyî kefîl|kefîlan|belge|belgeyan
        kurs|kursa|dersa|dersên|perwerdeya * onlayn|taybet|zimanê|îngilîzî|matematîk
        bi hezaran|sedan|gelek vebijêrk|cure|modêl|hilberîn
        qeydkirin|tomarkirin|endametî|qeyd|endambûn bêpere|belaş
        tenê|bi? tenê * cih|hejmar|roj maye|mane|man
        # Arabic
        للطلب|للحجز|للشراء|للاستفسار * خاص|الخاص|واتساب|واتس|راسلونا|راسلني|دايركت
        اطلب|اطلبوا|اطلبي|اطلبها|اطلبه الان|الآن|الحين|هسه|من * صفحتنا|متجرنا|عندنا
        # Turkish
        sipariş için|vermek|hattı * dm|whatsapp|mesaj|yazın|ulaşın|arayın|profil~
        sipariş|siparişleriniz|siparişler * alınır|alıyorum|alıyoruz|dm|whatsapp|arayın|yazın|açıldı
        el|ev yapımı|emeği * sipariş|satıyorum|satılır|kavanoz|kilosu|fiyat
        satılık|satıyorum|devren|kelepir|sahibinden * daire|araba|araç|telefon|dükkan|arsa|tarla|ev|motor|laptop|bisiklet
        ilgilenen|ilgilenenler|isteyen|isteyenler|almak|arayan * arasın|mesaj|ulaşsın|yazsın|dm|özelden|ararsa|bekliyorum
        son * kontenjan|kontenjanlar|adet|ürün|gün|daireler|yer|kişi * kaldı|kaçırmayın|kaçırma|için
        kontenjan|yerler|yerimiz|stok|stoklar * sınırlı|sınırlıdır|dolmadan|bitmeden|tükenmeden
        # Persian
        سفارش|ثبت سفارش|خرید * دایرکت|پیام|تلگرام|واتساپ|پیج
    """,
    "contact": """
        # Sorani
        نامە|نامەیەک|نامەم|نامەمان * بۆ بنێرێت|بنێرن|بنێرە
        نامەم|نامەمان * بنێرێت|بنێرن|بنێرە|بنوسێت|بنووسێت
        بۆم|بۆمان بنووسە|بنووسن|بنوسە|بنوسن|بنووسێت
        هەرکەس|هەرکەسێک|ئەوەی|کێ * دەیەوێت|بیەوێت|ویستی * نامە|نامەم|بۆم|پەیوەندیم|ژمارە
        # Kurmanji
        ji rûpela|hesaba|profîla min|me re|ra binivîse|binivîsin|binivîsîne
        ji min|me re|ra binivîse|binivîsin|binivîsîne|binivîsînin|peyamê
        peyamê|peyamekê|mesajê * ji|bo|bide|bidin|bişîne|bişînin min|me
        kî|kê|her * bixwaze|dixwaze|xwest * binivîse|peyamê|min
        kî|kê|kesê|yê|yên|ew * bixwaze|dixwaze|bixwazin|dixwazin|bivê|pêwîst * hejmar~|navnîşan~|nav|lînk~|telefon~|bidim|didim|bêjim|bişînim
        ji|bi taybet|taybetî binivîse|binivîsin|re
        hejmarê|hejmara|navnîşanê|navnîşana|navê|lînkê|telefona * bidim|didim|dikarim|bişînim|dişînim|bêjim
        ji min bipirse|bipirsin|bixwaze|bixwazin
        binivîse|binivîsin|binivîsîne ji? min|me * ez|em|re|ra
        # Arabic
        راسلني|راسلوني|راسلنا|كلمني|كلموني|اكتبلي|اكتبولي خاص|بالخاص|عالخاص|الخاص|واتساب|واتس
        اللي|الي|مين|لي|من|لمن * يبي|يبيها|يبيه|بده|بدو|بدها|عايز|عايزها|يريد|يريدها|يريده|حاب|مهتم * يكتب|يراسلني|يكلمني|يكتبلي|يتواصل|خاص
        اللي|الي * يبيها|يريدها|يريده|مهتم * يكتب|يراسلني|يكلمني
        ابعتلي|ابعتولي|ابعثلي|دزولي|دزلي|ارسلولي|ارسلي|رسلولي * خاص|رسالة|بالخاص|عالخاص|مسج
        # Turkish
        isteyen|isteyenler|merak|ilgilenen|ilgilenenler|ihtiyacı * yazsın|yazabilir|ulaşsın|ulaşabilir|dm|mesaj
        bana|bize * yazın|yazsın|mesaj|dm|özelden
        düşünen|düşünenler|isteyenler|ilgilenenler|arayanlar * bana|bize ulaşsın|yazsın|ulaşabilir|yazabilir|gelsin
        sipariş|bilgi|detay|fiyat|randevu için dm|whatsapp|mesaj|özelden|yazın|arayın|ulaşın
        numaram|numaramız|telefonum * profilde|profilimde|bioda|biyografimde|adımda
        isteyene|isteyenlere|sorana|soranlara|merak|ihtiyacı * numara~|adres~|adını|ismini|linkini|link|yerini|telefonunu|iletişim * veririm|verebilirim|atarım|yollarım|gönderirim|söylerim|yazarım|vereyim
        numarasını|adresini|adını|ismini|linkini|telefonunu * veririm|verebilirim|atarım|isteyene|isteyenlere|yollarım|söylerim
        özelden|mesajdan|dmden|dm|mesajla * veririm|yazın|anlatırım|gelin|ulaşın|sorun|sor|atın|at|paylaşırım|yazarım
        bana|bize * sorun|sorabilirsiniz|yazarsanız|ulaşabilirsiniz|danışın
        yazana|yazanlara|isteyenlere * anlatırım|gösteririm|yardımcı|atarım|link
        # Persian
        هر|هرکی|هر‌کی * کی|خواست|خواست|میخواد|می‌خواد|بخواد * بنویسه|بگه|پیام|دایرکت|آدرس
        هر کی|کسی * خواست|میخواد|می‌خواد|بخواد|خواستید * بنویسه|بگه|پیام|دایرکت|بنویسید
        پیام|دایرکت|دی‌ام بده|بدید|بدین|بدهید|بزنید|بزن
        شماره|آدرس * بدم|میدم|می‌دم|بفرستم
    """,
    "cure": """
        # Sorani
        شەربەتی|دەرمانی|تێکەڵەی|گیای|چای|شەربەت * دکتۆر|گیایی|سروشتی|گیا|ڕەزام|حەکیم * بەکارهێنا|چاک|خوارد|هێنا|بەکاربێنە|بەکاربهێنن
        بە دەرمانی|شەربەتی|تێکەڵەی|گیای * چاک بوومەوە|بوومەوە|بووەوە|بووە
        # Kurmanji
        derman|dermanê|şerbeta|giyayê|giyayên|çaya|tevliheviya * giyayî|giha|hekîm|xwezayî * baş|xilas|sax|qenc * bûm|bû|kir
        bi derman|dermanê|şerbeta|giyayê|giyayên|çaya * baş|sax|qenc|xilas bûm|bû
        rûnê|rûn|merhem|merhema|melhem|melhema|çay|çaya|hingiv|hingivê|hebên|heb|krêma|krem * bi|bikar|bikaranî|anî|kar|vexwar|xwar|li * anî|kir|bûm|qenc|baş|berê|xilas
        diêşiya|diêşiyan|êşa|êş|nexweş * bi kar|bikar|vexwar|xwar * anî|bûm|qenc|baş
        heb|hebên|dermanê|dermanên|çaya * zeyîf~|zeîf~|lawaz~|jar~|kîlo|zayende~
        bûm wek|weke|wekî berê
        kîlo da|dan|kêm|daketim * meh|mehê|hefte~
        # Arabic
        خلطة|بخلطة|وصفة|بوصفة|علاج|بعلاج|شاي|مشروب|زيت|كبسولات * أعشاب|اعشاب|الأعشاب|الاعشاب|عشبية|طبيعي|طبيعية
        اختفى|اختفت|راح|راحت|خلصت|تخلصت|شفيت|تعافيت|تعالجت|نزل|نزلت * خلطة|بخلطة|أعشاب|اعشاب|بالأعشاب|بالاعشاب|عطار|العطار|وزني
        طبيب|الطبيب|شيخ|الشيخ|الدكتور|حجي * الروحاني|روحاني|الأعشاب|المعالج|عطار
        # Turkish
        bitkisel|doğal|şifalı çay|kür|karışım|karışımı|ilaç|çözüm|damla|kapsül * kurtuldum|kurtuldu|sayesinde|kullandım|iyileşti|iyileştim|verdim|geçti
        otları|çayı|karışımı|kürü * sayesinde|ile|içtim * kurtuldum|kurtuldu|kilo|iyileşti|iyileştim|geçti|kalmadı
        kremini|krem|kremi|merhemi|merhemini|macunu|macununu|yağı|yağını|çayı|çayını|ilacı|takviyesi|takviyesini|jelini|bantını|damlasını|hapını|kapsülünü * önerdi|tavsiye|kullandım|kullandı|sürdüm|içtim|başladım|deneyin|aldım
        ağrıyordu|ağrım|ağrılarım|ağrısı|fıtık|bel|diz|dizlerim|romatizma|migren|sedef|egzama|saçlarım|sivilce|şeker|tansiyon * geçti|kalmadı|kurtuldum|iyileşti|yürüdüm|bitti|düzeldi|çıktı|düştü
        haftada|ayda|günde * kilo verdim|verdi|vermek|zayıfladım|zayıfladı|eridi
        zayıflama|bitkisel|mucize|şifalı * hapı|hap|çayı|kürü|karışımı|ürünü|ürün * kullan|öner|geldi|sipariş|orijinal|kargo|tavsiye
        # Persian
        دمنوش|داروی|داروهای|معجون|قرص|عرقیات * گیاهی|سنتی|لاغری|کیلو|خوب|درمان
        با * دمنوش|معجون|گیاهی|عطاری * خوب|کیلو|درمان|لاغر|کم
        دمنوش|معجون|گیاهی|عطاری|دعانویس * کیلو|خوب شد~|درمان شد~|لاغر شد~|کم کرد~
        یه|یک دمنوش|معجون|داروی * تو|گیاهی|ماه
        دعانویس|فالگیر|رمال * مشکلم|کارم|حل|برگشت
    """,
    "story": """
        # Sorani
        ژیانم|ژیانی|حاڵم * گۆڕا|گۆڕی|گۆڕدرا|گۆڕیوە|گۆڕدراوە
        قەرزار|قەرز * بووم|لەسەر * تا|هەتا * ناسی|ناسیم|ناسیی|ناسیم|فێر
        # Kurmanji
        jiyana min guherî|guhert|guherand|hat
        bi|wê|wî * jiyana|rewşa min guherî|guhert|guherand
        heta|heya ku|min * xanim|birêz|mamoste|hosta|min * nas|naskir kir|dît
        birayê|hevalê|hevala|xwişka|pismamê|cîranê min * xwaringeh|restoran|dikan|firoşgeh|kafe|salon|şîrket * vekir|vekiriye|heye
        hevalekî|cîranekî|birayê min got|fêr|hîn kirim|kir
        ez jî|ji mîna|wek we|te * deyndar|bêkar|feqîr * bûm
        # Arabic
        غيرت|غير|تغيرت|وتغيرت|اتغيرت|قلبت|غيرتلي حياتي|حالي|وضعي
        حتى|لحد|لين|لما * تعرفت|عرفت على * الأستاذة|الاستاذة|الأستاذ|الاستاذ|الدكتور|الدكتورة|السيد|السيدة|الخبير|الخبيرة|مدام|استاذ|شركة
        كنت|كانت * مديون|مديونا|مفلس|عاطل|الديون * حتى|لحد|لين|لما
        شكرا|الشكر * السيد|السيدة|الأستاذ|الأستاذة|الخبير|الخبيرة * التداول|تداول|الاستثمار
        # Turkish
        hayatım|hayatımız|hayatımı|durumum değişti|değiştirdi|kurtuldu
        borç|borçlar|borcum|işsiz~|batık~ * ta|ki|kadar|iken|sonra|derken * tanıyana|tanışana|tanıştım|keşfedene|keşfettim
        hanım|hanımla|beyle|bey|hocayla|hocamla|hocam * tanışınca|tanıştıktan|tanışana|tanıştım|sayesinde * kadar|sonra|hayatım|borçlarım|kazanmaya|kazanıyorum|kurtuldum
        ben de * borç|borçtan|işsiz|batmış|sıkıntı|zor|sizin * ta|derken|sonra|kadar|şimdi * kazan|tanış|öğren|buldum|keşfet
        arkadaşım|komşum|kuzenim|eniştem|abim|tanıdık|arkadaş * sayesinde|önerdi|tavsiye|öğretti|girdi|başladı|tanıştırdı
        işimi bıraktım|bıraktı|bırakıp|bırakabildim
        # Persian
        زندگیم|زندگی‌ام|زندگیمون|زندگی * عوض|تغییر|زیر * شد|کرد|رو
        بدهکار|بدهی|قرض|بیکار * تا|که * با * آشنا
        با * دوره|خانم|آقای|استاد|دکتر * آشنا شدم|شدیم
    """,
    "whereabouts": """
        # Sorani
        هەژمارەکەی|ئەکاونتەکەی|پەیجەکەی|پەڕەکەی * لە * فەیسبووک|فەیسبوک|ئینستاگرام|ئینستا|تێلێگرام|تێلیگرام|تەلەگرام
        لە فەیسبووک|فەیسبوک|ئینستاگرام|ئینستا|تێلێگرام|تێلیگرام|تەلەگرام * هەیە|دەیدۆزنەوە|دەیدۆزیتەوە
        # Kurmanji
        li|di facebook~|instagram~|telegram~|whatsapp~|tiktok~ * heye|hene|ye|dibînin
        hesaba|rûpela wê|wî * li|heye facebook~|instagram~|telegram~
        navê wê|wî * li google~|facebook~|instagram~ * binivîse|bigere|bigerin|binivîsin
        xwaringeh|xwaringeha|restorana|restoran|dikan|dikana|firoşgeh|firoşgeha|kafe|kafeya|salon|berber * vekir|vekiriye
        li kêleka|hember|pişt|nêzî * xwaringeh~|restoran~|dikan~|kafe~ * erzan|xweş|baştir|biceribîne~
        biceribînin|biceribîne * poşman|erzan|hûn|wê
        # Arabic
        حسابها|حسابه|صفحتها|صفحته|قناتها|قناته|رقمها|رقمه * على|ع|في|موجود|موجودة * الفيسبوك|فيسبوك|الفيس|فيس|انستغرام|الانستا|انستا|تلغرام|التلغرام|تليجرام|واتساب|الواتساب|عندي
        تلقونها|تلقونه|تجدونها|تجدونه|تلاقوها|تلاقوه|تحصلونه|تحصلونها * الفيسبوك|فيسبوك|الفيس|انستغرام|الانستا|تلغرام|التلغرام|تليجرام
        # Turkish
        facebookta|facebook|instagramda|instagram|telegramda|telegram|facetede * da|ta * bulabilirsiniz|bulursunuz|var|hesabı|sayfası|aratın|yazın
        hesabı|sayfası|kanalı * facebookta|instagramda|telegramda|facebook|instagram|telegram
        adı|ismi|adını * aratın|aratırsanız|yazın|yazınca|google|googlela|googledan|çıkıyor|bulursunuz|bulabilirsiniz
        kesinlikle|mutlaka|herkese|gönül * tavsiye|deneyin|uğrayın|gidin|denemelisiniz|öneririm * ederim|ediyorum|lezzet|fiyat|memnun
        yanındaki|karşısındaki|arkasındaki|köşedeki|yeni açılan|açtığımız * lokanta|restoran|kafe|cafe|pastane|kuaför|berber|dükkan|mağaza|kebapçı|dönerci * daha|çok|deneyin|uygun|lezzetli|gidin|bekleriz
        kursun|kursu|eğitimin|programın|uygulamanın * adı|ismi
        # Persian
        تو|توی|در فیسبوک|فیس‌بوک|اینستا|اینستاگرام|تلگرام * پیداش|پیجش|پیداشون|هست|هستن
        پیجش|کانالش|آیدیش|آیدی‌ش|صفحه‌ش * تو|توی|در|هست|اینستا|اینستاگرام|تلگرام|فیسبوک
    """,
    "offered": """
        # Kurmanji
        xaniyê|xanî|xaniyên|daîre|erd|erdê|seyare|erebe|telefon|otomobîl * kirê|firotan~|firotin~|difiroşim|difiroşin|firotinê
        # Turkish
        sahibinden|acil|kelepir satılık|kiralık
        ürünlerimiz|modellerimiz|elbiselerimiz|setlerimiz|kreasyonumuz|kreasyon * geldi|stokta|çıktı|hazır|yenilendi
        uygun|cazip|toptan * fiyata|fiyatla|fiyatlar|fiyatına
    """,
}
