"""The years after the commit: verify, snapshot, forget, migrate, archive, export, pseudonyms, and the commands."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from ecorridor_scraper import store
from ecorridor_scraper.errors import (
    BadConfiguration,
    BadInput,
    CorruptData,
    DataDirectory,
    DiskFull,
    EcorridorError,
    MissingExtra,
)
from ecorridor_scraper.items import SCHEMA_VERSION
from ecorridor_scraper.store import cli, exports
from ecorridor_scraper.store.schema import COMMENTS, DATASETS, VERSION_KEY

from .commands import unread
from .store_samples import START, comment, put, rows, stage, visit

if TYPE_CHECKING:
    from pathlib import Path

    from ecorridor_scraper.store.files import Files


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Twenty articles of two sites and two months, 100 comments."""
    directory = tmp_path / "data"
    put(directory, *(visit(n, site=("dawn.com", "geo.tv")[n % 2], comments=5) for n in range(30, 50)))
    return directory


def test_a_sound_store_verifies(data: Path) -> None:
    report = store.verify(data)
    assert report.findings == []
    assert (report.files, report.articles, report.comments) == (8, 20, 100)


@pytest.mark.parametrize(
    ("name", "values", "problem"),
    [
        ("depth", lambda t: [4] * len(t), "depth or root"),
        (
            "parent_id",
            lambda t: [t["comment_id"][1 - n].as_py() if n < 2 else None for n in range(len(t))],
            "in a circle",
        ),
        ("article_id", lambda t: ["dawn.com:x"] * len(t), "have no article"),
        ("comment_id", lambda t: ["dawn.com:c"] * len(t), "are there twice"),
        ("position", lambda t: list(range(len(t), 0, -1)), "out of order"),
    ],
)
def test_verify_names_what_is_wrong(data: Path, name: str, values: Any, problem: str) -> None:
    path = next((data / "comments").iterdir())
    table = pq.read_table(path)
    spoilt = table.set_column(
        table.schema.get_field_index(name), name, pa.array(values(table), table.schema.field(name).type)
    )
    pq.write_table(spoilt, path)
    problems = [f.problem for f in store.verify(data).findings if f.file == f"comments/{path.name}"]
    assert any(problem in found for found in problems)


def test_verify_repairs_what_it_can_compute(data: Path) -> None:
    path = next((data / "comments").iterdir())
    table = pq.read_table(path)
    wrong = pa.array([9] * table.num_rows, pa.int64())
    spoilt = pa.concat_tables([table, table]).set_column(
        table.schema.get_field_index("depth"), "depth", pa.chunked_array([wrong, wrong])
    )
    pq.write_table(spoilt, path)
    (data / "comments" / "notes.txt").write_text("a stranger")
    report = store.verify(data, repair=True)
    assert report.sound
    assert store.verify(data).findings == []
    assert pq.read_table(path).to_pylist() == table.to_pylist()


def test_verify_names_a_corrupt_file_and_the_snapshot_that_has_it(data: Path) -> None:
    kept = store.snapshot(data)
    path = next((data / "comments").iterdir())
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])
    (finding,) = store.verify(data, repair=True).findings
    assert finding.file == f"comments/{path.name}"
    assert str(kept.path / "comments" / path.name) in finding.remedy
    assert "restore" not in finding.problem  # what to do stands in the remedy alone
    assert not finding.repaired


def test_verify_misses_a_file_and_the_rows_of_a_replaced_one(data: Path) -> None:
    old = store.snapshot(data)
    put(data, visit(31, site="geo.tv", hours=5, comments=9))
    path = data / "comments" / "geotv-2026-02.parquet"
    path.unlink()
    (missing,) = store.verify(data).findings
    assert missing.problem == "is missing: it had 29 rows"
    assert str(old.path / "comments" / path.name) in missing.remedy
    os.link(old.path / "comments" / path.name, path)
    (replaced,) = store.verify(data, repair=True).findings
    assert replaced.problem == "has 25 rows where the last commit left 29"
    assert store.verify(data).findings == []
    put(data, visit(31, site="geo.tv", hours=7, comments=9))
    assert len(rows(data)) == 104


def test_an_article_that_another_program_cut_in_two_is_mended_or_merged(data: Path) -> None:
    path = data / "comments" / "geotv-2026-02.parquet"
    table = pq.read_table(path)
    pq.write_table(table, path, row_group_size=3)
    put(data, visit(31, site="geo.tv", hours=5, comments=9))
    assert len(rows(data)) == 104
    assert store.verify(data).findings == []
    pq.write_table(pq.read_table(path), path, row_group_size=3)
    problems = [finding.problem for finding in store.verify(data, repair=True).findings]
    assert any("cut in two by row groups" in problem for problem in problems)
    assert store.verify(data).findings == []


@pytest.mark.parametrize(
    "journal",
    [
        '{"moves": [["_ops',
        '{"a": 1}',
        "[1]",
        '{"moves": [["a", "b"]], "segments": []}',
        '{"moves": [], "segments": [1]}',
        '{"moves": [], "segments": [], "rows": {"a": "b"}}',
    ],
)
def test_a_journal_that_cannot_be_read_stops_everything_until_it_is_dropped(data: Path, journal: str) -> None:
    stage(data, visit(31, site="geo.tv", hours=5, comments=9))
    (data / "_ops" / "journal.json").write_text(journal)
    with pytest.raises(CorruptData, match=r"journal.json cannot be read.*--repair"):
        store.commit(data)
    assert store.verify(data, repair=True).sound
    assert store.commit(data).comments.new == 4


@pytest.mark.parametrize("manifest", ["[1]", '{"articles/x": "y"}', "{"])
def test_a_manifest_that_cannot_be_read_is_named_and_made_again(data: Path, manifest: str) -> None:
    path = data / "_ops" / "manifest.json"
    path.write_text(manifest)
    (finding,) = store.verify(data).findings
    assert (finding.file, finding.remedy) == ("_ops/manifest.json", "run 'ecorridor verify --repair'")
    assert store.verify(data, repair=True).sound
    next((data / "comments").iterdir()).unlink()
    assert "is missing" in store.verify(data).findings[0].problem


def test_strangers_of_one_name_are_both_kept(data: Path) -> None:
    for dataset in ("articles", "comments"):
        (data / dataset / "notes.txt").write_text(dataset)
    assert store.verify(data, repair=True).sound
    kept = (data / "_ops" / "rejected").iterdir()
    assert sorted(path.read_text() for path in kept) == ["articles", "comments"]


def test_a_file_of_something_else_is_named(data: Path) -> None:
    path = data / "comments" / "geotv-2026-02.parquet"
    pq.write_table(pa.table({"a": [1]}), path)
    findings = [f for f in store.verify(data).findings if f.file.endswith(path.name)]
    assert any("no file of this store" in finding.problem for finding in findings)


def test_ids_that_are_unique_in_their_article_only(tmp_path: Path) -> None:
    threads = []
    for article in ("dawn.com:000001", "dawn.com:000002"):
        places: list[dict[str, Any]] = [{"parent_id": None, "root_id": f"dawn.com:c{n}", "depth": 0} for n in range(2)]
        places.append({"parent_id": "dawn.com:c1", "root_id": "dawn.com:c1", "depth": 1})
        threads.append([comment(article, n, comment_id=f"dawn.com:c{n}", **place) for n, place in enumerate(places)])
    put(tmp_path, *(visit(n, comments=thread, date_published=START) for n, thread in zip((1, 2), threads, strict=True)))
    path = tmp_path / "comments" / "dawncom-2026-01.parquet"
    table = pq.read_table(path)
    wrong = table.set_column(table.schema.get_field_index("depth"), "depth", pa.array([7] * 6, pa.int64()))
    pq.write_table(wrong, path)
    assert store.verify(tmp_path, repair=True).sound
    assert store.verify(tmp_path).findings == []
    assert pq.read_table(path).to_pylist() == table.to_pylist()


def test_a_snapshot_that_was_interrupted_leaves_nothing(data: Path) -> None:
    unfinished = data / "_ops" / "snapshots" / "2026-01-01T000000.000000Z.tmp" / "comments"
    unfinished.mkdir(parents=True)
    (data / "_ops" / "snapshots" / "notes").mkdir()
    assert store.snapshots(data) == []
    store.commit(data)
    assert not unfinished.exists()


def test_a_snapshot_stays_as_it_was(data: Path) -> None:
    frozen = store.snapshot(data)
    put(data, visit(31, site="geo.tv", hours=5, comments=9))
    assert store.load_comments(frozen.path).num_rows == 100
    assert store.load_comments(data).num_rows == 104
    assert [one.name for one in store.snapshots(data)] == [frozen.name]


def test_snapshots_are_pruned(data: Path) -> None:
    taken = [store.snapshot(data) for _ in range(4)]
    assert [one.name for one in store.prune(data, keep=1)] == [one.name for one in taken[:3]]
    assert [one.name for one in store.snapshots(data)] == [taken[3].name]
    assert store.prune(data, days=1) == []
    assert [one.name for one in store.prune(data, days=0)] == [taken[3].name]


def _from_a_clock_far_ahead(data: Path) -> Path:
    """A snapshot that was taken under one."""
    taken = store.snapshot(data).path
    return taken.rename(taken.with_name("2099-01-01T000000.000000Z"))


def test_the_snapshot_that_was_just_taken_is_the_newest_whatever_another_clock_said(data: Path) -> None:
    ahead = _from_a_clock_far_ahead(data)
    result = CliRunner().invoke(cli.snapshot, ["--keep", "1", "--data", str(data)])
    (kept,) = store.snapshots(data)
    assert (result.exit_code, kept.name < ahead.name) == (0, True)


def test_a_snapshot_that_a_clock_far_ahead_names_makes_no_other_one_old(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ahead(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2099, 1, 1, tzinfo=tz)

    before = store.snapshot(data)
    monkeypatch.setattr("ecorridor_scraper.store.freezing.datetime", Ahead)
    assert CliRunner().invoke(cli.snapshot, ["--days", "30", "--data", str(data)]).exit_code == 0
    assert len(store.snapshots(data)) == 2
    assert before.path.is_dir()


def test_snapshots_older_than_the_last_commit_by_so_many_days_go(data: Path) -> None:
    old = store.snapshot(data).path
    old.rename(old.with_name("2001-01-01T000000.000000Z"))
    young = store.snapshot(data)
    CliRunner().invoke(cli.snapshot, ["--days", "1", "--data", str(data)])
    assert store.snapshots(data)[0].name == young.name


@pytest.mark.parametrize("days", ["nan", "inf"])
def test_an_age_that_is_no_number_is_refused_before_a_snapshot_is_taken(data: Path, days: str) -> None:
    result = CliRunner().invoke(cli.snapshot, ["--days", days, "--data", str(data)])
    assert result.exit_code == 2
    assert "is no number" in result.output
    assert store.snapshots(data) == []


def test_an_age_that_the_calendar_does_not_reach_is_that_of_nothing(data: Path) -> None:
    store.snapshot(data)
    (data / "_ops" / "raw" / "2026-01-01").mkdir(parents=True)
    (data / "_ops" / "raw" / "2026-01-01" / "run.warc.gz").write_bytes(b"x")
    assert store.prune(data, days=1e9) == []
    assert store.prune_archive(data, days=1e9) == []


def test_the_room_that_lacks_is_never_said_to_be_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: os.statvfs_result((4096, 4096, 9, 0, 0, 9, 9, 9, 0, 255)))
    with pytest.raises(DiskFull, match=r"less than 0\.1 MB free"):
        store.check_writable(tmp_path, minimum_free=1)


def older(data: Path) -> None:
    """Makes all files as an older version would have left them: without the columns that came later."""
    for dataset in DATASETS:
        for path in (data / dataset.name).iterdir():
            table = pq.read_table(path).drop_columns(["script", "history"])
            pq.write_table(table.replace_schema_metadata({VERSION_KEY: b"0"}), path)


def test_files_of_an_older_schema_load_with_nulls_and_migrate(data: Path) -> None:
    before = store.load_comments(data).to_pylist()
    older(data)
    table = store.load_comments(data)
    assert table.schema == COMMENTS.schema
    assert table["script"].null_count == table.num_rows
    assert table["history"].to_pylist() == [[]] * table.num_rows
    assert any("older schema" in finding.problem for finding in store.verify(data).findings)
    assert store.migrate(data).files == 8
    assert store.migrate(data).files == 0
    assert store.verify(data).findings == []
    after = store.load_comments(data).to_pylist()
    assert [row | {"script": None} for row in before] == after


def test_old_files_are_committed_into(data: Path) -> None:
    older(data)
    put(data, visit(31, site="geo.tv", hours=5, comments=9))
    assert store.load_comments(data).num_rows == 104


def test_a_file_of_a_newer_version_says_upgrade(data: Path) -> None:
    path = next((data / "comments").iterdir())
    newer = {VERSION_KEY: str(SCHEMA_VERSION + 1).encode()}
    pq.write_table(pq.read_table(path).replace_schema_metadata(newer), path)
    with pytest.raises(CorruptData, match=r"newer version.*upgrade"):
        store.load_comments(data)
    store.snapshot(data)  # another day's, which must not be copied over what is newer
    table = pq.read_table(data / "articles" / path.name)
    pq.write_table(table.replace_schema_metadata(newer), data / "articles" / path.name)
    for repair in (False, True):
        findings = store.verify(data, repair=repair).findings
        assert {f.remedy for f in findings} == {"upgrade ecorridor-scraper"}
        assert [f.file for f in findings] == [f"articles/{path.name}", f"comments/{path.name}"]


def test_an_archive_gives_back_what_was_fetched(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    archive = store.Archive(tmp_path, "run", day=START)
    page = store.Response("https://dawn.com/1", 200, [("Content-Type", "text/html"), ("Set-Cookie", "a=b")], b"page")
    more = store.Response("https://dawn.com/1?cpage=2", 200, [("Content-Encoding", "gzip")], b"more")
    archive.add(page, article_url=page.url, fetched_at=START)
    archive.add(more, article_url=page.url, fetched_at=START)
    archive.add(page, article_url=page.url, fetched_at=START + timedelta(hours=1))
    archive.close()
    (path,) = (tmp_path / "_ops" / "raw" / "2026-01-10").iterdir()
    first, second = store.read_archive(path)
    assert (first.article_url, first.fetched_at) == (page.url, START)
    assert [(r.url, r.status, r.body) for r in first.responses] == [(page.url, 200, b"page"), (more.url, 200, b"more")]
    assert "Set-Cookie" not in dict(first.responses[0].headers)
    assert second.fetched_at == START + timedelta(hours=1)
    with path.open("rb") as file:
        assert [r.rec_type for r in ArchiveIterator(file)] == ["response"] * 3


def test_a_torn_archive_gives_what_is_whole(tmp_path: Path) -> None:
    archive = store.Archive(tmp_path, "run", day=START)
    for number in range(3):
        one = store.Response(f"https://dawn.com/{number}", 200, [], os.urandom(2000))
        archive.add(one, article_url=one.url, fetched_at=START)
    archive.close()
    (path,) = (tmp_path / "_ops" / "raw" / "2026-01-10").iterdir()
    path.write_bytes(path.read_bytes()[:-1000])
    assert len([v for v in store.read_archive(path) if len(v.responses[0].body) == 2000]) == 2


def test_archives_are_kept_within_age_and_size(tmp_path: Path) -> None:
    for number in range(4):
        directory = tmp_path / "_ops" / "raw" / f"2026-01-0{number + 1}"
        directory.mkdir(parents=True)
        path = directory / "run.warc.gz"
        path.write_bytes(b"x" * 100)
        os.utime(path, (START.timestamp() + number * 86400,) * 2)
    assert len(store.prune_archive(tmp_path, max_bytes=250)) == 2
    now = datetime(2026, 1, 7, tzinfo=UTC)  # the third ended three days ago, the fourth two
    assert store.prune_archive(tmp_path, days=3, now=now) == []
    assert len(store.prune_archive(tmp_path, days=2.5, now=now)) == 1
    assert [p.name for p in (tmp_path / "_ops" / "raw").iterdir()] == ["2026-01-04"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "huggingface", "duckdb"])
def test_exports_have_every_row(data: Path, tmp_path: Path, form: str) -> None:
    output = tmp_path / "out"
    assert store.export(data, form, output) == {"articles": 20, "comments": 100}
    expected = sorted(rows(data))
    if form == "csv":
        import csv

        with (output / "comments.csv").open(encoding="utf-8", newline="") as file:
            found = [row["comment_id"] for row in csv.DictReader(file)]
    elif form == "jsonl":
        found = [json.loads(line)["comment_id"] for line in (output / "comments.jsonl").read_text("utf-8").splitlines()]
    elif form == "duckdb":
        import duckdb

        with duckdb.connect(str(output)) as database:
            found = [key for (key,) in database.execute("SELECT comment_id FROM comments").fetchall()]
    else:
        found = pq.read_table(output / "comments")["comment_id"].to_pylist()
        assert "config_name: comments" in (output / "README.md").read_text()
    assert sorted(found) == expected


def test_an_export_leaves_alone_what_is_not_its_own(data: Path, tmp_path: Path, monkeypatch: Any) -> None:
    kept = tmp_path / "out.unfinished"
    kept.write_text("kept")

    def while_another_ends(files: Files, output: Path) -> dict[str, int]:
        store.export(data, "jsonl", tmp_path / "out")
        return exports._csv(files, output)

    monkeypatch.setitem(exports._FORMS, "csv", while_another_ends)
    with pytest.raises(BadConfiguration, match="meanwhile"):
        store.export(data, "csv", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["articles.jsonl", "comments.jsonl"]
    assert kept.read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "out", "out.unfinished"]


def test_nested_export_is_a_tree(data: Path, tmp_path: Path) -> None:
    store.export(data, "jsonl", tmp_path / "out", nested=True)
    line = json.loads((tmp_path / "out" / "threads.jsonl").read_text("utf-8").splitlines()[0])
    key = line["article_id"]
    assert [c["comment_id"] for c in line["comments"]] == [f"{key}:c{n}" for n in (0, 1, 3, 4)]
    assert [c["comment_id"] for c in line["comments"][1]["replies"]] == [f"{key}:c2"]


def test_a_thread_as_deep_as_can_be_and_a_circle_are_exported(tmp_path: Path) -> None:
    chain = [comment("dawn.com:000001", n, parent_id=f"dawn.com:000001:c{n - 1}" if n else None) for n in range(700)]
    ring = [comment("dawn.com:000001", n, parent_id=f"dawn.com:000001:c{1600 - n + 1}") for n in (800, 801)]
    put(tmp_path / "data", visit(1, comments=[*chain, *ring]))
    assert store.export(tmp_path / "data", "jsonl", tmp_path / "out", nested=True)["comments"] == 702
    line = (tmp_path / "out" / "threads.jsonl").read_bytes()
    assert line.count(b'"comment_id"') == 702
    assert line.count(b'"replies":[{') == 700
    assert line.endswith(b"}\n")


def test_an_export_of_what_cannot_be_read_names_that_and_not_the_output(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> Any:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(type(tmp_path), "iterdir", refused)
    with pytest.raises(DataDirectory, match=f"cannot read {data / 'articles'}: change its permissions"):
        store.export(data, "jsonl", tmp_path / "out")


def test_an_export_without_its_library_says_how_to_get_it(data: Path, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setitem(__import__("sys").modules, "deltalake", None)
    with pytest.raises(MissingExtra, match=r"ecorridor-scraper\[delta\]"):
        store.export(data, "delta", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_pseudonyms_are_stable_and_keyed() -> None:
    one, again, other = visit(1), visit(1), visit(1)
    for each in (one, again, other):
        each.comments[0].author_url = "https://dawn.com/profile/Reader-0"
        each.comments[0].author_id = "Reader-0"
    store.Pseudonyms(b"k" * 32).apply(one)
    store.Pseudonyms(b"k" * 32).apply(again)
    store.Pseudonyms(b"l" * 32).apply(other)
    assert one == again
    names = [c.author_name for c in one.comments]
    assert not set(names) & {c.author_name for c in other.comments}
    assert len(set(names)) == 3
    assert "Reader" not in str(one.comments)


def test_an_id_that_was_made_from_a_name_is_keyed_too() -> None:
    one = visit(1)
    first, second = one.comments[:2]
    hashed = f"{first.site}:h0123456789abcdef"
    untouched = second.comment_id
    first.comment_id, second.parent_id, first.root_id = hashed, hashed, hashed
    store.Pseudonyms(b"k" * 32).apply(one)
    assert first.comment_id not in (hashed, None)
    assert second.parent_id == first.root_id == first.comment_id
    assert second.comment_id == untouched


def test_the_key_stays_out_of_the_data(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "key").write_bytes(b"k" * 32)
    with pytest.raises(BadConfiguration, match="inside the data directory"):
        store.Pseudonyms.from_file(tmp_path / "data" / "key", tmp_path / "data")
    with pytest.raises(BadConfiguration, match="openssl rand"):
        store.Pseudonyms.from_file(tmp_path / "key", tmp_path / "data")


def test_what_the_datasets_know(data: Path) -> None:
    known = {one.article_id: one for one in store.known_articles(data)}
    assert len(known) == 20
    one = known["geo.tv:000031"]
    assert (one.site, one.date_published, one.last_seen) == (
        "geo.tv",
        visit(31).article.date_published,
        visit(31).fetched_at,
    )


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["commit"], "0 visits"),
        (["verify"], "100 comments: all is well"),
        (["snapshot"], "8 files"),
        (["forget", "--author", "Reader 1", "--dry-run"], "would go: 0 articles, 20 comments"),
        (["forget", "--author", "Raeder 1", "--dry-run"], "nothing of that is here: check the spelling\n"),
        (["forget", "--author", "Raeder 1"], "if it comes, it is kept out"),
        (["migrate"], "0 files rewritten"),
        (["pack"], "8 files packed, "),
        (["export", "--to", "csv", "--output", "{tmp}/out"], "20 articles, 100 comments"),
    ],
)
def test_each_command_of_the_store_says_what_it_did(data: Path, arguments: list[str], expected: str) -> None:
    given = [argument.replace("{tmp}", str(data.parent)) for argument in arguments[1:]]
    result = CliRunner().invoke(getattr(cli, arguments[0]), [*given, "--data", str(data)])
    assert result.exit_code == 0, result.output
    assert expected in result.output


def test_a_verify_whose_findings_nobody_reads_ends_with_their_exit_code(data: Path) -> None:
    next((data / "comments").iterdir()).unlink()
    code, said = unread("verify", "--data", str(data))
    assert (code, said) == (8, f"ecorridor: 1 findings under {data}: see above\n")


def test_a_quiet_verify_speaks_only_of_what_is_wrong(data: Path) -> None:
    arguments = ["--quiet", "--data", str(data)]
    result = CliRunner().invoke(cli.verify, arguments)
    assert (result.exit_code, result.output) == (0, "")
    lost = next((data / "comments").iterdir())
    lost.unlink()
    result = CliRunner().invoke(cli.verify, arguments)
    assert f"comments/{lost.name}: " in result.output
    assert isinstance(result.exception, EcorridorError)


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_an_article_that_is_no_address_is_said(data: Path, dry_run: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli.forget, ["--article", "http://[x", *dry_run, "--data", str(data)])
    assert isinstance(result.exception, BadConfiguration)
    assert "'http://[x' is no address" in str(result.exception)


def test_a_command_on_no_data_directory_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.verify, ["--data", str(tmp_path)])
    assert isinstance(result.exception, EcorridorError)
    assert "is no data directory" in str(result.exception)


@pytest.mark.parametrize(
    "content",
    [b"hello", gzip.compress(b"hello", mtime=0), b"\x1f\x8bxx"],
    # Named: gzip writes the second it is made in, and two test workers must name a test alike.
    ids=["text", "packed text", "broken packing"],
)
def test_a_file_that_is_no_archive_is_named(tmp_path: Path, content: bytes) -> None:
    saved = tmp_path / "bad.warc.gz"
    saved.write_bytes(content)
    with pytest.raises(BadInput, match=r"bad\.warc\.gz is no WARC file"):
        list(store.read_archive(saved))


def test_an_archive_that_a_killed_run_left_empty_holds_nothing(tmp_path: Path) -> None:
    saved = tmp_path / "empty.warc.gz"
    saved.write_bytes(b"")
    assert list(store.read_archive(saved)) == []
