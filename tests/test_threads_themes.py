"""Comments in the markup of blog themes and small frameworks: what tells answers, names, dates and words there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection

from .test_threads_generic import read
from .thread_styles import FETCHED_AT

if TYPE_CHECKING:
    from ecorridor_scraper.items import Comment

SAID = (
    "The ferry was an hour late again, and nobody on the quay knew when it would come.",
    "They print the times in spring and forget them by June.",
    "Take the road over the pass, it is open until the first snow.",
    "My aunt sells tea on the quay and she knows more than the office does.",
)
NAMES = ("Sana Batool", "Danish", "Haider Ali", "Noor")
DAYS = ("3 May 2024 09:12", "3 May 2024 11:40", "4 May 2024 08:05", "6 May 2024 21:30")
ARTICLE = f"<article><h1>The ferry</h1><p>{'The ferry company met the council on Monday. ' * 8}</p></article>"


def comments(form: str, *, around: str = "<section><h3>Comments</h3>{}</section>", most: int = 4) -> list[Comment]:
    """The comments of a page that prints each by one form."""
    rows = zip(range(most), NAMES, DAYS, SAID, strict=False)
    said = "".join(form.format(n=n + 1, name=name, day=day, text=text) for n, name, day, text in rows)
    return read(f"<html><body>{ARTICLE}{around.replace('{}', said)}</body></html>").comments


def words(found: list[Comment]) -> list[tuple[str | None, str | None]]:
    return [(c.author_name, c.text) for c in found]


ALL = list(zip(NAMES, SAID, strict=True))


@pytest.mark.parametrize("indent", ["ml-6 lg:ml-12", "ms-5", "left-padding", "pl-4", "replies"])
def test_answers_that_only_a_class_of_the_style_sheet_moves_in(indent: str) -> None:
    rows = "".join(
        f"<div class='mb-3 {indent if n in (1, 3) else ''}'><h5>{name}</h5><time>{day}</time><p>{text}</p><a>Reply</a></div>"
        for n, (name, day, text) in enumerate(zip(NAMES, DAYS, SAID, strict=True))
    )
    found = read(f"<html><body>{ARTICLE}<section><h3>4 comments</h3>{rows}</section></body></html>").comments
    ids = {c.comment_id: c.author_name for c in found}
    assert [ids.get(c.parent_id or "") for c in found] == [None, NAMES[0], None, NAMES[2]]


def test_a_name_after_by_however_the_words_before_the_date_change() -> None:
    ages = ("3 days ago", "about 5 hours ago")
    rows = "".join(
        f"<div id='comment_{n}' class='comment'><p class='lead'>{text}</p><p><small>Sent <b>{age}</b> by {name}</small></p></div>"
        for n, (age, name, text) in enumerate(zip(ages, NAMES, SAID, strict=False))
    )
    found = read(f"<html><body>{ARTICLE}<h3>2 Comments</h3><div id='comments'>{rows}</div></body></html>").comments
    assert words(found) == ALL[:2]


@pytest.mark.parametrize("number", ["第{n}楼：", "No. {n}: ", "{n}) "])
def test_the_number_of_a_comment_is_no_part_of_the_name(number: str) -> None:
    form = f"<div class='item'><div class='head'><span>{number}{{name}}</span><span>{{day}}</span></div><p>{{text}}</p></div>"
    assert words(comments(form, around="<h3>Comments</h3><div class='comment-list'>{}</div>")) == ALL


def test_a_nickname_may_be_digits_for_the_most_part() -> None:
    rows = "".join(
        f"<div class='one'><div class='user'><span class='nick'>{name}</span></div><div class='cont'>{text}</div>"
        f"<div class='foot'><span>{day}</span></div></div>"
        for name, day, text in zip(
            ("林小", "mk_198833", "阿德"), DAYS, ("很好。", "希望保留旧书区。", "支持！"), strict=False
        )
    )
    found = read(f"<html><body>{ARTICLE}<div class='comment-all'><h3>评论</h3>{rows}</div></body></html>").comments
    assert [c.author_name for c in found] == ["林小", "mk_198833", "阿德"]


def test_a_line_with_name_and_date_before_words_that_stand_in_a_quotation() -> None:
    found = comments("<li><b><a href='#'>{name}</a></b> on {day} said:<blockquote><p>{text}</p></blockquote></li>")
    assert words(found) == ALL
    assert not any(c.parent_id or c.quoted_text for c in found)


def test_a_badge_beside_one_name_is_no_part_of_it() -> None:
    badge = " <span class='badge bg-primary'>Staff</span>"
    rows = "".join(
        f"<div id='d-{n}'><div class='fw-bold'>{name}{badge if n == 1 else ''}</div><small>{day}</small><p>{text}</p></div>"
        for n, (name, day, text) in enumerate(zip(NAMES, DAYS, SAID, strict=True))
    )
    found = read(f"<html><body>{ARTICLE}<div class='discussion'><h4>Comments</h4>{rows}</div></body></html>").comments
    assert words(found) == ALL


def test_the_button_of_the_only_comment_is_none_of_its_words() -> None:
    form = "<div class='item'><div class='info'><h5>{name}</h5><span>{day}</span><p>{text}</p><a href='#'>Reply</a></div></div>"
    assert words(comments(form, around="<div class='blog'><h3>1 Comment</h3>{}</div>", most=1)) == ALL[:1]


FORM = (
    "<div class='flex gap-6'><img src='a.png' alt='Avatar'><div><p class='font-semibold'>{name}</p><p>{text}</p>"
    "<a href='#'>REPLY</a></div></div>"
)


def test_comments_without_dates_and_names_of_classes_under_a_title_that_counts_them() -> None:
    assert words(comments(FORM, around="<div><h4>4 COMMENTS</h4>{}</div>")) == ALL
    assert comments(FORM, around="<div><h4>7 COMMENTS</h4>{}</div>") == []
    assert comments(FORM, around="<div><h4>4 offers</h4>{}</div>") == []


TWO = "<div class='flex'><h3>{name}</h3><p class='small'>{day}</p><p>{text}</p><button>Reply</button></div>"


def test_two_comments_with_buttons_under_a_title() -> None:
    assert words(comments(TWO, around="<div><h2>Comments</h2><div>{}</div></div>", most=2)) == ALL[:2]
    assert comments(TWO, around="<div><h2>Offers</h2><div>{}</div></div>", most=2) == []


@pytest.mark.parametrize("name", ["card-comments", "product-comments", "review-comment-list"])
def test_what_else_is_in_a_class_name_for_comments_says_nothing_against_them(name: str) -> None:
    form = (
        "<div class='comment'><div class='w'><b>{name}</b> : {text}</div><div class='i'><span>{day}</span></div></div>"
    )
    assert (
        words(comments(form, around=f"<div class='{name}'>{{}}</div><textarea placeholder='comment'></textarea>"))
        == ALL
    )


def test_the_only_answer_without_a_button_in_a_list_that_is_called_answers() -> None:
    answer = f"<ul class='answers'><li><i>{NAMES[2]}</i> <small>{DAYS[2]}</small><p>{SAID[2]}</p></li></ul>"
    rows = [
        f"<div class='comment'><div class='body'><h4>{name}</h4><time>{day}</time><p>{text}</p><a href='#'>Respond</a>{{}}</div></div>"
        for name, day, text in zip(NAMES[:2], DAYS, SAID, strict=False)
    ]
    html = f"<section class='comments'><h2>Comments (3)</h2>{rows[0].format(answer)}{rows[1].format('')}</section>"
    found = read(f"<html><body>{ARTICLE}{html}</body></html>").comments
    assert words(found) == [ALL[0], ALL[2], ALL[1]]
    assert [c.depth for c in found] == [0, 1, 0]


@pytest.mark.parametrize("said", ["<button>Post a comment</button>", "<button>发表评论</button>"])
def test_a_bare_field_is_for_comments_if_its_button_says_so(said: str) -> None:
    form = "<div class='r-item'><div><span>{name}</span> <span>{day}</span></div><div>{text}</div></div>"
    assert words(comments(form, around=f"<div><textarea></textarea>{said}<div>{{}}</div></div>")) == ALL


def test_posts_of_one_thread_tell_together_whether_the_day_comes_first() -> None:
    rows = "".join(
        f"<table id='post{n}'><tr><td class='thead'><a href='#post{n}'>{day}, 10:00 AM</a></td></tr><tr><td>"
        f"<a class='bigusername' href='member.php?u={n}'>{name}</a></td><td><div id='post_message_{n}'>{text}</div></td></tr></table>"
        for n, (name, day, text) in enumerate(
            zip(NAMES, ("01-09-2024", "01-10-2024", "01-12-2024"), SAID, strict=False)
        )
    )
    page = Page(
        Document("https://ferry.example/t1", f"<html><body>{rows}</body></html>".encode()), fetched_at=FETCHED_AT
    )
    days = [c.date_published for c in Collection(page).thread().comments]
    assert [(d.month, d.day) for d in days if d] == [(1, 9), (1, 10), (1, 12)]
