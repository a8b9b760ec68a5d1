"""The guidelines' wording that a new instance begins with, in all six languages. English is in `guidelines.FIRST_TEXTS`.

Not yet read by native speakers (docs/translating.md); an editor revises any of it at the desk.
"""

from diwan.guidelines import FIRST_TEXTS, Guideline, text_key

_TRANSLATED: dict[Guideline, dict[str, str]] = {
    Guideline.PROFANITY: {
        "ckb": "جنێو مەدە.",
        "ku": "Çêran nekin.",
        "ar": "يُمنع السباب.",
        "tr": "Küfür etmeyin.",
        "fa": "ناسزا نگویید.",
    },
    Guideline.THREAT: {
        "ckb": "هەڕەشە لە هیچ کەسێک مەکە و زیانی بۆ مەخوازە.",
        "ku": "Gefan li kesî nexwin û xirabiya kesî nexwazin.",
        "ar": "يُمنع تهديد أي شخص أو تمنّي الأذى له.",
        "tr": "Kimseyi tehdit etmeyin, kimsenin zarar görmesini dilemeyin.",
        "fa": "کسی را تهدید نکنید و بد کسی را نخواهید.",
    },
    Guideline.PERSONAL_ATTACK: {
        "ckb": "هێرش مەکەرە سەر کەس: وەڵامی قسەکە بدەرەوە، نەک قسەکەرەکە.",
        "ku": "Êrîşî kesan nekin: li ser gotinê nîqaş bikin, ne li ser kesê ku gotiye.",
        "ar": "يُمنع التهجّم على الأشخاص: ناقشوا ما قيل، لا من قاله.",
        "tr": "Kişilere saldırmayın: söyleyeni değil, söyleneni tartışın.",
        "fa": "به اشخاص حمله نکنید: دربارهٔ گفته بحث کنید، نه گوینده.",
    },
    Guideline.VULGARITY: {
        "ckb": "قسەی ناشیرین یان سێکسیی ڕاشکاو بەکار مەهێنە.",
        "ku": "Gotinên bêedeb an bi eşkereyî cinsî bi kar neynin.",
        "ar": "تُمنع الألفاظ البذيئة أو الجنسية الصريحة.",
        "tr": "Müstehcen ya da açıkça cinsel sözler kullanmayın.",
        "fa": "الفاظ رکیک یا آشکارا جنسی به کار نبرید.",
    },
    Guideline.ABUSE: {
        "ckb": "سێکسیزم، ڕەگەزپەرستی، هۆمۆفۆبیا، ڕقلێبوونەوەی بێگانە و سووکایەتی بە باوەڕدارانی هیچ ئایینێک قبووڵ ناکرێت.",
        "ku": "Zayendperestî, nijadperestî, homofobî, dijminatiya biyaniyan û heqareta li bawermendên dînekî nayê qebûlkirin.",
        "ar": "يُمنع التمييز على أساس الجنس والعنصرية ورهاب المثلية وكراهية الأجانب وازدراء المؤمنين بأي دين.",
        "tr": "Cinsiyetçilik, ırkçılık, homofobi, yabancı düşmanlığı ve bir dinin inananlarını aşağılamak kabul edilmez.",
        "fa": "جنسیت‌زدگی، نژادپرستی، همجنس‌گراهراسی، بیگانه‌ستیزی و توهین به باورمندان یک دین پذیرفته نیست.",
    },
    Guideline.PROMOTION: {
        "ckb": "ڕیکلام مەکە، نە بازرگانی و نە کەسی.",
        "ku": "Reklamê nekin, ne bazirganî ne jî kesane.",
        "ar": "يُمنع الترويج، تجاريًا كان أم شخصيًا.",
        "tr": "Ticari ya da kişisel reklam yapmayın.",
        "fa": "تبلیغ نکنید، چه تجاری و چه شخصی.",
    },
}

FIRST_WORDING: dict[str, str] = FIRST_TEXTS | {
    text_key(guideline, language): text
    for guideline, texts in _TRANSLATED.items()
    for language, text in texts.items()
}
"""Revision 1 of a new instance, by `guidelines.text_key`."""
