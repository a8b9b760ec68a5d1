"""A second verifier of exported ledgers, written from `docs/ledger-format.md` alone. Imports nothing from Diwan.

    python second_verifier.py FILE VERIFIER-KEY

Prints the first thing that does not fit, and ends with 1; or prints the number of entries, and ends with 0.
"""

import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Unfit(Exception):
    """Something does not fit."""


def need(condition: object, what: str) -> None:
    if not condition:
        raise Unfit(what)


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


# --- Canonical JSON -------------------------------------------------------------------------------------------------

ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def spell(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in value) + '"'
    if isinstance(value, int) and not isinstance(value, bool):
        need(abs(value) < 2**53, "an integer is too large")
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join(map(spell, value)) + "]"
    need(isinstance(value, dict) and all(key.isascii() for key in value), "not a canonical value")
    return "{" + ",".join(f"{spell(key)}:{spell(value[key])}" for key in sorted(value)) + "}"


def read(data: bytes) -> Any:
    try:
        value = json.loads(data.decode())
        need(spell(value).encode() == data, "not spelled canonically")
    except (ValueError, RecursionError):
        raise Unfit("not JSON") from None
    return value


# --- Entries --------------------------------------------------------------------------------------------------------

GUIDELINES = ("profanity", "threat", "personal-attack", "vulgarity", "abuse", "promotion")
ABUSE = ("sexism", "racism", "homophobia", "xenophobia", "religion")
TYPES: dict[str, Callable[[Any], Any]] = {
    "text": lambda v: isinstance(v, str) and v,
    "count?": lambda v: v is None or (isinstance(v, int) and not isinstance(v, bool) and v >= 0),
    "text?": lambda v: v is None or (isinstance(v, str) and v),
    "digest": lambda v: isinstance(v, str) and re.fullmatch("[0-9a-f]{64}", v),
    "digest?": lambda v: v is None or (isinstance(v, str) and re.fullmatch("[0-9a-f]{64}", v)),
    "0": lambda v: isinstance(v, int) and v >= 0,
    "0?": lambda v: v is None or (isinstance(v, int) and v >= 0),
    "effect": lambda v: v in ("hold", "mute", "bar"),
    "1": lambda v: isinstance(v, int) and v >= 1,
    "texts": lambda v: isinstance(v, list) and all(isinstance(t, str) and t for t in v),
    "outcome": lambda v: v in ("approved", "rejected"),
    "asked": lambda v: v in ("colleague", "editor"),
    "verdict": lambda v: v in ("overturned", "upheld"),
    "field": lambda v: v in ("body", "name"),
    "guideline": lambda v: v in GUIDELINES,
    "guideline?": lambda v: v is None or v in GUIDELINES,
    "abuse?": lambda v: v is None or v in ABUSE,
    "author": lambda v: has(v, AUTHOR) and (v["kind"] == "moderator") == (v["version"] is None),
    "maker": lambda v: v in ("moderator", "rule", "model"),
    "added": lambda v: isinstance(v, list) and all(has(a, ADDED) for a in v),
    "removed": lambda v: isinstance(v, list) and all(has(r, REMOVED) for r in v),
    "sheets": lambda v: isinstance(v, list) and all(has(s, SHEET) for s in v),
}


def fields(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


AUTHOR: dict[str, str] = fields("kind:maker name:text version:text?")
ADDED: dict[str, str] = fields("comment:text decision:text digest:digest publication:text")
REMOVED: dict[str, str] = fields("publication:text comment:text decision:text? erasure:text?")
SHEET: dict[str, str] = fields("branch:text level:0 number:0 address:digest count:0")
KINDS = {
    "founded": "instance:text origin:text",
    "guidelines": "revision:1 digest:digest by:text",
    "terms": "revision:1 list:text follows:0 digest:digest by:text",
    "paused": "pause:text site:text by:text note:digest",
    "resumed": "pause:text by:text",
    "closing": "closing:text thread:text closes_at:count? by:text",
    "registered": "thread:text site:text article:text revision:1 digest:digest by:text",
    "appointed": "moderator:text role:text name:text",
    "dismissed": "moderator:text by:text",
    "tied": "moderator:text tie:text identity:digest by:text",
    "reset": "moderator:text reset:text by:text",
    "submitted": "comment:text thread:text site:text article:text parent:text? branch:text ordinal:0 key:digest"
    " digest:digest",
    "signed": "comment:text signature:digest",
    "arrived": "reader:text identity:digest",
    "departed": "reader:text by:text",
    "screened": "comment:text screening:text digest:digest checks:texts",
    "reported": "comment:text report:text publication:text digest:digest key:digest guideline:guideline"
    " abuse_kind:abuse? reason:digest?",
    "cleared": "comment:text clearing:text digest:digest decision:text through:0 reopens:1 by:text note:digest?",
    "consulted": "comment:text consultation:text digest:digest asked:asked by:text note:digest?",
    "batch": "batch:text by:text outcome:outcome guideline:guideline? abuse_kind:abuse? selection:text count:1 undoes:text?",
    "batched": "batch:text decisions:texts",
    "moved": "comment:text motion:text digest:digest guideline:guideline abuse_kind:abuse? revision:1 field:field starts:0 ends:1"
    " quote:digest by:text note:digest? supersedes:text?",
    "confirmed": "comment:text motion:text decision:text mover:text by:text",
    "decided": "comment:text decision:text digest:digest outcome:outcome author:author guideline:guideline?"
    " abuse_kind:abuse? revision:1 note:digest? supersedes:text?",
    "appealed": "comment:text appeal:text decision:text digest:digest words:digest",
    "appeal-answered": "comment:text appeal:text answer:text verdict:verdict by:text decision:text? note:digest?",
    "printed": "thread:text top:text? count:0 added:added removed:removed sheets:sheets",
    "erased": "comment:text erasure:text digest:digest by:text",
    "expired": "comment:text expiry:text report:text? appeal:text?",
    "drawn": "comment:text decision:text digest:digest",
    "reread": "comment:text rereading:text decision:text digest:digest outcome:outcome guideline:guideline? abuse_kind:abuse?"
    " revision:1 by:text",
    "restrained": "restraint:text reader:digest effect:effect guideline:guideline until:0? by:text note:digest?",
    "lifted": "restraint:text by:text note:digest?",
}


KINDS_OF_MOTION = (
    *("digest", "guideline", "abuse_kind", "revision", "field", "starts", "ends", "quote"),
    *("by", "supersedes", "at"),
)


def has(value: Any, types: dict[str, str]) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == set(types)
        and all(TYPES[kind](value[name]) for name, kind in types.items())
    )


def entry_of(leaf: bytes) -> dict[str, Any]:
    entry = read(leaf)
    need(isinstance(entry, dict) and entry.get("kind") in KINDS, "an entry of no known kind")
    types = {"kind": "text", "at": "0", **fields(KINDS[entry["kind"]])}
    need(has(entry, types), f"a malformed {entry['kind']} entry")
    return dict(entry)


# --- Hashing and signatures -----------------------------------------------------------------------------------------


class Tree:
    """The complete subtrees of a growing tree, as (size, root)."""

    def __init__(self) -> None:
        self.subtrees: list[tuple[int, bytes]] = []

    def add(self, leaf_hash: bytes) -> None:
        self.subtrees.append((1, leaf_hash))
        while len(self.subtrees) > 1 and self.subtrees[-1][0] == self.subtrees[-2][0]:
            (n, right), (_, left) = self.subtrees.pop(), self.subtrees.pop()
            self.subtrees.append((2 * n, sha(b"\x01" + left + right)))

    def root(self) -> bytes:
        if not self.subtrees:
            return sha(b"")
        root = self.subtrees[-1][1]
        for _, left in self.subtrees[-2::-1]:
            root = sha(b"\x01" + left + root)
        return root


def unbase64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Unfit("not base64") from None
    need(base64.b64encode(data).decode() == text, "base64 not spelled canonically")
    return data


def key_of(verifier_key: str) -> tuple[str, bytes, bytes]:
    name, key_id, key = verifier_key.split("+", 2)
    typed = unbase64(key)
    need(len(typed) == 33 and typed[0] == 1, "not an Ed25519 key")
    made = sha(name.encode() + b"\n" + typed)[:4]
    need(made.hex() == key_id, "the key id is not that of the key")
    return name, made, typed[1:]


def opened(note: str, key: tuple[str, bytes, bytes]) -> tuple[int, bytes]:
    name, key_id, public = key
    need(not re.search("[\x00-\x09\x0b-\x1f]", note), "a control character in a note")
    text, blank, signatures = note.rpartition("\n\n")
    need(blank and signatures.endswith("\n"), "not a note")
    lines = signatures[:-1].split("\n")
    need(len(lines) <= 16, "too many signatures")
    found = False
    for line in lines:
        parts = line.split(" ")
        need(len(parts) == 3 and parts[0] == "\u2014" and parts[1] and "+" not in parts[1], "not a signature")
        need(not re.search(r"\s", parts[1]), "white space in a name")
        signature = unbase64(parts[2])
        need(len(signature) > 4, "a signature too short")
        if parts[1] == name and signature[:4] == key_id:
            try:
                Ed25519PublicKey.from_public_bytes(public).verify(signature[4:], text.encode() + b"\n")
            except InvalidSignature:
                raise Unfit("a signature does not verify") from None
            found = True
    need(found, "a note is not signed by the key")
    body = text.split("\n")
    need(len(body) == 3 and body[0] == name, "not a checkpoint of this ledger")
    need(re.fullmatch("0|[1-9][0-9]*", body[1]), "not a size")
    root = unbase64(body[2])
    need(len(root) == 32, "not a root")
    return int(body[1]), root


# --- The rules ------------------------------------------------------------------------------------------------------


class Rules:
    def __init__(self) -> None:
        self.revision = 0
        self.threads: dict[str, dict[str, Any]] = {}
        self.articles: set[tuple[str, str]] = set()
        self.moderators: dict[str, bool] = {}
        self.ties: set[str] = set()
        self.resets: set[str] = set()
        self.comments: dict[str, dict[str, Any]] = {}
        self.branches: dict[str, int] = {}
        self.live: dict[str, int] = {}
        self.asked: set[tuple[str, str]] = set()
        self.motions: dict[str, dict[str, Any]] = {}
        self.last: dict[str, Any] | None = None
        self.before: dict[str, Any] | None = None
        self.draws: dict[str, tuple[str, set[str]]] = {}
        self.reread_ones: set[str] = set()
        self.batches: dict[str, dict[str, Any]] = {}
        self.run: dict[str, dict[str, Any]] = {}
        self.appeals: dict[str, dict[str, Any]] = {}
        self.rejecters: dict[str, dict[str, str]] = {}
        self.overturned: set[tuple[str, str]] = set()
        self.owed: tuple[str, str] | None = None
        self.position = 0
        self.reports: dict[str, list[int]] = {}
        self.cleared_to: dict[str, int] = {}
        self.readers: dict[str, bool] = {}
        self.reasons: dict[str, str] = {}
        self.expirable: dict[str, str] = {}
        self.terms_at = 0
        self.lists: dict[str, int] = {}
        self.pauses: dict[str, str] = {}
        self.editors: set[str] = set()
        self.restraints: dict[str, int | None] = {}

    def take(self, position: int, e: dict[str, Any]) -> None:
        self.position = position
        need((e["kind"] == "founded") == (position == 0), "rule 1")
        answers = (e.get("appeal"), e.get("decision")) if e["kind"] == "appeal-answered" else None
        need(self.owed is None or answers == self.owed, "rule 15: the answer follows its decision")
        self.owed = None
        getattr(self, e["kind"].replace("-", "_"))(e)
        self.before, self.last = self.last, e
        if e["kind"] == "decided":
            self.run[e["decision"]] = e
        else:
            self.run = {}

    def founded(self, e: dict[str, Any]) -> None:
        pass

    def guidelines(self, e: dict[str, Any]) -> None:
        self.revision += 1
        need(e["revision"] == self.revision, "rule 2")

    def registered(self, e: dict[str, Any]) -> None:
        place = (e["site"], e["article"])
        if e["thread"] not in self.threads:
            need(place not in self.articles, "rule 3: article")
            self.articles.add(place)
            self.threads[e["thread"]] = {"place": place, "revision": 0}
        thread = self.threads[e["thread"]]
        thread["revision"] += 1
        need(thread["place"] == place and thread["revision"] == e["revision"], "rule 3")

    def terms(self, e: dict[str, Any]) -> None:
        self.terms_at += 1
        need(e["revision"] == self.terms_at and self.moderators.get(e["by"]), "rule 23")
        need(e["follows"] == self.lists.get(e["list"], 0), "rule 23: follows")
        self.lists[e["list"]] = e["revision"]

    def paused(self, e: dict[str, Any]) -> None:
        need(e["site"] not in self.pauses.values() and self.moderators.get(e["by"]), "rule 24")
        self.pauses[e["pause"]] = e["site"]

    def resumed(self, e: dict[str, Any]) -> None:
        need(self.pauses.pop(e["pause"], None) and self.moderators.get(e["by"]), "rule 24")

    def closing(self, e: dict[str, Any]) -> None:
        need(e["thread"] in self.threads and self.moderators.get(e["by"]), "rule 25")

    def appointed(self, e: dict[str, Any]) -> None:
        need(e["moderator"] not in self.moderators, "rule 4")
        self.moderators[e["moderator"]] = True
        if e["role"] == "editor":
            self.editors.add(e["moderator"])

    def dismissed(self, e: dict[str, Any]) -> None:
        need(self.moderators.get(e["moderator"]), "rule 4")
        self.moderators[e["moderator"]] = False

    def tied(self, e: dict[str, Any]) -> None:
        need(e["tie"] not in self.ties and self.moderators.get(e["moderator"]), "rule 21")
        self.ties.add(e["tie"])

    def reset(self, e: dict[str, Any]) -> None:
        need(e["reset"] not in self.resets and self.moderators.get(e["moderator"]), "rule 4: reset")
        self.resets.add(e["reset"])

    def submitted(self, e: dict[str, Any]) -> None:
        need(e["comment"] not in self.comments, "rule 5: once")
        need(e["thread"] in self.threads, "rule 5: thread")
        need(self.threads[e["thread"]]["place"] == (e["site"], e["article"]), "rule 5: article")
        branch = e["thread"]
        if e["parent"] is not None:
            parent = self.comments.get(e["parent"])
            need(parent and parent["thread"] == e["thread"], "rule 5: parent")
            assert parent
            branch = e["parent"] if parent["parent"] is None else parent["branch"]
        need(e["branch"] == branch and e["ordinal"] == self.branches.get(branch, 0), "rule 5: branch")
        self.branches[branch] = e["ordinal"] + 1
        self.comments[e["comment"]] = {**e, "decision": None, "outcome": None, "live": None, "erasure": None}

    def arrived(self, e: dict[str, Any]) -> None:
        need(e["reader"] not in self.readers, "rule 19: once")
        self.readers[e["reader"]] = True

    def departed(self, e: dict[str, Any]) -> None:
        need(self.readers.get(e["reader"]), "rule 19: departed")
        self.readers[e["reader"]] = False

    def signed(self, e: dict[str, Any]) -> None:
        s = self.last
        need(s and s["kind"] == "submitted" and s["comment"] == e["comment"], "rule 20")

    def screened(self, e: dict[str, Any]) -> None:
        need(e["comment"] in self.comments, "rule 6")
        need(all(re.fullmatch("(?s).+@.+", check) for check in e["checks"]), "rule 6: checks")

    def consulted(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and not c["decision"] and c["digest"] == e["digest"], "rule 10: comment")
        need(self.moderators.get(e["by"]), "rule 10: by")
        need((e["comment"], e["asked"]) not in self.asked, "rule 10: once")
        self.asked.add((e["comment"], e["asked"]))

    def batch(self, e: dict[str, Any]) -> None:
        need(e["batch"] not in self.batches, "rule 13: once")
        need(self.moderators.get(e["by"]), "rule 13: by")
        need((e["outcome"] == "rejected") == (e["guideline"] is not None), "rule 13: guideline")
        need(e["abuse_kind"] is None or e["guideline"] == "abuse", "rule 13: abuse")
        need(e["undoes"] is None or e["undoes"] in self.batches, "rule 13: undoes")
        self.batches[e["batch"]] = e

    def batched(self, e: dict[str, Any]) -> None:
        b = self.batches.get(e["batch"])
        need(b, "rule 14: batch")
        assert b
        for name in e["decisions"]:
            d = self.run.pop(name, None)
            need(d, "rule 14: decision")
            assert d
            need(d["author"] == {"kind": "moderator", "name": b["by"], "version": None}, "rule 14: by")
            need(all(d[n] == b[n] for n in ("outcome", "guideline", "abuse_kind")), "rule 14: reason")

    def moved(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 11: comment")
        assert c
        need(self.moderators.get(e["by"]), "rule 11: by")
        need(e["supersedes"] == c["decision"], "rule 11: supersedes")
        need(e["revision"] <= self.revision and e["starts"] < e["ends"], "rule 11: revision or quote")
        need(e["abuse_kind"] is None or e["guideline"] == "abuse", "rule 11: abuse")
        self.motions[e["comment"]] = e

    def confirmed(self, e: dict[str, Any]) -> None:
        m, d = self.motions.pop(e["comment"], None), self.last
        need(m and m["motion"] == e["motion"] and m["by"] == e["mover"], "rule 12: motion")
        need(d and d["kind"] == "decided" and d["decision"] == e["decision"], "rule 12: decision")
        assert m
        assert d
        need(self.moderators.get(e["mover"]) and e["mover"] != e["by"], "rule 12: two people")
        need(d["author"]["kind"] == "moderator" and d["author"]["name"] == e["by"], "rule 12: by")
        need(d["outcome"] == "rejected" and d["comment"] == e["comment"], "rule 12: rejected")
        need(all(d[n] == m[n] for n in ("guideline", "abuse_kind", "supersedes")), "rule 12: reason")

    def decided(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 7: comment")
        assert c
        need(e["supersedes"] == c["decision"], "rule 7: supersedes")
        need((e["outcome"] == "rejected") == (e["guideline"] is not None), "rule 7: guideline")
        need(e["abuse_kind"] is None or e["guideline"] == "abuse", "rule 7: abuse")
        need(e["revision"] <= self.revision, "rule 7: revision")
        if e["author"]["kind"] != "moderator":
            need(c["site"] not in self.pauses.values(), "rule 24: paused")
        if e["author"]["kind"] == "moderator":
            need(self.moderators.get(e["author"]["name"]), "rule 7: author")
        author = e["author"]
        by_person, by = author["kind"] == "moderator", author["name"]
        against = [a for a in self.appeals.values() if a["decision"] == e["supersedes"]]
        need(by_person or not against, "rule 16: a machine")
        for appeal in against:
            if not appeal["answered"]:
                need(e["outcome"] == "approved", "rule 16: rejects anew")
                need(by not in self.rejecters.get(e["comment"], {}).values(), "rule 16: against himself")
                self.owed = (appeal["appeal"], e["decision"])
        if by_person and e["outcome"] == "rejected":
            need((e["comment"], by) not in self.overturned, "rule 16: overturned")
            self.rejecters.setdefault(e["comment"], {})[e["decision"]] = by
        if by_person and e["comment"] in self.draws:
            self.draws[e["comment"]][1].add(by)
        c["decision"], c["outcome"] = e["decision"], e["outcome"]

    def appealed(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 15: comment")
        assert c
        need(c["outcome"] == "rejected" and c["decision"] == e["decision"], "rule 15: rejection")
        need(e["appeal"] not in self.appeals, "rule 15: once")
        need(all(a["decision"] != e["decision"] for a in self.appeals.values()), "rule 15: once each")
        self.appeals[e["appeal"]] = {**e, "answered": False}

    def appeal_answered(self, e: dict[str, Any]) -> None:
        a, c = self.appeals.get(e["appeal"]), self.comments.get(e["comment"])
        need(a and c and a["comment"] == e["comment"] and not a["answered"], "rule 15: appeal")
        assert a
        assert c
        need(not c["erasure"], "rule 15: erased")
        need(self.moderators.get(e["by"]), "rule 15: by")
        rejecters = self.rejecters.get(e["comment"], {})
        need(e["by"] not in rejecters.values(), "rule 15: against himself")
        a["answered"] = True
        self.expirable[e["appeal"]] = e["comment"]
        if e["verdict"] == "upheld":
            need(e["decision"] is None and c["decision"] == a["decision"] and e["note"], "rule 15: upheld")
        else:
            need(e["decision"] == c["decision"] != a["decision"], "rule 15: overturned")
            need(c["outcome"] == "approved", "rule 15: overturned")
            if a["decision"] in rejecters:
                self.overturned.add((e["comment"], rejecters[a["decision"]]))

    def reported(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 17: comment")
        assert c
        need(c["live"] and c["live"][0] == e["publication"], "rule 17: publication")
        need(c["outcome"] == "approved", "rule 17: approved")
        need(e["abuse_kind"] is None or e["guideline"] == "abuse", "rule 17: abuse")
        self.reports.setdefault(e["comment"], []).append(self.position)
        if e["reason"] is not None:
            self.reasons[e["report"]] = e["comment"]

    def cleared(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 18: comment")
        assert c
        need(c["outcome"] == "approved" and c["decision"] == e["decision"], "rule 18: decision")
        need(self.moderators.get(e["by"]), "rule 18: by")
        need(e["through"] in self.reports.get(e["comment"], []), "rule 18: through")
        need(e["through"] > self.cleared_to.get(e["comment"], -1), "rule 18: further")
        self.cleared_to[e["comment"]] = e["through"]

    def printed(self, e: dict[str, Any]) -> None:
        need(e["thread"] in self.threads, "rule 8: thread")
        live = self.live.get(e["thread"], 0)
        for r in e["removed"]:
            c = self.comments.get(r["comment"])
            need(c and c["thread"] == e["thread"] and c["live"], "rule 8: removed")
            assert c
            need(c["live"][0] == r["publication"], "rule 8: removed")
            need((r["decision"] is None) != (r["erasure"] is None), "rule 8: cause")
            if r["erasure"] is not None:
                need(r["erasure"] == c["erasure"], "rule 8: erasure")
            else:
                need(r["decision"] == c["decision"] != c["live"][1], "rule 8: decision")
            c["live"] = None
            live -= 1
        for a in e["added"]:
            c = self.comments.get(a["comment"])
            need(c and c["thread"] == e["thread"] and not c["live"] and not c["erasure"], "rule 8: added")
            assert c
            need(c["outcome"] == "approved" and c["decision"] == a["decision"], "rule 8: approved")
            need(c["digest"] == a["digest"], "rule 8: digest")
            c["live"] = (a["publication"], a["decision"])
            live += 1
        need(e["count"] == live and (e["top"] is None) == (live == 0), "rule 8: count")
        self.live[e["thread"]] = live

    def erased(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 9")
        assert c
        c["erasure"] = e["erasure"]

    def expired(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"], "rule 22: comment")
        need((e["report"] is None) != (e["appeal"] is None), "rule 22: one of the two")
        kept, name = (self.reasons, e["report"]) if e["report"] else (self.expirable, e["appeal"])
        need(kept.pop(name, None) == e["comment"], "rule 22: there, and once")

    def drawn(self, e: dict[str, Any]) -> None:
        c, d = self.comments.get(e["comment"]), self.last
        people: set[str] = set()
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 23: comment")
        need(e["comment"] not in self.draws, "rule 23: once")
        if d and d["kind"] == "confirmed":
            people, d = {d["mover"]}, self.before
        need(d and d["kind"] == "decided" and d["decision"] == e["decision"], "rule 23: decision")
        assert d
        need(d["comment"] == e["comment"] and d["supersedes"] is None, "rule 23: the first")
        need(d["author"]["kind"] == "moderator", "rule 23: a moderator's")
        self.draws[e["comment"]] = (e["decision"], people | {d["author"]["name"]})

    def reread(self, e: dict[str, Any]) -> None:
        c = self.comments.get(e["comment"])
        need(c and not c["erasure"] and c["digest"] == e["digest"], "rule 24: comment")
        decision, people = self.draws.get(e["comment"], ("", set[str]()))
        need(decision == e["decision"], "rule 24: drawn")
        need(e["comment"] not in self.reread_ones, "rule 24: once")
        need(self.moderators.get(e["by"]) and e["by"] not in people, "rule 24: by")
        need((e["outcome"] == "rejected") == (e["guideline"] is not None), "rule 24: guideline")
        need(e["abuse_kind"] is None or e["guideline"] == "abuse", "rule 24: abuse")
        need(e["revision"] <= self.revision, "rule 24: revision")
        self.reread_ones.add(e["comment"])

    def restrained(self, e: dict[str, Any]) -> None:
        need(e["restraint"] not in self.restraints, "rule 28: once")
        need(self.moderators.get(e["by"]), "rule 28: by")
        need(e["effect"] != "bar" or e["by"] in self.editors, "rule 28: an editor")
        need(e["effect"] != "mute" or e["until"] is not None, "rule 28: an end")
        need(e["until"] is None or e["until"] > e["at"], "rule 28: later")
        self.restraints[e["restraint"]] = e["until"]

    def lifted(self, e: dict[str, Any]) -> None:
        need(e["restraint"] in self.restraints, "rule 29: before, and once")
        need(self.moderators.get(e["by"]) and e["by"] in self.editors, "rule 29: by")
        until = self.restraints.pop(e["restraint"])
        need(until is None or until > e["at"], "rule 29: in time")


# --- Records --------------------------------------------------------------------------------------------------------


def comment_digest(e: dict[str, Any], f: dict[str, Any]) -> str:
    data = b"diwan comment v1\n" + unhex(f["salt"])
    for text in (e["site"], e["article"], e["parent"] or "", f["name"], f["body"]):
        data += len(text.encode()).to_bytes(8, "big") + text.encode()
    return sha(data).hex()


def unhex(text: str) -> bytes:
    need(re.fullmatch("([0-9a-f]{2})*", text), "not hex")
    return bytes.fromhex(text)


def committed(purpose: str, salt: str, *texts: str) -> str:
    data = purpose.encode() + unhex(salt)
    need(len(unhex(salt)) == 32, "a salt of another length")
    for text in texts:
        data += len(text.encode()).to_bytes(8, "big") + text.encode()
    return sha(data).hex()


def is_note(e: dict[str, Any], f: dict[str, Any]) -> bool:
    if e["note"] is None:
        return [f["note"], f["note_salt"]] == [None] * 2
    salt = unhex(f["note_salt"])
    return len(salt) == 32 and sha(salt + f["note"].encode()).hex() == e["note"]


def records_of(e: dict[str, Any], erased: set[str]) -> list[tuple[str, dict[str, Any], Any]]:
    """For each record: its kind, its plain fields, and a function that checks the others, given by name."""
    at = {"at": e["at"]}
    by = {**at, "by": e.get("by")}
    match e["kind"]:
        case "founded":
            return [("instance", {"id": e["instance"], "origin": e["origin"], **at}, {})]
        case "guidelines":
            texts = {"texts": lambda f: sha(f["texts"].encode()).hex() == e["digest"]}
            return [("guidelines", {"revision": e["revision"], **by}, texts)]
        case "registered":
            names = "url headline section language closes_at"

            def described(f: dict[str, Any]) -> bool:
                text = {"text": f["text"]} if "text" in f else {}
                need(
                    "text" not in f or (isinstance(f["text"], str) and f["text"]),
                    "an article's text that is none",
                )
                made = sha(spell({**{n: f[n] for n in names.split()}, **text}).encode()).hex()
                return bool(made == e["digest"])

            article = {"thread_id": e["thread"], "revision": e["revision"], **by}
            thread = {"id": e["thread"], "site": e["site"], "article": e["article"], **at}
            found: list[tuple[str, dict[str, Any], Any]] = [("article", article, {names: described})]
            return [("thread", thread, {}), *found] if e["revision"] == 1 else found
        case "appointed":
            moderator = {"id": e["moderator"], "name": e["name"], "role": e["role"], **at}
            return [("moderator", moderator, {})]
        case "terms":
            plain = {"revision": e["revision"], "list": e["list"], "follows": e["follows"], **by}

            def listed(f: dict[str, Any]) -> bool:
                salt = unhex(f["salt"])
                return len(salt) == 32 and sha(salt + f["texts"].encode()).hex() == e["digest"]

            return [("terms", plain, {"texts salt": listed})]
        case "paused":
            plain = {"id": e["pause"], "site": e["site"], **by}
            return [("pause", plain, {"note note_salt": lambda f: is_note(e, f)})]
        case "resumed":
            return [("resumption", {"pause_id": e["pause"], **by}, {})]
        case "closing":
            plain = {"id": e["closing"], "thread_id": e["thread"], "closes_at": e["closes_at"], **by}
            return [("closing", plain, {})]
        case "dismissed":
            return [("dismissal", {"moderator_id": e["moderator"], **by}, {})]
        case "tied":

            def identity(f: dict[str, Any]) -> bool:
                salt, who = unhex(f["salt"]), f["issuer"].encode() + b"\0" + f["subject"].encode()
                return len(salt) == 32 and sha(salt + who).hex() == e["identity"]

            plain = {"id": e["tie"], "moderator_id": e["moderator"], **by}
            return [("tie", plain, {"issuer subject salt": identity})]
        case "reset":
            return [("reset", {"id": e["reset"], "moderator_id": e["moderator"], **by}, {})]
        case "submitted":
            same = {n: e[n] for n in ("site", "branch", "ordinal", "digest", "at")}
            plain = {"id": e["comment"], "thread_id": e["thread"], "parent_id": e["parent"], **same}

            def words(f: dict[str, Any]) -> bool:
                if e["comment"] in erased:
                    return [f["salt"], f["name"], f["body"]] == [None] * 3
                return len(unhex(f["salt"])) == 32 and comment_digest(e, f) == e["digest"]

            key = {"submission_key": lambda f: sha(f["submission_key"].encode()).hex() == e["key"]}
            return [("comment", plain, {**key, "salt name body": words})]
        case "signed":

            def signer(f: dict[str, Any]) -> bool:
                if e["comment"] in erased:
                    return [f["salt"], f["reader_id"], f["badge"]] == [None] * 3
                badge = "" if f["badge"] is None else f["badge"]
                if f["badge"] == "":
                    return False
                made = committed("diwan signature v1\n", f["salt"], f["reader_id"], badge)
                return bool(made == e["signature"])

            plain = {"comment_id": e["comment"], "commitment": e["signature"], **at}
            return [("signature", plain, {"salt reader_id badge": signer})]
        case "arrived":

            def identity(f: dict[str, Any]) -> bool:
                if e["reader"] in erased:
                    return [f[n] for n in ("salt", "site", "source", "subject")] == [None] * 4
                texts = (f["site"], f["source"], f["subject"])
                return bool(committed("diwan reader v1\n", f["salt"], *texts) == e["identity"])

            plain = {"id": e["reader"], "commitment": e["identity"], **at}
            return [("reader", plain, {"salt site source subject": identity})]
        case "departed":
            return [("departure", {"reader_id": e["reader"], **by}, {})]
        case "screened":
            findings = {"findings": lambda f: sha(unhex(f["findings"])).hex() == e["digest"]}
            return [("screening", {"id": e["screening"], "comment_id": e["comment"], **at}, findings)]
        case "consulted":
            same = {n: e[n] for n in ("digest", "asked", "by", "at")}
            plain = {"id": e["consultation"], "comment_id": e["comment"], **same}
            return [("consultation", plain, {"note note_salt": lambda f: is_note(e, f)})]
        case "appealed":
            plain = {"id": e["appeal"], "comment_id": e["comment"], "decision_id": e["decision"]}
            plain |= {"outcome": "rejected", "digest": e["digest"], "commitment": e["words"], **at}

            def objection(f: dict[str, Any]) -> bool:
                if e["comment"] in erased or e["appeal"] in erased:
                    return [f["salt"], f["body"]] == [None] * 2
                salt = unhex(f["salt"])
                return len(salt) == 32 and sha(salt + f["body"].encode()).hex() == e["words"]

            return [("appeal", plain, {"salt body": objection})]
        case "drawn":
            plain = {"comment_id": e["comment"], "decision_id": e["decision"], "digest": e["digest"], **at}
            return [("draw", plain, {})]
        case "reread":
            same = {n: e[n] for n in ("digest", "outcome", "guideline", "abuse_kind", "revision")}
            plain = {
                "id": e["rereading"],
                "comment_id": e["comment"],
                "decision_id": e["decision"],
                **same,
                **by,
            }
            return [("rereading", plain, {})]
        case "appeal-answered":
            plain = {"id": e["answer"], "appeal_id": e["appeal"], "comment_id": e["comment"]}
            plain |= {"outcome": e["verdict"], "decision_id": e["decision"], **by}
            return [("appeal_answer", plain, {"note note_salt": lambda f: is_note(e, f)})]
        case "batch":
            same = {n: e[n] for n in ("outcome", "guideline", "abuse_kind", "selection", "count", "undoes")}
            return [("batch", {"id": e["batch"], **same, **by}, {})]
        case "batched":
            return [("batched", {"decision_id": d, "batch_id": e["batch"]}, {}) for d in e["decisions"]]
        case "moved":
            same = {n: e[n] for n in KINDS_OF_MOTION}
            plain = {"id": e["motion"], "comment_id": e["comment"], **same}
            return [("motion", plain, {"note note_salt": lambda f: is_note(e, f)})]
        case "confirmed":
            plain = {"motion_id": e["motion"], "comment_id": e["comment"], "decision_id": e["decision"]}
            return [("confirmation", {**plain, "mover": e["mover"], "by": e["by"], "at": e["at"]}, {})]
        case "decided":
            same = {
                n: e[n]
                for n in (
                    "digest",
                    "outcome",
                    "guideline",
                    "abuse_kind",
                    "revision",
                    "supersedes",
                    "at",
                )
            }
            author = {f"author_{n}": e["author"][n] for n in ("kind", "name", "version")}

            plain = {"id": e["decision"], "comment_id": e["comment"], **author, **same}
            return [("decision", plain, {"note note_salt": lambda f: is_note(e, f)})]
        case "reported":
            same = {n: e[n] for n in ("digest", "guideline", "abuse_kind", "at")}
            plain = {
                "id": e["report"],
                "comment_id": e["comment"],
                "publication_id": e["publication"],
                **same,
            }

            def reason(f: dict[str, Any]) -> bool:
                if e["reason"] is None or e["comment"] in erased or e["report"] in erased:
                    return [f["salt"], f["reason"]] == [None] * 2
                salt = unhex(f["salt"])
                return len(salt) == 32 and sha(salt + f["reason"].encode()).hex() == e["reason"]

            key = {"report_key": lambda f: sha(f["report_key"].encode()).hex() == e["key"]}
            plain["reason_digest"] = e["reason"]
            return [("report", plain, {**key, "salt reason": reason})]
        case "cleared":
            same = {n: e[n] for n in ("digest", "through", "reopens", "by", "at")}
            plain = {"id": e["clearing"], "comment_id": e["comment"], "decision_id": e["decision"], **same}
            return [("clearing", plain, {"note note_salt": lambda f: is_note(e, f)})]
        case "printed":
            return (
                [
                    (
                        "publication",
                        {
                            "id": a["publication"],
                            "comment_id": a["comment"],
                            "decision_id": a["decision"],
                            "digest": a["digest"],
                            "outcome": "approved",
                            **at,
                        },
                        {},
                    )
                    for a in e["added"]
                ]
                + [
                    (
                        "retraction",
                        {
                            "publication_id": r["publication"],
                            "comment_id": r["comment"],
                            "decision_id": r["decision"],
                            "erasure_id": r["erasure"],
                            **at,
                        },
                        {},
                    )
                    for r in e["removed"]
                ]
                + [
                    (
                        "edition",
                        {"place": f"{s['branch']}/{s['level']}/{s['number']}", "thread_id": e["thread"], **s},
                        {},
                    )
                    for s in e["sheets"]
                ]
            )
        case "expired":
            plain = {"id": e["expiry"], "comment_id": e["comment"], "report_id": e["report"]}
            return [("expiry", {**plain, "appeal_id": e["appeal"], **at}, {})]
        case "restrained":
            same = {n: e[n] for n in ("effect", "guideline", "until")}

            def whom(f: dict[str, Any]) -> bool:
                return bool(committed("diwan restraint v1\n", f["salt"], f["reader_id"]) == e["reader"])

            others = {"reader_id salt": whom, "note note_salt": lambda f: is_note(e, f)}
            return [("restraint", {"id": e["restraint"], **same, **by}, others)]
        case "lifted":
            noted = {"note note_salt": lambda f: is_note(e, f)}
            return [("lifting", {"restraint_id": e["restraint"], **by}, noted)]
        case _:
            same = {"comment_id": e["comment"], "digest": e["digest"]}
            return [("erasure", {"id": e["erasure"], **same, **by}, {})]


def is_record(row: dict[str, Any], kind: str, plain: dict[str, Any], others: dict[str, Any]) -> bool:
    f = row["f"]
    names = {*plain, *" ".join(others).split()}
    if kind == "article" and "text" in f:
        names.add("text")
    if row["r"] != kind or set(f) != names or any(f[n] != value for n, value in plain.items()):
        return False
    try:
        return all(check(f) for check in others.values())
    except (AttributeError, TypeError):  # A field is null, or an integer where text should be.
        return False


# --- The file -------------------------------------------------------------------------------------------------------


def verify(lines: list[bytes], verifier_key: str) -> int:
    """The number of entries in a file that fits in every respect. Raises Unfit."""
    key = key_of(verifier_key)
    need(all(line.endswith(b"\n") for line in lines), "a line is cut")
    values = [read(line[:-1]) for line in lines]
    need(all(isinstance(value, dict) for value in values) and len(values) > 1, "not an export")
    header, *middle, end = values
    need(set(header) == {"format", "key", "origin", "records"}, "no first line")
    need(header["format"] == "diwan-ledger-export/1", "another format")
    need(header["key"] == verifier_key and header["origin"] == key[0], "another ledger")
    need(header["records"] in ("yes", "no"), "records: yes or no")
    need(end == {"end": len(lines) - 1}, "no last line")

    sorts: dict[str, list[dict[str, Any]]] = {"hlp": [], "cn": [], "fpr": []}
    for value in middle:
        sort = "".join(sorted(value))
        need(sort in sorts, "a line of no known sort")
        sorts[sort].append(value)
    whole = [value[name] for value in middle for name in ("p", "c") if name in value]
    need(all(isinstance(number, int) for number in whole), "a position or size that is none")
    need(all(isinstance(value["n"], str) for value in sorts["cn"]), "a note that is none")
    rows, checkpoints, records = sorts["hlp"], sorts["cn"], sorts["fpr"]
    need(rows, "no entries")
    need(header["records"] == "yes" or not records, "records that should not be there")

    tree, rules, entries = Tree(), Rules(), []
    due = iter([*checkpoints, None])
    checkpoint = next(due)
    for position, row in enumerate([*rows, None]):
        while checkpoint is not None and checkpoint["c"] == position:
            need(opened(checkpoint["n"], key) == (position, tree.root()), f"checkpoint {position}")
            checkpoint = next(due)
        if row is not None:
            need(row["p"] == position and isinstance(row["l"], str), f"row {position}")
            leaf = row["l"].encode()
            leaf_hash = sha(b"\x00" + leaf)
            need(row["h"] == leaf_hash.hex(), f"hash {position}")
            entry = entry_of(leaf)
            rules.take(position, entry)
            entries.append(entry)
            tree.add(leaf_hash)
    need(checkpoint is None, "a checkpoint out of order or of more entries than there are")
    need(entries[0]["origin"] == key[0], "founded under another name")
    if header["records"] == "yes":
        check_records(entries, records)
    return len(entries)


def check_records(entries: list[dict[str, Any]], records: list[dict[str, Any]]) -> None:
    erased = {e["comment"] for e in entries if e["kind"] == "erased"}
    erased |= {e["reader"] for e in entries if e["kind"] == "departed"}
    erased |= {e["report"] or e["appeal"] for e in entries if e["kind"] == "expired"}
    places = [row["p"] for row in records]
    need(places == sorted(places), "records out of order")
    at: dict[int, list[dict[str, Any]]] = {}
    for row in records:
        at.setdefault(row["p"], []).append(row)
    for position, entry in enumerate(entries):
        rows = at.pop(position, [])
        for kind, plain, others in records_of(entry, erased):
            fitting = [row for row in rows if is_record(row, kind, plain, others)]
            need(fitting, f"no {kind} at {position}")
            rows.remove(fitting[0])
        need(not rows, f"a record too many at {position}")
    need(not at, "a record without an entry")


def main() -> int:
    file, verifier_key = sys.argv[1:]
    with Path(file).open("rb") as lines:
        try:
            count = verify(list(lines), verifier_key)
        except Unfit as unfit:
            sys.stdout.write(f"does not fit: {unfit}\n")
            return 1
    sys.stdout.write(f"{count} entries fit\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
