"""Pseudonyms: commenters' names as keyed hashes, for those who may not keep the names.

With the setting `PSEUDONYMISE` a comment's `author_name` and `author_id` are replaced, before it is staged, by
HMAC-SHA256 (RFC 2104) of the site and the value under a key that is kept outside the data directory (GDPR,
article 4 (5)): the same author of a site has the same pseudonym, and without the key nobody can tell who it
is or try names out. Where a page gives its comments no id, the id is a hash of what stands there, the name
included: that one is replaced too. `author_url` is dropped. What people write in their texts stays as it is.

Rotation: a pseudonym begins with four digits that tell which key made it. After a change of the key the same person
has a new one, and old and new cannot be linked, which is the point; re-visited comments take the new one, with the
old in their history. Who must keep them linked keeps the old key. Who wants old pseudonyms to become meaningless
destroys the old key.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from ecorridor_scraper.errors import BadConfiguration

if TYPE_CHECKING:
    from ecorridor_scraper.items import Visit

_SHORTEST = 16
_HASHED = re.compile(r":h[0-9a-f]{16}")
"""The end of a `comment_id` that is a hash."""


class Pseudonyms:
    """Replaces names in visits, under one key of at least 16 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) < _SHORTEST:
            raise BadConfiguration(
                f"the key for pseudonyms is shorter than {_SHORTEST} bytes: make one of 32 random ones"
            )
        self._key = key
        self._which = sha256(b"ecorridor key\0" + key).hexdigest()[:4]

    @classmethod
    def from_file(cls, path: Path | str, data: Path | str) -> Pseudonyms:
        """Reads the key. Raises `BadConfiguration` if it is missing, too short, or inside the data
        directory."""
        path = Path(path)
        if path.resolve().is_relative_to(Path(data).resolve()):
            raise BadConfiguration(
                f"the key {path} is inside the data directory: move it out, else it protects nothing"
            )
        try:
            return cls(path.read_bytes().strip())
        except OSError as exc:
            raise BadConfiguration(
                f"cannot read the key {path} ({exc.strerror}): make one with 'openssl rand -hex 32 > {path}'"
            ) from exc

    def of(self, site: str, value: str) -> str:
        """The pseudonym of a name or id on a site: 4 digits for the key, a hyphen, 20 of the hash."""
        digest = hmac.digest(self._key, f"{site}\0{value}".encode("utf-8", "surrogatepass"), "sha256")
        return f"{self._which}-{digest.hex()[:20]}"

    def apply(self, visit: Visit) -> None:
        """Replaces the names of all comments of a visit, and ids that were made from a name, in place."""
        ids = {
            own: f"{comment.site}:h{self.of(comment.site, own)[5:21]}"
            for comment in visit.comments
            if _HASHED.fullmatch((own := comment.comment_id).removeprefix(comment.site))
        }
        for comment in visit.comments:
            comment.comment_id = ids.get(comment.comment_id, comment.comment_id)
            comment.parent_id = ids.get(comment.parent_id or "", comment.parent_id)
            comment.root_id = ids.get(comment.root_id or "", comment.root_id)
            if comment.author_name is not None:
                comment.author_name = self.of(comment.site, comment.author_name)
            if comment.author_id is not None:
                comment.author_id = self.of(comment.site, comment.author_id)
            comment.author_url = None
