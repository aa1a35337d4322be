"""Threads read from pages: systems and themes. Every page here was written for the test."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction import Document, Page, extract
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.extraction.threads.contract import Signals
from ecorridor_scraper.extraction.threads.hints import shape_of
from ecorridor_scraper.extraction.threads.providers.wordpress import WordPress

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
URL = "https://paper.example/2025/12/roads/"


def collect(body: str, *, url: str = URL, head: str = "") -> Collection:
    page = f"<!doctype html><html><head><title>Roads</title>{head}</head><body><article><h1>Roads</h1></article>{body}</body></html>"
    return Collection(Page(Document(url, page.encode()), fetched_at=AT))


def read(body: str, *, url: str = URL, head: str = "") -> Thread:
    thread = collect(body, url=url, head=head).thread()
    assert not [note for note in thread.notes if note.startswith("failed")]
    return thread


def edges(thread: Thread) -> dict[str, str | None]:
    return {c.comment_id: c.parent_id for c in thread.comments}


def html5(
    number: int, name: str, words: str, *, depth: int = 1, inside: str = "", reply: bool = True, extra: str = ""
) -> str:
    link = f'<div class="reply"><a class="comment-reply-link" href="?replytocom={number}#respond" data-commentid="{number}" aria-label="Jawab {name}">Jawab</a></div>'
    return (
        f'<li id="comment-{number}" class="comment depth-{depth} {extra}"><article id="div-comment-{number}" class="comment-body">'
        f'<footer class="comment-meta"><div class="comment-author vcard"><img class="avatar" src="a.png"><b class="fn">{name}</b> '
        f'<span class="says">kehte hain:</span></div><div class="comment-metadata"><a href="{URL}#comment-{number}">'
        f'<time datetime="2025-12-0{1 + number % 8}T10:00:00+05:00">kuch din</time></a></div></footer>'
        f'<div class="comment-content"><p>{words}</p></div>{link if reply else ""}</article>{inside}</li>'
    )


def wordpress(items: str, heading: str = "3 Comments") -> str:
    return f'<div id="comments" class="comments-area"><h2 class="comments-title">{heading}</h2><ol class="comment-list">{items}</ol></div>'


class TestWordPress:
    def test_html5_thread(self) -> None:
        inner = f'<ol class="children">{html5(2, "Bilal", "I agree with this.", depth=2)}</ol>'
        thread = read(
            wordpress(html5(1, "Aisha", "The road is broken.", inside=inner) + html5(3, "Chand", "Third words."))
        )
        assert thread.system == "wordpress"
        assert edges(thread) == {"1": None, "2": "1", "3": None}
        first, second, _ = thread.comments
        assert (first.author_name, first.text) == ("Aisha", "The road is broken.")
        assert first.date_published == datetime(2025, 12, 2, 5, tzinfo=UTC)
        assert (second.parent_source, second.depth, second.root_id, second.position) == ("dom", 1, "1", 1)
        assert first.reply_count == 1
        assert (thread.stated_count, thread.complete) == (3, True)

    def test_xhtml_body_is_the_bare_paragraphs(self) -> None:
        def item(n: int, name: str) -> str:
            return (
                f'<li class="comment depth-1" id="comment-{n}"><div id="div-comment-{n}" class="comment-body">'
                f'<div class="comment-author vcard"><cite class="fn">{name}</cite> <span class="says">sagt:</span></div>'
                f'<div class="comment-meta commentmetadata"><a href="#comment-{n}">3. Dezember 2025 um 1{n}:05</a></div>'
                f"<p>Erster Absatz {n}.</p><p>Zweiter Absatz.</p>"
                f'<div class="reply"><a class="comment-reply-link" href="?replytocom={n}">Antworten</a></div></div></li>'
            )

        thread = read(wordpress("".join(item(n, name) for n, name in ((1, "Uwe"), (2, "Ida"), (3, "Max")))))
        assert [c.text for c in thread.comments] == [f"Erster Absatz {n}.\n\nZweiter Absatz." for n in (1, 2, 3)]
        assert [c.author_name for c in thread.comments] == ["Uwe", "Ida", "Max"]
        assert thread.comments[0].date_published == datetime(2025, 12, 3, 11, 5, tzinfo=UTC)

    def test_theme_of_its_own_names_is_read_by_structure(self) -> None:
        def item(n: int, name: str, words: str) -> str:
            return (
                f'<li class="comment depth-1" id="comment-{n}"><div class="q7"><h4 class="zz"><span class="k1">{name}</span>'
                f'<time class="k2" datetime="2025-12-01T0{n}:00:00Z">vor</time></h4><div class="k3"><p>{words}</p></div>'
                f'<a class="comment-reply-link" href="#comment-{n}" aria-label="Antworte auf {name}">Antworten</a></div></li>'
            )

        thread = read(
            wordpress(item(1, "Nadia", "Short.") + item(2, "Omar", "Ok") + item(3, "Pari", "Some more words here."))
        )
        assert [(c.author_name, c.text) for c in thread.comments] == [
            ("Nadia", "Short."), ("Omar", "Ok"), ("Pari", "Some more words here."),
        ]  # fmt: skip

    def test_one_comment_under_hashed_names(self) -> None:
        item = (
            '<li id="comment-1" class="comment depth-1"><div class="x1a"><div class="x2b"><span class="x3c">Ann</span>'
            '<span class="x4d">vor 3 Tagen</span></div><div class="x5e">Kurz und gut, danke sehr.</div>'
            '<div class="x6f"><button>Gut</button><span>·</span><a href="#">Melden</a></div></div></li>'
        )
        comment = read(wordpress(item)).comments[0]
        assert (comment.author_name, comment.text) == ("Ann", "Kurz und gut, danke sehr.")

    def test_class_on_the_item_and_id_on_the_inner_element(self) -> None:
        inner = (
            '<ul class="children"><li class="comment depth-2"><article id="comment-2"><b class="fn">B</b>'
            '<div class="comment-content"><p>Second words</p></div></article></li></ul>'
        )
        items = (
            '<li class="comment depth-1"><article id="comment-1"><b class="fn">A</b><div class="comment-content">'
            f"<p>First words</p></div></article>{inner}</li>"
        )
        assert edges(read(wordpress(items))) == {"1": None, "2": "1"}

    def test_list_of_replies_beside_its_parent(self) -> None:
        items = (
            html5(1, "A", "One.")
            + f'<ul class="children">{html5(2, "B", "Two.", depth=2)}</ul>'
            + html5(3, "C", "Three.")
        )
        assert edges(read(wordpress(items))) == {"1": None, "2": "1", "3": None}

    def test_flattened_block_list_is_nested_by_its_levels(self) -> None:
        items = (
            html5(1, "A", "One.")
            + html5(2, "B", "Two.", depth=2)
            + html5(3, "C", "Three.", depth=3)
            + html5(4, "D", "Four.")
        )
        thread = read(wordpress(items))
        assert edges(thread) == {"1": None, "2": "1", "3": "2", "4": None}
        assert thread.comments[1].parent_source == "indent"

    def test_deepest_level_without_reply_links_is_capped(self) -> None:
        deepest = html5(3, "C", "Three.", depth=3, reply=False) + html5(4, "D", "Four.", depth=3, reply=False)
        middle = html5(2, "B", "Two.", depth=2, inside=f'<ol class="children">{deepest}</ol>')
        thread = read(wordpress(html5(1, "A", "One.", inside=f'<ol class="children">{middle}</ol>')))
        assert {c.comment_id: c.parent_source for c in thread.comments} == {
            "1": None, "2": "dom", "3": "dom-capped", "4": "dom-capped",
        }  # fmt: skip

    def test_oldest_theme_prints_scraps_between_name_and_words(self) -> None:
        items = "".join(
            f'<li class="alt" id="comment-{n}"><cite>{name}</cite> Says:<br><small class="commentmetadata"><a href="#comment-{n}">'
            f"December {n}, 2025 at 1{n}:05 pm</a></small><p>{words}</p></li>"
            for n, name, words in ((1, "Ann", "Nice post."), (2, "Bob", "No."))
        )
        thread = read(f'<h3 id="comments">2 Responses to &#8220;Roads&#8221;</h3><ol class="commentlist">{items}</ol>')
        assert [(c.author_name, c.text) for c in thread.comments] == [("Ann", "Nice post."), ("Bob", "No.")]
        assert thread.stated_count == 2

    def test_votes_of_a_plugin(self) -> None:
        votes = '<div class="cld-like-dislike-wrap"><span class="cld-like-count-wrap">7</span><span class="cld-dislike-count-wrap">2</span></div>'
        items = "".join(
            f'<li class="comment depth-1" id="comment-{n}"><cite class="fn">{name}</cite><div class="comment-content"><p>Words {n}</p>{votes}</div></li>'
            for n, name in ((1, "Ann"), (2, "Bob"))
        )
        assert [(c.text, c.likes, c.dislikes) for c in read(wordpress(items)).comments] == [
            ("Words 1", 7, 2),
            ("Words 2", 7, 2),
        ]

    def test_definition_list(self) -> None:
        items = "".join(
            f'<dt class="comment depth-1" id="comment-{n}"><span class="comment_author">{name}</span></dt>'
            f'<dd class="comment depth-1"><p>Words of {name}.</p></dd>'
            for n, name in ((1, "Ali"), (2, "Beg"))
        )
        thread = read(f'<div id="comments"><dl id="comment_list">{items}</dl></div>')
        assert [(c.author_name, c.text) for c in thread.comments] == [
            ("Ali", "Words of Ali."),
            ("Beg", "Words of Beg."),
        ]

    def test_classes_that_became_attributes_for_want_of_a_space_are_read(self) -> None:
        items = html5(1, "Aisha", "The road is broken.") + html5(2, "Bilal", "I wrote so.", extra="bypostauthor")
        thread = read(wordpress(items.replace('class="comment depth-1 bypostauthor"', "comment depth-1 bypostauthor")))
        assert [c.is_article_author for c in thread.comments] == [None, True]

    def test_a_link_to_a_comment_page_far_away_is_not_believed(self) -> None:
        html = wordpress(html5(1, "Aisha", "The road.")) + f"<a href='{URL}comment-page-9999/'>9999</a>"
        page = Page(Document(URL, html.encode()), fetched_at=AT)
        assert len(WordPress(page, Signals(page)).read_list(page).asks) < 500

    def test_a_thread_with_a_comment_that_was_cut_is_not_complete(self) -> None:
        cut = html5(1, "Aisha", 'The road <a class="read-more" href="#">aage</a>')
        thread = read(wordpress(cut + html5(2, "Bilal", "So it is.") + html5(3, "Chand", "Yes.")))
        assert (thread.stated_count, thread.complete, thread.incomplete_reason) == (3, False, "truncated")

    def test_pingbacks_are_kept_apart(self) -> None:
        ping = '<li class="pingback"><p>Pingback: <a href="https://blog.example/p" rel="external nofollow">A blog on roads</a></p></li>'
        thread = read(wordpress(html5(1, "A", "One.") + ping))
        kinds = {c.kind: c for c in thread.comments}
        assert kinds["pingback"].author_name == "A blog on roads"
        assert kinds["pingback"].text is None

    def test_list_printed_twice_comes_out_once(self) -> None:
        items = html5(1, "A", "One.") + html5(2, "B", "Two.")
        thread = read(wordpress(items) + f'<div class="mobile-comments">{wordpress(items)}</div>')
        assert list(edges(thread)) == ["1", "2"]

    def test_ids_from_reply_links_where_the_theme_dropped_them(self) -> None:
        items = "".join(
            f'<li class="comment depth-1"><b class="fn">{n}th</b><div class="comment-content"><p>Words {n}</p></div>'
            f'<a class="comment-reply-link" href="/a/?replytocom={n}#respond">r</a></li>'
            for n in (41, 42)
        )
        assert list(edges(read(wordpress(items)))) == ["41", "42"]

    def test_reviews_of_products_are_no_comments(self) -> None:
        assert read('<ol class="commentlist"><li class="review depth-1"><p>Nice shoes</p></li></ol>').comments == []

    def test_an_empty_skeleton_is_no_thread(self) -> None:
        assert (
            read(
                '<ul><li class="comment depth-1" id="comment-1"></li><li class="comment depth-1" id="comment-2"></li></ul>'
            ).comments
            == []
        )

    def test_comment_pages_are_asked_for_and_joined(self) -> None:
        links = f'<nav class="comment-navigation"><a href="{URL}comment-page-1/#comments">Older</a></nav>'
        page = f"<html><body>{wordpress(html5(1, 'A', 'One.') + html5(2, 'B', 'Two.'))}</body></html>"
        body = wordpress(html5(3, "C", "Three."), "3 Comments") + links
        collection = collect(body, url=URL + "comment-page-2/")
        for _ in range(6):
            for address in list(collection.wanted):
                found = page.encode() if "comment-page-1" in address else b""
                collection.add(address, Document(address.url, found, 200 if found else 404))
        thread = collection.thread()
        assert [c.comment_id for c in thread.comments] == ["1", "2", "3"]
        assert thread.complete is True

    def test_names_lose_what_all_of_them_end_with(self) -> None:
        items = "".join(
            f'<li class="comment depth-1" id="comment-{n}"><cite>{name} nasvidenje:</cite><div class="comment-text"><p>Beseda {n}</p></div></li>'
            for n, name in ((1, "Ana"), (2, "Bor"), (3, "Cene Novak"), (4, "Dana"))
        )
        assert [c.author_name for c in read(wordpress(items)).comments] == ["Ana", "Bor", "Cene Novak", "Dana"]

    def test_a_family_keeps_its_name(self) -> None:
        items = "".join(
            html5(n, f"{name} Khan", f"Words {n}") for n, name in ((1, "Ali"), (2, "Sara"), (3, "Omar"), (4, "Zoya"))
        )
        assert [c.author_name for c in read(wordpress(items)).comments] == [
            "Ali Khan",
            "Sara Khan",
            "Omar Khan",
            "Zoya Khan",
        ]

    def test_the_thread_is_claimed_for_the_article_to_leave_out(self) -> None:
        thread = read(wordpress(html5(1, "A", "One.")))
        assert [e.get("id") for e in thread.elements] == ["comments"]

    @pytest.mark.parametrize(
        ("heading", "count"),
        [
            ("12 Comments", 12),
            ("۱۲ تبصرے", 12),
            ("14 thoughts on “10 ways to walk”", 14),
            ("Roads of 2019", None),
            ("Comments", None),
        ],
    )
    def test_stated_count(self, heading: str, count: int | None) -> None:
        assert read(wordpress(html5(1, "A", "One."), heading)).stated_count == count

    def test_no_address_of_a_picture_or_of_a_form_is_kept(self) -> None:
        thread = read(wordpress(html5(1, "A", 'Look <img src="https://gravatar.example/x">')))
        kept = repr(thread.comments[0])
        assert "Look" in kept
        assert [word for word in ("gravatar", "replytocom") if word in kept] == []

    def test_the_mailbox_that_a_name_links_to_is_not_kept(self) -> None:
        name = '<a class="url" href="{}">Aisha</a>'
        shown = [
            read(wordpress(html5(1, name.format(address), "The road."))).comments[0]
            for address in ("mailto:aisha@b.example", "https://b.example/aisha")
        ]
        assert [c.author_url for c in shown] == [None, "https://b.example/aisha"]
        assert "aisha@" not in repr(shown[0])


class TestOtherSystems:
    def test_wpdiscuz_parent_is_in_the_id(self) -> None:
        def item(n: int, parent: int, name: str) -> str:
            return (
                f'<div id="wpd-comm-{n}_{parent}" class="comment wpd-comment"><div class="wpd-comment-wrap"><div id="comment-{n}" '
                f'class="wpd-comment-right"><div class="wpd-comment-header"><div class="wpd-comment-author"> {name} </div>'
                f'<div class="wpd-comment-date" title="December {n}, 2025 5:04 pm">1 month ago</div></div>'
                f'<div class="wpd-comment-text"><p>Words of {name}</p></div><div class="wpd-vote-result" title="7">7</div></div></div></div>'
            )

        thread = read(
            f'<div id="wpdcom"><div id="wpd-threads">{item(5, 0, "A")}{item(6, 5, "B")}{item(7, 6, "C")}</div></div>'
        )
        assert thread.system == "wpdiscuz"
        assert edges(thread) == {"5": None, "6": "5", "7": "6"}
        assert thread.comments[0].date_published == datetime(2025, 12, 5, 17, 4, tzinfo=UTC)
        assert thread.comments[0].likes == 7

    def test_wpdiscuz_says_its_count_beside_the_heading(self) -> None:
        item = (
            '<div id="wpd-comm-5_0" class="comment wpd-comment"><div id="comment-5"><div class="wpd-comment-author">A</div>'
            '<div class="wpd-comment-text"><p>Words</p></div></div></div>'
        )
        info = '<div class="wpd-thread-info "><span class="wpdtc" title="1203">1.2k</span> Comments</div>'
        thread = read(f'<div id="wpdcom"><div id="wpd-threads">{info}{item}</div></div>')
        assert thread.stated_count == 1203

    def test_drupal_replies_are_indented_beside_their_parent(self) -> None:
        def item(n: int, name: str) -> str:
            return (
                f'<article id="comment-{n}" class="comment js-comment"><footer class="comment__meta"><p class="comment__author">{name}</p>'
                f'<p class="comment__time">Thu, 12/04/2025 - 0{n}:00</p></footer><div class="comment__content"><div class="field--name-comment-body">'
                f"<p>Words of {name}</p></div></div></article>"
            )

        body = f'<section id="comments">{item(1, "A")}<div class="indented">{item(2, "B")}<div class="indented">{item(3, "C")}</div></div>{item(4, "D")}</section>'
        thread = read(body)
        assert thread.system == "drupal"
        assert edges(thread) == {"1": None, "2": "1", "3": "2", "4": None}
        assert [c.author_name for c in thread.comments] == ["A", "B", "C", "D"]

    def test_drupal_names_that_share_a_line_with_the_date(self) -> None:
        items = "".join(
            f'<article id="comment-{n}" class="comment js-comment"><div class="s"> {name} | December {n}, 2025 </div><div class="t"><p>Words {n} here</p></div></article>'
            for n, name in ((1, "Hamid"), (2, "Iqra"), (3, "Jan"))
        )
        thread = read(f'<section id="comments">{items}</section>')
        assert [c.author_name for c in thread.comments] == ["Hamid", "Iqra", "Jan"]
        assert thread.comments[0].date_published == datetime(2025, 12, 1, tzinfo=UTC)

    def test_blogger_dates_are_exact(self) -> None:
        item = (
            '<li class="comment" id="c1234567890"><div class="comment-block"><div class="comment-header"><cite class="user">Amna</cite>'
            f'<span class="datetime secondary-text"><a href="{URL}?showComment=1764583200000#c1234567890">kal</a></span></div>'
            '<p class="comment-content">Words</p></div></li>'
        )
        thread = read(f'<div id="comments"><h4>1 comment:</h4><ol id="top-ra">{item}</ol></div>')
        assert thread.system == "blogger"
        assert thread.comments[0].date_published == datetime(2025, 12, 1, 10, tzinfo=UTC)

    def test_hacker_news_levels(self) -> None:
        rows = "".join(
            f'<tr class="athing comtr" id="{n}"><td class="ind" indent="{level}"></td><td><a class="hnuser">u{n}</a>'
            f'<span class="age" title="2025-12-01T10:0{n}:00 1764583{n}00"></span><div class="commtext c00">Words {n}</div></td></tr>'
            for n, level in ((1, 0), (2, 1), (3, 2), (4, 1), (5, 0))
        )
        thread = read(f'<table class="comment-tree">{rows}</table>')
        assert thread.system == "hackernews"
        assert edges(thread) == {"1": None, "2": "1", "3": "2", "4": "1", "5": None}

    def test_old_reddit(self) -> None:
        def item(key: str, name: str, child: str = "") -> str:
            return (
                f'<div class="thing comment" id="thing_t1_{key}" data-fullname="t1_{key}" data-author="{name}"><div class="entry"><p class="tagline">'
                f'<a class="author">{name}</a> <span class="score unvoted" title="12">12 points</span><time datetime="2025-12-01T10:00:00+00:00">x</time></p>'
                f'<div class="usertext-body"><div class="md"><p>Words of {name}</p></div></div></div><div class="child">{child}</div></div>'
            )

        thread = read(
            f'<div class="sitetable nestedlisting">{item("a", "ann", item("b", "bob"))}{item("c", "cyd")}</div>'
        )
        assert edges(thread) == {"t1_a": None, "t1_b": "t1_a", "t1_c": None}
        assert thread.comments[0].likes == 12

    def test_the_exact_number_of_votes_stands_in_a_title(self) -> None:
        thread = read(
            '<div class="sitetable nestedlisting"><div class="thing comment" id="thing_t1_a" data-fullname="t1_a" data-author="ann">'
            '<div class="entry"><p class="tagline"><a class="author">ann</a> <span class="score unvoted" title="1234">1.2k points</span>'
            '<time datetime="2025-12-01T10:00:00+00:00">x</time></p><div class="usertext-body"><div class="md"><p>Words</p></div></div>'
            "</div></div></div>"
        )
        assert thread.comments[0].likes == 1234

    def test_a_badge_in_the_element_of_a_name_is_no_part_of_it(self) -> None:
        thread = read(
            '<div class="sitetable nestedlisting"><div class="thing comment" id="thing_t1_a" data-fullname="t1_a">'
            '<div class="entry"><p class="tagline"><a class="author">ann<span class="flair-badge">Mod</span></a>'
            '<time datetime="2025-12-01T10:00:00+00:00">x</time></p><div class="usertext-body"><div class="md"><p>Words</p></div></div>'
            "</div></div></div>"
        )
        assert thread.comments[0].author_name == "ann"

    def test_new_reddit(self) -> None:
        body = (
            '<shreddit-comment thingid="t1_a" author="ann" depth="0" score="3"><div id="t1_a-comment-rtjson-content"><p>One</p></div>'
            '<shreddit-comment thingid="t1_b" parentid="t1_a" author="bob" depth="1"><div id="t1_b-comment-rtjson-content"><p>Two</p></div>'
            "</shreddit-comment></shreddit-comment>"
        )
        assert edges(read(body)) == {"t1_a": None, "t1_b": "t1_a"}

    def test_forum_quotes_are_edges_and_no_words(self) -> None:
        def post(n: int, name: str, words: str) -> str:
            return (
                f'<article class="message message--post" data-author="{name}" data-content="post-{n}" id="js-post-{n}">'
                f'<ul class="message-attribution-main"><li><time class="u-dt" datetime="2025-12-01T1{n}:00:00+0000">x</time></li></ul>'
                f'<div class="bbWrapper">{words}</div></article>'
            )

        quote = '<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="B" data-source="post: 2"><a href="#post-2">B said:</a> Two words</blockquote>'
        thread = read(post(1, "A", "One") + post(2, "B", "Two words") + post(3, "C", f"{quote}Three"))
        assert edges(thread) == {"1": None, "2": None, "3": "2"}
        assert [c.kind for c in thread.comments] == ["post", "comment", "comment"]
        third = thread.comments[2]
        assert (third.text, third.parent_source) == ("Three", "quote")
        assert "Two words" in (third.quoted_text or "")

    def test_discourse_numbers_belong_to_the_page(self) -> None:
        posts = "".join(
            f'<div id="post_{n}" class="topic-body crawler-post"><span class="creator" itemprop="author"><span itemprop="name">u{n}</span></span>'
            f'<time class="post-time" datetime="2025-12-01T10:0{n}:00Z">x</time><div class="post" itemprop="text">{quote}<p>Words {n}</p></div></div>'
            for n, quote in (
                (1, ""),
                (2, ""),
                (
                    3,
                    '<aside class="quote" data-post="2" data-topic="9"><blockquote><p>Words 2</p></blockquote></aside>',
                ),
            )
        )
        thread = read(
            posts, url="https://forum.example/t/roads/9", head='<meta name="generator" content="Discourse 3">'
        )
        assert edges(thread) == {"1": None, "2": None, "3": "2"}
        assert thread.page_local_ids

    def test_microformats(self) -> None:
        item = (
            '<div class="u-comment h-cite" id="c9"><a class="p-author h-card" href="https://a.example/">Zed</a>'
            '<a class="u-url" href="https://a.example/n"><time class="dt-published" datetime="2025-12-01T10:00:00Z">x</time></a>'
            '<div class="e-content"><p>Words</p></div></div>'
        )
        comment = read(item).comments[0]
        assert (comment.author_name, comment.text, comment.permalink) == ("Zed", "Words", "https://a.example/n")

    def test_facebook_is_not_collectable(self) -> None:
        thread = read('<div class="fb-comments" data-href="https://paper.example/"></div>')
        assert (thread.system, thread.complete, thread.incomplete_reason) == ("facebook", False, "not_collectable")

    def test_a_page_without_comments_has_none(self) -> None:
        menu = "".join(
            f'<li class="comment-count"><a href="/{n}">Story {n}</a> <time datetime="2025-12-01">x</time></li>'
            for n in range(9)
        )
        thread = read(f'<ul class="recent">{menu}</ul>')
        assert (thread.comments, thread.system, thread.complete) == ([], None, None)


@pytest.mark.parametrize(
    "before", ["<h1>Twelve bridges, and 7 that fell</h1>", "<h1>The bridge, part 7</h1><p>Words.</p>"]
)
def test_a_number_in_the_headline_is_no_stated_count(before: str) -> None:
    thread = (
        '<section id="comments"><ol class="comment-list"><li id="comment-31" class="comment depth-1">'
        '<article class="comment-body"><footer class="comment-meta"><b class="fn">Amina</b>'
        '<time datetime="2026-11-02T10:00:00+05:00">x</time></footer>'
        '<div class="comment-content"><p>I walked over it and it shook.</p></div></article></li></ol></section>'
    )
    visit = extract(f"<html><body><main><div>{before}</div>{thread}</main></body></html>", "https://paper.example/7/")
    assert (visit.article.stated_comment_count, visit.article.thread_complete) == (None, True)


def test_badges_and_ranks_beside_a_name_are_no_part_of_it() -> None:
    rows = "".join(
        f'<li class="comment depth-1" id="comment-{i}"><div class="comment-body"><div class="comment-author vcard">'
        f'<cite class="fn">{name}<span class="team-badge">{badge}</span></cite></div><div class="comment-meta">'
        f'<a href="#comment-{i}">October {i}, 2025 at 9:10 am</a></div><p>{name} was there on day {i}.</p>'
        '<a class="comment-reply-link" href="#">Reply</a></div></li>'
        for i, (name, badge) in enumerate([("Asma", "Guest"), ("Bilal", "Team"), ("Osei", "Guest")], 11)
    )
    page = f'<article><h1>Water</h1><p>Text.</p></article><ol class="commentlist">{rows}</ol>'
    thread = Collection(
        Page(Document("https://valley.example/a", page.encode()), fetched_at=datetime(2026, 11, 1, tzinfo=UTC))
    ).thread()
    assert [c.author_name for c in thread.comments] == ["Asma", "Bilal", "Osei"]


def test_a_date_in_bare_text_does_not_take_a_short_comment_with_it() -> None:
    def row(number: int, name: str, words: str) -> str:
        return (
            f'<li class="comment depth-1" id="comment-{number}"><div class="wrapper"><div class="comment-author vcard"></div>'
            f'<div class="extra-wrap"><span class="author">{name}</span><br>October {number}, 2025 <p>{words}</p></div></div>'
            f'<div class="reply"><a class="comment-reply-link" href="?replytocom={number}#respond">Reply</a></div></li>'
        )

    long = "The pump at the corner has been out of order since the flood, and nobody has come to look at it. " * 2
    rows = row(11, "Asma", long) + row(12, "Bilal", long) + row(13, "Osei", "How is it now?")
    thread = read(f'<ol class="commentlist">{rows}</ol>')
    assert [c.text for c in thread.comments] == [long.strip(), long.strip(), "How is it now?"]
    assert [c.date_published and c.date_published.day for c in thread.comments] == [11, 12, 13]


def test_an_empty_date_is_unknown() -> None:
    def row(number: int) -> str:
        return (
            f'<li id="comment-{number}" class="comment depth-1"><article class="comment-body"><footer><b class="fn">Asma {number}</b>'
            f'<a href="#comment-{number}"><time datetime=""> at </time></a></footer><div class="comment-content">'
            f"<p>Words number {number}.</p></div></article></li>"
        )

    thread = read(f'<ol class="comment-list">{row(1)}{row(2)}</ol>')
    assert [(c.date_published, c.date_published_raw) for c in thread.comments] == [(None, None)] * 2


@pytest.mark.parametrize("words", ["views", "Aufrufe", "просмотров", "مشاہدات"])
def test_how_often_a_page_was_read_is_no_stated_count(words: str) -> None:
    rows = html5(1, "Asma", "The road is broken.") + html5(2, "Bilal", "It is.")
    shown = f'<div id="comments"><div class="count">6.5K {words}</div><ol class="comment-list">{rows}</ol></div>'
    assert read(shown).stated_count is None
    assert read(shown.replace(words, "replies")).stated_count == 6500


def test_an_endless_class_name_takes_no_time() -> None:
    start = time.process_time()
    assert shape_of("x" * 200_000) == "x" * 200_000
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("classes", "shape"),
    [
        ("comment even depth-1", "comment"),
        ("comment byuser  comment-author-asma odd", "comment"),
        ("post-4711 c12 reply", "c12 reply"),
        ("a_7\tb", "b"),
    ],
)
def test_the_shape_of_class_names_leaves_out_what_numbers_and_alternates(classes: str, shape: str) -> None:
    assert shape_of(classes) == shape


def test_addresses_are_relative_to_the_base_that_a_page_states() -> None:
    thread = read(
        "<base href='https://valley.example/'><ol class='commentlist'>"
        + "".join(
            f"<li class='comment' id='comment-{n}'><div class='comment-author vcard'><cite class='fn'><a href='members/{n}'>"
            f"{name}</a></cite></div><div class='comment-meta'><a href='2025/water#comment-{n}'>March {n}, 2025 at 9:0{n} am</a>"
            f"</div><div class='comment-content'><p>See <a href='files/{n}.pdf'>the list</a> of {name}.</p></div></li>"
            for n, name in ((1, "Kiran"), (2, "Lal"), (3, "Mina"))
        )
        + "</ol>"
    )
    assert [c.author_url for c in thread.comments] == [f"https://valley.example/members/{n}" for n in (1, 2, 3)]
    files = [re.findall(r'href="([^"]+)"', c.text_html or "") for c in thread.comments]
    assert files == [[f"https://valley.example/files/{n}.pdf"] for n in (1, 2, 3)]
