"""A PostgreSQL that says nothing: one that answers others is waited for, one that answers nobody is given up."""

from collections.abc import Generator
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from diwan.storage import patience
from diwan.storage.faults import is_outage, trouble
from diwan.storage.patience import AGAIN_S, NO_ANSWER, PROBE_S, Gate, _Watched


class Server:
    """What connecting comes to, and how long it takes by a clock that moves for nothing else."""

    def __init__(self) -> None:
        self.now = 100.0
        self.takes = 0.0
        self.answers = True
        self.asked: list[dict[str, Any]] = []

    def __call__(self) -> float:
        return self.now

    def connect(self, *_: Any, **asked: Any) -> Any:
        self.asked.append(asked)
        self.now += self.takes
        if not self.answers:
            raise psycopg.OperationalError("connection timeout expired")
        return SimpleNamespace(close=lambda: None, gate=None)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server()
    monkeypatch.setattr(_Watched, "connect", made.connect)
    monkeypatch.setattr(psycopg, "connect", made.connect)
    return made


def test_while_a_server_is_waited_for_in_vain_nobody_else_waits_for_it(server: Server) -> None:
    gate = Gate(seconds=server)
    gate.connect(host="db")
    server.answers, server.takes = False, 5.0
    with pytest.raises(psycopg.OperationalError):
        gate.connect(host="db")
    for _ in range(3):
        with pytest.raises(psycopg.OperationalError, match=NO_ANSWER):
            gate.connect(host="db")
    assert len(server.asked) == 2
    server.now += AGAIN_S
    server.answers, server.takes = True, 0.0
    gate.connect(host="db")
    assert len(server.asked) == 3


def test_a_server_that_refuses_is_asked_again_at_once(server: Server) -> None:
    gate = Gate(seconds=server)
    server.answers = False
    for _ in range(3):
        with pytest.raises(psycopg.OperationalError, match="timeout expired"):
            gate.connect(host="db")
    server.answers = True
    gate.connect(host="db")


def test_whether_it_answers_is_asked_once_for_all_and_not_for_long(server: Server) -> None:
    gate = Gate(seconds=server)
    gate.connect(host="db", connect_timeout=5)
    server.now += AGAIN_S
    server.answers, server.takes = False, 3.0
    assert [gate.answers() for _ in range(3)] == [False, False, False]
    assert server.asked[1:] == [{"host": "db", "connect_timeout": PROBE_S}]
    server.now += AGAIN_S
    server.answers = True
    assert gate.answers()


class Line:
    """A connection of which only what is done to it counts."""

    def __init__(self, *, answers: bool) -> None:
        self.finished = False
        self.asked = 0
        self._answers = answers
        self.gate = SimpleNamespace(answers=self._ask)
        self.pgconn = SimpleNamespace(finish=self._finish)

    def _ask(self) -> bool:
        self.asked += 1
        return self._answers

    def _finish(self) -> None:
        self.finished = True


def _question() -> Generator[str, int, str]:
    """As the driver's: it wants to read until something is there."""
    while not (yield "read"):
        pass
    return "answer"


def _asked(line: Line, *ready: int) -> str:
    """What comes of the question when this is heard, turn by turn."""
    course = _Watched._heard(line, _question())  # type: ignore[arg-type]
    assert next(course) == "read"
    try:
        for each in ready:
            assert course.send(each) == "read"
    except StopIteration as end:
        told: str = end.value
        return told
    return "still waiting"


def test_what_is_answered_in_time_is_passed_on_and_nobody_asks_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SILENCE_S", 1000.0)
    line = Line(answers=False)
    assert _asked(line, 0, 0, 1) == "answer"
    assert line.asked == 0


def test_a_server_that_answers_others_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SILENCE_S", -1.0)
    line = Line(answers=True)
    assert _asked(line, 0, 0) == "still waiting"
    assert _asked(line, 0, 0, 1) == "answer"
    assert line.asked == 4
    assert not line.finished


def test_a_server_that_answers_nobody_is_given_up_which_is_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "SILENCE_S", -1.0)
    line = Line(answers=False)
    with pytest.raises(psycopg.OperationalError) as given_up:
        _asked(line, 0)
    assert line.finished
    assert is_outage(given_up.value)
    assert trouble(given_up.value) == "The database cannot be reached."
