"""The data contract: what one look at one article yields, and what a row of each dataset means.

`Article` and `Comment` are the rows of the two datasets. The Arrow schema (`store/schema.py`) and the data
dictionary (`data/README.md`) are derived from the annotations and the `doc` of each field, so this module is the
only place where a column is defined. Names follow schema.org NewsArticle and Comment, in snake_case.

Three rules hold for every field:

* unknown is `None` (or an empty list), never an empty string, 0 or "Unknown";
* times are aware datetimes in UTC, and the page's own text is kept beside them in `*_raw`;
* columns are only ever added, at the end of a group, and nullable: `SCHEMA_VERSION` counts the additions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime  # noqa: TC003  (the schema is derived from the annotations at run time)
from typing import Any, Self

SCHEMA_VERSION = 1


def column(doc: str, *, default: Any = None) -> Any:
    """A field with its line in the data dictionary; its default is `None` unless given."""
    return field(default=default, metadata={"doc": doc})


def columns(doc: str) -> Any:
    """A list-valued field with its line in the data dictionary."""
    return field(default_factory=list, metadata={"doc": doc})


@dataclass(slots=True)
class Author:
    """One person (or, with `role="organization"`, a desk or agency that signs as author)."""

    name: str
    role: str | None = None
    url: str | None = None
    bio: str | None = None
    contact: str | None = None


@dataclass(slots=True)
class Block:
    """One block of a body, in document order.

    `kind` is one of paragraph, heading, list_item, quote, code, table, caption, embed. `level` is 1 to 6 for a
    heading, the nesting depth from 1 for a list item, else `None`.
    """

    kind: str
    level: int | None
    text: str


@dataclass(slots=True)
class Image:
    """An image of the article itself, its address absolute."""

    url: str
    caption: str | None = None
    credit: str | None = None


@dataclass(slots=True)
class Link:
    """A link inside the body, its address absolute."""

    url: str
    text: str | None = None


@dataclass(slots=True)
class ScriptShare:
    """The share of a text's letters in one script (ISO 15924); the shares of a text sum to 1."""

    script: str
    share: float


@dataclass(slots=True)
class LanguageShare:
    """The share of a text's words in one language (BCP 47); the shares of a text sum to 1."""

    language: str
    share: float


@dataclass(slots=True)
class Change:
    """One change of one field between two visits: `old` is what stood there before, as text."""

    seen_at: datetime
    field: str
    old: str | None


@dataclass(slots=True)
class Article:
    """One row of `data/articles`: the latest state of one article."""

    article_id: str = column("Stable key: the site's name and a hash of the canonical address.", default="")
    site: str = column("Name of the site: its file in sites/, or its host.", default="")
    url: str = column("Address that was fetched, after redirects.", default="")
    canonical_url: str | None = column("The page's own canonical address, absolute.")
    amp_url: str | None = column("Address of the AMP copy.")
    page_type: str | None = column("article, live_blog, video, gallery, listing or forum_thread.")
    headline: str | None = column("The headline, without the site's name.")
    alternative_headline: str | None = column("Standfirst or subtitle, as printed above the body.")
    description: str | None = column("The description that the page gives of itself in its metadata.")
    body: str | None = column("The article's text: the blocks joined by blank lines.")
    body_blocks: list[Block] = columns(
        "The body in document order: kind (paragraph, heading, list_item, quote, code, table, caption, embed), "
        "level, text."
    )
    authors: list[Author] = columns("Who wrote it: name, role, profile address, biography, contact as printed.")
    agencies: list[str] = columns("Agencies and desks that the byline names (APP, Reuters, Web Desk).")
    byline_raw: str | None = column("The byline as printed.")
    dateline: str | None = column("The place that opens the text.")
    publisher: str | None = column("Name of the publication.")
    section: str | None = column("The publication's section.")
    tags: list[str] = columns("The publisher's own tags.")
    date_published: datetime | None = column("When it was published, UTC.")
    date_published_raw: str | None = column(
        "The text that the date was read from; where the page prints another day than that in UTC, that print."
    )
    date_published_precision: str | None = column("second, minute, hour, day, month or year.")
    date_published_source: str | None = column("Where it was read: json-ld, meta, time, visible, url, feed or site.")
    date_modified: datetime | None = column("When it was last changed by the publisher, UTC.")
    date_modified_raw: str | None = column("The text that it was read from.")
    main_image: Image | None = column("The main image: address, caption, credit.")
    images: list[Image] = columns("Images inside the body.")
    links: list[Link] = columns("Links inside the body.")
    in_language: str | None = column("Language of the body, BCP 47.")
    script: str | None = column("Dominant script of the body, ISO 15924.")
    direction: str | None = column("ltr or rtl.")
    word_count: int | None = column("Words of the body.")
    is_accessible: bool | None = column(
        "False where the page says that it is behind a paywall, True where it says not."
    )
    comment_system: str | None = column("The comment system that was recognised; the first, if there are several.")
    comments_open: bool | None = column("Whether readers can still comment.")
    stated_comment_count: int | None = column("How many comments the page itself claims.")
    comment_count: int | None = column("How many visible comments were collected, pingbacks aside.")
    thread_complete: bool | None = column("True where every comment that the system shows was collected.")
    thread_incomplete_reason: str | None = column(
        "Why not: paged, refused, truncated, login, not_collectable, over_limit, missing."
    )
    first_seen: datetime | None = column("When this project first fetched it, UTC. Never moves.")
    last_seen: datetime | None = column("When it was last fetched, UTC.")
    last_changed: datetime | None = column("When a visit last differed from the one before it, UTC.")
    revision: int | None = column("1 for the first state, one more for each visit that differed.")
    history: list[Change] = columns("What changed and when: seen_at, field, and what stood there before.")
    extractor: str | None = column("What extracted it: generic, or the name of the site file.")
    extractor_version: str | None = column("Version of this project.")
    http_status: int | None = column("Status of the response.")
    etag: str | None = column("Validator of the response.")
    warc_record: str | None = column("Record id of the archived response, where an archive is kept.")
    tdm_reserved: bool | None = column(
        "Whether the page or its site reserves text and data mining rights; null where both are silent."
    )
    schema_version: int | None = column("Version of this table's schema.")


@dataclass(slots=True)
class Comment:
    """One row of `data/comments`: the latest state of one comment, in its thread."""

    comment_id: str = column(
        "Stable key within its article: the site's name and the comment system's own id, else a hash.", default=""
    )
    site: str = column("Name of the site.", default="")
    article_id: str = column("Key of the article in data/articles.", default="")
    article_url: str = column("Address of the article.", default="")
    parent_id: str | None = column("comment_id of the comment that this one answers; null for the root of a thread.")
    parent_source: str | None = column(
        "How the parent is known: api, feed, attribute, dom, dom-capped, indent, quote, mention; null for a root."
    )
    root_id: str | None = column("comment_id of the first comment of its thread; its own for a root.")
    depth: int | None = column("0 for a root, one more for each step down.")
    position: int | None = column("Place in the thread as the page prints it, from 0.")
    author_name: str | None = column("The name as shown.")
    author_id: str | None = column("The system's own id of the author.")
    author_url: str | None = column("The author's profile or home page, where shown.")
    is_staff: bool | None = column("Whether the system marks the author as staff or moderator.")
    is_article_author: bool | None = column("Whether the system marks the author as the article's author.")
    date_published: datetime | None = column("When it was written, UTC.")
    date_published_raw: str | None = column("The text that the date was read from.")
    date_published_precision: str | None = column("second, minute, hour, day, month or year.")
    date_modified: datetime | None = column("When it was last edited, UTC, where the system says.")
    text: str | None = column("The comment's own words; paragraphs separated by blank lines.")
    text_html: str | None = column("The same, as sanitised HTML.")
    quoted_text: str | None = column("What it quotes from another comment.")
    is_truncated: bool | None = column("True where the system served only the beginning of the text.")
    likes: int | None = column("Up-votes, or the score where the system shows only one number.")
    dislikes: int | None = column("Down-votes.")
    reply_count: int | None = column("Direct answers that were collected.")
    permalink: str | None = column("Address of the comment itself.")
    kind: str = column("comment, pingback, trackback, review or post.", default="comment")
    status: str = column("As the site shows it: visible, deleted, pending or collapsed.", default="visible")
    language: str | None = column("Language, BCP 47: en, ur, ur-Latn, ...; und where undecidable, zxx where none.")
    language_confidence: float | None = column("Calibrated probability that the language is right, 0 to 1.")
    script: str | None = column("Dominant script, ISO 15924: Latn, Arab, ...; Zyyy where there are no letters.")
    scripts: list[ScriptShare] = columns("Share of each script among the letters.")
    languages: list[LanguageShare] = columns("Share of each language among the words.")
    is_code_mixed: bool | None = column("Whether it really mixes languages; names and loan words do not count.")
    confidence: float | None = column("How sure the extractor is that this is a comment, 0 to 1.")
    first_seen: datetime | None = column("When this project first saw it, UTC. Never moves.")
    last_seen: datetime | None = column("When it was last seen, UTC.")
    last_changed: datetime | None = column("When a visit last found it different, UTC.")
    deleted_at: datetime | None = column("When a complete thread first lacked it, UTC; its text stays.")
    revision: int | None = column("1 for the first state, one more for each visit that differed.")
    history: list[Change] = columns("What changed and when: seen_at, field, and what stood there before.")
    comment_system: str | None = column(
        "The system that it came from. Where a site changes its system, its comments get new ids: those of the old one "
        "have a `deleted_at` of that day, and the same words come again as rows of the new one."
    )
    schema_version: int | None = column("Version of this table's schema.")


class Wanted(str):
    """The address of a further document that a visit needs, and how to ask for it.

    It is a string, so that `further[address] = body` works for anyone who can only GET. A request with a body has
    an address of its own: the URL, `#`, and a digest of the body and of the headers that are not about its format,
    since several requests may share one URL.
    """

    __slots__ = ("body", "headers", "method", "url")

    url: str
    method: str
    headers: tuple[tuple[str, str], ...]
    body: bytes | None

    def __new__(
        cls,
        url: str,
        *,
        method: str = "GET",
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes | None = None,
    ) -> Self:
        key = url
        if body is not None:
            from hashlib import blake2b

            digest = blake2b(body, digest_size=8)
            for name, value in headers:
                if name != "content-type":
                    digest.update(f"\n{name}: {value}".encode())
            key = f"{url}#{digest.hexdigest()}"
        self = super().__new__(cls, key)
        self.url, self.method, self.headers, self.body = url, method, headers, body
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (_wanted, (self.url, self.method, self.headers, self.body))


def _wanted(url: str, method: str, headers: tuple[tuple[str, str], ...], body: bytes | None) -> Wanted:
    return Wanted(url, method=method, headers=headers, body=body)


@dataclass(slots=True)
class Visit:
    """One look at one article: the article, all its comments, and the facts of the fetch.

    The unit that is extracted, tagged, staged, and lost or kept as a whole. `wanted` lists what is still missing
    for a complete thread; a visit with `wanted` is a valid, incomplete one.
    """

    article: Article
    comments: list[Comment]
    fetched_at: datetime
    wanted: list[Wanted] = field(default_factory=list)
    documents: int = 1
    """How many responses it was made from."""
    disagreements: list[str] = field(default_factory=list)
    """Fields for which the site file and the generic extractor gave different answers."""
    notes: list[str] = field(default_factory=list)
    """Machine-readable remarks of the extractors, such as `orphans:3`, for statistics and alarms."""
