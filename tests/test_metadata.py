from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.plugs import printed_day
from ecorridor_scraper.extraction.article import Body
from ecorridor_scraper.extraction.metadata import read_metadata
from ecorridor_scraper.extraction.page import Document, Page
from ecorridor_scraper.items import Article, Image
from ecorridor_scraper.sites import Site

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://news.example/a/story"
TITLE = "River rises above the old bridge"


def article(
    head: str = "",
    body: str = f"<h1>{TITLE}</h1><p>Text.</p>",
    *,
    url: str = URL,
    headers: dict[str, str] | None = None,
    site: Site | None = None,
    text: str = "",
    attributes: str = "lang=en",
) -> Article:
    html = f"<html {attributes}><head>{head}</head><body>{body}</body></html>"
    page = Page(Document(url, html.encode(), headers=headers or {}), fetched_at=FETCHED, site=site)
    made = Article(url=url)
    read_metadata(page, Body(text=text or None), made)
    made.history = page.disagreements  # type: ignore[assignment]
    return made


def ld(fields: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@type":"{kind}",{fields}}}</script>'


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

    def test_none_where_there_is_none(self) -> None:
        assert article("", "<p>Text.</p>").headline is None


class TestPublished:
    def published(
        self, head: str = "", body: str = "", url: str = URL, site: Site | None = None
    ) -> tuple[str, str | None, str | None] | None:
        a = article(head, f"<h1>{TITLE}</h1>{body}<p>Text.</p>", url=url, site=site)
        return (
            (a.date_published.isoformat(), a.date_published_precision, a.date_published_source)
            if a.date_published
            else None
        )

    def test_json_ld(self) -> None:
        assert self.published(ld('"datePublished":"2021-03-05T09:30:00+05:00"')) == (
            "2021-03-05T04:30:00+00:00",
            "second",
            "json-ld",
        )

    def test_meta(self) -> None:
        assert self.published("<meta property=article:published_time content='2021-03-05T09:30:00Z'>") == (
            "2021-03-05T09:30:00+00:00",
            "second",
            "meta",
        )

    def test_time_element(self) -> None:
        assert self.published(body="<time datetime='2021-03-05T09:30Z'>5 March</time>") == (
            "2021-03-05T09:30:00+00:00",
            "minute",
            "time",
        )

    def test_visible_text_in_the_zone_of_the_site(self) -> None:
        site = Site(name="s", hosts=("news.example",), timezone="Asia/Karachi")
        assert self.published(body="<span class=post-date>March 5, 2021 9:30 am</span>", site=site) == (
            "2021-03-05T04:30:00+00:00",
            "minute",
            "visible",
        )

    def test_urdu_text(self) -> None:
        assert self.published(body="<div class=date>03مارچ2021</div>") == (
            "2021-03-03T00:00:00+00:00",
            "day",
            "visible",
        )

    def test_address(self) -> None:
        assert self.published(url="https://news.example/2021/03/05/story") == (
            "2021-03-05T00:00:00+00:00",
            "day",
            "url",
        )

    def test_updated_is_not_published(self) -> None:
        a = article("", f"<h1>{TITLE}</h1><span class=date>Updated: March 5, 2021</span>")
        assert a.date_published is None
        assert a.date_modified == datetime(2021, 3, 5, tzinfo=UTC)

    def test_published_and_updated_in_one_text(self) -> None:
        a = article("", f"<h1>{TITLE}</h1><div class=post-meta>Published March 5, 2021 | Updated March 9, 2021</div>")
        assert a.date_published == datetime(2021, 3, 5, tzinfo=UTC)
        assert a.date_modified == datetime(2021, 3, 9, tzinfo=UTC)

    def test_a_date_before_the_word_updated_is_the_published_one(self) -> None:
        a = article("", f"<h1>{TITLE}</h1><div class=post-meta>March 5, 2021 | Updated: March 9, 2021</div>")
        assert a.date_published == datetime(2021, 3, 5, tzinfo=UTC)
        assert a.date_modified == datetime(2021, 3, 9, tzinfo=UTC)

    def test_a_bare_date_that_only_a_class_calls_updated(self) -> None:
        bare = "<div class=date-update-wrapper><p>05.03.2021</p></div>"
        assert self.published(body=bare) == ("2021-03-05T00:00:00+00:00", "day", "visible")
        assert self.published(body=f"{bare}<p class=date>Updated on 9 March 2021</p>") is None

    def test_metadata_and_print_outvote_structured_data(self) -> None:
        head = ld('"datePublished":"2021-03-01"') + "<meta property=article:published_time content='2021-03-05'>"
        shown = "<div class=date>5 March 2021</div>"
        assert self.published(head, shown) == ("2021-03-05T00:00:00+00:00", "day", "meta")
        assert self.published(head) == ("2021-03-01T00:00:00+00:00", "day", "json-ld")

    def test_the_day_that_is_printed_of_an_instant_in_utc(self) -> None:
        head = ld('"datePublished":"Fri, 05 Mar 2021 02:41:00 GMT"')
        a = article(head, f"<h1>{TITLE}</h1>{'<p>Text.</p>' * 40}<span>3/4/2021 22:41</span>")
        assert a.date_published == datetime(2021, 3, 5, 2, 41, tzinfo=UTC)
        assert printed_day(a.date_published_raw, a.date_published) == "2021-03-04"

    def test_points_say_that_the_day_comes_first(self) -> None:
        head = "<meta name=date content='11/01/2021 12:43:42'>"
        assert self.published(head, "<p>Erstellt am: 01.11.2021</p>") == (
            "2021-11-01T00:00:00+00:00",
            "day",
            "visible",
        )

    def test_a_title_that_ends_in_a_date_is_believed_before_a_caption(self) -> None:
        head = f"<title>{TITLE} | Valley Courier | 28.04.2021</title>"
        caption = "<p>The bridge in a photograph of 24 April 2021</p>"
        assert self.published(head, caption) == ("2021-04-28T00:00:00+00:00", "day", "meta")

    def test_modified_of_structured_data(self) -> None:
        a = article(ld('"datePublished":"2021-03-05T00:00:00Z","dateModified":"2021-03-06T00:00:00Z"'))
        assert a.date_modified == datetime(2021, 3, 6, tzinfo=UTC)
        assert a.date_modified_raw == "2021-03-06T00:00:00Z"

    @pytest.mark.parametrize(
        "body",
        [
            "<div id=comments><ol><li class=comment><time datetime='2021-03-05'>5 March 2021</time></li></ol></div>",
            "<footer><span class=date>© 2021 Valley Courier</span></footer>",
            "<span class=copyright-date>Copyright 5 March 2021</span>",
            "<span class=event-date>5 March 2021</span>",
        ],
    )
    def test_dates_of_others_are_none(self, body: str) -> None:
        assert self.published(body=f"<p>{'Some words. ' * 20}</p>" * 60 + body) is None

    def test_a_related_post_far_away_is_none(self) -> None:
        related = "<aside class=related-posts><div><h3>Other</h3><time datetime='2021-03-05'>5 March 2021</time></div></aside>"
        assert self.published(body="<p>Words <b>b</b></p>" * 60 + related) is None

    def test_a_date_after_the_fetch_is_none(self) -> None:
        assert self.published(ld('"datePublished":"2031-03-05"')) is None

    def test_a_broken_block_still_says_when(self) -> None:
        assert self.published(
            '<script type="application/ld+json">{"@type":"NewsArticle", "datePublished": "2021-03-05T10:00:00Z" "x"</script>'
        ) == ("2021-03-05T10:00:00+00:00", "second", "json-ld")

    def test_none_where_there_is_none(self) -> None:
        assert self.published() is None

    def test_text_below_the_headline_whatever_its_element(self) -> None:
        assert self.published(body="<div><svg></svg> 5 March 2021 <br></div>") == (
            "2021-03-05T00:00:00+00:00",
            "day",
            "visible",
        )

    def test_text_above_the_headline(self) -> None:
        for line, found in (
            ("<p><a href=/ana>Ana Ruiz</a> / 5.3.2021 / 06:15 / </p>", "2021-03-05"),
            ("<p>Updated 5.3.2021</p>", None),
            (f"<p>5.3.2021</p>{'<p>Words of another kind.</p>' * 60}", None),
        ):
            a = article("", f"{line}<h1>{TITLE}</h1><p>Text.</p>")
            assert (a.date_published and a.date_published.date().isoformat()) == found

    @pytest.mark.parametrize("opening", ["05.03.2021 – ", "(5 March 2021) - ", "March 5, 2021 — "])
    def test_a_date_that_opens_the_text(self, opening: str) -> None:
        text = "<p>{}The river rose above the old bridge at night, and nobody in the valley slept at all.</p>"
        found = self.published(body=text.format(opening))
        assert found == ("2021-03-05T00:00:00+00:00", "day", "visible")
        assert self.published(body=text.format(opening.strip(" –-—"))) is None

    def test_the_entry_that_links_to_this_page(self) -> None:
        entries = "".join(
            f"<li><a href='{address}'><time datetime='2021-03-0{day}T08:00+05:00'>08:00</time> Title {day}</a></li>"
            for day, address in ((4, "/other"), (5, "/a/story"), (6, f"{URL}#comment-1"))
        )
        found = self.published(body=f"{'<p>Words of some length.</p>' * 80}<ul class=related>{entries}</ul>")
        assert found == ("2021-03-05T03:00:00+00:00", "minute", "time")

    def test_the_month_of_an_address_yields_to_a_date_beside_the_headline(self) -> None:
        body = "<p class=date>2 April 2021</p><p class=date>Report of 9 March 2021</p>"
        found = self.published(body=body, url="https://news.example/2021/03/rain")
        assert found == ("2021-04-02T00:00:00+00:00", "day", "visible")

    def test_what_the_data_say_and_the_page_prints_is_not_made_older(self) -> None:
        head = ld('"datePublished":"2021-06-25"')
        body = "<p class=date>Received: 4 March 2021</p><p class=date>4 March 2021</p>"
        shown = f"{body}<time datetime=2021-06-25>25 June 2021</time>"
        assert [(self.published(head, text) or "")[0] for text in (body, shown)] == [
            "2021-03-04T00:00:00+00:00",
            "2021-06-25T00:00:00+00:00",
        ]

    @pytest.mark.parametrize(
        "body",
        [
            "<div>Last updated on:</div><div>5 March 2021</div>",
            "<p class=date>Last post: 5 March 2021</p>",
            "<figure><img src=a.jpg><figcaption>The bridge on 5 March 2021</figcaption></figure>",
            "<p>The guide of the valley asks that dates be written as in 5.3.2021 and not otherwise.</p>",
            "<time datetime='Mo-Su 08:00-20:00'>open</time>",
            "<span class=meta>6 min</span>",
            "<span class=date>Saturday 09 May</span>",
            "<p><a href=/a title='Report No. 29 of 5 March 2021 (opens a new window)'>Report</a></p>",
        ],
    )
    def test_what_only_looks_like_a_date_of_publication(self, body: str) -> None:
        assert self.published(body=body) is None

    def test_what_is_printed_beside_the_headline_outweighs_a_vague_name(self) -> None:
        shown = "<span class=date>5 March 2021</span>"
        vague = self.published("<meta name=dc.date content=2021-01-02>", shown)
        sure = self.published("<meta property=article:published_time content=2021-01-02>", shown)
        assert (vague and vague[0][:10], sure and sure[0][:10]) == ("2021-03-05", "2021-01-02")

    def test_two_sources_outweigh_an_address(self) -> None:
        head = ld('"datePublished":"2021-03-05T10:00:00+05:00"')
        shown = "<time datetime='2021-03-05T10:00:00+05:00'>5 March</time>"
        url = "https://news.example/a/story-20210220-p5.html"
        assert [self.published(head, body, url) for body in ("", shown)] == [
            ("2021-02-20T00:00:00+00:00", "day", "url"),
            ("2021-03-05T05:00:00+00:00", "second", "json-ld"),
        ]

    @pytest.mark.parametrize("day", ["2021-03-05", "2021-05-03"])
    def test_an_ambiguous_number_is_settled_by_another_print(self, day: str) -> None:
        found = self.published("<meta name=pubdate content='03/05/2021'>", f"<time datetime={day}>That day</time>")
        assert found is not None
        assert found[0].startswith(day)

    def test_an_instant_in_utc_is_shown_with_the_day_of_the_page(self) -> None:
        a = article(
            ld('"datePublished":"2021-03-06T01:25:00Z"'),
            f"<h1>{TITLE}</h1><span class=date>5 March 2021 22:25</span><p>Text.</p>",
        )
        assert a.date_published == datetime(2021, 3, 6, 1, 25, tzinfo=UTC)
        assert printed_day(a.date_published_raw, a.date_published) == "2021-03-05"

    def test_the_video_of_a_page_is_older_than_its_article(self) -> None:
        head = ld('"uploadDate":"2020-01-01"', "VideoObject") + "<meta itemprop=datePublished content=2021-03-05>"
        assert (self.published(head) or ("",))[0].startswith("2021-03-05")

    def test_a_date_behind_the_title(self) -> None:
        assert self.published("<title>River rises | Valley Courier | 05.03.2021</title>") == (
            "2021-03-05T00:00:00+00:00",
            "day",
            "meta",
        )

    def test_the_day_in_the_page_s_own_zone_wherever_it_is_printed(self) -> None:
        head = ld('"datePublished":"2021-03-06T01:06:51+00:00"')
        far = f"{'<p>Words <b>b</b></p>' * 60}<time datetime='00-YY-DD'>Mar 5, 2021 5:06pm PT</time>"
        a = article(head, f"<h1>{TITLE}</h1>{far}")
        assert printed_day(a.date_published_raw, a.date_published) == "2021-03-05"

    def test_a_month_in_the_address_leaves_the_day_to_plain_text(self) -> None:
        body = "<fieldset><legend>Week 2</legend> 20 March 2021 <p>Text.</p></fieldset>"
        found = self.published(body=body, url="https://news.example/archive/2021/03/week_2.html")
        assert found == ("2021-03-20T00:00:00+00:00", "day", "visible")

    def test_a_day_in_the_headline_is_what_the_article_is_about(self) -> None:
        headline = "Races (7/3/2021): Old Bridge, New Records"
        body = f"<h1>News</h1><h3><a href=/x>{headline}</a></h3><p><span class=entry-info>8 March 2021</span></p>"
        a = article(f"<title>{headline}</title>", f"{body}<p>Text.</p>")
        assert a.date_published == datetime(2021, 3, 8, tzinfo=UTC)

    def test_today_above_the_page_is_not_believed_before_the_address(self) -> None:
        today = "<div><span class=date>Sat, 6 Mar 2021</span></div>" + "<p>Words <b>b</b></p>" * 30
        url = "https://news.example/story-2021-03-05"
        a = article("", f"{today}<h2>{TITLE}</h2><p>Text.</p>", url=url)
        assert a.date_published == datetime(2021, 3, 5, tzinfo=UTC)

    def test_what_is_called_published_outweighs_the_day_of_the_last_deployment(self) -> None:
        head = ld('"datePublished":"2021-11-29T12:00:00Z","dateModified":"2021-11-29T12:00:00Z"')
        far = "<p>Words <b>b</b></p>" * 60
        named = self.published(head, f"{far}<div>Published <time datetime=2021-08-13>August 13, 2021</time></div>")
        bare = self.published(head, f"{far}<div><time datetime=2021-08-13>August 13, 2021</time></div>")
        assert (named and named[0][:10], bare and bare[0][:10]) == ("2021-08-13", "2021-11-29")

    @pytest.mark.parametrize(
        "body",
        [
            "<a href=/other><span class=date>5 March 2021</span><b>Another story of the valley, told at length</b></a>",
            "<p>The price is valid until <span class=date>5 March 2021</span></p>",
            "<div class=meta>Last active <time datetime=2021-03-05>5 March 2021</time></div>",
            "<p>The page was last updated<!-- --> <time datetime=2021-03-05>5 March 2021</time></p>",
            "<p>Medically reviewed on <!-- --> <!-- --><span class=date>5 March 2021</span></p>",
        ],
    )
    def test_dates_of_something_else_beside_the_headline(self, body: str) -> None:
        assert self.published(body=body) is None

    def test_a_link_to_the_page_itself_may_hold_its_date(self) -> None:
        body = f"<a href={URL}><span class=date>5 March 2021</span> {TITLE}</a>"
        assert self.published(body=body) == ("2021-03-05T00:00:00+00:00", "day", "visible")

    def test_the_day_that_is_printed(self) -> None:
        assert printed_day("2021-03-05T00:30:00+05:00", datetime(2021, 3, 4, 19, 30, tzinfo=UTC)) == "2021-03-05"
        assert printed_day("২০২১-০৩-০৫T০০:৩০", datetime(2021, 3, 5, tzinfo=UTC)) == "2021-03-05"


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


def test_the_parts_of_a_date_that_says_updated_are_not_published() -> None:
    stamp = "<span class=story-time><span class=label>Updated</span> <span class=timestamp title='2026-06-19T19:13:57+05:00'><span class=date-day>19 Jun, 2026</span> <span class=date-hour>7:13pm</span></span></span>"
    a = article("", f"<h1>{TITLE}</h1>{stamp}<p>Text.</p>")
    assert a.date_published is None
    assert a.date_modified == datetime(2026, 6, 19, 14, 13, 57, tzinfo=UTC)
