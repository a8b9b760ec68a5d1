"""A verifier in another language, written from docs/ledger-format.md alone, takes good receipts and refuses altered ones."""

import copy
import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served, served
from tests.waiting import until

PROGRAM = Path(__file__).with_name("verifier.mjs")
ALTERED = 1000
SENT = 40

Receipt = tuple[str, dict[str, Any]]
"""A comment's id, and what its receipt hands out as the proof."""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    if shutil.which("node") is None:
        pytest.skip("no Node to run the foreign verifier with")
    with served("sqlite", tmp_path_factory.mktemp("foreign")) as running:
        running.register()
        yield running


@pytest.fixture(scope="module")
def receipts(newsroom: Served) -> list[Receipt]:
    """Of many comments, in many letters, the last of which is withdrawn."""
    bodies = ("A fine bridge.", "پردێکی جوان\u200cە", "Spas! 🌉\n\n\tEwî got", '"\\', "é" * 300)
    sent = [newsroom.submit(bodies[number % len(bodies)] + str(number)) for number in range(SENT)]
    until(lambda: _is_sealed(newsroom), "the ledger to be signed")
    return [(each["comment"], _proof(newsroom, each)) for each in sent]


def _is_sealed(newsroom: Served) -> bool:
    with newsroom.house.store.reading() as view:
        last = view.last_checkpoint()
        return last is not None and last[0] == view.ledger_size()


def _proof(newsroom: Served, sent: dict[str, Any]) -> dict[str, Any]:
    answer = newsroom.client.get(sent["proof"])
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def verdicts(newsroom: Served, receipts: Sequence[Receipt], key: str | None = None) -> list[str]:
    """What the foreign program says of each."""
    given = key or str(newsroom.house.secrets.ledger_key.verifier)
    lines = "".join(json.dumps(receipt) + "\n" for receipt in receipts)
    ran = subprocess.run(
        ["node", str(PROGRAM), given], input=lines.encode(), capture_output=True, check=True, timeout=120
    )
    return ran.stdout.decode().splitlines()


def test_it_takes_good_receipts(newsroom: Served, receipts: list[Receipt]) -> None:
    assert verdicts(newsroom, receipts) == ["holds"] * SENT


def test_it_takes_what_is_left_of_a_withdrawn_comments_receipt(newsroom: Served) -> None:
    sent = newsroom.submit("to be withdrawn")
    until(lambda: _is_sealed(newsroom), "the ledger to be signed")
    home = {"origin": newsroom.house.settings.public_url}
    assert newsroom.client.post(f"{sent['receipt']}/withdrawal", headers=home).status_code == 303
    receipt = (sent["comment"], _proof(newsroom, sent))
    assert verdicts(newsroom, [receipt]) == ["holds, its words erased"]


def test_it_refuses_a_thousand_altered_ones(newsroom: Served, receipts: list[Receipt]) -> None:
    altered = list(_altered(receipts, random.Random(7), ALTERED))
    said = verdicts(newsroom, altered)
    taken = [
        receipt for receipt, verdict in zip(altered, said, strict=True) if not verdict.startswith("refused")
    ]
    assert taken == []
    # They are refused for many reasons, not all by one that comes first.
    assert len(set(said)) > 15


def test_it_refuses_what_another_key_signed(newsroom: Served, receipts: list[Receipt]) -> None:
    text = (PROGRAM.parents[2] / "docs" / "ledger-format.md").read_text()
    another = next(
        line.strip() for line in text.splitlines() if line.strip().startswith("comments.example.org+")
    )
    assert all(said.startswith("refused") for said in verdicts(newsroom, receipts, another))


def _altered(receipts: Sequence[Receipt], chance: random.Random, count: int) -> Iterator[Receipt]:
    """Receipts of which one place is another: some characters, the same place of another receipt, nothing, or of another kind."""
    while count:
        (comment, genuine), (other, another) = chance.sample(receipts, 2)
        if chance.random() < 0.02:
            yield other, genuine
            count -= 1
            continue
        altered = copy.deepcopy(genuine)
        holder, key = _place(altered, chance)
        was = holder[key]
        foreign = (
            another["salt"],
            another["digest"],
            *map(another["proof"].get, ("leaf", "leaf_hash", "position")),
        )
        holder[key] = chance.choice([_turned(was, chance), *foreign, None, [], {}, "", 0, True])
        if altered != genuine:
            count -= 1
            yield comment, altered


def _place(value: Any, chance: random.Random) -> tuple[Any, Any]:
    """A place in it, at any depth: what holds it, and under which key."""
    while True:
        key = chance.choice(sorted(value) if isinstance(value, dict) else range(len(value)))
        inside = value[key]
        if not isinstance(inside, dict | list) or not inside or chance.random() < 0.1:
            return value, key
        value = inside


def _turned(was: Any, chance: random.Random) -> Any:
    if isinstance(was, str) and was:
        place = chance.randrange(len(was))
        put = chance.choice(["", "0", "f", "X", "=", " ", "\n", was[place] * 2, "\u202e"])
        return was[:place] + put + was[place + 1 :]
    if isinstance(was, int):
        return was + chance.choice([-2, -1, 1, 2, 2**20])
    return was[:-1] if isinstance(was, list) else None
