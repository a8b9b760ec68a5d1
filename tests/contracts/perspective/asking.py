"""Asking the served API as its clients do."""

import json
from collections.abc import Mapping
from typing import Any

import httpx2

from tests.scoring_house import ScoringServed

TEXT = "This is plain English, and it is good."
JSON = {"content-type": "application/json"}


def body(text: str = TEXT, **more: Any) -> dict[str, Any]:
    """A sound request to score `text`."""
    return {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, **more}


def post(
    served: ScoringServed,
    sent: Mapping[str, Any] | bytes,
    *,
    method: str = "analyze",
    query: str = "",
    key: str | None = None,
    headers: Mapping[str, str] = JSON,
) -> httpx2.Response:
    """POST to a method, with the key in the address; an empty `key` sends none."""
    content = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    key = served.key if key is None else key
    together = "&".join(filter(None, [f"key={key}" if key else "", query]))
    answer: httpx2.Response = served.client.post(
        f"/v1alpha1/comments:{method}?{together}", content=content, headers=dict(headers)
    )
    return answer


def message(answer: httpx2.Response) -> str:
    """What an error says."""
    said: str = answer.json()["error"]["message"]
    return said
