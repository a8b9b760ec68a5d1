"""Reading a form: bounded, urlencoded, valid UTF-8, each field once; or refused."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias
from urllib.parse import parse_qsl

from starlette.requests import Request

from diwan.errors import Malformed
from diwan.web.requests import body, media_type

Form: TypeAlias = Mapping[str, str]
"""Fields by name. A field that was not sent is read with `form.get(name, "")`."""

NOTHING: Form = MappingProxyType({})
_MOST_FIELDS = 50
"""The guidelines have thirty-six texts and are sent at once."""


async def read_form(request: Request, limit: int) -> Form:
    """The form in the request's body. Raises Malformed."""
    if media_type(request) != "application/x-www-form-urlencoded":
        raise Malformed("Send the form as application/x-www-form-urlencoded.", code="content-type")
    sent = await body(request, limit)
    try:
        pairs = parse_qsl(
            sent.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(sent),
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        raise Malformed("The form cannot be read. Load the page again and send it from there.") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Malformed("The form names a field twice. Load the page again and send it from there.")
    return fields
