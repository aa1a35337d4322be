"""The documentation against the code: every command is run, every snippet is executed, every name exists."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import urllib.request
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper import settings
from ecorridor_scraper.cli import main
from ecorridor_scraper.demo.content import HOST, STORIES
from ecorridor_scraper.demo.pages import answers
from ecorridor_scraper.demo.server import DemoSite
from ecorridor_scraper.sites import SELECTED, Site

from .commands import spawn_beside_the_demo
from .test_cli_extract import record

if TYPE_CHECKING:
    from collections.abc import Iterator

from .commands import fixtures_in

ROOT = Path(__file__).parents[1]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
VALUES = {"README.md": 2, "analyse.md": 10}
"""So many expressions of a document have their value behind them."""
BESIDE = [ROOT / name / "README.md" for name in ("benchmarks", "data", "deploy")]


def blocks(path: Path, language: str) -> list[tuple[str, str]]:
    """Every fenced block of one language in a file: where it stands, and what stands in it."""
    text = path.read_text("utf-8")
    found = re.finditer(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [(f"{path.name}:{text.count(chr(10), 0, match.start()) + 1}", match[1]) for match in found]


def commands() -> list[Any]:
    """Every command of every shell block once, comments removed; those of other programs are left out."""
    lines = [
        (line, f"{place}:{line[:40]}")
        for path in DOCS
        for place, block in blocks(path, "bash")
        for raw in block.replace("\\\n", " ").splitlines()
        if re.match(r"(?:echo .* \| )?ecorridor |make ", line := raw.partition("  #")[0].strip())
    ]
    assert len(lines) > 20
    return [pytest.param(line, id=where) for line, where in dict(lines).items()]


@pytest.fixture
def place(crawled: tuple[Path, list[list[Any]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory as the documentation assumes it: `data/` with an archive, `page.html`, `saved-pages/`, a key."""
    shutil.copytree(crawled[0], tmp_path / "data")
    story = STORIES[1]  # its thread takes a further document
    page = answers()[f"{HOST}{story.path}"][2]
    (tmp_path / "page.html").write_bytes(page)
    (tmp_path / "data" / "_ops" / "raw").mkdir()
    address = f"WARC-Date: 2026-10-24T10:00:00Z|WARC-Target-URI: https://{HOST}{story.path}"
    (tmp_path / "data" / "_ops" / "raw" / "run.warc").write_bytes(record(address, page))
    (tmp_path / "saved-pages").mkdir()
    (tmp_path / "saved-pages" / "one.html").write_bytes(page)
    (tmp_path / "sites").mkdir()
    fixtures_in(tmp_path, "kohsar")
    (tmp_path / "pseudonyms.key").write_text("0123456789abcdef" * 4)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def online(monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoSite]:
    """The demo newspaper answers whatever this process asks of the web."""
    with DemoSite() as site:

        def opened(asked: urllib.request.Request) -> Any:
            address = f"http://127.0.0.1:{site.port}{asked.selector}"
            return reached(urllib.request.Request(address, asked.data, {**asked.headers, "Host": asked.host}))

        reached = urllib.request.urlopen
        monkeypatch.setattr("urllib.request.urlopen", opened)
        yield site


@pytest.mark.parametrize(
    ("path", "values"),
    [(path, VALUES.get(path.name, 0)) for path in DOCS if blocks(path, "python")],
    ids=lambda value: value.name if isinstance(value, Path) else "",
)
@pytest.mark.usefixtures("place", "online")
def test_the_snippets_of_a_document_run_one_after_the_other_and_give_the_values_behind_them(
    path: Path, values: int
) -> None:
    names: dict[str, Any] = {}
    found = 0
    for where, code in blocks(path, "python"):
        exec(compile(code, where, "exec"), names)
        for expression, value in re.findall(r"^(\S.*?)  +# ('[^']*'|\d+)$", code, re.MULTILINE):
            assert eval(expression, names) == ast.literal_eval(value), f"{where}: {expression}"
            found += 1
    assert found == values


@pytest.mark.parametrize("line", commands())
@pytest.mark.usefixtures("place")
def test_command(line: str) -> None:
    words = shlex.split(line)
    if words[0] == "make":
        assert re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
        return
    given, _, call = line.rpartition("| ")
    text = shlex.split(given)[1] if given else ""
    done = spawn_beside_the_demo(*shlex.split(call)[1:], stdin=text, ECORRIDOR_SITES="sites")
    # 4: a real site, and nothing answers here
    assert done.returncode in ((0, 4) if words[1] == "crawl" and "kohsar" not in line else (0,)), done.stderr
    assert "Traceback" not in done.stderr


def test_every_command_is_documented() -> None:
    text = "".join(path.read_text("utf-8") for path in DOCS)
    import click

    with click.Context(main) as context:
        missing = [name for name in main.list_commands(context) if f"ecorridor {name}" not in text]
    assert missing == []


def test_every_field_of_a_site_file_and_every_one_that_it_can_select_is_named() -> None:
    text = (ROOT / "docs" / "add-a-site.md").read_text("utf-8")
    named = {*re.findall(r"`(\w+)\b", text), *re.findall(r"^    (\w+)=", text, re.MULTILINE)}
    assert {field.name for field in fields(Site)} | set(SELECTED) <= named


def test_links_between_documents_lead_somewhere() -> None:
    links = [
        (path, target)
        for path in (*DOCS, *BESIDE, ROOT / "CHANGELOG.md")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
    ]
    assert len(links) > 10
    assert [f"{path} -> {target}" for path, target in links if not (path.parent / target).exists()] == []


def test_every_setting_and_variable_that_is_named_is_one() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in (*DOCS, *BESIDE, ROOT / "CHANGELOG.md"))
    variables = set(re.findall(r"ECORRIDOR_[A-Z_]+", pages))
    names = set(re.findall(r"(?:`|-s )([A-Z]+(?:_[A-Z]+)+|ARCHIVE|CONTACT|PSEUDONYMISE)(?=[`=])", pages))
    names -= {"SCRAPY_SETTINGS_MODULE"}  # Scrapy's own variable
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "ecorridor_scraper").rglob("*.py"))
    assert {"ECORRIDOR_SITES", "ECORRIDOR_NOTIFY_URL"} <= variables
    assert {"COMMIT_MINUTES", "CONTACT", "PSEUDONYMISE"} <= names
    assert [name for name in sorted(variables) if f'"{name}"' not in source] == []
    assert [name for name in sorted(names - variables) if not hasattr(settings, name)] == []


def test_every_benchmark_that_is_named_is_there_and_has_the_options_that_it_is_run_with() -> None:
    pages = "\n".join(path.read_text("utf-8") for path in (*DOCS, *BESIDE))
    runs = re.findall(r"python -m benchmarks\.(\w+)([^`\n#]*)", pages)
    main = [p.stem for p in (ROOT / "benchmarks").glob("*.py") if '__name__ == "__main__"' in p.read_text("utf-8")]
    assert sorted(main) == sorted({name for name, _ in runs})
    for name, words in runs:
        source = (ROOT / "benchmarks" / f"{name}.py").read_text("utf-8")
        assert [
            option for option in re.findall(r"--([a-z-]+)", words) if not re.search(rf'--{option}\b|"{option}"', source)
        ] == []


def test_the_map_names_every_module_and_folder_once() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    first_cells = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `")]
    named = [name for cell in first_cells for name in re.findall(r"`([^`]+)`", cell)]
    package = ROOT / "ecorridor_scraper"
    there = [p.name for p in package.glob("*.py")] + [f"{p.parent.name}/" for p in package.glob("*/__init__.py")]
    assert sorted(set(there) - set(named)) == [], "not on the map of CONTRIBUTING.md"
    assert sorted(name for name in set(named) if named.count(name) > 1) == [], "twice on the map of CONTRIBUTING.md"
    gone = [n for n in named if "<" not in n and not (package / n).exists() and not (ROOT / n).exists()]
    assert gone == [], "on the map of CONTRIBUTING.md, but not there"
