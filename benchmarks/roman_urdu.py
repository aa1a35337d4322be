"""Everyday words of Romanised Urdu and Hindi in the spellings that people use, and English chat words.

Written for the word model: they tell it what a corpus of mixed text leaves open. Words that are as common in both
(to, me, main, the, so, hi, is, us, in) stand in neither list: their neighbours decide.
"""

from __future__ import annotations

_ROMAN = """
    un toh ge pey mien iss b e h k q
    aa aage aai aaj aameen aana aao aap aapka aapke aapki aapko aata aaya aaye ab abhi abi accha acche acchha
    acchi acha achay ache achha achi achy adalat ae afsos agar agay agr agy ai aik aisa aisay aise aisi aisy
    aj ak aksar alhamdulillah allah ameen ameer ana andar ander ao aor ap apka apke apki apko apna apne apni
    apny assalam ata ate ati aur awaam awam aya aye ayega ayegi ayi baad baap baat baatein bacha bachay bache
    bachi bachon bachy bad bada bade badi badshah bagair baghair bahar baher bahi bahut baith baitho bakwaas
    bakwas balkay balke balkul banda bande bandy bap bara bare bari barri bas bat bata batana batao bataya
    batein baten behan behen besharam beta beti bewakoof bewaqoof bhai bhaiya bhen bhi bhot bht bhut bi bijli
    bilkol bilkul biwi blkul bohat bohot boht bol bola boli bolna bolo bolta bolte bs bt buhat bura bure buri
    chahiay chahie chahiye chahta chahte chahti chahye chaiye chakka chal chala chalna chalo chalta chalti
    char chaye chor choron chota chote choti crore dair dalal dede dedo deen dein dekh dekha dekhain dekhen
    dekhi dekhna dekho dekhta dekhte den dena der deta dete deti dhoka dhoke di dia dijiye dil diya dobara
    dost dosti dua duaein duain duayen dubara dukh dushman dushmani dy ek esa ese esi esy fark farq fauj fir
    foji fouj gadha gae gai galat galt gaon gar gareeb gari garri gay gaya gaye gayi ghairat ghalat gham
    ghanta ghar ghareeb gher gia gy gya gyi ha haar haftay hai hain hakoomat hakumat halal hamara hamaray
    hamare hamari hame hamen hamesha haq haqq har hara haram hay hazar hen hm hn ho hoga hoge hogi hon hona
    honge hoon hota hote hoti hr hu hua hue hui hukoomat hukumat humara humare humari humein humen humesha hun
    huwa huwi hy idhar ilawa ilm imtihan inho inhon inka inke inki inko insaaf insaf insha inshallah intezar
    intizar isay ise ishq iska iske iski isko itna itne itni izzat ja jaa jaan jab jae jaega jaein jaen jagah
    jaisa jaisay jaise jaldi jana janab jang jao jaon jata jate jati jaty jaye jayega jayegi jazak jb jeet
    jeeta jeetay jesa jese jesy jhoot jhoota jhooth jhooti jhuta jin jis jitna jldi jo k ka kaaam kaam kab
    kabhi kabi kafir kaha kahan kaho kaisa kaise kaisi kaisy kal kam kameena kameene kanoon kar karain karay
    kardia kardiya kardo kare karein karen karkay karke karna karo karobar karor karta karte karti karty karwa
    karwao kary kaun kay kbhi kch ke keh kehna kehta kehtay kehte kehti kelye kesa kesay kese kesi kesy kha
    khana khao kharab khate khaya khel khela khelo khelta khilaaf khilaf khoon khrab khuda khush khushi ki kia
    kiay kidhar kis kisan kise kisi kisy kitaab kitab kitna kitne kitni kiu kiun kiunke kiya kiye kl kliye ko
    koe koi kon koshish kosis kr krdia krdiya krdo kren krke krna kro krta krte krti krty kuch kuchh kutta
    kuttay kutte kya kyaa kyoke kyon kyu kyun kyunkay kyunke kyunki la laanat ladka ladki lag laga lagi lagta
    lagte lagti laikin lakh lakin lana lanat lao larka larke larki larkiyan laya laye lekin lele lelo len lena
    leta lete leti lg lga lgta lgti li lia liay lie lijiye likh likha likhi likhna likho liya liye lo log logo
    logon loog lye ma maa maaf maar maf magar mahina mai majboor maloom malum mar mara mare marna marne maro
    masha mashallah masjid masla maslay mat matlab matlub maut maza mazay mazdoor mazhab mehangai meharbani
    mehngai mehrbani mein mera meri mery mian mil mila milay mile milna milta milti mily mje mjhe mn mohabbat
    mot mtlb muaf mubarak mubarik muhabbat muje mujh mujhe mujhy mujrim mulk mulq muqabla musalman musalmano
    muslman mutabiq mza na nae nahi nahin nai namaz natak naukri nay naya naye nayi ne neeche nhi ni niche
    nokri pagal pagl pahle paisa paisay paise paisy panch pani parh parha parhna parho parso pata patta pe
    pechay peechay peeche peena pehlay pehle pesa pesay pese pher phir phle phr piche pina piya pr pta purana
    purani py pyaar pyar qanoon qaum qk qoum quran qurbani raat rab rabb raha rahay rahe rahi rahy rakh rakha
    rakhna rakho rakhta rat rehna rehta rehte rehti rha rhe rhi rhy roza rupay rupee saab saal saare saath sab
    sabhi sach sachi sahab sahe sahi sahib sake sakta saktay sakte sakti sakty saky salam samajh samajhna
    samjh samjha samjhe samjho sara sarak saray sare sari sath say sb se shahadat shaheed sham sharam sharm
    shayad shayd shehar shehr shohar shukar shukr shukria shukriya sipahi sirf skta skte skti slam sooba srf
    sth subah subha subhan suna sunna suno sy taake tab tak take taleem taleemi talib tamasha tanhkwah
    tankhwah tareekh tb teek teen tera tere teri tery tha thay theek thek thi thik thk thora thori tm tmhe tou
    tu tuje tujhe tujhy tum tumhara tumhare tumhari tumhe tumhen udhar ullu umeed umid unho unhon unhone unka
    unke unki unko upar uper usay uska uske uski usko ustaad ustad uth utho utna vaja vala vale vali vapas vo
    waha wahan waisay waise waja wajah wakt wala walaikum walay wale wali walon waly wapas wapis waqt warna
    watan wazir wesa wese wja wo woh wohi wrna ya yaa yaani yaar yaha yahan yahi yakeen yani yaqeen yar yay ye
    yeh yehi yr zada zalim zaroor zaroorat zarorat zarur ziada zila zindagi zindgi zulm zyada
"""
ROMAN = frozenset(_ROMAN.split())

_ENGLISH = """
    ok okay yes yeah yep nope hello hey bye nonsense rubbish bullshit superb brilliant legend cute funny lovely wow oh
    wonderful pathetic ridiculous hilarious seriously obviously exactly true false congratulations condolences
    about above absolutely actually after again against agree agreed all already also although always amazing
    an and angry another answer any are army article ask asked at attack awesome beautiful because been before
    being believe below best better between big bless both boy bro brother btw business but buy by call called
    came can can't change changed cheap child children clear close come coming comment company congrats
    congratulations corrupt corruption cost could couldn't country course court day days death definitely
    democracy development did didn't die died different difficult disagree disgusting doctor does doesn't
    doing don't done down dude during each easy economy education election elections else enemy enough even
    ever every everybody everyone everything exactly excellent expensive fact facts fake false family father
    feel feeling felt few find fool foolish for found free freedom friend friends from full further game get
    getting girl give given go god going gone good got government great guys had happy hard has hate hated
    have having he's health help helped her hers herself high himself his honest honor honour hope horrible
    hospital how however human i'm i've idiot if imo important impossible instead into isn't it's job judge
    just justice keep kept kill killed knew know known last law lawyer leader leaders leadership leave left
    let let's liar lie lies life like liked little live living lol long look looking lose lost lot lots love
    loved low made make making man many market match maybe media men might military minister money month more
    morning most mother much must my myself nation need needed never new news next nice night nobody not
    nothing off old omg once only open other otherwise our ours out over own paid party pay peace people
    perfect perhaps person picture play played player players playing plz police political politician
    politicians politics possible post pray prayer president price prime probably problem proud put question
    ready real really reason respect result right rights sad safe said saw say says school see seen sell shall
    shame shameful share she she's short should simple sister small solution some someone something sorry
    start started stay still stop stopped student students stupid such support supported sure take taken talk
    talking teacher team tell terrible thank thanks that that's their theirs themselves then there therefore
    these they they're think this those though thought through thx time times today told tomorrow too took
    totally tried true truth try trying under university until very video vote voted waiting want wanted war
    wasn't we we're week welcome went were what what's when where which while who whom whose why will win
    winner wish with within without woman women won won't wonderful work worked working works world worse
    worst would wrong wtf year years yesterday yet you you're young your yours
"""
_CHAT = """
    4u abt alwys alwayz awesum awsm awsum b4 bcoz bcos bcz bcuz bday becos becoz becz bf bff btwn cant cnt cmnt cmnts
    congo congrts cos coz cud cuz cz dat dem dey dis dnt dont didnt doesnt wasnt isnt arent havent hasnt hadnt wouldnt
    couldnt shouldnt wont aint im ive ill youre theyre thats whats hes shes lets dm dp evry evryone fav fave fb frm frnd
    frnds frndz frend frends gd gf gm gonna gotta gr8 grt gud gudnight guyz hav hv hbd heyy hrs hru hws ikr
    ilu ily info insta jst jus juz k2 kinda knw kno kk lemme lyf lyk lolz lmfao luv lv mam maam msg msgs mom mrng mum
    mummy nite nthng nw nxt nyc nyt okk omfg pic pics plss plzz ppl prob probs rofl rply ryt selfie shud sis smh
    smthng sorta srry sry sumthing sux tata tbh thanx thnk thnks thnx thot thru tmrw tnx tq txt tysm u're
    bruh byee cmt gn hiii hlo hloo hlw kool muvi osm qt rt tc thnku tiktok tnku tym u ur watsapp whatsap wapp
    urs urself vid vids wanna wassup wat watever waz wen whr wht wid wit wrk wud wz yea yup xoxo
"""
ENGLISH = frozenset(_ENGLISH.split()) | frozenset(_CHAT.split())
