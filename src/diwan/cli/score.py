"""`diwan score`: what the checks make of a text, or of many in JSON Lines; without settings, database or network.

What is printed never holds the text: an id, scores, and where the checks saw something.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from diwan.cli.progress import Progress
from diwan.cli.texts import MOST_BYTES, UNREADABLE, check, lines, shipped_or_set
from diwan.errors import Malformed
from diwan.scoring import answers
from diwan.screening.scores import Scored, Text
from diwan.screening.screener import TOGETHER, Screener
from diwan.settings import Settings

EXIT_SOME_LINES_BAD = 1
EXIT_BROKEN_PIPE = 128 + 13
"""What a shell reports of a program that SIGPIPE has ended."""
_LINES = {".jsonl", ".ndjson", ".json"}


class Article(msgspec.Struct, frozen=True):
    """The article of a line: its headline alone, or with the section and the text."""

    headline: str = ""
    section: str = ""
    text: str = ""


class Line(msgspec.Struct, frozen=True):
    """A line of the input. What else stands in it is passed over."""

    id: str | int
    text: str
    language: str | None = None
    article: str | Article | None = None
    parent: str | None = None


class _Name(msgspec.Struct, frozen=True):
    id: str | int


def add(commands: Any, *, load: Callable[[argparse.Namespace], Settings]) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "score", help="score a text, or a file of texts, by the guidelines; needs no settings and no database"
    )
    command.add_argument(
        "what",
        metavar="TEXT",
        help="a text; or a file with JSON Lines of id and text, and where known language, article and parent; or - for "
        "standard input",
    )
    command.add_argument("--text", action="store_true", help="TEXT is a text, even if a file is called so")
    command.add_argument("--language", default="", help="of a text: its article's language, as en or ckb")
    command.add_argument("--headline", default="", help="of a text: its article's headline")
    command.add_argument("--section", default="", help="of a text: its article's section")
    command.add_argument("--parent", default="", help="of a text: the text it answers")
    command.add_argument(
        "--together",
        metavar="N",
        type=_counting,
        default=TOGETHER,
        help="read N lines together (default: %(default)s); 1 answers each line at once",
    )
    command.set_defaults(run=lambda asked: _score(asked, load))


def _score(asked: argparse.Namespace, load: Callable[[argparse.Namespace], Settings]) -> int:
    screener = shipped_or_set(asked, load)
    with ExitStack() as stack:
        stream = None if asked.text else _lines_in(asked.what, stack)
        try:
            if stream is None:
                _write(screener.score_many([_text(asked)]), together=1)
                return 0
            return _score_lines(stream, screener, together=asked.together)
        except BrokenPipeError:
            # Whoever read this has seen enough. Python would complain once more when it closes the stream at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return EXIT_BROKEN_PIPE


def _lines_in(what: str, stack: ExitStack) -> BinaryIO | None:
    """The stream of lines that `what` names; None, if it is a text."""
    if what == "-":
        return sys.stdin.buffer
    path = Path(what)
    try:
        is_there = path.exists() and not path.is_dir()
    except OSError:  # as a name it is too long
        is_there = False
    if is_there:
        return stack.enter_context(path.open("rb"))
    if path.suffix in _LINES and not any(c.isspace() for c in what):
        raise Malformed(f"There is no file {what}. If it is the text to be scored, say so with --text.")
    return None


def _text(asked: argparse.Namespace) -> Text:
    text = Text(
        asked.what,
        language=asked.language,
        headline=asked.headline,
        section=asked.section,
        parent=asked.parent,
    )
    try:
        check(text)
    except UnicodeEncodeError:
        raise Malformed("The text is not valid UTF-8.") from None
    return text


def _score_lines(stream: BinaryIO, screener: Screener, *, together: int) -> int:
    status = os.fstat(stream.fileno()) if stream is not sys.stdin.buffer else None
    progress = Progress(sys.stderr, size=status.st_size if status else None)
    bad = 0

    def texts() -> Iterator[Text]:
        nonlocal bad
        for number, line in lines(stream):
            try:
                yield _parse(line)
            except (*UNREADABLE, Malformed) as error:
                bad += 1
                progress.clear()
                _complain(number, line, error)

    try:
        _write(
            screener.score_many(texts(), together=together),
            together=together,
            after_each=lambda count: progress.show(count, stream.tell() if status else 0),
        )
    finally:
        progress.clear()
    return EXIT_SOME_LINES_BAD if bad else 0


def _parse(line: bytes) -> Text:
    if len(line) > MOST_BYTES:
        raise Malformed(f"The line has more than {MOST_BYTES} bytes.")
    told = msgspec.json.decode(line, type=Line)
    article = Article(told.article) if isinstance(told.article, str) else told.article or Article()
    text = Text(
        told.text,
        told.id,
        told.language or "",
        article.headline,
        article.section,
        told.parent or "",
        article.text,
    )
    check(text)
    return text


def _complain(number: int, line: bytes, error: Exception) -> None:
    """What is wrong with a line, as one JSON object. The decoder names types and places, never a value."""
    try:
        name = msgspec.json.decode(line, type=_Name).id
    except UNREADABLE:
        name = None
    why = str(error)
    if isinstance(error, UnicodeDecodeError):
        why = "The line is not valid UTF-8."
    if isinstance(error, RecursionError):
        why = "The line is nested too deeply."
    print(msgspec.json.encode({"line": number, "id": name, "error": why}).decode(), file=sys.stderr)


def _write(
    results: Iterator[Scored], *, together: int, after_each: Callable[[int], None] = lambda _count: None
) -> None:
    out = sys.stdout.buffer
    for count, result in enumerate(results, start=1):
        out.write(msgspec.json.encode(answers.result(result)) + b"\n")
        if count % together == 0:
            out.flush()
        after_each(count)
    out.flush()


def _counting(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1024):
        raise argparse.ArgumentTypeError("write a whole number from 1 to 1024")
    return int(text)
