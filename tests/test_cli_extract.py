"""`ecorridor extract`: saved pages, folders and archives become visits."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.store import load_articles

from .commands import rows, run, spawn
from .conftest import SHARED
from .local import article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_extract_prints_a_visit_as_json(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(article(1, "https://paper.example/2026/11/the-bridge-again/"))
    result = run("extract", str(path), "--json")
    visit = json.loads(result.stdout)
    assert visit["article"]["url"] == "https://paper.example/2026/11/the-bridge-again/"
    assert [c["author_name"] for c in visit["comments"]] == ["Reader 0", "Reader 1"]


def test_a_name_that_is_wrong_is_told_of_before_anything_is_stored(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(article(1, "https://paper.example/2026/11/the-bridge-again/"))
    data = tmp_path / "data"
    assert run("extract", str(path), str(tmp_path / "paeg.html"), "--data", str(data)).exit_code == 3
    assert not data.exists()


@pytest.mark.parametrize(
    ("title", "text", "cause"),
    [
        ("Just a moment...", "Verifying you are human. This may take a few seconds.", "bot wall"),
        ("Page not found", "The page you are looking for is not here.", "page not found"),
    ],
)
def test_a_wall_that_was_saved_is_no_article(title: str, text: str, cause: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>")
    result = run("extract", str(path), "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"{cause} in it" in result.stderr


@pytest.mark.parametrize(("walls", "exit_code"), [(1, 0), (2, 5)])
def test_more_than_a_tenth_of_pages_that_give_nothing_is_told_of(walls: int, exit_code: int, tmp_path: Path) -> None:
    for n in range(10):
        text = article(n, f"https://paper.example/2026/11/the-bridge-again-{n}/")
        (tmp_path / f"{n}.html").write_text(
            "<title>Page not found</title><p>It is not here.</p>" if n < walls else text
        )
    assert run("extract", str(tmp_path), "--json").exit_code == exit_code


def test_a_file_of_the_time_to_come_was_saved_by_now(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(article(1, "https://paper.example/2026/11/the-bridge-again/"))
    os.utime(path, (4_070_908_800, 4_070_908_800))
    visit = json.loads(run("extract", str(path), "--json").stdout)
    assert visit["fetched_at"] < "2099"
    at = json.loads(run("extract", str(path), "--json", "--fetched-at", "2026-11-03T10:00Z").stdout)["fetched_at"]
    assert at == "2026-11-03T10:00:00Z"
    assert run("extract", str(path), "--json", "--fetched-at", "2098-01-01").exit_code == 2


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent: the seed page is not here")
def test_the_seed_page_gives_what_was_expected() -> None:
    seed = SHARED / "seed"
    expected = json.loads((seed / "expected.json").read_text())
    result = run("extract", str(seed / "page.html"), "--json")
    visit = json.loads(result.stdout)
    article, comments = visit["article"], visit["comments"]
    for name in ("url", "headline", "date_published", "in_language", "script", "stated_comment_count"):
        assert article[name] == expected[name], name
    blocks = [{"kind": block["kind"], "text": block["text"]} for block in article["body_blocks"]]
    assert blocks == expected["body_blocks"]
    assert [{k: author[k] for k in ("name", "role", "bio")} for author in article["authors"]] == expected["authors"]
    for found, wanted in zip(comments, expected["comments"], strict=True):
        parent = wanted["parent"] and f"propakistani:{wanted['parent']}"
        assert (found["comment_id"], found["parent_id"]) == (f"propakistani:{wanted['id']}", parent)
        assert {k: found[k] for k in ("depth", "text", "language", "script")} == {
            k: wanted[k] for k in ("depth", "text", "language", "script")
        }
    assert not [word for word in (*expected["never_a_comment"], "Also read") if word in result.stdout]


def test_pages_of_one_file_name_in_two_folders_are_two_articles(tmp_path: Path) -> None:
    for name in ("a/index.html", "b/index.html", "b/index.htm", "b/two words.html"):
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article(1, ""))
    one = run("extract", str(tmp_path / "pages" / "b" / "index.html"), "--json")
    assert json.loads(one.stdout)["article"]["url"] == "file:index.html"
    data = tmp_path / "data"
    assert run("extract", str(tmp_path / "pages"), "--data", str(data)).exit_code == 0
    assert run("extract", *map(str, sorted((tmp_path / "pages").iterdir())), "--data", str(data)).exit_code == 0
    addresses = load_articles(data).column("url").to_pylist()
    assert sorted(addresses) == [
        "file:a/index.html",
        "file:b/index.htm",
        "file:b/index.html",
        "file:b/two%20words.html",
    ]
    assert "gone: 1 articles" in run("forget", "--article", "file:b/index.html", "--data", str(data)).stdout
    assert run("extract", str(tmp_path / "pages"), "--data", str(data)).exit_code == 0
    assert "file:b/index.html" not in load_articles(data).column("url").to_pylist()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_is_read(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(article(1, "https://paper.example/2026/11/the-bridge-again/").encode(codec))
    result = run("extract", str(path), "--json")
    assert json.loads(result.stdout)["article"]["url"] == "https://paper.example/2026/11/the-bridge-again/"


def test_pages_that_all_give_nothing_are_no_part_of_a_success(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text("<p></p>")
    result = run("extract", str(tmp_path), "--json")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "none of the pages (2)" in result.stderr


def record(head: str, body: bytes, *, kind: str = "text/html") -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    lines = ["WARC/1.1", "WARC-Type: response", "Content-Type: application/http; msgtype=response"]
    return (
        "\r\n".join([*lines, *head.split("|"), f"Content-Length: {len(block)}", "", ""]).encode() + block + b"\r\n" * 2
    )


@pytest.mark.parametrize(("pack", "name"), [(bytes, "x.WARC"), (gzip.compress, "x.warc.gz")])
def test_one_bad_record_costs_itself_only(pack: Callable[[bytes], bytes], name: str, tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    page, date = article(1, "").encode(), "WARC-Date: 2026-11-20T10:00:00Z"
    address = "WARC-Target-URI: https://paper.example/2026/11/the-bridge-again-{}/"
    large = gzip.compress(b"<p>" + b"x" * (17 << 20))
    records = [
        record(f"{date}|WARC-Record-ID: <urn:uuid:1>|{address.format(1)}", page),
        record(address.format(2), page),
        record(f"WARC-Date: 20261120100000|{address.format(3)}", page),
        record(date, page),
        record(f"{date}|WARC-Target-URI: http://[oops/", page),
        record(f"{date}|{address.format(4)}", large, kind="text/html\r\nContent-Encoding: gzip"),
        record(f"{date}|{address.format(5)}", b"x" * (17 << 20), kind="image/png"),
        record(f"{date}|{address.format(6)}", page).replace(b"HTTP/1.1 200 OK", b"HTTP-1.1 200 OK"),
        record(f"WARC-Date: 2026-11-20T10:00:00|{address.format(7)}", page),
    ]
    path = tmp_path / name
    path.write_bytes(b"".join(map(pack, records)))
    result = run("extract", str(path), "--json")
    visits = [json.loads(line) for line in result.stdout.splitlines()]
    assert [visit["article"]["url"][-2] for visit in visits] == ["1", "7"]
    assert visits[0]["article"]["warc_record"] == "<urn:uuid:1>"
    assert {visit["fetched_at"] for visit in visits} == {"2026-11-20T10:00:00Z"}
    (told,) = [line for line in result.stderr.splitlines() if "left out" in line]
    for cause in ("WARC-Date", "no moment", "WARC-Target-URI", "an address that is none", "16 MiB", "an HTTP head"):
        assert cause in told
    assert result.exit_code == 5
    assert "6 of 8 pages gave nothing" in result.stderr


def test_the_summary_says_what_the_pages_of_a_folder_gave(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<article><p>" + "The council spoke of the canal at length, and of the bridge. " * 9 + "</p></article>"
    pages = {
        "a.html": article(1, "https://paper.example/2026/11/the-bridge-again-1/"),
        "b.HTM": article(2, "https://paper.example/2026/11/the-bridge-again-2/", author=False, comments=0),
        "c.xhtml.gz": text.replace("canal", "ferry"),
        "d.html": "",
        "e.htm.gz": "",
        "f.xhtml": "<title>Page not found</title><p>It is not here.</p>",
        "g.txt": text,
    }
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pages" / "h.html").mkdir(parents=True)
    for name, page in pages.items():
        packed = gzip.compress(page.encode()) if name.endswith("gz") else page.encode()
        (tmp_path / "pages" / name).write_bytes(packed)
    result = run("extract", "pages")
    assert (result.exit_code, rows(tmp_path / "data", "articles")) == (5, 3)
    one, two, _, four = result.stdout.splitlines()
    assert one == "3 articles from 6 pages: headline 2, body 3, authors 1, date 2"
    assert two == "2 comments on 1 pages, 0 incomplete"
    assert four == "3 gave nothing: 2 no page, 1 page not found"
    empty = "the document is empty; fetch it again"
    told = [f"ecorridor: pages/{name}: {empty}" for name in ("d.html", "e.htm.gz")]
    assert result.stderr.splitlines() == [*told, "ecorridor: 3 of 6 pages gave nothing; the rest is kept"]


def test_extract_reads_standard_input() -> None:
    result = run("extract", "-", "--json", "--url", "https://paper.example/a/", stdin=article(1, ""))
    assert json.loads(result.stdout)["article"]["url"] == "https://paper.example/a/"


def test_saved_pages_that_all_claim_the_front_page_are_kept_apart(tmp_path: Path) -> None:
    for number in range(3):
        html = article(number, "https://paper.example/").replace("Monday", f"day {number}")
        (tmp_path / f"{number}.html").write_text(html)
    done = spawn("extract", str(tmp_path), "--data", str(tmp_path / "data"))
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "data", "articles") == 3
    assert rows(tmp_path / "data", "comments") == 6
