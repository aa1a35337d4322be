"""What kinds of article and the systems of publishers taught that were tried last: who signs, what leads, what ends."""

from __future__ import annotations

import pytest

from .article_pages import ONE, REST, paragraphs, read, story


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
