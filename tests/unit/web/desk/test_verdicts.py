"""A form says one verdict, or it is refused."""

import pytest

from diwan.decisions import Outcome
from diwan.errors import Malformed
from diwan.guidelines import AbuseKind, Guideline
from diwan.web.desk.verdicts import read_verdict

COMMENT = "0" * 32
DIGEST = {"digest": "ab" * 32}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"outcome": "approved"}, (Outcome.APPROVED, None, None)),
        ({"outcome": "rejected/threat"}, (Outcome.REJECTED, Guideline.THREAT, None)),
        ({"outcome": "rejected/abuse/racism"}, (Outcome.REJECTED, Guideline.ABUSE, AbuseKind.RACISM)),
        (
            {"outcome": "rejected", "guideline": "abuse", "abuse_kind": "sexism"},
            (Outcome.REJECTED, Guideline.ABUSE, AbuseKind.SEXISM),
        ),
        ({"outcome": "rejected"}, (Outcome.REJECTED, None, None)),
    ],
)
def test_a_button_says_the_same_as_fields_apart(form: dict[str, str], said: tuple[object, ...]) -> None:
    verdict = read_verdict(COMMENT, DIGEST | form)
    assert (verdict.outcome, verdict.guideline, verdict.abuse_kind) == said


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"outcome": "published"},
        {"outcome": "rejected/criticism"},
        {"outcome": "rejected/abuse/age"},
        {"outcome": "rejected/abuse/racism/more"},
        {"outcome": "rejected/threat", "guideline": "promotion"},
        {"outcome": "approved", "supersedes": "x"},
        {"outcome": "approved", "digest": "ab"},
        {"outcome": "approved", "digest": "not hexadecimal"},
    ],
)
def test_anything_else_is_refused(form: dict[str, str]) -> None:
    with pytest.raises(Malformed):
        read_verdict(COMMENT, DIGEST | form)


def test_a_note_keeps_its_lines_as_line_feeds() -> None:
    assert read_verdict(COMMENT, DIGEST | {"outcome": "approved", "note": " a\r\nb "}).note == "a\nb"
