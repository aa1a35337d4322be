"""Every way in which a command can end, and the exception that ends it.

    EcorridorError              1   anything that is the user's to mend
    ├── BadConfiguration        2   unknown site, malformed address, option or setting
    ├── BadInput                3   a document that cannot be extracted
    ├── NothingFetched          4   no network, or nothing answered
    ├── PartlyFailed            5   some pages failed; what succeeded is kept
    ├── Blocked                 6   the site refuses us (robots.txt, 401, 403, 429)
    ├── QualityAlarm            7   the data fell below the site's own baseline
    ├── CorruptData             8   a dataset file cannot be read
    ├── Busy                   75   another run holds the lock (EX_TEMPFAIL)
    ├── DiskFull               74   no space left (EX_IOERR)
    └── DataDirectory          73   the data directory cannot be written (EX_CANTCREAT)

0 is success, also with nothing due; 130 and 143 are SIGINT and SIGTERM after a clean stop. A message is one line:
what, where, what to do next.
"""

from __future__ import annotations

from typing import ClassVar


class EcorridorError(Exception):
    """Base of all errors that a command turns into one line and an exit code."""

    exit_code: ClassVar[int] = 1


class BadConfiguration(EcorridorError):  # noqa: N818  (named for what went wrong)
    """An option, a site, an address or a setting that cannot be used."""

    exit_code = 2


class BadInput(EcorridorError):  # noqa: N818
    """A document that is no page: empty, too large, not HTML."""

    exit_code = 3


class NothingFetched(EcorridorError):  # noqa: N818
    """No start point could be reached."""

    exit_code = 4


class PartlyFailed(EcorridorError):  # noqa: N818
    """Some pages could not be had; the rest is in the datasets."""

    exit_code = 5


class Blocked(EcorridorError):  # noqa: N818
    """The site refuses: robots.txt, 401, 403 or 429."""

    exit_code = 6


class QualityAlarm(EcorridorError):  # noqa: N818
    """Fields that a site used to fill are empty now."""

    exit_code = 7


class CorruptData(EcorridorError):  # noqa: N818
    """A dataset file that cannot be read."""

    exit_code = 8


class NewerData(CorruptData):
    """A dataset file that a newer version wrote: it is sound, and this version is too old for it."""


class DataDirectory(EcorridorError):  # noqa: N818
    """The data directory cannot be made or written."""

    exit_code = 73


class DiskFull(EcorridorError):  # noqa: N818
    """No space is left; everything staged is kept."""

    exit_code = 74


class Busy(EcorridorError):  # noqa: N818
    """Another run holds the lock."""

    exit_code = 75


def ends_a_run(error: BaseException | None) -> bool:
    """Whether an error is of the machine or the settings, and not of the page at which it was noticed."""
    return isinstance(error, EcorridorError) and not isinstance(error, BadInput)


class MissingExtra(BadConfiguration):
    """A feature whose libraries are not installed."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra; install it with: pip install 'ecorridor-scraper[{extra}]'")
