"""Words that the tagger knows as such: how they are listed, kept and heard, and where their texts come from."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from benchmarks import language_messages, roman_urdu, strangers, word_lists
from ecorridor_scraper.language import Context, tag, tag_many, vocabulary
from ecorridor_scraper.language.characters import clean, table
from ecorridor_scraper.language.lexicon import Known, Lexicon
from ecorridor_scraper.language.ngrams import framed, mark

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("word", "language"), [("вчера", "ru"), ("вчора", "uk"), ("hayal", "tr"), ("jamais", "fr"), ("हालांकि", "hi")]
)
def test_a_common_word_alone_is_told_for_certain(word: str, language: str) -> None:
    got = tag(word)
    assert (got.language, got.confidence > 0.9) == (language, True)


@pytest.mark.parametrize("text", ["Transfer speed slow hai", "bus stop ki shifting", "police ka operation start"])
def test_small_urdu_words_around_english_nouns_are_romanised_urdu(text: str) -> None:
    assert tag(text).language == "ur-Latn"


@pytest.mark.parametrize(
    ("text", "language"),
    [("خبر جميل", "ar"), ("چنگی گل", "pa-Arab"), ("ښه خبره", "ps"), ("quel dommage", "fr"), ("güzel haber", "tr")],
)
def test_a_site_in_english_and_urdu_does_not_draw_other_languages_to_it(text: str, language: str) -> None:
    context = Context(site=("en", "ur"), article="en")
    assert tag_many([text], context=context)[0].language == language


def test_a_known_word_speaks_beyond_its_letters() -> None:
    known = Lexicon()
    script = np.full(2, table().names.index("Cyrl"), dtype=np.uint8)
    real, unreal = known.scores[known.rows(["вчера", "вчеэа"], script)]
    model = known.models["Cyrl"]
    ru, uk = model.languages.index("ru"), model.languages.index("uk")
    assert real[ru] - real[uk] > 2 * abs(int(unreal[ru]) - int(unreal[uk]))


def test_the_words_listed_are_the_most_frequent_with_the_logarithm_of_their_frequency() -> None:
    texts = [(["maji"] * 8 + ["moto"] * 2, "sw", "a"), (["biyo"] * 10, "so", "a"), (["maji"] * 10, "sw", "chromium")]
    words, levels = word_lists.levels(texts, ["so", "sw"], "Latn", 2)
    assert words == ["biyo", "maji"]
    assert levels.tolist() == [[round(np.log1p(1e6)), 0], [0, round(np.log1p(0.9e6))]]


def test_a_single_latin_letter_is_not_listed() -> None:
    words, _ = word_lists.levels([(["a", "a", "ka"], "sw", "x")], ["so", "sw"], "Latn", 5)
    assert words == ["ka"]


def test_different_words_have_different_marks() -> None:
    words = [a + b + c for a in "bcdfgh" for b in "aeiou" for c in "klmnpr"]
    assert len(set(mark(framed(words)).tolist())) == len(words)


def pack(texts: list[str]) -> bytes:
    """A data pack of Chromium with these texts."""
    encoded = [text.encode() for text in texts]
    start = 12 + 6 * (len(texts) + 1)
    offsets = [start + sum(map(len, encoded[:i])) for i in range(len(texts) + 1)]
    entries = b"".join(struct.pack("<HI", i, offset) for i, offset in enumerate(offsets))
    return struct.pack("<IBxxxHH", 5, 1, len(texts), 0) + entries + b"".join(encoded)


def test_messages_of_a_browser(tmp_path: Path) -> None:
    folder = "PyQt6/Qt6/translations/qtwebengine_locales"
    with zipfile.ZipFile(tmp_path / "pyqt6_webengine_qt6-0-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{folder}/hi.pak", pack(["<b>खोलें</b> $1", "{N, plural, =1 {एक टैब} other {# टैब}}", "दिन"]))
        wheel.writestr(f"{folder}/mr.pak", pack(["उघडा", "दिन"]))
    got = [(row["text"], row["language"]) for row in language_messages.rows(tmp_path)]
    assert ("खोलें", "hi") in got
    assert ("एक टैब", "hi") in got
    assert ("उघडा", "mr") in got
    assert not any(text == "दिन" for text, _ in got)


def test_a_data_pack_of_another_version_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pyqt6_webengine_qt6-0-py3-none-any.whl", "w") as wheel:
        for language in ("hi", "mr"):
            name = f"PyQt6/Qt6/translations/qtwebengine_locales/{language}.pak"
            wheel.writestr(name, struct.pack("<IBxxxHH", 4, 1, 0, 0))
    with pytest.raises(ValueError, match="data pack of version 4"):
        language_messages.rows(tmp_path)


def test_the_calibration_of_long_odds_stays_finite() -> None:
    pytest.importorskip("scipy", reason="what trains the models needs scipy")
    from benchmarks.train_language import calibration

    rng = np.random.default_rng(1)
    odds = np.append(rng.uniform(20, 60, 3000), rng.uniform(0, 2, 40))
    right = np.append(np.ones(3000), rng.random(40) < 0.6)
    assert np.abs(calibration(evidence(odds, rng.integers(1, 20, 3040), right, np.ones(3040)))).max() < 50


def evidence(odds: np.ndarray, words: np.ndarray, right: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """What texts are calibrated by, none of whose words is known."""
    length, none = np.log(words), np.zeros(len(odds))
    return np.stack([np.ones(len(odds)), odds, length, odds * length, none, none, right, weight], axis=1)


def test_texts_that_no_model_knows_weigh_in_the_calibration_as_they_are_told_to() -> None:
    pytest.importorskip("scipy", reason="what trains the models needs scipy")
    from benchmarks.train_language import calibration

    right = np.append(np.ones(900), np.zeros(100))
    light, heavy = (
        calibration(evidence(np.full(1000, 3.0), np.ones(1000), right, np.append(np.ones(900), np.full(100, weight))))
        for weight in (0.1, 9.0)
    )
    sure = [1 / (1 + np.exp(-(beta[0] + 3 * beta[1]))) for beta in (light, heavy)]
    assert sure == pytest.approx([900 / 910, 0.5], abs=0.02)


def test_strangers_are_phrases_of_other_languages_that_no_language_of_the_models_has(tmp_path: Path) -> None:
    for locale, phrases in (("de", ["Hund", "Auto"]), ("cy", ["Auto", "ci bach", "да"]), ("fil", ["aso"])):
        folder = tmp_path / "package/annotations" / locale
        folder.mkdir(parents=True)
        content = {"annotations": {"annotations": {"x": {"default": phrases}}}}
        (folder / "annotations.json").write_text(json.dumps(content), encoding="utf-8")
    names = (*strangers.MESSAGES, "en-US", "de", "tr")
    with zipfile.ZipFile(tmp_path / "pyqt6_webengine_qt6-0-py3-none-any.whl", "w") as wheel:
        for locale in names:
            texts = {"de": ["Datei", "Menu"], "cs": ["Menu", "Soubor"], "en-US": ["File"]}.get(locale, [])
            wheel.writestr(f"PyQt6/Qt6/translations/qtwebengine_locales/{locale}.pak", pack(texts))
    corpus = [(["kitap", "okudum"], "tr"), (["Buch"], "de")]
    got = strangers.texts(tmp_path, [("de", "Latn"), ("tl", "Latn"), ("en", "Latn"), ("tr", "Latn")], corpus, 4)
    assert {word for words, script in got if script == "Latn" for word in words} == {"ci", "bach", "soubor"}
    written = [words for words, script in got if script == "Arab"]
    assert [len(words) for words in written] == [2]
    assert all("ا" <= letter <= "ۿ" for word in written[0] for letter in word)


def test_a_language_that_does_not_use_a_known_word_is_below_one_that_hardly_does() -> None:
    words = framed(["salam", "nowhere"])
    level = np.array([[4, 0, 1]], dtype=np.uint8)
    sums = np.zeros((2, 3), dtype=np.int32)
    Known(mark(words)[:1], level, np.array([5], dtype=np.uint32), unit=10.0, absent=2.0).add(words, sums)
    assert sums[0, 2] - sums[0, 1] == 30
    assert sums[0, 0] - sums[0, 2] == 30
    assert sums[1].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("drawn", "plain"),
    [
        ("sooo", "so"),
        ("goooood", "good"),
        ("nahiiii", "nahi"),
        ("pleaaase", "please"),
        ("yaaaaar", "yaar"),
        ("جھووووٹ", "جھوٹ"),
        ("holaaaa", "hola"),
        ("xqzzzz", "xqzz"),
    ],
)
def test_a_word_that_is_drawn_out_is_the_word_that_it_was_drawn_from(drawn: str, plain: str) -> None:
    assert tag_many([drawn], min_confidence=0) == tag_many([plain], min_confidence=0)


def test_what_is_drawn_out_in_laughing_stays_laughter() -> None:
    assert [tag(text).language for text in ("kkkkkk", "hahhhhaaa", "ہہہہہ")] == ["zxx"] * 3


@pytest.mark.parametrize("text", ["ha ha ha", "he he", "Haha ha", "हा हा", "ہا ہا ہا", "ها ها"])
def test_laughter_in_syllables_is_no_language(text: str) -> None:
    assert tag(text).language == "zxx"


@pytest.mark.parametrize("text", ["ha, bilkul", "ha ha ha bilkul sahi", "ye hi to hai"])
def test_a_word_that_laughs_only_beside_itself_is_a_word(text: str) -> None:
    assert tag(text).language == "ur-Latn"


@pytest.mark.parametrize("text", ["11:45 AM", "9:05pm"])
def test_a_time_of_the_day_in_the_english_way_is_english(text: str) -> None:
    assert tag(text).language == "en"


def test_a_time_of_the_day_is_no_word_of_the_minister() -> None:
    assert clean(["PM at 10:30 a.m"]).words == ["pm", "at", "o'clock"]


@pytest.mark.parametrize(("text", "language"), [("Hi", "en"), ("Hi Zainab", "en"), ("wahi hi to hai", "ur-Latn")])
def test_hi_is_a_greeting_where_a_text_begins(text: str, language: str) -> None:
    assert tag(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "tomader kotha thik na, manush sob bojhe",
        "nemidunam chi begam",
        "makkal enna seivanga",
        "maaf karo korang ni",
        "tumhi kaay sangta",
        "ramro lekh, malai man paryo",
        "ļoti labs raksts",
        "děkuji",
    ],
)
def test_small_words_and_letters_of_other_languages_make_a_text_undecided(text: str) -> None:
    assert tag_many([text], context=Context(site=("en", "ur")))[0].language == "und"


def test_small_words_of_other_languages_are_none_of_urdu_or_english() -> None:
    ours = [roman_urdu.ROMAN, roman_urdu.ENGLISH, vocabulary.COURTESY, vocabulary.NAMES, vocabulary.GRAMMAR]
    assert not vocabulary.STRANGE & frozenset().union(*ours, vocabulary.BORROWED, vocabulary.URDU_GRAMMAR)


@pytest.mark.parametrize(
    ("text", "language"),
    [("का हाल बा रउवा के", "bho"), ("हांव घरा आसा", "kok"), ("अहाँ कतय छथि", "mai"), ("त्वम् किम् पठसि", "sa")],
)
def test_a_relative_of_hindi_is_known_by_its_smallest_words(text: str, language: str) -> None:
    assert tag(text).language == language


@pytest.mark.parametrize(("text", "language"), [("بکواس اے", "pa-Arab"), ("اے میرے وطن", "ur"), ("اے خدا", "ur")])
def test_is_in_punjabi_stands_where_a_text_ends(text: str, language: str) -> None:
    assert tag(text).language == language


@pytest.mark.parametrize("text", ["True yaar", "Hopefully inshallah", "Absolutely agree bhai"])
def test_courtesies_of_urdu_make_no_english_text_urdu(text: str) -> None:
    assert tag(text).language == "en"


@pytest.mark.parametrize("text", ["The word for truth is haqeeqat", "Zamindars of Okara refused to pay lagaan"])
def test_small_english_words_around_urdu_nouns_are_english(text: str) -> None:
    assert tag(text).language == "en"


@pytest.mark.parametrize("text", ["acha bhai", "theek hai sir ji", "ji sahib"])
def test_courtesies_beside_urdu_or_alone_are_urdu(text: str) -> None:
    assert tag(text).language == "ur-Latn"
