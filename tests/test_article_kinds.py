"""What further systems and kinds of page taught: blocks of WordPress, Drupal, boards, columns, releases, old tables."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.extraction import extract
from ecorridor_scraper.items import Image
from ecorridor_scraper.sites import Site

from .article_pages import FETCHED, ONE, REST, TEXT, TITLE, TWO, WHOLE, paragraphs, read, story


class TestWriters:
    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("<div class=muhabir>Muhabir: Sevda Karaca</div>", "Sevda Karaca"),
            ("<p class=writer>聞き手・構成：水野沙織</p>", "水野沙織"),
            ("<p>聞き手＝水野沙織　写真＝北川隼</p>", "水野沙織"),
            ("<div><span>کد خبر: ۸۸۱۲۳</span><span>خبرنگار: سمیه نوری</span></div>", "سمیه نوری"),
            ("<span class='post-author vcard'>प्रस्तुतकर्ता <a rel=author href=/p>हरीश पटवाल</a></span>", "हरीश पटवाल"),
            ("<div class=submitted>نشره <span>ربى العمري</span> في ثلاثاء, 11/03/2026 - 12:25</div>", "ربى العمري"),
            ("<div class=submitted>Enviado por <span>Rui Abrantes</span> em 3/10/2026</div>", "Rui Abrantes"),
            ("<span class=author>نمائندہ خصوصی: محمد اشرف سیال</span>", "محمد اشرف سیال"),
            ("<span class=contributor-name>লেখা: রওশন জাহান</span>", "রওশন জাহান"),
            ("<div class=firma><a href=/autor/marta-grau>Marta Grau</a><span>Madrid</span></div>", "Marta Grau"),
            ("<span class=byline>SUSAN ODELL sodell@paper.example</span>", "Susan Odell"),
            ("<span class=author>南海新聞網／ 記者<a href=/reporter/1>江雅琪</a>／南海即時報導</span>", "江雅琪"),
        ],
    )
    def test_bylines_of_further_languages(self, line: str, name: str) -> None:
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang="mul").authors] == [name]

    def test_word_that_introduces_in_swahili_only(self) -> None:
        page = story(paragraphs(ONE) + REST, above="<p class=byline>Na Juma Salehe</p>")
        assert [p.name for p in read(page, lang="sw").authors] == ["Juma Salehe"]
        assert [p.name for p in read(page, lang="en").authors] == ["Na Juma Salehe"]

    @pytest.mark.parametrize("label", ["เผยแพร่เมื่อ", "प्रकाशित", "公開日", "تاريخ النشر"])
    def test_label_of_a_date_is_no_name(self, label: str) -> None:
        line = f"<div class=meta><span>{label} <time datetime=2026-10-03>3.10.2026</time></span></div>"
        assert read(story(paragraphs(ONE) + REST, above=line), lang="mul").authors == []

    def test_sentence_without_spaces_is_no_name(self) -> None:
        box = "<div class=author-box><h5 class=author-name>นกน้อย ทองดี</h5><p class=author-desc>ผู้สื่อข่าวประจำบางปลา ชอบพายเรือมากกว่าขับรถ</p></div>"
        byline = "<span class=byline>โดย <a class=author href=/author/nok/>นกน้อย ทองดี</a></span>"
        (author,) = read(story(paragraphs(ONE) + REST, above=byline, below=box), lang="th").authors
        assert (author.name, author.bio) == ("นกน้อย ทองดี", "ผู้สื่อข่าวประจำบางปลา ชอบพายเรือมากกว่าขับรถ")

    @pytest.mark.parametrize("between", ["·", "|", "•"])
    def test_name_among_the_parts_of_a_dated_line(self, between: str) -> None:
        parts = ("<span>October 3, 2026</span>", "3 min", "Jorinde Haas", "<a href=/edit>Suggest Changes</a>")
        line = f"<div class=post-meta>{f' {between} '.join(parts)}</div>"
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line)).authors] == ["Jorinde Haas"]

    def test_writer_above_the_headline_of_a_column(self) -> None:
        box = "<div class=writer-box><a href=/columnist/tariq>طارق مجید</a><p>کالم نگار بیس سال ڈاک میں رہے</p></div>"
        page = f"{box}<h1>{TITLE}</h1><div class=text>{paragraphs(ONE)}{REST}</div>"
        assert [p.name for p in read(page, lang="ur").authors] == ["طارق مجید"]

    def test_agency_in_brackets_behind_a_word(self) -> None:
        line = "<section>Par <span itemprop=author>Yann Quillien</span> (avec AFP)</section>"
        a = read(story(paragraphs(ONE) + REST, above=line), lang="fr")
        assert ([p.name for p in a.authors], a.agencies) == (["Yann Quillien"], ["AFP"])

    def test_biography_whose_sentence_begins_with_a_linked_name(self) -> None:
        byline = "<p class=byline>by <a href=/authors/bex>Bex Tarrant</a></p>"
        card = "<div class=author-card><p><a href=/authors/bex>Bex Tarrant</a> is a reporter who takes toasters apart.</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline + card))
        assert [p.bio for p in a.authors] == ["Bex Tarrant is a reporter who takes toasters apart."]
        assert a.body == WHOLE

    @pytest.mark.parametrize(
        ("about", "count"), [("Über", "12 Artikel"), ("About", "1,204 posts"), ("À propos de", "")]
    )
    def test_title_of_an_author_box_is_no_biography(self, about: str, count: str) -> None:
        byline = "<p class=byline>Von <a rel=author href=/author/renate/>Renate Gschwendtner</a></p>"
        text = "Renate schreibt seit zehn Jahren über alles, was Räder hat."
        box = f"<div class=author-box><h5>{about} Renate Gschwendtner <span>{count}</span></h5><div>{text}</div></div>"
        a = read(story(paragraphs(ONE) + REST, above=byline, below=box), lang="de")
        assert [p.bio for p in a.authors] == [text]


class TestListings:
    ITEMS = "".join(
        f"<div class=item><h3><a href=/news/{n}>The {n}th item of the list</a></h3><p>What it is.</p>"
        f"<span>By Sam Oakes</span><time datetime=2026-10-0{n}>Oct {n}, 2026</time></div>"
        for n in (3, 2, 1)
    )

    @pytest.mark.parametrize(
        "path", ["/topics/water", "/rubrique/eau", "/categoria/agua", "/etiket/su", "/rubrik/wasser"]
    )
    def test_day_and_writers_of_what_is_listed_are_not_the_list_s(self, path: str) -> None:
        a = read(f"<main><h1>Water</h1>{self.ITEMS}</main>", title="Water", path=path)
        assert (a.page_type, a.date_published, a.date_published_source, a.authors) == ("listing", None, None, [])

    def test_page_of_unknown_address_keeps_them(self) -> None:
        line = "<p class=byline>By Jo Askew <time datetime=2026-10-03>3 October 2026</time></p>"
        a = read(story(f"<p>{ONE}</p>", above=line), path="/")
        assert a.date_published is not None
        assert [p.name for p in a.authors] == ["Jo Askew"]


def test_short_notice_that_is_dated_is_an_article() -> None:
    head = "<meta name=pubdate content=2026-10-03T14:05:00+02:00>"
    line = "<p class=date>3 October 2026</p>"
    assert read(story(f"<p>{ONE}</p>"), head).page_type == "article"
    assert read(story(f"<p>{ONE}</p>", above=line)).page_type == "article"
    assert read(story(f"<p>{ONE}</p>")).page_type is None
    assert read(story("<p>Closed.</p>"), head).page_type is None


class TestInstants:
    def test_print_without_a_zone_is_in_the_zone_of_the_data(self) -> None:
        head = "<meta name=date content=2026-10-03T12:04:00+02:00>"
        line = "<p class=date>03.10.2026, 12:04 Uhr | Aktualisiert: 03.10.2026, 13:20 Uhr</p>"
        a = read(story(paragraphs(ONE) + REST, above=line), head, lang="de")
        assert (a.date_published, a.date_modified) == (
            datetime(2026, 10, 3, 10, 4, tzinfo=UTC),
            datetime(2026, 10, 3, 11, 20, tzinfo=UTC),
        )

    def test_data_in_utc_tell_nothing_of_the_clock_of_a_print(self) -> None:
        head = "<meta property=article:published_time content=2026-10-03T10:04:00Z>"
        line = "<p class=date>Updated: 3 October 2026, 13:20</p>"
        a = read(story(paragraphs(ONE) + REST, above=line), head)
        assert a.date_modified == datetime(2026, 10, 3, 13, 20, tzinfo=UTC)

    def test_zone_that_a_site_file_names_is_not_taken_twice(self) -> None:
        head = "<meta name=date content=2026-10-03T12:04:00+05:00>"
        line = "<p class=date>3 October 2026, 12:04</p>"
        page = f"<html><head>{head}</head><body>{story(paragraphs(ONE) + REST, above=line)}</body></html>"
        site = Site("paper", hosts=("paper.example",), timezone="Asia/Karachi")
        a = extract(page, "https://paper.example/news/canal", fetched_at=FETCHED, site=site).article
        assert a.date_published == datetime(2026, 10, 3, 7, 4, tzinfo=UTC)

    @pytest.mark.parametrize("kind", ["Review", "Recipe", "VideoObject"])
    def test_change_of_what_else_a_page_is_about(self, kind: str) -> None:
        node = f'{{"@type": "{kind}", "datePublished": "2026-10-03T10:04:00Z", "dateModified": "2026-10-04T08:00:00Z"}}'
        a = read(story(paragraphs(ONE) + REST), f'<script type="application/ld+json">{node}</script>')
        assert (a.date_published, a.date_modified) == (
            datetime(2026, 10, 3, 10, 4, tzinfo=UTC),
            datetime(2026, 10, 4, 8, tzinfo=UTC),
        )

    def test_entry_date_that_a_theme_calls_updated_is_the_publication_s(self) -> None:
        line = (
            '<time class="entry-date updated td-module-date" datetime="2026-10-02T07:40:00+07:00">2 October 2026</time>'
        )
        a = read(story(paragraphs(ONE) + REST, above=line))
        assert (a.date_published, a.date_modified) == (datetime(2026, 10, 2, 0, 40, tzinfo=UTC), None)

    def test_day_above_the_headline_comes_before_that_of_a_teaser(self) -> None:
        above = "<p class=info><time datetime=2026-10-03T11:00:00+02:00>03.10.2026 11:00</time> | Nr. 118/2026</p>"
        teaser = """<div class=short><h4><a href=/news/bridge>The bridge over the canal is open again</a></h4><p class=info><time
        datetime=2026-09-30T09:00:00+02:00>30.09.2026</time></p></div>"""
        page = f"{above}<h1>{TITLE}</h1><div class=text><p>{ONE}</p><p>{TWO}</p></div>{teaser}"
        assert read(page).date_published == datetime(2026, 10, 3, 9, tzinfo=UTC)

    @pytest.mark.parametrize("node", ["node node--type-article node--promoted", "node node-article node-promoted"])
    def test_article_that_drupal_shows_on_its_front(self, node: str) -> None:
        meta = "<header class=node__meta><span>Par <span>Bénédicte Faure</span>, <span>3 octobre 2026</span></span></header>"
        page = f"<h1>{TITLE}</h1><article class='{node}'>{meta}<div class=body>{paragraphs(ONE)}{REST}</div></article>"
        a = read(page, lang="fr")
        assert (a.date_published, [p.name for p in a.authors]) == (
            datetime(2026, 10, 3, tzinfo=UTC),
            ["Bénédicte Faure"],
        )


class TestSubjects:
    def test_link_of_a_category_is_no_tag(self) -> None:
        links = "<a rel=tag href=/category/local/>Local</a> <a rel=tag href=/tag/plaza/>plaza</a>"
        assert read(story(paragraphs(ONE) + REST, below=links)).tags == ["plaza"]

    def test_tags_of_a_page_whose_body_names_its_sidebars(self) -> None:
        box = "<div class=field-name-field-tags><h3>Tags:</h3><ul><li><a href=/t/1>music</a></li></ul></div>"
        page = f"<body class='html two-sidebars'>{story(paragraphs(ONE) + REST, below=box)}"
        assert read(page).tags == ["music"]

    @pytest.mark.parametrize("path", ["etiket", "etiquettes", "mots-cles", "temas", "taggar"])
    def test_links_to_tags_of_further_languages(self, path: str) -> None:
        box = f"<div><a href=/{path}/kopek>köpek</a><a href=/{path}/su>su</a></div>"
        assert read(story(paragraphs(ONE) + REST, below=box)).tags == ["köpek", "su"]

    def test_section_on_the_mobile_host_of_a_page(self) -> None:
        head = "<link rel=canonical href=https://www.paper.example/guncel/canal>"
        above = "<div class=yol><a href=https://m.paper.example/guncel>Güncel</a></div>"
        assert read(above + story(paragraphs(ONE) + REST), head, path="/guncel/canal").section == "Güncel"

    def test_section_that_the_query_of_a_link_numbers(self) -> None:
        above = "<span><a href=/News.aspx?cat=1>محليات</a></span>"
        assert read(above + story(paragraphs(ONE) + REST), path="/NewsDetails.aspx", lang="ar").section == "محليات"

    def test_trail_that_is_called_a_path(self) -> None:
        above = "<div class=news-path><a href=/>خانه</a> » <a href=/service/3>استانها</a></div>"
        assert read(above + story(paragraphs(ONE) + REST), lang="fa").section == "استانها"

    def test_section_in_microdata(self) -> None:
        section = "<span itemprop=articleSection content=Vallées>Rubrique Vallées</span>"
        assert read(story(paragraphs(ONE) + REST, above=section)).section == "Vallées"
        teaser = f"<div class=related>{section}</div>"
        assert read(story(paragraphs(ONE) + REST, below=teaser)).section is None


class TestHeadlines:
    def test_short_headline_in_chinese_characters(self) -> None:
        title = "市区试行夜间药房"
        page = story(paragraphs(ONE) + REST).replace(TITLE, title)
        assert read(page, title=f"{title}-云河市卫生健康委员会", lang="zh").headline == title

    def test_part_of_a_title_behind_a_colon_that_an_old_page_prints(self) -> None:
        page = f"<table><tr><td><font size=5><b>{TITLE}</b></font><br><font>{ONE}<br><br>{TWO}</font></td></tr></table>"
        assert read(page, title=f"The Courier Online: {TITLE}").headline == TITLE

    def test_headline_byline_and_date_in_one_run_are_no_text(self) -> None:
        lines = f"<b>{TITLE}</b><br>By LEIF HANSON<br>Courier Staff Writer<br>Published: Saturday, October 3, 2026"
        page = f"<table><tr><td><font size=3>{lines}<br><br>{'<br><br>'.join(TEXT['en'])}</font></td></tr></table>"
        assert read(page, title=f"The Courier Online: {TITLE}").body == WHOLE


class TestLinesOfNoText:
    @pytest.mark.parametrize(
        "box",
        [
            "<div class=group><h3>Suscríbete</h3><p>Recibe cada viernes lo mejor de la comarca.</p><form><input type=email></form></div>",
            "<div class=box><p>Everything that the valley talks about, each Friday at noon.</p><input type=email name=e></div>",
            "<blockquote class=wp-embedded-content><p><a href=/x>The school wins a prize for its pond</a></p></blockquote>",
            "<p>Dieser Beitrag enthält Werbelinks.</p>",
            "<p>Cet article contient des liens affiliés.</p>",
            "<p>Este artículo contiene enlaces de afiliados.</p>",
            "<div><h3>Keep us free</h3><p>We live on gifts of readers like you.</p><a href=/donate>Give today</a></div>",
            "<section><h2>سب سے زیادہ پڑھی جانے والی</h2><ul><li><a href=/x>وہ ٹرین جو ہر روز لیٹ ہوتی ہے</a></ul>"
            "<p>End of سب سے زیادہ پڑھی جانے والی</p></section>",
            "<p>廣告</p>",
            "<p>Continua após a publicidade</p>",
            "<p>乘客在渡口候船。记者 周文静摄</p>",
            "<h2>विस्तार</h2>",
            "<p><b>تفصیلات:</b></p>",
            "<p>বিজ্ঞাপন</p>",
            "<p>Реклама</p>",
            "<p>Also read:</p><div class=box><a href=/x>Bridge</a></div>",
            "<p><b>یہ بھی پڑھیں: <a href=/x>پل کی مرمت</a></b></p>",
        ],
    )
    def test_between_the_paragraphs(self, box: str) -> None:
        assert read(story(paragraphs(ONE) + box + REST), lang="mul").body == WHOLE

    def test_field_for_an_address_in_the_box_of_the_text_takes_none_of_it(self) -> None:
        page = f"<h1>{TITLE}</h1><div>{paragraphs(ONE)}{REST}<form><input type=email></form></div>"
        assert read(page).body == WHOLE

    @pytest.mark.parametrize(
        "end",
        [
            "<h3>Media contact</h3><p>Press office<br>Tel: +00 1234 5678</p>",
            "<p>Pressekontakt:</p><p>Holger Wendt, Telefon 0000 551234, presse@paper.example</p>",
            "<p>Testen Sie uns einen Monat lang für 0,99 Euro. Danach 9,90 Euro im Monat, jederzeit kündbar.</p>",
            "<p>Three months for one pound. Cancel anytime.</p>",
            "<p>Essai à 1 euro, puis 9,90 euros par mois, sans engagement.</p>",
            "<p><a href=/mail>E-mail this reporter</a> | <a href=/print>Printer friendly version</a></p>",
            "<p>Rectificatif : une première version donnait une autre date.</p>",
            "<p>Have something to say? Send letters of up to 200 words to letters@paper.example.</p>",
            "<p>【本件に関するお問い合わせ】<br>広報担当：佐伯<br>電話：0000-00-0000</p>",
            "<p>—APP</p>",
            "<p>– Our correspondent</p>",
            "<p>-Agencies</p>",
            "<p>— Reuters/AFP</p>",
            "<ul><li><strong>রওশন জাহান</strong> কলেজশিক্ষক ও পরিবেশকর্মী</li></ul>",
        ],
    )
    def test_below_the_text(self, end: str) -> None:
        assert read(story(paragraphs(ONE) + REST + end), lang="mul").body == WHOLE

    def test_people_in_bold_one_below_the_other_are_text(self) -> None:
        people = [f"{name} {place} place" for name, place in (("Ann Lee", "first"), ("Jo Askew", "second"))]
        page = "".join(f"<p><b>{p[: p.index(' ', 4)]}</b>{p[p.index(' ', 4) :]}</p>" for p in people)
        assert read(story(paragraphs(ONE) + REST + page)).body == "\n\n".join((WHOLE, *people))

    def test_heading_of_a_section_about_contacts_is_text(self) -> None:
        page = story(f"<p>{ONE}</p><h3>Contact</h3>{REST}")
        assert read(page).body == WHOLE.replace(ONE, f"{ONE}\n\nContact")

    @pytest.mark.parametrize("sign", ["#", "¶", "§"])
    def test_sign_that_links_a_heading_to_itself(self, sign: str) -> None:
        a = read(story(f"<p>{ONE}</p><h2 id=b>What did work<a class=anchor href=#b>{sign}</a></h2>{REST}"))
        assert "What did work" in (a.body or "").split("\n\n")
        a = read(story(f"<p>{ONE}</p><h2>Learning C#</h2>{REST}"))
        assert "Learning C#" in (a.body or "").split("\n\n")

    def test_hours_of_entries_in_a_list(self) -> None:
        entries = "".join(f"<li><span>1{n}:05</span><div><p>{t}</p></div></li>" for n, t in enumerate(TEXT["en"]))
        assert read(story(f"<ul class=entries>{entries}</ul>")).body == WHOLE


class TestImages:
    @pytest.mark.parametrize(
        ("printed", "caption", "credit"),
        [
            ("Mvuvi katika mashua. Picha na Ali Omar", "Mvuvi katika mashua.", "Ali Omar"),
            ("Perahu di muara. Foto oleh Dewi Sri", "Perahu di muara.", "Dewi Sri"),
            ("Le pont, lundi matin. YANN QUILLIEN / LA PRESSE", "Le pont, lundi matin.", "YANN QUILLIEN / LA PRESSE"),
            ("火車站前的電話亭。記者江雅琪／攝影", "火車站前的電話亭", "江雅琪"),
        ],
    )
    def test_captions_and_credits(self, printed: str, caption: str, credit: str) -> None:
        image = f"<figure><img src=/i/1.jpg><figcaption>{printed}</figcaption></figure>"
        a = read(story(paragraphs(ONE) + REST, above=image), lang="mul")
        assert a.main_image == Image("https://paper.example/i/1.jpg", caption, credit)


class TestStandfirst:
    def test_few_words_that_the_description_repeats(self) -> None:
        head = "<meta name=description content='It is three cents.'>"
        page = f"<main><div class=lede><h1>{TITLE}</h1><p>It is three cents.</p></div><div>{paragraphs(ONE)}{REST}</div></main>"
        assert read(page, head).alternative_headline == "It is three cents."
        page = f"<main><h1>{TITLE}</h1><div><p>It is three cents.</p>{paragraphs(ONE)}{REST}</div></main>"
        assert read(page, head).alternative_headline is None

    def test_description_in_microdata(self) -> None:
        line = "<p itemprop=description>On foot you may cross again, by forty at a time.</p>"
        a = read(f"<main><article><h1>{TITLE}</h1>{line}<div>{paragraphs(ONE)}{REST}</div></article></main>")
        assert a.alternative_headline == "On foot you may cross again, by forty at a time."


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("لیاقت پور: ", "لیاقت پور"),
        ("ڈیرہ اسماعیل خان: ", "ڈیرہ اسماعیل خان"),
        ("नई दिल्ली: ", "नई दिल्ली"),
        ("Untersulm (dpa) - ", "Untersulm"),
        ("Hamburg (dpa/lno) - ", "Hamburg"),
        ("وزیر اعظم: ", None),
    ],
)
def test_places_that_open_texts(opening: str, place: str | None) -> None:
    assert read(story(f"<p>{opening}{TEXT['ur'][0]}</p>" + paragraphs(*TEXT["ur"][1:])), lang="ur").dateline == place
