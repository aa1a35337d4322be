"""Comments in the markup of programs that many blogs run on, beside their own forms, links and notices."""

from __future__ import annotations

import pytest

from ecorridor_scraper.extraction import extract
from ecorridor_scraper.extraction.threads.generic.anchors import around_date

from .test_threads_generic import read
from .test_threads_themes import ALL, ARTICLE, NAMES, SAID, comments, words
from .thread_styles import FETCHED_AT

LONG = " ".join(f"The ferry to pier {n} was late again, and nobody said why." for n in range(12))


def rows(form: str) -> str:
    """Comments on four days, each printed by one form."""
    made = enumerate(ALL, 3)
    return "".join(form.format(n=day, name=name, day=f"{day} May 2024 09:12", text=text) for day, (name, text) in made)


def test_what_a_form_for_an_answer_asks_is_nobody_s_words() -> None:
    form = (
        "<form action='/say' style='display:none'><p><label>If you write anything in here your comment is taken for an advert "
        "and thrown away, so leave this field as it is and write your answer into the one below it, in any language.</label>"
        " <input type='text' name='trap'></p><p><label>Your answer</label></p><textarea name='comment'></textarea></form>"
    )
    said = rows(
        "<div class='comment' id='comment-{n}'><h4>{name} <small>{day}</small></h4><p>{text}</p>" + form + "</div>"
    )
    found = read(f"<html><body>{ARTICLE}<div id='comments'><h3>Comments</h3>{said}</div></body></html>").comments
    assert words(found) == ALL


def test_the_name_behind_the_date_is_the_writer_and_not_the_word_on_the_button() -> None:
    said = rows(
        "<div id='c{n}0' class='comment'><h6><span>{day} - {name}</span> <a href='/cr/{n}0'>¶</a></h6><div>{text}</div>"
        "<div><i class='x'></i> <span>⋅</span> • <a href='/reply/{n}0'>Reply</a></div></div>"
    )
    said = said.replace("• <a href='/reply/60'>Reply</a>", "")  # where answers nest no deeper
    found = read(f"<html><body>{ARTICLE}<div id='comments'><h3>Comments</h3>{said}</div></body></html>").comments
    assert words(found) == ALL


def test_sizes_in_class_names_are_no_ids_on_a_site_whose_first_comments_are_1_2_and_3() -> None:
    sizes = ("", "pb-1", "pb-1", "pb-1")
    said = "".join(
        f"<div id='c{n}' class='comment {size} d-flex'><b>{name}</b> <i>{n} May 2024</i><p>{text}</p></div>"
        for n, (size, (name, text)) in enumerate(zip(sizes, ALL, strict=True), 1)
    )
    found = read(f"<html><body>{ARTICLE}<div id='comments'><h3>Comments</h3>{said}</div></body></html>").comments
    assert [c.parent_id for c in found] == [None] * 4


@pytest.mark.parametrize(
    "head", ["<h4>{name} <small>{day}</small></h4>", "<h6><span>{day} - {name}</span> <a href='/cr/9'>¶</a></h6>"]
)
def test_the_writer_of_the_only_comment_stands_beside_its_date(head: str) -> None:
    found = comments(
        f"<div id='c90' class='comment'>{head}<p class='content'>{{text}}</p><a href='#c90'>Link</a> | "
        "<a href='/reply/90'>Reply</a><div class='x'>Unrated so far</div></div>",
        around="<section id='comments'><h3>1 comment</h3>{}</section>",
        most=1,
    )
    assert [c.author_name for c in found] == [NAMES[0]]


@pytest.mark.parametrize(
    "notice",
    [
        "This comment has been removed.",
        "Comment deleted by the author",
        "[deleted]",
        "Dieser Kommentar wurde gelöscht.",
        "یہ تبصرہ حذف کر دیا گیا ہے۔",
        "该评论已被删除",
    ],
)
def test_a_notice_in_the_place_of_a_comment_is_a_deleted_comment(notice: str) -> None:
    rows = [*ALL[:2], (NAMES[2], notice), ALL[3]]
    said = "".join(
        f"<div class='comment'><b class='author'>{name}</b> <i>{day} May 2024 09:12</i><p class='text'>{text}</p></div>"
        for day, (name, text) in enumerate(rows, 3)
    )
    found = read(f"<html><body>{ARTICLE}<section><h3>3 comments</h3>{said}</section></body></html>").comments
    assert [(c.text, c.status) for c in found] == [
        *((text, "visible") for text in SAID[:2]),
        (None, "deleted"),
        (SAID[3], "visible"),
    ]


@pytest.mark.parametrize(
    "text", ["They removed this comment from the minutes!", "Why was my comment deleted last week?"]
)
def test_who_writes_of_a_deleted_comment_has_written_one(text: str) -> None:
    row = "<div class='comment'><b class='author'>{name}</b> <i>{day}</i><p class='text'>{text}</p></div>"
    assert [c.status for c in comments(row.replace("{text}", text))] == ["visible"] * 4


LINKED = "<p>(<a href='{}'>{} comments</a>)</p>"


def linked(*links: str) -> int | None:
    row = "<div class='comment'><b class='author'>{0}</b> <i>{1} May 2024 09:12</i><p class='text'>{2}</p></div>"
    said = "".join(row.format(name, day, text) for day, (name, text) in enumerate(ALL, 3))
    return read(f"<html><body>{''.join(links)}{ARTICLE}<div id='comments'><h3>Comments</h3>{said}</div>").stated_count


def test_a_link_to_the_comments_of_the_page_states_how_many_there_are() -> None:
    assert linked(LINKED.format("#comments", 5)) == 5
    assert linked(LINKED.format("/2025/water#comments", 5)) == 5


def test_links_that_count_others_or_differ_state_nothing() -> None:
    assert linked(LINKED.format("/2025/bread#comments", 5)) is None
    assert linked(LINKED.format("#comments", 5), LINKED.format("#comments", 7)) is None
    assert linked(LINKED.format("#comments", 3)) is None


def test_a_long_thread_is_no_part_of_the_text_where_the_page_calls_it_comments() -> None:
    row = "<div class='comment' id='c{0}'><h4>{1} <small>{2} May 2024</small></h4><p>{3}</p><a>Reply</a></div>"
    said = "".join(
        row.format(n, NAMES[n % 4], n % 20 + 1, f"{SAID[n % 4]} I said so in letter {n}.") for n in range(40)
    )
    page = (
        f"<html><body><div class='main'><h1>Late ferries</h1><p>{LONG}</p></div><div id='comments'><h3>Comments</h3>{said}"
        "<form action='/comments/'><textarea name='comment'></textarea></form></div></body></html>"
    )
    visit = extract(page, "https://quay.example/2024/ferries", fetched_at=FETCHED_AT)
    assert len(visit.comments) == 40
    assert visit.article.body == LONG


@pytest.mark.parametrize("sign", ["¶", "#", "🔗"])
def test_a_sign_that_links_to_its_own_place_is_no_word(sign: str) -> None:
    said = rows(
        "<div class='comment'><p><a href='#comment-x{n}'>{sign}</a> {text}</p><b>{name}</b> | <i>{day}</i></div>".replace(
            "{sign}", sign
        )
    )
    found = read(f"<html><body>{ARTICLE}<div id='comments'><h3>Comments</h3>{said}</div></body></html>").comments
    assert words(found) == ALL


def test_the_number_of_an_article_around_all_of_its_comments_is_no_parent() -> None:
    inner = "<div id='c{0}' class='comment-item'><h4>{1} <span>on {2} May 2024</span></h4><div>{3}</div></div>"
    one, two, three, four = (inner.format(n, *ALL[n - 1][:1], n, ALL[n - 1][1]) for n in (1, 2, 3, 4))
    said = f"<ul><li>{one}<ul><li>{two}</li></ul></li></ul>{three}<ul><li>{four}</li></ul>"
    page = f"<html><body>{ARTICLE}<h3>Comments</h3><div id='comments-2'>{said}</div></body></html>"
    assert (None, "2") not in [(c.parent_id, c.comment_id) for c in read(page).comments]
    assert "2" not in [c.parent_id for c in read(page).comments]


WIKI = (
    "<html><body><div class='pageheader'><span class='title'>The ferry</span><ul><li><a href='/edit'>Edit</a></li>"
    "<li><a href='./water#comments'>1 comment</a></li></ul></div><div class='pagebody'><div role='main'><p>{}</p></div>"
    "<div id='comments'><div class='comment' id='comment-77'><div class='comment-subject'><a href='#comment-77'>Again</a>"
    "</div><div class='inlinecontent'>{}</div><div class='comment-header'>Comment by <span class='author'>{}</span> &mdash; "
    "<span class='date'>Mon Nov 23 08:37:48 2025</span></div></div></div></div><div class='pagefooter'>Last edited "
    "<span class='date'>Sat Nov 28 04:26:35 2025</span></div></body></html>"
)


def test_a_page_and_its_only_comment_are_no_two_comments() -> None:
    assert words(read(WIKI.format(LONG, SAID[0], NAMES[0])).comments) == ALL[:1]


def test_a_list_of_comments_that_is_called_one_is_none() -> None:
    item = "<article itemscope itemtype='http://schema.org/Comment' id='comment-{n}0'><b itemprop='author'>{name}</b>"
    said = rows(item + "<time>{day}</time><div itemprop='text'><p>{text}</p></div></article>")
    around = "<h3>Comments</h3><div itemscope itemtype='http://schema.org/UserComments'>{}</div>"
    found = extract(
        f"<html><body>{ARTICLE}{around.replace('{}', said)}</body></html>",
        "https://quay.example/2024/ferries",
        fetched_at=FETCHED_AT,
    ).comments
    assert words(found) == ALL
    assert [c.parent_id for c in found] == [None] * 4


def test_a_link_to_itself_is_no_word_of_the_only_comment() -> None:
    found = comments(
        "<li class='odd'><span><a href='/item/7#comment90' id='comment90'>Comment Link</a></span><i>{day}</i> "
        "<span class='commentAuthorName'>posted by {name}</span><p>{text}</p></li>",
        around="<div class='itemComments'><h3>1 comment</h3><ul>{}</ul></div>",
        most=1,
    )
    assert words(found) == ALL[:1]


def test_the_button_above_the_only_comment_is_not_its_writer() -> None:
    found = comments(
        "<div class='comment'><div><h4>Re: ferries</h4><div><a class='add-reply' href='#'>Add Reply</a></div>"
        "<div class='meta'>Written on {day} by {name}</div></div><div class='text'>{text}</div></div>",
        around="<h3>Comments</h3><div class='comments'>{}</div><form><textarea name='comment'></textarea></form>",
        most=1,
    )
    assert words(found) == ALL[:1]


def test_a_number_that_is_the_same_in_all_is_the_id_of_none() -> None:
    said = "".join(
        f"<div class='remark' id='comment-{n}'>comment:{n} by <b>{name}</b> <a href='/timeline?from=1'>{n} May 2024</a><p>{text}"
        "</p></div>"
        for n, (name, text) in enumerate(ALL, 1)
    )
    found = read(f"<html><body>{ARTICLE}<h2>Comments</h2>{said}</body></html>").comments
    assert [c.parent_id for c in found] == [None] * 4


def test_a_bare_list_under_the_word_for_comments_is_no_part_of_the_text() -> None:
    said = "".join(
        f"<li><p>{SAID[n % 4]} I said so in letter {n}.</p><p>— {NAMES[n % 4]} · {n % 20 + 1} May 2024, 10:15 · "
        f"<a href='#c{n:04}'>#</a></p></li>"
        for n in range(30)
    )
    page = (
        f"<html><body><div class='main'><h1>Late ferries</h1><p>{LONG}</p></div><h3>Comments</h3><ol>{said}</ol>"
        "<form><p>Message<br><textarea name='message'></textarea></p></form></body></html>"
    )
    visit = extract(page, "https://quay.example/2024/ferries", fetched_at=FETCHED_AT)
    assert len(visit.comments) == 30
    assert visit.article.body == LONG


@pytest.mark.parametrize("line", ["3 May 2024 by Marc Vidal", "2 de março de 2024 por Abril Souza"])
def test_a_first_name_that_is_a_month_s_behind_the_date_is_a_name(line: str) -> None:
    assert around_date(line)[1].split(" ", 1)[1] == " ".join(line.split()[-2:])


def told_by_marks(*levels: int) -> str:
    """The comments in boxes whose class names say at each level whether the branch begins or goes on, and how many
    answers they have: in a list that WordPress' themes call the same."""
    said = ""
    for n, (level, (name, text)) in enumerate(zip(levels, ALL, strict=True), 1):
        marks = " ".join([*(f"l{above}-mid" for above in range(level)), f"l{level}-ini"])
        said += (
            f"<div id='comment-{n}' class='comment-box {marks}'><div class='head'><b>{name}</b> ⋅ <i>{n} May 2024</i></div>"
            f"<p>{text}</p><span id='comment-{n}-replies' data-replies='{1 + n % 2}'>{1 + n % 2} replies</span></div>"
        )
    return f"<html><body>{ARTICLE}<h2>Comments</h2><div class='comment-list'>{said}</div></body></html>"


def test_the_last_of_several_levels_in_class_names_is_that_of_a_comment() -> None:
    found = read(told_by_marks(0, 1, 2, 1)).comments
    assert [c.parent_id and c.parent_id[-1] for c in found] == [None, "1", "2", "1"]


def test_a_list_of_comments_without_folders_of_wordpress_is_not_its_own() -> None:
    visit = extract(told_by_marks(0, 1, 2, 1), "https://quay.example/2024/ferries", fetched_at=FETCHED_AT)
    assert visit.article.comment_system == "generic"
    assert [(c.author_name, c.text) for c in visit.comments] == ALL


def in_a_page(said: str) -> str:
    return f"<html><body>{ARTICLE}<div id='comments'><h3>Comments</h3>{said}</div></body></html>"


def test_each_level_of_an_answer_may_have_a_mark_of_its_own() -> None:
    marks = ["", *("".join(f"<div class='level-{n}'></div>" for n in range(1, deep + 1)) for deep in (1, 1, 2))]
    said = "".join(
        f"<div class='comment' id='c{n}00'>{mark}<b>{name}</b> <i>{n} May 2024</i><p>{text}</p></div>"
        for n, (mark, (name, text)) in enumerate(zip(marks, ALL, strict=True), 1)
    )
    assert [c.parent_id for c in read(in_a_page(said)).comments] == [None, "100", "100", "300"]


def test_numbers_of_comments_in_the_class_names_of_their_parts_are_no_levels() -> None:
    parts = [f"<span class='js-share-{n}'>Share</span>" for n in range(2, 8)]
    parts[4] = ""
    said = "".join(
        f"<div class='post'><b>{name}</b> <i>{n} May 2024</i><p>{text} {n}</p>{part}</div>"
        for n, (part, (name, text)) in enumerate(zip(parts, [*ALL, *ALL[:2]], strict=True), 1)
    )
    assert [c.parent_id for c in read(in_a_page(said)).comments] == [None] * 6


def test_a_number_of_its_own_for_each_is_no_parent_though_others_have_it_as_an_id() -> None:
    said = "".join(
        f"<div class='post' data-place='{n}' data-row='{n + 1 + (n > 2)}'><b>{name}</b> <i>{n} May 2024</i><p>{text}</p></div>"
        for n, (name, text) in enumerate(ALL, 1)
    )
    assert [c.parent_id for c in read(in_a_page(said)).comments] == [None] * 4


def test_the_number_of_a_writer_is_no_parent() -> None:
    people = [(NAMES[0], 1), (NAMES[1], 2), (NAMES[2], 3), (NAMES[0], 1), (NAMES[1], 2), (NAMES[2], 3)]
    said = "".join(
        f"<div class='post' id='p{n}'><a href='/user/{number}/'>{name}</a> <i>{n} May 2024</i><p>{SAID[n % 4]} {n}</p></div>"
        for n, (name, number) in enumerate(people, 1)
    )
    assert [c.parent_id for c in read(in_a_page(said)).comments] == [None] * 6


@pytest.mark.parametrize(
    "counts", [("One reply ↧", "2 replies ↧↥"), ("1 Antwort", "3 Antworten"), ("1 reply", "2 replies")]
)
def test_how_many_answers_there_are_is_no_word_of_a_comment(counts: tuple[str, str]) -> None:
    below = (counts[0], "", counts[1], "")
    said = "".join(
        f"<div class='comment' id='c{n}00'><b>{name}</b> <i>{n} May 2024</i><p>{text}</p>"
        f"{f'<div><span>{told}</span></div>' if told else ''}</div>"
        for n, (told, (name, text)) in enumerate(zip(below, ALL, strict=True), 1)
    )
    assert words(read(in_a_page(said)).comments) == ALL


def test_numbers_before_names_need_not_stand_in_their_order() -> None:
    said = "".join(
        f"<div class='post'><h4>({n}) By {name} on {n} May 2024</h4><p>{text}</p></div>"
        for n, (name, text) in zip((1, 4, 3, 2), ALL, strict=True)
    )
    assert words(read(in_a_page(said)).comments) == ALL


def test_a_link_that_is_called_an_answer_names_the_comment_before_as_well() -> None:
    links = ["", *(f"<span>in reply to: <a class='in-reply-to' href='#n{n}'>{n}</a></span>" for n in (1, 2, 3))]
    said = "".join(
        f"<div class='change'><h3 id='n{n}'>{link} by <b>{name}</b>, <i>{n} May 2024</i></h3><div><p>{text}</p></div></div>"
        for n, (link, (name, text)) in enumerate(zip(links, ALL, strict=True), 1)
    )
    assert [c.parent_id for c in read(in_a_page(said)).comments] == [None, "1", "2", "3"]


def test_elements_that_a_site_has_made_are_called_what_they_are() -> None:
    said = "".join(
        f"<x-comment><x-name>{name}</x-name><x-time>{n} hours ago</x-time><x-body><p>{text}</p></x-body></x-comment>"
        for n, (name, text) in enumerate(ALL, 1)
    )
    assert words(read(f"<html><body>{ARTICLE}<x-thread>{said}</x-thread></body></html>").comments) == ALL


@pytest.mark.parametrize("title", ["Guestbook", "Gästebuch", "Livre d'or", "Гостевая книга"])
def test_what_visitors_write_into_a_guest_book_are_comments(title: str) -> None:
    said = "".join(
        f"<tr><td><b>{name}</b> from Ghent wrote on {n}.5.2024:</td></tr><tr><td>{text}</td></tr>"
        for n, (name, text) in enumerate(ALL, 1)
    )
    found = read(f"<html><body>{ARTICLE}<h2>{title}</h2><table>{said}</table></body></html>").comments
    assert [c.text for c in found] == [text for _, text in ALL]


@pytest.mark.parametrize("name", ["<a href='https://x.example/'>{}</a>", "{}"])
def test_a_name_without_a_link_stands_where_those_with_one_do(name: str) -> None:
    said = "".join(
        f"<div id='c{n}00' class='item'><h4>{form.format(who)} <span class='day'>on May {n}, 2024, 9:12 a.m.</span> "
        f"<a href='#c{n}00'>reply</a></h4><div><p>{text}</p></div></div>"
        for n, (form, (who, text)) in enumerate(zip((name, "{}"), ALL, strict=False), 1)
    )
    found = read(f"<html><body>{ARTICLE}<h2>2 comments</h2><div id='comments'>{said}</div></body></html>").comments
    assert words(found) == ALL[:2]


def test_titles_and_initials_are_no_ends_of_sentences() -> None:
    names = ("jd", "Prof. R. Lindqvist", "Imran Qureshi")
    said = "".join(
        f"<dl id='c{n}'><dt>May {n}, 2024, 9:12 a.m. - {name}</dt><dd><p>{text}</p></dd></dl>"
        for n, (name, (_, text)) in enumerate(zip(names, ALL, strict=False), 2)
    )
    assert [c.author_name for c in read(in_a_page(said)).comments] == list(names)


def test_answers_of_which_each_answers_the_one_before_have_their_own_days() -> None:
    said = ""
    for n, (name, text) in reversed(list(enumerate(ALL[:3], 1))):
        said = f"<ul><li><div id='c{n}90'><h4><b>{name}</b> <i>{n} May 2024</i></h4><p>{text}</p></div>{said}</li></ul>"
    found = read(f"<html><body>{ARTICLE}<h2>3 comments</h2><div id='comments'>{said}</div></body></html>").comments
    assert words(found) == ALL[:3]
    assert [c.date_published.day for c in found if c.date_published] == [1, 2, 3]


@pytest.mark.parametrize("most", [1, 2, 4])
def test_that_somebody_has_no_account_is_no_part_of_the_name(most: int) -> None:
    said = "".join(
        f"<div class='comment level-0' id='{n}4711'><div class='comment-author'><span>{name}{' (Guest)' if n % 2 else ''}</span><br>"
        f"<small>May {n}, 2024 09:12 AM</small></div><div class='comment-body'><p>{text}</p></div><button>Reply</button></div>"
        for n, (name, text) in enumerate(ALL[:most], 1)
    )
    found = read(f"<html><body>{ARTICLE}<div class='discussion'>{said}</div></body></html>").comments
    assert words(found) == ALL[:most]


@pytest.mark.parametrize("label", ["Author", "Autor", "Имя"])
def test_a_name_behind_the_word_for_a_writer_is_that_of_the_writer(label: str) -> None:
    said = "".join(
        f"<tr><th><a href='msg{n}'>msg{n} (view)</a></th><th>{label}: {name}</th><th>Date: 2024-05-{n}.09:12:00</th></tr>"
        f"<tr><td colspan='3'><pre>{text}</pre></td></tr>"
        for n, (name, text) in enumerate(ALL, 11)
    )
    assert words(read(in_a_page(f"<table><tr><th>Messages</th></tr>{said}</table>")).comments) == ALL
