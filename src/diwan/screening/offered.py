"""What offers say, by kind of sign and language, as `phrases` reads it.

Written for this product. A phrase belongs here only if it is rarely said by somebody who does not offer anything: in the first
person ("my page", "we deliver") or as a request ("order now"), never a mere subject ("loan", "casino", "visa").
"""

PHRASES: dict[str, str] = {
    "subscribe": """
        # English
        subscribe|sub|subs to? my|our|me|us|the * channel|page|newsletter|podcast|substack|account|youtube|telegram
        follow me|us|our on|at|for|and|back|here
        follow my|our * insta|instagram|tiktok|facebook|twitter|youtube|telegram|profile|journey|work|substack|podcast
        follow * deals|daily|official|signals|promos|bargains
        follow 4|for follow|follows
        sub for|4 sub
        i sub|follow you? back
        like share? and|comment share|follow|subscribe|hit
        hit the bell|notification|like|subscribe
        smash that? like|subscribe
        help a|me|us brother|sister|girl|guy|out|small reach|hit|get
        trying to hit|reach * followers|subs|subscribers
        join my|our * channel|group|telegram|whatsapp|discord|server|community|page|newsletter|mailing|waitlist|vip
        join the? * vip|signals|signal group|channel
        join|add me|us on whatsapp|telegram|insta|instagram|snapchat|discord|facebook|tiktok
        i go live at|on|tonight|every
        donate * and get
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
        pop|drop|swing|nip|hop on? over|down|in|by|round to? my|our|see|us
        come to|visit|see|try our|my * restaurant|cafe|café|shop|store|salon|studio|gallery|showroom|stall|bakery|bar|pub|clinic|market|event|sale|opening|gig|class|classes|workshop|webinar|farm|nursery|gym|boutique|gala|fair
        come and? see|try|visit us|me at|on|for|in|today|this|and
        come & see|try us|me
        my|our etsy|depop|vinted|ebay|shopify|amazon|tiktok|online * shop|store|page|listing|listings|boutique
        on|via my|our etsy|ebay|vinted|depop|insta|instagram|patreon|substack|onlyfans|tiktok|linktree
        see|check|view|browse my|our * listings|samples|portfolio|pics|pictures|photos|work|range|collection|website|catalogue|menu|reviews|profile
        samples on|at my|our
        click|tap my|the|on picture|pic|photo|profile|avatar|name
        find me|us|him|her on|at instagram|insta|facebook|tiktok|youtube|telegram|twitter|onlyfans|amazon|spotify|etsy|twitch
        grand opening|reopening of|at|this|on|saturday|sunday|friday
        open house|home|day|evening sunday|saturday|friday|at|with free
        show home open
        my|our new? * book|novel|memoir|ebook|single|album|ep|podcast|course|app|webinar|masterclass|newsletter|mixtape|audiobook|cookbook is|drops|launches|comes|now|out|available|covers|explains|on
        out now|today on amazon|spotify|kindle|apple|audible|youtube|itunes|stream
        new single|album|ep|book|episode|video out|up|live|drops|now
        get|grab your|ur copy|tickets|copies|yours today|now|here|at|before|while
        wherever you get your podcasts
        all is in my|our newsletter|book|course|channel
        for|read more * come|go|head to my|our * channel|page|site|blog|newsletter
        download my|our|the * app
        try|download|get my|our|the app|site|service|tool
        app|site|tool|start-up|startup|company|firm * we|i built|developed|made|launched|run
        our start-up|startup|app|firm|company|team|agency|clinic|salon|office|workshop|garage|studio|practice|barrister|lawyers|solicitors|agents|consultants|dentists|technicians|engineers * offer|offers|can|has|have|developed|specialises|specialise|specializes|helps|will|provides|provide|handle|handles|never|do|does|are
        elect|vote karim|tamsin|me
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
        made|make|making|earned|earning * last|a|per month|week|trading|with bitcoin|crypto|forex
        learn forex|crypto|trading|drop-shipping|dropshipping|day|investing * with|from me|us|my
        learn|teach|taught|teaches|show|showed me|you|us? how? to trade|invest|forex
        crypto|bitcoin|forex|trading|investment|stock * expert|mentor|manager|coach|platform|desk|bot|group|queen|king|guru|academy * dm|message|whatsapp|telegram|contact|ask|called|for|profit|named|helped|join
        earn|profit with|from crypto|bitcoin|forex|mining|staking|trading
        crypto|bitcoin mining|recovery|investment|doubling|giveaway|airdrop
        insider|hot|winning|sure tips|tip|picks|odds|bets on|which|for|contact|daily
        bet|bets|betting|casino|poker|slots * code|bonus|sign|signup|deposit
        deposit|stake|bet * get|receive|win * free|bonus|bets|150
        get * free spins|bets|bet|bonus
        sign up with|using|through|via my|our|this link|code|referral
        we both get
        cash out each|every|daily|weekly|instantly|in|within
        triple|double|10x|multiply|grow|quadruple your * savings|money|income|investment|deposit|salary|capital|bitcoin
        let ai|bots|a * trade
        the bot|robot is called|trades
        broker|trader|adviser|advisor who|that * paid|pays|turned|made|helped|ever|gets
        gets|got|get you|me the|a|your * mortgage|loan|credit that|no|bank|approved
        mortgage|loan|loans|credit|finance * bad credit|approved|guaranteed|available|no|instant|within|same
        bad credit ok|okay|welcome|no|accepted|fine
        instant|quick|fast|same-day|easy cash|loan|loans|approval|payout
        no credit checks?|check|checks
        loans from|up to|at
        consolidate|clear|write your * debts|debt
        buy gold|silver|bitcoin from|with|now|through
        widow|prince|banker|orphan|barrister with|have|has * million
        million to? donate|transfer|inheritance|beneficiary
        you have|ve won|been selected
        claim your|ur * prize|reward|gift|bonus|refund|compensation|airdrop
        passive income|earner
        lottery|jackpot|powerball|numbers|spell that|winner|win|won|guaranteed
        win|wins a free? * hamper|iphone|voucher|holiday|giveaway|prize
        giveaway|free gift|gift first|comment|tag|follow|share
        tag a|your|three|two friend|friends
        win|wins compensation|claim
        financial freedom|independence
        escape|quit|leave|slave|fire|sack the|your|to|a * rat|9-5|9-to-5|boss|salary|matrix|day
        make|earn|earning|making serious|real|easy|big|good|extra|quick|fast money|cash|income|dough
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
        pills|meds|medicine|medication|viagra|cialis|xanax|ozempic|tramadol|antibiotics|drugs|steroids|botox|fillers * without|no prescription|script|doctor
        without|no prescription|exam|exams|ielts * needed|required|asked|fast|discreet|available
        get|buy|obtain * passport|visa|licence|license|degree|diploma|certificate|ielts|papers * without|no|in|guaranteed|fast|registered|genuine|discreet|now|from
        second passport|citizenship from|by|in
        visa|visas|work-visa|permit|permits guaranteed|approved|available|sorted|arranged|assured|assistance
        work|student|tourist|schengen|canada|germany|uk|us visa|visas|permit * drivers|nurses|welders|guaranteed|contracts|apply|call|available|sponsorship
        pay after|half arrival|now|visa|placement
        cloned|prepaid|blank cards|card|atm
        verified|blue blue|tick|badge * usd|dollars|for|instagram|twitter|dm|get
        get|i|can you|u|i verified
        followers|likes|views|subscribers|reviews|5k|10k|insta cheap|insta|for|tenner|instant|real|delivered|from|packages
        buy|cheap|instant|5k|10k|real|1000|gain * followers|likes|views|subscribers|reviews|insta|comments
        answers|papers|paper|questions to|for|from|this|leaked|leak * exam|exams|gcse|test|year's|available|proof
        leaked|leak|real|genuine|original * exam|papers|questions|answers
        results|pass|grades|grade|passes guaranteed|assured
        essays|assignments|dissertations|cvs|thesis|coursework * from|package|packages|native|plagiarism
        i|we|ill|i'll write|rewrote|do|proofread|edit|fix * essays|cvs|cv|letters|assignments|theses|dissertations|homework * for|from|fast|cheap|package
        write|letter them|it for you
        love|powerful|lost|marriage|money spells|spell|portion|potion|caster|rituals * work|works|that|works|brought|contact|call|in
        spell caster|castor
        prophet|psychic|medium|clairvoyant|dr|doctor|mama|madam|madame|baba|sheikh|healer * brought|reunited|readings|reading|returned|restored|back|herbs|helped|spell|spells|true|saw|powers
        brought|bring|brings|bringing|reunited|get my|your|me|back|him|her * ex|husband|wife|lover|boyfriend|girlfriend|back|with * back|in|within|days|hours|love
        palm|tarot|psychic|phone|angel|card readings|reading by|for|from|a|available|min
        readings by phone
        hacker|hackers|hack * for hire|service|phone|whatsapp|account|recover|spouse
        escort|escorts|massage|massages|girls * available|discreet|hotel|outcall|incall|24|call|tonight|relaxing
        see|look at|on my|our pics|pictures|onlyfans|of|photos|fansly * profile|bio|where|dm|month|link|free
        onlyfans|fansly|cam in|link|dm|half|free|bio
        lonely|bored|horny|single tonight|boys|guys|tonight|men * online|waiting|chat|click|message|dm|call
        meet|date|chat|find|want|to serious|local|real|christian|muslim|hot|sexy|rich|mature|meet|single * singles|women|men|girls|ladies|partner|people * site|today|free|online|near|app|now|in
        looking for a? serious|sugar|fun|mature|rich * partner|baby|daddy|mummy|relationship|man|woman|tonight
        sugar mummy|daddy|mommy
        iptv|streaming|vpn|netflix|spotify|firestick * box|month|subscription|cheap|deals|account|accounts|dm|a|premium|jailbroken
        register|start|set your company|up|business in dubai|delaware|estonia|from
        tax zero|0|free company|dubai
        hiring|vacancy|vacancies|recruiting|wanted * models|drivers|agents|no|urgent|apply|dubai|abroad|experience|full|cv|send
        no experience|english|qualifications|degree|interview needed|required|necessary
        send full|body|your|a * picture|cv|photo|photos
        boiler|plumber|plumbing|roofing|removals|cleaning|gutter|gutters|locksmith|electrician|painting|decorating|gardening|tree|driveway|driveways|carpet|carpets|oven|skip|fencing|plastering|tiling|handyman|scaffolding|catering|babysitting|tutoring|tuition|interpreter|photography|photographer|dj|sharpening * free|quotes|quote|call|rates|available|any|reasonable|hour|insured|service|ring|text|cash|here|contact|booking|bookings|slots|website
        man and|with a? van
        house|garage|flat|office clearance|clearances|cleaning|removals * call|any|free|cheap|from|same|rates|available
        removals|clearances|clearance|deliveries any|same|local|cheap|day
        fully insured|qualified|dbs|licensed|registered|trained|vetted
        years|years' of? experience free|call|fully|no|in|quotes|family|and|all
        family run|owned business|firm|company|since|for
        free no? obligation * quote|quotes|survey|estimate|estimates|consultation|valuation|call|chat|inspection|assessment|visit
        no obligation|obligations of|quote|quotes|survey|free|consultation|at|just|whatsoever
        we at|here * offer|believe|provide|can|specialise|specialize|supply|do|sell|have|make|fit|install|design
        we specialise|specialize|supply|install|fit|fitted|stock|handle|ship|deliver|print|cater|repair|restore|recondition|rent|hire|tutor in|all|any|the|your|to|sand|for|and|worldwide|anywhere|out|nationwide
        we deal with|directly your|insurer|insurers|banks|landlord
        advertise with us
        slots|places|spaces|spots|appointments|bookings|dates|sessions from|available|left|open|remaining|for|now|still
        few|some|limited|last * slots|appointments|places|spots|seats|plots|units|rooms left|available|remaining|limited|still
        taking|accepting|open|now|book|booking|take bookings|orders|commissions|reservations|clients|students|pupils|enquiries|patients|enrolments * for|now|from|this|until|again|open|spring|summer|autumn|winter|christmas
        bookings|commissions|orders|enrolment|registration|enquiries open|taken|welcome|accepted|now|online|via|for|by
        made|baked|built|sewn|knitted|tailored to order|measure
        one of mine|ours taking|book|order|available|if|dm|message|from|more
        prices|portfolio|brochure|viewing|details|catalogue|menu|samples|info on request
        on|by request|commission from|prices|euros|pounds|dm|message|forty
        paints|makes|bakes|sews|knits|draws|carves|builds|sells * from|for|to order|photos|euros|pounds|dollars|quid|orders|commission
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
        turned my|our|her|his * into
        earn|make|making|earning up|over|around to? * a|per|each|every|weekly|daily|monthly|from
        earn|earning|make * with just|only|your|from|on|using * phone|laptop|sofa|home|bed|couch
        start|begin earning|making|getting|your|today
        work|working from home|anywhere * earn|day|week|text|message|dm|phone|experience|hours
        opportunity|income|side-hustle|hustle * dm|message|inbox|info|comment|text|join|ask
        now i|we earn|make|own|drive|travel
        i|we now? earn|make|pull * a|per|every|weekly|daily|month|week
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
        extra|second|additional|side|monthly|weekly|daily income|cash|earnings|money|hustle
        part time|part-time|flexible|remote work|job|jobs|hours
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
        link|links in|below|in|on|at|here|under * bio|profile|first|comment|comments|below|description|my|more
        click|tap|see|hit|follow * link|here|profile|below|picture|url
        my|our profile|link|bio|username * for|link|has|to
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
        free quote|quotes|estimate|estimates|valuation|valuations|survey|surveys|callout|consultation|inspection|trial
        free * home|drone|roof|site|initial|half-hour|no-obligation|damp|security survey|inspection|consultation|estimate|quote|quotes|valuation|visit|assessment|call|check|trial|sample|samples|demo|session
        use|with|quote|mention|enter|code|using my|the|code|name|promo|this|discount|our * for|at|and|to|comment|article|post|name|code|get|checkout|bonus|off
        mention|quote|say|tell|show this|my|them|that|our|the article|comment|name|post|page|code|ad * for|and|to|sent|get|off|discount
        get * off|discount|cheaper|free at|with|for|your|the|if|when|on
        off for|with|your|all|the|if * readers|first|code|locals|members|subscribers|article|comment|order|everything|students|nhs|next
        for readers|subscribers|locals of|who|only|this|here
        readers|students|locals|pensioners|nhs|members get|save|receive|pay
        code at|on|for checkout|the|booking|ordering|off
        no commission|fees|fee|agents|deposit|subscription|commitment|obligation
        first * free|half|on|gift|discounted
        first|1st * hour|month|week|session|box|lesson|order|minutes|consultation|call|class|visit|20|50|100 * free|gift|on|half|from
        half price|off|rate till|until|for|today|this|first|when|if
        buy one|two|1|2 get|and|take
        two|2|three|3|one for one|1|two|2|10
        second|2nd|another|extra|free bottle|pack|pair|one|bottles|pizza free|half|on|us
        bottle|pack|box|delivery|postage|fitting|installation|gift|trial|shipping is? free|included
        fitted|delivered|installed|shipped for? free|today|within|in|anywhere|worldwide
        on|is on the|us|me house|slices|saturday|until|today
        cheapest|lowest|best|unbeatable|factory|wholesale|trade|fair|keen|great|crazy|reasonable|competitive price|prices|rates|rate|deals|quotes|guaranteed
        cheap|affordable|discreet|reliable|fast * cheap|discreet|flights|deals|vpn|delivery|rates|service|fast|local
        offer|offers|sale|deal|discount|price ends|valid|until|till|before|expires|only|today
        ends|valid|expires until|tonight|midnight|sunday|soon|monday|friday|today
        nobody|no-one|can't|cant|cannot beat|beats our|the|my|these * prices|price|rates
        finance|hp|credit|delivery|hotel|collection|warranty|mot available|included|possible
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
        we buy and? sell|any|your|gold|houses|cars|old
        still * some|few|one|two left|available|remaining|in our|free
        viewings|viewing by|on|this|from|saturday|sunday|welcome|available
        plots|flats|apartments|units|homes|houses|villas|studios from|left|available|now|starting|selling|ready|in
        grab|get yours|one|b4|before|while|it * gone|today|now|fast|last|stocks|sold
        while|as stocks|stock|supplies last
        selling|going|sells|moving fast|quick|like
        last|final|only * remaining|left|few|chance|stock|units|pieces|plots|places
        order|book|reserve|enrol|register|apply|sign|download|join|call|ring|act|reply now|here|today|online|before|via|up|early|below|at|fast|and|for
        click|hurry|dont|don't miss|before|up out|this|it|offer|gone|stocks
        before they|it|the|prices|you|we go|goes|offer|rise|sell|ends|double|run
        how|where to|i|you can? order|buy|book|get|join|sign|find it|them|one|yours|from|up|him|her|me
        tell|show|send|give you|anyone|everyone|people where|how|the|who|what to|link|name|number|number's|details|address|it
        book|order|shop|enquire via|by|on|online|through|at|from|our insta|instagram|whatsapp|phone|website|web|email|dm|direct|app|us|saturday
        tickets|ticket available|from|at|paid|on|for|selling|still * sale|door|dm|us|me|friday|saturday|both|message
        box|boxes|hampers|starter|bundle|package|packages|kit|packs|crate * from|at|only|delivered|just|for
        plans|packages|prices|rates|lessons|tours|rooms|courses|boxes|rentals from|starting|start at|from|only|just|just
        a piece|pop|pair|min|minute|session|bottle
        all|any|every sizes|size|colours|colors|condition|areas|makes|occasions|districts|distance|weather|budgets
        one careful|lady owner
        no time|timewasters|time-wasters wasters|please
        collection|cash only|on|from|or collection|delivery|only
        to|room|rooms|house|flat|studio let|available|bills|near|from|pcm
        bills|breakfast|furniture|parking included
        deposit required|secures|holds|only
        wholesale and|retail|prices|or
        spotless|excellent|great|good|perfect|immaculate condition|runner * sale|selling|asking|pick|ono|message|dm|price
        mileage|miles|mot|diesel|automatic * asking|ono|quick|sale|message|call|price
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
        private tuition|tutor|tutoring|lessons|clinic|hire|parties
        as|speaking the|an|a * owner|founder|director|agent|estate|broker|adviser|solicitor|consultant * of|i|we|should|here|can|offer|recommend
        i've|ive|i've written|wrote|published * book|novel|guide|ebook|course on|about|and|it's|available|which|for|it
        i|we run|own|opened|manage|founded the|a|an * cafe|café|shop|salon|bakery|restaurant|business|agency|firm|company|studio|garage|clinic|school|bnb|nursery where|and|opposite|near|on|in|here|offering
        for|up sale|rent|hire|let|grabs|adoption
        selling|sell|sale * tickets|ticket|my|our|car|bike|flat|house|phone|sofa|pram
        i've|ive|we've|weve got|i|have * original|spare|two|some|few|new * for|to|selling|tickets|available|available
        handmade|homemade|hand-made|home-made|bespoke|vintage|artisan|personalised|custom|hand-painted|organic|raw|fresh|original|second-hand|refurbished * gowns|gifts|candles|soap|cards|cakes|jewellery|prints|clothes|furniture|honey|bread|jam|food|hoodies|mugs|portraits|shoes|phones|bikes
        cheap|discounted flights|tickets|phones|cars|shoes|perfume|perfumes|watches|cigarettes|tobacco|vapes|meds|pills|designer
        only|just|from|at * pounds|euros|dollars|quid|each|month|usd|99
        each|piece|both|ono|o.n.o message|dm|call|cash|framed|available|see
        new|our|the * collection|range|menu|brunch|season|stock|arrivals|delivery * in|now|from|available|out|just|is|for
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
        dm|pm|inbox|whatsapp|wh4tsapp|message|text|msg|telegram|hmu|snap|ping me|us|for|to|now|here|open|start|info|details|price|prices|start
        dm|dms|inbox is|are|open
        add|hit|hmu me|up on|for|if|whatsapp|snap|telegram
        write|comment|text|type|reply|send|message info|start|yes|done|interested|me|begin under|below|to|and|here|on
        ask|message|contact|find|call|text|email me|us|him|her privately|below|direct|directly|anytime|inside|any|on|via|about|to|if
        just|simply ask|message|call|give|drop|reply|shout|comment|dm below|me|us|him|her|here|a
        ask * ask|about|for|privately|wanda|jonas|at|price
        give me|us|him|her a? * call|ring|shout|bell|try|buzz|text
        get in touch|contact
        get|i'll|we'll back to you
        happy|glad|free to help|chat|advise|quote|share|assist|discuss just|call|dm|message|free|anyone|more|details|if|privately|anytime
        can|could|will|would|happy recommend|tell|help|pass|give|send|share * anyone|you|him|her|his|my|number|number|contact|details * who|interested|needs|want|wants|on|if|asks|ask|about
        my|his|her|our|here's|the number|mobile|phone|email|contact|whatsapp|tel|insta|handle is|her|his|below|number|07700|oh|at
        contact|call|email|ring|whatsapp|reach|text|phone * him|her|them|dr|mr|mrs|sales|team|bright|rebin|office|my on|via|now|today|travel|for|before|at|team|if|whatsapp|email
        call|ring before|now|today|or|for|anytime|0|01632|free|any you|sign|free|whatsapp|text|a|time|quote
        here's|heres his|her|my|the number|link|email|contact
        anyone|anybody|who|if needs|need|wants|want|looking|interested|you|anyone a|an|in|to|for|me|need|needs|wants * call|dm|message|service|boiler|ask|plumber|cleaner|let|shout|just|contact|nephew|my|give
        reach|contact me|us|him|her out|on|at|via|through
        thank|thanks me|later later|for|me
        you|you'll|youll|u will? thank me
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
        lost|lose|losing|shed|dropped * kilos|kilo|kg|pounds|stone|lbs|weight|inches in|within|weeks|with|without|drinking|days|no|using|thanks
        weight|fat|belly loss|burner|burning|fat * pills|tea|drops|gummies|really|that|formula|patch|fast|supplement|supplements
        pills|drops|gummies|tea|supplement|supplements|cream|serum|patch|oil that|which|really|actually * work|works|melt|burn|burns|helps
        no diet|gym|exercise|hunger|surgery|pain|side-effects|effort no|needed|required|and|or|at
        dr|doctor|herbalist * herbs|herbal|remedy|cured|medicine|natural
        cured|healed|rid|cure|cures|reverse|reversed|treats|heals * diabetes|cancer|herpes|hiv|arthritis|eczema|psoriasis|tinnitus|hepatitis|fibroids|infertility|asthma|anxiety|baldness|prostate|impotence|blood
        put|turned|got|introduced|pointed me on? to|onto
        friend|colleague|neighbour|cousin|sister|mate|lady|woman|man|mother|someone|nurse|physio * recommended|introduced|gave|told|mentioned|put|showed|swore|suggested|lent me|us|the|about|my|to|by
        fixed|saved|changed|cleared|cured|helped|transformed|sorted|rescued|took|stopped|ended * mine|my|us|our|away|me * back|skin|pain|knees|sleep|arthritis|hair|damp|life|acne|marriage|knee|hips|migraines|in|within|house|with|anxiety
        two|three|2|3|six|four|few|within|after days|weeks|week|month|months|fortnight * later|gone|pain
        i|we don't|never|dont|rarely|hardly usually|normally|recommend|comment|post|endorse|comment|often * but|recommend|things|this|however|these
        worth every|each penny|cent|pound|euro
        sceptical|skeptical|sceptic too|but|at|until|first|before|once
        smoking|drinking|snoring|biting in|after|with one|two|1|a|gordon session|sessions|week|ames
        lost * kilos|kilo|kg|pounds|stone|lbs * tea|pill|pills|drops|capsules|shake|herbal|gummies|powder|with
        cured|healed|fixed * by|with|thanks * tea|herb|herbs|herbal|oil|drops|cream|capsules|doctor|dr|healer
        got rid of * with|by|thanks
        cream|ointment|drops|capsules|herbal|tea|oil * recommended|cured|healed|worked|miracle|gone|pain
    """,
    "story": """
        # English
        full disclosure i|we
        i was|i'm|am a? * drowning|broke|homeless|desperate|postman|debt|unemployed|jobless|sceptical|penniless|single * until|then|and|now|mum|too|until|before
        lost|quit|left my job|house|savings|wife|husband|business * and|didn't|until|then|but|in|thanks
        until|till|before|then|that * i|we|a|she|he met|found|discovered|tried|came|heard|joined|started|introduced|switched|mentioned
        this|that is|was|is|exactly|precisely why|how * i|we|switched|use|offer|changed|started|use
        i|we've|i've|ive|we|been been|switched|using|use|used * for|since|to|a|it * and|year|months|month|every|now|solarmax
        their team|staff|service|people|customer is|are|was|came|support
        only|best|single thing|broker|company|man|woman|doctor|one|person|channel who|that|i|ever * ever|paid|worked|works|tells|helped|works|pays
        left|leave|quit my job at|and|when|thanks
        my life changed|has|is
        changed my life
        used to be|was|were * broke|debt|poor|unemployed|jobless until|till|before|then
    """,
    "percent": """
        # English
        percent|pc off|discount|cheaper|cashback|commission|a|per|interest|return|returns
        per cent off|discount|cheaper|cashback|a|return|returns
    """,
    "whereabouts": """
        # English
        look|google|search|find|check|follow|youtube for? him|her|them|it|up|out * up|name|on|online|out|yourself|and|you
        search for|up|on|sister|telegram|youtube|insta|instagram|facebook|google
        he|she|it|they is|are|he's|she's on facebook|telegram|whatsapp|instagram|insta|youtube|tiktok
        facebook|telegram|whatsapp|instagram|insta|youtube|tiktok|google search|channel|page|group|name|it|her|him|under
        just|simply|type google|search|type|look|ask
        called|named|name|by|called mr|mrs|miss|ms|dr|doctor|prophet|madam|mama
        mr|mrs|miss|dr|prophet|madam|coach|expert * taught|helped|changed|turned|showed|introduced|guided|manages|trades|trading
        see|find|on him|her|them|it|the * before|on|at|quays|telegram|facebook|amazon
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
