"""Arabizi: Arabic in Latin letters, where 2 3 5 6 7 8 9 are letters (ء ع خ ط ح غ ق). Its digits are not leet."""

import re

_WITH_DIGIT = re.compile(r"(?<![\w'@/.])(?=[a-z']{0,20}[2356789])(?=[0-9]{0,2}[a-z])[a-z'2356789]+(?![\w@/])")
# What stands after a number: ordinals, units, times, sizes. They are no Arabic.
_COUNTED = re.compile(
    r"\d+(?:st|nd|rd|th|s|k|m|km|kg|g|gb|mb|tb|cm|mm|ml|l|h|min|am|pm|d|x|p|tl|usd|eur|yr|yrs|hrs|w|kw|mw|v|hz|ghz|way|days?|years?|"
    r"times|million|bn|bin|milyon|milyar|yil|saat|ay|gun|de|da|te|ta|den|dan|ten|tan|lik|luk|inci|uncu|[a-z])"
    r"|mp[34]|ps\d|web\d|covid\d+|[a-z]{1,2}\d+|[a-z]\d[a-z]"
)
_WORDS = frozenset(
    [
        "ana",
        "enta",
        "inta",
        "enti",
        "inti",
        "ento",
        "ehna",
        "huwwa",
        "howa",
        "heya",
        "mesh",
        "msh",
        "mish",
        "mosh",
        "mafi",
        "mafesh",
        "fi",
        "fih",
        "wallah",
        "walla",
        "wallahi",
        "wlh",
        "habibi",
        "habibti",
        "yalla",
        "yallah",
        "inshallah",
        "inshalla",
        "nshallah",
        "mashallah",
        "alhamdulillah",
        "hamdulillah",
        "shu",
        "sho",
        "shou",
        "leh",
        "leish",
        "lesh",
        "leesh",
        "kteer",
        "ktir",
        "awi",
        "awy",
        "gedan",
        "jiddan",
        "keda",
        "kida",
        "kda",
        "kaman",
        "bas",
        "bass",
        "khalas",
        "kalam",
        "alnas",
        "elnas",
        "ennas",
        "ya",
        "yaani",
        "yani",
        "ya3ni",
        "illi",
        "elli",
        "eli",
        "alli",
        "hada",
        "hada",
        "hay",
        "hayda",
        "hala2",
        "halla2",
        "el",
        "al",
        "w",
        "ma",
        "la",
        "shwaya",
        "shwayya",
        "kif",
        "kifak",
        "keef",
        "kefak",
        "min",
        "mn",
        "3an",
        "3ala",
        "de",
        "da",
        "di",
        "dol",
        "ba2a",
        "tab",
        "tayeb",
        "tayyeb",
        "akid",
        "akeed",
        "sah",
        "mabrouk",
        "shukran",
        "shokran",
        "ahlan",
        "sabah",
        "masa",
        "ebn",
        "ibn",
        "bint",
        "balad",
        "bladna",
        "baladna",
        "ummak",
        "ummi",
        "abuk",
        "abu",
        "umm",
        "rabna",
        "rabbena",
        "allah",
    ]
)
_WORD = re.compile(r"[a-z0-9']+")
_AMBIGUOUS = frozenset(["al", "el", "ma", "la", "min", "fi", "da", "de", "di", "w", "ya", "bas", "ana"])
_LEET_TOO = re.compile(r"[014@$!|]")


def is_arabizi(text: str, language: str | None = None) -> bool:
    """Whether `text`, in lower case, is Arabic in Latin letters.

    Needs words with an Arabic digit letter in them, and beside one of them a common word of spoken Arabic (a sure one, where the text was
    held to be in a language of Latin letters), or several of them and no sign of leet.
    """
    if not any(digit in text for digit in "2356789"):
        return False
    with_digit = [
        word
        for word in _WITH_DIGIT.findall(text)
        if not _COUNTED.fullmatch(word) and not _LEET_TOO.search(word)
    ]
    if not with_digit:
        return False
    words = _WORD.findall(text)
    known = [word for word in words if word in _WORDS]
    sure = [word for word in known if word not in _AMBIGUOUS]
    if language in {"en", "tr", "ku"}:
        return bool(sure) and len(with_digit) + len(known) >= 3
    return (
        bool(sure)
        or len(with_digit) + len(known) >= 3
        or any(word[0] in "2379" and len(word) > 3 for word in with_digit)
        or (len(with_digit) == len(words) and any(d in word for word in with_digit for d in "79"))
    )
