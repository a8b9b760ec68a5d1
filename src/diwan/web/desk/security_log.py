"""What is told to the log of signing in: that it happened, by which way, and whose it was by id. Never a name, an address or what was typed."""

import structlog

from diwan.factors import Way

_log = structlog.get_logger("diwan.security")


def signed_in(moderator_id: str, way: Way) -> None:
    """Somebody has come in."""
    _log.info("signed-in", moderator=moderator_id, way=way.value)


def refused(event: str, *, moderator: str | None = None) -> None:
    """Somebody was not let in; `moderator` is set where the first factor has told who it is."""
    _log.warning(event, **({"moderator": moderator} if moderator else {}))


def changed(event: str, moderator_id: str) -> None:
    """Somebody has changed what he signs in with, or ended sessions."""
    _log.info(event, moderator=moderator_id)
