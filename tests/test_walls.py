"""The walls of the house: which part may import what."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ecorridor_scraper
from ecorridor_scraper import settings
from ecorridor_scraper.extraction.page import MAX_BYTES
from ecorridor_scraper.extraction.threads import THREAD_DOCUMENTS
from ecorridor_scraper.sites import load_sites

PACKAGE = Path(ecorridor_scraper.__file__).parent


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports, inside functions as well."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add((node.module or "").partition(".")[0])
    return names


@pytest.mark.parametrize("folder", ["extraction", "language"])
def test_extractors_and_tagger_are_pure(folder: str) -> None:
    offenders = {
        str(path.relative_to(PACKAGE)): names
        for path in sorted((PACKAGE / folder).rglob("*.py"))
        if (names := imported(path) & {"scrapy", "twisted", "pyarrow", "requests", "urllib3", "aiohttp"})
    }
    assert offenders == {}


def test_only_the_store_knows_parquet() -> None:
    offenders = [
        str(path.relative_to(PACKAGE))
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] != "store" and "pyarrow" in imported(path)
    ]
    assert offenders == []


@pytest.mark.parametrize(
    ("call", "forbidden"),
    [
        ("ecorridor_scraper.extract(b'<h1>Rain</h1><p>It rained.</p>', 'https://kohsar.example/1/')", "scrapy pyarrow"),
        ("ecorridor_scraper.tag('It rained all night in the valley.')", "scrapy pyarrow lxml"),
    ],
)
def test_extracting_and_tagging_load_neither_crawler_nor_store(call: str, forbidden: str) -> None:
    """Whatever is imported on the way, by whichever module."""
    code = f"import sys, ecorridor_scraper; {call}; print(sorted(set({forbidden.split()}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_but_its_file_knows_a_site() -> None:
    names = [path.stem for path in (PACKAGE / "sites").glob("[!_]*.py")]
    hosts = [host for site in load_sites().values() for host in site.hosts]
    knows = {
        (str(path.relative_to(PACKAGE)), node.value)
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "sites"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node.value in names or any(host in node.value for host in hosts)
    }
    assert names and hosts and knows == set()


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, ecorridor_scraper; print(sorted({'scrapy', 'pyarrow', 'lxml', 'numpy', 'langdetect'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_exists_and_is_documented() -> None:
    for name in ecorridor_scraper.__all__:
        value = getattr(ecorridor_scraper, name)
        assert isinstance(value, str) or value.__doc__, name


def test_extract_is_the_function_whatever_was_imported_before() -> None:
    import ecorridor_scraper.extraction

    assert callable(ecorridor_scraper.extract)
    assert callable(ecorridor_scraper.tag)


def test_a_crawl_has_the_bounds_that_extraction_has_by_itself() -> None:
    """Extraction knows no settings, so each of these numbers stands twice."""
    assert (settings.DOWNLOAD_MAXSIZE, settings.THREAD_DOCUMENTS) == (MAX_BYTES, THREAD_DOCUMENTS)
