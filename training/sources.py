"""Reading the files: the public data sets in a folder that is given, and our own examples beside this file."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from training import labels
from training.labels import Example
from training.splits import Part, part

WRITTEN = Path(__file__).parent / "written"

_READERS: dict[str, Callable[[Mapping[str, Any]], Example]] = {
    "civil_comments_spans.en": labels.civil,
    "edos.en": labels.edos,
    "hatexplain.en": labels.hatexplain,
    "hatemoji_build.en": labels.hatemoji,
    "davidson2017.en": labels.davidson,
    "reddit_misogyny.en": labels.misogyny,
    "surge_toxicity.en": labels.surge,
    "wikipedia_talk_binary.en": lambda row: labels.wikipedia(row, "wikipedia-binary"),
    "wikipedia_talk_5k.en": lambda row: labels.wikipedia(row, "wikipedia-5k"),
    "wikipedia_talk_context.en": lambda row: labels.wikipedia(row, "wikipedia-context"),
    "youtube_spam.en": labels.youtube,
    "sms_spam.en": labels.sms,
}

_EMPTY = frozenset({"", "[removed]", "[deleted]"})


class MissingData(Exception):
    """A file that training needs is not there, or cannot be read; the message says which."""


def public(data: Path) -> list[Example]:
    """Every example of the public data sets. Raises MissingData."""
    found = []
    for name, read in _READERS.items():
        path = data / f"{name}.jsonl.gz"
        if not path.exists():
            raise MissingData(f"{path} is not there: --data names the folder that holds the data sets")
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found += [read(json.loads(line)) for line in lines]
    return [example for example in found if example.text.strip() not in _EMPTY]


def written(folder: Path = WRITTEN) -> list[Example]:
    """Our own examples, in the order of file names and lines. Raises MissingData, which names the line."""
    return list(_written(folder))


def _written(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            try:
                yield labels.written(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise MissingData(f"{path.name}, line {number}: {error}") from error


def all_parts(data: Path) -> dict[Part, list[Example]]:
    """Everything, sorted into its parts. A text that is held out anywhere is trained on nowhere."""
    parts: dict[Part, list[Example]] = {each: [] for each in Part}
    for example in [*public(data), *written()]:
        parts[part(example)].append(example)
    held_out = {_likeness(example.text) for example in parts[Part.EVALUATE]}
    for each in (Part.CALIBRATE, Part.TRAIN):
        parts[each] = [example for example in parts[each] if _likeness(example.text) not in held_out]
    return parts


def _likeness(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum()) or text
