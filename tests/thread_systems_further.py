"""Still more threads of systems that no provider knows: what is written in attributes, between elements, or twice.

Written as `thread_systems` is, after the templates of newspapers, boards and widgets; the sentences are those of that
module, the pages around them too.
"""

from __future__ import annotations

from .thread_systems import Said, Write, _flat, _nest, page, thread


def dates_between_elements(said: list[Said]) -> str:
    """A home page of the nineties: the date is bare text in the item, between the name and the words in `pre`."""
    return f"<h2>Discussion</h2><ul>{_nest(said, _bare_item)}</ul>"


def _bare_item(s: Said, inner: str) -> str:
    return f"<li><i>{s.author}</i> ({s.when:%Y/%m/%d %H:%M})<pre>{s.text}</pre>{inner and f'<ul>{inner}</ul>'}</li>"


def said_in_attributes(said: list[Said]) -> str:
    """Components of a Korean site: name, time, number and what is answered are attributes, only the words are text."""
    return (
        "<y-talk>"
        + "".join(
            f'<y-note note-id="{s.id}" reply-to-id="{s.above.id if s.above else ""}" author="{s.author}" sent="{s.iso}"><template '
            f'shadowrootmode="open"><slot></slot><button>답글</button></template><div><p>{s.text}</p></div></y-note>'
            for s in said
        )
        + "</y-talk>"
    )


def answers_of_other_names(said: list[Said]) -> str:
    """A Russian board in two levels: answers have the same elements, but the class around the name is another."""
    for s in said:
        while s.above is not None and s.above.above is not None:
            s.above = s.above.above

    def one(s: Said, kind: str) -> str:
        return (
            f'<li id="{kind}_{s.id}" class="msg"><p class="{kind}_kto"><span><em>{s.author}</em></span></p><div '
            f'class="tekst">{s.text}</div><p class="data">{s.when:%d.%m.%Y %H:%M}</p></li>'
        )

    return (
        f'<div class="beseda"><h4>Комментарии: {len(said)}</h4><ul>'
        + "".join(
            one(root, "slovo")
            + (f"<li><ul>{''.join(one(s, 'otvet') for s in said if s.above is root)}</ul></li>")
            * any(s.above is root for s in said)
            for root in said
            if root.above is None
        )
        + "</ul></div>"
    )


def day_in_the_attribute(said: list[Said]) -> str:
    """A Chinese blog host: the `datetime` of an element has the day only, its text the time, too."""
    _flat(said)
    return (
        '<section class="liuyan"><h3>留言</h3>'
        + "".join(
            f'<div class="ly" id="ly{s.id}"><p>{s.text}</p><p class="ly_who"><b>{s.author}</b> <time datetime="{s.when:%Y-%m-%d}">'
            f"{s.when:%Y-%m-%d %H:%M:%S}</time> <a>回复</a></p></div>"
            for s in said
        )
        + "</section>"
    )


def day_for_readers(said: list[Said]) -> str:
    """RDFa in French: `content` has the instant, the text of the same element the day and month."""
    return (
        '<section vocab="https://schema.org/"><h3>Commentaires</h3>'
        + _nest(
            said,
            lambda s, inner: (
                f'<div typeof="Comment" resource="#avis{s.id}"><b property="author">{s.author}</b> <span property="dateCreated" content='
                f'"{s.iso}">{s.when:%d} mars</span><div property="text"><p>{s.text}</p></div><a>Répondre</a>{inner}</div>'
            ),
        )
        + "</section>"
    )


def line_above_the_words(said: list[Said]) -> str:
    """A French daily: flat; the words of an answer begin with a line that links to what is answered."""
    return (
        f'<section class="avis"><h3>Vos commentaires ({len(said)})</h3>'
        + "".join(
            f'<article class="avis_un" id="avis-{s.id}"><header><span class="avis_qui">{s.author}</span><time>{s.when:%d/%m/%Y %H:%M}'
            f'</time></header><div class="avis_mots">'
            + (f'<p>Réponse à <a href="#avis-{s.above.id}">{s.above.author}</a></p>' if s.above else "")
            + f"<p>{s.text}</p></div><footer><a>Répondre</a></footer></article>"
            for s in said
        )
        + "</section>"
    )


def channel_elsewhere(said: list[Said]) -> str:
    """The discussion of a channel in a messenger: times and previews of what is answered link to the messenger's page."""

    def preview(s: Said) -> str:
        return (
            f'<a class="w_re" href="https://chat.example/paper/7?c={s.id}"><div class="w_who"><span>{s.author}</span></div><div '
            f'class="w_gist">{s.text}</div></a>'
        )

    return (
        f'<div class="w_talk"><div>{len(said)} bình luận</div>'
        + "".join(
            f'<div class="w_msg"><div class="w_in"><div class="w_who"><a class="w_name" href="https://chat.example/u{s.number}"><span>{s.author}'
            f"</span></a></div>{preview(s.above) if s.above else ''}<div class='w_text'>{s.text}</div><div class='w_foot'><a class='w_date' "
            f'href="https://chat.example/paper/7?c={s.id}"><time datetime="{s.iso}">{s.when:%H:%M}</time></a></div></div></div>'
            for s in said
        )
        + "</div>"
    )


def titles_before_names(said: list[Said]) -> str:
    """A magazine of 2010: every comment has a numbered title, which is a link as the name is; classes stand around."""
    _flat(said)
    return (
        f'<div class="debate-box"><div class="debate-head">{len(said)} posts in all</div>'
        + "".join(
            f'<div class="debate-post" id="post-box-{s.id}"><div class="post-title"><a href="/t{s.id}">{s.number + 1}. '
            f'{("Well", "A question", "Nonsense!", "Pity")[s.number % 4]}</a></div><div class="post-user"><a href="/u/{s.number}"><b>{s.author}'
            f'</b></a> <span class="stamp">{s.when:%d.%m.%Y, %H:%M}</span></div><div class="full-text">{s.text}</div><div><a>reply</a></div></div>'
            for s in said
        )
        + "</div>"
    )


def chosen_and_shown_again(said: list[Said]) -> str:
    """A newspaper: comments that the editors chose stand in a box of their own, and in their place in the list."""

    def one(s: Said, inner: str = "") -> str:
        return (
            f'<div class="tk-c" data-id="{s.id}"><div class="tk-h"><strong>{s.author}</strong><span>{s.when:%d %B %Y, %H:%M}</span></div><div '
            f'class="tk-t"><p>{s.text}</p></div><div class="tk-a"><a>Reply</a></div>{inner and f"<div class=tk-k>{inner}</div>"}</div>'
        )

    chosen = "".join(one(s, "".join(map(one, s.answers))) for s in said if s.above is None and not s.answers)
    return f'<h3>All</h3><div class="tk-all">{_nest(said, one)}</div><h3>Chosen</h3><div class="tk-top">{chosen}</div>'


def short_words_first(said: list[Said]) -> str:
    """A guest book in Chinese: words no longer than a name come first, who and when stand below in one line."""
    _flat(said)
    return (
        '<div class="lyb"><h3>留言</h3>'
        + "".join(
            f'<div class="lyb_1" id="lyb{s.id}"><div><b>第{s.number + 1}楼</b></div><div class="lyb_2">{s.text}</div><div class="lyb_3">网友: '
            f"{s.author} | {s.when:%Y-%m-%d} 时间 {s.when:%H:%M}</div></div>"
            for s in said
        )
        + "</div>"
    )


def table_in_a_table(said: list[Said]) -> str:
    """A board of 2001 within a table that lays out the page: since when a member is one stands beside the words."""
    _flat(said)
    rows = "".join(
        f'<tr><td width="18%"><b>{s.author}</b><br><font size="1">Member<br>Posts: {30 + 7 * s.number}<br>Registered: Jan 2001</font></td>'
        f'<td><font size="1">posted {s.when:%m-%d-%Y %I:%M %p}</font> <a href="/edit?{s.id}">edit</a><hr>{s.text}<hr><font size="1">IP: '
        "Logged</font></td></tr>"
        for s in said
    )
    head = "<tr><th>Author</th><th>Message</th></tr>"
    menu = '<td><a href="/">Home</a><br><a href="/news">News</a><br><font size="1">Updated 3/14/24</font></td>'
    return f"<table><tr>{menu}<td><h2>Town talk</h2><table>{head}{rows}</table></td></tr></table>"


def whom_in_the_byline(said: list[Said]) -> str:
    """A French forum below articles: flat; the byline of an answer ends with whom it answers."""
    return (
        f'<section class="fil"><h2>{len(said)} messages</h2>'
        + "".join(
            f'<div class="fil_m" id="fil{s.id}"><h3>{"Re : " if s.above else ""}{("Le quai", "Le bac", "La drague")[s.number % 3]}</h3><p '
            f'class="fil_p">par <b>{s.author}</b> le {s.when:%d.%m.%y} à {s.when:%H:%M}'
            + (f" en réponse à <b>{s.above.author}</b>" if s.above else "")
            + f'</p><div class="fil_t"><p>{s.text}</p></div><p><a>Répondre</a></p></div>'
            for s in said
        )
        + "</section>"
    )


FURTHER: dict[str, tuple[Write, str, str]] = {
    "dates_between_elements": (dates_between_elements, "en", "minute"),
    "said_in_attributes": (said_in_attributes, "ko", "second"),
    "answers_of_other_names": (answers_of_other_names, "ru", "minute"),
    "day_in_the_attribute": (day_in_the_attribute, "zh", "second"),
    "day_for_readers": (day_for_readers, "fr", "second"),
    "line_above_the_words": (line_above_the_words, "fr", "minute"),
    "channel_elsewhere": (channel_elsewhere, "vi", "second"),
    "titles_before_names": (titles_before_names, "en", "minute"),
    "chosen_and_shown_again": (chosen_and_shown_again, "en", "minute"),
    "short_words_first": (short_words_first, "zh", "minute"),
    "table_in_a_table": (table_in_a_table, "en", "minute"),
    "whom_in_the_byline": (whom_in_the_byline, "fr", "minute"),
}
"""By name, what writes the thread, its language, and how exactly the page prints dates."""

NAMELESS = {("answers_of_other_names", "few")}
"""Whose names are not found: of three two are the same, and the third stands elsewhere."""

AMBIGUOUS = {("whom_in_the_byline", "tree")}
"""Where the one who is answered has written twice before, and nothing says which of the two is answered."""


def made(name: str, size: str) -> tuple[str, list[Said]]:
    """A page of a system, and its thread."""
    write, language, _ = FURTHER[name]
    said = thread(size, language)
    return page(write(said), language), said
