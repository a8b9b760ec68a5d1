// Whether a receipt's proof holds, by the browser's own cryptography alone: docs/ledger-format.md, "A receipt's proof".
//
// `check` never throws. What it answers, step by step: "holds", "fails", or "untold" (erased words; a browser without Ed25519).

const HASH = /^[0-9a-f]{64}$/;
const NAME = /^[^\s+\u0000-\u001f\u007f]+$/;
const DASH = "\u2014 ";
const MOST_HASHES = 53;

/** `answer` is what /receipts/{token}/proof says; `comment` the id whose receipt this is. */
export async function check(answer, comment) {
  const step = async (test) => {
    try {
      return (await test()) ?? "fails";
    } catch {
      return "fails";
    }
  };
  const proof = answer?.proof;
  return {
    words: await step(() => checkWords(answer, JSON.parse(proof.leaf))),
    entry: await step(() => checkEntry(answer, proof, comment)),
    ledger: await step(async () => held(await isIncluded(proof, readNote(proof.checkpoint)))),
    signature: await step(() => checkSignature(proof.checkpoint, answer.verifier_key)),
  };
}

const held = (is) => (is ? "holds" : "fails");

// --- the words -----------------------------------------------------------------------------------------------------

async function checkWords({ salt, words, digest }, leaf) {
  if (salt === null && words === null) return "untold";
  const parts = [utf8("diwan comment v1\n"), bytesOf(salt)];
  for (const text of [leaf.site, leaf.article, leaf.parent ?? "", words.name, words.body]) {
    const encoded = utf8(text);
    const length = new Uint8Array(8);
    new DataView(length.buffer).setUint32(4, encoded.length);
    parts.push(length, encoded);
  }
  return held(hex(await sha256(...parts)) === digest && digest === leaf.digest);
}

// --- the entry and the tree (RFC 6962, RFC 9162 section 2.1.3.2) -------------------------------------------------------

async function checkEntry(answer, proof, comment) {
  const leaf = JSON.parse(proof.leaf);
  const fits = leaf.kind === "submitted" && leaf.comment === comment && proof.comment === comment && leaf.digest === answer.digest;
  return held(fits && hex(await leafHash(proof.leaf)) === proof.leaf_hash);
}

async function isIncluded({ leaf, leaf_hash, position, inclusion }, { size, root }) {
  if (!Number.isSafeInteger(position) || position < 0 || position >= size || inclusion.length > MOST_HASHES) return false;
  if (!inclusion.every((hash) => typeof hash === "string" && HASH.test(hash))) return false;
  let hash = await leafHash(leaf);
  if (hex(hash) !== leaf_hash) return false;
  let [node, last] = [position, size - 1];
  for (const sibling of inclusion.map(bytesOf)) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && hex(hash) === hex(root);
}

const half = (number) => Math.floor(number / 2);
const leafHash = (leaf) => sha256(Uint8Array.of(0), utf8(leaf));

// --- the checkpoint (C2SP signed-note, tlog-checkpoint) ------------------------------------------------------------------

/** The checkpoint's size, root and text, and its signatures. Throws for what is none. */
function readNote(note) {
  const end = note.lastIndexOf("\n\n");
  const text = note.slice(0, end + 1);
  const lines = note.slice(end + 2).split("\n");
  const [origin, size, root, ...rest] = text.split("\n");
  if (end < 0 || lines.pop() !== "" || rest.length !== 1 || rest[0] !== "") throw new Error("no checkpoint");
  if (!NAME.test(origin) || !/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(Number(size))) throw new Error("no checkpoint");
  const signatures = lines.map((line) => {
    const [name, encoded, ...more] = line.slice(DASH.length).split(" ");
    if (!line.startsWith(DASH) || more.length > 0 || !NAME.test(name)) throw new Error("no signature line");
    return { name, signed: unbase64(encoded) };
  });
  const hash = unbase64(root);
  if (hash.length !== 32) throw new Error("no root");
  return { origin, size: Number(size), root: hash, text, signatures };
}

async function checkSignature(note, verifierKey) {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(verifierKey);
  const typed = unbase64(encoded);
  const { origin, text, signatures } = readNote(note);
  if (typed.length !== 33 || typed[0] !== 1 || origin !== name) return "fails";
  if (hex((await sha256(utf8(`${name}\n`), typed)).slice(0, 4)) !== id) return "fails";
  const ours = signatures.filter(({ name: by, signed }) => by === name && hex(signed.slice(0, 4)) === id);
  if (ours.length === 0) return "fails";
  let key;
  try {
    key = await crypto.subtle.importKey("raw", typed.slice(1), "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") return "untold";
    throw error;
  }
  const verified = ours.map(({ signed }) => crypto.subtle.verify("Ed25519", key, signed.slice(4), utf8(text)));
  return held((await Promise.all(verified)).every(Boolean));
}

// --- bytes ---------------------------------------------------------------------------------------------------------------

const utf8 = (text) => {
  if (typeof text !== "string" || !text.isWellFormed()) throw new TypeError("no text");
  return new TextEncoder().encode(text);
};
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

function bytesOf(spelled) {
  if (!HASH.test(spelled)) throw new TypeError("not 32 bytes in hexadecimal");
  return Uint8Array.from(spelled.match(/../g), (two) => parseInt(two, 16));
}

/** Strictly the canonical spelling: padded, no spare bits, nothing skipped. */
function unbase64(encoded) {
  const binary = atob(encoded);
  if (btoa(binary) !== encoded) throw new TypeError("base64 is not spelled canonically");
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

async function sha256(...parts) {
  const joined = new Uint8Array(await new Blob(parts).arrayBuffer());
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined));
}
