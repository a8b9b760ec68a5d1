"""What reading a text for the checks costs: the normaliser, beside the least that anybody does (NFKC and `casefold`).

The texts are the hand-written comments of the suite (`benchmarks/suite`), joined to comments of some 300 characters, and the same
disguised with invisible characters, spaced letters and digits for letters.
"""

import random
import statistics
import time
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial

from benchmarks import table
from benchmarks.suite.cases import read
from diwan.screening.language import LANGUAGES
from diwan.screening.normalise import normalise

CHARACTERS = 300
COMMENTS = 200
"""Of each language, timed in each round."""
_ZERO_WIDTH = "\u200b"
_DIGITS = str.maketrans("aeiost", "431057")


def run(*, rounds: int) -> None:
    """Print one row for each language, plain and disguised."""
    table.section(
        f"Normalising {COMMENTS} comments of some {CHARACTERS} characters",
        ["normalise, µs", "NFKC, µs", "times as long"],
        explained="both texts of a comment, plain and folded, with the way back to what was sent; median comment, best of "
        f"{rounds} rounds; NFKC: `normalize` and `casefold` alone",
    )
    for language in sorted(LANGUAGES):
        plain = _comments(language)
        for name, texts in ((language, plain), (f"{language}, disguised", [disguised(t) for t in plain])):
            whole = _timed(partial(_normalised, language), texts, rounds)
            least = _timed(_least, texts, rounds)
            table.row(name, [f"{whole:.0f}", f"{least:.1f}", f"{whole / least:.0f}"])


def _normalised(language: str, text: str) -> object:
    return normalise(text, language)


def _least(text: str) -> object:
    return unicodedata.normalize("NFKC", text).casefold()


def _comments(language: str) -> list[str]:
    chance = random.Random(7)
    bodies = [case.text for case in read() if case.language == language]
    comments: list[str] = []
    while len(comments) < COMMENTS:
        comments.append(comment(bodies, CHARACTERS, chance))
    return comments


def comment(bodies: Sequence[str], characters: int, chance: random.Random) -> str:
    """Some of the bodies, joined to a text of so many characters."""
    joined = chance.choice(bodies)
    while len(joined) < characters:
        joined += " " + chance.choice(bodies)
    return joined[:characters]


def disguised(text: str) -> str:
    """Every fourth word in one of three disguises, by turns."""
    words = text.split(" ")
    for number in range(0, len(words), 4):
        word = words[number]
        words[number] = (_ZERO_WIDTH.join(word), " ".join(word), word.translate(_DIGITS))[number // 4 % 3]
    return " ".join(words)


def _timed(reads: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """The median time of a text in microseconds, in the best of the rounds."""
    return min(statistics.median(_once(reads, text) for text in texts) for _ in range(rounds))


def _once(reads: Callable[[str], object], text: str) -> float:
    begun = time.perf_counter_ns()
    reads(text)
    return (time.perf_counter_ns() - begun) / 1000
