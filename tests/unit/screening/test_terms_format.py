"""A term list is read strictly, and what is wrong with it is told with its line and what to write."""

import pytest

from diwan.errors import CannotStart
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.terms.format import MOST_PROBLEMS, MOST_TERMS, parse
from diwan.screening.terms.lists import TermList, digest

HEAD = 'format = 1\nlanguage = "en"\nkind = "banned"\n'
LIST = HEAD + '\n[[entries]]\nguideline = "profanity"\nwords = ["drat"]\n'


def read(text: str) -> TermList:
    return parse(text, name="mine", file="mine.toml")


def refusal(text: str) -> str:
    with pytest.raises(CannotStart) as caught:
        read(text)
    return str(caught.value)


def test_a_whole_list_is_read() -> None:
    made = read(
        HEAD.replace("en", "tr")
        + 'note = "ours"\nexceptions = ["dratlı*"]\n[[entries]]\nguideline = "abuse"\nabuse_kind = "racism"\nstrength = "mild"\n'
        + 'words = ["drat", "drats*"]\nstems = ["blorp"]\nphrases = ["holy  drat", "dratted x*"]\nexceptions = ["blorpla"]\nnote = "n"\n'
    )
    [entry] = made.entries
    assert (made.name, made.language, made.kind, made.note, made.size) == ("mine", "tr", "banned", "ours", 5)
    assert (entry.guideline, entry.abuse_kind, entry.strength) == (
        Guideline.ABUSE,
        AbuseKind.RACISM,
        "mild",
    )
    assert [(term.text, term.manner, term.open_ended) for term in entry.terms] == [
        ("drat", "word", False),
        ("drats", "word", True),
        ("blorp", "stem", False),
        ("holy drat", "phrase", False),
        ("dratted x", "phrase", True),
    ]


@pytest.mark.parametrize(
    ("broken", "expected"),
    [
        (LIST.replace("format = 1\n", ""), "mine.toml, line 1: the format is missing. Write `format = 1`"),
        (LIST.replace("format = 1", "format = 2"), "mine.toml, line 1: the format is none that this version of Diwan reads. Write `format = 1`"),
        (LIST.replace("format = 1", "format = true"), "line 1: the format is none"),
        (LIST.replace('"en"', '"de"'), "line 2: language 'de' is unknown. Write `language = …` with one of"),
        (LIST.replace('language = "en"\n', ""), "line 1: language is missing."),
        (LIST.replace('"banned"', '"baned"'), "line 3: kind 'baned' is unknown. Write `kind = \"banned\"`."),
        (LIST.replace("words", "wrods"), "line 7: the key wrods is unknown. Did you mean words?"),
        (LIST.replace("kind =", "colour = 1\nkind ="), "line 3: the key colour is unknown. Known here:"),
        (LIST.replace('"profanity"', '"profane"'), "line 6: guideline 'profane' is unknown. Write `guideline = \"profanity\"`."),
        (LIST.replace('guideline = "profanity"\n', ""), "line 5: guideline is missing."),
        (LIST + 'abuse_kind = "racism"\n', "line 8: only abuse has a kind."),
        (LIST.replace('"profanity"', '"abuse"\nabuse_kind = "ageism"'), "line 7: abuse_kind 'ageism' is unknown."),
        (LIST + 'strength = "huge"\n', "line 8: strength 'huge' is unknown."),
        (LIST.replace('"drat"', '""'), "line 7: “” has no letters."),
        (LIST.replace('"drat"', '"?!"'), "line 7: “?!” has no letters."),
        (LIST.replace('"drat"', '"dr*t"'), "line 7: “dr*t” has a * inside."),
        (LIST.replace('"drat"', '"d*"'), "line 7: “d*” begins too many words."),
        (LIST.replace('"drat"', f'"{"d" * 101}"'), "is longer than 100 characters."),
        (LIST.replace('"drat"', '"holy drat"'), "line 7: “holy drat” has several words. Write it under `phrases`."),
        (LIST.replace("words", "phrases"), "line 7: “drat” is a single word. Write it under `words` or `stems`."),
        (LIST.replace('words = ["drat"]', 'stems = ["d"]'), "line 7: “d” is too short for a stem. Write at least 2 letters"),
        (LIST.replace('words = ["drat"]', 'stems = ["drat*"]'), "line 7: “drat*” is a stem, which takes its language's endings already."),
        (LIST.replace('words = ["drat"]', 'parts = ["dra"]'), "line 7: “dra” stands in too many words. Write at least 4 letters"),
        (LIST.replace('words = ["drat"]', 'parts = ["drat*"]'), "line 7: “drat*” is a part, behind which anything may stand already."),
        (LIST.replace('words = ["drat"]', 'parts = ["drat on"]'), "line 7: “drat on” has several words. Write it under `phrases`."),
        (LIST.replace('["drat"]', '[\n  "drat",\n  "blorp",\n  "drat",\n]'), "line 10: “drat” is listed twice, first in line 8."),
        (LIST + '[[entries]]\nguideline = "vulgarity"\nstems = ["drat"]\n', "line 10: “drat” is listed twice, first in line 7."),
        (LIST.replace('["drat"]', '"drat"'), "line 7: words is a list of texts. Write for example `words = [\"…\", \"…\"]`."),
        (LIST.replace('["drat"]', "[1]"), "line 7: words is a list of texts."),
        (LIST.replace('words = ["drat"]\n', ""), "line 5: the entry has no terms."),
        (LIST + 'exceptions = ["Scunthorpe"]\n', "line 8: “Scunthorpe” never applies: no term of this entry is in it."),
        (LIST + 'exceptions = ["drat"]\n', "line 8: “drat” is itself a term and could never match."),
        (LIST + 'exceptions = ["*"]\n', "line 8: “*” is no exception."),
        (LIST.replace("\n[[", 'exceptions = ["hydrant"]\n[['), "line 4: “hydrant” never applies: no term of this list is in it."),
        (LIST + "note = 3\n", "line 8: a note is text."),
        (HEAD, "line 1: the list has no entries. Write [[entries]]"),
        (HEAD + "entries = 3\n", "line 4: entries are tables. Write [[entries]]"),
        (HEAD + "[[entries]\n", "line 4: "),
        (LIST.replace('"drat"', '"drat'), "line 7: "),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_to_write(broken: str, expected: str) -> None:
    assert expected in refusal(broken)


def test_everything_that_is_wrong_is_told_at_once_up_to_a_point() -> None:
    told = refusal(LIST.replace('"profanity"', '"x"').replace('"drat"', '"", "d*"')).splitlines()
    assert len(told) == 3
    many = refusal(LIST.replace('"drat"', ", ".join(['""'] * 50))).splitlines()
    assert len(many) == MOST_PROBLEMS + 1
    assert many[-1] == "… and 30 more"


def test_a_list_holds_at_most_so_many_terms() -> None:
    def listed(count: int) -> str:
        letters = "abcdefghij"
        words = (
            "".join(letters[int(digit)] for digit in str(number).zfill(5)) + "x" for number in range(count)
        )
        return LIST.replace('"drat"', ", ".join(f'"{word}"' for word in words))

    assert read(listed(MOST_TERMS)).size == MOST_TERMS
    assert f"the list has {MOST_TERMS + 1} terms. Keep it to {MOST_TERMS}" in refusal(listed(MOST_TERMS + 1))


def test_the_digest_names_what_decides_and_nothing_else() -> None:
    plain = digest([read(LIST)])
    assert digest([read("# a comment\n" + LIST + 'note = "n"\n')]) == plain
    for changed in (
        LIST.replace("drat", "blorp"),
        LIST.replace("words", "stems"),
        LIST.replace("words", "parts"),
        LIST.replace("banned", "suspect"),
        LIST.replace("profanity", "vulgarity"),
        LIST + 'strength = "mild"\n',
        LIST + 'exceptions = ["dratted"]\n',
        LIST.replace('"en"', '"*"'),
    ):
        assert digest([read(changed)]) != plain, changed
    other = read(LIST.replace("drat", "blorp"))
    assert digest([read(LIST), other]) == digest([other, read(LIST)])


def test_the_company_of_an_entry_is_read_and_is_part_of_what_names_the_list() -> None:
    made = read(LIST + 'beside = ["mayor*", "town  hall"]\n')
    [entry] = made.entries
    assert [(each.text, each.open_ended) for each in entry.beside] == [("mayor", True), ("town hall", False)]
    assert digest([made]) != digest([read(LIST)])


def test_company_that_says_nothing_is_refused_with_its_line() -> None:
    assert refusal(LIST + 'beside = ["!", "a*"]\n').splitlines() == [
        "mine.toml, line 8: “!” has no letters. Write a word, or leave it out.",
        "mine.toml, line 8: “a*” begins too many words. Write at least 3 letters before the *.",
    ]
