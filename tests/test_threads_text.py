"""The text of a comment: what its writer said stays, what the site adds goes."""

from __future__ import annotations

from ecorridor_scraper.extraction.threads.text import from_html, from_plain


class TestText:
    def test_paragraphs_and_breaks(self) -> None:
        assert from_html("<p>One<br>two</p><p>Three</p>").text == "One\ntwo\n\nThree"

    def test_emoji_images_become_emoji(self) -> None:
        source = 'Wah <img class="emoji" alt="🙂" src="x.png"><img class="wp-smiley" alt=":)" src="/72x72/1f642.png">'
        assert from_html(source).text == "Wah 🙂🙂"

    def test_controls_go_in_any_language(self) -> None:
        source = '<p>Lafz</p><div class="reply"><a href="#">جواب دیں</a></div><button>پسند</button><span class="vote-count">5</span>'
        assert from_html(source).text == "Lafz"

    def test_a_cut_body_is_flagged(self) -> None:
        cut = from_html('<p>The beginning <a class="read-more" href="#">aage parhein</a></p>')
        assert (cut.text, cut.truncated) == ("The beginning", True)

    def test_a_box_of_words_that_can_be_folded_is_not_cut(self) -> None:
        words = "The pump at the corner has been out of order since the flood, and nobody has come."
        whole = from_html(f'<div class="expandable read-more-wrapper"><p>{words}</p></div>')
        assert (whole.text, whole.truncated) == (words, False)

    def test_a_link_to_answer_goes_whatever_it_is_called(self) -> None:
        assert from_html('<p>Lafz</p><a href="/pul/?replytocom=7#respond">Is par likhein</a>').text == "Lafz"

    def test_markup_is_sanitised(self) -> None:
        source = (
            '<p onclick="x()">A <a href="javascript:x()">b</a> <a href="/c" style="x">d</a><script>x()</script></p>'
        )
        assert from_html(source, "https://paper.example/").html == '<p>A b <a href="https://paper.example/c">d</a></p>'

    def test_plain_text_keeps_its_lines(self) -> None:
        body = from_plain("One\r\ntwo\r\n\r\n\r\nthree <b>")
        assert body.text == "One\ntwo\n\nthree <b>"
        assert body.html == "<p>One<br>two</p><p>three &lt;b&gt;</p>"

    def test_deep_markup_does_not_overflow(self) -> None:
        assert from_html("<b>" * 1500 + "x" + "</b>" * 1500).text == "x"

    def test_joiners_of_urdu_and_persian_stay(self) -> None:
        assert from_html("<p>می‌خواهم</p>").text == "می‌خواهم"
