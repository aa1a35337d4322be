"""What a crawl brought, for a terminal of 80 columns: tables, one thread as a tree, and how to load it all."""

from __future__ import annotations

import glob
import sys
from collections import Counter, defaultdict
from importlib.metadata import distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from ..show import Screen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console, JustifyMethod

    Row = dict[str, Any]

LOAD = {
    "pandas": "import pandas as pd; pd.read_parquet('{comments}')",
    "polars": "import polars as pl; pl.read_parquet('{pattern}/*.parquet')",
    "duckdb": "import duckdb; duckdb.sql(\"FROM '{pattern}/*.parquet'\")",
}
"""A line for each library that loads the comments, ready to be pasted into Python."""


WIDTH = 96
"""No table is wider than this."""
NARROW = 64
"""With fewer columns nothing stands side by side, and what says least of an article is left out."""


def show(data: Path, console: Console | None = None) -> None:
    """Print articles, comments by depth and by language, the deepest thread, where the files are, how to load them."""
    from ecorridor_scraper import load_articles, load_comments

    console = console or Screen()
    kept = ["article_id", "headline", "in_language", "comment_system", "comment_count", "thread_complete"]
    articles = load_articles(data, columns=kept).to_pylist()
    kept = ["comment_id", "article_id", "parent_id", "root_id", "depth", "position", "author_name", "text"]
    comments = load_comments(data, columns=[*kept, "language", "script", "is_code_mixed"]).to_pylist()
    console.print(_articles(articles, min(console.width, WIDTH)))
    if comments:
        two = Table.grid(padding=(0, 6))
        two.add_row(_depths(comments), _languages(comments))
        tables = [two] if console.width >= NARROW else [_depths(comments), "", _languages(comments)]
        console.print("", *tables, "", _deepest(articles, comments), sep="\n")
    where = f"\n{len(articles)} articles: {data / 'articles'}\n{len(comments)} comments: {data / 'comments'}"
    console.print(where, soft_wrap=True)
    console.print(f"\nLoad them, in {_python()}:")
    for library, line in LOAD.items():
        lacking = "" if any(distributions(name=library)) else f"    # pip install {library}"
        path = str(data / "comments")
        line = line.format(comments=path, pattern=glob.escape(path)) + lacking
        console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)


def _table(*columns: tuple[str, JustifyMethod], width: int | None = None) -> Table:
    """A table of one line a row and no rules; with `width` the first column gives way."""
    table = Table(box=None, pad_edge=False, width=width)
    for place, (name, side) in enumerate(columns):
        table.add_column(name, justify=side, no_wrap=True, ratio=1 if width and not place else None)
    return table


def _articles(rows: Iterable[Row], width: int) -> Table:
    more: tuple[tuple[str, JustifyMethod], ...] = (("language", "left"), ("system", "left"), ("complete", "left"))
    table = _table(("article", "left"), *(more if width >= NARROW else ()), ("comments", "right"), width=width)
    for row in sorted(rows, key=lambda row: (-(row["comment_count"] or 0), row["headline"] or "")):
        complete = {True: "yes", False: "no", None: ""}[row["thread_complete"]]
        count = str(row["comment_count"] or "")
        more_of_it = (row["in_language"], row["comment_system"], complete) if width >= NARROW else ()
        table.add_row(row["headline"], *more_of_it, count)
    return table


def _depths(rows: list[Row]) -> Table:
    """Comments at each depth, and how many threads go down to it and no further."""
    table = _table(("depth", "left"), ("comments", "right"), ("threads ending", "right"))
    deepest: dict[str, int] = defaultdict(int)
    for row in rows:
        deepest[row["root_id"]] = max(deepest[row["root_id"]], row["depth"])
    ends = Counter(deepest.values())
    for depth, count in sorted(Counter(row["depth"] for row in rows).items()):
        table.add_row("  " * depth + str(depth), str(count), str(ends[depth] or ""))
    return table


def _languages(rows: list[Row]) -> Table:
    """Comments in each language and script, and how many of them mix languages."""
    table = _table(("language", "left"), ("script", "left"), ("comments", "right"), ("mixed", "right"))
    counts = Counter((row["language"], row["script"]) for row in rows)
    mixed = Counter((row["language"], row["script"]) for row in rows if row["is_code_mixed"])
    for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        table.add_row(*key, str(count), str(mixed[key] or ""))
    return table


def _deepest(articles: list[Row], comments: list[Row]) -> Tree:
    """The article with the deepest thread, and all its comments, a line each."""
    chosen = max(comments, key=lambda row: row["depth"])["article_id"]
    headline = next(row["headline"] for row in articles if row["article_id"] == chosen)
    tree = Tree(Text(headline, style="bold"), guide_style="dim")
    branches: dict[str | None, Tree] = {}
    for row in sorted((r for r in comments if r["article_id"] == chosen), key=lambda r: r["position"]):
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(row["author_name"] or "(no name)", "cyan").append(f"  {row['language']}  ", "bold green")
        line.append(" ".join((row["text"] or "(no text)").split()))
        branches[row["comment_id"]] = branches.get(row["parent_id"], tree).add(line)
    return tree


def _python() -> str:
    """The Python that has this package, as one would call it from here."""
    path = Path(sys.executable)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else "Python"
