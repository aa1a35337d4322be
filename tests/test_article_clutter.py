"""Articles among the clutter of real sites: previews, later articles, releases, details of a recipe, rows of facts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction import Document, Page
from ecorridor_scraper.extraction.body.blocks import HINT_NAMES, Block, Cut, Hearsay, Node, cut
from ecorridor_scraper.extraction.body.choice import choose
from ecorridor_scraper.extraction.body.features import _mark_count
from ecorridor_scraper.items import Image

from .article_pages import ONE, REST, TEXT, THREE, TITLE, TWO, WHOLE, paragraphs, read, story

QUOTE = 1 << HINT_NAMES.index("quote")
CARDS = "".join(
    f"<div class=box><div class=in><h3><a href=/x/{n}>{title}</a></h3>{{}}<span class=who>{who}</span>"
    f"<span class=date>{day}</span></div></div>"
    for n, (title, who, day) in enumerate(
        (
            ("The ferry sails less often in winter", "Nora Birch", "2 October 2026"),
            ("A kitchen wins the prize for bread", "Owen Hart", "30 September 2026"),
            ("The old cinema may become a pool", "Nora Birch", "2 October 2026"),
        )
    )
)


class TestPreviews:
    """Boxes of one class side by side, each with a headline that is a link, are other articles."""

    def test_their_texts_are_no_body(self) -> None:
        cards = CARDS.replace("{}", "<p>About time that somebody wrote this, as my aunt has been saying for years.</p>")
        page = story(paragraphs(ONE) + REST) + f"<section><h2>More stories</h2><div>{cards}</div></section>"
        assert read(page).body == WHOLE

    def test_list_of_things_whose_titles_are_links_is_body(self) -> None:
        things = "".join(
            f"<h3><a href=https://shop.example/{n}>Thing {n}</a></h3><p>{t}</p>" for n, t in enumerate(TEXT["en"])
        )
        told = [part for n, text in enumerate(TEXT["en"]) for part in (f"Thing {n}", text)]
        assert (read(story(f"<p>Three things that we like.</p>{things}")).body or "").split("\n\n") == [
            "Three things that we like.",
            *told,
        ]

    def test_linked_headings_beside_the_paragraphs_are_chapters(self) -> None:
        parts = "".join(
            f"<h3><a href=/drive/{n}>Part {n} of the drive along the river and over the hills of the valley</a></h3><p>It goes on and on for miles.</p>"
            for n in "123"
        )
        assert (read(story(paragraphs(ONE) + REST + parts)).body or "").count("Part") == 3

    @pytest.mark.parametrize("around", ["{page}<div class=list>{cards}</div>", "<div>{cards}</div>{page}"])
    def test_their_days_and_writers_are_not_the_page_s(self, around: str) -> None:
        page = f"<h1>{TITLE}</h1><div class=text>{paragraphs(ONE)}{REST}</div>"
        a = read(around.format(page=page, cards=CARDS.replace("{}", "").replace("=who", "=author")))
        assert (a.date_published, a.authors) == (None, [])

    def test_two_boxes_are_no_list(self) -> None:
        box = "<div class=meta><a href=/series/water>All parts of the series on water</a><span class=author>By Jo Askew</span></div>"
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=box)).authors] == ["Jo Askew"]

    @pytest.mark.parametrize("name", ["avis", "avis__item", "bewertungen"])
    def test_day_of_a_review_by_a_customer_is_not_the_page_s(self, name: str) -> None:
        review = (
            f"<div class={name}><span>Colette R.</span><span class=date>12/10/2026</span><p>It closes well.</p></div>"
        )
        assert read(f"<h1>{TITLE}</h1><div>{paragraphs(ONE, TWO, THREE)}</div>{review}").date_published is None

    def test_two_previews_with_days_below_the_text(self) -> None:
        notes = "".join(
            f"<div class=note><time datetime={day}>{day}</time><a href=/n/{day}>News of the workshop of {day}</a></div>"
            for day in ("2026-10-12", "2026-09-30")
        )
        page = f"<h1>{TITLE}</h1><div>{paragraphs(ONE, TWO, THREE)}</div><section>{{}}</section>"
        assert read(page.format(notes)).date_published is None
        assert read(page.format(notes[: len(notes) // 2])).date_published is not None


class TestNextArticle:
    def test_its_writer_does_not_sign_the_first(self) -> None:
        def whole(title: str, who: str, texts: str) -> str:
            return f"<article><h1>{title}</h1><div class=byline>By <a href=/staff/x>{who}</a></div><div>{texts}</div></article>"

        later = "<p>Bakers have agreed on a common price for the bun, ending a war that began long ago.</p>"
        page = whole(TITLE, "Jo Askew", paragraphs(ONE) + REST) + whole("The bun war is over", "Lars Petrie", later)
        a = read(page)
        assert [p.name for p in a.authors] == ["Jo Askew"]
        assert a.body == WHOLE


class TestCompany:
    """What the model doubted is decided by what stands beside it."""

    @staticmethod
    def kept(*runs: tuple[str, float], tag: str = "p", bold: int = -1, quoted: int = -1) -> list[bool]:
        from lxml import html

        root = html.fromstring("<div>" + "".join(f"<{tag}>{text}</{tag}>" for text, _ in runs) + "</div>")
        found = Cut(None)  # type: ignore[arg-type]
        outer = Node(root, 0, "div", None)
        outer.bits, outer.children, outer.depth, outer.names, outer.signature, outer.index = 0, len(runs), 0, "", 0, 0
        found.nodes.append(outer)
        for n, (element, (text, _)) in enumerate(zip(root, runs, strict=True), 1):
            node = Node(element, n, tag, outer)
            node.bits = QUOTE if n - 1 == quoted else 0
            node.children, node.depth, node.names, node.signature, node.index = 0, 1, "", 2 if node.bits else 1, n
            found.nodes.append(node)
            block = Block(text, node, len(text.split()))
            block.bold = len(text) if n - 1 == bold else 0
            found.blocks.append(block)

        class NoFields:
            links = ()

            @staticmethod
            def places(*_: str) -> list[int]:
                return []

        found.flat = NoFields()  # type: ignore[assignment]
        return choose(found, [score for _, score in runs], Hearsay())

    def test_short_paragraph_among_sure_ones_is_text(self) -> None:
        assert self.kept((ONE, 3.0), (TWO, 3.0), ("The bench is of oak.", -0.5)) == [True, True, True]
        assert self.kept((ONE, 3.0), (TWO, 3.0), ("The bench is of oak.", -1.5)) == [True, True, False]

    def test_one_paragraph_is_no_company(self) -> None:
        assert self.kept((ONE, 3.0), ("The bench is of oak.", -0.3)) == [True, False]

    def test_line_in_bold_is_doubted_still(self) -> None:
        runs = ((ONE, 3.0), (TWO, 3.0), ("Follow the paper everywhere.", -0.5))
        assert self.kept(*runs, bold=2) == [True, True, False]

    def test_quotation_between_two_paragraphs_is_text(self) -> None:
        said = "“A map is an apology that the land accepts.”"
        assert self.kept((ONE, 3.0), (said, -0.4), (THREE, 3.0), quoted=1) == [True, True, True]
        assert self.kept((ONE, 3.0), (said, -0.9), (THREE, 3.0), quoted=1) == [True, False, True]
        assert self.kept((ONE, 3.0), (said, -0.4), quoted=1) == [True, False]

    def test_list_of_which_one_line_alone_was_kept_is_no_text(self) -> None:
        card = (("Author: Jo Askew", -0.1), ("Total Time: 40 minutes", 0.5), ("Yield: 4 bowls", -0.1))
        assert self.kept(*card, tag="li") == [False, False, False]
        assert self.kept(*card[:2], tag="li") == [False, True]


def test_clauses_of_scripts_without_marks() -> None:
    thai = "นายบุญเลิศ กล่าวว่า หลุมที่ใหญ่ที่สุดชื่อ อ่างล้างใจ"
    assert _mark_count(thai) == 3
    assert _mark_count("الماء في القناة") == 0


class TestLinesOfNoText:
    @pytest.mark.parametrize("mark", ["# # #", "###", "-30-", "– ENDS –"])
    def test_mark_that_ends_a_release_and_what_follows(self, mark: str) -> None:
        about = "<p><b>About Loomis</b><br>Loomis has made gates since 1911 and employs 340 people at three sites.</p>"
        assert read(story(paragraphs(ONE) + REST + f"<p>{mark}</p>{about}")).body == WHOLE

    @pytest.mark.parametrize(
        "said", ["We were told the same three years ago", "Nobody came. We were told the same three years ago."]
    )
    def test_quotation_in_large_that_the_text_has_too(self, said: str) -> None:
        large = f"<blockquote><p>{said}</p></blockquote>"
        text = "“Nobody came,” said the mayor of the town. “We were told the same three years ago,” she said."
        assert read(story(f"<p>{text}</p>{large}{REST}")).body == WHOLE.replace(ONE, text)

    def test_quotation_that_the_text_has_not_is_text(self) -> None:
        large = (
            "<blockquote><p>“The river was here before the cabinet was, and it will be here after it.”</p></blockquote>"
        )
        assert "before the cabinet" in (read(story(paragraphs(ONE) + large + REST)).body or "")

    def test_title_of_a_box_whose_words_stand_in_the_box_itself(self) -> None:
        box = "<div class=offer><h4>Best price</h4><a href=//shop.example/1>239 at Clockhouse</a><small>with tax and post</small></div>"
        assert read(story(paragraphs(ONE) + box + REST)).body == WHOLE

    @pytest.mark.parametrize(
        "row", ["3 October 2026 · 34 min · with Jo Askew and Till Brand", "By phone | 3 October 2026 | Episode 41"]
    )
    def test_row_of_facts_with_the_day_above_the_text(self, row: str) -> None:
        assert read(story(f"<p>{row}</p>" + paragraphs(ONE) + REST)).body == WHOLE

    def test_sentence_with_a_day_above_the_text_is_text(self) -> None:
        line = "On 3 October 2026 | as every year | the ferry was late again."
        assert (read(story(f"<p>{line}</p>" + paragraphs(ONE) + REST)).body or "").startswith(line)

    def test_day_headline_and_byline_in_one_run(self) -> None:
        lines = f"<font size=1>October 3, 2026</font><br><b>{TITLE}</b><br><i>by Birgit Skov</i>"
        page = f"<table><tr><td><font size=3>{lines}<br><br>{'<br><br>'.join(TEXT['en'])}</font></td></tr></table>"
        assert read(page).body == WHOLE

    @pytest.mark.parametrize(
        "end",
        [
            "<p>jo.askew@paper.example</p>",
            "<p>Texto: Irene Valadão, da Assessoria</p>",
            "<p>To send flowers or a gift to the family, please visit our store.</p>",
            "<p>Do you have an opinion on this? Send up to 300 words to be considered for our letters section.</p>",
            "<div><span>ΔΙΑΦΗΜΙΣΗ</span></div>",
        ],
    )
    def test_below_the_text(self, end: str) -> None:
        assert read(story(paragraphs(ONE) + REST + end), lang="mul").body == WHOLE

    def test_sign_without_width_that_links_a_heading_to_itself(self) -> None:
        a = read(story(f"<p>{ONE}</p><h2 id=b>What did work<a class=hash-link href=#b>\u200b</a></h2>{REST}"))
        assert "What did work" in (a.body or "").split("\n\n")

    @pytest.mark.parametrize(("style", "is_read"), [("display: none", False), ("color: red", True)])
    def test_what_a_page_says_of_itself_where_nobody_sees_it(self, style: str, is_read: bool) -> None:
        said = f"<i itemprop=name>{TITLE}</i> <i itemprop=url>https://paper.example/7</i>"
        page = f"<article><span itemscope style='{style}'>{said}</span>{story(paragraphs(ONE) + REST)}</article>"
        document = Document("https://paper.example/7", page.encode(), 200, {})
        blocks = cut(Page(document, fetched_at=datetime(2026, 11, 1, tzinfo=UTC)).flat).blocks
        assert any("paper.example/7" in block.text for block in blocks) == is_read

    def test_paragraph_of_what_nobody_sees_is_none(self) -> None:
        assert read(story(paragraphs(ONE) + "<p>\u200d</p>" + REST)).body == WHOLE

    @pytest.mark.parametrize(
        "box",
        [
            "<div><h4>Empfohlener redaktioneller Inhalt</h4><p>Mit Ihrer Zustimmung wird hier ein externes Video geladen.</p></div>",
            "<div><p>To view this content, you need to accept the cookies of the service.</p></div>",
            "<div><p>Pour afficher ce contenu, vous devez accepter les cookies.</p></div>",
        ],
    )
    def test_what_stands_in_the_place_of_an_embed(self, box: str) -> None:
        assert read(story(paragraphs(ONE) + box + REST)).body == WHOLE


class TestStandfirst:
    LINE = "On foot you may cross again, by forty at a time."

    @pytest.mark.parametrize(
        "box",
        [
            "<div class=teaser-text><p>{}</p></div>",
            "<div class=preface><p>{}</p></div>",
            "<div data-gu-name=standfirst><div class=x1><p>{}</p></div></div>",
            "<div class=k-teaser><strong>{}</strong></div>",
        ],
    )
    def test_box_of_its_own_below_the_headline(self, box: str) -> None:
        above = "<p class=date>3 October 2026</p>" + box.format(self.LINE)
        assert read(story(paragraphs(ONE) + REST, above=above)).alternative_headline == self.LINE

    def test_description_of_a_picture_is_none(self) -> None:
        above = f"<div class=media><img src=/i/1.jpg><p class=media__description>{self.LINE}</p></div>"
        assert read(story(paragraphs(ONE) + REST, above=above)).alternative_headline is None

    def test_all_of_the_text_is_none(self) -> None:
        page = f"<main><h1>{TITLE}</h1><div class=gallery-intro><p>{ONE}</p></div></main>"
        assert read(page).alternative_headline is None

    def test_heading_of_any_level_right_below_the_headline(self) -> None:
        line = "On foot you may cross again, by forty at a time."
        assert read(story(paragraphs(ONE) + REST, above=f"<h4>{line}</h4>")).alternative_headline == line
        page = story(paragraphs(ONE) + REST, above=f"<p>3 October 2026, at noon</p><h4>{line}</h4>")
        assert read(page).alternative_headline is None

    def test_motto_below_the_site_s_heading_is_no_standfirst(self) -> None:
        site = "<header><h1><a href=/>Veranda Letters</a></h1><h2 id=blog-description>What is written on windy days only.</h2></header>"
        assert read(site + story(paragraphs(ONE) + REST)).alternative_headline is None


class TestImages:
    @pytest.mark.parametrize(
        ("beside", "caption", "credit"),
        [
            ("<p class=discreet>The bank at noon. Photo: Jo Askew</p>", "The bank at noon.", "Jo Askew"),
            ("<div class=line>Photo: Jo Askew</div>", None, "Jo Askew"),
            ("<span class=cap>The bank, as seen from the road</span>", "The bank, as seen from the road", None),
        ],
    )
    def test_only_line_in_the_box_of_an_image(self, beside: str, caption: str | None, credit: str | None) -> None:
        image = f"<div class=lead-image><img src=/i/1.jpg>{beside}</div>"
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", caption, credit)

    @pytest.mark.parametrize(
        "beside", ["<span>Rivers</span>", "<p>12 people have seen it</p>", "<p>Of two</p><p>one is it</p>"]
    )
    def test_label_in_the_box_of_an_image_is_no_caption(self, beside: str) -> None:
        image = f"<div class=lead-image><img src=/i/1.jpg>{beside}</div>"
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", None, None)

    @pytest.mark.parametrize(
        ("printed", "credit"),
        [
            ("Φωτογραφία: Νίκος Ρήγας", "Νίκος Ρήγας"),
            ("사진=서보람", "서보람"),
            ("<span class=desc>Rynek</span><span class=src>fot. Lech Zięba</span>", "Lech Zięba"),
            ("<span>El banco</span> <span class=firma>AMADOR PINTO</span>", "AMADOR PINTO"),
        ],
    )
    def test_credits(self, printed: str, credit: str) -> None:
        image = f"<figure><img src=/i/1.jpg><figcaption>{printed}</figcaption></figure>"
        a = read(story(paragraphs(ONE) + REST, above=image), lang="mul")
        assert a.main_image is not None
        assert a.main_image.credit == credit

    def test_credit_behind_two_strokes(self) -> None:
        image = (
            "<figure><img src=/i/1.jpg><figcaption>El faro, anoche. <span>// Brais Otero</span></figcaption></figure>"
        )
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", "El faro, anoche.", "Brais Otero")

    @pytest.mark.parametrize(
        ("printed", "caption", "credit"),
        [
            (
                "<span class=author>Foto: Zenon Kulik</span><span>Zegar o trzeciej</span>",
                "Zegar o trzeciej",
                "Zenon Kulik",
            ),
            ("<span class=caption-owner>Sill &amp; Pot / Mo Carver</span>", None, "Sill & Pot / Mo Carver"),
            ("Rue des Absents, 7 h 12. Photo Marcel Iung", "Rue des Absents, 7 h 12.", "Marcel Iung"),
            ("At last. Photo of the day", "At last. Photo of the day", None),
        ],
    )
    def test_credits_beside_captions(self, printed: str, caption: str | None, credit: str | None) -> None:
        image = f"<figure><img src=/i/1.jpg><figcaption>{printed}</figcaption></figure>"
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", caption, credit)

    @pytest.mark.parametrize(
        "line", ["<figcaption>The bank at noon.</figcaption>", "<p class=x_caption>The bank at noon.</p>"]
    )
    def test_caption_beside_an_image_in_a_box_without_a_name(self, line: str) -> None:
        a = read(story(f"<div class=x1><img src=/i/1.jpg>{line}</div>" + paragraphs(ONE) + REST))
        assert a.main_image == Image("https://paper.example/i/1.jpg", "The bank at noon.", None)


class TestSubjects:
    @staticmethod
    def trail(*steps: tuple[str, str]) -> str:
        items = ",".join(f'{{"@type": "ListItem", "item": {{"@id": "{at}", "name": "{name}"}}}}' for at, name in steps)
        return (
            f'<script type="application/ld+json">{{"@type": "BreadcrumbList", "itemListElement": [{items}]}}</script>'
        )

    def test_trail_that_ends_with_the_section(self) -> None:
        a = read(story(paragraphs(ONE) + REST), self.trail(("/", "Αρχική"), ("/koinonia", "Κοινωνία")))
        assert a.section == "Κοινωνία"

    def test_trail_that_ends_with_the_page(self) -> None:
        steps = (("/", "Start"), ("/valley", "Valley"), ("/news/canal", TITLE))
        assert read(story(paragraphs(ONE) + REST), self.trail(*steps)).section == "Valley"

    def test_sign_between_the_links_of_a_trail(self) -> None:
        above = "<div id=crumbs-breadcrumb><a href=/>Home</a><span class=breadcrumbSeparator>/</span><a href=/valley>Valley</a></div>"
        assert read(above + story(paragraphs(ONE) + REST)).section == "Valley"

    def test_several_subjects_are_tags(self) -> None:
        a = read(story(paragraphs(ONE) + REST), "<meta name=dc.subject content='water, canals'>")
        assert (a.section, a.tags) == (None, ["water", "canals"])
        assert read(story(paragraphs(ONE) + REST), "<meta name=dc.subject content=Water>").section == "Water"
        a = read(
            story(paragraphs(ONE) + REST), "<meta name=dc.subject content=Water><meta name=keywords content=Water>"
        )
        assert (a.section, a.tags) == (None, ["Water"])

    def test_headline_below_the_name_of_the_kind(self) -> None:
        head = "<meta property=og:title content='Elm Street Crosswalk Repainting'>"
        page = f"<h1>News Flash</h1><div><h2>Elm Street Crosswalk Repainting</h2>{paragraphs(ONE)}{REST}</div>"
        a = read(page, head, title="News Flash • Elm Street Crosswalk Repainting")
        assert a.headline == "Elm Street Crosswalk Repainting"
        page = page.replace("News Flash<", "Elm Street Crosswalk Repainting in Detail<")
        assert read(page, head, title="Elm Street").headline == "Elm Street Crosswalk Repainting in Detail"


class TestWriters:
    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("<p>Interview: Friedemann Auer<br>Fotos: Lotte Wiese</p>", ["Friedemann Auer"]),
            ("<p>（记者 周小满 通讯员 顾一鸣）</p>", ["周小满", "顾一鸣"]),
        ],
    )
    def test_bylines(self, line: str, names: list[str]) -> None:
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang="mul").authors] == names

    def test_row_of_days_around_a_name_is_no_biography(self) -> None:
        line = "<p>By <a href=/jo-askew>Jo Askew</a></p><p>Posted <span>4:14 PM, Oct 02, 2026</span> and last updated <span>8:02 PM, Oct 02, 2026</span></p>"
        a = read(story(paragraphs(ONE) + REST, above=f"<div class=author-info>{line}</div>"))
        assert [(p.name, p.bio) for p in a.authors] == [("Jo Askew", None)]

    def test_line_below_the_text_that_tells_of_the_writer(self) -> None:
        byline = "<p class=byline>By Jo Askew</p>"
        note = "<div class=end><p>Jo Askew covers the harbour and everything that floats in it.</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline, below=note))
        assert [p.bio for p in a.authors] == ["Jo Askew covers the harbour and everything that floats in it."]
        assert a.body == WHOLE

    def test_address_before_a_biography(self) -> None:
        byline = "<p class=byline>By Jo Askew</p>"
        box = "<div class=author-box><h4>Jo Askew</h4><p>jo@paper.example</p><p>Jo Askew is a writer who covers all that floats.</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline, below=box))
        assert [p.bio for p in a.authors] == ["Jo Askew is a writer who covers all that floats."]

    def test_column_that_is_called_a_sidebar(self) -> None:
        byline = "<p class=byline>By Jo Askew</p>"
        page = f"<div class=sidebar-1><h1>{TITLE}</h1>{byline}<div class=detail>{paragraphs(ONE)}{REST}</div></div>"
        a = read(page, f"<meta property=og:title content='{TITLE} - The Paper'>", title=f"{TITLE} - The Paper")
        assert a.headline == TITLE
        assert [p.name for p in a.authors] == ["Jo Askew"]

    def test_short_biography_in_characters_that_are_words(self) -> None:
        byline = "<p class=byline><a rel=author href=/author/k>三崎ことり</a></p>"
        box = "<div class=p-authorBox><div><a href=/author/k>三崎ことり</a></div><div>町を歩いて三十年。靴底が薄い。</div></div>"
        a = read(story(paragraphs(*TEXT["zh"]), above=byline, below=box), lang="ja")
        assert [p.bio for p in a.authors] == ["町を歩いて三十年。靴底が薄い。"]

    def test_badge_and_days_around_a_name_are_no_biography(self) -> None:
        line = (
            "<a href=/users/jo>Jo Askew</a>, <span>Paper Staff</span><span>Verified Paper Staff Badge</span><div>Posted "
            "<time datetime=2026-10-03T16:20:11Z>Sat, Oct 3, 2026 at 11:20 am ET</time> | Updated <time "
            "datetime=2026-10-03T18:02:45Z>Sat, Oct 3, 2026 at 1:02 pm ET</time></div>"
        )
        a = read(story(paragraphs(ONE) + REST, above=f"<div class=author-info>{line}</div>"))
        assert [(p.name, p.bio) for p in a.authors] == [("Jo Askew", None)]

    def test_name_right_below_the_headline_where_the_data_name_a_desk(self) -> None:
        data = '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"@type": "Person", "name": "REDACCIÓN"}}</script>'
        line = "<div class=author-and-date><span class=author>Antía Couto</span><span class=place>Cambeiro</span></div>"
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), data, lang="es").authors] == [
            "Antía Couto"
        ]

    def test_name_before_a_biography_that_begins_with_it(self) -> None:
        byline = "<p class=byline>By <a href=/jo>Jo Askew</a></p>"
        box = "<div class=author-bio><b>Written by:</b> <i>Jo Askew</i> <p>Jo Askew has written about ferns for nine years.</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline, below=box))
        assert [p.bio for p in a.authors] == ["Jo Askew has written about ferns for nine years."]

    def test_names_in_brackets_below_the_text(self) -> None:
        a = read(story(paragraphs(*TEXT["zh"], "（中川浩、山田花子）")), lang="ja")
        assert [p.name for p in a.authors] == ["中川浩", "山田花子"]
        assert a.body == "\n\n".join(TEXT["zh"])

    def test_line_above_the_headline_beside_a_picture_of_the_text_is_nobody(self) -> None:
        row = "<h4>走进老渡口</h4><h1>{}</h1><div>2026年10月23日08:15</div><div>{}<img src=/i/1.jpg></div>"
        page = row.format("长江边的最后一班轮渡", paragraphs(*TEXT["zh"]))
        assert read(f"<div>{page}</div>", lang="zh", title="长江边的最后一班轮渡").authors == []

    def test_byline_and_picture_of_papers_of_taiwan(self) -> None:
        lines = "<p><strong>▲林素月用算盤結帳。（圖／記者許家豪攝）</strong></p><p>記者許家豪／台南報導</p>"
        a = read(story(lines + paragraphs(*TEXT["zh"])), lang="zh-Hant-TW")
        assert [p.name for p in a.authors] == ["許家豪"]
        assert a.body == "\n\n".join(TEXT["zh"])

    def test_writer_behind_the_hour_in_persian(self) -> None:
        line = "<div class=postdesc>نوشته شده در یکشنبه ۱۴۰۵/۰۸/۱۰ ساعت 18:22 توسط مهتاب آذری | <a href=/c/41>3 نظر</a></div>"
        assert [p.name for p in read(story(paragraphs(*TEXT["ur"]), below=line), lang="fa").authors] == ["مهتاب آذری"]


def test_place_in_bold_with_a_dash_behind_it() -> None:
    page = story(f"<p><strong>Lumajang</strong> - {ONE}</p>" + REST)
    assert read(page).dateline == "Lumajang"
    assert read(story(f"<p><strong>Nobody</strong> {ONE}</p>" + REST)).dateline is None


def test_day_of_a_condolence_is_not_the_page_s() -> None:
    wall = "<div class=tribute-wall><div><b>Lorna Beck</b><span class=date>31 October 2026</span><p>We miss her.</p></div></div>"
    a = read(f"<h1>{TITLE}</h1><div class=text>{paragraphs(ONE, TWO, THREE)}</div>{wall}")
    assert a.date_published is None


def test_name_of_the_site_that_is_printed_too_is_no_headline() -> None:
    page = f"<table><tr><td><b>THE PAPER ONLINE</b></td></tr><tr><td><b>Aurora sails</b><br><br>{'<br><br>'.join(TEXT['en'])}</td></tr></table>"
    assert read(page, title="Aurora sails - The Paper Online").headline == "Aurora sails"


def test_print_without_another_day_is_the_page_s() -> None:
    line = "<p class=date>3 October 2026</p>"
    a = read(story(paragraphs(ONE) + REST, above=line) + f"<div>{CARDS.replace('{}', '')}</div>")
    assert a.date_published == datetime(2026, 10, 3, tzinfo=UTC)


def test_line_of_whom_the_data_name_is_no_text() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Gemma Stroud"}, {"name": "Isaac Pell"}]}</script>'
    line = "<p>Gemma Stroud and Isaac Pell</p>"
    assert read(story(line + paragraphs(ONE) + REST), data).body == WHOLE
    assert (read(story(line + paragraphs(ONE) + REST)).body or "").startswith("Gemma Stroud")


def test_only_heading_that_is_the_site_s_name_confirms_nothing() -> None:
    page = f"<div class=sidebar-1><h1><a href=/>Valley Water Board</a></h1><div>{paragraphs(ONE)}{REST}</div></div>"
    assert read(page, title="Water of the valley board explained | Courier").headline != "Valley Water Board"


def test_rows_of_a_layout_are_no_previews() -> None:
    meta = "<div class=meta><time datetime=2026-10-03>03.10.2026</time> <a href=/rate>13 readers found this helpful</a></div>"
    rows = f"<div class=row>{meta}</div><div class=row><a href=/print>A version of this page for the printer</a></div>"
    a = read(f"<h1>{TITLE}</h1><div class=text>{rows}{paragraphs(ONE)}{REST}</div>")
    assert a.date_published == datetime(2026, 10, 3, tzinfo=UTC)


def test_kicker_in_the_heading_that_the_data_have_not() -> None:
    head = "<meta property=og:title content='A pyramid of layers'>"
    page = story(paragraphs(ONE) + REST).replace(TITLE, "<span>Unit of the week</span> A pyramid of layers")
    assert read(page, head, title="A pyramid of layers").headline == "Unit of the week A pyramid of layers"
    head = "<meta property=og:title content='A pyramid of many layers'>"
    page = page.replace("pyramid of layers", "pyramid of many layers")
    assert read(page, head, title="A pyramid of many layers").headline == "A pyramid of many layers"
