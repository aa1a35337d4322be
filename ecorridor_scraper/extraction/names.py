# ruff: noqa: E501  (lists of words)
"""Names in bylines: a printed line in; persons, agencies, role and place out.

Word lists, not models: what introduces a byline, what joins names, what a desk calls itself. They are lists of the
trade's words in the languages of the news, and are compared case-folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from .date_words import is_weekday
from .lazy import Folded, lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_BYLINE = 300
MAX_NAME = 60
SEPARATOR = " ¦ "
"""Stands between the texts of different elements of one byline: a name rarely crosses it, a role never."""


@dataclass(slots=True)
class Person:
    """A name with the role that stands beside it."""

    name: str
    role: str | None = None


@dataclass(slots=True)
class Line:
    """What a printed byline says. `introduced` is True where a word like "By" opened it."""

    persons: list[Person] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    place: str | None = None
    introduced: bool = False
    rest: int = 0
    """Characters of the byline that are in no name."""


_BY = lazy(
    r"^[^\w@]{0,3}(?:(?:an?\s+)?(?:(?:article|story|words?|text|texte|texto|testo|report|reporting|news|post|posted|published|written|"
    r"diposting|ditulis|eingestellt|eingereicht|soumis|proposé|enviado|inviato|inserito|geplaatst|ingezonden|opublikowane|upplagd|skrivet|skrevet|được\s+đăng|đăng|"
    r"created|submitted|contributed|authored|guest\s+post|opinion|analysis|commentary|column|review|interview|compiled|"
    r"verfasst|geschrieben|ein\s+artikel|écrit|publié|rédigé|propos\s+recueillis|escrito|publicado|scritto|pubblicato|geschreven|gepost)\s+)"
    r"{0,2}(?:by|von|vom|par|por|de\s+la\s+mano\s+de|di|da|door|av|af|przez|od|kirjoittanut|tarafından|oleh|bởi)\b\s*:?"
    r"|(?:authors?|writers?|written\s+by|byline|reporters?|contributors?|words|text|texte|texto|testo|tekst|autor(?:in|en|es|a)?(?:/autor(?:in|en)?)?|"
    r"auteure?s?|autore|autori|auteur|interview|entrevista|entretien|intervista|skribent|författare|forfatter|journalist(?:in)?|redakteur(?:in)?|redactie|"
    r"автор(?:ы)?|аутор|пише|piše|текст|автори|teksti|höfundur|szerző|írta|kirjoittaja|toimittaja|autors|autorius|avtor|müəllif|muallif|συντάκτης|συντάκτρια|γράφει (?:ο|η)|ავტორი|հեղինակ|எழுதியவர்|រៀបរៀងដោយ|penulis|yazar|yazan|gönderen|haber|muhabir|mwandishi|tekijä|tác\s+giả|σύνταξη|του|της|"
    r"تحریر|مصنف|(?:رپورٹر|نمائندہ|نامہ\s*نگار|سٹاف\s+رپورٹر)(?:\s+خصوصی)?|خصوصی\s+(?:رپورٹ(?:ر)?|نمائندہ)|رپورٹ(?:ر)?|رپورٹنگ|حاوره(?:ا)?|حاورها|حوار|أجرى\s+الحوار|کالم\s*نگار|نامہ\s*نگار|خبرنگار|گزارشگر|بقلم|كتبت?|الكاتب|إعداد|تحرير|نویسنده|لیکوال|ليکوال|ليکونک[یيی]|خبريال|راپور|ليکڪا?|رپورٽر?|نمائندو|"
    r"लेखक|रिपोर्ट(?:र)?|द्वारा|लेखन|লেখক|লেখা|লিখেছেন|প্রতিবেদন|প্রতিবেদক|लेखिका|作者|记者|記者|撰文|文|著者|執筆|筆者|投稿者|張貼者|发布者|글|기자)\s*(?:[:：|¦\-–]|[,،]\s*¦)\s*"
    r"|[/／](?=\S)|(?-i:Τ(?:ου|ης|ων)\s+(?:¦\s*)?(?=[Α-ΩΆ-Ώ]\w+\s+[Α-ΩΆ-Ώ]))|(?-i:Γράφει (?:ο|η))\s+)",
    re.IGNORECASE,
)
"""What opens a byline."""

_BY_URDU = lazy(
    r"^(?:از|بقلم|(?:(?:مرسلة|نشرت?|كتبت?|أرسلت?)\s+)?بواسطة|نشره|نشرته|كتبه|كتبته|أضافه|أرسله|كتب|كتبت|ارسال\s+شده\s+توسط|प्रस्तुतकर्ता|تحریر|توسط|द्वारा|מאת|(?:เขียน)?โดย|ผู้เขียน|ผู้สื่อข่าว|เรื่อง)(?:\s*[:：¦]\s*|\s+)|^(?:[本报報社刊]{0,2}(?:记者|記者|作者|撰文)\s+|文・)"
)

_CUT = lazy(
    r"\s*(?:[|•·●▪◦»›\u2003\t]|\s[-–—~]\s|\bon\s+(?=\w+day|\w+\s+\d|\d)|\b(?:published|updated|posted|last\s+updated|modified|first\s+published|"
    r"created|reviewed|medically\s+reviewed|fact[-\s]checked|edited|editing|editor:|photo(?:s|graphs?|graphy)?\s*(?:by|:)|"
    r"(?:images?|pictures?|pics)\s*(?:by|:)|illustrations?\s*(?:by|:)|video\s*(?:by|:)|translated|follow(?=\s|$)|followed|subscribe|share|read\s+more|"
    r"see\s+all|view\s+(?:all|profile|bio)|more\s+(?:from|by|about|stories)|all\s+posts|contact|e-?mail|bio(?=\s|$)|"
    r"min(?:utes?)?\s+read|comments?\b|reporting\s+from\b|related\s+topics\b|(?:styled|photographed|illustrated)\s+by\b|veröffentlicht|aktualisiert|publié|mis\s+à\s+jour|publicado|actualizado|atualizado|"
    r"pubblicato|aggiornato|gepubliceerd|opublikowano|stand:|foto(?:s|grafie|grafías?)?\s*:|bilder?\s*:|(?:valo)?kuva(?:t|aja)?\s*:|фото\s*:|fotók?\s*:|φωτογραφίε?ς?\s*:|in\s+(?=[A-Z][\w-]+\s*$)|for\s+(?:the\s+)?(?=[A-Z]))"
    r"|\s*¦\s*in\s*¦|\s*\S*@\S+|\s*(?:¦\s*)?[/／]\s*[\u4e00-\u9fff]{1,8}(?:報導|报道|[电電])|\s*¦?\s*في\s+(?:ال)?(?:أحد|احد|اثنين|إثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت)\b"
    r"|\s*(?:摄影|攝影|撮影|摄像|图片?|圖|写真|사진)\s*[/／:：]"
    r"|\s*\d{1,2}[:.]\d{2}\b|\s+(?:19|20)\d\d\.\s|\s*(?:¦\s*)?\b(?:prije|pre|před|pred|vor|il y a|hace|há)\s+\d+\s|\s*\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\s*\b(?:19|20)\d\d-\d\d|"
    r"\s*[,(]?\s*\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b,?\s+"
    r"(?:(?=(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b)"
    r"|(?-i:(?![^\W\d_a-z])))|"
    r"\s*[,(]?\s*\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w{0,6}\.?\s+\d|\s*\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+\d{4}).*$",
    re.IGNORECASE | re.DOTALL,
)
"""Where a byline ends and something else begins. A day of the week with a capital behind it is a name: "Friday Olu"."""

_LAST_STOP = lazy(r"(?<=[^\W\d]{3})\.$")
_SPLIT_NAME = lazy(r"^([^\W\d_a-z][\w'’.-]+) ¦ ([^\W\d_a-z][\w'’.-]+)$")
_KOREAN = lazy(
    r"(?:^|(?<=[\s,¦=\]]))((?:[가-힣]{3}[ ·] ?)*(?!선임|수습|인턴|전문|객원)[가-힣]{2,4})\s*(?:¦\s*)?"
    r"(?:(?:선임|수습|인턴|전문|객원)\s?)?(?:기자|특파원|논설위원|편집위원|칼럼니스트)(?![가-힣])"
)
"""Names and the title behind them: what stands before in the line are places and the paper."""
_CHINESE = lazy(
    r"(?:记者|記者|作者|撰文|文)[\s:：/／・¦]+([\u4e00-\u9fff]{2,4}(?:[\s、,，][\u4e00-\u9fff]{2,4})*)(?![\u4e00-\u9fff])"
)
"""The title and the names behind it: what stands before in the line are the day and the paper."""
_FROM_A_PLACE = lazy(r"[記记]者([\u4e00-\u9fff]{2,4})[／/][\u4e00-\u9fff、]{2,8}(?:報導|报道)$")
"""The byline of papers of Taiwan: "記者許家豪／台南報導"."""
_BEHIND_A_PLACE = lazy(r"([\u0620-\u06d3]{3,12}) [-–—] ([\u0620-\u06d3]{2,}(?: [\u0620-\u06d3]{2,}){1,3})")
"""The byline of Arabic papers: "القاهرة - محمد علي"."""
_HELPER = lazy(r"\s*[、,，]?\s*(?:通讯员|通訊員|实习生|實習生)\s*[:：]?\s*")
"""The title of whoever wrote with a reporter, between their names."""
_KOREAN_TITLES = ("특파원", "논설위원", "편집위원", "칼럼니스트", "기자")
_JAPANESE = lazy(
    r"(?:^|[\s（(])(?:(?:(?:取材|構成|企画|聞き手)[・･])*文|聞き手(?:[・･](?:構成|取材|編集))*)\s?[＝=／/：:]\s?([^\s＝=／/：:（(、。]{2,8})"
)
"""Who wrote it, by the old habit of magazines: "取材・文＝山田はな 写真＝川口健"."""
_TITLE_BEHIND = lazy(r"(?<=\w)\s*(?:기자|특파원|记者|記者|さん|氏)(?=\s|$|[,、])")
_IN_PLACE = lazy(r"\s+in\s+([A-Z][\w.'-]+(?:[\s,]+[A-Z][\w.'-]+){0,2})\s*$")
_SPLIT = lazy(
    r"\s*([¦,，;،؛、/&+]|\s[|•·]\s|\b(?:[Aa]nd|AND|[Uu]nd|UND|[Ee]t|ET|y|(?<=[A-ZÁÉÍÓÚÑ] )Y|og|OG|och|OCH|en|EN|ja|JA|oraz|ORAZ|dan|DAN|ve|VE|[Ww]ith|WITH|[Mm]it|MIT|[Aa]vec|AVEC|con|CON|"
    r"[Aa]s\s+[Tt]old\s+[Tt]o)\b(?=\s)|\s(?:i|e|и|та|και|اور|و|और|ও)\s)\s*"
)
"""What joins names. With a capital, most of these words are names themselves: Dan Brown, Con Houlihan, John E Smith."""

AGENCY = Folded(
    r"^(?:the\s+)?(?:associated\s+press(?:\s+of\s+pakistan)?|ap|afp|app|agence\s+france[-\s]presse|reuters|thomson\s+reuters|pti|"
    r"press\s+trust\s+of\s+india|ani|ians|xinhua|dpa(?:[-/]\w+)*|efe|ansa|tass|upi|inp|nni|online|pa(?:\s+media)?|press\s+association|"
    r"anadolu(?:\s+(?:agency|ajansı))?|aa|kyodo(?:\s+news)?|bloomberg(?:\s+news)?|canadian\s+press|sda|apa|ritzau|ntb|tt|belga|anp|afpe|sid|kna|epd|"
    r"europa\s+press|interfax(?:-\w+)?|ria\s+novosti|bernama|antara|yonhap|dha|iha|tnn|times\s+news\s+network|express\s+news\s+service|unb|bss|pap|čtk|mti|lusa|tanjug|танјуг|hina|fena|srna|tasr|agerpres|тасс|интерфакс|риа\s+новости|укр[иі]нформ|απε-μπε|the\s+conversation|newswire|pr\s?newswire|business\s?wire|globenewswire|"
    r"新[华華]社|中新社|中央社|共同(?:通信)?|時事(?:通信)?|연합뉴스|뉴시스|red\.|اے\s*پی\s*پی|اے\s*ایف\s*پی|رائٹرز|رویترز|ا\s*ف\s*ب|एजेंसी|भाषा|वार्ता)$",
)
_DESK = Folded(
    r"\b(?:desk|staff|team|bureau|correspondents?|editorial(?:\s+board)?|editors|newsroom|reporters?|redaktion|redazione|redacción|redacao|redação|"
    r"rédaction|redactie|redakcja|redaktionen|toimitus|newsdesk|monitoring|wire(?=$|\s+(?:services?|reports?|staff))|news\s+service|press\s+release|contributors?|agencies|agency|"
    r"ڈیسک|ڈسک|اسٹاف|سٹاف|رپورٹر|نمائندہ|نامہ\s*نگار|ویب|तहरीर|डेस्क|ডেস্ক|редакция|redaksi|haber\s+merkezi|szerkesztőség|редакција|redakcija|uredništvo|redakce|redacția|toimetus|რედაქცია|συντακτική\s+ομάδα|mwandishi\s+wetu|מערכת|ban\s+biên\s+tập|tòa\s+soạn)\b|(?:กองบรรณาธิการ|ทีมข่าว)$|(?:নিজস্ব\s*)?(?:প্রতিনিধি|প্রতিবেদক)$",
)
_ORGANISATION = Folded(
    r"(?:\b(?:inc|llc|ltd|gmbh|corp|university|institute|foundation|association|magazine|industries|holdings|corporation|limited|enterprises|therapeutics|pharmaceuticals|media|news|press|times|post|network|group|"
    r"company|society|agency|council|committee|ministry|department|blog|tv|radio|studio|online|digital|today|daily|journal|review|"
    r"zeitung|verlag|center|centre|club|services?|solutions|marketing|insights?|consulting|partners|bank|hospital|clinic|school|college|"
    r"library|museum|official|guide|tips|hub|shop|store|software|technologies|labs?)\b|\.(?:com|org|net|de|io|co|info|pk)\b"
    r"|(?:[日晚早时時]报|[日晚早時]報|周[刊报]|週刊|新[闻聞](?:网|網|社)?|通[讯訊信]社|电视台|電視台|传媒|[网網]|放送|テレビ|일보|신문|뉴스|방송|타임스|미디어)$)",
)
_ROLE = Folded(
    r"\b(?:editor|writer|reporter|correspondent|journalist|columnist|contributor|producer|author|analyst|manager|director|officer|"
    r"chief|head|president|founder|co-founder|ceo|cto|professor|lecturer|researcher|fellow|specialist|expert|consultant|intern|"
    r"critic|photographer|blogger|strategist|advisor|adviser|coach|attorney|lawyer|redactor|journaliste|periodista|"
    r"giornalista|senior|associate|assistant|staff|deputy|anchor|presenter|freelance|teacher|physician|nutritionist|dietitian|"
    r"engineer|developer|secretary|minister|partner|صحافی|نامہ ?نگار|مدیر|تجزیہ ?کار|صحفية?|محرر|मुख्य संपादक|संवाददाता|पत्रकार|корреспондент|журналист|обозреватель|inviat[oa]|cronista|redattore|redattrice|autor(?:in)?|volontär(?:in)?|\w*(?:korrespondent|redakteur)(?:in)?)\b",
)
_CREDENTIAL = Folded(
    r"^(?:ph\.?\s?d|m\.?d|m\.?b\.?a|m\.?p\.?h|m\.?s\.?c?|b\.?a|b\.?sc|m\.?a|r\.?n|r\.?d|r\.?d\.?n|c\.?p\.?a|c\.?f\.?a|c\.?f\.?p|esq|jd|j\.d|"
    r"dds|dvm|do|lcsw|lmft|psy\.?d|ed\.?d|cscs|cpt|ldn|pharm\.?d|facs|dpt|msw|msn|frcs|mbbs|pmp|rpt|np|fnp(?:-c)?|cissp|phr|shrm-cp)\.?$",
)
_AGENCY_BEHIND = lazy(
    r"(\w+(?: \w\.)? [\w'’-]+) ((?:[Tt]he )?Associated Press|Agence France-Presse|Thomson Reuters|Reuters|AFP|AP|dpa|EFE|PTI|ANI|IANS|Bloomberg(?: News)?|Canadian Press)$"
)
_SUFFIX = lazy(r"^(?:jr|sr|i{2,3}|iv)\.?$", re.IGNORECASE)
_NOT_A_NAME = Folded(
    r"^(?:(?:\w+[-_ ]?)?admin(?:istrator)?|(?:twitter|facebook|instagram)[- ](?:account|profile?)\b.*|root|user|editor|editors|author|authors|writer|staff|guest|guest\s+(?:author|post|contributor|blogger|writer)|webmaster|"
    r"anonymous|unknown|no\s+author|none|you|null|undefined|n/?a|contributor|contributors|team|website|super\s?user|wp[-_ ]?admin|about|home|news|by|me|us|"
    r"read\s+more|share|follow|subscribe|フォロー(?:する|中)?|팔로우|구독(?:하기)?|关注|關注|订阅|متابعة|folgen|suivre|seguir|takip\s+et|comments?|login|advertisement|sponsored|various|multiple\s+authors|biography|profile|"
    r"reading\s+time|lesezeit|tiempo\s+de\s+lectura|temps\s+de(?:\s+lecture)?|in|on|at|to|of|for|be|or|am|um|von|par|por|pour|events?|abmelden|log\s?(?:in|out)|sign\s?(?:in|up)|auteurs?|autore|autorin|この記事を書いた人|"
    r"cc\W?by(?:\W.*)?|let[’']?s\s+talk|\d{1,2}\.?\s+[^\W\d]+|em|โดย|เขียนโดย|(?:เผยแพร่|โพสต์|อัปเดต|อัพเดท|วันที่)(?:เมื่อ)?|प्रस्तुतकर्ता|(?:प्रकाशित|प्रकाशन|अपडेट|अद्यतन)(?:\s+तिथि)?|প্রকাশ(?:িত|কাল)?|আপডেট|نشر(?:\s+في)?|تاريخ\s+النشر|آخر\s+تحديث|تاریخ\s+انتشار|发布于|發布於|发布时间|公開日|投稿日|更新日|בשיתוף|מאת|از|توسط|بقلم|بواسطة|द्वारा|작성자?|حاوره(?:ا|م)?|حاورته|حوار|(?:保存|共有|シェア|印刷|ツイート|ポスト|分享|收藏|打印|列印|공유|저장|인쇄|스크랩|\s)+|有料(?:会員)?(?:記事|限定)?|会員限定(?:記事)?|"
    r"default|test|system|content|web|site|blog|facebook|twitter|linkedin|instagram|youtube|tiktok|pinterest|whatsapp|telegram|threads|rss|spotify|more|details|menu|search|press\s+release|"
    r"opinion|business|politics|sports?|entertainment|health|science|technology|world|lifestyle|culture|travel|money|food|"
    r"reviewed|edited|updated|published|posted|written|reporting(?:\s+from)?|photos?|source|credit|dat[ea]|datum|fecha|category|categories|tags?|related|"
    r"view\s+(?:all|profile|posts|bio).*|see\s+(?:all|more|bio|full\s+bio).*|all\s+posts.*|(?:about|meet)\s+the\s+authors?.*|"
    r"registrieren|anmelden|zur\s+artikel.*|alle\s+artikel.*|autoren?info.*|todos\s+los\s+art.*|tous\s+les\s+articles.*|publisher|"
    r"(?:the\s+)?author.{0,4}s?\s+(?:page|profile|website|bio).*|full\s+bio|learn\s+more.*|posts?\s+by.*|more\s+(?:posts?|from|by|about).*)$",
)
_VERB = lazy(
    r"\b(?:is|are|was|were|has|have|had|(?-i:will)|can|your|you|our|we|how|why|what|when|this|that|these|those|said|says|the\s+best|"
    r"ist|sind|wird|hat|wie|warum|est|sont|pour|comment|click|here|sign|up|read|get|out|more|all|about|not|if|it)\b",
    re.IGNORECASE,
)
_URL = lazy(r"https?|www\.|://|^/|@|\.(?:html?|php|jpg|png)\b", re.IGNORECASE)
_PARTICLE = frozenset(
    [
        "de",
        "la",
        "le",
        "du",
        "des",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "del",
        "della",
        "degli",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "zur",
        "zum",
        "vom",
        "bin",
        "ibn",
        "al",
        "el",
        "e",
        "y",
        "of",
        "the",
        "and",
        "und",
        "af",
        "av",
        "i",
        "ul",
        "ur",
        "abu",
        "st",
        "san",
        "mc",
        "o'",
        "d'",
        "l'",
        "dr",
        "mr",
        "mrs",
        "ms",
    ]
)


def squeeze(text: str) -> str:
    """White space and invisible marks reduced to single spaces; joiners within a word are part of its spelling."""
    if not text.isascii() and _MAYBE_INVISIBLE.search(text):
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


_MAYBE_INVISIBLE = lazy("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]")
"""A mark that is invisible in some place: to look for it alone costs a tenth."""
_INVISIBLE = lazy(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]|(?<!\\S)[\u200c\u200d]|[\u200c\u200d](?!\\S)"
)


@lru_cache(maxsize=4096)
def read_line(text: str, *, trusted: bool = False) -> Line:
    """Read a printed byline. `trusted` text is known to hold names (structured data, a profile link): single words and
    lower case are accepted there. The answer is shared, not to be changed: a page repeats its byline."""
    text = squeeze(text[: MAX_BYLINE * 2])
    text = text[1:-1].strip() if text[:1] + text[-1:] in ("（）", "[]") else text
    if "记者" in text or "記者" in text:
        text = _HELPER.sub("、", text)
    line = Line()
    if not text or len(text) > MAX_BYLINE:
        return line
    stripped = _BY.sub("", text)
    stripped = _BY.sub("", stripped) if stripped != text else stripped
    stripped = _BY_URDU.sub("", stripped)
    line.introduced = stripped != text
    words = stripped.split()
    if len(words) > 12 and sum(word[0].islower() for word in words) * 2 > len(words):
        return line  # prose
    text = stripped.strip(" :-–—|,¦")
    text = _SPLIT_NAME.sub(r"\1 \2", text)
    if match := _IN_PLACE.search(text):
        line.place, text = match[1].strip(" ,"), text[: match.start()]
    if (match := _BAR.match(text)) and (is_role(match[2]) or AGENCY.match(match[1])):
        text = f"{match[1]}, {match[2]}"
    text, title = (text, None) if text.isascii() else _in_other_scripts(text, line)
    whole, text = text, _CUT.sub("", text).strip(" :-–—|,(")
    text = _LAST_STOP.sub("", text) if text != whole else text
    if not text:
        return line
    line.agencies += [name for name in _IN_BRACKETS.findall(text) if AGENCY.match(name)]
    text = squeeze(re.sub(r"\([^)]{0,80}\)", " ", _WITH_A_CAMERA.sub("", text)))
    text = _TITLE_BEHIND.sub("", text)
    for piece, is_job in _pieces(text):
        if not is_job:
            _take(piece, line, trusted=trusted or line.introduced)
        elif line.persons:
            line.persons[-1].role = line.persons[-1].role or piece
    for person in line.persons if title else ():
        person.role = person.role or title
    named = sum(len(person.name) + 3 for person in line.persons) + sum(len(name) + 3 for name in line.agencies)
    line.rest = max(0, len(text) - named)
    if _ends_in_place(line):
        line.place = line.persons.pop().name
    return line


def _in_other_scripts(text: str, line: Line) -> tuple[str, str | None]:
    """The names of a byline as papers in other scripts print it, and the title that all of them have; the place, and
    that it is a byline, are noted in `line`."""
    title = None
    if by := _JAPANESE.search(text):
        line.introduced, text = True, by[1]
    if signed := _FROM_A_PLACE.match(text):
        line.introduced, text = True, signed[1]
    if signed := _BEHIND_A_PLACE.fullmatch(text):
        line.place, text = signed[1], signed[2]
    if signed := _CHINESE.search(text):
        text = ", ".join(signed[1].split())
    if "가" <= max(text, default="") <= "힣" and (names := _KOREAN.findall(text)):
        title = next(one for one in _KOREAN_TITLES if one in text)
        text = ", ".join(" ".join(names).replace("·", " ").split())
    return text, title


def _ends_in_place(line: Line) -> bool:
    """Whether the last of several names is where it was written: one word after names of two, "A B and C D, Berlin"."""
    *others, last = [person.name for person in line.persons] or [""]
    if not others and line.agencies and is_desk(line.agencies[0]) and not AGENCY.match(line.agencies[0]):
        return bool(last) and " " not in last and last == last.swapcase()  # "নিজস্ব প্রতিবেদক, ঢাকা"
    one_word = " " not in last and (last[:1].isupper() or last[:1].upper() == last[:1])
    return bool(others) and one_word and all(" " in name for name in others)


def _pieces(text: str) -> Iterable[tuple[str, bool]]:
    """A byline cut at what joins names, and whether a piece is what the person before it does: the two fields of one
    job stay together, "Health and Science Editor"."""
    is_first = True
    for cell in text.split("¦"):
        first, *rest = _SPLIT.split(cell)
        joiners, parts = rest[::2], [first, *rest[1::2]]
        is_short = len(cell.split()) <= JOB_WORDS
        if not is_first and is_short and set(map(str.lower, joiners)) <= _JOINING and _is_job(parts):
            yield _trimmed(cell), True
            continue
        whole = parts[:1]
        for n, part in enumerate(parts[1:]):  # the joiner of that number stands before it
            is_between = n > 0 and joiners[n - 1].strip() in _PAUSES and joiners[n].lower() in _JOINING
            if joiners[n] == "y" and _is_family_name(whole[-1], part):
                whole[-1] += f" y {part}"
            elif is_between and whole[-1] and " " not in whole[-1] and _FIELD_OF_A_JOB.fullmatch(part):
                whole[-1] += f" {joiners[n]} {part}"
            else:
                whole.append(part)
        yield from ((_trimmed(part), False) for part in whole)
        is_first = is_first and not cell.strip()


def _is_family_name(before: str, part: str) -> bool:
    """Whether a word behind "y" is the second family name of the one before it: José Ortega y Gasset."""
    is_word = part.isalpha() and part.istitle() and len(before.split()) > 1
    return is_word and not any(AGENCY.match(name) or is_desk(name) for name in (before, part))


def _trimmed(piece: str) -> str:
    return piece.strip(" .:-–—|⋅\"'“”’*©") if piece[-1:] != "." else piece.strip(" :-–—|⋅\"'“”*©")


def _is_job(parts: Sequence[str]) -> bool:
    """Whether the parts of an element's text are what somebody does: "Gardener & Cook", "Founder and Lead Reviewer"."""
    if len(parts) < 2 or any(AGENCY.match(part) for part in parts):
        return False
    if any(_VERB.search(part) for part in parts):
        return False
    return any(_ENDS_IN_JOB.search(part) for part in parts) or all(part and " " not in part.strip() for part in parts)


_SENTENCE = lazy(r"\b(?:is|was|are|were|has|ist|war|est)\b", re.IGNORECASE)
JOB_WORDS = 8
"""Words of a job; more are a sentence."""
_PAUSES, _JOINING = (",", "|", "•", "·"), {"and", "&"}
_JOB = r"(?:editor|writer|reporter|correspondent|journalist|columnist|contributor|producer|analyst|critic)"
_FIELD_OF_A_JOB = lazy(r"(?:[\w'’-]+ ){1,3}" + _JOB + "s?", re.IGNORECASE)
_JOB_OF_SEVERAL = lazy(r"(?:[\w'’-]+ (?:(?:and|&) )?){1,4}" + _JOB + "s", re.IGNORECASE)
_ENDS_IN_JOB = lazy(rf"\b(?:{_JOB}|founder|reviewer|director|manager|author|blogger|photographer)s?\s*$", re.IGNORECASE)


_WITH_A_CAMERA = lazy(
    r"\s*(?:[,;/&¦]|\b(?:and|und|y|et|e)\b)\s*[^,;/&¦()]{3,40}\((?:photo|foto|picture|image|illustration|video|camera)\w*\)",
    re.IGNORECASE,
)
"""Who is named for the pictures, in brackets, behind who wrote."""
_IN_BRACKETS = lazy(r"\((?:(?:with|mit|avec|con|com|met|med|и|ile)\s+)?([^)]{2,30})\)")
_BAR = lazy(r"([^|•·]{2,60}?)\s*[|•·]\s*([^|•·]{2,60})$")


_AROUND = lazy(
    r"^(?:(?:the\s+)?(?:author|autor(?:in)?|auteur|writer|reporter|journalist|posts?|edited|written)(?:\s+by)?[\s:]+|by[\s:]+|vom?n?\s+)+(?=\S)"
    r"|\s+(?:am|at|on|um|le|el|den|dem|vom|says?|author|autor(?:in)?)$|\s+\d{1,3}\.?$",
    re.IGNORECASE,
)


def _take(piece: str, line: Line, *, trusted: bool) -> None:
    """Add one piece of a byline: an agency, a suffix or role of the last person, or a person."""
    piece = _AROUND.sub("", _AROUND.sub("", piece))
    if not piece:
        return
    if _CREDENTIAL.match(piece):
        return
    if _SUFFIX.match(piece):
        if line.persons:
            line.persons[-1].name += f", {piece}"
        return
    if AGENCY.match(piece) or AGENCY.match(piece.rstrip(".")):
        line.agencies.append(piece if AGENCY.match(piece) else piece.rstrip("."))
        return
    if len(line.persons) > 1 and _JOB_OF_SEVERAL.fullmatch(piece):
        for person in line.persons:
            person.role = person.role or piece
        return
    if line.persons and _ROLE.search(piece) and (piece.lower() in _JOBS or not _DESK.fullmatch(piece)):
        if len(piece.split()) <= JOB_WORDS and not _SENTENCE.search(piece):
            line.persons[-1].role = line.persons[-1].role or piece
        return
    if is_desk(piece):
        line.agencies.append(piece)
        return
    if (match := _AGENCY_BEHIND.match(piece)) and is_name(match[1], trusted=trusted):
        piece = match[1]
        line.agencies.append(match[2])
    if is_name(piece, trusted=trusted):
        line.persons.append(Person(piece))


_JOBS = frozenset(("reporter", "correspondent", "contributor"))
"""Words that sign alone as a desk, and behind a name are its role."""


def is_desk(text: str) -> bool:
    """Whether a desk or agency signs: "Web Desk", "Staff Reporter", "dpa"."""
    return bool(AGENCY.match(text) or (len(text) < 50 and _DESK.search(text)))


def is_role(text: str) -> bool:
    """Whether a text names a job: "Chief Content Officer"."""
    return bool(_ROLE.search(text))


def is_organisation(text: str) -> bool:
    """Whether a name sounds like a house rather than a person."""
    return bool(_ORGANISATION.search(text)) or is_desk(text)


_HAN = lazy(r"[\u4e00-\u9fff々]+")
_WITHOUT_SPACES = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
LONGEST_UNSPACED = 34
"""Characters of the longest name in scripts that set no spaces between words: more are a sentence."""
LONGEST_HAN = 5
"""Characters of the longest name in Chinese characters alone; more are a label."""


_SENTENCE_IN = lazy(r"(?:^|\s)[^\W\dA-Z.][^\W\d.]{4,}\.(?:\s|$)")
"""A word in lower case with a full stop behind it, where initials and shortened words have one."""


def is_name(text: str, *, trusted: bool = False) -> bool:
    """Whether a piece of text can be a person's name. Scripts without case are judged by length alone."""
    if not 2 <= len(text) <= MAX_NAME or _URL.search(text) or _NOT_A_NAME.match(text):
        return False
    if len(text) == 2 and text.islower():  # "par Ann Lee, le 3 mai"
        return False
    if sum(c.isdigit() for c in text) > (2 if trusted else 0) or any(
        c in '?!<>{}[]()=#%$€£"“”„:：;…*_\\。！？।' for c in text
    ):
        return False
    words = text.split()
    if len(words) > 6 or not any(c.isalpha() for c in text):
        return False
    if any(map(str.isdigit, words[1:-1])) and words[-1].islower():
        return False  # "prije 26 minuta"
    if not text.isascii() and not any(c.isupper() or c.islower() for c in text):  # a script without case
        if (len(text) > LONGEST_UNSPACED and _WITHOUT_SPACES.match(text)) or is_weekday(text):
            return False
        return len(words) <= 5 and (trusted or len(text) <= LONGEST_HAN or not _HAN.fullmatch(text))
    if _VERB.search(text) if len(words) > 1 else _VERB.fullmatch(text.rstrip(".")):
        return False
    if words[-1] in _PARTICLE and not trusted:
        return False  # "Saved by", in whatever language
    cased = [w for w in words if w.lower().strip(".") not in _PARTICLE]
    capital = bool(cased) and all(w[0].isupper() or not w[0].isalpha() for w in cased)
    if _SENTENCE_IN.search(text):
        return False  # "definition. Thus", "several unions of teachers."
    if trusted:  # "ali khan" is a name, "La parte del tiempo" and "anderen Anbietern" are none
        if len(words) == 2 and words[0].isalpha() and words[0].islower() and len(cased) == 2 and words[1][0].isupper():
            return False
        return len(words) <= 5 and (capital or len(words) < 3 or text.islower())
    return capital and len(words) > 1
