"""A file that people wrote is read as UTF-8, or refused with the line that is not."""

from pathlib import Path

import pytest

from diwan.errors import CannotStart
from diwan.text_files import decoded

PATH = Path("terms/ckb.txt")


def test_a_text_is_read_with_or_without_a_byte_order_mark() -> None:
    text = "گەمژە\r\nkevok\n"
    assert decoded(text.encode(), PATH) == decoded(text.encode("utf-8-sig"), PATH) == text


@pytest.mark.parametrize(
    ("raw", "line"), [(b"\xff", 1), (b"a\nb\n\xc4", 3), ("\ufeffa\nş".encode() + b"\xc4\n", 2)]
)
def test_what_is_not_utf_8_is_refused_by_its_file_and_line(raw: bytes, line: int) -> None:
    with pytest.raises(CannotStart) as refused:
        decoded(raw, PATH)
    assert str(refused.value).startswith(f"terms/ckb.txt, line {line}: this is not UTF-8.")
