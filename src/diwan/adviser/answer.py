"""Reading the adviser's answer: a score for every guideline, or nothing at all. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from diwan.guidelines import Guideline


class Nonsense(Exception):
    """The answer is none; `str` says why, without anything of what was answered."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A score from 0 to 1 for every guideline; no probability that anybody has calibrated. `reason` is as it came."""

    scores: Mapping[Guideline, float]
    reason: str


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None
    tool_calls: list[Any] | None = None
    function_call: Any = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class _Content(msgspec.Struct, forbid_unknown_fields=True):
    scores: dict[str, float]
    reason: str


def read(body: bytes) -> Advice:
    """The advice in the response's body. Raises Nonsense for everything that is not exactly what was asked for."""
    try:
        completion = msgspec.json.decode(body, type=_Completion)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Nonsense("not a chat completion") from None
    if len(completion.choices) != 1:
        raise Nonsense("not one answer")
    [choice] = completion.choices
    message = choice.message
    if message.tool_calls or message.function_call:
        raise Nonsense("called a tool")
    if message.refusal:
        raise Nonsense("refused")
    if choice.finish_reason != "stop":
        raise Nonsense("did not come to its end")
    try:
        content = msgspec.json.decode(message.content or "", type=_Content)
    except (msgspec.DecodeError, RecursionError):
        raise Nonsense("not the object that was asked for") from None
    if content.scores.keys() != {guideline.value for guideline in Guideline}:
        raise Nonsense("other guidelines than the publisher's")
    if not all(math.isfinite(score) and 0 <= score <= 1 for score in content.scores.values()):
        raise Nonsense("a score out of range")
    return Advice({guideline: content.scores[guideline.value] for guideline in Guideline}, content.reason)
