"""The publisher's guidelines: stable codes that decisions name, and numbered revisions of their wording.

A revision is one flat object of texts, which the ledger's digest commits to. The English text of a guideline stands under its code
(`threat`), as it has since revision 1; a translation stands under code and language (`threat/ckb`).

Criticism of the publisher and being off the subject have no code, so that no rejection can name them.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from diwan.clock import Milliseconds
from diwan.errors import Unacceptable

LANGUAGES = ("en", "ckb", "ku", "ar", "tr", "fa")
"""The languages guidelines are written in: English, Sorani, Kurmanji, Arabic, Turkish, Persian. English is the one that must be there."""
MAX_TEXT_CHARACTERS = 300

# What turns the direction of the text around it, which a rule of the house has no need of.
_DIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Guideline(StrEnum):
    """What a rejected comment broke. The values are stored and must never change."""

    PROFANITY = "profanity"
    THREAT = "threat"
    PERSONAL_ATTACK = "personal-attack"
    VULGARITY = "vulgarity"
    ABUSE = "abuse"
    PROMOTION = "promotion"


class AbuseKind(StrEnum):
    """The kind of `abuse`, where it is known."""

    SEXISM = "sexism"
    RACISM = "racism"
    HOMOPHOBIA = "homophobia"
    XENOPHOBIA = "xenophobia"
    RELIGION = "religion"


@dataclass(frozen=True, slots=True)
class Guidelines:
    """One numbered revision of the wording, by `text_key`; a decision keeps the revision it was made under."""

    revision: int
    texts: dict[str, str]
    by: str
    at: Milliseconds


FIRST_TEXTS: dict[str, str] = {
    Guideline.PROFANITY: "No swearing.",
    Guideline.THREAT: "No threats against anyone, and no wishing them harm.",
    Guideline.PERSONAL_ATTACK: "No attacks on a person: argue with what was said, not with who said it.",
    Guideline.VULGARITY: "No obscene or sexually explicit words.",
    Guideline.ABUSE: "No sexism, racism, homophobia, xenophobia or contempt for a religion's believers.",
    Guideline.PROMOTION: "No advertising, commercial or personal.",
}
"""The wording a new instance begins with, as revision 1."""


def text_key(guideline: str, language: str) -> str:
    """Where the text of a guideline in a language stands in a revision."""
    return guideline if language == "en" else f"{guideline}/{language}"


def text_in(texts: Mapping[str, str], guideline: str, language: str) -> str | None:
    """A guideline's text in a language (BCP 47), or in English where there is none; None if there is not even that."""
    return texts.get(text_key(guideline, language.lower().split("-")[0])) or texts.get(guideline)


def check_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a revision to be, without those that are empty. Every guideline has one in English, each is a line of at most
    MAX_TEXT_CHARACTERS. Raises Unacceptable, its `field` the text's key.
    """
    known = {text_key(guideline, language) for guideline in Guideline for language in LANGUAGES}
    for key, text in texts.items():
        if key not in known:
            raise Unacceptable(f"{key} is no guideline in any language here.", field=key)
        _check_text(key, text)
    return {key: text for key, text in texts.items() if text}


def _check_text(key: str, text: str) -> None:
    if not text and key in tuple(Guideline):
        raise Unacceptable("Every guideline needs its text in English: write it.", field=key)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise Unacceptable(
            f"This text has {len(text)} characters; at most {MAX_TEXT_CHARACTERS} fit. Shorten it.", field=key
        )
    if text != text.strip() or any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in text):
        raise Unacceptable("A text is one line, without spaces at its ends or control characters.", field=key)
    if not _DIRECTIONAL.isdisjoint(text):
        raise Unacceptable(
            "This text holds invisible characters that turn its direction; remove them.", field=key
        )
