"""`python -m ecorridor_scraper.demo DIR`: the demo's rows under a fixed clock, for `data/sample`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from . import crawl
from .server import DemoSite

NOW = "2026-11-01T00:00:00Z"

if __name__ == "__main__":
    with TemporaryDirectory() as folder, DemoSite() as site:
        crawl(site, folder, now=NOW)
        for name in ("articles", "comments"):
            target = Path(sys.argv[1]) / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(Path(folder) / name, target)
