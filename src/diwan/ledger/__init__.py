"""The ledger: an append-only Merkle tree of entries, one for everything that was done. Pure: no database, no files.

    entries        what was done, one kind of entry for each act, and its bytes (canonical JSON)
    commitments    the digests by which entries speak of words, findings, notes and descriptions
    merkle, tiles  RFC 6962 hashing, proofs and their verification; the tree over stored hashes
    notes          signed checkpoints (C2SP signed-note and tlog-checkpoint)
    proofs         a reader's receipt as a proof that his comment stands in the ledger
    standing       entries to where a comment stands
    audit          the rules that every ledger obeys
    records        which columns of which record each entry speaks of
    verify         everything recomputed from stored bytes; what does not fit is named
    exported       a ledger as a file of lines, verifiable alone

`docs/ledger-format.md` describes the bytes for those who write a second verifier.
"""
