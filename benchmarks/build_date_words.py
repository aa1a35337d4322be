#!/usr/bin/env python3
# ruff: noqa: E501
"""Rebuild `ecorridor_scraper/extraction/dates/words.json`: the words of dates in many languages.

    python -m benchmarks.build_date_words

Month and weekday names, day periods and relative dates come from the Unicode CLDR (Unicode License v3) as packaged by
Babel; what newspapers print besides (older spellings, Levantine and Maghrebi months, Solar Hijri months, spoken day
periods) is written below. Every word is folded by `values.fold_words`, so that the parser looks up what it reads.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from pathlib import Path

import babel
from babel import Locale

from ecorridor_scraper.extraction.values import fold_words

OUT = Path(__file__).parent.parent / "ecorridor_scraper" / "extraction" / "dates" / "words.json"

BABEL = "2.18.0"
"""The version of Babel whose data are in the table: others have other words."""

LOCALES = [
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "pl",
    "ro",
    "sv",
    "da",
    "nb",
    "nn",
    "fi",
    "cs",
    "sk",
    "hu",
    "ru",
    "uk",
    "be",
    "bg",
    "sr",
    "sr_Latn",
    "hr",
    "sl",
    "mk",
    "bs",
    "sq",
    "el",
    "tr",
    "az",
    "az_Cyrl",
    "kk",
    "ky",
    "uz",
    "uz_Cyrl",
    "tk",
    "tg",
    "mn",
    "ka",
    "hy",
    "he",
    "ar",
    "ar_DZ",
    "ar_LB",
    "ar_MA",
    "ar_SA",
    "fa",
    "fa_AF",
    "ur",
    "hi",
    "bn",
    "pa",
    "pa_Arab",
    "ps",
    "sd",
    "ks",
    "gu",
    "mr",
    "ne",
    "ta",
    "te",
    "kn",
    "ml",
    "or",
    "as",
    "si",
    "my",
    "km",
    "lo",
    "th",
    "vi",
    "id",
    "ms",
    "fil",
    "jv",
    "sw",
    "am",
    "so",
    "ha",
    "yo",
    "ig",
    "zu",
    "af",
    "ca",
    "gl",
    "eu",
    "cy",
    "ga",
    "lt",
    "lv",
    "et",
    "is",
    "ja",
    "ko",
    "zh",
    "zh_Hant",
    "ug",
    "ku",
    "ckb",
    "lb",
    "mt",
    "gsw",
]
"""The most widely printed first: where two languages mean different months by one word, the first wins unless the
caller names a language."""

MONTHS = {
    "en": "jan feb mar apr may jun jul aug sept oct nov dec",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ar_EG": "- - - إبريل مايه يونية يولية - - - - -",
    "ar_MA": "جانفي فيفري - أفريل ماي جوان جويلية أوت شتنبر - نونبر دجنبر",
    "ar_LB": "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर",
    "bn": "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "bn_2": "জানুয়ারী ফেব্রুয়ারী - - - - - অগস্ট সেপ্ট - - -",
    "ps": "جنوري فبروري مارچ اپریل مۍ جون جولای اګست سپتمبر اکتوبر نومبر دسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "ps_2": "- - - - - - جلایی - - - - -",
    "fa_AF": "جنوری فبروری - اپریل می جون جولای آگست سپتمبر اکتوبر - -",
    "de": "jänner feber maerz - - - - - - - - -",
    "fr": "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "es": "ene feb mar abr may jun jul ago set oct nov dic",
    "es_2": "- - - - - - - - setiembre - - -",
    "ru": "янв фев мар апр май июн июл авг сен окт ноя дек",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "vi": "tháng-một tháng-hai tháng-ba tháng-tư tháng-năm tháng-sáu tháng-bảy tháng-tám tháng-chín tháng-mười "
    "tháng-mười-một tháng-mười-hai",
}
"""Twelve words for January to December, `-` for none (joined names carry a hyphen)."""

SOLAR_HIJRI = (
    "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند",
    "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت",
    "وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب",
)
"""Iran, Afghanistan (Dari), Afghanistan (Pashto)."""

WEEKDAYS = (
    "پیر سوموار จันทร์ دو-شنبه",
    "منگل อังคาร سه-شنبه",
    "بدھ พุธ چهار-شنبه",
    "جمعرات พฤหัส พฤหัสบดี پنج-شنبه",
    "جمعہ ศุกร์",
    "ہفتہ سنیچر เสาร์",
    "اتوار อาทิตย์ یک-شنبه",
)
"""Monday to Sunday, as they are printed besides: without the word for day, with a space for a joiner."""

PERIODS = {
    "am": "am a.m a. vorm ق.ظ صباحا ص ق قبل-الظهر 午前 上午 早上 凌晨 清晨 오전 새벽 πμ π.μ sa ก่อนเที่ยง पूर्वाह्न "
    "subah صبح सुबह সকাল ਸਵੇਰੇ sabah öö fm matin morgens sáng de-la-mañana da-manhã сутра утра ранку الصبح פני-הצהריים "
    "এএম এ.এম एएम ए.एम اے-ایم",
    "pm": "pm p.m p. nachm ب.ظ مساء م بعدالظهر 午後 下午 오후 μμ μ.μ ch หลังเที่ยง अपराह्न shaam شام سہ-پہر शाम "
    "বিকাল বিকেল সন্ধ্যা ਸ਼ਾਮ abends chiều tối de-la-tarde da-tarde вечера дня вечора em ös 晚上 傍晚 عصر sore malam "
    "পিএম পি.এম पीएम पी.एम پی-ایم",
    "noon": "دوپہر दोपहर দুপুর ਦੁਪਹਿਰ 中午 正午 ظهرا siang dopahar",
    "night": "رات रात রাত ਰਾਤ ночи noites-da raat de-la-noche da-noite nachts ليلا",
}

UNITS = {
    "second": "second seconds sec secs s sekunden sekunde seconde secondes segundos segundo secondi secondo سیکنڈ ثانية ثوان "
    "ثانیه ثواني सेकंड সেকেন্ড секунд секунды секунду sekund sekundy saniye detik giây 秒 秒钟 秒鐘 초",
    "minute": "minute minutes min mins minuten minuto minutos minuti minuut minut minuty منٹ دقيقة دقائق دقیقه मिनट মিনিট "
    "минут минуты минуту dakika menit phút 分 分钟 分鐘 분 minat",
    "hour": "hour hours hr hrs h stunde stunden std heure heures hora horas ora ore uur uren godzin godziny godzinę گھنٹے گھنٹہ "
    "گھنٹوں ساعة ساعات ساعت घंटे घंटा घण्टे ঘণ্টা ঘন্টা часов часа час saat jam giờ 小时 小時 時間 시간 ghanta ghante ghantay ghantey ghanton",
    "day": "day days d tag tage tagen jour jours día días dia dias giorno giorni dag dagen dagar dni dzień دن دنوں يوم أيام ايام روز "
    "दिन দিন дней дня день gün hari ngày 天 日 일 din dinon",
    "week": "week weeks wk wks w woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor tydzień "
    "tygodnie tygodni ہفتے ہفتہ ہفتوں أسبوع أسابيع اسبوع هفته सप्ताह हफ्ते সপ্তাহ недель недели неделю hafta minggu tuần 周 週 "
    "週間 星期 주 hafte haftay haftey hafton",
    "month": "month months mo mos mth mths monat monate monaten mois mes meses mês mese mesi maand maanden månad månader miesiąc "
    "miesiące miesięcy ماہ مہینے مہینہ مہینوں شهر أشهر شهور महीने महीना মাস месяцев месяца месяц ay bulan tháng 个月 個月 か月 ヶ月 "
    "カ月 개월 달 mahina mahine mahinay maheene mahinon",
    "year": "year years yr yrs y jahr jahre jahren an ans año años ano anos anno anni jaar år rok lata lat سال سالوں سنة سنوات "
    "عام أعوام साल वर्ष বছর лет года год yıl tahun năm 年 년 saal saalon",
}

MARKERS = [
    "ago",
    "back",
    "earlier",
    "her",
    "vor",
    "hace",
    "il-y-a",
    "fa",
    "há",
    "atrás",
    "geleden",
    "temu",
    "sitten",
    "sedan",
    "siden",
    "для",
    "назад",
    "тому",
    "önce",
    "پہلے",
    "قبل",
    "پیش",
    "منذ",
    "مخکې",
    "पहले",
    "আগে",
    "ਪਹਿਲਾਂ",
    "yang-lalu",
    "lalu",
    "trước",
    "前",
    "以前",
    "전",
    "לפני",
    "πριν",
    "zpět",
    "pred",
    "před",
    "ezelőtt",
    "acum",
    "în-urmă",
    "إلي",
    "faa",
    "prije",
    "pirms",
    "tagasi",
    "pehle",
    "pehlay",
    "pehley",
    "pahle",
    "qabl",
]

PHRASES = {
    "-0": "today heute aujourd'hui hoy hoje oggi vandaag dzisiaj dziś azi idag i-dag tänään dnes ma сегодня сьогодні днес данас "
    "danas σήμερα bugün bu-gün آج اليوم امروز नن نن आज আজ ਅੱਜ hari-ini hôm-nay 今天 今日 오늘 วันนี้ היום aaj",
    "-1": "yesterday gestern hier ayer ontem ieri gisteren wczoraj igår i-går eilen včera tegnap вчера вчора вчера јуче jučer "
    "χθες χτες dün أمس دیروز گزشتہ-روز پرون बीते-कल গতকাল kemarin hôm-qua 昨天 昨日 어제 เมื่อวานนี้ เมื่อวาน אתמול guzashta-roz",
    "-2": "vorgestern avant-hier anteayer anteontem przedwczoraj позавчера 前天 一昨日 그저께",
    "now": "just-now moments-ago a-moment-ago now gerade-eben soeben à-l'instant ahora-mismo ابھی-ابھی ابھی الآن अभी এইমাত্র "
    "только-что az-önce baru-saja vừa-xong 刚刚 刚才 剛剛 たった今 방금 a-few-seconds-ago few-seconds-ago",
}

NUMBERS = {
    1: "a an one ek ein eine einem einer eines einen un une uno una um uma een eén ایک एक এক ਇੱਕ один одну одна bir jeden ett "
    "en et yksi یک یو واحد",
    2: "two do zwei deux dos dois due twee دو दो দুই два две iki dwa två to kaksi",
    3: "three teen drei trois tres três tre drie تین तीन তিন три üç trzy tri kolme ثلاث ثلاثة سه",
    4: "four char vier quatre cuatro quatro quattro چار चार চার четыре dört cztery fyra fire neljä أربع أربعة چهار",
    5: "five panch fünf cinq cinco cinque vijf پانچ पांच পাঁচ пять beş pięć fem viisi خمس خمسة پنج",
    6: "six sechs seis sei zes چھ छह ছয় шесть altı sześć sex seks kuusi ست ستة شش",
    7: "seven sieben sept siete sete sette zeven سات सात সাত семь yedi siedem sju syv seitsemän سبع سبعة هفت",
    8: "eight acht huit ocho oito otto آٹھ आठ আট восемь sekiz osiem åtta otte kahdeksan ثماني ثمانية هشت",
    9: "nine neun neuf nueve nove negen نو नौ নয় девять dokuz dziewięć nio ni yhdeksän تسع تسعة نه",
    10: "ten zehn dix diez dez dieci tien دس दस দশ десять on dziesięć tio ti kymmenen عشر عشرة ده",
}


def words_of(text: str) -> list[str]:
    return [fold_words(word.replace("-", " ")) for word in text.split()]


def clean(word: str) -> str:
    return fold_words(word).strip(" .॰\u200f\u200e")


def months() -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """Every month word; where languages disagree the second table says who means what."""
    meaning: dict[str, dict[str, int]] = defaultdict(dict)
    for name in LOCALES:
        data = Locale.parse(name).months
        for context in data:
            for width in ("wide", "abbreviated"):
                for number, word in dict(data[context].get(width, {})).items():
                    word = clean(word)
                    if len(word) > 1 and not re.search(r"\d|^м$", word):
                        meaning[word].setdefault(name.split("_")[0], number)
    for name, line in MONTHS.items():
        for number, word in enumerate(line.split(), 1):
            if word != "-":
                meaning[fold_words(word.replace("-", " "))].setdefault(name.split("_")[0], number)
    plain, disputed = {}, {}
    for word, by_language in meaning.items():
        plain[word] = next(iter(by_language.values()))
        if len(set(by_language.values())) > 1:
            disputed[word] = by_language
    return plain, disputed


def weekdays() -> dict[str, int]:
    """Monday 0 to Sunday 6."""
    out: dict[str, int] = {}
    for name in LOCALES:
        data = Locale.parse(name).days
        for context in data:
            for width in ("wide", "abbreviated"):
                for number, word in dict(data[context].get(width, {})).items():
                    if len(clean(word)) > 1:
                        out.setdefault(clean(word), number)
    for number, line in enumerate(WEEKDAYS):
        out.update(dict.fromkeys(words_of(line), number))
    return out


def periods() -> dict[str, str]:
    out: dict[str, str] = {}
    for name in LOCALES:
        for context in Locale.parse(name).day_periods.values():
            for names in context.values():
                for period in ("am", "pm"):
                    word = clean(names.get(period, ""))
                    if len(word) > 1 and word not in out:
                        out[word] = period
    for period, line in PERIODS.items():
        out.update({word.strip(" ."): period for word in words_of(line)})
    return out


SPACELESS = {"ja", "zh", "ko", "th", "lo", "km", "my"}


def past_words(name: str) -> dict[str, set[str]]:
    """The words of "a year ago" and the like in a language, by unit."""
    fields = Locale.parse(name)._data["date_fields"]
    seen: dict[str, set[str]] = {}
    for unit in ("second", "minute", "hour", "day", "week", "month", "year"):
        for width in ("", "-short"):
            for template in dict(fields.get(unit + width, {})).get("past", {}).values():
                left = fold_words(template.replace("{0}", " "))
                seen.setdefault(unit, set()).update(w.strip(".") for w in left.split())
    return seen


def relative() -> tuple[dict[str, str], list[str], dict[str, int | str]]:
    """Words for units, words that say "ago", and phrases that are a date by themselves."""
    units: dict[str, str] = {}
    markers: set[str] = set()
    for name in LOCALES:
        seen = past_words(name)
        if len(seen) < 7 or name in SPACELESS:
            continue
        common = set.intersection(*seen.values())
        markers |= {w for w in common if len(w) > 3 or (len(w) > 1 and not w.isascii())}
        for unit, found in seen.items():
            for word in found - common:
                if len(word) > 2 and not word.isdigit():
                    units.setdefault(word, unit)
    for unit, line in UNITS.items():
        units.update(dict.fromkeys(words_of(line), unit))
    markers.update(" ".join(words_of(" ".join(MARKERS))).split())
    markers -= {"il", "y", "a", "yang", "in", "для", "viru(n)", "ang"}
    units = {word: unit for word, unit in units.items() if word not in markers}
    days = {key: "now" if key == "now" else int(key) for key in PHRASES}
    return units, sorted(markers), {word: days[key] for key, line in PHRASES.items() for word in words_of(line)}


def main() -> None:
    if babel.__version__ != BABEL:
        sys.exit(
            f"Babel is {babel.__version__}, and the table is made from what {BABEL} carries: install babel=={BABEL}"
        )
    plain, disputed = months()
    units, markers, phrases = relative()
    table = {
        "months": plain,
        "disputed_months": disputed,
        "solar_hijri": {w: n for line in SOLAR_HIJRI for n, w in enumerate(words_of(line), 1)},
        "weekdays": weekdays(),
        "periods": periods(),
        "units": units,
        "ago": markers,
        "phrases": phrases,
        "numbers": {w: n for n, line in NUMBERS.items() for w in words_of(line)},
    }
    OUT.write_text(
        json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(OUT, {k: len(v) for k, v in table.items()})


if __name__ == "__main__":
    main()
