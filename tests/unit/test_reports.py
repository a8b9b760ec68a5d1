"""What a report may hold."""

import pytest

from diwan.errors import Unacceptable
from diwan.guidelines import AbuseKind, Guideline
from diwan.reports import MAX_REASON_CHARACTERS, check_report


@pytest.mark.parametrize("reason", ["", "It names my street.", "ناونیشانم", "x" * MAX_REASON_CHARACTERS])
def test_a_reason_may_be_left_out_and_be_as_long_as_the_limit(reason: str) -> None:
    check_report(Guideline.THREAT, None, reason)


def test_a_reason_over_the_limit_is_an_error_and_never_cut() -> None:
    with pytest.raises(Unacceptable, match="at most 500") as refused:
        check_report(Guideline.THREAT, None, "x" * (MAX_REASON_CHARACTERS + 1))
    assert (refused.value.code, refused.value.field) == ("reason-too-long", "reason")


@pytest.mark.parametrize("character", ["\0", chr(0xD800), chr(0xDFFF)])
def test_a_character_that_cannot_be_stored_is_refused_by_name(character: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        check_report(Guideline.THREAT, None, f"a{character}b")
    assert refused.value.code == "reason-characters"


def test_only_abuse_has_a_kind() -> None:
    check_report(Guideline.ABUSE, AbuseKind.RACISM, "")
    with pytest.raises(Unacceptable) as refused:
        check_report(Guideline.THREAT, AbuseKind.RACISM, "")
    assert refused.value.field == "abuse_kind"
