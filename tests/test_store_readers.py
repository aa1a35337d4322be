"""The part of the reader matrix whose libraries are there for development anyway; `make readers` has the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.readers import QUICK, make, seen
from ecorridor_scraper import store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("readers") / "data"
    make(directory)
    return directory


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("name", QUICK)
@pytest.mark.parametrize("dataset", ["articles", "comments"])
def test_every_reader_sees_the_same(data: Path, dataset: str, name: str) -> None:
    table = store.load_articles(data) if dataset == "articles" else store.load_comments(data)
    columns, types, rows = seen(QUICK[name](data / dataset))
    expected_columns, expected_types, expected_rows = seen(table)
    assert columns == expected_columns
    assert types == expected_types
    assert rows == expected_rows
