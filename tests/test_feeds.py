"""Feeds as they are written: what is wrong in them, or unusual, changes no address."""

from __future__ import annotations

import json

import pytest

from .test_discover import BASE, reading


def test_of_the_alternates_of_an_entry_the_page_counts() -> None:
    links = '<link type="application/json" href="/bridge.json"/><link type="text/html" href="/bridge"/>'
    assert [c.url for c in reading(f"<feed><entry>{links}</entry></feed>").candidates] == [f"{BASE}/bridge"]


def test_addresses_of_a_feed_are_relative_to_the_base_that_it_states() -> None:
    feed = f'<feed xml:base="{BASE}/2026/"><entry xml:base="11/"><link href="bridge"/></entry></feed>'
    assert [c.url for c in reading(feed, url="https://feeds.example/x").candidates] == [f"{BASE}/2026/11/bridge"]


@pytest.mark.parametrize("fault", ["", "<title>a&nbsp;b</title>", "<title>\x01</title>", "<title><b></title>"])
@pytest.mark.parametrize("written", ["&amp;", "&", "&#038;"])
def test_an_ampersand_of_an_address_outlives_the_faults_of_its_feed(written: str, fault: str) -> None:
    feed = f"<rss><channel>{fault}<item><link>{BASE}/story?id=5{written}part=2</link></item></channel></rss>"
    assert [c.url for c in reading(feed).candidates] == [f"{BASE}/story?id=5&part=2"]


def test_an_ampersand_of_an_address_is_read_in_utf_16_too() -> None:
    feed = f"<rss><channel><item><link>{BASE}/story?id=5&amp;part=2</link></item></channel></rss>"
    assert [c.url for c in reading(feed.encode("utf-16")).candidates] == [f"{BASE}/story?id=5&part=2"]


def test_a_section_of_plain_text_is_left_as_it_is() -> None:
    feed = f"<rss><channel><item><link><![CDATA[{BASE}/story?id=5&part=2]]></link></item></channel></rss>"
    assert [c.url for c in reading(feed).candidates] == [f"{BASE}/story?id=5&part=2"]


def test_a_feed_in_utf_8_that_calls_itself_utf_16_is_read() -> None:
    feed = f"<?xml version='1.0' encoding='utf-16'?><rss><item><link>{BASE}/bridge</link></item></rss>"
    assert [c.url for c in reading(feed).candidates] == [f"{BASE}/bridge"]


JSON = {"version": "https://jsonfeed.org/version/1.1"}
FIRST, LATER = "2026-11-18T10:00:00+00:00", "2026-11-19T10:00:00+00:00"


@pytest.mark.parametrize(
    "feed",
    [
        f"<rss><item><guid>{BASE}/bridge</guid><pubDate>{FIRST}</pubDate><comments>x</comments><updated>{LATER}</updated>"
        "<slash:comments>7</slash:comments></item></rss>",
        f'<feed xmlns:thr="http://purl.org/syndication/thread/1.0"><entry><link href="{BASE}/bridge"/>'
        f"<published>{FIRST}</published><updated>{LATER}</updated><thr:total>7</thr:total></entry></feed>",
    ],
    ids=["RSS", "Atom"],
)
def test_an_entry_says_when_it_was_published_and_changed_and_how_many_comments_it_has(feed: str) -> None:
    (found,) = reading(feed).candidates
    assert (found.url, found.comments) == (f"{BASE}/bridge", 7)
    assert (str(found.published), str(found.modified)) == (FIRST.replace("T", " "), LATER.replace("T", " "))
    assert found.moment == found.published


@pytest.mark.parametrize("names", [{"id": f"{BASE}/bridge"}, {"id": "1", "external_url": f"{BASE}/bridge"}])
def test_an_item_of_a_json_feed_may_have_its_address_by_another_name(names: dict[str, str]) -> None:
    assert [c.url for c in reading(json.dumps(JSON | {"items": [names, {"id": "7"}]})).candidates] == [f"{BASE}/bridge"]
