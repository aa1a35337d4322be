"""What the rules about runs leave of an article, whatever the model says of each: bylines, notes, labels, later articles, lists."""

from __future__ import annotations

from time import process_time

import pytest

from ecorridor_scraper.extraction.body.blocks import Hearsay, cut
from ecorridor_scraper.extraction.body.choice import choose

from .article_pages import TEXT, page_of, paragraphs


def chosen(html: str, scores: list[float], hearsay: Hearsay) -> list[str]:
    found = cut(page_of(f"<html><body>{html}</body></html>").flat)
    assert len(found.blocks) == len(scores)
    kept = choose(found, scores, hearsay)
    return [block.text for block, keep in zip(found.blocks, kept, strict=True) if keep]


@pytest.mark.parametrize(
    ("html", "score", "stays"),
    [
        ("<div hidden><p>The canal has been on the maps for years.</p></div>", 1.0, False),
        ("<div hidden><p>The canal has been on the maps for years.</p></div>", 2.0, True),
        ("<p class=paywall aria-hidden=true>The canal has been on the maps for years.</p>", 1.0, True),
        ("<p class=photo-legend>The canal has been on the maps for years.</p>", 1.0, False),
    ],
)
def test_what_is_hidden_or_named_a_caption_must_be_sure(html: str, score: float, stays: bool) -> None:
    text = paragraphs(*TEXT["en"])
    assert (len(chosen(text + html, [3.0] * 5 + [score], Hearsay())) == 6) is stays


def test_the_next_article_of_a_page_without_end_is_left_out() -> None:
    def article(headline: str, texts: tuple[str, ...]) -> str:
        return f"<article class=story><h1>{headline}</h1>{paragraphs(*texts)}</article>"

    first, second = TEXT["en"][:3], TEXT["en"][3:]
    page = article("Canal approved", first) + article("Rice is dear", second)
    scores = [-3.0, 3.0, 3.0, 3.0, -3.0, 3.0, 3.0]
    assert chosen(page, scores, Hearsay(title="Canal approved | The Courier")) == list(first)
    # Where the first headline is not the page's own, nobody knows which article is.
    assert chosen(page, scores, Hearsay(title="Rice is dear")) == [*first, *second]


@pytest.mark.parametrize(("score", "stays"), [(-1.5, True), (-2.0, False)])
def test_code_is_body_unless_much_speaks_against_it(score: float, stays: bool) -> None:
    html = f"<div>{paragraphs(*TEXT['en'])}<pre>for line in file:\n    count(line)</pre></div>"
    found = cut(page_of(f"<html><body>{html}</body></html>").flat, all_links=True)
    assert sum(choose(found, [3.0] * 5 + [score], Hearsay())) == 5 + stays


def test_a_run_that_holds_the_other_paragraphs_is_the_text_once_more() -> None:
    whole = " ".join(TEXT["en"])
    text = paragraphs(*TEXT["en"]) + f"<div>{whole} {whole}</div>"
    assert chosen(text, [3.0] * 6, Hearsay()) == list(TEXT["en"])
    other = f"<div>{TEXT['en'][0]} {'The rest is new, and nobody had said it before. ' * 20}</div>"
    assert len(chosen(paragraphs(*TEXT["en"]) + other, [3.0] * 6, Hearsay())) == 6


@pytest.mark.parametrize(
    ("score", "name", "stays"), [(1.0, "teaser", False), (2.0, "teaser", True), (1.0, "text", True)]
)
def test_what_was_kept_far_behind_the_text_must_be_sure_or_of_its_markup(score: float, name: str, stays: bool) -> None:
    text = "".join(f"<p class=text>{line}</p>" for line in TEXT["en"])
    html = f"{text}{'<p class=other>Left out of it.</p>' * 4}<p class={name}>The river rose again last night.</p>"
    assert (len(chosen(html, [3.0] * 5 + [-4.0] * 4 + [score], Hearsay())) == 6) is stays


@pytest.mark.parametrize(
    ("news", "score", "name", "stays"),
    [
        (True, -1.0, "article-dek", True),
        (True, -1.0, "photo-credit", False),
        (True, -2.0, "article-dek", False),
        (False, -1.0, "article-dek", False),
        (True, -0.5, "x", True),
        (True, -1.5, "x", False),
    ],
)
def test_the_standfirst_of_a_piece_of_news_is_body(news: bool, score: float, name: str, stays: bool) -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT["en"])
    html = f"<h1>Canal approved</h1><p class={name}>Cabinet agrees after a long night</p>{text}"
    kept = chosen(
        html, [-3.0, score] + [3.0] * 5, Hearsay("Canal approved", "Cabinet agrees after a long night", news=news)
    )
    assert (len(kept) == 6) is stays


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("By Sana Mir", False),
        ("Published on: March 5, 2021", False),
        ("By the river", True),
        ("March 5, 2021 was a Friday in the valley.", True),
    ],
)
def test_a_first_line_that_is_byline_or_date_is_left_out(line: str, stays: bool) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT["en"])
    assert (line in chosen(f"<p>{line}</p>{text}", [3.0] * 6, Hearsay())) is stays


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("This article was updated to correct the name of the dam.", False),
        ("© 2021 Valley Courier", False),
        ("Corrections were asked for by the clerks, who had the old maps, and none was made.", True),
        ("Sign up, the clerk said, and nobody came.", True),
        ("Additional reporting by Max Roe in Lahore.", False),
        ("The Associated Press writer Max Roe contributed to this report.", False),
        ("The views expressed here are those of the author.", False),
        ("Follow Valley Sports on Facebook, X and TikTok", False),
        ("Il vous reste 61.2% de cet article à lire. La suite est réservée aux abonnés.", False),
        ("Tags: canals, rice", False),
        ("Max Roe is a senior reporter at the Valley Courier.", False),
        ("Max Roe was seen at the barrage.", True),
        ("Reporting was banned by the court for nine days, the clerk said.", True),
    ],
)
def test_notes_at_the_end_are_left_out(line: str, stays: bool) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT["en"])
    assert (line in chosen(f"{text}<p>{line}</p>", [3.0] * 6, Hearsay())) is stays
    assert line in chosen(f"<p>{line}</p>{text}", [3.0] * 6, Hearsay())


@pytest.mark.parametrize(
    ("line", "stays"),
    [("Sign up for our weekly newsletter on water.", False), ("Sign up, the clerk said, and nobody came.", True)],
)
def test_a_call_to_a_letter_is_left_out_at_both_ends(line: str, stays: bool) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in TEXT["en"])
    assert (line in chosen(f"{text}<p>{line}</p>", [3.0] * 6, Hearsay())) is stays
    assert (line in chosen(f"<p>{line}</p>{text}", [3.0] * 6, Hearsay())) is stays


@pytest.mark.parametrize(
    ("line", "stays"),
    [
        ("Advertisement", False),
        ("ANZEIGE", False),
        ("Story continues below this ad", False),
        ("Photo: Max Roe/Valley Courier", False),
        ("This slideshow requires JavaScript.", False),
        ("Your browser does not support the video tag.", False),
        ("[contact-form id=4711]", False),
        ("[sic]", True),
        ("canal-tour.mp4", False),
        ("He opened the file canal-tour.mp4.", True),
        ("* * *", True),
        ("The story continues.", True),
        (
            "Photo: none. The archive had burnt, and with it all that the clerks had kept of the old barrage and its men.",
            True,
        ),
    ],
)
def test_a_line_about_an_advertisement_or_a_photo_is_left_out(line: str, stays: bool) -> None:
    one, *rest = TEXT["en"]
    kept = chosen(f"<p>{one}</p><p>{line}</p>{paragraphs(*rest)}", [3.0] * 6, Hearsay())
    assert (line in kept) is stays


def test_a_preview_is_left_out_with_what_its_box_goes_on_with() -> None:
    previews = "".join(
        f"<h3><a href=/news/{n}>A headline of another day, number {n}</a></h3><p>What the other article tells of it.</p>"
        for n in range(3)
    )
    html = f"<div>{paragraphs(*TEXT['en'])}</div><div class=more>{previews}</div>"
    assert chosen(html, [3.0] * 11, Hearsay(host="news.example")) == list(TEXT["en"])


def test_the_title_of_whom_the_press_may_ask_ends_the_text() -> None:
    kept = chosen(
        f"{paragraphs(*TEXT['en'])}<p>Press contact</p><p>Jo Askew, 01 234, mill street</p>", [3.0] * 7, Hearsay()
    )
    assert kept == list(TEXT["en"])


def test_several_people_told_of_at_the_end_are_what_the_text_is_about() -> None:
    people = [f"{name} is a professor of rivers." for name in ("Ann Lee", "Max Roe", "Eva Klein", "Tom Hill")]
    kept = chosen(paragraphs(*TEXT["en"], *people), [3.0] * 9, Hearsay())
    assert people[:2] == kept[5:7]


@pytest.mark.parametrize(
    ("title", "stays"),
    [
        ("Comments:", False),
        ("Reader Comments (3)", False),
        ("تبصرے", False),
        ("قارئین کی رائے (۳)", False),
        ("التعليقات", False),
        ("टिप्पणियाँ", False),
        ("Kommentare (12)", False),
        ("Commentary", True),
        ("Discussion", True),
        ("Comments on the canal from abroad", True),
    ],
)
def test_what_readers_wrote_under_a_title_is_left_out_though_no_list_is_recognised(title: str, stays: bool) -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT["en"])
    said = "<p>I think that the road past the old mill has been closed since.</p>"
    kept = chosen(f"{text}<h3>{title}</h3>{said}", [3.0] * 7, Hearsay())
    assert (kept[5:] != []) is stays
    assert kept[:5] == list(TEXT["en"])


@pytest.mark.parametrize(("last", "stays"), [("Fishing boats", True), ("<a href=/boats>Fishing boats</a>", False)])
def test_a_list_of_which_most_is_body_is_body_but_for_its_links(last: str, stays: bool) -> None:
    items = "".join(f"<li>{item}</li>" for item in ("The canal", "The old mill", "The road to it", last))
    kept = chosen(f"{paragraphs(*TEXT['en'])}<ul>{items}</ul>", [3.0] * 8 + [-1.0], Hearsay())
    assert ("Fishing boats" in kept) is stays


@pytest.mark.parametrize(("entry", "stays"), [("9:15", True), ("9:15<p>The canal is open.</p>", False)])
def test_an_hour_stays_where_it_is_all_of_an_entry(entry: str, stays: bool) -> None:
    html = f"{paragraphs(*TEXT['en'])}<ul><li>{entry}</li></ul>"
    kept = chosen(html, [3.0] * (6 if stays else 7), Hearsay())
    assert ("9:15" in kept) is stays


@pytest.mark.parametrize("below", [False, True])
@pytest.mark.parametrize(
    ("about", "stays"),
    [
        ("Ann has fished on the estuary since she was nine and keeps two boats there.", False),
        ("Ann Lee lives by the mill with her dog and three boats.", False),
        ("Tom has fished on the estuary since he was nine and keeps two boats there.", True),
        ("Gatework is the maker of the gates of the canal and of many others.", True),
    ],
)
def test_what_a_writer_does_whom_the_data_name_is_no_text(about: str, stays: bool, below: bool) -> None:
    around = [paragraphs(about), paragraphs(*TEXT["en"])]
    writers = frozenset(("ann lee", "gatework"))
    kept = chosen("".join(reversed(around) if below else around), [3.0] * 6, Hearsay(writers=writers))
    assert (about in kept) is stays


def test_the_source_of_the_text_in_a_box_of_code_is_its_second_print() -> None:
    text = [*TEXT["en"], *(f"{line} The mayor said so, too." for line in TEXT["en"])]
    source = "# The canal\n\n" + "\n\n".join(text)
    kept = chosen(f"{paragraphs(*text)}<pre>{source}</pre>", [3.0] * 10 + [-1.0], Hearsay())
    assert kept == text


@pytest.mark.parametrize(
    ("title", "stays"),
    [("Want to republish a Courier story?", False), ("Republish this article", False), ("Republish or perish", True)],
)
def test_terms_for_other_papers_below_the_text_are_no_text(title: str, stays: bool) -> None:
    terms = "<p>You are welcome to print our stories as long as nothing in them is changed and we are named.</p>"
    kept = chosen(f"{paragraphs(*TEXT['en'])}<h2>{title}</h2>{terms}", [3.0] * 7, Hearsay())
    assert (kept[5:] != []) is stays


def test_a_word_without_end_takes_no_time() -> None:
    started = process_time()
    assert len(chosen(paragraphs("x" * 100_000, *TEXT["en"]), [3.0] * 6, Hearsay())) == 6
    assert process_time() - started < 2  # seconds; a search that begins anew at each letter takes ten times as long


CONTENTS = "<p>Inhalt</p><ul><li>The plan</li><li><a href=#cost>What it costs</a></li></ul>"


def test_a_table_of_contents_is_no_text() -> None:
    parts = f"<h2>The plan</h2>{paragraphs(*TEXT['en'][:2])}<h2 id=cost>The cost</h2>{paragraphs(*TEXT['en'][2:])}"
    kept = chosen(f"{CONTENTS}{parts}", [3.0] * 10, Hearsay())
    assert kept == ["The plan", *TEXT["en"][:2], "The cost", *TEXT["en"][2:]]


def test_a_title_like_that_of_a_table_without_one_is_text() -> None:
    assert "Inhalt" in chosen(f"<p>Inhalt</p>{paragraphs(*TEXT['en'])}", [3.0] * 6, Hearsay())
