"""Further made comment sections, in the manner of the many systems that no provider knows.

Written after the finder, to measure it: forums, old news sites, home-made lists, component frameworks, interfaces in
many languages. The sections themselves stand in the rooms `thread_layouts_*`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .thread_layouts_components import (
    avatars_only,
    badges_and_votes,
    boxes_above_a_form,
    details_tree,
    epoch_attributes,
    folded_answers,
    grid_columns,
    labelled_articles,
    one_comment,
    rendered_threads,
    rich_bodies,
    shadow_roots,
    slotted,
    two_comments,
    two_threads,
    undated_hashed,
    utility_classes,
    utility_indents,
    with_placeholders,
)
from .thread_layouts_languages import (
    above_a_form,
    answers_in_urdu,
    at_names,
    bengali_cards,
    chinese_floors,
    dashes,
    fieldsets,
    header_table,
    inline_paragraphs,
    japanese_board,
    named_list,
    persian_list,
    undated_nested,
    undated_under_a_title,
    urdu_table,
)
from .thread_layouts_plain import (
    all_anonymous,
    arrows_to_names,
    day_and_month,
    depth_variables,
    dotted_before_dates,
    footer_with_bars,
    likes_first,
    nameless,
    names_before_spans,
    nested_blockquotes,
    noscript_posts,
    numbered_boxes,
    parent_classes,
    posted_by_lines,
    reply_to_numbers,
    rows_in_pairs,
    says_lines,
    short_definitions,
    shrinking_widths,
    signed_talk,
    simple_board,
    single_words,
    subtree_items,
    wrote_blockquotes,
    wrote_quotes,
)
from .thread_styles import Post, page, thread

Style = Callable[[list[Post]], str]


_TITLES = {
    "en": "{} Comments",
    "ur": "تبصرے ({})",
    "ar": "{} تعليقات",
    "hi": "{} টি মন্তব্য",
    "ja": "コメント {}件",
    "es": "Comentarios ({})",
    "de": "{} Kommentare",
    "ru": "Комментарии ({})",
}
"""What stands above the comments on every other page."""


@dataclass(frozen=True)
class Layout:
    """A made section and its language."""

    make: Style
    language: str = "en"


LAYOUTS: dict[str, Layout] = {
    layout.make.__name__: layout
    for layout in (
        Layout(posted_by_lines), Layout(subtree_items), Layout(signed_talk), Layout(simple_board), Layout(wrote_quotes),
        Layout(noscript_posts), Layout(numbered_boxes), Layout(footer_with_bars), Layout(utility_classes), Layout(utility_indents),
        Layout(shadow_roots), Layout(slotted), Layout(details_tree), Layout(folded_answers), Layout(bengali_cards, "hi"),
        Layout(chinese_floors, "ja"), Layout(japanese_board, "ja"), Layout(urdu_table, "ur"), Layout(epoch_attributes),
        Layout(nameless), Layout(all_anonymous), Layout(avatars_only), Layout(inline_paragraphs, "de"),
        Layout(wrote_blockquotes), Layout(fieldsets, "es"), Layout(depth_variables), Layout(shrinking_widths), Layout(reply_to_numbers),
        Layout(arrows_to_names), Layout(at_names, "de"), Layout(labelled_articles), Layout(rendered_threads), Layout(nested_blockquotes),
        Layout(badges_and_votes), Layout(rich_bodies), Layout(single_words), Layout(day_and_month), Layout(undated_nested, "ur"),
        Layout(undated_hashed), Layout(with_placeholders), Layout(two_threads), Layout(one_comment), Layout(two_comments),
        Layout(header_table, "ru"), Layout(rows_in_pairs), Layout(grid_columns), Layout(dashes, "ar"), Layout(likes_first),
        Layout(parent_classes), Layout(persian_list, "ar"), Layout(named_list, "ur"), Layout(answers_in_urdu, "ur"),
        Layout(above_a_form, "ur"), Layout(boxes_above_a_form), Layout(undated_under_a_title, "ur"), Layout(says_lines),
        Layout(names_before_spans), Layout(short_definitions), Layout(dotted_before_dates),
    )
}  # fmt: skip


def made(name: str, *, seed: int = 1, count: int = 14) -> tuple[str, list[Post]]:
    """A page of a layout, and its thread."""
    layout = LAYOUTS[name]
    posts = thread(seed, count, language=layout.language)
    section = layout.make(posts)
    title = f"<h3>{_TITLES[layout.language].format(len(posts))}</h3>" if seed % 2 else ""
    return page(title + section, seed=seed), posts
