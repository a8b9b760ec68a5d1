"""How terms are found in words: whole words, stems, phrases, exceptions, masks, and where they stand."""

import pytest
from hypothesis import given, strategies as st

from diwan.comments import Words
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.check import Context, Reading, read
from diwan.screening.checks import Limits, checks
from diwan.screening.findings import Finding, Span
from diwan.screening.guess import Guess
from diwan.screening.normalise import Mapped, Normalised, normalise
from diwan.screening.rules.banned_terms import BannedTerms
from diwan.screening.screener import Screener
from diwan.screening.terms.format import parse
from diwan.screening.terms.lists import TermList
from diwan.screening.terms.matcher import Matcher
from diwan.screening.terms.vocabulary import MOST_SPANS


def listed(
    entries: str, *, language: str = "en", kind: str = "banned", name: str = "mine", top: str = ""
) -> TermList:
    head = f'format = 1\nlanguage = "{language}"\nkind = "{kind}"\n{top}\n'
    return parse(head + entries, name=name, file="mine.toml")


def entry(terms: str, guideline: str = "profanity") -> str:
    return f'[[entries]]\nguideline = "{guideline}"\n{terms}\n'


def found(terms: str, text: str, language: str = "en") -> list[str]:
    matcher = Matcher([listed(entry(terms), language=language)], language)
    return [text[hit.begin : hit.end] for hit in matcher.hits(normalise(text, language))]


def look(lists: list[TermList], body: str, *, language: str = "en", name: str = "Rojîn") -> list[Finding]:
    check = BannedTerms(lists)
    return list(check.look(read(Words(name, body), Context(language))))


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        ('words = ["drat"]', "oh drat, drat! (drat)", ["drat", "drat", "drat"]),
        ('words = ["drat"]', "drats hydrat drat_x 'drat'", ["drat", "drat"]),
        ('words = ["drat*"]', "dratted dratsome hydrated", ["dratted", "dratsome"]),
        ('stems = ["drat"]', "drats drating dratersome hydrats", ["drats", "drating"]),
        ('phrases = ["holy drat"]', "holy drat, holy... drat, holydrat, holy drats", ["holy drat", "holy... drat"]),
        ('phrases = ["holy drat"]', "holy\n  drat", ["holy\n  drat"]),
        ('phrases = ["holy drat*"]', "unholy drat, holy drattery", ["holy drattery"]),
        ('stems = ["drat"]\nexceptions = ["drats"]', "drats drating", ["drating"]),
        ('words = ["drat*"]\nexceptions = ["dratio*"]', "dratio drationed dratted", ["dratted"]),
        ('words = ["drat"]\nexceptions = ["mr drat", "drat street"]', "mr. drat of drat street said drat", ["drat"]),
        ('words = ["drat"]\nphrases = ["drat it"]', "drat it", ["drat", "drat it"]),
        ('parts = ["drat"]', "drat dratted hydrating mu-drat", ["drat", "dratted", "hydrating", "drat"]),
        ('parts = ["drat"]\nexceptions = ["hydrat*"]', "hydrating, unhydrated udrat", ["unhydrated", "udrat"]),
        ('parts = ["drat"]\nwords = ["drats"]', "hydrats drats", ["hydrats", "drats", "drats"]),
    ],
)  # fmt: skip
def test_a_term_matches_as_it_is_listed(terms: str, text: str, expected: list[str]) -> None:
    assert found(terms, text) == expected


@pytest.mark.parametrize(
    ("language", "stem", "text", "expected"),
    [
        ("tr", "blorp", "blorplar blorpların blorpsun blorpmuş blorpaşa", ["blorplar", "blorpların", "blorpsun", "blorpmuş"]),
        ("ku", "blorp", "blorpê blorpên blorpan blorpistan", ["blorpê", "blorpên", "blorpan"]),
        ("ckb", "بلۆرپ", "بلۆرپەکان بلۆرپێکی بلۆرپستان", ["بلۆرپەکان", "بلۆرپێکی"]),
        ("fa", "بلورپ", "بلورپ‌ها بلورپهای بلورپستان", ["بلورپ", "بلورپهای"]),
        ("ar", "بلورب", "والبلورب بالبلوربين بلوربها مبلورب بلوربستان", ["بلورب", "بلوربين", "بلوربها"]),
    ],
)  # fmt: skip
def test_a_stem_takes_what_its_language_attaches_and_no_more(
    language: str, stem: str, text: str, expected: list[str]
) -> None:
    assert found(f'stems = ["{stem}"]', text, language) == expected


def test_a_phrase_takes_the_prefix_of_its_language() -> None:
    assert found('phrases = ["ابن بلورب"]', "وابن بلورب", "ar") == ["ابن بلورب"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mayor is a donkey", ["donkey"]),
        ("donkey, says the mayor", ["donkey"]),
        ("mayors are donkeys", ["donkeys"]),
        ("a donkey in the field", []),
        ("the mayor came. A donkey brayed", []),
        ("the mayor who came by yesterday saw a donkey", []),
        ("the mayor has a zebra donkey", []),
        ("the town mayors office: donkey", ["donkey"]),
    ],
)
def test_what_asks_for_company_counts_only_near_it_and_in_its_sentence(
    text: str, expected: list[str]
) -> None:
    terms = 'stems = ["donkey"]\nbeside = ["mayor*", "town hall"]\nexceptions = ["zebra donkey"]'
    assert found(terms, text) == expected


def test_company_takes_the_prefix_of_its_language_and_stands_in_for_several_words() -> None:
    assert found('words = ["حمار"]\nbeside = ["وزير"]', "هالوزير حمار", "ar") == ["حمار"]
    assert found('words = ["drat"]\nbeside = ["town hall"]', "drat the town hall") == ["drat"]


def test_what_asks_for_company_is_not_guessed_behind_a_mask() -> None:
    assert found('words = ["donkey"]\nbeside = ["mayor"]', "the mayor is a d*nkey") == []


def test_an_exception_with_marks_excuses_only_that_spelling_even_where_folding_makes_both_one() -> None:
    # The term and the innocent word are one after folding, as a real normaliser makes them.
    text = "sık sik Sık"
    folded = Mapped("sik sik sik", range(len(text)), range(1, len(text) + 1))
    plain = Mapped(text, range(len(text)), range(1, len(text) + 1))
    matcher = Matcher([listed(entry('words = ["sik"]\nexceptions = ["sık"]'), language="tr")], "tr")
    assert [(hit.begin, hit.end) for hit in matcher.hits(Normalised(text, plain, folded, ()))] == [(4, 7)]


def test_spans_lead_back_to_the_original_through_the_normaliser() -> None:
    text = "oh d.r.a.t!"
    folded = Mapped("oh drat!", (0, 1, 2, 3, 5, 7, 9, 10), (1, 2, 3, 4, 6, 8, 10, 11))
    same = Mapped(text, range(len(text)), range(1, len(text) + 1))
    matcher = Matcher([listed(entry('words = ["drat"]'))], "en")
    assert [(hit.begin, hit.end) for hit in matcher.hits(Normalised(text, same, folded, ()))] == [(3, 10)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dr*t", ["dr*t"]),
        ("d##t", ["d##t"]),
        ("d**ts", ["d**ts"]),
        ("d**t", ["d**t"]),
        ("d***", []),
        ("*drat*", ["drat"]),
        ("dr**t", []),
        ("dr*at", ["dr*at"]),
        ("d*ra*ts", ["d*ra*ts"]),
        ("dr*oat", []),
        ("xd*at", []),
        ("4*5 and a*b", []),
        ("bl*rp", []),
    ],
)
def test_a_masked_word_is_found_where_only_one_kind_of_term_fits(text: str, expected: list[str]) -> None:
    lists = [
        listed(
            entry('stems = ["drat"]') + entry('words = ["blurp"]') + entry('words = ["blorp"]', "vulgarity")
        )
    ]
    hits = Matcher(lists, "en").hits(normalise(text, "en"))
    assert [text[hit.begin : hit.end] for hit in hits] == expected


def test_one_finding_for_each_guideline_and_kind_with_all_its_spans() -> None:
    racist = '[[entries]]\nguideline = "abuse"\nabuse_kind = "racism"\nwords = ["zorg"]\n'
    lists = [listed(entry('words = ["drat", "blorp"]\nphrases = ["drat it"]') + racist)]
    profane, abusive = look(lists, "drat it, blorp zorg", name="blorp")
    assert (profane.guideline, profane.abuse_kind) == (Guideline.PROFANITY, None)
    assert profane.spans == (Span(0, 7), Span(9, 14), Span(0, 5, "name"))
    assert (abusive.guideline, abusive.abuse_kind) == (Guideline.ABUSE, AbuseKind.RACISM)
    assert abusive.spans == (Span(15, 19),)


@pytest.mark.parametrize(
    ("kind", "strength", "score"),
    [
        ("banned", "strong", 0.95),
        ("banned", "mild", 0.55),
        ("banned", "ambiguous", 0.3),
        ("suspect", "strong", 0.6),
        ("suspect", "mild", 0.4),
        ("suspect", "ambiguous", 0.25),
    ],
)
def test_the_score_says_what_the_list_and_the_entry_say(kind: str, strength: str, score: float) -> None:
    [finding] = look([listed(entry(f'words = ["drat"]\nstrength = "{strength}"'), kind=kind)], "drat")
    assert finding.score == score


def test_the_surest_term_gives_the_score() -> None:
    lists = [
        listed(entry('words = ["drat"]'), kind="suspect", name="a"),
        listed(entry('words = ["blorp"]'), name="b"),
    ]
    [finding] = look(lists, "drat blorp")
    assert finding.score == 0.95
    assert finding.detail == "listed in a, b (strong)"


def test_a_list_speaks_in_its_language_and_one_for_all_in_every_one() -> None:
    turkish, everywhere = (
        listed(entry('words = ["drat"]'), language="tr"),
        listed(entry('words = ["drat"]'), language="*"),
    )
    assert not look([turkish], "drat", language="en")
    assert look([turkish], "drat", language="tr")
    unknown = Reading(
        Words("x", "drat"),
        Context("de"),
        normalise("drat", None),
        normalise("x", None),
        Guess(None, 0.0),
    )
    assert BannedTerms([everywhere]).look(unknown)
    assert BannedTerms([turkish]).languages is None
    assert BannedTerms([turkish, everywhere]).languages is None


def test_exceptions_of_a_list_hold_for_all_its_entries() -> None:
    lists = [
        listed(
            entry('words = ["drat*"]') + entry('words = ["blorp*"]'), top='exceptions = ["dratio", "blorpio"]'
        )
    ]
    assert not look(lists, "dratio blorpio")


def test_the_version_names_the_lists_that_decided() -> None:
    one, other = (
        BannedTerms([listed(entry('words = ["drat"]'))]),
        BannedTerms([listed(entry('words = ["blorp"]'))]),
    )
    assert one.version != other.version
    assert one.version == BannedTerms([listed(entry('words = ["drat"]'))]).version


def test_the_checks_ask_about_lists_only_where_there_are_any() -> None:
    asked = {"banned-terms", "lexicon"}
    assert not asked & {check.name for check in checks(Limits())}
    made = checks(
        Limits(term_lists=(listed(entry('words = ["drat"]')),), lexicons=(listed(entry('words = ["x"]')),))
    )
    assert asked <= {check.name for check in made}


def test_a_comment_of_nothing_but_terms_is_answered_with_a_finding_that_makes_sense() -> None:
    screener = Screener(
        [BannedTerms([listed(entry('stems = ["drat"]\nwords = ["dr*"]'.replace('"dr*"', '"dra*"')))])],
        timeout_s=60,
    )
    [finding] = screener.screen(read(Words("x", "drat " * 1000), Context("en")))
    assert not finding.could_not_tell
    assert len(finding.spans) == MOST_SPANS


@given(st.text(alphabet="drat*# .-_\u200cşıİاب", max_size=60))
def test_whatever_the_text_every_span_lies_within_it(text: str) -> None:
    matcher = Matcher([listed(entry('stems = ["drat"]\nwords = ["ra", "dra*"]\nphrases = ["a t"]'))], "en")
    for hit in matcher.hits(normalise(text, "en")):
        assert 0 <= hit.begin < hit.end <= len(text)
