"""Small structures kept in one column, as canonical JSON text (sorted keys, no spaces)."""

import json


def dump(value: dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(text: str) -> dict[str, str]:
    value: dict[str, str] = json.loads(text)
    return value
