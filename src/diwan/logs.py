"""Logs: one JSON object a line on stderr, in which no reader's words, name, mail or network address can stand.

It is not left to care. A line may carry only the keys listed in `ALLOWED`, each only in its stated shape; anything else
is dropped, and the number of dropped keys is told. An exception is told by its type and the places it passed through,
never by its message: a database error carries the parameters of its statement. Lines of other libraries are reduced to
the same, for their texts are not ours to vouch for.

    log = structlog.get_logger()
    log.warning("press-failed", error=described(error), site="demo")
"""

import logging
import re
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from types import TracebackType
from typing import Any, Final, TextIO

import structlog

from diwan import clock

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_DOTTED = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}(\.[A-Za-z0-9_]{1,40}){0,6}")
_VERSION = re.compile(r"[0-9]{1,4}\.[0-9]{1,4}(\.[0-9]{1,4})?(\.?(dev|a|b|rc)[0-9]{1,4})?")
_IDENTIFIER = re.compile(r"[0-9a-f]{32,64}")
_REQUEST_ID = re.compile(r"[0-9a-f]{16,32}")
_MAX_NUMBER: Final = 1 << 63


class Described(str):
    """What `described` returned; no other text is taken for an error."""

    __slots__ = ()


def _shaped(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and abs(value) < _MAX_NUMBER


def _one_of(*values: str) -> Callable[[object], bool]:
    return lambda value: value in values


# What a line may say. A key is added here together with the shape that keeps a reader's words out of it: numbers,
# names we chose ourselves, and identifiers. Never add a shape that takes free text.
ALLOWED: Final[Mapping[str, Callable[[object], bool]]] = {
    "time": _shaped(re.compile(r"[0-9TZ:.-]{24}")),
    "level": _one_of("debug", "info", "warning", "error", "critical"),
    "event": _shaped(_SLUG),
    "logger": _shaped(_DOTTED),
    "request_id": _shaped(_REQUEST_ID),
    "route": _shaped(_SLUG),
    "method": _one_of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
    "status": _is_number,
    "code": _shaped(_SLUG),
    "ms": _is_number,
    "count": _is_number,
    "size": _is_number,
    "position": _is_number,
    "port": _is_number,
    "pid": _is_number,
    "workers": _is_number,
    "site": _shaped(re.compile(r"[a-z0-9-]{1,32}")),
    "comment": _shaped(_IDENTIFIER),
    "thread": _shaped(_IDENTIFIER),
    "decision": _shaped(_IDENTIFIER),
    "moderator": _shaped(_IDENTIFIER),
    "page": _shaped(_IDENTIFIER),
    "way": _shaped(_SLUG),
    "check": _shaped(_SLUG),
    "duty": _shaped(_SLUG),
    "guideline": _shaped(_SLUG),
    "outcome": _one_of("approved", "rejected"),
    "database": _one_of("SQLite", "PostgreSQL"),
    "version": _shaped(_VERSION),
    "error": lambda value: isinstance(value, Described),
    "dropped": _is_number,
}


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Send everything this process logs, by structlog or by the standard library, through the allow-list to `stream`
    (stderr), uncaught exceptions and warnings included. Calling it again replaces what was set."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            only_allowed,
            _render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(ForeignFormatter())
    handler.addFilter(worth_telling)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(number)
    logging.raiseExceptions = False  # a failing handler would print the record's arguments
    logging.captureWarnings(capture=True)
    sys.excepthook = _told_uncaught
    threading.excepthook = lambda thrown: _told_uncaught(
        thrown.exc_type, thrown.exc_value, thrown.exc_traceback
    )


def granian_configuration() -> dict[str, Any]:
    """For `Granian(log_dictconfig=…)`: the server sets logging up anew in each worker, and would otherwise print
    tracebacks, with their values, to stdout."""
    here = __name__
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"diwan": {"()": f"{here}.ForeignFormatter"}},
        "filters": {"diwan": {"()": f"{here}.WorthTelling"}},
        "handlers": {
            "diwan": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "diwan",
                "filters": ["diwan"],
            }
        },
        "root": {"handlers": ["diwan"], "level": "INFO"},
        "loggers": {
            "_granian": {"handlers": ["diwan"], "level": "INFO", "propagate": False},
            # Its lines are addresses and paths.
            "granian.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


def described(error: BaseException) -> Described:
    """An exception as types and places: `diwan.errors.Unavailable at diwan.press.files:104 < builtins.OSError`.

    The causes follow the exception. Not a word of any message.
    """
    parts: list[str] = []
    current: BaseException | None = error
    while current is not None and len(parts) < 5:
        kind = type(current)
        place = _place(current.__traceback__)
        parts.append(f"{kind.__module__}.{kind.__qualname__}" + (f" at {place}" if place else ""))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return Described(" < ".join(parts))


def _place(trace: TracebackType | None) -> str:
    """The innermost line of our own code that it passed through, or the innermost of all."""
    frames = [(str(frame.f_globals.get("__name__", "?")), line) for frame, line in traceback.walk_tb(trace)]
    ours = [frame for frame in frames if frame[0].partition(".")[0] == "diwan"]
    if not frames:
        return ""
    module, line = (ours or frames)[-1]
    return f"{module}:{line}"


def only_allowed(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The structlog processor that lets through what `ALLOWED` allows."""
    thrown = event.pop("exc_info", None)
    if thrown is True:
        thrown = sys.exc_info()[1]
    if isinstance(thrown, tuple):
        thrown = thrown[1]
    if isinstance(thrown, BaseException):
        event["error"] = described(thrown)
    line: dict[str, Any] = {"time": clock.iso(clock.now())}
    line |= {key: value for key, value in event.items() if key in ALLOWED and ALLOWED[key](value)}
    line.setdefault("event", "unnamed")
    dropped = len(event.keys() - line.keys())
    if dropped:
        line["dropped"] = dropped
    return line


_render = structlog.processors.JSONRenderer()


class ForeignFormatter(logging.Formatter):
    """A record of the standard library's logging as one of our lines. Its text and its arguments are left out."""

    def format(self, record: logging.LogRecord) -> str:
        level = "warning" if record.levelname == "WARN" else record.levelname.lower()
        event: dict[str, Any] = {
            "level": level,
            "event": _event(record),
            "logger": record.name.lstrip("_") or "root",
        }
        if record.exc_info:
            event["exc_info"] = record.exc_info
        rendered = _render(None, "", dict(only_allowed(None, "", event)))
        return rendered if isinstance(rendered, str) else rendered.decode()


# The only texts of others that are told: constants of these libraries, recognised by their whole beginning.
_KNOWN_EVENTS: Final = (
    ("_granian", "Starting granian", "server-starting"),
    ("_granian", "Listening at", "server-listening"),
    ("_granian", "Spawning worker", "worker-starting"),
    ("_granian", "Started worker", "worker-started"),
    ("_granian", "Stopping worker", "worker-stopping"),
    ("_granian", "Shutting down", "server-stopping"),
    ("_granian", "Unexpected exit from worker", "worker-died"),
    ("_granian", "Application callable raised an exception", "request-failed"),
    ("alembic.runtime.migration", "Running upgrade", "schema-upgrading"),
)


def _event(record: logging.LogRecord) -> str:
    for logger, beginning, event in _KNOWN_EVENTS:
        if record.name == logger and str(record.msg).startswith(beginning):
            return event
    return "other-library"


class WorthTelling(logging.Filter):
    """Lets through what others say at warning and above, and the few lower ones that we know by name."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or _event(record) != "other-library"


worth_telling: Final = WorthTelling()


def _told_uncaught(
    _kind: type[BaseException], thrown: BaseException | None, _trace: TracebackType | None
) -> None:
    structlog.get_logger().critical("uncaught", **({"error": described(thrown)} if thrown else {}))
