# ruff: noqa: E501  (lists of words)
"""The words by which pages call what readers write below an article, in the languages that are known."""

from __future__ import annotations

import re

from .lazy import lazy

_COMMENTS = (
    r"comm?ent|kommentar|coment[áa]ri|reacties|opmerking|yorum|hozz[áa]sz|коммент|комент|σχόλι|תגוב|تبصر|تعليق|کامنٹ|دیدگاه|"
    r"टिप्पण|प्रतिक्रि|মন্তব্য|评论|評論|留言|コメント|댓글|bình luận|komentář|koment[áa]r|ความคิดเห็น|tabsr[aeiy]"
)
"""What hardly means anything else."""
_ANSWERS = r"repl(?:y|ies)|respon[sd]|dis[ck]us|tartışma|讨论|討論|토론|ý kiến|opini[oó]n|meinungen|tanggapan|komment|回复|回覆|ご意見|의견|r[ée]acti(?:on|e)|svar|опини|отзыв|обсужд|نظر|رائے|آراء القراء|ردود|\bki ra(?:ye|aye|i)\b"
"""What may also be the title of a part of an article: answers, opinions, discussions."""

SPEAKS_OF_COMMENTS = re.compile(f"{_COMMENTS}|{_ANSWERS}", re.IGNORECASE)
"""What a title or a field shortly before or after a list of comments says."""
TITLE_OF_COMMENTS = lazy(
    rf"[\W\d]*(?:(?:(?:all|latest|readers?['’]?s?|user|your)\s+|آپ کے )?(?:ال)?(?:{_COMMENTS})(?!ary|ator)\S{{0,8}}|قارئین کی رائے|آراء القراء)[\W\d]*$",
    re.IGNORECASE,
)
"""A line that is nothing but such a title."""
