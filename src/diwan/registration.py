"""Registering articles: what the publisher says about them, in numbered revisions."""

from concurrent.futures import Future

from diwan import identifiers
from diwan.articles import Article, Description, check_description, check_key, check_text
from diwan.clock import Clock, Milliseconds
from diwan.ledger import commitments
from diwan.ledger.entries import Registered
from diwan.ledger.leaves import encode
from diwan.ports import Storage, Transaction
from diwan.sites import Site


def register(
    storage: Storage, clock: Clock, *, site: Site, key: str, description: Description, text: str = "", by: str
) -> "Future[Article]":
    """Record what the publisher says about an article, and its text ("" for none).

    Nothing is stored if it says nothing new. Raises Unacceptable.
    """
    check_key(key)
    check_description(description)
    check_text(text)

    def work(transaction: Transaction) -> Article:
        known = transaction.article(site.id, key)
        if (
            known is not None
            and known.description == description
            and transaction.article_text(known.thread_id, known.revision) == text
        ):
            return known
        return record(transaction, site.id, key, description, text=text, by=by, at=clock(), known=known)

    return storage.write(work)


def record(
    transaction: Transaction,
    site: str,
    key: str,
    description: Description,
    *,
    text: str = "",
    by: str,
    at: Milliseconds,
    known: Article | None = None,
) -> Article:
    """Store the next revision of an article's description inside a transaction; the first one opens its thread.

    A revision that only brings another text is printed nowhere: no reader's page shows it.
    """
    article = Article(
        thread_id=known.thread_id if known else identifiers.new(at),
        site=site,
        key=key,
        revision=known.revision + 1 if known else 1,
        description=description,
        registered_at=known.registered_at if known else at,
        closes_by_editor=known.closes_by_editor if known else None,
    )
    transaction.keep_article(article, by, at, transaction.next_position())
    if text:
        transaction.keep_article_text(article.thread_id, article.revision, text)
    if known is None or known.description != description:
        transaction.owe_printing(article.thread_id, None)
    transaction.append(
        encode(
            Registered(
                at=at,
                thread=article.thread_id,
                site=site,
                article=key,
                revision=article.revision,
                digest=commitments.description_digest(
                    url=description.url,
                    headline=description.headline,
                    section=description.section,
                    language=description.language,
                    closes_at=description.closes_at,
                    text=text,
                ),
                by=by,
            ),
        )
    )
    return article
