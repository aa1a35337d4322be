"""`ecorridor status`: how the crawl is, on one screen."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import click

from ..clock import Clock, parse_moment
from ..errors import BadConfiguration
from ..store import bytes_in, dataset_bytes, local_side
from .options import data_option

WIDTH = 110
"""A terminal that has fewer columns wraps the lines, and no name or number is cut."""


@click.command(short_help="Show how the crawl is, on one screen.")
@data_option("Where the datasets live.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--now", hidden=True, help="The moment to count from.")
def status(data: str, as_json: bool, now: str | None) -> None:
    """Show each site's last success, articles, comments, growth, what is due, and alarms."""
    if not (local_side(data).ops / "state.sqlite").is_file():
        if any(dataset_bytes(data).values()):  # restored, or copied to another machine
            raise BadConfiguration(f"{data} has datasets but no memory of crawls; the next 'ecorridor crawl' makes one")
        raise BadConfiguration(f"nothing was crawled into {data} yet; start with 'ecorridor crawl'")
    try:
        clock = Clock(parse_moment(now) if now else None)
    except ValueError as error:
        raise BadConfiguration(f"--now: {error}") from None
    report = _report(data, clock)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, default=str))
    else:
        _show(report)


def _report(data: str, clock: Clock) -> dict[str, Any]:
    from ..state import State

    moment = clock.now()
    ops = local_side(data).ops
    state = State.to_look_at(ops / "state.sqlite")
    try:
        rows = []
        latest = {run.site: (run, good) for run, good in state.runs.latest()}
        week = state.runs.growth(moment - timedelta(days=7))
        for site in state.summary(moment):
            run, good = latest.get(site.site, (None, None))
            rows.append(
                {
                    "site": site.site,
                    "last_success": good,
                    "last_exit_code": run.exit_code if run else None,
                    "articles": site.articles,
                    "comments": site.comments,
                    "comments_of_7_days": week.get(site.site, 0),
                    "due": site.due,
                    "failing": site.failing,
                    "alarms": run.alarms if run else [],
                }
            )
    finally:
        state.close()
    return {"data": data, "sites": rows, "bytes": dataset_bytes(data), "staged_bytes": bytes_in(ops / "staging")}


def _show(report: dict[str, Any]) -> None:
    from rich.table import Table

    from ..show import Screen

    table = Table(box=None, pad_edge=False)
    table.add_column("site")
    table.add_column("last success (UTC)")
    for name in ("exit", "articles", "comments", "7 days", "due", "failing"):
        table.add_column(name, justify="right")
    for row in report["sites"]:
        good = f"{row['last_success']:%Y-%m-%d %H:%M}" if row["last_success"] else "never"
        code = "" if row["last_exit_code"] is None else str(row["last_exit_code"])
        counts = [f"{row[k]:,}" for k in ("articles", "comments", "comments_of_7_days", "due", "failing")]
        table.add_row(row["site"], good, code, *counts)
    console = Screen()
    console.width = max(console.width, WIDTH) if console.is_terminal else WIDTH
    console.print(table)
    for row in report["sites"]:
        for alarm in row["alarms"]:
            console.print(f"ALARM {row['site']}: {alarm}", style="bold red", soft_wrap=True)
    sizes = ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in report["bytes"].items())
    staged = f", staged {report['staged_bytes'] / 1e6:,.1f} MB" if report["staged_bytes"] else ""
    console.print(f"{report['data']}: {sizes}{staged}", soft_wrap=True)
