"""The tagger from outside: what a text is tagged as."""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecorridor_scraper.language import Context, scripts, tag, tag_many, tag_tokens
from ecorridor_scraper.language.characters import clean, is_laughter, table
from ecorridor_scraper.language.lexicon import WEIGHTS, Lexicon
from ecorridor_scraper.language.ngrams import skeletons

from .article_pages import TEXT
from .conftest import SHARED

HERE = Path(__file__).parent


def table_of(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("# ")]


def words(text: str) -> list[str]:
    return clean([text]).words


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
        ("اس دا کوئی حل نہیں ہے", "pa-Arab", "Arab"),
        ("کراچی میں کل بہت بارش ہوئی", "ur", "Arab"),
    ],
)
def test_a_plain_sentence_is_named(text: str, language: str, script: str) -> None:
    got = tag(text)
    assert (got.language, got.script) == (language, script)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("12 😀", {}),
        ("abc میں", {"Arab": 0.5, "Latn": 0.5}),
        ("これは漢字", {"Jpan": 1.0}),
        ("漢字 x", {"Hani": 2 / 3, "Latn": 1 / 3}),
        ("한국 a\nb", {"Kore": 0.5, "Latn": 0.5}),
        ("\ud800 नमस्ते", {"Deva": 1.0}),
    ],
)
def test_the_scripts_of_a_text(text: str, expected: dict[str, float]) -> None:
    (got,) = scripts([text])
    assert {one.script: one.share for one in got} == pytest.approx(expected)


def test_scripts_of_many_texts_are_those_of_each() -> None:
    texts = ["Good", "", "یہ a", "漢字", "か漢"] * 300
    assert scripts(texts) == [scripts([text])[0] for text in texts]
    assert scripts([]) == []


def test_a_batch_answers_like_single_calls() -> None:
    texts = ["Good news", "", "یہ اچھی خبر ہے", "acha hua yaar bohat acha", "😀"]
    assert tag_many(texts) == [tag(text) for text in texts]


def test_an_empty_batch_has_no_tags() -> None:
    assert tag_many([]) == []
    assert tag_tokens([]) == []


@pytest.mark.parametrize(
    ("name", "least", "context"),
    [
        ("language_hard.tsv", 200, Context(site=("en", "ur"))),
        ("language_fresh.tsv", 100, None),
        ("language_news.tsv", 120, None),
        ("language_short.tsv", 300, None),
    ],
)
def test_comments_with_a_careful_readers_answers(name: str, least: int, context: Context | None) -> None:
    rows = table_of(name)
    got = tag_many([row[0] for row in rows], context=context)
    wrong = [row[0] for row, t in zip(rows, got, strict=True) if [t.language, t.script][: len(row[1:3])] != row[1:3]]
    assert len(rows) >= least
    assert len(wrong) <= 0.06 * len(rows), wrong


def test_comments_of_readers_in_every_way_of_writing() -> None:
    rows = table_of("language_readers.tsv")
    for context in (None, Context(site=("en", "ur"))):
        got = tag_many([row[0] for row in rows], context=context)
        wrong = [
            row[0]
            for row, t in zip(rows, got, strict=True)
            if t.language not in row[1].split() or t.script not in row[2].split()
        ]
        mixed = [
            row[0] for row, t in zip(rows, got, strict=True) if row[3] not in ("-", "yes" if t.is_code_mixed else "no")
        ]
        assert len(rows) == 490
        assert len(wrong) <= 0.05 * len(rows), wrong
        assert len(mixed) <= 0.02 * len(rows), mixed


@pytest.mark.parametrize(("context", "least"), [(None, 0.62), (Context(site=("en", "ur")), 0.58)])
def test_most_comments_in_languages_of_no_model_are_undecided(context: Context | None, least: float) -> None:
    rows = table_of("language_strangers.tsv")
    got = tag_many([row[0] for row in rows], context=context)
    right = [t.language in ("und", *row[1].split()) for row, t in zip(rows, got, strict=True)]
    assert len(rows) >= 300
    assert sum(right) >= least * len(rows)


def test_confidence_hears_how_much_of_a_text_its_language_is_known_to_use() -> None:
    known = Lexicon()
    languages = known.models["Latn"].languages
    rows = known.rows(["people", "xqblorf", "imran"], np.full(3, table().names.index("Latn"), dtype=np.uint8))
    best = np.full(3, languages.index("en"))
    seen = known.evidence(np.zeros((3, len(languages))), best, rows, np.array([0, 1, 2]), np.ones(3, dtype=np.intp))
    whole = known.evidence(np.zeros((1, len(languages))), best[:1], rows, np.array([0]), np.array([3]))
    assert seen[4].tolist() == [1, 0, 1]
    assert whole[4].tolist() == pytest.approx([11 / 18])


@pytest.mark.parametrize("name", ["language_words.tsv", "language_words_fresh.tsv"])
def test_words_as_a_reader_marked_them(name: str) -> None:
    source = SHARED / "language/train.jsonl.gz"
    if not source.exists():
        pytest.skip("the marked texts are not here: ../shared/language is absent")
    marks = dict(table_of(name))
    pairs = []
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            key = hashlib.sha256(text.encode()).hexdigest()[:12]
            if key in marks:
                answers = tag_tokens([text.split()])[0]
                pairs += [pair for pair in zip(marks.pop(key), answers, strict=True) if pair[0] != "-"]
    assert not marks
    for mark, language in (("e", "en"), ("r", "ur-Latn")):
        some = [answer for gold, answer in pairs if gold == mark]
        assert sum(answer == language for answer in some) >= 0.9 * len(some)


def test_words_of_romanised_hindi_as_marked() -> None:
    pairs = []
    for line in (HERE / "language_hinglish.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        answers = tag_tokens([[word.removesuffix("*") for word in line.split()]])[0]
        pairs += zip(("en" if word.endswith("*") else "ur-Latn" for word in line.split()), answers, strict=True)
    assert len(pairs) > 700
    assert sum(marked == answer for marked, answer in pairs) >= 0.97 * len(pairs)


def test_mixed_texts_as_a_reader_marked_them() -> None:
    source = SHARED / "language/train.jsonl.gz"
    if not source.exists():
        pytest.skip("the marked texts are not here: ../shared/language is absent")
    marks = dict(table_of("language_mixed.tsv"))
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines if '"Latn"' in line]
    kind = {text: marks.get(hashlib.sha256(text.encode()).hexdigest()[:12]) for text in texts}
    marked = [text for text in kind if kind[text]]
    got = dict(zip(marked, (t.is_code_mixed for t in tag_many(marked)), strict=True))
    share = {k: np.mean([got[text] for text in marked if kind[text] == k]) for k in ("mixed", "english", "roman")}
    assert len(marked) >= 300
    assert share["mixed"] >= 0.9
    assert share["english"] <= 0.05
    assert share["roman"] <= 0.1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soooooo goooood", ["soo", "good"]),
        ("#PakistanZindabad #imran_khan", ["pakistan", "zindabad", "imran", "khan"]),
        ("see dawn.com/news/1, www.x.pk or a.b@c.org @me", ["see", "or"]),
        ("کَیسے ہـــو", ["کیسے", "ہو"]),
        ("ﻻ ﷲ", ["لا", "الله"]),
        ("می\u200cروم", ["می\u200cروم"]),
        ("don\u2019t \u2018stop\u2019", ["don't", "stop"]),
        ("हिंदी", ["हिंदी"]),
        ("Googleسروس", ["google", "سروس"]),
        ("gr8 4u 100", ["gr", "u"]),
    ],
)
def test_what_is_left_of_a_text_are_its_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_spellings_of_one_word_have_one_skeleton() -> None:
    short = skeletons(["bilkul", "blkul", "bilkool", "allah", "aalllah", "é"])
    parts = [short.codes[a:b].tobytes().decode("utf-32-le") for a, b in zip(short.opening, short.ending, strict=True)]
    assert [part[2:] for part in parts] == ["blkl", "blkl", "blkl", "al", "all", "é"]


@pytest.mark.parametrize("word", ["haha", "hahahah", "hehe", "jajaja", "ہاہاہا", "هه", "हाहा", "kkk"])
def test_laughter_is_no_word(word: str) -> None:
    assert is_laughter(word)


@pytest.mark.parametrize("word", ["hai", "haan", "aha", "ہے", "ہاں", "he", "ja", "khak"])
def test_words_that_only_look_like_laughter(word: str) -> None:
    assert not is_laughter(word)


def test_the_frame_of_a_text_in_two_scripts_is_not_latin() -> None:
    got = tag("میرا internet کام نہیں کر رہا")
    assert (got.language, got.script) == ("ur", "Arab")
    assert [share.script for share in got.scripts] == ["Arab", "Latn"]
    assert {share.language for share in got.languages} == {"ur", "en"}


def test_shares_of_a_mixed_text() -> None:
    got = tag("the government is not doing anything lekin hum log bhi kuch nahi karte")
    assert got.is_code_mixed
    assert {share.language for share in got.languages} == {"en", "ur-Latn"}


def test_a_name_alone_is_undecided_and_abstaining_can_be_turned_off() -> None:
    assert tag("Imran Khan").language == "und"
    assert tag_many(["Imran Khan"], min_confidence=0)[0].language != "und"


def test_names_make_no_text_urdu_and_no_text_mixed() -> None:
    got = tag("Imran Khan and Nawaz Sharif should work together for Pakistan")
    assert (got.language, got.is_code_mixed) == ("en", False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Imran Khan is the best", "en"),
        ("Nawaz Sharif is a thief", "en"),
        ("Bilawal Bhutto for PM", "en"),
        ("Imran Khan zindabad", "ur-Latn"),
        ("Babar Azam ko nikalo", "ur-Latn"),
    ],
)
def test_the_words_beside_a_name_say_which_language(text: str, language: str) -> None:
    assert tag(text).language == language


def test_context_settles_a_short_text() -> None:
    alone = tag_many(["ok"], min_confidence=0)[0]
    urdu = tag_many(["ok"], min_confidence=0, context=Context(parent="ur-Latn", thread=("ur-Latn",)))[0]
    english = tag_many(["ok"], min_confidence=0, context=Context(site=("en",), article="en", parent="en"))[0]
    assert (urdu.language, english.language) == ("ur-Latn", "en")
    assert alone.confidence <= max(urdu.confidence, english.confidence)


def test_context_does_not_overrule_a_sentence() -> None:
    text = "yeh khabar bilkul theek hai aur hukumat ko sochna chahiye"
    assert tag_many([text], context=Context(site=("en",), article="en"))[0].language == "ur-Latn"


def test_romanised_hindi_where_the_site_says_so() -> None:
    got = tag_many(["yeh khabar bilkul theek hai"], context=Context(romanised="hi-Latn"))[0]
    assert got.language == "hi-Latn"
    assert {share.language for share in got.languages} <= {"hi-Latn", "en"}


def test_contexts_must_be_as_many_as_texts() -> None:
    with pytest.raises(ValueError, match="1 contexts for 2 texts"):
        tag_many(["a", "b"], context=[Context()])


def test_each_word_of_a_text_is_told() -> None:
    got = tag_tokens([["Government", "ko", "chahiye", "Lahore", "!!", "please"], []])
    assert got == [["en", "ur-Latn", "ur-Latn", "name", "other", "en"], []]


def test_langdetect_names_long_texts_in_languages_outside_the_models() -> None:
    text = (
        "Hallituksen pitäisi kuunnella kansalaisia paremmin, koska tämä päätös vaikuttaa meihin kaikkiin vuosien ajan"
    )
    assert tag(text).language == "fi"


def test_what_langdetect_is_asked_twice_it_answers_alike() -> None:
    texts = [row[0] for row in table_of("language_strangers.tsv")]
    assert tag_many(texts) == tag_many(texts)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Etter det som skjedde i ett av de største byggene i byen i fjor, har ingen av naboene turt å gå ut", "no"),
        ("Efter det som hände i ett av de största husen i staden har ingen av grannarna vågat gå ut", "sv"),
        ("Die mense sê dat hulle nie meer weet wat om te doen nie, want die pad is al een jaar lank stukkend", "af"),
        ("Mensen weten dat dit zo niet langer kan met een oude weg als die in ons dorp", "nl"),
    ],
)
def test_words_that_two_languages_share_speak_for_neither(text: str, language: str) -> None:
    assert tag(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "پێویستە حکومەت گوێ لە خەڵک بگرێت چونکە ئەم بڕیارە کاریگەری لەسەر هەموومان دەبێت",
        "ھۆكۈمەت خەلقنىڭ پىكىرىنى ئاڭلىشى كېرەك چۈنكى بۇ قارار ھەممىمىزگە تەسىر كۆرسىتىدۇ",
    ],
)
def test_kurdish_and_uyghur_are_taken_for_nothing_else(text: str) -> None:
    assert (tag(text).language, tag(text).script) == ("und", "Arab")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("हामी सबै मिलेर देश बनाउनु पर्छ", "ne"),
        ("धेरै राम्रो समाचार", "ne"),
        ("जवाहरलाल नेहरू", "hi"),
        ("Влада треба да слуша народ, ова одлука није добра и људи су љути због тога", "sr"),
        ("Владата треба да го слуша народот, оваа одлука не е добра и луѓето се лути поради тоа", "mk"),
    ],
)
def test_a_neighbour_of_the_models_languages_is_not_taken_for_them(text: str, language: str) -> None:
    assert tag_many([text], min_confidence=0)[0].language == language


def test_a_short_text_with_letters_of_no_language_of_its_model_is_undecided() -> None:
    assert [tag(text).language for text in ("Бұл дұрыс емес", "Це правда", "Это правда")] == ["und", "uk", "ru"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Није тачно", "sr"),
        ("свака част брате", "sr"),
        ("што е ова", "mk"),
        ("това е хубаво", "bg"),
        ("धेरै राम्रो भिडियो", "ne"),
        ("तपाईंको घर कहाँ छ", "ne"),
        ("बहुत अच्छा वीडियो", "hi"),
        ("नेहरू जी", "hi"),
    ],
)
def test_a_short_text_in_the_nearest_relative_of_a_models_language(text: str, language: str) -> None:
    assert tag(text).language == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ڏاڍو سٺو", "sd"),
        ("سنڌ ۾", "sd"),
        ("ډېر ښه", "ps"),
        ("څنګه یې", "ps"),
        ("ٹھیک ہے", "ur"),
        ("це правда є", "uk"),
    ],
)
@pytest.mark.parametrize("around", ["ur", "ps", "sd", "fa", "ar", "ru"])
def test_letters_that_one_language_has_win_over_what_surrounds_the_text(text: str, language: str, around: str) -> None:
    context = Context(site=(around,), article=around, parent=around, thread=(around,))
    assert tag_many([text], context=context)[0].language == language


def test_small_words_of_sindhi_that_unicode_calls_symbols_are_words() -> None:
    assert words("مان ۽ تون، سنڌ ۾") == ["مان", "۽", "تون", "سنڌ", "۾"]


@pytest.mark.parametrize(
    "text",
    [
        "kal exam@ me kuch nahi aaya",
        "ghar say nikle they",
        "flat@ me aag lag gayi",
        "tell@ me@ what@ they@ say@ about@ it@",
        "desh ka vikas aur samaj ki suraksha",
        "app se baat karni hai",
        "mere sath pure din band tha",
        "download@ the@ app@ in@ your@ phone@",
    ],
)
def test_words_of_both_languages_take_the_side_of_the_grammar_around_them(text: str) -> None:
    tokens = text.split()
    assert tag_tokens([[t.removesuffix("@") for t in tokens]])[0] == ["en" if "@" in t else "ur-Latn" for t in tokens]


def test_answers_do_not_depend_on_what_was_asked_before() -> None:
    fresh, used = Lexicon(), Lexicon()
    script = np.full(3, table().names.index("Latn"), dtype=np.uint8)
    used.rows(["zindabad", "jaldi"], script[:2])
    asked = ["jaldi", "karo", "now"]
    for known in (fresh, used):
        known.rows(asked, script)
    for array in ("scores", "count", "english"):
        one, other = getattr(fresh, array), getattr(used, array)
        assert (one[fresh.rows(asked, script)] == other[used.rows(asked, script)]).all()


def test_the_same_answers_in_another_process_and_hash_seed() -> None:
    texts = ascii(["acha yaar", "so good", "یہ کیا ہے", "wow hai na"])
    code = f"from ecorridor_scraper.language import tag_many; print(tag_many({texts}))"
    out = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parent), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(out) == 1


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.parent.glob("*.npz")) <= 2_000_000


ALPHABET = st.characters(codec=None) | st.sampled_from(
    "آبپہےکياह्िकaeiouzß\u0301\u064b\u200c\u200d\u202e\ud800\udfff\n#@:/.'’ー한漢か"
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(ALPHABET, max_size=60), max_size=4))
@example(["\ud800"])
@example(["\u202e\u202d\u200f"])
@example(["\u0301\u0327" * 50])
@example(["a\u200cb\u200c"])
@example(["ｶﾞ", "ﷺ" * 20, "İI", "ー"])
def test_any_strings_get_a_tag(texts: list[str]) -> None:
    got = tag_many(texts)
    assert len(got) == len(texts)
    for one in got:
        assert 0 <= one.confidence <= 1
        assert (one.language == "zxx") == (one.script == "Zyyy")
        for shares in (one.scripts, one.languages):
            assert not shares or sum(share.share for share in shares) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(ALPHABET, max_size=30), min_size=1, max_size=6))
def test_a_text_is_tagged_the_same_in_any_company(texts: list[str]) -> None:
    assert tag_many(texts) == [tag(text) for text in texts]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.text(ALPHABET, max_size=12), max_size=6), max_size=3))
def test_every_token_gets_a_tag(tokens: list[list[str]]) -> None:
    got = tag_tokens(tokens)
    assert [len(text) for text in got] == [len(text) for text in tokens]
    assert {t for text in got for t in text} <= {"en", "ur-Latn", "name", "other"}


@pytest.mark.parametrize(
    "unit", ["a", "ہ", "\u0301\u0327", "😀", "\ud800", "haha ", "http://", "a.b", "ابج ", ":d", "#"]
)
def test_a_megabyte_is_tagged(unit: str) -> None:
    assert tag((unit * (1_000_000 // len(unit) + 1))[:1_000_000]).script


@pytest.mark.parametrize("language", ["en", "ur", "ar"])
@pytest.mark.parametrize("times", [1, 3, 10, 40])
def test_an_answer_is_as_sure_for_a_long_text_as_for_its_paragraphs(language: str, times: int) -> None:
    found = tag(" ".join(TEXT[language] * times))
    assert (found.language, found.confidence >= 0.99) == (language, True)


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [("WhatsApp پر بھیجو", "ur", "Arab"), ("Facebook ki بات", "ur-Latn", "Latn"), ("東京に行きました", "ja", "Jpan")],
)
def test_of_two_scripts_the_frame_speaks(text: str, language: str, script: str) -> None:
    """Latin letters count half beside others, and Japanese is written in two."""
    found = tag(text)
    assert (found.language, found.script, len(found.scripts)) == (language, script, 1 if script == "Jpan" else 2)


def test_what_is_expected_helps_a_short_text() -> None:
    assert [tag("par").language, tag("par", expect=("ur-Latn",)).language] == ["und", "ur-Latn"]


def test_names_alone_are_in_no_language() -> None:
    names = ("Maryam Nawaz Sharif", "Islamabad Lahore Karachi")
    assert {tag(name).language for name in names} == {"und"}
