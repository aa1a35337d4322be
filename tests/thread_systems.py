"""Short threads in the markup of systems that no provider knows: blogs, boards and comment boxes from many countries.

What is printed around the words, which classes and ids there are, and how answers are shown follows each system's
templates; sentences, names and pages are made. Each has two sizes: three comments with one answer, and seven.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class Said:
    """One made comment; `above` is the one that it answers."""

    number: int
    above: Said | None
    author: str
    when: datetime
    text: str
    answers: list[Said] = field(default_factory=list)

    @property
    def id(self) -> int:
        return 4800 + 7 * self.number

    @property
    def depth(self) -> int:
        return 0 if self.above is None else self.above.depth + 1

    @property
    def iso(self) -> str:
        return self.when.strftime("%Y-%m-%dT%H:%M:%SZ")


_WORDS = {
    "en": (["Hannah Ode", "tinker88", "Mrs. Palmer", "Quentin", "Ulf Strand"],
           ["Where did you get the figure for the repairs?", "Thank you!",
            "My father worked on the dredger for twenty years; he always said that the channel would silt up.",
            "No. The council owns the land.", "I agree with every word of this.",
            "The ferry was late again, and nobody at the pier could say why."]),
    "ru": (["Мария", "Лёха", "Старый моряк", "Гость", "Аня"],
           ["Откуда взята сумма ремонта?", "Спасибо!", "Отец двадцать лет работал на земснаряде и говорил, что канал занесёт.",
            "Нет, земля принадлежит городу.", "Полностью согласен с автором.", "Паром опять опоздал, и никто не знает почему."]),
    "zh": (["海边的风", "老王", "路人甲", "渔夫", "阿珍"],
           ["维修费用的数字是从哪里来的？", "谢谢分享！", "我父亲在挖泥船上工作了二十年，他总说航道会淤积。", "不对，土地是市里的。", "说得很好，支持。",
            "今天早上的渡轮又晚点了，没有人知道原因。"]),
    "ko": (["바다사랑", "김철수", "부두인", "어부", "민지"],
           ["수리비 숫자는 어디서 나온 건가요?", "감사합니다!", "아버지가 준설선에서 이십 년 일하셨는데 항로가 막힐 거라고 하셨어요.", "아니요, 땅은 시 소유입니다.",
            "전적으로 동의합니다.", "여객선이 또 늦었는데 아무도 이유를 모르더군요."]),
    "fr": (["Solène", "Régis", "la mouette", "Paulette", "Yves B."],
           ["D'où vient le chiffre des réparations ?", "Merci !", "Mon père a travaillé vingt ans sur la drague, le chenal se comblait.",
            "Non, le terrain appartient à la ville.", "Tout à fait d'accord.", "Le bac était en retard, personne ne savait pourquoi."]),
    "vi": (["Minh Anh", "ngư dân", "Lan Hương", "Quang", "Bác Tư"],
           ["Con số sửa chữa lấy từ đâu?", "Cảm ơn!", "Cha tôi làm hai mươi năm trên tàu và luôn nói luồng sẽ bị bồi.",
            "Không, đất là của thành phố.", "Tôi hoàn toàn đồng ý.", "Sáng nay phà lại trễ và không ai biết vì sao."]),
}  # fmt: skip
SIZES = {"few": (None, 0, None), "tree": (None, 0, 1, 0, None, 4, None)}
"""By size, the numbers of the comments that are answered, in the order of the page."""


def thread(size: str, language: str) -> list[Said]:
    names, sentences = _WORDS[language]
    said: list[Said] = []
    when = datetime(2024, 3, 11, 8, 17, 30, tzinfo=UTC)
    for number, above in enumerate(SIZES[size]):
        when += timedelta(minutes=37 * (number + 3) % 611)
        author = names[(0, 3, 0, 2, 4, 1, 3)[number]]
        text = sentences[number % len(sentences)]
        said.append(Said(number, None if above is None else said[above], author, when, text))
        if above is not None:
            said[above].answers.append(said[-1])
    return said


def _nest(said: list[Said], one: Callable[[Said, str], str]) -> str:
    def of(s: Said) -> str:
        return one(s, "".join(of(answer) for answer in s.answers))

    return "".join(of(s) for s in said if s.above is None)


def _flat(said: list[Said]) -> None:
    for s in said:
        s.above, s.answers = None, []


def folder_tree(said: list[Said]) -> str:
    """A link aggregator: the answers stand in a list beside the comment, each with a check box to fold it."""
    return '<ol class="comments comments1"><li class="subtree"><ol class="comments">' + _nest(
        said,
        lambda s, inner: (
            f'<li class="subtree"><input id="f_{s.id:x}z" type="checkbox"><div id="c_{s.id:x}z" class="comment"><div '
            f'class="voters"><a href="/login"></a><div class="score">{s.number + 2}</div></div><div class="details"><div '
            f'class="byline"><a name="c_{s.id:x}z"></a> <a href="/u/{s.number}"><img class="avatar" src="/a.png"></a> '
            f'<a href="/u/{s.number}">{s.author}</a> <span title="{s.when:%Y-%m-%d %H:%M:%S} +0000">2 years ago</span> | '
            f'<a href="/c/{s.id:x}z">link</a></div><div class="comment_text"><p>{s.text}</p></div></div></div>'
            f'<ol class="comments">{inner}</ol></li>'
        ),
    ) + "</ol></li></ol>"  # fmt: skip


def activity_stream(said: list[Said]) -> str:
    """A stream of a community: comments of an entry, nested, "replied" between name and time."""
    return '<ul class="activity-list"><li class="activity-item"><div class="activity-comments"><ul>' + _nest(
        said,
        lambda s, inner: (
            f'<li id="acomment-{s.id}" class="comment-item"><div class="item-avatar"><a href="/m/{s.number}/"><img src="/a.png" '
            f'alt="Profile picture of {s.author}"></a></div><div class="acomment-meta"><a class="author-name" href="/m/'
            f'{s.number}/">{s.author}</a> replied <a href="/p/{s.id}/" class="since"><time datetime="{s.iso}">2 years ago'
            f'</time></a></div><div class="acomment-content"><p>{s.text}</p></div><div class="acomment-options"><a href="#">'
            f"Reply</a></div>{inner and f'<ul>{inner}</ul>'}</li>"
        ),
    ) + "</ul></div></li></ul>"  # fmt: skip


def margins_of_answers(said: list[Said]) -> str:
    """A Korean board: only answers have a margin; a heading for screen readers repeats the name in a phrase."""
    return '<section id="bo_vc"><h2>댓글목록</h2>' + "".join(
        f'<article id="c_{s.id}"{(s.depth and f" style=margin-left:{20 * s.depth}px") or ""}><header><h1>{s.author}님의 댓글</h1>'
        f'<span class="sv_member">{s.author}</span> 아이피 <span class="hdinfo">12.♡.4.{s.number}</span> 작성일 <span '
        f'class="hdinfo"><time datetime="{s.iso}">{s.when:%y-%m-%d %H:%M}</time></span></header><p>{s.text}</p><footer><ul '
        f'class="act"><li><a href="./board.php?c_id={s.id}#w">답변</a></li></ul></footer></article>'
        for s in said
    ) + "</section>"  # fmt: skip


def classes_of_answers(said: list[Said]) -> str:
    """Another one: only answers have a class with their level."""
    return f'<div class="feedback" id="comment"><h2>댓글 <em>{len(said)}</em></h2><ul class="fbList">' + "".join(
        f'<li class="fbItem{f" indent indent{s.depth}" if s.depth else ""}" id="comment_{s.id}"><div class="fbMeta"><h3 '
        f'class="author"><a href="#" class="member_{s.number + 40}">{s.author}</a></h3><p class="time">{s.when:%Y.%m.%d %H:%M}'
        f'</p></div><div class="xe_content"><p>{s.text}</p></div><p class="action"><a href="#">추천{s.number}</a><a href="/?'
        f'srl={s.id}">댓글</a></p></li>'
        for s in said
    ) + "</ul></div>"  # fmt: skip


def rows_in_turns(said: list[Said]) -> str:
    """A Russian site kit: blocks 1 and 2 in turns, nobody answers anybody."""
    _flat(said)
    return f"<div>Всего комментариев: <b>{len(said)}</b></div><div id='allEntries'>" + "".join(
        f'<div class="comEnt" id="comEnt{s.id}"><table class="cBlock{i % 2 + 1}"><tr><td><div class="cTop"><b class="cNumber">'
        f'{len(said) - i}</b> <a class="cUserLink" href="/index/8-{s.number}"><b>{s.author}</b></a> (<span class="cDate">'
        f'{s.when:%d.%m.%Y}</span> <span class="cTime">{s.when:%H:%M}</span>)</div><div class="cMessage">{s.text}</div></td>'
        "</tr></table></div>"
        for i, s in enumerate(said)
    ) + "</div>"  # fmt: skip


def names_on_buttons(said: list[Said]) -> str:
    """A Korean news portal: the name is a button, the number of answers stands in its label."""
    return f'<div class="u_cbox"><h5>댓글</h5><span class="u_count">{len(said)}</span><ul class="u_list">' + _nest(
        said,
        lambda s, inner: (
            f'<li class="u_comment no_{s.id}"><div class="u_box"><div class="u_area"><div class="u_info"><button type="button" '
            f'class="u_name"><span class="u_nick">{s.author}</span></button></div><div class="u_wrap"><span class="u_contents">'
            f'{s.text}</span></div><div class="u_base"><span class="u_date">{s.when:%Y.%m.%d. %H:%M}</span></div><div '
            f'class="u_tool"><a href="#" role="button"><span>답글</span><span>{len(s.answers)}</span></a><a href="#"><span>공감'
            f"</span><em>{s.number}</em></a></div></div></div>{inner and f'<ul>{inner}</ul>'}</li>"
        ),
    ) + "</ul></div>"  # fmt: skip


def short_as_a_line(said: list[Said]) -> str:
    """A Chinese blog: name, time, words and button of a comment together are as short as a line of a date."""
    return '<p class="comment-header"><b>评论：</b></p>' + _nest(
        said,
        lambda s, inner: (
            f'<div class="comment{" comment-children" if s.depth else ""}" id="comment-{s.id}"><a name="{s.id}"></a><div '
            f'class="comment-info"><b>{s.author} </b><span class="comment-time">{s.when:%Y-%m-%d %H:%M}</span><div '
            f'class="comment-content">{s.text}</div><div class="comment-reply"><a href="#comment-{s.id}">回复</a></div></div>'
            f"{inner}</div>"
        ),
    )


def name_in_the_paragraph(said: list[Said]) -> str:
    """A Vietnamese newspaper: the name begins the paragraph, and days stand before months, as its language has it."""
    for s in said:
        while s.above is not None and s.above.above is not None:
            s.above = s.above.above
    for s in said:
        s.answers = [other for other in said if other.above is s]
    return f'<div class="box_comment"><h3>Ý kiến (<label>{len(said)}</label>)</h3>' + _nest(
        said,
        lambda s, inner: (
            f'<div class="{"sub_comment_item " if s.above else ""}comment_item"><div class="content-comment"><p class="full"><span '
            f'class="txt-name"><a class="nickname" href="/u{s.number}"><b>{s.author}</b></a></span>{s.text}</p><p class="like">'
            f'<a href="#" class="link_reply">Trả lời</a><span class="time-com">{s.when:%H:%M %d/%m/%Y}</span></p></div>'
            f"{inner and f'<div class=sub_comment>{inner}</div>'}</div>"
        ),
    ) + "</div>"  # fmt: skip


def strokes_between_links(said: list[Said]) -> str:
    """A Django blog: "2 years, 3 months ago" beside the name, "Link / Reply" below the words."""
    return "<div id='comments'><h3>Comments</h3><ul>" + _nest(
        said,
        lambda s, inner: (
            f'<li id="comment-{s.id}"><em><strong><img src="/g.png"/>{s.author}</strong> 2 years, {s.number + 1} months ago</em>'
            f'<p>{s.text}</p><a href="/x/#comment-{s.id}">Link</a> / <a href="#reply-{s.id}" class="reply">Reply</a><form '
            f'method="post" id="reply-{s.id}"><input type="submit" value="Reply"/></form>{inner and f"<ul>{inner}</ul>"}</li>'
        ),
    ) + "</ul></div>"  # fmt: skip


def name_in_the_heading(said: list[Said]) -> str:
    """Its younger sister: the name stands bare in a heading, the time two elements deeper."""
    return "<div id='comments'><h3>Comments</h3>" + _nest(
        said,
        lambda s, inner: (
            f'<div id="comment-{s.id}" class="media comment"><div class="media-body"><h4 class="media-heading">{s.author} <small>'
            f'<time>2 years, {s.number + 1} months ago</time></small></h4><p>{s.text}</p><a href="#comment-{s.id}" class="btn">Link'
            f'</a> <a href="#reply-{s.id}" class="btn reply">Reply</a>{inner}</div></div>'
        ),
    ) + "</div>"  # fmt: skip


def replied_to(said: list[Said]) -> str:
    """A blog system of 2008: in the byline a link to the comment that is answered, then one to the comment itself."""
    return f'<div id="comments" class="comments"><h2>{len(said)} Comments</h2>' + "".join(
        f'<div class="comment" id="comment-{s.id}"><div class="inner"><div class="comment-header"><span class="byline"><span '
        f'class="vcard author">{s.author}</span>'
        + (f' replied to <a href="/a.html#comment-{s.above.id}">comment from {s.above.author}</a>' if s.above else "")
        + f' | <a href="/a.html#comment-{s.id}"><abbr class="published" title="{s.iso}">{s.when:%B %d, %Y %I:%M %p}</abbr></a> '
        f'| <a title="Reply" href="#">Reply</a></span></div><div class="comment-content"><p>{s.text}</p></div></div></div>'
        for s in said
    ) + "</div>"  # fmt: skip


def even_and_odd_terms(said: list[Said]) -> str:
    """A French blog: a definition list whose terms are "odd" and "first"; number, weekday, day and name in one line."""
    _flat(said)
    days = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    return '<div id="comments"><h3>Commentaires</h3><dl>' + "".join(
        f'<dt id="c{s.id}" class="{"odd" if i % 2 else ""} {"" if i else "first"}"><a href="#c{s.id}" class="comment-number">'
        f"{i + 1}.</a> Le {days[s.when.weekday()]} {s.when.day} mars {s.when:%Y, %H:%M} par {s.author}</dt>"
        f'<dd class="{"odd" if i % 2 else ""}"><p>{s.text}</p></dd>'
        for i, s in enumerate(said)
    ) + "</dl></div>"  # fmt: skip


def without_dates(said: list[Said]) -> str:
    """A theme of a Russian news system that prints no dates."""
    _flat(said)
    return '<div id="dle-comments-list">' + "".join(
        f'<div id="comment-id-{s.id}"><div class="comm-item"><div class="comm-left"><img src="/f.png" alt="{s.author}"><p>Не в '
        f'сети</p></div><div class="comm-right"><div class="comm-one"><span class="comm-author"><a href="/user/{s.number}/">'
        f'{s.author}</a></span></div><div class="comm-two full-text"><div id="comm-id-{s.id}">{s.text}</div></div><ul '
        f'class="comm-three"><li><a href="#">Ответить</a></li></ul></div></div></div>'
        for s in said
    ) + "</div>"  # fmt: skip


def numbered_marks(said: list[Said]) -> str:
    """A Joomla extension: the id that WordPress gives to comments stands on a link with the number."""
    order = iter(range(1, 99))
    return '<div id="jc"><div id="comments"><h4>Comments</h4><div class="comments-list" id="comments-list-0">' + _nest(
        said,
        lambda s, inner: (
            f'<div class="comments-list-item" id="comment-item-{s.id}"><div class="comment-box"><span class="comments-vote">+'
            f'{s.number}</span><a class="comment-anchor" href="/a#comment-{s.id}" id="comment-{s.id}">#{next(order)}</a><span '
            f'class="comment-author">{s.author}</span><span class="comment-date">{s.when:%Y-%m-%d %H:%M}</span><div '
            f'class="comment-body" id="comment-body-{s.id}">{s.text}</div><span class="comments-buttons"><a href="#">Reply</a> | '
            f'<a href="#">Quote</a></span></div></div>{inner and f"<div class=comments-list id=comments-list-{s.id}>{inner}</div>"}'
        ),
    ) + "</div></div></div>"  # fmt: skip


def marked_and_flat(said: list[Said]) -> str:
    """A social network: microformats in a flat list, the level in a class, the name at the picture only."""
    return '<div class="comment-container">' + "".join(
        f'<div class="wall-item-container thread_level_{s.depth + 2} u-comment h-cite" id="item-a{s.id}fd-77-9"><div class="p-author '
        f'h-card"><a class="u-url" href="/p/{s.number}"><img src="/t.png" class="p-name u-photo" alt="{s.author}"></a></div><h5><a '
        f'href="/p/{s.number}"><span>{s.author}</span></a> <small><a class="time" href="/d/{s.id}" title="{s.when:%Y-%m-%d %H:%M:%S}">'
        f'2 years ago</a></small></h5><div class="wall-item-body e-content p-name">{s.text}</div></div>'
        for s in said
    ) + "</div>"  # fmt: skip


def member_cards(said: list[Said]) -> str:
    """A community of programmers: beside each name a card of the member, which says since when."""
    return f'<section id="comments"><h2>Top comments ({len(said)})</h2>' + _nest(
        said,
        lambda s, inner: (
            f'<details class="comment-wrapper" open><div id="node-{s.id}" class="comment" data-comment-id="{s.id}"><div '
            f'class="inner"><div class="comment__header"><button class="trigger">{s.author}</button><div class="card__content">'
            f'<a href="/u{s.number}"><span>{s.author}</span></a><ul><li><div class="key">Location</div><div class="value">Pier '
            f'{s.number}</div></li><li><div class="key">Joined</div><div class="value"><time datetime="2019-0{s.number + 1}-11T00:00:00Z" '
            f'class="date">Mar 1{s.number}, 2019</time></div></li></ul></div><span>&bull;</span><a href="/c/{s.id}"><time '
            f'datetime="{s.iso}" class="date-no-year">{s.when:%b %d}</time></a></div><div class="comment__body"><p>{s.text}</p></div>'
            f'<footer><button>Reply</button></footer></div>{inner}</div></details>'
        ),
    ) + "</section>"  # fmt: skip


def cards_below_a_field(said: list[Said]) -> str:
    """A starter theme: in a "card" a field for a comment, then comments that nothing calls so, answers in them."""
    return (
        '<section class="mb-5"><div class="card bg-light"><div class="card-body"><form class="mb-4"><textarea '
        'class="form-control" placeholder="Join the discussion and leave a comment!"></textarea></form>'
    ) + _nest(
        said,
        lambda s, inner: (
            f'<div class="d-flex mb-4"><div class="flex-shrink-0"><img class="rounded" src="/50.jpg" alt="..."></div><div '
            f'class="ms-3"><div class="fw-bold">{s.author} <small class="text-muted">{s.when:%Y-%m-%d %H:%M}</small></div>{s.text}'
            f"{inner.replace('mb-4', 'mt-4')}</div></div>"
        ),
    ) + "</div></div></section>"  # fmt: skip


def says_before_the_date(said: list[Said]) -> str:
    """A content system of the Python world: levels in class names, "says:" right before the date."""
    return '<div class="discussion">' + "".join(
        f'<div class="comment replyTreeLevel{s.depth} state-published" id="{1710144000000000 + s.id}"><div class="commentImage"><img '
        f'src="/d.png" alt=""></div><div class="documentByLine"> {s.author} <span>says:</span><div class="commentDate">'
        f'{s.when:%b %d, %Y %I:%M %p}</div></div><div class="commentBody"><p>{s.text}</p></div><button>Reply</button></div>'
        for s in said
    ) + "</div>"  # fmt: skip


def words_called_reply(said: list[Said]) -> str:
    """A Chinese community: every class around the words says "reply"."""
    _flat(said)
    return '<div id="comments-wrapper"><ul class="topic-reply" id="comments">' + "".join(
        f'<li class="comment-item reply-item" id="{s.id}" data-cid="{s.id}"><div class="user-face"><a href="/people/{s.number}/">'
        f'<img src="/u.jpg" alt="{s.author}"></a></div><div class="reply-doc content"><h4><a href="/people/{s.number}/">{s.author}'
        f'</a> <span class="pubtime">{s.when:%Y-%m-%d %H:%M:%S}</span></h4><div class="reply-content-wrapper"><p '
        f'class="reply-content">{s.text}</p></div><a href="#" class="lnk-reply">回复</a> <a class="comment-vote">赞 '
        f"({s.number})</a></div></li>"
        for s in said
    ) + "</ul></div>"  # fmt: skip


def number_after_number(said: list[Said]) -> str:
    """A Spanish link board: the words begin with their own number, then the number of what they answer."""
    return '<div class="comments"><ol class="comments-list">' + "".join(
        f'<li><div id="c-{s.id}" class="comment"><div class="comment-header"><a href="/u/{s.number}" class="username">{s.author}</a>'
        f'<span class="comment-date"><span class="ts" data-ts="{int(s.when.timestamp())}"></span></span></div><div '
        f'class="comment-text"><a class="comment-order" href="/c{s.id}"><strong>#{s.number + 1}</strong></a> '
        + (f'<a href="/story/3/c0{s.above.number + 1}">#{s.above.number + 1}</a> ' if s.above else "")
        + f"{s.text}</div></div></li>"
        for s in said
    ) + "</ol></div>"  # fmt: skip


def names_with_handles(said: list[Said]) -> str:
    """A board: below the name a handle with a number, then since when its bearer is a member, counted back from now."""
    _flat(said)
    return '<div class="posts">' + "".join(
        f'<div id="post-{s.id}" class="post-wrap"><div class="left"><div class="author-name"><span><a href="/p/{s.number}">'
        f'{s.author}</a></span><div class="author-nicename">(@u{s.number})</div></div><div class="author-title">New Member</div>'
        f'<div class="author-joined">Joined: {s.number + 2} years ago</div><div>Posts: {4 * s.number + 1}</div></div><div '
        f'class="right"><div class="post-date">{s.when:%b %d, %Y %I:%M %p}</div><div class="post-content"><p>{s.text}</p></div>'
        "<div><span>Reply</span><span>Quote</span></div></div></div>"
        for s in said
    ) + "</div>"  # fmt: skip


def title_counts_back(said: list[Said]) -> str:
    """Another board: the date in the text, "2 years ago" in its title."""
    _flat(said)
    return "".join(
        f'<div class="message"><ul class="profilebox"><li><strong><span class="kwho-user">{s.author}</span></strong></li><li>New '
        f'Member</li></ul><div class="published"><small><span title="2 years ago"> {s.when:%d %b %Y %H:%M}</span> <a href="#{s.id}" '
        f'id="{s.id}">#{s.id}</a></small><p class="kmsg">{s.text}</p></div><div><a href="/r?{s.id}">Reply</a></div></div>'
        for s in said
    )


def answer_links(said: list[Said]) -> str:
    """A German weekly: flat, below an answer "Antwort auf #1 von ..." with a link to it."""
    return f'<section class="comment-section" id="comments"><h2>{len(said)} Kommentare</h2>' + "".join(
        f'<article class="comment" id="cid-{s.id}"><h4 class="meta__name"><a href="/profil/{s.number}">{s.author}</a></h4><a '
        f'class="meta__date" href="#cid-{s.id}">#{s.number + 1} &mdash; {s.when.day}. März {s.when:%Y, %H:%M}</a><div '
        f'class="comment__body"><p>{s.text}</p></div>'
        + (
            f'<a class="comment__origin" href="#cid-{s.above.id}">Antwort auf #{s.above.number + 1} von {s.above.author}</a>'
            if s.above
            else ""
        )
        + '<div><a href="/r">Antworten</a><a href="/m">Melden</a></div></article>'
        for s in said
    ) + "</section>"  # fmt: skip


def name_bare_before_the_date(said: list[Said]) -> str:
    """A WordPress theme: the name stands bare in a heading, before an element with time, date and links."""
    return '<ul id="commentlist" class="commentlist">' + _nest(
        said,
        lambda s, inner: (
            f'<li class="comment even depth-{s.depth + 1}" id="comment-{s.id}"><img src="/g" class="avatar"><h4>{s.author} <span '
            f'class="meta">{s.when:%I:%M %p} on {s.when:%B %d, %Y} <span class="actions"><a href="#comment-{s.id}">Permalink</a> | <a '
            f'class="comment-reply-link" href="?replytocom={s.id}#respond" data-commentid="{s.id}">Reply</a></span></span></h4><div '
            f'class="commentcontent"><p>{s.text}</p></div>{inner and f"<ul class=children>{inner}</ul>"}</li>'
        ),
    ) + "</ul>"  # fmt: skip


def branches_to_draw(said: list[Said]) -> str:
    """A Russian business site: flat, a style variable says how many branches to draw."""
    return f'<div class="comments"><div class="comments__title">{len(said)} комментариев</div>' + "".join(
        f'<div class="comment" data-id="{s.id}" style="--branches-count: {s.depth}"><div class="comment__content"><a '
        f'class="author__name" href="/u/{s.number}">{s.author}</a><a class="comment__detail" href="?comment={s.id}"><time '
        f'datetime="{s.iso}">11.03.2024</time></a><div class="comment__text"><p>{s.text}</p></div><button>Ответить</button></div>'
        "</div>"
        for s in said
    ) + "</div>"  # fmt: skip


def reputation_in_the_name(said: list[Said]) -> str:
    """A social blog: schema.org's author is an element that holds the name as a link and a reputation."""
    return '<div class="Post_comments">' + _nest(
        said,
        lambda s, inner: (
            f'<div class="hentry" itemscope itemtype="http://schema.org/Comment" id="@u{s.number}/re-{s.id}"><div><span class="author" '
            f'itemprop="author" itemscope><strong><a href="/@u{s.number}">{s.author}</a></strong> <span title="Reputation">'
            f'({50 + s.number})</span></span> <a href="/re-{s.id}"><span title="{s.when:%m/%d/%Y, %I:%M:%S %p}" class="updated">2 '
            f'years ago</span></a><div class="entry-content"><p>{s.text}</p></div><a>Reply</a></div><div class="replies">{inner}'
            "</div></div>"
        ),
    ) + "</div>"  # fmt: skip


def cards_of_comments(said: list[Said]) -> str:
    """A first blog in Django: comments in a "card", under a heading with their number."""
    _flat(said)
    return f'<div class="card my-4"><div class="card-body"><h2>{len(said)} comments</h2>' + "".join(
        f'<div class="comments"><p class="font-weight-bold">{s.author} <span class="text-muted"> {s.when:%B %d, %Y, %H:%M} </span></p>'
        f"<p>{s.text}</p></div>"
        for s in said
    ) + "</div></div>"  # fmt: skip


def said_in_a_cell(said: list[Said]) -> str:
    """A first blog in Flask: name, "said", date, a break and the words in one cell of a table."""
    _flat(said)
    return '<h3>Comments:</h3><table class="table">' + "".join(
        f'<tr><td width="70px"><a href="/user/{s.number}"><img src="/a"></a></td><td><a href="/user/{s.number}">{s.author}</a> said '
        f'{s.when:%Y-%m-%d %H:%M:%S}:<br><span id="post{s.id}">{s.text}</span></td></tr>'
        for s in said
    ) + "</table>"  # fmt: skip


def labelled_paragraphs(said: list[Said]) -> str:
    """A first blog in Rails: three paragraphs for each comment, two of them with a label, nothing around them."""
    _flat(said)
    return '<h2>Comments</h2><div id="comments">' + "".join(
        f'<p><strong>Commenter:</strong> {s.author}</p><p><strong>Comment:</strong> {s.text}</p><p class="ago">'
        f"{s.when:%Y-%m-%d %H:%M}</p>"
        for s in said
    ) + "</div>"  # fmt: skip


def by_in_the_footer(said: list[Said]) -> str:
    """A .NET portal: heading, words and footer of each comment side by side; "By" is a part of the footer's line."""
    _flat(said)
    return f'<div class="blog_comments"><h2>{len(said)} comment(s) so far...</h2>' + "".join(
        f'<div class="Gravatar"><img src="/g"></div><div class="NormalBold"><a name="Comment{s.id}">Re: harbour wall</a></div><div '
        f'class="BlogCommentContent">{s.text}</div><div class="BlogCommentFooter">By {s.author} on {s.when:%Y-%m-%d %H:%M}</div>'
        for s in said
    ) + "</div>"  # fmt: skip


def quotes_of_levels(said: list[Said]) -> str:
    """A federated board with hashed names: the class of the level is the first, the parent in an attribute."""
    levels = "kmp"
    return '<section class="x9">' + "".join(
        f'<blockquote class="{levels[s.depth]}x zc" id="ec-{s.id}" data-subject-parent="{s.above.id if s.above else ""}"><header>'
        f'<a class="q1" href="/u/{s.number}">{s.author}</a> <time datetime="{s.iso}">{s.when:%d.%m.%Y}</time></header><div class="q2">'
        f'<p>{s.text}</p></div><footer><menu><li><a href="/r/{s.id}">Reply</a></li></menu></footer></blockquote>'
        for s in said
    ) + "</section>"  # fmt: skip


Write = Callable[[list[Said]], str]
SYSTEMS: dict[str, tuple[Write, str, str]] = {
    "folder_tree": (folder_tree, "en", "second"),
    "activity_stream": (activity_stream, "en", "second"),
    "margins_of_answers": (margins_of_answers, "ko", "minute"),
    "classes_of_answers": (classes_of_answers, "ko", "minute"),
    "rows_in_turns": (rows_in_turns, "ru", "minute"),
    "names_on_buttons": (names_on_buttons, "ko", "minute"),
    "short_as_a_line": (short_as_a_line, "zh", "minute"),
    "name_in_the_paragraph": (name_in_the_paragraph, "vi", "minute"),
    "strokes_between_links": (strokes_between_links, "en", ""),
    "name_in_the_heading": (name_in_the_heading, "en", ""),
    "replied_to": (replied_to, "en", "minute"),
    "even_and_odd_terms": (even_and_odd_terms, "fr", "minute"),
    "without_dates": (without_dates, "ru", ""),
    "numbered_marks": (numbered_marks, "en", "minute"),
    "marked_and_flat": (marked_and_flat, "en", "minute"),
    "member_cards": (member_cards, "en", "minute"),
    "cards_below_a_field": (cards_below_a_field, "en", "minute"),
    "says_before_the_date": (says_before_the_date, "en", "minute"),
    "words_called_reply": (words_called_reply, "zh", "second"),
    "number_after_number": (number_after_number, "en", "second"),
    "names_with_handles": (names_with_handles, "en", "minute"),
    "title_counts_back": (title_counts_back, "en", "minute"),
    "answer_links": (answer_links, "en", "minute"),
    "name_bare_before_the_date": (name_bare_before_the_date, "en", "minute"),
    "branches_to_draw": (branches_to_draw, "ru", "second"),
    "reputation_in_the_name": (reputation_in_the_name, "en", "second"),
    "quotes_of_levels": (quotes_of_levels, "en", "second"),
    "cards_of_comments": (cards_of_comments, "en", "minute"),
    "said_in_a_cell": (said_in_a_cell, "en", "second"),
    "labelled_paragraphs": (labelled_paragraphs, "en", "minute"),
    "by_in_the_footer": (by_in_the_footer, "en", "minute"),
}
"""By name, what writes the thread, its language, and how exactly the page prints dates ("" where not)."""

TOO_LITTLE = {("labelled_paragraphs", "few")}
"""What is not found: of three names two are the same, and the words stand in elements like those of the names."""


def page(section: str, language: str) -> str:
    """An article page around a thread, with a dated list of articles before it and beside it."""
    teasers = "".join(
        f'<div class="teaser"><a href="/2023/x{i}"><h4>Older report {i} about the ferry line and its future</h4></a>'
        f'<time datetime="2023-0{i}-1{i}">1{i} 0{i} 2023</time><p>Short text about the report number {i}.</p></div>'
        for i in range(1, 5)
    )
    latest = "".join(
        f'<li><a href="/2024/{i}">Town news item number {i} about the market</a> <span class="date">March {i}, 2024</span></li>'
        for i in range(1, 6)
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Harbour wall</title></head><body><nav>'
        '<a href="/">Home</a></nav><main><article><h1>Work on the harbour wall begins</h1><div class="byline">By <a '
        'href="/staff/ina">Ina Brook</a> <time datetime="2024-03-10T06:00:00Z">March 10, 2024</time></div><p>Work on the '
        "harbour wall begins in April, the port office said on Monday. The first part of the repairs will take nine weeks."
        "</p><p>The wall was built long ago and has been repaired twice. Engineers found new cracks in two places.</p>"
        f'</article><div class="related">{teasers}</div>{section}</main><aside><h3>Latest</h3><ul>{latest}</ul></aside>'
        "<footer><p>Port Gazette. All rights reserved.</p></footer></body></html>"
    )


def made(name: str, size: str) -> tuple[str, list[Said]]:
    """A page of a system, and its thread."""
    write, language, _ = SYSTEMS[name]
    said = thread(size, language)
    section = write(said)
    return page(section, language), said
