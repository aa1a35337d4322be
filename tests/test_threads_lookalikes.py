"""What looks like comments of an unknown system and is none, and what in comments looks like something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_threads_generic import read

if TYPE_CHECKING:
    from ecorridor_scraper.extraction.threads import Thread

WORDS = (
    "The canal was dry again this morning and nobody from the office came to look at it.",
    "We paid for the new gate in March, and it is still lying behind the school.",
    "My uncle measured the water himself and it was less than half of what they print.",
    "Ask the farmers below the bridge before you write that all is well.",
    "Good that somebody counts at last, the last survey was eleven years ago.",
)
NAMES = ("Sana Batool", "Danish", "Haider Ali", "old_timer", "Rafiq")


def page(inside: str) -> Thread:
    return read(
        f"<html><body><h1>Water in the valley</h1><p>{WORDS[0]} {WORDS[1]}</p><p>{WORDS[2]}</p>{inside}</body></html>"
    )


def test_a_table_of_exercises_with_pauses_is_no_thread() -> None:
    exercises = (
        ("8 x 50 m", "Legs with fins (front, side, back, side)", "15 s"),
        ("8 x 50 m", "Crawl, technique", "15 s"),
        (
            "1.000 m",
            "Pyramid: 50 m, 100 m, 150 m, 200 m, 150 m, 100 m, 50 m (the first half of each part medley)",
            "20 s",
        ),
        ("8 x 50 m", "Crawl with little air", "30 s"),
    )
    rows = "".join(f"<tr><td class=c1>{a}</td><td class=c2>{b}</td><td class=c3>{c}</td></tr>" for a, b, c in exercises)
    assert page(f"<div class=post><div class=post-content><table>{rows}</table></div></div>").comments == []


def test_a_list_of_devices_with_their_power_is_no_thread() -> None:
    devices = zip(
        ("Marten GT3", "Kite 100F", "Heron VX5", "Otter", "Finch Pro"), WORDS, (350, 300, 400, 500, 250), strict=True
    )
    items = "".join(
        f"<article class=listicle-item id=b{watts}><h3><a href='/products/{watts}'>{name}</a></h3><button>Track price</button>"
        f"<p>{text}</p><ul><li><span>Motor</span><span>{watts}W</span></li></ul></article>"
        for name, text, watts in devices
    )
    assert page(items).comments == []


@pytest.mark.parametrize("title", ["Latest Comments", "Recent comments", "Neueste Kommentare"])
def test_what_was_said_lately_on_the_whole_site_is_not_the_thread_of_a_page(title: str) -> None:
    said = (f"{WORDS[1]} {WORDS[2]} ...", "Thanks for this.", "A fine piece.")
    items = "".join(
        f"<li><span class=avatar></span><span class=author>{name}</span><span class=date>{n + 1} weeks ago</span>"
        f"<div class='comment rounded'><div>{text}</div></div></li>"
        for n, (name, text) in enumerate(zip(NAMES[:3], said, strict=True))
    )
    assert page(f"<div><span><strong>{title}</strong></span></div><ul class=jcomments>{items}</ul>").comments == []


def test_a_place_that_most_link_to_in_their_sentences_is_part_of_them() -> None:
    places = ("Skardu", "Skardu", "Skardu", "Hunza", "Skardu")
    link = "<a class='internal auto' href='/places/{0}'>{0}</a>"
    thread = page(
        "<h3>Replies</h3>"
        + "".join(
            f"<div class=post><div class=username><a href='/p/{n}'>{name}</a></div><div class=date>Dec {n + 1}, 2024, 9:1{n} PM"
            f"</div><div class=post-body><p>{text} When were you in {link.format(place)} yourself?</p></div>"
            f"<div class=tools><a>Reply</a></div></div>"
            for n, (name, text, place) in enumerate(zip(NAMES, WORDS, places, strict=True))
        )
    )
    assert [c.text for c in thread.comments] == [
        f"{text} When were you in {place} yourself?" for text, place in zip(WORDS, places, strict=True)
    ]
    assert [c.author_name for c in thread.comments] == list(NAMES)


@pytest.mark.parametrize(
    "head",
    [
        "<p><span class=bold>Martha</span> <span class=comment-date>02.12.2024, 15:57:32</span></p>"
        "<span class=comment-actions><span>+3</span> <a class=upvote href='?up=1'>Useful</a> <a class=reply href='?to=1'>Answer</a></span>",
        "<div><a href='/people/martha'><span class='c-author js-writer'>Martha</span><span class=c-author__divider>|</span>"
        "<span class=c-author__community>Community</span></a></div><div><a href='#c39'><time datetime='2024-12-02T15:57:32Z'>"
        "2024-12-02</time></a></div>",
    ],
)
def test_the_only_comment_is_not_signed_by_a_button_or_a_group(head: str) -> None:
    thread = page(
        f"<div id=comments class=comments><h3>Comments (1)</h3><div class='comment' id=comment39>{head}"
        f"<div><p>{WORDS[2]}</p></div></div></div>"
    )
    assert [c.author_name for c in thread.comments] == ["Martha"]


def test_titles_of_answers_are_no_names() -> None:
    titles = ("Rules of the house", "Re: Rules of the house", "Re: Rules of the house")
    thread = page(
        "".join(
            f"<div class='post' id=p{n}><h3><a href='#p{n}'>{title}</a></h3><p class=author>by <span style='color:red'>"
            f"<strong>warden</strong></span> on 2{n}/10/24, 03:48 pm</p><div class=post-entry><div>{text}</div></div></div>"
            for n, (title, text) in enumerate(zip(titles, WORDS, strict=False))
        )
    )
    assert [c.author_name for c in thread.comments] == ["warden"] * 3


def test_how_much_each_has_written_is_no_part_of_a_name() -> None:
    names = ("Judith", "Otter B", "Charlie")
    thread = page(
        "<h3>Replies</h3>"
        + "".join(
            f"<div class=post><div class=who><b>{name}({n}7)</b></div><div class=date>0{n}/12/2024 at 7:0{n} pm</div>"
            f"<div class=text><p>{text}</p></div><a>Reply</a></div>"
            for n, (name, text) in enumerate(zip(names, WORDS[:3], strict=True), 1)
        )
    )
    assert [c.author_name for c in thread.comments] == list(names)
