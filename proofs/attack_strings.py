"""The strings that are tried: those of a folder that is not in this repository, or else the repository's own selection.

The folder holds `xss.jsonl.gz`, `naughty`, `sqli`, `csv`, `crlf`, `open_redirect`, `ssrf` and `impersonation`: a line of JSON for each string,
with `payload`; in the last one also `kind` and `base`, the name that is imitated. Nothing of it is ever committed or printed: what goes wrong is told
by a string's place in its file.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.stories import hostile, naughty

FILES = ("xss", "naughty", "sqli", "csv", "crlf", "open_redirect", "ssrf")
IMPERSONATION = "impersonation"
HINT = (
    "No folder of attacks was given (--attacks FOLDER, or make prove ATTACKS=FOLDER): only the repository's own "
    "{number} strings are tried."
)


@dataclass(frozen=True, slots=True)
class Attack:
    """A string and how it is called: its file and its place there, counted from 0."""

    name: str
    text: str


_folder: list[Path] = []


@contextmanager
def of_folder(folder: Path | None) -> Iterator[None]:
    """Within, the strings are those of this folder; with None the repository's own."""
    if folder is not None:
        _folder.append(folder)
    try:
        yield
    finally:
        _folder.clear()


def missing_in(folder: Path) -> list[str]:
    """The files that are not in this folder and should be."""
    return [file.name for name in (*FILES, IMPERSONATION) if not (file := _file(folder, name)).exists()]


def is_given() -> bool:
    """Whether there is a folder."""
    return bool(_folder)


def attacks(kind: str, most: int | None = None) -> list[Attack]:
    """The strings of one kind, in their order; `most` of them, spread over all."""
    texts = [row["payload"] for row in _rows(kind)] if _folder else _own()[kind]
    found = [Attack(f"{kind} {number}", text) for number, text in enumerate(texts)]
    return found if most is None else found[:: max(1, -(-len(found) // most))]


def impersonations() -> list[tuple[str, str]]:
    """The folder's imitations: the name that is imitated, and the name that looks like it. None without a folder."""
    return [(row["base"], row["payload"]) for row in _rows(IMPERSONATION)] if _folder else []


def pieces(texts: Sequence[str], most: int) -> Iterator[str]:
    """As many of the strings together as fit in `most` characters, one after the other; longer ones are left out."""
    together = ""
    for text in texts:
        if len(text) > most:
            continue
        if together and len(together) + 1 + len(text) > most:
            yield together
            together = ""
        together = f"{together} {text}" if together else text
    if together:
        yield together


def told() -> str:
    """What is said above the table where there is no folder; else nothing."""
    return "" if _folder else HINT.format(number=sum(map(len, _own().values())))


def _own() -> dict[str, list[str]]:
    return {
        "xss": list(hostile.SCRIPTS),
        "naughty": [*naughty.BODIES.values(), *naughty.NAMES.values()],
        "sqli": list(hostile.SQL),
        "csv": list(hostile.CELLS),
        "crlf": list(hostile.HEADERS),
        "open_redirect": list(hostile.ELSEWHERE),
        "ssrf": list(hostile.INSIDE),
    }


def _rows(kind: str) -> Iterator[dict[str, Any]]:
    with gzip.open(_file(_folder[-1], kind), "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}.jsonl.gz"
