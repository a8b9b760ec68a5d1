"""How long five thousand listed terms take on a comment of 300 characters: `python -m benchmarks.terms`."""

import argparse
import random
import statistics
import time

from benchmarks import table
from diwan.screening.language import LANGUAGES
from diwan.screening.lexicons import built_in
from diwan.screening.normalise import normalise
from diwan.screening.terms.format import parse
from diwan.screening.terms.vocabulary import Vocabulary

TERMS = 5000
CHARACTERS = 300
_SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "tu",
    "va",
    "we",
    "xi",
    "yo",
    "zu",
]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terms", description=__doc__)
    parser.add_argument("--comments", type=int, default=2000, help="comments timed (default: %(default)s)")
    asked = parser.parse_args()
    chance = random.Random(7)
    terms = sorted({_word(chance, 3, 5) for _ in range(2 * TERMS)})[:TERMS]
    vocabulary = _vocabulary(terms)
    table.section(
        f"{len(terms)} generated terms, comments of {CHARACTERS} characters",
        ["median, µs", "99th of 100, µs", "hits"],
        explained="matching alone, on text that is already normalised",
    )
    for name, share in (
        ("no term in the comment", 0.0),
        ("one word in ten a term", 0.1),
        ("nothing but terms", 1.0),
    ):
        comments = [_comment(chance, terms, share) for _ in range(asked.comments)]
        table.row(name, _timed(vocabulary, comments, "en"))
    table.section("The built-in lists", ["median, µs", "99th of 100, µs", "hits"])
    for language in sorted(LANGUAGES):
        comments = [_comment(chance, terms, 0.0) for _ in range(asked.comments)]
        table.row(
            f"{language}, {built_in(language).size} terms",
            _timed(Vocabulary([built_in(language)]), comments, language),
        )


def _vocabulary(terms: list[str]) -> Vocabulary:
    """Half of them words, half stems, as a file would list them."""
    half = len(terms) // 2
    quoted = [f'"{term}"' for term in terms]
    text = (
        'format = 1\nlanguage = "en"\nkind = "banned"\n[[entries]]\nguideline = "profanity"\n'
        f"words = [{', '.join(quoted[:half])}]\nstems = [{', '.join(quoted[half:])}]\n"
    )
    return Vocabulary([parse(text, name="generated", file="generated.toml")])


def _word(chance: random.Random, least: int, most: int) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(least, most)))


def _comment(chance: random.Random, terms: list[str], share: float) -> str:
    words: list[str] = []
    while sum(map(len, words)) + len(words) < CHARACTERS:
        words.append(chance.choice(terms) if chance.random() < share else "q" + _word(chance, 1, 4))
    return " ".join(words)[:CHARACTERS]


def _timed(vocabulary: Vocabulary, comments: list[str], language: str) -> list[str]:
    texts = [normalise(comment, language) for comment in comments]
    took, hits = [], 0
    for text in texts:
        begun = time.perf_counter_ns()
        found = vocabulary.hits(text, language)
        took.append((time.perf_counter_ns() - begun) / 1000)
        hits += len(found)
    slow = sorted(took)[int(len(took) * 0.99)]
    return [f"{statistics.median(took):.1f}", f"{slow:.1f}", f"{hits / len(texts):.1f}"]


if __name__ == "__main__":
    main()
