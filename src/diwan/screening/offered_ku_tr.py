"""What offers say in Kurmanji and Turkish, where no model reads: further phrases for `offered`, as `offered_elsewhere` has them for the other languages."""

FURTHER: dict[str, str] = {
    "subscribe": """
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
        bibin|bibe|bin endam|abone|şopîner|şopînerê|şopînerên kanala|rûpela|koma|hesaba|telegrama|instagrama|youtuba min|me
        kanala|rûpela|hesaba|telegrama|instagrama|tiktoka|youtuba|podkasta min|me * bişopînin|bişopîne|şopandin|like|bilayk~|abone|tevlî|subscribe|follow
        telegrama|whatsappa|koma|grûba|gurûba|kanala me|min * tevlî|beşdar|bibin|bibe|bikevin|were|werin
        tevlî|beşdarî koma|kanala|telegrama|grûba|gurûba|whatsappa * me|min|bibin|bibe
        folow|follow|folo|şop bikin|bike * min|hesaba|kanala
        like|layk|beğenî û|bikin * abone|şare|parve|subscribe|bişopîn~
        bişopînin|bişopîne min|me li|ser
        vîdyoyên|vîdyoya|vîdeoyên|stranên min|me * li|ser * youtube~|tiktok~|kanala * temaşe|binêr~|guhdarî|bibînin
        zengil|zengilê|zîlê * lêxin|lêde|bixin * kanal~|abone~|vîdyo~
        min|me bişopînin|bişopîne li|ser|di instagram~|tiktok~|youtube~|telegram~|facebook~
        li sepana|malpera|platforma|koma me|min * endam|tomar|qeyd
        # Turkish
        webinar|eğitim|kurs|atölye|seminer * için * kayıt|katıl|başvuru * olun|ol|yapın|linkte
        internetten|onlinedan|instagramdan|trendyolda|amazonda satış|satmayı|kazanmayı|ticaret * öğretiyorum|öğretiyoruz|öğrenin|anlatıyorum
        yeni şarkım|klibim|videom|bölümüm|albümüm|parçam * yayında|çıktı|dinleyin|izleyin
        youtubedan|youtube|spotify|spotifydan * dinleyin|izleyin|destek * olun|destek|şarkım|abone|beğenin
        podcastimi|podcastimizi|şarkımı|klibimi|yayınımı|canlı? yayınıma|yayınımı dinleyin|izleyin|gelin|destekleyin|beklerim
        sayfamı|hesabımı|profilimi|kanalımı * takip|beğenmeyi|destekleyin|ziyaret * edin|unutmayın|edenlere
        kanalıma|sayfama|hesabıma * abone|takip|üye * olan|olana|olanlara|eden|edene|edenlere
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
    """,
    "visit": """
        # Kurmanji
        li firoşgeha|dikana|kanala min|me binêre|binêrin|bigere|bigerin
        lînk di profîla|bio~
        di bloga|malpera|rûpela|kanala min|me * de|da nivîsand|nivîsî|heye|parve
        serdana|bineyrin|lê bloga|malpera|rûpela|dikana|firoşgeha|xwaringeha min|me bikin|bike
        lînk|link|girêdan * navê|profîlê|profîla|biyoyê|bioyê min|de
        serdana|serlêdana|serîlêdana dikana|firoşgeha|malpera|rûpela|xwaringeha|restorana|kafeya|salona|nivîsgeha|ofîsa|atolyeya me|min
        werin|were dikana|firoşgeha|xwaringeha|restorana|kafeya|salona|mobîlyaya|cem * me|min
        li|di dikana|firoşgeha|xwaringeha|restorana|kafeya|salona|nivîsgeha|ofîsa|malpera me|min * heye|hene|peyda|firotan~|werin|were|bibînin|bikirin|bigerin
        dikana|firoşgeha|xwaringeha|restorana|kafeya|salona|mobîlyaya|şîrketa me|min * xizmet~|hêvî~|bendê|benda|xwarin~|erzan~
        em|dikana|firoşgeha * li benda|hêviya we ne|me|in
        di|li pirtûka|romana|berhema|albûma|strana xwe|min * nû * nivîsî~|pirtûkfiroş~|derket~|bikirin|heye|bixwînin
        pirtûka|romana|albûma|strana min * nû * derket~|weşand~|bikirin|pirtûkfiroş~|temaşe|guhdarî|bixwînin
        lînk|lînka|girêdan|girêdana * di|li|binê * bio~|profîl~|şîrove~|jêr|jêrê
        bikevin|bikeve|têkevin|binêrin malpera|rûpela|profîla|lînka * min|me
        profîla|profîlê|bio|bioyê|biyoya|navê min|me * lînk~|link~|girêdan~|navnîşan~|hejmar~
        li|di profîla|bioya|biyoya|rûpela min|me * lînk~|link~|girêdan~|heye
        werin|were kursa|dersa|dersên|navenda|perwerdeya me|min
        kursa|dersên|perwerdeya|navenda|dibistana me|min * dest|destpê|qeyd~|belaş|cih~|vebû~
        dikana|firoşgeha|xwaringeha|restorana|kafeya|salona|kursa|nivîsgeha me|min * vebû|vekir|vebûye|vedibe
        dikana|firoşgeha|xwaringeha|restorana|kafeya|salona me|min * hatiye|hat vekirin
        xwarina|xwarinên|kebab~|goştê|nanê|kek~|şîranî~ * li xwaringeha|restorana|kafeya|dikana|firina me|min
        pirtûka|romana|albûma|strana|klîba|fîlma min * derket~|weşand~|weşiya|çap~
        ji|li malpera|dikana|rûpela|firoşgeha min|me * bikir~|bibîn~|bixwîn~
        katalog|kataloga|kataloga|liste|wêne|bihayên * di|li * profîl~|bio~
        ser|li navê|wêneyê|profîla|lînka min|me * bitikîn~|bikirtîn~|bikevin|binêrin
        # Turkish
        canlı maç|maçlar|yayın * izle|izleyin|şifresiz|üyeliksiz|bedava|donmadan|kesintisiz
        full hd|4k * izle|izleyin|üyeliksiz|bedava|ücretsiz
        profilime|profilimi|sayfama|biyografime|bioma|hikayeme * baksın|bakabilir|bakın|bak|girsin|incelesin|gelsin|tıklasın|bakabilirsiniz
        7/24|yedi 24? * buradayız|hizmetinizdeyiz|yanınızdayız|emrinizdeyiz|hizmetinizde|açığız
        olarak * 7/24|yanınızdayız|hizmetinizdeyiz|buradayız|emrinizdeyiz
        projemize|ofisimize|merkezimize|kliniğimize|salonumuza|showroomumuza|restoranımıza|otelimize|kursumuza|şubemize|galerimize|standımıza|çiftliğimize * bekleriz|bekliyoruz|davetlisiniz|buyurun|uğrayın|gelin
        bizden sorulur
        sitemiz|sayfamız|mağazamız|atölyemiz|dükkanımız|firmamız|ekibimiz * hizmetinizde|hizmetinizdedir|hizmetinizdeyiz|sizi|sizleri|bekliyor
        link profilimde|profilde|bio
        blogumda|bloğumda|sitemde|sayfamda|kanalımda|profilimde * yazdım|anlattım|paylaştım|bulabilirsiniz|var|mevcut
        bu konuyu|konuda * bloguma|bloğuma|blogumda|bloğumda|siteme|sitemde|kanalımda
        link|linki|linkim|linkimiz|bağlantı|bağlantısı|adres|başvuru * adımda|ismimde|isimde|profilimde|biyografimde|yorumda|aşağıda
        dükkanıma|dükkânıma|lokantama|kafeme|mağazama|atölyeme * beklerim|bekleriz|buyurun|uğrayın|gelin
    """,
    "profit": """
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
        bi * dolar~|lîre~|euro~|hezar~ * dest|destpê pê|bi? bike|bikin|kir * qezenc~|qazanc~|bibe~|heqê|dolar~|mehek~|hefte~
        kredî|kredi|deyn|qerd|pere * bê|bêyî|bêkefîl kefîl~|faîz~|sûd|belge~|faîzê
        kredî|kredi|deyn|qerd|deynê|krediya|krediyê * di|bi|tenê * saet~|deqe~|telefon~|rojek~|lezgîn
        pereyê|perê|deynê|krediya lezgîn|lezgin|bilez|zû * bê|bêyî|binivîs~|telefon~|ji bo
        ji bo kredî~|deyn~|qerd~|pereyê * lezgîn|bê|bêyî|telefon~|binivîs~|têkilî
        bê sûd|faîz|kefîl * kredî~|deyn~|pere~|binivîs~|telefon~|didin|didim
        sînyal~|sinyal~|îşaret~ * krîpto~|kripto~|forex~|bitcoin~|zêr~|bahîs~
        bi|ji forex~|krîpto~|kripto~|bitcoin~|trading~|dropship~ * dewlemend|zengîn|pere~|qezenc~|qazanc~ * bûm|bibin|bibe|dikim|kir|bikin|dikin
        bûm|bibin|bibe dewlemend|zengîn|milyoner * forex~|krîpto~|kripto~|bitcoin~|pergal~|bi|hûn
        pere|peran|pereyê * du|sê|deh|pênc qat|qatan|car|caran * dike|dibe|bike|bikin
        malpera|sîteya|tora|sepana|kaziyoya * bahîs~|bahîsê|bahsê|qumar~|kasîno~|casino~ * baş~|bonus~|endam~|nû|%|herî|qezenc~
        bahîs~|kasîno~|casino~|slot~|qumar~ * bilîz~|bilîzin * qezenc~|qazanc~|bonus~|telefon~|malê
        bonus~|freespin~ * endam~|nû|yekem|destpêk~|bahîs~|kasîno~|casino~
        %|100|sedî bonus~ ji? bo|û
        teqez|misoger|garantî * qezenc~|qazanc~|kar|serkeft~
        qezenc~|qazanc~ * misoger|garantî|teqez|bêrîsk|bê rîsk
        rojane|mehane * dahat|dahata|qezenc~|qazanc~ * misoger|garantî|ji malê|dolar~|lîre~
        mîna|wek|weke min * dewlemend|zengîn|pere bibin|bibe|qezenc
        hûn jî|ji * dikarin|bikaribin * qezenc~|qazanc~|dewlemend * bikin|bibin|binivîs~
        kî|her|kesê|kesên * pereyê|perê|peran|deynê|krediya|kredîya zû|lezgîn|lezgin|bilez|hêsan|belaş * dixwaze|bixwaze|dixwazin|lazim|pêwîst|divê
        kredî~|deyn~|qerd~ ji bo her|hemû kes~|kesî
        pereyê|perê|pereyên xwe|te * du|sê|deh qat bike|bikin
        dixwazî|dixwazin|bixwazî * zû|hêsan|bilez * pere|peran|dewlemend|zengîn
        bonus|bonusê|bonusa|xelatê * xwe bistîn~|bigir~|werbigir~
        # Turkish
        coin|hisse|token|altcoin * haftaya|yarın|yakında|katına|katlayacak|uçacak|yüz|on|bin * çıkacak|katına|katlayacak|uçacak|patlayacak * grup~|kaçırma~|kanal~|katıl~
        kaçırmayın|kaçırma * coin|hisse|token|fırsat~ * katına|yüz|uçacak|katlayacak
        icralık olanlara|olanlar|borcu çözüm|nakit|kredi
        anında nakit
        oynayarak|oynayıp * ev|araba|telefon|borç~ * aldım|ödedim|kapattım
        davet|referans|promosyon|üyelik|bonus kodum|kodu|kodumla|koduyla|kodumu * kazan|hediye|üye|kullan|gir|yaz|bonus|çek
        davet|referans kodum|kodumla|kodumu
        botumuzla|botumuz|botum|yazılımımız|stratejimle|sistemimizle * kazanıyorsun|kazanırsın|kazanıyorsunuz|kazanın|kazandırıyor|kazan|katla
        uygulamadan|siteden|oyundan|aviatordan|slottan|casinodan|bahisten|kuponlardan * tl|lira|bin|dolar|para * çektim|kazandım|aldım|vurdum|kaldırdım
        aviator|sweet bonanza|gates|rulet|slot|casino|bahis|kupon oynayarak|oynayıp|sayesinde|yaparak * aldım|kazandım|zengin|ödedim|kurtuldum|bıraktım
        deneme bonusu|bonuslu
        yüksek oranlar|oran|oranlarla * hızlı|bonus|çekim|güvenilir|anında
        hızlı|anında|limitsiz|sorunsuz çekim|ödeme * oran|oranlar|bonus|güvenilir|bahis|casino|site
        hilesiz|çevrimsiz|çevrim|kayıpsız * rulet|bonus|slot|casino|freespin|bahis
        icralık|icralıklara|icralıktan|kara listede|listedekilere|bankadan ret|red|reddedilen|reddedilenlere * çözüm|nakit|kredi|para|arayın|ulaşın|yardımcı
        anında|aynı gün nakit|para * arayın|ulaşın|yazın|hesabınızda|cebinizde|çözüm
        borcunuzu|borçlarınızı|kredi kartı? borcunuzu|borcunu * kapatıyoruz|kapatalım|siliyoruz|taksitlendiriyoruz
        kâr|kazanç|getiri garantili|garantisi|garanti * yatırım|sistem|grup|kazan
        borsa|hisse|kripto|coin tüyo|tüyosu|tüyoları|önerileri|önerisi * grub~|kanal~|vip|katıl~|isteyen
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
    """,
    "service": """
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
        vîze~|vîza~|pasaport~|pasport~|îqam~|oturum~ * garantî|garantiya|misoger|bêhemdî|teqez|zû|bilez|di|hefte~|roj~ * binivîs~|peyam~|telefon~|garantî|hefte~|didin|derdixin|çêdikin|amade
        garantî|misoger|teqez vîze~|vîza~|pasaport~|îqam~
        vîze~|vîza~ * ewropa~|elmanya~|almanya~|kanada~|swêd~|îngilîstan~|amerîka~ * garantî|misoger|hefte~|peyam~|binivîs~|telefon~|amade
        çûyîna|rêwîtiya|riya|rêya ewropa~|elmanya~|îngilîstan~ * garantî|misoger|ewle|binivîs~|telefon~
        şopîner~|taqîbkar~|like~|layk~|dîtin|abone~ * tenê|bi|bes * dolar~|lîre~|euro~|tl
        hezar|1000|10000|5000|10k|1k * şopîner~|taqîbkar~|like~|layk~|abone~ * dolar~|lîre~|euro~|tenê|bi|erzan|rast|difiroş~
        şopîner~|taqîbkar~|like~ * difiroş~|firotin~|firotan~|bikirin|bikire|zêde dikin|dikim
        keç~|jin~|xort~|dul~ * ciwan|bedew|xweşik|tenê|azad * li|nêzî~|bajarê|bendê|benda|hêviya te|we
        li|bi keç~|jin~ * ciwan|bedew|xweşik|bajarê * sohbet~|hevnas~|hevdît~|axaftin bike|bikin
        sohbet~|hevnasîn~|hevjîn~|zewac~|dostan~ * belaş|bêpere|endam~|qeyd~|bikeve|bikevin|sepan~|malper~|telegram~
        bikeve|bikevin|were|werin * sohbet~|hevnasîn~ * bike|bikin|keç~
        pirs|pirsên|bersiv|bersivên * ezmûn~|azmûn~|îmtîhan~|zanîngeh~|YKS|KPSS|dewlet~ * li|cem|ba|dest|difiroş~|bikir~|hene|heye|binivîs~
        ezmûn~|azmûn~|îmtîhan~ * li şûna|cihê te|we * dikev~|dikim|dikin
        diploma|dîploma|diplomaya|dîplomaya|sertîfîka~|ehliyet~|nasname~|belge~ * bê|bêyî|misoger~|garantî|zû|difiroş~|bi|di ezmûn~|azmûn~|îmtîhan~|misoger~|garantî|telefon~|binivîs~|hefte~|roj~|erzan
        wezîfe~|tez|tezên|teza|peywir~|gotar~|lêkolîn~|ödev~ * dinivîs~|amade|çêdik~ * dikim|dikin|xwendekar~|erzan|bi|pere~|binivîs~|ji
        li şûna we|te * dinivîs~|dikim|amade
        fal~|falê|sihr~|efsûn~|nivişt~|nivişte~|muska~|bext~ * vedik~|dinêr~|çêdik~|dinivîs~|vekirin|girêdan * binivîs~|telefon~|garantî|misoger|ji|evîn~|zewac~
        şêx|mela|hoca|hosta * sihr~|evîn~|nivişt~|cin~|efsûn~ * vedike|betal|çêdike|telefon~
        hesab~|hesabên * instagram~|tiktok~|facebook~|pubg~|netflix~ * difiroş~|firotin~|firotan~|bikir~|erzan
        hack~|şîfre~ * dikin|dikim|vedik~ * hesab~|instagram~|whatsapp~
        xizmet~ * escort~|masaj~|eskort~
        escort~|eskort~|masaj~ * li|bajarê|keç~|24|telefon~|hejmar~
        ehliyet~|ajokarî~|ajotin~ * bê|bêyî ezmûn~|azmûn~|îmtîhan~
        # Turkish
        ehliyet|ehliyetini|ehliyetinizi|diploma|diplomanı|sertifikanı|sertifika * sınavsız|sınava|girmeden|garantili|gitmeden * al|alın|girmeden|garantili|yaz|veriyoruz
        bu siteye?|sitede|uygulamada|uygulama herkes|kızlar|bayanlar|hanımlar * flört|tanış~|kızlar|sohbet|çok|ücretsiz
        kızlar|bayanlar|hanımlar çok|aktif|online|bekliyor * üyelik|ücretsiz|üye|kayıt|katıl
        schengen vizesi|vize * bizden|bizde
        schengen|vize|vizesi|vizeniz|vizenizi|oturum|green card * evrak|evraklar|başvuru|randevu|onay|garanti|yüzde * bizden|bizde|garanti|yapılır|alıyoruz|sağlıyoruz|hallediyoruz|hallolur
        çalışma|iş vizesi|izni * yüzde|garanti|iletişim|profilde|ulaşın|dm
        almanya~|kanada~|avrupa~|ingiltere~|hollanda~|polonya~ * iş|çalışma|vize~ * garanti|iletişim|ulaşın|dm|profilde|yazın
        takipçi|beğeni|izlenme mi istiyorsun|istiyorsunuz|lazım|ister
        ucuz|güvenilir|kaliteli panel|smm * bizde|takipçi|beğeni
        tez|ödev|makale|proje|sunum yazımı|hazırlama|yapımı|danışmanlığı * intihalsiz|uygun|fiyat|hızlı|ulaşın|garantili|teslim
        ödeviniz|teziniz|projeniz|sunumunuz mi|mı|mu * var|yetişmiyor|hazır~
        intihalsiz|turnitin * teslim|tez|ödev|yazılır|uygun|rapor~
        çıkmış|çıkacak sorular|soruları * satılık|satılıktır|satıyorum|elimizde|isteyen|ulaşsın|pdf
        ders notları|notlarım|notlarımı * satılık|satılıktır|satıyorum|isteyen|uygun
        boşanmış|dul|olgun|gizli|çapkın|evli|genç * bayan|bayanlar|bayanlarla|hanımlar|hanımlarla|kadınlar|beylerle|görüşmek|buluşmak * dm|yazsın|tanış~|üye|ulaş~|görüş~|gizlilik
        masöz|masaj|spa * bayan|gizlilik|eve|otele|servis|randevu|mutlu
        medyum|hoca|hocamız|hocam|hocanın|falcı * duasından|duası|sayesinde|bakıyor|yapıyor|bağlama|döndü|geri|büyü|nazar|yardımcı * sonra|döndü|oldu|bakıyor|yapılır|getirme|getirir|olur|muska|kesin|ulaşın|arayın
        giden|ayrılan|küsen|kaçan sevgili~|eş~|koca~|yar * geri|getir~|döndür~|bağla~
        büyü|nazar|muska|vefk|bağlama * bakıyor|bakılır|yapılır|bozulur|yapıyor|yapıyoruz|işlerine|uzaktan
        medyum * hoca~|duasından|sayesinde|eve|döndü|getirir
        sahte|orijinalinden farksız pasaport|ehliyet|kimlik|diploma|para
        özel|birebir|matematik|ingilizce|fizik|gitar|piyano|keman|kpss|lgs|yks dersi|ders * verilir|veriyorum|verebilirim|vermekteyim|veririm
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
    """,
    "earn": """
        # Kurmanji
        rojane|rojê|mehane|mehê * dolar|lîre|euro * qezenc|qazanc|kar * bike|bikin
        ji|li mal|malê|mala|înternetê * pere|peran|dolar|dolaran * qezenc|qazanc|kar|bigire
        pereqezenckirin|qezenckirina ji|li malê|înternetê
        bê|bêyî tecrube|ezmûn * qezenc|pere|dolar|kar
        rojane|rojê|mehane|mehê|hefteyê|heftane * dolar~|lîre~|euro~|hezar * qezenc|qazanc bike|bikin|bikî
        mehê|rojê|hefteyê * qezenc|qazanc bike|bikin
        karê|kar ji mal|malê|înternetê|telefonê * dolar~|lîre~|meaş~|mûçe~|qezenc|qazanc|binivîs~
        karker|karmend|xebatkar|keç|jin|şofêr * tên|tê|dixwazin|digerin|lazim xwestin|lazim|in * meaş|mûçe|pere|binivîs~|telefon~
        kar|karê|karek|karekî * ji|li mal|malê|mala * rojane|rojê|mehane|mehê|roj|meh * dolar~|euro~|lîre~|tl|hezar~
        rojane|rojê|mehane|mehê|hefteyê * euro~|dolar~|lîre~|tl|hezar~ * tenê|ji|bi telefon~|malê|mobîl~|înternet~
        karker|karkeran|karmend|xebatkar|personel|şofêr|gerson|jin|keç~ * ji bo * ewropa~|elmanya~|dubai~|kargeh~|fabrîk~|xwaringeh~ * dixwaz~|lazim|pêwîst|digerin|meaş~|mûçe~
        meaş|meaşê|mûçe|mûçeyê|rojane * dolar~|euro~|lîre~|tl * binivîs~|telefon~|têkilî|peyam~|serlêdan~
        meaş|mûçe * baş|bilind|xweş * binivîs~|telefon~|têkilî|peyam~
        bê|bêyî tecrube~|ezmûn~|sermiyan~|dîploma * kar|dahat|qezenc~|meaş~|pere
        her kes|kesek|jin|xwendekar dikare * qezenc~|qazanc~|pere * bike|bikin|malê
        dahata|dahateke|dahat zêde|duyem|ekstra|pasîf * malê|telefon~|bi|binivîs~|dixwaz~
        li|ji? dubai~|ewropa~|elmanya~|almanya~|bexda~|qeter~|kargeh~|fabrîka|fabrîkê|xwaringehê|şantiyê * kar heye|hene
        mûçe|meaş|mûçeyê|meaşê * dolar~|euro~|lîre~ * xwarin|razan|mal|bê
        her * hefte~|meh~|roj * dolar~|lîre~|euro~|tl * qezenc|qazanc|werdigirim|bistîne
        piştî|bi * re xebitîm|dixebitim * dolar~|lîre~|pere
        # Turkish
        arkadaşları|personel|bayanlar|eleman|ekip * arıyorum|aranıyor|arıyoruz * ayda|aylık|haftalık|günlük|maaş
        telefonumla|telefonumdan|telefonla|evden|evimden|bilgisayarımdan|internetten * ayda|günde|haftada|aylık|günlük * bin|lira|tl|dolar|yüz|elli|kırk|otuz|yirmi * kazanıyorum|kazandım|çekiyorum|kazanıyoruz
        ayda|günde|haftada * on|yirmi|otuz|kırk|elli|altmış|yetmiş|seksen|doksan|yüz bin|lira * kazanıyorum|kazandım|kazanın|kazan|çekiyorum|gelir
        evden|evde|home * çalış|çalışacak|çalışmak|office * kazan|ekip|dolar|arkadaşları|isteyen|aranıyor|arıyorum|arıyoruz|alınacak
        evde|evden paketleme|boncuk|mum|kutu|anket|data|veri * bayanlar|bayan|aranıyor|ödeme|iş|yapacak
        iki|üç|bir tıkla|tıkla|dakikada * günlük|tl|lira|para|dolar
        denedim|deniyorum * çalışıyor|ödüyor|gerçekten|veriyor|kazandırıyor
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
    """,
    "home": """
        # Turkish
        home office
        evden|evde çalış|çalışma|çalışacak|çalışmak
        tecrübe|deneyim gerekmez|gerekmiyor|aranmıyor|aranmaz|şartı
        # Kurmanji
        bê|bêyî tecrube|ezmûn
        ji mala xwe
        tenê telefon pêwîst|lazim|bes
        bi telefona xwe|destan
    """,
    "click": """
        # Turkish
        linke|linkten|bağlantıya|aşağıdaki * tıkla|tıklayın|tıklayıp|girin|katıl
        link|linki|bağlantı * profilimde|profilde|bioda|biyografimde|biyografide|yorumda|açıklamada
        tıkla|tıklayın * kazan|gör|öğren|indir|izle
        linkten|linke|bağlantıdan|bağlantıya * kayıt|üye|girin|katılın|ulaşın|başvurun
        # Kurmanji
        ji|bi lînkê|lînka * tomar|bikevin|bikeve|têkevin
        li lînka|lînkê|girêdana * jêr|jêrîn|profîl~|bio~ * bitikîn~|bikirt~|bikevin|bikeve|klîk
        bitikînin|bitikîne|klîk|kilîk|bikirtînin * lînk~|girêdan~
        qeyd|tomar|endam bibin|bibe|bin * niha|nuha|li|ji|belaş|bêpere|zû
        niha|nuha|zû|îro qeyd|tomar|endam|serlêdan bibin|bibe|bin|bikin
        lînk~|girêdan~ bitikîn~|bikirtîn~|vekin
    """,
    "delivery": """
        # Kurmanji
        gihandin|şandin|gihandina|şandina * belaş|bêpere
        gihandin|şandin|kargo|teslîm~|barkirin * heta|li malê|deriyê|mala|hemû|belaş|bêpere
        em * dişînin|digihînin * her|hemû|malê|bajaran|deriyê
        her|hemû bajar~|cih~|gund~ * teslîm~|gihandin~|şandin~|dişîn~
        teslîm~|gihandin~|şandin~ * her|hemû bajar~|cih~
        bi veşartî|dizî|nehênî|parastî * dişîn~|digihîn~|tê
        gihandin~|teslîm~|şandin~ * di|bi * roj~|saet~
        dişînin|dişîne|digihînin her|hemû
        her deverê|derê|bajarî|cihî * dişîn~|digihîn~|teslîm~
        # Turkish
        gizli|ücretsiz|hızlı|aynı|kapıya kargo|paket|gün|kapı * teslim|teslimat|gönderim|kargo|gönderilir|servis
        kargo|nakliye|montaj|kurulum bizden|bedava|ücretsiz|dahil
        içi|dışı|adrese|kapıya|evinize teslim|teslimat|servis|gelinir|gelirim|geliriz|gönderim
        ücretsiz|bedava kargo|teslimat
        kargo|teslimat bedava|ücretsiz|bizden
        kapıda ödeme
    """,
    "discount": """
        # Kurmanji
        daxistin|daxistina|erzanî|erzaniya|daşkandin|daşkandina * li|ser|ji|heye hemû|hemî|ser|cil~
        li hemû|hemî * daxistina|daxistin|erzanî|daşkandina|daşkandin
        ji sedî|%|sedî * kêm|erzan|erzantir|daxistin|kêmtir
        bi koda|kodê * kêm|erzan|daxistin|daşkandin
        daxistin~|daşkandin~|erzanî~|îndîrîm~|kampanya~|tenzîlat~ * %|sedî|heta|ji|dest pê|li
        %|sedî|ji sedî * erzan~|daxistin~|kêm~|daşkandin~|îndîrîm~
        bihayê|bihayên|nirxê|nirxên|qîmetên herî? erzan~|guncaw|maqûl|taybet|toptan
        bi bihayê|bihayekî|bihayên|nirxê|nirxekî * erzan|guncaw|kêm|maqûl|taybet|kerxaneyê
        cara|serdana yekem * belaş|bêpere|erzan~|diyarî
        kirîna * yekem|duyem|du * belaş|bêpere|erzan~|diyarî
        du|sê bikire|bikirin * yek belaş|bêpere|bistîne|bibe
        bi taksît~|taqsît~|beş|qist
        nîvê|nîv bihayê|bihayî|nirxê|qîmetê
        bi? nîv|nîvê biha
        kirîn|kirîna|kiryarên|cilên|tiştên erzan ji|li
        daxistin~|daşkandin~|erzanî~|îndîrîm~|tenzîlat~ 10|15|20|25|30|35|40|45|50|60|70|75|80
        dolar~|lîre~|euro~ diyarî|xelat|bonus
        # Turkish
        yüzde|% * indirim|indirimli|indirimle|indirimi * kaçırma|kaçırmayın|başladı|fırsatı|bugün|sakın|son|sadece
        3|üç|2|iki|4|dört al 2|1|iki|bir|3|üç öde
        ilk|deneme ders|dersi|ay|seans|muayene|danışma ücretsiz|bedava|hediye|yarı
        kampanyamız|fırsat|indirimimiz|kampanya * kaçmaz|kaçırma|kaçırmayın|sınırlı|başladı|devam
        tüm|bütün|her * ürünlerde|ürünlerimizde|modellerde|elbiselerde|üründe * indirim
        indirim|kampanya * başladı|kaçırmayın|bekliyoruz|sizleri
        özel|ekstra indirim yaptırırım|yapılır|yaparız|yaparım|ayarlarım
        kodumla|koduyla|koduma|kodumu|kodunu|kodu|kod * indirim|indirimli|kazan|kullan|girin|gir|yazın
    """,
    "percent": """
        # Turkish
        yüzde * indirim|indirimli|indirimle|indirimi
    """,
    "sale": """
        # Kurmanji
        ji bo kirîn~|fermanê|siparîşê * binivîse|binivîsin|têkilî
        ji bo qeyd~|tomar~|agahî~|pirs~|siparîş~ * ji min|me re|binivîs~
        bê|bêyî kefîl|kefîlan|belge|belgeyan
        kurs|kursa|dersa|dersên|perwerdeya * onlayn|taybet|zimanê|îngilîzî|matematîk
        bi hezaran|sedan|gelek vebijêrk|cure|modêl|hilberîn
        qeydkirin|tomarkirin|endametî|qeyd|endambûn bêpere|belaş
        tenê|bi? tenê * cih|hejmar|roj maye|mane|man
        sîpariş|siparîş|sipariş|sifariş|sîparîş|fermîş bikin|bike|bidin|bide|vedikin|digirin|qebûl
        niha|îro|zû bikirin|bikire|siparîş~|sîpariş~|sipariş~|qeyd|serlêdan
        bikirin|bikire û|an poşman|qezenc|bibînin
        bo|ji bo * zanyarî~|agahî~|agahdarî~|pirs~ * telefon~|hejmar~|têkilî|binivîs~|peyam~
        mobîlya~|nivîn~|qenepe~|cilên|pêlav~|parfûm~|xelat~|diyarî~|alav~ * erzan~|bi taksît~|taqsît~|daxistin~|nû
        hemû bi taksît~|taqsît~|qist~
        stok|cih|cî * sînordar|kêm|zû * e|ye|maye|in
        yên dixwazin|bixwazin|dixwaze|eleqedar * telefon~|binivîs~|hejmar~|peyam~|têkilî
        kursa|kursên|dersa|dersên * onlîne|online|onlayn|taybet|bêpere|belaş|erzan|destpê~
        daweta|dawetên|nîşana|şahiya xwe * li|bi me|wir|vir * bikin|bike|binivîs~
        werin|were|herin bibînin|biceribînin|bixwin|tam
        erebe~|erebeyên|otomobîl~|mînîbus~|bisiklet~|daîre~|vîla~ bi|ji kirê
        metre|m2|metrekare|dunim|dolim * biha~|nirx~|dolar~
        heb~|hebên|derman~|krêm~ orîjînal|orjînal|eslî|xwezayî * dişîn~|hene|firot~|bikir~
        orîjînal|orjînal|eslî * dişîn~|hene|heye|bikir~|erzan
        heta|tenê înê|şemiyê|yekşemê|dawiya|dawî * daxistin~|erzan~|li|meh~|hefte~|firoşgeh~
        cih|cihên|kontenjan~|jimar sînordar|kêm|dawî
        xwarin|xwarina|razan * li ser me
        hosteyê|hosta|hostayê|ekîba boyaxê|avahiyê|elektrîkê|avê|mobîlya~|seramîk~ * me|bi|biha~|telefon~
        cixare|viski|wiskî|alkol|araq * bi|erzan|nîv|biha~|hene|difiroş~
        siparîş|sîpariş|sipariş|sifariş|sîparîş 05~|07~|telefon~|ji|li|niha
        dersên|dersa|kursa|kursên taybet|taybetî
        cilên|solên|pêlavên|parfûmên|telefonên nû|taze|orîjînal * hatin|gihîştin|gihiştin
        # Turkish
        düğün|nişan|toplantı|organizasyon salonumuz|salonumuzda|rezervasyon|rezervasyonları * başladı|fiyat|arayın|yer|kazanır
        rezervasyonlar|rezervasyonları|kayıtlar|kayıtlarımız|başvurular * başladı|devam|sürüyor|açıldı
        erken gelen|kayıt * kazanır|indirim|avantaj
        sipariş hattı|formu|numarası
        sigorta|poliçe|kasko~|poliçeniz|tüp|doğalgaz|internet * bizi|bize * arayın|ulaşın|uygun|teklif
        kiralık * yazlık|daire|villa|araç|karavan|tekne * haftalık|günlük|arayın|metre|bin|denize
        nakliyat|evden * sigortalı|asansörlü|ucuz|uygun * taşıma|biziz|arayın
        replika|orijinal * saat|çanta * toptan|perakende
        aranıyor|alınacak|arıyorum|arıyoruz * haftalık|aylık|ayda * ödeme|maaş|bin
        ders|dersi|kurs * verilir|veriyorum|verilmektedir|başlıyor|kayıtları|kaydı
        siparişe|siparişler|siparişlere * açığım|açıldı|başladı|açığız|alıyorum
        satılık|satılıktır|satıyorum|devren|takas|takaslı * ilgilenen|arasın|bin|tl|lira|temiz|fiyat|boyasız|hatasız|sahibinden|model
        replika|orijinal|muadil|toptan * saat|çanta|parfüm|ayakkabı|perakende|toptan|giyim|gözlük
        taksitle|peşinatsız|senetle|vadesiz * daire|ev|telefon|araç|arsa|projemize|kampanya|kredisiz
        randevu için|almak|hattı * dm|whatsapp|arayın|yazın|mesaj|ulaşın
        alım satım|kiralama * işlerinizde|işleriniz|için * ulaşın|arayın|bize|bekleriz
        sigortalı|asansörlü|evden|şehirler taşıma|taşımacılık|nakliyat|eve|arası * ucuz|biz|arayın|ulaşın|nakliyat|uygun|sigortalı
        en ucuz|uygun|kaliteli biziz|bizde|bizden|burada
        nakliye|nakliyat|tesisat|boya|badana|tadilat|temizlik|kombi|klima|çilingir * bizden|itinayla|uygun|yapılır|arayın|aynı|servis|bakımı|biziz
        güzellik|estetik|diş|saç|epilasyon merkezimizde|kliniğimizde|salonumuzda|ekimi|merkezi
        kitabım|romanım|albümüm * sipariş|satışta|almak|imzalı|yazsın
        sertleşme|cinsel|erken|iktidarsızlık|libido|penis~|performans * son|artıran|arttıran|macun|hap|ürün|damla|büyüt~|çözüm|krem|orijinal|sprey
        sıfır beş otuz|kırk|elli|üç|dört|beş|yüz
        sipariş için|vermek|hattı * dm|whatsapp|mesaj|yazın|ulaşın|arayın|profil~
        sipariş|siparişleriniz|siparişler * alınır|alıyorum|alıyoruz|dm|whatsapp|arayın|yazın|açıldı
        el|ev yapımı|emeği * sipariş|satıyorum|satılır|kavanoz|kilosu|fiyat
        satılık|satıyorum|devren|kelepir|sahibinden * daire|araba|araç|telefon|dükkan|arsa|tarla|ev|motor|laptop|bisiklet
        ilgilenen|ilgilenenler|isteyen|isteyenler|almak|arayan * arasın|mesaj|ulaşsın|yazsın|dm|özelden|ararsa|bekliyorum
        son * kontenjan|kontenjanlar|adet|ürün|gün|daireler|yer|kişi * kaldı|kaçırmayın|kaçırma|için
        kontenjan|yerler|yerimiz|stok|stoklar * sınırlı|sınırlıdır|dolmadan|bitmeden|tükenmeden
    """,
    "contact": """
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
        telefon|têlefon bikin|bike|vekin|veke|li
        li|ser hejmara|hejmar|numara|numareya|hejmarê * bigerin|bigere|telefon~|bipirs~|binivîs~|têkilî|pirs
        têkilî|têkiliyê|peywendî|peywendiyê|kontak * bi|ligel|digel * min|me
        bi|ji whatsapp~|telegram~|dm|înbox~|inbox~ * binivîs~|peyam~|têkilî|bigih~|bipirs~
        peyamê|peyamek|peyam|mesaj|mesajê|dm * bişîne|bişînin|bide|bidin|bişîn~|binivîs~
        hejmara|numara|numareya|telefona min|me * di|li|ev|profîl~|bio~
        ji me|min re|ra * binivîs~|bêj~|peyam~|telefon~
        hûn|tu * jî|ji * dikarin|dikarî binivîs~|telefon~|tevlî|bikirin
        dolar~|euro~|lîre~|tl * binivîs~|telefon~|têkilî
        niha|zû|bilez binivîs~|têkilî|telefon~
        bigerin|bigere|telefon|têlefon|whatsapp|hejmar|numara 05~|07~|0090~|00964~
        li|ji telegram~|whatsapp~|instagram~ * binivîs~|bigih~|peyam~
        # Turkish
        dm|whatsapp|wp|telegram|mesaj|özel * atın|at|atsın|yaz|yazın|yazsın|üzerinden * lütfen|ulaş~|bilgi|detay~|fiyat|isteyen
        detay|detaylar|detaylı|bilgi * için * mesaj|dm|yaz|arayın|ulaşın
        dmden|dm den|dm'den|mesajla|özelden|whatsapptan * ulaş~|yaz~|iletiş~
        ulaşabilirsiniz|arayabilirsiniz|yazabilirsiniz * dm|whatsapp|numara~|profil~|bize|bana
        iletişim|numara|adres * profilde|profilimde|bioda|biyografide
        isteyene|isteyenlere * adresini|adını|linkini|numarasını|adresi|yerini|telefonunu * yazarım|veririm|atarım
        size|sizlere de * yardımcı olur|olurum|oluruz
        hemen|şimdi|bugün arayın|ara|yazın|başvurun|katılın
        hemen|şimdi arayın|ara|yazın|ulaşın|aranız
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
    """,
    "cure": """
        # Kurmanji
        derman|dermanê|şerbeta|giyayê|giyayên|çaya|tevliheviya * giyayî|giha|hekîm|xwezayî * baş|xilas|sax|qenc * bûm|bû|kir
        bi derman|dermanê|şerbeta|giyayê|giyayên|çaya * baş|sax|qenc|xilas bûm|bû
        rûnê|rûn|merhem|merhema|melhem|melhema|çay|çaya|hingiv|hingivê|hebên|heb|krêma|krem * bi|bikar|bikaranî|anî|kar|vexwar|xwar|li * anî|kir|bûm|qenc|baş|berê|xilas
        diêşiya|diêşiyan|êşa|êş|nexweş * bi kar|bikar|vexwar|xwar * anî|bûm|qenc|baş
        heb|hebên|dermanê|dermanên|çaya * zeyîf~|zeîf~|lawaz~|jar~|kîlo|zayende~
        bûm wek|weke|wekî berê
        kîlo da|dan|kêm|daketim * meh|mehê|hefte~
        rûn|rûnê|rûnên|krêm~|krem~|şampo~|şampoya|merhem~|melhem~ * por|porê|çerm~|rû|çok~|êş~ * xurt|direj|dirêj|nerm|xweş|baş|qenc|derdixe|şîn|hêz~
        heb|hebên|hebê|kapsul~|damla~|çay|çaya * zeîf~|zeyîf~|lawaz~|jarbûn~|kêmkirina|hêz~|cinsî|mêran|zayend~|diyabet~|şekir
        zeîf~|zeyîf~|lawaz~|jar * bibin|bibe|bûm|dike * kîlo|meh~|hefte~|roj~|heb~|çay~
        bê|bêyî zirar|ziyan|emeliyat|operasyon|alî * derman~|heb~|zeîf~|çareser~|saxbûn|qenc~|tedawî
        derman~ * hemû|her|gelek nexweşî|nexweşiyan|nexweşiyên|êş~|derd~
        çareser~|derman~ * rîşa|bingeh|100|sedî|misoger|garantî|teqez
        porê|pora|çermê|rûyê min * diweş~|ket~|ziwa|dihat|pis~ * rûn~|krêm~|krem~|şampo~|derman~|dîsa|baş|hat
        rûn|rûnê|krêm~|krem~|çaya|şerbeta|derman~ * bi? kar|bikar * anî|tîne|tînim|anîn
        bi rûnê|rûn|krêma|hebên|çaya|dermanê|şampoya me|min|ya
        porê|pora te|we * diweş~|ket~|spî|zer
        derman|dermanê|çareya * şekir|şekirê|penceşêrê|qansêrê|tansiyonê|romatîzmê|êşa|porê * hat|heye|di|bi|li
        sed|100 ji sedî|% * giya~|xwezayî|derman~|qenc~
        bi giya~|giyayê|giyayên çiyê|xwezayî|çiyayî
        # Turkish
        şekeri|tansiyonu|kolesterolü|ağrıyı|yağları|romatizmayı|selüliti|sivilceyi|kepeği * kökünden|tamamen|bitiriyor|bitirir|yok|düşürüyor|eritiyor * bitiriyor|bitirir|ediyor|eder|son
        hastalarına|hastaları|çekenlere|olanlara|yaşayanlara müjde|çözüm|mucize|tavsiye
        hazırladığı|yaptığı|verdiği|önerdiği * karışımı|karışım|kürü|yağı|kremi|çayı|iksiri|macunu|ilacı * kullandım|içtim|sürdüm|denedim|sayesinde|aldım
        saçlarım|dişlerim|cildim|yüzüm|sivilcelerim|lekelerim|dizim|belim|eklemlerim * gürleşti|çıktı|bembeyaz|parladı|temizlendi|düzeldi|kapandı|geçti|kalmadı|yenilendi
        üç|iki|bir|dört|beş|birkaç haftada|ayda|günde|haftaya * gürleşti|çıktı|düzeldi|kapandı|geçti|eridi|zayıfladım|yürüdüm|kalmadı|verdim|iyileşti|kurtuldum
        aynı|benzer dertten|sorundan|hastalıktan|şikayetten|dertlerden * muzdariptim|çektim|kurtuldum|yaşadım
        sertleşme|cinsel|erken|iktidarsızlık|libido|performans * son|artıran|arttıran|macun|hap|ürün|damla|çözüm|krem|sprey
        bitkisel|doğal|şifalı çay|kür|karışım|karışımı|ilaç|çözüm|damla|kapsül * kurtuldum|kurtuldu|sayesinde|kullandım|iyileşti|iyileştim|verdim|geçti
        otları|çayı|karışımı|kürü * sayesinde|ile|içtim * kurtuldum|kurtuldu|kilo|iyileşti|iyileştim|geçti|kalmadı
        kremini|krem|kremi|merhemi|merhemini|macunu|macununu|yağı|yağını|çayı|çayını|ilacı|takviyesi|takviyesini|jelini|bantını|damlasını|hapını|kapsülünü * önerdi|tavsiye|kullandım|kullandı|sürdüm|içtim|başladım|deneyin|aldım
        ağrıyordu|ağrım|ağrılarım|ağrısı|fıtık|bel|diz|dizlerim|romatizma|migren|sedef|egzama|saçlarım|sivilce|şeker|tansiyon * geçti|kalmadı|kurtuldum|iyileşti|yürüdüm|bitti|düzeldi|çıktı|düştü
        haftada|ayda|günde * kilo verdim|verdi|vermek|zayıfladım|zayıfladı|eridi
        zayıflama|bitkisel|mucize|şifalı * hapı|hap|çayı|kürü|karışımı|ürünü|ürün * kullan|öner|geldi|sipariş|orijinal|kargo|tavsiye
    """,
    "story": """
        # Kurmanji
        jiyana min guherî|guhert|guherand|hat
        bi|wê|wî * jiyana|rewşa min guherî|guhert|guherand
        heta|heya ku|min * xanim|birêz|mamoste|hosta|min * nas|naskir kir|dît
        birayê|hevalê|hevala|xwişka|pismamê|cîranê min * xwaringeh|restoran|dikan|firoşgeh|kafe|salon|şîrket * vekir|vekiriye|heye
        hevalekî|cîranekî|birayê min got|fêr|hîn kirim|kir
        ez jî|ji mîna|wek we|te * deyndar|bêkar|feqîr * bûm
        porê|êşa|kîloyên|derdê|nexweşiya min * jî|ji * wisa|wiha|wek|diweş~|zêde|bû|nema
        di|piştî * hefte~|mehek~|rojan|du|sê * de|da * baş|dîsa|qenc|sax|hat|guherî|bûm|nema
        min jî|ji bawer * nedikir|nekir|nedikirin
        cîranê|cîrana|hevalê|hevala|xwişka|pismamê|doktorekî|hekîmekî min * şîret|got|pêşniyar|tewsiye|bi
        jiyana|rewşa min|me guherî|guhert|hat
        bi vê|wê|vî kurs~|pergal~|sepan~|kar~|rêbaz~ * bûm|kir|qezenc~
        # Turkish
        hayatım|hayatımız|hayatımı|durumum değişti|değiştirdi|kurtuldu
        borç|borçlar|borcum|işsiz~|batık~ * ta|ki|kadar|iken|sonra|derken * tanıyana|tanışana|tanıştım|keşfedene|keşfettim
        hanım|hanımla|beyle|bey|hocayla|hocamla|hocam * tanışınca|tanıştıktan|tanışana|tanıştım|sayesinde * kadar|sonra|hayatım|borçlarım|kazanmaya|kazanıyorum|kurtuldum
        ben de * borç|borçtan|işsiz|batmış|sıkıntı|zor|sizin * ta|derken|sonra|kadar|şimdi * kazan|tanış|öğren|buldum|keşfet
        arkadaşım|komşum|kuzenim|eniştem|abim|tanıdık|arkadaş * sayesinde|önerdi|tavsiye|öğretti|girdi|başladı|tanıştırdı
        işimi bıraktım|bıraktı|bırakıp|bırakabildim
    """,
    "whereabouts": """
        # Kurmanji
        li|di facebook~|instagram~|telegram~|whatsapp~|tiktok~ * heye|hene|ye|dibînin
        hesaba|rûpela wê|wî * li|heye facebook~|instagram~|telegram~
        navê wê|wî * li google~|facebook~|instagram~ * binivîse|bigere|bigerin|binivîsin
        xwaringeh|xwaringeha|restorana|restoran|dikan|dikana|firoşgeh|firoşgeha|kafe|kafeya|salon|berber * vekir|vekiriye
        li kêleka|hember|pişt|nêzî * xwaringeh~|restoran~|dikan~|kafe~ * erzan|xweş|baştir|biceribîne~
        biceribînin|biceribîne * poşman|erzan|hûn|wê
        li|ji dikana|firoşgeha|salona|xwaringeha|restorana|dermanxaneya|kliniga * ya|yê * kêleka|hember|pişt|nêzî|navenda
        li kêleka|hember~|pişt|nêzî~|navenda * heye|hene|ye|vekir~
        li wir bikin|bikirin|bixwin|bike|biceribîn~
        hûn ê|dê|wê poşman nebin|nabin
        tu ê|dê|wê poşman nebî|nabî
        poşman nabin|nabî|nebin|nebî
        xwarina|nanê|kebaba|goştê herî xweş|baş * li
        hem erzan hem paqij|xweş|baş
        hem xweş|paqij|baş hem erzan
        malpera|malperê|sepana me|min
        navnîşan|adres|navnîşana|adresa kolana|kuçeya|taxa|me|bazara|li
        # Turkish
        facebookta|facebook|instagramda|instagram|telegramda|telegram|facetede * da|ta * bulabilirsiniz|bulursunuz|var|hesabı|sayfası|aratın|yazın
        hesabı|sayfası|kanalı * facebookta|instagramda|telegramda|facebook|instagram|telegram
        adı|ismi|adını * aratın|aratırsanız|yazın|yazınca|google|googlela|googledan|çıkıyor|bulursunuz|bulabilirsiniz
        kesinlikle|mutlaka|herkese|gönül * tavsiye|deneyin|uğrayın|gidin|denemelisiniz|öneririm * ederim|ediyorum|lezzet|fiyat|memnun
        yanındaki|karşısındaki|arkasındaki|köşedeki|yeni açılan|açtığımız * lokanta|restoran|kafe|cafe|pastane|kuaför|berber|dükkan|mağaza|kebapçı|dönerci * daha|çok|deneyin|uygun|lezzetli|gidin|bekleriz
        kursun|kursu|eğitimin|programın|uygulamanın * adı|ismi
    """,
    "offered": """
        # Kurmanji
        xaniyê|xanî|xaniyên|daîre|erd|erdê|seyare|erebe|telefon|otomobîl * kirê|firotan~|firotin~|difiroşim|difiroşin|firotinê
        şuqe|şuqeyek|şûqe|apartman|mal|malek|xanî|xaniyek|erd|dikan|dikanek|otomobîl~|erebe~|seyare~|motor~|telefon~|laptop~ * ji bo * kirê|firotin~|firotan~|kirêdanê
        otomobîl~|erebe~|seyare~|motor~|telefon~|laptop~|iphone~|xanî|şuqe|erd|zevî|dikan * tê|têne|tên firotin|firotan|kirêkirin|dan
        kirê|kirêkirin|firotin~|firotan~ * xanî~|şuqe~|apartman~|vîla~|erd~|otomobîl~
        xaniyê|xaniyên|xanî kirê|firotan~|firotin~
        modela|modelên|cureyên|rengên * nû|taze|hene * hat~|gihîşt~|hene
        hemû cure|reng|modêl|modelên * hene|heye|peyda
        malsaziya|mobîlyaya|xizmetguzariya|zêrfiroşa|zêrfiroşiya|kafeya|otogaleriya|nivîsgeha
        xanî~|xaniyek|erd~|zevî~|mal|malek|dikan~|otomobîl~|erebe~|telefon~ * bo|ji firotan~|firotin~|kirê
        # Turkish
        kiralık * yazlık|daire|villa|araç|karavan|tekne
        en uygun fiyat|fiyata|fiyatla|fiyatlar
        satılık|satılıktır|kiralık * daire|araba|ev|arsa|model|km|passat|clio|fiat|motor|dükkan|villa
        deniz|boğaz|doğa|orman manzaralı * daire|ev|villa|3+1|2+1|rezidans
        3+1|2+1|1+1|4+1 daire|ev|satılık|kiralık
        sıfır ayarında|km
        ürünümüz|ürünlerimiz|koleksiyonumuz|modelimiz * geldi|stokta|çıktı|hazır|satışta
        ekşi mayalı|ev yapımı|organik|köy * yapıyorum|satıyorum|üretiyorum|sipariş|teslim
        saat|çanta|parfüm|ayakkabı * toptan|perakende|orijinal|replika
        başlayan fiyatlarla|fiyatlar|fiyatlarımızla
        sahibinden|acil|kelepir satılık|kiralık
        ürünlerimiz|modellerimiz|elbiselerimiz|setlerimiz|kreasyonumuz|kreasyon * geldi|stokta|çıktı|hazır|yenilendi
        uygun|cazip|toptan * fiyata|fiyatla|fiyatlar|fiyatına
    """,
}
