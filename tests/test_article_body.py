"""The body: exactly the article, the whole article and nothing else.

The pages here are written for these tests: none is a page of the training sets, so that they also guard what the
model learned.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from benchmarks._labels import words
from benchmarks._pages import PAGES, gold_pages
from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.body import blocks, read_body
from ecorridor_scraper.extraction.body.blocks import HINTS, cut, hints
from ecorridor_scraper.sites import Site

from .article_pages import FETCHED, TEXT, body_of, page_of, paragraphs, theme_hashed, theme_semantic, theme_tables
from .conftest import SHARED

SEED = SHARED / "seed"


@pytest.mark.parametrize("theme", [theme_semantic, theme_tables, theme_hashed])
@pytest.mark.parametrize("language", sorted(TEXT))
def test_every_script_and_theme_gives_exactly_the_article(language: str, theme) -> None:  # type: ignore[no-untyped-def]
    texts = TEXT[language]
    inner = "<br><br>".join(texts) if theme is theme_tables else paragraphs(*texts)
    assert body_of(theme(language, inner)).text == "\n\n".join(texts)


def test_kinds_of_blocks() -> None:
    one, two, three, four, five = TEXT["en"]
    inner = f"""<p>{one}</p><h2>What was decided</h2><p>{two}</p>
    <ul><li>Eighteen months of work along the whole river<ul><li>Two bridges to be built anew</li></ul></li></ul>
    <blockquote><p>{three}</p></blockquote><pre>flow = width * depth
    speed = flow / 2</pre><p>{four}</p>
    <table><tr><th>Year</th><th>Cubic metres</th></tr><tr><td>2025</td><td>1,400</td></tr></table><p>{five}</p>"""
    kinds = [(b.kind, b.level) for b in body_of(theme_semantic("en", inner)).blocks]
    assert kinds == [
        ("paragraph", None), ("heading", 2), ("paragraph", None), ("list_item", 1), ("list_item", 2),
        ("quote", None), ("code", None), ("paragraph", None), ("table", None), ("paragraph", None),
    ]  # fmt: skip


def test_items_of_an_ordered_list_carry_their_numbers_in_the_text() -> None:
    one, two, three, four, five = TEXT["en"]
    inner = f"<p>{one}</p><p>{two}</p><ol start='3'><li>{three}</li><li>{four}</li></ol><p>{five}</p>"
    text = body_of(theme_semantic("en", inner)).text or ""
    assert f"3. {three}" in text
    assert f"4. {four}" in text


def test_caption_is_a_block_but_not_text_and_its_image_is_kept() -> None:
    one, two, three, four, five = TEXT["en"]
    figure = """<figure><img src="/canal.jpg" width="800"><figcaption>The old barrage in March.
    <span class="credit">Photo: A. Rahman</span></figcaption></figure>"""
    body = body_of(theme_semantic("en", f"<p>{one}</p><p>{two}</p>{figure}<p>{three}</p><p>{four}</p><p>{five}</p>"))
    assert "barrage in March" not in (body.text or "")
    assert "caption" in [b.kind for b in body.blocks]
    image = body.images[0]
    assert (image.url, image.caption, image.credit) == (
        "https://news.example/canal.jpg", "The old barrage in March.", "A. Rahman",
    )  # fmt: skip


def test_player_between_paragraphs_is_an_embed() -> None:
    one, two, three, four, five = TEXT["en"]
    player = '<iframe src="https://www.youtube.com/embed/abc"></iframe><iframe src="https://ads.example/x"></iframe>'
    body = body_of(theme_semantic("en", f"<p>{one}</p><p>{two}</p>{player}<p>{three}</p><p>{four}</p><p>{five}</p>"))
    assert [b.text for b in body.blocks if b.kind == "embed"] == ["https://www.youtube.com/embed/abc"]


def test_links_of_the_body_are_absolute_and_those_of_menus_are_not_among_them() -> None:
    one, two, three, four, five = TEXT["en"]
    linked = one.replace("canal project", '<a href="/canal">canal project</a>')
    body = body_of(theme_semantic("en", f"<p>{linked}</p>" + paragraphs(two, three, four, five)))
    assert [(link.url, link.text) for link in body.links] == [("https://news.example/canal", "canal project")]


def test_body_in_sibling_containers_is_joined() -> None:
    one, two, three, four, five = TEXT["en"]
    inner = f"""<div class="story-part">{paragraphs(one, two)}</div><div class="ad-slot">Advertisement</div>
    <div class="story-part">{paragraphs(three, four, five)}</div>"""
    assert body_of(theme_semantic("en", inner)).text == "\n\n".join(TEXT["en"])


@pytest.mark.parametrize(
    "after",
    [
        '<div class="related-posts"><h3>Also read</h3><a href="/x">Another story that is not part of this one</a></div>',
        '<div class="newsletter-signup"><h3>Sign up for our newsletter</h3><p>Get the news in your inbox.</p></div>',
        '<div class="author-box"><h4>Sara Malik</h4><p>She writes about rivers and the people who live by them.</p></div>',
        '<div class="cookie-consent"><p>We use cookies to improve your experience on this site.</p></div>',
        '<ul class="tags"><li><a href="/t/1">Water</a></li><li><a href="/t/2">Delta</a></li></ul>',
    ],
)
def test_what_follows_the_body_is_left_out(after: str) -> None:
    html = theme_semantic("en", paragraphs(*TEXT["en"]) + after)
    assert body_of(html).text == "\n\n".join(TEXT["en"])


@pytest.mark.parametrize(
    "pointer",
    [
        '<p><strong><a href="/x">Read more: Water shortage in the delta goes on</a></strong></p>',
        '<p>ALSO READ</p><p><a href="/x">Minister promises machines by the summer of next year</a></p>',
        '<p><a href="/x">مزید پڑھیں: ڈیلٹا میں پانی کی قلت برقرار ہے</a></p>',
        '<p><a href="/x">Lesen Sie auch: Wasser bleibt im Delta knapp</a></p>',
    ],
)
def test_a_pointer_to_another_article_within_the_text_is_left_out(pointer: str) -> None:
    one, two, *rest = TEXT["en"]
    html = theme_semantic("en", paragraphs(one, two) + pointer + paragraphs(*rest))
    assert body_of(html).text == "\n\n".join(TEXT["en"])


def test_a_sentence_that_begins_like_a_pointer_is_text() -> None:
    said = "Read more closely, the plan sets money aside for villages on both banks, and for the roads between them."
    one, *rest = TEXT["en"]
    html = theme_semantic("en", paragraphs(one, said, *rest))
    assert said in (body_of(html).text or "")


def test_a_heading_that_nothing_follows_is_left_out() -> None:
    assert body_of(theme_semantic("en", paragraphs(*TEXT["en"]) + "<h3>About the author</h3>")).text == "\n\n".join(
        TEXT["en"]
    )


def test_a_paragraph_that_is_printed_again_is_read_once_and_a_refrain_twice() -> None:
    one, two, refrain, four, five = TEXT["en"]
    long = f"{one} {two}"
    again = body_of(theme_semantic("en", paragraphs(long, refrain, four, refrain, five, long)))
    assert again.text == f"{long}\n\n{refrain}\n\n{four}\n\n{refrain}\n\n{five}"


@pytest.mark.parametrize(
    ("around", "is_read"),
    [
        ("<div id=onetrust-consent-sdk>{}</div>", False),
        ("<section class='site cmplz-cookiebanner'>{}</section>", False),
        ("<div class='privacy-modal open'>{}</div>", False),
        ("<div class=cookie-recipes>{}</div>", True),
        ("<div class=cookie-banner-shown><main>{}</main></div>", True),
    ],
)
def test_a_dialog_about_cookies_is_not_read_but_what_holds_the_page_is(around: str, is_read: bool) -> None:
    found = cut(page_of(f"<html><body><p>Outside.</p>{around.format(paragraphs(*TEXT['en']))}</body></html>").flat)
    assert len(found.blocks) == (6 if is_read else 1)


def test_a_table_is_body_as_a_whole() -> None:
    cells = "".join(f"<tr><td>{year}</td><td>{year * 7 % 900}</td><td>–</td></tr>" for year in range(2015, 2025))
    table = f"<table><tr><th>Year</th><th>Water</th><th>Note</th></tr>{cells}</table>"
    one, two, three, *rest = TEXT["en"]
    body = body_of(theme_semantic("en", paragraphs(one, two, three) + table + paragraphs(*rest)))
    (block,) = [b for b in body.blocks if b.kind == "table"]
    assert [row.count("|") for row in block.text.splitlines()] == [2] * 11


def test_the_discussion_is_the_article_where_there_is_nothing_beside_it() -> None:
    posts = "".join(
        f"<div class=post-body><p>{a}</p><p>{b}</p></div>" for a, b in zip(TEXT["en"], TEXT["en"][1:], strict=False)
    )
    html = (
        f"<html><body><h1>Who knows when the canal is dug?</h1><div id=thread class=thread>{posts}</div></body></html>"
    )
    page = page_of(html)
    assert TEXT["en"][2] in (read_body(page, exclude=page.root.xpath("//*[@id='thread']")).text or "")


@pytest.mark.parametrize(
    ("attribute", "head", "is_whole"),
    [
        ("", "", False),
        ("itemscope itemtype='https://schema.org/DiscussionForumPosting'", "", True),
        ("", '<script type="application/ld+json">{"@type": ["WebPage", "QAPage"]}</script>', True),
        (
            "itemscope itemtype='https://schema.org/DiscussionForumPosting'",
            '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
            False,
        ),
    ],
)
def test_the_discussion_is_the_article_where_the_page_says_so(attribute: str, head: str, is_whole: bool) -> None:
    posts = "".join(f"<div class=post-body><p>{text} {text}</p></div>" for text in TEXT["en"][1:])
    html = (
        f"<html><head>{head}</head><body><h1>Who knows when the canal is dug?</h1>"
        f"<div {attribute}><p>{' '.join(TEXT['en'] * 2)}</p><div id=thread class=thread>{posts}</div></div></body></html>"
    )
    page = page_of(html)
    text = read_body(page, exclude=page.root.xpath("//*[@id='thread']")).text or ""
    assert (f"{TEXT['en'][2]} {TEXT['en'][2]}" in text) is is_whole


def test_excluded_subtree_never_contributes() -> None:
    html = theme_semantic("en", paragraphs(*TEXT["en"][:3]) + f'<div id="thread">{paragraphs(*TEXT["en"][3:])}</div>')
    page = page_of(html)
    thread = page.root.xpath("//*[@id='thread']")[0]
    assert read_body(page, exclude=[thread]).text == "\n\n".join(TEXT["en"][:3])


@pytest.mark.parametrize(
    ("is_guess", "name", "is_whole"), [(True, "place", True), (False, "place", False), (True, "comment", False)]
)
def test_a_guess_at_comments_that_takes_most_of_the_text_away_is_not_heeded(
    is_guess: bool, name: str, is_whole: bool
) -> None:
    """Eight places on the canal, each with the day of the visit, look like comments to whoever looks for such."""
    places = "".join(f"<div class={name}-entry><h3>Lock {n}</h3>{paragraphs(*TEXT['en'][1:4])}</div>" for n in range(8))
    html = theme_semantic("en", f"{paragraphs(*TEXT['en'] * 3)}<div id=thread class={name}s>{places}</div>")
    page = page_of(html.replace("Lock", "Lock number"))
    text = read_body(page, exclude=page.root.xpath("//*[@id='thread']"), is_guess=is_guess).text or ""
    assert ("Lock number 5" in text) is is_whole


def test_comments_that_nobody_excluded_are_left_out() -> None:
    # Half as many words as the article has at most: beyond that a page may be a discussion.
    comments = "".join(
        f'<li class="comment"><div class="comment-body"><b>Reader {i}</b><p>I have read this twice, and I still do not '
        "see who will pay for it in the end, do you?</p></div></li>"
        for i in range(4)
    )
    html = theme_semantic("en", paragraphs(*TEXT["en"])).replace(
        "</main>",
        f'<section id="comments" class="comments-area"><ol class="comment-list">{comments}</ol></section></main>',
    )
    assert body_of(html).text == "\n\n".join(TEXT["en"])


def test_tree_is_not_changed() -> None:
    page = page_of(theme_semantic("en", paragraphs(*TEXT["en"])))
    before = etree.tostring(page.root)
    read_body(page)
    assert etree.tostring(page.root) == before


def test_spaces_that_do_not_break_are_kept() -> None:
    texts = (TEXT["en"][0].replace("canal project", "canal\xa0project"), *TEXT["en"][1:])
    assert "canal\xa0project" in (body_of(theme_semantic("en", paragraphs(*texts))).text or "")


def test_standfirst_is_the_paragraph_that_is_named_so() -> None:
    dek = "A canal that was promised three years ago is to be dug after all, to the surprise of the delta"
    html = theme_semantic("en", paragraphs(*TEXT["en"])).replace(
        '<div class="share">', f'<p class="standfirst">{dek}</p><div class="share">'
    )
    assert body_of(html).standfirst == dek


def test_navigation_that_was_never_closed_hides_nothing() -> None:
    html = theme_semantic("en", paragraphs(*TEXT["en"])).replace("</ul></nav></header>", "")
    assert body_of(html).text == "\n\n".join(TEXT["en"])


@pytest.mark.parametrize(("around", "lines", "is_read"), [("main", 3, True), ("div", 8, True), ("div", 3, False)])
def test_a_button_that_was_never_closed_hides_nothing(around: str, lines: int, is_read: bool) -> None:
    """What stands in a button counts as a link."""
    inside = "".join(f"<p><b>Line {n}.</b>" for n in range(lines))
    found = cut(page_of(f"<body><button><{around}>{inside}").flat).blocks
    assert [run.linked == 0 for run in found] == [is_read] * lines


@pytest.mark.parametrize("html", ["<html></html>", "<body>", "<body><p></p></body>", "<frameset><frame></frameset>"])
def test_page_without_text_has_no_body(html: str) -> None:
    body = body_of(html)
    assert body.text is None
    assert body.blocks == []


def test_deep_nesting_and_many_blocks_take_bounded_time() -> None:
    deep = "<div>" * 3000 + paragraphs(*TEXT["en"]) + "</div>" * 3000
    wide = theme_semantic("en", "".join(f"<p>Of {i} farmers, {text}</p>" for i in range(2000) for text in TEXT["en"]))
    started = time.process_time()
    body_of(deep)
    assert body_of(wide).text
    assert time.process_time() - started < 10


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_damaged_pages_never_raise(noise: bytes, at: int) -> None:
    html = theme_semantic("en", paragraphs(*TEXT["en"])).encode()
    with suppress(BadInput):  # noise at the very start can say that this is a PDF, or XML
        read_body(Page(Document("https://news.example/a", html[:at] + noise + html[at:]), fetched_at=FETCHED))


@pytest.mark.parametrize(
    ("selector", "is_found"),
    [("#other p", True), ("//div[@id='other']", True), (".gone", False), ("#other h9", False)],
)
def test_the_selector_of_a_site_file_is_the_body_where_it_holds_any_text(selector: str, is_found: bool) -> None:
    one, two, *rest = TEXT["en"]
    html = theme_semantic("en", paragraphs(*rest)).replace(
        "</body>", f"<div id=other>{paragraphs(one, two)}</div></body>"
    )
    generic = body_of(html)
    site = Site(name="s", hosts=("news.example",), selectors={"body": selector})
    page = Page(Document("https://news.example/a/1", html.encode()), fetched_at=FETCHED, site=site)
    body = read_body(page)
    assert body.text == (f"{one}\n\n{two}" if is_found else generic.text)
    assert page.disagreements == ["body"]


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not here")
def test_seed_article_block_by_block() -> None:
    expected = json.loads((SEED / "expected.json").read_text())
    body = read_body(Page(Document(expected["url"], (SEED / "page.html").read_bytes()), fetched_at=FETCHED))
    assert [(b.kind, b.text) for b in body.blocks] == [(b["kind"], b["text"]) for b in expected["body_blocks"]]


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not here")
def test_author_box_is_an_author_note() -> None:
    expected = json.loads((SEED / "expected.json").read_text())
    page = Page(Document(expected["url"], (SEED / "page.html").read_bytes()), fetched_at=FETCHED)
    assert [page.flat.classes[at] for at in read_body(page).author_notes] == ["author-box"]


@pytest.mark.skipif(not PAGES.exists(), reason="the development pages are not here")
@pytest.mark.parametrize(("name", "least"), [("aed", 0.93), ("fundus", 0.94), ("wcxb-article-dev", 0.92)])
def test_development_pages_still_score(name: str, least: float) -> None:
    """A gate against rot, not a measurement: these pages were trained on. `benchmarks/articles.py` measures."""
    scores = []
    for _, row, html in gold_pages((name,), limit=20):
        gold, got = Counter(words(row["body"])), Counter(words(body_of(html, row["url"]).text or ""))
        both = sum((gold & got).values())
        scores.append(2 * both / max(1, gold.total() + got.total()))
    assert sum(scores) / len(scores) >= least


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<span>Home</span><span>News</span> and <i>Mc</i>donald", "Home News and Mcdonald"),
        ("<b>12</b><span>Comments</span> on the <b>21</b>st", "12 Comments on the 21st"),
    ],
)
def test_words_that_only_style_sets_apart_do_not_run_into_one(inside: str, text: str) -> None:
    (block,) = cut(page_of(f"<p>{inside}</p>").flat).blocks
    assert block.text == text


@pytest.mark.parametrize(("item", "is_read"), [("<li>", True), ("<li class=menu-item>", False)])
def test_an_item_that_is_all_link_is_text_where_no_class_makes_it_one_of_a_menu(item: str, is_read: bool) -> None:
    found = cut(page_of(f"<p>Three boats.</p><ul>{item}<a href=/boats>Fishing boats</a></ul>").flat).blocks
    assert ("Fishing boats" in [run.text for run in found]) is is_read


@pytest.mark.parametrize(("embed", "runs"), [("<iframe src=/map></iframe>", 2), ("<script>1</script>", 1)])
def test_an_embed_parts_the_text_that_it_stands_in(embed: str, runs: int) -> None:
    assert len(cut(page_of(f"<div>Where the canal begins{embed} and where it ends</div>").flat).blocks) == runs


def test_of_a_page_without_end_only_so_many_blocks_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "MAX_BLOCKS", 5)
    assert len(cut(page_of(paragraphs(*TEXT["en"]) * 4).flat).blocks) <= 6


@pytest.mark.parametrize(("beside", "blocks"), [(0, 15), (10, 10)])
def test_what_a_page_holds_for_those_without_scripts_is_read_where_it_is_most_of_the_page(
    beside: int, blocks: int
) -> None:
    text = "".join(f"<p>{line}</p>" for line in TEXT["en"])
    page = f"<html><body>{text * (beside // 5)}<noscript>{text * 3}</noscript></body></html>"
    assert len(cut(page_of(page).flat).blocks) == blocks


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            (
                "post",
                "news",
                "e",
                "mail",
                "more",
                "body",
                "rel",
                "ated",
                "ad",
                "s",
                "toc",
                "next",
                "x",
                "0",
                "-",
                "_",
                "tab",
            )
        ),
        min_size=1,
        max_size=5,
    ).map("".join)
)
def test_hints_found_together_are_those_of_each_pattern_alone(name: str) -> None:
    assert hints(name) == sum(1 << bit for bit, pattern in enumerate(HINTS.values()) if re.search(pattern, name))
