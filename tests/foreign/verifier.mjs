// A verifier of receipts' proofs that shares no line with Diwan: written from docs/ledger-format.md alone, on Node's own cryptography.
//
//     node verifier.mjs VERIFIER_KEY < proofs.jsonl
//
// Each line is a JSON array: the id of the comment whose receipt it is, and what the receipt hands out as its proof. For each, one line is
// printed: "holds", or why not. The verifier key is one that came another way.

import { createHash, createPublicKey, verify } from "node:crypto";
import { createInterface } from "node:readline";

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const need = (is, why) => {
  if (!is) throw new Error(why);
};

const unhex = (text, bytes) => {
  need(typeof text === "string" && text.length === 2 * bytes && /^[0-9a-f]*$/.test(text), "not the hex of so many bytes");
  return Buffer.from(text, "hex");
};

const unbase64 = (text) => {
  const bytes = Buffer.from(text, "base64");
  need(bytes.toString("base64") === text, "base64 that is spelled otherwise");
  return bytes;
};

// --- canonical JSON ---------------------------------------------------------------------------------------------

const SHORT = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r" };

const spelled = (text) => {
  need(text.isWellFormed(), "a lone surrogate");
  const inside = text.replace(/["\\\u0000-\u001f]/g, (c) => SHORT[c] ?? "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  return `"${inside}"`;
};

const canonical = (value) => {
  if (value === null) return "null";
  if (typeof value === "string") return spelled(value);
  if (typeof value === "number") {
    need(Number.isSafeInteger(value) && !Object.is(value, -0), "not an integer");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  need(typeof value === "object", "a kind of value that does not occur");
  const fields = Object.keys(value).sort();
  return `{${fields.map((key) => `${spelled(key)}:${canonical(value[key])}`).join(",")}}`;
};

// --- the note ---------------------------------------------------------------------------------------------------

const ED25519_DER = Buffer.from("302a300506032b6570032100", "hex");

const keyOf = (text) => {
  const [, name, id, key] = /^([^\s+\p{Cc}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? need(false, "no verifier key");
  const bytes = unbase64(key);
  need(bytes.length === 33 && bytes[0] === 1, "not an Ed25519 key");
  need(sha256(name, "\n", bytes).subarray(0, 4).toString("hex") === id, "a key id of another key");
  return { name, id, key: createPublicKey({ key: Buffer.concat([ED25519_DER, bytes.subarray(1)]), format: "der", type: "spki" }) };
};

const opened = (note, verifier) => {
  need(typeof note === "string" && note.isWellFormed() && !/(?!\n)\p{Cc}/u.test(note), "a control character in the note");
  const gap = note.lastIndexOf("\n\n");
  need(gap >= 0 && note.endsWith("\n"), "no note");
  const text = note.slice(0, gap + 1);
  const lines = note.slice(gap + 2, -1).split("\n");
  need(lines.length <= 16, "too many signatures");
  let signed = false;
  for (const line of lines) {
    const [, name, encoded] = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? need(false, "no signature line");
    const bytes = unbase64(encoded);
    need(bytes.length > 4, "an empty signature");
    if (name !== verifier.name || bytes.subarray(0, 4).toString("hex") !== verifier.id) continue;
    need(!signed && verify(null, Buffer.from(text), verifier.key, bytes.subarray(4)), "the signature does not verify");
    signed = true;
  }
  need(signed, "not signed by the ledger's key");
  const [, origin, size, root] = /^([^\n]+)\n(0|[1-9][0-9]*)\n([A-Za-z0-9+/=]+)\n$/.exec(text) ?? need(false, "no checkpoint");
  need(origin === verifier.name && Number.isSafeInteger(Number(size)), "another ledger's checkpoint");
  const hash = unbase64(root);
  need(hash.length === 32, "no root");
  return { size: Number(size), root: hash };
};

// --- the tree: RFC 9162, section 2.1.3.2 ------------------------------------------------------------------------

const ONE = Buffer.from([1]);

const included = (leafHash, position, size, path, root) => {
  need(Number.isSafeInteger(position) && position >= 0 && position < size, "no such position");
  let [fn, sn, r] = [BigInt(position), BigInt(size - 1), leafHash];
  for (const hash of path) {
    need(sn !== 0n, "a longer path than the tree has");
    if (fn & 1n || fn === sn) {
      r = sha256(ONE, hash, r);
      while (!(fn & 1n) && fn !== 0n) [fn, sn] = [fn >> 1n, sn >> 1n];
    } else r = sha256(ONE, r, hash);
    [fn, sn] = [fn >> 1n, sn >> 1n];
  }
  need(sn === 0n && r.equals(root), "the path does not lead to the root");
};

// --- the receipt ------------------------------------------------------------------------------------------------

const FIELDS = ["article", "at", "branch", "comment", "digest", "key", "kind", "ordinal", "parent", "site", "thread"];

const entryIn = (leaf) => {
  const entry = JSON.parse(leaf);
  need(canonical(entry) === leaf, "a leaf that is spelled otherwise");
  need(Object.keys(entry).sort().join() === FIELDS.join() && entry.kind === "submitted", "not a submitted entry");
  for (const name of ["article", "branch", "comment", "site", "thread"]) need(typeof entry[name] === "string" && entry[name], name);
  for (const name of ["at", "ordinal"]) need(Number.isSafeInteger(entry[name]) && entry[name] >= 0, name);
  for (const name of ["digest", "key"]) unhex(entry[name], 32);
  need(entry.parent === null || (typeof entry.parent === "string" && entry.parent), "parent");
  return entry;
};

const framed = (text) => {
  need(typeof text === "string" && text.isWellFormed(), "no text");
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bytes.length));
  return Buffer.concat([length, bytes]);
};

const digestOf = (entry, salt, { name, body }) =>
  sha256("diwan comment v1\n", unhex(salt, 32), ...[entry.site, entry.article, entry.parent ?? "", name, body].map(framed));

const check = (comment, file, verifier) => {
  const { proof, digest, salt, words, verifier_key: shown } = file;
  keyOf(shown);
  need(shown === verifier.text, "made out by another key");
  const { size, root } = opened(proof.checkpoint, verifier);
  const entry = entryIn(proof.leaf);
  need(entry.comment === comment && proof.comment === comment, "another comment");
  need(digest === entry.digest, "another digest");
  const hash = sha256(Buffer.from([0]), proof.leaf);
  need(hash.equals(unhex(proof.leaf_hash, 32)), "another leaf hash");
  need(Array.isArray(proof.inclusion), "no path");
  included(hash, proof.position, size, proof.inclusion.map((each) => unhex(each, 32)), root);
  if (words === null && salt === null) return "holds, its words erased";
  need(digestOf(entry, salt, words).toString("hex") === entry.digest, "other words");
  return "holds";
};

const given = process.argv[2];
const verifier = { ...keyOf(given), text: given };
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  try {
    const [comment, file] = JSON.parse(line);
    console.log(check(comment, file, verifier));
  } catch (error) {
    console.log(`refused: ${error.message.split("\n")[0]}`);
  }
}
