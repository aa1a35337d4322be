"""The texts and the pages around them that the tests of articles are made of: the same story in several scripts and themes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ecorridor_scraper.extraction import Document, Page, extract
from ecorridor_scraper.extraction.body import Body, read_body

if TYPE_CHECKING:
    from ecorridor_scraper.items import Article

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)

TEXT = {
    "en": (
        "The provincial cabinet approved the canal project on Tuesday after a debate that lasted most of the night, "
        "officials said.",
        "Farmers in the delta, who have waited for water since the spring, welcomed the decision but asked when the "
        "first machines would arrive.",
        "“We were told the same three years ago, and nothing was dug,” said one of them, who grows rice near the "
        "old barrage.",
        "The irrigation department expects the work to take eighteen months, and has set aside money for villages "
        "that must be moved.",
        "Engineers from two universities will check the plans once more before the contract is signed next month.",
    ),
    "ur": (
        "صوبائی کابینہ نے منگل کے روز رات بھر جاری رہنے والی بحث کے بعد نہر کے منصوبے کی منظوری دے دی، حکام نے بتایا۔",
        "ڈیلٹا کے کسانوں نے، جو بہار سے پانی کے منتظر ہیں، فیصلے کا خیر مقدم کیا مگر پوچھا کہ مشینیں کب پہنچیں گی۔",
        "ان میں سے ایک کسان نے کہا کہ تین سال پہلے بھی یہی وعدہ کیا گیا تھا لیکن زمین کا ایک ٹکڑا بھی نہیں کھودا گیا۔",
        "محکمہ آبپاشی کے مطابق کام میں اٹھارہ ماہ لگیں گے اور منتقل ہونے والے دیہات کے لیے رقم مختص کر دی گئی ہے۔",
        "دو جامعات کے ماہرین اگلے مہینے معاہدے پر دستخط سے پہلے منصوبے کا ایک بار پھر جائزہ لیں گے۔",
    ),
    "ar": (
        "وافق مجلس الوزراء المحلي يوم الثلاثاء على مشروع القناة بعد نقاش استمر معظم الليل، بحسب ما قاله مسؤولون.",
        "ورحب المزارعون في الدلتا، الذين ينتظرون المياه منذ الربيع، بالقرار لكنهم سألوا عن موعد وصول الآلات الأولى.",
        "وقال أحدهم، وهو يزرع الأرز قرب السد القديم، إن الوعد نفسه قيل لهم قبل ثلاث سنوات ولم يحفر شيء.",
        "وتتوقع دائرة الري أن يستغرق العمل ثمانية عشر شهرا، وخصصت أموالا للقرى التي يجب نقلها.",
        "وسيراجع مهندسون من جامعتين الخطط مرة أخرى قبل توقيع العقد في الشهر المقبل.",
    ),
    "zh": (
        "省内阁在持续了大半夜的辩论之后，于星期二批准了运河项目，官员们说，第一批款项将在年底之前拨出。",
        "三角洲的农民从春天起就在等水，他们对这项决定表示欢迎，但也问第一批机器什么时候能够到达。",
        "其中一位在旧水坝附近种稻的农民说，三年前他们也听到过同样的承诺，可是后来什么也没有挖。",
        "灌溉部门预计工程需要十八个月，并且已经为必须搬迁的村庄留出了资金，补偿标准将另行公布。",
        "来自两所大学的工程师将在下个月签订合同之前，再一次检查全部图纸和预算。",
    ),
    "ja": (
        "州の内閣は、夜通し続いた議論の末、火曜日に運河の計画を承認したと当局者が明らかにした。",
        "春から水を待っている三角州の農家は決定を歓迎したが、最初の重機がいつ届くのかを尋ねた。",
        "古い堰の近くで米を作る農家の一人は、三年前にも同じ約束を聞いたが、何も掘られなかったと話した。",
        "灌漑局は工事に十八か月かかると見込んでおり、移転が必要な村のための資金も確保したという。",
        "来月の契約に先立ち、二つの大学の技術者が計画をもう一度確認することになっている。",
    ),
    "th": (
        "คณะรัฐมนตรีประจำจังหวัดอนุมัติโครงการคลองเมื่อวันอังคารหลังจากการอภิปรายที่ยาวนานเกือบทั้งคืน เจ้าหน้าที่กล่าว",
        "เกษตรกรในพื้นที่ปากแม่น้ำซึ่งรอน้ำมาตั้งแต่ฤดูใบไม้ผลิยินดีกับการตัดสินใจนี้ แต่ถามว่าเครื่องจักรชุดแรกจะมาถึงเมื่อใด",
        "หนึ่งในนั้นซึ่งปลูกข้าวใกล้ฝายเก่ากล่าวว่าเมื่อสามปีก่อนก็ได้ยินคำสัญญาเดียวกัน แต่ไม่มีการขุดอะไรเลย",
        "กรมชลประทานคาดว่างานจะใช้เวลาสิบแปดเดือน และได้จัดสรรเงินไว้สำหรับหมู่บ้านที่ต้องย้ายออกไปแล้ว",
        "วิศวกรจากมหาวิทยาลัยสองแห่งจะตรวจสอบแผนงานอีกครั้งก่อนลงนามในสัญญาในเดือนหน้า",
    ),
}

TITLE = "Cabinet approves canal project"
ONE, TWO, THREE, FOUR, FIVE = TEXT["en"]
WHOLE = "\n\n".join(TEXT["en"])
FURNITURE = {
    "en": ("Home", "Sports", "Business", "Read more", "Follow us", "All rights reserved.", "Most read"),
    "ur": ("صفحہ اول", "کھیل", "کاروبار", "مزید پڑھیں", "ہمیں فالو کریں", "جملہ حقوق محفوظ ہیں", "مقبول ترین"),
    "ar": ("الرئيسية", "رياضة", "أعمال", "اقرأ المزيد", "تابعنا", "جميع الحقوق محفوظة", "الأكثر قراءة"),
    "zh": ("首页", "体育", "财经", "阅读更多", "关注我们", "版权所有", "热门文章"),
    "ja": ("ホーム", "スポーツ", "経済", "続きを読む", "フォローする", "無断転載を禁じます", "人気記事"),
    "th": ("หน้าแรก", "กีฬา", "ธุรกิจ", "อ่านต่อ", "ติดตามเรา", "สงวนลิขสิทธิ์", "ยอดนิยม"),
}


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


REST = paragraphs(TWO, THREE, FOUR, FIVE)


def page_of(html: str, url: str = "https://news.example/a/1") -> Page:
    return Page(Document(url, html.encode()), fetched_at=FETCHED)


def body_of(html: str, url: str = "https://news.example/a/1") -> Body:
    return read_body(page_of(html, url))


def theme_semantic(language: str, inner: str) -> str:
    home, sports, business, more, follow, rights, most = FURNITURE[language]
    return f"""<!DOCTYPE html><html lang="{language}"><head><title>{TEXT[language][0][:30]}</title></head><body>
    <header><nav><ul><li><a href="/">{home}</a></li><li><a href="/s">{sports}</a></li></ul></nav></header>
    <main><article class="post"><h1>{TEXT[language][0][:30]}</h1>
    <div class="share"><a href="#">{follow}</a></div><div class="entry-content">{inner}</div></article>
    <aside class="sidebar"><h3>{most}</h3><ul><li><a href="/1">{TEXT[language][4][:40]}</a></li>
    <li><a href="/2">{TEXT[language][3][:40]}</a></li></ul></aside></main>
    <footer><p>© 2026 {rights}</p><a href="/b">{business}</a> <a href="/m">{more}</a></footer></body></html>"""


def theme_tables(language: str, inner: str) -> str:
    """As pages were laid out twenty years ago."""
    home, sports, business, more, _, rights, most = FURNITURE[language]
    return f"""<html><head><title>{TEXT[language][0][:30]}</title></head><body><center><table width="980"><tr>
    <td width="160"><a href="/">{home}</a><br><a href="/s">{sports}</a><br><a href="/b">{business}</a></td>
    <td width="620"><font size="5"><b>{TEXT[language][0][:30]}</b></font><br><br>{inner}</td>
    <td><b>{most}</b><br><a href="/1">{TEXT[language][4][:40]}</a><br><a href="/2">{more}</a></td></tr></table>
    <font size="1">{rights}</font></center></body></html>"""


def theme_hashed(language: str, inner: str) -> str:
    """Class names that say nothing, as frameworks make them."""
    home, sports, business, _, follow, rights, _ = FURNITURE[language]
    return f"""<html lang="{language}"><head><title>{TEXT[language][0][:30]}</title></head><body><div id="__next">
    <div class="css-1a2b3c"><a class="x9f" href="/">{home}</a><a class="x9f" href="/s">{sports}</a></div>
    <div class="css-9z8y"><div class="css-77q"><h1 class="css-aa1">{TEXT[language][0][:30]}</h1>
    <section class="css-bb2">{inner}</section></div></div>
    <div class="css-zz0"><a href="/b">{business}</a><span>{follow}</span><span>{rights}</span></div></div></body></html>"""


def read(inside: str, head: str = "", *, title: str = TITLE, path: str = "/news/canal", lang: str = "en") -> Article:
    page = f"<html lang={lang}><head><title>{title}</title>{head}</head><body>{inside}</body></html>"
    return extract(page, f"https://paper.example{path}", fetched_at=FETCHED).article


def story(content: str, *, above: str = "", below: str = "") -> str:
    return f"<main><article><h1>{TITLE}</h1>{above}<div class=article-body>{content}</div>{below}</article></main>"
