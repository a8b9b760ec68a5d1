"""What is the same wherever it stands on a page is rendered once: for the same values, on one page."""

from markupsafe import Markup

from diwan.web.desk.once import Once


class Macro:
    """Counts how often it is rendered."""

    def __init__(self) -> None:
        self.rendered = 0

    def __call__(self, *given: object) -> Markup:
        self.rendered += 1
        return Markup("<b>{}</b>").format(" ".join(map(str, given)))


def test_a_macro_is_rendered_once_for_the_same_values() -> None:
    macro, once = Macro(), Once()
    assert [once(macro, "abuse", True) for _ in range(20)] == [Markup("<b>abuse True</b>")] * 20
    assert macro.rendered == 1


def test_other_values_and_another_macro_are_rendered_for_themselves() -> None:
    macro, other, once = Macro(), Macro(), Once()
    assert once(macro, "abuse") != once(macro, "threat")
    once(other, "abuse")
    assert (macro.rendered, other.rendered) == (2, 1)


def test_what_was_rendered_without_anything_is_kept_too() -> None:
    class Silent(Macro):
        def __call__(self, *given: object) -> Markup:
            super().__call__(*given)
            return Markup("")

    macro, once = Silent(), Once()
    assert once(macro) == once(macro) == ""
    assert macro.rendered == 1


def test_the_next_page_begins_anew() -> None:
    macro = Macro()
    for page in (Once(), Once()):
        page(macro, "abuse")
    assert macro.rendered == 2
