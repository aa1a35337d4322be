"""What a crawl brought, as tables for a terminal; plain lines where there is none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from pathlib import Path

LOAD = (
    "import pandas as pd; pd.read_parquet('{comments}')",
    "import polars as pl; pl.read_parquet('{comments}/*.parquet')",
    "import duckdb; duckdb.sql(\"SELECT language, count(*) FROM '{comments}/*.parquet' GROUP BY ALL\")",
)
"""One line each for pandas, polars and DuckDB, ready to be pasted into Python."""


def show(data: Path, console: Console | None = None) -> None:
    """Print articles, threads by depth, language and script, where the files are, and how to load them."""
    from ecorridor_scraper import load_articles, load_comments

    console = console or Console(soft_wrap=False)
    articles = load_articles(
        data, columns=["headline", "in_language", "comment_system", "comment_count", "thread_complete"]
    )
    comments = load_comments(data, columns=["depth", "language", "script", "kind", "status"])
    console.print(_articles(articles.sort_by("headline").to_pylist(), console))
    rows = comments.to_pylist()
    console.print(_depths(rows, console))
    console.print(_languages(rows, console))
    console.print(f"{articles.num_rows} articles    {data / 'articles'}")
    console.print(f"{comments.num_rows} comments    {data / 'comments'}")
    console.print("\nLoad them:")
    for line in LOAD:
        console.print("  " + line.format(comments=data / "comments"), markup=False, highlight=False, soft_wrap=True)


def _table(title: str, console: Console, *columns: str, numbers: int = 1) -> Table:
    """A table whose last `numbers` columns are right-aligned."""
    shape = box.SIMPLE if console.is_terminal else box.ASCII2
    table = Table(title=title, title_justify="left", box=shape, min_width=len(title))
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place >= len(columns) - numbers else "left", overflow="fold")
    return table


def _articles(rows: list[dict[str, object]], console: Console) -> Table:
    table = _table("Articles", console, "headline", "language", "comment system", "complete", "comments")
    for row in rows:
        complete = {True: "yes", False: "no", None: ""}[row["thread_complete"]]  # type: ignore[index]
        table.add_row(
            str(row["headline"]),
            str(row["in_language"] or ""),
            str(row["comment_system"] or ""),
            complete,
            str(row["comment_count"] or ""),
        )
    return table


def _depths(rows: list[dict[str, object]], console: Console) -> Table:
    table = _table("Comments by depth in their thread", console, "depth", "comments")
    for depth, count in sorted(Counter(int(str(row["depth"])) for row in rows).items()):
        table.add_row("  " * depth + str(depth), str(count))
    return table


def _languages(rows: list[dict[str, object]], console: Console) -> Table:
    table = _table("Comments by language and script", console, "language", "script", "comments")
    counts = Counter((str(row["language"]), str(row["script"])) for row in rows)
    for (language, script), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(language, script, str(count))
    return table
