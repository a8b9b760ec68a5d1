"""Files that are whole or not there at all, and that stay once they are promised.

What is guaranteed, on a POSIX file system that honours fsync:

- A reader, a web server included, finds under a name either one complete version of the file or none.
- When a function here returns, what it wrote survives the loss of power.
- When it raises Unavailable, the old version may be there or the new one, each of them whole; calling again is safe.
- A compressed sibling (`.gz`, `.zst`, `.br`) is on the disk before the file it belongs to. Where the plain file is
  found, its siblings are there, if it is not too small for any (`siblings`).
- What is written together (`put`) goes by stages: where something of one stage is found, all of the stages before it lie on the
  disk for good. Within a stage nothing is promised until it is over.

Every system call that changes the disk is made in `_Disk`, in the order in which a crash could interrupt it.
"""

import os
import secrets
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from diwan.clock import HOUR, Milliseconds
from diwan.press import siblings
from diwan.press.remedies import told
from diwan.press.siblings import SIBLINGS, Effort, Variants
from diwan.press.writeback import set_out

Written: TypeAlias = tuple[Path, bytes | None]
"""A file and what it is to hold; None: there is to be no such file."""
Stage: TypeAlias = Sequence[Written]
"""Files that get their names together."""

MOST_OPEN: Final = 128
"""So many files are on their way to the disk at once."""
_TEMPORARY = ".tmp~"
_SWEPT_AFTER: Milliseconds = HOUR


def write_immutable(path: Path, data: bytes, effort: Effort = Effort.ONCE) -> bool:
    """Have `path` and its siblings hold `data` for ever; for files named after their content.

    What is there and right is left alone; what is missing, short or damaged is written again. True if anything was.
    Raises Unavailable.
    """
    if holds(path, data):
        # Whoever wrote them may have died between the renaming and the fsync; promise it again.
        promise([path.parent])
        return False
    put(staged([(path, siblings.variants(data, effort))]))
    return True


def replace(path: Path, data: bytes) -> None:
    """Put `data` under the name `path`, alone. Raises Unavailable."""
    put([[(path, data)]])


def replace_with_siblings(path: Path, data: bytes, effort: Effort = Effort.OFTEN) -> None:
    """Put `data` and its compressed forms under the name `path`.

    While it runs, a reader who takes brotli may get the new version and one who takes nothing still the old: each is
    whole. If the process dies, that lasts until the next replacement, which `restock` makes at the next start.
    Raises Unavailable.
    """
    put(staged([(path, siblings.variants(data, effort))]))


def holds(path: Path, data: bytes) -> bool:
    """Whether `path` and its siblings are there and hold `data`. Raises Unavailable."""
    with told(path):
        return siblings.lies(path, data)


def staged(files: Sequence[tuple[Path, Variants]]) -> list[Stage]:
    """Two stages for these files: first the siblings of all of them, then all plain ones. A sibling that a file has no more goes as well,
    or readers who ask for it would be given the old version for ever."""
    beside = [
        (path.with_name(path.name + suffix), forms.get(suffix))
        for path, forms in files
        for suffix in SIBLINGS
    ]
    return [beside, [(path, forms[""]) for path, forms in files]]


def put(stages: Sequence[Stage]) -> None:
    """Put files under their names, one stage after the other. A path is named once at the most. Raises Unavailable.

    Files that were written together are made to last together: the disk is waited for once, and not for each of them. After a crash in
    [1] readers see what they saw before; temporary files are left for `sweep`;
    [2] of this stage some files are new and some are not, of the later ones none is;
    [3] the same, and a loss of power may take back any of this stage;
    [4] this stage is there for good, and nothing of the next is there yet.
    """
    first = next((path for stage in stages for path, _ in stage), None)
    if first is None:
        return
    temporaries: dict[Path, Path] = {}
    with told(first):
        try:
            _make_folders(dict.fromkeys(path.parent for stage in stages for path, _ in stage))
            written = [(path, data) for stage in stages for path, data in stage if data is not None]
            _write_beside(written, temporaries)  # [1]
            for stage in stages:
                changed: dict[Path, None] = {}
                for path, data in stage:
                    if data is None:
                        gone = _Disk.remove(path)  # [2]
                    else:
                        _Disk.rename(temporaries[path], path)  # [2]
                        del temporaries[path]
                    if data is not None or gone:
                        changed[path.parent] = None
                for folder in changed:
                    _Disk.sync_folder(folder)  # [3]
                # [4]
        except OSError:
            for temporary in temporaries.values():
                _forget(temporary)
            raise


def promise(folders: Collection[Path]) -> None:
    """Have the names in these folders last, whoever gave them. Raises Unavailable."""
    for folder in folders:
        with told(folder):
            _Disk.sync_folder(folder)


def discard(path: Path) -> None:
    """Remove `path` and its siblings, the plain file last: as long as it is found, the removal is not complete and
    must be repeated. Nothing there is no error. Raises Unavailable."""
    with told(path):
        for suffix in (*SIBLINGS, ""):
            _Disk.remove(path.with_name(path.name + suffix))
        if path.parent.is_dir():
            _Disk.sync_folder(path.parent)


def sweep(folder: Path, at: Milliseconds) -> int:
    """Remove what interrupted writers left below `folder`; returns how many files.

    Only files untouched for an hour: another process on the same folder may be writing now. Raises Unavailable.
    """
    swept = 0
    with told(folder):
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
    def create(path: Path, data: bytes) -> int:
        """A new file, on its way to the disk; its open descriptor. Readable by a web server under another account."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]  # a write may take less than it was given
        except OSError:
            os.close(descriptor)
            raise
        set_out(descriptor)
        return descriptor

    @staticmethod
    def make_last(descriptor: int) -> None:
        """What was written is on the disk when this returns."""
        os.fsync(descriptor)

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
    def remove(path: Path) -> bool:
        """Whether there was anything to remove."""
        try:
            os.unlink(path)  # noqa: PTH108 - beside the other system calls
        except FileNotFoundError:
            return False
        return True


def _write_beside(files: Sequence[tuple[Path, bytes]], temporaries: dict[Path, Path]) -> None:
    """Write each file beside its target, in the same folder, so that one fsync covers the renaming; `temporaries` says where.

    All set out for the disk before the first is waited for. If fsync fails, the file is thrown away, not synced again: the kernel reports a
    lost page only once.
    """
    token = secrets.token_hex(8)
    for start in range(0, len(files), MOST_OPEN):
        descriptors = []
        try:
            for number, (target, data) in enumerate(files[start : start + MOST_OPEN], start):
                temporary = target.with_name(f".{target.name[:100]}.{token}{number:x}{_TEMPORARY}")
                temporaries[target] = temporary
                descriptors.append(_Disk.create(temporary, data))
            for descriptor in descriptors:
                _Disk.make_last(descriptor)
        finally:
            for descriptor in descriptors:
                os.close(descriptor)


def _forget(temporary: Path) -> None:
    try:
        _Disk.remove(temporary)
    except OSError:
        return  # the first error is the one to tell; `sweep` will find the file


def _make_folders(folders: Collection[Path]) -> None:
    """Each new folder's own name is made to last in its parent, before anything is put into it."""
    missing = [folder for folder in folders if not folder.is_dir()]
    if not missing:
        return
    parents = dict.fromkeys(folder.parent for folder in missing)
    _make_folders(parents)
    for folder in missing:
        try:
            _Disk.make_folder(folder)
        except FileExistsError:
            if not folder.is_dir():
                raise
    for parent in parents:
        _Disk.sync_folder(parent)
