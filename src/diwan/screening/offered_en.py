"""What English offers say beside what stands in `offered`: trades and shops of one's own, testimonials, visas, papers, readings, property.

Written as `offered` is, by kind of sign. Where a wording is as often said by somebody who buys, remembers or warns, it stands under a kind that
weighs too little to be told alone.
"""

FURTHER: dict[str, str] = {
    "subscribe": """
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
    """,
    "visit": """
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
    """,
    "profit": """
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
    """,
    "service": """
        reads|read|reading cards|palms|tarot|tea-leaves|runes * quid|pounds|euros|reading|saw|session
        we say yes when
        we print|frame|restore|repair|paint|engrave|embroider|scan|digitise * at|on|from|for
        need|want|short-of|short|looking cash|money|loan|funds * we|call|apply|christmas|today|before
        licence|license in seven|days|a|two|three days|week|weeks|no
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
    """,
    "earn": """
        turned my|our|her|his * into
        earn|make|making|earning up|over|around to? * a|per|each|every|weekly|daily|monthly|from
        earn|earning|make * with just|only|your|from|on|using * phone|laptop|sofa|home|bed|couch
        start|begin earning|making|getting|your|today
        work|working from home|anywhere * earn|day|week|text|message|dm|phone|experience|hours
        opportunity|income|side-hustle|hustle * dm|message|inbox|info|comment|text|join|ask
        now i|we earn|make|own|drive|travel
        i|we now? earn|make|pull * a|per|every|weekly|daily|month|week
    """,
    "discount": """
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
    """,
    "percent": """
        percent|pc off|discount|cheaper|cashback|commission|a|per|interest|return|returns
        per cent off|discount|cheaper|cashback|a|return|returns
    """,
    "sale": """
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
        a piece|pop|pair|min|minute|bottle
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
    """,
    "offered": """
        quid|pounds|euros|dollars a reading|session|lesson|pop|visit
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
    """,
    "contact": """
        tell|say|mention to? them|him|her * sent|from|recommended
        i|we can? show|teach|tell you|anyone|people the|how|an|which app|system|method|trick|site|way|platform|i|to|it
        happy|glad|willing to share * link|details|name|number
        share|send|drop|post the? link|details|number
        fancies|fancy|wants|want|interested|needs * side|extra|second|passive income|hustle|money|cash
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
    """,
    "cure": """
        on these|this|my gummies|pills|drops|capsules|patches|tea|shakes|powder|supplements
        sorted|fixed|repaired|did it|ours|mine|everything|us in|within|for|out a|one|an day|hour|morning|afternoon|week
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
    """,
    "story": """
        tired|sick|bored|fed-up|fed of|up * job|boss|rent|debt|commute|paying|waiting|working|being|living
        i was too|sceptical until|till|before
        until|till|before i found|discovered|met|tried|started|joined
        had the same problem|roof|pain|trouble|issue|damp
        full disclosure i|we
        i was|i'm|am a? * drowning|broke|homeless|desperate|postman|debt|unemployed|jobless|sceptical|penniless|single * until|then|and|now|mum|too|until|before
        lost|quit|left my job|house|savings|wife|husband|business * and|didn't|until|then|but|in|thanks
        until|till|before|then|that * i|we|a|she|he met|found|discovered|tried|came|heard|joined|started|introduced|switched|mentioned
        this|that is|was|is|exactly|precisely why|how * i|we|switched|use|offer|changed|started|use
        i|we've|i've|ive|we|been been|switched|using|use|used * for|since|to|a|it * and|year|months|month|every|now|solarmax
        their team|staff|service|people|customer is|are|was|came|support
        only|best|single thing|broker|company|man|woman|doctor|one|person|channel who|that|i|ever * ever|paid|worked|works|tells|helped|works|pays
    """,
    "whereabouts": """
        look|google|search|find|check|follow|youtube for? him|her|them|it|up|out * up|name|on|online|out|yourself|and|you
        search for|up|on|sister|telegram|youtube|insta|instagram|facebook|google
        he|she|it|they is|are|he's|she's on facebook|telegram|whatsapp|instagram|insta|youtube|tiktok
        facebook|telegram|whatsapp|instagram|insta|youtube|tiktok|google search|channel|page|group|name|it|her|him|under
        just|simply|type google|search|type|look|ask
        called|named|name|by|called mr|mrs|miss|ms|dr|doctor|prophet|madam|mama
        mr|mrs|miss|dr|prophet|madam|coach|expert * taught|helped|changed|turned|showed|introduced|guided|manages|trades|trading
        see|find|on him|her|them|it|the * before|on|at|quays|telegram|facebook|amazon
    """,
    "home": """
        extra|second|additional|side|monthly|weekly|daily income|cash|earnings|money|hustle
        part time|part-time|flexible|remote work|job|jobs|hours
    """,
    "click": """
        link|links in|below|in|on|at|here|under * bio|profile|first|comment|comments|below|description|my|more
        click|tap|see|hit|follow * link|here|profile|below|picture|url
        my|our profile|link|bio|username * for|link|has|to
    """,
}
