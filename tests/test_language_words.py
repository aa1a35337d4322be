"""Words that the tagger knows as such: how they are listed, kept and heard, and where their texts come from."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from benchmarks import language_messages, strangers, word_lists
from ecorridor_scraper.language import Context, tag, tag_many
from ecorridor_scraper.language.characters import table
from ecorridor_scraper.language.lexicon import Lexicon
from ecorridor_scraper.language.ngrams import framed, mark

HERE = Path(__file__).parent


def test_short_comments_with_a_careful_readers_answers() -> None:
    lines = (HERE / "language_short.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    got = tag_many([row[0] for row in rows])
    wrong = [row[0] for row, t in zip(rows, got, strict=True) if t.language != row[1]]
    assert len(rows) > 300
    assert len(wrong) <= 0.06 * len(rows), wrong


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
