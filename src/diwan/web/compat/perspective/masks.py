"""Partial answers: the `fields` parameter, such as `attributeScores.TOXICITY.summaryScore.value,languages`. Pure.

Paths are joined by commas; their steps by dots or slashes; `a(b,c)` is `a/b,a/c`; `*` stands for every name. Lists are looked through.
"""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from diwan.web.compat.perspective import errors
from diwan.web.compat.perspective.messages import Field, Message

MAX_CHARACTERS: Final = 1000
_MOST_DEPTH = 16
_TOKEN = re.compile(r"\s*([A-Za-z0-9_\-]+|[*,()./])")

Mask: TypeAlias = dict[str, "Mask"]
"""The wanted names, and below each what is wanted of it; an empty mask wants everything."""


def parse(text: str, message: Message) -> Mask:
    """The mask that `text` writes. Raises Fault for what cannot be read, and for a path that `message` has not."""
    tokens = _tokens(text)
    mask, rest = _paths(tokens, 0, text, depth=0)
    if rest != len(tokens):
        raise errors.bad_mask(text, "".join(tokens[rest:]))
    _check(mask, message, text, [])
    return mask


def applied(mask: Mask, value: Any) -> Any:
    """`value` with only what is wanted, in its own order."""
    if not mask:
        return value
    if isinstance(value, Mapping):
        return {
            name: applied(mask.get(name, mask.get("*", {})), each)
            for name, each in value.items()
            if name in mask or "*" in mask
        }
    if isinstance(value, list):
        return [applied(mask, each) for each in value]
    return value


def _tokens(text: str) -> list[str]:
    if len(text) > MAX_CHARACTERS:
        raise errors.invalid(f"The fields parameter may have at most {MAX_CHARACTERS} characters.")
    tokens, place = [], 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            raise errors.bad_mask(text, text[place:])
        tokens.append(match[1])
        place = match.end()
    return tokens


def _paths(tokens: list[str], place: int, text: str, *, depth: int) -> tuple[Mask, int]:
    """The paths up to a closing bracket or the end, and where that is."""
    mask: Mask = {}
    while True:
        place = _path(tokens, place, text, mask, depth)
        if place >= len(tokens) or tokens[place] != ",":
            return mask, place
        place += 1


def _path(tokens: list[str], place: int, text: str, mask: Mask, depth: int) -> int:
    """Put one path into `mask`; returns where it ends."""
    while True:
        if depth > _MOST_DEPTH or place >= len(tokens) or tokens[place] in ",()./":
            raise errors.bad_mask(text, "".join(tokens[place:]))
        name = tokens[place]
        place += 1
        follows = tokens[place] if place < len(tokens) else ""
        whole = mask.get(name) == {}
        below = mask.setdefault(name, {})
        if follows and follows in "./":
            place, depth = place + 1, depth + 1
            if whole:  # everything of it is wanted already
                below = {}
            mask = below
            continue
        if follows == "(":
            inner, place = _paths(tokens, place + 1, text, depth=depth + 1)
            if place >= len(tokens) or tokens[place] != ")":
                raise errors.bad_mask(text, text)
            if not whole:
                _merge(below, inner)
            return place + 1
        below.clear()
        return place


def _merge(into: Mask, more: Mask) -> None:
    for name, below in more.items():
        if name in into and into[name] and below:
            _merge(into[name], below)
        else:
            into[name] = {} if name in into else below


def _check(mask: Mask, message: Message, text: str, above: list[str]) -> None:
    for name, below in mask.items():
        fields = [field for field in message.fields if name in ("*", field.name)]
        if not fields:
            raise errors.bad_mask(text, ".".join([*above, name]))
        if name != "*" and below:
            _check_below(below, fields[0], text, [*above, name])


def _check_below(mask: Mask, field: Field, text: str, above: list[str]) -> None:
    """Below a map any name may stand; below a simple value nothing."""
    for name, below in mask.items():
        if field.by_name and isinstance(field.kind, Message):
            if below:
                _check(below, field.kind, text, [*above, name])
        elif isinstance(field.kind, Message):
            _check({name: below}, field.kind, text, above)
        else:
            raise errors.bad_mask(text, ".".join([*above, name]))
