"""The faults that the attacks must notice: each lets one of them through, in a place of its own."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.responses import Response

from diwan import registration
from diwan.articles import check_description
from diwan.consultations import Consultation
from diwan.editions import text
from diwan.storage.transaction import Transaction
from diwan.web import reader_frame
from diwan.web.desk.sign_in import SignIn
from diwan.web.desk.visits import Visit

ON_PAGES = ("body-unescaped", "headline-unescaped", "any-scheme", "note-unescaped")
IN_REQUESTS = ("cells-as-they-are", "any-next", "drops-quotes", "headers-as-asked", "fetches-what-it-is-told")
PLANTS = (*ON_PAGES, *IN_REQUESTS)
ANYTHING = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"`{}|^]+", re.IGNORECASE)


@contextmanager
def planted(plant: str) -> Iterator[None]:
    """The product with this fault in it, for as long as the block lasts; with none for ""."""
    with ExitStack() as stack:
        if plant == "body-unescaped":
            stack.enter_context(mock.patch.object(text, "html", Markup))
        elif plant == "note-unescaped":
            stack.enter_context(mock.patch("diwan.storage.desk.Consultation", _with_marked_note))
        elif plant == "any-scheme":
            stack.enter_context(mock.patch.object(text, "_CANDIDATE", ANYTHING))
            stack.enter_context(mock.patch.object(text, "_link", lambda written: text._Link(written, None)))
        elif plant == "headline-unescaped":
            stack.enter_context(
                mock.patch.object(reader_frame, "_templates", _Marked(reader_frame._templates))
            )
        elif plant == "cells-as-they-are":
            stack.enter_context(mock.patch("diwan.desk.sheet.neutral", lambda cell: cell))
        elif plant == "any-next":
            stack.enter_context(mock.patch("diwan.web.desk.language.within_desk", lambda path: path))
        elif plant == "drops-quotes":
            stack.enter_context(mock.patch.object(Transaction, "keep_comment", _without_quotes))
        elif plant == "headers-as-asked":
            stack.enter_context(mock.patch.object(SignIn, "form", _telling))
        elif plant == "fetches-what-it-is-told":
            stack.enter_context(mock.patch.object(registration, "check_description", _fetch))
        yield


class _Marked:
    """Templates that take a headline for HTML."""

    def __init__(self, templates: Any) -> None:
        self._templates = templates

    def get_template(self, name: str) -> Any:
        template = self._templates.get_template(name)
        return mock.Mock(
            render=lambda **given: template.render(
                **{**given, **({"headline": Markup(given["headline"])} if given.get("headline") else {})}
            )
        )


_keep = Transaction.keep_comment
_form = SignIn.form
_check = check_description


def _without_quotes(self: Transaction, comment: Any, *, words: Any, **more: Any) -> None:
    _keep(self, comment, words=replace(words, body=words.body.replace("'", "")), **more)


def _with_marked_note(*given: Any) -> Consultation:
    identifier, comment, digest, asked, by, note, at = given
    return Consultation(identifier, comment, digest, asked, by, Markup(note), at)


def _telling(self: SignIn, visit: Visit) -> Response:
    answer: Response = _form(self, visit)
    asked = visit.request.query_params.get("next", "")
    answer.raw_headers.append((b"x-next", asked.encode("utf-8", "replace")))
    return answer


def _fetch(description: Any) -> Any:
    kept = _check(description)
    parts = urlsplit(kept.url)
    with suppress(OSError, ValueError, UnicodeError):
        socket.create_connection((parts.hostname or "", parts.port or 80), 0.2).close()
    return kept
