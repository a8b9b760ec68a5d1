"""Conversations that have just been rendered, so that a page on which one comment has changed renders that one alone.

Nothing depends on it but the time that printing takes: a fragment is what rendering it again would make. It is kept in memory while
printing goes on, and forgotten when something is taken out of what readers see, or nothing is left to be printed.
"""

from collections.abc import Callable
from typing import Final, Protocol, TypeVar

from markupsafe import Markup

from diwan.editions.sheets import Conversation

MOST: Final = 5_000
"""A fragment is a thousand bytes or two."""


class _Look(Protocol):
    """`render.View`, as far as a fragment depends on it within one house."""

    @property
    def site(self) -> str: ...
    @property
    def folder(self) -> str: ...
    @property
    def language(self) -> str: ...


Look = TypeVar("Look", bound=_Look)


class Fragments:
    """The HTML of conversations, by everything it depends on in one house. Whoever asks at the same time renders it twice, and no more happens."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str, Conversation], Markup] = {}

    def of(
        self, look: Look, conversation: Conversation, render: Callable[[Look, Conversation], Markup]
    ) -> Markup:
        """The conversation as `render` makes it, in the thread and the language that `look` is on."""
        name = (look.site, look.folder, look.language, conversation)
        found = self._known.get(name)
        if found is None:
            if len(self._known) >= MOST:
                self._known.clear()
            found = self._known[name] = render(look, conversation)
        return found

    def forget(self) -> None:
        self._known.clear()
