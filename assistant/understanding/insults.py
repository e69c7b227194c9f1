# ruff: noqa: E501 -- a phrase is one line
"""Turns of phrase that are aimed at people: curses, sexual remarks, contempt, and mere discourtesy. Data for aim.py.

One phrase a line, as frames.py reads them. They are unkind so that staff need not read such letters unprepared.
"""

from __future__ import annotations

from assistant.understanding import lexicon as lex
from assistant.understanding.frames import Level, phrases

LISTS = {
    "you": "(?:you|u|ya|yall|yous)",
    "your": "(?:your|ur|yr|youre)",
    "youare": "(?:youre|ur|(?:you|u|yall)(?: (?:people|guys|lot|all))? (?:are|r))",
    "they": "(?:they|he|she|theyre|hes|shes|those people|that man|that woman)",
    "fuck": "(?:fuck|fuk|fck|fcuk|fuc|phuck)",
    "fucking": "(?:fucking|fuckin|fking|fcking|fkn|bloody|goddamn|damn|sodding)",
    "insult": "(?:" + "|".join(sorted(lex.INSULTS - lex.DOUBLE)) + ")",
    "name": "(?:" + "|".join(sorted(lex.INSULTS)) + ")",
    "staff": "(?:" + "|".join(sorted(lex.STAFF - {"mother", "mum", "mom"})) + ")",
    "arse": "(?:arses?|asses|ass|backsides?|butts?|holes?|rectum|bum)",
    "dick": "(?:dick|dicks|cock|cocks|balls|nuts|knob|arse|ass|cunt|pussy|tits?|penis|bell ?end|bollocks)",
}

_CURSES = r"""
    (?<!the )(?<!tf )(?<!hell )(?:<fuck>|screw|sod|stuff) (?:<you>|yourself|yourselves|urself|you all|all of you)(?! (?:over|up|gon|gonna|think|mean|guys over|are|have|talking|doing|say|want))
    (?<!the )(?:<fuck>|screw) (?:the lot of you|every (?:\w+ )?one of you|everyone there|you all)
    (?:<fuck>|sod|bugger|feck|naff|eff|jog) (?:right |the \w+ )?off(?! (?:your|the|my|with my|at the))
    (?<!me )(?<!people )(?<!us )(?<!customers )(?<!to )piss off(?! (?:your|the|my|people|customers|everyone|so))
    (?:tell|told) (?:your \w+|them|him|her) to (?:<fuck>|piss|sod|bugger) off
    (?:go|get) (?:<fuck>|screw|stuff) (?:<you>|yourself|yourselves|urself|off|a|your)
    (?<!off )<fuck> (?:u|your (?:mum|mom|mother|self|selves|life|family|face|boss))
    fuckyou|fuckoff|stfu|kys|gtfo|middlefinger|shutup
    get the (?:<fuck>|hell) (?:out|away|lost|off my)(?! (?:of here and \w+|to))
    (?:go|rot|burn|roast) (?:to|in|straight to) (?:the )?hell
    see you in hell
    drop dead
    (?:go and |just |please |go )?die (?:you|u|bitch|scum|slowly|in a (?:fire|ditch|hole))
    (?:go (?:and )?)(?:die|drown|choke|hang yourself|jump off a (?:bridge|cliff|roof)|play (?:in|with the) traffic)
    (?:kill|hang|shoot|hurt|drown|off) (?:yourself|yourselves|urself)
    eat (?:shit|crap|a dick|dirt|my shorts|my arse)
    (?<!to )(?<!and )(?<!to just )shut (?:the )?(?:<fuck> |hell |<fucking> )?up(?! (?:shop|and take my money|early|for))
    shut (?:your|ur|that|it you) (?:\w+ )?(?:mouth|face|trap|gob|hole|cakehole)
    kiss my (?:\w+ )?<arse>
    (?:up|shove (?:it|that|this|them|\w+ \w+)|stick (?:it|that|this|them|\w+ \w+)) (?:right )?(?:up )?your (?:\w+ )?<arse>
    up yours
    bite me
"""

_SEXUAL = r"""
    (?:suck|lick|blow|bite|eat|kiss|touch|stroke|rub) (?:on )?(?:my|his|these|this|on my|a) (?:\w+ )?<dick>
    (?:you|u|to|and|please|come|would|will|can|just|wanna) (?:(?!dont |not )\w+ )?(?:suck|blow|fuck|shag|spank|lick) me(?! (?:over|around|off|up))
    suck me(?! (?:over|around|off|up|in|into))
    sucking (?:my )?(?:dick|cock)|a ?blow ?job|handjob|deepthroat|jerk off|wank(?:ing)? (?:me|over|off)
    bend (?:you |her |him )?over (?:for|and|my|that|the|your)
    (?:send|show) (?:me )?(?:your|some|ur|a|pics of your) (?:\w+ )?(?:nudes?|tits|boobs|breasts|naked \w+|pussy|bum|bra|panties)
    (?:nice|big|great|lovely|good|sexy) (?:pair of )?(?:tits|boobs|rack|arse|ass|bum|breasts|legs on (?:you|her|that))
    (?:have|want|wanna|having|had|want to have|like) (?:\w+ ){0,2}(?:sex|a shag|phone sex|cyber sex|cybersex) with (?:you|u|me|your \w+)
    (?:want|wanna|lets have|want to have|like to have) (?:\w+ )?(?:sex|a shag|phone sex|cyber sex|cybersex)
    (?:you|u) (?:\w+ )?(?:like|want|have|had|do|enjoy|into) (?:\w+ )?(?:sex|porn|it rough|anal|cock|dick)
    (?:sex|cyber|sexting|cybersex|shag|netflix and chill) (?:with|to) (?:you|u|me)
    sleep with (?:me|you|u|us)
    (?<!the )(?<!to )(?:fuck|shag|bang|bone|rape|spank|lick|screw|eat) (?:your|you|u|ur) (?:\w+ )?(?:hard|brains|silly|tonight|pussy|ass|mouth|wife|daughter|sister|mom|mum)
    (?:want|wanna|like|love|going|gonna|let me|love) (?:to )?(?:fuck|shag|bang|rape|spank|lick) (?:you|u|me|your|her)
    (?:will|can|would|should|shall) (?:you|u|we) (?:\w+ )?(?:fuck|shag|bang|undress|strip|sleep with)(?: me)?
    (?:you|u|youre|ur|your voice is|you sound|you look|she is|shes) (?:\w+ ){0,3}(?:sexy|horny|slutty|fuckable|kinky|hot stuff|a hottie)
    (?:i am|im|makes? me|get me|getting|feeling|got me) (?:\w+ )?(?:horny|hard for|turned on by you|aroused)
    what are you wearing(?! (?:today to|for the))
    are you wearing (?:any )?(?:underwear|knickers|panties|a bra|anything)
    (?:your|ur|her) (?:\w+ )?(?:tits|boobs|breasts|pussy|vagina|penis|dick|cock|nipples|panties|knickers|bra size|cleavage)
    (?:my|a big|big|huge|hard) (?:\w+ )?(?:penis|cock|erection|boner|hard on)(?! (?:ring doorbell|pump broke))
    take (?:off )?your (?:\w+ )?(?:clothes|top|shirt|bra|panties|knickers|pants)(?: off)?
    get (?:into|in) (?:your|her) (?:pants|knickers|bed|panties)
    (?:kiss|cuddle|undress|touch|spank|marry) (?:you|u|your (?:lips|neck|body)) (?:all over|tonight|baby|sexy|naked|hard)
    (?:see|want|like|imagine|picture|imagining) (?:to see )?(?:you|u|her) (?:\w+ )?(?:naked|undressed|without clothes|on your knees|in lingerie|in my bed)
    cum (?:on|in|for) (?:me|you|your|my)
"""

_CONTEMPT = r"""
    (?:too|that|so|<fucking>) (?:\w+ )?(?:stupid|thick|dumb|dim|retarded|braindead|uneducated|illiterate) to(?! (?:be true|believe))
    (?:people|women|men|girls|<name>|someone|anyone|scum|creatures|persons) like (?:you|u|yourself|yourselves|your lot) (?:\w+ ){0,3}(?:should|shouldnt|dont deserve|deserve|ought|have no|make me sick|need to be|belong|must|cant|cannot|will never|are (?:why|the reason|what is wrong|a waste|scum|trash|filth))
    (?:<you>|your|ur|you people|you lot|<they>) (?:\w+ )?(?:dont|doesnt|do not|does not) deserve (?:to (?:live|breathe|exist|have a job|be alive|work)|oxygen|a job|your job|the job)
    (?:<youare>|<they>(?: is| are)?|a|the|complete|such a|utter|total|absolute|real) (?:\w+ ){0,2}waste of (?:oxygen|space|skin|air|breath|sperm|a human|human|life|flesh|dna|a salary|carbon)
    waste of (?:oxygen|skin|sperm|human skin|human flesh|dna)
    (?:lowest of the low|scum of the earth|bottom of the barrel like you|filth like you|scum like you)
    brain ?dead(?! (?:chat ?bot|website|system|app|policy|process|machine|menu))
    (?:not|single|one|half a|two|any|no|few|many|the|working|missing) (?:\w+ )?(?:brain ?cells?|braincells?)
    (?:have|got|has|had|without|find|grow|use|with|need) (?:\w+ ){0,2}(?:brains? between|a single brain|half a brain)
    (?:your|their|his|her|an|combined) (?:\w+ )?iq (?:\w+ ){0,3}(?:of|below|under|lower|smaller|room temperature|negative|shoe size|single digits?|less|than)
    (?:brain|brains|iq|intelligence|intellect|wits) (?:\w+ ){0,2}(?:of|like|the size of) (?:a|an) (?:\w+ )?(?:pea|peanut|ant|flea|fish|goldfish|gnat|walnut|potato|brick|donkey|amoeba|sponge|slug|toddler|child|plank|cabbage|chicken|sheep|rock|snail|worm|cow)
    (?:as )?thick as (?:\w+ )?(?:mince|pig ?shit|shit|two short planks|planks?|a brick|bricks|they come|a plank)
    (?:dumb|dumber|stupid|stupider|thicker|duller|slower) (?:as|than) (?:a |an )?(?:\w+ ){0,3}(?:rocks?|shit|bricks?|post|dirt|hammers|hair|donkey|animal|monkey|snail|mud)
    (?:trained )?(?:monkeys?|chimps?|chimpanzee|dog|goldfish|donkey|toddler|brick|potato|plank|ape|parrot|cat|child|houseplant|pigeon) (?:could|would|can|has|have) (?:\w+ ){0,2}(?:do|answer|run|write|read|type|more|manage|work|sense|be) (?:\w+ ){0,3}(?:your|you|better|than|than you)
    (?:smarter|cleverer|brighter|more intelligent|more sense|more brains|more use|more intelligence|more brain) than (?:\w+ ){0,3}(?:you|your|the lot of you|all of you|any of you|yours|u)
    (?:sorry|pathetic|poor|miserable|sad|lousy) excuses? (?:for|of) (?:a |an )?(?:\w+ )?(?:human|person|people|man|woman|adult|employee|manager|life|being|beings)
    (?:<youare>|your <staff> (?:is|are|was)|<they>(?: is| are| was)?) (?:\w+ ){0,4}(?:human garbage|human trash|garbage human|disgusting human|vile human|disgusting person|piece of (?:shit|crap|garbage|trash|filth|dirt)|pieces of shit|pile of (?:\w+ )?(?:shit|crap|garbage)|sack of shit|pos)
    (?:by|for|you|he|she|who|feels? good|like|whoever) (?:to )?(?:be|being|is|was|are) (?:such )?an? (?:\w+ )?(?:piece|pile|sack) of (?:shit|crap)
    (?:feels? good|like|nice) to be an? (?:\w+ ){0,2}(?:piece|pile|sack) of (?:shit|crap)
    (?:hope|pray|wish) (?:that )?(?:<you>|youre|your|she|he|they|whoever|all of you|the (?:driver|agent|manager|person)) (?:\w+ ){0,5}(?:die|dies|dead|cancer|suffer|suffers|rot|rots|burn|burns|choke|chokes|crash|starve|hit by a|run over|covid|aids|hurt|drown|fall down|broke|homeless|miscarry)
    (?:hope|pray|wish) (?:that )?(?:you|u|your \w+|whoever|they|he|she) (?:\w+ ){0,4}(?:get|gets|are|is|be|been|got) (?:\w+ )?(?:all )?(?:fired|sacked|the sack|made redundant|deported|evicted)
    (?:hope|pray|wish) (?:that )?(?:you|u|your \w+|they) (?:\w+ ){0,3}lose (?:your|their|his|her) (?:jobs?|house|homes?|family|children)
    (?:you|u|<they>|your \w+) (?:\w+ ){0,2}(?:deserve|deserves) (?:everything (?:bad )?you get|to (?:suffer|rot|starve|be (?:sacked|fired|unemployed|beaten|shot)))
    (?:your|ur) (?:mother|mum|mom|mama|mommy|parents|father) (?:is|was|are|must|should|would|raised|dropped|never|didnt|sucks?|and father|ought|wished?)
    (?:who|what kind of \w+|did your (?:mother|parents|mum)) (?:raised|brought up|teach|bring|raise) you(?: up)?
    nobody (?:likes|loves|wants|would miss|will miss) (?:you|u)
    (?:you people|your lot|your kind|your sort|your type|people of your (?:kind|sort|type)|that lot|this lot|those people) (?:\w+ ){0,3}(?:make me sick|disgust me|should be (?:shot|deported|locked|banned|put down|ashamed of being)|shouldnt be (?:allowed|let)|should not be (?:allowed|let|here|working)|are all the same|belong in)
    (?:i|we) (?:dont|do not|refuse to|will not|wont|wouldnt) (?:\w+ ){0,3}(?:speak|talk|deal|served|be served|listen) (?:to|with|by) (?:your (?:kind|sort|type)|those people|people like (?:you|that|her|him)|a (?:foreigner|woman|girl|monkey|peasant))
    (?:<you>|your|<they>|staff|agents?|people|team|whoever \w+ \w+|driver|drivers|idiot|manager|man|woman) (?:\w+ ){0,4}(?:should not|shouldnt|should never|ought not to|oughtnt to|must not|arent fit to|are not fit to|isnt fit to|is not fit to|arent|cant) (?:even |ever )?be (?:allowed|let|trusted|permitted) (?:out|near|anywhere near|to (?:breathe|breed|vote|reproduce|have children|have kids|work with|be|leave|speak|answer|use|touch|own)|around|within|in charge of|loose|outside)
    (?:not|isnt|arent|never) (?:\w+ )?(?:fit|qualified|smart enough|clever enough|bright enough|good enough|intelligent enough) to (?:lick|clean|sweep|breathe|flip|wipe|tie|mop|shovel|boil|serve|run a bath|shine|scrub|polish|empty)
    (?:go|get|send (?:them|you|him|her)(?: all)?|went|crawl) back (?:\w+ )?(?:to )?(?:your (?:own )?(?:country|village|jungle|cave|hole|kitchen|mother|mud hut)|where (?:you|they|he|she) (?:came|come|belongs?)|the (?:kitchen|jungle|trees|zoo|gutter|sewer)|school|india|africa|china|mexico|pakistan|poland|nigeria|bangalore)
    (?:learn|speak|talk|try speaking|write|understand) (?:to speak |some |in |proper |bloody |fucking |the |to write |to read |actual |real ){1,3}english(?! (?:version|edition|literature|breakfast))
    (?:someone|somebody|anyone|person|agent) who (?:can |actually |properly |really ){0,2}(?:speaks?) (?:english|proper english|the language) (?:\w+ ){0,2}(?:not|instead of) (?:you|some|a|these)
    (?:did|have|were|must have been) (?:you|u|your mother|all of you) (?:\w+ ){0,2}(?:dropped on|finish school|go to school|inbred|drop you|dropped you|born (?:stupid|this|that))
    what (?:the (?:<fuck>|hell) |in gods name |on earth )?(?:is|the <fuck> is|<fuck> is|are) wrong with (?:you|u) (?:people|morons|animals|freaks|idiots)
    (?:crawl|crawled) (?:back )?(?:under|into|out|from) (?:\w+ ){0,3}(?:rock|hole|sewer|cave|gutter|slime)
    (?:do|does|did) (?:the world|us all|everyone|humanity|the human race) a favou?r and
    (?:i|we) (?:\w+ )?(?:despise|detest|loathe|hate) (?:every one of you|all of you|your guts|you all|you people|you (?:bitch|bitches|bastards|scum|<insult>))
    (?:i|we) (?:\w+ )?(?:despise|detest|loathe) you
    (?:spit|piss|shit|vomit|puke) (?:on|in|at) (?:you|your (?:grave|face|food|mother|staff|team))
    <you> (?:\w+ )?(?:make|makes) me (?:want to )?(?:puke|vomit|throw up|ashamed to be human)
    <you> (?:guys |people )?suck (?:\w+ )?(?:dick|balls|ass|cock|as a (?:human|person))
    heads? (?:\w+ ){0,2}(?:out of|outta|stuck up|so far up|up) (?:your|their|his|her|ur|its) (?:\w+ )?<arse>
    (?:run|staffed|managed|manned|operated|written|designed|answered|packed|driven) by (?:\w+ ){0,3}<name>
    (?:be|being|bigger|biggest|such) (?:a |an |the )?(?:\w+ )?(?:dick|prick|cunt|twat|arsehole|asshole|bitch|wanker|jerk)(?: to \w+| about it)?
    (?:whats|what is) (?:it )?like (?:to be|being) (?:so |this |that )?(?:stupid|thick|dumb|useless|worthless|pathetic)
    (?:how|why) (?:\w+ )?(?:stupid|thick|dumb|retarded|braindead) (?:are|r|can|do you have to be) (?:you|u|one person|someone|a person|people)
    (?:you|u) (?:\w+ ){0,3}(?:little|pathetic|sad|nasty|horrible|vile|disgusting|stupid|silly|jumped up|spineless|worthless|filthy|greasy|ugly|fat|dirty|evil) (?:little )?(?:man|woman|girl|boy|creature|person|people|human|being|cow|nobody|rat|weasel|toad|thing|worm|jobsworth|peasant|mind)
    (?:you|u|<they>|your \w+) (?:\w+ )?(?:smell|stink)(?! (?:of|like|in|from|coming))
    (?:you|u) (?:are|r) (?:\w+ )?(?:nobody|nothing|subhuman|beneath me|below me|not human|an embarrassment to (?:your|the human|humanity)|a disgrace to (?:your|the human|humanity|mankind|your family|your parents))
    (?:youre|ur) (?:\w+ )?(?:nobody|nothing|beneath me|below me|not even human)
    (?:get|give|put|bring) (?:me )?(?:a man|a real man|someone with (?:a brain|half a brain|an iq)|somebody with a brain|a white (?:man|person)|an adult)(?: on)?
    (?:son|sons|daughter) of (?:a )?(?:bitch|bitches|whore|whores)
    (?:go|get) back (?:to|in) (?:the |your )?(?:kitchen|hole|cage)
"""

_STAFF = r"""
    (?:the|some|this|that|which|what|these|those|an|a|another|whatever|your|one of your|whichever|any) (?:(?!of )\w+ ){0,2}<insult> (?:who|that) (?:\w+ )?(?:answered|works?|drives|drove|delivered|sold|packed|wrote|runs|took|sent|picked|is|handled|designed|reads?|calls?|called|does|did|was|put)
    (?:the|some|this|that|which|what|these|those|an|a|another|whatever|your|one of your) (?:(?!of )\w+ ){0,2}<insult> (?:at|on|in|from|behind) (?:your|the) (?:\w+ )?(?:end|desk|counter|till|depot|office|warehouse|shop|phone|line|chat|team|call ?centre|support|company|other end|branch|store|reception|department|staff)
    (?:the|some|this|that|which|what|these|those|an|a|another|whatever|your|one of your) (?:(?!of )\w+ ){0,2}<insult> (?:you (?:employ|hired|hire|sent|call|have|put|got)|of an? <staff>|working|answering|running|in charge|<staff>)
    (?:your|that|the|these|those) <insult> (?:of )?(?:an? )?<staff>
    <staff> (?:\w+ ){0,4}(?:is|are|was|were|being|act like|acted like|acting like) (?:all |a |an |just |such |total |complete |absolute |nothing but |the |<fucking> |real |bunch of |lot of |pack of |load of ){0,4}(?:<insult>|jerks?|pricks?|dicks?|pigs?|creeps?|cows?|losers?|parasites?|bitch|bitches|slags?)
    (?:asshole|arsehole|dickhead|wanker|bastard|bitchy|retarded|braindead|moronic|idiotic|scumbag) (?:phone |customer |support |call ?centre |ground |cabin |gate |desk )?(?:support|staff|agents?|reps?|employees|drivers?|crew|people|managers?|service people)
"""

_RUDE = r"""
    (?:are|r) <you>(?: people| guys| lot)? (?:\w+ )?(?:blind|deaf|stupid|thick|dense|high|drunk|mad|crazy|insane|asleep|awake|even human)
    (?:can|do|did|could|dont|cant) <you>(?: people| guys| lot)? (?:even |not |ever |actually |bother to ){0,2}(?:read|listen|understand english|speak english|know how to do your)
    (?:thanks|thank you|thanx) for nothing
    what (?:do|does|are|exactly are) (?:\w+ ){1,4}(?:paid|get paid|being paid) (?:for|to do)
    do your (?:\w+ )?jobs?
    wake up(?! (?:call|in|to|at|this|early|and|on|every|with|the|screen|light|time))
    learn (?:how )?to (?:\w+ )?(?:read|do your|count|spell|write|answer|listen|drive|pack|deliver|run a)
    use your (?:heads?|brains?|eyes|loaf)
    grow up(?! (?:in|with|on|to))
    get a (?:life|clue|grip|brain|real job|proper job)
    (?:shame on|ashamed of) (?:you|u|yourself|yourselves)
    <you> (?:\w+ )?(?:couldnt|could not|cant|cannot) (?:organi[sz]e|run|find|manage|sell) (?:a|your|the) (?:piss|bath|own|arse|ass|whelk|raffle|way out|lemonade|party)
    (?:couldnt|could not|dont|does not|do not|doesnt|didnt|nobody|not) (?:\w+ )?gives? a (?:\w+ )?(?:shit|damn|toss|fuck|monkeys|rats|crap|flying)
    what (?:the (?:<fuck>|hell) )?is wrong with (?:you|u|your)
    <you> (?:people|lot|guys) (?:\w+ )?(?:suck|stink|disgust me|are a joke|have no idea|havent a clue)
    <you> suck
    i hate (?:you|u)
    congratulations (?:on|you have|youve) (?:\w+ ){0,4}(?:losing|lost|ruin\w*|worst|fail\w*|messing|managing)
    (?:lying|thieving|lazy|incompetent|useless|pathetic) (?:bunch|shower|lot|outfit)
    <fuck> (?:this|your|the)
    get (?:your|ur) (?:\w+ )?(?:shit|fingers?|arses?) (?:together|out|in)
    call yourselves? (?:a|an|customer|professional|experts?)
    (?:great|good|nice|brilliant|fantastic|excellent|amazing|top|stellar) (?:job|work|going|one|effort) (?:\w+ ){0,4}(?:losing|lost|breaking|broke|ruin\w*|messing|ignoring|wasting|failing|delaying|cancelling|canceling|again|not)
    (?:is|was) (?:it|that) (?:really |so |too |that ){1,2}(?:hard|difficult|much to ask)
    how hard (?:is it|can it be|could it be)
    (?:wtf|stupid|bloody|useless) (?:people|lot)
    (?:oh |how |so )?(?:sweet|dear|darling|love|sweetheart|sweetie|honey) (?:of you|you clearly|let me explain)
    let me (?:spell|explain|say) (?:it|this) (?:\w+ ){0,2}(?:slowly|in small words|in simple words|for you)
    (?:let me|ill) (?:type|write|speak|say|spell) (?:this |it )?(?:out )?(?:very |really )?slowly
    (?:a )?(?:five|5|four|4|three|3|two|2) year old (?:could|would|can|has|understands)
"""

_SOURCES: tuple[tuple[Level, str, str], ...] = (
    ("abusive", "curses the reader", _CURSES),
    ("abusive", "a sexual remark", _SEXUAL),
    ("abusive", "contempt", _CONTEMPT),
    ("abusive", "insults one of the staff", _STAFF),
    ("rude", "discourtesy", _RUDE),
)
PHRASES = tuple((level, why, phrases(source, LISTS)) for level, why, source in _SOURCES)
