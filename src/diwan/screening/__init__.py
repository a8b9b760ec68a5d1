"""Reading texts by the guidelines: checks, what they find, and what may follow from it.

    from diwan.screening import shipped

    screener = shipped()
    screener.score("Buy at https://pills.example").scores

`Screener`, `Text`, `Scored` and `shipped` are what other programs use; `docs/operating/scoring.md` tells how.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diwan.screening.ready import shipped
    from diwan.screening.scores import Scored, Text
    from diwan.screening.screener import Screener

__all__ = ["Scored", "Screener", "Text", "shipped"]

_HOMES = {"Scored": "scores", "Screener": "screener", "Text": "scores", "shipped": "ready"}


def __getattr__(name: str) -> Any:
    # Fetched when asked for: whoever only needs a finding does not wait for every check and its tables.
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
