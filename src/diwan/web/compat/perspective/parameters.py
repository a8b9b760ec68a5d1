"""The query of a call: Google's system parameters, with or without a dollar sign in front. Pure.

`key`, `alt`, `prettyPrint`, `fields` and `callback` count. `quotaUser`, `access_token`, `oauth_token`, `uploadType`,
`upload_protocol`, `$.xgafv` and whatever else is there are passed over: none changes an answer.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from diwan.web.compat.perspective import errors

_MOST_PARAMETERS: Final = 50
_NO = frozenset({"false", "f", "0", "no", "n"})


@dataclass(frozen=True, slots=True)
class Parameters:
    """`mask` is what `fields` says, "" for everything. `problem` is why the call cannot be answered as it asks to be."""

    key: str = ""
    pretty: bool = True
    mask: str = ""
    problem: errors.Fault | None = None


def read(query: str) -> Parameters:
    """What the query says."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return Parameters(problem=errors.invalid("There are too many query parameters."))
    sent = {name.removeprefix("$"): value for name, value in pairs}
    return Parameters(
        key=sent.get("key", "").strip(),
        pretty=sent.get("prettyPrint", sent.get("pp", "")).lower() not in _NO,
        mask=sent.get("fields", "").strip(),
        problem=_problem(sent),
    )


def _problem(sent: dict[str, str]) -> errors.Fault | None:
    if sent.get("alt", "json") not in {"", "json"}:
        return errors.invalid("Only alt=json is served.")
    if sent.get("callback"):
        return errors.invalid(
            "No callback is served. Pages of any origin may read the answer: call it with fetch."
        )
    return None
