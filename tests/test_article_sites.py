"""Pages in the markup of Pakistani newspapers, written for these tests: body, authors, agencies and dates at once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import extract

from .article_pages import FETCHED, FIVE, FOUR, ONE, TEXT, THREE, TITLE, TWO, paragraphs

if TYPE_CHECKING:
    from ecorridor_scraper.items import Article


def read(html: str, path: str) -> Article:
    return extract(html, f"https://paper.example{path}", fetched_at=FETCHED).article


def test_headline_in_a_link_two_linked_authors_and_a_date_that_says_updated() -> None:
    a = read(
        f"""<html lang=en><head><title>{TITLE} - Newspaper - PAPER</title><meta property=og:title content="{TITLE}">
        <meta property=og:site_name content=PAPER></head><body><nav><a href=/>Home</a></nav><article class=story>
        <h2 class=story__title><a class=story__link href=/news/1>{TITLE}</a></h2>
        <span class=story__byline><a class=story__byline__link href=/authors/101/ali-raza>Ali Raza</a> |
        <a class=story__byline__link href=/authors/102/sana-mir>Sana Mir</a></span>
        <span class=story__time><span class=timestamp--label>Updated</span> <span class="timestamp--time timeago"
        title="2026-06-19T19:13:57+05:00"><span class=timestamp__calendar>19 Jun, 2026</span></span></span>
        <figure class=media><img src=/i/1.jpg width=700><figcaption class=media__caption>The bank. — Photo by the writer
        </figcaption></figure><div class=story__content><p><strong>LAHORE:</strong> {ONE}</p>{paragraphs(TWO)}
        <p><a href=/news/77>Read: Another story on water is here</a></p>{paragraphs(THREE)}<div>ADVERTISEMENT</div>
        {paragraphs(FOUR, FIVE)}</div><div class=story__tags><a href=/trends/canal>canal</a></div></article>
        <aside><h2>Latest</h2><article class=story><h2 class=story__title><a class=story__link href=/news/2>A bridge</a>
        </h2><span class=story__byline><a class=story__byline__link href=/authors/9/x>Zed Other</a></span></article>
        </aside><footer>Copyright © 2026, Paper</footer></body></html>""",
        "/news/1234567/canal",
    )
    assert a.body == "\n\n".join((f"LAHORE: {ONE}", TWO, THREE, FOUR, FIVE))
    assert [p.name for p in a.authors] == ["Ali Raza", "Sana Mir"]
    assert a.dateline == "LAHORE"
    assert (a.date_published, a.date_modified) == (None, datetime(2026, 6, 19, 14, 13, 57, tzinfo=UTC))
    assert (a.page_type, a.headline) == ("article", TITLE)


def test_text_in_spans_with_a_box_of_links_inside() -> None:
    a = read(
        f"""<html lang=en><head><title>{TITLE} | The Tribune</title><meta property=article:section content=Pakistan>
        <meta property=article:published_time content=2025-06-17T08:00:00+05:00></head><body><div class=storypage>
        <div class=story-box-section><h1>{TITLE}</h1><h2 class=excerpt-full>Farmers ask when the machines will come</h2>
        <div class=left-authorbox><span><a href=/author/12/ali-raza>Ali Raza</a></span><span>June 17, 2025</span></div>
        <span class=story-text><p><span>{ONE}</span></p><p><span>{TWO}</span></p><div class=also-read><p>Read More:
        <a href=/x>Another canal story</a></p></div><p><span>{THREE}</span></p><p><span>{FOUR}</span></p>
        <p><span>{FIVE}</span></p></span><div class=comments-policy><h4>COMMENTS</h4><p>Comments are moderated and
        generally will be posted if they are on-topic and not abusive.</p></div></div></div></body></html>""",
        "/story/2551234/canal",
    )
    # Publishers differ in whether the standfirst is body; it is known as such in any case.
    assert (a.body or "").removeprefix(f"{a.alternative_headline}\n\n") == "\n\n".join(TEXT["en"])
    assert ([p.name for p in a.authors], a.section) == (["Ali Raza"], "Pakistan")
    assert a.alternative_headline == "Farmers ask when the machines will come"
    assert a.date_published == datetime(2025, 6, 17, 3, tzinfo=UTC)


def test_urdu_page_that_declares_no_language() -> None:
    title = "کابینہ نے نہر کے منصوبے کی منظوری دے دی"
    a = read(
        f"""<html><head><title>{title}</title></head><body dir=rtl><div class=menu><a href=/>صفحہ اول</a>
        <a href=/k>کھیل</a></div><section class=detail-page><div class=detail-right-top><h1>{title}</h1>
        <div class=detail-time>03 مارچ ، 2026</div><a href=/writer/ali>علی خان</a></div><div class=description-area>
        <div class=detail_view_content>{paragraphs(*TEXT["ur"])}</div></div><div class=tags>ٹیگز: <a href=/t>نہر</a>
        </div><div class=more><h2>مزید خبریں</h2><p><a href=/n/2>ایک اور خبر جو صرف فہرست میں ہے</a></p></div></section>
        <footer>جملہ حقوق محفوظ ہیں © 2026</footer></body></html>""",
        "/news/123456",
    )
    assert a.body == "\n\n".join(TEXT["ur"])
    assert [p.name for p in a.authors] == ["علی خان"]
    assert (a.date_published, a.direction) == (datetime(2026, 3, 3, tzinfo=UTC), "rtl")


@pytest.mark.parametrize("desk", ["Web Desk", "Reuters", "APP"])
def test_a_desk_or_agency_signs_alone(desk: str) -> None:
    a = read(
        f"""<html lang=en><head><title>{TITLE}</title></head><body><article class=td-post><h1 class=entry-title>{TITLE}
        </h1><div class=td-post-author-name>By <a href=/author/desk/>{desk}</a></div><time class=entry-date
        datetime=2026-03-03T10:00:00+05:00>Mar 3, 2026</time><div class=td-post-content>{paragraphs(ONE, TWO, THREE)}
        <p><strong>Read More: <a href=/x>Water shortage in the delta goes on</a></strong></p>{paragraphs(FOUR, FIVE)}
        </div><footer><ul class=td-tags><li>TAGS</li><li><a href=/t>canal</a></li></ul></footer></article></body></html>""",
        "/canal/",
    )
    assert a.body == "\n\n".join(TEXT["en"])
    assert a.agencies == [desk]
    assert [(p.name, p.role) for p in a.authors] == [(desk, "organization")]
