"""Addresses: what makes two of them one article, which look like an article, which are inside the network, and site files."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from ecorridor_scraper.addresses import address_key, address_verdict, is_inside, may_claim
from ecorridor_scraper.sites import Site, load_sites, site_of

BASE = "https://paper.example"


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/topic/7/a-new-bridge-over-the-old-canal/", True),
        ("/topic/7/", None),
        ("/forum/city-1/topic/the-new-bridge-7/", True),
        ("/topic/the-new-bridge-2026/", False),
        ("/topic/bridges/", False),
        ("/2016/04/05/e-corridor-to-supplement/", True),
        ("/news/1234567/the-bridge", True),
        ("/story/2345678/the-bridge", True),
        ("/the-council-speaks-about-the-bridge/", True),
        ("/20-Nov-2026/the-bridge", True),
        ("/?p=4711", True),
        ("/", False),
        ("/category/business/", False),
        ("/tag/bridge/", False),
        ("/author/amina/", False),
        ("/author/48291/", False),
        ("/wp-content/uploads/2026/11/bridge.jpg", False),
        ("/feed/", False),
        ("/a/12/", None),
        ("/bridge", None),
        ("/4711234", True),
        ("/4711234.html", True),
        ("/story.php?id=123", True),
        ("/index.php?option=com_content&newsid=9", True),
        ("/list.php?catid=12", None),
        ("/news/the_bridge_that_shook.html", True),
        ("/%D9%BE%D9%84-%DA%A9%DB%8C-%D9%85%D8%B1%D9%85%D8%AA-%D8%B4%D8%B1%D9%88%D8%B9/", True),
        ("/پل-کی-مرمت-شروع/", True),
        ("/latest-news/1234567/the-bridge", True),
        ("/2026/", False),
        ("/2026/11/", False),
        ("/2026/11/20/", False),
        ("/archive/2026-11-20/", False),
        ("/archive/2026/", False),
        ("/news/2026/11/", False),
        ("/story/1999/", None),
        ("/story/2100/", True),
        ("/archive/2026/page/3/", False),
        ("/category/election-2026/", False),
    ],
)
def test_articles_are_told_from_listings_by_their_address(path: str, verdict: bool | None) -> None:
    assert address_verdict(BASE + path) is verdict


@pytest.mark.parametrize(
    "variant",
    [
        "http://www.paper.example/2026/11/bridge",
        "https://m.paper.example/2026/11/bridge/",
        "https://amp.paper.example/2026/11/bridge/",
        "https://paper.example/2026/11/bridge/amp/",
        "https://paper.example/2026/11/bridge/?replytocom=12#respond",
        "https://paper.example/2026/11/bridge/comment-page-2/#comments",
        "https://paper.example/2026/11/bridge/?utm_source=x&fbclid=y",
        "https://paper.example/2026/11/bridge/print/",
        "https://paper.example:443/2026/11/bridge/",
        "https://paper.example./2026/11/bridge/",
        "https://paper.example/2026/11/%62ridge/",
        "https://paper.example/2026/11/bridge/?PHPSESSID=0a1b",
        "https://paper.example/2026/11/bridge;jsessionid=0A1B.node1",
    ],
)
def test_variants_of_an_address_are_one_article(variant: str) -> None:
    assert address_key(variant) == address_key("https://paper.example/2026/11/bridge/")


@pytest.mark.parametrize(
    ("claim", "url", "is_believed"),
    [
        ("/2026/11/bridge-opens/", "/2026/11/bridge-opens/?view=full", True),
        ("/story/4711/bridge-opens", "/story/4711", True),
        ("/bridge-opens-at-last", "/?p=12", True),  # words of the headline
        ("/پل-کھل-گیا", "/%D9%BE%D9%84-%DA%A9%DA%BE%D9%84-%DA%AF%DB%8C%D8%A7/full", True),
        ("https://other.example/news/4711-bridge-opens", "/story/4711", True),
        ("/story/4712/bridge-opens", "/story/4711/bridge-opens", False),
        ("/category/news/", "/2026/11/bridge-opens/", False),
        ("/news/", "/2026/11/bridge-news-today/", False),
        ("/undefined", "/2026/11/bridge-opens/", False),
        ("https://other.example/", "/2026/11/bridge-opens/", False),
    ],
)
def test_an_address_that_a_page_claims_is_believed_where_they_have_something_in_common(
    claim: str, url: str, is_believed: bool
) -> None:
    assert may_claim(urljoin(BASE, claim), urljoin(BASE, url), "Bridge opens at last") is is_believed


def test_letters_of_other_scripts_are_one_however_they_are_escaped() -> None:
    escaped = "https://paper.example/%D9%BE%D9%84/"
    assert address_key("https://paper.example/پل/") == address_key(escaped) == address_key(escaped.lower())
    assert address_key("https://paper.example/a%2Fb") != address_key("https://paper.example/a/b")
    assert address_key("https://zürich.example/a") == address_key("https://xn--zrich-kva.example/a")


def test_what_differs_in_a_parameter_that_counts_is_another_article() -> None:
    assert address_key(f"{BASE}/?p=1") != address_key(f"{BASE}/?p=2")
    assert address_key(f"{BASE}/?bridge") != address_key(f"{BASE}/?canal")


@pytest.mark.parametrize(
    ("url", "is_article"),
    [
        ("https://www.thenews.com.pk/print/1234567-canal-to-open", True),
        ("https://www.thenews.com.pk/latest/1234567-canal-to-open", True),
        ("https://www.thenews.com.pk/latest/1234567-canal-to-open/print", False),
        ("https://www.thenews.com.pk/latest/1234567-canal.jpg", False),
        ("https://jang.com.pk/news/1412345", True),
        ("https://jang.com.pk/amp/1412345-canal", False),
        ("https://dailytimes.com.pk/1234567/canal-to-open/", True),
        ("https://dailytimes.com.pk/1234567/canal-to-open/feed/", False),
        ("https://www.nation.com.pk/12-Nov-2026/canal-to-open", True),
    ],
)
def test_a_site_file_knows_what_an_address_of_an_article_is(url: str, is_article: bool) -> None:
    assert address_verdict(url, site_of(url)) is is_article


@pytest.mark.parametrize("name", sorted(load_sites()))
def test_a_site_file_finds_itself_and_says_what_is_second_hand(name: str) -> None:
    import importlib

    site = load_sites()[name]
    given_by = (*site.news_sitemaps, *site.feeds, *site.sitemaps, *site.listings, *filter(None, [site.wordpress]))
    assert given_by
    assert [url for url in given_by if site_of(url) is not site] == []
    text = importlib.import_module(f"ecorridor_scraper.sites.{name}").__doc__ or ""
    assert "econd-hand" in text


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "localhost",
        "localhost.",
        "db",
        "x.internal",
    ],
)
def test_a_host_inside_the_network_is_known_by_its_name_or_number(host: str) -> None:
    assert is_inside(host)


def test_of_two_site_files_at_one_host_the_one_of_the_longer_path_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {within: Site(name=within or "whole", hosts=("paper.example",), within=within) for within in ("", "/urdu/")}
    monkeypatch.setattr("ecorridor_scraper.sites.load_sites", lambda: known)
    assert [site_of(f"{BASE}{path}") for path in ("/urdu/1/", "/urdu", "/1/")] == [known["/urdu/"]] * 2 + [known[""]]


@pytest.mark.parametrize("host", ["8.8.8.8", "2606:4700::1111", "paper.example", "internal.example", "10.example"])
def test_a_host_outside_is_none(host: str) -> None:
    assert not is_inside(host)
