"""What costs a server little and thousands of tests much, done with less effort: compressing what is printed, hashing passwords,
setting the same blank fronts, and reading the same lines and checkpoints of a ledger.

The tests of these themselves (`tests/unit/press`, `tests/unit/web/test_passwords.py`, `tests/unit/editions`, `tests/unit/ledger`) use the real ones.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from unittest import mock

from argon2 import PasswordHasher

from diwan.editions import render
from diwan.ledger import exported, leaves, notes, tree_check, verify
from diwan.press import siblings
from diwan.press.siblings import Effort, Variants
from diwan.web import passwords

_compress = siblings.variants


@lru_cache(maxsize=256)
def variants(data: bytes, effort: Effort) -> Variants:
    """Every encoding of `data`, as for a page that is soon replaced. The widget, which each house prints, is compressed once."""
    return _compress(data, Effort.OFTEN)


# Whoever tampers with one row verifies the whole ledger: what the others say was read before. Both tell the same of the same bytes.
decode = lru_cache(maxsize=4096)(leaves.decode)
_parse_line = exported.parse_line
parse_line = lru_cache(maxsize=4096)(_parse_line)
open_checkpoint = lru_cache(maxsize=1024)(notes.open_checkpoint)

# Each house prints them for each of its sites in every language.
_blank = render.blank
blank = lru_cache(maxsize=256)(_blank)

# Making a password's hash takes half a second on purpose; here nobody guesses.
hasher = partial(PasswordHasher, 1, 8, 1)


@contextmanager
def quick() -> Iterator[None]:
    """Within, what is printed and who signs in is quick."""
    with (
        mock.patch.object(siblings, "variants", variants),
        mock.patch.object(passwords, "PasswordHasher", hasher),
        mock.patch.object(render, "blank", blank),
        mock.patch.object(verify, "decode", decode),
        mock.patch.object(exported, "parse_line", parse_line),
        mock.patch.object(tree_check, "open_checkpoint", open_checkpoint),
    ):
        yield


@contextmanager
def thorough() -> Iterator[None]:
    """Within, all is as the product has it."""
    with (
        mock.patch.object(siblings, "variants", _compress),
        mock.patch.object(passwords, "PasswordHasher", PasswordHasher),
        mock.patch.object(render, "blank", _blank),
        mock.patch.object(verify, "decode", leaves.decode),
        mock.patch.object(exported, "parse_line", _parse_line),
        mock.patch.object(tree_check, "open_checkpoint", notes.open_checkpoint),
    ):
        yield
