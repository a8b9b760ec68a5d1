"""Files that are whole or not there at all, and that stay once they are promised.

What is guaranteed, on a POSIX file system that honours fsync:

- A reader, a web server included, finds under a name either one complete version of the file or none.
- When a function here returns, what it wrote survives the loss of power.
- When it raises Unavailable, the old version may be there or the new one, each of them whole; calling again is safe.
- A compressed sibling (`.gz`, `.zst`, `.br`) is on the disk before the file it belongs to. Where the plain file is
  found, its siblings are there.

Every system call that changes the disk is made in `_Disk`, in the order in which a crash could interrupt it.
"""

import errno
import gzip
import os
import secrets
import stat
import zlib
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Final, TypeAlias

import brotli
import zstandard

from diwan.clock import HOUR, Milliseconds
from diwan.errors import Unavailable

SIBLINGS: Final = (".gz", ".zst", ".br")
"""In the order in which they are written; the plain file comes after them."""

Variants: TypeAlias = Mapping[str, bytes]
"""A file's forms by suffix, the plain one under the empty suffix."""

_TEMPORARY = ".tmp~"
_SWEPT_AFTER: Milliseconds = HOUR


class Effort(Enum):
    """How hard to compress: (brotli quality, zstd level). Fixed, so that the same bytes always make the same file at each. What lies there is not compressed again."""

    SHIPPED = (11, 19)  # the widget: written once in a version's life
    ONCE = (
        10,
        15,
    )  # a page is printed while its readers wait: the best of both take nine times as long for less than a hundredth
    OFTEN = (5, 3)  # replaced with every decision


def variants(data: bytes, effort: Effort) -> Variants:
    """`data` in every encoding. Deterministic: no time and no file name goes into the gzip header."""
    quality, level = effort.value
    return {
        ".gz": gzip.compress(data, compresslevel=9, mtime=0),
        ".zst": zstandard.ZstdCompressor(level=level).compress(data),
        ".br": brotli.compress(data, quality=quality),
        "": data,
    }


def write_immutable(path: Path, data: bytes, effort: Effort = Effort.ONCE) -> bool:
    """Have `path` and its siblings hold `data` for ever; for files named after their content.

    What is there and right is left alone; what is missing, short or damaged is written again. True if anything was.
    Raises Unavailable.
    """
    with _told(path):
        _make_folder(path.parent)
        if all(_holds(path, suffix, data) for suffix in (*SIBLINGS, "")):
            # Whoever wrote them may have died between the renaming and the fsync below; promise it again.
            _Disk.sync_folder(path.parent)
            return False
        _write(path, variants(data, effort))
        return True


def replace(path: Path, data: bytes) -> None:
    """Put `data` under the name `path`, alone. Raises Unavailable."""
    with _told(path):
        _make_folder(path.parent)
        _write(path, {"": data})


def replace_with_siblings(path: Path, data: bytes, effort: Effort = Effort.OFTEN) -> None:
    """Put `data` and its compressed forms under the name `path`.

    While it runs, a reader who takes brotli may get the new version and one who takes nothing still the old: each is
    whole. If the process dies, that lasts until the next replacement, which `restock` makes at the next start.
    Raises Unavailable.
    """
    with _told(path):
        _make_folder(path.parent)
        _write(path, variants(data, effort))


def discard(path: Path) -> None:
    """Remove `path` and its siblings, the plain file last: as long as it is found, the removal is not complete and
    must be repeated. Nothing there is no error. Raises Unavailable."""
    with _told(path):
        for suffix in (*SIBLINGS, ""):
            _Disk.remove(path.with_name(path.name + suffix))
        if path.parent.is_dir():
            _Disk.sync_folder(path.parent)


def sweep(folder: Path, at: Milliseconds) -> int:
    """Remove what interrupted writers left below `folder`; returns how many files.

    Only files untouched for an hour: another process on the same folder may be writing now. Raises Unavailable.
    """
    swept = 0
    with _told(folder):
        for found in _temporary_files(folder):
            try:
                touched = found.stat(follow_symlinks=False).st_mtime_ns // 1_000_000
            except FileNotFoundError:
                continue  # its writer has just finished
            if touched < at - _SWEPT_AFTER:
                _Disk.remove(Path(found.path))
                swept += 1
    return swept


def _temporary_files(folder: Path) -> Iterator["os.DirEntry[str]"]:
    folders = [str(folder)] if folder.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                elif entry.name.endswith(_TEMPORARY):
                    yield entry


class _Disk:
    """The system calls, one place to read and one place to break."""

    @staticmethod
    def create(path: Path, data: bytes) -> None:
        """A new file, on the disk when this returns. Readable by a web server under another account."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]  # a write may take less than it was given
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    @staticmethod
    def rename(source: Path, target: Path) -> None:
        os.replace(source, target)  # noqa: PTH105 - beside the other system calls

    @staticmethod
    def sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    @staticmethod
    def make_folder(folder: Path) -> None:
        os.mkdir(folder, 0o755)  # noqa: PTH102 - beside the other system calls

    @staticmethod
    def remove(path: Path) -> None:
        try:
            os.unlink(path)  # noqa: PTH108 - beside the other system calls
        except FileNotFoundError:
            return


def _write(path: Path, forms: Variants) -> None:
    """Siblings first, then the plain file. After a crash in
    [1] readers see what they saw before; a temporary file is left for `sweep`;
    [2] some siblings are new, the plain file is not: for an immutable file `holds` says no and it is written again;
    [3] the same, and now lasting: a plain file can no longer survive a loss of power that its siblings do not;
    [4] as in 1, for the plain file;
    [5] everything is there, but the plain name may be lost with the power;
    [6] everything is there for good.
    """
    siblings = [suffix for suffix in forms if suffix]
    for suffix in siblings:
        _put(path.with_name(path.name + suffix), forms[suffix])  # [1] [2]
    if siblings:
        _Disk.sync_folder(path.parent)  # [3]
    _put(path, forms[""])  # [4] [5]
    _Disk.sync_folder(path.parent)  # [6]


def _put(target: Path, data: bytes) -> None:
    """Write beside the target, then rename over it: in the same folder, so that one fsync covers the renaming.

    If fsync fails, the file is thrown away, not synced again: the kernel reports a lost page only once.
    """
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}{_TEMPORARY}")
    try:
        _Disk.create(temporary, data)
        _Disk.rename(temporary, target)
    except OSError:
        _forget(temporary)
        raise


def _forget(temporary: Path) -> None:
    try:
        _Disk.remove(temporary)
    except OSError:
        return  # the first error is the one to tell; `sweep` will find the file


def _make_folder(folder: Path) -> None:
    """Each new folder's own name is made to last in its parent, before anything is put into it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    try:
        _Disk.make_folder(folder)
    except FileExistsError:
        if not folder.is_dir():
            raise
    _Disk.sync_folder(folder.parent)


_DECODERS: Mapping[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.decompress,
    ".zst": lambda packed: zstandard.ZstdDecompressor().decompress(packed, allow_extra_data=False),
    ".br": brotli.decompress,
    "": bytes,
}


def _holds(path: Path, suffix: str, data: bytes) -> bool:
    """Whether that form is there, a regular file, and unpacks to `data`. Unpacking is a thousand times cheaper than
    packing again, and does not mind an encoder of another version."""
    file = path.with_name(path.name + suffix)
    try:
        found = os.stat(file, follow_symlinks=False)  # noqa: PTH116 - beside the other system calls
        if not stat.S_ISREG(found.st_mode) or (not suffix and found.st_size != len(data)):
            return False
        return _DECODERS[suffix](file.read_bytes()) == data
    except (FileNotFoundError, gzip.BadGzipFile, EOFError, zlib.error, zstandard.ZstdError, brotli.error):
        return False


class _told:  # noqa: N801 - reads as a phrase: with _told(path)
    """Turns the operating system's error into ours, which says what to do."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, OSError):
            raise Unavailable(f"{self.path} cannot be written: {_remedy(error)}") from error


def _remedy(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "the disk is full. Free some space; nothing already printed is lost."
        case errno.EACCES | errno.EPERM:
            return "the account Diwan runs under may not. Make it the folder's owner."
        case errno.EROFS:
            return "the file system is read-only. Mount it for writing, and look in the kernel's log for why it is not."
        case errno.EIO:
            return "the disk reports an error. Look at its health and in the kernel's log before you go on."
        case errno.EMFILE | errno.ENFILE:
            return "too many files are open. Raise the limit (LimitNOFILE in the systemd unit)."
        case _:
            name = errno.errorcode.get(error.errno or 0, "an unknown error")
            return f"the system says {name}. Make the path a folder that Diwan's account can write to."
