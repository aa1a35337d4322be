"""Logs: lines for people on a terminal, JSON lines for machines otherwise. Neither holds readers' words or secrets."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime

_SECRET = re.compile(
    r"(?i)(//[^/\s:@]+:)[^/\s@]+(@)|"
    r"((?:key|token|secret|passw(?:or)?d|pwd|auth|signature|sig|session|sid|jwt|code|credential)=)[^&\s\"'\\]+|"
    r"((?:NOTIFY_URL|NOTIFY_COMMAND|PING_URL)=)[^\"\n]+|(\bBearer )\S+"
)
_NOISY = ("scrapy", "twisted", "asyncio", "py.warnings", "protego", "urllib3")
_COUNTED = ("twisted", "scrapy.downloadermiddlewares", "scrapy.core.downloader")
"""What these have to say of a response that is cut off, too large or packed wrongly is a cause of failure."""


def without_secrets(text: str) -> str:
    """The text with passwords in addresses, values of key=, token= and the like, and the ways to notify blanked out."""
    return _SECRET.sub(lambda m: f"{m[1]}***{m[2]}" if m[1] else f"{m[3] or m[4] or m[5]}***", text)


class Lines(logging.Formatter):
    """`12:00:01 warning  message` for people."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC)
        text = without_secrets(super().format(record))
        return f"{when:%H:%M:%S} {record.levelname.lower():7} {text}"


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and what the record brings as `fields`."""

    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": f"{when:%Y-%m-%dT%H:%M:%S}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_secrets(record.getMessage()),
        }
        if record.exc_info:
            line["exception"] = without_secrets(self.formatException(record.exc_info))
        line.update(getattr(record, "fields", {}))
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(verbosity: int) -> None:
    """Send all logs to standard error: -1 warnings only, 0 what an operator wants to see, 1 everything."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines() if sys.stderr.isatty() else JsonLines())
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel({-1: logging.WARNING, 0: logging.INFO}.get(verbosity, logging.DEBUG))
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.DEBUG if verbosity > 0 else logging.WARNING)
    if verbosity <= 0:
        for name in _COUNTED:  # the spider counts it, and says it in a line where it matters
            logging.getLogger(name).setLevel(logging.CRITICAL)


def begin_twisted() -> None:
    """Let Twisted speak through Python's logging alone; a bad certificate is counted and said in a line anyway."""
    from twisted.logger import globalLogBeginner

    globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)
    logging.getLogger("twisted").addFilter(lambda record: "while verifying certificate" not in record.getMessage())
