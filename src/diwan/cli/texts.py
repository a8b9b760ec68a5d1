"""What the commands share that read texts: lines of a stream, the limits on a text, and the checks that read it."""

import argparse
import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from diwan import bootstrap, settings
from diwan.articles import MAX_TEXT_CHARACTERS
from diwan.errors import Malformed
from diwan.screening.checks import checks
from diwan.screening.ready import PATIENCE_S, shipped
from diwan.screening.scores import Text
from diwan.screening.screener import Screener
from diwan.settings import Settings

MOST_BYTES = 2 << 20
"""In a line. A longer one is passed over without being kept in memory."""
MOST_CHARACTERS = 50_000
"""In a text: the longest comment that the settings allow a site."""
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for a line that is no JSON of the expected form."""


def shipped_or_set(asked: argparse.Namespace, load: Callable[[argparse.Namespace], Settings]) -> Screener:
    """With the limits of settings that are named; a `diwan.toml` that merely lies here changes no score."""
    if asked.config or os.environ.get(settings.CONFIG_VARIABLE):
        return Screener(checks(bootstrap.limits(load(asked))), timeout_s=PATIENCE_S)
    return shipped()


def check(text: Text) -> None:
    """Raises Malformed for a part that is too long, UnicodeEncodeError for one that no UTF-8 can hold."""
    for part in (text.body, text.language, text.headline, text.section, text.parent):
        part.encode()
        if len(part) > MOST_CHARACTERS:
            raise Malformed(f"A text may have at most {MOST_CHARACTERS} characters; it is never cut.")
    text.article_text.encode()
    if len(text.article_text) > MAX_TEXT_CHARACTERS:
        raise Malformed(
            f"An article's text may have at most {MAX_TEXT_CHARACTERS} characters; it is never cut."
        )


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1; of one that is too long only the beginning."""
    number = 0
    while line := stream.readline(MOST_BYTES + 1):
        number += 1
        piece = line
        while len(piece) > MOST_BYTES and not piece.endswith(b"\n"):
            piece = stream.readline(MOST_BYTES + 1)
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield number, line
