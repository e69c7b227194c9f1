# ruff: noqa: E501 -- a phrase is one line
"""What is held out to us or gone dangerously wrong, in customers' words. Data for marks.py, as frames.py reads it."""

from __future__ import annotations

import re

from assistant.model import MarkCode
from assistant.understanding import sorrow
from assistant.understanding.frames import phrases
from assistant.understanding.sifting import Sifted

LISTS = {"will": r"(?:i will|ill|i shall|we will|well|im going to|i am going to|we are going to|were going to|im gonna|going to|gonna|i intend to|i plan to|i am about to|im about to|i have to|ill have to|i will have to|forced to|forced me to|no choice but to|no option but to|no alternative but to|prepared to|ready to|happy to|i can|i could|i may|i might|we may|we might|considering|thinking of|thinking about|tempted to|be|am|im|start|about to|i want to|will be|had to|i must|i would|id|threatening to|not hesitate to|hesitate to|next step is|and|or|otherwise|then)"}

_LEGAL_THREAT = r"""
    <will> (?:\w+ ){0,3}su(?:e|ing)(?!)
    <will> (?:\w+ ){0,3}tak(?:e|ing) (?:you|this|it|legal|the (?:company|matter|firm)|your company|action against) (?:\w+ ){0,3}(?:court|legal|action|lawyer|solicitor|tribunal|small claims|further legally)
    <will> (?:\w+ ){0,3}(?:instruct|hire|get|contact|contacting|consult|consulting|call|involve|involving|speak to|speaking to|talk to|talking to|see|seeing|seek|seeking|engage|retain) (?:\w+ ){0,2}(?:lawyers?|solicitors?|attorneys?|barrister|legal (?:advice|counsel|representation|action|team|help)|trading standards|the ombudsman|consumer (?:court|forum|protection|affairs|rights|commission)|the police)
    <will> (?:\w+ ){0,3}fil(?:e|ing) (?:\w+ ){0,3}(?:lawsuit|suit|claim in|small claims|case (?:in|against|with)|fir|police (?:report|complaint)|legal|complaint (?:with|to|at|in) (?:the |your )?(?:consumer|ombudsman|trading|bbb|better business|ftc|fca|attorney general|regulator|police|court))
    <will> (?:\w+ ){0,3}(?:report|reporting) (?:\w+ ){0,3}to (?:the )?(?:trading standards|ombudsman|police|authorities|consumer \w+|attorney general|ftc|fca|bbb|better business bureau|regulator|action fraud|citizens advice)
    <will> (?:\w+ ){0,3}(?:start|starting|begin|beginning|issue|issuing|initiate|initiating|commence|commencing|pursue|pursuing|launch|launching|send|sending) (?:\w+ ){0,3}(?:legal (?:action|proceedings|notice|steps|claim)|proceedings|court (?:action|claim|proceedings)|a (?:claim|letter before (?:action|claim))|small claims)
    <will> (?:\w+ ){0,3}go(?:ing)? (?:to (?:court|small claims|the (?:small claims|police|ombudsman|consumer \w+|law))|legal|down the legal route)
    <will> (?:\w+ ){0,3}press(?:ing)? charges
    (?:you will|youll|expect to|you can expect to|you are going to|youre going to|be) (?:\w+ ){0,3}(?:hear|hearing) from (?:my|our|a) (?:\w+ )?(?:lawyers?|solicitors?|attorneys?|legal \w+|barrister)
    see you in (?:\w+ )?court
    (?:my|our) (?:\w+ )?(?:lawyers?|solicitors?|attorneys?|legal (?:team|counsel|adviser|advisor)) (?:will|is|are|has|have|shall|would|wants|says) (?:\w+ ){0,3}(?:be in touch|contact|contacting|write|writing|sue|suing|take|taking|hear|ready|instructed|advised|copied|been|reviewing|in touch|looking into|i have a case|we have a case|onto|on to|informed|deal)
    (?:legal action|legal proceedings|court action|a lawsuit|small claims) (?:will|shall|is|are|may|being|would|next|against you|against your)
    letter before (?:action|claim)
    legal notice
    sue (?:you|your|u|them|the (?:company|shop|store)|this company)
    or else court
    (?:a|this|my|the|our) lawsuit(?! (?:novel|book|film|drama))
    class action
    (?:in breach of|breaking|breached|under|contrary to|violat\w+|pursuant to) (?:\w+ ){0,2}(?:consumer (?:rights|protection)|sale of goods|contract law|consumer law|distance selling)(?: act| law| regulations)? (?:\w+ ){0,4}(?:court|sue|legal|claim|proceedings)?
"""

_PUBLICITY_THREAT = r"""
    <will> (?:\w+ ){0,4}(?:leave|leaving|post|posting|write|writing|give|giving|put|putting|publish) (?:\w+ ){0,6}(?:bad|negative|terrible|awful|horrible|1 star|one star|1star|zero star|scathing|honest|damning|worst|nasty|poor|stinking|0 star) (?:\w+ ){0,2}(?:review|reviews|rating|ratings|feedback|write ?up)
    <will> (?:\w+ ){0,4}(?:tell|telling|warn|warning|inform|let) (?:\w+ ){0,1}(?:everyone|everybody|the world|people|all my|my (?:\w+ )?(?:friends|followers|readers|family)|others|the whole|every|other customers|the internet|as many people)(?! (?:about (?:your great|how (?:good|great|wonderful|helpful|lovely|much i (?:love|like)))|how (?:great|good|wonderful|lovely|helpful|amazing|happy|fantastic)|i (?:love|loved)))
    <will> (?:\w+ ){0,4}(?:go|going|take|taking|bring|post|posting|put|putting|share|sharing|name|plaster|spread|splash) (?:\w+ ){0,4}(?:(?:to|on|all over|across|with|in|via) (?:the |all |every |my )?(?:\w+ )?(?:press|media|newspapers?|papers|social media|twitter|facebook|instagram|tiktok|youtube|reddit|trustpilot|trust pilot|google reviews?|tripadvisor|yelp|watchdog|tv|internet|x|linkedin|journalists?)|and shame|public)
    <will> (?:\w+ ){0,4}(?:contact|contacting|call|calling|email|emailing|speak to|speaking to|talk to|write to|writing to) (?:\w+ ){0,2}(?:press|newspapers?|papers|media|journalists?|bbc|watchdog|the sun|daily mail|rip ?off britain|news ?(?:channel|desk|station)|reporters?)
    <will> (?:\w+ ){0,4}make (?:sure|certain) (?:\w+ ){0,5}(?:everyone|everybody|all my|the world|people|nobody|no one)
    <will> (?:\w+ ){0,4}(?:expose|exposing) (?:you|your|this|them)
    <will> (?:\w+ ){0,4}go(?:ing)? viral
    <will> (?:\w+ ){0,4}name and shame
    expect (?:a |an |some )?(?:\w+ ){0,3}(?:bad|negative|terrible|one star|1 star|scathing) (?:\w+ )?(?:review|reviews|rating)
    (?:or|otherwise|else|if not) (?:\w+ ){0,6}(?:(?:bad|negative|terrible|1 star|one star|awful) (?:\w+ )?(?:review|reviews|rating)|trustpilot|social media|the press|the papers|twitter|facebook)
    (?:thousands?|lots|plenty|\d+|many|large number) (?:of )?(?:followers|subscribers) (?:\w+ ){0,6}(?:will|hear|know|interested|love to|wont|see)
    (?:everyone|everybody|the world|all my friends|my followers|people) (?:will|is going to|are going to|shall) (?:\w+ )?(?:know|hear|find out|see|learn)
    (?:followers|subscribers|viewers|readers|listeners|facebook group|whatsapp group|local group) (?:\w+ ){0,2}(?:will|are going to|would|might|may|shall|deserve to|ought to|should) (?:\w+ ){0,3}?(?:hear|know|read|learn|find out|be told|interested|see) (?:\w+ )?(?:of|about|in|how|what|who|all|exactly) (?:this|that|it|what|how|you|your)
    (?:or|otherwise|else|if not|then|and) (?:else )?(?:it is|its|it will be|itll be|thats|that is|you get|youll get|you will get|you can have|you can expect|expect|i give|ill give|i will give|i am giving|im giving|im leaving|i leave|ill leave|here comes|there will be|i am afraid it is) (?:\w+ ){0,3}(?:one|1|zero|0|no) stars?(?! (?:chart|charts|atlas|map|maps|wars|trek|sign|signs|ornament|book))
    (?:one|1|zero|0) stars? (?:from me|from us|on (?:google|trustpilot|trust pilot|amazon|tripadvisor|yelp|facebook|every|all)|it (?:is|will be)|for you|coming)
    (?:dont|do not|would not|wouldnt|not) (?:want|like) (?:\w+ ){0,3}(?:people|followers|everyone|everybody|customers|readers|press|papers|world|internet) to (?:hear|know|read|see|find out|learn)(?! (?:my|our|me|us|about me))
    (?:will|would|wont|wouldnt|not|doesnt|does not|how will (?:that|this|it)|how would (?:that|this|it)) look (?:very |so |too |that )?(?:good |great |nice |pretty |well )?(?:on|in) (?:\w+ )?(?:trustpilot|trust pilot|google|facebook|twitter|social media|instagram|tiktok|reddit|reviews?|press|papers?|news)
    (?:bad for|harm|hurt|damage|care about|think of|think about|consider|value|mind) your (?:\w+ )?(?:reputation|ratings?|good name)
    word (?:gets|does get|travels|spreads|will get|will spread|soon gets) (?:around|round|fast|quickly|out)
    my (?:\w+ )?(?:review|rating|feedback|stars?) (?:\w+ ){0,2}?(?:will|would|may|might|is going to) (?:\w+ )?(?:reflect|say so|show|depend|tell|not be (?:kind|good|nice|pretty|positive))
    (?:next stop|see you on|off to|straight to|say hello to|hello) (?:is |to )?(?:trustpilot|trust pilot|google reviews?|tripadvisor|yelp|twitter|social media|watchdog|the (?:local )?(?:papers?|press))
"""

_CHARGEBACK_THREAT = r"""
    (?:charge ?backs?|charging back)
    (?:dispute|disputing|reverse|reversing|claw back|stop|stopping|cancel|block|contest) (?:\w+ ){0,4}(?:charge|charges|transaction|payment|debit)(?= )(?: (?:with|through|via|at) (?:my|the|our) (?:\w+ )?(?:bank|card|credit card|visa|mastercard|paypal|amex|issuer|card company|card provider))
    (?:dispute|disputing) (?:the|this|that|it|your) (?:\w+ )?(?:charge|payment|transaction)
    (?:open|opening|raise|raising|file|filing|start|starting|lodge) (?:\w+ ){0,4}(?:paypal|bank|card|visa|mastercard|amex|klarna|ebay) (?:\w+ )?(?:dispute|claim|case)
    (?:dispute|claim|case) (?:with|through|via|at|to) (?:my|the|our)? ?(?:\w+ )?(?:bank|paypal|visa|mastercard|amex|card issuer|card company|credit card|klarna|card provider)
    (?:go|going|ask|asking|get|getting|call|calling|contact|contacting|tell|telling|speak to|phone|ring|instruct|have|having) (?:\w+ ){0,2}(?:my|our|the) (?:\w+ )?(?:bank|card company|card issuer|credit card company|card provider|paypal|visa|amex)(?: company| provider)? (?:to |and |for )?(?:\w+ ){0,3}(?:reverse|refund|claw|dispute|claim|recall|get my money|cancel the (?:payment|charge)|stop the|the money back|money back|involved)
    (?:my|our) (?:\w+ )?(?:bank|card company|card issuer|credit card company|card provider|paypal|visa|amex) (?:will|is going to|shall|is about to|is ready to|has agreed to|has offered to|is happy to) (?:\w+ ){0,3}?(?:reverse|claw|dispute|recall|(?:take|get|pull|fetch) (?:\w+ ){1,3}back|charge (?:it|this|you) back)
    section 75
"""

_SELF_HARM = r"""
    (?:kill|killing|hurt|hurting|harm|harming|cut|cutting|hang|hanging|shoot|shooting) (?:my ?self|meself)
    self ?harm(?:ed|ing)?(?! (?:prevention|awareness|books?|resources|charity|policy))
    (?:end|ending|ended|take|taking) (?:my|my own|it all)(?: own)? (?:life|lives)?(?= )(?<=(?:life|.all))
    (?:i|im|ive|me|am|been) (?:\w+ ){0,5}(?:suicidal|considering suicide|thinking (?:of|about) suicide|commit(?:ting)? suicide|contemplating suicide)
    (?:commit|committing|attempt|attempted) suicide(?! (?:in|prevention|rates?))
    (?:dont|do not|no longer|cant|cannot|not) (?:\w+ )?(?:want to (?:live|be alive|be here|wake up|exist|go on living)|wanna (?:live|be alive)|see (?:a|any|the) (?:point|reason) (?:in|of|to) (?:living|live|life|going on)|go on living|face living)
    (?:i|just|id|really) (?:\w+ )?(?:want|wanna|wish|rather) (?:to |i )?(?:\w+ )?(?:die|was dead|were dead|be dead|disappear forever|never wake up|end it|end it all|end my life)(?! (?:for|of embarrassment|laughing|when i))
    (?:better off|world is better) (?:dead|without me)
    no (?:reason|point) (?:to live|in living|living|left to live|to go on living)
    overdose(?:d)? on
    ending it all
    take an overdose
    jump off (?:a|the) (?:bridge|roof|building)
"""

_PRODUCT_DANGER = r"""
    (?:caught|catches|catching|went up in|set on|on|burst into|bursting into|started a|starts a|a small|cause a|caused a|causing a) (?:\w+ )?(?:fire|flames)(?! (?:tv|hd|stick|tablet|sale|today|drill|brigade|door|wire|this week|right now|lately))
    (?:smoke|sparks?|flames?) (?:\w+ ){0,4}(?:from|out|off|started|everywhere|coming|came|inside|filled|pouring|in the|when)
    (?:smok(?:ing|ed)|spark(?:ing|ed|s)|melt(?:ed|ing|s)|explod(?:ed|ing|es)|blew up|blown up|burnt|burned|scorched|overheat(?:ed|ing|s)|singed|scalded|electrocuted|catching fire|gas leak|leaking gas|short ?circuit(?:ed|ing|s)?)(?= (?:\w+ ){0,6}(?:plug|socket|battery|batteries|charger|cable|adapter|adaptor|kettle|toaster|lamp|heater|blanket|phone|laptop|hand|hands|arm|leg|fingers?|face|skin|foot|feet|me|my|table|carpet|floor|bed|wall|wires?|house|kitchen|in|when|while|while|and|smell|a hole|dangerous|hot|device|unit|machine|myself|son|daughter|child|baby|sofa|worktop|counter|after|as soon|overnight|on the|a bit))
    (?:plug|socket|battery|batteries|charger|cable|adapter|adaptor|kettle|toaster|lamp|heater|blanket|phone|laptop|dryer|oven|fridge|device|unit|product|scooter|power ?bank|it|bulb|glass|dish|bottle) (?:\w+ ){0,4}(?:exploded|explodes|caught fire|catches fire|is smoking|was smoking|started smoking|sparked|is sparking|melted|blew up|burst into|overheats|overheated|shattered in|gets dangerously|is a fire hazard|swelled|swollen|is leaking gas|burnt|burned my|burned a|burned me|short circuited)
    (?:electric|electrical|an electric|static|a nasty|a bad|got a|gave me a|gave him a|gave her a|get a|me a|severe|mild|big) (?:electric |electrical )?shocks?(?: from| off| when| whenever| every)
    (?:electric|electrical) shocks?(?! (?:treatment|absorber))
    electrocut\w+
    (?:allergic|anaphyla\w+) (?:reaction|shock|reactions|rash)
    anaphyla\w+
    (?:broke|broken|came) out in (?:a |an )?(?:\w+ )?(?:rash|hives|spots|blisters)
    (?:gave|given|giving|got|get|developed|caused|left) (?:me |my \w+ |him |her |us |with )?(?:a |an )?(?:\w+ ){0,2}(?:rash|hives|chemical burns?|burns?|blisters|food poisoning|burn marks?)
    food poisoning
    (?:made|making) (?:me|us|him|her|my (?:\w+ )?(?:\w+)) (?:\w+ )?(?:violently |seriously |very |really )?(?:ill|vomit|throw up|sick (?:after|from|all night|to my stomach|and))
    (?:hospital|hospitalised|hospitalized|a&e|emergency room|urgent care|ambulance|stitches|in the er|to the er|casualty) (?:\w+ ){0,8}?(?:because|after|due|from|with|for|when|to have|cut|burn|and)
    (?:ended up|taken|went|rushed|had to go|go|sent|was|been) (?:\w+ ){0,2}(?:in|to) (?:the )?(?:hospital|a&e|er|emergency room|casualty|urgent care)(?! (?:bed|gown|for work|visit))
    (?:cut|cuts|sliced|burnt|burned|scalded|injured|hurt|injuring|hurting|choked|choking|bleeding|bruised|poisoned|stabbed|blinded|pinched|broke) (?:\w+ )?(?:my|his|her|our|me|myself|himself|herself|their)(?: own)? (?:\w+ )?(?:hands?|fingers?|thumb|arms?|legs?|foot|feet|face|eyes?|mouth|lips?|tongue|gums?|skin|back|neck|head|wrist|knee|ankle|toes?|nose|tooth|teeth|badly|on (?:it|the|your|a)|open|opening|using|trying|quite|when|because|child|son|daughter|baby|toddler|kid|cheek|scalp|palm|shoulder|stomach|hip)(?! (?:off with))
    (?:my|our|the) (?:\w+ )?(?:son|daughter|child|toddler|baby|kid|grandson|granddaughter|dog|cat|wife|husband|mother|father|mum|dad) (?:\w+ ){0,4}(?:choked|nearly choked|swallowed|was (?:hurt|injured|burned|burnt|cut|electrocuted|poisoned)|got (?:hurt|injured|burned|burnt|an electric|a shock|cut)|burned|burnt|nearly died|almost died|fell through|was bleeding)
    (?:shards?|pieces?|bits?|splinters?|slivers?) of (?:\w+ )?(?:glass|metal|plastic|needle|wood|razor) (?:\w+ ){0,3}(?:in|inside) (?:\w+ ){0,3}(?:food|meal|jar|bottle|drink|salad|bread|chocolate|toy|mouth|it|packet|cereal|soup|baby|box of|biscuits?|sauce|sandwich|yoghurt|cake)
    choking hazard
    fire hazard
    safety hazard
    (?:nearly|almost|could have) (?:\w+ )?(?:killed|burned|burnt|blinded|electrocuted|set fire|choked|died) (?:\w+ )?(?:me|us|my|our|the house|to death|someone|somebody|him|her|the kitchen|down)?
    carbon monoxide
    gas leak
    (?:is|are|was|were|its) (?:\w+ )?(?:dangerous|unsafe|a danger|a hazard|not safe|hazardous)(?! (?:for my bank|to (?:order|shop|pay|give|buy)))
"""

ALARMS: tuple[tuple[MarkCode, Sifted], ...] = (
    ("legal-threat", phrases(_LEGAL_THREAT, LISTS)),
    ("publicity-threat", phrases(_PUBLICITY_THREAT, LISTS)),
    ("chargeback-threat", phrases(_CHARGEBACK_THREAT, LISTS)),
    ("self-harm", phrases(_SELF_HARM + sorrow.DESPAIR, LISTS | sorrow.LISTS)),
    ("bereavement", phrases(sorrow.BEREAVEMENT, sorrow.LISTS)),
    ("product-danger", phrases(_PRODUCT_DANGER, LISTS)),
)

# One of these stands in every phrase of its list: a message without any need not be read for it.
NEEDED: dict[MarkCode, re.Pattern[str]] = {
    "legal-threat": re.compile(
        r"\b(?:su(?:e|ing)|court|law|legal|solicitor|attorney|barrister|ombudsman|trading standards|police|fir|charges|tribunal|"
        r"claim|proceedings|consumer|bbb|better business|ftc|fca|regulator|authorit|action|citizens|case|sale of goods|contract|distance)"
    ),
    "publicity-threat": re.compile(
        r"\b(?:review|rating|feedback|write ?up|everyone|everybody|world|people|friends|followers|subscribers|readers|family|"
        r"others|whole|customers|press|media|newspaper|papers|paper|journalist|social|facebook|twitter|insta|tiktok|youtube|reddit|"
        r"trust ?pilot|google|tripadvisor|yelp|watchdog|tv|internet|x|linkedin|public|shame|viral|expos|bbc|sun|mail|news|"
        r"reporter|rip ?off|nobody|no one|stars?|viewers|listeners|group|look|reputation|good name|word (?:gets|does|travels|"
        r"spreads|will|soon))"
    ),
    "chargeback-threat": re.compile(
        r"\b(?:charg|disput|revers|claw|stop|cancel|block|contest|bank|card|paypal|visa|mastercard|amex|klarna|ebay|section 75)"
    ),
    "self-harm": re.compile(
        r"\b(?:my ?self|meself|self ?harm|suicid|suicide|die|dead|life|lives|live|living|alive|overdose|ending|end|jump|be here|"
        rf"wake|exist|disappear|without me|{sorrow.DESPAIR_NEEDED})"
    ),
    "bereavement": re.compile(sorrow.BEREAVEMENT_NEEDED),
    "product-danger": re.compile(
        r"\b(?:fire|flame|smok|spark|melt|explod|blew|blown|burn|scorch|overheat|singe|scald|electr|gas|shock|static|allerg|anaphyl|"
        r"rash|hives|spots|blister|poison|made|making|hospital|a&e|emergency|urgent care|ambulance|stitches|er|casualty|cut|slice|"
        r"injur|hurt|chok|bleed|bruis|blind|stab|pinch|broke|shard|piece|bit|splinter|sliver|hazard|danger|unsafe|not safe|killed|"
        r"died|die|monoxide|swelled|swollen|shatter|short|swallow|nearly|almost|could have|fell|gets|chemical|catch|caught)"
    ),
}

# Said of a book, a friend, a wish to praise or a plain question: no mark.
INNOCENT: dict[MarkCode, Sifted] = {
    "legal-threat": phrases(r"""
        (?:books?|novel|film|thriller|story|series|studying|student|degree|career|job) (?:\w+ ){0,4}(?:lawyers?|solicitors?|attorneys?|court|legal|law|suing)
        i am a (?:lawyer|solicitor|attorney|barrister)
        for my (?:lawyer|solicitor|attorney)
        (?:happy|glad) to see
        present for
        gift for
        food court
        tennis court
        court shoes?
        dont want to (?:sue|go to court|take legal)
        not going to sue
        no intention of suing
        legal (?:size|paper|pads?)
    """),
    "publicity-threat": phrases(r"""
        (?:good|great|five star|5 star|positive|glowing|excellent|lovely|nice|wonderful|amazing|fantastic) (?:\w+ ){0,2}(?:review|reviews|rating|feedback)
        how (?:good|great|happy|pleased|wonderful|helpful|brilliant|lovely|fantastic|amazing|much (?:i|we) (?:love|like|enjoy))
        recommend(?:ing)? you
        recommend your
        competition
        giveaway
    """),
    "chargeback-threat": phrases(r"""
        how long (?:\w+ ){0,4}chargeback
        lost the chargeback
        chargeback (?:protection|fees?|software|rate)
        dispute resolution
    """),
    "self-harm": phrases(r"""
        suicide prevention
        suicide squad
        (?:books?|novel|film|story|article|reviewing|charity|awareness|leaflets?|poster|course|training|research|character|author|poet|subject|topic) (?:\w+ ){0,5}(?:suicid\w+|self ?harm|killing|kill)
        suicid\w+ (?:\w+ ){0,3}(?:books?|novel|film|prevention|awareness|charity|helpline)
        suicide bomb\w+
        di(?:e|ed) (?:laughing|of laughter|of boredom)
        laughing
    """ + sorrow.NO_DESPAIR),
    "bereavement": phrases(sorrow.NO_BEREAVEMENT),
    "product-danger": phrases(r"""
        laughing
        of laughter
        of boredom
        of embarrassment
        fire (?:tv|stick|hd|tablet|sale|pit|place|alarm|extinguisher|brigade|door|wood|engine|truck|station|emoji|works)
        is (?:this|it) safe
        are (?:these|they) safe
        is there (?:a )?(?:risk|danger)
        if (?:it|they|he|she|i|we|the \w+) (?:ever )?(?:catch|catches|caught|explode|explodes|smokes|overheats|melt|melts)
        (?:book|novel|story|film|thriller|recipe|game|candle called) (?:\w+ ){0,4}(?:fire|shock|smoke|hospital|explode\w*|burn\w*|flames)
        smoke ?(?:alarm|detector|free|grey|gray)
        (?:no|without) (?:any )?(?:allergic|smoke|sparks|burns)
        spark(?:s|ed|ing)? (?:joy|my interest|interest|an idea|a conversation)
        melt(?:ed|s|ing)? (?:my heart|in (?:the|my|your) (?:mouth|heat|sun|post)|chocolate)
        (?:chocolates?|ice cream|butter|candles?|cheese|wax) (?:\w+ ){0,4}melt\w*
        burn(?:ed|t)? (?:a|the) (?:cd|dvd|disc|candle)
        visit (?:\w+ )?hospital
        hospital (?:appointment|visit|stay|bed|bag)
        work (?:at|in|for) (?:a|the) (?:\w+ )?hospital
        (?:hurt|hurts|hurting) (?:my|our|his|her) (?:feelings|wallet|pride|pocket|heart)
        broke (?:my|our|his|her) heart
        burn(?:ed|t|ing)? (?:toast|smell of toast|orange)
    """),
}
