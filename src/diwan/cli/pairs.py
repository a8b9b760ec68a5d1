"""Reading (text, old scores) out of a file of CSV or JSON Lines, as teams have kept what another service told them.

A complaint names the line and the place, never what stands there.
"""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import msgspec

from diwan.cli.texts import MOST_BYTES, UNREADABLE, check, lines
from diwan.errors import Malformed
from diwan.screening.scores import Text

DEFAULT_ATTRIBUTE = "TOXICITY"
"""What a column that is only called `score` holds."""
DELIMITERS = ",;\t"
_SIX = ("TOXICITY", "SEVERE_TOXICITY", "IDENTITY_ATTACK", "INSULT", "PROFANITY", "THREAT")
_NEW_YORK_TIMES = (
    *("ATTACK_ON_AUTHOR", "ATTACK_ON_COMMENTER", "INCOHERENT", "INFLAMMATORY"),
    *("LIKELY_TO_REJECT", "OBSCENE", "SPAM", "UNSUBSTANTIAL"),
)
_BRIDGING = ("AFFINITY", "COMPASSION", "CURIOSITY", "NUANCE", "PERSONAL_STORY", "REASONING", "RESPECT")
OLD_ATTRIBUTES = frozenset(
    (
        *_SIX,
        *_NEW_YORK_TIMES,
        *(f"{name}_EXPERIMENTAL" for name in (*_SIX, *_BRIDGING)),
        "SEXUALLY_EXPLICIT",
        "FLIRTATION",
    )
)
"""All that Perspective ever served: old scores may be of attributes that we do not."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand, as names of CSV columns or JSON keys: the text's, and those of attributes that are called otherwise.

    A column that is called like an attribute, in whatever case, is that attribute's without being named here.
    """

    text: str = "text"
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """A text, and its old scores by attribute (at least one), each from 0 to 1."""

    text: Text
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that was passed over, counted from 1, and why."""

    line: int
    why: str


def read(stream: BinaryIO, *, is_csv: bool, columns: Columns) -> Iterator[Known | Bad]:
    """What the lines hold, in their order. Raises Malformed for a CSV file whose first line names no text or no score."""
    return _csv(stream, columns) if is_csv else _json_lines(stream, columns)


def _csv(stream: BinaryIO, columns: Columns) -> Iterator[Known | Bad]:
    # What is no UTF-8 becomes lone surrogates, which `check` finds, so that the row can be told.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    header = text.readline(MOST_BYTES)
    delimiter = max(DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    _check_header(names, columns)
    rows = csv.reader(text, delimiter=delimiter)
    while True:
        first = rows.line_num + 2
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Bad(first, "The row cannot be read as CSV, or a field of it is too long.")
            continue
        if len(row) == len(names):
            yield _known(first, dict(zip(names, row, strict=True)), columns)
        elif any(row):
            yield Bad(
                first, f"The row has {len(row)} fields where the first line names {len(names)} columns."
            )


def _check_header(names: list[str], columns: Columns) -> None:
    for column in (columns.text, *columns.attributes.values()):
        if column not in names:
            raise Malformed(
                f"The first line of the file names no column {column}. Say where the texts stand with --text COLUMN, "
                "and the old scores with --attribute TOXICITY=COLUMN."
            )
    if not columns.attributes and not any(_attribute(name) for name in names):
        raise Malformed(
            "The first line of the file names no attribute (such as TOXICITY) and no column score. "
            "Say where the old scores stand with --attribute TOXICITY=COLUMN."
        )


def _json_lines(stream: BinaryIO, columns: Columns) -> Iterator[Known | Bad]:
    for number, line in lines(stream):
        if len(line) > MOST_BYTES:
            yield Bad(number, f"The line has more than {MOST_BYTES} bytes.")
            continue
        try:
            told = msgspec.json.decode(line)
        except UNREADABLE:
            yield Bad(number, "The line is not valid JSON in UTF-8.")
            continue
        yield (
            _known(number, _flat(told), columns)
            if isinstance(told, dict)
            else Bad(number, "The line is no JSON object.")
        )


def _flat(told: Mapping[str, Any]) -> dict[str, Any]:
    """The object with what Perspective's requests and answers nest brought to the top; what stands at the top goes first."""
    inner: dict[str, Any] = {}
    if isinstance(comment := told.get("comment"), dict):
        inner["text"] = comment.get("text")
    if isinstance(scores := told.get("scores"), dict):
        inner |= scores
    if isinstance(scores := told.get("attributeScores"), dict):
        for attribute, said in scores.items():
            summary = said.get("summaryScore") if isinstance(said, dict) else None
            inner[attribute] = summary.get("value") if isinstance(summary, dict) else None
    return {**inner, **told}


def _known(line: int, fields: Mapping[str, Any], columns: Columns) -> Known | Bad:
    body = fields.get(columns.text)
    if not isinstance(body, str):
        return Bad(line, f"There is no text under {columns.text}.")
    language = fields.get("language")
    text = Text(body, language=language if isinstance(language, str) else "")
    try:
        check(text)
        scores = {
            attribute: score
            for attribute, said in _said(fields, columns)
            if (score := _score(attribute, said)) is not None
        }
    except UnicodeEncodeError:
        return Bad(line, "The line is not valid UTF-8.")
    except Malformed as error:
        return Bad(line, error.detail)
    return Known(text, scores) if scores else Bad(line, "There is no old score.")


def _said(fields: Mapping[str, Any], columns: Columns) -> Iterator[tuple[str, Any]]:
    """What comes later counts: an attribute's own column more than `score`, a named one more than both."""
    named = set(columns.attributes.values())
    for name, said in sorted(fields.items(), key=lambda item: item[0].lower() != "score"):
        if name not in named and name != columns.text and (attribute := _attribute(name)):
            yield attribute, said
    for attribute, column in columns.attributes.items():
        yield attribute, fields.get(column)


def _attribute(name: str) -> str | None:
    """The attribute that a column of this name holds, by the way the old service wrote its attributes' names."""
    if name.lower() == "score":
        return DEFAULT_ATTRIBUTE
    upper = name.upper()
    return upper if upper in OLD_ATTRIBUTES else None


def _score(attribute: str, said: Any) -> float | None:
    """The number; None for nothing. Raises Malformed."""
    if said is None or said == "":
        return None
    try:
        score = (
            float(said) if isinstance(said, int | float | str) and not isinstance(said, bool) else math.nan
        )
    except (ValueError, OverflowError):
        score = math.nan
    if not 0 <= score <= 1:
        raise Malformed(
            f"The old score for {attribute} is no number from 0 to 1 (percentages must be divided by 100)."
        )
    return score
