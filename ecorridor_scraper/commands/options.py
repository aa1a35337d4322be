"""The options that several commands have, and how they speak."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

from ..errors import BadConfiguration

if TYPE_CHECKING:
    from collections.abc import Callable


class Amount(click.FloatRange):
    """A number in a range, and no text that only Python takes for one: "nan" is in every range."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Fails for what is no such number."""
        amount: float = super().convert(value, param, ctx)
        if not isfinite(amount):
            self.fail(f"{value!r} is no number.", param, ctx)
        return amount


def say(text: str) -> None:
    """Print a line. Where whoever reads has gone the command goes on, to end with the exit code that it would have."""
    try:
        click.echo(text)
    except BrokenPipeError:
        drop_output()


def drop_output() -> None:
    """Let standard output go nowhere from now on, what waits for a reader that is gone included."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def data_option(meaning: str, *, default: str | None = "data") -> Callable[[Any], Any]:
    """`--data`, whose name must be text: it stands in manifests, logs and the addresses of objects."""
    return click.option("--data", default=default, show_default=True, metavar="DIR", callback=_checked, help=meaning)


def settings_option(meaning: str = "Any Scrapy setting.") -> Callable[[Any], Any]:
    """`-s NAME=VALUE`, as often as wanted: what `project_settings` takes."""
    return click.option("-s", "--set", "assignments", multiple=True, metavar="NAME=VALUE", help=meaning)


def _checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value == "":  # of a variable that is not set; this directory is meant by its name
        raise BadConfiguration("--data is empty; give a directory, '.' for this one")
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise BadConfiguration(
            "the name of the --data directory is no UTF-8: choose another, or set LC_ALL=C.UTF-8"
        ) from None
    return value
