"""Forgetting: no byte stays below the data directory, whatever it is compressed with, and nothing comes back."""

from __future__ import annotations

import gzip
import io
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from ecorridor_scraper import sites, store
from ecorridor_scraper.errors import BadConfiguration, CorruptData
from ecorridor_scraper.store import takedown

from .store_samples import put, rows, stage, visit
from .test_store_keeping import data, older

if TYPE_CHECKING:
    from pathlib import Path

    from ecorridor_scraper.items import Visit

__all__ = ["data"]  # the fixture

SECRET = "the words that must go 7351"
_FRAME = b"\x28\xb5\x2f\xfd"


def every_byte(path: Path) -> bytes:
    """The content of a file, raw and with every page of a Parquet file and every member of an archive unpacked."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        return content + gzip.decompress(content)
    found = [content]
    at = content.find(_FRAME) if path.suffix == ".parquet" else -1
    while at >= 0:
        page = pa.CompressedInputStream(io.BytesIO(content[at:]), "zstd")
        with suppress(OSError):  # after the frame comes what is none
            while block := page.read(64):
                found.append(block)
        found.append(b"\0")
        at = content.find(_FRAME, at + 4)
    return b"".join(found)


def holds(directory: Path, text: str) -> list[Path]:
    """Files below a directory in which the text can be found."""
    return [path for path in sorted(directory.rglob("*")) if path.is_file() and text.encode() in every_byte(path)]


def told(number: int, **values: Any) -> Visit:
    """A visit in which Zed says the secret, and another quotes it."""
    one = visit(number, comments=4, **values)
    one.comments[1].text = SECRET
    one.comments[1].author_name = "Zed Zedson"
    one.comments[1].text_html = f"<p>{SECRET}</p>"
    one.comments[2].quoted_text = SECRET
    one.comments[2].text_html = f"<blockquote>{SECRET}</blockquote><p>No.</p>"
    return one


@pytest.mark.parametrize(
    "wish",
    [
        store.Wish(authors=["Zed Zedson"]),
        store.Wish(comments=["dawn.com:000001:c1"]),
        store.Wish(articles=["https://dawn.com/dawn.com:000001"]),
        store.Wish(sites=["dawn.com"]),
    ],
)
def test_forgetting_leaves_no_byte_and_it_does_not_come_back(data: Path, wish: store.Wish) -> None:
    put(data, told(1))
    edited = told(1, hours=2)
    edited.comments[1].text = "edited away"
    edited.comments[1].text_html = None
    put(data, edited)
    store.snapshot(data)
    archive = store.Archive(data, "run")
    url = edited.article.url
    page = store.Response(url, 200, [("Content-Type", "text/html")], f"<p>{SECRET}</p>".encode())
    archive.add(page, article_url=url, fetched_at=edited.fetched_at)
    other = store.Response("https://geo.tv/1", 200, [], b"<p>another page</p>")
    archive.add(other, article_url=other.url, fetched_at=edited.fetched_at)
    archive.close()
    (data / "_ops" / "rejected").mkdir(exist_ok=True)
    (data / "_ops" / "rejected" / "line.jsonl").write_text(SECRET)
    stage(data, told(1, hours=3))
    assert holds(data, SECRET)

    dry = store.forget(data, wish, dry_run=True)
    assert dry.comments >= 1
    assert holds(data, SECRET)
    store.forget(data, wish)
    assert holds(data, SECRET) == []
    assert holds(data, "Zed") == []
    assert len(holds(data, "another page")) == 1
    put(data, told(1, hours=9))
    assert "dawn.com:000001:c1" not in rows(data)
    assert holds(data, SECRET) == []
    quoting = rows(data).get("dawn.com:000001:c2")
    assert (quoting is None) == bool(wish.articles or wish.sites)


def test_the_search_looks_inside_of_pages(data: Path) -> None:
    (path,) = holds(data, "Headline 35")
    assert b"Headline 35" not in path.read_bytes()


def test_a_file_has_no_value_of_another_in_its_dictionaries(data: Path) -> None:
    assert len(holds(data, "geo.tv/geo.tv:000031")) == 2


def test_an_article_goes_by_any_of_its_addresses_and_stays_away_under_others(data: Path) -> None:
    one = told(1, url="https://dawn.com/news/1", canonical_url="https://www.dawn.com/news/one")
    put(data, one)
    store.forget(data, store.Wish(articles=["http://dawn.com/news/one/?utm_source=x"]))
    assert holds(data, SECRET) == []
    assert holds(data, "dawn.com/news/1") == []
    put(data, told(1, hours=9, url="https://dawn.com/amp/1"))
    assert "dawn.com:000001" not in store.load_articles(data)["article_id"].to_pylist()


def test_an_article_stays_away_under_the_address_of_a_later_headline(data: Path) -> None:
    first = "https://tribune.com.pk/story/2400001/canal-to-open"
    later = "https://tribune.com.pk/story/2400001/canal-opens-after-a-delay"
    archive = store.Archive(data, "run")
    for url in (first, later, "https://tribune.com.pk/story/2400002/canal-to-open"):
        archive.add(store.Response(url, 200, [], url.encode()), article_url=url, fetched_at=visit(1).fetched_at)
    archive.close()
    put(data, told(1, url=later))
    store.forget(data, store.Wish(articles=[first]))
    assert holds(data, SECRET) == []
    (path,) = (data / "_ops" / "raw").glob("*/*")
    assert [found.responses[0].url for found in store.read_archive(path)] == [
        "https://tribune.com.pk/story/2400002/canal-to-open"
    ]
    put(data, told(7, hours=9, url="https://tribune.com.pk/story/2400001/the-canal-a-year-later"))
    assert holds(data, "a-year-later") == []


def test_a_tombstone_of_an_address_outlives_the_site_file_that_it_was_made_with(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = "https://tribune.com.pk/story/2400001/canal-to-open"
    with monkeypatch.context() as without:
        without.setattr(sites, "load_sites", dict)
        put(data, told(1, url=url))
        store.forget(data, store.Wish(articles=[url]))
    put(data, told(7, hours=9, url=url))
    assert holds(data, SECRET) == []


def test_who_has_changed_the_name_is_found_by_the_former_one(data: Path) -> None:
    put(data, told(1))
    renamed = told(1, hours=2)
    renamed.comments[1].author_name = "Somebody Else"
    put(data, renamed)
    store.forget(data, store.Wish(authors=["Zed Zedson"]))
    assert holds(data, SECRET) == holds(data, "Zed") == []
    put(data, renamed)
    assert "dawn.com:000001:c1" not in rows(data)


def test_a_quotation_is_found_behind_tags_and_entities(data: Path) -> None:
    one = told(1)
    one.comments[1].text = "Salt & pepper,\n\nso they say."
    one.comments[2].quoted_text = "Salt & pepper, so they"
    one.comments[2].text_html = "<p>Salt &amp; <b>pepper</b>,</p><p>so they say.</p>"
    put(data, one)
    assert store.forget(data, store.Wish(comments=["dawn.com:000001:c1"])).quotations == 1
    assert holds(data, "so they") == []


def test_a_quotation_that_was_taken_back_goes_from_the_history(data: Path) -> None:
    put(data, told(1))
    edited = told(1, hours=5)
    edited.comments[2].quoted_text, edited.comments[2].text_html = None, "<p>No.</p>"
    put(data, edited)
    assert store.forget(data, store.Wish(comments=["dawn.com:000001:c1"])).quotations == 1
    assert holds(data, SECRET) == []
    assert "dawn.com:000001:c2" in rows(data)


def test_what_was_quoted_before_the_comment_was_edited_goes_too(data: Path) -> None:
    put(data, told(1))
    edited = told(1, hours=5)
    edited.comments[1].text, edited.comments[1].text_html = "Never mind.", "<p>Never mind.</p>"
    put(data, edited)
    assert store.forget(data, store.Wish(comments=["dawn.com:000001:c1"])).quotations == 1
    assert holds(data, SECRET) == []


def test_of_a_site_that_was_forgotten_no_new_article_comes(data: Path) -> None:
    store.forget(data, store.Wish(sites=["dawn.com"]))
    put(data, told(7001))
    assert holds(data, SECRET) == []


def test_files_of_an_older_schema_and_files_set_aside_are_searched(data: Path) -> None:
    put(data, told(1))
    older(data)
    aside = data / "_ops" / "rejected" / "copy.parquet"
    aside.parent.mkdir(exist_ok=True)
    (path,) = (path for path in (data / "comments").iterdir() if SECRET in str(pq.read_table(path)["text"].to_pylist()))
    aside.write_bytes(path.read_bytes())
    assert store.forget(data, store.Wish(authors=["Zed Zedson"])).lines == 1
    assert holds(data, SECRET) == []


def test_what_does_not_belong_there_is_named_before_anything_is_forgotten(data: Path) -> None:
    put(data, told(1))
    (data / "comments" / "copy of january.parquet").write_bytes(b"")
    with pytest.raises(CorruptData, match=r"copy of january.parquet does not belong there.*--repair"):
        store.forget(data, store.Wish(authors=["Zed Zedson"]))


def test_a_forget_that_was_killed_is_finished_by_the_next(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(data, told(1))
    store.snapshot(data)
    archive = store.Archive(data, "run")
    page = store.Response("https://dawn.com/dawn.com:000001", 200, [], SECRET.encode())
    archive.add(page, article_url=page.url, fetched_at=visit(1).fetched_at)
    archive.close()
    wish = store.Wish(authors=["Zed Zedson"])

    class Killed(BaseException):
        pass

    def killed(*_: Any, **__: Any) -> Any:
        raise Killed

    for step in ("drop_records", "fsync", "rewritten"):
        with monkeypatch.context() as patch, pytest.raises(Killed):
            patch.setattr(takedown, step, killed)
            store.forget(data, wish)
    store.forget(data, wish)
    assert holds(data, SECRET) == []


def test_the_archive_keeps_no_page_that_shows_what_was_forgotten(data: Path) -> None:
    archive = store.Archive(data, "run")
    assert archive.may_keep(told(1))
    store.forget(data, store.Wish(authors=["Zed Zedson"]))
    assert not archive.may_keep(told(1))
    assert archive.may_keep(visit(2))


def test_a_running_crawl_keeps_archiving_into_a_file_that_was_rewritten(data: Path) -> None:
    archive = store.Archive(data, "run")
    pages = [store.Response(f"https://dawn.com/{n}", 200, [], f"page {n}".encode()) for n in range(3)]
    for page in pages[:2]:
        archive.add(page, article_url=page.url, fetched_at=visit(1).fetched_at)
    put(data, visit(0, url=pages[0].url))
    store.forget(data, store.Wish(articles=[pages[0].url]))
    archive.add(pages[2], article_url=pages[2].url, fetched_at=visit(1).fetched_at)
    archive.close()
    (path,) = (data / "_ops" / "raw").glob("*/*")
    assert [found.responses[0].body for found in store.read_archive(path)] == [b"page 1", b"page 2"]


def test_forgetting_nothing_is_an_error(data: Path) -> None:
    with pytest.raises(BadConfiguration, match="nothing to forget"):
        store.forget(data, store.Wish())


def test_comments_of_a_forgotten_parent_keep_their_place(data: Path) -> None:
    store.forget(data, store.Wish(comments=["geo.tv:000031:c1"]))
    assert rows(data)["geo.tv:000031:c2"]["parent_id"] == "geo.tv:000031:c1"
    assert store.verify(data).findings == []


def test_the_file_of_comments_goes_only_with_its_articles(tmp_path: Path) -> None:
    put(tmp_path, visit(1, comments=1))
    [path] = (tmp_path / "comments").iterdir()
    [comment] = store.load_comments(tmp_path).to_pylist()
    store.forget(tmp_path, store.Wish(comments=[comment["comment_id"]]))
    assert pq.read_table(path).num_rows == 0
    assert store.verify(tmp_path).findings == []
    store.forget(tmp_path, store.Wish(articles=[comment["article_id"]]))
    assert not path.exists()
    assert list((tmp_path / "articles").iterdir()) == []


def test_what_quotes_a_comment_that_stands_only_in_a_snapshot_is_cleaned(data: Path) -> None:
    put(data, told(1))
    store.snapshot(data)
    for path in sorted((data / "comments").iterdir()):
        table = pq.read_table(path)
        pq.write_table(table.filter(pc.field("author_name") != "Zed Zedson"), data / "without")
        (data / "without").replace(path)  # a snapshot has the same file by another link
    assert SECRET in str(rows(data)["dawn.com:000001:c2"]["text_html"])
    store.forget(data, store.Wish(authors=["Zed Zedson"]))
    assert holds(data, SECRET) == []
