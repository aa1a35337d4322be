"""Threads over several documents: the normal course of every system, and everything that goes wrong on the way."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from ecorridor_scraper.extraction import Document, Page, extract
from ecorridor_scraper.extraction.threads import Collection, answers

from .thread_script import as_json
from .thread_sites import FAULTS, FETCHED_AT, PAGED, PARTLY_PRINTED, SITES, WORDPRESS, Fault, drive, html_page
from .thread_sites_own import isso
from .thread_sites_services import coral_of_stored_queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from ecorridor_scraper.extraction.threads import Thread
    from ecorridor_scraper.items import Wanted

    from .thread_script import ThreadSite

ALL = {**SITES, **PARTLY_PRINTED, **PAGED, **WORDPRESS}
BUILDERS = sorted(ALL)
PRINTED_WHOLE = {"wordpress_whole", "wordpress_capped"}
FURTHER = [name for name in BUILDERS if name not in PRINTED_WHOLE]
"""What has comments beyond those of the page."""
ONE_DOCUMENT = {
    "commento", "comentario", "remark42", "discourse_embed", "hackernews", "blogger", "wpdiscuz_rest"
}  # fmt: skip
SEVERAL = [name for name in FURTHER if name not in ONE_DOCUMENT]
REASONS = {"truncated": {"truncated", "refused"}, "deep": {"truncated", "refused"}}
"""Why a thread is not complete after an answer that is broken; "refused" after any other fault."""
SHAPES = {"list": {"refused", "missing"}, "object": {"refused", "missing"}}
"""The same, of answers in the shape of an empty list: of some interfaces they are one."""


def rows(thread: Thread) -> dict[str, tuple[str | None, str | None, str | None]]:
    """The comments of a thread; the post that opens a forum's topic is none."""
    return {c.comment_id: (c.parent_id, c.author_name, c.text) for c in thread.comments if c.kind == "comment"}


@pytest.mark.parametrize("name", BUILDERS)
def test_each_system_gives_its_whole_thread(name: str) -> None:
    site = ALL[name]()
    thread = drive(site).thread
    assert rows(thread) == site.expected
    assert (thread.system, thread.complete, thread.incomplete_reason) == (site.system, site.complete, site.reason)
    if site.stated is not None:
        assert thread.stated_count == site.stated


def test_answers_that_isso_counts_are_not_counted_again() -> None:
    thread = drive(isso(counts_answers=True)).thread
    assert (thread.stated_count, thread.complete) == (40, True)


@pytest.mark.parametrize("name", BUILDERS)
def test_nothing_is_asked_twice(name: str) -> None:
    asked = drive(ALL[name]()).asked
    assert len(asked) == len(set(asked))


def words(thread: Thread) -> dict[str, tuple[str | None, str | None]]:
    """Who said what, whomever it answers."""
    return {key: (author, text) for key, (_, author, text) in rows(thread).items()}


def check_broken(site: ThreadSite, fault: Fault, before: Thread) -> None:
    """What came before the fault is kept, nothing is made up, and the thread says that it is not whole, and why."""
    thread = drive(site, fault=fault).thread
    kept, expected = words(thread), {key: (author, text) for key, (_, author, text) in site.expected.items()}
    assert (thread.system, thread.complete) == (site.system, False), fault.name
    assert thread.incomplete_reason in {**REASONS, **SHAPES}.get(fault.name, {"refused"}), fault.name
    assert not any(note.startswith("failed:") for note in thread.notes), (fault.name, thread.notes)
    assert words(before).items() <= kept.items() <= expected.items(), fault.name
    assert fault.name == "truncated" or kept == words(before), fault.name


@pytest.mark.parametrize("name", FURTHER)
def test_broken_answers_leave_what_the_page_prints(name: str) -> None:
    site = ALL[name]()
    printed = Collection(Page(site.page, fetched_at=FETCHED_AT)).thread()
    for fault in FAULTS:
        check_broken(site, fault, printed)


@pytest.mark.parametrize("name", SEVERAL)
def test_answers_that_are_broken_from_the_second_on_leave_what_the_first_brought(name: str) -> None:
    site = ALL[name]()
    first = drive(ALL[name](), limit=1).thread
    for fault in FAULTS:
        check_broken(site, Fault(fault.name, fault.broken, start=1), first)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.name)
def test_a_refusal_that_costs_no_comment_leaves_the_thread_complete(fault: Fault) -> None:
    site = WORDPRESS["wordpress_capped"]()
    thread = drive(site, fault=fault).thread
    assert rows(thread).keys() == site.expected.keys()
    assert thread.complete is True


@pytest.mark.parametrize("name", FURTHER)
def test_the_same_answer_again_and_again_ends(name: str) -> None:
    """It is no refusal, and comes whatever is asked for."""
    site = ALL[name]()
    first = site.answer(drive(site).asked[0])
    loop = Fault("loop", lambda d: type(d)(d.url, first.body, 200, first.headers))
    result = drive(site, fault=loop)
    found = rows(result.thread)
    assert len(result.asked) <= 6
    assert found.keys() <= site.expected.keys()
    assert result.thread.complete is (found.keys() == site.expected.keys())
    assert result.thread.incomplete_reason in ({None} if result.thread.complete else {"paged", "refused", "login"})


@pytest.mark.parametrize("name", SEVERAL)
def test_the_limit_of_documents_holds(name: str) -> None:
    site = ALL[name]()
    result = drive(site, limit=1)
    assert len(result.asked) == 1
    assert (result.thread.complete, result.thread.incomplete_reason) == (False, "over_limit")


JUNK: tuple[Any, ...] = (
    None,
    True,
    -1,
    0,
    2.5,
    10**25,
    "",
    "x",
    "<p>",
    "\ud800",
    [],
    {},
    [[]],
    [None],
    {"id": {}},
    {"a": [1]},
)


def mutated(value: Any, chance: random.Random) -> Any:
    """The value with some of what it holds, at any depth, replaced, doubled or gone."""
    if chance.random() < 0.02:
        return chance.choice(JUNK)
    if isinstance(value, dict):
        return {k: mutated(v, chance) for k, v in value.items() if chance.random() > 0.01}
    if isinstance(value, list):
        items = [mutated(item, chance) for item in value]
        return items + items[:2] if chance.random() < 0.05 else items
    return value


@pytest.mark.parametrize("name", BUILDERS)
def test_answers_of_any_shape_are_survived(name: str) -> None:
    """No answer raises, whatever stands where something else should; the thread stays a tree."""
    site = ALL[name]()
    survivors = 0
    for seed in range(6):
        chance = random.Random(seed)

        def broken(document: Document, chance: random.Random = chance) -> Document:
            data = answers.parse_json(document.body).data
            if data is None:
                return document
            return Document(document.url, json.dumps(mutated(data, chance)).encode(), document.status, document.headers)

        result = drive(site, fault=Fault("mutated", broken))
        assert not any(note.startswith("failed:") for note in result.thread.notes), (seed, result.thread.notes)
        seen: set[str] = set()
        for comment in result.thread.comments:
            assert comment.parent_id is None or comment.parent_id in seen
            assert comment.comment_id not in seen
            seen.add(comment.comment_id)
        survivors += len(seen)
    assert survivors > 0


def test_a_coral_server_of_stored_queries_still_tells_the_number() -> None:
    site = coral_of_stored_queries()
    thread = drive(site).thread
    assert (thread.comments, thread.stated_count) == ([], 30)
    assert (thread.system, thread.complete, thread.incomplete_reason) == ("coral", False, "refused")


def test_extract_takes_the_bodies_of_what_a_thread_wants_until_nothing_is_wanted() -> None:
    site = SITES["discourse_topic"]()
    further: dict[str, bytes] = {}
    visit = extract(site.page, fetched_at=FETCHED_AT)
    while missing := [wanted for wanted in visit.wanted if wanted not in further]:
        further.update((wanted, site.answer(wanted).body) for wanted in missing)
        visit = extract(site.page, fetched_at=FETCHED_AT, further=further)
    assert (len(further), visit.documents, visit.article.thread_complete) == (3, 4, True)
    assert len([c for c in visit.comments if c.kind == "comment"]) == len(site.expected)


@pytest.mark.parametrize(("site", "start"), [(PARTLY_PRINTED["flarum"], 1), (SITES["discourse_topic"], 2)])
def test_a_forum_that_wants_fewer_requests_midway_is_asked_for_no_more_posts(
    site: Callable[[], ThreadSite], start: int
) -> None:
    too_many = next(f for f in FAULTS if f.name == "429")
    result = drive(site(), fault=Fault("429", too_many.broken, start=start))
    assert len(result.asked) == start + 1
    assert (result.thread.complete, result.thread.incomplete_reason) == (False, "refused")


@pytest.mark.parametrize("site", [PARTLY_PRINTED["flarum"], SITES["discourse_topic"]])
def test_posts_that_a_forum_refuses_cost_none_of_the_others(site: Callable[[], ThreadSite]) -> None:
    broken: list[str] = []

    def once(document: Document) -> Document:
        broken.append(document.url)
        return Document(document.url, b"", 500) if len(broken) == 2 else document

    whole, result = drive(site()), drive(site(), fault=Fault("500 once", once))
    assert result.asked == whole.asked
    assert result.thread.complete is False
    assert len(whole.thread.comments) > len(result.thread.comments) > 20


def test_a_host_that_wants_fewer_requests_is_not_asked_for_the_pages_beside() -> None:
    result = drive(PARTLY_PRINTED["hackernews"](), fault=next(f for f in FAULTS if f.name == "429"))
    assert len(result.asked) == 1
    assert (result.thread.complete, result.thread.incomplete_reason) == (False, "refused")


@pytest.mark.parametrize(("name", "start"), [("xenforo", 0), ("wordpress_pages", 3), ("discourse_embed", 0)])
def test_the_comment_in_whose_midst_a_document_ends_is_not_taken(name: str, start: int) -> None:
    site = ALL[name]()

    def in_its_midst(document: Document) -> Document:
        words = [(text or "").splitlines()[0].encode() for _, _, text in site.expected.values()]
        last = max(words, key=document.body.rfind)
        end = document.body.rfind(last) + len(last) // 2
        return Document(document.url, document.body[:end], 200, document.headers)

    thread = drive(site, fault=Fault("midst", in_its_midst, start=start)).thread
    kept = {key: text for key, (_, _, text) in rows(thread).items()}
    assert kept
    assert kept.items() < {key: text for key, (_, _, text) in site.expected.items()}.items()
    assert (thread.complete, thread.incomplete_reason) == (False, "truncated")


def test_documents_that_lead_in_a_circle_leave_a_thread_that_is_not_complete() -> None:
    """Each of the three brings something new, none states a number, and the third names the second as the next."""
    site = SITES["giscus"]()

    def respond(wanted: Wanted, q: dict[str, str], body: Any) -> Document:
        number, following = {None: (1, "b"), "b": (2, "c"), "c": (3, "b")}[q.get("after")]
        row = {"id": f"DC_{number}", "bodyHTML": f"<p>Satz {number}</p>", "createdAt": "2026-10-20T06:07:00Z"}
        page = {"hasNextPage": True, "endCursor": following}
        return as_json(wanted.url, {"discussion": {"comments": [row], "pageInfo": page}})

    site.respond = respond
    result = drive(site)
    assert [c.text for c in result.thread.comments] == ["Satz 1", "Satz 2", "Satz 3"]
    assert (len(result.asked), result.thread.complete, result.thread.incomplete_reason) == (3, False, "paged")


def test_ids_of_two_systems_in_one_page_are_kept_apart() -> None:
    """Both number from 1; whatever is said of parents and roots stays within its system."""

    def printed(number: int, inside: str) -> str:
        return (
            f'<li id="comment-{number}" class="comment depth-{number}"><article class="comment-body"><b class="fn">Asma {number}</b> '
            f'<time datetime="2026-10-2{number}T08:00:00Z">October</time><div class="comment-content"><p>Here, {number}.</p></div>'
            f"</article>{inside}</li>"
        )

    said = [
        {"id": str(n), "pid": above, "text": f"<p>There, {n}.</p>", "user": {"name": f"Omar {n}"}, "locator": {}}
        for n, above in ((1, ""), (2, "1"))
    ]
    answer = f'<ol class="children">{printed(2, "")}</ol>'
    site = SITES["remark42"]()
    site.respond = lambda wanted, q, body: as_json(wanted.url, {"comments": [{"comment": row} for row in said]})
    site.page = html_page(
        f'<div id="comments"><ol class="comment-list">{printed(1, answer)}</ol></div>'
        '<div id="remark42"></div><script>var remark_config = {host: "https://r.example", site_id: "khabar"};</script>',
        head='<meta name="generator" content="WordPress 6.4">',
    )
    assert [(c.comment_id, c.parent_id, c.root_id, c.text) for c in drive(site).thread.comments] == [
        ("1", None, "1", "There, 1."),
        ("2", "1", "1", "There, 2."),
        ("wordpress-1", None, "wordpress-1", "Here, 1."),
        ("wordpress-2", "wordpress-1", "wordpress-1", "Here, 2."),
    ]
