"""Texts to tell near from not near by: letters that were handed out and varied, and people's own words on one subject."""

# By language: a text as it was handed out, and what those who sent it made of it.
HANDED_OUT: dict[str, tuple[str, dict[str, str]]] = {
    "en": (
        (
            "The council has closed the old bridge without asking anybody who lives here. We demand that the mayor explains the "
            "reasons in public. Until then nobody on our side of the river should pay the new parking fee."
        ),
        {
            "a few changed words": "The council has shut the old bridge without asking anyone who lives here. We demand that the mayor "
            "explains his reasons in public. Until then nobody on our side of the river should pay the new parking charge.",
            "an added name": "The council has closed the old bridge without asking anybody who lives here. We demand that the mayor explains the "
            "reasons in public. Until then nobody on our side of the river should pay the new parking fee. Dilan Aziz, teacher",
            "reordered sentences": "We demand that the mayor explains the reasons in public. Until then nobody on our side of the river should "
            "pay the new parking fee. The council has closed the old bridge without asking anybody who lives here.",
            "a changed greeting": "Good evening to all the readers here! The council has closed the old bridge without asking anybody who lives here. We "
            "demand that the mayor explains the reasons in public. Until then nobody on our side of the river should pay the new parking fee.",
            "another case and punctuation": "THE COUNCIL HAS CLOSED THE OLD BRIDGE, without asking anybody who lives here!! We demand that the mayor "
            "explains the reasons in public!! Until then nobody on our side of the river should pay the new parking fee!!",
        },
    ),
    "ckb": (
        (
            "ئەنجومەنی شار پردە کۆنەکەی داخست بەبێ ئەوەی پرسیار لە خەڵکی گەڕەک بکات. داوا لە سەرۆکی شارەوانی دەکەین هۆکارەکانی بە "
            "ئاشکرا ڕوون بکاتەوە. تا ئەو کاتە با کەس پارەی وەستانی نوێ نەدات."
        ),
        {
            "a few changed words": "ئەنجومەنی شار پردە کۆنەکەی گرت بەبێ ئەوەی پرسیار لە خەڵکی گەڕەک بکات. داوا لە سەرۆکی شارەوانی دەکەین هۆکارەکانی بە "
            "ئاشکرا باس بکات. تا ئەو کاتە با کەس پارەی وەستانی تازە نەدات.",
            "an added name": "ئەنجومەنی شار پردە کۆنەکەی داخست بەبێ ئەوەی پرسیار لە خەڵکی گەڕەک بکات. داوا لە سەرۆکی شارەوانی دەکەین هۆکارەکانی بە "
            "ئاشکرا ڕوون بکاتەوە. تا ئەو کاتە با کەس پارەی وەستانی نوێ نەدات. ئازاد، مامۆستا",
            "reordered sentences": "داوا لە سەرۆکی شارەوانی دەکەین هۆکارەکانی بە ئاشکرا ڕوون بکاتەوە. تا ئەو کاتە با کەس پارەی وەستانی نوێ نەدات. "
            "ئەنجومەنی شار پردە کۆنەکەی داخست بەبێ ئەوەی پرسیار لە خەڵکی گەڕەک بکات.",
            "a changed greeting": "سڵاو لە هەموو لایەک! ئەنجومەنی شار پردە کۆنەکەی داخست بەبێ ئەوەی پرسیار لە خەڵکی گەڕەک بکات. داوا لە سەرۆکی شارەوانی "
            "دەکەین هۆکارەکانی بە ئاشکرا ڕوون بکاتەوە. تا ئەو کاتە با کەس پارەی وەستانی نوێ نەدات.",
        },
    ),
    "ku": (
        (
            "Şaredariyê pira kevn bêyî ku ji xelkê taxê bipirse girt. Em dixwazin serokê şaredariyê sedemên vê biryarê ji raya giştî "
            "re eşkere bike. Heta wê demê bila kes pereyê parkê yê nû nede."
        ),
        {
            "a few changed words": "Şaredariyê pira kevn bêyî ku ji xelkê taxê bipirse da girtin. Em dixwazin serokê şaredariyê sedemên biryarê ji raya "
            "giştî re şirove bike. Heta wê demê bila kes pereyê parkê yê nû nede.",
            "an added name": "Şaredariyê pira kevn bêyî ku ji xelkê taxê bipirse girt. Em dixwazin serokê şaredariyê sedemên vê biryarê ji raya giştî "
            "re eşkere bike. Heta wê demê bila kes pereyê parkê yê nû nede. Berîvan, mamoste",
            "reordered sentences": "Heta wê demê bila kes pereyê parkê yê nû nede. Em dixwazin serokê şaredariyê sedemên vê biryarê ji raya giştî re "
            "eşkere bike. Şaredariyê pira kevn bêyî ku ji xelkê taxê bipirse girt.",
            "a changed greeting": "Silav ji xwendevanan re! Şaredariyê pira kevn bêyî ku ji xelkê taxê bipirse girt. Em dixwazin serokê şaredariyê "
            "sedemên vê biryarê ji raya giştî re eşkere bike. Heta wê demê bila kes pereyê parkê yê nû nede.",
        },
    ),
    "ar": (
        (
            "أغلق مجلس المدينة الجسر القديم دون أن يسأل سكان الحي. نطالب رئيس البلدية بأن يشرح الأسباب أمام الناس. وحتى ذلك الحين "
            "يجب ألا يدفع أحد رسوم الموقف الجديدة."
        ),
        {
            "a few changed words": "أغلق مجلس المدينة الجسر القديم دون أن يستشير سكان الحي. نطالب رئيس البلدية بأن يوضح الأسباب أمام الناس. وحتى ذلك "
            "الحين يجب ألا يدفع أحد رسوم الموقف الجديدة.",
            "an added name": "أغلق مجلس المدينة الجسر القديم دون أن يسأل سكان الحي. نطالب رئيس البلدية بأن يشرح الأسباب أمام الناس. وحتى ذلك الحين "
            "يجب ألا يدفع أحد رسوم الموقف الجديدة. سمير، مدرس",
            "reordered sentences": "نطالب رئيس البلدية بأن يشرح الأسباب أمام الناس. وحتى ذلك الحين يجب ألا يدفع أحد رسوم الموقف الجديدة. أغلق مجلس "
            "المدينة الجسر القديم دون أن يسأل سكان الحي.",
            "a changed greeting": "مساء الخير للجميع! أغلق مجلس المدينة الجسر القديم دون أن يسأل سكان الحي. نطالب رئيس البلدية بأن يشرح الأسباب أمام "
            "الناس. وحتى ذلك الحين يجب ألا يدفع أحد رسوم الموقف الجديدة.",
        },
    ),
    "tr": (
        (
            "Belediye eski köprüyü mahalleliye hiç sormadan kapattı. Başkanın bunun nedenlerini herkesin önünde açıklamasını "
            "istiyoruz. O zamana kadar kimse yeni otopark ücretini ödemesin."
        ),
        {
            "a few changed words": "Belediye eski köprüyü mahalleliye hiç danışmadan kapattı. Başkanın bunun sebeplerini herkesin önünde açıklamasını "
            "istiyoruz. O zamana kadar kimse yeni otopark ücretini ödemesin.",
            "an added name": "Belediye eski köprüyü mahalleliye hiç sormadan kapattı. Başkanın bunun nedenlerini herkesin önünde açıklamasını "
            "istiyoruz. O zamana kadar kimse yeni otopark ücretini ödemesin. Elif, öğretmen",
            "reordered sentences": "Başkanın bunun nedenlerini herkesin önünde açıklamasını istiyoruz. O zamana kadar kimse yeni otopark ücretini "
            "ödemesin. Belediye eski köprüyü mahalleliye hiç sormadan kapattı.",
            "a changed greeting": "Herkese merhaba arkadaşlar! Belediye eski köprüyü mahalleliye hiç sormadan kapattı. Başkanın bunun nedenlerini "
            "herkesin önünde açıklamasını istiyoruz. O zamana kadar kimse yeni otopark ücretini ödemesin.",
        },
    ),
    "fa": (
        (
            "شورای شهر پل قدیمی را بدون اینکه از مردم محله بپرسد بست. ما می‌خواهیم شهردار دلایل این کار را به مردم توضیح بدهد. تا آن "
            "زمان کسی نباید هزینه پارکینگ جدید را بپردازد."
        ),
        {
            "a few changed words": "شورای شهر پل قدیمی را بدون اینکه از اهالی محله بپرسد بست. ما می‌خواهیم شهردار علت این کار را به مردم توضیح بدهد. تا آن "
            "زمان کسی نباید هزینه پارکینگ جدید را بپردازد.",
            "an added name": "شورای شهر پل قدیمی را بدون اینکه از مردم محله بپرسد بست. ما می‌خواهیم شهردار دلایل این کار را به مردم توضیح بدهد. تا آن "
            "زمان کسی نباید هزینه پارکینگ جدید را بپردازد. نرگس، معلم",
            "reordered sentences": "تا آن زمان کسی نباید هزینه پارکینگ جدید را بپردازد. شورای شهر پل قدیمی را بدون اینکه از مردم محله بپرسد بست. ما "
            "می‌خواهیم شهردار دلایل این کار را به مردم توضیح بدهد.",
            "a changed greeting": "با سلام خدمت همه دوستان! شورای شهر پل قدیمی را بدون اینکه از مردم محله بپرسد بست. ما می‌خواهیم شهردار دلایل این کار را "
            "به مردم توضیح بدهد. تا آن زمان کسی نباید هزینه پارکینگ جدید را بپردازد.",
        },
    ),
}

# People's own words under one article: same subject, same stock phrases, no copy.
OWN_WORDS: dict[str, tuple[str, ...]] = {
    "en": (
        "The council closed the old bridge because it was unsafe, I work in construction and I have seen the cracks myself.",
        "Closing the old bridge may be right, but why did nobody on the council ask the people who live on the other side?",
        "I demand that the mayor explains why my children now need forty minutes to get to school.",
        "Nobody on our side of the river was asked, that is true, but honestly nobody came to the meetings either.",
        "The parking fee is a scandal, the bridge is not. Two different things, please do not mix them up.",
        "My grandfather helped to build that bridge in 1961. I would like to see it repaired and not replaced.",
        "Every year the same story: they close something in November and open it again a week before the elections.",
        "Thank you for this article. It is the first time that somebody explains what the engineers actually found.",
        "We live right next to the bridge and, to be fair, the nights have never been as quiet as they are now.",
        "Why does the council have money for a new car park but none for the old bridge? Somebody should answer that.",
    ),
    "ckb": (
        "پردە کۆنەکە مەترسیدار بوو، من ئەندازیارم و خۆم درزەکانیم بینیوە، داخستنی بڕیارێکی دروست بوو.",
        "داخستنی پرد ڕەنگە پێویست بێت، بەڵام بۆچی کەس لە ئەنجومەنی شار پرسیاری لە ئێمە نەکرد؟",
        "منداڵەکانم ئێستا چل خولەکیان پێدەچێت تا دەگەنە قوتابخانە، سەرۆکی شارەوانی با وەڵام بداتەوە.",
        "پارەی وەستان زۆر گرانە بەڵام ئەوە هیچ پەیوەندییەکی بە پردەکەوە نییە، تێکەڵیان مەکەن.",
        "باپیرم لە دروستکردنی ئەو پردە بەشدار بوو، حەز دەکەم چاک بکرێتەوە نەک بڕووخێنرێت.",
        "هەموو ساڵێک هەمان چیرۆکە، پێش هەڵبژاردن دەیکەنەوە و دوای هەڵبژاردن دایدەخەن.",
        "سوپاس بۆ ئەم بابەتە، یەکەم جارە کەسێک بە وردی باسی ڕاپۆرتی ئەندازیاران بکات.",
        "ئێمە لە نزیک پردەکە دەژین و بە ڕاستی شەوان لە هیچ کاتێکدا ئەوەندە بێدەنگ نەبوون.",
    ),
    "ku": (
        "Pira kevn bi rastî xeter bû, ez endezyar im û min bi çavên xwe şeqên wê dîtin.",
        "Dibe ku girtina pirê rast be, lê çima şaredariyê ji kesekî me nepirsî?",
        "Zarokên min niha di çil deqeyan de digihîjin dibistanê, bila serokê şaredariyê bersivê bide.",
        "Pereyê parkê pir zêde ye, lê têkiliya wî bi pirê re tune ye, van her du tiştan tevlihev nekin.",
        "Bapîrê min di çêkirina wê pirê de xebitî, ez dixwazim ew bê tamîrkirin û neyê hilweşandin.",
        "Her sal eynî çîrok e, berî hilbijartinan vedikin û piştî hilbijartinan digirin.",
        "Spas ji bo vê nivîsê, cara yekem e ku yek raporta endezyaran bi zelalî vedibêje.",
        "Em li kêleka pirê dijîn û bi rastî şev qet ewqas bêdeng nebûbûn.",
    ),
    "ar": (
        "كان الجسر القديم خطرا بالفعل، أنا مهندس وقد رأيت الشقوق بنفسي قبل عامين.",
        "قد يكون إغلاق الجسر صحيحا لكن لماذا لم يسأل أحد من المجلس سكان الضفة الأخرى؟",
        "أولادي يحتاجون الآن أربعين دقيقة للوصول إلى المدرسة وعلى رئيس البلدية أن يجيب.",
        "رسوم الموقف مبالغ فيها لكنها لا علاقة لها بالجسر فلا تخلطوا بين الأمرين.",
        "شارك جدي في بناء ذلك الجسر وأتمنى أن يرمم بدل أن يهدم أمام أعيننا.",
        "كل سنة القصة نفسها، يغلقون شيئا في الشتاء ويفتحونه قبل الانتخابات بأسبوع.",
        "شكرا على هذا المقال فهو أول من يشرح لنا ما جاء في تقرير المهندسين.",
        "نسكن بجانب الجسر تماما والحق يقال إن الليالي لم تكن يوما بهذا الهدوء.",
    ),
    "tr": (
        "Eski köprü gerçekten tehlikeliydi, ben inşaat mühendisiyim ve çatlakları kendi gözümle gördüm.",
        "Köprüyü kapatmak doğru olabilir ama belediye neden karşı yakada oturanlara hiç sormadı?",
        "Çocuklarım artık okula kırk dakikada gidiyor, başkan buna bir cevap versin.",
        "Otopark ücreti çok yüksek ama bunun köprüyle bir ilgisi yok, ikisini karıştırmayın lütfen.",
        "Dedem o köprünün yapımında çalışmıştı, yıkılmasını değil onarılmasını isterim.",
        "Her yıl aynı hikâye, kışın kapatıp seçimden bir hafta önce açıyorlar.",
        "Bu yazı için teşekkürler, mühendislerin raporunu ilk kez biri açıkça anlattı.",
        "Köprünün hemen yanında oturuyoruz, doğrusu geceler hiç bu kadar sessiz olmamıştı.",
    ),
    "fa": (
        "پل قدیمی واقعا خطرناک بود، من مهندس هستم و ترک‌ها را با چشم خودم دیده‌ام.",
        "شاید بستن پل درست باشد، ولی چرا شورای شهر از ساکنان آن طرف رودخانه نپرسید؟",
        "بچه‌های من حالا چهل دقیقه در راه مدرسه هستند، شهردار باید جواب بدهد.",
        "هزینه پارکینگ خیلی زیاد است اما ربطی به پل ندارد، این دو را با هم قاطی نکنید.",
        "پدربزرگم در ساختن آن پل کار کرده بود، دوست دارم تعمیرش کنند نه اینکه خرابش کنند.",
        "هر سال همین داستان است، زمستان می‌بندند و یک هفته قبل از انتخابات باز می‌کنند.",
        "ممنون از این مقاله، اولین بار است که کسی گزارش مهندسان را روشن توضیح می‌دهد.",
        "ما درست کنار پل زندگی می‌کنیم و راستش شب‌ها هیچ وقت این‌قدر آرام نبوده است.",
    ),
}
