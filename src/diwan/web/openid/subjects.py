"""One text for whom a provider vouches for: a subject is unique within its issuer only (OpenID Connect Core 1.0, section 5.7)."""

import hashlib


def subject_of(issuer: str, subject: str, *, most_bytes: int) -> str:
    """Issuer and subject in one; where that is too long, or cannot be printed, the SHA-256 of both. No issuer has a `#`."""
    whole = f"{issuer}#{subject}"
    if len(whole.encode()) <= most_bytes and whole.isprintable():
        return whole
    return (
        "sha256:" + hashlib.sha256(issuer.encode() + b"\0" + subject.encode("utf-8", "replace")).hexdigest()
    )
