"""Threads that unknown systems print on several pages: which links lead on, and what comes of the pages together."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import pytest

from ecorridor_scraper.extraction import Document, Extraction
from ecorridor_scraper.extraction.threads.joined import holds
from ecorridor_scraper.extraction.threads.pager import page_number
from ecorridor_scraper.items import Comment, Visit, Wanted

from .test_threads_crawl import Script, crawl
from .thread_script import ADDRESS, FAULTS, FETCHED_AT, Fault, Said, ThreadSite, conversation, html_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZE = 10


def listed(said: Sequence[Said]) -> str:
    """A list of items, each with an id, that name what they answer in an attribute."""
    return "".join(
        f'<li class=entry id=e{s.key + 400} data-to="{s.parent + 400 if s.parent else 0}"><b class=who>{escape(s.name)}'
        f"</b> <time datetime={s.at.isoformat()}>{s.at:%d.%m.%Y}</time><div class=words>{s.html}</div></li>"
        for s in said
    )


def nested(said: Sequence[Said]) -> str:
    """Answers stand in what they answer; a page has whole branches."""
    own = {s.key for s in said}

    def item(s: Said) -> str:
        below = "".join(item(o) for o in said if o.parent == s.key)
        return (
            f'<div class="opinion"><span class="opinion-by">{escape(s.name)}</span><span class="opinion-at">'
            f'{s.at:%B %d, %Y %H:%M}</span><div class="opinion-text">{s.html}</div><a href="#form">Reply</a>'
            f"{f'<div class=below>{below}</div>' if below else ''}</div>"
        )

    return "".join(item(s) for s in said if s.parent not in own)


def rows(said: Sequence[Said]) -> str:
    """Rows of a table with links to what they answer, which may stand on a page before."""
    return "".join(
        f"<tr class=msg id=m{s.key + 7000}><td class=by>{escape(s.name)}<br><small>{s.at:%Y-%m-%d %H:%M}</small>"
        f"{f'<a class=up href=#m{s.parent + 7000}>&uarr;</a>' if s.parent else ''}</td><td class=said>{s.html}</td></tr>"
        for s in said
    )


def described(said: Sequence[Said]) -> str:
    """Items of schema.org in a list, each with a link to what it answers."""
    return "".join(
        f'<div itemscope itemtype="https://schema.org/Comment" id="k{s.key + 30}"><span itemprop="author">{escape(s.name)}</span>'
        f'<time itemprop="datePublished" datetime="{s.at.isoformat()}">{s.at:%d %b}</time>'
        f'{f"<link itemprop=parentItem href=#k{s.parent + 30}>" if s.parent else ""}<div itemprop="text">{s.html}</div></div>'
        for s in said
    )


@dataclass(slots=True, frozen=True)
class Style:
    """How a site prints a list of comments, and how it leads to the next."""

    printed: Callable[[Sequence[Said]], str]
    around: str
    address: str
    """With `{n}` for the number of a page; `{o}` for the number of comments before it."""
    links: str
    """`all` numbers, those beside the current, or one link only."""
    first: int = 1
    older: str = "Older comments"


STYLES = {
    "numbers": Style(listed, '<ul class="entries">{}</ul>{pager}', "?page={n}", "all"),
    "numbers with gaps": Style(listed, '<ul class="entries">{}</ul>{pager}', "?cpage={n}#entries", "near"),
    "a link to the next": Style(nested, '<div id="opinions">{}{pager}</div>', "comments/page/{n}", "next"),
    "as any list": Style(nested, '<div id="opinions">{}{pager}</div>', "comments/page/{n}", "next", older="Ladda fler"),
    "numbers from naught": Style(nested, '<div class="opinions">{}</div><div class="pager">{pager}</div>', "?page={n}", "all", 0),
    "offsets": Style(rows, '<table class="talk"><tbody>{}</tbody></table><p>{pager}</p>', "?start={o}#talk", "all"),
    "schema.org": Style(described, '<div class="voices">{}</div>{pager}', "?page={n}", "all"),
    "above the list": Style(rows, '<p>{pager}</p><table class="talk"><tbody>{}</tbody></table>', "?comments_page={n}", "all"),
}  # fmt: skip


def branches(count: int, size: int) -> list[list[Said]]:
    """The pages of a conversation, which end where a branch does."""
    pages: list[list[Said]] = [[]]
    for said in conversation(count):
        if len(pages[-1]) >= size and said.parent is None:
            pages.append([])
        pages[-1].append(said)
    return pages


def site(style: Style, *, count: int = 34, stated: bool = True, opens_at: int = 0) -> ThreadSite:
    """A site whose article shows page `opens_at` (from 0) at its own address."""
    pages = branches(count, SIZE)
    whole = [said for page in pages for said in page]
    before = [sum(map(len, pages[:n])) for n in range(len(pages))]

    def address(n: int) -> str:
        return style.address.format(n=n + style.first, o=before[n])

    def page(n: int) -> Document:
        links = []
        for other in range(len(pages)):
            if style.links == "next":
                if other == n + 1:
                    links.append(f'<a href="{ADDRESS}{address(other)}">{style.older}</a>')
            elif other == n:
                links.append(f"<strong>{other + 1}</strong>")
            elif style.links == "all" or abs(other - n) == 1 or other in (0, len(pages) - 1):
                links.append(f'<a href="{ADDRESS}{address(other)}">{other + 1}</a>')
        title = f"<h3>{len(whole)} comments</h3>" if stated else "<h3>Comments</h3>"
        block = style.around.replace("{pager}", " ".join(links)).replace("{}", style.printed(pages[n]))
        url = ADDRESS if n == opens_at else f"{ADDRESS}{address(n).partition('#')[0]}"
        return html_page(f'<section class="comments">{title}{block}</section>', url=url)

    def respond(wanted: Wanted, q: dict[str, str], body: object) -> Document | None:
        known = {f"{ADDRESS}{address(n)}".partition("#")[0]: n for n in range(len(pages))}
        return page(known[wanted.url]) if wanted.url in known else None

    place = {s.key: n for n, own in enumerate(pages) for s in own}
    by_key = {s.key: s for s in whole}
    expected = {}
    for s in whole:
        told = s.parent is not None and (style.printed is not nested or place[s.parent] == place[s.key])
        expected[s.text] = (by_key[s.parent].text if told and s.parent else None, s.name, s.text)
    return ThreadSite(page(opens_at), respond, expected, "schema.org" if style.printed is described else "generic")


def found(visit: Visit) -> dict[str, tuple[str | None, str | None, str]]:
    """The comments of a visit by their texts, with that of what each answers."""
    texts = {c.comment_id: c.text or "" for c in visit.comments}
    return {c.text or "": (texts.get(c.parent_id or ""), c.author_name, c.text or "") for c in visit.comments}


@pytest.mark.parametrize("name", STYLES)
def test_a_crawl_follows_the_pages_of_a_thread(name: str) -> None:
    scripted = site(STYLES[name])
    visit = crawl(Script(scripted))
    assert found(visit) == scripted.expected
    assert (len(visit.comments), visit.article.comment_system) == (len(scripted.expected), scripted.system)


@pytest.mark.parametrize("name", STYLES)
def test_all_pages_make_a_thread_complete_that_states_no_count(name: str) -> None:
    visit = crawl(Script(site(STYLES[name], stated=False)))
    assert (visit.article.thread_complete, visit.article.stated_comment_count) == (True, None)


@pytest.mark.parametrize("name", STYLES)
def test_comments_stand_in_the_order_of_their_pages(name: str) -> None:
    scripted = site(STYLES[name])
    roots = [c.text for c in crawl(Script(scripted)).comments if c.depth == 0]
    assert roots == [text for text, (parent, _, _) in scripted.expected.items() if parent is None]


@pytest.mark.parametrize("name", [name for name, style in STYLES.items() if style.links != "next"])
def test_pages_before_the_one_that_the_article_shows_come_first(name: str) -> None:
    """Many sites show the newest page."""
    scripted = site(STYLES[name], opens_at=2)
    visit = crawl(Script(scripted))
    assert found(visit) == scripted.expected
    assert visit.comments[0].text == conversation(1)[0].text


@pytest.mark.parametrize("name", STYLES)
def test_a_single_comment_on_the_last_page_is_read(name: str) -> None:
    scripted = site(STYLES[name], count=25)
    assert len(branches(25, SIZE)[-1]) == 1
    assert found(crawl(Script(scripted))) == scripted.expected


def test_the_list_of_a_page_is_told_from_boxes_of_the_same_form() -> None:
    """The last page has one comment, and a box with many links is called the same as that of the list."""
    scripted = site(Style(rows, '<table class="box"><tbody>{}</tbody></table>{pager}', "?page={n}", "all"), count=25)
    links = b"".join(b"<tr><td><a href=/%d>%d</a></td></tr>" % (n, n) for n in range(9))
    box = b"<section class=comments><table class=box><tbody>%s</tbody></table></section>" % links

    def beside(document: Document) -> Document:
        return Document(
            document.url, document.body.replace(b'<section class="comments">', box + b'<section class="comments">')
        )

    scripted.page = beside(scripted.page)
    assert found(crawl(Script(scripted, Fault("beside", beside)))) == scripted.expected


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.name in ("403", "404", "html")], ids=lambda f: f.name)
def test_a_page_that_does_not_come_leaves_a_thread_that_says_so(fault: Fault) -> None:
    visit = crawl(Script(site(STYLES["numbers"]), fault))
    assert (visit.article.thread_complete, visit.article.thread_incomplete_reason) == (False, "refused")
    assert len(visit.comments) == len(branches(34, SIZE)[0])


def test_a_page_that_breaks_off_costs_what_is_cut() -> None:
    scripted = site(STYLES["numbers"])
    visit = crawl(Script(scripted, next(f for f in FAULTS if f.name == "truncated")))
    assert (visit.article.thread_complete, visit.article.thread_incomplete_reason) == (False, "truncated")
    kept = found(visit)
    assert kept.keys() < scripted.expected.keys()
    assert all(kept[text][1] == scripted.expected[text][1] for text in kept)


def test_a_page_that_comes_again_and_again_is_no_end() -> None:
    scripted = site(STYLES["a link to the next"])
    first = scripted.answer(Wanted(f"{ADDRESS}comments/page/2"))
    script = Script(scripted, Fault("loop", lambda document: Document(document.url, first.body)))
    visit = crawl(script)
    assert len(script.asked) == 2
    assert (visit.article.thread_complete, visit.article.thread_incomplete_reason) == (False, "paged")
    assert len(visit.comments) == len({c.text for c in visit.comments})


def test_a_comment_that_two_pages_have_is_one() -> None:
    scripted = site(STYLES["numbers"])
    own = branches(34, SIZE)
    again = listed([own[0][-1]])

    def shifted(document: Document) -> Document:
        return Document(
            document.url, document.body.replace(b'<ul class="entries">', b'<ul class="entries">' + again.encode())
        )

    visit = crawl(Script(scripted, Fault("shift", shifted)))
    assert found(visit) == scripted.expected
    assert len(visit.comments) == len(scripted.expected)


def test_links_of_a_comment_are_those_of_its_own_page() -> None:
    scripted = site(STYLES["numbers"])
    base = scripted.respond

    def linked(wanted: Wanted, q: dict[str, str], body: object) -> Document | None:
        document = base(wanted, q, body)
        words = b'<p>See <a href="more.html">this</a></p></div></li></ul>'
        return document and Document(document.url, document.body.replace(b"</div></li></ul>", words))

    scripted.page = Document(ADDRESS, scripted.page.body)
    visit = crawl(Script(ThreadSite(scripted.page, linked, {}, "generic")))
    assert any(f'href="{ADDRESS}more.html"' in (c.text_html or "") for c in visit.comments)


def test_pages_are_joined_where_all_of_the_first_is_read_again() -> None:
    first = [Comment(text=f"{n}", author_name="By Asma") for n in range(20)]
    joined = [Comment(text=f"{n}", author_name="Asma") for n in range(1, 40)]
    assert holds(joined, first)
    assert not holds(joined[2:], first)
    assert not holds(first, first)


ARTICLE = "https://khabar.example/news/1234-bridge.html"


@pytest.mark.parametrize(
    ("link", "number"),
    [
        (f"{ARTICLE}?page=2", 2),
        (f"{ARTICLE}?comments_page=3&sort=newest", 3),
        (f"{ARTICLE}?start=40", 40),
        ("https://khabar.example/news/1234-bridge/comments/page/2", 2),
        (f"{ARTICLE}/comments/3", 3),
        (f"{ARTICLE}/comments?page=4", 4),
        ("https://khabar.example/news/1234-bridge-page-2.html", 2),
        ("https://www.khabar.example/news/1234-bridge.html?cp=2", 2),
    ],
)
def test_an_address_of_a_further_page(link: str, number: int) -> None:
    assert page_number(link, ARTICLE) == number


@pytest.mark.parametrize(
    "link",
    [
        "https://khabar.example/news?page=2",
        "https://khabar.example/news/1235-canal.html?page=2",
        "https://other.example/news/1234-bridge.html?page=2",
        f"{ARTICLE}?reply=2",
        f"{ARTICLE}?comment_id=2",
        f"{ARTICLE}?page=next",
        f"{ARTICLE}?page=2&delete=7",
        f"{ARTICLE}?page=2&start=7",
        f"{ARTICLE}#page2",
        f"{ARTICLE}/2",
        f"{ARTICLE}/print/2",
        "https://khabar.example/news/1234-bridge-over-canal-2.html",
        "mailto:desk@khabar.example?page=2",
        "https://[broken?page=2",
    ],
)
def test_an_address_of_something_else(link: str) -> None:
    assert page_number(link, ARTICLE) is None


def test_the_number_of_an_article_in_its_query_must_stay() -> None:
    assert page_number("https://khabar.example/show.php?id=7&page=2", "https://khabar.example/show.php?id=7") == 2
    assert page_number("https://khabar.example/show.php?id=8&page=2", "https://khabar.example/show.php?id=7") is None
    assert page_number("https://khabar.example/show.php?page=2", "https://khabar.example/show.php?id=7") is None


def test_a_bare_number_behind_the_path_counts_among_comments_only() -> None:
    assert page_number(f"{ARTICLE}/2", ARTICLE, is_told=True) == 2


@pytest.mark.parametrize(
    "pager",
    [
        '<a href="/news/page/2/">2</a>',
        '<a rel="next" href="/2026/10/another-story/">Next</a>',
        f'<a href="{ADDRESS}?replytocom=9">Reply</a>',
        f'<a href="{ADDRESS}?page=2&print=1">2</a>',
        '<a href="https://other.example/2026/10/pul-ki-marammat/?page=2">2</a>',
        '<a href="#comments">2</a>',
    ],
)
def test_other_links_beside_a_thread_are_left_alone(pager: str) -> None:
    body = f'<section class="comments"><h3>Comments</h3><ul>{listed(conversation(6))}</ul>{pager}</section>'
    script = Script(ThreadSite(html_page(body, url=ADDRESS), lambda *_: None, {}, "generic"))
    assert len(crawl(script).comments) == 6
    assert script.asked == []


def test_what_a_reader_links_is_left_alone() -> None:
    said = conversation(6)
    words = listed(said).replace(escape(said[2].text), f'{escape(said[2].text)} <a href="{ADDRESS}?page=2">page 2</a>')
    body = f'<section class="comments"><h3>Comments</h3><ul>{words}</ul></section>'
    script = Script(ThreadSite(html_page(body, url=ADDRESS), lambda *_: None, {}, "generic"))
    assert len(crawl(script).comments) == 6
    assert script.asked == []


def test_a_page_for_those_without_scripts_has_what_a_script_would_bring() -> None:
    plain = Wanted(f"{ADDRESS}?noscript")
    inside = f'<div class="replies"><noscript><a href="{plain}">The page without JavaScript</a></noscript></div>'
    said = conversation(6)
    extraction = Extraction(html_page(inside), fetched_at=FETCHED_AT)
    assert extraction.wanted == [plain]
    assert extraction.is_discussed()
    extraction.add(plain, html_page(f'<div class="replies"><ul>{listed(said)}</ul></div>', url=plain))
    assert [c.author_name for c in extraction.visit().comments] == [s.name for s in said]
    of_device = html_page(inside.replace("replies", "device"))
    other = Extraction(of_device, fetched_at=FETCHED_AT)
    assert other.wanted == []
    assert not other.is_discussed()
