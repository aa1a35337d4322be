"""Comments in the markup of blog themes and small frameworks: what tells answers, names, dates and words there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.threads import Collection
from ecorridor_scraper.extraction.threads.generic.anchors import around_date

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


@pytest.mark.parametrize("ago", ["{n} 天前", "{n}시간 전", "{n}日前"])
def test_a_nickname_with_digits_stands_before_an_age_in_its_line(ago: str) -> None:
    names = ("林小雨", "书虫_1990", "阿德")
    rows = "".join(
        f"<article class='answer'><div class='meta'>{name} · {ago.format(n=n + 2)}</div><p>{text}</p></article>"
        for n, (name, text) in enumerate(zip(names, SAID, strict=False))
    )
    found = read(f"<html><body>{ARTICLE}<section><h3>3 评论</h3>{rows}</section></body></html>").comments
    assert [c.author_name for c in found] == list(names)


def test_a_first_name_that_is_called_like_a_month_is_a_name() -> None:
    assert around_date("Marc Vidal 3 May 2024") == ("Marc Vidal", "")
    assert around_date("[20/04/2024 14:50] Marc Vidal:") == ("", "Marc Vidal:")
    assert around_date("May 3, 2024 at 14:50") == ("", "")


def test_a_name_with_a_date_behind_it_without_a_gap() -> None:
    assert around_date("周伯安2024-06-18 22:17") == ("周伯安", "")


@pytest.mark.parametrize("form", ["<p class='m'>{name} · {day}</p>", "<p>{name} <span>· {day}</span></p>"])
def test_initials_in_the_place_of_a_picture_are_no_names(form: str) -> None:
    rows = "".join(
        f"<div class='flex'><span class='avatar'>{name[0]}{name.split()[-1][0].upper()}</span><div>"
        f"{form.format(name=name, day=day)}<p>{text}</p><button>Reply</button></div></div>"
        for name, day, text in zip(NAMES, DAYS, SAID, strict=True)
    )
    found = read(f"<html><body>{ARTICLE}<section><h3>4 comments</h3>{rows}</section></body></html>").comments
    assert words(found) == ALL


def test_an_address_with_an_at_and_a_colon_names_who_is_answered() -> None:
    to = ("", f"<div class='to'>@ {NAMES[0]}:The ferry was ...</div>", "", "")
    rows = "".join(
        f"<div class='c' id='c{n}'><b>{name}</b> <small>{day}</small><div class='body'>{said}<div>{text}</div></div></div>"
        for n, (name, day, said, text) in enumerate(zip(NAMES, DAYS, to, SAID, strict=True))
    )
    found = read(
        f"<html><body>{ARTICLE}<section class='comments'><h4>Comments</h4>{rows}</section></body></html>"
    ).comments
    assert [(c.depth, c.parent_source) for c in found][:2] == [(0, None), (1, "mention")]


def test_answers_of_another_form_in_a_box_that_is_called_replies() -> None:
    reply = "<div class='card'><h6>{name} ( Date : {day} )</h6><p>{text}</p></div>"
    inner = "".join(reply.format(name=NAMES[n], day=DAYS[n], text=SAID[n]) for n in (1, 2))
    rows = "".join(
        f"<div class='col'><h5>{NAMES[n]} ( Date : {DAYS[n]} )</h5><p>{SAID[n]}</p><div class='replies-box'>{said}</div></div>"
        for n, said in ((0, inner), (3, ""))
    )
    found = read(f"<html><body>{ARTICLE}<section><h2>All comments</h2>{rows}</section></body></html>").comments
    assert words(found) == ALL
    assert [c.depth for c in found] == [0, 1, 1, 0]


def test_names_and_words_that_have_labels() -> None:
    form = "<div class='k'><p class='r'>{day}</p><p><b>Name:</b> {name}</p><p><b>Comment:</b> <br>{text}</p></div>"
    assert words(comments(form, around="<section><h3>4 comments</h3>{}</section>")) == ALL


def test_rows_of_names_and_rows_of_words_after_a_row_with_a_title() -> None:
    form = "<tr><td><b>{name}</b> ({day})</td></tr><tr><td>{text}</td></tr>"
    assert words(comments(form, around="<table class='list'><tr><th>Comments</th></tr>{}</table>")) == ALL


def test_day_and_time_in_two_places_of_a_record_are_one_date() -> None:
    rows = "".join(
        f"<table class='cm'><tr><td><b>By: </b><i>{name}</i></td><td><span class='d'>0{n + 4}/01/2025</span></td>"
        f"<td><span class='t'>1{n}:30</span></td></tr><tr><td colspan=3>{text}</td></tr></table>"
        for n, (name, text) in enumerate(zip(NAMES, SAID, strict=True))
    )
    found = read(f"<html><body>{ARTICLE}<h3>Comments</h3>{rows}</body></html>").comments
    days = [c.date_published for c in found]
    assert [(d.day, d.month, d.hour) for d in days if d] == [(4, 1, 10), (5, 1, 11), (6, 1, 12), (7, 1, 13)]


def test_the_year_in_an_element_beside_the_day_counts() -> None:
    form = "<div class='c'><div><p>201{n}</p><p>Aug 0{n}</p><p>10:1{n}</p></div><b>{name}</b><p>{text}</p></div>"
    found = comments(form, around="<div class='comments'><h3>Comments</h3>{}</div>")
    assert [c.date_published.year for c in found if c.date_published] == [2011, 2012, 2013, 2014]


ONE = "<div class='{kind}'><h5>{name}</h5><span>{day}</span><p>{text}</p>{{}}</div>".replace("{{}}", "{button}")


def one(kind: str, button: str, title: str) -> list[Comment]:
    said = ONE.format(kind=kind, name=NAMES[0], day=DAYS[0], text=SAID[0], button=button)
    return read(f"<html><body>{ARTICLE}<div class='box'>{title}<div>{said}</div></div></body></html>").comments


@pytest.mark.parametrize(
    ("kind", "button", "title"),
    [
        ("x", "", "<h4>01 Comments</h4>"),
        ("x", "<a>Reply</a>", "<h4>Comments</h4>"),
        ("comment", "", "<h4>Readers’ comments</h4>"),
        ("comment", "<span>Reply</span><span>Delete</span>", ""),
    ],
)
def test_a_single_comment_for_which_two_things_speak(kind: str, button: str, title: str) -> None:
    assert words(one(kind, button, title)) == ALL[:1]


@pytest.mark.parametrize(
    ("kind", "button", "title"), [("x", "", "<h4>Comments</h4>"), ("comment", "", ""), ("x", "<a>Reply</a>", "")]
)
def test_one_thing_is_too_little_for_a_single_comment(kind: str, button: str, title: str) -> None:
    assert one(kind, button, title) == []


@pytest.mark.parametrize(
    "beside",
    ["<div class='promo'><b>Next ferry</b> <i>5 May 2024</i></div>", "<div class='x'><textarea></textarea></div>"],
)
def test_what_stands_beside_a_single_comment_and_is_none_does_not_hide_it(beside: str) -> None:
    said = ONE.format(kind="x", name=NAMES[0], day=DAYS[0], text=SAID[0], button="")
    page = f"<html><body>{ARTICLE}<div class='box'><h4>1 Comment</h4>{said}{beside}</div></body></html>"
    assert words(read(page).comments) == ALL[:1]


def test_the_first_of_several_is_not_the_only_comment() -> None:
    lots = "<div class='lot'><b>Lot {n}</b> <i>{day}</i><p>{text}</p></div>"
    assert comments(lots, around="<div class='comments'><h3>Comments</h3>{}</div>") == []


@pytest.mark.parametrize("before", ["Posted by ", "by ", "Name: ", "第1楼："])
def test_the_name_of_a_single_comment_has_no_label(before: str) -> None:
    said = f"<div class='comment'><p>{SAID[0]}</p><small><i>{before}{NAMES[0]}</i> | <i>{DAYS[0]}</i></small></div>"
    found = read(f"<html><body>{ARTICLE}<h4>1 comment</h4>{said}</body></html>").comments
    assert words(found) == ALL[:1]


def test_hours_at_which_comments_are_open_are_no_comments() -> None:
    hours = "<li><b>Monday</b> to Friday from 10:00 to 20:00</li><li><b>Saturday</b>, Sunday from 10:00 to 18:00.</li>"
    box = f"<div id='comments'><p>Comments are open:</p><ul>{hours}</ul><textarea name='comment'></textarea></div>"
    assert read(f"<html><body>{ARTICLE}{box}</body></html>").comments == []


def test_paragraphs_alike_of_which_one_names_the_writer_and_one_the_day() -> None:
    form = "<div><p>Comment by <a href='/m/{n}'>{name}</a></p><p>{text}</p><p>Posted at {day}</p></div>"
    page = "<p>Posted on March 4, 2024 at 9:00 AM</p><hr><p>It met again.</p><div id='comment-section'>{}</div>"
    assert words(comments(form, around=page)) == ALL


def test_brackets_around_links_that_are_no_words_go_with_them() -> None:
    form = (
        "<table><tr bgcolor='#ccc'><td>by <a href='/u/{n}'>{name}</a> on {day}</td></tr><tr><td>{text}<br>"
        "[ <a href='/r?{n}'>Reply to This</a> | <a href='/c?{n}'>Parent</a> ]</td></tr></table>"
    )
    found = comments(form)
    assert words(found) == ALL
    assert [c.text_html for c in found] == list(SAID)


def test_an_arrow_before_the_words_of_all_is_none_of_them() -> None:
    form = "<div class='box'><p class='user'>{name} <span>({day})</span></p><p class='t'> &gt; {text}</p></div>"
    found = comments(form)
    assert words(found) == ALL
    assert not any("&gt;" in (c.text_html or "") for c in found)


def test_an_arrow_that_one_of_them_wrote_stays() -> None:
    form = "<div class='box'><p class='user'>{name} <span>({day})</span></p><p class='t'>{text}</p></div>"
    found = comments(form.replace("{text}", "{text} &gt; see {n}"))
    assert [c.text for c in found] == [f"{text} > see {n + 1}" for n, text in enumerate(SAID)]
    rows = "".join(
        form.format(name=name, day=day, text=f"{mark}{text}")
        for name, day, text, mark in zip(NAMES, DAYS, SAID, ("", "&gt; ", "&gt; ", "&gt; "), strict=True)
    )
    found = read(f"<html><body>{ARTICLE}<section><h3>Comments</h3>{rows}</section></body></html>").comments
    assert [(c.text or "")[:1] for c in found] == ["T", ">", ">", ">"]


def test_a_month_with_its_year_behind_a_comma_without_a_gap_is_no_name() -> None:
    rows = "".join(
        f"<li><div class='text'><h5 class='upper'>{name}</h5><span class='d'>Posted on 0{n} June,2022 at 6:45</span><p>{text}</p>"
        f"<a href='#'>Reply</a></div></li>"
        for n, (name, text) in enumerate(zip(NAMES, SAID, strict=True), start=1)
    )
    found = read(f"<html><body>{ARTICLE}<div><h5>4 Comments</h5><ul class='list'>{rows}</ul></div></body></html>")
    assert words(found.comments) == ALL
    assert around_date("Posted on 01 June,2022 at 6:45") == ("Posted on", "")


def signed(form: str) -> list[Comment]:
    """Comments with name and date behind the words, in their element."""
    return comments(f"<p class='comment'>{{text}} {{text}} {form}</p>", around="<div id='comments'>{}</div>")


def test_a_label_with_name_and_date_behind_the_words_in_their_element() -> None:
    found = signed("--Sent by <a href='/m/{n}'>{name} </a> {day}")
    assert words(found) == [(name, f"{text} {text}") for name, text in ALL]
    assert [c.text_html for c in found] == [f"{text} {text}" for text in SAID]


def test_a_sentence_that_all_end_with_is_no_label() -> None:
    found = signed("Shame on them! <a href='/m/{n}'>{name}</a> {day}")
    assert [c.text for c in found] == [f"{text} {text} Shame on them!" for text in SAID]


def test_a_date_with_which_somebody_ends_a_comment_stays() -> None:
    form = "<div class='c'><b>{name}</b> <i>{day}</i><p>{text} It was on {day}</p></div>"
    assert [c.text for c in comments(form)] == [f"{t} It was on {d}" for t, d in zip(SAID, DAYS, strict=True)]


def test_an_age_behind_buttons_in_one_element_is_no_name() -> None:
    rows = "".join(
        f"<article class='media'><p><b>{name}</b><br>{text}<br><small><a>Like</a> · <a>Reply</a> · {ago}</small></p></article>"
        for name, ago, text in zip(("Noor", "Dr. Haider Ali", "Noor"), ("1 hr", "50 min", "30 min"), SAID, strict=False)
    )
    found = read(f"<html><body>{ARTICLE}<h3 class='title'>Comments</h3>{rows}</body></html>").comments
    assert [c.author_name for c in found] == ["Noor", "Dr. Haider Ali", "Noor"]


def test_a_name_in_a_line_of_labels_with_a_number_and_a_date() -> None:
    form = "<li><div class='l'>第{n}楼 用户：{name} 发表时间：2024-06-1{n} 22:17</div><div class='w'>{text}</div></li>"
    assert words(comments(form, around="<div class='comments'><h3>评论</h3><ul>{}</ul></div>")) == ALL


def test_a_time_of_day_far_behind_the_date_is_no_name() -> None:
    form = "<li><h5>{name}</h5><span class='d'>{day} and {n} minutes, in the evening at 6:4{n}</span><p>{text}</p></li>"
    found = comments(form, around="<div><h5>4 Comments</h5><ul class='list'>{}</ul></div>")
    assert words(found) == ALL


def test_the_number_of_a_comment_before_a_name_of_one_word_is_no_day() -> None:
    assert around_date("2. Iván 3 de agosto de 2023, 12:44") == ("2. Iván", "")
    assert around_date("#2 Noor 3 May 2024") == ("#2 Noor", "")
    assert around_date("3. Mai 2024 um 10:10") == ("", "")
    assert around_date("3. of May 2024 10:10") == ("", "")
    form = "<dl class='op'><dt>{n}. {name} <span>{day}</span></dt><dd>{text}</dd></dl>"
    assert words(comments(form)) == ALL


def test_the_stop_behind_the_number_of_a_comment_ends_no_sentence() -> None:
    names = ("Lucía Ferrer", "Andrés Quintana", "Lucía Ferrer", "Pepe")
    rows = "".join(
        f"<dl class='op'><dt>{n}. {name} <span>{day}</span></dt><dd>{text}</dd></dl>"
        for n, (name, day, text) in enumerate(zip(names, DAYS, SAID, strict=True), start=1)
    )
    found = read(f"<html><body>{ARTICLE}<section><h3>Comments</h3>{rows}</section></body></html>").comments
    assert [c.author_name for c in found] == list(names)
