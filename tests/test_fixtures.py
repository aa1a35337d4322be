"""Every saved visit, replayed through the real spider: a field that differs is named."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ecorridor_scraper import fixtures, replay
from ecorridor_scraper.errors import BadInput
from ecorridor_scraper.extraction import Document
from ecorridor_scraper.items import Article, Comment, Image, ScriptShare, Visit

FOLDER = Path(__file__).parent / "fixtures"
CASES = sorted(p.parent for p in FOLDER.glob("*/*/meta.json"))

URL = "https://kohsar.example/1/"
FETCHED = datetime(2026, 10, 1, tzinfo=UTC)
DOCUMENTS = {
    "https://kohsar.example/more": Document("https://kohsar.example/more", b"", 404, {}),
    URL: Document(f"{URL}index.html", b"<p>One", 200, {"content-type": "text/html"}),
    "https://kohsar.example/rest": Document("https://kohsar.example/rest", b"[]", 200, {}),
}


def saved(folder: Path) -> Path:
    """A fixture that the program has written."""
    case = folder / "paper" / "one"
    fixtures.save(case, URL, FETCHED, DOCUMENTS, Visit(Article("paper:1", "paper", URL), [], FETCHED))
    return case


def test_a_damaged_fixture_is_named(tmp_path: Path) -> None:
    case = saved(tmp_path)
    (case / "page.html.gz").write_bytes(gzip.compress(b"")[:10] + b"\xff" * 20)
    with pytest.raises(BadInput, match="no complete fixture"):
        fixtures.load(case)


@pytest.mark.parametrize("name", ["meta.json", "expected.json"])
@pytest.mark.parametrize("text", ["{", "{}", None])
def test_a_fixture_of_which_a_part_is_missing_or_broken_is_named(tmp_path: Path, name: str, text: str | None) -> None:
    case = saved(tmp_path)
    if text is None:
        (case / name).unlink()
    else:
        (case / name).write_text(text)
    if (name, text) == ("expected.json", "{}"):  # which says that nothing is expected
        assert fixtures.load(case).expected == {}
        return
    with pytest.raises(BadInput, match=r"paper/one: no complete fixture.*'ecorridor fixture'"):
        fixtures.load(case)


def test_a_fixture_gives_what_was_saved_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    case = saved(tmp_path)
    again = saved(tmp_path / "again")
    kept = fixtures.load(case)
    assert kept.documents == DOCUMENTS
    assert (kept.name, kept.url, kept.fetched_at) == ("paper/one", URL, FETCHED)
    assert sorted(path.name for path in case.iterdir()) == [
        "expected.json", "further-1.gz", "further-2.gz", "meta.json", "page.html.gz",
    ]  # fmt: skip
    assert all(path.read_bytes() == (again / path.name).read_bytes() for path in case.iterdir())


def test_a_page_is_packed_without_a_time(tmp_path: Path) -> None:
    assert (saved(tmp_path) / "page.html.gz").read_bytes()[4:8] == bytes(4)


def test_what_a_fixture_pins() -> None:
    visit = Visit(
        Article("paper:1", "paper", URL, etag='"1"', warc_record="<urn:1>", main_image=Image(URL)),
        [Comment("paper:c1", "paper", "paper:1", URL, text="One", scripts=[ScriptShare("Latn", 1 / 3)])],
        FETCHED,
    )
    pinned = fixtures.record(visit)
    assert pinned["article"] == {"article_id": "paper:1", "site": "paper", "url": URL, "main_image": {"url": URL}}
    (comment,) = pinned["comments"]
    assert comment.keys() == {"comment_id", "text", "scripts", "kind", "status"}
    assert comment["scripts"] == [{"script": "Latn", "share": 0.3333}]


@pytest.mark.parametrize(
    ("expected", "got", "named"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 2}, ["a: expected 1, got 2"]),
        ({"a": 1}, {}, ["a: expected 1, got None"]),
        ({}, {"a": 1}, ["a: expected None, got 1"]),
        ({"a": [1, 2]}, {"a": [1]}, ["a: expected 2 entries, got 1"]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}, {"b": 3}]}, ["a: expected 1 entries, got 2", "a[0].b: expected 1, got 2"]),
    ],
)
def test_what_differs_is_named(expected: object, got: object, named: list[str]) -> None:
    assert list(fixtures.differences(expected, got)) == named


@pytest.mark.parametrize("folder", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fixture(folder: Path) -> None:
    fixture = fixtures.load(folder)
    visits = replay.crawl(fixture.documents, start=fixture.url, fetched_at=fixture.fetched_at, is_article=True)
    assert len(visits) == 1, f"{fixture.name}: {len(visits)} visits instead of one"
    wrong = list(fixtures.differences(fixture.expected, fixtures.record(visits[0])))
    assert not wrong, f"{fixture.name} differs in {len(wrong)} fields:\n  " + "\n  ".join(wrong[:20])
