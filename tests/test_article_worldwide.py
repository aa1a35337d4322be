"""What pages of languages, systems and kinds that nobody had tried taught: each a small page in that markup."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.items import Image

from .article_pages import ONE, REST, TEXT, TITLE, paragraphs, read, story


class TestImages:
    OG = "<meta property=og:image content=https://img.example/share.jpg>"

    def test_picture_between_standfirst_and_text_leads(self) -> None:
        lead = "<h2 class=subtitle>Farmers ask when the machines will come, and who is going to pay for them</h2>"
        figure = "<figure class=lead-art><img src=/i/1.jpg><figcaption>The bank. Photo: Jo Askew</figcaption></figure>"
        a = read(story(paragraphs(ONE) + REST, above=lead + figure), self.OG)
        assert a.main_image == Image("https://img.example/share.jpg", "The bank.", "Jo Askew")

    @pytest.mark.parametrize(
        ("printed", "caption", "credit"),
        [
            ("<em class=img_desc>다리 앞. ⓒ남해군</em>", "다리 앞.", "남해군"),
            ("<span class=img_descr>在桥边。陈子墨 摄</span>", "在桥边", "陈子墨"),
            ("<div class=field-pie>La orilla. Foto: Archivo</div>", "La orilla.", "Archivo"),
            ("<p class=img-credit>The bank (Photo - Social Media)</p>", "The bank", "Social Media"),
            ("<p class=caption>แผงค้า (ภาพ: เทศบาล)</p>", "แผงค้า", "เทศบาล"),
            ("<p class=caption>Ο μυλωνάς στο φράγμα. [ΑΠΕ-ΜΠΕ]</p>", "Ο μυλωνάς στο φράγμα.", "ΑΠΕ-ΜΠΕ"),
            ("<p class=caption>The bank ( Image Source : Jo Askew )</p>", "The bank", "Jo Askew"),
            ("<p class=caption>The bank. (Photo Jo Askew / AFP)</p>", "The bank.", "Jo Askew / AFP"),
            ("<p class=caption>A jegyablaknál (Fotó: Szűcs Anna)</p>", "A jegyablaknál", "Szűcs Anna"),
            ("<p class=caption>Bas itu. - Foto HN/Faiz Anuar</p>", "Bas itu.", "HN/Faiz Anuar"),
            ("<p class=photo-name>На роботі</p><p class=photo-copyright>Фото: Депо</p>", "На роботі", "Депо"),
            ("<p class=caption>Bến đò. Ảnh: Hoài Thu</p>", "Bến đò.", "Hoài Thu"),
        ],
    )
    def test_captions_and_credits_of_many_languages(self, printed: str, caption: str, credit: str) -> None:
        image = f"<div class=photo><img src=/i/1.jpg>{printed}</div>"
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", caption, credit)

    def test_cover_that_holds_more_than_the_image_has_but_its_caption(self) -> None:
        cover = "<div class=hero><img src=/i/1.jpg><p class=description>What it is about.</p><p class=caption>The bank.</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=cover))
        assert a.main_image == Image("https://paper.example/i/1.jpg", "The bank.")

    def test_amp_image(self) -> None:
        figure = (
            "<figure><amp-img src=/i/1.jpg width=800 height=450></amp-img><figcaption>The bank.</figcaption></figure>"
        )
        a = read(story(paragraphs(ONE) + REST, above=figure))
        assert a.main_image == Image("https://paper.example/i/1.jpg", "The bank.")

    def test_picture_of_the_data_is_found_in_a_gallery_below(self) -> None:
        slides = "".join(
            f"<li><figure><img src=/s/{n}.jpg><figcaption>Barge {n}.</figcaption></figure></li>" for n in "12"
        )
        head = "<meta property=og:image content=https://img.example/wide/2.jpg>"
        a = read(story(paragraphs(ONE) + REST, below=f"<ul class=gallery>{slides}</ul>"), head)
        assert a.main_image == Image("https://img.example/wide/2.jpg", "Barge 2.")


class TestSection:
    @pytest.mark.parametrize(
        ("above", "path", "expected"),
        [
            ("<div class=kicker><a href=/news/water/>Water</a></div>", "/news/water/canal", "Water"),
            ("<a class=overline href=/opinion>Opinion</a>", "/2026/11/03/canal", "Opinion"),
            ("<ul class=post-cats><li><a href=/category/local/>ข่าวท้องถิ่น</a></li></ul>", "/canal", "ข่าวท้องถิ่น"),
            ("<span class=post-card-primary-tag><a href=/tag/canals/>Canals</a></span>", "/canal", "Canals"),
            ("<div class=entry-crumbs><a href=/>Home</a> <a href=/c/8>Local</a></div>", "/canal", "Local"),
            (
                "<a href=/journal/category/Workshop>Workshop</a> <a href=/journal>Journal</a>",
                "/journal/canal",
                "Workshop",
            ),
        ],
    )
    def test_link_to_it_beside_the_headline(self, above: str, path: str, expected: str) -> None:
        assert read(above + story(paragraphs(ONE) + REST), path=path).section == expected

    @pytest.mark.parametrize(
        "above",
        [
            "<a href=/news>← All news stories</a>",
            "<a href=/2026/11>November 2026</a>",
            "<a href=https://share.example/news/>Share it</a>",
            "<ul class=links><li><a href=/news>News of today</a><li><a href=/a>A</a><li><a href=/b>B</a><li><a href=/c>C</a></ul>",
        ],
    )
    def test_ways_back_days_other_hosts_and_menus_are_none(self, above: str) -> None:
        assert read(above + story(paragraphs(ONE) + REST), path="/news/2026/11/canal").section is None

    def test_slug_in_the_data_is_printed_as_the_trail_prints_it(self) -> None:
        trail = """{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": {"@id":
        "https://paper.example/rajasthan", "name": "राजस्थान"}}]}"""
        head = f'<script type="application/ld+json">{trail}</script><meta property=article:section content=rajasthan>'
        assert read(story(paragraphs(ONE) + REST), head).section == "राजस्थान"

    def test_slug_is_printed_as_a_link_to_it_prints_it(self) -> None:
        head = "<meta property=article:section content=travel-notes>"
        assert (
            read("<a href=/travel-notes>Travel Notes</a>" + story(paragraphs(ONE) + REST), head).section
            == "Travel Notes"
        )

    def test_half_of_the_headline_is_none(self) -> None:
        title = "River bridge closed – latest updates"
        page = story(paragraphs(ONE) + REST).replace(TITLE, title)
        assert read(page, title=f"{title} | River Standard").section is None


class TestTags:
    def test_links_to_what_shares_a_tag_in_a_box_without_a_name(self) -> None:
        links = (
            "<div class=footer><div><a href=/blog/hashtags/garlic>#garlic</a><a href=/tag/beans>beans</a></div></div>"
        )
        assert read(story(paragraphs(ONE) + REST, below=links)).tags == ["garlic", "beans"]

    def test_authors_of_a_topic_are_none(self) -> None:
        box = "<div class=topic-authors><a href=/authors/1>Jo Askew</a></div>"
        assert read(story(box + paragraphs(ONE) + REST)).tags == []

    def test_section_with_a_label_above_it_is_no_box_of_tags(self) -> None:
        fields = """<div class="field--name-section field--label-above">Section <a href=/s/1>Local</a></div>
        <div class="field--name-field-tags field--label-above">Tags <a href=/e/1>music</a></div>"""
        assert read(story(paragraphs(ONE) + REST, below=fields)).tags == ["music"]


def test_joiners_within_a_word_are_part_of_its_spelling() -> None:
    title = "کوره سفال کهن\u200cدیار دوباره روشن شد"
    page = story(paragraphs(ONE) + REST).replace(TITLE, title)
    assert read(page, title=title, lang="fa").headline == title


class TestWriters:
    @pytest.mark.parametrize(
        ("line", "names"),
        [
            ("<div class=author-name><div>โดย</div> <a href=/author/wipa/>วิภา แสงทอง</a></div>", ["วิภา แสงทอง"]),
            ("<div class=author>מאת <a href=/author/yael>יעל ברק</a></div>", ["יעל ברק"]),
            ("<p>文／何静怡　摄影／罗山</p>", ["何静怡"]),
            ("<p>（记者 陈子墨）</p>", ["陈子墨"]),
            ("<div>撰文：<a href=/author/1>梁穎詩</a></div>", ["梁穎詩"]),
            ("<p>取材・文＝大石まゆ　写真＝北川隼</p>", ["大石まゆ"]),
            ("<span class=author>حاوره: <a href=/writers/nader>نادر الشامي</a></span>", ["نادر الشامي"]),
            ("<div class=author>한지원 논설위원</div>", ["한지원"]),
            ("<div class=authors>עומר שדה, צפרירים</div>", ["עומר שדה"]),
            (
                "<div>Por <a href=/user/12>Rui Abrantes</a> em <time>3 Novembro, 2026 - 14:05</time></div>",
                ["Rui Abrantes"],
            ),
        ],
    )
    def test_bylines_of_many_languages(self, line: str, names: list[str]) -> None:
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang="mul").authors] == names

    def test_place_and_job_in_elements_of_their_own_are_no_names(self) -> None:
        byline = """<div class=author-card><span>بقلم:</span> <a href=/author/sami>سامي الخطيب</a>
        <p class=author-job>كاتب وروائي من الأردن</p><p class=author-location>عمّان</p></div>"""
        (author,) = read(story(paragraphs(ONE) + REST, above=byline), lang="ar").authors
        assert (author.name, author.role) == ("سامي الخطيب", "كاتب وروائي من الأردن")

    def test_name_that_one_print_parts_and_the_other_does_not(self) -> None:
        node = '{"@type": "NewsArticle", "headline": "T", "author": {"@type": "Person", "name": "森下恵"}}'
        head = f'<meta name="cXenseParse:author" content="森下 恵"><script type="application/ld+json">{node}</script>'
        assert [p.name for p in read(story(paragraphs(ONE) + REST), head, lang="ja").authors] == ["森下恵"]

    def test_newspaper_that_a_portal_names_as_author(self) -> None:
        node = """{"@type": "NewsArticle", "headline": "T", "author": {"@type": "Organization", "name": "北浜新聞"},
        "publisher": {"@type": "Organization", "name": "ポータル"}, "datePublished": "2026-10-03T14:05:00+09:00"}"""
        head = f'<meta property=og:type content=article><script type="application/ld+json">{node}</script>'
        a = read(story(paragraphs(ONE) + REST, below="<a href=/media/k>北浜新聞</a>"), head, lang="ja")
        assert [(p.name, p.role) for p in a.authors] == [("北浜新聞", "organization")]
        assert a.agencies == ["北浜新聞"]

    def test_title_behind_a_korean_name_is_its_role(self) -> None:
        a = read(story(paragraphs(ONE) + REST, above="<em class=journalist-name>김서연 기자</em>"), lang="ko")
        assert [(p.name, p.role) for p in a.authors] == [("김서연", "기자")]

    @pytest.mark.parametrize(
        ("opening", "place"),
        [
            ("Kanhapur, Nov 3 (PTI) ", "Kanhapur"),
            ("(서울=가람통신) ", "서울"),
            ("【ロンドン=田中一郎】", "ロンドン"),
            ("新华社北京11月3日电 ", "北京"),
            ("（濱海社記者林佩儀新濱3日電）", "新濱"),
            ("<strong>مظفر آباد:</strong> ", "مظفر آباد"),
            ("</p><strong>Bandung</strong> - <p>", "Bandung"),
        ],
    )
    def test_place_that_opens_a_dispatch(self, opening: str, place: str) -> None:
        assert read(story(f"<p>{opening}{ONE}</p>{REST}"), lang="mul").dateline == place

    def test_name_in_the_opening_of_a_dispatch(self) -> None:
        a = read(story(f"<p>（濱海社記者林佩儀新濱3日電）{ONE}</p>{REST}"), lang="zh")
        assert [(p.name, p.role) for p in a.authors] == [("林佩儀", "記者")]

    def test_names_and_agency_of_a_dispatch(self) -> None:
        a = read(story(f"<p>新华社临江11月3日电（记者 方晓、罗一鸣）{ONE}</p>{REST}"), lang="zh")
        assert ([p.name for p in a.authors], a.agencies) == (["方晓", "罗一鸣"], ["新华社"])


class TestEnds:
    @pytest.mark.parametrize(
        "line",
        [
            "（记者 陈子墨）",
            "（編輯：吳思穎）1151103",
            "本網站之文字、圖片及影音，非經授權，不得轉載、公開播送。",
            "<저작권자 ⓒ 남해데일리, 무단전재 및 재배포 금지>",
            "* الآراء الواردة في هذا المقال تعبّر عن رأي كاتبها.",
            "(This story has not been edited by Indian Mail staff and comes from a feed.)",
            "(With inputs from PTI)",
            "Kaynak: Haber Merkezi",
            "Źródło: Kurier Lubelski",
            "오세진 기자 sejin@kangwon.example",
            "(rin/dhs)",
            "এসবি/আরকে",
            "عکس: رضا دانش",
        ],
    )
    def test_notes_below_texts_of_many_languages(self, line: str) -> None:
        line = line.replace("<", "&lt;")
        assert read(story(paragraphs(ONE) + REST + paragraphs(line)), lang="mul").body == "\n\n".join(TEXT["en"])

    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("<p style='text-align: right'><strong>Nguyễn Minh Châu</strong></p>", "Nguyễn Minh Châu"),
            ("<p align=right><i>Тамара Егорова</i></p>", "Тамара Егорова"),
        ],
    )
    def test_signature_below_the_text(self, line: str, name: str) -> None:
        a = read(story(paragraphs(ONE) + REST + line), lang="mul")
        assert a.body == "\n\n".join(TEXT["en"])
        assert [p.name for p in a.authors] == [name]

    def test_last_line_in_bold_that_is_no_name_is_text(self) -> None:
        a = read(story(paragraphs(ONE) + REST + "<p><b>The vote is on Monday.</b></p>"))
        assert a.body is not None and a.body.endswith("The vote is on Monday.")

    @pytest.mark.parametrize(
        "rest",
        [
            "<p>Advertisement</p>",
            "<p>Photo: Jo Askew</p>",
            "<ul><li><a href=/a/1>The mayor opens a new school</a><li><a href=/a/2>A bridge over the river</a></ul>",
        ],
    )
    def test_title_of_a_box_within_the_text(self, rest: str) -> None:
        box = f"<div class=box><h3>The quarter as it is today</h3>{rest}</div>"
        assert read(story(paragraphs(ONE) + box + REST)).body == "\n\n".join(TEXT["en"])


class TestStandfirst:
    @pytest.mark.parametrize(
        "lines",
        [
            "<h3 class=heading>{title}</h3><h4 class=sub>Farmers ask when the machines will come at last</h4>",
            "<h1>{title}</h1><div class=article__second-title>Farmers ask when the machines will come at last</div>",
            "<h1>{title}</h1><p class=post-summary>Farmers ask when the machines will come at last</p><div>By Jo Askew</div>"
            "<div>3 November 2026</div><ul><li>One of the points<li>Another point<li>A third point of the plan</ul>",
        ],
    )
    def test_line_that_follows_the_headline(self, lines: str) -> None:
        a = read(f"<main>{lines.format(title=TITLE)}<div class=article-body>{paragraphs(ONE)}{REST}</div></main>")
        assert a.alternative_headline == "Farmers ask when the machines will come at last"

    def test_headline_over_again_is_none(self) -> None:
        head = f'<meta name=description content="{TITLE} near the old town">'
        title = f"{TITLE} near the old town"
        page = f"<h1>{title}</h1><div class=article-body>{paragraphs(ONE)}{REST}</div>"
        assert read(page, head, title=title).alternative_headline is None


class TestBiography:
    def test_each_of_two_authors_has_their_own(self) -> None:
        boxes = "".join(
            f"<div class=author-bio><a href=/people/{n}>{n}</a><p>{n} covers the water of the delta from the capital.</p>"
            f"<a>See stories by {n}</a></div>"
            for n in ("Ruth Calder", "Samir Haddad")
        )
        byline = "<div class=byline>By <a href=/people/1>Ruth Calder</a> and <a href=/people/2>Samir Haddad</a></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline, below=f"<div class=about-authors>{boxes}</div>"))
        assert [p.bio for p in a.authors] == [
            f"{n} covers the water of the delta from the capital." for n in ("Ruth Calder", "Samir Haddad")
        ]

    def test_byline_with_a_reading_time_is_none(self) -> None:
        byline = """<div class=author-info><a rel=author href=/a/1>Noor Aziz</a>, <a rel=author href=/a/2>Bram Cole</a>
        <time>Nov 3, 2026</time> 2 min read by them</div>"""
        assert [p.bio for p in read(story(paragraphs(ONE) + REST, above=byline)).authors] == [None, None]


def test_update_in_words_of_other_languages() -> None:
    line = "<div>প্রকাশ: ০৩ অক্টোবর ২০২৬, ১৪: ০৫</div><div>আপডেট: ০৩ অক্টোবর ২০২৬, ১৬: ৩০</div>"
    a = read(story(paragraphs(ONE) + REST, above=f"<div class=time>{line}</div>"), lang="bn")
    assert (a.date_published, a.date_modified) == (
        datetime(2026, 10, 3, 14, 5, tzinfo=UTC),
        datetime(2026, 10, 3, 16, 30, tzinfo=UTC),
    )


class TestLinesOfNoText:
    @pytest.mark.parametrize(
        "line",
        [
            "<p>When you purchase through links on our site, we may earn an affiliate commission.</p>",
            "<div><span>16:20</span></div>",
            "<figure><img src=/b.jpg><span class=credit>Getty Images</span></figure>",
            "<p><strong>ये भी पढ़ें: <a href=/x>गंगा घाट पर लगेगी लाइब्रेरी</a></strong></p>",
            "<p><b>Zobacz także: <a href=/x>Miód z dachu ratusza trafił do sprzedaży</a></b></p>",
        ],
    )
    def test_between_the_paragraphs(self, line: str) -> None:
        assert read(story(paragraphs(ONE) + line + REST), lang="mul").body == "\n\n".join(TEXT["en"])


class TestHouses:
    def test_site_that_signs_itself_is_an_organization(self) -> None:
        head = "<meta property=og:site_name content='Le Courrier du Massif'>"
        byline = "<div class=byline>Par <span>Le Courrier du Massif avec AFP</span></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline), head, lang="fr")
        assert [(p.name, p.role) for p in a.authors] == [
            ("Le Courrier du Massif", "organization"),
            ("AFP", "organization"),
        ]

    def test_desk_before_the_date(self) -> None:
        line = "<div><p>অনলাইন ডেস্ক</p><p class=time>প্রকাশিত: ০২:০৫ পিএম, ০৩ অক্টোবর ২০২৬</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=line), lang="bn")
        assert a.agencies == ["অনলাইন ডেস্ক"]
        assert a.date_published == datetime(2026, 10, 3, 14, 5, tzinfo=UTC)


class TestInstants:
    def test_address_that_names_the_day_of_another_zone(self) -> None:
        head = '<meta property=article:published_time content="2026-10-03T23:35:00.000Z">'
        line = "<span class=date>입력 2026.10.04. 08:35</span>"
        a = read(story(paragraphs(ONE) + REST, above=line), head, path="/opinion/2026/10/04/ABC/", lang="ko")
        assert a.date_published == datetime(2026, 10, 3, 23, 35, tzinfo=UTC)
        assert a.date_published_raw is not None and "2026.10.04. 08:35" in a.date_published_raw


@pytest.mark.parametrize(
    "line", ["Оновлено о 16:30", "Bereits Abonnent? Hier anmelden", "Already a subscriber? Sign in", "Frissítve: 15:10"]
)
def test_hour_of_a_change_and_offers_to_payers_end_a_text(line: str) -> None:
    assert read(story(paragraphs(ONE) + REST + paragraphs(line)), lang="mul").body == "\n\n".join(TEXT["en"])


def test_job_in_one_word_behind_a_name_is_a_role() -> None:
    byline = (
        "<div class=byline><a href=/av/eva-sand>Eva Sand</a><span>Reporter</span><a href=mailto:e>e@p.example</a></div>"
    )
    a = read(story(paragraphs(ONE) + REST, above=byline), lang="sv")
    assert [(p.name, p.role) for p in a.authors] == [("Eva Sand", "Reporter")]


def test_introduction_that_only_readers_of_screens_get() -> None:
    byline = "<ul><li><span class=visually-hidden>لیکوال, </span><span>مریم ساپۍ</span></li></ul>"
    a = read(story(paragraphs(ONE) + REST, above=byline), lang="ps")
    assert [p.name for p in a.authors] == ["مریم ساپۍ"]
