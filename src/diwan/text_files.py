"""Text that people write in files for Diwan: UTF-8, with or without a byte order mark."""

from pathlib import Path

from diwan.errors import CannotStart


def decoded(raw: bytes, path: Path) -> str:
    """The text in `raw`, which came from the file at `path`. Raises CannotStart, naming the line that is not UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # Its place is one in what it holds, which is without the byte order mark.
        line = error.object.count(b"\n", 0, error.start) + 1
        raise CannotStart(f"{path}, line {line}: this is not UTF-8. Save the file as UTF-8.") from None
