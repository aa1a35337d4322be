"""What pages write into the smaller fields of a record, and what of it is the field: images, credits, biographies, the
site's own name, sections, places."""

from __future__ import annotations

import json

import pytest

from ecorridor_scraper.extraction import extract
from ecorridor_scraper.items import Image

from .article_pages import FETCHED, ONE, REST, TEXT, TITLE, paragraphs, read, story

PICTURE = "https://paper.example/i/1.jpg"
BODY = paragraphs(*TEXT["en"])


class TestAddresses:
    @pytest.mark.parametrize(
        "element",
        [
            "<img src=/i/1.jpg data-src='/i/1.jpg?w={width}&amp;h={height}'>",
            "<img src='/i/1.jpg 1470w'>",
            """<img src="if(this.src!='https://paper.example/i/0.jpg') this.src=''" srcset="/i/1.jpg 2x">""",
            """<img data-src='{"default":"//img.example/0.jpg?w=75"}' src=/i/1.jpg>""",
            "<img data-src=https://img.example/ src=/i/1.jpg>",
        ],
    )
    def test_what_a_script_fills_is_no_picture(self, element: str) -> None:
        assert [i.url for i in read(story(f"<figure>{element}</figure>{BODY}")).images] == [PICTURE]

    def test_template_without_anything_else_is_no_picture(self) -> None:
        figure = "<figure><img data-url='/image/44_${formatId}.jpg' alt=Canal></figure>"
        assert read(story(figure + BODY)).images == []

    def test_spaces_in_the_name_of_a_file(self) -> None:
        head = "<meta property=og:image content='/i/The old bank.jpg'>"
        assert read(story(BODY), head).main_image == Image("https://paper.example/i/The%20old%20bank.jpg")

    @pytest.mark.parametrize(
        "element",
        [
            "<a href=/shop><img src=/i/Banner-shop.jpg></a>",
            "<img src=/i/newsletter_we.png>",
            "<img src=/i/bullets.jpg>",
        ],
    )
    def test_banners_and_bullets_are_no_pictures(self, element: str) -> None:
        assert read(story(f"{paragraphs(ONE)}<p>{element}</p>{REST}")).images == []

    def test_front_page_is_no_picture(self) -> None:
        head = "<meta property=og:image content=https://paper.example>"
        assert read(story(BODY), head).main_image is None


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("The bank at noon. (Ann Lee/AFP via Getty Images)", "The bank at noon.", "Ann Lee/AFP via Getty Images"),
        ("The bank at noon | Ann Lee/Belga via AFP", "The bank at noon", "Ann Lee/Belga via AFP"),
        ("The bank at noon. AP Photo/Ann Lee", "The bank at noon.", "AP Photo/Ann Lee"),
        ("The bank at noon.(HT Photo)", "The bank at noon.", "HT Photo"),
        ("The bank at noon. Reuters", "The bank at noon.", "Reuters"),
        ("Das Ufer. – © Ann Lee – stock.adobe.com", "Das Ufer.", "Ann Lee – stock.adobe.com"),
        ("Das Ufer. Bild: annlee/Shutterstock.com", "Das Ufer.", "annlee/Shutterstock.com"),
        ("Das Ufer. Foto: Ann Lee (CC BY 2.0)", "Das Ufer.", "Ann Lee"),
        ("Fotoğraf : Ayşe Kaya/AA", None, "Ayşe Kaya/AA"),
        ("Ann Lee/Getty Images", None, "Ann Lee/Getty Images"),
        ("Shutterstock", None, "Shutterstock"),
        ("The Getty Museum, seen from the canal.", "The Getty Museum, seen from the canal.", None),
        ("The bank/the ferry: who pays. Not the state", "The bank/the ferry: who pays. Not the state", None),
    ],
)
def test_whose_picture_it_is(printed: str, caption: str | None, credit: str | None) -> None:
    figure = f"<figure><img src=/i/1.jpg><figcaption>{printed}</figcaption></figure>"
    assert read(story(figure + BODY)).images == [Image(PICTURE, caption, credit)]


def box(bio: str) -> str:
    return f"<div class=author-box><h4>Ann Lee</h4><div class=bio>{bio}</div></div>"


class TestBiographies:
    ABOUT = "Ann Lee has written about rivers and small towns since 2009."

    @pytest.mark.parametrize(
        "bio",
        [
            "Ann Lee has written about rivers and small towns since 2009. View all articles by this author",
            "Ann Lee has written about rivers and small towns since 2009. Sign up to receive email alerts",
            "0206-515-5699 or alee@paper.example; Ann Lee has written about rivers and small towns since 2009.",
        ],
    )
    def test_links_and_numbers_around_it(self, bio: str) -> None:
        above = "<p class=byline>By <a rel=author href=/author/ann-lee>Ann Lee</a></p>"
        (author,) = read(story(BODY, above=above, below=box(bio))).authors
        assert author.bio == self.ABOUT

    @pytest.mark.parametrize(
        ("bio", "told"),
        [
            (
                "Stand: 5. Februar 2026 Ann Lee Ann Lee has written about rivers since 2009.",
                "Ann Lee has written about rivers since 2009.",
            ),
            (
                "Staff Writer, The Delta Ann Lee has written about rivers since 2009.",
                "Ann Lee has written about rivers since 2009.",
            ),
            ("hails from the delta, where she grows rice.", "Ann Lee hails from the delta, where she grows rice."),
            (
                "Author of a book on dykes, Ann Lee has lived in nine ports.",
                "Author of a book on dykes, Ann Lee has lived in nine ports.",
            ),
            ("Ann Lee writes about rivers. View full profile", "Ann Lee writes about rivers."),
            ("Ann Lee writes about rivers. twitter email", "Ann Lee writes about rivers."),
            ("Dec. 22, 2026 5:00 a.m. PT Senior reporter Ann Lee has won a prize.", "Ann Lee has won a prize."),
            ("Published 3 October 2026, 10:22 The council votes. It has to pay.", None),
        ],
    )
    def test_what_stands_before_and_behind_it(self, bio: str, told: str | None) -> None:
        data = {"@type": "NewsArticle", "author": {"@type": "Person", "name": "Ann Lee", "description": bio}}
        head = f"<script type=application/ld+json>{json.dumps(data)}</script>"
        (author,) = read(story(BODY, above="<p class=byline>By Ann Lee</p>"), head).authors
        assert author.bio == told

    def test_address_ends_with_its_sentence(self) -> None:
        above = "<p class=byline>By <a rel=author href=/author/ann-lee>Ann Lee</a></p>"
        bio = "Ann Lee covers the canal. Write to alee@paper.example. And subscribe to stay up to date on the news."
        (author,) = read(story(BODY, above=above, below=box(bio))).authors
        assert author.contact == "alee@paper.example"

    @pytest.mark.parametrize("address", ["https://paper.example/", "https://paper.example/news/canal"])
    def test_front_page_and_the_article_are_no_profile(self, address: str) -> None:
        data = f'{{"@type":"NewsArticle","author":{{"@type":"Person","name":"Ann Lee","url":"{address}"}}}}'
        above = "<p class=byline>By Ann Lee</p>"
        head = f"<script type=application/ld+json>{data}</script>"
        (author,) = read(story(BODY, above=above), head).authors
        assert author.url is None

    def test_link_alone_is_none(self) -> None:
        above = "<p class=byline>By <a rel=author href=/author/ann-lee>Ann Lee</a></p>"
        (author,) = read(story(BODY, above=above, below=box("View all articles by this author"))).authors
        assert author.bio is None

    @pytest.mark.parametrize("line", ["View author archive", "Find this author on Scholar", "#author", "Autor"])
    def test_link_beside_a_name_is_no_role(self, line: str) -> None:
        above = f"<p class=byline>By <a rel=author href=/author/ann-lee>Ann Lee</a> <a href=/x>{line}</a></p>"
        (author,) = read(story(BODY, above=above)).authors
        assert author.role is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann (Nan) Lee", ["Ann Lee"]),
        ("[田中宏昌，山田花子]", ["田中宏昌", "山田花子"]),
        ("par plusieurs organisations syndicales.", []),
        ("von anderen Anbietern:", []),
        ("Autor: www.paper.example Data: 28-04-2026, 09:29", []),
    ],
)
def test_lines_that_are_no_names(line: str, names: list[str]) -> None:
    above = f"<div class=autor>{line}</div>"
    assert [p.name for p in read(story(paragraphs(ONE) + REST, above=above)).authors] == names


def test_agency_at_the_end_of_a_sentence() -> None:
    assert read(
        story(paragraphs(ONE) + REST, above="<p class=byline>Reporting by The Associated Press.</p>")
    ).agencies == ["The Associated Press"]


class TestHeadline:
    @pytest.mark.parametrize(
        ("title", "site"),
        [
            (f"{TITLE} – The Valley Paper", "The Valley Paper"),
            (f"{TITLE} - Pa Per", "paper.example"),
        ],
    )
    def test_site_in_all_that_gives_it(self, title: str, site: str) -> None:
        head = f"<meta property=og:site_name content='{site}'><meta property=og:title content='{title}'>"
        page = story(BODY).replace(f"<h1>{TITLE}", f"<h1>{title}")
        assert read(page, head, title=title).headline == TITLE

    def test_name_of_a_board_on_a_host_of_its_own(self) -> None:
        page = (
            f"<html><head><title>{TITLE} - MyDelta Community Forum</title></head><body><div>{BODY}</div></body></html>"
        )
        assert extract(page, "https://forum.mydelta.example/t/1", fetched_at=FETCHED).article.headline == TITLE

    def test_view_of_a_topic(self) -> None:
        title = f"Paper • View topic - {TITLE}"
        assert read(f"<div>{BODY}</div>", title=title).headline == TITLE

    def test_print_of_the_site_before_two_colons(self) -> None:
        head = "<meta property=og:site_name content='Valley Paper'>"
        page = story(BODY).replace(f"<h1>{TITLE}</h1>", "")
        assert read(page, head, title=f"Valley Paper mobile :: {TITLE}").headline == TITLE

    def test_long_kicker_in_the_heading(self) -> None:
        title = "Water board: a fifth of the money must go into the old dykes, say engineers"
        head = f"<meta property=og:title content='{title}'>"
        page = story(BODY).replace(f"<h1>{TITLE}", f"<h1><span>Investments in river defences</span> {title}")
        assert read(page, head, title=title).headline == title

    def test_entity_that_was_escaped_twice(self) -> None:
        head = "<meta property=og:title content='Dykes, locks &amp;#x26; ferries of the delta'>"
        assert read(f"<article>{BODY}</article>", head, title="x").headline == "Dykes, locks & ferries of the delta"


def ld(name: str) -> str:
    return f'<script type=application/ld+json>{{"@type":"NewsArticle","publisher":{{"name":"{name}"}}}}</script>'


@pytest.mark.parametrize("path", ["/?p=9", "/pass/?p=9"])
def test_a_category_that_only_the_query_tells_is_the_section(path: str) -> None:
    link = f'<div class="taxonomy-category wp-block-post-terms"><a href="{path.partition("p=")[0]}cat=3" rel="tag">Rivers</a></div>'
    assert read(story(BODY + link), path=path).section == "Rivers"


class TestPublisher:
    @pytest.mark.parametrize(
        ("site", "name"),
        [
            ("Paper | Madison, Wisconsin", "Paper"),
            ("All the news first｜PAPER", "PAPER"),
            ("Paper & Sons - The Review", "Paper & Sons - The Review"),
            ("Ledger | Madison", "Ledger | Madison"),
            ("Example Club UK | Paper", "Example Club UK | Paper"),
        ],
    )
    def test_slogan_behind_a_bar(self, site: str, name: str) -> None:
        assert read(story(BODY), f'<meta property=og:site_name content="{site}">').publisher == name

    def test_section_in_its_place(self) -> None:
        head = f"<meta property=og:site_name content=Science>{ld('The Valley Paper')}"
        assert read(story(BODY), head, path="/science/dykes").publisher == "The Valley Paper"

    @pytest.mark.parametrize(
        "link",
        [
            '<p class="site-title"><a href="/pass/">The Upper Post</a></p>',
            '<h1 class="wp-block-site-title"><a href="/pass/" rel="home">The Upper Post</a></h1>',
        ],
    )
    def test_title_of_a_site_in_a_folder(self, link: str) -> None:
        article = read(link + story(BODY), title=f"{TITLE} – The Upper Post", path="/pass/2026/dykes/")
        assert (article.publisher, article.section) == ("The Upper Post", None)

    def test_host_in_its_place(self) -> None:
        head = f"<meta property=og:site_name content=www.paper.example>{ld('PaPer')}"
        assert read(story(BODY), head).publisher == "PaPer"


class TestSubjects:
    @pytest.mark.parametrize("name", ["null", "Uncategorised", "« Back to the blog", "Next »", "Jetzt anmelden!"])
    def test_no_section(self, name: str) -> None:
        assert read(story(BODY), f"<meta property=article:section content='{name}'>").section is None

    @pytest.mark.parametrize(
        ("name", "section"),
        [("The Delta", None), ("The Delta | World", "World"), ("/ Press room", "Press room"), ("Search", None)],
    )
    def test_what_the_site_is_called_is_no_section(self, name: str, section: str | None) -> None:
        head = f"<meta property=og:site_name content='The Delta'><meta property=article:section content='{name}'>"
        assert read(story(BODY), head).section == section

    def test_section_of_the_address_may_be_called_like_the_site(self) -> None:
        head = "<meta property=og:site_name content=Health><meta property=article:section content=Health>"
        assert read(story(BODY), head, path="/health/dykes").section == "Health"

    def test_tags_of_the_system(self) -> None:
        head = "<meta property=article:tag content='_evergreen'><meta property=article:tag content='Water'>"
        assert read(story(BODY), head).tags == ["Water"]

    def test_records_of_the_system_are_no_tags(self) -> None:
        keys = ["content-type: Feature", "locale: US", "contentId: 4711", "Water: a history"]
        head = "".join(f"<meta property=article:tag content='{key}'>" for key in keys)
        assert read(story(BODY), head).tags == ["Water: a history"]

    def test_how_many_articles_have_a_tag(self) -> None:
        below = "<div class=tags><a href=/tag/water>water 24</a><a href=/tag/dykes>dykes (3)</a></div>"
        assert read(story(BODY, below=below)).tags == ["water", "dykes"]


def test_credit_in_the_caption_of_the_data() -> None:
    image = '{"@type":"ImageObject","url":"/i/1.jpg","caption":"The weir at noon. Foto: Ann Lee/Reuters"}'
    head = f'<script type=application/ld+json>{{"@type":"NewsArticle","image":{image}}}</script>'
    assert read(story(BODY), head).main_image == Image(PICTURE, "The weir at noon.", "Ann Lee/Reuters")


def test_standfirst_that_is_the_byline_is_none() -> None:
    above = "<h2>October 11, 2026 by Ann Huerter</h2>"
    a = read(story(BODY, above=above))
    assert (a.alternative_headline, [p.name for p in a.authors]) == (None, ["Ann Huerter"])


class TestDateline:
    def test_agency_behind_the_place(self) -> None:
        text = paragraphs(f"НОВЫЙ БЕРЕГ. АГЕНТСТВО – {ONE}")
        assert read(story(text + REST), lang="ru").dateline == "НОВЫЙ БЕРЕГ"

    def test_speaker_is_no_place(self) -> None:
        lines = [f"ANN LEE: {TEXT['en'][0]}", TEXT["en"][1], f"Lee: {TEXT['en'][3]}", TEXT["en"][4]]
        assert read(story(paragraphs(*lines))).dateline is None
