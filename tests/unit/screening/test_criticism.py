"""Criticism of the publisher is recognised in six languages, marked, and never held against a comment."""

import json
import tomllib
from pathlib import Path

import pytest

from diwan.comments import Words
from diwan.screening.check import Context, Reading, read
from diwan.screening.findings import Finding, Mark
from diwan.screening.guess import Guess
from diwan.screening.language import LANGUAGES
from diwan.screening.phrase_tables import parse
from diwan.screening.rules.criticism import LEAST, NAMED, SAID_OUTRIGHT, Criticism
from diwan.screening.rules.criticism_phrases import GROUPS
from tests.breadth import wide

SENTENCES = Path(__file__).parent / "criticism_sentences"
WRITTEN = Path(__file__).parents[3] / "training" / "written"
CHECK = Criticism(("The Courier",))


def sentences(kind: str) -> list[tuple[str, str]]:
    return [
        (language, body)
        for language in sorted(LANGUAGES)
        for body in tomllib.loads((SENTENCES / f"{language}.toml").read_text(encoding="utf-8"))[kind]
    ]


def reading(body: str, language: str = "en", *, parent: str = "") -> Reading:
    return read(Words("Rojîn", body), Context(language, parent=parent))


def look(
    body: str, language: str = "en", *, parent: str = "", publisher: str = "The Courier"
) -> list[Finding]:
    return list(Criticism((publisher,)).look(reading(body, language, parent=parent)))


def words_of(finding: Finding, body: str) -> list[str]:
    return [body[span.begin : span.end] for span in finding.spans]


@pytest.mark.parametrize(("language", "body"), sentences("criticism"))
def test_criticism_of_the_publisher_is_recognised(language: str, body: str) -> None:
    [finding] = look(body, language)
    assert finding.mark is Mark.CRITICISM
    assert LEAST <= finding.score <= 1


@pytest.mark.parametrize(("language", "body"), sentences("none"))
def test_what_criticises_somebody_else_or_nobody_is_let_pass(language: str, body: str) -> None:
    assert look(body, language) == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_each_language_has_thirty_sentences_of_either_kind(language: str) -> None:
    for kind in ("criticism", "none"):
        assert len({body for code, body in sentences(kind) if code == language}) >= 30


def test_the_mark_names_no_guideline_and_repeats_no_words() -> None:
    for language, body in sentences("criticism"):
        [finding] = look(body, language)
        assert finding.guideline is None
        assert finding.abuse_kind is None
        assert not finding.could_not_tell
        assert not any(part in finding.detail for part in words_of(finding, body) if len(part) > 3)


def test_the_spans_rise_and_stand_within_the_body() -> None:
    for language, body in sentences("criticism"):
        [finding] = look(body, language)
        assert finding.spans
        end = 0
        for span in finding.spans:
            assert end <= span.begin < span.end <= len(body)
            end = span.end


def test_the_spans_show_who_is_criticised_and_with_which_words() -> None:
    body = "Honestly, this newspaper is biased."
    [finding] = look(body)
    assert words_of(finding, body) == ["this newspaper", "biased"]


@pytest.mark.parametrize(
    "body",
    [
        "The Courier is a disgrace.",
        "the COURIER is a disgrace.",
        "What a disgrace Courier's coverage of the flood is.",
    ],
)
def test_the_publisher_is_known_by_its_name_with_any_ending(body: str) -> None:
    [finding] = look(body)
    assert finding.mark is Mark.CRITICISM


def test_another_papers_name_is_not_the_publishers() -> None:
    body = "The Gazette is a disgrace."
    assert look(body) == []
    [finding] = look(body, publisher="Gazette")
    assert words_of(finding, body) == ["Gazette", "disgrace"]


def test_a_short_name_does_not_begin_other_words() -> None:
    assert look("The available seats are a disgrace.", publisher="Ava") == []
    assert look("Ava's coverage is a disgrace.", publisher="Ava")


@pytest.mark.parametrize("publisher", ["", " ", "The", "!?"])
def test_a_site_without_a_usable_name_is_only_known_by_phrases(publisher: str) -> None:
    assert look("The bridge is a disgrace.", publisher=publisher) == []
    assert look("This paper is a disgrace.", publisher=publisher)


def test_what_a_reply_calls_yours_is_the_other_readers() -> None:
    body = "Your photo is from the wrong town."
    assert look(body)
    assert look(body, parent="Here is a picture of my street.") == []


def test_the_publisher_is_still_the_publisher_in_a_reply() -> None:
    assert look("You are right, this paper is biased.", parent="Biased as ever.")


def test_saying_it_outright_scores_higher_than_naming() -> None:
    [outright] = look("You deleted my comment.")
    [named] = look("Sherlock Holmes works for this paper.")
    assert (outright.score, named.score) == (SAID_OUTRIGHT, NAMED)


def test_a_word_that_stands_nearer_to_somebody_else_weighs_less() -> None:
    [about_us] = look("This paper, as everybody can see by now, lies.")
    [about_others] = look("This paper says the minister lies.")
    assert about_others.score < about_us.score


def test_a_word_in_the_next_sentence_weighs_less() -> None:
    [together] = look("This newspaper is a disgrace.")
    [apart] = look("This newspaper now. A disgrace.")
    assert NAMED < apart.score < together.score


def test_praise_in_the_sentence_takes_a_naming_back() -> None:
    assert look("This paper and its long summer of reading lists.")
    assert look("Thank you to this paper and its long summer of reading lists.") == []


def test_a_phrase_does_not_run_over_the_end_of_a_sentence() -> None:
    assert look("You deleted it. My comment about the pool stands: swim.") == []


def test_a_sure_guess_asks_one_table_and_an_unsure_one_its_neighbours() -> None:
    unsure = reading("Malpera we tijî derew e.", "en")
    sure = Reading(unsure.words, unsure.context, unsure.body, unsure.name, Guess("en", 0.99))
    assert CHECK.look(unsure)
    assert CHECK.look(sure) == []


@pytest.mark.parametrize("body", ["", " ", "👍", "…", "'", "\ud800", "a" * 5000, "this paper " * 400])
def test_any_text_can_be_looked_at(body: str) -> None:
    for language in sorted(LANGUAGES):
        look(body, language)


@pytest.mark.parametrize(
    "text",
    [
        "format = 2\nlanguage = 'en'",
        "format = 1\nlanguage = 'tr'",
        "format = 1\nlanguage = 'en'\npublishers = ['this paper']",
        "format = 1\nlanguage = 'en'\nplain = ['this …']",
        "format = ",
    ],
)
def test_a_damaged_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse(text, "en", GROUPS, name="criticism_phrases/en.toml")


def test_most_of_the_written_criticism_is_found_and_little_else() -> None:
    """A guard, not a measurement: the English table was written beside half of these examples."""
    found = missed = mistaken = passed = 0
    for file in sorted(WRITTEN.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines()[:: wide(3, 1)]:
            example = json.loads(line)
            if example.get("language", "en") != "en":
                continue
            seen = bool(look(example["text"]))
            if "criticism" in example["labels"]:
                found, missed = found + seen, missed + (not seen)
            else:
                mistaken, passed = mistaken + seen, passed + (not seen)
    print(f"criticism found {found} of {found + missed}; marked by mistake {mistaken} of {mistaken + passed}")
    assert found / (found + missed) >= 0.65
    assert mistaken / (mistaken + passed) <= 0.05
