"""What is offered, and what only talks about money, work, loans, channels and advertisements."""

import pytest

from diwan.comments import Words
from diwan.desk.lanes import LIKELY_BROKEN
from diwan.guidelines import Guideline
from diwan.screening.check import Context, read
from diwan.screening.findings import Finding
from diwan.screening.language import LANGUAGES
from diwan.screening.rules.offers import KINDS, TOLD_FROM, Offers


def look(body: str, language: str = "en") -> list[Finding]:
    return list(Offers().look(read(Words("Rojîn", body), Context(language))))


OFFERS = {
    "en": [
        "Taking bookings for the autumn, portfolio on request",
        "We at Oakley Fencing offer a free survey, no obligation",
        "Pills without prescription, discreet",
        "Second bottle free while stocks last",
        "Tuition, slots from January, results guaranteed",
        "My new novel is out now, find me on Instagram",
        "Man and van, any day, call me on this number",
        "Dr Olu brought my husband back in two days",
        "Earn $500 a day working from home, DM me",
        "You can earn 300 dollars weekly online, message us now",
        "I made 4000 dollars working from home, thanks to Mrs Baker the expert trader",
        "Guaranteed profit with our crypto signals, contact us",
        "Double your bitcoin in 24 hours",
        "Casino bonus and free spins for new players: example.com",
        "Quick loans without papers, we deliver within the day",
        "We write your essays, cheap. Contact us",
        "Buy real followers, best prices",
        "Visa assistance available, guaranteed",
        "Subscribe to my channel",
        "Please follow my page",
        "Check out my new video channel",
        "Visit our shop, special offers all week",
        "Use my code ROJIN for 20% off",
        "Original shoes for sale, 40 dollars, dm me",
        "Limited stock! Order now, free delivery",
        "Link in bio",
    ],
    "ckb": [
        "لە ماڵەوە پارە پەیدا بکە، ڕۆژانە 50 دۆلار، نامەم بۆ بنێرە",
        "سەبسکرایبی کەناڵەکەم بکەن",
        "سەردانی پەیجەکەمان بکەن",
        "قازانجی مسۆگەر لەگەڵ ئێمە",
        "فۆڵۆوەری ڕاستەقینە هەرزان",
        "ڤیزای ئەوروپا مسۆگەر",
        "کۆدی داشکاندن ROJIN بۆ %20 داشکاندن",
        "مۆبایل بۆ فرۆشتن بە 200 دۆلار، پەیوەندی بکەن بە ژمارەکەمەوە",
    ],
    "ku": [
        "Ji malê pere qezenc bike, ji min re binivîse",
        "Rûpela min bişopînin",
        "Serdana malpera me bikin",
        "Qezenca garantî ji bo her kesî",
        "Em tezan dinivîsin, em tez amade dikin, em tez dinivîsin",
        "Em vîze amade dikin",
        "Koda daşkandinê ROJIN, 20% erzan",
        "Erebe ji bo firotinê, 5000 dolar, ji min re binivîse",
        "Bi 100 dolarî dest pê bike, di mehekê de bibe 1000 dolar, ji min re binivîse.",
        "Kar ji malê, rojê 50 euro, tenê telefon pêwîst e.",
        "10 hezar şopîner tenê 15 dolar.",
        "Keçên ciwan li nêzî te, li vir bikeve û sohbet bike.",
        "Telegrama me tevlî bibin, sînyalên krîptoyê belaş in.",
        "Mobîlyayên nû bi bihayê erzan, gihandin heta malê.",
        "Rûnê maran porê we xurt dike, siparîş bikin.",
        "Karker ji bo Ewropayê dixwazin, meaş 2000 euro, binivîsin.",
        "Kursa îngilîzî online, 50% erzan, niha qeyd bibin.",
        "Porê te diweşe? Bi rûnê me di mehekê de vedigere. Ji me re peyamê bişîne.",
        "Kî pereyê zû dixwaze bila ji min re binivîse.",
        "Casino online, bonus ji bo her kesî, bilîze û bi ser keve.",
        "Ehliyeta ajotinê bê ezmûn di sê rojan de.",
        "Hebên hêza mêran, orîjînal, bi veşartî dişînin.",
        "Nîvê bihayê! Tenê heta înê li firoşgeha Roj.",
        "Malperê me: kiryarên erzan ji Çînê, gihandin di 5 rojan de",
        "Kredî ji bo her kesî bêyî karname û kefîl",
        "Pirtûka min derket, hûn dikarin ji malpera min bikirin",
        "Masaj û rehetî, keçên bedew, 24 saet, hejmar li profîlê",
    ],
    "ar": [
        "اربح 500 دولار يوميا، راسلوني",
        "اشتركوا في قناتي",
        "زوروا صفحتي",
        "ربح مضمون مع خبيرنا",
        "قروض سريعة بدون كفيل",
        "متابعين حقيقيين بسعر رخيص",
        "نكتب رسائل الماجستير",
        "فيزا مضمونة إلى أوروبا",
        "كود خصم ROJIN خصم 20%",
        "سيارة للبيع بسعر 5000 دولار، تواصلوا معي",
        "استثمر معنا",
    ],
    "tr": [
        "Evden çalışarak günde 500 TL kazanın",
        "Kanalıma abone olun",
        "Sayfama bekleriz",
        "Garantili kazanç, bana yazın",
        "Deneme bonusu veren casino bonusu burada",
        "Kefilsiz kredi, bize ulaşın",
        "Gerçek takipçi satışı",
        "Tez yazılır, ödev yapılır",
        "İndirim kodu ROJIN ile %20 indirim",
        "Satılık araba, 300.000 TL, bana mesaj atın",
    ],
    "fa": [
        "کسب درآمد روزانه ۵۰۰ دلار در منزل",
        "کانال من را دنبال کنید",
        "به سایت ما سر بزنید",
        "سود تضمینی با ما",
        "خرید فالوور ارزان",
        "پایان‌نامه ارزان، مقاله می‌نویسیم",
        "ویزای تضمینی اروپا",
        "کد تخفیف ROJIN با ۲۰٪ تخفیف",
        "موبایل فروشی ۲۰۰ دلار، به من پیام بدهید",
    ],
}
"""Each written for this test; none is copied from an advertisement."""


@pytest.mark.parametrize(
    ("language", "body"), [(code, body) for code, bodies in OFFERS.items() for body in bodies]
)
def test_an_offer_is_seen(language: str, body: str) -> None:
    [finding] = look(body, language)
    assert finding.guideline is Guideline.PROMOTION
    assert TOLD_FROM <= finding.score < 1
    assert finding.spans


@pytest.mark.parametrize("body", [OFFERS["en"][0], OFFERS["ar"][1], OFFERS["tr"][1]])
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_an_offer_is_seen_whatever_language_it_stands_among(body: str, language: str) -> None:
    assert len(look(body, language)) == 1


PLAIN = {
    "ckb": [
        "فۆڵۆوی ئینستاگرامەکەمان بکەن",
        "جۆینی کەناڵی تێلێگرامەکەمان بکەن، سەردانی پەیجەکەمان بکەن",
        "ڕۆژانە ٥٠ دۆلار لە ماڵەوە پەیدا بکە",
        "قەرز بەبێ کەفیل بۆ هەموو کەسێک",
        "سیگناڵی زێڕ بەخۆڕایی",
        "داشکاندن ٥٠٪ لەسەر هەموو کاڵاکان، ٪50 داشکاندن، گەیاندن بەخۆڕایی",
    ],
    "ku": [
        "Instagrama me bişopînin",
        "Aboneyê kanala min bibin, kanala min ya Youtube",
        "Ji malê rojane 50 dolar qezenc bike",
        "Krediya bê kefîl ji bo her kesî",
        "Sînyalên zêr her roj",
        "Li hemû cilan daşkandin heye, %40 daşkandin, gihandin belaş",
        "Bibin endamê koma me, bikevin koma me ya Telegramê",
        "Kuponên misoger ên futbolê",
        "Bi keçên bajêr re hevnasîn bike, endambûn belaş",
    ],
    "ar": [
        "تابعوا حسابي على الانستا",
        "سبسكرايب لقناتي يا شباب",
        "اكسب ٣٠٠ دولار يوميا وانت بالبيت",
        "قروض بدون كفيل خلال يوم",
        "توصيات الذهب والعملات مجانا",
        "رشق متابعين ولايكات",
        "خصم 50% على كل الملابس والتوصيل مجاني",
        "تعلم الدروبشيبينغ معنا",
        "الشيخ الروحاني أبو سالم لجلب الحبيب وفك السحر",
        "بحوث ورسائل ماجستير نكتبها لك بسرية تامة",
        "نحن نشتري الذهب المستعمل بأعلى سعر",
        "بيع حسابات ببجي ونتفلكس رخيصة",
        "استثمر 100 دولار وخذ 1000 بعد أسبوع",
        "كورس انجليزي أونلاين بنص السعر، سجل الآن",
        "محتاجين شباب للشغل في دبي، السفر علينا",
    ],
    "tr": [
        "Bizi instagramdan takip edin",
        "Youtube kanalıma abone olun",
        "Evden günde 2000 TL kazanın",
        "Kefilsiz nakit kredi",
        "Altın sinyalleri burada, ücretsiz forex sinyalleri",
        "Tüm ürünlerde indirim, %50 indirim, ücretsiz kargo",
        "Dropshipping eğitimi ile kazanın",
        "Yeni üyelere 250 TL bonus",
        "Telegram grubumuza katılın",
        "Ödev yapılır, tez yazılır, itinayla",
        "Ehliyet garantili, isteyen dm",
    ],
    "fa": [
        "پیج اینستام رو فالو کنید",
        "کانال تلگرامم رو دنبال کنین",
        "روزی ۵ میلیون تومن دربیار، بدون تجربه، پیام بده",
        "وام فوری بدون ضامن",
        "سیگنال طلا و ارز رایگان",
        "فروش فالوور و لایک",
        "تخفیف روی همه محصولات، ۵۰٪ تخفیف، ارسال رایگان",
        "پراید مدل ۹۵ تمیز بی‌رنگ فروشی، تماس بگیرید",
        "فلافلی عمو سعید سر چهارراه، یه بار برید مشتری میشید، حتما امتحان کنید",
        "تدریس خصوصی زبان، جلسه اول رایگان، دایرکت",
    ],
}
"""What is plainly for sale outside English, where no model reads."""

CUNNING = {
    "ckb": "شەربەتی گیایی دکتۆرم بەکارهێنا و چاک بوومەوە، هەرکەسێک دەیەوێت نامەم بۆ بنێرێت",
    "en": "My neighbour lost 9 kilos with a herbal tea, write to me if you want it",
    "ku": "Heta ku min xanim Berfîn nas kir jiyana min guherî, li Facebookê heye",
    "ar": "كنت مديونا حتى تعرفت على الخبيرة سعاد، حسابها موجود على التلغرام",
    "tr": "Borçlarım vardı, Sevgi hanımla tanışınca hayatım değişti, Facebook'ta bulabilirsiniz",
    "fa": "با یه دمنوش گیاهی ده کیلو کم کردم، هر کی خواست بنویسه",
}
"""Nothing is asked but to be written to, or to look for somebody."""

HALF_A_STORY = {
    "ckb": ["شەربەتی گیایی بەکارهێنا و چاک بوو", "هەژمارەکەی لە فەیسبووک داخراوە"],
    "ku": ["Piştî lehiyê jiyana min guherî", "Ev nûçe li Facebookê heye"],
    "ar": ["الحرب غيرت حياتي", "حسابه موجود على الفيسبوك والكل يعرفه", "شاي أعشاب جدتي طيب"],
    "tr": ["Depremden sonra hayatım değişti", "Facebook'ta bulabilirsiniz o fotoğrafı"],
    "fa": ["بعد از زلزله زندگیم عوض شد", "دمنوش گیاهی کیلو چند شده؟", "تو اینستاگرام پیجش هست"],
}


@pytest.mark.parametrize(("language", "body"), [(code, body) for code in PLAIN for body in PLAIN[code]])
def test_a_plain_offer_outside_english_reaches_the_line_from_which_the_desk_says_likely_broken(
    language: str, body: str
) -> None:
    [finding] = look(body, language)
    assert finding.score >= LIKELY_BROKEN


@pytest.mark.parametrize("language", sorted(CUNNING))
def test_a_cure_or_a_story_is_told_where_it_says_how_to_reach_somebody(language: str) -> None:
    [finding] = look(CUNNING[language], language)
    assert finding.score >= LIKELY_BROKEN


@pytest.mark.parametrize(
    ("language", "body"), [(code, body) for code in HALF_A_STORY for body in HALF_A_STORY[code]]
)
def test_either_half_of_such_a_story_is_let_pass(language: str, body: str) -> None:
    assert look(body, language) == []


INNOCENT = {
    "en": [
        "They want 40 dollars for a bus ticket, that is outrageous",
        "Teachers earn 300 dollars a month and the minister 9000 dollars a month",
        "I have been working from home since 2020 and the internet costs 40 dollars a month",
        "Subscribe to this newspaper, it deserves it",
        "The casino next to the school should be closed",
        "Loans without interest would help the farmers more than speeches",
        "Bitcoin is a bubble, and crypto traders lose their savings",
        "The visa took nine months and cost 120 euros",
        "Everybody sees these adverts that say earn $500 a day working from home. It is a scam.",
        "Do not believe those who promise guaranteed profit",
        "I recommend the book by the historian, 12 euros well spent",
        "The Red Crescent in our town collects blankets, please help them",
        "Visit the old bridge before they tear it down",
        "I visit my grandmother in Duhok every week",
        "The shop gives 20% off on Fridays, why not the state?",
        "It is a big deal for the best of them",
        "The house next door is for sale, 90,000 dollars!",
        "I click here and nothing happens, please repair your site",
        "Our students need help with their homework",
        "He was my first teacher and I follow his page on history",
        "Contact the ministry, not the newspaper",
        "The council should hurry up",
        "Call me naive, but I believe them",
        "I buy online because it is 5 dollars cheaper",
    ],
    "ckb": [
        "نرخی نان بووە بە 1000 دینار، ئەمە زۆر گرانە",
        "مووچەی مامۆستا مانگانە 500 دۆلارە",
        "ئەم ڕیکلامانە فێڵن، باوەڕ مەکەن",
        "خەڵک دەبێت بتوانن پارە پەیدا بکەن",
        "کتێبەکەی مێژوونووسەکە زۆر باشە",
        "قەرزی بانکەکان خەڵکی ماندوو کردووە",
        "قەرزی بێ سوود یارمەتی جووتیاران دەدات",
        "مامۆستایەک مانگانە ٥٠٠ دۆلار داهاتی هەیە",
        "گەیاندنی ئاو بۆ گوندەکان دواکەوت",
        "ڤیزای ئەوروپا زۆر گران بووە",
        "کەناڵەکە هەواڵەکەی بڵاو کردەوە",
    ],
    "ku": [
        "Nan bûye 1000 dînar, ev pir biha ye",
        "Meaşê mamosteyan mehê 500 dolar e",
        "Ev reklam sextekarî ne, bawer nekin",
        "Krediyên bankê gel westandin",
        "Mamosteyek mehê 500 dolar qezenc dike",
        "Kî dixwaze bila were civînê",
        "Pirtûka wî ya li ser dîrokê pir baş e",
        "Ez her hefte serdana dapîra xwe dikim",
        "Malên cîranan ji bo firotinê ne",
        "Vîzeya Ewropayê pir biha bûye",
        "Bank deyn didin lê faîz giran e",
        "Hevalê min di krîptoyê de hemû pereyê xwe winda kir",
        "Ezmûna me zehmet bû, pirsên wê dirêj bûn",
        "Em ê sibê bên mala te, diya min pirtûkên te tîne.",
        "Jin û zilam divê mûçeyên wekhev bistînin.",
        "Te ev pirtûk xwend?",
        "Divê derman ber deriyê nexweşan bê.",
        "Em ê wê pirtûkê bişewitînin? Na, em ê bixwînin.",
        "Dermanên xwe bixwe û rehet bibe.",
        "Min ereba xwe firot, niha bi bisê diçim.",
        "Ez li malekê ya bi kirê digerim, biha pir giran e.",
        "Vîze ji bo Ewropayê zehmet e.",
        "Mûçeyê karmendan 2000 lîre ye.",
        "Kursên kurdî li bajêr vekirî ne.",
        "Xwaringeha nû li kolana me vebû, biha ne erzan e.",
        "Dermanê xwezayî û yê bijîşkî cuda ne.",
        "Min rûnê zeytûnê ji gund anî.",
        "Bahîs mala xelkê xera dike.",
        "Min telefona xwe firot û yeke nû kirî.",
        "Xaniyê me tê firotin ji ber ku bav mir.",
        "Ev şîrket ji karkeran re mûçe nade.",
        "Gelek kes bi krîptoyê pereyên xwe winda kirin.",
        "Wezareta perwerdeyê pirsên azmûnê eşkere kirin.",
        "Pirsên ezmûnê ji aliyê hin kesan ve hatin dizîn.",
        "Vîzeya Almanyayê ji bo xwendekaran dijwar bûye.",
        "Şopînerên wî li Instagramê ji mîlyonekê derbas bûn.",
        "Em li benda daxistina bihayê benzînê ne.",
        "Dermanê min li dermanxaneyê nemaye.",
        "Xwaringeha cem dibistanê hat girtin ji ber qirêjiyê.",
        "Ez li kursa îngilîzî diçim, zehmet e.",
        "Meaşê mamosteyan 500 dolar e, têr nake.",
        "Karker ji bo mûçeyê çûn grevê.",
        "Otobus her roj dereng tê, em poşman bûn ku hatin.",
        "Krediya çandiniyê ji cotkaran re dereng hat.",
        "Ew bi 10 euroyan rojê dixebite, ev koletî ye.",
    ],
    "ar": [
        "سعر الخبز صار 1000 دينار وهذا كثير",
        "راتب المعلم 500 دولار شهريا",
        "هذه الإعلانات احتيال، لا تصدقوا من يقول اربح 500 دولار يوميا",
        "القروض من البنك أرهقت الناس",
        "رابط التسجيل في الجامعة لا يعمل",
        "عينوا مديرا بدون خبرة براتب ٣٠٠٠ دولار شهريا",
        "قروض بدون فوائد أفضل من الخطب",
        "توصيل الماء إلى القرى تأخر سنتين",
        "وسائل التواصل الاجتماعي غيرت كل شيء",
        "كتاب المؤرخ جميل وأنصح به",
        "اشتريت غسالة بالتقسيط وخربت بعد شهر",
        "كنت مثلك أدخن لحد ما مرضت",
        "مطلوب من الحكومة توفير فرص عمل للشباب",
        "ابنتي تدرس كورس برمجة في الجامعة",
        "الذهب غلي والناس تبيع المستعمل",
        "زرت الجسر القديم مع جدي",
        "التأشيرة تأخرت تسعة أشهر",
    ],
    "tr": [
        "Ekmek 20 TL oldu, bu kadar olmaz",
        "Öğretmen ayda 20.000 TL kazanıyor, bakan kaç para alıyor?",
        "Evden çalışıyorum, internet ayda 500 TL tutuyor",
        "Bu ilanlar dolandırıcılık, inanmayın",
        "Yarın kesin kar yağacak",
        "Kredi faizleri çiftçiyi bitirdi",
        "Asgari ücretli ayda 17 bin TL ile geçinemez, ayda 17 bin lira gelir mi olur",
        "Kargo ücretleri çok arttı",
        "Fabrikada tecrübesiz işçi çalıştırıyorlar",
        "Tarihçinin kitabını herkese tavsiye ederim",
        "Komşunun evi satılık, fiyatı 5 milyon TL",
        "Vize için aylarca bekledik",
        "Bahis siteleri gençleri batırıyor",
        "KPSS soruları çalınmış, olan yoksul öğrencilere oldu",
        "Başkan kadınlarla sohbet etti, dertlerini dinledi",
        "Konut kredisi bugün yüzde üçe çıktı",
    ],
    "fa": [
        "قیمت نان ۲۰۰۰۰ تومان شده، واقعا زیاد است",
        "حقوق معلم ماهانه ۲۰۰ دلار است",
        "این تبلیغ‌ها کلاهبرداری است، باور نکنید",
        "وام بدون بهره به کشاورزان کمک می‌کند",
        "یک معلم ماهی ۱۵ میلیون تومان درآمد دارد",
        "مدیر بدون تجربه و بدون تخصص گذاشته‌اند",
        "ارسال کمک به سراسر مناطق سیل‌زده",
        "کتاب این تاریخ‌نگار را به همه پیشنهاد می‌کنم",
        "ویزا نه ماه طول کشید",
        "مردم از کسب درآمد ناامید شده‌اند",
        "خانه همسایه فروشی است",
        "وام ازدواج رو بدون ضامن نمی‌دن، سه ماهه دنبالشم",
        "هزینه تدریس خصوصی کمرمون رو شکسته",
        "سر میدون تصادف شده، حتما از راه دیگه برید",
    ],
}


@pytest.mark.parametrize(
    ("language", "body"), [(code, body) for code, bodies in INNOCENT.items() for body in bodies]
)
def test_talk_about_prices_work_loans_and_advertisements_is_let_pass(language: str, body: str) -> None:
    assert look(body, language) == []


def test_there_are_enough_innocent_ones() -> None:
    assert sum(len(bodies) for bodies in INNOCENT.values()) >= 40


def test_the_score_grows_with_every_further_kind_of_sign_and_never_reaches_one() -> None:
    body = ""
    scores = []
    for sign in ("Visit our website.", "Order now!", "Contact us.", "20% off.", "Only $5.", "example.com"):
        body += " " + sign
        scores += [finding.score for finding in look(body)]
    assert len(scores) == 6
    assert scores == sorted(set(scores))
    assert scores[-1] < 1


def test_one_kind_of_sign_counts_once_however_often_it_comes() -> None:
    [once], [often] = look("Visit our website."), look("Visit our website. " * 9)
    assert once.score == often.score
    assert look("$5, $6, $7, 8 dollars, 9 euros, 10 TL and again $11") == []


def test_a_warning_weighs_half_unless_it_belongs_to_the_advertisement() -> None:
    [offer] = look("Visit our website, guaranteed profit, contact us")
    [warned] = look("They write: visit our website, guaranteed profit, contact us. This is a scam.")
    [no_scam] = look("Visit our website, guaranteed profit, contact us. This is no scam.")
    assert warned.score == pytest.approx(offer.score / 2)
    assert no_scam.score == offer.score


def test_every_kind_of_sign_can_be_seen() -> None:
    said = [(code, body) for code, bodies in OFFERS.items() for body in bodies] + list(CUNNING.items())
    details = [finding.detail for code, body in said for finding in look(body, code)]
    assert set(KINDS) - {"address", "click"} <= {
        kind for kind, (_, what) in KINDS.items() if any(what in detail for detail in details)
    }
    [finding] = look("Click the link, order now: example.com")
    assert KINDS["click"][1] in finding.detail
    assert KINDS["address"][1] in finding.detail


def test_the_words_of_the_offer_are_pointed_at() -> None:
    body = "Well said! Now subscribe to my channel, thanks"
    [finding] = look(body)
    assert [body[span.begin : span.end] for span in finding.spans] == ["subscribe to my channel"]


@pytest.mark.parametrize(
    "body", ["1" * 5000, "1." * 2500, "$1 " * 1600, "earn " * 900, "visit my " * 500, "% 1" * 1600]
)
def test_no_text_makes_it_look_for_ever(body: str) -> None:
    assert len(look(body)) <= 1


def test_what_is_seen_is_not_repeated() -> None:
    [finding] = look("Canary: visit our canary page canary, order now $500, use my code CANARY")
    assert not any(word in finding.detail.lower() for word in ("canary", "500", "code"))
