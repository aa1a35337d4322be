from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as markup

from ecorridor_scraper.extraction.body import Body
from ecorridor_scraper.extraction.byline import Byline, candidates, read_byline
from ecorridor_scraper.extraction.byline.mentions import FEATURES, features
from ecorridor_scraper.extraction.flat import Flat
from ecorridor_scraper.extraction.furniture import FOREIGN, INTRODUCED, Furniture, zones_of
from ecorridor_scraper.extraction.names import read_line
from ecorridor_scraper.extraction.page import Document, Page
from ecorridor_scraper.items import Block
from ecorridor_scraper.sites import Site

from .conftest import SHARED

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
SEED = SHARED / "seed" / "page.html"


def byline(html: str, *, site: Site | None = None, body: Body | None = None, exclude: str = "") -> Byline:
    page = Page(Document("https://news.example/a/story", html.encode()), fetched_at=FETCHED, site=site)
    elements = page.root.xpath(exclude) if exclude else []
    return read_byline(page, body or Body(), exclude=elements)


def story(head: str = "", under: str = "", after: str = "", title: str = "River rises above the old bridge") -> str:
    text = "".join(
        f"<p>The river rose for the third day and the people of the valley waited on the bank, part {n}.</p>"
        for n in range(5)
    )
    return (
        f"<html lang=en><head><title>{title}</title><meta property='og:title' content='{title}'><meta property='og:type' content='article'>{head}</head>"
        f"<body><nav><a href='/'>Home</a></nav><article><header><h1>{title}</h1>{under}</header><div class='entry-content'>{text}</div>{after}</article></body></html>"
    )


def ld(author: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"River rises above the old bridge","author":{author}}}</script>'


class TestLines:
    @pytest.mark.parametrize(
        ("text", "persons"),
        [
            ("By Ali Khan and Sara Ahmed in Lahore", ["Ali Khan", "Sara Ahmed"]),
            ("By Joe Smith, Jr", ["Joe Smith, Jr"]),
            ("By Ann Lee, Institute of Rivers and Infectious Waters", ["Ann Lee"]),
            ("Par Ann Lee, Institut de recherche et de développement", ["Ann Lee"]),
            ("Por Ana Ruiz y Eva Sol", ["Ana Ruiz", "Eva Sol"]),
            ("BY ANN LEE | March 5, 2021", ["ANN LEE"]),
            ("Written by: Jane Doe, PhD", ["Jane Doe"]),
            ("Von Max Müller und Eva Klein", ["Max Müller", "Eva Klein"]),
            ("Par Jean Dupont (avec AFP)", ["Jean Dupont"]),
            ("By Jane Doe Published 5 March 2021 10:00", ["Jane Doe"]),
            ("تحریر: علی خان", ["علی خان"]),
            ("علی خان اور سارہ احمد", ["علی خان", "سارہ احمد"]),
            ("بقلم: سمير حداد", ["سمير حداد"]),
            ("Text: Maria de la Cruz, Fotos: Hans", ["Maria de la Cruz"]),
            ("By Daniel O'Brien for The Courier", ["Daniel O'Brien"]),
            ("By ¦ Liz Kenny ¦ Former Trade Consultant", ["Liz Kenny"]),
            ("By Will Carter", ["Will Carter"]),
            ("Posted by Ann Lee, Max Roe, Eva Klein and Tom Hill", ["Ann Lee", "Max Roe", "Eva Klein", "Tom Hill"]),
            ("Por Ana Ruiz ¦ La nota es de", ["Ana Ruiz"]),
            ("Von Brücken über den Fluss", []),
            ("Von Max Müller und Eva Klein, Berlin", ["Max Müller", "Eva Klein"]),
            ("APP | Ann Lee", ["Ann Lee"]),
            ("Propos recueillis par Marie Blanc", ["Marie Blanc"]),
            ("记者 王小明", ["王小明"]),
            ("文・山田太郎", ["山田太郎"]),
            ("부산, 울산 ¦ 나무늘 ¦ 기자 ¦ n@courier.example", ["나무늘"]),
            ("나무늘·강바다 기자", ["나무늘", "강바다"]),
            ("[부산=가람통신] 강바다 선임기자", ["강바다"]),
            ("By Dan Hill", ["Dan Hill"]),
            ("Dan Hill", ["Dan Hill"]),
            ("Oleh Budi Santoso dan Siti Aminah", ["Budi Santoso", "Siti Aminah"]),
            ("By Con Roe, Ja Lee and En Vo", ["Con Roe", "Ja Lee", "En Vo"]),
            ("Por ANA RUIZ Y JUAN GIL", ["ANA RUIZ", "JUAN GIL"]),
            ("By John E Hill and Sara Y Mir", ["John E Hill", "Sara Y Mir"]),
            ("By Ann Lee And Max Roe", ["Ann Lee", "Max Roe"]),
            ("By Ann Lee (reporting) and Max Roe (photography)", ["Ann Lee"]),
            ("by ¦ Ann Lee ¦ in ¦ Rivers ¦ Floods", ["Ann Lee"]),
            ("By ¦ Ann Lee ¦ Reporting from ¦ Newark, Delaware", ["Ann Lee"]),
            ("Ann Lee ¦ Twitter account of Ann Lee", ["Ann Lee"]),
            ("By pressadmin", []),
            ("By Friday Olu and Sunday Ade", ["Friday Olu", "Sunday Ade"]),
            ("By Mon Rivera Sat 5 May", ["Mon Rivera"]),
            ("By Ann Lee Sunday May 5", ["Ann Lee"]),
            ("By Ann Lee Monday at noon", ["Ann Lee"]),
            ("By Ann Lee, Crime and Courts Reporter", ["Ann Lee"]),
            ("By ¦ Ann Lee ¦ Showbiz & TV Reporter ¦ Max Roe", ["Ann Lee", "Max Roe"]),
            ("By Ann Lee, Roe and Max Hill, Staff Writer", ["Ann Lee", "Roe", "Max Hill"]),
            ("Von unserem Korrespondenten Max Müller", ["Max Müller"]),
            ("Von unserer Redaktion", []),
            ("Eine Reportage von Eva Klein", ["Eva Klein"]),
            ("Dal nostro inviato Marco Blu", ["Marco Blu"]),
            ("A cura di Marco Blu", ["Marco Blu"]),
            ("A cura della redazione", []),
            ("Teksti Aino Virta, kuvat Olli Salo", ["Aino Virta"]),
            ("Oprac. Jan Rzeka", ["Jan Rzeka"]),
            ("Автор статті: Олена Річка", ["Олена Річка"]),
            ("本报记者 王小明 李河", ["王小明", "李河"]),
            ("新华社记者王小明", ["王小明"]),
            ("Isinulat ni Juan Ilog", ["Juan Ilog"]),
            ("Updated by Ann Lee", []),
            ("March 5, 2021", []),
            ("Posted by admin on May 5", []),
            ("Business", []),
            ("Read more about it", []),
            ("By Tuesday the water had gone", []),
            ("By this.", []),
            ("By YouTube", []),
            ("作者：町を歩く。靴が薄い", []),
        ],
    )
    def test_persons(self, text: str, persons: list[str]) -> None:
        assert [p.name for p in read_line(text).persons] == persons

    @pytest.mark.parametrize(
        ("text", "agencies"),
        [
            ("By Web Desk", ["Web Desk"]),
            ("AFP", ["AFP"]),
            ("By Ann Lee, Associated Press", ["Associated Press"]),
            ("By Ann Lee and Max Roe, Arts and Culture Correspondents", []),
            ("Sun Valley Editorial Board", ["Sun Valley Editorial Board"]),
            ("ویب ڈیسک", ["ویب ڈیسک"]),
            ("Our Correspondent", ["Our Correspondent"]),
            ("By Our Correspondent | APP", ["Our Correspondent", "APP"]),
            ("By Ali Khan & Our Reporter", ["Our Reporter"]),
            ("স্টাফ রিপোর্টার", ["স্টাফ রিপোর্টার"]),
        ],
    )
    def test_agencies_and_desks(self, text: str, agencies: list[str]) -> None:
        assert read_line(text).agencies == agencies

    def test_place(self) -> None:
        assert read_line("By Ali Khan in Lahore").place == "Lahore"

    def test_role(self) -> None:
        assert read_line("By Joe Smith, Senior Writer").persons[0].role == "Senior Writer"
        assert read_line("by Ann Lee | Senior Reporter").persons[0].role == "Senior Reporter"
        assert read_line("By Ann Lee, Health & Science Editor").persons[0].role == "Health & Science Editor"
        assert read_line("By ¦ Ann Lee ¦ Founder and Lead Reviewer").persons[0].role == "Founder and Lead Reviewer"
        assert read_line("By ¦ Ann Lee ¦ Ann is the Rivers Editor here").persons[0].role is None
        gardener = read_line("Written by ¦ Ann Lee ¦ Gardener & Cook")
        assert [(p.name, p.role) for p in gardener.persons] == [("Ann Lee", "Gardener & Cook")]
        assert [p.role for p in read_line("By Ann Lee and Max Roe, Staff Writers").persons] == ["Staff Writers"] * 2
        german = read_line("Von Eva Klein ¦ Leitender Wirtschaftsredakteur")
        assert [(p.name, p.role) for p in german.persons] == [("Eva Klein", "Leitender Wirtschaftsredakteur")]

    @given(st.text(max_size=120))
    def test_any_text_is_a_line(self, text: str) -> None:
        line = read_line(text, trusted=True)
        assert all(p.name.strip() for p in line.persons)


class TestPages:
    def test_structured_person(self) -> None:
        found = byline(
            story(
                ld(
                    '{"@type":"Person","name":"Ann Lee","url":"/author/ann","jobTitle":"Editor","description":"Ann Lee writes about rivers."}'
                ),
                "<p class=byline>By <a rel=author href='/author/ann'>Ann Lee</a></p>",
            )
        )
        assert [(a.name, a.role, a.url, a.bio) for a in found.authors] == [
            ("Ann Lee", "Editor", "https://news.example/author/ann", "Ann Lee writes about rivers.")
        ]

    def test_author_by_reference_in_a_graph(self) -> None:
        graph = '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ann Lee"}]}</script>'
        assert [a.name for a in byline(story(graph)).authors] == ["Ann Lee"]

    def test_visible_byline_of_two(self) -> None:
        found = byline(story(under="<div class='byline'>By Ali Khan and Sara Ahmed</div>"))
        assert ([a.name for a in found.authors], found.raw) == (
            ["Ali Khan", "Sara Ahmed"],
            "By Ali Khan and Sara Ahmed",
        )

    def test_what_the_whole_page_is_called_makes_its_byline_nobody_elses(self) -> None:
        page = story(under="<div class=byline>By <a rel=author href=/author/ali>Ali Khan</a></div>")
        page = page.replace("<body>", "<body class='has-comments related sidebar'>")
        assert [a.name for a in byline(page).authors] == ["Ali Khan"]

    def test_what_an_author_says_under_the_text_is_no_biography(self) -> None:
        said = "<p>Ali Khan, who wrote this, is a reporter in Lahore and thanks all readers for their letters.</p>"

        def biography(around: str) -> str | None:
            after = f"<section class={around}><div class=author-bio>{said}</div></section>"
            return byline(story(under="<div class=byline>By Ali Khan</div>", after=after)).authors[0].bio

        assert biography("about") is not None
        assert biography("comments") is None

    def test_a_name_within_another_is_the_same_person(self) -> None:
        names = ("Ana Ruiz", "Ana Ruiz Lima")
        lines = "".join(f"<div class=byline>By <a rel=author href=/author/ana>{name}</a></div>" for name in names)
        assert [a.name for a in byline(story(under=lines)).authors] == ["Ana Ruiz Lima"]

    def test_companions_of_one_line_are_no_rivals(self) -> None:
        line = "<span class='byline'>Posted by Ann Lee, Max Roe, Eva Klein and Tom Hill</span>"
        assert [a.name for a in byline(story(under=line)).authors] == ["Ann Lee", "Max Roe", "Eva Klein", "Tom Hill"]

    def test_links_to_profiles_side_by_side(self) -> None:
        links = " | ".join(
            f"<a class=byline__link href='/authors/{n}/x'>{name}</a>" for n, name in enumerate(("Ali Raza", "Sana Mir"))
        )
        assert [a.name for a in byline(story(under=f"<span class=byline>By {links}</span>")).authors] == [
            "Ali Raza",
            "Sana Mir",
        ]

    def test_first_and_last_name_in_elements_of_their_own(self) -> None:
        line = "<a rel=author class=author><span class=firstname>Ann Mary</span> <span class=lastname>Lee</span></a>"
        assert [a.name for a in byline(story(under=f"<div class=byline>{line}</div>")).authors] == ["Ann Mary Lee"]

    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("<p><strong>Ann Lee/Tom Roe</strong></p>", ["Ann Lee", "Tom Roe"]),
            ("<p><em>Water in every street</em></p><p><b>ANN LEE</b></p>", ["Ann Lee"]),
            ("<p>Ann Lee</p>", []),
            ("<p><strong>Water in every street</strong></p>", []),
            ("<p><strong>River Board Council</strong></p>", []),
        ],
    )
    def test_a_name_that_opens_the_text_in_bold(self, line: str, names: list[str]) -> None:
        html = story().replace("<div class='entry-content'>", f"<div class='entry-content'>{line}")
        assert [a.name for a in byline(html).authors] == names

    def test_an_agency_directly_behind_a_name(self) -> None:
        read = [read_line(f"By {line}") for line in ("Ann Lee The Associated Press", "Tom Roe Reuters", "Tom Reuters")]
        assert [([p.name for p in line.persons], line.agencies) for line in read] == [
            (["Ann Lee"], ["The Associated Press"]),
            (["Tom Roe"], ["Reuters"]),
            (["Tom Reuters"], []),
        ]

    def test_what_stands_in_no_name_is_counted_up_to_the_date(self) -> None:
        lines = ("By Ann Lee and Tom Roe | 5 March 2021", "Our valley guide Ann Lee, Tom Roe")
        assert [read_line(line).rest for line in lines] == [0, 23]

    def test_a_name_of_the_data_that_the_page_prints_by_the_headline(self) -> None:
        page = Page(
            Document("https://news.example/a", story(ld('"Ann Lee"'), "<p>Ann Lee |</p>").encode()), fetched_at=FETCHED
        )
        (row,) = features(candidates(page), page)
        silent = Page(Document("https://news.example/a", story(ld('"Ann Lee"')).encode()), fetched_at=FETCHED)
        (other,) = features(candidates(silent), silent)
        columns = [FEATURES.index(name) for name in ("echoes", "echo_after")]
        assert [row[c] for c in columns] == [1, 1]
        assert [other[c] for c in columns] == [0, 999]

    def test_agency_is_apart_from_the_person(self) -> None:
        found = byline(
            story(under="<div class='byline'>By <a rel=author href='/author/ali'>Ali Khan</a>, Reuters</div>")
        )
        assert [a.name for a in found.authors] == ["Ali Khan"]
        assert found.agencies == ["Reuters"]

    def test_a_comma_follows_its_word(self) -> None:
        line = "<p class=byline>By <a rel=author href='/author/ann'>Ann Lee</a>, Rivers Editor</p>"
        assert byline(story(under=line)).raw == "By Ann Lee, Rivers Editor"

    def test_biography_and_contact_of_the_author_box(self) -> None:
        box = "<div class='author-box'><h4>Ann Lee</h4><p>She is the Rivers Editor at the Valley Courier. Write to ann.l[at]courier.example</p></div>"
        (author,) = byline(
            story(under="<div class='byline'>By <a rel=author href='/author/ann'>Ann Lee</a></div>", after=box)
        ).authors
        assert author.bio == "She is the Rivers Editor at the Valley Courier. Write to ann.l[at]courier.example"
        assert author.role == "Rivers Editor"
        assert author.contact == "ann.l[at]courier.example"

    @pytest.mark.parametrize(
        ("said", "bio"),
        [
            ("Email Ann Lee is a reporter who grows <b>rice</b> .", "Ann Lee is a reporter who grows rice."),
            ("Ann Lee writes on rice &amp; rivers.", "Ann Lee writes on rice & rivers."),
            ("", None),
            ("Email", None),
            ("Ann Lee Rivers Editor Ann is the editor of all rivers.", "Ann is the editor of all rivers."),
            ("See all of her feeds and archives in one place", None),
            ("Max Roe, who took part in this from the valley", None),
            ("Get notifications on {{subject}} daily. It is easy.", None),
        ],
    )
    def test_a_biography_tells_something_and_begins_with_no_link(self, said: str, bio: str | None) -> None:
        def person(name: str, about: str = "") -> str:
            return f'{{"@type":"Person","name":"{name}","jobTitle":"Rivers Editor","description":"{about}"}}'

        html = story(
            ld(f"[{person('Ann Lee', said)},{person('Max Roe')}]"), "<p class=byline>By Ann Lee and Max Roe</p>"
        )
        (author, _) = byline(html).authors
        assert (author.name, author.bio) == ("Ann Lee", bio)

    def test_the_byline_again_is_no_biography(self) -> None:
        line = "By Ann Lee and Max Roe, 3 March 2021, read in 5 minutes"
        box = f"<div class=author-box>{line}</div>"
        authors = byline(story(under=f"<p class=byline>{line}</p>", after=box)).authors
        assert [(a.name, a.bio) for a in authors] == [("Ann Lee", None), ("Max Roe", None)]

    def test_nothing_where_there_is_none(self) -> None:
        assert byline(story()) == Byline()

    def test_a_commenter_is_no_author(self) -> None:
        comments = "<section id=comments><ol class=comment-list><li class=comment><span class='comment-author vcard'><b class=fn>Bob Reader</b></span><p>Good.</p></li></ol></section>"
        assert byline(story(after=comments)).authors == []

    def test_what_the_thread_claims_is_left_out(self) -> None:
        odd = "<div class=x1><div class='author'>By Bob Reader</div><p>Good.</p></div>"
        assert byline(story(after=odd), exclude="//div[@class='x1']").authors == []

    def test_a_section_or_date_is_no_author(self) -> None:
        assert (
            byline(story("<meta name=author content=Business>", "<div class='byline'>March 5, 2021</div>")).authors
            == []
        )

    def test_related_stories_have_other_authors(self) -> None:
        related = "<aside class='related-posts'><div class=card><h3>Another</h3><span class=byline>By Carl Other</span></div></aside>"
        assert [
            a.name
            for a in byline(
                story(under="<div class='byline'>By <a rel=author href='/author/ann'>Ann Lee</a></div>", after=related)
            ).authors
        ] == ["Ann Lee"]

    def test_a_theme_that_names_the_byline_as_those_of_its_teasers(self) -> None:
        def signed(name: str) -> str:
            return f"<div class=latest-by>By <a href='/author/{name[:3]}/'>{name}</a></div>"

        own = f"<div class=meta><a href='/share?u=1'>Share this story with all of your friends</a>{signed('Ann Lee')}</div>"
        cards = "".join(
            f"<div class=card><a href='/b/{n}'>Another story from the valley and its rivers</a>{signed(name)}</div>"
            for n, name in enumerate(("Carl Other", "Dora Other", "Emil Other"))
        )
        assert [a.name for a in byline(story(under=own, after=cards)).authors] == ["Ann Lee"]

    def test_the_site_s_own_name_is_no_place(self) -> None:
        body = Body(blocks=[Block("paragraph", None, "VALLEY COURIER: The river rose.")])
        named = "<meta property=og:site_name content='Valley Courier'>"
        assert [byline(story(head), body=body).dateline for head in ("", named)] == ["VALLEY COURIER", None]

    def test_the_name_of_an_organisation_is_one(self) -> None:
        house = '{"@type":"Organization","name":"Centre for Rivers and Floods"}'
        page = Page(Document("https://news.example/a", story(ld(house)).encode()), fetched_at=FETCHED)
        assert [m.name for ms in candidates(page).values() for m in ms] == ["Centre for Rivers and Floods"]

    def test_whose_picture_it_is_wrote_nothing(self) -> None:
        credit = "<p class=summary><span class='photo-credit'>By COAST GUARD</span></p>"
        assert byline(story(under=credit)) == Byline()

    def test_the_publisher_that_no_reader_sees_signs_no_news(self) -> None:
        house = '{"@type":"Organization","name":"The Valley Courier"}'
        head = ld(house) + ld(f'[{house}],"creator":{house}') + "<meta name=author content='The Valley Courier'>"
        assert byline(story(head)) == Byline()
        printed = byline(story(head, "<div class=byline>By The Valley Courier</div>"))
        assert [(a.name, a.role) for a in printed.authors] == [("The Valley Courier", "organization")]

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("LAHORE: The river rose.", "LAHORE"),
            ("KARACHI, Pakistan (AP) — The river rose.", "KARACHI"),
            ("GİRESUN - The river rose.", "GİRESUN"),
            ("LA PAZ, Bolivia (AP) — The river rose.", "LA PAZ"),
            ("TAMPA, Fla.- The river rose.", "TAMPA"),
            ("GROTON ― The river rose.", "GROTON"),
            ("Lima.- The river rose.", "Lima"),
            ("Santa Rosa, California—The river rose.", "Santa Rosa"),
            ("Frankfurt/Main (dpa) - The river rose.", "Frankfurt/Main"),
            ("HOLIDAY HOME - RIVERTOWN / MILLSTONE", None),
            ("The river rose: again.", None),
            ("FILE PHOTO: The river rose.", None),
            ("EDITOR'S NOTE: The river rose.", None),
            ("لاہور (ویب ڈیسک) دریا کا پانی بڑھ گیا", "لاہور"),
        ],
    )
    def test_dateline(self, text: str, place: str | None) -> None:
        assert byline(story(), body=Body(blocks=[Block("paragraph", None, text)])).dateline == place

    @pytest.mark.parametrize("line", ["Millford -", "MILLFORD, Wash. —"])
    def test_dateline_in_a_paragraph_of_its_own(self, line: str) -> None:
        blocks = [Block("paragraph", None, text) for text in (line, "The river rose.")]
        assert (byline(story(), body=Body(blocks=blocks)).dateline or "").title() == "Millford"


class TestSiteFiles:
    def test_the_selector_wins_and_the_disagreement_is_counted(self) -> None:
        site = Site(name="s", hosts=("news.example",), selectors={"authors": ".writer::text"})
        html = story(
            ld('{"@type":"Person","name":"Ann Lee"}'),
            "<span class=byline>By Ann Lee</span><i class=writer>Carl Other</i>",
        )
        page = Page(Document("https://news.example/a/story", html.encode()), fetched_at=FETCHED, site=site)
        assert [a.name for a in read_byline(page, Body()).authors] == ["Carl Other"]
        assert page.disagreements == ["authors"]

    def test_a_selector_that_finds_no_name_corrects_nothing_and_is_counted(self) -> None:
        site = Site(name="s", hosts=("news.example",), selectors={"authors": ".writer::text"})
        html = story(
            ld('{"@type":"Person","name":"Ann Lee"}'), "<span class=byline>By Ann Lee</span><i class=writer>3 min</i>"
        )
        page = Page(Document("https://news.example/a/story", html.encode()), fetched_at=FETCHED, site=site)
        assert [a.name for a in read_byline(page, Body()).authors] == ["Ann Lee"]
        assert page.disagreements == ["authors"]

    def test_agreement_is_no_disagreement(self) -> None:
        site = Site(name="s", hosts=("news.example",), selectors={"authors": ".byline::text"})
        html = story(ld('{"@type":"Person","name":"Ann Lee"}'), "<span class=byline>By Ann Lee</span>")
        page = Page(Document("https://news.example/a/story", html.encode()), fetched_at=FETCHED, site=site)
        assert [a.name for a in read_byline(page, Body()).authors] == ["Ann Lee"]
        assert page.disagreements == []


@pytest.mark.skipif(not SEED.exists(), reason="../shared/seed is not here")
def test_the_first_acceptance_case() -> None:
    page = Page(Document("https://propakistani.pk/2016/04/05/x/", SEED.read_bytes()), fetched_at=FETCHED)
    (author,) = read_byline(page, Body()).authors
    assert author.name == "Aadil Shadman"
    assert author.role == "Chief Content Officer"
    assert author.bio == "He is the Chief Content Officer at ProPakistani. Reach out at aadil.s[at]propakistani.pk"
    assert author.contact == "aadil.s[at]propakistani.pk"


def test_a_name_in_print_is_the_longer_one_of_the_data() -> None:
    found = byline(
        story(
            ld('{"@type":"Person","name":"Ana Maria Ruiz"}'),
            "<p class=byline>By <a rel=author href=/author/ana>Ana Ruiz</a></p>",
        )
    )
    assert [(a.name, a.url) for a in found.authors] == [("Ana Maria Ruiz", "https://news.example/author/ana")]


@pytest.mark.parametrize(
    "text",
    [
        "By Ana Ruiz", "by: Ana Ruiz", "| By Ana Ruiz", "Written by Ana Ruiz", "Ein Artikel von Jan Beck", "Von Jan Beck",
        "Par Luc Roy", "Autor: Jan Beck", "Автор: Анна Иванова", "Текст: Анна", "Tác giả: Lan", "تحریر: علی خان", "از: علی",
        "كتب أحمد", "کتبت سارة", "लेखक: राम", "প্রতিবেদক: রহিম", "作者:李明", "記者：王", "文・田中", "文：田中", "김철수 기자",
        "Penulis: Budi", "Reporting by Ana Ruiz",
    ],
)  # fmt: skip
def test_every_introduction_of_an_author_begins_as_introductions_do(text: str) -> None:
    found = Page(
        Document("https://example.org/a", f"<p>{text}</p>".encode()), fetched_at=datetime(2026, 11, 1, tzinfo=UTC)
    ).furniture
    assert [piece.kinds & INTRODUCED for piece in found.pieces] == [INTRODUCED]


@pytest.mark.parametrize(("holder", "zone"), [("article", 0), ("div", FOREIGN)])
def test_the_footer_of_an_article_is_its_own(holder: str, zone: int) -> None:
    flat = Flat(markup.fromstring(f"<body><{holder}><p>Text.</p><footer><p>Ann Lee</p></footer></{holder}></body>"))
    assert Furniture(flat).zone(flat.tags.index("footer") + 1) == zone


@pytest.mark.parametrize("kind", ["node--type-newsletter-article", "format-gallery", "category-latest-news"])
def test_the_kind_of_a_post_in_its_classes_is_no_zone(kind: str) -> None:
    assert zones_of(f"post {kind}") == 0
    assert zones_of(f"post x-{kind}") == FOREIGN
