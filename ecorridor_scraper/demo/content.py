"""The Kohsar Post, a newspaper that does not exist: every sentence here was written for this project.

A thread is written as an outline, one comment a line, replies indented by two spaces:

    id | author | language | text        (¶ separates paragraphs)

The language is what a careful reader would answer; the tests compare the crawl's answer with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

HOST = "kohsar.example"
TITLE = "The Kohsar Post"


@dataclass(slots=True, frozen=True)
class Remark:
    """One comment as the demo site knows it."""

    id: str
    parent: str | None
    depth: int
    author: str
    language: str
    paragraphs: tuple[str, ...]
    kind: str = "comment"
    deleted: bool = False


@dataclass(slots=True, frozen=True)
class Story:
    """One article of the demo site. `comments` says how its thread is published."""

    id: int
    slug: str
    section: str
    date: str
    headline: str
    body: tuple[str, ...]
    authors: tuple[str, ...] = ()
    credit: str | None = None
    bio: str | None = None
    role: str | None = None
    language: str = "en"
    comments: str = "none"
    thread: tuple[Remark, ...] = field(default=())
    trouble: str | None = None

    @property
    def path(self) -> str:
        """The article's path on the site."""
        return f"/{self.date[:4]}/{self.date[5:7]}/{self.date[8:10]}/{self.slug}/"


def outline(text: str) -> tuple[Remark, ...]:
    """The comments of an outline, parents before replies."""
    remarks: list[Remark] = []
    above: list[str] = []
    for line in filter(str.strip, text.splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        identifier, author, language, words = (part.strip() for part in line.strip().split("|", 3))
        kind = "pingback" if author.startswith("pingback:") else "comment"
        remarks.append(
            Remark(
                identifier,
                above[depth - 1] if depth else None,
                depth,
                author.removeprefix("pingback:").strip(),
                language,
                tuple(p.strip() for p in words.split("¶")),
                kind,
                deleted=words == "[deleted]",
            )
        )
        above[depth:] = [identifier]
    return tuple(remarks)


SIX_DEEP = outline("""
501 | Sana Batool | en | Finally some good news from the north. My cousins in Gilgit wait ten minutes for a photo to load.
  502 | Danish | ur-Latn | Bhai pehle Islamabad mein to net theek kar lo, yahan bhi sham ko kuch nahi chalta.
    503 | Engineer Rafiq | en | The evening problem is congestion at the exchange, not the cable. A second route helps both cities.
      504 | Danish | ur-Latn | Acha yeh baat samajh aayi, lekin bill to har mahine barh raha hai.
        505 | ماہ نور | ur | بل کی بات بالکل درست ہے، ہمارے محلے میں بھی سب یہی شکایت کرتے ہیں۔
          506 | Sana Batool | en | Then complain to the regulator in writing. I did it twice and both times somebody called back.
  507 | Haider Ali | ur | بہت اچھی خبر ہے، شمالی علاقوں کے طلبہ کو اس سے بڑا فائدہ ہو گا۔
508 | old_timer | en | In 1998 we shared one telephone line between eleven houses. Look how far we have come. ¶ Nobody believed it would ever reach the valley.
""")

TWO_PAGES = outline("""
601 | Kamran | ur-Latn | Ghareeb aadmi kahan jaye, roz kiraya barha dete hain.
  602 | Nadia | en | The old fare did not cover the diesel either. Somebody has to pay for it.
603 | Ustad Bashir | ur | کرایہ بڑھانے سے پہلے بسوں کی حالت تو ٹھیک کر لیں۔
604 | Faiza | en | I would pay the new fare gladly if the bus came on time.
  605 | Kamran | ur-Latn | Time pe to kabhi nahi aayi yeh bus, das saal se dekh raha hoon.
606 | Zubair Khan | en | Students should keep the old fare, that is all I ask.
607 | Rabia | ur-Latn | Meri beti roz do buses badal ke college jati hai, hum itna kharcha kaise uthayein.
  608 | Faiza | en | There is a student card, ask at the depot. They do not advertise it.
    609 | Rabia | ur-Latn | Shukriya behan, mujhe is card ka pata hi nahi tha.
""")

BY_REST = outline("""
701 | Tariq Mehmood | en | Onions were forty rupees in March. Somebody is hoarding them and everybody knows it.
  702 | Shazia | ur-Latn | Pyaz ke baghair salan kaise banega, ab to dahi se kaam chala rahe hain.
    703 | Tariq Mehmood | en | Yoghurt is not cheap either, but the recipe sounds good.
704 | حمزہ | ur | حکومت کو چاہیے کہ ذخیرہ اندوزوں کے خلاف سخت کارروائی کرے۔
  705 | Shazia | ur-Latn | Karwai sirf akhbar mein hoti hai, bazaar mein kuch nahi badalta.
706 | Farmer from Swabi | en | We sold the same onions for nine rupees at the farm. Ask where the rest of the money goes.
""")

BY_DISQUS = outline("""
80001 | Bilal Ahmed | en | What a last over. I have not shouted like that since the school final.
  80002 | cricketfan92 | ur-Latn | Akhri gaind pe to mera dil hi ruk gaya tha, kya match tha yaar.
    80003 | Bilal Ahmed | en | The captain should have bowled the spinner much earlier though.
      80004 | Guest | und | [deleted]
        80005 | Mehwish | ur-Latn | Spinner ko pehle late to shayad itna maza hi na aata.
80006 | لائبہ | ur | دونوں ٹیموں نے بہت اچھا کھیل پیش کیا، جیت کرکٹ کی ہوئی۔
80007 | Coach Saleem | en | Fielding wins finals. Watch the run out in the seventeenth over again.
""")

URDU_THREAD = outline("""
801 | عائشہ | ur | لائبریری میں بچوں کے لیے الگ کمرہ ہونا چاہیے۔
  802 | فہد | ur | الگ کمرہ بن رہا ہے، پچھلے ہفتے میں نے خود دیکھا تھا۔
    803 | عائشہ | ur | یہ تو بہت خوشی کی بات ہے، شکریہ۔
804 | Salman | ur-Latn | Bohat acha kaam hai, har sheher mein aisi library honi chahiye.
805 | Helen | en | I learnt to read Urdu in the old building. Please keep the reading room with the blue door.
""")

MANY_SCRIPTS = outline("""
901 | 李娜 | zh | 我去年去过这个市场，那里的杏干非常好吃，希望今年还能再去。
  902 | Wajahat | en | You are welcome any time. Come in October, the apricots are dry by then.
903 | Gul | zxx | 😀👏🎉
904 | Promoter | zxx | https://apricots.example/offer
905 | Noor | mixed | Yeh market bohat khoobsurat hai lekin the parking situation is a complete disaster, koi intizam nahi.
906 | Parveen | ur | یہ بازار ہمارے شہر کی پہچان ہے، اسے صاف رکھیں۔
907 | pingback: Silk Road Notes | und | The apricot market, one year later
""")

SHORT = {
    "water": outline("""
1001 | Ghulam Nabi | ur-Latn | Teen din se pani nahi aaya, tanker wale manh maange paise le rahe hain.
  1002 | Water Board | en | A new pump was installed on Monday and supply resumes tonight. We apologise for the delay.
    1003 | Ghulam Nabi | ur-Latn | Dekhte hain, pichli dafa bhi yahi kaha tha aap logon ne.
"""),
    "school": outline("""
1011 | Teacher Asma | en | We moved two hundred desks in one morning. The children carried the books themselves.
1012 | Parent | ur-Latn | Naye school ki imarat achi hai magar bachon ke liye khel ka maidan nahi hai.
"""),
    "retry": outline("""
1021 | Imran | ur-Latn | Is sarak pe roz hadsa hota hai, koi speed breaker hi laga do.
  1022 | Saba | en | They painted a zebra crossing last year and it washed off in the first rain.
"""),
    "slow": outline("""
1031 | Trekker | en | The bridge sways but it holds. Cross one at a time and do not look down.
"""),
    "broken": outline("""
1041 | Café owner | en | Our café lost power for nine hours, the naïve promise of a generator did not help.
  1042 | Yasir | ur-Latn | Hamare yahan to roz aath ghante bijli jati hai, nau ghante kya cheez hai.
"""),
    "museum": outline("""
1051 | Curator | en | The coin is older than the fort by two centuries. Come and see it before it travels to Lahore.
  1052 | Rehan | ur-Latn | Main apne bachon ko itwar ko zaroor le kar aaunga.
1053 | ثاقب | ur | ہمیں اپنی تاریخ کی حفاظت کرنی چاہیے۔
"""),
    "bakery": outline("""
1061 | Hina | ur-Latn | Inki baqarkhani ka to jawab nahi, subah subah line lagi hoti hai.
  1062 | Oven Man | en | We bake the first batch at four. Be there before six or it is gone.
"""),
}

SIX_DEEP_BODY = (
    "A second fibre line now runs along the mountain road to Gilgit, and the first homes were connected on Monday "
    "evening, officials of the regional carrier said.",
    "## What changes for homes",
    "The line follows a different side of the river from the old one, so a landslide should no longer cut the whole "
    "valley off. Last winter the region was without a connection for eleven days.",
    "Schools come first. Forty-two of them will be linked before the end of the year, and the carrier has promised to "
    "lend each a router until its own arrives.",
    "- Homes along the road: November",
    "- Schools and clinics: December",
    "- Villages above the river: next spring",
    "> We dug in the snow, and we dug again when the snow came back, said the foreman, Sher Afzal.",
    "Prices stay as they are until the summer. After that the carrier wants to publish a new list, which the regulator "
    "has to approve.",
)

STORIES: tuple[Story, ...] = (
    Story(
        1,
        "fibre-line-reaches-gilgit",
        "technology",
        "2026-10-05T09:30:00+05:00",
        "Second fibre line reaches Gilgit",
        SIX_DEEP_BODY,
        ("Amna Yousaf",),
        role="Technology Editor",
        bio="Amna Yousaf is the technology editor of The Kohsar Post. She has covered networks in the mountains since 2011.",
        comments="wordpress",
        thread=SIX_DEEP,
    ),
    Story(
        2,
        "city-bus-fares-rise",
        "city",
        "2026-10-06T08:00:00+05:00",
        "City bus fares rise by a fifth",
        (
            "Passengers of the city's blue buses pay a fifth more from today. The transport office blames the price of "
            "diesel, which has doubled in two years.",
            "The shortest ride now costs sixty rupees. Monthly cards keep their price until January, and children below "
            "the age of six still travel free.",
            "At the central depot drivers said that they had not been told before the morning shift, and that many "
            "passengers had argued about the change.",
            "The office will publish its accounts next month. A public hearing, which the law asks for, has not been "
            "announced.",
        ),
        ("Bushra Khattak", "Owais Raza"),
        comments="paged",
        thread=TWO_PAGES,
    ),
    Story(
        3,
        "onion-prices-double",
        "business",
        "2026-10-07T11:15:00+05:00",
        "Onion prices double in a month",
        (
            "A kilogram of onions cost twice as much yesterday as four weeks ago in every market that this newspaper "
            "visited.",
            "Wholesalers point to the rain in September, which spoiled part of the harvest while it lay in the fields. "
            "Shopkeepers point to the wholesalers.",
            "The price board has asked three storage houses to show their books. Two of them have done so, it said, and "
            "the third has asked for more time.",
            "Cooks are changing recipes meanwhile. In the old town a restaurant now serves its lentils with fried "
            "cabbage, and its owner says that half of the guests prefer it.",
        ),
        ("Junaid Malik",),
        comments="rest",
        thread=BY_REST,
    ),
    Story(
        4,
        "valley-wins-last-over-final",
        "sport",
        "2026-10-08T22:40:00+05:00",
        "Valley win the final off the last ball",
        (
            "Needing four from the last ball, Valley got them with a cut that went past two fielders, and the district "
            "cup goes north for the first time.",
            "Town had made 148, which looked enough when Valley lost their fifth wicket in the fourteenth over. A "
            "partnership of 61 between two schoolboys changed that.",
            "The captain of Town congratulated both of them on the field. He is going to be their teacher again on "
            "Monday, he added.",
        ),
        ("Saad Qureshi",),
        comments="disqus",
        thread=BY_DISQUS,
    ),
    Story(
        5,
        "purani-library-dobara-khul-gayi",
        "city",
        "2026-10-09T07:00:00+05:00",
        "پرانی لائبریری دوبارہ کھل گئی",
        (
            "شہر کی سب سے پرانی لائبریری دو سال کی مرمت کے بعد منگل کے روز دوبارہ کھول دی گئی۔ صبح ہی سے قارئین کی قطار لگ گئی تھی۔",
            "## بچوں کے لیے نیا حصہ",
            "عمارت کی چھت بدل دی گئی ہے اور مطالعے کے کمرے میں نئی میزیں رکھی گئی ہیں۔ پرانی کتابوں کی فہرست بھی اب کمپیوٹر پر دستیاب ہے۔",
            "لائبریری کی نگران نے بتایا کہ بارہ ہزار کتابیں محفوظ رہیں، جبکہ تین سو کتابوں کی جلد دوبارہ بنانی پڑی۔",
            "رکنیت کی فیس میں کوئی اضافہ نہیں کیا گیا۔ طلبہ کے لیے رکنیت اس سال بھی مفت رہے گی۔",
        ),
        ("ثمینہ اقبال",),
        language="ur",
        comments="wordpress",
        thread=URDU_THREAD,
    ),
    Story(
        6,
        "apricot-market-opens",
        "life",
        "2026-10-10T10:00:00+05:00",
        "The apricot market opens for the season",
        (
            "Two hundred stalls, eleven kinds of apricot and one brass band: the market by the river opened on Saturday "
            "and stays until the first snow.",
            "Most of the fruit is sold dry. Growers bring it down from the terraces in willow baskets, and buyers come "
            "from as far as Kashgar to taste before they bargain.",
            "The city has moved the car park to the other bank this year. Many visitors found that out only when they "
            "stood in front of the closed gate.",
        ),
        ("Nazia Parveen",),
        comments="wordpress",
        thread=MANY_SCRIPTS,
    ),
    Story(
        7,
        "pumps-fail-in-three-districts",
        "city",
        "2026-10-11T06:45:00+05:00",
        "Pumps fail in three districts",
        (
            "Three districts were without water for the third day on Sunday after a pump in the main station burnt out.",
            "A replacement arrived overnight from the port. Fitting it takes until Monday, the water board said, and "
            "pressure will be low for two more days.",
            "Tankers serve the hospitals. Residents can fill two canisters each at the fire station.",
        ),
        credit="Kohsar Wire",
        comments="wordpress",
        thread=SHORT["water"],
    ),
    Story(
        8,
        "school-moves-into-new-building",
        "city",
        "2026-10-12T09:00:00+05:00",
        "School moves into its new building",
        (
            "The girls' school at the mill moved on Monday into the building that it was promised nine years ago.",
            "It has sixteen rooms, a laboratory and a roof that does not leak. The old house, in which two classes shared "
            "one room, becomes a clinic.",
            "A playground is planned on the land behind it, which the city still has to buy.",
        ),
        ("Bushra Khattak",),
        comments="wordpress",
        thread=SHORT["school"],
    ),
    Story(
        9,
        "road-without-a-crossing",
        "city",
        "2026-10-13T12:00:00+05:00",
        "Four accidents in a week on one road",
        (
            "Four people were hurt in one week on the stretch between the mill and the hospital, where there is no "
            "crossing for half a mile.",
            "The traffic police count cars there by hand today. A decision about a traffic light could follow in "
            "December, a spokesman said.",
        ),
        ("Owais Raza",),
        comments="wordpress",
        thread=SHORT["retry"],
        trouble="busy",
    ),
    Story(
        10,
        "hanging-bridge-repaired",
        "life",
        "2026-10-14T12:00:00+05:00",
        "The hanging bridge is repaired",
        (
            "The rope bridge above the gorge can be crossed again. Its boards were replaced one by one, from both ends, "
            "in nineteen days.",
            "Only one person at a time may walk on it. A warden stands at either side until the new sign arrives.",
        ),
        ("Nazia Parveen",),
        comments="wordpress",
        thread=SHORT["slow"],
        trouble="slow",
    ),
    Story(
        11,
        "cafe-owners-count-losses",
        "business",
        "2026-10-15T12:00:00+05:00",
        "Café owners count their losses after the blackout",
        (
            "Nine hours without electricity cost the cafés of the old town a day’s income, and one of them its freezer.",
            "The supplier calls it a “planned interruption”. Owners say that nobody told them about the plan.",
            "A claim for damages can be filed until the end of the month; the form is on the supplier’s notice board.",
        ),
        ("Junaid Malik",),
        comments="wordpress",
        thread=SHORT["broken"],
        trouble="broken",
    ),
    Story(
        12,
        "museum-shows-oldest-coin",
        "life",
        "2026-10-16T10:30:00+05:00",
        "Museum shows its oldest coin",
        (
            "A silver coin, no larger than a fingernail, is the new centre of the fort museum.",
            "It was found by a boy who was looking for his goat. The goat, the museum notes on the label, was found as "
            "well.",
            "The coin stays until March and then travels to Lahore for an exhibition.",
        ),
        ("Nazia Parveen",),
        comments="wordpress",
        thread=SHORT["museum"],
    ),
    Story(
        13,
        "bakery-at-four-in-the-morning",
        "life",
        "2026-10-17T05:00:00+05:00",
        "A bakery at four in the morning",
        (
            "The street is dark, the oven is not. Three men shape eight hundred loaves before the first prayer.",
            "The oldest of them has done this for forty years, and has never eaten a warm loaf: his doctor forbade it, he "
            "says, and laughs.",
            "By seven the shelves are empty. Then the floor is swept and the dough for tomorrow is set.",
        ),
        ("Saad Qureshi", "Nazia Parveen"),
        comments="wordpress",
        thread=SHORT["bakery"],
    ),
    Story(
        14,
        "editorial-a-hearing-please",
        "opinion",
        "2026-10-18T06:00:00+05:00",
        "A hearing, please",
        (
            "The law asks for a public hearing before a fare is raised. It does not ask for it afterwards.",
            "It may well be that the new fare is right. Then the office has nothing to fear from explaining it to those "
            "who pay it, in a hall, with the doors open.",
        ),
        comments="none",
    ),
    Story(
        15,
        "first-snow-on-the-pass",
        "city",
        "2026-10-19T16:20:00+05:00",
        "First snow on the pass",
        (
            "Two inches of snow fell on the pass on Monday night, ten days earlier than last year.",
            "The road stays open for cars with chains. Lorries have to wait at the lower gate until noon each day.",
        ),
        credit="Kohsar Wire",
        comments="closed",
    ),
    Story(
        16,
        "startup-maps-every-spring",
        "technology",
        "2026-10-20T09:00:00+05:00",
        "Start-up maps every spring in the district",
        (
            "Five graduates have walked to nine hundred springs and noted how much water each of them gives.",
            "The map is free. Farmers use it to decide where a channel is worth the digging, and the city now pays for "
            "the measurements to be repeated each month.",
        ),
        ("Amna Yousaf",),
        comments="none",
    ),
    Story(
        17,
        "night-train-returns",
        "business",
        "2026-10-21T09:00:00+05:00",
        "The night train returns",
        (
            "After six years without one, a night train leaves for the coast again from the first of December.",
            "It has four sleeping cars, which were built in 1974 and renovated this summer. Tickets are sold at the "
            "counter only.",
        ),
        ("Owais Raza",),
        comments="none",
    ),
    Story(
        18,
        "bees-on-the-town-hall",
        "life",
        "2026-10-22T09:00:00+05:00",
        "Bees on the town hall",
        (
            "Sixty thousand new employees moved onto the roof of the town hall this week. They are paid in sugar until "
            "the spring.",
            "The mayor, who was stung during the photograph, called the project a success.",
        ),
        ("Nazia Parveen",),
        comments="none",
    ),
)

MISSING = "/2026/10/23/story-that-was-withdrawn/"
"""Listed in the sitemap, answers 404."""

FORBIDDEN = "/drafts/"
"""Disallowed by robots.txt, linked from the home page."""

SECTIONS = ("city", "business", "technology", "sport", "life", "opinion")
