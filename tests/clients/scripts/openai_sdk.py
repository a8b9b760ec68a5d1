"""The openai SDK's moderations. Reads what to ask from stdin, prints one line of JSON for each answer."""

import asyncio
import json
import sys
from typing import Any

import openai

asked = json.load(sys.stdin)


def client(kind: Any, key: str) -> Any:
    return kind(api_key=key, base_url=asked["url"], max_retries=0)


def failed(error: openai.APIStatusError) -> dict[str, Any]:
    return {
        "failed": error.message,
        "kind": type(error).__name__,
        "status": error.status_code,
        "code": error.code,
        "type": error.type,
        "param": error.param,
    }


async def asynchronous(named: dict[str, Any]) -> Any:
    async with client(openai.AsyncOpenAI, asked["key"]) as one:
        return await one.moderations.create(**named)


for one in asked["calls"]:
    try:
        if one.get("async"):
            answer = asyncio.run(asynchronous(one["named"]))
        else:
            answer = client(openai.OpenAI, one.get("key", asked["key"])).moderations.create(**one["named"])
        first = answer.results[0]
        told = {
            "returned": answer.model_dump(by_alias=True),
            # As attributes, which is how programs read them: whatever is missing raises.
            "read": [first.flagged, first.categories.harassment_threatening, first.category_scores.hate],
        }
    except openai.APIStatusError as error:
        told = failed(error)
    print(json.dumps(told))
