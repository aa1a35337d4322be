"""The options that several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import BadConfiguration

if TYPE_CHECKING:
    from collections.abc import Callable


def data_option(meaning: str, *, default: str | None = "data") -> Callable[[Any], Any]:
    """`--data`, whose name must be text: it stands in manifests, logs and the addresses of objects."""
    return click.option("--data", default=default, show_default=True, metavar="DIR", callback=_checked, help=meaning)


def settings_option(meaning: str = "Any Scrapy setting.") -> Callable[[Any], Any]:
    """`-s NAME=VALUE`, as often as wanted: what `project_settings` takes."""
    return click.option("-s", "--set", "assignments", multiple=True, metavar="NAME=VALUE", help=meaning)


def _checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    try:
        (value or "").encode()
    except UnicodeEncodeError:
        raise BadConfiguration(
            "the name of the --data directory is no UTF-8: choose another, or set LC_ALL=C.UTF-8"
        ) from None
    return value
