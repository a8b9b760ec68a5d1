"""What Perspective's clients send, and byte for byte what they get."""

import pytest

from tests.contracts.perspective.recorded import Case, cases
from tests.scoring_house import ScoringServed

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.fact.replace(" ", "-"))
def test_the_answer_is_as_recorded(served: ScoringServed, case: Case) -> None:
    parts = [f"key={served.key}" if case.key else "", case.query]
    query = "&".join(filter(None, parts))
    answer = served.client.post(
        f"/v1alpha1/{case.path}?{query}",
        content=case.body.encode(),
        headers={"content-type": "application/json"},
    )
    assert answer.content.decode() == case.answer
    assert answer.status_code == case.status
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"


def test_no_case_is_there_twice() -> None:
    assert len({case.fact for case in CASES}) == len(CASES)
