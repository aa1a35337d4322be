"""The commands of the store, for `ecorridor`: commit, verify, snapshot, forget, migrate, pack, export."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import orjson

from ecorridor_scraper import store
from ecorridor_scraper.commands.options import Amount, data_option, say
from ecorridor_scraper.errors import BadConfiguration, CorruptData

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecorridor_scraper.state import State

_data = data_option("The data directory, or s3://bucket/prefix, gs:// or abfs://.")
_json = click.option("--json", "as_json", is_flag=True, help="Print one line of JSON instead.")
_no_wait = click.option("--no-wait", is_flag=True, help="Give up (exit code 75) when another commit is running.")


def _say(value: Any, text: str, *, as_json: bool) -> None:
    say(orjson.dumps(value, default=str).decode() if as_json else text)


def _existing(data: str) -> str:
    if not store.is_remote(data) and not (Path(data) / "comments").is_dir():
        raise BadConfiguration(f"{data} is no data directory: give the one that was crawled into with --data")
    return data


@click.command()
@_data
@_no_wait
@_json
def commit(data: str, no_wait: bool, as_json: bool) -> None:
    """Merge what is staged into the datasets."""
    report = store.commit(_existing(data), wait=not no_wait)
    text = (
        f"{report.visits} visits: {report.articles.new} new articles, {report.comments.new} new comments, "
        f"{report.comments.changed} changed; {report.files} files in {report.seconds:.1f} s"
    )
    _say(asdict(report), text, as_json=as_json)


@click.command()
@_data
@click.option("--repair", is_flag=True, help="Mend what can be computed again.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing where nothing was wrong.")
@_json
def verify(data: str, repair: bool, quiet: bool, as_json: bool) -> None:
    """Check the datasets, and say what to do where something is wrong."""
    report = store.verify(_existing(data), repair=repair)
    if repair and any(finding.repaired for finding in report.findings):
        _remembered(data, lambda state: state.doubt())
    lines = [f"{f.file}: {f.problem}: {'repaired' if f.repaired else f.remedy}" for f in report.findings] or [
        f"{report.files} files, {report.articles} articles, {report.comments} comments: all is well"
    ]
    if report.findings or not quiet:
        _say(asdict(report), "\n".join(lines), as_json=as_json)
    if not report.sound:
        raise CorruptData(f"{sum(not f.repaired for f in report.findings)} findings under {data}: see above")


@click.command()
@_data
@click.option("--list", "only_list", is_flag=True, help="List the snapshots that there are.")
@click.option("--keep", type=click.IntRange(min=0), help="Afterwards remove all but the newest so many.")
@click.option("--days", type=Amount(min=0), help="Afterwards remove those that are older.")
@_json
def snapshot(data: str, only_list: bool, keep: int | None, days: float | None, as_json: bool) -> None:
    """Freeze both datasets as they are now, by hard links."""
    _existing(data)
    taken = None if only_list else store.snapshot(data)
    if keep is not None or days is not None:
        store.prune(data, keep=keep, days=days, taken=taken)
    found = store.snapshots(data)
    text = "\n".join(f"{s.path}  {s.files} files  {s.bytes:,} bytes" for s in found) or "no snapshots"
    _say([asdict(s) for s in found], text, as_json=as_json)


@click.command()
@_data
@click.option("--author", "authors", multiple=True, help="A commenter, by name as shown or by id.")
@click.option("--comment", "comments", multiple=True, help="A comment_id.")
@click.option("--article", "articles", multiple=True, help="An article_id or an address.")
@click.option("--site", "sites", multiple=True, help="A whole site.")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@_json
def forget(
    data: str,
    authors: tuple[str, ...],
    comments: tuple[str, ...],
    articles: tuple[str, ...],
    sites: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Remove someone or something from everywhere, for good."""
    wish = store.Wish(authors=authors, comments=comments, articles=articles, sites=sites)
    report = store.forget(_existing(data), wish, dry_run=dry_run)
    if sites and not dry_run:
        _remembered(data, lambda state: state.forget(sites))  # else 'status' would count them
    text = (
        f"{'would go' if dry_run else 'gone'}: {report.articles} articles, {report.comments} comments, "
        f"{report.quotations} quotations, {report.archived} archived responses; {report.snapshots} snapshots "
        f"{'hold' if dry_run else 'held'} some of it"
    )
    if not report.found:
        text = "nothing of that is here: check the spelling" + ("" if dry_run else "; if it comes, it is kept out")
    _say(asdict(report), text, as_json=as_json)


def _remembered(data: str, change: Callable[[State], None]) -> None:
    """Change what the crawl remembers, if it does."""
    from ecorridor_scraper.state import State

    path = store.local_side(data).ops / "state.sqlite"
    if path.is_file():
        state = State(path)
        try:
            change(state)
        finally:
            state.close()


@click.command()
@_data
@_json
def migrate(data: str, as_json: bool) -> None:
    """Rewrite files of an older schema."""
    report = store.migrate(_existing(data))
    _say(asdict(report), f"{report.files} files rewritten, {report.rows} rows", as_json=as_json)


@click.command()
@_data
@_json
def pack(data: str, as_json: bool) -> None:
    """Write every file as small as it goes. Commits do it for files that had no visit for a week."""
    report = store.pack(_existing(data))
    text = f"{report.files} files packed, {report.bytes_before:,} -> {report.bytes_after:,} bytes in all"
    _say(asdict(report), text, as_json=as_json)


@click.command()
@_data
@click.option("--to", required=True, help="csv, jsonl, delta, huggingface or duckdb.")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="What to write; it must not exist.")
@click.option("--nested", is_flag=True, help="With jsonl: an article a line, its comments as a tree.")
@_json
def export(data: str, to: str, output: Path, nested: bool, as_json: bool) -> None:
    """Write the datasets in another form."""
    rows = store.export(_existing(data), to, output, nested=nested)
    text = f"{output}: {rows['articles']} articles, {rows['comments']} comments"
    _say(rows, text, as_json=as_json)
