"""Keys of people and machines, and what is of the moment: replaced and removed at will."""

from sqlalchemy import BigInteger, LargeBinary, Text

from diwan.storage.schema.tables import table

passwords = table("passwords", moderator_id=Text, hash=Text)
sign_in_links = table("sign_in_links", hash=LargeBinary, moderator_id=Text, by=Text, expires_at=BigInteger)
sessions = table(
    "sessions",
    hash=LargeBinary,
    moderator_id=Text,
    way=Text,
    device=Text,
    began_at=BigInteger,
    seen_at=BigInteger,
    expires_at=BigInteger,
)
passkeys = table(
    "passkeys",
    id=Text,
    moderator_id=Text,
    name=Text,
    credential=LargeBinary,
    public_key=LargeBinary,
    sign_count=BigInteger,
    at=BigInteger,
    used_at=BigInteger,
    doubted_at=BigInteger,
)
# The secret follows from the nonce and a key outside the database; of `last_step` and before, no code is good any more.
authenticators = table(
    "authenticators", moderator_id=Text, nonce=LargeBinary, last_step=BigInteger, at=BigInteger
)
recovery_codes = table("recovery_codes", hash=LargeBinary, moderator_id=Text, at=BigInteger)
code_tries = table("code_tries", moderator_id=Text, count=BigInteger, last_at=BigInteger)
spent_challenges = table("spent_challenges", hash=LargeBinary, expires_at=BigInteger)
api_keys = table("api_keys", hash=LargeBinary, site=Text, name=Text, at=BigInteger)

# Who has which card before him, and who sits where: of the moment, and gone by itself.
claims = table("claims", comment_id=Text, moderator_id=Text, page=Text, renewed=BigInteger, until=BigInteger)
seats = table("seats", moderator_id=Text, lane=Text, until=BigInteger)

# How a moderator has set the desk up for himself. `keys`: a JSON object of the keys that differ from those that come with the desk.
preferences = table("preferences", moderator_id=Text, masking=BigInteger, keys=Text)

scoring_keys = table(
    "scoring_keys", hash=LargeBinary, name=Text, number=BigInteger, per_minute=BigInteger, at=BigInteger
)

# Browsers on their way to an OpenID provider and back, and who may come to the desk through one: hashes, and gone by themselves.
openid_journeys = table(
    "openid_journeys", state=LargeBinary, browser=LargeBinary, provider=Text, back=Text, expires_at=BigInteger
)
openid_invitations = table(
    "openid_invitations", moderator_id=Text, provider=Text, mark=LargeBinary, by=Text, expires_at=BigInteger
)
# What a reader's session knows of him is gone with it. The e-mail address is only where his sign-in gave one.
reader_sessions = table(
    "reader_sessions",
    hash=LargeBinary,
    reader_id=Text,
    site=Text,
    source=Text,
    name=Text,
    badge=Text,
    expires_at=BigInteger,
)
# Sign-ins of the publisher that have been used, each until it would have expired.
used_sign_ins = table("used_sign_ins", hash=LargeBinary, expires_at=BigInteger)
# Of the moment as well, and in no backup. `used_tickets`: tickets that let in a comment, until they lapse anyway. `oddities`: what was odd about
# the arrival of a comment that no check has looked at yet (`seen`: codes with spaces between them).
used_tickets = table("used_tickets", nonce=LargeBinary, expires_at=BigInteger)
oddities = table("oddities", comment_id=Text, seen=Text)

# Term lists that are tried on the past before they are put into force: `came` is the ledger position down to which that has come, `tally`
# (JSON) what it has brought so far. Gone by themselves, and in no backup.
term_trials = table(
    "term_trials",
    id=Text,
    list=Text,
    base=BigInteger,
    texts=Text,
    by=Text,
    most=BigInteger,
    came=BigInteger,
    tally=Text,
    expires_at=BigInteger,
)

KEYS = (
    passwords,
    sign_in_links,
    sessions,
    passkeys,
    authenticators,
    recovery_codes,
    code_tries,
    spent_challenges,
    api_keys,
    claims,
    seats,
    preferences,
    scoring_keys,
    openid_journeys,
    openid_invitations,
    reader_sessions,
    used_sign_ins,
    used_tickets,
    oddities,
    term_trials,
)
