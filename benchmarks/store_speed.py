"""Speed, memory and size of the store.

    python -m benchmarks.store_speed rewrite [--rows 1000000 --changed 10000 --new 0]   commit into one large partition
    python -m benchmarks.store_speed page [--pages 2000]                        staging and commit, CPU for a page
    python -m benchmarks.store_speed years [--years 5 --sites 4 --hours 1]       hourly commits for years
    python -m benchmarks.store_speed size [--rows 120000]                       bytes for a comment, by layout

`size` takes its texts from ../shared/language where that exists (they are read, never printed), else it makes them up.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import mean, median
from typing import Any

from ecorridor_scraper import store
from ecorridor_scraper.items import Article, Block, Comment, LanguageShare, Link, ScriptShare, Visit

START = datetime(2026, 1, 1, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[1].parent / "shared" / "language" / "train.jsonl.gz"
_TEXT = """\
the price of flour has gone up again and nobody in the ministry seems to care about it hukoomat ko chahiye ke
awam ki baat sunay warna log sarkon par aa jayen ge yeh khabar bohat afsosnaak hai allah reham kare قیمتیں بڑھ
گئی ہیں اور حکومت خاموش ہے عوام کیا کریں اللہ رحم کرے well said sir totally agree with you this is exactly what
we need more of in this country but who will listen sab kehne ki baatein hain
"""
WORDS = _TEXT.split()


def texts(count: int, rng: random.Random) -> list[str]:
    """So many texts of the lengths that comments have."""
    if SHARED.exists():
        with gzip.open(SHARED, "rt", encoding="utf-8") as file:
            found = [json.loads(line)["text"] for line in file]
        rng.shuffle(found)
        return [found[n % len(found)] + ("" if n < len(found) else f" {n}") for n in range(count)]
    return [" ".join(rng.choices(WORDS, k=min(200, 1 + int(rng.expovariate(1 / 22))))) for _ in range(count)]


_POOL: list[str] = []


def visits(pages: int, comments: int, rng: random.Random, *, site: str = "example.pk", at: datetime = START) -> Any:
    """Pages as a crawl brings them: an article of some 3,000 letters and a thread."""
    pool = _POOL or texts(150_000, rng)
    _POOL[:] = pool
    for page in range(pages):
        key = f"{site}:{rng.getrandbits(64):016x}"
        url = f"https://{site}/{page % 700 + 1}/{'-'.join(rng.choices(WORDS[:20], k=6))}"
        paragraphs = [" ".join(rng.choices(WORDS, k=45)) for _ in range(12)]
        article = Article(
            article_id=key,
            site=site,
            url=url,
            canonical_url=url,
            headline=paragraphs[0][:70],
            description=paragraphs[1][:150],
            body="\n\n".join(paragraphs),
            body_blocks=[Block("paragraph", None, text) for text in paragraphs],
            links=[Link(f"https://{site}/{n}", "more") for n in range(8)],
            publisher="Example",
            date_published=at - timedelta(minutes=page % 1000),
            in_language="en",
            script="Latn",
            word_count=540,
            comment_system="wordpress",
            comment_count=comments,
            thread_complete=True,
            extractor="generic",
            extractor_version="0.1.0",
            http_status=200,
        )
        yield Visit(article, [_comment(article, n, pool, rng) for n in range(comments)], at + timedelta(seconds=page))


def _comment(article: Article, number: int, pool: list[str], rng: random.Random) -> Comment:
    first = number - number % 3
    own = f"{article.site}:{int(article.article_id[-6:], 16) * 100 + number}"
    root = f"{article.site}:{int(article.article_id[-6:], 16) * 100 + first}"
    text = rng.choice(pool)
    written = START - timedelta(seconds=rng.randrange(2_000_000))
    urdu = rng.random() < 0.3
    return Comment(
        comment_id=own,
        site=article.site,
        article_id=article.article_id,
        article_url=article.url,
        parent_id=None if number == first else root,
        parent_source=None if number == first else "dom",
        root_id=root,
        depth=int(number != first),
        position=number,
        author_name=f"{rng.choice(WORDS[:60]).title()} {rng.choice(WORDS[:60]).title()}",
        date_published=written,
        date_published_raw=written.strftime("%B %d, %Y at %H:%M"),
        date_published_precision="minute",
        text=text,
        text_html=f"<p>{text}</p>",
        likes=int(rng.expovariate(0.2)),
        reply_count=0,
        permalink=f"{article.url}#comment-{own.rpartition(':')[2]}",
        language="ur" if urdu else "en",
        language_confidence=round(rng.random(), 4),
        script="Arab" if urdu else "Latn",
        scripts=[ScriptShare("Arab" if urdu else "Latn", 1.0)],
        languages=[LanguageShare("ur" if urdu else "en", 1.0)],
        is_code_mixed=False,
        confidence=0.95,
        comment_system="wordpress",
    )


def peak_mib() -> float:
    """Most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(data: Path, rows: int, rng: random.Random) -> list[Visit]:
    """A partition of so many comments; returns its visits of every thirtieth article."""
    again = []
    staging = store.Staging(data, "fill")
    for number, visit in enumerate(visits(rows // 30, 30, rng)):
        staging.append(visit)
        if number % 30 == 0:
            again.append(visit)
    staging.close()
    store.commit(data)
    return again


def visit_again(data: Path, arguments: argparse.Namespace) -> None:
    """Fills a partition and stages visits two days later: likes of `changed` comments differ, `new` came."""
    rng = random.Random(1)
    again = fill(data, arguments.rows, rng)
    staging = store.Staging(data, "again")
    for number, visit in enumerate(again):
        visit.fetched_at += timedelta(days=2)
        for comment in visit.comments[: -(-arguments.changed // len(again))]:
            comment.likes = (comment.likes or 0) + 8
        share = arguments.new * (number + 1) // len(again) - arguments.new * number // len(again)
        visit.comments += [_comment(visit.article, 30 + n, _POOL, rng) for n in range(share)]
        staging.append(visit)
    staging.close()


def rewrite(arguments: argparse.Namespace) -> None:
    """Bar: 400,000 rewritten rows for a second and core, 350 MiB. Beside it: pyarrow, reading and writing it all.

    The same commit several times, each in a process of its own, since a machine's clock wanders.
    """
    data = Path(tempfile.mkdtemp(dir=arguments.dir))
    with get_context("spawn").Pool(1) as pool:  # the memory of making it up is not the commit's
        pool.apply(visit_again, (data, arguments))
    speeds, peaks = list[float](), list[float]()
    for number in range(arguments.repeat):
        copy = data.with_name(f"{data.name}-{number}")
        for name in ("articles", "comments"):  # as links: a commit never changes a file, and knows its own again
            shutil.copytree(data / name, copy / name, copy_function=os.link)
        shutil.copytree(data / "_ops", copy / "_ops")
        with get_context("spawn").Pool(1) as pool:
            speed, peak = pool.apply(_measured, (copy,))
        speeds.append(speed)
        peaks.append(peak)
        shutil.rmtree(copy)
    print(f"median {median(speeds):,.0f} rows a CPU second of {arguments.repeat}, most memory {max(peaks):.0f} MiB")
    shutil.rmtree(data)


def _measured(data: Path) -> tuple[float, float]:
    """Rows a CPU second of committing what is staged, and the peak of memory in MiB."""
    import pyarrow

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    _import_everything(data.with_name(f"{data.name}-first"))
    rows = sum(pyarrow.parquet.read_metadata(path).num_rows for path in (data / "comments").iterdir())
    before = peak_mib()
    cpu, clock = time.process_time(), time.perf_counter()
    report = store.commit(data)
    cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
    peak = peak_mib()
    size = sum(path.stat().st_size for path in (data / "comments").iterdir())
    changes = f"{report.comments.changed:,} changed and {report.comments.new:,} new"
    print(f"{rows:,} comments, {changes} in {report.visits:,} visits; {report.articles.rewritten:,} articles")
    print(f"{rows / cpu:,.0f} rows a CPU second ({cpu:.2f} s CPU, {clock:.2f} s), {size / rows:.0f} bytes a comment")
    print(f"peak {peak:.0f} MiB ({before:.0f} before)")
    alone = rows / _rewritten_by_pyarrow(data)
    print(f"pyarrow alone, reading and writing the same files: {alone:,.0f} rows a CPU second")
    return rows / cpu, peak


def _import_everything(data: Path) -> None:
    """A first commit, which imports what a commit needs."""
    _POOL[:] = WORDS  # the many texts would count as its memory
    staging = store.Staging(data, "first")
    for visit in visits(1, 1, random.Random(0)):
        staging.append(visit)
    staging.close()
    store.commit(data)
    shutil.rmtree(data)


def _rewritten_by_pyarrow(data: Path) -> float:
    """CPU seconds of reading and writing all files of a store, with nothing in between."""
    import pyarrow.parquet as pq

    from ecorridor_scraper.store.files import row_groups
    from ecorridor_scraper.store.rewriting import write_options
    from ecorridor_scraper.store.schema import DATASETS

    cpu = time.process_time()
    for dataset in DATASETS:
        for path in (data / dataset.name).iterdir():
            with pq.ParquetWriter(data / "again", dataset.inner_schema, **write_options(dataset)) as writer:
                for group in row_groups(dataset, path):
                    writer.write_table(group, row_group_size=group.num_rows)
    return time.process_time() - cpu


def page(arguments: argparse.Namespace) -> None:
    """Bar: 0.3 ms for a page of 30 comments, staging and commit together."""
    made = list(visits(arguments.pages, 30, random.Random(2)))
    data = Path(tempfile.mkdtemp(dir=arguments.dir))
    staging = store.Staging(data, "page")
    staging.append(made[0])
    cpu = time.process_time()
    for visit in made[1:]:
        staging.append(visit)
    staging.close()
    staged = time.process_time() - cpu
    size = sum(path.stat().st_size for path in (data / "_ops" / "staging").iterdir())
    store.load_comments  # noqa: B018  (imports pyarrow before the clock starts)
    cpu = time.process_time()
    report = store.commit(data)
    committed = time.process_time() - cpu
    print(f"{report.visits:,} pages: staging {1e3 * staged / len(made):.3f} ms, {size / len(made):,.0f} bytes a page")
    print(f"commit {1e3 * committed / len(made):.3f} ms a page; peak {peak_mib():.0f} MiB (the pages themselves in it)")
    shutil.rmtree(data)


def years(arguments: argparse.Namespace) -> None:
    """Bar: number of files = sites x months, commit time flat. Prints a line for each year as it passes."""
    data = Path(tempfile.mkdtemp(dir=arguments.dir))
    rng = random.Random(3)
    at, known = START, list[Visit]()
    for year in range(1, arguments.years + 1):
        end, times, packed = START + timedelta(days=365.25 * year), list[float](), 0
        while at < end:
            known = _stage_hour(data, rng, at, known, arguments)
            begun = time.process_time()
            packed += store.commit(data).packed
            times.append(time.process_time() - begun)
            at += timedelta(hours=arguments.hours)
        print(
            f"year {year}: {len(times):,} commits, median {1e3 * median(times):.0f} ms of CPU, mean "
            f"{1e3 * mean(times):.0f} ms, {packed} files packed",
            flush=True,
        )
    files = {kind: len(list((data / kind).iterdir())) for kind in ("articles", "comments")}
    months = {(row.site, f"{row.date_published:%Y-%m}") for row in store.known_articles(data) if row.date_published}
    print(f"one commit every {arguments.hours} h: {files}, sites x months = {len(months)}")
    sound = store.verify(data)
    print(f"{sound.articles:,} articles, {sound.comments:,} comments, {len(sound.findings)} findings")
    size = store.dataset_bytes(data)["comments"]
    print(f"{size / sound.comments:.1f} bytes a comment; all packed ", end="")
    store.pack(data)
    print(f"{store.dataset_bytes(data)['comments'] / sound.comments:.1f}")
    shutil.rmtree(data)


def _stage_hour(
    data: Path, rng: random.Random, at: datetime, known: list[Visit], arguments: argparse.Namespace
) -> list[Visit]:
    """New articles of each site, and some of the last ones once more; returns those that may come again."""
    staging = store.Staging(data, "years")
    for site in range(arguments.sites):
        fresh = list(visits(arguments.articles, arguments.comments, rng, site=f"paper{site}.example", at=at))
        for visit in fresh + known[-4:]:
            visit.fetched_at = at
            staging.append(visit)
        known = [*known[-8:], *fresh]
    staging.close()
    return known


def size(arguments: argparse.Namespace) -> None:
    """Bar: at most 1.05 times the smallest zstd Parquet layout that was tried, for files that are left alone."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from ecorridor_scraper.store.rewriting import write_options
    from ecorridor_scraper.store.schema import COMMENTS

    data = Path(tempfile.mkdtemp(dir=arguments.dir))
    fill(data, arguments.rows, random.Random(4))
    table = store.load_comments(data)
    ours = write_options(COMMENTS)
    ours.pop("sorting_columns")
    base = {**ours, "row_group_size": COMMENTS.group_rows}
    packed = {**base, "compression_level": COMMENTS.packed.level}
    delta = ours["column_encoding"]
    shuffled = table.take(pa.array(random.Random(5).sample(range(table.num_rows), table.num_rows)))
    by_date = table.sort_by("date_published")
    plain = {"use_dictionary": True, "column_encoding": None}
    layouts: dict[str, tuple[pa.Table, dict[str, Any]]] = {
        "as the store writes it": (table, base),
        "dictionaries everywhere (the default)": (table, {**base, **plain}),
        "no dictionaries": (table, {**base, "use_dictionary": False, "column_encoding": None}),
        "no DELTA_BYTE_ARRAY": (table, {**base, "column_encoding": None}),
        "times as DELTA_BINARY_PACKED": (
            table,
            {**base, "column_encoding": {**delta, "date_published": "DELTA_BINARY_PACKED"}},
        ),
        "row groups of 8,192": (table, {**base, "row_group_size": 8192}),
        "row groups of 131,072": (table, {**base, "row_group_size": 131_072}),
        "data pages of 1 MiB": (table, {**base, "data_page_size": 1 << 20}),
        "sorted by date": (by_date, base),
        "in random order": (shuffled, base),
        **{f"zstd level {level}": (table, {**base, "compression_level": level}) for level in (1, 3, 4, 9, 15)},
        "as the store packs it": (table, packed),
        "packed, zstd level 22": (table, {**packed, "compression_level": 22}),
        "packed, row groups of 131,072": (table, {**packed, "row_group_size": 131_072}),
        "packed, row groups of 131,072, data pages of 64 MiB": (
            table,
            {**packed, "row_group_size": 131_072, "data_page_size": 64 << 20},
        ),
        "packed, sorted by date": (by_date, packed),
    }
    sizes, path = {}, data / "layout.parquet"
    for name, (rows, options) in layouts.items():
        cpu = time.process_time()
        pq.write_table(rows, path, **options)
        sizes[name] = path.stat().st_size / table.num_rows
        print(f"{sizes[name]:7.1f} bytes a comment, {time.process_time() - cpu:5.2f} s   {name}", flush=True)
    for when in ("committed", "packed"):
        if when == "packed":
            store.pack(data)
        sizes[when] = sum(path.stat().st_size for path in (data / "comments").iterdir()) / table.num_rows
        print(f"{sizes[when]:7.1f} bytes a comment on the disk, {when}")
    fresh = min(found for name, found in sizes.items() if "level" not in name and "pack" not in name)
    smallest = min(sizes.values())
    print(f"committed: {sizes['committed'] / fresh:.3f} of the smallest at its level, ", end="")
    print(f"{sizes['committed'] / smallest:.3f} of the smallest of all")
    print(f"packed: {sizes['packed'] / smallest:.3f} of the smallest of all")
    shutil.rmtree(data)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", type=Path, default=None, help="where to put temporary data")
    commands = parser.add_subparsers(required=True)
    for function, options in (
        (rewrite, {"rows": 1_000_000, "changed": 10_000, "new": 0, "repeat": 5}),
        (page, {"pages": 2000}),
        (years, {"years": 5, "sites": 4, "hours": 1, "articles": 2, "comments": 10}),
        (size, {"rows": 120_000}),
    ):
        command = commands.add_parser(function.__name__, help=function.__doc__)
        command.set_defaults(function=function)
        for name, value in options.items():
            command.add_argument(f"--{name}", type=int, default=value)
    given = parser.parse_args()
    given.function(given)
