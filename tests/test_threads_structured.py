"""Comments that a page describes for search engines: schema.org in microdata and JSON-LD."""

from __future__ import annotations

import json

from .test_threads_pages import edges, read


def test_schema_org_microdata() -> None:
    items = "".join(
        f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c-{n}1"><span itemprop="author">{name}</span>'
        f'<time itemprop="datePublished" datetime="2025-12-0{n}T10:00:00Z">x</time><div itemprop="text"><p>Words of {name}</p></div></div>'
        for n, name in ((1, "Kiran"), (2, "Lal"), (3, "Mina"))
    )
    thread = read(f'<section class="x">{items}</section>')
    assert [(c.author_name, c.text) for c in thread.comments] == [
        (n, f"Words of {n}") for n in ("Kiran", "Lal", "Mina")
    ]


def test_a_date_that_stands_where_others_have_their_words_is_not_what_somebody_said() -> None:
    said = ["Look at the filter first.", "Why is the glass green?", "Mine died in a week.", "Ask who fed them before."]
    items = "".join(
        f'<div itemscope itemtype="https://schema.org/UserComments" id="p{n}7"><p class="author"><i></i><span class="time">'
        f'<span title="4:0{n} PM">Sep 0{n}, 2024</span></span><a href="#p{n}7"><span>#{n}</span></a><time class="hide" '
        f'itemprop="commentTime" datetime="2024-09-0{n}T16:07+00:00">2024-09-0{n}T16:07+00:00</time></p>'
        f'<div class="pb{"" if n % 2 else "_sig"}"><div itemprop="commentText" class="content">{text}</div></div></div>'
        for n, text in enumerate(said, 1)
    )
    assert [c.text for c in read(f"<section>{items}</section>").comments] == said


def test_json_ld_graph_of_comments_that_name_their_parents() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": "Roads", "@id": "#roads"},
        {
            "@type": "Comment",
            "@id": "#c31",
            "text": "First words.",
            "author": {"name": "Aisha"},
            "about": {"@id": "#roads"},
        },
        {"@type": "Comment", "@id": "#c32", "text": "An answer.", "author": "Bilal", "parentItem": {"@id": "#c31"}},
        {"@type": "Comment", "@id": "#c33", "text": "Lost.", "author": "Chand", "parentItem": {"@id": "#c9"}},
    ]
    thread = read(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')
    assert edges(thread) == {"31": None, "32": "31", "33": None}
    assert [c.author_name for c in thread.comments] == ["Aisha", "Bilal", "Chand"]


def test_json_ld_of_a_post_that_is_the_page_itself_is_no_comment() -> None:
    post = {"@type": "DiscussionForumPosting", "text": "The opening words.", "author": "Aisha"}
    assert not read(f'<script type="application/ld+json">{json.dumps(post)}</script>').comments


def test_json_ld_comments() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","commentCount":2,"comment":[{"@type":"Comment","@id":"#c55",'
        '"author":{"@type":"Person","name":"Noor"},"text":"Words","dateCreated":"2025-12-01T10:00:00Z","comment":[{"@type":"Comment",'
        '"@id":"#c56","author":{"name":"Omar"},"text":"More"}]}]}</script>'
    )
    thread = read("<p>text</p>", head=head)
    assert thread.system == "schema.org"
    assert edges(thread) == {"55": None, "56": "55"}
