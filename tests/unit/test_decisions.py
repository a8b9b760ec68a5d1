"""A decision has one of two outcomes, an author of one of three kinds, and a reason that fits."""

import pytest

from diwan.decisions import MAX_NOTE_CHARACTERS, Author, AuthorKind, Outcome, Reason, check_reason
from diwan.errors import Unacceptable
from diwan.guidelines import FIRST_TEXTS, AbuseKind, Guideline


def test_there_are_two_outcomes_and_three_kinds_of_author() -> None:
    assert {str(outcome) for outcome in Outcome} == {"approved", "rejected"}
    assert {str(kind) for kind in AuthorKind} == {"moderator", "rule", "model"}


@pytest.mark.parametrize(
    ("kind", "version", "sound"),
    [
        (AuthorKind.MODERATOR, None, True),
        (AuthorKind.MODERATOR, "1", False),
        (AuthorKind.RULE, "1", True),
        (AuthorKind.RULE, None, False),
        (AuthorKind.MODEL, "1", True),
        (AuthorKind.MODEL, None, False),
    ],
)
def test_a_machine_signs_with_its_version_and_a_person_has_none(
    kind: AuthorKind, version: str | None, sound: bool
) -> None:
    if sound:
        assert str(Author(kind, "x", version)) == f"{kind}:x" + ("@1" if version else "")
    else:
        with pytest.raises(ValueError, match="version"):
            Author(kind, "x", version)


@pytest.mark.parametrize("guideline", list(Guideline))
def test_a_rejection_names_a_guideline_and_an_approval_none(guideline: Guideline) -> None:
    check_reason(Outcome.REJECTED, Reason(1, guideline))
    check_reason(Outcome.APPROVED, Reason(1))
    for outcome, reason in ((Outcome.REJECTED, Reason(1)), (Outcome.APPROVED, Reason(1, guideline))):
        with pytest.raises(Unacceptable) as refused:
            check_reason(outcome, reason)
        assert refused.value.field == "guideline"


@pytest.mark.parametrize("kind", list(AbuseKind))
@pytest.mark.parametrize("guideline", list(Guideline))
def test_only_abuse_has_a_kind(guideline: Guideline, kind: AbuseKind) -> None:
    reason = Reason(1, guideline, kind)
    if guideline is Guideline.ABUSE:
        check_reason(Outcome.REJECTED, reason)
    else:
        with pytest.raises(Unacceptable):
            check_reason(Outcome.REJECTED, reason)


@pytest.mark.parametrize("note", ["a" * (MAX_NOTE_CHARACTERS + 1), "a\0b", "\ud800"])
def test_a_note_that_cannot_be_kept_is_refused(note: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        check_reason(Outcome.APPROVED, Reason(1, note=note))
    assert refused.value.field == "note"
    check_reason(Outcome.APPROVED, Reason(1, note="ێ" * MAX_NOTE_CHARACTERS))


def test_the_guidelines_are_those_of_the_publisher_and_each_is_worded() -> None:
    """Criticism of the newsroom and being off the subject are no grounds: no code exists that could name them."""
    codes = {"profanity", "threat", "personal-attack", "vulgarity", "abuse", "promotion"}
    assert {str(guideline) for guideline in Guideline} == codes
    assert FIRST_TEXTS.keys() == set(Guideline)
    assert all(text.strip().endswith(".") for text in FIRST_TEXTS.values())
    assert {str(kind) for kind in AbuseKind} == {"sexism", "racism", "homophobia", "xenophobia", "religion"}
