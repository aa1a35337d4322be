"""What pages print in the languages of the news: lists of words and phrases, one a line, in `phrasebooks/*.txt`.

A list begins with "== " and its name. A line is a regular expression in small letters or, where a list says so, a word
as it stands; a line that begins with "> " is an example of the one before, one with "# " tells what follows, and empty
lines part lists. To add a word of a language is to add a line.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def alternatives(book: str, name: str) -> str:
    """The lines of a list, in their order, as one pattern: the first that matches wins.

    Raises KeyError where the book has no such list.
    """
    return "|".join(lists(book)[name])


@cache
def lists(book: str) -> dict[str, list[str]]:
    """All lists of a book by their names."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in files(__package__).joinpath("phrasebooks", f"{book}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            lines = found[line[3:]] = []
        elif line and not line.startswith(("# ", "> ")):
            lines.append(line)
    return found
