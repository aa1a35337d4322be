"""Words that decide nothing: names, and English words that Urdu has made its own.

A name belongs to no language, and a borrowed word is no change of language, so neither makes a text mixed.
"""

from __future__ import annotations

_NAMES = """
    aamir aasif abbas abbasi abbottabad abdul abdullah abid abrar achakzai adil adnan afghan afghanistan afridi
    ahmad ahmed ahsan aisha ajk akbar akhtar akmal akram akshay aleema ali alvi america amir amit amjad anas
    anjum anwar apple arif arsalan arsenal arshad arvind ary asad ashraf asia asif asim aslam asma atif
    attaullah attock aurangzeb ayesha ayub azad azam azhar azhari babar badar bahawalpur bajwa baloch
    balochistan bangladesh bannu bano bashir basit bbc benazir bhutto bihar bilal bilawal bjp brohi bugti
    bukhari bushra butt chakwal charsadda chaudhary chaudhry cheema chennai china chitral clifton cnn congress
    cpec dar dastgir dawn deepak deepika delhi donald dubai durrani eid ejaz europe facebook fahad fahim faisal
    faisalabad faiz fakhar farah farhan farooq fatima fatimah fawad fazal fazl fazlur fbr feroze fia firdous
    gabol gandapur gaza geo ghaffar ghani gilani gilgit google gujarat gujranwala gujrat gul gupta gwadar hafeez
    hafiz haider hameed hamid hammad hamza hania hanif haq haqqani haripur haris haroon hasan hashim hashmi
    hassan hina hussain hyderabad ibrahim icc iftikhar ihc ijaz imf imran india insta instagram inzamam iqbal
    iqra iran iraq irfan islamabad ismail israel jabbar jahangir jahanzeb jamaat jamali jamshed jatoi javed jazz
    jhang jhelum jinnah jui junaid junejo kabul kakar kamran karachi kareem karim kashif kashmir kasur katrina
    kejriwal kerala khadim khalid khan khaqan khattak khawaja khosa khuhro khurram khurshid khuzdar khyber kohat
    kohli kolkata korangi kpk kumar lahore larkana leghari liaquat london lums lyari madina magsi mahar mahira
    mahmood mahnoor majeed makkah malik malir mansehra mardan marri maryam masood mawra mazari mazhar mehmood
    mehwish mengal messi mian mianwali minhas mirpur misbah modi mohali mohammad mohsin mqm muhammad mujahid
    multan mumbai muneer munir murad murree murtaza musharraf mushtaq mustafa muzaffarabad muzaffargarh nab
    nadeem nadia nadir naeem naqvi narendra naseem naseer nasir nauman nawab nawabshah nawaz nawazsharif nayab
    neha nepal niazi nighat nisar noman nowshera nusrat nust obama okara omar osama pakistan palejo palestine
    pasha patel pcb peshawar pia pindi pml pmln pooja priya psl ptcl pti punjab qaiser qamar qasim qazi quetta
    qureshi rabia rahim rahul raisani raj raja rajasthan rajesh ramadan ramesh ramzan rana ranbir rasheed rashid
    rauf rawalpindi raza rehan rehman riaz rizvi rizwan rohit ronaldo rss rubina ruqayya russia saad sabir
    sachin sadaf sadia sadiq saeed sahiwal saif sajal sajid sajjad saleem salma salman samaa samina samsung sana
    sanaullah sania sanjay saqib sara sarfraz sargodha sattar saudi shabbir shadab shafiq shah shahbaz shaheen
    shahid shahnawaz shahrukh shahzad shaikh shakeel shakil shamim sharif sharjeel sharma shazia shehbaz sheikh
    sheikhupura sherry shireen shoaib sialkot siddiqui sindh singh sirajulhaq sohail soomro srilanka sufyan
    sukkur sulaiman sultan suresh swabi swat swati syed syria taha tahir taimoor taimur talal talha taliban
    talpur tanveer tanvir tarar tareen tariq tehreek telenor thar tiktok tlp trump tufail turbat turkey twitter
    uae ufone uk umar umer usa usama usman uzma verma vijay virat wahab waheed wajid waqar waqas waqqas waseem
    wasim waziristan whatsapp xi yahya yasin yasir younis yousaf yousuf youtube yusuf zafar zafarullah zahid
    zahra zaid zain zainab zaman zara zardari zartaj zeeshan zehri zia zong zubair zulfikar zulfiqar
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

LAUGHING = frozenset(
    ["ha", "he", "hi", "hah", "heh", "hee", "हा", "ही", "हे", "ہا", "ہی", "ھا", "ها", "هه", "ха", "хе", "хи"]
)
"""Words that are laughter beside themselves or other laughter: ha ha ha."""
OPENINGS = frozenset({"hi"})
"""English words that Urdu, too, has for small words, but not where a text begins."""
CLOSINGS = frozenset({"اے"})
"""Words of Punjabi (is) that Urdu has, too (O), but not where a text ends."""

_URDU_GRAMMAR = """
    aap ab abhi agar aik ap apka apna apne apni aur bhi bht bohat bohot ek ga gaya gayi ge gi ha hai hain hen hoga hota
    hoti hua hui hum humne hy ik inka itna itni ja jab jis jo ka kabhi kar karna karne karo kay ke ki kia kis kisi ko
    koi kr krna krne kuch ky kya kyu kyun le lekin liye lo magar maine mat mein mera mere meri mujhe nahi nahin nai ni
    ny pe phir phr py raha rahe rahi sab sath se sirf sy tab tak tera tere teri tha thi toh tu tum tumhara unka uska
    uske uski wala wale wali wo woh ya yahan ye yeh yhi
"""
URDU_GRAMMAR = frozenset(_URDU_GRAMMAR.split())
"""Words that hold a sentence of Romanised Urdu together, as listed: a list of names and terms has none."""

_COURTESY = """
    aameen alhamdulillah allah ameen assalam awam bhai bhaijan biryani chai desi dua eid inshallah insha janab jannah
    jazakallah jee ji mashallah masha ramadan ramzan sahab sahib saheb salam subhanallah yaar yar
"""
COURTESY = frozenset(_COURTESY.split())
"""Words of Urdu that Pakistani English is full of: with nothing else of Urdu beside them, they make no text Urdu."""

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
        "bho": """
            बा बानी बाटे बाड़े बाड़न बाड़ी रउवा रउआ रउरा तोहार हमार भइल गइल कइल नइखे होखे होई केहू ओकर एगो दुगो
            हवे हउवे करेला आवेला रहलें रहली करीं देखीं हमरा तोहरा अइसन कइसन
        """,
        "mai": "अछि छथि छलाह छैक अहाँ अहां हमर अपनेक कएल कहलनि हुनक एहि ओहि",
        "kok": """
            आसा आसात म्हजें म्हजो म्हज्या तुजें तुजो कितें खंय हांव आमी तुमी नासा जालें जालो केलें करपाक वचपाक
            आयज फाल्यां तांकां म्हाका तुका बरें
        """,
        "sa": "अस्ति सन्ति भवति भवन्ति भवतु अस्मि त्वम् अहम् किम् वयम् एतत् इति अपि कथम् कुत्र भवतः",
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

_STRANGE = """
    amader tumi tomader apnar apnader keno kothay kokhon kivabe kibhabe kemon achen korbo korben korbe
    korche korchen korle korlo hoyeche hobe hoyna bhalo onek shob shobai sobai ekhon ekhane shekhane jabo
    jabe jacche janina bolche jonno ebong othoba manush desher bangladesher thakbe thakben dhonnobad
    shotti kichu kichui lagbe lagche dekhlam parbe parben ekjon tader keu
    shoma chetori mikonam mikoni mikone mikonim mikonid mikonand mishe nemishe nemidunam nemidoonam midoonam
    midunam mikham nemikham mikhad hastam hastim hastid hastand ast nist nistam nisti boodam shode shodam kheili
    kheyli khodaya azizam kojaei kojast inja oonja hich hichi hichkas nabayad mardom keshvar
    hokoumat dorost doroste khoshhal daram darim darand nadaram nadare mirim goft goftam begoo begu bebin
    chizi digeh dige hamash hameye hamoon oonke
    ahe ahet aahet nahiye nahit aamhi amhi tumchya aamchya amchya mazya tuza kaay zala
    jhala zale jhale karnar karaycha kasla pahije mhanje mhanun mhantat sagle lokanna changla changle bolto
    sangto yeto jato aplya apla aapla khup
    chhe nathi tamne tamaru amaru chho karvu karvanu karyu thayu thase joiye tyare atyare jyare kyare
    ghanu
    neenga enna enakku unakku illai irukku iruku irukken pannunga panra epdi eppadi ippo enga anga
    ungal ungalukku romba nallathu vanakkam sollu solla sollunga vaanga vanga paaru paakalam theriyum theriyala
    theriyathu venum vendam venam avan avanga ivanga makkal thambi mattum oru enakum ellam ellaam kudukka
    pannuvanga
    nenu nuvvu meeru miru naaku neeku meeku ledu undi unnaru unnadi emi enduku ekkada ikkada akkada bagundi
    cheppu cheppandi chesaru chestunnaru chestaru chesindi vaddu kaadu avunu antunnaru ippudu eppudu
    andaru prajalu vachindi vachadu poyindi chudandi
    njan njangal ningal ningalude nammal nammude undu aanu aano enthu enthanu engane evide ivide avide ennu
    paranju parayu cheyyunnu cheyyanam poyi vannu nannayi adipoli chetta chechi ellavarum pinne ippol appol
    naanu nanu neenu neevu nimma namma nanage ninage idhe illi yenu enu yaake hege hegide yelli madbeku
    madtare bekagide chennagide gottu gottilla heli nodi idya avru ivru mattu
    chhaina hunchha huncha bhayo bhaena garne garnu garchha gareko garera timi tapai tapain
    timilai hamro mero tero ramro ramri kasto kasari tyo thiyo thiena ahile bhane lagcha lagchha aaune
    oya oyata eyala kohomada mokada mokakda monawada nehe nehene thiyenawa thiyanawa yanawa karanawa karala
    hodai hondai apita ethakota ekak ayubowan istuti sthuthi
    korang diorang dorang takde takda camne mcm jugak
    kowe sampeyan kepiye kuwi ning neng wae wis uwis durung kabeh ngene nggih matur nuwun sugeng enjing
    urang maneh anjeun henteu kumaha naon ieu oge atuh hatur nuhun pisan
    enta ento mafish mafeesh leih lesh laish kda keda hayda hadha keef kif kifak kefak kifik hamdella
    rabena rabbena kteer ktir dilwati ezayak izzayak feen
    wannan wadannan wannene lafiya sannu nagode mutane gwamnati shugaba domin saboda yanzu gaskiya abin
    abinda wane menene kowa akwai zata awon bawo pupo eniyan oluwa jowo kedu ndi anyi adighi nke onye
    chukwu biko daalu
    uchun yoq kerak qanday qayerda yaxshi odamlar boladi qildi qiladi qilish haqida hamma ozbekiston heye dikim
    dikin dixwazim gelek xwe chawa choni supas bashe
    privet spasibo pochemu potomu chto gde kogda ochen horosho khorosho ploho nichego vse vsegda tolko nado
    mozhno nelzya lyudi pravda znayu dumayu tozhe uzhe eshe seychas segodnya einai pws giati kalimera
    kalispera efharisto euxaristo afto oti otan edo ekei oloi oxi ohi paidia tipota thelo xreiazetai
    desu deshita watashi anata arigato arigatou gozaimasu kudasai nandesu doko itsu sugoi kawaii totemo hontou
    sumimasen konnichiwa ohayou nihon desuka masu mashita masen annyeong annyeonghaseyo gamsahamnida
    kamsahamnida hamnida imnida haeyo juseyo saranghae mianhae jinjja aniyo nihao xiexie nimen tamen shenme
    weishenme zenme zhege nage meiyou zhongguo jintian mingtian sawasdee sawatdee krub krap khrap phom
    hawe rauwa raua tohar hamar okar kehu bhail kail
"""
STRANGE = frozenset(_STRANGE.split())
"""Small words, in Latin letters, of languages that the models do not know, and langdetect not in these letters, one
after the other: Bengali, Persian, Marathi, Gujarati, Tamil, Telugu, Malayalam, Kannada, Nepali, Sinhala, Malay,
Javanese and Sundanese, Arabic, Hausa, Yoruba and Igbo, Uzbek and Kurdish, Russian and Greek, Japanese, Korean, Chinese
and Thai, Bhojpuri. Words that English, Urdu or another language of the models uses are left out."""
