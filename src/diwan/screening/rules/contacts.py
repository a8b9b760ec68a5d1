"""Phone numbers, e-mail addresses, handles and invitations to channels: where to reach somebody who wants to be reached.

A phone number or an e-mail address is a finding by itself, also because it may be somebody else's and private. A handle counts
only together with the platform it is on, or in an invitation: "@Dana, you are right" is how readers answer each other, and
that Telegram was blocked is news. Numbers are read by `phonenumbers` (Google's libphonenumber: which lengths and prefixes a
country really has), as from the countries where the comment's and the article's language are mostly written, so that prices,
dates, scores and account numbers are none.

Digits and addresses need no language; invitations are looked for in all six, whatever the comment seems to be written in.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice

from phonenumbers import Leniency, PhoneNumberMatcher

from diwan.guidelines import Guideline
from diwan.screening.addresses import find
from diwan.screening.check import Reading
from diwan.screening.findings import Finding, Span
from diwan.screening.phrases import Phrases

REGIONS: dict[str | None, tuple[str, ...]] = {
    "en": ("GB", "US", "IQ"),
    "ckb": ("IQ", "IR"),
    "ku": ("TR", "SY", "IQ", "DE"),
    "ar": ("IQ", "SY", "SA", "EG"),
    "tr": ("TR", "DE"),
    "fa": ("IR", "AF"),
    None: ("IQ", "TR", "IR"),
}
"""Where a number without its country's code may be from. With the code, every country is known."""

PHONE, EMAIL, HANDLE, INVITATION, IN_NAME = 0.5, 0.4, 0.5, 0.5, 0.9
FEWEST_DIGITS = 8
MOST_NUMBERS = 10
"""More numbers than this are not looked for: a text that holds as many is remarked on anyway."""
AROUND = 4

# What may be a number, or two; `phonenumbers` reads nothing else, because it takes its time.
_DIGITS = re.compile(r"(?:\d[\s().\-/\u2010-\u2015]{0,3}){8,24}")
# What `_is_for_calling` asks for, said cheaply: the country's code, a leading 0, or at least three groups.
_PROMISING = re.compile(r"\+|(?<!\d)[0\u0660\u06f0]|\d\D+\d+\D+\d")
_DATE = re.compile(r"\d{1,4}[./\- ]\d{1,2}[./\- ]\d{2,4}")
_MONEY = r"IQD|USD|EUR|GBP|TL|TRY|dinar\w*|dollar\w*|euro\w*|lira\w*|toman\w*|rial\w*|people|votes?|دینار\w*|دينار\w*|دۆلار\w*|دولار\w*|تومان|تمەن\w*|ریال|ريال|ليرة|لیرە"
_BEFORE_AMOUNT = re.compile(
    r"(?:[$€£₺#№]|\b(?:IBAN|ISBN|ISSN|DOI|no|nr|art|article|case|id)\b\.?:?)\s*$", re.IGNORECASE
)
_AFTER_AMOUNT = re.compile(rf"\s*(?:[$€£₺%٪]|(?:{_MONEY})\b)", re.IGNORECASE)
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[({]\s?(?:at|@|et)\s?[\])}]\s?)"
    r"[\w-]{1,63}(?:(?:\.|\s?[\[({]\s?(?:dot|nokta|\.)\s?[\])}]\s?)[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
_PLATFORM = (
    r"(?:telegram|whats\s?app|viber|instagram|insta|ig|tg|snapchat|snap|tik\s?tok|discord|facebook|messenger|youtube|signal"
    r"|تێلێگرام|تێلەگرام|تەلەگرام|تیلیگرام|واتسئاپ|واتسئەپ|واتساپ|واتس\W?اپ|ڤایبەر|ئینستاگرام|ئینستا|سناپ\W?چات|تیک\W?تۆک"
    r"|تلگرام|اینستاگرام|اینستا|تلغرام|تليغرام|تليجرام|تيليجرام|واتساب|واتس|فايبر|انستغرام|إنستغرام|انستقرام|انستا|سناب\W?شات|سناب)"
)
_PLATFORM_BEGINNINGS = """
    telegram whats viber insta snap tik discord facebook messenger youtube signal
    تێلێگرام تێلەگرام تەلەگرام تیلیگرام واتس ڤایبەر ئینستا سناپ تیک تلگرام اینستا تلغرام تليغرام تليجرام تيليجرام فايبر
    انستغرام إنستغرام انستقرام انستا سناب
"""
"""The same names, up to where one may be written in two ways; of those that begin alike the shortest."""
_BEGINNINGS = frozenset(_PLATFORM_BEGINNINGS.split())
_BRIEF_PLATFORM = re.compile(r"\b[it]g")
_POINTERS = "\U0001f448\U0001f449\u27a1\u2b05\u2190\u2192"
_TATWEEL = "\u0640"
_HANDLE = r"@[A-Za-z0-9_][A-Za-z0-9_.]{2,30}"
_SUFFIX = r"(?:['’]?(?:da|de|ta|te|ê|im|ım|imiz|me)\b)?"
_OF = (
    r"(?:(?:id|channel|group|page|account|name|me|my|our|kanal\w*|kanala|grûba|grûpa|hesab\w*|adres\w*|min|کەناڵ\w*|ئایدی|ئەکاونت\w*"
    r"|کانال\w*|آیدی|ایدی|پیج|قناة|قناتي|قناتنا|حساب\w*|معرف\w*|على|ع|لە|در)\W{1,3}){0,2}"
)
_HANDLES = re.compile(
    rf"{_HANDLE}\W{{0,3}}(?:(?:on|at|in|via|li|ser|li ser|لە|لەسەر|در|على|ع|في)\W{{1,2}}){{0,2}}\b{_PLATFORM}\b"
    rf"|\b{_PLATFORM}{_SUFFIX}\W{{0,4}}{_OF}{_HANDLE}"
    # "insta: rojin.shop": a name only if it does not look like a word.
    rf"|\b{_PLATFORM}\s?(?:[:：=]|[{_POINTERS}]\ufe0f?)\s?(?=[\w.]*[_.\d])(?=[\w.]*[A-Za-z])[A-Za-z0-9_][A-Za-z0-9_.]{{2,30}}(?<=\w)",
    re.IGNORECASE,
)

_APPS = "whatsapp~|telegram~|viber~|signal|instagram~|insta|snapchat~|facebook~|messenger|tiktok~|discord|youtube~|twitter~"
INVITATIONS = f"""
# English
whatsapp me|us
message|text|contact|reach|find|add|write|dm|inbox|hit me|us up? on|via|at|through|by my? {_APPS}
join my|our|us on? {_APPS}
join my|our * channel|group|chat|server
follow me|us on {_APPS}
add me|us on {_APPS}
# Sorani
جۆینی کەناڵ~|گرووپ~|گروپ~ * بکە|بکەن|ببن|ببە
بەشداری کەناڵەکەم|کەناڵەکەمان|گرووپەکەم|گرووپەکەمان|گروپەکەم|گروپەکەمان * بکە|بکەن|ببن
سەردانی کەناڵەکەم|کەناڵەکەمان|پەیجەکەم|پەیجەکەمان
کەناڵەکەم|کەناڵەکەمان|پەیجەکەم|پەیجەکەمان لە تێلێگرام|تێلەگرام|تەلەگرام|تیلیگرام|یوتیوب|ئینستاگرام|فەیسبووک
لە تێلێگرام|تێلەگرام|تەلەگرام|تیلیگرام|واتسئاپ|واتساپ|ڤایبەر|ئینستاگرام|ئینستا|سناپچات * نامەم|نامەمان|نامە|پەیوەندیم|پەیوەندی * بنێرە|بنێرن|بکە|بکەن
فۆڵۆم|فۆڵۆوم|فۆلۆم|فۆڵۆمان بکە|بکەن
بەشداری|جۆینی|سەردانی کەناڵی|گرووپی|گروپی تێلیگرامەکەم|تێلیگرامەکەمان|تێلێگرامەکەم|تێلێگرامەکەمان|تەلەگرامەکەم|تەلەگرامەکەمان|واتساپەکەمان|واتسئاپەکەمان|یوتیوبەکەم|یوتیوبەکەمان
بەشداری|جۆینی|وەرنە|وەرە ناو? گرووپی|گروپی|گرووپەکەمان|گروپەکەمان|کەناڵەکەمان|کەناڵەکەم تێلیگرام|تێلێگرام|تەلەگرام|واتساپ|واتسئاپ|ڤایبەر
# Kurmanji
beşdarî|tevlî|bibin|bibe|werin|were endamê? kanala|grûpa|grûba|koma min|me
kanala|rûpela min|me bişopîne|bişopînin|temaşe
li ser? {_APPS} * min|me bişopîne|bişopînin
min|me li ser? {_APPS} bişopîne|bişopînin
li ser? {_APPS} * ji min|me re binivîse|binivîsin
tevlî|beşdarî|beşdar kanala|grûpa|koma|kanalê|grûpê * {_APPS} * bibin|bibe|min|me
kanala|grûpa min|me ya? {_APPS}
ji min|me re li|di {_APPS} * binivîse|binivîsin
# Arabic
تابعوني|تابعونا|تابعني|تابعنا * على|ع|عبر انستغرام|إنستغرام|انستقرام|انستا|الانستا|تلغرام|تليغرام|تليجرام|تيليجرام|التلغرام|تيك|سناب|يوتيوب|فيسبوك|الفيسبوك
انضموا|انضم|اشترك|اشتركوا|تابعوا|تابع * قناتي|قناتنا|بقناتي|بقناتنا|لقناتنا|لقناتي|مجموعتي|مجموعتنا|لمجموعتنا|كروبنا|جروبنا
راسلني|راسلونا|راسلوني|راسلنا|تواصل|تواصلوا|كلموني|كلمني * واتساب|الواتساب|واتس|الواتس|تلغرام|التلغرام|تليجرام|التليجرام|الخاص
انضموا|انضم|ادخلوا|ادخل|اشترك|اشتركوا * قناة|القناة|لقناة|بقناة|مجموعة|لمجموعة|كروب|جروب|قروب * التلغرام|تلغرام|التليجرام|تليجرام|تليغرام|الواتساب|واتساب
قناتي|قناتنا|قروبنا|كروبنا|جروبنا * على|ع|بال التلغرام|تلغرام|التليجرام|تليجرام|الواتساب|واتساب|اليوتيوب|يوتيوب
للتواصل|للاستفسار * الخاص|واتساب|الواتساب|واتس|الواتس|تلغرام|التلغرام|تليجرام
# Turkish
kanalıma|kanalımıza|grubuma|grubumuza|sayfama|sayfamıza * katıl|katılın|gel|gelin|abone|beklerim|bekleriz|bekliyorum|bekliyoruz
bana|bize? {_APPS} * yaz|yazın|yazabilirsiniz|ulaş|ulaşın|ulaşabilirsiniz
{_APPS} * bana|bize yaz|yazın|yazabilirsiniz|ulaş|ulaşın|ulaşabilirsiniz
beni|bizi {_APPS} * takip et|edin
{_APPS} * beni|bizi takip et|edin
{_APPS} kanalıma|kanalımıza|kanalımız|grubuma|grubumuza|grubumuz|hattımız|hattımızdan * katıl|katılın|gel|gelin|yaz|yazın|bekleriz|bekliyoruz
# Persian
عضو کانال~|گروه~|چنل~ * شوید|شو|بشید|بشین|بشوید
به? کانال~|گروه~|چنل~ * بپیوندید|بپیوندین|بپیوند
در|تو|توی تلگرام|واتساپ|واتس‌اپ|اینستاگرام|اینستا|دایرکت * پیام بدهید|بدید|بده|دهید|بدین
من|ما را|رو در|تو|توی اینستاگرام|اینستا|تلگرام|یوتیوب * دنبال|فالو کنید|کن|کنین
کانال|گروه|چنل تلگرام|تلگرامم|تلگرامی|تلگراممون|واتساپ|واتساپم|روبیکا|روبیکام * عضو|بیا|بیاید|بیاین|جوین|بپیوندید
عضو|جوین کانال|گروه|چنل * تلگرام~|واتساپ~|ما|من|شو|شوید|بشید
پیجم|پیجمون|پیج|کانالم ما|من? را|رو * فالو|دنبال کنید|کن|کنین
"""
_INVITATIONS = Phrases({"invitation": INVITATIONS})


class Contacts:
    name = "contacts"
    version = "2"
    languages: frozenset[str] | None = None

    def look(self, reading: Reading) -> Sequence[Finding]:
        kinds: list[tuple[float, str]] = []
        spans: list[Span] = []
        for field, mapped in (("name", reading.name.plain), ("body", reading.body.plain)):
            for weight, what, found in self._direct(mapped.text, reading) if mapped.text else ():
                kinds.append((IN_NAME, f"{what} in the name") if field == "name" else (weight, what))
                spans += [Span(*mapped.original(*place), field=field) for place in found]
        for field, folded in (("name", reading.name.folded), ("body", reading.body.folded)):
            if folded.text and (invited := _INVITATIONS.find(folded.text, reading.language.code)):
                where = " in the name" if field == "name" else ""
                kinds.append(
                    (IN_NAME if where else INVITATION, f"an invitation to a channel or a chat{where}")
                )
                spans += [Span(*folded.original(f.begin, f.end), field=field) for f in invited]
        if not kinds:
            return []
        remaining = 1.0
        for weight, _ in kinds:
            remaining *= 1 - weight
        detail = ", ".join(dict.fromkeys(what for _, what in kinds))
        score = min(0.95, 1 - remaining)
        return [Finding(self.name, self.version, Guideline.PROMOTION, score, _in_order(spans), detail)]

    def _direct(self, text: str, reading: Reading) -> Iterator[tuple[float, str, list[tuple[int, int]]]]:
        """What can be reached directly: the weight, what it is, and where in `text`."""
        article = reading.context.language.split("-")[0]
        regions = dict.fromkeys((*REGIONS[reading.language.code], *REGIONS.get(article, ())))
        emails = [match.span() for match in _EMAIL.finditer(text)] if _may_hold_email(text) else []
        handles = [place for place in _handles(text) if not any(_overlap(place, e) for e in emails)]
        for weight, what, found in (
            (PHONE, "a phone number", _phones(text, tuple(regions), reading.language.code)),
            (EMAIL, "an e-mail address", emails),
            (HANDLE, "a name on a messenger or a platform", handles),
        ):
            if found:
                yield weight, what, found


def _phones(text: str, regions: Sequence[str], language: str | None) -> list[tuple[int, int]]:
    runs = list(islice(_DIGITS.finditer(text), MOST_NUMBERS))
    if not runs:
        return []
    taken = [match.span() for match in _ACCOUNT.finditer(text)]
    # Numbers in addresses are articles'; an invitation by address is for `links` to tell.
    taken += [(address.begin, address.end) for address in find(text, language)]
    found: list[tuple[int, int]] = []
    for run in runs:
        begin = max(0, run.start() - AROUND)
        part = text[begin : run.end() + AROUND]
        if not _PROMISING.search(part):
            continue
        for region in regions:
            for match in PhoneNumberMatcher(part, region, leniency=Leniency.VALID, max_tries=MOST_NUMBERS):
                place = (begin + match.start, begin + match.end)
                if any(_overlap(place, other) for other in (*taken, *found)):
                    continue
                if _is_for_calling(text, match.raw_string, place):
                    found.append(place)
    return found


def _is_for_calling(text: str, raw: str, place: tuple[int, int]) -> bool:
    if raw.startswith("+"):
        return True
    before, after = text[max(0, place[0] - 12) : place[0]], text[place[1] : place[1] + 16]
    if _BEFORE_AMOUNT.search(before) or _AFTER_AMOUNT.match(after):
        return False
    digits = [unicodedata.digit(character) for character in raw if character.isdigit()]
    # Without the country's code, numbers that are called begin with 0; others only if they are written in groups, and
    # those groups not the thousands of an amount.
    if _DATE.fullmatch(raw):
        return False
    grouped = re.split(r"\D+", raw.strip("()"))
    thousands = len(grouped) > 1 and all(len(group) == 3 for group in grouped[1:]) and len(grouped[0]) <= 3
    return len(digits) >= FEWEST_DIGITS and (digits[0] == 0 or (len(grouped) > 2 and not thousands))


def _may_hold_email(text: str) -> bool:
    return "@" in text or "[" in text or "(" in text or "{" in text


def _handles(text: str) -> Iterator[tuple[int, int]]:
    """Where names on a platform stand. A platform's name may be drawn out (`تـلـگـرام`), which says nothing else."""
    places: Sequence[int] = range(len(text))
    if _TATWEEL in text:
        places = [place for place, character in enumerate(text) if character != _TATWEEL]
        text = text.replace(_TATWEEL, "")
    if _may_hold_handle(text):
        for match in _HANDLES.finditer(text):
            yield places[match.start()], places[match.end() - 1] + 1


def _may_hold_handle(text: str) -> bool:
    if not ("@" in text or ":" in text or "=" in text or "\uff1a" in text) and (
        text.isascii() or not any(pointer in text for pointer in _POINTERS)
    ):
        return False
    # Every handle stands beside its platform's name. Regular expressions that ignore case take İ and ı for i; small letters do not.
    lowered = text.lower().replace("i\u0307", "i").replace("ı", "i")
    return (
        any(beginning in lowered for beginning in _BEGINNINGS) or _BRIEF_PLATFORM.search(lowered) is not None
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _in_order(spans: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted(spans, key=lambda span: (span.field != "name", span.begin, span.end)))
