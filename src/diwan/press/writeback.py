"""Setting data out for the disk without waiting for it. A hint: whether it has arrived, only fsync says."""

import ctypes
from collections.abc import Callable
from typing import Any

_WRITE = 2
"""SYNC_FILE_RANGE_WRITE of Linux' <fcntl.h>: begin to write what is not written yet (man 2 sync_file_range)."""


def _found() -> Callable[[int], Any] | None:
    try:
        call = ctypes.CDLL(None).sync_file_range
    except (OSError, AttributeError, TypeError):
        return None  # not Linux: the data sets out when it is waited for
    call.argtypes = (ctypes.c_int, ctypes.c_int64, ctypes.c_int64, ctypes.c_uint)
    return lambda descriptor: call(descriptor, 0, 0, _WRITE)


_begin = _found()


def set_out(descriptor: int) -> None:
    """Begin to write this file's data, so that many files are on their way together. What it answers does not matter: a disk that fails
    says so when it is waited for."""
    if _begin is not None:
        _begin(descriptor)
