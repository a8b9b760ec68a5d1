"""Offers: something is for sale, money is promised, a page or a channel wants visitors.

Each kind of sign weighs by itself, and what weighs little is told only together with others: a price is no offer, and neither
is a casino, a loan or a scholarship that somebody talks about. Signs of one kind count once, however often they come, so that
a comment full of prices stays a comment about prices. Whoever warns of an advertisement uses its words: where a text speaks of
fraud, its signs count half.

The phrases are kept by language in `offer_phrases/`, and all of them are looked for whatever the comment seems to be written in: advertisements
are often in another language than what surrounds them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from diwan.guidelines import Guideline
from diwan.screening.addresses import find
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span
from diwan.screening.language import LANGUAGES
from diwan.screening.rules.offer_phrases import built_in

KINDS: dict[str, tuple[float, str]] = {
    "subscribe": (0.5, "asks for followers"),
    "visit": (0.5, "asks for visits to a page of his own"),
    "profit": (0.5, "promises profit, a loan or luck"),
    "service": (0.5, "sells papers, marks, visas or followers"),
    "earn": (0.34, "promises earnings"),
    "discount": (0.34, "a discount"),
    "sale": (0.3, "asks to buy or to order"),
    "cure": (0.3, "praises a cure"),
    "story": (0.3, "tells how a life was changed"),
    "whereabouts": (0.3, "says where somebody is to be found"),
    "contact": (0.3, "asks to be written to"),
    "wage": (0.25, "so much money in so much time"),
    "delivery": (0.25, "delivers"),
    "click": (0.25, "asks to follow a link"),
    "offered": (0.22, "something for sale"),
    "percent": (0.25, "so much per cent off"),
    "home": (0.1, "work at home"),
    "price": (0.1, "a price"),
    "address": (0.15, "an address"),
}
"""What each kind of sign weighs, and how it is told."""
TOLD_FROM = 0.35
"""What weighs less is not worth a moderator's look."""
WARNED = 0.5
"""The factor for a text that speaks of fraud."""

BEFORE, BEHIND = 24, 36
"""So many characters around a number belong to what is said about it: a currency, a unit of time, "discount"."""

_CURRENCY = (
    r"(?:usd|iqd|eur|gbp|try|tl|dollars?|euros?|pounds?|dinars?|lira|liras|lîre|dînar|dolar|avro|bucks"
    r"|دینار|دينار|دۆلار|دولار|دلار|یۆرۆ|يورو|یورو|تومان|تومن|تمەن|ریال|ريال|ليرة|لیرە|لیر)"
)
_NUMBER = (
    r"(?<![\d.,])\d[\d.,\u066b\u066c]{0,15}(?:\s?(?:k|m|bin|hezar|هزار|هەزار|ألف|الف|میلیون|ملیۆن|مليون))?"
)
_PRICE = re.compile(
    rf"[$€£₺]\s?{_NUMBER}|{_NUMBER}\s?(?:[$€£₺]|\b{_CURRENCY}\b)|\b{_CURRENCY}\s?{_NUMBER}", re.IGNORECASE
)
_WAGE = re.compile(
    rf"(?:[$€£₺]\s?{_NUMBER}|{_NUMBER}\s?(?:[$€£₺]|\b{_CURRENCY}))\s*(?:a|per|each|every|/|di|her|في|بال|لە|در|هر)?\s*"
    r"(?:day|daily|week|weekly|month|monthly|hour|rojê\w*|rojekê|hefteyê|mehê|günde|haftada|ayda|saatte|اليوم|يوميا|يومياً|اسبوعيا|شهريا"
    r"|یوم|ڕۆژێکدا|رۆژێکدا|ڕۆژانە|رۆژانە|مانگانە|هەفتانە|روز|روزانه|ماه|ماهانه|هفته)(?!\w)"
    r"|(?<!\w)(?:daily|weekly|günlük|günde|haftada|haftalık|ayda|aylık|rojane|rojê|mehane|mehê|hefteyê|يوميا|شهريا|ڕۆژانە|رۆژانە|مانگانە|روزانه|ماهانه)\s+"
    rf"(?:\w+\s+)?(?:[$€£₺]\s?{_NUMBER}|{_NUMBER}\s?(?:[$€£₺]|\b{_CURRENCY}))",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?<!\d)\d{1,2}\s?(?:[%٪]|درصد|بالمئة|بالمية|بالمائة)\s?(?:off|discount|cheaper|indirim\w*|daşkandin\w*|erzan\w*|تخفیف|خصم|داشکاندن|داشکان)(?!\w)"
    r"|[%٪]\s?\d{1,2}\s?(?:off|indirim\w*|daşkandin\w*|تخفیف|خصم|داشکاندن|داشکان)(?!\w)"
    r"|(?<!\w)(?:تا|هەتا|لغاية|حتى|حتی)\s\d{1,2}\s?(?:[%٪]|درصد)"
    r"|(?<!\w)(?:خصم|خصومات|تخفیف|داشکاندنی|daşkandina|indirim)\s(?:\w+\s)?(?:\d{1,2}\s?[%٪]|[%٪]\s?\d{1,2})",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_PLAIN = (("price", _PRICE), ("wage", _WAGE), ("percent", _PERCENT))
_PHRASES = built_in([*KINDS, "warning", "contradiction"])


class Offers:
    name = "offers"
    version = "5"
    languages: frozenset[str] | None = LANGUAGES

    def look(self, reading: Reading) -> Sequence[Finding]:
        plain, folded = reading.body.plain, reading.body.folded
        said = _PHRASES.find(folded.text, reading.language.code)
        spans: dict[str, list[Span]] = {}
        for phrase in said:
            if phrase.group in KINDS:
                place = Span(*folded.original(phrase.begin, phrase.end))
                spans.setdefault(phrase.group, []).append(place)
        for begin, end in _around_digits(plain.text):
            for kind, pattern in _PLAIN:
                for match in pattern.finditer(plain.text, begin, end):
                    spans.setdefault(kind, []).append(Span(*plain.original(*match.span())))
        if not spans:
            return []
        for address in find(plain.text, reading.language.code):
            spans.setdefault("address", []).append(Span(*plain.original(address.begin, address.end)))
        if "wage" in spans:
            # Its amount is no second sign.
            spans.pop("price", None)
        score = _score(spans)
        # "100 % legal, no fraud" is not a warning, it is the advertisement.
        groups = [phrase.group for phrase in said]
        if "warning" in groups and "contradiction" not in groups:
            score *= WARNED
        if score < TOLD_FROM:
            return []
        detail = ", ".join(what for kind, (_, what) in KINDS.items() if kind in spans)
        places = tuple(sorted({p for found in spans.values() for p in found}, key=lambda s: (s.begin, s.end)))
        return [Finding(self.name, self.version, Guideline.PROMOTION, score, places, detail)]


def _around_digits(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a text that may hold an amount: nothing else is looked through for one."""
    begin = end = -1
    for match in _DIGITS.finditer(text):
        if match.start() - BEFORE > end:
            if end > 0:
                yield begin, end
            begin = max(0, match.start() - BEFORE)
        end = match.end() + BEHIND
    if end > 0:
        yield begin, min(end, len(text))


def _score(kinds: Iterable[str]) -> float:
    """As if each kind were a witness of its own: what none of them denies."""
    remaining = 1.0
    for kind in kinds:
        remaining *= 1 - KINDS[kind][0]
    return min(0.95, 1 - remaining)
