"""The tagger from outside: what a text is tagged as."""

from __future__ import annotations

import pytest

from ecorridor_scraper.language import tag, tag_many


@pytest.mark.parametrize(
    "text", ["", "   ", "😀👍🏽❤️", "https://example.org/a?b=c", "@someone 123 !!", "user@example.org"]
)
def test_a_text_without_words_has_no_language(text: str) -> None:
    got = tag(text)
    assert (got.language, got.script, got.scripts, got.languages) == ("zxx", "Zyyy", [], [])


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("یہ خبر بالکل درست ہے، حکومت کو سوچنا چاہیے", "ur", "Arab"),
        ("yeh khabar bilkul theek hai, hukumat ko sochna chahiye", "ur-Latn", "Latn"),
        ("The government should think about this again", "en", "Latn"),
        ("यह खबर बिल्कुल सही है", "hi", "Deva"),
        ("这个项目对我们很重要", "zh", "Hani"),
        ("これは良いニュースですね", "ja", "Jpan"),
        ("좋은 소식입니다", "ko", "Kore"),
    ],
)
def test_a_plain_sentence_is_named(text: str, language: str, script: str) -> None:
    got = tag(text)
    assert (got.language, got.script) == (language, script)


def test_a_batch_answers_like_single_calls() -> None:
    texts = ["Good news", "", "یہ اچھی خبر ہے", "acha hua yaar bohat acha", "😀"]
    assert tag_many(texts) == [tag(text) for text in texts]
