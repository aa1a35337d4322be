from __future__ import annotations

import codecs
import gc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import extract
from ecorridor_scraper.extraction.encoding import codec_of, decode
from ecorridor_scraper.extraction.page import MAX_BYTES, Document, Page
from ecorridor_scraper.sites import Site

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)
URL = "https://news.example/2021/03/05/story"


def page(body: bytes | str, url: str = URL, content_type: str | None = None, site: Site | None = None) -> Page:
    data = body.encode() if isinstance(body, str) else body
    headers = {"content-type": content_type} if content_type else {}
    return Page(Document(url, data, headers=headers), fetched_at=FETCHED, site=site)


def paragraph(body: bytes, content_type: str | None = None) -> str:
    return page(body, content_type=content_type).root.findtext(".//p") or ""


URDU = "حکومت نے نیا قانون منظور کر لیا اور عوام نے اس کا خیر مقدم کیا"
FRENCH = "Le café déjà fermé à l’été"


class TestEncoding:
    @pytest.mark.parametrize(
        ("label", "codec"),
        [
            ("ISO-8859-1", "cp1252"),
            ("latin1", "cp1252"),
            ("us-ascii", "cp1252"),
            ("utf8", "utf-8"),
            ("UTF-8 ", "utf-8"),
            ("gb2312", "gb18030"),
            ("x-sjis", "cp932"),
            ("Shift_JIS", "cp932"),
            ("euc-kr", "cp949"),
            ("windows-1256", "cp1256"),
            ("iso-8859-9", "cp1254"),
            ("iso-8859-8-i", "iso8859-8"),
            ("big5", "big5hkscs"),
            ("tis-620", "cp874"),
            ("utf-7", None),
            ("rot13", None),
            ("nonsense", None),
            ("", None),
        ],
    )
    def test_labels_are_read_as_the_encoding_standard_says(self, label: str, codec: str | None) -> None:
        assert codec_of(label) == codec

    def test_a_byte_order_mark_beats_every_declaration(self) -> None:
        assert decode(codecs.BOM_UTF8 + FRENCH.encode(), "text/html; charset=windows-1256") == (FRENCH, "utf-8")

    def test_utf_16_with_mark(self) -> None:
        assert paragraph(codecs.BOM_UTF16_LE + f"<p>{URDU}</p>".encode("utf-16-le")) == URDU

    def test_utf_16_without_mark(self) -> None:
        assert paragraph(f"<html><body><p>{FRENCH}</p></body></html>".encode("utf-16-le")) == FRENCH

    def test_transport_beats_meta(self) -> None:
        body = f"<meta charset=windows-1251><p>{URDU}</p>".encode("cp1256", "replace")
        assert decode(body, "text/html; charset=windows-1256")[1] == "cp1256"

    def test_meta_is_found(self) -> None:
        body = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'></head><p>Новости дня".encode(
            "cp1251"
        )
        assert paragraph(body) == "Новости дня"

    def test_meta_far_down_the_head_is_found(self) -> None:
        body = (
            b"<head>" + b"<script>var x = 1</script>" * 80 + "<meta charset=koi8-r></head><p>Новости".encode("koi8-r")
        )
        assert paragraph(body) == "Новости"

    def test_a_meta_in_a_comment_does_not_count(self) -> None:
        assert decode(b"<!-- <meta charset=koi8-r> --><p>caf\xe9")[1] == "cp1252"

    def test_declared_utf_8_but_windows_1252(self) -> None:
        body = f"<meta charset=utf-8><p>{FRENCH}</p>".encode("cp1252")
        assert paragraph(body, "text/html; charset=utf-8") == FRENCH

    def test_declared_utf_8_but_windows_1256(self) -> None:
        text = "الحكومة توافق على القانون الجديد"
        assert paragraph(f"<meta charset=utf-8><p>{text}</p>".encode("cp1256")) == text

    def test_a_server_that_sends_latin_1_unasked_knows_less_than_the_page(self) -> None:
        body = "<meta charset=windows-1251><p>Новости дня</p>".encode("cp1251")
        assert paragraph(body, "text/html; charset=iso-8859-1") == "Новости дня"

    def test_nothing_declared_and_single_letters_that_are_not_ascii(self) -> None:
        text = "Það er ekki þar, og það veit þú"
        assert paragraph(f"<p>{text}</p>".encode("cp1252")) == text

    def test_nothing_declared_but_cyrillic(self) -> None:
        text = "Сегодня утром в городе открылась выставка"
        assert paragraph(f"<p>{text}</p>".encode("cp1251")) == text

    def test_transport_says_utf_8_and_meta_knows_better(self) -> None:
        body = "<meta charset=windows-1253><p>Σήμερα το πρωί</p>".encode("cp1253")
        assert paragraph(body, "text/html; charset=utf-8") == "Σήμερα το πρωί"

    def test_declared_latin_1_but_valid_utf_8(self) -> None:
        assert paragraph(f"<p>{URDU}</p>".encode(), "text/html; charset=ISO-8859-1") == URDU

    def test_one_broken_byte_does_not_make_a_page_legacy(self) -> None:
        body = f"<meta charset=utf-8><p>{URDU} ".encode() + b"\xe9</p>"
        assert paragraph(body) == f"{URDU} \ufffd"

    def test_mojibake_of_the_page_is_left_as_it_is(self) -> None:
        text = FRENCH.encode().decode("latin-1")
        assert paragraph(f"<meta charset=utf-8><p>{text}</p>".encode()) == text

    def test_text_is_not_decoded_again(self) -> None:
        html = f"<html><head><meta charset='windows-1256'><title>t</title></head><body><p>{URDU}</p></body></html>"
        assert extract(html, URL, fetched_at=FETCHED) is not None
        assert decode(html.encode(), "text/html; charset=utf-8")[0] == html

    def test_text_with_lone_surrogates_is_a_page(self) -> None:
        assert extract("<html><body><p>one \ud800 two</p></body></html>", URL, fetched_at=FETCHED).article.url == URL

    @given(
        st.binary(max_size=400),
        st.sampled_from([None, "text/html; charset=utf-8", "text/html; charset=gbk", "text/html; charset=x"]),
    )
    def test_any_bytes_are_decoded(self, body: bytes, content_type: str | None) -> None:
        text, codec = decode(body, content_type)
        assert isinstance(text, str)
        assert codec_of(codec) is not None


class TestTree:
    def test_nul_and_control_characters_do_not_cut_the_page(self) -> None:
        assert paragraph(b"<html><body>\x00<div>\x01\x0b</div><p>af\x00ter</p>") == "after"

    def test_an_xml_prolog_is_tolerated(self) -> None:
        body = f'<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html><html><body><p>{FRENCH}</p></body></html>'
        assert paragraph(body.encode()) == FRENCH

    def test_deep_nesting_ends(self) -> None:
        assert page("<div>" * 50_000 + "<p>deep").root is not None

    def test_a_tree_that_is_given_is_used(self) -> None:
        first = page("<p>one")
        again = Page(first.document, fetched_at=FETCHED, root=first.root)
        assert again.root is first.root

    @pytest.mark.parametrize(
        ("body", "tree"),
        [
            ("<p>a</html><div>b</div>c", "<p>a</p><div>b</div>c"),
            ("<p>a</body></html><!-- made in 2 s -->b<div>c</div>", "<p>a</p>b<div>c</div>"),
            ("a</html>b</html>c<p>d</html>e", "abc<p>d</p>e"),
            ("a</html><html><body class=x>b<p>c</p></body></html>", "ab<p>c</p>"),
            ("<p>a</p></html>b\x0cc", "<p>a</p>b c"),
        ],
    )
    def test_what_follows_the_end_of_html_is_in_the_body(self, body: str, tree: str) -> None:
        root = page(f"<html><body>{body}").root
        assert etree.tostring(root, encoding="unicode") == f"<html><body>{tree}</body></html>"

    def test_a_comment_alone_is_an_empty_tree(self) -> None:
        assert page("<!-- nothing -->").root.tag == "html"


class TestBadInput:
    @pytest.mark.parametrize(
        ("body", "word"),
        [
            (b"", "empty"),
            (b" \n", "empty"),
            (b"%PDF-1.7 ...", "PDF"),
            (b"\x89PNG\r\n<", "PNG"),
            (b"PK\x03\x04<", "ZIP"),
            (b'<?xml version="1.0"?><rss version="2.0"></rss>', "rss"),
            (b'{"error": "gone"}', "JSON"),
            (b"Not found", "markup"),
        ],
    )
    def test_what_is_no_page_is_said_in_one_line(self, body: bytes, word: str) -> None:
        with pytest.raises(BadInput) as error:
            page(body)
        assert word in str(error.value)
        assert URL in str(error.value)
        assert "\n" not in str(error.value)

    def test_an_address_that_is_none(self) -> None:
        for document in (b"<p>text</p>", Document("http://[oops/", b"<p>text</p>")):
            with pytest.raises(BadInput, match=r"'http://\[oops/' is no address"):
                extract(document, "http://[oops/")

    def test_too_large(self) -> None:
        with pytest.raises(BadInput, match="MiB"):
            page(b"<p>" + b"x" * MAX_BYTES)


class TestJsonLd:
    def objects(self, script: str) -> list[dict[str, object]]:
        return page(f'<script type="application/ld+json">{script}</script>').json_ld

    def test_graph_and_lists_are_unfolded_in_order(self) -> None:
        script = '[{"@graph": [{"@type": "A"}, {"@type": "B"}]}, {"@type": "C"}]'
        assert [o["@type"] for o in self.objects(script)] == ["A", "B", "C"]

    @pytest.mark.parametrize(
        "script",
        [
            '{"headline": "one\ntwo"}', '<!-- {"headline": "one\\ntwo"} -->', '//<![CDATA[\n{"headline": "one\\ntwo"}\n//]]>',
            '{"headline": "one\\ntwo", }', '{"headline": "one\\ntwo", "a": [1, 2,],}', '{"headline": "one\\ntwo"};',
            '{&quot;headline&quot;: &quot;one\\ntwo&quot;}',
        ],
    )  # fmt: skip
    def test_broken_blocks_are_repaired(self, script: str) -> None:
        assert [o["headline"] for o in self.objects(script)] == ["one\ntwo"]

    def test_several_objects_in_one_block(self) -> None:
        assert len(self.objects('{"a": 1}{"b": 2}\n{"c": 3}')) == 3

    def test_what_cannot_be_repaired_is_skipped(self) -> None:
        assert self.objects('{"headline": ') == []

    @given(st.text(alphabet='{}[]",:a1\\ \n<!->', max_size=60))
    def test_any_block_gives_objects_or_nothing(self, script: str) -> None:
        assert all(isinstance(o, dict) for o in self.objects(script))


class TestAddresses:
    def test_canonical_is_made_absolute(self) -> None:
        assert page('<link rel="canonical" href="/a/b">').own_address == "https://news.example/a/b"

    def test_base_element_counts(self) -> None:
        html = '<base href="https://www.news.example/x/"><link rel="canonical" href="b">'
        assert page(html).own_address == "https://www.news.example/x/b"

    def test_og_url_where_there_is_no_canonical(self) -> None:
        assert page('<meta property="og:url" content="https://news.example/s">').own_address == "https://news.example/s"

    def test_json_ld_where_there_is_nothing_else(self) -> None:
        html = '<script type="application/ld+json">{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://news.example/j"}}</script>'
        assert page(html).own_address == "https://news.example/j"

    def test_a_claim_to_be_the_front_page_is_ignored(self) -> None:
        html = '<link rel="canonical" href="https://news.example/"><meta property="og:url" content="https://news.example/s">'
        assert page(html).own_address == "https://news.example/s"

    @pytest.mark.parametrize("href", ["javascript:void(0)", "http://[broken", "mailto:a@b.example"])
    def test_what_is_no_address_is_none(self, href: str) -> None:
        assert page(f'<link rel="canonical" href="{href}">').own_address is None


def test_meta_by_name_property_and_itemprop() -> None:
    html = '<meta name="Author" content=" A "><meta property="og:title" content="T"><meta itemprop="x" content="1"><meta name="author" content="B"><meta name="empty" content="">'
    assert page(html).meta == {"author": ["A", "B"], "og:title": ["T"], "x": ["1"]}


@pytest.mark.parametrize(
    ("selector", "found"),
    [("h1::text", ["Head"]), ("h1::attr(id)", ["i"]), ("//h1/text()", ["Head"]), ("(//h1)[1]/@id", ["i"])],
)
def test_selectors_of_site_files(selector: str, found: list[str]) -> None:
    site = Site(name="s", hosts=("news.example",), selectors={"headline": selector})
    assert page("<h1 id=i>Head</h1>", site=site).select("headline") == found


def test_no_selector_is_none() -> None:
    assert page("<h1>Head</h1>").select("headline") is None


def test_a_title_that_was_never_closed_is_no_title() -> None:
    assert page("<title>" + "The river rises. " * 200).title is None


def test_the_title_of_a_drawing_is_not_that_of_the_page() -> None:
    assert page("<html><svg><title>Logo</title></svg><p>Words.</p></html>").title is None
    assert page("<html><svg><title>Logo</title></svg><title>The river rises</title></html>").title == "The river rises"


def test_extract_heeds_the_encoding_that_a_server_stated() -> None:
    html = f"<html><h1>النهر يرتفع</h1><p>{'ارتفع النهر من جديد. ' * 20}</p></html>".encode("windows-1256")
    visit = extract(html, URL, fetched_at=FETCHED, content_type="text/html; charset=windows-1256")
    assert visit.article.headline == "النهر يرتفع"


def test_an_article_without_its_thread() -> None:
    comments = "".join(
        f"<li class=comment id=comment-{i}><b class=fn>Reader {i}</b><time datetime='2026-10-0{i}'>x</time><p>I agree.</p></li>"
        for i in range(1, 5)
    )
    html = f"<h1>Canal</h1><p>{'The water rises again. ' * 40}</p><div id=comments><ol class=comment-list>{comments}</ol></div>"
    visit = extract(html, URL, fetched_at=FETCHED, comments=False)
    assert (visit.comments, visit.wanted, visit.article.comment_count) == ([], [], None)
    assert visit.article.headline == "Canal"
    with pytest.raises(BadInput):
        extract(b'{"comments": []}', URL, fetched_at=FETCHED, comments=False)


@pytest.mark.parametrize("enabled", [True, False])
def test_reading_a_page_leaves_the_collector_of_cycles_as_it_was(enabled: bool) -> None:
    (gc.enable if enabled else gc.disable)()
    try:
        with pytest.raises(BadInput):
            extract(b"", "https://kohsar.example/a")
        assert gc.isenabled() is enabled
    finally:
        gc.enable()
