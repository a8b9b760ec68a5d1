"""What changed between two texts."""

from hypothesis import given, strategies as st

from diwan.desk.changes import Stretch, changes, compared
from diwan.guidelines import Guideline

TEXT = st.text(st.sampled_from("ab گهـ\u200c.,!"), max_size=60)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_the_comparison(before: str, after: str) -> None:
    stretches = compared(before, after)
    assert "".join(s.text for s in stretches if s.kind != "new") == before
    assert "".join(s.text for s in stretches if s.kind != "old") == after


def test_words_are_exchanged_whole() -> None:
    assert compared("No swearing.", "No cursing.") == (
        Stretch("same", "No "),
        Stretch("old", "swearing"),
        Stretch("new", "cursing"),
        Stretch("same", "."),
    )


def test_only_what_differs_is_listed_guideline_by_guideline() -> None:
    earlier = {"threat": "No threats.", "profanity": "No swearing.", "abuse/tr": "Yok."}
    later = {"threat": "No threats.", "profanity": "No cursing.", "threat/ckb": "هەڕەشە مەکە."}
    found = [(change.guideline, change.language) for change in changes(earlier, later)]
    assert found == [(Guideline.PROFANITY, "en"), (Guideline.THREAT, "ckb"), (Guideline.ABUSE, "tr")]
    assert changes(earlier, earlier) == []
