"""What pages that nobody had seen taught of every field but the body: each a small page in the markup of its system."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction import extract
from ecorridor_scraper.items import Image

from .article_pages import FETCHED, ONE, REST, TEXT, THREE, TITLE, TWO, paragraphs, read, story


class TestImages:
    OG = "<meta property=og:image content=https://img.example/share.jpg>"

    @pytest.mark.parametrize(
        ("caption", "expected"),
        [
            ("<figcaption><span>The bank.</span> Photograph: Jo Askew/The Herald</figcaption>", "Jo Askew/The Herald"),
            ("<figcaption>The bank. (Photo by Jo Askew)</figcaption>", "Jo Askew"),
            ("<figcaption>The bank. — Reuters</figcaption>", "Reuters"),
            ("<figcaption>The bank. / J. Askew</figcaption>", "J. Askew"),
            ("<figcaption>The bank. <span class=copyright>© Foto: Jo Askew</span></figcaption>", "Jo Askew"),
            (
                "<p><span class=visually-hidden>Image source, </span>J. Askew</p><figcaption>"
                "<span class=visually-hidden>Image caption, </span>The bank.</figcaption>",
                "J. Askew",
            ),
        ],
    )
    def test_main_image_has_what_is_printed_with_the_picture_that_leads(self, caption: str, expected: str) -> None:
        figure = f"<figure><img src=/i/1-750x375.jpg>{caption}</figure>"
        a = read(story(paragraphs(ONE) + REST, above=figure), self.OG)
        assert a.main_image == Image("https://img.example/share.jpg", "The bank.", expected)

    @pytest.mark.parametrize(
        ("caption", "said", "credit"),
        [
            ("The bank of the river.<span>Jo Askew/dpa</span>", "The bank of the river.", "Jo Askew/dpa"),
            (
                "The bank of the river.<span>It rose for three days</span>",
                "The bank of the river. It rose for three days",
                None,
            ),
            ("<span>The Valley Courier</span>The bank of the river", "The Valley Courier The bank of the river", None),
            ("<span>Show caption</span>", None, None),
            ("The bank of the<span>River Authority</span>", "The bank of the River Authority", None),
            (
                "Boats are named.<span>Ann Lee Max Roe Eva Klein Tom Hill</span>",
                "Boats are named. Ann Lee Max Roe Eva Klein Tom Hill",
                None,
            ),
            ("image: Jo H.C. Askew", None, "Jo H.C. Askew"),
        ],
    )
    def test_parts_of_a_caption_that_style_alone_parts(
        self, caption: str, said: str | None, credit: str | None
    ) -> None:
        figure = f"<figure><img src=/i/1.jpg><figcaption>{caption}</figcaption></figure>"
        (image,) = read(story(paragraphs(ONE) + figure + REST)).images
        assert (image.caption, image.credit) == (said, credit)

    @pytest.mark.parametrize(
        ("image", "address"),
        [
            ("<img src=/i/blank.gif data-src=/i/1.jpg>", "https://paper.example/i/1.jpg"),
            ("<img src=/i/placeholder.png srcset='/i/1.jpg 300w, /i/2.jpg 900w'>", "https://paper.example/i/2.jpg"),
            ("<picture><source srcset=/i/1.webp><img src=/i/leer.gif></picture>", "https://paper.example/i/1.webp"),
            ("<img src=/i/blank.gif srcset='data:image/gif;base64,R0lGODlh'>", None),
            ("<img data-src='[place]/1.jpg' src=/i/1.jpg>", "https://paper.example/i/1.jpg"),
            ("<img src=/theme/ico/ico-face.png>", None),
            ("<img src=/theme/facebook.png>", None),
            ("<img src=/i/smilies/wink.gif>", None),
            ("<img src=/i/shoplogo-2.png>", None),
            ("<img src=/i/catalogo.jpg>", "https://paper.example/i/catalogo.jpg"),
            ("<img src=/2009/12/avatar.jpg>", "https://paper.example/2009/12/avatar.jpg"),
        ],
    )
    def test_address_of_a_picture_and_of_what_stands_for_it(self, image: str, address: str | None) -> None:
        found = [i.url for i in read(story(paragraphs(ONE) + f"<p>{image}</p>" + REST)).images]
        assert found == [address] * (address is not None)

    def test_logo_in_the_data_is_no_main_image(self) -> None:
        head = "<meta property=og:image content=https://paper.example/logo-big.png>"
        figure = "<figure><img src=/i/1.jpg></figure>"
        main = read(story(paragraphs(ONE) + REST, above=figure), head).main_image
        assert main is not None
        assert main.url == "https://paper.example/i/1.jpg"

    def test_caption_that_no_figure_holds(self) -> None:
        image = "<div class=featured-image><img src=/i/1.jpg><p class=wp-caption-text>The bank. Photo: NAN</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", "The bank.", "NAN")

    def test_portrait_and_logo_lead_nothing(self) -> None:
        header = '<header><a href="/"><img src=/logo.svg></a></header>'
        byline = "<div class=byline><img src=/me.jpg><a rel=author href=/author/jo>Jo Askew</a></div>"
        assert read(header + story(paragraphs(ONE) + REST, above=byline)).main_image is None


class TestSite:
    def test_blog_post_whose_first_heading_is_the_site(self) -> None:
        a = read(
            f"""<h1 class=title><a href=/>Village Notes</a></h1><div class=date-outer><h2 class=date-header>Thursday, 14 July 2011
            </h2><div class="post hentry"><h3 class="post-title entry-title">{TITLE}</h3><div class="post-body
            entry-content">{ONE}<br><br>{TWO}<br><br>{THREE}</div><div class=post-footer><span class="post-author vcard">
            Posted by <span class=fn><a href=/profile/1 rel=author>Ann Lee</a></span></span> at <a class=timestamp-link
            href=/news/canal><abbr class=published title=2011-07-14T21:35:00+05:30>9:35 pm</abbr></a> <span
            class=post-labels>Labels: <a href=/l/w rel=tag>Water</a></span></div></div></div>""",
            title=f"Village Notes: {TITLE}",
        )
        assert (a.headline, a.publisher, a.tags) == (TITLE, "Village Notes", ["Water"])
        assert a.date_published == datetime(2011, 7, 14, 16, 5, tzinfo=UTC)
        assert [p.name for p in a.authors] == ["Ann Lee"]

    def test_page_without_headings_prints_a_part_of_its_title(self) -> None:
        a = read(
            f"""<table><tr><td><a href=/><img src=/l.gif alt="The Old Paper"></a></td></tr><tr><td><b>Nation</b><br>
            <font size=5><b>{TITLE}</b></font><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></td></tr></table>""",
            title=f"The Old Paper - Nation - {TITLE}",
        )
        assert (a.headline, a.publisher) == (TITLE, "The Old Paper")
        assert {b.kind for b in a.body_blocks if b.text in (ONE, TWO, THREE)} == {"paragraph"}

    def test_section_and_tags_that_are_only_printed(self) -> None:
        trail = "<div class=breadcrumb><a href=/>Home</a> <a href=/economy>Economy</a></div>"
        tags = "<div class=field--name-field-tags><div>Keywords</div><a href=/t/1>canal</a><a href=/t/2>delta</a></div>"
        a = read(trail + story(paragraphs(ONE) + REST, below=tags))
        assert (a.section, a.tags) == ("Economy", ["canal", "delta"])

    def test_section_between_headline_and_paper_in_the_title(self) -> None:
        a = read(story(paragraphs(ONE) + REST), title=f"{TITLE} | Cities | The Paper")
        assert a.section == "Cities"

    def test_keywords_without_spaces_in_words(self) -> None:
        a = read(f"<h1>{TITLE}</h1>{paragraphs(ONE)}{REST}", '<meta name=keywords content="茶馆 老人 课堂">')
        assert a.tags == ["茶馆", "老人", "课堂"]

    def test_article_in_a_language_without_spaces_and_without_data(self) -> None:
        text = "每周三下午两点，镇上的老茶馆里坐满了孩子。讲台是一张八仙桌，老师是退休木匠陈守根。他教孩子看木头。"
        a = read(f"<h1>老茶馆里的课堂</h1><div>{paragraphs(text, text[::-1], text[3:])}</div>", title="老茶馆里的课堂")
        assert a.page_type == "article"

    def test_direction_of_a_page_that_declares_nothing(self) -> None:
        page = (
            f"<html><head><title>نہر</title></head><body><h1>نہر کا منصوبہ</h1>{paragraphs(*TEXT['ur'])}</body></html>"
        )
        assert extract(page, "https://paper.example/1", fetched_at=FETCHED).article.direction == "rtl"


class TestStandfirst:
    def test_element_that_holds_the_body_is_no_lead(self) -> None:
        a = read(f"<h1>{TITLE}</h1><div class=text-with-summary>{paragraphs(ONE)}{REST}</div>")
        assert a.alternative_headline is None

    def test_first_letter_in_large_is_no_lead_but_the_second_heading_is(self) -> None:
        a = read(
            f"<div><h1>{TITLE}</h1><h2>Farmers ask when the machines will come at last</h2><div><p><span class=lead>"
            f"{ONE[0]}</span>{ONE[1:]}</p>{REST}</div></div>"
        )
        assert a.alternative_headline == "Farmers ask when the machines will come at last"


class TestWriter:
    def test_role_behind_the_name(self) -> None:
        byline = "<address><a rel=author href=/profile/jo>Jo Askew</a> Environment correspondent</address>"
        (author,) = read(story(paragraphs(ONE) + REST, above=byline)).authors
        assert (author.name, author.role) == ("Jo Askew", "Environment correspondent")

    def test_role_and_contact_are_no_biography(self) -> None:
        byline = "<span class=author>Von <a href=/autoren/ip>Inken Petersen</a></span>"
        box = """<div class=author-box><h4>Inken Petersen</h4><span>Redakteurin Lokales</span><p>Inken Petersen, Jahrgang
        1987, schreibt seit 2012 von der Küste.</p><a href=mailto:i>ip@paper.example</a></div>"""
        (author,) = read(story(paragraphs(ONE) + REST, above=byline, below=box)).authors
        assert (author.role, author.contact) == ("Redakteurin Lokales", "ip@paper.example")
        assert author.bio == "Inken Petersen, Jahrgang 1987, schreibt seit 2012 von der Küste."

    def test_note_below_the_text_tells_of_its_only_writer(self) -> None:
        note = "The writer is a lecturer in planning. She can be reached at saima@ledger.example"
        head = '<meta name=author content="Saima Qureshi">'
        byline = "<a href=/writer/saima rel=author>Saima Qureshi</a>"
        a = read(story(paragraphs(ONE) + REST + paragraphs(note, "Email: saima@ledger.example"), above=byline), head)
        assert a.body == "\n\n".join(TEXT["en"])
        assert [(p.bio, p.role, p.contact) for p in a.authors] == [(note, "lecturer", "saima@ledger.example")]

    def test_introduction_of_an_old_content_system(self) -> None:
        line = "<span class=small>Geschrieben von: Uwe Hansen</span>"
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang="de").authors] == ["Uwe Hansen"]

    @pytest.mark.parametrize(
        ("opening", "place"),
        [
            ("<strong>Husum.</strong> ", "Husum"),
            ("<strong>КАМЫШИН, 3 дек — Волга.</strong> ", "КАМЫШИН"),
            ("DULUTH, Minn., Feb. 6, 2024 /Wire/ -- ", "DULUTH"),
            ("ISLAMABAD, Oct 05 (APP): ", "ISLAMABAD"),
        ],
    )
    def test_place_that_opens_the_text(self, opening: str, place: str) -> None:
        assert read(story(f"<p>{opening}{ONE}</p>{REST}")).dateline == place


class TestDates:
    def test_nothing_is_published_after_it_was_changed(self) -> None:
        head = '<meta property=article:modified_time content="2025-02-01T09:00:00+00:00">'
        news = "<div><h3>News</h3><ul><li><a href=/n>A bridge</a> <span class=post-date>March 3, 2026</span></li></ul></div>"
        a = read(story(paragraphs(ONE) + REST) + news, head)
        assert (a.date_published, a.date_modified) == (None, datetime(2025, 2, 1, 9, tzinfo=UTC))

    def test_hour_beside_the_headline_of_a_day_in_the_data(self) -> None:
        line = "<div class=date>12 June 2019 08:23</div>"
        a = read(story(paragraphs(ONE) + REST, above=line), '<meta name=publishdate content="2019-06-12">')
        assert (a.date_published, a.date_published_precision) == (datetime(2019, 6, 12, 8, 23, tzinfo=UTC), "minute")


@pytest.mark.parametrize(
    "end", ["ENDS", "--(APP)", "SOURCE Northlake Industries", "（责编：王欣、李楠）", "انتهای پیام"]
)
def test_what_ends_a_text_is_none_of_it(end: str) -> None:
    assert read(story(paragraphs(ONE) + REST + paragraphs(end))).body == "\n\n".join(TEXT["en"])
