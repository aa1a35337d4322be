"""The files to copy, as far as they can be checked without the machine they are for."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecorridor_scraper import errors
from ecorridor_scraper.cli import COMMANDS, main

DEPLOY = Path(__file__).parent.parent / "deploy"


def commands() -> list[tuple[str, list[str]]]:
    """Every `ecorridor ...` that a file or a line to copy starts, with its arguments."""
    found = [
        (name, shlex.split(match[1]))
        for name in ("crontab", "ecorridor.service", "../README.md", "../docs/operate.md")
        for match in re.finditer(r"^[^#\n]*bin/ecorridor (.+)$", (DEPLOY / name).read_text(), re.MULTILINE)
    ]
    for name in ("Dockerfile", "cronjob.yaml"):
        match = re.search(r"(?:CMD|args:) \[(.+)\]", (DEPLOY / name).read_text())
        assert match
        found.append((name, [part.strip().strip('"') for part in match[1].split(",")]))
    return found


@pytest.mark.parametrize(("name", "arguments"), commands())
def test_every_command_line_is_one_that_the_program_takes(name: str, arguments: list[str]) -> None:
    command = main.get_command(None, arguments[0])  # type: ignore[arg-type]
    assert command is not None, f"{name}: no command {arguments[0]}"
    command.make_parser(command.make_context(arguments[0], [], resilient_parsing=True)).parse_args(arguments[1:])


def test_crontab_lines_have_five_fields_and_name_the_zone() -> None:
    text = (DEPLOY / "crontab").read_text()
    assert "CRON_TZ=UTC" in text
    jobs = [line for line in text.splitlines() if re.match(r"[\d*]", line)]
    assert len(jobs) == 2
    for job in jobs:
        assert "--quiet" in job, "cron mails what a command prints"
        assert all(re.fullmatch(r"[\d*,/-]+", part) for part in job.split()[:5])


@pytest.mark.parametrize("name", ["ecorridor.service", "ecorridor.timer"])
def test_units_have_their_sections(name: str) -> None:
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text())
    assert {"Unit", "Service" if name.endswith("service") else "Timer"} <= set(parser.sections())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
@pytest.mark.parametrize("name", ["ecorridor.service", "ecorridor.timer"])
def test_systemd_accepts_the_units(name: str) -> None:
    done = subprocess.run(["systemd-analyze", "verify", str(DEPLOY / name)], capture_output=True, text=True)
    complaints = [line for line in done.stderr.splitlines() if name in line and "not executable" not in line]
    assert not complaints


@pytest.mark.skipif(not shutil.which("logrotate"), reason="logrotate is not here")
def test_logrotate_accepts_its_file(tmp_path: Path) -> None:
    here = tmp_path / "logrotate"  # where the crawler has no account of its own
    here.write_text((DEPLOY / "logrotate").read_text().replace(" ecorridor adm", " root root"))
    here.chmod(0o644)
    done = subprocess.run(["logrotate", "--debug", str(here)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower()


@pytest.mark.skipif(not shutil.which("crontab"), reason="crontab is not here")
def test_cron_accepts_its_file() -> None:
    done = subprocess.run(["crontab", "-n", str(DEPLOY / "crontab")], capture_output=True, text=True)
    if "invalid option" in done.stderr:
        pytest.skip("this crontab has no dry run")
    assert done.returncode == 0, done.stderr


def test_the_cron_job_forbids_overlap_and_root() -> None:
    yaml = pytest.importorskip("yaml")
    job = yaml.safe_load((DEPLOY / "cronjob.yaml").read_text())
    assert job["spec"]["concurrencyPolicy"] == "Forbid"
    pod = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["containers"][0]["securityContext"]["readOnlyRootFilesystem"] is True


def test_the_image_copies_files_that_exist_and_has_a_user_of_its_own() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE) for name in line.split()[:-1]]
    assert "ecorridor_scraper" in copied
    assert [name for name in copied if not (DEPLOY.parent / name).exists()] == []
    assert re.search(r"^USER 10001", text, re.MULTILINE)


def test_every_exit_code_is_in_the_table() -> None:
    text = (DEPLOY / "README.md").read_text("utf-8")
    codes = {
        value.exit_code
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.EcorridorError)
    }
    for code in codes | {0}:
        assert re.search(rf"^\| {code} \|", text, re.MULTILINE), code


def test_help_works_for_every_command() -> None:
    names = main.list_commands(None)  # type: ignore[arg-type]
    assert names == list(COMMANDS)
    for name in names:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert result.output.startswith("Usage:")
