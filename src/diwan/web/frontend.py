"""Where the browser's part lies: `frontend/` in a checkout, `diwan/frontend/` in an installed package."""

from functools import cache
from pathlib import Path

from diwan.errors import CannotStart

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def folder(part: str) -> Path:
    """The folder of `part` ("widget" or "desk"). Raises CannotStart if the installation is incomplete."""
    for candidate in (_PACKAGE / "frontend" / part, _PACKAGE.parents[1] / "frontend" / part):
        if candidate.is_dir():
            return candidate
    raise CannotStart(
        f"The browser files of the {part} are missing from this installation. Install Diwan again."
    )
