"""Addresses as keys: what makes two URLs the same article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = re.compile(
    r"^(utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref|ref_src|cmpid|ocid|ns_\w+|spm|share|amp|"
    r"outputtype|replytocom|cpage|comment-page|print|s_cid|at_\w+|xtor)$",
    re.IGNORECASE,
)
_VARIANT = re.compile(r"(?:/amp|/print|/comment-page-\d+|/index\.html?)/?$", re.IGNORECASE)


def address_key(url: str) -> str:
    """An address reduced to what identifies an article.

    No scheme, `www.`/`m.`/`amp.` host label, default port, fragment, tracking parameter, AMP, print or comment-page
    variant, trailing slash; parameters sorted. Two addresses with one key are one article.
    """
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:
        port = None
    host = re.sub(r"^(?:www|m|amp)\.(?=[^.]+\.)", "", (parts.hostname or "").lower())
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    path = _VARIANT.sub("", parts.path).rstrip("/")
    query = urlencode(
        sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k))
    )
    return f"{host}{path}?{query}" if query else f"{host}{path}"
