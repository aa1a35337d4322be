"""What pages of languages, systems and kinds that nobody had tried taught: each a small page in that markup."""

from __future__ import annotations

import pytest

from ecorridor_scraper.items import Image

from .test_article_sites import paragraphs
from .test_article_unseen import ONE, REST, read, story


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
            ("<p class=caption>Bến đò. Ảnh: Hoài Thu</p>", "Bến đò.", "Hoài Thu"),
        ],
    )
    def test_captions_and_credits_of_many_languages(self, printed: str, caption: str, credit: str) -> None:
        image = f"<div class=photo><img src=/i/1.jpg>{printed}</div>"
        a = read(story(paragraphs(ONE) + REST, above=image))
        assert a.main_image == Image("https://paper.example/i/1.jpg", caption, credit)

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
