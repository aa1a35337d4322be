"""`ecorridor tag`: language and script of lines of text."""

from __future__ import annotations

import json
from dataclasses import asdict
from difflib import get_close_matches
from itertools import islice
from typing import IO

import click

from ..errors import BadConfiguration

BATCH = 1000


@click.command(short_help="Tell language and script of lines of text.")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"), default="-")
@click.option("--expect", multiple=True, metavar="TAG", help="A language that is likely beforehand, such as ur.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, with the shares of scripts and languages."
)
def tag(file: IO[str], expect: tuple[str, ...], as_json: bool) -> None:
    """Tag every line of FILE (default: standard input): language, confidence, script, and the line, between tabs."""
    from ..language import languages, tag_many

    for name in expect:
        if name not in languages():
            near = get_close_matches(name, languages(), n=1)
            hint = f"did you mean {near[0]}?" if near else "write a tag such as ur"
            raise BadConfiguration(f"--expect: no language {name!r} is told; {hint}")
    while lines := [line.rstrip("\r\n") for line in islice(file, BATCH)]:
        for line, found in zip(lines, tag_many(lines, expect=expect), strict=True):
            if as_json:
                click.echo(json.dumps({"text": line, **asdict(found)}, ensure_ascii=False))
            else:
                mixed = "+" if found.is_code_mixed else ""
                click.echo(f"{found.language}{mixed}\t{found.confidence:.2f}\t{found.script}\t{line}")
