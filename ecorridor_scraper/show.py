"""A thread as a tree in the terminal: what was recognised, stated and collected, and every comment in its place.

console.print(thread_tree(visit))
print(render_thread(visit, width=100))
"""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING, Literal

from rich.console import Console, Group
from rich.text import Text
from rich.tree import Tree

if TYPE_CHECKING:
    from .items import Comment, Visit


class Screen(Console):
    """Standard output, on which names and words stand as they are, brackets and colons included."""

    def __init__(self) -> None:
        super().__init__(highlight=False, emoji=False, markup=False)

    def on_broken_pipe(self) -> None:
        """Whoever read it has seen enough: no failure."""
        raise BrokenPipeError


_WORDS = 400
"""Characters of a comment that are shown."""


def render_thread(visit: Visit, *, width: int = 100) -> str:
    """The tree as plain text of at most `width` columns."""
    out = io.StringIO()
    Console(file=out, width=width, no_color=True, highlight=False, emoji=False).print(thread_tree(visit))
    return out.getvalue()


def thread_tree(visit: Visit) -> Tree:
    """The thread of a visit as a rich tree: a line on the whole, then the comments under their parents."""
    tree = Tree(_summary(visit), guide_style="dim")
    branches: dict[str, Tree] = {}
    for comment in visit.comments:
        above = branches.get(comment.parent_id or "", tree)
        branches[comment.comment_id] = above.add(_entry(comment))
    return tree


def _summary(visit: Visit) -> Group:
    article = visit.article
    system = article.comment_system or "no comment system recognised"
    stated = "unknown" if article.stated_comment_count is None else str(article.stated_comment_count)
    collected = sum(c.kind == "comment" and c.status == "visible" for c in visit.comments)
    others = len(visit.comments) - collected
    whole = {True: "complete", False: f"incomplete: {article.thread_incomplete_reason}", None: "completeness unknown"}
    counts = f"stated {stated}, collected {collected}" + (
        f" and {others} that are no visible comments" if others else ""
    )
    lines = [
        Text(article.headline or article.url, style="bold", justify=_side(article.headline or "")),
        Text(f"{system}: {counts}; {whole[article.thread_complete]}"),
    ]
    if visit.wanted:
        lines.append(
            Text(f"{len(visit.wanted)} further documents wanted, the first: {visit.wanted[0].url}", style="dim")
        )
    if visit.notes:
        lines.append(Text("notes: " + ", ".join(visit.notes), style="dim"))
    return Group(*lines)


def _entry(comment: Comment) -> Group:
    date = comment.date_published
    facts = [
        comment.author_name or "(no name)",
        date.strftime("%Y-%m-%d %H:%M") if date else comment.date_published_raw or "(no date)",
    ]
    facts += [f"{comment.likes:+d}"] if comment.likes is not None else []
    facts += [comment.language] if comment.language else []
    facts += [f"by {comment.parent_source}"] if comment.parent_source else []
    facts += [word for word in (comment.kind, comment.status) if word not in ("comment", "visible")]
    facts += ["cut off"] if comment.is_truncated else []
    words = comment.text or ""
    shown = words if len(words) <= _WORDS else words[:_WORDS].rstrip() + " ..."
    return Group(
        Text(" · ".join(facts), style="cyan"),
        Text(shown or "(no text)", style="" if shown else "dim", justify=_side(shown)),
    )


def _side(text: str) -> Literal["left", "right"]:
    """`right` where the first letter is of a script that runs from right to left, else `left`."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return "right"
        if direction == "L":
            return "left"
    return "left"
