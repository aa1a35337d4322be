"""Feeds of comments, Atom and RSS: who said what, whom it answers, and what a feed that is cut off has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection
from ecorridor_scraper.extraction.threads.providers.feeds import read_feed

from .thread_sites import FETCHED_AT

if TYPE_CHECKING:
    from ecorridor_scraper.extraction.threads import Thread

HOME = "https://pahar.example/"


def feed_of(kind: str, entry: str, *, is_whole: bool = True) -> Thread:
    around = {
        "atom": '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">{}</feed>',
        "rss": '<rss xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>{}</channel></rss>',
    }[kind]
    body = ('<?xml version="1.0" encoding="UTF-8"?>' + around.format(entry)).encode()
    if not is_whole:
        body = body[: body.rindex(entry.encode()) + len(entry.encode())]
    return Collection(Page(Document(f"{HOME}pul/feed/", body), fetched_at=FETCHED_AT, any_document=True)).thread()


def atom_entry(key: int, name: str, text: str, above: str = "") -> str:
    link = f"{HOME}pul/#comment-{key}"
    return f'<entry><link rel="alternate" href="{link}"/><author><name>{name}</name></author><id>{link}</id><published>2026-10-03T06:0{key}:00Z</published><content type="html"><![CDATA[{text}]]></content><thr:in-reply-to ref="{HOME}pul/{above}"/></entry>'


@pytest.mark.parametrize("words", ["In reply to {}.", "{} کے جواب میں۔", "Als Antwort auf {}."])
def test_the_line_that_a_feed_puts_before_an_answer_is_not_of_its_text(words: str) -> None:
    line = words.format(f'<a href="{HOME}pul/#comment-1">Asma</a>')
    entries = atom_entry(1, "Asma", "<p>It leaks.</p>") + atom_entry(
        2, "Bilal", f"<p>{line}</p>\n<p>Since May.</p>", "#comment-1"
    )
    assert [(c.parent_id, c.text) for c in feed_of("atom", entries).comments] == [
        (None, "It leaks."),
        ("1", "Since May."),
    ]


def test_a_first_line_that_links_another_comment_than_the_one_answered_stays() -> None:
    entries = atom_entry(1, "Asma", "<p>It leaks.</p>") + atom_entry(
        2, "Bilal", f'<p>As <a href="{HOME}pul/#comment-7">Sana</a> says.</p><p>Since May.</p>', "#comment-1"
    )
    assert feed_of("atom", entries).comments[1].text == "As Sana says.\n\nSince May."


@pytest.mark.parametrize(
    ("linked", "told"), [(1, ("1", "feed", "Since May.")), (3, (None, None, "In reply to Asma.\n\nSince May."))]
)
def test_a_feed_without_threading_tells_the_parent_in_that_line_if_it_was_there_before(
    linked: int, told: tuple[str | None, ...]
) -> None:
    entries = "".join(
        f"<item><guid>{HOME}pul/#comment-{key}</guid><dc:creator>Asma</dc:creator><description><![CDATA[{text}]]></description></item>"
        for key, text in (
            (1, "<p>It leaks.</p>"),
            (2, f'<p>In reply to <a href="{HOME}pul/#comment-{linked}">Asma</a>.</p><p>Since May.</p>'),
        )
    )
    found = feed_of("rss", entries).comments[1]
    assert (found.parent_id, found.parent_source, found.text) == told


def test_an_ampersand_that_a_feed_does_not_escape_stays_in_the_name() -> None:
    assert feed_of("atom", atom_entry(1, "Gul & Sons", "<p>It leaks.</p>")).comments[0].author_name == "Gul & Sons"


def rss_item(key: int, text: str = "It leaks.", *, title: str = "", address: str = "#comment-{}") -> str:
    return (
        f"<item><title>{title}</title><link>{HOME}pul/{address.format(key)}</link>"
        f"<pubDate>Sat, 03 Oct 2026 06:0{key}:00 +0000</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"
    )


@pytest.mark.parametrize("keys", [(1, 2), (2, 1)])
def test_the_comments_of_a_feed_stand_in_the_order_in_which_they_were_written(keys: tuple[int, int]) -> None:
    found = feed_of("rss", "".join(rss_item(key) for key in keys)).comments
    assert [c.comment_id for c in found] == ["1", "2"]


def test_a_feed_that_comes_with_a_refusal_is_not_read() -> None:
    body = f"<rss><channel>{rss_item(1)}</channel></rss>".encode()
    found = [
        read_feed(Document(HOME, body, status), system="wordpress", fetched_at=FETCHED_AT) for status in (200, 403)
    ]
    assert [feed and len(feed.comments) for feed in found] == [1, None]


def test_a_title_tells_the_writer_where_nothing_else_does() -> None:
    found = feed_of("rss", rss_item(1, title="By: Asma") + rss_item(2, title="Von: Bilal Tariq")).comments
    assert [c.author_name for c in found] == ["Asma", "Bilal Tariq"]


def test_an_entry_without_the_number_of_a_comment_is_none() -> None:
    found = feed_of("rss", rss_item(1) + rss_item(2, address="") + rss_item(3, address="?comment={}")).comments
    assert [c.comment_id for c in found] == ["1", "3"]


def test_an_answer_without_a_number_is_known_by_the_id_of_its_entry() -> None:
    answer = f"<entry><id>tag:pahar,1:b</id><content>Since May.</content><thr:in-reply-to ref='{HOME}pul/'/></entry>"
    found = feed_of("atom", atom_entry(1, "Asma", "<p>It leaks.</p>") + answer).comments
    assert sorted((c.comment_id, c.text) for c in found) == [("1", "It leaks."), ("tag:pahar,1:b", "Since May.")]


def test_no_comment_of_a_feed_answers_itself() -> None:
    (found,) = feed_of("atom", atom_entry(1, "Asma", "<p>It leaks.</p>", "#comment-1")).comments
    assert (found.parent_id, found.parent_source) == (None, None)


def test_words_that_are_elements_of_a_feed_are_read() -> None:
    entry = atom_entry(1, "Asma", "").replace(
        '<content type="html"><![CDATA[]]>',
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It leaks.</p><p>Since May.</p></div>',
    )
    assert [c.text for c in feed_of("atom", entry).comments] == ["It leaks.\n\nSince May."]


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_the_entry_in_whose_midst_a_feed_ends_is_not_taken(kind: str) -> None:
    """Its writer was told, its words were not."""
    entry = {"atom": atom_entry(2, "Bilal", "Since May."), "rss": rss_item(2, "Since May.", title="By: Bilal")}[kind]
    first = {"atom": atom_entry(1, "Asma", "It leaks."), "rss": rss_item(1)}[kind]
    cut = entry.index("<content" if kind == "atom" else "<description")
    assert [c.comment_id for c in feed_of(kind, first + entry[:cut], is_whole=False).comments] == ["1"]
    assert [c.comment_id for c in feed_of(kind, first + entry).comments] == ["1", "2"]
