"""perspective 1.0.3. Reads what to ask from stdin, prints one line of JSON for each answer."""

import json
import sys
import urllib.error

from perspective import PerspectiveAPI

asked = json.load(sys.stdin)
client = PerspectiveAPI(asked["key"])
if "url" in asked:
    client.api_client.url = asked["url"]
for one in asked["calls"]:
    try:
        told = {
            "returned": getattr(client, one["method"])(*one.get("positional", ()), **one.get("named", {}))
        }
    except urllib.error.HTTPError as error:
        told = {"failed": str(error), "status": error.code, "answer": json.loads(error.read())}
    print(json.dumps(told))
