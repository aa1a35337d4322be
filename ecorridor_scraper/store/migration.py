"""Migration: files of an older schema, rewritten in the current one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from ecorridor_scraper.items import SCHEMA_VERSION

from .committer import Committer, committing
from .files import open_file
from .rewriting import rewritten
from .schema import DATASETS, VERSION_KEY, Dataset

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Migration:
    """What was rewritten."""

    files: int = 0
    rows: int = 0


def migrate(data: Path | str = "data") -> Migration:
    """Rewrites every file whose schema is not the current one, one by one.

    Columns that a file lacks become null; `schema_version` of its rows becomes the current one. It may be
    stopped at any moment and run again.
    """
    report = Migration()
    with committing(data, wait=True) as committer:
        for dataset in DATASETS:
            for name, path in committer.files.each(dataset.name):
                if is_outdated(dataset, path):
                    report.files += 1
                    report.rows += _migrated(committer, dataset, name, path)
    return report


def is_outdated(dataset: Dataset, path: Path) -> bool:
    """Whether a file has another schema than what this version writes."""
    with open_file(path) as file:
        found = file.schema_arrow
    metadata = found.metadata or {}
    same_version = metadata.get(VERSION_KEY) == str(SCHEMA_VERSION).encode()
    return not (same_version and found.equals(dataset.schema))


def _migrated(committer: Committer, dataset: Dataset, name: str, path: Path) -> int:
    result, target = committer.move(dataset, name)
    rows = rewritten(dataset, path, result, _current)
    committer.publish({result: target})
    return rows


def _current(group: pa.Table) -> pa.Table:
    version = pa.repeat(pa.scalar(SCHEMA_VERSION, pa.int64()), group.num_rows)
    return group.set_column(group.schema.get_field_index("schema_version"), "schema_version", version)
