"""`ecorridor`: the command line. Every command ends with 0, or with one line and an exit code of `errors.py`."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import contextmanager
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.exceptions import Exit

from ._version import __version__
from .commands.options import drop_output
from .errors import DataDirectory, DiskFull, EcorridorError
from .logs import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "crawl": "commands.crawl",
    "extract": "commands.extract",
    "tag": "commands.tag",
    "threads": "commands.threads",
    "demo": "demo",
    "status": "commands.status",
    "sites": "commands.sites",
    "add-site": "commands.add_site",
    "fixture": "commands.fixture",
    "replay": "commands.fixture",
    "commit": "store.cli",
    "verify": "store.cli",
    "snapshot": "store.cli",
    "forget": "store.cli",
    "migrate": "store.cli",
    "pack": "store.cli",
    "export": "store.cli",
}
"""Each command and the module that has it, in the order of `--help`. A module that is not there has no command."""


class OneLine(click.ClickException):
    """A mistake in the words of the command line: one line instead of click's four, the exit code the same."""

    exit_code = click.UsageError.exit_code

    def __init__(self, error: click.UsageError, ctx: click.Context | None) -> None:
        """`ctx` is that of the group; click does not always say at which command the words went wrong."""
        named = " ".join(filter(None, (ctx.command_path, ctx.invoked_subcommand))) if ctx else "ecorridor"
        command = error.ctx.command_path if error.ctx else named
        said = " ".join(error.format_message().split()).rstrip(".?")
        super().__init__(f"{command}: {said}; see '{command} --help'")

    def show(self, file: IO[Any] | None = None) -> None:
        """To standard error."""
        click.echo(self.message, file=file, err=True)


class Commands(click.Group):
    """Loads a command when it is named, so that starting is fast, and turns errors into one line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if self.get_command(ctx, name)]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module_name = f"{__package__}.{COMMANDS[name]}"
        try:
            module = import_module(module_name)
        except ModuleNotFoundError as error:
            if error.name == module_name:
                return None
            raise
        return getattr(module, name.replace("-", "_"), None)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches

            if near := get_close_matches(args[0], COMMANDS, n=1):
                raise click.UsageError(f"No command {args[0]!r}; did you mean {near[0]!r}?", ctx) from None
            raise

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, with streams that can say everything: UTF-8, except on a terminal that knows something else."""
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:  # closed by whoever started it
                setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
        return super().main(*args, **extra)

    def make_context(self, info_name: str | None, args: list[str], *rest: Any, **extra: Any) -> click.Context:
        with _in_one_line():
            return super().make_context(info_name, args, *rest, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _in_one_line(ctx):
            return super().invoke(ctx)


@contextmanager
def _in_one_line(ctx: click.Context | None = None) -> Iterator[None]:
    """Turns what ends a command before its time into one line and an exit code."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise OneLine(error, ctx) from None
    except EcorridorError as error:
        click.echo(without_secrets(f"ecorridor: {' '.join(str(error).split())}"), err=True)
        raise Exit(error.exit_code) from None
    except KeyboardInterrupt:
        raise Exit(130) from None
    except BrokenPipeError:  # whoever reads has seen enough
        drop_output()
        raise Exit(0) from None
    except OSError as error:  # a place that cannot be written or read, and that no command expected
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"ecorridor: {where}{error.strerror or error}; mend that or choose another place", err=True)
        try:
            sys.stdout.flush()
        except OSError:  # it was this that has no place, and what is left of it would be tried again at the end
            drop_output()
        full = (errno.ENOSPC, errno.EDQUOT)
        raise Exit(DiskFull.exit_code if error.errno in full else DataDirectory.exit_code) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="ecorridor")
def main() -> None:
    """Turns news sites into data: articles, bylines and nested reader comments, in Parquet.

    \b
    Try it:             ecorridor demo
    Crawl a site:       ecorridor crawl https://example.org/ --data data
    One saved page:     ecorridor extract page.html --json
    Load the result:    python -c "import pandas; print(pandas.read_parquet('data/comments'))"
    """
    # Pages make many objects and hardly a cycle. With a threshold of 700 the search for cycles takes a twelfth of
    # a crawl; `benchmarks.crawl_cost` prints what it takes now.
    gc.set_threshold(10_000)


if __name__ == "__main__":
    main()
