"""Addresses within the desk, such as where to go on after signing in; never anybody else's."""

import re
from urllib.parse import quote

HOME = "/desk"
_WITHIN = re.compile(
    r"/desk(?:/(?:decided|differences|motions|preferences|search|batches(?:/(?:new|[0-9a-f]{32}))?|password|access|log|figures|tonight|moderators|guidelines(?:/(?:[0-9]{1,9}|new))?|readers(?:/[0-9a-f]{32})?|comments/[0-9a-f]{32}))?"
    r"(?:\?[A-Za-z0-9_.~%&=+-]{1,1500})?",
    re.ASCII,
)


def within_desk(path: str) -> str:
    """`path` if it is a page of the desk, or else the first lane."""
    return path if _WITHIN.fullmatch(path) else HOME


def onward(path: str, next_page: str) -> str:
    """`path`, which leads on to a page of the desk afterwards."""
    return f"{path}?next={quote(next_page, safe='/')}"
