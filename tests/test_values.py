# ruff: noqa: DTZ001, SIM905
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecorridor_scraper.extraction.dates.words import is_weekday
from ecorridor_scraper.extraction.values import Date, parse_count, parse_date

FETCHED = datetime(2026, 11, 1, 12, 30, tzinfo=UTC)


def read(text: str, **known: object) -> tuple[str, str, bool] | None:
    date = parse_date(text, fetched_at=FETCHED, **known)  # type: ignore[arg-type]
    return (date.value.strftime("%Y-%m-%d %H:%M:%S"), date.precision, date.zoned) if date else None


@pytest.mark.parametrize(
    ("text", "value", "precision", "zoned"),
    [
        ("2021-03-05T04:05:06+05:00", "2021-03-04 23:05:06", "second", True),
        ("2021-03-05T04:05:06Z", "2021-03-05 04:05:06", "second", True),
        ("2021-03-05T04:05:06.123456789Z", "2021-03-05 04:05:06", "second", True),
        ("2021-03-05 04:05", "2021-03-05 04:05:00", "minute", False),
        ("2021-03-05T04:05:06 +0500", "2021-03-04 23:05:06", "second", True),
        ("2021-03-05", "2021-03-05 00:00:00", "day", False),
        ("20210305", "2021-03-05 00:00:00", "day", False),
        ("20210305040506", "2021-03-05 04:05:06", "second", False),
        ("1614916800", "2021-03-05 04:00:00", "second", True),
        ("1614916800123", "2021-03-05 04:00:00", "second", True),
        ("Fri, 05 Mar 2021 04:05:06 +0500", "2021-03-04 23:05:06", "second", True),
        ("Fri Mar 05 2021 04:05:06 GMT+0500 (PKT)", "2021-03-04 23:05:06", "second", True),
    ],
)
def test_exact_formats(text: str, value: str, precision: str, zoned: bool) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is not None
    assert (date.value.strftime("%Y-%m-%d %H:%M:%S"), date.precision, date.zoned) == (value, precision, zoned)


@pytest.mark.parametrize(
    "text",
    [
        "5 March 2021", "March 5th, 2021", "Mar. 5, 2021", "05-Mar-2021", "5 Mar 21", "8:00 Mar 5 '21", "Fri 5th Mar 2021",
        "05مارچ2021", "جمعہ 5 مارچ 2021ء", "۰۵ مارچ ۲۰۲۱", "5 مارس 2021", "٥ آذار ٢٠٢١", "۱۵ اسفند ۱۳۹۹", "۱۳۹۹/۱۲/۱۵",
        "5 मार्च 2021", "०५ मार्च २०२१", "৫ মার্চ ২০২১", "5 ਮਾਰਚ 2021", "٥ مارچ ۲۰۲۱", "5. März 2021", "5 mars 2021",
        "5 de marzo de 2021", "5 de março de 2021", "5 marzo 2021", "5 maart 2021", "5 marca 2021", "5 martie 2021",
        "den 5 mars 2021", "5. marts 2021", "5. maaliskuuta 2021", "5. března 2021", "2021. március 5.",
        "5 марта 2021 г.", "5 березня 2021", "5 Mart 2021", "5 mart 2021", "5 Maret 2021", "5 Mac 2021",
        "ngày 5 tháng 3 năm 2021", "5 Tháng Ba, 2021", "5 במרץ 2021", "5 Μαρτίου 2021", "5 มีนาคม 2564", "5 มี.ค. 2564",
        "2021年3月5日", "2021년 3월 5일", "公開日：2021/03/05", "5.3.2021", "2021/3/5", "Published in Lahore, March 5th, 2021",
    ],
)  # fmt: skip
def test_days_in_words_of_many_languages(text: str) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is not None
    assert date.value.date().isoformat() == "2021-03-05"


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("March 5, 2021 at 3:04 pm", "15:04"), ("5 March 2021 12:05 AM", "00:05"), ("5 مارچ 2021 10:30 شام", "22:30"),
        ("5 مارچ 2021 صبح 10:30", "10:30"), ("5 مارچ 2021 دوپہر 2:30", "14:30"), ("٥ مارس ٢٠٢١ 3:04 مساء", "15:04"),
        ("5 मार्च 2021 शाम 6:10", "18:10"), ("2021年3月5日 下午3:05", "15:05"), ("2021년 3월 5일 오후 3:05", "15:05"),
        ("2021年3月5日14時30分", "14:30"), ("5. März 2021, 14:30 Uhr", "14:30"), ("5 mars 2021 à 14h30", "14:30"),
        ("5.3.2021 klo 14.05", "14:05"), ("Fri 5 Mar 2021 21.05", "21:05"), ("9:05 AM, Mar 5 2021", "09:05"),
        ("19 Jun, 2020 7:13pm", "19:13"), ("3 March 2021, 5pm", "17:00"),
    ],
)  # fmt: skip
def test_time_of_day(text: str, clock: str) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is not None
    assert date.value.strftime("%H:%M") == clock


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("5 March 2021 15:00 PKT", "10:00"), ("Mar 5, 2021 10:00 am EST", "15:00"), ("July 5, 2021 10:00 a.m. ET", "14:00"),
        ("5 July 2021 10:00 BST", "09:00"), ("5 July 2021 10:00 GMT+5", "05:00"), ("5 July 2021 10:00 (UTC+05:30)", "04:30"),
        ("5 July 2021 10:00 IST", "04:30"), ("Updated 5:04 PM EDT, Mon March 8, 2021", "21:04"),
    ],
)  # fmt: skip
def test_zones_that_the_text_names(text: str, utc: str) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is not None
    assert date.value.strftime("%H:%M") == utc
    assert date.zoned


@pytest.mark.parametrize("day", ["พุธ", "อาทิตย์", "سه شنبه", "پنج\u200cشنبه", "ہفتہ", "Wednesday"])
def test_a_day_of_the_week_in_whatever_spelling(day: str) -> None:
    assert is_weekday(day)


def test_a_weekday_is_no_month() -> None:
    assert read("Sat, 23 Dec 2023 05:42:00 PST") == ("2023-12-23 13:42:00", "second", True)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thu, 11/02/2023 - 08:00", "2023-11-02"),
        ("Sat, 11/02/2023 - 08:00", "2023-02-11"),
        ("Wed, 11/01/2023 - 08:00", "2023-01-11"),  # both are Wednesdays: the habit decides
        ("11/02/2023", "2023-02-11"),
    ],
)
def test_a_weekday_tells_the_day_from_the_month(text: str, day: str) -> None:
    found = parse_date(text, fetched_at=FETCHED, zone="Asia/Karachi")
    assert found is not None
    assert str(found.printed) == day


def test_a_number_glued_to_a_letter_is_no_day() -> None:
    assert read("General Editor, F1 Dec 19, 2023") == ("2023-12-19 00:00:00", "day", False)


@pytest.mark.parametrize("text", ["5 March", "Friday 17:00", "6 min", "Mo-Su 08:00-20:00"])
def test_a_whole_date_leaves_nothing_to_guess(text: str) -> None:
    assert parse_date(text, fetched_at=FETCHED, whole=True) is None


@pytest.mark.parametrize("text", ["5 Mar 21", "2 hours ago", "yesterday", "vor 11 Minuten"])
def test_a_whole_date_may_be_short_or_relative(text: str) -> None:
    assert parse_date(text, fetched_at=FETCHED, whole=True) is not None


def test_zone_of_the_site_holds_where_the_text_has_none() -> None:
    assert read("5 March 2021 15:00", zone="Asia/Karachi") == ("2021-03-05 10:00:00", "minute", False)


def test_zone_of_the_site_settles_an_ambiguous_name() -> None:
    assert read("5 March 2021 10:00 BST", zone="Asia/Dhaka") == ("2021-03-05 04:00:00", "minute", True)


def test_unknown_zone_of_a_site_is_utc() -> None:
    assert read("5 March 2021 15:00", zone="Mars/Olympus") == ("2021-03-05 15:00:00", "minute", False)


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ({"day_first": True}, "2021-04-03"),
        ({"day_first": False}, "2021-03-04"),
        ({"languages": ("de",)}, "2021-04-03"),
        ({"languages": ("en-US",)}, "2021-03-04"),
        ({"zone": "Asia/Karachi"}, "2021-04-03"),
        ({"zone": "America/New_York"}, "2021-03-04"),
    ],
)
def test_order_of_a_numeric_date(known: dict[str, object], day: str) -> None:
    found = read("03/04/2021", **known)
    assert found is not None
    assert found[0].startswith(day) or known.get("zone")
    date = parse_date("03/04/2021 12:00", fetched_at=FETCHED, **known)  # type: ignore[arg-type]
    assert date is not None
    assert date.value.date().isoformat() == day


def test_impossible_order_is_turned_round() -> None:
    assert read("25/04/2021", day_first=False) == ("2021-04-25 00:00:00", "day", False)


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2 days, 3 hours ago", "2026-10-30 09:00", "hour"), ("1 week and 2 days ago", "2026-10-23 00:00", "day"),
        ("1 month, 2 weeks ago", "2026-10-01 00:00", "month"), ("2 hours 5 minutes ago", "2026-11-01 10:25", "minute"),
        ("3 hours ago", "2026-11-01 09:00", "hour"), ("an hour ago", "2026-11-01 11:00", "hour"),
        ("5 min", "2026-11-01 12:25", "minute"), ("3h", "2026-11-01 09:00", "hour"), ("2d ago", "2026-10-30 00:00", "day"),
        ("1 Monat her", "2026-10-01 00:00", "month"), ("vor 2 Tagen", "2026-10-30 00:00", "day"),
        ("vor einer Stunde", "2026-11-01 11:00", "hour"), ("hace 3 días", "2026-10-29 00:00", "day"),
        ("il y a 3 jours", "2026-10-29 00:00", "day"), ("há 3 dias", "2026-10-29 00:00", "day"),
        ("#12.1 — March 2, 2025 at 10:20 am", "2025-03-02 10:20", "minute"), ("#3 | 2 March 2025", "2025-03-02 00:00", "day"),
        ("2 ghantay pehle", "2026-11-01 10:00", "hour"), ("ek din qabl", "2026-10-31 00:00", "day"),
        ("3 گھنٹے پہلے", "2026-11-01 09:00", "hour"), ("ایک گھنٹہ پہلے", "2026-11-01 11:00", "hour"),
        ("منذ 3 ساعات", "2026-11-01 09:00", "hour"), ("3 दिन पहले", "2026-10-29 00:00", "day"),
        ("২ ঘণ্টা আগে", "2026-11-01 10:00", "hour"), ("2 дня назад", "2026-10-30 00:00", "day"),
        ("3日前", "2026-10-29 00:00", "day"), ("3시간 전", "2026-11-01 09:00", "hour"), ("3 gün önce", "2026-10-29 00:00", "day"),
        ("3 hari yang lalu", "2026-10-29 00:00", "day"), ("5 years ago", "2021-01-01 00:00", "year"),
        ("yesterday", "2026-10-31 00:00", "day"), ("Yesterday at 5:04 PM", "2026-10-31 17:04", "minute"),
        ("gestern, 14:05", "2026-10-31 14:05", "minute"), ("گزشتہ روز", "2026-10-31 00:00", "day"),
        ("just now", "2026-11-01 12:30", "minute"), ("Friday at 15:05", "2026-10-30 15:05", "minute"),
        ("منذ ساعة", "2026-11-01 11:00", "hour"), ("منذ يومين", "2026-10-30 00:00", "day"),
        ("قبل أسبوع تقريبا", "2026-10-25 00:00", "day"), ("לפני שעתיים", "2026-11-01 10:00", "hour"),
        ("לפני שנה", "2025-01-01 00:00", "year"), ("неделю назад", "2026-10-25 00:00", "day"),
        ("годину тому", "2026-11-01 11:00", "hour"), ("godzinę temu", "2026-11-01 11:00", "hour"),
        ("před hodinou", "2026-11-01 11:00", "hour"), ("sehari yang lalu", "2026-10-31 00:00", "day"),
    ],
)  # fmt: skip
def test_relative_dates(text: str, value: str, precision: str) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is not None
    assert (date.value.strftime("%Y-%m-%d %H:%M"), date.precision) == (value, precision)


@pytest.mark.parametrize(
    "text", ["منذ عام 2020", "منذ يوم الاثنين", "قبل يوم القيامة", "год", "temu rok miesiąc", "لسنة"]
)
def test_a_unit_without_a_number_among_other_words_is_no_date(text: str) -> None:
    assert parse_date(text, fetched_at=FETCHED) is None


@pytest.mark.parametrize(("text", "year"), [("5 March", 2026), ("Dec 25", 2025), ("3月5日", 2026)])
def test_a_day_without_a_year_is_the_latest_that_has_been(text: str, year: int) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is not None
    assert date.value.year == year


def test_a_month_alone_has_the_precision_of_a_month() -> None:
    assert read("March 2021") == ("2021-03-01 00:00:00", "month", False)


def test_a_caller_s_language_settles_a_month_that_two_languages_dispute() -> None:
    assert read("5. listopada 2021.", languages=("hr",)) == ("2021-10-05 00:00:00", "day", False)
    assert read("5 listopada 2021", languages=("pl",)) == ("2021-11-05 00:00:00", "day", False)


@pytest.mark.parametrize(
    "text",
    [
        None, "", " ", "hello world", "By May Lee", "12.5", "version 3", "2021", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00",
        "2099-01-01", "2020/02/30", "31 February 2021", "99999999999999", "March", "5 comments",
    ],
)  # fmt: skip
def test_no_date(text: str | None) -> None:
    assert parse_date(text, fetched_at=FETCHED) is None


@given(st.text(max_size=80))
def test_any_text_is_a_date_that_can_have_been_or_none(text: str) -> None:
    date = parse_date(text, fetched_at=FETCHED)
    assert date is None or date.value <= FETCHED + timedelta(days=1)


WORDS = st.sampled_from(
    "5 31 03 2021 '21 99 March مارچ mars 3:04 25:61 pm شام ago vor پہلے hours Tagen yesterday at , . / - : + PKT +0500 年 月 日 th".split()
)


@given(st.lists(WORDS, max_size=9).map(" ".join))
def test_any_mixture_of_date_words_is_safe(text: str) -> None:
    date = parse_date(text, fetched_at=FETCHED, zone="Asia/Karachi")
    assert date is None or (date.value <= FETCHED + timedelta(days=1) and date.value.tzinfo is UTC)


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2026, 10, 31)),
    st.sampled_from(
        [
            "%Y-%m-%dT%H:%M:%SZ",
            "%a, %d %b %Y %H:%M:%S +0000",
            "%d %B %Y %H:%M:%S UTC",
            "%B %d, %Y %I:%M:%S %p GMT",
        ]
    ),
)
def test_what_is_printed_is_read_again(value: datetime, form: str) -> None:
    value = value.replace(microsecond=0, tzinfo=UTC)
    assert parse_date(value.strftime(form), fetched_at=FETCHED) == Date(value, "second", True)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1,234", 1234), ("1.234", 1234), ("1 234", 1234), ("1,23,456", 123456), ("12 comments", 12), ("(3)", 3),
        ("۱۲", 12), ("१२ टिप्पणियाँ", 12), ("1.2k", 1200), ("1,2k", 1200), ("1.2M", 1200000), ("2.5 lakh", 250000),
        ("3 Comments", 3), ("3 More", 3), ("-5", -5), ("0", 0), ("1.5万", 15000), ("2 ہزار", 2000), (None, None), ("", None), ("many", None),
    ],
)  # fmt: skip
def test_counts(text: str | None, count: int | None) -> None:
    assert parse_count(text) == count


@given(st.text(max_size=40))
def test_any_text_is_a_count_or_none(text: str) -> None:
    assert parse_count(text) is None or isinstance(parse_count(text), int)


def test_a_word_for_yesterday_that_means_here_in_the_language_of_the_page_is_no_date() -> None:
    assert parse_date("Mehr hier", fetched_at=FETCHED, languages=("de-AT",)) is None
    assert parse_date("hier", fetched_at=FETCHED, languages=("fr",)) is not None


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2025. 3. 24. 12:42", "ko", "2025-03-24 12:42"),
        ("4/1(火) 14:34", "ja", "2026-04-01 14:34"),
        ("03-04 09:42", "zh", "2026-03-04 09:42"),
        ("03/04 09:42", "fr", "2026-04-03 09:42"),
        ("28.03., 14:00 Uhr", "de", "2026-03-28 14:00"),
        ("03.30 10:14:30", "ko", "2026-03-30 10:14"),
        ("24 mars à 14h05", "fr", "2026-03-24 14:05"),
        ("Sat 29 Mar 2025 06:49", "en", "2025-03-29 06:49"),
        ("Sat, Mar 29, 2025 06:49", "en", "2025-03-29 06:49"),
    ],
)
def test_reads_days_that_were_misread(text: str, language: str, expected: str) -> None:
    date = parse_date(text, fetched_at=datetime(2026, 11, 1, tzinfo=UTC), languages=(language,))
    assert date is not None
    assert date.value.strftime("%Y-%m-%d %H:%M") == expected
    assert parse_date("03/04 09:42", fetched_at=FETCHED, whole=True) is None
