"""Pages made by hand, each with another form of byline, and who wrote them.

Five shells (a blog's theme, hashed class names, a paper's old tables, a reader's bare page, a magazine's grid) take turns; each
has what stands around an article: a menu, a teaser with another author, a footer, in one of two a comment.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One page: what is printed below the headline, in the head, before and behind the text, and the right answer."""

    name: str
    title: str
    text: tuple[str, ...]
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    under: str = ""
    head: str = ""
    after: str = ""
    before: str = ""
    """What stands above the headline."""
    lang: str = "en"


EN = (
    "The council voted on Monday to close the ferry that has crossed the estuary for ninety years.",
    "Those who work on the far bank will have to drive forty minutes, the harbour master told the meeting.",
    "A petition with eleven thousand names was handed over before the vote, but it changed nothing.",
    "The last boat leaves on the thirtieth; the crew will be offered places on the islands line.",
)
DE = (
    "Der Stadtrat hat am Montag beschlossen, die Fähre über die Mündung nach neunzig Jahren einzustellen.",
    "Wer am anderen Ufer arbeitet, muss künftig vierzig Minuten fahren, sagte der Hafenmeister in der Sitzung.",
    "Eine Petition mit elftausend Namen lag vor, doch sie änderte nichts.",
)
FR = (
    "Le conseil municipal a décidé lundi de supprimer le bac qui traversait l’estuaire depuis quatre-vingt-dix ans.",
    "Ceux qui travaillent sur l’autre rive devront rouler quarante minutes, a expliqué le capitaine du port.",
    "Une pétition de onze mille signatures n’y a rien changé.",
)
ES = (
    "El ayuntamiento decidió el lunes suprimir el transbordador que cruzaba la ría desde hacía noventa años.",
    "Quienes trabajan en la otra orilla tendrán que conducir cuarenta minutos, explicó el capitán del puerto.",
    "Una petición con once mil firmas no cambió nada.",
)
PT = (
    "A câmara decidiu na segunda-feira acabar com a barca que atravessava o estuário há noventa anos.",
    "Quem trabalha na outra margem terá de conduzir quarenta minutos, disse o capitão do porto.",
)
IT = (
    "Il consiglio comunale ha deciso lunedì di sopprimere il traghetto che attraversava l’estuario da novant’anni.",
    "Chi lavora sull’altra riva dovrà guidare per quaranta minuti, ha detto il comandante del porto.",
)
NL = (
    "De gemeenteraad besloot maandag het veer over de monding na negentig jaar op te heffen.",
    "Wie aan de overkant werkt, moet straks veertig minuten rijden, zei de havenmeester.",
)
PL = (
    "Rada miasta zdecydowała w poniedziałek o likwidacji promu, który od dziewięćdziesięciu lat pływał przez ujście rzeki.",
    "Ci, którzy pracują na drugim brzegu, będą musieli jechać czterdzieści minut, powiedział kapitan portu.",
)
RU = (
    "Городской совет в понедельник решил закрыть паром, который девяносто лет ходил через устье реки.",
    "Тем, кто работает на другом берегу, придётся ехать сорок минут, сказал капитан порта.",
)
TR = (
    "Belediye meclisi pazartesi günü doksan yıldır haliçte çalışan feribotun kaldırılmasına karar verdi.",
    "Karşı kıyıda çalışanlar artık kırk dakika araba kullanmak zorunda kalacak, dedi liman başkanı.",
)
UR = (
    "شہری کونسل نے پیر کے روز نوے سال سے چلنے والی کشتی سروس بند کرنے کا فیصلہ کیا۔",
    "دوسرے کنارے پر کام کرنے والوں کو اب چالیس منٹ کا سفر کرنا پڑے گا، بندرگاہ کے افسر نے بتایا۔",
    "گیارہ ہزار ناموں کی درخواست بھی پیش کی گئی مگر اس سے کچھ نہ بدلا۔",
)
AR = (
    "قرر المجلس البلدي يوم الاثنين إلغاء العبّارة التي كانت تعبر المصب منذ تسعين عاما.",
    "وسيضطر من يعمل على الضفة الأخرى إلى القيادة أربعين دقيقة، كما قال قبطان الميناء.",
)
FA = (
    "شورای شهر روز دوشنبه تصمیم گرفت قایقی را که نود سال از دهانه رود می‌گذشت تعطیل کند.",
    "کسانی که در آن سوی رود کار می‌کنند باید چهل دقیقه رانندگی کنند، رئیس بندر گفت.",
)
HI = (
    "नगर परिषद ने सोमवार को नब्बे साल से चल रही नौका सेवा बंद करने का फैसला किया।",
    "दूसरे किनारे पर काम करने वालों को अब चालीस मिनट गाड़ी चलानी होगी, बंदरगाह के अधिकारी ने कहा।",
)
BN = (
    "নগর পরিষদ সোমবার নব্বই বছরের পুরোনো ফেরি বন্ধ করার সিদ্ধান্ত নিয়েছে।",
    "ওপারে যাঁরা কাজ করেন তাঁদের এখন চল্লিশ মিনিট গাড়ি চালাতে হবে, বন্দরের কর্মকর্তা বলেন।",
)
ZH = ("市议会周一决定停运已经航行九十年的河口渡轮。", "在对岸工作的人今后要开车四十分钟,港务长在会上说。")
JA = (
    "市議会は月曜日、九十年にわたり河口を渡ってきた渡し船の廃止を決めた。",
    "対岸で働く人は今後四十分車を走らせることになると港長は話した。",
)
KO = (
    "시의회는 월요일 구십 년 동안 하구를 건너던 나룻배를 없애기로 했다.",
    "건너편에서 일하는 사람들은 앞으로 사십 분을 운전해야 한다고 항만장은 말했다.",
)
ID = (
    "Dewan kota pada hari Senin memutuskan menutup kapal feri yang sudah sembilan puluh tahun menyeberangi muara.",
    "Mereka yang bekerja di seberang harus menyetir empat puluh menit, kata kepala pelabuhan.",
)
VI = (
    "Hội đồng thành phố hôm thứ Hai quyết định đóng chuyến phà đã qua cửa sông chín mươi năm.",
    "Những người làm việc ở bờ bên kia sẽ phải lái xe bốn mươi phút, giám đốc cảng cho biết.",
)
SV = (
    "Fullmäktige beslutade i måndags att lägga ned färjan som korsat mynningen i nittio år.",
    "Den som arbetar på andra sidan får köra fyrtio minuter, sade hamnkaptenen.",
)
EL = (
    "Το δημοτικό συμβούλιο αποφάσισε τη Δευτέρα να καταργήσει το πορθμείο ύστερα από ενενήντα χρόνια.",
    "Όσοι εργάζονται στην απέναντι όχθη θα οδηγούν σαράντα λεπτά, είπε ο λιμενάρχης.",
)
UK = (
    "Міська рада в понеділок вирішила закрити пором, який дев’яносто років ходив через гирло.",
    "Ті, хто працює на тому березі, муситимуть їхати сорок хвилин, сказав капітан порту.",
)

TITLE = "Ninety-year-old ferry to close"


def ld(author: str, kind: str = "NewsArticle") -> str:
    return f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"{kind}","headline":"{TITLE}","datePublished":"2025-03-03T10:00:00Z","author":{author}}}</script>'


FORMS = (
    # --- columns and desks ---------------------------------------------------------------------------------------
    Form("by and date in one line", TITLE, EN, ("Harriet Okonkwo",), under="<p>By Harriet Okonkwo, 3 March 2025</p>"),
    Form("by in capitals with a role below", TITLE, EN, ("Piers Valdemar",), under="<div class=x1><span>BY PIERS VALDEMAR</span><br><span>Transport correspondent</span></div>"),
    Form("by two in a place", TITLE, EN, ("Ruth Adeyemi", "Carl Lindqvist"), under="<div class='c-by'>By <a href='/u/ruth-adeyemi'>Ruth Adeyemi</a> and <a href='/u/carl-lindqvist'>Carl Lindqvist</a> in Port Ellen</div>"),
    Form("three with commas and an agency", TITLE, EN, ("Mei Tan", "Joao Prado", "Ann Coyle"), ("Reuters",), under="<p class=byline>By Mei Tan, Joao Prado and Ann Coyle, Reuters</p>"),
    Form("staff only", TITLE, EN, (), ("Courier Staff",), under="<p class=byline>By Courier Staff</p>"),
    Form("staff reporter", TITLE, EN, (), ("Our Staff Reporter",), under="<div class='story__byline'>Our Staff Reporter</div><span class='story__time'>Published March 3, 2025</span>"),
    Form("web desk in structured data", TITLE, EN, (), ("Web Desk",), head=ld('{"@type":"Person","name":"Web Desk"}'), under="<span class=author>Web Desk</span>"),
    Form("newsroom as an organisation", TITLE, EN, (), ("Newsroom",), head=ld('{"@type":"Organization","name":"Newsroom"}')),
    Form("wire copy with a dateline", TITLE, ("PORT ELLEN (AP) — " + EN[0], *EN[1:]), (), ("Associated Press",), under="<div class=source>Associated Press</div>", head='<meta name="author" content="Associated Press">'),
    Form("wire writer", TITLE, EN, ("Dara Finnegan",), ("Associated Press",), under="<p class='byline'>DARA FINNEGAN Associated Press</p>"),
    # --- opinion, guests, interviews -----------------------------------------------------------------------------
    Form("opinion with the label above", TITLE, EN, ("Olivia Brandt",), before="<div class=kicker>Opinion</div>", under="<div class='opinion-head'><img src=/ob.jpg alt='Olivia Brandt'><a href='/columnists/olivia-brandt'>Olivia Brandt</a><p>The harbour column</p></div>"),
    Form("op-ed signed at the end", TITLE, (*EN, "<em>Samuel Achterberg is professor of transport economics at the University of Port Ellen.</em>"), ("Samuel Achterberg",), under="<p class=byline>By Samuel Achterberg</p>"),
    Form("guest post", TITLE, EN, ("Leila Haddad",), under="<p class='post-meta'>Guest post by Leila Haddad | March 3, 2025 | 4 min read</p>"),
    Form("as told to", TITLE, EN, ("Mick Farrow", "Nora Quill"), under="<p class=byline>By Mick Farrow, as told to Nora Quill</p>"),
    Form("interview by", TITLE, EN, ("Tessa Moor",), under="<div class=credits>Interview by Tessa Moor</div>"),
    Form("words and pictures", TITLE, EN, ("Aidan Price",), under="<p class=credits>Words: Aidan Price<br>Pictures: Lotte Weber</p>"),
    Form("translator is no author", TITLE, EN, ("Irina Volkova",), under="<p class=byline>By Irina Volkova</p><p class=note>Translated from the Russian by Peter Marsh</p>"),
    Form("editor is no author", TITLE, (*EN, "<p>Editing by Susan Fenton</p>"), ("Kofi Mensah",), under="<p class=byline>Reporting by Kofi Mensah</p>"),
    Form("letters without a name", "Letters to the editor: the ferry", EN, ()),
    Form("editorial", TITLE, EN, (), ("The Editorial Board",), under="<div class=byline>By The Editorial Board</div>"),
    # --- where it stands -----------------------------------------------------------------------------------------
    Form("author box only", TITLE, EN, ("Graham Salter",), after="<div class='author-box'><img src=/gs.jpg alt=''><h4>About the author</h4><p class='author-name'><a href='/author/graham-salter/'>Graham Salter</a></p><p>Graham Salter covers the coast for the Courier. He grew up on the islands.</p></div>"),
    Form("biography at the end in italics", TITLE, (*EN, "<i>Nadia Renner writes about ports and the people in them.</i>"), ("Nadia Renner",), under="<p>Nadia Renner · 3 March 2025</p>"),
    Form("name in the caption of a portrait", TITLE, EN, ("Bridget Lowe",), under="<div class=who><figure><img src=/bl.jpg><figcaption>Bridget Lowe</figcaption></figure></div>", head=ld('{"@type":"Person","name":"Bridget Lowe"}')),
    Form("photographer is no author", TITLE, EN, (), after="<figure><img src=/a.jpg><figcaption>The last crossing. Photo: Henrik Dahl</figcaption></figure>"),
    Form("behind a dash at the end", TITLE, (*EN, "— Josefina Prieto"), ("Josefina Prieto",), head='<meta name="author" content="Josefina Prieto">'),
    Form("link with rel", TITLE, EN, ("Toma Ilic",), under="<span class=q8><a rel=author href='/people/17'>Toma Ilic</a></span>"),
    Form("microdata", TITLE, EN, ("Ewan Struthers",), under="<div itemprop=author itemscope itemtype='https://schema.org/Person'><span itemprop=name>Ewan Struthers</span>, <span itemprop=jobTitle>Harbour reporter</span></div>"),
    Form("metadata only", TITLE, EN, ("Carmen Aldana",), head='<meta name="author" content="Carmen Aldana"><meta property="article:published_time" content="2025-03-03T10:00:00Z">'),
    Form("twitter label", TITLE, EN, ("Jonas Weidmann",), head='<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jonas Weidmann"><meta property="article:published_time" content="2025-03-03T10:00:00Z">', under="<p>Jonas Weidmann</p>"),
    Form("list of persons in the data", TITLE, EN, ("Amara Diallo", "Stefan Kruk"), head=ld('[{"@type":"Person","name":"Amara Diallo"},{"@type":"Person","name":"Stefan Kruk"}]'), under="<p class=hx>Amara Diallo &amp; Stefan Kruk</p>"),
    Form("one text for two in the data", TITLE, EN, ("Amara Diallo", "Stefan Kruk"), head=ld('{"@type":"Person","name":"Amara Diallo and Stefan Kruk"}')),
    Form("handle behind the name", TITLE, EN, ("Greta Solberg",), under="<div class=auth>Greta Solberg <a href='https://social.example/@gsol'>@gsol</a></div>"),
    Form("mail behind the name", TITLE, EN, ("Walter Finch",), under="<p class=byline>WALTER FINCH <a href='mailto:wfinch@courier.example'>wfinch@courier.example</a></p>"),
    Form("degree behind the name", TITLE, EN, ("Dr. Anil Deshmukh",), under="<div class='author'>By Dr. Anil Deshmukh, PhD, MPH</div>"),
    Form("junior", TITLE, EN, ("Walter Finch, Jr",), under="<p class=byline>By Walter Finch, Jr. | Staff writer</p>"),
    Form("single name of a columnist", TITLE, EN, ("Zeno",), head=ld('{"@type":"Person","name":"Zeno"}'), under="<p class='author-name'>Zeno</p>"),
    Form("admin is nobody", TITLE, EN, (), under="<span class='author vcard'><a href='/author/admin/' rel=author>admin</a></span>", head='<meta name="author" content="admin">'),
    Form("the site's name is no person", TITLE, EN, (), head='<meta property="og:site_name" content="Estuary Courier"><meta name="author" content="Estuary Courier">'),
    Form("section and date only", TITLE, EN, (), under="<div class='meta'><a href='/harbour'>Harbour</a> | 3 March 2025 | 12:40</div>"),
    Form("a person in the headline", "Mayor Elin Thorsen: the ferry must close", EN, (), under="<p class=lead>Mayor Elin Thorsen spoke for an hour.</p>"),
    Form("most read with names", TITLE, EN, (), after="<div class='most-read'><h3>Most read</h3><ul><li><a href=/a1>Storm</a> <span class=author>Pia Lund</span></li><li><a href=/a2>Tide</a> <span class=author>Otto Reis</span></li></ul></div>"),
    # --- names in elements that are named for nothing ------------------------------------------------------------
    Form("face beside a name", TITLE, EN, ("Joanna Askew",), under="<div class=css-1x><img src=/p/ja.jpg alt='Joanna Askew'><p class=css-2y>Joanna Askew</p></div>"),
    Form("job below a name", TITLE, EN, ("Joanna Askew",), under="<div class=css-1x><p class=css-2y>Joanna Askew</p><p class=css-3z>Harbour Correspondent</p></div>"),
    Form("degree behind a name", TITLE, EN, ("Joanna Askew",), under="<div class=css-1x><p class=css-2y>Joanna Askew, Ph.D.</p><p>Harbour Correspondent</p></div>"),
    Form("face of what is no person", TITLE, EN, (), under="<div class=css-1x><img src=/p/cc.jpg alt='Coffee Culture'><p class=css-2y>Coffee Culture</p></div>"),
    Form("name without a face or a job", TITLE, EN, (), under="<div class=css-1x><p class=css-2y>Joanna Askew</p></div>"),
    Form("element of its own name", TITLE, EN, ("Joanna Askew",), ("dpa",), under="<byline>By Joanna Askew, dpa</byline>"),
    Form("element of a component", TITLE, EN, ("Joanna Askew",), under="<article-byline>Joanna Askew</article-byline>"),
    Form("label over a list", TITLE, EN, ("Joanna Askew", "Peter Lund"), under="<div><h6>Author(s)</h6><ul><li><a href=/find?who=ja>Joanna Askew</a></li><li><a href=/find?who=pl>Peter Lund</a></li></ul></div>"),
    Form("sentence that says who wrote", TITLE, EN, ("Joanna Askew",), after="<div class=author-bio>This post was written by Joanna Askew, Head of Harbours and Coastal Affairs</div>"),
    Form("German sentence that says who wrote", "Fähre vor dem Aus", DE, ("Petra Sommer",), after="<p>Dieser Beitrag wurde von Petra Sommer verfasst.</p>", lang="de"),
    Form("German plural without a colon", "Fähre vor dem Aus", DE, ("Uwe Kästner", "Petra Sommer"), after="<p>Autoren Uwe Kästner und Petra Sommer</p>", lang="de"),
    Form("dash between day and name", TITLE, EN, ("Joanna Askew",), under="<p class=muted>11.12.2019 - Joanna Askew</p>"),
    # --- languages -----------------------------------------------------------------------------------------------
    Form("German", "Fähre nach neunzig Jahren vor dem Aus", DE, ("Friederike Baumann",), under="<p class='zeile'>Von Friederike Baumann, Hafenstadt</p>", lang="de"),
    Form("German agency signature", "Fähre vor dem Aus", (*DE, "(dpa/lno)"), (), ("dpa",), under="<span class=quelle>Quelle: dpa</span>", lang="de"),
    Form("German with a colon", "Fähre vor dem Aus", DE, ("Uwe Kästner", "Petra Sommer"), under="<div class=autoren>Autoren: Uwe Kästner und Petra Sommer</div>", lang="de"),
    Form("French", "Le bac de l’estuaire va disparaître", FR, ("Solène Guérin",), ("AFP",), under="<p class=signature>Par Solène Guérin avec AFP</p><p>Publié le 3 mars 2025 à 10h12</p>", lang="fr"),
    Form("French correspondent", "Le bac va disparaître", FR, ("Yann Le Goff",), under="<span class=auteur>Yann Le Goff (à Port-Hélène)</span>", lang="fr"),
    Form("Spanish", "La ría se queda sin transbordador", ES, ("María José Fuentes",), under="<div class=firma><a href='/autor/maria-jose-fuentes/'>María José Fuentes</a><span>Vigo - 03 mar 2025 - 10:12 CET</span></div>", lang="es"),
    Form("Spanish editorial desk", "La ría se queda sin transbordador", ES, (), ("Redacción",), under="<div class=firma>Redacción</div>", lang="es"),
    Form("Portuguese", "Estuário fica sem barca", PT, ("Inês Carvalho",), under="<p>Por <strong>Inês Carvalho</strong>, Lisboa</p><p>03/03/2025 10h12</p>", lang="pt"),
    Form("Italian", "Il traghetto dell’estuario chiude", IT, ("Giulia De Santis",), under="<p class=firma>di Giulia De Santis</p><time datetime=2025-03-03>3 marzo 2025</time>", lang="it"),
    Form("Dutch", "Veer verdwijnt na negentig jaar", NL, ("Sanne van der Meer",), under="<div class=auteur>Door: Sanne van der Meer</div>", lang="nl"),
    Form("Polish", "Prom zniknie po dziewięćdziesięciu latach", PL, ("Katarzyna Wójcik",), under="<p class=autor>Autor: Katarzyna Wójcik</p>", lang="pl"),
    Form("Russian", "Паром закроют", RU, ("Марина Соколова",), under="<div class=avtor>Автор: Марина Соколова</div>", lang="ru"),
    Form("Ukrainian", "Пором закриють", UK, ("Оксана Мельник",), under="<div class=meta-a><a href='/authors/oksana-melnyk'>Оксана Мельник</a> — 3 березня 2025, 10:12</div>", lang="uk"),
    Form("Turkish", "Feribot kaldırılıyor", TR, ("Elif Yıldırım",), under="<div class=haber-yazar>Haber: Elif Yıldırım</div>", lang="tr"),
    Form("Urdu", "نوے سالہ کشتی سروس بند", UR, ("عائشہ صدیقی",), under="<p>تحریر: عائشہ صدیقی</p>", lang="ur"),
    Form("Urdu desk", "نوے سالہ کشتی سروس بند", UR, (), ("ویب ڈیسک",), under="<span class=writer>ویب ڈیسک</span><span> 3 مارچ 2025</span>", lang="ur"),
    Form("Urdu reporter with a city", "کشتی سروس بند", UR, ("محمد بلال",), under="<div class=author-date>رپورٹ: محمد بلال، کراچی</div>", lang="ur"),
    Form("Arabic", "إلغاء عبّارة المصب", AR, ("هدى المنصوري",), under="<div class=katib>كتبت: هدى المنصوري</div>", lang="ar"),
    Form("Persian", "قایق دهانه رود تعطیل می‌شود", FA, ("نسرین کریمی",), under="<p class=nevisande>نویسنده: نسرین کریمی</p>", lang="fa"),
    Form("Hindi", "नौका सेवा बंद होगी", HI, ("अनुराधा मिश्रा",), under="<span class=writer>लेखक: अनुराधा मिश्रा</span>", lang="hi"),
    Form("Bengali", "ফেরি বন্ধ হচ্ছে", BN, ("শর্মিলা দাস",), under="<div class=reporter>শর্মিলা দাস</div><span>প্রকাশ: ৩ মার্চ ২০২৫</span>", lang="bn"),
    Form("Chinese", "河口渡轮将停运", ZH, ("陈晓明",), under="<div class=info>2025-03-03 10:12 记者 陈晓明</div>", lang="zh"),
    Form("Chinese editor is no author", "河口渡轮将停运", ZH, ("王丽",), under="<p>作者：王丽</p>", after="<p class=editor>责任编辑：赵强</p>", lang="zh"),
    Form("Japanese", "渡し船、廃止へ", JA, ("佐藤健一",), under="<p class=kisha>文・佐藤健一</p>", lang="ja"),
    Form("Korean", "나룻배 사라진다", KO, ("김민서",), under="<div class=by_info>김민서 기자 <a href='mailto:ms@courier.example'>ms@courier.example</a></div>", lang="ko"),
    Form("Indonesian", "Feri muara ditutup", ID, ("Dewi Lestari",), under="<div class=penulis>Penulis: Dewi Lestari | Editor: Budi Hartono</div>", lang="id"),
    Form("Vietnamese", "Đóng bến phà cửa sông", VI, ("Nguyễn Thu Hà",), after="<p class=author_mail><strong>Nguyễn Thu Hà</strong></p>", lang="vi"),
    Form("Swedish", "Färjan läggs ned", SV, ("Åsa Bergström",), under="<div class=skribent>Text: Åsa Bergström Foto: Nils Ek</div>", lang="sv"),
    Form("Greek", "Καταργείται το πορθμείο", EL, ("Δήμητρα Παπαδάκη",), under="<div class=syntaktis>Της Δήμητρας</div>", head=ld('{"@type":"Person","name":"Δήμητρα Παπαδάκη"}'), lang="el"),
)  # fmt: skip


def _comment(number: int) -> str:
    """Every second page has been answered by somebody."""
    if number % 2:
        return ""
    return "<section id=comments><h3>1 comment</h3><ol><li class=comment><cite class=fn>Mona Pryce</cite> <time datetime=2025-03-04>4 March 2025</time><p>It will be missed, and not by me alone.</p></li></ol></section>"


_TEASER = "<div class=related><h3>More</h3><div class=card><a href=/b2>Lighthouse sold to the islanders</a> <span class=author>By Quentin Abel</span></div></div>"


def page(number: int) -> str:
    """The page of a form as HTML."""
    form = FORMS[number]
    text = "".join(p if p.startswith("<p") else f"<p>{p}</p>" for p in form.text)
    head = (
        f"<meta charset=utf-8><title>{form.title}</title><meta property='og:title' content='{form.title}'>{form.head}"
    )
    comment = _comment(number)
    shells = (
        f"<body class=single><nav class=menu><a href=/>Home</a> <a href=/harbour>Harbour</a></nav><main><article class=post>{form.before}<h1 class=entry-title>{form.title}</h1><div class=entry-meta>{form.under}</div><div class=entry-content>{text}</div>{form.after}</article></main>{comment}{_TEASER}<footer>© 2025 Estuary Courier</footer></body>",
        f"<body><div class=s-1a><a href=/>Home</a></div><div class=s-2b><div class=s-3c>{form.before}<h1 class=s-4d>{form.title}</h1>{form.under}</div><div class=s-5e>{text}</div><div class=s-6f>{form.after}</div></div>{_TEASER}{comment}</body>",
        f"<body><table><tr><td><a href=/>Home</a></td><td>{form.before}<h1>{form.title}</h1>{form.under}<hr>{text}{form.after}</td></tr></table>{comment}{_TEASER}</body>",
        f"<body>{form.before}<h1>{form.title}</h1>{form.under}{text}{form.after}{comment}<hr>{_TEASER}</body>",
        f"<body><header class=top><a href=/>Estuary Courier</a></header><div class=grid><div class=hero>{form.before}<h1 class=hero__title>{form.title}</h1><div class=hero__info>{form.under}</div></div><section class=grid__main>{text}</section><section class=grid__end>{form.after}</section></div>{_TEASER}{comment}</body>",
    )
    return f"<!doctype html><html lang={form.lang}><head>{head}</head>{shells[number % len(shells)]}</html>"
