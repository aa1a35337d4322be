"""The generic comment finder on made pages of many styles, and what it must not take for comments."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from benchmarks.fuzz_pages import fault, fuzz
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection, Thread
from ecorridor_scraper.extraction.threads.times import day_first

from . import thread_layouts, thread_styles
from .thread_layouts import LAYOUTS
from .thread_negatives import SECTIONS
from .thread_styles import DEVELOP, FETCHED_AT, VALIDATE, Post

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def read(html: str) -> Thread:
    page = Page(Document("https://valley.example/2025/water", html.encode()), fetched_at=FETCHED_AT)
    return Collection(page, generic_only=True).thread()


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def found(thread: Thread, posts: list[Post]) -> dict[str, int]:
    """Ids of the comments that are posts, with the numbers of these."""
    numbers = {squeezed(post.text): post.number for post in posts}
    return {c.comment_id: numbers[squeezed(c.text)] for c in thread.comments if squeezed(c.text) in numbers}


@pytest.mark.parametrize("sentence", ["Shame on the council!", "Number {} of us says no to this road."])
def test_one_sentence_that_everybody_sends_in_is_what_they_say_and_no_label(sentence: str) -> None:
    names = ["Sana Batool", "Danish", "Haider Ali", "old_timer", "Engineer Rafiq"]
    thread = read(
        "<html><body><h1>A road</h1><p>The council wants a road.</p><div id='comments'><h3>Comments</h3>"
        + "".join(
            f"<div class='comment'><span class='author'>{name}</span> <span class='date'>02 Nov 2025 08:{n:02d}</span>"
            f"<div class='text'>{sentence.format(n)}</div></div>"
            for n, name in enumerate(names)
        )
        + "</div></body></html>"
    )
    assert [(c.author_name, c.text) for c in thread.comments] == [
        (name, sentence.format(n)) for n, name in enumerate(names)
    ]


OPINIONS = [
    "The bridge shook when I walked over it with my bicycle.",
    "It was closed again on Monday, they say, and nobody knows why.",
    "Nobody repairs anything here, sadly; we have written four letters.",
    "My uncle worked on that canal for years and warned them.",
    "We pay the tax and get no road for it.",
]


def thread_of(names: list[str], form: str) -> Thread:
    rows = "".join(form.format(name=name, day=n + 1, text=OPINIONS[n]) for n, name in enumerate(names))
    article = f"<article><h1>The bridge</h1><p>{'The council met on Monday about the bridge. ' * 8}</p></article>"
    return read(f"<html><body>{article}<section class='discussion'><h3>Comments</h3>{rows}</section></body></html>")


PLAIN = "<li class='entry'><p class='meta'><b>{name}</b> <span>2026-11-0{day} 10:00</span></p><p>{text}</p></li>"
MARKED = (
    "<div class='c-item'><div class='c-user'>{name}</div><div class='c-date'>{day} November 2026</div>"
    "<div class='c-text'><p>{text}</p></div><a href='#'>Reply</a></div>"
)


@pytest.mark.parametrize("form", [PLAIN, MARKED], ids=["plain", "marked"])
@pytest.mark.parametrize("word", ["Reader", "Guest", "Usuario", "قاری"])
def test_writers_who_are_all_told_by_a_number_keep_their_comments_and_names(word: str, form: str) -> None:
    names = [f"{word} {number}" for number in (101, 7, 102, 2040)]
    assert [(c.author_name, c.text) for c in thread_of(names, form).comments] == list(
        zip(names, OPINIONS, strict=False)
    )


TOLD = "<div class='remark'><span class='who'>{name}</span> <span class='when'>{when}</span><div>{text}</div></div>"


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ([f"{n} hours ago" for n in (2, 3, 5, 8)], [f"{n} hours ago" for n in (4, 5, 7, 10)]),
        ([f"{n} گھنٹے پہلے" for n in (2, 3, 5, 8)], [f"{n} گھنٹے پہلے" for n in (4, 5, 7, 10)]),
        (["yesterday at 10:30:00"] * 4, ["2 days ago at 10:30:00"] * 4),
        ([f"{n} hours ago" for n in (2, 3, 5, 8)], [f"2 November 2026, 1{n}:00" for n in (8, 7, 5, 2)]),
    ],
)
def test_comments_whose_days_are_counted_back_keep_their_ids(now: list[str], later: list[str]) -> None:
    def ids(days: list[str]) -> list[str]:
        rows = "".join(
            TOLD.format(name=name, when=when, text=text)
            for name, when, text in zip(("Hina", "Danish Ali", "Sana", "Noor"), days, OPINIONS, strict=False)
        )
        thread = read(
            f"<html><body><h1>The bridge</h1><section class='remarks'><h3>Comments</h3>{rows}</section></body></html>"
        )
        return [c.comment_id for c in thread.comments]

    assert len(set(ids(now))) == 4
    assert ids(now) == ids(later)


def test_the_same_few_words_of_one_writer_are_told_apart_by_their_days() -> None:
    def ids(days: Sequence[int]) -> list[str]:
        rows = [("Hina", day, "Well said!") for day in days]
        told = [TOLD.format(name=name, when=f"{day} November 2026", text=text) for name, day, text in rows]
        others = [
            TOLD.format(name=f"Writer {name}", when="9 November 2026", text=text)
            for name, text in zip("ABCD", OPINIONS, strict=False)
        ]
        html = "".join([*told, *others])
        thread = read(
            f"<html><body><h1>The bridge</h1><section class='remarks'><h3>Comments</h3>{html}</section></body></html>"
        )
        return [c.comment_id for c in thread.comments if c.text == "Well said!"]

    assert len(ids((3, 5))) == 2
    assert ids((3, 5))[1] == ids((5,))[0]


@pytest.mark.parametrize("form", [PLAIN, MARKED], ids=["plain", "marked"])
def test_a_list_of_which_the_entries_are_only_counted_is_no_thread(form: str) -> None:
    assert thread_of([f"Lot {number}" for number in (1, 2, 3, 4)], form).comments == []


FULLY = sorted(set(DEVELOP | VALIDATE) - {"rules_and_breaks", "two_templates"})


@pytest.mark.parametrize("style", FULLY)
def test_finds_every_comment_of_a_style_and_nothing_else(style: str) -> None:
    html, posts = thread_styles.made(style, seed=1, count=14)
    thread = read(html)
    assert sorted(found(thread, posts).values()) == [p.number for p in posts]
    assert len(thread.comments) == len(posts)


@pytest.mark.parametrize("style", FULLY)
def test_finds_who_answers_whom(style: str) -> None:
    html, posts = thread_styles.made(style, seed=3, count=20)
    thread = read(html)
    known = found(thread, posts)
    edges = {known[c.comment_id]: known.get(c.parent_id or "") for c in thread.comments if c.comment_id in known}
    assert edges == {p.number: p.parent for p in posts}


@pytest.mark.parametrize("style", FULLY)
def test_finds_the_authors(style: str) -> None:
    html, posts = thread_styles.made(style, seed=1, count=14)
    thread = read(html)
    known = found(thread, posts)
    names = {known[c.comment_id]: c.author_name for c in thread.comments if c.comment_id in known}
    assert names == {p.number: p.author for p in posts}


def test_an_article_with_dated_lists_around_it_has_no_comments() -> None:
    assert read(thread_styles.page("<p>Comments are closed.</p>")).comments == []


def test_product_reviews_are_no_comments() -> None:
    review = (
        '<div class="rv"><div class="star-rating">{n}.0</div><b>Very good {n}</b><div>By Ali {n} on March {n}, 2025</div>'
        '<div class="verified">Verified purchase</div></div>'
    )
    assert read(thread_styles.page("".join(review.format(n=n) for n in range(1, 6)))).comments == []


def test_a_list_of_articles_with_authors_is_no_thread() -> None:
    entry = (
        "<article><h2><a href='/story/{n}'>The council met again about item {n}</a></h2><div><a href='/staff/{n}'>Ali "
        "{n}th</a> <time>March {n}, 2025</time></div><p>What was said about item {n} and by whom it was said.</p></article>"
    )
    assert read(thread_styles.page("".join(entry.format(n=n) for n in range(1, 9)))).comments == []


def test_a_list_of_members_is_no_thread() -> None:
    member = "<tr><td><a href='/u/{n}'>member{n}</a></td><td>Joined March {n}, 2021</td><td>{n}</td></tr>"
    table = "<table>" + "".join(member.format(n=n) for n in range(1, 12)) + "</table>"
    assert read(thread_styles.page(table)).comments == []


def test_the_only_answer_has_a_button_of_its_own() -> None:
    def line(name: str, words: str, button: str) -> str:
        return (
            f"<a class='who' href='/u/{name}'>{name}</a><div class='txt'>{words}</div><div class='foot'><span class='at'>3 March 2025, "
            f"08:1{len(name)}</span><a>{button}</a></div>"
        )

    answer = f"<div class='sub' id='w_2'><div>{line('Ali', 'That is for the council to say, not for us.', 'Answer')}</div></div>"
    roots = [
        ("Joan", "Who is going to pay for the second well?"),
        ("Sana", "Thank you."),
        ("Old Tom", "The well is dry."),
    ]
    shown = "".join(
        f"<div class='top' id='w_{n}'><div class='in'><div class='pic'></div>{line(name, words, 'Comment on this')}"
        f"{'<div class=subs>' + answer + '</div>' if n == 1 else ''}</div></div>"
        for n, (name, words) in zip((1, 3, 4), roots, strict=True)
    )
    comments = read(thread_styles.page(f"<div id='wall'>{shown}</div>")).comments
    assert [c.author_name for c in comments] == ["Joan", "Ali", "Sana", "Old Tom"]
    assert [c.parent_id for c in comments] == [None, comments[0].comment_id, None, None]


def test_dates_of_which_most_have_no_digit() -> None:
    when = ["منذ ساعتين", "منذ يوم", "منذ 3 أيام", "منذ أسبوعين", "قبل سنة"]
    said = [
        "لا أحد يعرف من سيدفع.",
        "كلام سليم.",
        "البئر جفت منذ زمن طويل.",
        "شكرا لكم.",
        "قالوا ذلك في العام الماضي أيضا.",
    ]
    names = ["سامر", "ليلى", "أم خالد", "هشام", "منى"]
    items = "".join(
        f"<div class=k1><div class=k2><span class=k3>{name}</span><span class=k4>{at}</span></div><p class=k5>{words}</p><button>رد"
        "</button></div>"
        for name, at, words in zip(names, when, said, strict=True)
    )
    comments = read(thread_styles.page(f"<div dir=rtl><h3>آراء القراء</h3>{items}</div>")).comments
    assert [(c.author_name, c.text) for c in comments] == list(zip(names, said, strict=True))


TALK = (("Joan", "Who pays for the second well?"), ("Ali Raza", "Nobody, as ever."), ("Sana", "It rained all of May."),
        ("Old Tom", "My father dug the first one by hand."))  # fmt: skip


def dated_links(address: str) -> str:
    """A thread whose dates link to an address, with `{n}` for the place of each."""
    items = "".join(
        f"<div class=e><a href='/u/{n}'>{name}</a> <a href='{address.format(n=n)}'>3 March 2025, 08:1{n}</a><p>{words}</p><a>Reply</a></div>"
        for n, (name, words) in enumerate(TALK)
    )
    return thread_styles.page(f"<div class=comments>{items}</div>")


def test_the_link_of_a_date_is_the_address_and_the_id_of_a_comment() -> None:
    comments = read(dated_links("/2025/water?comment=7{n}")).comments
    assert [c.comment_id for c in comments] == ["70", "71", "72", "73"]
    assert comments[0].permalink == "https://valley.example/2025/water?comment=70"


def test_dates_that_all_link_to_one_place_are_no_addresses_of_comments() -> None:
    comments = read(dated_links("/2025/water")).comments
    assert [(c.author_name, c.permalink) for c in comments] == [(name, None) for name, _ in TALK]


def test_the_same_thanks_to_two_people_on_one_day_are_two_answers() -> None:
    def one(name: str, words: str, *answers: str) -> str:
        return (
            f"<div class=e><b>{name}</b> <i>3 March 2025</i><p>{words}</p><a>Reply</a>"
            f"{'<div class=answers>' + ''.join(answers) + '</div>' if answers else ''}</div>"
        )

    thanks = one("Ina", "Thank you, that helps.")
    roots = (
        one("Joan", "The second well stands behind the mill.", thanks),
        one("Old Tom", "My father dug the first one.", one("Sana", "By hand?"), thanks),
        one("Ali Raza", "It rained all of May."),
    )
    comments = read(thread_styles.page(f"<div class=comments>{''.join(roots)}</div>")).comments
    assert [c.author_name for c in comments] == ["Joan", "Ina", "Old Tom", "Sana", "Ina", "Ali Raza"]


def test_same_page_same_thread() -> None:
    html, _ = thread_styles.made("hashed_nested", seed=2, count=9)
    assert len(read(html).comments) == 9
    assert read(html).comments == read(html).comments


def test_every_comment_has_a_confidence() -> None:
    html, _ = thread_styles.made("urdu_nested", seed=2, count=9)
    assert [0 < (c.confidence or 0) <= 1 for c in read(html).comments] == [True] * 9


def test_a_thousand_answers_to_answers() -> None:
    posts = thread_styles.thread(1, 1000)
    for i, post in enumerate(posts):
        post.number, post.parent, post.depth, post.children = i, (i - 1 if i else None), i, posts[i + 1 : i + 2]
    thread = read(thread_styles.page(thread_styles.hashed_nested(posts)))
    assert max(c.depth or 0 for c in thread.comments) > 900


def test_time_grows_no_faster_than_the_thread() -> None:
    def seconds(count: int) -> float:
        html = thread_styles.page(thread_styles.flat_reply_links(thread_styles.thread(1, count)))
        start = time.process_time()
        assert len(read(html).comments) == count
        return time.process_time() - start

    seconds(100)
    assert seconds(3000) < 40 * min(seconds(300), seconds(300))


def test_mutated_pages_break_nothing() -> None:
    said: list[str] = []
    assert fuzz(150, 7, say=said.append) == 0, said


def test_the_fuzzer_sees_a_missing_closing_tag_as_no_fault() -> None:
    assert fault(b"<html><body><div><p>x", generic_only=True, seconds=2) is None


def test_times_are_in_utc() -> None:
    html, _ = thread_styles.made("spacer_tables", seed=2, count=5)
    assert {c.date_published.tzinfo for c in read(html).comments if isinstance(c.date_published, datetime)} == {UTC}


@pytest.mark.parametrize("style", ["hashed_nested", "spacer_tables", "aria_levels"])
def test_dates_in_words_only_are_dates_too(style: str) -> None:
    make, language = (DEVELOP | VALIDATE)[style]
    posts = thread_styles.thread(4, 16, language=language)
    for i, post in enumerate(posts):
        post.when = FETCHED_AT - timedelta(hours=100 if i % 3 else 30)
    assert len(read(thread_styles.page(make(posts))).comments) == 16


@pytest.mark.parametrize("stamp", ["2025-03-01T08", "2025-03-01 08", "2025-03-01T0812"])
def test_a_cut_time_in_a_date_attribute_breaks_nothing(stamp: str) -> None:
    html = thread_styles.flat_reply_links(thread_styles.thread(1, 9))
    broken = re.sub(r'datetime="[^"]*"', f'datetime="{stamp}"', html)
    assert len(read(thread_styles.page(broken)).comments) == 9


LAID = sorted(
    set(LAYOUTS)
    - {
        "undated_under_a_title",
        "signed_talk",
        "noscript_posts",
        "undated_nested",
        "undated_hashed",
        "one_comment",
        "nested_blockquotes",
    }
)
"""The layouts that are found in full; the others are there to be measured."""


@pytest.mark.parametrize("layout", LAID)
def test_finds_the_thread_of_a_layout(layout: str) -> None:
    html, posts = thread_layouts.made(layout, seed=1, count=14)
    thread = read(html)
    known = found(thread, posts)
    assert len(thread.comments) == len(posts)
    assert {known[c.comment_id]: known.get(c.parent_id or "") for c in thread.comments if c.comment_id in known} == {
        p.number: p.parent for p in posts
    }
    if layout != "nameless":
        names = {known[c.comment_id]: c.author_name for c in thread.comments if c.comment_id in known}
        assert names == {p.number: p.author for p in posts}


@pytest.mark.parametrize("layout", sorted(set(LAID) - {"day_and_month", "nameless"}))
def test_finds_the_dates_of_a_layout(layout: str) -> None:
    html, posts = thread_layouts.made(layout, seed=1, count=14)
    thread = read(html)
    known = found(thread, posts)
    dates = {p.number: p.when for p in posts}
    assert len(thread.comments) == len(posts)
    for comment in thread.comments:
        assert comment.date_published is not None
        assert abs(comment.date_published - dates[known[comment.comment_id]]) < timedelta(days=32)


@pytest.mark.parametrize("layout", ["undated_nested", "undated_hashed"])
def test_finds_comments_without_dates(layout: str) -> None:
    html, posts = thread_layouts.made(layout, seed=1, count=14)
    thread = read(html)
    known = found(thread, posts)
    assert len(thread.comments) == len(posts)
    assert {known[c.comment_id]: known.get(c.parent_id or "") for c in thread.comments} == {
        p.number: p.parent for p in posts
    }
    assert {known[c.comment_id]: c.author_name for c in thread.comments} == {p.number: p.author for p in posts}
    assert {c.date_published for c in thread.comments} == {None}


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_other_lists_are_no_threads(section: str) -> None:
    assert read(thread_styles.page(SECTIONS[section])).comments == []


def test_a_menu_that_repeats_a_label_is_no_thread() -> None:
    entry = "<div class='card'><b class='name'>Mill {n}</b><p>What the mill {n} grinds in winter.</p><a class='go'>More</a></div>"
    assert read(thread_styles.page("".join(entry.format(n=n) for n in range(1, 9)))).comments == []


def test_a_deleted_comment_is_not_the_parent_of_what_stands_before_it() -> None:
    html, posts = thread_layouts.made("with_placeholders", seed=4, count=30)
    thread = read(html)
    known = found(thread, posts)
    assert {known[c.comment_id]: known.get(c.parent_id or "") for c in thread.comments} == {
        p.number: p.parent for p in posts
    }


def names_of(row: Callable[[Post], str], count: int = 12) -> list[tuple[str | None, str]]:
    """The names that are found in a list of made rows, each with the one that is right."""
    posts = thread_styles.thread(3, count)
    thread = read(thread_styles.page("<h3>Comments</h3>" + "".join(map(row, posts))))
    return list(zip([c.author_name for c in thread.comments], [p.author for p in posts], strict=True))


def test_the_slots_of_a_component_tell_what_is_in_them() -> None:
    def row(p: Post) -> str:
        flair = '<span slot="flair">Donor since 2019</span>' if p.number % 3 == 0 else ""
        place = '<span slot="place">Gilgit</span>' if p.number % 4 == 1 else ""
        return (
            f'<y-post>{flair}{place}<span slot="who">{p.author}</span><time datetime="{p.iso}">{p.when:%d.%m.%Y}</time>'
            f'<div slot="words"><p>{p.text}</p></div></y-post>'
        )

    assert [(name, right) for name, right in names_of(row) if name != right] == []


def test_names_with_a_link_and_without_one_are_names_alike() -> None:
    def row(p: Post) -> str:
        who = f'<a class="nm" href="/u/1">{p.author}</a>' if p.number % 2 else f'<span class="nm">{p.author}</span>'
        rank = ("gold", "iron", "tin")[p.number % 3]
        return (
            f'<div class="c"><div class="h"><span class="r">{rank}</span>{who}</div><time datetime="{p.iso}">'
            f"{p.when:%d.%m.%Y}</time><p>{p.text}</p></div>"
        )

    assert [(name, right) for name, right in names_of(row) if name != right] == []


def test_a_number_for_the_style_sheet_that_counts_the_comments_is_no_level() -> None:
    posts = thread_styles.thread(3, 3)
    rows = (
        f'<div class="c" style="--i: {n}"><b>{p.author}</b><time datetime="{p.iso}">{p.when:%d.%m.%Y}</time><p>{p.text}</p>'
        "<button>Reply</button></div>"
        for n, p in enumerate(posts)
    )
    thread = read(thread_styles.page("<h3>3 Comments</h3>" + "".join(rows)))
    assert [c.parent_id for c in thread.comments] == [None, None, None]


def test_guests_of_another_class_stand_in_the_same_thread() -> None:
    posts = thread_styles.thread(3, 12)
    html = thread_styles.hashed_nested(posts)
    row = html[html.index('<div class="') + 12 : html.index('">')]
    parts = html.split(f'<div class="{row}">')
    mixed = parts[0] + "".join(f'<div class="{row if i % 4 else "guest"}">{part}' for i, part in enumerate(parts[1:]))
    assert len(read(thread_styles.page(mixed)).comments) == 12


@pytest.mark.parametrize(
    ("dates", "first"),
    [(["02/03/2025", "05/03/2025", "09/03/2025"], True), (["03/02/2025", "03/05/2025", "03/09/2025"], False)],
)
def test_dates_of_one_thread_lie_close_together(dates: list[str], first: bool) -> None:
    assert day_first(dates) is first


ARTICLE = "<article><h1>Water</h1>" + "<p>The supply was cut on Tuesday, the board said, for the third time.</p>" * 4
ONE = (
    '<section class="{0}a"><h2>{1}</h2><div class="{0}b"><div class="{0}c"><span>Asma</span><time '
    'datetime="2025-10-11T09:10:00Z">11 Oct</time></div><div class="{0}d">Nobody asked those who fetch it.</div></div>'
    "</section>"
)


@pytest.mark.parametrize("title", ["1 comment", "Comments (1)", "1 Kommentar", "۱ تبصرہ"])
def test_a_single_comment_is_found_where_the_page_says_that_there_is_one(title: str) -> None:
    thread = read(f"{ARTICLE}</article>{ONE.format('x7', title)}")
    assert [(c.author_name, c.text) for c in thread.comments] == [("Asma", "Nobody asked those who fetch it.")]


@pytest.mark.parametrize("title", ["1 photo", "About the author", "12 comments", "Part 1 of 3: comments on the law"])
def test_a_single_record_under_another_title_is_no_comment(title: str) -> None:
    assert not read(f"{ARTICLE}</article>{ONE.format('x7', title)}").comments


def test_records_at_several_distances_from_the_edge_are_a_thread() -> None:
    said = (("Asma", 11, 0), ("Bilal", 12, 1), ("Osei", 13, 2), ("Dilawar", 14, 0), ("Farid", 15, 1), ("Nadia", 16, 0))
    rows = "".join(
        f'<div class="q1" style="margin-left:{20 * level}px"><div><span>{name}</span> <span>{day} Oct 2025</span></div>'
        f'<div class="q2">{name} says that the water came back on day {day}, and was gone again before anybody could fill a pot.</div></div>'
        for name, day, level in said
    )
    thread = read(f'{ARTICLE}</article><div class="q0">{rows}</div>')
    assert [(c.author_name, c.depth) for c in thread.comments] == [(name, level) for name, _, level in said]


def test_one_comment_under_the_bare_word_with_a_field_for_another() -> None:
    one = (
        "<section><h3>تبصرے</h3><div><b>عائشہ</b> <small>12 جنوری 2026</small><p>سڑک پچھلے سال بھی بند تھی۔</p></div>"
        "<form><textarea name='comment'></textarea></form></section>"
    )
    assert [c.author_name for c in read(thread_styles.page(one)).comments] == ["عائشہ"]
    assert read(thread_styles.page(one.replace("comment", "q"))).comments == []


def test_the_number_in_the_title_of_an_unknown_system_is_stated() -> None:
    posts = thread_styles.thread(3, 5)
    rows = "".join(
        f"<div class='u{p.number}'><h5>{p.author}</h5><span>{p.when:%d %B %Y}</span><p>{p.text}</p></div>"
        for p in posts
    )
    thread = read(thread_styles.page(f"<div><h3>Aap ki raye (7)</h3>{rows}</div>"))
    assert (len(thread.comments), thread.stated_count, thread.incomplete_reason) == (5, 7, "missing")


@pytest.mark.parametrize("address", ["//x]/#c1", "http://[x/", "https://a]b/story?x"])
def test_a_broken_address_in_a_comment_breaks_nothing(address: str) -> None:
    html, posts = thread_styles.made("hashed_nested", seed=2, count=9)
    link = f'<a href="{address}">a link of quite some words to nowhere at all</a>'
    thread = read(html.replace(posts[0].paragraphs[0], f"{posts[0].paragraphs[0]} {link}"))
    assert not [note for note in thread.notes if note.startswith("failed")]
    assert len(thread.comments) == len(posts)


SAID = [
    ("Ahmed Ali", "12 January 2026", "bhai yeh sab siyasat hai, awam ka koi nahi sochta"),
    ("Fatima", "3 hours ago", "bilkul theek kaha aap ne"),
    ("bilal_91", "Jan 14, 2026 10:20 am", "Mashallah great news for Pakistan"),
    ("Zainab K.", "1 day ago", "kab tak chalega yeh sab?"),
]
"""Name, date and words of a short list."""


def listed(row: str, around: str = "<section>{}</section>", before: str = "") -> list[str | None]:
    """The names found on a page with a short list of rows, `{n}`, `{d}` and `{w}` in each, under an article."""
    rows = "".join(row.format(n=n, d=d, w=w) for n, d, w in SAID)
    text = "<p>The road through the old town is to be finished next month, the department said on Tuesday.</p>" * 6
    page = f"<html><body>{before}<main><h1>The road</h1><div>{text}</div>{around.format(rows)}</main></body></html>"
    return [c.author_name for c in read(page).comments]


ROW = "<div><strong>{n}</strong> <i>{d}</i><p>{w}</p></div>"


@pytest.mark.parametrize(
    ("row", "around"),
    [
        (ROW.replace("</div>", "<a href='#'>جواب دیں</a></div>"), "<section>{}</section>"),
        (
            "<li><img src='a.png'><b>{n}</b><i>{d}</i><div>{w}</div></li>",
            "<div class='user-comments'><ul>{}</ul></div>",
        ),
        (ROW, "<section>{}</section><form><textarea placeholder='تبصرہ لکھیں'></textarea></form>"),
    ],
    ids=["answers", "called", "invited"],
)
def test_a_short_list_is_believed_where_the_page_says_that_it_is_comments(row: str, around: str) -> None:
    assert listed(row, around) == [name for name, *_ in SAID]


@pytest.mark.parametrize("before", ["", "<nav>" + "".join(f"<a href='/{n}'>No {n}</a>" for n in range(8)) + "</nav>"])
def test_a_short_list_of_names_dates_and_words_alone_is_not(before: str) -> None:
    assert listed(ROW, before=before) == []


def test_a_comment_whose_date_is_in_other_digits_is_one_of_the_list() -> None:
    def row(name: str, date: str, words: str, inner: str = "") -> str:
        return (
            f"<div class='media'><img src='u.png'><div class='media-body'><h6>{name} <small>{date}</small></h6>"
            f"<p>{words}</p>{inner}</div></div>"
        )

    third = row("محمد بلال", "2 گھنٹے پہلے", "بہت اچھی خبر ہے، شکریہ۔")
    second = row("فاطمہ خان", "13 جنوری 2026، 10:20", "میں اس بات سے متفق ہوں، مگر حل کیا ہے؟", third)
    fourth = row("کامران", "16 جنوری 2026", "اللہ خیر کرے")
    rows = row("احمد علی", "12 جنوری 2026", "سڑک کی حالت بہت خراب ہے، حکومت کو توجہ دینی چاہیے۔", second + fourth)
    rows += row("زینب", "۱۵ جنوری ۲۰۲۶", "بجلی کا بل دیکھ کر رونا آتا ہے بھائی۔")
    page = f"<html><body><h1>سڑک</h1><p>{'نئی سڑک اگلے ماہ مکمل ہو گی۔ ' * 9}</p><div><h5>تبصرے</h5>{rows}</div></body></html>"
    assert [c.author_name for c in read(page).comments] == ["احمد علی", "فاطمہ خان", "محمد بلال", "کامران", "زینب"]


def entry(n: int, name: str, words: str, when: str = "3 May 2025, 10:0{n}") -> str:
    return (
        f'<li class="entry" id="e{n}"><h4>{name}</h4><small>{when.format(n=n)}</small><div class="said">{words}</div>'
        "<button>Reply</button></li>"
    )


def test_a_list_whose_entries_say_that_they_are_articles_is_no_thread() -> None:
    entries = [entry(n, f"Ann {'abcde'[n]}", f"The bus number {n} was late again today.") for n in range(5)]
    listed = f"<h3>5 comments</h3><ul>{''.join(entries)}</ul>"
    assert len(read(thread_styles.page(listed)).comments) == 5
    listed = listed.replace("<li ", '<li itemscope itemtype="http://schema.org/BlogPosting" ')
    assert read(thread_styles.page(listed)).comments == []


def test_what_says_that_an_age_is_not_exact_is_no_name() -> None:
    def line(n: int, name: str, about: str) -> str:
        return (
            f'<div id="m{n}"><h4><a href="#m{n}">RE: The bus</a> - Added by <a href="/u/{n}">{name}</a> <a href="/day/{n}">'
            f"{about} {n + 1} years</a> ago</h4><div><p>Number {n} was late again today, and so was I.</p></div></div>"
        )

    names = ["Rosa Penn", "Bilal Q", "Anita Desmond", "Kashif", "Faiza"]
    posts = [line(n, name, "over" if n < 2 else "almost") for n, name in enumerate(names)]
    thread = read(thread_styles.page(f'<div class="comments"><h3>Replies (5)</h3>{"".join(posts)}</div>'))
    assert [c.author_name for c in thread.comments] == names


@pytest.mark.parametrize("above", ["<h2 class=name>marlow72</h2>", "<div class=post-header>Ann, 28 May 2025</div>"])
def test_the_number_in_a_name_or_a_date_counts_no_comments(above: str) -> None:
    entries = "".join(entry(n, f"Ann {'abcde'[n]}", f"The bus number {n} was late again today.") for n in range(5))
    assert read(thread_styles.page(f"<div class=thread>{above}<ul>{entries}</ul></div>")).stated_count is None


def test_a_quote_that_a_line_opens_is_left_out_though_its_place_tells_whom_it_answers() -> None:
    asked = "Who signed the contract, and when will we be shown it?"
    quote = f"<p>On 3 May 2025, Rosa Penn wrote:</p><div><a href='#'>...</a></div><blockquote>{asked}</blockquote>"
    answer = entry(2, "Bilal Q", f"{quote}<p>Nobody asked the drivers.</p>")
    first = entry(1, "Rosa Penn", asked).replace("</li>", f"<ul>{answer}</ul></li>")
    others = "".join(entry(n, f"Ann {'abcdefg'[n]}", f"The bus number {n} was late again today.") for n in range(3, 6))
    thread = read(thread_styles.page(f'<div class="comments"><h3>5 comments</h3><ul>{first}{others}</ul></div>'))
    said = {c.author_name: (c.text, c.quoted_text) for c in thread.comments}
    assert said["Bilal Q"] == ("Nobody asked the drivers.", asked)


WRITERS = ("Rosa Penn", "Bilal Q", "Anita D.", "Kashif", "Faiza")


def test_a_button_right_behind_the_words_is_none_of_them() -> None:
    said = [f"The bus number {n} was late again today, and nobody said why." for n in range(5)]
    items = (
        f"<li><b>{name}</b> <i>{n + 1}/05/2025 alle 10.12</i><br>{words} <a href='/answer/{n}'>rispondi</a></li>"
        for n, (name, words) in enumerate(zip(WRITERS, said, strict=True))
    )
    thread = read(thread_styles.page(f"<h4>I lettori scrivono</h4><ul>{''.join(items)}</ul>"))
    assert [c.text for c in thread.comments] == said


def test_whom_a_text_addresses_is_told_though_name_and_date_stand_in_its_element() -> None:
    said = [
        "Who signed the contract, and when?",
        "@Rosa Penn Nobody did.",
        "@Bilal Q How do you know that? I was told otherwise when I asked at the depot on Monday.",
        "The old timetable is still on the wall of the library.",
        "@Kashif So it is.",
    ]
    items = (
        f"<article class='entry'><header><h6>{name}</h6><small>{n + 1} May 2025 10:12</small></header><p>{words}</p>"
        "<footer><a href='#form'>Reply</a></footer></article>"
        for n, (name, words) in enumerate(zip(WRITERS, said, strict=True))
    )
    thread = read(thread_styles.page(f"<section class='comments'><h3>5 comments</h3>{''.join(items)}</section>"))
    names = {c.comment_id: c.author_name for c in thread.comments}
    answered = {c.author_name: names.get(c.parent_id or "") for c in thread.comments}
    assert answered == {**dict.fromkeys(WRITERS), "Bilal Q": "Rosa Penn", "Anita D.": "Bilal Q", "Faiza": "Kashif"}


def test_a_label_in_front_of_a_date_hides_none_of_it() -> None:
    entries = "".join(
        entry(n, name, f"The bus number {n} was late again today.", f"Date: 2025-05-0{n + 1}.10:12:00")
        for n, name in enumerate(WRITERS)
    )
    thread = read(thread_styles.page(f"<h3>5 comments</h3><ul>{entries}</ul>"))
    assert [f"{c.date_published:%d %H:%M}" for c in thread.comments] == [f"0{n} 10:12" for n in range(1, 6)]


def test_an_element_of_the_sites_own_says_in_attributes_who_wrote_when_and_to_whom() -> None:
    names = (*WRITERS, "Old Signalman", "Noreen", "T. Okafor")
    above = [None, 0, 1, None, 3, None, 5, None]
    remarks = "".join(
        f'<pp-remark remark-id="{n + 70}" by="{name}" at="2025-05-0{n + 1}T10:12:00Z"'
        f"{'' if above[n] is None else f' in-reply-to={(above[n] or 0) + 70}'}>"
        f"<p>What I know of it is that it was {'late, very ' * (n + 1)}late.</p></pp-remark>"
        for n, name in enumerate(names)
    )
    thread = read(thread_styles.page(f"<pp-remarks>{remarks}</pp-remarks>"))
    told = [(c.author_name, f"{c.date_published:%d %H:%M}", c.parent_id) for c in thread.comments]
    parents = [None if n is None else str(n + 70) for n in above]
    assert told == [(name, f"0{n + 1} 10:12", parents[n]) for n, name in enumerate(names)]
    silent = remarks.replace("in-reply-to", "theme")
    assert read(thread_styles.page(f"<pp-remarks>{silent}</pp-remarks>")).comments == []
