"""What two revisions of a term list differ in."""

from diwan.desk.term_changes import MOST_SHOWN, term_changes
from diwan.guidelines import Guideline


def test_lines_that_only_one_of_them_has_are_told_and_their_order_says_nothing() -> None:
    [changed] = term_changes({"threat": "a\nb\nc"}, {"threat": "c\nd\nb"})
    assert changed.guideline is Guideline.THREAT
    assert (changed.added, changed.removed) == (("d",), ("a",))
    assert term_changes({"threat": "a\nb"}, {"threat": "b\na"}) == []


def test_a_line_that_stands_there_once_more_is_a_change() -> None:
    [changed] = term_changes({"threat": "a"}, {"threat": "a\na"})
    assert changed.added == ("a",)


def test_of_very_many_some_are_shown_and_all_are_counted() -> None:
    [changed] = term_changes({}, {"threat": "\n".join(f"w{n}" for n in range(MOST_SHOWN + 50))})
    assert (len(changed.added), changed.added_count) == (MOST_SHOWN, MOST_SHOWN + 50)


def test_a_list_that_was_emptied_is_all_removed() -> None:
    [changed] = term_changes({"threat": "a\n\nb"}, {})
    assert (changed.removed_count, changed.added_count) == (2, 0)
