"""Which article a saved page is that tells its own address: a wrong one makes all pages of a folder one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .addresses import address_key, address_verdict
from .sites import article_id

if TYPE_CHECKING:
    from .items import Visit
    from .sites import Site

_PIECE = 200
"""So many characters of a text tell it from another; from its middle, since sites begin and end all of them alike."""


class Claims:
    """The addresses that the pages of one command claim."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[int, int]] = {}

    def settle(self, visit: Visit, file: str, site: Site | None) -> None:
        """Name a visit after its `file` where its address is that of a listing, or of a page before that has neither
        the same headline nor the same text.
        """
        article = visit.article
        body = article.body or ""
        said = (hash(article.headline), hash(body[len(body) // 3 :][:_PIECE]))
        first = self._said.setdefault(article.article_id, said)
        is_another = first[0] != said[0] and first[1] != said[1]
        if is_another or address_verdict(article.url, site) is False:
            rename(visit, article_id(article.site, address_key(file)))


def rename(visit: Visit, name: str) -> None:
    """Give an article another id, and its comments where they are numbered by it."""
    before, visit.article.article_id = f"{visit.article.article_id}:", name
    for comment in visit.comments:
        comment.article_id = name
        for key in ("comment_id", "parent_id", "root_id"):
            if (value := getattr(comment, key)) and value.startswith(before):
                setattr(comment, key, f"{name}:{value.removeprefix(before)}")
