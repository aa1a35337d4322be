"""What several documents say of one thread becomes one: the surer edge, the whole words, a forest in order."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from ecorridor_scraper.extraction.threads.contract import Found
from ecorridor_scraper.extraction.threads.merge import merge
from ecorridor_scraper.items import Comment

AT = datetime(2026, 1, 15, 12, tzinfo=UTC)
URL = "https://paper.example/2025/12/roads/"


class TestMerger:
    @staticmethod
    def found(*rows: tuple[str, str | None, str], source: str = "dom", order: int = 0) -> Found:
        return Found([Comment(comment_id=k, parent_id=p, text=t) for k, p, t in rows], source=source, order=order)

    def test_the_surer_edge_wins(self) -> None:
        page = self.found(("1", None, "a"), ("2", "1", "b"), ("3", "1", "c"))
        api = self.found(("1", None, "a"), ("2", "1", "b"), ("3", "2", "c"), source="api")
        comments, _ = merge([page, api], address=URL)
        assert {c.comment_id: (c.parent_id, c.parent_source) for c in comments} == {
            "1": (None, None), "2": ("1", "api"), "3": ("2", "api"),
        }  # fmt: skip

    def test_of_two_edges_as_sure_the_first_stays(self) -> None:
        one, other = self.found(("1", None, "a"), ("2", None, "b"), ("3", "1", "c")), self.found(("3", "2", "c"))
        comments, _ = merge([one, other], address=URL)
        assert {c.comment_id: c.parent_id for c in comments} == {"1": None, "2": None, "3": "1"}

    def test_a_circle_is_opened_at_its_least_sure_edge(self) -> None:
        api = self.found(("1", "3", "a"), ("2", "1", "b"), source="api")
        comments, notes = merge([api, self.found(("3", "2", "c"), source="indent")], address=URL)
        assert {c.comment_id: c.parent_id for c in comments} == {"1": "3", "2": "1", "3": None}
        assert notes["cycles"] == 1

    def test_words_that_were_cut_short_are_replaced_by_all_of_them(self) -> None:
        cut = Found([Comment(comment_id="1", text="The road", is_truncated=True)])
        whole = Found([Comment(comment_id="1", text="The road is wet")])
        (comment,), _ = merge([cut, whole], address=URL)
        assert (comment.text, comment.is_truncated) == ("The road is wet", None)

    def test_orphans_and_self_parents_become_roots(self) -> None:
        comments, notes = merge([self.found(("1", "99", "a"), ("2", "2", "b"))], address=URL)
        assert [c.parent_id for c in comments] == [None, None]
        assert notes["orphans"] == 2

    def test_pages_come_in_their_order(self) -> None:
        later, earlier = self.found(("3", None, "c"), order=2), self.found(("1", None, "a"), ("2", None, "b"), order=1)
        comments, _ = merge([later, earlier], address=URL)
        assert [c.comment_id for c in comments] == ["1", "2", "3"]

    def test_hashed_ids_do_not_move_with_relative_dates(self) -> None:
        def once(raw: str) -> str:
            comment = Comment(author_name="A", text="Words", date_published=AT, date_published_raw=raw)
            return merge([Found([comment])], address=URL)[0][0].comment_id

        assert once("2 days ago") == once("3 days ago")

    @given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40))
    @settings(max_examples=150, deadline=None)
    def test_any_edges_give_a_forest_in_order(self, pairs: list[tuple[int, int]]) -> None:
        comments, _ = merge(
            [Found([Comment(comment_id=str(a), parent_id=str(b), text="x") for a, b in pairs])], address=URL
        )
        seen: dict[str, Comment] = {}
        for position, comment in enumerate(comments):
            assert comment.position == position
            assert comment.comment_id not in seen
            if comment.parent_id:
                assert comment.depth == (seen[comment.parent_id].depth or 0) + 1
                assert comment.root_id == seen[comment.parent_id].root_id
            else:
                assert comment.depth == 0
            seen[comment.comment_id] = comment
