"""A card groups what checks say about the same thing, the surest first, and hides nothing of what any of them said."""

from diwan.articles import Article
from diwan.comments import Comment, Words
from diwan.desk.cards import Card
from diwan.guidelines import AbuseKind, Guideline
from diwan.screening.findings import Finding, Mark, Span
from diwan.web.desk.showing import ShownCard, Subject, short, show
from tests.house import DESCRIPTION, START

BODY = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
WORDS = Words("Rojîn", BODY)


def at(*words: str, field: str = "body") -> tuple[Span, ...]:
    text = BODY if field == "body" else WORDS.name
    return tuple(Span(text.index(word), text.index(word) + len(word), field) for word in words)


def shown(*findings: Finding) -> ShownCard:
    comment = Comment(
        id="c",
        thread_id="t",
        site="courier",
        article="bridge",
        parent_id=None,
        branch="t",
        ordinal=0,
        words=WORDS,
        digest=b"",
        position=0,
        at=START,
    )
    article = Article("t", "courier", "bridge", 1, DESCRIPTION, START)
    return show(Card(comment, article, "", None, None, findings, (), False, None), {})


def marked(subject: Subject) -> list[str]:
    return [piece.text for excerpt in subject.excerpts for piece in excerpt if piece.marked]


LEXICON = Finding("lexicon", "1-0123456789abcdef", Guideline.PROFANITY, 0.8, at("two"), "a strong word")
TERMS = Finding("terms", "1", Guideline.PROFANITY, 0.9, at("fifteen"), "on the list")
MODEL = Finding("model", "9f86d081", Guideline.PROFANITY, 0.4, at("two", "seven"))


def test_what_several_checks_say_about_one_guideline_is_one_subject_with_all_their_words() -> None:
    [subject] = shown(LEXICON, TERMS, MODEL).seen
    assert subject.surest is TERMS
    assert [one.finding for one in subject.told] == [TERMS, LEXICON, MODEL]
    assert marked(subject) == ["two", "seven", "fifteen"]


def test_each_check_keeps_its_own_words() -> None:
    [subject] = shown(LEXICON, TERMS, MODEL).seen
    own = [[p.text for e in one.excerpts for p in e if p.marked] for one in subject.told]
    assert own == [["fifteen"], ["two"], ["two", "seven"]]


def test_another_kind_another_mark_and_each_plain_observation_is_a_subject_of_its_own() -> None:
    sexist = Finding("model", "1", Guideline.ABUSE, 0.7, abuse_kind=AbuseKind.SEXISM)
    racist = Finding("lexicon", "1", Guideline.ABUSE, 0.8, abuse_kind=AbuseKind.RACISM)
    disguise = Finding("disguise", "1", None, 1.0, mark=Mark.DISGUISE)
    toxic = Finding("model", "1", None, 0.95, mark=Mark.TOXICITY)
    long, loud = Finding("length", "1", None, 1.0), Finding("shouting", "1", None, 1.0)
    found = shown(long, disguise, sexist, loud, racist, toxic)
    assert [subject.surest for subject in found.seen] == [racist, sexist, long, disguise, loud, toxic]
    assert all(len(subject.told) == 1 for subject in found.seen)


def test_every_remarkable_finding_is_told_exactly_once() -> None:
    findings = [LEXICON, TERMS, MODEL, Finding("links", "2", Guideline.PROMOTION, 0.7), LEXICON]
    told = [one.finding for subject in shown(*findings).seen for one in subject.told]
    assert sorted(map(repr, told)) == sorted(map(repr, findings))


def test_a_check_that_speaks_of_the_whole_comment_does_not_drown_anothers_words() -> None:
    whole = Finding("model", "1", Guideline.PROFANITY, 0.95, (Span(0, len(BODY)),))
    [subject] = shown(whole, LEXICON).seen
    assert not subject.whole
    assert marked(subject) == ["two"]
    assert [one.whole for one in subject.told] == [True, False]
    [alone] = shown(whole).seen
    assert (alone.whole, alone.excerpts) == (True, [])


def test_words_of_the_name_are_shown_with_those_of_the_body() -> None:
    named = Finding("terms", "1", Guideline.PROFANITY, 0.9, at("Roj", field="name"))
    [subject] = shown(named, LEXICON).seen
    assert marked(subject) == ["Roj", "two"]


def test_a_digest_in_a_version_is_shortened_for_the_eye_and_nothing_else_is() -> None:
    assert short("1-0123456789abcdef") == "1-012345…"
    assert short("3+" + "ab12" * 16) == "3+ab12ab…"
    assert [short(version) for version in ("2", "9f86d081", "courier-1", "2026-11-24")] == [
        "2",
        "9f86d081",
        "courier-1",
        "2026-11-24",
    ]
