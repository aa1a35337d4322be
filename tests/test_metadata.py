"""What a page says of its article beside text, byline and dates: headline, section, tags, main image, language, kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecorridor_scraper.extraction import extract
from ecorridor_scraper.extraction.body import Body
from ecorridor_scraper.extraction.metadata import read_metadata
from ecorridor_scraper.extraction.page import Document, Page
from ecorridor_scraper.items import Article, Image
from ecorridor_scraper.sites import Site

from .metadata_pages import FETCHED, TITLE, URL, article, ld


class TestHeadline:
    def test_the_heading_that_the_metadata_confirm(self) -> None:
        body = f"<h1>Valley Courier</h1><h1>{TITLE}</h1>"
        assert (
            article(
                f"<title>{TITLE} | Valley Courier</title><meta property=og:site_name content='Valley Courier'>", body
            ).headline
            == TITLE
        )

    @pytest.mark.parametrize(
        "title",
        [
            f"{TITLE} | Valley Courier",
            f"{TITLE} - Valley Courier",
            f"{TITLE} – Rivers – Valley Courier",
            f"Valley Courier | {TITLE}",
            f"{TITLE}｜Valley Courier",
            f"{TITLE}_Valley Courier",
            f"{TITLE}－Valley Courier",
        ],
    )
    def test_the_site_s_name_is_taken_off(self, title: str) -> None:
        found = article(
            f"<title>{title}</title><meta property=og:site_name content='Valley Courier'>", "<p>Text.</p>"
        ).headline
        assert found is not None
        assert found.removesuffix(" – Rivers") == TITLE

    @pytest.mark.parametrize("bar", [" | ", " - ", "｜", "_"])
    @pytest.mark.parametrize(
        ("title", "site"),
        [
            ("دریا کا پانی پرانے پل سے اوپر", "وادی نیوز"),
            ("河水漫过老桥", "山谷新闻网"),
            ("नदी का जलस्तर बढ़ा", "घाटी समाचार"),
        ],
    )
    def test_in_every_script(self, title: str, site: str, bar: str) -> None:
        head = f"<title>{title}{bar}{site}</title><meta property=og:site_name content='{site}'>"
        assert article(head, "<p>Text.</p>").headline == title

    def test_a_section_behind_a_bar_is_taken_off(self) -> None:
        assert article(f"<title>{TITLE} | Opinion</title>", "<p>Text.</p>").headline == TITLE

    def test_og_title_where_the_page_prints_no_heading(self) -> None:
        assert article(f"<title>x</title><meta property=og:title content='{TITLE}'>", "<p>Text.</p>").headline == TITLE

    def test_a_heading_of_a_related_box_is_no_headline(self) -> None:
        body = f"<aside class=related><h1>Quite another story</h1></aside><h1>{TITLE}</h1>"
        assert article("", body).headline == TITLE

    @pytest.mark.parametrize(
        ("end", "said"),
        [
            ("<a href='#print'>Print</a>", ""),
            ("<button>Share</button>", ""),
            ("<button>edit</button><div></div>", ""),
            ("<a href=/i>again</a>", " again"),
        ],
    )
    def test_a_button_at_its_end_is_no_part_of_it(self, end: str, said: str) -> None:
        assert article("", f"<h1>{TITLE} {end}</h1><p>Text.</p>").headline == TITLE + said

    def test_none_where_there_is_none(self) -> None:
        assert article("", "<p>Text.</p>").headline is None


MENU = "<ul><li><a href=/s>Sport</a><li><a href=/a/>Local</a><li><a href=/w>World</a></ul>"
TRAIL = ld('"itemListElement":[{"name":"Home"},{"name":"Towns"},{"name":"River rises"}]', "BreadcrumbList")


class TestRest:
    def test_description_section_publisher(self) -> None:
        a = article(
            "<meta name=description content=' A  flood. '><meta property=article:section content=Weather><meta property=og:site_name content='Valley Courier'>"
        )
        assert (a.description, a.section, a.publisher) == ("A flood.", "Weather", "Valley Courier")

    def test_the_kind_of_an_address_is_no_section(self) -> None:
        trail = '"itemListElement":[{"name":"Home"},{"name":"Rivers"},{"name":"Articles"}]'
        head = ld('"articleSection":"tags"') + ld(trail, "BreadcrumbList")
        assert article(head).section == "Rivers"

    @pytest.mark.parametrize("given", ["Privacy Policy", "{$category}", "Kontakt"])
    def test_a_page_about_the_site_is_no_section(self, given: str) -> None:
        trail = '"itemListElement":[{"name":"Home"},{"name":"Rivers"},{"name":"Story"}]'
        assert article(ld(f'"articleSection":"{given}"') + ld(trail, "BreadcrumbList")).section == "Rivers"

    @pytest.mark.parametrize(
        ("head", "above", "section"),
        [
            pytest.param("", MENU, "Local", id="folder of the address"),
            pytest.param("", MENU.replace("/a/", "/en/"), None, id="menu of other folders"),
            pytest.param("", MENU.replace("/a/", "/c/").replace("<li>", "<li class='current-post-parent'>", 1), "Sport",
                         id="menu marks the post's"),
            pytest.param("", MENU.replace("/a/", "/c/").replace("<li>", "<li class=active>", 1), "Sport",
                         id="menu marks one"),
            pytest.param("", MENU.replace("/a/", "/c/").replace("<li>", "<li class=active>", 2), None,
                         id="menu marks two"),
            pytest.param("", "<div class=kicker>Old bridge</div>", None, id="kicker that is a topic"),
            pytest.param("", "<div class=kicker><a href=/towns>Towns</a></div>", "Towns", id="kicker that is a link"),
            pytest.param("", "<div class=pankuzu><a href=/>Top</a><a href=/t>Towns</a></div>", "Towns",
                         id="trail by another name"),
            pytest.param("", "<ul class=crumbs>" + "<li><a href=/t>T</a>" * 9 + "</ul>", None, id="trail that is a menu"),
            pytest.param("", "<p class=crumb><a href=/t>Towns</a><a href=/2026/10/>October</a></p>", "Towns",
                         id="trail with a day"),
            pytest.param("", "<p class=crumb><a href=/t>Towns</a><a href=/a?w=15>KW 15</a></p>", "Towns",
                         id="trail with a week"),
            pytest.param(ld('"articleSection":["Lead","Towns"]') + TRAIL, "", "Towns", id="of several that on the trail"),
            pytest.param(ld('"articleSection":"News"') + TRAIL, "", "Towns", id="trail finer than news"),
            pytest.param(ld('"articleSection":"towns_and-more"') + TRAIL, "", "Towns", id="trail and a slug"),
            pytest.param(ld('"articleSection":"Blog"'), "", "Blog", id="a front and nothing else"),
        ],
    )  # fmt: skip
    def test_section_by_what_surrounds_the_article(self, head: str, above: str, section: str | None) -> None:
        assert article(head, f"{above}<h1>{TITLE}</h1><p>Text.</p>").section == section

    def test_whoever_wrote_it_is_no_section(self) -> None:
        title = f"<title>{TITLE} - Ada Lock | The Courier</title>"
        assert article(title).section == "Ada Lock"
        assert article(title, authors=["Ada Lock"]).section is None

    @pytest.mark.parametrize(
        ("head", "below", "tags"),
        [
            pytest.param("<meta name=keywords content='news, breaking news, Courier news, river'>", "", [],
                         id="keywords of any page"),
            pytest.param("<meta name=keywords content='river, news'>", "", ["river", "news"], id="keywords of this page"),
            pytest.param("<meta name=keywords content='#river, # mill'>", "", ["river", "mill"], id="number signs"),
            pytest.param("", "<div><b>Tags:</b> <a href=/k/1>River</a> <a href=/k/2>Mill</a></div>", ["River", "Mill"],
                         id="label in an element"),
            pytest.param("", "<div class=labels><a href=#>Mail</a><a href=#>Chat</a></div>", [], id="buttons"),
            pytest.param("", "<div class=tags><a href=https://other.example/x>Other</a></div>", [], id="another site"),
            pytest.param("", "<div class=tags><a href=/category/x>Other</a></div>", [], id="sections"),
        ],
    )  # fmt: skip
    def test_tags_of_the_article(self, head: str, below: str, tags: list[str]) -> None:
        assert article(head, f"<h1>{TITLE}</h1><p>Text.</p>{below}").tags == tags

    @pytest.mark.parametrize(
        ("said", "free"),
        [
            ("itemprop=isAccessibleForFree content=false", False),
            ("itemprop=isAccessibleForFree content=true", True),
            ("name=ispremium content=0", True),
            ("property=article:premium content=true", False),
            ("property=k5a:paid content=1", False),
            ("name=ispremium content=maybe", None),
        ],
    )
    def test_a_paywall_in_metadata(self, said: str, free: bool | None) -> None:
        assert article(f"<meta {said}>").is_accessible is free

    @pytest.mark.parametrize("image", ['""', '{"url":" "}'])
    def test_an_empty_address_is_no_image(self, image: str) -> None:
        assert article(ld(f'"image":{image}')).main_image is None

    def test_a_caption_that_is_the_file_s_name_is_none(self) -> None:
        image = article(ld('"image":{"url":"/i/old-bridge.jpg","caption":"old-bridge"}')).main_image
        assert image is not None and image.caption is None

    @pytest.mark.parametrize(
        ("host", "title", "publisher"),
        [
            ("abc.example", f"{TITLE} | ABC", "ABC"),
            ("courier.example", f"{TITLE} - The Courier", "The Courier"),
            ("courier.example", f"{TITLE} - Courier of the river and its mills", None),
        ],
    )
    def test_the_publisher_that_the_host_confirms(self, host: str, title: str, publisher: str | None) -> None:
        assert article(f"<title>{title}</title>", url=f"https://www.{host}/a").publisher == publisher

    def test_the_headline_is_no_part_of_the_publisher(self) -> None:
        assert article(f"<meta property=og:site_name content='{TITLE} - Mill Diary'>").publisher == "Mill Diary"

    @pytest.mark.parametrize(
        ("names", "tags"),
        [
            (("Privacy", "Cookie policy", "Topics"), []),
            (
                ("Rivers", "Floods", "Boats", "Terms and conditions", "Mills"),
                ["Rivers", "Floods", "Boats", "Terms and conditions", "Mills"],
            ),
        ],
    )
    def test_the_links_of_a_footer_are_no_tags(self, names: tuple[str, ...], tags: list[str]) -> None:
        links = "".join(f"<a href='/t/{n}'>{name}</a>" for n, name in enumerate(names))
        assert article(body=f"<h1>{TITLE}</h1><p>Text.</p><div class=tags>{links}</div>").tags == tags

    def test_the_headline_once_more_is_no_alternative(self) -> None:
        assert article(ld(f'"headline":"{TITLE}","alternativeHeadline":"{TITLE}"')).alternative_headline is None
        assert article(ld(f'"headline":"{TITLE}","alternativeHeadline":"Wet"')).alternative_headline == "Wet"

    def test_an_encoding_is_no_language(self) -> None:
        assert article(attributes="lang=utf-8").in_language is None

    def test_section_of_the_breadcrumbs(self) -> None:
        crumbs = ld('"itemListElement":[{"name":"Home"},{"name":"Weather"},{"name":"River rises"}]', "BreadcrumbList")
        assert article(crumbs).section == "Weather"

    def test_tags_without_doubles(self) -> None:
        assert article(
            "<meta property=article:tag content=Flood><meta property=article:tag content='flood'>"
            + ld('"keywords":["River","Flood"]')
        ).tags == ["Flood", "River"]

    def test_keywords_where_there_is_nothing_better(self) -> None:
        assert article("<meta name=keywords content='flood, river'>").tags == ["flood", "river"]

    def test_main_image_is_absolute(self) -> None:
        a = article(
            "<meta property=og:image content='/i/a.jpg'>" + ld('"image":{"url":"/i/b.jpg","caption":"The bridge"}')
        )
        assert a.main_image is not None
        assert (a.main_image.url, a.main_image.caption) == ("https://news.example/i/a.jpg", "The bridge")

    def test_main_image_has_the_caption_that_is_printed_under_it(self) -> None:
        page = Page(Document(URL, b"<meta property=og:image content='/i/bridge.jpg?w=1200'>"), fetched_at=FETCHED)
        made, body = Article(url=URL), Body(images=[Image("https://cdn.example/bridge.jpg", "The bridge", "Max Roe")])
        read_metadata(page, body, made)
        assert made.main_image == Image("https://news.example/i/bridge.jpg?w=1200", "The bridge", "Max Roe")

    @pytest.mark.parametrize(
        ("attributes", "head", "language", "direction"),
        [
            ("lang=ur", "", "ur", "rtl"),
            ("lang=en-US", "", "en", "ltr"),
            ("lang=ur-Latn", "", "ur-Latn", "ltr"),
            ("lang=pa-Arab", "", "pa-Arab", "rtl"),
            ("dir=rtl", "", None, "rtl"),
            ("", "<meta property=og:locale content=ar_AR>", "ar", "rtl"),
            ("", "", None, None),
        ],
    )
    def test_language_and_direction(
        self, attributes: str, head: str, language: str | None, direction: str | None
    ) -> None:
        a = article(head, attributes=attributes)
        assert (a.in_language, a.direction) == (language, direction)

    @pytest.mark.parametrize(
        ("head", "accessible"),
        [
            (ld('"isAccessibleForFree":false'), False),
            (ld('"isAccessibleForFree":"True"'), True),
            ("<meta property=article:content_tier content=locked>", False),
            ("<meta property=article:content_tier content=free>", True),
            ("", None),
        ],
    )
    def test_paywall(self, head: str, accessible: bool | None) -> None:
        assert article(head).is_accessible is accessible

    @pytest.mark.parametrize(
        ("head", "headers", "reserved"),
        [
            ("", {"tdm-reservation": "1"}, True),
            ("", {"tdm-reservation": "0"}, False),
            ("<meta name=tdm-reservation content=1>", {}, True),
            ("<meta name=robots content='index, noai'>", {}, True),
            ("", {"x-robots-tag": "noimageai"}, True),
            ("<meta name=robots content=index>", {}, None),
        ],
    )
    def test_reservation_of_text_and_data_mining(
        self, head: str, headers: dict[str, str], reserved: bool | None
    ) -> None:
        assert article(head, headers=headers).tdm_reserved is reserved

    def test_addresses(self) -> None:
        a = article("<link rel=canonical href=/a/story><link rel=amphtml href=/a/story/amp>")
        assert (a.canonical_url, a.amp_url) == ("https://news.example/a/story", "https://news.example/a/story/amp")

    @pytest.mark.parametrize(
        ("head", "url", "text", "kind"),
        [
            (ld('"headline":"x"'), URL, "word " * 200, "article"),
            (ld('"headline":"x"', "LiveBlogPosting"), URL, "word " * 200, "live_blog"),
            ("<meta property=og:type content=video.other>", URL, "", "video"),
            (ld('"name":"x"', "ImageGallery"), URL, "", "gallery"),
            (ld('"name":"x"', "CollectionPage"), "https://news.example/weather/", "", "listing"),
            ("", "https://news.example/category/weather/", "word " * 30, "listing"),
            ("", "https://news.example/", "", "listing"),
            (ld('"headline":"x"', "DiscussionForumPosting"), URL, "word " * 200, "forum_thread"),
            ("", URL, "word " * 200, "article"),
            ("", URL, "", None),
        ],
    )  # fmt: skip
    def test_page_type(self, head: str, url: str, text: str, kind: str | None) -> None:
        assert article(head, url=url, text=text).page_type == kind

    def test_unknown_is_none(self) -> None:
        a = article("", "<p>Text.</p>", attributes="")
        known = (
            a.description,
            a.section,
            a.publisher,
            a.main_image,
            a.date_modified,
            a.amp_url,
            a.alternative_headline,
            a.word_count,
        )
        assert known == (None,) * 8
        assert a.tags == []

    def test_words_of_the_body(self) -> None:
        assert article(text="one two three").word_count == 3


class TestSiteFiles:
    def test_selectors_win_and_disagreements_are_counted(self) -> None:
        site = Site(
            name="s",
            hosts=("news.example",),
            selectors={"headline": "h2::text", "date_published": "i::text", "section": "b::text"},
            timezone="Asia/Karachi",
        )
        a = article(
            "<meta property=article:section content=Weather><meta property=article:published_time content=2020-01-01>",
            f"<h1>{TITLE}</h1><h2>The real one</h2><i>5 March 2021 10:00</i><b>weather</b>",
            site=site,
        )
        assert (a.headline, a.section, a.date_published, a.date_published_source) == (
            "The real one",
            "weather",
            datetime(2021, 3, 5, 5, tzinfo=UTC),
            "site",
        )
        assert a.history == ["headline", "date_published"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<h1>",
                "<time datetime='",
                "2021-03-05",
                "'>",
                "<span class=date>",
                "Updated 3 hours ago",
                "</span>",
                "<div class=author>By ",
                "<meta property=article:published_time content='x'>",
                "<script type='application/ld+json'>",
                '{"@type":"Article","author":',
                '[{"name":1}]',
                "}",
                "</script>",
                "<link rel=canonical href='",
                "http://[",
                "\x00",
                "<aside>",
                "</div>",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_markup_is_survived(html: str) -> None:
    a = article("", html)
    assert a.date_published is None or a.date_published <= FETCHED + timedelta(days=1)


def test_a_story_below_latest_is_no_listing() -> None:
    url = "https://news.example/latest/600001-river-rises"
    assert article("", url=url, text="word " * 90).page_type == "article"
    assert article("", url="https://news.example/latest-news/2026-10-01", text="word " * 90).page_type == "listing"


def test_the_status_of_a_page_that_was_saved_is_unknown() -> None:
    page = f"<h1>{TITLE}</h1><p>Text.</p>"
    assert extract(page, URL).article.http_status is None
    assert extract(Document(URL, page.encode(), 203)).article.http_status == 203
