"""What further families of sites taught: wire and hashed layouts, papers of Sindh and Kandahar, builders, help pages."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction.values import parse_date
from ecorridor_scraper.items import Image

from .article_pages import FETCHED, ONE, REST, TEXT, TITLE, TWO, paragraphs, read, story

WHOLE = "\n\n".join(TEXT["en"])
OTHERS = (
    ("The ferry sails less often in winter", "Nora Birch", "2 October 2026"),
    ("A kitchen wins the prize for bread", "Owen Hart", "30 September 2026"),
    ("The old cinema may become a pool", "Nora Birch", "29 September 2026"),
    ("Nine weekends without the bridge", "Owen Hart", "28 September 2026"),
    ("Why the marsh smells of oranges", "Nora Birch", "27 September 2026"),
)
LONG = (
    "The council wants to hear what people think about it before the budget is voted on, and has hired the hall. " * 2
)


def previews(line: str = "<span>{who}</span> <span>{day}</span>") -> str:
    """More words than a short text has, in boxes without a telling name."""
    boxes = "".join(
        f"<div class=zz-rel><div class=in><h3><a href=/x/{n}>{title}</a></h3><p>{n}. {LONG}</p><div>"
        f"{line.format(who=who, day=day)}</div></div></div>"
        for n, (title, who, day) in enumerate(OTHERS)
    )
    return f"<section><h2>Related stories</h2><div>{boxes}</div></section>"


@pytest.mark.parametrize(
    "line",
    [
        "The Herald's Ann Lee contributed reporting.",
        "All rights reserved. This material may not be reproduced without permission.",
        "Accuracy and availability of transcripts may vary. The text may be revised.",
        "Article printed from The Herald: https://paper.example",
        "URL to article: https://paper.example/news/canal",
        "By providing an email address, I agree to the Terms of Use.",
        "Comments have to be in English, and in full sentences. They cannot be abusive.",
        "Did you find it helpful? Yes No",
        "Ann Lee does not work for, consult, own shares in or receive funding from any company.",
        "The University of Leeds provides funding as a member of The Herald.",
        "Dieses Thema im Programm: Am 3. März um 6 Uhr im Radio.",
        "If you see a mistake, mark it and press Ctrl + Enter.",
        "Если вы нашли ошибку, выделите ее и нажмите Ctrl + Enter.",
        "特别声明：以上内容由用户上传并发布，本平台仅提供信息存储服务。",
        "客户端 扫描左侧二维码下载，更多精彩内容随你看。",
        "Simak berita pilihan kami langsung di ponselmu melalui WhatsApp Channel : https://wa.example/1",
        "Published by The Valley Ledger on Nov. 2, 2026.",
        "ع ف/ر ح/م ب",
        "03/11/2026 10:22:14",
        "Ann Lee covers the canal and small towns. Reach her at alee@paper.example.",
    ],
)
def test_lines_that_end_a_page_are_no_text(line: str) -> None:
    assert read(story(paragraphs(*TEXT["en"], line))).body == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        "Follow the canal to the bridge, where the engineers wait for whoever comes on foot.",
        "Feedback from the farmers was published in March, and nobody has answered it so far.",
    ],
)
def test_last_sentences_that_begin_like_such_lines_are_text(line: str) -> None:
    assert read(story(paragraphs(*TEXT["en"], line))).body == f"{WHOLE}\n\n{line}"


def test_line_above_the_headline_is_no_text() -> None:
    page = f"<main><h2 class=x>The head of the water board says:</h2><h1>{TITLE}</h1>{paragraphs(*TEXT['en'])}</main>"
    assert read(page).body == WHOLE


def test_heading_that_announces_an_advertisement_is_no_text() -> None:
    advert = "<div class=box><h3>Advertisement</h3></div>"
    assert read(story(paragraphs(ONE, TWO) + advert + paragraphs(*TEXT["en"][2:]))).body == WHOLE


def test_last_line_in_an_element_that_is_named_for_authors_is_no_text() -> None:
    line = "<p class=doc_authors>Алексей Рощин, Иваново</p>"
    assert read(story(paragraphs(*TEXT["en"]) + line)).body == WHOLE


def test_first_line_with_the_name_and_its_desk_is_no_text() -> None:
    line = "<p>By Jo Askew, herald north</p>"
    assert read(story(line + paragraphs(*TEXT["en"]))).body == WHOLE


class TestWriters:
    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("<span class=small>ليکڪ: نواز چانڊيو</span>", "نواز چانڊيو"),
            ("<div class=submitted><span>ليکوال: <b>سميع پوپل</b></span></div>", "سميع پوپل"),
            ("<span class=writeBy>الفيوم – رباب الجالى</span>", "رباب الجالى"),
            ("<span class=col_name><a href='columnist.php?id=44'>غلام رسول</a></span>", "غلام رسول"),
            ("<div class=signature>Jeanne LE GOFF</div>", "Jeanne LE GOFF"),
            ("<div data-testid=byline-contributors><span class=sc-1>Amy Thurlow</span></div>", "Amy Thurlow"),
            (
                "<div class=article_date_writer>الثلاثاء 03-10-2026 10:22 <div>كتب: <a href=/e/5>غادة بدر</a></div></div>",
                "غادة بدر",
            ),
            ("<div class=byline>TNN / <span>Nov 3, 2026, 20:12 IST</span></div>", "TNN"),
        ],
    )
    def test_bylines_of_further_papers(self, line: str, name: str) -> None:
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang="mul").authors] == [name]

    def test_two_in_an_element_that_is_named_for_authors(self) -> None:
        line = "<span class=meta__author>Noor Jahan Sultani and Ben Hartley</span> <span class=date>3 May 2026</span>"
        a = read(story(paragraphs(ONE) + REST, above=line))
        assert [p.name for p in a.authors] == ["Noor Jahan Sultani", "Ben Hartley"]

    def test_article_before_the_day_is_nobody(self) -> None:
        line = "<div class=signature>par <a href=/_ann.html><span class=author>Ann Lee</span></a>, le 15 septembre 2026</div>"
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang="fr").authors] == ["Ann Lee"]

    def test_state_without_authors_changes_nobody(self) -> None:
        state = json.dumps(
            {"props": {"article": {"title": TITLE, "date": "2026-10-03", "body": "\n".join(TEXT["en"])}}}
        )
        page = story(paragraphs(ONE) + REST, above="<div class=author-name><span>By Staff Writer</span></div>")
        script = f'<script id=__NEXT_DATA__ type="application/json">{state}</script>'
        assert [p.name for p in read(page + script).authors] == ["Staff Writer"]

    def test_button_to_follow_is_nobody(self) -> None:
        line = "<div class=creator><a href=/@mizu>フォロー</a></div>"
        assert read(story(paragraphs(ONE) + REST, below=line), lang="ja").authors == []

    def test_paper_that_it_was_written_for_is_nobody(self) -> None:
        line = "<div class=author><a class=author-link href=/autor/ana-ruiz/>Ana Ruiz</a> <span>PARA LX</span></div>"
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line)).authors] == ["Ana Ruiz"]

    def test_place_before_the_day_is_nobody(self) -> None:
        line = (
            "<div class=editor-byline><div>Written by <a href=/profile/author/asha/>Asha Khurana</a></div>"
            "<div><span>New Delhi | Updated: May 3, 2026 12:01 IST</span></div></div>"
        )
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line)).authors] == ["Asha Khurana"]

    def test_paper_that_published_a_notice_has_not_written_it(self) -> None:
        note = "<p class=published-by>Published by The Valley Ledger on Nov. 2, 2026.</p>"
        assert read(story(paragraphs(ONE) + REST + note)).authors == []

    def test_job_behind_a_dash(self) -> None:
        line = (
            "<div class=byline><span>By: <a href=/byline/mari>Mari Luna</a></span> - <span>Correspondent</span></div>"
        )
        assert [(p.name, p.role) for p in read(story(paragraphs(ONE) + REST, above=line)).authors] == [
            ("Mari Luna", "Correspondent")
        ]

    @pytest.mark.parametrize(
        "told",
        [
            "Jo Askew’s lens sees the canal in every light and in every season.",
            "Jo Askew, who lives by it, knows the canal.",
        ],
    )
    def test_name_that_begins_the_sentence_stays_in_the_biography(self, told: str) -> None:
        line, box = "<div class=byline>By Jo Askew</div>", f"<div class=author-bio><p>{told}</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=line, below=box))
        assert [p.bio for p in a.authors] == [told]

    def test_job_behind_a_comma_is_no_sentence(self) -> None:
        line, box = "<div class=byline>By Jo Askew</div>", "<div class=author-bio><p>Jo Askew, {}</p></div>"
        told = "chief technology officer and head of the canal laboratory of the province"
        a = read(story(paragraphs(ONE) + REST, above=line, below=box.format(told)))
        assert [p.bio for p in a.authors] == [told]

    def test_biography_in_data_that_is_escaped_twice(self) -> None:
        author = {"@type": "Person", "name": "Jo Askew", "description": "<p>Jo Askew covers food &amp; wine.</p>"}
        node = {"@type": "NewsArticle", "headline": TITLE, "author": author}
        a = read(story(paragraphs(ONE) + REST), f'<script type="application/ld+json">{json.dumps(node)}</script>')
        assert [p.bio for p in a.authors] == ["Jo Askew covers food & wine."]

    def test_biography_is_what_its_element_holds(self) -> None:
        card = (
            "<div class=author-card><h4><a href=/profile/2>Renata Solis</a></h4><div class=org>The Star</div>"
            "<div class=bio>Renata Solis reports on the waterfront.</div><a href=mailto:x@y.example>Email</a></div>"
        )
        line = "<div class=byline>By <a href=/profile/2>Renata Solis</a></div>"
        a = read(story(paragraphs(ONE) + REST, above=line, below=card))
        assert [p.bio for p in a.authors] == ["Renata Solis reports on the waterfront."]


class TestDates:
    def day(self, inside: str, head: str = "", path: str = "/guide") -> datetime | None:
        return read(story(paragraphs(ONE) + REST, below=inside), head, path=path).date_published

    @pytest.mark.parametrize(
        "inside",
        [
            "<div class=x__reviews><p>She listened.</p><span>October 4, 2026</span></div>",
            "<ul><li><a href=/n/1>Routine</a> <span>01/10/2026</span></li><li><a href=/n/2>The holidays of the winter term</a>"
            " <span>28/09/2026</span></li></ul>",
            "<div><div class=ev><time datetime=2026-10-07>7.10.</time><h3><a href=/e/1>Parade</a></h3></div>"
            "<div class=ev><time datetime=2026-10-12>12.10.</time><h3><a href=/e/2>Mosses</a></h3></div></div>",
            "<div><div class=ev><span class=date>2026年10月1日</span><h3><a href=/e/1>冬の渡し船、減便へ</a></h3></div>"
            "<div class=ev><span class=date>2026年9月30日</span><h3><a href=/e/2>学校の厨房に賞</a></h3></div></div>",
            "<ul><li><a href=/n/1>New sonar</a> 12 October 2026</li><li><a href=/n/2>Open day</a> 3 September 2026</li></ul>",
        ],
    )
    def test_days_of_something_else(self, inside: str) -> None:
        assert self.day(inside) is None

    def test_metadata_of_al_jazeera_s_kind(self) -> None:
        assert self.day("", '<meta name=publishedDate content="2026-10-03T06:12:40">') == datetime(
            2026, 10, 3, 6, 12, 40, tzinfo=UTC
        )

    def test_print_goes_by_the_clock_of_the_time_element(self) -> None:
        line = (
            '<time class=publish-date datetime="2026-10-03T12:44:00-08:00">October 3, 2026 12:44 PM</time>'
            "<p><em>Originally published <b>October 3, 2026, 12:44 PM</b>.</em></p>"
        )
        a = read(story(paragraphs(ONE) + REST, above=line))
        assert a.date_published == datetime(2026, 10, 3, 20, 44, tzinfo=UTC)

    @pytest.mark.parametrize(
        "line",
        [
            "This page was last edited on 3 October 2026, at 10:22.",
            "&copy; 2026 The House. Last modified on 3 October 2026 10:22.",
            "Zuletzt geändert am 03.10.2026 10:22",
        ],
    )
    def test_change_that_the_foot_of_the_page_tells(self, line: str) -> None:
        a = read(story(paragraphs(ONE) + REST) + f"<footer><p>{line}</p></footer>", lang="en-GB")
        assert (a.date_published, a.date_modified) == (None, datetime(2026, 10, 3, 10, 22, tzinfo=UTC))

    def test_changes_of_several_things_are_not_the_page_s(self) -> None:
        foot = (
            "<footer><p>This page was last edited on 3 October 2026, at 10:22.</p>"
            "<p>The prices that it names were last updated on 1 March 2026, as the law asks.</p></footer>"
        )
        assert read(story(paragraphs(ONE) + REST) + foot).date_modified is None

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("03-Nov-2025 • 4 hrs ago", datetime(2025, 11, 3, tzinfo=UTC)),
            ("4 hrs ago", datetime(2026, 10, 31, 20, tzinfo=UTC)),
            ("dün 2026", None),
            ("First published on: 03-10-2026", datetime(2026, 10, 3, tzinfo=UTC)),
        ],
    )
    def test_year_counts_no_hours(self, text: str, expected: datetime | None) -> None:
        date = parse_date(text, fetched_at=FETCHED, whole=True)
        assert (date and date.value) == expected


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("Kampala, Uganda – ", "Kampala"),
        ("CÓRDOBA.– ", "CÓRDOBA"),
        ("<b>Bad Husum am See:</b> ", "Bad Husum am See"),
        ("<b>Why it matters:</b> ", None),
        ("(ANSA) - VITERBO, 03 NOV - ", "VITERBO"),
        ("Jhalawar in Rajasthan, a town of canals – ", None),
    ],
)
def test_places_that_open_reports(opening: str, place: str | None) -> None:
    assert read(story(f"<p>{opening}{ONE}</p>{REST}")).dateline == place


@pytest.mark.parametrize(
    ("opening", "keywords", "others", "place"),
    [
        ("Jhalawar: ", "Jhalawar, schools", "", "Jhalawar"),
        ("Jhalawar: ", "schools", "", None),
        ("Askew: ", "Askew", "Askew: ", None),
    ],
)
def test_place_before_a_colon_that_the_keywords_name(
    opening: str, keywords: str, others: str, place: str | None
) -> None:
    text = paragraphs(opening + ONE, *(others + text for text in TEXT["en"][1:]))
    assert read(story(text), f'<meta name=keywords content="{keywords}">').dateline == place


def test_place_before_a_dot_in_malayalam() -> None:
    text = "ആലപ്പുഴ ∙ കായലിൽ കാണാതായ വള്ളം മൂന്നു ദിവസത്തിനു ശേഷം സ്വന്തം കടവിൽ തിരിച്ചെത്തിയ നിലയിൽ കണ്ടെത്തി."
    assert read(story(paragraphs(text, *[f"{text} {n}." for n in range(4)])), lang="ml").dateline == "ആലപ്പുഴ"


def test_place_and_agency_in_an_element_of_their_own() -> None:
    cite = "<cite><span>Lahore</span> <span>CXN</span> — </cite>"
    assert read(story(cite + paragraphs(*TEXT["en"]))).dateline == "Lahore"


def test_page_of_an_old_archive_is_an_article() -> None:
    line = "<p class=posted>Posted by Walt Kimura at October 3, 2026 08:41 AM</p>"
    a = read(story(paragraphs(*TEXT["en"]), below=line), path="/archives/000412.html")
    assert (a.page_type, [p.name for p in a.authors]) == ("article", ["Walt Kimura"])


class TestImages:
    OG = "<meta property=og:image content=https://img.example/share.jpg>"

    def test_photographer_and_house_in_brackets(self) -> None:
        figure = "<figure><img src=/share.jpg><figcaption>The bank. (Jo Askew/The Valley Post)</figcaption></figure>"
        a = read(story(figure + paragraphs(*TEXT["en"])), self.OG)
        assert a.main_image == Image("https://img.example/share.jpg", "The bank.", "Jo Askew/The Valley Post")

    def test_caption_in_short(self) -> None:
        picture = "<div class=photo><img src=/share.jpg><p class=photo__capt>The bank.</p></div>"
        assert read(story(picture + paragraphs(*TEXT["en"])), self.OG).main_image == Image(
            "https://img.example/share.jpg", "The bank.", None
        )

    def test_address_that_a_script_fills_in(self) -> None:
        picture = "<div class=picture><img data-src-template=/share.jpg><div class=caption><p>The bank.</p></div></div>"
        a = read(story(picture + paragraphs(*TEXT["en"])), self.OG)
        assert a.main_image == Image("https://img.example/share.jpg", "The bank.", None)


class TestState:
    """The state of a framework beside a text that the page prints."""

    def state(self, **more: object) -> str:
        record = {"title": TITLE, "authors": [{"name": "Reto Ammann"}], "publishedAt": "2026-10-03T06:00:00Z", **more}
        other = {"title": "Pens are scarce", "authors": [{"name": "Lea Vogt"}], "publishedAt": "2026-09-30T06:00:00Z"}
        state = json.dumps({"props": {"pageProps": {"article": record, "related": [other]}}})
        return f'<script id=__NEXT_DATA__ type="application/json">{state}</script>'

    def test_it_tells_author_and_day(self) -> None:
        a = read(story(paragraphs(*TEXT["en"])) + self.state(body=[{"type": "p", "text": t} for t in TEXT["en"]]))
        assert ([p.name for p in a.authors], a.date_published) == (
            ["Reto Ammann"],
            datetime(2026, 10, 3, 6, tzinfo=UTC),
        )

    def test_who_signs_but_previews_is_no_rival_of_its_author(self) -> None:
        signed = "<span class=x__author>{who}</span><span class=x__date>{day}</span>"
        state = self.state(body=[{"type": "p", "text": t} for t in TEXT["en"]])
        a = read(story(paragraphs(*TEXT["en"])) + state + previews(signed))
        assert [p.name for p in a.authors] == ["Reto Ammann"]

    def test_another_text_of_the_same_title_tells_nothing(self) -> None:
        a = read(story(paragraphs(*TEXT["en"])) + self.state(body=[{"type": "p", "text": LONG}]))
        assert (a.authors, a.date_published) == ([], None)


def test_standfirst_that_is_named_so_within_a_name_for_details() -> None:
    spot = "<h2 class=news-detail-spot>Farmers ask when the machines will come, and who is going to pay for them</h2>"
    a = read(story(paragraphs(*TEXT["en"]), above=f"<div class=head>{spot}</div>"))
    assert a.alternative_headline == "Farmers ask when the machines will come, and who is going to pay for them"
