"""perspective.py 0.3.4. Reads what to ask from stdin, prints one line of JSON for each answer."""

import json
import sys

import perspective

asked = json.load(sys.stdin)
for one in asked["calls"]:
    try:
        client = perspective.Client(token=one.get("key", asked["key"]))
        told = {"returned": client.analyze(one["text"], **one.get("named", {}))}
    except Exception as error:  # noqa: BLE001 - which of its own errors it makes of an answer is the point
        told = {"failed": str(error), "kind": type(error).__name__}
    print(json.dumps(told))
