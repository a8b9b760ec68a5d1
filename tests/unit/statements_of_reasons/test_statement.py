"""From a rejection to its statement: what each field says, and that every possible rejection makes a statement the database takes."""

from dataclasses import replace
from itertools import product

import pytest

from diwan.clock import DAY
from diwan.decisions import Author, AuthorKind
from diwan.guidelines import MAX_TEXT_CHARACTERS, AbuseKind, Guideline
from diwan.screening.findings import REMARKABLE, Finding
from diwan.statements_of_reasons.categories import KEYWORDS, category_of
from diwan.statements_of_reasons.rejection import Rejection, is_marked
from diwan.statements_of_reasons.rules import problems_of
from diwan.statements_of_reasons.statement import puid, statement

PERSON = Author(AuthorKind.MODERATOR, "0" * 32)
MODEL = Author(AuthorKind.MODEL, "model", "9f86d081")
RULE = Author(AuthorKind.RULE, "lexicon", "3")
MONDAY = 1_790_000_000_000

REJECTION = Rejection(
    id="01" * 16,
    site="courier",
    site_name="The Courier",
    submitted_at=MONDAY,
    decided_at=MONDAY + DAY,
    position=12,
    author=PERSON,
    guideline=Guideline.THREAT,
    abuse_kind=None,
    revision=4,
    wording="No threats.",
    language="ckb",
    marked=False,
    reported=False,
    in_batch=False,
    was_printed=False,
    ended_at=None,
)


def test_a_rejection_before_print_is_access_disabled_to_a_text_that_breaks_the_terms() -> None:
    told = statement(REJECTION)
    assert told["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_DISABLED"]
    assert told["decision_ground"] == "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    assert told["content_type"] == ["CONTENT_TYPE_TEXT"]
    assert (told["content_date"], told["application_date"]) == ("2026-09-21", "2026-09-22")
    assert "end_date_visibility_restriction" not in told
    assert "decision_ground_reference_url" not in told


def test_the_ground_is_the_guideline_in_the_wording_of_its_revision() -> None:
    ground = statement(REJECTION)["incompatible_content_ground"]
    assert ground == "Guidelines of The Courier, revision 4, threat: “No threats.”"


@pytest.mark.parametrize(
    ("author", "marked", "in_batch", "detection", "decision"),
    [
        (PERSON, False, False, "No", "AUTOMATED_DECISION_NOT_AUTOMATED"),
        (PERSON, True, False, "Yes", "AUTOMATED_DECISION_NOT_AUTOMATED"),
        (PERSON, True, True, "Yes", "AUTOMATED_DECISION_PARTIALLY"),
        (PERSON, False, True, "No", "AUTOMATED_DECISION_PARTIALLY"),
        (MODEL, True, False, "Yes", "AUTOMATED_DECISION_FULLY"),
        (RULE, False, False, "Yes", "AUTOMATED_DECISION_FULLY"),
    ],
)
def test_what_was_automated_follows_from_the_author_the_findings_and_the_batch(
    author: Author, marked: bool, in_batch: bool, detection: str, decision: str
) -> None:
    told = statement(replace(REJECTION, author=author, marked=marked, in_batch=in_batch))
    assert (told["automated_detection"], told["automated_decision"]) == (detection, decision)


def test_a_report_that_came_first_makes_it_a_notice_and_anything_else_is_voluntary() -> None:
    assert statement(REJECTION)["source_type"] == "SOURCE_VOLUNTARY"
    told = statement(replace(REJECTION, reported=True, was_printed=True))
    assert told["source_type"] == "SOURCE_ARTICLE_16"
    assert "had been shown to readers" in str(told["decision_facts"])


def test_an_overturned_rejection_keeps_its_statement_and_names_the_day_it_ended() -> None:
    told = statement(replace(REJECTION, ended_at=MONDAY + 3 * DAY))
    assert told["end_date_visibility_restriction"] == "2026-09-24"
    assert told["puid"] == statement(REJECTION)["puid"]


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("ckb", "KU"),
        ("ku", "KU"),
        ("ar", "AR"),
        ("tr-TR", "TR"),
        ("fa", "FA"),
        ("en", "EN"),
        ("und", None),
        ("", None),
    ],
)
def test_languages_are_written_as_the_database_knows_them_or_left_out(
    language: str, code: str | None
) -> None:
    assert statement(replace(REJECTION, language=language)).get("content_language") == code


def test_the_puid_is_made_from_the_site_and_the_decision_alone() -> None:
    moved = replace(REJECTION, position=99, author=MODEL, ended_at=MONDAY + 9 * DAY, wording="Another.")
    assert puid(moved) == puid(REJECTION) == "courier-" + "01" * 16


def test_every_rejection_that_can_be_makes_a_statement_that_the_database_takes() -> None:
    longest = replace(
        REJECTION, site="x" * 32, site_name="ن" * 100, wording="و" * MAX_TEXT_CHARACTERS, revision=10**6
    )
    for guideline, kind, author, flags in product(
        Guideline, (None, *AbuseKind), (PERSON, MODEL, RULE), product((False, True), repeat=4)
    ):
        if kind is not None and guideline is not Guideline.ABUSE:
            continue
        marked, reported, in_batch, was_printed = flags
        made = statement(
            replace(
                longest,
                guideline=guideline,
                abuse_kind=kind,
                author=author,
                marked=marked,
                reported=reported,
                in_batch=in_batch,
                was_printed=was_printed,
            ),
            terms_url="https://courier.example/guidelines",
        )
        assert problems_of(made) == []


def test_every_guideline_has_a_category_with_a_keyword_of_that_category() -> None:
    for guideline in Guideline:
        for kind in (None, *AbuseKind) if guideline is Guideline.ABUSE else (None,):
            category = category_of(guideline, kind)
            assert category.keyword in KEYWORDS[category.category]
            assert (category.keyword == "KEYWORD_OTHER") == bool(category.other)


def test_an_advertisement_is_not_called_a_fraud() -> None:
    assert "FRAUD" not in category_of(Guideline.PROMOTION, None).category


@pytest.mark.parametrize(
    ("finding", "marked"),
    [
        (Finding("model", "1", Guideline.THREAT, REMARKABLE), True),
        (Finding("model", "1", Guideline.THREAT, REMARKABLE - 0.01), False),
        (Finding("model", "1", Guideline.VULGARITY, 1.0), False),
        (Finding("model", "1", Guideline.THREAT, 1.0, could_not_tell=True), False),
        (Finding("links", "1", None, 1.0), False),
    ],
)
def test_a_comment_was_flagged_only_by_a_remarkable_finding_under_the_guideline(
    finding: Finding, marked: bool
) -> None:
    assert is_marked(Guideline.THREAT, [finding]) is marked
