"""Labels of the site that stand inside the bodies of comments, told by being the same in nearly all of them."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from .text import from_plain

if TYPE_CHECKING:
    from ...items import Comment


def strip_labels(comments: list[Comment]) -> None:
    """Take from the bodies of one thread the line of the date, and a first or last line that nearly all share."""
    texts = [c for c in comments if c.text and "\n" in c.text]
    for comment in texts:
        first, _, rest = (comment.text or "").partition("\n")
        if first == comment.date_published_raw:
            _set(comment, rest)
    for pick in (0, -1):
        ends = Counter((c.text or "").split("\n")[pick] for c in texts)
        line, times = ends.most_common(1)[0] if ends else ("", 0)
        if times < 4 or times < 0.8 * len(comments) or len(line) > 40:
            continue
        for comment in texts:
            lines = (comment.text or "").split("\n")
            if lines[pick] == line:
                del lines[pick]
                _set(comment, "\n".join(lines))


_MARK = re.compile(r"^((?:\s*</?[a-z][^<>]*>)*)\s*(?:[:：»›]\s*|&gt;\s*)")
_OPENING = re.compile(r"[^\W\d][^:：\n]{0,22}[:：]\s*")


def strip_openings(comments: list[Comment]) -> None:
    """Take the words before a colon with which nearly all comments of a thread begin: "says:", in any language."""
    marks = {(c.text or "")[:1] for c in comments}
    is_drawn = len(comments) > 2 and marks in ({">"}, {"»"}, {"›"}) and not any(c.quoted_text for c in comments)
    if is_drawn or (len(comments) > 1 and marks in ({":"}, {"："})):  # the name stood before it
        for comment in comments:
            comment.text = (comment.text or "")[1:].lstrip() or None
            comment.text_html = _MARK.sub(r"\1", comment.text_html or "", count=1) or None
    openings = [match[0] if (match := _OPENING.match(c.text or "")) else "" for c in comments]
    opening, times = Counter(filter(None, openings)).most_common(1)[0] if any(openings) else ("", 0)
    if times < 3 or times < 0.8 * len(comments):
        return
    for comment, own in zip(comments, openings, strict=True):
        if own == opening:
            comment.text = (comment.text or "").removeprefix(opening) or None
            comment.text_html = (comment.text_html or "").replace(escape(opening.strip(), quote=False), "", 1) or None


_GONE = re.compile(
    r"[\W_]*(?:(?:this|the|your) )?(?:comment|reply|post|message) (?:has been |was |is )?(?:deleted|removed|withdrawn)"
    r"(?: by (?:(?:the|a|an|its|our) )?(?:\w+ ?){1,2})?[\W_]*|"
    r"[\W_]*(?:(?:deleted|removed) (?:comment|reply|post|message)|(?:deleted|removed)(?: by (?:the )?\w+)?)[\W_]*|"
    r"(?:dieser |der )?(?:kommentar|beitrag) (?:wurde |ist )?(?:(?:vom|von) [^.\n]{1,30} )?(?:gelöscht|entfernt)\W*|"
    r"(?:ce |le )?(?:commentaire|message) (?:a été )?(?:supprimé|retiré|effacé)(?: par [^.\n]{1,30})?\W*|"
    r"(?:este |el )?(?:comentario|mensaje) (?:ha sido |fue )?(?:eliminado|borrado|suprimido)(?: por [^.\n]{1,30})?\W*|"
    r"(?:este |o )?(?:comentário|mensagem) (?:foi )?(?:removid|excluíd|apagad)[oa](?: p[eo]l?[oar] [^.\n]{1,30})?\W*|"
    r"(?:questo |il )?commento (?:è stato )?(?:rimosso|eliminato|cancellato)(?: d[^.\n]{1,30})?\W*|"
    r"(?:deze |dit |de )?reactie (?:is |werd )?(?:verwijderd)(?: door [^.\n]{1,30})?\W*|"
    r"(?:komentar|komentarz|komentář|комментарий|коментар|сообщение)(?: ini)?(?: telah| został| byl)? "
    r"(?:dihapus|usunięty|smazán|удал[её]н[оа]?|видален[оо]?)\W*|(?:bu )?yorum (?:silindi|kaldırıldı|silinmiştir)\W*|"
    r"(?:یہ )?(?:تبصرہ|کامنٹ) (?:حذف|ختم|ڈیلیٹ) (?:کر )?(?:دیا گیا|کیا گیا|ہو چکا)(?: ہے)?\W*|"
    r"(?:تم|جرى) حذف (?:هذا )?التعليق\W*|(?:این )?(?:نظر|دیدگاه) حذف شد(?:ه است)?\W*|"
    r"(?:该|此|這則|这条|該)?(?:评论|評論|留言)(?:已)?(?:被)?(?:作者|管理员|管理員)?(?:删除|刪除)\W*|(?:この)?コメントは?(?:削除されました|削除済み)\W*",
    re.IGNORECASE,
)
"""What a page prints in the place of a comment that was taken away, and nothing else."""
MOST_GONE = 90


def mark_deleted(comments: list[Comment]) -> None:
    """Comments in whose place the page says that they were deleted are deleted ones, without words."""
    for comment in comments:
        if comment.text and len(comment.text) <= MOST_GONE and _GONE.fullmatch(comment.text):
            comment.status, comment.text, comment.text_html = "deleted", None, None


def _set(comment: Comment, words: str) -> None:
    body = from_plain(words)
    comment.text, comment.text_html = body.text, body.html
