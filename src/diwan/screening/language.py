"""Which language a comment is written in, short ones with the article's language as prior.

The evidence, added up as logarithms of odds: py3langid's scores for the six languages and for all others it knows (which
can only say "another language"), letters that one language has and its neighbours have not, common short words, and the
prior. Addresses, handles, numbers and emoji say nothing and are left out. `benchmarks/languages` measures it.
"""

import math
import re
import threading
from array import array
from collections.abc import Mapping
from functools import cache
from itertools import islice
from typing import TypeAlias

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from diwan.screening.guess import Guess
from diwan.screening.normalise.arabizi import is_arabizi
from diwan.screening.normalise.plain import make_plain

LANGUAGES = frozenset({"en", "ckb", "ku", "ar", "tr", "fa"})
"""English, Sorani, Kurmanji, Arabic, Turkish, Persian."""


OTHER = "other"
_LATIN_CODES = ("en", "ku", "tr", OTHER)
_ARABIC_CODES = ("ar", "ckb", "fa", OTHER)
_MOST_CHARACTERS = 400

_NO_WORDS = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|\b[\w-]+\.(?:com|net|org|info|me|io|tv)\b\S*|\d+"
)
_FEWER_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|#\w+|\d+")
"""The same where neither an `@` stands nor one of those endings: to look for these, every word is read over and over."""
_ENDING = re.compile(r"\.(?:com|net|org|info|me|io|tv)\b")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]+")
_ARABIC = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]+"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_LEAST_SHARE = 0.65

# Letters, as classes: (language, log-odds for each, at most so many counted).
_SIGNS: tuple[tuple[re.Pattern[str], Mapping[str, float]], ...] = tuple(
    (re.compile(f"[{letters}]"), weights)
    for letters, weights in (
        # Arabic script.
        ("ڵڕۆێڤەڎ", {"ckb": 2.0}),
        ("ة", {"ar": 1.5}),
        ("أإىءآؤ", {"ar": 0.6, "fa": 0.1}),
        ("يك", {"ar": 0.35}),
        ("ثذضظطصح", {"ckb": -0.5}),
        ("پچژگ", {"ar": -2.0}),
        ("یک", {"ar": -1.5}),
        ("\u200c", {"fa": 1.0, "ar": -1.0}),
        ("ٹڈڑےںھہۂ", {OTHER: 3.0}),
        ("ټډړږښګڼۍېۇۈڭېٻڀٽڄڃۋ", {OTHER: 2.0}),
        # Latin.
        ("ığİ", {"tr": 2.0}),
        ("ş", {"tr": 1.0, "ku": 1.0}),
        ("öü", {"tr": 0.9, "ku": -0.5, OTHER: 0.6}),
        ("êîû", {"ku": 1.8, "tr": -0.5, OTHER: 0.3}),
        ("ç", {"tr": 0.5, "ku": 0.5, OTHER: 0.3}),
        ("wxq", {"tr": -1.5}),
        ("əǝ", {OTHER: 4.0, "tr": -1.0, "en": -1.0}),  # Azerbaijani, which else is written as Turkish is
        ("éèàáíóúñßäåøæœãõąćęłńśźżčďěňřšťůžőűțăðþìòùëïô¿¡", {OTHER: 1.6, "en": -1.0}),
    )
)
_MOST_SIGNS = 4

# How words are built: plural, tense and case endings of Turkish, the article of Arabic, verbs of Sorani and Persian.
_BUILT: tuple[tuple[re.Pattern[str], Mapping[str, float]], ...] = (
    (
        re.compile(
            r"\b\w{2,}(?:l[ae]r(?:[ıi]|d[ae]|[ıi]n)?|[ıiuü]yor\w*|m[ıiuü]ş|d[ıiuü]r|[ae]c[ae][kğ]\w*|m[ae]k|l[ıiuü]k|y[ae])\b"
        ),
        {"tr": 1.0},
    ),
    (re.compile(r"\b\w{2,}(?:ing|tion|ly|ness|n't|'s)\b|th"), {"en": 0.7}),
    (re.compile(r"\b\w{2,}(?:ên|ekî|eke|iyê|yan|andin)\b|\b(?:di|bi|na|ne)k\w+"), {"ku": 0.9}),
    (re.compile(r"\b(?:و|ب|ف|ك)?ال\w{3,}"), {"ar": 1.0}),
    (re.compile(r"\bدە\w{2,}|\w{2,}(?:ەکان|ەکە|یەک|ەوە|ێت)\b|\bنا\w{3,}ت\b"), {"ckb": 0.8}),
    (re.compile(r"\bن?می[\u200c ]|\w\u200c?ها(?:ی|یی)?\b|\w{2,}(?:یم|ید|اند|ستم)\b"), {"fa": 0.7}),
)

_WORDS: Mapping[str, str] = {
    "en": "the and is are was were to of in that it for on with as this be have has had not you we they he she his her "
    "their my your our i i'm it's don't can't isn't but or if what when where why how who which there here will would "
    "can could should about from at by an all no so very just more than then do does did been because people good "
    "great well please thank thanks one nobody someone everyone never always every after before them us me him too any "
    "yes no ok okay hi hello wow lol true agree exactly shame nice love hope",
    "tr": "bir ve bu da de için ne mi mı mu mü çok daha ama ile gibi kadar var yok değil ben sen biz siz onlar her hiç "
    "neden niye nasıl olan oldu olur olsun diye ki ya şey şu en sonra önce bile artık sadece hep kim nerede bunu buna "
    "bana sana bize size icin cok degil nasil guzel güzel iyi evet hayır lütfen teşekkürler kimse herkes şimdi olarak "
    "o hem veya zaten belki bence işte yani böyle öyle bütün tüm iki ise söz yeni eski büyük tek ederim "
    "merhaba selam aferin helal tamam doğru dogru yanlış sağol abi kardeş",
    "ku": "û ji li bi ku de di da ez tu ew em hûn ev vê wê wî vî yê ya yên ye ne min te me we wan xwe bo bû bûn jî her "
    "gelek pir çi çima kî ka heye hene nîn nîne tune dike dikin dikim bike bikin dibe dibin bibe nav ser ber hemû "
    "kes tişt tiştek baş xweş spas erê na lê eger heke hîn tenê wek wekî mîna çawa kengî îro duh sibê roj sal "
    "gel kurd kurdî zimanê welat got gotin dibêje divê dixwazin kir kirin kiriye bûye hat hatin ji ser lo dijî "
    "xwede hun jibo kurdi zimane bas xwes hemu ve wi re le nuce "
    "silav belê bele erê bijî biji keko heval rast rastî",
    OTHER: "le la les des une est pas que qui dans pour avec sur nous vous je il elle et du au aux ce cette mais "
    "der die das und ist nicht ich wir sie ein eine mit von zu den dem auf für auch wer keiner jedes "
    "el los las una por con para como más pero muy del se esta este desde nos "
    "di che non per gli della sono ha questo o os não com uma mas há "
    "het een van niet dat wij ons deze met ik "
    "jag inte att och det som har på nie się jest tak ale to od z w nu sunt cu acest nam "
    "yang dan ini itu dengan tidak saya untuk kami një për dhe është nuk ova ovaj je već bir-və və üçün nem ezt on",
}
_ARABIC_WORDS: Mapping[str, str] = {
    "ar": "في من على إلى الى عن هذا هذه ذلك تلك التي الذي ما لا لم لن ليس كان كانت هو هي هم نحن أنا انا أنت يا كل بعد قبل "
    "مع أو او ثم لكن ولكن إن أن ان إذا اذا قد حتى بين عند أين هل لماذا كيف متى شكرا الله والله شو ليش مش مو اللي هيك "
    "ده دي دا احنا وين شنو ماكو هاي هذي عم بس كمان غير لقد كم أي سوف يجب الناس اليوم لو عليكم "
    "سلام السلام نعم صحيح أحسنت احسنت مبروك أحسن كلام جدا شيء عندما",
    "fa": "و از به که در را این آن است با برای هم یک تا می ما من او شما آنها نیست بود شد شده باید اگر چرا چه هر همه خیلی "
    "هیچ ولی اما یا هنوز فقط کسی کجا چون مثل وقتی دیگر دیگه بعد قبل مردم خوب رو میشه نمیشه است. اینجا بی پس ممنون لطفا "
    "اين كه را چي هست نه بر شود کرد کند کنند می‌شود نمی‌شود می‌کنند داد دارد ندارد خود اینها همین همان مگه آقا پیش سؤال "
    "سلام بله آره مرسی عالی دمت واقعا درود حیف چقدر",
    "ckb": "و لە بۆ بە کە ئەم ئەو ئێمە ئێوە من تۆ هەموو لەگەڵ نییە هەیە بوو بووە دەبێت دەکات دەکەن ناکات چۆن بۆچی کەس "
    "هیچ زۆر باش وەک هەر بەڵام ئەگەر ئەوە ئەمە یان تر تەنها هێشتا پێش دوای سوپاس تکایە با کێ چی نا بەڵێ خەڵک ئیتر چونکە "
    "له بو به ئه‌م ئه‌و خوا کورد دوو سێ یەک شت شتێک هی ناو سەر لەسەر لەم لێرە ئێرە چەند هەمان ڕاستە دەست جار هەمیشە "
    "سڵاو دەستخۆش ئافەرین بەداخەوە بژی کاک",
    OTHER: "ہے ہیں کی کا کے اور نہیں میں سے کو یہ وہ دی چې په له دا سره",
}


Signs: TypeAlias = tuple[tuple[re.Pattern[str], Mapping[str, float]], ...]


def _of_script(signs: Signs, codes: tuple[str, ...]) -> Signs:
    """Those that are looked for in the script of these languages."""
    return tuple(
        (letters, speaks)
        for letters, speaks in signs
        if (re.search("[\u0600-\u06ff\u200c]", letters.pattern) is not None) == ("ar" in codes)
    )


_SCRIPTS: tuple[tuple[str, ...], ...] = (_LATIN_CODES, _ARABIC_CODES)
_SIGNS_OF = {codes: _of_script(_SIGNS, codes) for codes in _SCRIPTS}
_BUILT_OF = {codes: _of_script(_BUILT, codes) for codes in _SCRIPTS}
_SIGNS_IN_ASCII = tuple(
    (letters, speaks) for letters, speaks in _SIGNS_OF[_LATIN_CODES] if re.search("[a-z]", letters.pattern)
)
"""Those of Latin letters that a text in ASCII can hold, as most English ones are: none of the marked letters."""


def _weights(words: Mapping[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    """For each common word, how much it speaks for each language: the less, the more languages share it."""
    of: dict[str, list[str]] = {}
    for code, listed in words.items():
        for word in set(listed.split()):
            of.setdefault(word, []).append(code)
    most = len(words)
    return {
        word: tuple((code, _WORD_WEIGHT * (1 - (len(codes) - 1) / most)) for code in codes)
        for word, codes in of.items()
    }


_WORD_WEIGHT = 1.4
_LATIN_WEIGHTS = _weights(_WORDS)
_ARABIC_WEIGHTS = _weights(_ARABIC_WORDS)

# py3langid's names for ours. It knows Sorani by its southern sister only, and two Arabics of the street.
_OURS = {"en": "en", "tr": "tr", "ku": "ku", "ar": "ar", "arz": "ar", "ary": "ar", "fa": "fa", "sdh": "ckb"}
# Of its 134 others those that readers are likely to write; the small ones only win by accident.
_OTHERS_KNOWN = [
    "af",
    "az",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "es",
    "et",
    "fi",
    "fr",
    "ha",
    "hr",
    "hu",
    "id",
    "it",
    "lt",
    "lv",
    "ms",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "so",
    "sq",
    "sv",
    "sw",
    "tl",
    "uz",
    "vi",
    "ur",
    "ps",
    "ug",
]
# What py3langid says is worth less the longer the text is, since its features are not independent.
_MODEL_WEIGHT = 2.6
_MODEL_MOST = 12.0
_MODEL_LEAST_BYTES = 16
_ARTICLE = 0.8
"""How often a comment is in its article's language, before anything of it is read."""
_OTHERS = 0.04
"""How often it is in none of ours."""
_LEAST_SURE = 0.5
_PLAINLY = 6.0
"""Such a lead, as a logarithm of odds, with so large a share of common words, is not doubted."""
_PLAIN_SHARE = 1 / 4
_OTHERS_MOST = 0.16
"""What the model may say for another language, for each character."""
_ARABIC_KEYS = re.compile("[يك]")
_ARABIC_ONLY = re.compile("[ةأإى]")
_NOT_ARABIC = re.compile("[پچژگ]")
_PERSIAN_KEYS = str.maketrans("يك", "یک")

_loading = threading.Lock()
_loaded: LanguageIdentifier | None = None


def _identifier() -> LanguageIdentifier:
    """py3langid's model, loaded when it is first asked (about a quarter of a second)."""
    global _loaded  # noqa: PLW0603 - one model for the process
    with _loading:
        if _loaded is None:
            _loaded = _of_few(LanguageIdentifier.from_model_file(MODEL_FILE))
        return _loaded


def _of_few(whole: LanguageIdentifier) -> LanguageIdentifier:
    """The languages we ask about only, and its lists of numbers as arrays of them.

    `set_languages` would keep the rest in memory, 20 MB of it. In a list every number is an object somewhere else, of
    which each byte of a text asks for two.
    """
    columns = [place for place, code in enumerate(whole.nb_classes) if code in _OURS or code in _OTHERS_KNOWN]
    few = LanguageIdentifier(
        # In rows, of which each text needs some: numpy's own way of picking columns would scatter them.
        np.take(whole.nb_ptc, columns, axis=1),
        whole.nb_pc[columns],
        [whole.nb_classes[place] for place in columns],
        whole.tk_nextmove,
        array("l", whole.tk_output),
        tk_row=whole.tk_row,
    )
    few._rowbase = array("l", few._rowbase)  # noqa: SLF001 - there is no public way
    return few


def identify(text: str, *, prior: str | None = None) -> Guess:
    """The language of `text`; `prior` is the article's language (BCP 47).

    None where there are no letters, another script or language, Arabic in Latin letters, or too much of a mixture.
    """
    words = _only_words(make_plain(text[:_MOST_CHARACTERS])[0].text)
    if words.isascii():
        # No letter of another alphabet need be looked for, nor taken out.
        return _in_latin(words, text, prior) if _LETTERS.search(words) else Guess(None, 1.0)
    everything = sum(map(len, _LETTERS.findall(words)))
    latin, arabic = (sum(map(len, script.findall(words))) for script in (_LATIN, _ARABIC))
    if everything == 0:
        return Guess(None, 1.0)
    if max(latin, arabic) < _LEAST_SHARE * everything:
        return Guess(None, 0.9)
    if latin > arabic:
        return _in_latin(_ARABIC.sub(" ", words), text, prior)
    return _choose(_LATIN.sub(" ", words), _ARABIC_CODES, _ARABIC_WEIGHTS, prior)


def _only_words(text: str) -> str:
    """The text without addresses, handles and numbers."""
    fewer = "@" not in text and _ENDING.search(text) is None
    return (_FEWER_NO_WORDS if fewer else _NO_WORDS).sub(" ", text)


def _in_latin(words: str, text: str, prior: str | None) -> Guess:
    if is_arabizi(text[:_MOST_CHARACTERS].lower()):
        return Guess(None, 0.9)
    return _choose(words, _LATIN_CODES, _LATIN_WEIGHTS, prior)


def _choose(
    words: str,
    codes: tuple[str, ...],
    weights: Mapping[str, tuple[tuple[str, float], ...]],
    prior: str | None,
) -> Guess:
    article = _article(prior)
    odds = dict(_before(codes, article if article in codes else ""))
    low = words.replace("İ", "i").lower() if codes is _LATIN_CODES else words
    ascii_only = codes is _LATIN_CODES and low.isascii()
    _add_signs(odds, low, _SIGNS_IN_ASCII if ascii_only else _SIGNS_OF[codes])
    found = _WORD.findall(low)
    known: dict[str, int] = {}
    for word in found:
        for code, weight in weights.get(word, ()):
            odds[code] += weight
            known[code] = known.get(code, 0) + 1
    if not _is_plain(odds, known, len(found)):
        # How words are built is looked for by reading each over and over: only where letters and common words leave a doubt.
        _add_signs(odds, low, _BUILT_OF[codes])
        if not _is_plain(odds, known, len(found)):
            for code, score in _model(words, codes, expected=article in {"fa", "ckb"}).items():
                odds[code] += score
    best = max(odds, key=odds.__getitem__)
    sureness = 1 / sum(math.exp(value - odds[best]) for value in odds.values())
    if best == OTHER:
        return Guess(None, sureness)
    return Guess(best, sureness) if sureness >= _LEAST_SURE else Guess(None, 1 - sureness)


def _add_signs(odds: dict[str, float], low: str, signs: Signs) -> None:
    """What is found of the signs in `low`, each at most `_MOST_SIGNS` times."""
    for letters, speaks in signs:
        if count := sum(1 for _ in islice(letters.finditer(low), _MOST_SIGNS)):
            for code, weight in speaks.items():
                if code in odds:
                    odds[code] += weight * count


def _is_plain(odds: Mapping[str, float], known: Mapping[str, int], words: int) -> bool:
    """Whether letters and common words have told so much that py3langid, which takes longer than all else here, need not be asked."""
    second, first = sorted(odds.values())[-2:]
    best = max(odds, key=odds.__getitem__)
    return first - second >= _PLAINLY and known.get(best, 0) >= words * _PLAIN_SHARE


@cache
def _before(codes: tuple[str, ...], article: str) -> Mapping[str, float]:
    """The odds before anything is read. `article` is one of `codes`, or "": a language in another script says nothing here."""
    ours = [code for code in codes if code != OTHER]
    if article in ours:
        rest = (1 - _OTHERS - _ARTICLE) / (len(ours) - 1)
        chances = {code: _ARTICLE if code == article else rest for code in ours}
    else:
        chances = dict.fromkeys(ours, (1 - _OTHERS) / len(ours))
    return {**{code: math.log(chance) for code, chance in chances.items()}, OTHER: math.log(_OTHERS)}


def _article(prior: str | None) -> str:
    return (prior or "").lower().replace("_", "-").split("-")[0]


def _model(words: str, codes: tuple[str, ...], *, expected: bool = False) -> dict[str, float]:
    """What py3langid says, as logarithms of odds against the best of ours; the best of the others stands for them.

    `expected`: the article is Persian or Sorani.
    """
    text = " ".join(words.split())
    odds = _scored(text, codes)
    if (expected or _NOT_ARABIC.search(text)) and _ARABIC_KEYS.search(text) and not _ARABIC_ONLY.search(text):
        # Written on an Arabic keyboard, which need not mean in Arabic.
        other = _scored(text.translate(_PERSIAN_KEYS), codes)
        odds = {code: (odds[code] + other[code]) / 2 for code in odds}
    # Of many other languages one is likelier by accident, in a short text by much.
    odds[OTHER] = min(odds[OTHER], len(text) * _OTHERS_MOST)
    return odds


def _scored(text: str, codes: tuple[str, ...]) -> dict[str, float]:
    scores: dict[str, float] = {}
    for label, score in _identifier().rank(text):
        code = _OURS.get(label, OTHER)
        if code in codes and code not in scores:
            scores[code] = score
    best = max(score for code, score in scores.items() if code != OTHER)
    scale = _MODEL_WEIGHT / math.sqrt(max(len(text.encode("utf-8", "replace")), _MODEL_LEAST_BYTES))
    return {code: max(-_MODEL_MOST, (score - best) * scale) for code, score in scores.items()}
