"""What kinds of article and the systems of publishers taught that were tried last: who signs, what leads, what ends."""

from __future__ import annotations

import pytest

from .article_pages import ONE, REST, TEXT, paragraphs, read, story


class TestWriters:
    @pytest.mark.parametrize(
        ("lang", "line", "name"),
        [
            ("de", "<div class=autor>Das Interview führte Hedda Brix</div>", "Hedda Brix"),
            ("en", "<p class=credits>Photographs and words by Ezra Lund</p>", "Ezra Lund"),
            ("es", "<p class=credits>Textos y fotos por Ezra Lund</p>", "Ezra Lund"),
            (
                "en",
                "<div class=auth>Edited By <a href=/au/7>Meera Rawat</a> | Updated: 3 Oct 2026</div>",
                "Meera Rawat",
            ),
            ("en", "<p class=info>October 3, 2026 · 34 min · Hosted by Ezra Lund</p>", "Ezra Lund"),
            ("ru", "<div class=small>03.10.2026 11:30 | Нина Седова</div>", "Нина Седова"),
            ("zh", "<div class=info>2026-10-03 09:40　来源：河口报　作者：林望春</div>", "林望春"),
            ("en", "<div><a href=/a/9>Ezra Lund</a> <time>Published Sat, Oct 3 2026</time></div>", "Ezra Lund"),
            ("tr", "<div class=muhabir>YİĞİT ILICA</div>", "Yiğit Ilıca"),
        ],
    )
    def test_bylines(self, lang: str, line: str, name: str) -> None:
        assert [p.name for p in read(story(paragraphs(ONE) + REST, above=line), lang=lang).authors] == [name]

    @pytest.mark.parametrize("line", ["3 Oct 2026 | Local News", "3 Oct 2026 | Delhi"])
    def test_what_else_stands_behind_a_day(self, line: str) -> None:
        page = story(paragraphs(ONE) + REST, above=f"<div class=small>{line}</div>")
        assert [p.name for p in read(page).authors if p.role is None] == []

    @pytest.mark.parametrize(("lang", "line"), [("ur", "پل اور سڑک"), ("ur", "نہر کا پانی"), ("th", "ทางรถไฟ")])
    def test_bold_heading_in_a_script_without_case_names_nobody(self, lang: str, line: str) -> None:
        text = [f"<p>{sentence}</p>" for sentence in TEXT[lang]]
        a = read(story(f"<p><b>{line}</b></p>{''.join(text)}"), lang=lang)
        assert a.authors == []
        assert (a.body or "").startswith(line)


class TestSubjects:
    @pytest.mark.parametrize(
        "box",
        [
            "<div class=itemTagsBlock><span>Ετικέτες</span><ul><li><a href=/i/1>Roads</a></li><li><a href=/i/2>Rain</a></li></ul></div>",
            "<div class=etiketler><a href=/e/1>Roads</a><a href=/e/2>Rain</a></div>",
            "<div>Shown 318 times<br>Теги:&nbsp;<a href=/t1>Roads</a>, <a href=/t2>Rain</a><br></div>",
            "<p>برچسب‌ها: <a href=/t1>Roads</a> ، <a href=/t2>Rain</a></p>",
        ],
    )
    def test_tags(self, box: str) -> None:
        assert read(story(paragraphs(ONE) + REST, below=box)).tags == ["Roads", "Rain"]

    def test_links_behind_another_label_are_no_tags(self) -> None:
        box = "<p>Share: <a href=/t1>Mail</a>, <a href=/t2>Link</a></p>"
        assert read(story(paragraphs(ONE) + REST, below=box)).tags == []

    @pytest.mark.parametrize(
        "line",
        [
            "<span class=news-list-category>Harbour</span>",
            "<a class=section-tag href=/tag/harbour>Harbour</a>",
            "<span class=fcat><a href=/hb/>Harbour</a></span>",
            "<div class=news_path><a href=/>Front</a> » <a href=/s>Harbour</a></div>",
            "<span>in <a href=/news.php?cat.3>Harbour</a></span>",
        ],
    )
    def test_sections(self, line: str) -> None:
        assert read(story(paragraphs(ONE) + REST, above=f"<div class=info>{line}</div>")).section == "Harbour"

    def test_what_calls_to_do_something_is_no_section(self) -> None:
        line = "<div class=info><span class=eyebrow>Share article</span></div>"
        assert read(story(paragraphs(ONE) + REST, above=line)).section is None


class TestBodies:
    def test_caption_within_a_run_behind_its_picture(self) -> None:
        picture = "<span class=photo><div><img src=/i/1.jpg width=600></div><em class=img_desc>The bank. Ezra Lund</em></span>"
        text = "<br><br>".join(TEXT["en"])
        a = read(story(picture + text))
        assert a.body == "\n\n".join(TEXT["en"])

    def test_word_in_italics_behind_a_picture_is_text(self) -> None:
        text = ONE.partition(" ")
        page = story(f"<p><img src=/i/1.jpg><em>{text[0]}</em> {text[2]}</p>{REST}")
        assert read(page).body == "\n\n".join(TEXT["en"])

    @pytest.mark.parametrize(
        "call",
        [
            "Ακολουθήστε την Όχθη στο Google News και μάθετε πρώτοι τις ειδήσεις",
            "Follow The Paper on Google News",
            "Подписывайтесь на «Берег» в Google Новости, Telegram",
        ],
    )
    def test_call_to_follow_the_paper_by_its_name(self, call: str) -> None:
        assert read(story(paragraphs(ONE) + REST + paragraphs(call))).body == "\n\n".join(TEXT["en"])
