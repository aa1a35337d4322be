"""Every scripted site by name: one function per site, from the same kind of conversation rendered as its system does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .thread_script import ADDRESS, FAULTS, FETCHED_AT, Fault, Said, ThreadSite, conversation, drive, html_page
from .thread_sites_embedded import artalk, artalk_of_old, cusdis, cusdis_mixed, twikoo, waline, waline_of_old
from .thread_sites_own import (
    comentario,
    commento,
    discourse_embed,
    discourse_shell,
    discourse_topic,
    ghost,
    giscus,
    isso,
    remark42,
    utterances,
)
from .thread_sites_paged import drupal, invision, nodebb, phpbb, vbulletin, xenforo
from .thread_sites_printed import blogger, flarum, hackernews, lemmy, reddit, stackexchange
from .thread_sites_services import (
    coral,
    disqus,
    disqus_without_key,
    guardian,
    intensedebate,
    livefyre,
    openweb,
    openweb_with_token,
    viafoura,
    vuukle,
)
from .thread_sites_wordpress import (
    wordpress_atom,
    wordpress_capped,
    wordpress_com,
    wordpress_pages,
    wordpress_plain_permalinks,
    wordpress_post_ignored,
    wordpress_rest,
    wordpress_rss,
    wordpress_whole,
    wpdiscuz_ajax,
    wpdiscuz_atom,
    wpdiscuz_rest,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SITES: dict[str, Callable[[], ThreadSite]] = {
    builder.__name__: builder
    for builder in (
        disqus, disqus_without_key, coral, openweb,
        openweb_with_token, viafoura, guardian, commento, comentario, isso, remark42, giscus,
        utterances, discourse_topic, discourse_shell, discourse_embed, ghost, vuukle, livefyre, intensedebate,
        waline, waline_of_old, artalk, artalk_of_old, cusdis, cusdis_mixed, twikoo,
    )
}  # fmt: skip


WORDPRESS: dict[str, Callable[[], ThreadSite]] = {
    builder.__name__: builder
    for builder in (
        wordpress_whole, wordpress_rest, wordpress_plain_permalinks, wordpress_capped, wordpress_atom, wordpress_rss,
        wordpress_pages, wordpress_post_ignored, wordpress_com, wpdiscuz_ajax, wpdiscuz_atom, wpdiscuz_rest,
    )
}  # fmt: skip


PARTLY_PRINTED: dict[str, Callable[[], ThreadSite]] = {
    b.__name__: b for b in (hackernews, reddit, lemmy, blogger, flarum, stackexchange)
}

PAGED: dict[str, Callable[[], ThreadSite]] = {
    b.__name__: b for b in (drupal, xenforo, vbulletin, phpbb, invision, nodebb)
}

__all__ = [
    "ADDRESS",
    "FAULTS",
    "FETCHED_AT",
    "PAGED",
    "PARTLY_PRINTED",
    "SITES",
    "WORDPRESS",
    "Fault",
    "Said",
    "ThreadSite",
    "conversation",
    "drive",
    "ghost",
    "html_page",
    "wordpress_atom",
    "wordpress_capped",
    "wordpress_com",
    "wordpress_pages",
    "wordpress_plain_permalinks",
    "wordpress_post_ignored",
    "wordpress_rest",
    "wordpress_rss",
    "wordpress_whole",
    "wpdiscuz_ajax",
    "wpdiscuz_atom",
    "wpdiscuz_rest",
]
