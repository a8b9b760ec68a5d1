"""Mail to readers: what they asked for, and what is still to be sent.

Mailboxes lie in envelopes and are removed at will; none of it is copied into a backup, which would keep them longer than was promised.
"""

from sqlalchemy import BigInteger, LargeBinary, Text

from diwan.storage.schema.tables import table

mail_requests = table(
    "mail_requests",
    id=Text,
    comment_id=Text,
    site=Text,
    mark=LargeBinary,
    mailbox=LargeBinary,
    outcome=BigInteger,
    replies=BigInteger,
    daily=BigInteger,
    at=BigInteger,
    expires_at=BigInteger,
)
subscriptions = table(
    "subscriptions",
    id=Text,
    comment_id=Text,
    site=Text,
    mark=LargeBinary,
    mailbox=LargeBinary,
    outcome=BigInteger,
    replies=BigInteger,
    daily_at=BigInteger,
    quiet_until=BigInteger,
    at=BigInteger,
    expires_at=BigInteger,
)
enter_links = table(
    "enter_links",
    id=Text,
    site=Text,
    mark=LargeBinary,
    mailbox=LargeBinary,
    back=Text,
    name=Text,
    state=LargeBinary,
    at=BigInteger,
    expires_at=BigInteger,
)
outbox = table(
    "outbox",
    belongs_to=Text,
    cause=Text,
    kind=Text,
    mark=LargeBinary,
    mail_id=Text,
    attempts=BigInteger,
    due_at=BigInteger,
    gives_up_at=BigInteger,
)
mail_knocks = table("mail_knocks", mark=LargeBinary, at=BigInteger)
mail_refusals = table("mail_refusals", mark=LargeBinary, until=BigInteger)

MAIL = (mail_requests, subscriptions, enter_links, outbox, mail_knocks, mail_refusals)
