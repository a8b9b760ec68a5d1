"""What is the same wherever it stands on a page is made once a page.

Twenty cards have the same three hundred words on their buttons. What differs from card to card never goes through here: no words of a
reader are kept, and nothing is put into finished HTML afterwards.
"""

from collections.abc import Callable, Hashable

from markupsafe import Markup


class Once:
    """One page's macros, each rendered once for the values that it is given."""

    def __init__(self) -> None:
        self._made: dict[tuple[Callable[..., Markup], tuple[Hashable, ...]], Markup] = {}

    def __call__(self, macro: Callable[..., Markup], *given: Hashable) -> Markup:
        """What `macro` makes of these values, and of nothing else but what holds for the whole page."""
        made = self._made.get((macro, given))
        if made is None:
            made = self._made[macro, given] = macro(*given)
        return made
