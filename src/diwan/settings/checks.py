"""What a setting says of itself, and what its value is held against."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any, TypeAlias
from urllib.parse import urlsplit

SQLITE = "sqlite"

_AUTHORITY = re.compile(r"(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{1,5}))?")
_DEFAULT_PORTS = {"http": "80", "https": "443"}

Check: TypeAlias = Callable[[Any], bool]


def is_origin(text: str) -> bool:
    """Whether `text` is exactly what a browser sends as `Origin`: scheme, host, and the port if it is not the default."""
    scheme, found, authority = text.partition("://")
    match = _AUTHORITY.fullmatch(authority)
    if not found or scheme not in _DEFAULT_PORTS or match is None:
        return False
    port = match["port"]
    return port is None or (
        port != _DEFAULT_PORTS[scheme] and not port.startswith("0") and int(port) <= 65535
    )


def is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def is_ledger_name(text: str) -> bool:
    return 0 < len(text) <= 255 and text.isprintable() and not any(c.isspace() or c == "+" for c in text)


def is_database(text: str) -> bool:
    if text == SQLITE:
        return True
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme == "postgresql" and parts.path not in {"", "/"}


def is_base(text: str) -> bool:
    """Whether `text` is an origin, with or without a path behind it."""
    match = re.fullmatch(r"(?P<origin>https?://[^/]+)(/[A-Za-z0-9._~-]+)*", text)
    return match is not None and is_origin(match["origin"])


def is_token(text: str) -> bool:
    return text.isascii() and text.isprintable() and " " not in text


def is_line(text: str) -> bool:
    return bool(text.strip()) and text.isprintable() and len(text) <= 100


def all_of(check: Callable[[str], bool]) -> Check:
    return lambda texts: all(check(text) for text in texts)


def told(
    about: str, must: str, example: str, *, variable: str | None = None, check: Check | None = None
) -> dict[str, Any]:
    """What a setting says of itself: what it is for, what it must be, a line to write, and its variable, if any."""
    return {"about": about, "must": must, "example": example, "variable": variable, "check": check}
