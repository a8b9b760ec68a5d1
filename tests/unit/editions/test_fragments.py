"""What was just rendered is not rendered again, and is what rendering it would make."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from diwan.editions import fragments, render
from diwan.editions.fragments import Fragments
from diwan.editions.render import View
from diwan.editions.sheets import Conversation, Page
from tests.unit.editions.test_render import HEADING, PAGE, RENDERING

[CONVERSATION] = PAGE.conversations


class Rendered:
    """Renders, and remembers what."""

    def __init__(self) -> None:
        self.asked: list[Conversation] = []

    def __call__(self, look: View, conversation: Conversation) -> Markup:
        self.asked.append(conversation)
        return Markup("<li>{}</li>").format(f"{look.site} {conversation.id}")


def test_only_what_has_changed_is_rendered_again() -> None:
    kept, made = Fragments(), Rendered()
    look = render.view(HEADING, RENDERING)
    other = replace(CONVERSATION, reply_count=10)
    assert [kept.of(look, each, made) for each in (CONVERSATION, CONVERSATION, other)] == [
        "<li>demo c1</li>"
    ] * 3
    assert made.asked == [CONVERSATION, other]


@pytest.mark.parametrize("other", [{"site": "courier"}, {"article": "the bridge"}, {"language": "ckb"}])
def test_another_thread_or_language_has_its_own(other: dict[str, str]) -> None:
    kept, made = Fragments(), Rendered()
    for heading in (HEADING, replace(HEADING, **other)):  # type: ignore[arg-type] # a test's shorthand
        kept.of(render.view(heading, RENDERING), CONVERSATION, made)
    assert len(made.asked) == 2


def test_what_is_forgotten_is_rendered_again() -> None:
    kept, made = Fragments(), Rendered()
    look = render.view(HEADING, RENDERING)
    kept.of(look, CONVERSATION, made)
    kept.forget()
    kept.of(look, CONVERSATION, made)
    assert len(made.asked) == 2


def test_no_more_than_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST", 2)
    kept, made = Fragments(), Rendered()
    look = render.view(HEADING, RENDERING)
    for number in range(5):
        kept.of(look, replace(CONVERSATION, id=f"{number}"), made)
        assert len(kept._known) <= 2


def test_a_page_of_fragments_has_the_bytes_of_one_that_is_rendered_whole() -> None:
    kept = Fragments()
    pages = [PAGE, Page(0, (CONVERSATION, replace(CONVERSATION, id="c9", opening=None, more=None)))]
    for page in [*pages, *pages]:
        assert render.page(page, HEADING, RENDERING, kept) == render.page(page, HEADING, RENDERING)
