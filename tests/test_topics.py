"""Who opened a forum's topic, and when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import extract

if TYPE_CHECKING:
    from ecorridor_scraper.items import Article

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
FORUM = "https://forum.example/viewtopic.php?t=7"
OPENING = "Since Sunday the pump of our well hums without lifting any water, and the fuse is whole."
ANSWER = "Look at the valve at the foot of the pipe first, sand keeps it open more often than not."
THANKS = "It was the valve, as you said, with a pebble in it; thank you, the garden is watered again."


def read(body: str, head: str = "", *, url: str = FORUM, mark: str = "phpbb") -> Article:
    page = f"<html><head><title>The pump hums</title>{head}</head><body id={mark}><h1>The pump hums</h1>{body}"
    return extract(page, url, fetched_at=FETCHED).article


def phpbb(number: int, name: str, text: str) -> str:
    return (
        f'<div id="p{number}" class="post"><dl class="postprofile"></dl><div class="postbody"><p class="author">by <a class="username" '
        f'href="/u/{number}">{name}</a> » {number} Mar 2024, 18:36</p><div class="content">{text}</div></div></div>'
    )


THREAD = phpbb(1, "wellkeeper", OPENING) + phpbb(2, "Ana_R", ANSWER) + phpbb(3, "wellkeeper", THANKS)


def test_the_first_post_signs_and_dates_the_topic() -> None:
    article = read(THREAD)
    assert [(a.name, a.url) for a in article.authors] == [("wellkeeper", "https://forum.example/u/1")]
    assert article.date_published == datetime(2024, 3, 1, 18, 36, tzinfo=UTC)
    assert article.page_type == "forum_thread"


def test_the_first_post_is_believed_before_other_prints() -> None:
    beside = "<p>Topic of 3 March 2019</p>"
    assert read(beside + THREAD).date_published == datetime(2024, 3, 1, 18, 36, tzinfo=UTC)
    head = "<meta property=article:published_time content=2024-02-28T10:00:00Z>"
    assert read(THREAD, head).date_published == datetime(2024, 2, 28, 10, tzinfo=UTC)


def test_the_first_post_of_a_later_page_does_not() -> None:
    article = read(THREAD, '<link rel="prev" href="/viewtopic.php?t=7">', url=FORUM + "&start=25")
    assert article.authors == []
    assert article.date_published is None


def xenforo(number: int, name: str, text: str, more: str = "") -> str:
    return (
        f'<article class="message message--post" id="js-post-{number}"{more}><h4 class="message-name"><a class="username">'
        f'{name}</a></h4><div class="message-attribution-main"><time class="u-dt" datetime="2024-03-0{number}T10:00:00Z">'
        f'</time></div><div class="message-body"><div class="bbWrapper">{text}</div></div></article>'
    )


def test_posts_without_data_attributes_are_known_by_their_ids() -> None:
    answer = ' itemscope itemtype="https://schema.org/Comment"'
    article = read(xenforo(1, "wellkeeper", OPENING) + xenforo(2, "Ana_R", ANSWER, answer))
    assert [a.name for a in article.authors] == ["wellkeeper"]
    assert article.comment_count == 1


POSTING = '{"@type":"DiscussionForumPosting","author":{"@type":"Person","name":"wellkeeper","url":"/u/1"}}'


@pytest.mark.parametrize(
    "said",
    [
        POSTING,
        f'{{"@type":"WebPage","mainEntity":{POSTING}}}',
        POSTING.replace("DiscussionForumPosting", "Question").replace("author", "creator"),
    ],
)
def test_data_name_who_opened_it(said: str) -> None:
    article = read(f"<p>{OPENING}</p>", f'<script type="application/ld+json">{said}</script>')
    assert [(a.name, a.url) for a in article.authors] == [("wellkeeper", "https://forum.example/u/1")]


def test_an_agency_named_beside_the_question_has_not_written_it() -> None:
    story = f'<article><h1>The pump hums</h1><p class="author">By Reuters</p><p>{OPENING} {ANSWER}</p></article>'
    assert read(story, mark="top").agencies == ["Reuters"]
    article = read(story, f'<script type="application/ld+json">{POSTING}</script>', mark="top")
    assert ([a.name for a in article.authors], article.agencies) == (["wellkeeper"], [])


def test_properties_of_the_elements_name_who_opened_it_and_not_who_answered() -> None:
    def item(kind: str, name: str, text: str) -> str:
        return (
            f'<div itemscope itemtype="https://schema.org/{kind}"><p itemprop="text">{text}</p><div itemprop="author" '
            f'itemscope itemtype="https://schema.org/Person"><span itemprop="name">{name}</span></div></div>'
        )

    assert [
        a.name for a in read(item("Answer", "Ana_R", ANSWER) + item("Question", "wellkeeper", OPENING)).authors
    ] == ["wellkeeper"]
    assert read(item("Answer", "Ana_R", ANSWER)).authors == []


def test_readers_of_a_newspaper_do_not_sign_its_articles() -> None:
    said = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The pump hums"}</script>'
    comments = "".join(
        f'<li class="comment"><cite class="fn">{name}</cite> <time datetime="2024-03-05T10:00:00Z">5 March</time><p>{text}'
        "</p></li>"
        for name, text in (("wellkeeper", ANSWER), ("Ana_R", THANKS))
    )
    page = f"<article><p>{OPENING} {OPENING.upper()}</p></article><div class=comments>{comments}</div>"
    article = read(page, said, url="https://news.example/2024/03/05/pump", mark="top")
    assert article.authors == []
    assert article.page_type == "article"


def vbulletin(number: int, name: str, text: str) -> str:
    return (
        f'<table id="post{number}"><tr><td class="thead"><a name="post{number}"></a> 0{number}-03-2024, 18:36</td></tr><tr><td>'
        f'<a class="bigusername" href="/u/{number}">{name}</a></td><td><div id="post_message_{number}"><p>{text}</p>'
        "</div></td></tr></table>"
    )


def test_the_text_of_a_topic_is_all_of_its_posts_wherever_the_forum_lives() -> None:
    said = [OPENING, ANSWER, THANKS]
    posts = "".join(
        vbulletin(n, name, 3 * f"{text} ") for n, (name, text) in enumerate(zip(NAMES, said, strict=True), 1)
    )
    article = read(posts, url="https://wells.example/pumps/the-pump-hums.html", mark="top")
    assert all(text in (article.body or "") for text in said)
    assert [a.name for a in article.authors] == ["wellkeeper"]
    assert article.page_type == "forum_thread"


NAMES = ("wellkeeper", "Ana_R", "Borewell")


SAID = [
    "List of all pumps: pumps.example/list",
    "Mine hums since the spring, too, and nobody in our street knows why it does that.",
    f"{OPENING} {ANSWER} {OPENING}",
    "Are you using a filter?",
    "So do I, and I really find that a new valve would not help much.",
    f"{THANKS} {OPENING} {ANSWER}",
    "Great writeup, and many good things on the list that will help gardens in particular.",
    "Love to see it.",
]


def shared(number: int, inside: str = "") -> str:
    """A comment on a link that somebody shared, and its answers."""
    return (
        f"<li class=subtree><div id=c_{number} class=comment><div class=details><div class=byline><a href=/~u{number}>user{number}</a> "
        f"<time datetime='2026-10-0{number} 10:00:00'>{number} days ago</time> | <a href=/c/{number}>link</a></div>"
        f"<div class=comment_text><p>{SAID[number - 1]}</p></div></div></div><ol class=comments>{inside}</ol></li>"
    )


def test_of_a_shared_link_that_readers_discuss_all_comments_are_the_text() -> None:
    tree = shared(1) + shared(2, shared(3, shared(4, shared(5)))) + shared(6) + shared(7, shared(8))
    story = "<div class=story><a href=https://wells.example/1>The pump hums</a><div class=byline>via user9 | 8 comments</div></div>"
    body = read(f"{story}<ol class=comments>{tree}</ol>", url="https://links.example/s/1", mark="s").body or ""
    assert [text for text in SAID if text not in body] == []
