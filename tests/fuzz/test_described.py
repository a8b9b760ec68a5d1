"""What the OpenAPI description promises, asked by schemathesis: what it allows, and what it does not."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.config import (
    ChecksConfig,
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.config._checks import NegativeDataRejectionConfig
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from diwan.web.compat.coral.signature import HEADER
from diwan.web.scoring.openapi import document
from diwan.web.scoring_routes import operations
from tests.breadth import wide
from tests.fuzz import asking
from tests.scoring_house import ScoringServed

EXAMPLES = wide(10, 20)
"""Of each kind, for each operation: always the same ones, for nothing here is left to chance."""

# The tests give a key: what a wrong one is answered stands in the stories. And 413 refuses what is wrong by its size.
_REFUSALS = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "429"]
_CONFIG = SchemathesisConfig(
    projects=ProjectsConfig(
        default=ProjectConfig(
            generation=GenerationConfig(with_security_parameters=False),
            checks=ChecksConfig(
                negative_data_rejection=NegativeDataRejectionConfig(expected_statuses=_REFUSALS)
            ),
        )
    )
)
SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(document(operations()))), config=_CONFIG)
_READ = [each.ok() for each in SCHEMA.get_all_operations() if isinstance(each, Ok)]
OPERATIONS = {operation.label: operation for operation in _READ}

TAKES_WHATEVER_FITS = {"POST /api/score", "GET /v1/models"}
"""Elsewhere a request that fits may still be refused: for an empty comment, an attribute that is not served, a language."""
NOTHING_TO_GET_WRONG = {"POST /batch", "GET /v1/models"}
"""The first is described in words: OpenAPI cannot say what the parts of a batch are (`test_malformed.py` asks it). The second takes nothing."""
KINDS = [
    (label, mode)
    for label in OPERATIONS
    for mode in GenerationMode
    if not (label in NOTHING_TO_GET_WRONG and mode is GenerationMode.NEGATIVE)
]


def test_every_described_operation_is_read() -> None:
    assert set(OPERATIONS) == {f"{each.method.upper()} {each.path}" for each in operations()}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScoringServed]:
    with asking.served(tmp_path_factory.mktemp("scoring")) as house:
        yield house


@pytest.mark.parametrize(
    ("label", "mode"), KINDS, ids=[f"{label}, {mode.value} data" for label, mode in KINDS]
)
def test_answers_are_as_described(running: ScoringServed, label: str, mode: GenerationMode) -> None:
    # A key is always given here; without one, or with a wrong one, is asked elsewhere.
    passed_over = [ignored_auth, *([] if label in TAKES_WHATEVER_FITS else [positive_data_acceptance])]
    statuses = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = _answer(running, case)
        statuses.add(answer.status_code)
        case.validate_response(answer, excluded_checks=passed_over)

    ask()
    # Whoever is let in is asked something: not everything may fail at the door.
    assert statuses - {401, 403}


def _answer(running: ScoringServed, case: Any) -> httpx2.Response:
    """Send the case, with a key or, as Coral does, signed."""
    sent = case.as_transport_kwargs()
    path = urlsplit(sent["url"]).path
    if re.fullmatch(r"/coral/[a-z0-9-]+", path):
        path = "/coral/courier"
    request = running.client.build_request(
        sent["method"],
        path,
        params=sent.get("params"),
        headers={**(sent.get("headers") or {}), **running.bearer, "x-goog-api-key": running.key},
        cookies=sent.get("cookies"),
        json=sent.get("json"),
        content=sent.get("data"),
    )
    if case.path.startswith("/coral/"):
        request.headers[HEADER] = asking.signed(request.read())
    answer: httpx2.Response = running.client.send(request)
    return answer
