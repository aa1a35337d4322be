"""Words that decide nothing: names, and English words that Urdu has made its own.

A name belongs to no language, and a borrowed word is no change of language, so neither makes a text mixed.
"""

from __future__ import annotations

_NAMES = """
    aamir aasif abbas abbasi abbottabad abdul abdullah abid abrar adil adnan afghan afghanistan afridi
    ahmad ahmed ahsan aisha ajk akbar akhtar akram akshay aleema ali alvi america amir amit amjad anas anjum
    anwar apple arif arsalan arsenal arshad arvind ary asad ashraf asia asif asim aslam asma atif attock
    ayesha ayub azad azam azhar azhari babar badar bahawalpur bajwa balochistan bangladesh bano basit bbc
    benazir bhutto bihar bilal bilawal bjp bukhari bushra butt chaudhary chaudhry cheema chennai china chitral
    cnn congress cpec dar dawn deepak deepika delhi donald dubai durrani eid ejaz europe facebook faisal
    faisalabad faiz farah farhan farooq fatima fawad fazal fazl fazlur fbr fia gandapur gaza geo ghani gilani
    gilgit google gujarat gujranwala gujrat gul gupta gwadar hafeez hafiz haider hamid hamza haq haqqani haris
    hasan hashmi hassan hina hussain hyderabad ibrahim icc iftikhar ihc ijaz imf imran india insta
    instagram iqbal iqra iran iraq irfan islamabad ismail israel jahangir jamaat jamshed javed jazz jinnah jui
    junaid kabul kamran karachi kareem karim kashif kashmir kasur katrina kejriwal kerala khadim khalid khan
    khattak khawaja khurram khyber kohat kohli kolkata kpk kumar lahore larkana london lums madina mahira
    mahmood makkah malik maryam masood mehmood messi mian minhas modi mohali mohammad mohsin mqm muhammad
    mujahid multan mumbai murad murree musharraf mustafa muzaffarabad nab nadeem nadia nadir naeem naqvi
    narendra naseem naseer nasir nawab nawaz nawazsharif nayab neha nepal niazi nisar noman nust obama osama
    pakistan palestine pasha patel pcb peshawar pia pindi pml pmln pooja priya psl ptcl pti punjab qaiser
    qamar qasim qazi quetta qureshi rahim rahul raj raja rajasthan rajesh ramadan ramesh ramzan rana ranbir
    rashid rawalpindi raza rehan rehman riaz rizvi rizwan rohit ronaldo rss russia saad sabir sachin sadaf
    sadia sadiq saeed sahiwal saif sajid sajjad salma salman samaa samina samsung sana sania sanjay saqib sara
    sargodha saudi shabbir shafiq shah shahbaz shaheen shahid shahrukh shahzad shaikh shakeel shamim sharif
    sharjeel sharma shehbaz sheikh shoaib sialkot siddiqui sindh singh sirajulhaq sohail srilanka sufyan
    sukkur sulaiman sultan suresh swat syed syria taha tahir taimur talal talha taliban tariq tehreek telenor
    thar tiktok tlp trump tufail turkey twitter uae ufone uk umar umer usa usama usman uzma verma vijay virat
    wahab waheed wajid waqar waqas waseem wasim whatsapp xi yasin yasir yousaf yousuf youtube yusuf zafar
    zahid zahra zaid zain zainab zaman zara zardari zartaj zeeshan zia zong zubair zulfiqar
"""
NAMES = frozenset(_NAMES.split())

_BORROWED = """
    ac airport anchor app area army assembly attack aunty bank best bike bill birthday bomb border boss bowler
    bro budget bus busy bye call captain car card case channel chief city class cm coach college color comment
    comments committee company computer corruption court cricket cup data dear degree democracy doctor dollar
    drama dress drone exam fail fan fans fashion film fit flight football free fridge game gas general
    generator good government govt great group happy hello hero heroine hi hospital hotel inbox injection
    internet jail job judge keyboard laptop leader level life like line link load loan look love madam makeup
    market match media medicine member message meter minister missile mobile mouse movie net news nice no
    number nurse offer office ok okay online over package page paper parliament party pass passport petrol
    phone photo pic pics picture plan player please pls plz pm point police post power president price problem
    public rate ready report reporter result road school score secretary selfie senate set share
    shedding shop side sim sir sms software song sorry status style super system tax teacher team tension test
    thank thanks ticket time train tv type uncle unit university ups video visa vote website welcome whatsapp
    wicket wifi world yes
"""
BORROWED = frozenset(_BORROWED.split())

_SPOKEN = """
    about also am are as because been being can can't could couldn't did didn't do does doesn't doing don't even ever
    get go going got had has have having he he's her here him his how i i'm if is isn't it it's its just know let
    like make many may might must my never not now our shall she should since so some such than that that's their
    them then there there's these they they're this those too us very want was wasn't we we're were what what's when
    where which while who whose why will with won't would wouldn't you you're your
"""
SPOKEN = frozenset(_SPOKEN.split())
"""English words that no title and no list of borrowings is made of."""

_GRAMMAR = """
    a all an and another any at be before but by each every for from into more most much of off on only other out over
    own same take thank thanks the through to until up within
"""
GRAMMAR = SPOKEN | frozenset(_GRAMMAR.split())
"""English words that hold a phrase together: what is really English has one."""

_URDU_GRAMMAR = """
    aap ab abhi agar aik ap apka apna apne apni aur bhi bht bohat bohot ek ga gaya gayi ge gi ha hai hain hen hoga hota
    hoti hua hui hum humne hy ik inka itna itni ja jab jis jo ka kabhi kar karna karne karo kay ke ki kia kis kisi ko
    koi kr krna krne kuch ky kya kyu kyun le lekin liye lo magar maine mat mein mera mere meri mujhe nahi nahin nai ni
    ny pe phir phr py raha rahe rahi sab sath se sirf sy tab tak tera tere teri tha thi toh tu tum tumhara unka uska
    uske uski wala wale wali wo woh ya yahan ye yeh yhi
"""
URDU_GRAMMAR = frozenset(_URDU_GRAMMAR.split())
"""Words that hold a sentence of Romanised Urdu together, as listed: a list of names and terms has none."""

_RELATED = {
    "Deva": {
        "ne": """
            छ छन् छैन छैनन् छौं छु छौ थियो थिए थिएन थिएनन् हुन्छ हुन्छन् हुनु हुने हुन् भयो भएन भए भएको भएका
            गर्न गर्छ गर्छु गर्छन् गर्ने गर्नु गर्दा गर्दै गरे गरेको गर्यो गर्‍यो भन्ने भन्छ भन्यो भन्दै भन्दा
            पर्छ पर्ने पर्यो पर्‍यो सक्छ सक्छन् सकिन्छ जान्छ आउँछ आयो गयो दियो लियो लाग्यो लाग्छ चाहिन्छ चाहियो
            पनि तपाईं तपाई तपाइँ त्यसको त्यो त्यस त्यस्तो त्यस्तै यस्तो यस्तै मेरो तेरो हाम्रो राम्रो राम्री
            ठूलो सानो तिमी तिम्रो हामी उनीहरू किन कस्तो कसरी किनभने धेरै साह्रै अनि अहिले हिजो भोलि फेरि सम्म
            सँग बाट लागि केही सबै मान्छे हजुर यो सबैलाई
        """,
    },
    "Cyrl": {
        "sr": """
            је пуно смо сте није нису нисам ће ћу ћемо шта што како кад зашто овде тамо ово ова овај који која
            које колико
            молим људи браћо бре свака честитам лепо боље овог тог свега ништа нешто увек никад данас
            сутра ваљда можда имам немам хоћу нећу ајде хајде било биле имао рекао србија срби
        """,
        "mk": """
            е сме сте сите беше биле шанси честитки многу фала благодарам ова оваа овој тоа таа тој што како
            каде зошто кога некој нешто ништо
            сега денес имаме ќе луѓе македонија убаво
        """,
        "bg": """
            е съм сте са беше бяха няма имам моля това тази този какво къде защо кога някой нещо нищо сега
            днес трябва хората хубаво българия българите също обаче като преди
        """,
    },
}
RELATED = {
    script: {language: frozenset(words.split()) for language, words in some.items()}
    for script, some in _RELATED.items()
}
"""The smallest words of languages that a script's model lacks and would take for their nearest relative: of a script,
by language."""
RELATED_ENDINGS = {"Deva": {"ne": ("हरू", "हरु", "हरूको", "एको", "रेको", "ँलाई", "हरूले", "हरूलाई", "हरूमा")}}
"""Endings that do the same, of words longer than Nehru, whose name ends like a plural of Nepali."""
