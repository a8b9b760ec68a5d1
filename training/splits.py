"""What is trained on, what the scores are calibrated on, and what is only ever evaluated on. Pure.

Every example goes where a hash of its key sends it, so that the same text, or the two halves of a pair, never stand on both
sides, and a new file moves nothing that was there before.
"""

import hashlib
from enum import Enum

from training.labels import Example

HELD_OUT_VIDEO = "Youtube05-Shakira"
"""The YouTube video that the shipped model never saw."""

_TENTHS_HELD_OUT = frozenset({"wikipedia-binary", "wikipedia-5k", "wikipedia-context", "written", "surge"})
_OWN_SPLIT = frozenset({"civil", "edos", "hatemoji"})
_EVALUATED = 10.0
_CALIBRATED = 6.0


class Part(Enum):
    TRAIN = "train"
    CALIBRATE = "calibrate"
    EVALUATE = "evaluate"


def hundredth(key: str) -> float:
    """A number from 0 to 100 that depends on the key alone; keys that differ only in case and spacing get the same."""
    folded = "".join(key.casefold().split())
    digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:6], "big") / (1 << 48) * 100


def part(example: Example) -> Part:
    """Where the example belongs."""
    if example.held_out or (example.source == "youtube" and example.topic == HELD_OUT_VIDEO):
        return Part.EVALUATE
    place = hundredth(example.key)
    if example.source in _TENTHS_HELD_OUT:
        if place < _EVALUATED:
            return Part.EVALUATE
    elif example.source not in _OWN_SPLIT and example.source != "youtube" and place < _EVALUATED / 2:
        return Part.EVALUATE
    return Part.CALIBRATE if 100 - place < _CALIBRATED else Part.TRAIN
