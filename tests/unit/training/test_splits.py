"""What is evaluated on was never trained on."""

import json
from collections import Counter
from pathlib import Path

from training.labels import Example
from training.sources import WRITTEN, written
from training.splits import HELD_OUT_VIDEO, Part, hundredth, part


def example(source: str, key: str, *, held_out: bool = False, topic: str = "") -> Example:
    return Example("text", source, {}, key, held_out, topic=topic)


def test_a_data_sets_own_split_is_kept() -> None:
    for source in ("civil", "edos", "hatemoji"):
        parts = {part(example(source, str(number))) for number in range(500)}
        assert parts == {Part.TRAIN, Part.CALIBRATE}
        assert part(example(source, "any", held_out=True)) is Part.EVALUATE


def test_a_tenth_of_the_talk_pages_is_held_out() -> None:
    count = Counter(part(example("wikipedia-5k", str(number))) for number in range(5000))
    assert 0.08 < count[Part.EVALUATE] / 5000 < 0.12


def test_one_video_is_held_out_whole() -> None:
    parts = {part(example("youtube", str(number), topic=HELD_OUT_VIDEO)) for number in range(200)}
    assert parts == {Part.EVALUATE}
    assert Part.EVALUATE not in {
        part(example("youtube", str(number), topic="another")) for number in range(200)
    }


def test_the_halves_of_a_pair_stand_on_one_side() -> None:
    sides: dict[str, set[Part]] = {}
    for each in written():
        sides.setdefault(each.key, set()).add(part(each))
    assert all(len(parts) == 1 for parts in sides.values())
    assert {next(iter(parts)) for parts in sides.values()} == set(Part)


def test_a_place_depends_on_nothing_but_the_words() -> None:
    assert hundredth("One  two") == hundredth("one two ")
    assert 0 <= hundredth("anything") < 100
    assert hundredth("a") != hundredth("b")


def test_there_are_at_least_four_thousand_written_examples() -> None:
    lines = [line for path in sorted(WRITTEN.glob("*.jsonl")) for line in path.read_text().splitlines()]
    assert len(lines) >= 4000
    assert all(set(json.loads(line)) == {"text", "labels", "pair", "topic"} for line in lines)


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    import pytest
    from training.sources import MissingData

    (tmp_path / "bad.jsonl").write_text('{"text": "x", "labels": [], "pair": "p"}\n{"text": \n')
    with pytest.raises(MissingData, match=r"bad\.jsonl, line 2"):
        written(tmp_path)
