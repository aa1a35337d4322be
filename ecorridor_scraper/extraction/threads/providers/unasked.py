"""Systems that are recognised and not asked: that a thread is there is said, and that it cannot be collected.

Each embeds a frame or list that its own script draws. The interface that is documented for programs wants a key or
secret of the page's owner (Facebook, FastComments, GraphComment, HyperComments, Cackle; Talkyard, see
`app/controllers/ApiV0Controller.scala` of debiki/talkyard), or there is none (LiveRe). The marks are those of the
snippets that each gives to sites.
"""

from __future__ import annotations

from typing import ClassVar

from ..contract import Found, Provider, Signals


class Unasked(Provider):
    """The container that a system's script fills, or the script's address where the container has no fixed name."""

    ids: ClassVar[frozenset[str]] = frozenset()
    classes: ClassVar[frozenset[str]] = frozenset()
    script: ClassVar[str | None] = None

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        if not cls.ids.isdisjoint(signals.ids) or not cls.classes.isdisjoint(signals.classes):
            return 0.8
        return 0.8 if cls.script is not None and cls.script in signals.inline else 0.0

    def read(self) -> Found:
        return Found(complete=False, reason="not_collectable")


class Facebook(Unasked):
    name = "facebook"
    classes = frozenset({"fb-comments"})


class FastComments(Unasked):
    name = "fastcomments"
    ids = frozenset({"fastcomments-widget"})


class GraphComment(Unasked):
    name = "graphcomment"
    ids = frozenset({"graphcomment"})
    script = "graphcomment.com/js/integration.js"


class HyperComments(Unasked):
    name = "hypercomments"
    ids = frozenset({"hypercomments_widget"})


class Cackle(Unasked):
    name = "cackle"
    script = "://cackle.me/widget.js"

    @classmethod
    def recognise(cls, signals: Signals) -> float:
        found = super().recognise(signals)  # the same script also draws reviews, ratings and polls
        return found if found and ("'Comment'" in signals.inline or '"Comment"' in signals.inline) else 0.0


class LiveRe(Unasked):
    name = "livere"
    ids = frozenset({"lv-container"})
    script = "livere.com/js/embed"


class Talkyard(Unasked):
    name = "talkyard"
    classes = frozenset({"talkyard-comments"})
