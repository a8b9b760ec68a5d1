"""System calls that fail when they are told to: of a real server with all its threads and processes, without ptrace, compiler or privileges.

A server asks its kernel (seccomp, user notification) to ask somebody else about each of these calls: the experiment, which looks whether it is one on the
installation's files, counts it, and lets it happen or has it fail. Decision 31 says why so and not otherwise.
"""

import ctypes
import errno
import os
import platform
import socket
import struct
from pathlib import Path
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_SET_MODE_FILTER: Final = 1
_NEW_LISTENER: Final = 1 << 3
_ALLOW: Final = 0x7FFF0000
_ASK: Final = 0x7FC00000
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06

# The architecture as the kernel calls it, the number of seccomp, and those of the calls that change files or promise that they last.
_MACHINES: Final[dict[str, tuple[int, int, dict[str, int]]]] = {
    "x86_64": (
        0xC000003E,
        317,
        {
            "open": 2,
            "openat": 257,
            "write": 1,
            "pwrite64": 18,
            "fsync": 74,
            "fdatasync": 75,
            "ftruncate": 77,
            "fallocate": 285,
            "rename": 82,
            "renameat": 264,
            "renameat2": 316,
            "link": 86,
            "linkat": 265,
            "mkdir": 83,
            "mkdirat": 258,
            "unlink": 87,
            "unlinkat": 263,
        },
    ),
    "aarch64": (
        0xC00000B7,
        277,
        {
            "openat": 56,
            "write": 64,
            "pwrite64": 68,
            "fsync": 82,
            "fdatasync": 83,
            "ftruncate": 46,
            "fallocate": 47,
            "renameat": 38,
            "renameat2": 276,
            "linkat": 37,
            "mkdirat": 34,
            "unlinkat": 35,
        },
    ),
}
_MACHINE, _SECCOMP, CALLS = _MACHINES.get(platform.machine(), (0, 0, {}))
"""The numbers of the calls by name; none where nobody has looked them up."""
NAMES: Final = {number: name for name, number in CALLS.items()}

PATH_AT: Final = {
    "open": 0,
    "openat": 1,
    "rename": 1,
    "renameat": 3,
    "renameat2": 3,
    "link": 1,
    "linkat": 3,
    "mkdir": 0,
    "mkdirat": 1,
    "unlink": 0,
    "unlinkat": 1,
}
"""Which argument names the file: of two, the one that is made. All others are told of an open file by their first."""


def ask_about_each(where: Path) -> None:
    """From here on this process, and all it will ever start, asks whoever listens at the socket `where`. Raises OSError."""
    if not CALLS:
        raise OSError(errno.ENOSYS, f"nobody has looked up the system calls of {platform.machine()}")
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    program = _program(sorted(CALLS.values()))
    code = ctypes.create_string_buffer(program, len(program))
    told = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program) // 8, ctypes.addressof(code)))
    with socket.socket(socket.AF_UNIX) as plug:
        # Connected before: afterwards nothing may be waited for that the other side does.
        plug.connect(str(where))
        listener = libc.syscall(_SECCOMP, _SET_MODE_FILTER, _NEW_LISTENER, told)
        if listener < 0:
            raise OSError(ctypes.get_errno(), "seccomp")
        socket.send_fds(plug, [b"."], [listener])
        os.close(listener)


def _program(numbers: list[int]) -> bytes:
    """BPF: another architecture and any other call pass; these are asked about."""
    lines = [
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, len(numbers) + 1, _MACHINE),
        (_LOAD, 0, 0, 0),
        *((_EQUAL, len(numbers) - at, 0, number) for at, number in enumerate(numbers)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ASK),
    ]
    return b"".join(struct.pack("HBBI", *line) for line in lines)
