"""Term lists as an editor types them."""

from collections.abc import Mapping

import pytest

from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.lexicons import built_in
from diwan.screening.normalise import normalise
from diwan.screening.terms.lines import Read, as_lines, read_lines
from diwan.screening.terms.lists import Beside, Entry, Exempt, Term, TermList
from diwan.screening.terms.vocabulary import Vocabulary


def read(texts: Mapping[str, str] | str, language: str | None = "en") -> Read:
    under = {"profanity": texts} if isinstance(texts, str) else texts
    return read_lines(under, name="en-banned", language=language, kind="banned")


def found(texts: Mapping[str, str] | str, body: str, language: str | None = "en") -> list[str]:
    hits = Vocabulary([read(texts, language).terms]).hits(normalise(body, language), language)
    return [body[hit.begin : hit.end] for hit in hits]


def test_each_way_of_writing_a_line_matches_as_it_says() -> None:
    assert found("drat", "drat drats") == ["drat"]
    assert found("drat*", "dratted drat") == ["dratted", "drat"]
    assert found("drat+", "drats dratful") == ["drats"]
    assert found("oh my giddy aunt", "Oh, my giddy AUNT!") == ["Oh, my giddy AUNT"]
    assert found("drat*\n- drat street", "drat street, drat you") == ["drat"]


def test_notes_and_blank_lines_play_no_part() -> None:
    made = read("\n# agreed in March\n  drat  \n\n").terms
    assert [entry.terms for entry in made.entries] == [(Term("drat", "word"),)]


def test_terms_marked_alike_are_one_entry_and_exceptions_are_those_of_the_guideline() -> None:
    made = read({"abuse": "one word | mild, racism\ndrat\nblast | RACISM، mild\n- drats*"}).terms
    assert [(e.strength, e.abuse_kind, len(e.terms)) for e in made.entries] == [
        ("mild", AbuseKind.RACISM, 2),
        ("strong", None, 1),
    ]
    assert all(entry.exempt == (Exempt("drats", open_ended=True),) for entry in made.entries)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("123", "no-letters"),
        ("dr*t", "star-inside"),
        ("x" * 101, "too-long"),
        ("oh drat+", "several-words"),
        ("drat+*", "open-stem"),
        ("d+", "short-stem"),
        ("dr*", "short-open"),
        ("drat\u202e", "unseen"),
        ("dr\0at", "unseen"),
        ("drat | heavy", "unknown-mark"),
        ("drat | racism", "kind-without-abuse"),
        ("- ", "no-exception"),
        ("- blimey", "never-applies"),
        ("- fine", "is-a-term"),
        ("- fine day | mild", "marked-exception"),
        ("FINE", None),
        ("fine", "twice"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_number(line: str, fault: str | None) -> None:
    problems = read(f"# first\nfine\n{line}").problems
    assert [(each.line, each.fault) for each in problems] == ([] if fault is None else [(3, fault)])


def test_what_is_right_can_be_read_where_a_line_is_wrong() -> None:
    told = read("drat\nx*\nblimey")
    assert told.terms.size == 2
    assert len(told.problems) == 1


def test_a_term_listed_under_two_guidelines_names_the_first_place() -> None:
    [problem] = read({"profanity": "drat", "vulgarity": "blast\ndrat"}).problems
    assert (problem.guideline, problem.line, problem.first) == (
        Guideline.VULGARITY,
        2,
        (Guideline.PROFANITY, 1),
    )


def test_exceptions_without_any_term_never_apply() -> None:
    assert [each.fault for each in read("- drat street").problems] == ["never-applies"]


def test_a_list_of_every_language_is_looked_for_in_each() -> None:
    made = read("drat", None).terms
    assert made.language == "*"
    assert Vocabulary([made]).hits(normalise("drat", "tr"), "tr")


@pytest.mark.parametrize("language", ["ar", "ckb", "en", "fa", "ku", "tr"])
def test_a_list_from_a_file_reads_the_same_as_lines(language: str) -> None:
    """What differs: exceptions count for their whole guideline, a term under two guidelines is told of once more, and what asks for
    company or is a part of words is a note."""
    filed = built_in(language)
    again = read_lines(as_lines(filed), name=filed.name, language=language, kind=filed.kind)
    told = {each.fault for each in again.problems}
    assert told <= {"twice"}
    alone = sum(term.manner != "part" for entry in filed.entries if not entry.beside for term in entry.terms)
    assert again.terms.size == alone - len(again.problems)


def test_what_asks_for_company_is_shown_as_a_note_that_is_no_term() -> None:
    entry = Entry(
        Guideline.PERSONAL_ATTACK,
        (Term("donkey", "word"),),
        (Exempt("zebra donkey"),),
        beside=(Beside("mayor"), Beside("you")),
    )
    lines = as_lines(TermList("mine", "en", "banned", (entry,)))
    assert lines == {"personal-attack": "# beside mayor, you: donkey"}
    assert read(lines).terms.size == 0


def test_a_part_of_words_is_shown_as_a_note_that_is_no_term_and_its_exceptions_with_it() -> None:
    parts = Entry(Guideline.PROFANITY, (Term("drat", "part"),), (Exempt("hydrates"),))
    mixed = Entry(
        Guideline.VULGARITY, (Term("blorp", "part"), Term("blorps", "word")), (Exempt("blorps on"),)
    )
    lines = as_lines(TermList("mine", "en", "banned", (parts, mixed)))
    assert lines == {
        "profanity": "# part of a word: drat",
        "vulgarity": "# part of a word: blorp\nblorps\n- blorps on",
    }
    assert read(lines).terms.size == 1
