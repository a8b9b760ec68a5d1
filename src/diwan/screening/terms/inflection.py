"""What a language attaches to a word: the endings and prefixes that a *stem* may carry and still be the same word.

Not a grammar. A stem matches a word that consists of an attached prefix or none, the stem, and up to four endings of
the table in a row. That reads most inflected forms of nouns and adjectives, and leaves alone the longer innocent word
that merely begins with the same letters. Forms of verbs are listed, or written as a word with `*`.
"""

import re
from dataclasses import dataclass

from diwan.screening.normalise import fold_term

MOST_ENDINGS = 4
LONGEST_TAIL = 24
"""Letters after a stem that are looked at: no inflected word is longer, and a run of thousands must cost nothing."""
LONGEST_PREFIX = 6
"""The same before a stem."""

ENDINGS: dict[str, str] = {
    "en": "s es ed er ers in ing ings y ish",
    "tr": (
        "ler lar leri ları lere lara lerin ların lerden lardan "
        "im ım um üm in ın un ün i ı u ü si sı su sü miz mız muz müz niz nız nuz nüz "
        "e a ye ya yi yı yu yü ne na ni nı nu nü nin nın nun nün de da te ta den dan ten tan nde nda nden ndan "
        "le la yle yla ce ca çe ça ci cı cu cü çi çı çu çü li lı lu lü lik lık luk lük liğ lığ luğ lüğ siz sız suz süz "
        "dir dır dur dür tir tır tur tür di dı du dü ydi ydı ydu ydü ti tı tu tü miş mış muş müş "
        "yim yım yum yüm sin sın sun sün siniz sınız sunuz sünüz iz ız uz üz yiz yız"
    ),
    "ku": "ek ekî ekê a ê î an ên in im e o ino yên yê ya tî tiyê ane ke kê kî",
    "ckb": "ە ەکە ەکەی ەکان ەکانی ان انی ێک ێکی ێکن ی یەکە یەکان یە یت یت م ت مان تان یان ن ین ش و ەی ەت ەم انە ۆ ترین تر یی ییە",
    "fa": "ها های هایی هاش هات هام هاشون هاتون ی ای م ت ش مون تون شون مان تان شان ام ات اش ه ان انه تر ترین ا رو و یم ید ند ن اند",
    "ar": "ي ك ه ها هم هن كم كن نا ة ات ين ون ان وا تي تك ته تها تهم تنا ية يين ويات كو كي ا",
}
"""By language, as they are written; normalised before use, as the words are."""

PREFIXES: dict[str, str] = {
    "ar": "و ف ب ل ك ال وال فال بال كال لل ولل فلل هال عال ول وب ي يا",
    "fa": "",
}
"""The same for what is attached in front (Arabic: and, so, with, to, like, the; in dialect also this, on and o)."""


@dataclass(frozen=True, slots=True)
class Inflection:
    """The table of one language, normalised and ready to match."""

    prefixes: frozenset[str]
    endings: re.Pattern[str]

    def allows(self, before: str, after: str) -> bool:
        """Whether a stem between these letters of its word is still the same word."""
        return (not before or before in self.prefixes) and (
            not after or (len(after) <= LONGEST_TAIL and self.endings.fullmatch(after) is not None)
        )


def inflection(language: str) -> Inflection:
    """The table of `language`; an empty one, if we have none."""
    endings = sorted(_folded(ENDINGS.get(language, ""), language), key=lambda each: (-len(each), each))
    one = "|".join(map(re.escape, endings)) or r"(?!)"
    return Inflection(
        frozenset(_folded(PREFIXES.get(language, ""), language)),
        re.compile(f"(?:{one}){{1,{MOST_ENDINGS}}}"),
    )


def _folded(listed: str, language: str) -> set[str]:
    return {folded for each in listed.split() if (folded := fold_term(each, language))}
