"""Dates of whole pages: what data, prints and addresses say of the day of publication, and what says nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import pytest

from benchmarks.plugs import printed_day
from ecorridor_scraper.extraction.dates.published import read_dates
from ecorridor_scraper.extraction.page import Document, Page
from ecorridor_scraper.sites import Site

from .metadata_pages import FETCHED, TITLE, URL, article, ld

TEXT = f"<p>{'The water stood at the arch when the watch changed, and the ferry stayed where it was. ' * 20}</p>"


def published(body: str = TEXT, head: str = "", *, url: str = "https://news.example/a/story") -> date | None:
    html = f"<html lang=en><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    found = read_dates(Page(Document(url, html.encode()), fetched_at=FETCHED)).published
    return found.date.printed if found else None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/news/article/A2026012914320005196", date(2026, 1, 29)),
        ("/view/AKR20250305143200003", date(2025, 3, 5)),
        ("/article/202503051432001", date(2025, 3, 5)),
        ("/article/202513051432001", None),
        ("/article/202503052932001", None),
        ("/article/1202503051432001", None),
    ],
)
def test_the_number_of_an_article_may_begin_with_its_minute(path: str, day: date | None) -> None:
    assert published(f"<h1>{TITLE}</h1>{TEXT}", url=f"https://news.example{path}") == day


def test_a_label_makes_a_box_of_any_name_one_of_the_publication() -> None:
    box = "<div class=eventbox><span class=eventbox__sub>Erschienen am:</span> <h2 class=eventbox__day>13.10.2021</h2></div>"
    assert published(f"<h1>{TITLE}</h1>{box}{TEXT}") == date(2021, 10, 13)
    assert published(f"<h1>{TITLE}</h1>{box.replace('Erschienen', 'Einlass')}{TEXT}") is None


def test_the_line_above_a_headline_in_the_class_of_a_teaser() -> None:
    more = " / ".join(
        f"<a href=#{word}>{word}</a>" for word in ("Foto: Valley Courier", "150", "Drucken", "Als Brief senden")
    )
    line = f"<div class=teaser_text_meta><a href=/autor/ruiz>Ana Ruiz</a> / 22.04.2020 / 06:15 / {more}</div>"
    assert published(f"{line}<h2>{TITLE}</h2>{TEXT}") == date(2020, 4, 22)


def whole_page(modified: str) -> str:
    return (
        '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2020-08-18T19:35:33+00:00",'
        f'"dateModified":"{modified}"}}</script>'
    )


def test_data_of_the_page_are_believed_where_it_was_saved_once() -> None:
    assert published(head=whole_page("2020-08-18T19:36:30+00:00")) == date(2020, 8, 18)
    assert published(head=whole_page("2023-01-02T10:00:00+00:00")) is None


def test_structured_data_that_a_framework_prints_as_metadata() -> None:
    said = "{&quot;@type&quot;:&quot;Article&quot;,&quot;datePublished&quot;:&quot;2025-11-17T09:00:00-05:00&quot;}"
    assert published(head=f'<meta name="script:ld+json" content="{said}">') == date(2025, 11, 17)


def test_a_label_before_the_box_of_a_date() -> None:
    box = "<div><div class=label>{}</div><div class=item><time datetime=2025-04-14T12:00:00Z>April 2025</time></div></div>"
    filler = "<p>Rinse twice, and spit it out again.</p>" * 60
    assert published(f"<h1>{TITLE}</h1>{filler}{box.format('Date Last Reviewed:')}") is None
    assert published(f"<h1>{TITLE}</h1>{filler}{box.format('Published:')}") == date(2025, 4, 14)


def test_the_days_of_several_things_far_from_the_headline_are_not_the_page_s() -> None:
    filler = "<p>Rinse twice, and spit it out again.</p>" * 60

    def cards(*days: str) -> str:
        return "".join(f"<div class=row><span class=date>{day}</span><p>Notes</p></div>" for day in days)

    assert published(f"<h1>{TITLE}</h1>{filler}{cards('12.18.2025', '12.16.2025')}") is None
    assert published(f"<h1>{TITLE}</h1>{filler}{cards('12.18.2025')}") == date(2025, 12, 18)
    in_order = cards("12.16.2025", "12.18.2025")
    assert published(f"<h1>{TITLE}</h1>{filler}{in_order}") == date(2025, 12, 16), "as in a discussion"


@pytest.mark.parametrize("label", ["Joined:", "Member since", "Registriert:", "Inscrit le", "Зарегистрирован:"])
def test_since_when_somebody_is_a_member(label: str) -> None:
    assert (
        published(f"<h1>{TITLE}</h1><dl><dd><strong>{label}</strong> Mon Jul 24, 2017 9:28 am</dd></dl>{TEXT}") is None
    )


def test_the_data_of_a_front_page_say_when_the_site_was_made() -> None:
    made = "<meta property=article:published_time content=2021-05-24T15:24:38+00:00>"
    front = "<link rel=canonical href=https://news.example/>"
    assert published(head=made + front, url="https://news.example/") is None
    assert published(head=made, url="https://news.example/") == date(2021, 5, 24), (
        "it may be an article without address"
    )
    assert published(head=made + front, url="https://news.example/a/story") == date(2021, 5, 24)


def test_the_day_below_the_line_that_introduces_the_author() -> None:
    def box(name: str, day: str) -> str:
        return f"<div><p class=t>By <a href=/author/{name}>{name.title()} Ruiz</a></p><p class=t>{day}</p></div>"

    long = "<p>The ferry stayed where it was.</p>" * 120
    assert published(f"<h1>{TITLE}</h1>{long}{box('ana', 'April 8, 2024')}") == date(2024, 4, 8)
    assert published(f"<h1>{TITLE}</h1>{long}{box('ana', 'April 8, 2024')}{box('eva', 'May 3, 2025')}") is None


def test_the_parts_of_a_date_that_says_updated_are_not_published() -> None:
    stamp = "<span class=story-time><span class=label>Updated</span> <span class=timestamp title='2026-06-19T19:13:57+05:00'><span class=date-day>19 Jun, 2026</span> <span class=date-hour>7:13pm</span></span></span>"
    a = article("", f"<h1>{TITLE}</h1>{stamp}<p>Text.</p>")
    assert a.date_published is None
    assert a.date_modified == datetime(2026, 6, 19, 14, 13, 57, tzinfo=UTC)


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

    @pytest.mark.parametrize(
        ("said", "body", "day"),
        [
            ("Fri, 05 Mar 2021 02:41:00 GMT", f"{'<p>Text.</p>' * 40}<span>3/4/2021 22:41</span>", "2021-03-04"),
            ("2021-03-06T01:25:00Z", "<span class=date>5 March 2021 22:25</span><p>Text.</p>", "2021-03-05"),
            (
                "2021-03-06T01:06:51+00:00",
                f"{'<p>Words <b>b</b></p>' * 60}<time datetime='00-YY-DD'>Mar 5, 2021 5:06pm PT</time>",
                "2021-03-05",
            ),
        ],
    )
    def test_an_instant_in_utc_is_shown_with_the_day_that_the_page_prints(self, said: str, body: str, day: str) -> None:
        a = article(ld(f'"datePublished":"{said}"'), f"<h1>{TITLE}</h1>{body}")
        assert a.date_published == (parsedate_to_datetime(said) if "GMT" in said else datetime.fromisoformat(said))
        assert printed_day(a.date_published_raw, a.date_published) == day

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
            "<footer><span class=date>5 March 2021</span></footer>",
            "<p class=date>© 5 March 2021</p>",
            "<span class=copyright-date>5 March 2021</span>",
            "<span class=event-date>5 March 2021</span>",
            "<div class=related-posts><h3>Other</h3><time datetime=2021-03-05>5 March 2021</time></div>",
        ],
    )
    def test_dates_of_others_far_from_the_headline_are_none(self, body: str) -> None:
        assert self.published(body=f"<p>{'Some words. ' * 20}</p>" * 60 + body) is None

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
            "<a href=/other><span class=date>5 March 2021</span><b>Another story of the valley, told at length</b></a>",
            "<p>The price is valid until <span class=date>5 March 2021</span></p>",
            "<div class=meta>Last active <time datetime=2021-03-05>5 March 2021</time></div>",
            "<p>The page was last updated<!-- --> <time datetime=2021-03-05>5 March 2021</time></p>",
            "<p>Medically reviewed on <!-- --> <!-- --><span class=date>5 March 2021</span></p>",
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

    def test_the_video_of_a_page_is_older_than_its_article(self) -> None:
        head = ld('"uploadDate":"2020-01-01"', "VideoObject") + "<meta itemprop=datePublished content=2021-03-05>"
        assert (self.published(head) or ("",))[0].startswith("2021-03-05")

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

    def test_a_link_to_the_page_itself_may_hold_its_date(self) -> None:
        body = f"<a href={URL}><span class=date>5 March 2021</span> {TITLE}</a>"
        assert self.published(body=body) == ("2021-03-05T00:00:00+00:00", "day", "visible")

    def test_the_day_that_is_printed(self) -> None:
        assert printed_day("2021-03-05T00:30:00+05:00", datetime(2021, 3, 4, 19, 30, tzinfo=UTC)) == "2021-03-05"
        assert printed_day("২০২১-০৩-০৫T০০:৩০", datetime(2021, 3, 5, tzinfo=UTC)) == "2021-03-05"
