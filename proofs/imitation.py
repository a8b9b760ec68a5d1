"""Names that imitate the staff, in every disguise that a name can wear, and names that people really have: the first are held, the second not.

With a folder of attacks (`--attacks`) its imitations of offices are tried too. An imitation that cannot be a name at all (`comments.check_name`) is refused, which is as good. Of those that imitate at least 999 in a
thousand must be held, of the real ones at most one in a thousand; beyond that each is a failure.
"""

import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from unittest import mock

from diwan.comments import check_name
from diwan.errors import Unacceptable
from diwan.screening import name_keys
from diwan.screening.rules import imitation
from diwan.screening.rules.imitation import imitated
from diwan.screening.rules.office_words import ALONE, PHRASES, PLAIN
from proofs import attack_strings
from proofs.outcome import Outcome

NAME = "imitation"
LONG = 100_000
SHORT = 1_000
PLANTS = ("reads-no-digits", "knows-no-lookalikes", "holds-everybody")
DATABASES = ("sqlite",)
"""It needs none, and runs once."""

STAFF = (
    *(
        "Berfîn Gulizar",
        "Zîn Mardînî",
        "Rizgar Çiyayî",
        "هێمن گەرمیانی",
        "شۆخان سلێمانی",
        "Selahattin Oğuz",
        "Gülşah Işıktaş",
    ),
    *(
        "سلوى الرفاعي",
        "غسان الكيلاني",
        "فرزاد کوهستانی",
        "مهتاب زرین‌کوب",
        "Jonathan Whitlock",
        "Winnifred Small",
    ),
)
"""Nobody of these is among the real names: who bears the very name of somebody at the desk is held, and rightly."""
PUBLISHERS = ("The Courier", "Welatê Me", "ڕۆژنامەی هەرێم", "صحيفة الميدان")
REAL = Path(__file__).with_name("real_names.toml")
MOST_MISSED = MOST_MISTAKEN = 0.001
PAIRS = 5
"""So many families for each given name."""

_CYRILLIC = str.maketrans("aceopxyijsABCEHIKMOPTXS", "асеорхуіјѕАВСЕНІКМОРТХЅ")
_GREEK = str.maketrans("oiABEHIKMNOPTXYZ", "οιΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_LEET = str.maketrans("aeiostAEIOST", "431057431057")
_SIGNS = str.maketrans("aeisAEIS", "@€!$@€!$")
_ACCENTS = str.maketrans("aeiounAEIOUN", "áëîöüñÁËÎÖÜÑ")
_ARABIC_KEYS = str.maketrans("کیهو", "كيەؤ")
_PERSIAN_KEYS = str.maketrans("كيةأ", "کیها")


def imitations() -> Iterator[str]:
    """Every imitation, each once."""
    yield from dict.fromkeys(_imitations())


def real_names() -> Iterator[str]:
    """Names of people: given names alone, and with families."""
    for language in tomllib.loads(REAL.read_text("utf-8")).values():
        given, family = language["given"], language["family"]
        for number, name in enumerate(given):
            yield name
            for step in range(PAIRS):
                yield f"{name} {family[(number * 7 + step * 3) % len(family)]}"


def run(database: str, size: int, plant: str = "") -> Outcome:
    """At most `size` imitations, spread over all of them, and all real names."""
    outcome = Outcome(NAME, database)
    everything, real = list(imitations()), list(real_names())
    chosen = everything[:: max(1, -(-len(everything) // size))]
    given = attack_strings.impersonations()
    with _planted(plant), outcome.timed():
        missed = [name for name in chosen if not is_held(name)]
        missed_of_those = [f"number {n}" for n, (_, name) in enumerate(given) if not is_held(name)]
        mistaken = [name for name in real if is_held(name)]
    outcome.attempts = len(chosen) + len(real) + len(given)
    for names, number, share, said in (
        (missed, len(chosen), MOST_MISSED, "not held"),
        (missed_of_those, len(given), MOST_MISSED, "of the folder not held"),
        (mistaken, len(real), MOST_MISTAKEN, "held by mistake"),
    ):
        if number:
            outcome.count(f"of {number:,} {said}", len(names))
        if len(names) > share * number:
            for name in names:
                outcome.fail(f"{said}: {name!r}")
    return outcome


def is_held(name: str) -> bool:
    """Whether a comment under this name waits for a person, or cannot be sent at all."""
    try:
        check_name(name)
    except Unacceptable:
        return True
    return imitation.imitated(name, STAFF, PUBLISHERS) is not None


def _imitations() -> Iterator[str]:
    for name in (*STAFF, *PUBLISHERS, *PLAIN, *ALONE, *PHRASES):
        yield from _disguised(name)
    for name in (*STAFF, *(each for each in PUBLISHERS if len(each.split()) > 1), *PLAIN, *PHRASES):
        if name == "The Courier":
            # Of one word but for its article: many a Courier is no newspaper.
            continue
        for beside in ("{} Rojda", "Rojda ({})", "{} – Rojda", "Rojda, {}", "{} 24"):
            yield beside.format(name)
            yield beside.format(name.upper())
            yield beside.format(name.translate(_CYRILLIC))


def _disguised(name: str) -> Iterator[str]:
    once = [change(name) for change in _CHANGES]
    yield from once
    for frame in ("{}!", "{} 7", "_{}_", "~{}~", "• {} •", "[{}]", "{}.", "{}™"):
        yield frame.format(name)
    # Two at a time.
    for change in (_spaced, str.upper, _dotted, _accented, _joined, _wide):
        for other in once:
            yield change(other)


def _spaced(name: str) -> str:
    return " ".join(name.replace(" ", ""))


def _dotted(name: str) -> str:
    return ".".join(name.replace(" ", ""))


def _joined(name: str) -> str:
    return name.replace(" ", "")


def _accented(name: str) -> str:
    return name.translate(_ACCENTS)


def _wide(name: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)


def _bold(name: str) -> str:
    return _letters(name, 0x1D400, 0x1D41A)


def _letters(name: str, capital: int, small: int) -> str:
    return "".join(
        chr(capital + ord(c) - 65) if "A" <= c <= "Z" else chr(small + ord(c) - 97) if "a" <= c <= "z" else c
        for c in name
    )


def _bare(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


_CHANGES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    str.title,
    str.swapcase,
    _bare,
    _accented,
    _spaced,
    _dotted,
    lambda name: "_".join(name.split()),
    lambda name: "-".join(name.replace(" ", "")),
    _joined,
    lambda name: " ".join(reversed(name.split())),
    lambda name: ", ".join(reversed(name.split())),
    lambda name: name.translate(_LEET),
    lambda name: name.translate(_SIGNS),
    lambda name: name.replace("o", "0").replace("O", "0"),
    lambda name: name.replace("i", "l").replace("I", "l"),
    lambda name: name.replace("l", "I"),
    lambda name: name.replace("l", "1").replace("i", "1"),
    lambda name: name.replace("m", "rn").replace("w", "vv"),
    lambda name: name.translate(_CYRILLIC),
    lambda name: name.translate(_GREEK),
    _wide,
    _bold,
    lambda name: _letters(name, 0x1D56C, 0x1D586),
    lambda name: _letters(name, 0x24B6, 0x24D0),
    lambda name: _letters(name, 0x1F130, 0x24D0),
    lambda name: "".join(c * 2 if c.isalpha() else c for c in name),
    lambda name: name.replace("o", "ooo").replace("ا", "ااا"),
    "\u0301".join,
    "\u0332".join,
    "\u200c".join,
    "\u200b".join,
    "\u00ad".join,
    lambda name: "\u0640".join(name) if "\u0600" < name[0] < "\u06ff" else name,
    lambda name: "\u064e".join(name) if "\u0600" < name[0] < "\u06ff" else name,
    lambda name: name.translate(_ARABIC_KEYS),
    lambda name: name.translate(_PERSIAN_KEYS),
)


def _planted(plant: str) -> AbstractContextManager[object]:
    if plant == "reads-no-digits":
        return mock.patch.object(name_keys, "_LEET", {})
    if plant == "knows-no-lookalikes":
        return mock.patch.object(name_keys, "_likenesses", dict)
    if plant == "holds-everybody":
        return mock.patch.object(imitation, "imitated", return_value=imitation.OFFICE)
    return mock.patch.object(imitation, "imitated", imitated)
