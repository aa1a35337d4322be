"""`python -m ecorridor_scraper.demo DIR README`: the demo, for `data/sample` and the README."""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from . import GREETING, crawl
from .report import show
from .server import DemoSite


def captured(data: Path, line: str) -> str:
    """What `ecorridor demo` prints on 80 columns without a terminal; `line` is the crawl's own summary."""
    out = io.StringIO()
    show(data, Console(file=out, width=80, highlight=False, emoji=False))
    text = "\n".join(row.rstrip() for row in out.getvalue().splitlines())
    return f"$ ecorridor demo\n{GREETING}\n{line}\n\n{text}\n"


def main(sample: Path, readme: Path) -> None:
    """Write the sample's two datasets, and the capture between the marks of the README."""
    sample, readme = sample.resolve(), readme.resolve()
    with TemporaryDirectory() as folder, DemoSite() as site:
        os.chdir(folder)
        account = crawl(site, "data")
        text = captured(Path("data"), account.line)
        for name in ("articles", "comments"):
            shutil.rmtree(sample / name, ignore_errors=True)
            shutil.copytree(Path("data") / name, sample / name)
    block = f"<!-- demo -->\n```text\n{text}```\n<!-- /demo -->"
    page = re.sub(r"<!-- demo -->.*<!-- /demo -->", lambda _: block, readme.read_text("utf-8"), flags=re.DOTALL)
    readme.write_text(page, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
