"""Language tags (BCP 47): which of our languages answers for one, and which way it is written."""

LANGUAGES = ("ar", "ckb", "en", "fa", "ku", "tr")
"""Arabic, Sorani, English, Persian, Kurmanji and Turkish, by the tags that the web uses for them."""
SOURCE = "en"
"""The language that messages are written in first, and that answers where there is no other."""

OWN_NAMES = {
    "ar": "العربية",
    "ckb": "کوردیی سۆرانی",
    "en": "English",
    "fa": "فارسی",
    "ku": "Kurmancî",
    "tr": "Türkçe",
}
"""What each language calls itself, for those who look for theirs."""

# Standard tags for the same languages. Kurdish in Arabic letters is Sorani to nearly everybody who tags it so.
_ALSO = {"kmr": "ku", "ku-arab": "ckb", "sdh": "ckb", "arb": "ar", "pes": "fa", "prs": "fa"}

_RIGHT_TO_LEFT = frozenset(
    {"ar", "arb", "ckb", "dv", "fa", "he", "pes", "prs", "ps", "sd", "sdh", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "thaa"})


def direction(language: str) -> str:
    """`rtl` or `ltr` for a BCP 47 tag. A script subtag decides where there is one; `ku` alone is written in Latin."""
    primary, *rest = language.lower().split("-")
    for subtag in rest:
        if len(subtag) == 4 and subtag.isalpha():
            return "rtl" if subtag in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"


def answering(tag: str) -> str:
    """The one of LANGUAGES that answers for a BCP 47 tag; English for a language that we have no words in."""
    return understood(tag) or SOURCE


def understood(tag: str) -> str | None:
    """The one of LANGUAGES that a BCP 47 tag means; None if it is another one."""
    parts = tag.lower().split("-")
    for length in range(len(parts), 0, -1):
        known = "-".join(parts[:length])
        known = _ALSO.get(known, known)
        if known in LANGUAGES:
            return known
    return None
