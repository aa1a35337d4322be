"""What several tests share: one crawl of the demo site, and the compiled modules of the commands that they start."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd  # noqa: F401  (commands hide a pandas that is not loaded yet, for the whole process)
import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEPT = {} if os.access(Path(__file__).parent.parent, os.W_OK) else {"database": None}
settings.register_profile("any machine", deadline=None, **_KEPT)
settings.load_profile("any machine")

SHARED = Path(__file__).parents[2] / "shared"
"""Real pages with gold, beside the project; tests that need them skip where they are absent."""

CRAWL = """
import json, sys
from ecorridor_scraper.demo import crawl
from ecorridor_scraper.demo.server import DemoSite
with DemoSite() as site:
    crawl(site, sys.argv[1])
    print(json.dumps(site.log))
"""


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[Any]]]:
    """The data directory of one crawl of the demo site, and what its server was asked."""
    data = tmp_path_factory.mktemp("demo") / "data"
    done = subprocess.run([sys.executable, "-c", CRAWL, str(data)], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    return data, json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="session", autouse=True)
def _as_cron_starts_them() -> Iterator[None]:
    """Let the commands that are started find this project, keep its compiled modules, and buffer what they print."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.delenv("PYTHONUNBUFFERED", raising=False)
        patch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
        yield
