"""A file's compressed forms: what lies beside it, so that no request waits for a compressor."""

import gzip
import os
import stat
import zlib
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Final, TypeAlias

import brotli
import zstandard

SIBLINGS: Final = (".gz", ".zst", ".br")
"""In the order in which they are written; the plain file comes after them."""
SMALL: Final = 1_024
"""Bytes. Less than that goes into one packet with its headers as it is: compressed it would be on its way for as long, and be four files."""

Variants: TypeAlias = Mapping[str, bytes]
"""A file's forms by suffix, the plain one under the empty suffix."""


class Effort(Enum):
    """How hard to compress: (brotli quality, zstd level). Fixed, so that the same bytes always make the same file at each. What lies there is not compressed again."""

    SHIPPED = (11, 19)  # the widget: written once in a version's life
    ONCE = (
        10,
        15,
    )  # a page is printed while its readers wait: the best of both take nine times as long for less than a hundredth
    OFTEN = (5, 3)  # replaced with every decision


def variants(data: bytes, effort: Effort) -> Variants:
    """`data` in every encoding, or only plain where it is small. Deterministic: no time and no file name goes into the gzip header."""
    if len(data) < SMALL:
        return {"": data}
    quality, level = effort.value
    return {
        ".gz": gzip.compress(data, compresslevel=9, mtime=0),
        ".zst": zstandard.ZstdCompressor(level=level).compress(data),
        ".br": brotli.compress(data, quality=quality),
        "": data,
    }


def lies(path: Path, data: bytes) -> bool:
    """Whether `path` is there and holds `data`, and so do its siblings; something small has them or not. Raises OSError."""
    return all(_lies(path, suffix, data) for suffix in ("", *SIBLINGS))


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".zst": lambda packed: zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False),
    ".br": brotli.decompress,
    "": bytes,
}


def _lies(path: Path, suffix: str, data: bytes) -> bool:
    """Whether that form is there, a regular file, and unpacks to `data`. Unpacking is a thousand times cheaper than
    packing again, and does not mind an encoder of another version."""
    file = path.with_name(path.name + suffix)
    try:
        found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 - beside the other system calls
        if not stat.S_ISREG(found.st_mode) or (not suffix and found.st_size != len(data)):
            return False
        return _DECODERS[suffix](file.read_bytes()) == data
    except FileNotFoundError:
        return bool(suffix) and len(data) < SMALL
    except (gzip.BadGzipFile, EOFError, zlib.error, zstandard.ZstdError, brotli.error):
        return False
