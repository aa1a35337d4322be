"""How an operator hears of trouble: a command, a webhook, a Prometheus textfile, a ping address. All are optional.

    NOTIFY_COMMAND    run with the notice as JSON on standard input, for instance 'mail -s ecorridor me@example.org'
    NOTIFY_URL        gets the notice by POST, as JSON with a `text` that chat services show
    PROMETHEUS_FILE   rewritten after each run, for the textfile collector of node_exporter
    PING_URL          GET with /start when a run begins, without when it ended well, with /fail when not
                      (the convention of healthchecks.io and of what copies it)

None of them can fail a run: trouble with them is logged.
"""

from __future__ import annotations

import json
import logging
import os
import shlex
import subprocess
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import BadConfiguration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

logger = logging.getLogger(__name__)

TIMEOUT = 10.0


def check(settings: Any) -> None:
    """Raise BadConfiguration for what can never work; what may fail today and work tomorrow is no reason to stop."""
    for name in ("NOTIFY_URL", "PING_URL"):
        if (url := settings.get(name)) and not url.startswith(("http://", "https://")):
            raise BadConfiguration(f"{name} is no web address; it begins with http:// or https://")
    try:
        shlex.split(settings.get("NOTIFY_COMMAND") or "")
    except ValueError as error:
        raise BadConfiguration(f"NOTIFY_COMMAND is no command line: {error}") from None


def notify(settings: Any, notice: Mapping[str, Any]) -> None:
    """Send a notice (`text`, `exit_code`, `run`, `alarms`) by the ways that are set."""
    text = json.dumps(notice, ensure_ascii=False, default=str)
    if command := settings.get("NOTIFY_COMMAND"):
        try:
            subprocess.run(shlex.split(command), input=text, text=True, timeout=60, check=True)  # noqa: S603
        except subprocess.CalledProcessError as error:
            logger.error("NOTIFY_COMMAND ended with %d", error.returncode)
        except (
            OSError,
            ValueError,
            subprocess.SubprocessError,
        ) as error:  # whose text is the command, secrets and all
            logger.error("NOTIFY_COMMAND failed: %s", getattr(error, "strerror", None) or type(error).__name__)
    if url := settings.get("NOTIFY_URL"):
        _request(url, "NOTIFY_URL", text.encode())


def ping(settings: Any, what: str = "") -> None:
    """Tell a dead-man's switch that a run began (`/start`), ended well (nothing) or badly (`/fail`)."""
    if url := settings.get("PING_URL"):
        _request(url.rstrip("/") + what, "PING_URL", None)


def _request(url: str, name: str, body: bytes | None) -> None:
    headers = {"Content-Type": "application/json"}
    try:
        request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310  (checked before the run)
        urllib.request.urlopen(request, timeout=TIMEOUT).close()  # noqa: S310
    except OSError as error:
        logger.error("%s: %s", name, error)
    except (ValueError, HTTPException) as error:  # whose text may be the address
        logger.error("%s: %s", name, type(error).__name__)


def prometheus(path: str, rows: Iterable[tuple[str, Mapping[str, str], float]]) -> None:
    """Write gauges `(name, labels, value)` as a textfile, in one step: the collector never sees half of it."""
    lines: dict[str, list[str]] = {}
    for name, labels, value in rows:
        inside = ",".join(f"{k}={json.dumps(v, ensure_ascii=False)}" for k, v in labels.items())
        lines.setdefault(name, []).append(f"ecorridor_{name}{{{inside}}} {value:.10g}")
    text = "".join(f"# TYPE ecorridor_{name} gauge\n" + "\n".join(found) + "\n" for name, found in lines.items())
    target = Path(path)
    temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        logger.error("PROMETHEUS_FILE %s: %s", path, error)
