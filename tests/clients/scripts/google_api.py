"""google-api-python-client as the old documentation shows it. Reads what to ask from stdin, prints one line of JSON for each answer."""

import json
import sys
from typing import Any

from googleapiclient import discovery, errors

asked = json.load(sys.stdin)


def outcome(error: errors.HttpError) -> dict[str, Any]:
    return {
        "failed": str(error),
        "status": int(error.resp.status),
        "reason": error.reason,
        "details": error.error_details,
        "answer": json.loads(error.content),
    }


def build(key: str) -> Any:
    return discovery.build(
        "commentanalyzer",
        "v1alpha1",
        developerKey=key,
        discoveryServiceUrl=asked["discovery"],
        static_discovery=False,
    )


def call(client: Any, method: str, body: object) -> Any:
    comments = client.comments()
    return {"analyze": comments.analyze, "suggestscore": comments.suggestscore}[method](body=body)


for one in asked["calls"]:
    try:
        request = call(build(one.get("key", asked["key"])), one["method"], one["body"])
        told: dict[str, Any] = {"returned": request.execute(), "uri": request.uri}
    except errors.HttpError as error:
        told = outcome(error)
    print(json.dumps(told))

if asked.get("batch"):
    answers: dict[str, dict[str, Any]] = {}

    def keep(name: str, returned: object, error: errors.HttpError | None) -> None:
        answers[name] = {"returned": returned} if error is None else outcome(error)

    client = build(asked["key"])
    batch = client.new_batch_http_request(callback=keep)
    for name, one in asked["batch"].items():
        batch.add(call(client, one["method"], one["body"]), request_id=name)
    batch.execute()
    print(json.dumps(answers))
