"""What the newsrooms of further languages taught: how they sign, date, caption and end what they print."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ecorridor_scraper.items import Image

from .article_pages import ONE, REST, TEXT, TITLE, TWO, WHOLE, paragraphs, read, story

BODY = paragraphs(*TEXT["en"])


class TestWriters:
    @pytest.mark.parametrize(
        ("line", "name"),
        [
            ("<span>ავტორი: ნინო ბერიძე</span>", "ნინო ბერიძე"),
            ("<span>Аутор: Јелена Петровић</span>", "Јелена Петровић"),
            ("<span>Höfundur: Anna Jónsdóttir</span>", "Anna Jónsdóttir"),
            ("<span>Szerző: Kovács Anna 2026. november 3. 10:22</span>", "Kovács Anna"),
            ("<span>Piše: Marko Babić</span>", "Marko Babić"),
            ("<p>Teksti: Aino Virta. Kuvat: Olli Salo.</p>", "Aino Virta"),
            ("<div>Της <a href=/x/maria>Μαρίας Παππά</a></div>", "Μαρίας Παππά"),
            (
                "<div class=hofundur><a href=/hofundur/anna>Anna Jónsdóttir</a> <i>blaðamaður</i></div>",
                "Anna Jónsdóttir",
            ),
            ("<address>Paul Reyes</address>", "Paul Reyes"),
            ("<div>Piše: P. Mucić prije 26 minuta</div>", "P. Mucić"),
        ],
    )
    def test_labels_of_further_languages(self, line: str, name: str) -> None:
        above = f"{line}<time>3.11.2026</time>"
        a = read(story(paragraphs(ONE) + REST, above=above), lang="mul")
        assert [p.name for p in a.authors] == [name]

    @pytest.mark.parametrize(
        "line",
        [
            "โดย: กองบรรณาธิการ",
            "Szerző: Szerkesztőség",
            "Аутор: Редакција",
            "<b class=author>নিজস্ব প্রতিবেদক, <i>ঢাকা</i></b>",
        ],
    )
    def test_desks_are_no_persons(self, line: str) -> None:
        a = read(story(paragraphs(ONE) + REST, above=f"<div>{line}</div><time>3.11.2026</time>"), lang="mul")
        assert [p.name for p in a.authors if p.role != "organization"] == []

    def test_person_beside_an_agency(self) -> None:
        line = "<div class=firma><p class=autor>LUCÍA PRADO / EFE</p><p>Villanueva</p><p>3 noviembre 2026</p></div>"
        a = read(story(paragraphs(ONE) + REST, above=line), lang="es")
        assert ([p.name for p in a.authors], a.agencies) == (["Lucía Prado"], ["EFE"])

    def test_name_before_when_it_was_published(self) -> None:
        line = "<div class=sig><b>Ouest</b> <span>Yann LE BIHAN</span>. <span>Publié le 02/10/2026 à 18h40</span></div>"
        a = read(story(paragraphs(ONE) + REST, above=line), lang="fr")
        assert [p.name for p in a.authors] == ["Yann LE BIHAN"]

    @pytest.mark.parametrize("opening", ["本报讯（记者 王小明）", "南门日报讯(记者王小明)", "【本报讯】（记者王小明）"])
    def test_reporter_behind_the_paper_s_own_opening(self, opening: str) -> None:
        a = read(story(paragraphs(opening + TEXT["zh"][0], *TEXT["zh"][1:])), lang="zh")
        assert ([p.name for p in a.authors], a.dateline) == (["王小明"], None)

    def test_reporter_and_place_before_the_text(self) -> None:
        text = paragraphs(f"〔記者王小明、李華／台中報導〕{TEXT['zh'][0]}", *TEXT["zh"][1:])
        a = read(story(text), lang="zh")
        assert ([p.name for p in a.authors], a.dateline) == (["王小明", "李華"], "台中")

    def test_address_of_an_office_is_nobody(self) -> None:
        below = "<address>Canal Street 4, Millvale</address>"
        assert read(story(paragraphs(ONE) + REST, below=below)).authors == []


class TestLines:
    @pytest.mark.parametrize(
        "line",
        [
            "<p>Teksti: Aino Virta. Kuvat: Olli Salo.</p><p>3.11.2026</p>",
            "<p>★★★★☆</p>",
            "<p>Oct. 8, 2026, 6 a.m.</p>",
            "<div class=info>Szerző: <a href=/szerzo/anna>Kovács Anna</a> <span>2026. november 3. 10:22</span></div>",
        ],
    )
    def test_byline_above_the_text_is_no_text(self, line: str) -> None:
        assert read(f"<main><h1>{TITLE}</h1>{line}{BODY}</main>").body == WHOLE

    @pytest.mark.parametrize(
        "line",
        [
            "Με πληροφορίες από ΑΠΕ-ΜΠΕ",
            "Dapatkan update berita pilihan setiap hari dari Harian. Mari bergabung di grup Telegram kami.",
            "—Staff writer Lena Ortiz can be reached at lortiz@paper.example. Follow her on X @lortiz.",
            "Síguenos en Facebook: El Valle y en X: @elvalle",
            "Words: Lena Ortiz Photos: Kofi Mens",
            "Photo credit: ©iStock.com/kmens, ©iStock.com/lortiz",
            "If you’re seeing this message but you’re already a subscriber, you can log in for access to this story.",
            "For the latest stories and breaking news updates download the Valley apps for iOS and Android.",
            "This article is republished from The Valley under a Creative Commons license. Read the original.",
            "Originally published as Council votes to dig",
            "Editor : I.R.",
            "Ida Moss can be reached at 555-0142 or imoss@paper.example.",
            "The Valley is a reader-supported publication. To receive new posts, consider a paid subscription.",
            "opr. AW",
            "/ritzau/",
            "Så jobbar vi med journalistik: det som publiceras ska vara korrekt och relevant.",
            "現在用APP看新聞 保證天天中獎 點我下載APP",
            "Donate to The Tower. Your donations support the student journalists of Hill High School.",
        ],
    )
    def test_lines_that_end_a_page(self, line: str) -> None:
        assert read(story(paragraphs(*TEXT["en"], line))).body == WHOLE

    def test_heading_with_a_day_behind_two_lines_is_text(self) -> None:
        text = paragraphs(ONE, TWO) + "<h2>Fares from 01.01.2027</h2>" + paragraphs(*TEXT["en"][2:])
        assert "Fares from 01.01.2027" in (read(f"<main><h1>{TITLE}</h1>{text}</main>").body or "")

    @pytest.mark.parametrize("title", ["About the Contributors", "Über den Autor", "Sobre la autora"])
    def test_what_stands_below_the_title_of_the_authors(self, title: str) -> None:
        below = (
            f"<h4>{title}</h4><p><b>Lena Ortiz</b>, Managing Editor</p><p>Lena is a junior who likes long rivers.</p>"
        )
        assert read(story(BODY + below)).body == WHOLE

    def test_such_a_title_above_most_of_the_text_is_one_of_its_parts(self) -> None:
        text = paragraphs(ONE) + "<h2>About the writers</h2>" + REST
        assert read(story(text)).body == WHOLE.replace(ONE, f"{ONE}\n\nAbout the writers")


def test_row_with_two_days_between_bars() -> None:
    row = "<div class=dt>देश | Updated: अक्टूबर 03, 2026 10:22 am IST | Published On अक्टूबर 03, 2026 09:58 am IST</div>"
    a = read(story(BODY, above=f"<div>Written by: <a href=/author/amit>अमित वर्मा</a></div>{row}"), lang="hi")
    assert (a.date_published, a.date_modified) == (
        datetime(2026, 10, 3, 4, 28, tzinfo=UTC),
        datetime(2026, 10, 3, 4, 52, tzinfo=UTC),
    )


def test_bars_that_open_like_brackets() -> None:
    page = f"<div><h3 class=heading>{TITLE}</h3>{BODY}</div>"
    head = "<meta property=og:site_name content='The Valley'>"
    assert read(page, head, title=f"{TITLE} < Region < Article - The Valley").headline == TITLE


@pytest.mark.parametrize(
    ("box", "caption", "credit"),
    [
        ("<span class=cap>The river. Picha na Juma Ally</span>", "The river.", "Juma Ally"),
        ("<p>省議會通過運河計畫。（記者王小明攝）</p>", "省議會通過運河計畫。", "王小明"),
        ("<div class=photocredit>Kofi Mens</div><div class=photocaption>The weir.</div>", "The weir.", "Kofi Mens"),
        ("<span class=cap>Фото: Танјуг / М. Илић</span>", None, "Танјуг / М. Илић"),
    ],
)
def test_captions(box: str, caption: str | None, credit: str | None) -> None:
    page = story(f"<div class=pic><img src=/i/1.jpg>{box}</div>{BODY}")
    assert read(page).images == [Image("https://paper.example/i/1.jpg", caption, credit)]


def test_tags_of_further_languages() -> None:
    below = "<div class=tg>Mada: <a href=/mada/maji>maji</a> <a href=/mada/kilimo>kilimo</a></div>"
    assert read(story(BODY, below=below)).tags == ["maji", "kilimo"]
