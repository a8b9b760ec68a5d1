"""A sketch of a text: short, and the more alike the more alike two texts are. How near-duplicates are found among millions.

MinHash (Broder, "On the resemblance and containment of documents", 1997) over character 4-grams of the normalised text's
letters and digits: the share of places at which two sketches agree estimates the Jaccard resemblance of the texts' 4-grams.
Only 16 bits of each minimum are kept (Li and König, "b-Bit Minwise Hashing", 2010): unequal minima seem equal once in
65,536. Characters, not words, because comments are short and four of our languages inflect; without spaces, because
spacing is the first thing a copyist varies.

The sketch is cut into bands (Indyk and Motwani, "Approximate nearest neighbors", 1998): whoever shares one band is a
candidate. With 20 bands of 4 a pair of resemblance s shares one with probability 1 - (1 - s⁴)²⁰: 0.73 at 0.5, 0.94 at
0.6, 0.996 at 0.7, and one unrelated pair in 8,000 at 0.05. SimHash (Charikar, 2002) was the alternative: its 64 bits are
smaller, but on texts of twenty words one changed word moves more of them than Hamming look-ups can bridge.

What it does not see: a copy inside a text of twice its length, and a text that was truly rewritten or translated.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SHORTEST = 40
"""Letters and digits. Two people may well both write "Thank you for this important article"."""
GRAM = 4
BANDS = 20
ROWS = 4
PLACES = BANDS * ROWS
BYTES = 2 * PLACES
NEAR = 0.5
"""From this resemblance on two texts are called near. Changed greetings, names and a few words stay above it, two people's
own words on one subject far below: `tests/unit/screening/test_sketch.py` holds examples of both against it."""

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit of the input moves every bit of the output."""
    mixed = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


# One hash function for each place: multiply by an odd number, add another. Fixed for ever: sketches are compared over years.
_FACTORS = _mix(np.arange(1, PLACES + 1, dtype=np.uint64) * _GOLDEN) | np.uint64(1)
_SUMMANDS = _mix(np.arange(PLACES + 1, 2 * PLACES + 1, dtype=np.uint64) * _GOLDEN)
_BAND_SALTS = np.arange(1, BANDS + 1, dtype=np.uint64) * _GOLDEN


def sketch(folded: str) -> bytes | None:
    """BYTES bytes for a normalised text (`Normalised.folded`); None for one too short to be told from another."""
    letters = "".join(character for character in folded.casefold() if character.isalnum())
    if len(letters) < SHORTEST:
        return None
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    grams = np.zeros(len(points) - GRAM + 1, dtype=np.uint64)
    for offset in range(GRAM):
        grams = _mix(grams * np.uint64(31) + points[offset : offset + len(grams)] + _GOLDEN)
    hashed = np.unique(grams)[None, :] * _FACTORS[:, None] + _SUMMANDS[:, None]
    minima = hashed.min(axis=1)
    made: bytes = ((minima >> np.uint64(16)) & np.uint64(0xFFFF)).astype("<u2").tobytes()
    return made


def band_keys(of: bytes) -> tuple[int, ...]:
    """BANDS numbers of 64 bits, signed as databases want them; a key tells which band it is of.

    They follow from the sketch alone, so that whoever removes a sketch can name its bands. A change here wants a migration.
    """
    bands = np.frombuffer(of, dtype="<u8").astype(np.uint64)
    return tuple(int(key) for key in _mix(bands ^ _BAND_SALTS).view(np.int64))


def resemblances(of: bytes, others: Sequence[bytes]) -> list[float]:
    """The estimated resemblance of one sketch to each of the others, 0 to 1, exact to about ±0.06."""
    if not others:
        return []
    table = np.frombuffer(b"".join(others), dtype="<u2").reshape(len(others), PLACES)
    return [float(share) for share in (table == np.frombuffer(of, dtype="<u2")).mean(axis=1)]
