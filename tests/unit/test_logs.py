"""No reader's words, name, mail or address can get into a log line."""

import io
import json
import logging
import logging.config
import sys
import threading
import warnings
from typing import Any

import pytest
import sqlalchemy as sa
import structlog

from diwan import logs
from diwan.errors import Unavailable

CANARY = "canary-in-the-coal-mine"
WORDS = f"Dear editor, {CANARY}, سڵاو reader@example.org 203.0.113.9"


def told(stream: io.StringIO) -> list[dict[str, Any]]:
    assert CANARY not in stream.getvalue()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def raised() -> Exception:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise Unavailable(WORDS) from error
    except Unavailable as error:
        return error


def test_a_line_is_json_with_time_level_event_and_request(lines: io.StringIO) -> None:
    structlog.contextvars.bind_contextvars(request_id="0123456789abcdef")
    structlog.get_logger().info("comment-submitted", site="demo", position=7, ms=1.5)
    (line,) = told(lines)
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "info",
        "event": "comment-submitted",
        "request_id": "0123456789abcdef",
        "site": "demo",
        "position": 7,
        "ms": 1.5,
    }


@pytest.mark.parametrize("key", ["body", "name", "email", "address", "path", "detail", "x"])
def test_a_key_that_is_not_listed_is_dropped_and_counted(lines: io.StringIO, key: str) -> None:
    structlog.get_logger().info("comment-submitted", **{key: CANARY})
    (line,) = told(lines)
    assert key not in line
    assert line["dropped"] == 1


@pytest.mark.parametrize("key", sorted(logs.ALLOWED.keys() - {"time", "event"}))
def test_no_listed_key_takes_free_text(key: str) -> None:
    for text in (
        WORDS,
        "two words",
        "سڵاو",
        "reader@example.org",
        "203.0.113.9",
        "2001:db8::1",
        "a at b:1",
        "",
        ["list"],
        {"a": WORDS},
        b"x",
        None,
    ):
        assert not logs.ALLOWED[key](text), (key, text)


def test_an_event_made_of_words_is_replaced(lines: io.StringIO) -> None:
    structlog.get_logger().info(f"rejected {WORDS}")
    structlog.get_logger().info("sprintf %s", WORDS)
    assert [line["event"] for line in told(lines)] == ["unnamed", "unnamed"]


def test_an_exception_is_told_by_type_and_place_and_cause(lines: io.StringIO) -> None:
    error = raised()
    structlog.get_logger().error("press-failed", error=logs.described(error))
    structlog.get_logger().error("press-failed", exc_info=error)
    try:
        raise error
    except Unavailable:
        structlog.get_logger().exception("press-failed")
    for line in told(lines):
        assert line["error"].startswith("diwan.errors.Unavailable at ")
        assert " < builtins.KeyError at " in line["error"]


def test_a_message_passed_as_the_error_is_dropped(lines: io.StringIO) -> None:
    structlog.get_logger().error("press-failed", error=CANARY, exc=raised())
    (line,) = told(lines)
    assert "error" not in line


def test_a_database_errors_parameters_are_not_told(lines: io.StringIO) -> None:
    engine = sa.create_engine("sqlite://", echo=True)
    with engine.connect() as connection:
        try:
            connection.execute(sa.text("INSERT INTO nowhere VALUES (:body)"), {"body": WORDS})
        except sa.exc.OperationalError as error:
            carried = CANARY in str(error)
            logging.getLogger("sqlalchemy.pool").exception("failed with %s", error)
            structlog.get_logger().exception("submit-failed")
    assert carried, "otherwise this proves nothing"
    assert [line["event"] for line in told(lines)] == ["other-library", "submit-failed"]
    assert all("sqlalchemy.exc.OperationalError" in line["error"] for line in told(lines))


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL])
def test_of_other_libraries_only_who_and_how_bad_is_told(lines: io.StringIO, level: int) -> None:
    logging.getLogger("asyncio").log(level, "task failed: %s", WORDS)
    logging.getLogger("_granian").log(level, f"Odd thing: {WORDS}")
    logging.getLogger(WORDS).log(level, "x")
    logging.getLogger("broken").log(level, "%d %d", WORDS)
    expected = 0 if level < logging.WARNING else 4
    assert len(told(lines)) == expected
    if expected:
        assert told(lines)[0]["logger"] == "asyncio"
        assert told(lines)[0]["level"] == logging.getLevelName(level).lower()
        assert "logger" not in told(lines)[2]


def test_the_servers_start_is_told(lines: io.StringIO) -> None:
    logging.getLogger("_granian").info("Listening at: http://127.0.0.1:8000")
    logging.getLogger("alembic.runtime.migration").info("Running upgrade %s -> %s", "a", "b")
    assert [(line["logger"], line["event"]) for line in told(lines)] == [
        ("granian", "server-listening"),
        ("alembic.runtime.migration", "schema-upgrading"),
    ]


def test_an_uncaught_exception_does_not_print_its_message(
    lines: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    error = raised()
    sys.excepthook(type(error), error, error.__traceback__)

    def fails() -> None:
        raise error

    thread = threading.Thread(target=fails)
    # pytest watches threads by the same hook; ours is the one under test.
    threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, thread)))
    assert [line["event"] for line in told(lines)] == ["uncaught", "uncaught"]
    assert CANARY not in "".join(capsys.readouterr())


def test_a_warning_does_not_print_its_text(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.showwarning(WORDS, UserWarning, "x.py", 1)
    assert [line["logger"] for line in told(lines)] == ["py.warnings"]


def test_the_server_keeps_to_it_in_its_workers(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    kept = (root.handlers[:], root.level)
    try:
        logging.config.dictConfig(logs.granian_configuration())
        try:
            raise ValueError(WORDS)
        except ValueError:
            logging.getLogger("_granian").exception(f"Application callable raised an exception {WORDS}")
        logging.getLogger("granian.access").info(WORDS)
        logging.getLogger("asyncio").error(WORDS)
    finally:
        root.handlers[:], root.level = kept
        logging.config.dictConfig(
            {"version": 1, "disable_existing_loggers": False, "loggers": {"_granian": {"handlers": [], "propagate": True}}}
        )  # fmt: skip
    out, err = capsys.readouterr()
    assert out == ""
    assert CANARY not in err
    assert [json.loads(line)["event"] for line in err.splitlines()] == ["request-failed", "other-library"]
