"""Reading the claims of an ID token or of userinfo: names, values, and what they make of somebody."""

import unicodedata
from collections.abc import Mapping
from typing import Any, TypeAlias

Claims: TypeAlias = Mapping[str, Any]

MOST_CHARACTERS = 60
"""Of a name. A longer one is cut: it is the provider's, and nobody's words."""


def found(claims: Claims, name: str) -> object:
    """The claim of this name, or else the one that its dots lead to; None where there is neither."""
    if name in claims:
        return claims[name]
    inside: object = claims
    for part in name.split("."):
        if not isinstance(inside, Mapping) or part not in inside:
            return None
        inside = inside[part]
    return inside


def values(claims: Claims, name: str) -> frozenset[str]:
    """The texts of a claim that is a text or a list of texts."""
    claim = found(claims, name) if name else None
    if isinstance(claim, str):
        return frozenset({claim})
    return (
        frozenset(each for each in claim if isinstance(each, str)) if isinstance(claim, list) else frozenset()
    )


def display_name(claims: Claims, name: str) -> str:
    """The claim as a name on one line, without what cannot be seen; "" where there is none."""
    claim = found(claims, name)
    if not isinstance(claim, str):
        return ""
    visible = "".join(
        " " if c.isspace() else c
        for c in claim
        if c.isspace() or c in "\u200c\u200d" or unicodedata.category(c)[0] != "C"
    )
    return " ".join(visible.split())[:MOST_CHARACTERS].rstrip()


def verified_email(claims: Claims, *, trusted: bool) -> str | None:
    """The e-mail address, in small letters, if the provider says that it is verified, or where it is `trusted` to mean that."""
    address = claims.get("email")
    if not isinstance(address, str) or address.count("@") != 1 or len(address) > 254:
        return None
    says = claims.get("email_verified")
    return address.casefold() if says is True or (trusted and says is None) else None
