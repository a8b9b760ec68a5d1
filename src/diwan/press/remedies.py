"""The operating system's errors as ours, which say what to do."""

import errno
from pathlib import Path

from diwan.errors import Unavailable


class told:  # noqa: N801 - reads as a phrase: with told(path)
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
