"""Names for records: UUID version 7 (RFC 9562, section 5.7), as 32 lower-case hexadecimal digits.

They begin with the time, so that new records stand together in every index, and end in 74 random bits.
"""

import re
import secrets

from diwan.clock import Milliseconds

_SHAPE = re.compile(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}")


def new(at: Milliseconds) -> str:
    """A fresh identifier for something that happened at `at`."""
    random = secrets.randbits(74)
    value = (at & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62
    return f"{value | random & (1 << 62) - 1:032x}"


def earliest(at: Milliseconds) -> str:
    """What no identifier made at `at` or later sorts before, and every earlier one does."""
    return f"{at & 0xFFFF_FFFF_FFFF:012x}"


def is_identifier(text: str) -> bool:
    """Whether `text` has the shape of an identifier; says nothing about whether the record exists."""
    return _SHAPE.fullmatch(text) is not None
