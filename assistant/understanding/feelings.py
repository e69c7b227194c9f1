# ruff: noqa: E501 -- a phrase is one line
"""What glad, sorry and troubled customers write: words with weights, and turns of phrase. Data for tone.py.

Weights are in points: 1 is a shade, 2 plain, 3 strong. Words are plain ones, as disguise.py makes them.
"""

from __future__ import annotations

from assistant.understanding.sifting import PLAIN


def _weigh(*classes: tuple[float, str]) -> dict[str, float]:
    return {word: weight for weight, words in classes for word in words.split()}


GLAD = _weigh(
    (3.0, """amazing awesome fantastic excellent outstanding wonderful brilliant superb perfect love loved loves loving best greatest
        exceptional incredible fabulous phenomenal terrific marvellous marvelous delighted thrilled ecstatic impeccable stellar adore
        adored rocks rock rockstar kudos props gladface heart yay woohoo woo amazingly beautifully perfectly flawless flawlessly legend
        legends lifesaver superstar superstars superhero bravo yum delicious gorgeous stunning blessed winning hooray wow"""),
    (2.0, """great good thank thanks thx thankyou ty thnx tnx tysm tyvm cheers appreciate appreciated appreciative grateful happy glad
        pleased enjoy enjoyed enjoying enjoyable impressed impressive helpful kind kindness friendly friendliest lovely beautiful nice
        nicest nicely smooth smoothly comfortable comfy sweet cool excited exciting congrats congratulations recommend recommended fun
        polite courteous professional efficient efficiently prompt promptly speedy painless pleasant pleasantly pleasure delight gracias
        worked super welcome fav fave favorite favourite better yes solved sorted resolved haha lol classy"""),
    (1.0, """easy easily quick quickly fast fine clean safe safely free well interested liked likes hope hoping win won lucky
        helped helping fresh tasty special patient warm"""),
)
SORRY = _weigh(
    (3.0, """worst terrible horrible awful disgusting disgusted disgrace disgraceful appalling appalled atrocious abysmal dreadful pathetic
        unacceptable ridiculous ridiculously furious outraged outrageous outrage livid hate hated hates despise useless incompetent
        incompetence nightmare horrendous shocking disappointed disappointing disappointment disappoint disappoints inexcusable
        shameful shame joke scam scammed scammers fraud ripoff ripped robbed theft stealing thieves liars lied lying lies liar garbage trash
        crap crappy shit shitty bullshit fuck fucking fucked fuckin fck wtf rubbish sucks suck sucked unprofessional insulting insulted angryface
        infuriating infuriated infuriate fuming enraged disaster fiasco shambles farce mess joke jokers clowns idiots cowboys sickening hell
        miserable unbelievable ludicrous absurd deplorable lousy crooks damn pissed stupid dumb fail failed fails failure failing
        mistreated incompetency fml ffs smh"""),
    (2.0, """bad poor poorly rude angry anger annoyed annoying annoyance frustrated frustrating frustration frustrates upset upsetting unhappy
        dissatisfied displeased dismayed unsatisfied unsatisfactory disorganized disorganised dirty filthy nasty broken broke breaks broken
        faulty defective damaged damage torn ripped cracked smashed scratched bent leaking wrong incorrect mistake error errors glitch bug
        buggy crash crashes crashed crashing freezing freezes frozen lost missing missed late delay delays delayed cancelled canceled
        cancellation stuck stranded ignored ignoring ignore unhelpful careless neglected waste wasted wasting nothing never overcharged
        mischarged complaint complaints complain complaining issue issues problem problems trouble troubles unable inconvenience inconvenienced
        inconvenient inconsistent refuse refused refuses refusing denied rejected worse ruined ruin ruins ruining misleading misled deceptive
        false unfair unreliable slow sluggish hopeless laughable tired sick sad sadface sadly sorry unfortunately ugh grr argh meh boo sigh
        hassle pain runaround hung disconnected dropped kicked bumped misplaced mishandled smelly stinks stink smells stale
        mouldy moldy rotten undercooked burnt cold expired fake counterfeit shoddy cheaply flimsy malfunction malfunctioned malfunctioning
        outage down offline unresponsive unanswered unresolved overbooked overpriced messed screwed forgot forgotten neglect gouging
        tarmac abandoned nobody clueless confusing confused dislike uncomfortable cramped seriously"""),
    (1.0, """waiting waited wait wtf still yet again hours hrs months weeks hold holding why expensive pricey lack lacking limited
        cannot cant wont doesnt didnt isnt wasnt dont no not nope unless without unsure concerned worried worry worrying stop stopped
        tried trying keeps keep kept supposed apparently refund twice third another gone lose losing costing cost paid paying charged
        hardly barely disappears reschedule rebook rebooked reply response answer hear heard pay"""),
)
# Words of trouble that many a plain question also holds: they count for little without a second sign.
NOT = frozenset(
    ["not", "no", "never", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "cant", "cannot", "couldnt", "wouldnt", "shouldnt", "wont", "hasnt", "havent", "hadnt", "without", "hardly", "barely", "neither", "nor", "aint", "nothing", "less", "lack", "lacks", "lacking", "nowhere", "far"]
)
VERY = frozenset(
    ["very", "so", "really", "extremely", "absolutely", "totally", "completely", "utterly", "incredibly", "beyond", "truly", "highly", "super", "too", "such", "damn", "fucking", "bloody", "seriously", "most", "deeply", "terribly", "awfully", "quite", "entirely"]
)

# A fault told without a feeling: something did not come, does not work, was not what was ordered.
PROBLEMS = tuple(
    (weight, PLAIN.pattern(pattern))
    for weight, pattern in (
        (3.0, r" (?:has|have|had|did|does|do|is|was|were|are|ve|s|still|it|they|order|parcel|package|item|refund|nothing|app|site|website) (?:not|nt|never) (?:\w+ )?(?:arrived?|come|came|turned up|shown up|show up|worked|work|works|working|received|delivered|been (?:delivered|received|refunded|sent|shipped|answered|resolved|fixed|credited|paid)|start|started|load|loading|turn on|switch on|charge|charging|respond|responded|replied|reply|answer|answered|heard|fit|match|open|connect|recognis\w+|recogniz\w+|update|sync) "),
        (3.0, r" (?:hasnt|havent|didnt|doesnt|dont|isnt|wasnt|werent|arent|wont|cant|cannot|couldnt|hadnt) (?:\w+ ){0,2}(?:arrived?|come|turned up|shown up|show up|worked|work|working|received?|get|got|been|delivered|delivering|sent|shipped|start|load|loading|turn on|charge|charging|respond|responded|responding|replied|reply|answer|answered|answering|heard|fit|match|open|opening|connect|connecting|recognis\w+|recogniz\w+|update|updated|sync|syncing|log in|login|access|find|help|reach|use|resolved?|fix|fixed|refunded|happy|pleased|impressed|even|give|send|show|care|acceptable|good enough|allow|let|accept) "),
        (3.0, r" (?:never|nothing|nobody|no one|noone|none) (?:\w+ )?(?:arrived|came|come|received|turned up|showed up|got|heard|answers?|answered|replied|replies|responded|responds|called|calls|sent|delivered|works|worked|happened|happens|again|picks? up|helps?|cares?|seems|knows|been) "),
        (2.5, r" (?:stopped|stops|quit|keeps?|kept) (?:\w+ )?(?:working|crashing|freezing|breaking|failing|loading|charging|dropping|cutting|disconnecting|saying|telling|buffering|showing|giving|logging|asking|sending|hanging|rebooting|restarting|getting|coming|turning) "),
        (2.5, r" (?:wrong|different|incorrect) (?:\w+ )?(?:item|items|size|colou?r|order|product|book|edition|address|one|model|amount|price|flight|seat|food|bag|gate|info|information|name|date|part|parts|version|place|city|state) "),
        (2.5, r" (?:arrived|came|received|delivered|turned up|got|was|were|is|are|been) (?:\w+ ){0,3}(?:damaged|broken|torn|cracked|smashed|faulty|defective|dead|empty|opened|missing|ripped|bent|scratched|stained|leaking|late|wrong|soaked|mouldy|moldy|expired|crushed|dented|incomplete|unusable|used|dirty|rude|lost|stolen) "),
        (2.5, r" (?:charged|billed|debited|paid) (?:\w+ ){0,5}(?:twice|double|two times|three times|2x|again|extra|too much|wrong|wrongly|incorrectly|without|for nothing|a second time) | (?:double|over|wrongly) (?:charged|billed|charge) "),
        (2.5, r" (?:still|been) (?:\w+ )?(?:waiting|wait|on hold|holding|no|not|havent|hasnt|cant|stuck|sitting|missing|nothing|chasing|down|broken|having|pending|processing|unresolved|without|trying|getting) | on hold "),
        (2.0, r" (?:for|over|after|been|than|nearly|almost|past|took|waited|waiting|within|in|last|another|about) (?:\w+ ){0,2}(?:\d+\+?|two|three|four|five|six|seven|eight|nine|ten|several|many|few|couple of|an|one) ?(?:\w+ )?(?:hours?|hrs?|hr|days?|weeks?|months?|mins?|minutes?|years?|times) (?:late|and|now|still|on hold|with|for|of|without|to|later|waiting|already|delay|ago|wait|no|$)| (?:\d+|two|three|four|five|six|several|multiple|many|countless|numerous|so many|umpteen) (?:\w+ )?(?:calls|emails|times|attempts|messages|tweets|complaints|tickets|agents|people|reps) "),
        (2.0, r" (?:no|zero|any) (?:reply|response|answer|answers|update|updates|explanation|apology|communication|signal|service|help|helpful|confirmation|refund|tracking|sign|record|idea|luck|info|information|bag|bags|luggage|internet|power|solution|option|one) | (?:nowhere to be|nowhere near|not even) "),
        (2.0, r" (?:how|why) (?:\w+ ){0,3}(?:can|cant|is it|do you|does it|dont|are you|would you|is|am i|did|was|has|have|isnt|doesnt|wont|should) (?:\w+ ){0,6}(?:so|such|still|not|never|always|only|wrong|refuse|charged|charge|cancel|cancelled|delayed|late|long|hard|difficult|allowed|even|happen|happening|taking|take|lose|lost|expect|justify) "),
        (2.0, r" (?:fix|sort|sort out|get) (?:this|it|your|ur|the) (?:\w+ )?(?:shit|act|together|out|asap|now|app|please|service|site|website|issue|problem|mess)? ?| get (?:it|your act|your shit|your stuff) together | do something | what (?:is|are|the|s) (?:\w+ )?(?:going on|happening|wrong|the point|the deal|the problem|the excuse|heck|hell) | what a (?:\w+ )?(?:joke|mess|shame|waste|disgrace|farce|shambles|load|con|rip|way) "),
        (2.0, r" (?:never|not|wont|will not|last time) (?:\w+ ){0,3}(?:again|fly|flying|buy|buying|order|ordering|use|using|shop|shopping|recommend|return|come back|be back|do business|a customer|anymore|any more) | (?:lost|losing|lose) (?:a|my|me as|your|another) (?:\w+ )?(?:customer|business|custom|bag|bags|luggage|trust|money|order) | (?:switching|switch|going|moving|take my business) to (?:another|your competitor|a different|someone else|elsewhere) | elsewhere "),
        (2.0, r" (?:needs?|need|requires?) (?:\w+ )?(?:to be )?(?:fixed|fixing|resolved|sorted|replaced|repaired|addressed|escalated|improve|improving|improvement) | (?:should|could|would) (?:not|nt|never|at least|have been|be able|know better|be ashamed) | (?:shouldnt|couldnt|wouldnt) "),
        (2.0, r" (?:want|demand|expect|need|give me|where is|wheres|wheres|get) (?:\w+ )?(?:my|a|the) (?:\w+ )?(?:money|refund|full refund|compensation|bag|luggage|order|parcel|package|money back|explanation) (?!policy)| money back | how do i (?:complain|make a complaint|get my money) | (?:make|file|lodge|raise|submit) (?:a|an) (?:\w+ )?complaint "),
        (1.5, r" (?:error|fault|glitch|bug|problem|issue|trouble|difficulty|difficulties|outage) (?:\w+ ){0,2}(?:message|code|with|in|on|when|getting|logging|accessing|trying|using|since) | (?:having|getting|have|has|had|got|experiencing|facing|see|seeing|with) (?:\w+ ){0,3}(?:issues?|problems?|trouble|errors?|difficult\w+|outage) | (?:not|isnt|doesnt|wont|cant|unable to|impossible to|fails? to|failed to|refus\w+ to) "),
    )
)
# Nobody complains here, whatever words fall: a plain question, thanks ahead, a courtesy.
SOFT = PLAIN.pattern(
    r" (?:no (?:problem|problems|worries|rush|hurry|complaints|issues|trouble|need to worry)|not (?:a )?(?:problem|bad|a complaint|urgent|an issue)|cant (?:wait|fault|complain|thank|recommend|beat|go wrong|stop (?:smiling|laughing))|cannot (?:wait|fault|thank|recommend)|sorry (?:to (?:bother|trouble|hear)|for (?:the|my|bothering|troubling|being|not)|about (?:the|my|that)|i (?:forgot|meant|missed|made))|im sorry|my (?:mistake|fault|bad)|pain free|never (?:disappoints?|fails? to (?:impress|amaze|deliver|please))|"
    r"dont (?:worry|hesitate|mind)|couldnt (?:be (?:happier|better|more pleased)|have (?:asked|been (?:better|nicer|more helpful)))|could not (?:be happier|have asked)|hard to (?:beat|fault)|free of charge|wont be disappointed|not disappointed|wasnt disappointed|nothing but (?:praise|good)|wrong with that|best wishes|best regards|better late|good (?:morning|afternoon|evening|day|night|luck)|kind regards|thanks in advance|thank you in advance|thanks for your time|many thanks in advance) "
)
# Praise that goes by way of "not".
PRAISE = PLAIN.pattern(
    r" (?:could(?:nt| not) (?:be (?:happier|better|more pleased)|have (?:asked|been (?:better|nicer|kinder|more helpful)))|cant (?:fault|recommend \w+ enough|thank \w+ enough|wait to|beat)|cannot (?:fault|recommend \w+ enough|thank \w+ enough|wait to|beat)|no complaints|nothing but praise|hard to (?:beat|fault)|never (?:disappoints?|let (?:me|us) down|fails to)|above and beyond|keep up the good work|made my (?:day|week|year)) "
)
AHEAD = PLAIN.pattern(r" (?:(?:thanks|thank you|thx|many thanks|thanking you|cheers) (?:\w+ ){0,2}(?:in advance|in anticipation|ahead)|(?:thanks|thank you|thx|cheers) (?:for (?:your (?:help|time|assistance|attention|reply)|any help|looking into|considering|reading)|$)) ")
SARCASM = PLAIN.pattern(
    r" (?:great|wonderful|fantastic|brilliant|lovely|perfect|nice|awesome|excellent|fabulous|superb|good|amazing|congrat\w+|bravo|well done|good job|great job|nice job|way to go|nice work|good work|cool|thanks|thank you|thx|love|loving|love how|love that|appreciate|glad|happy|really happy|yay|so much for|kudos|impressive|impressed|enjoy\w*|lucky me|excited) "
    r"(?:\w+ |, ){0,8}?(?:another|again|broken|yet another|delay\w*|late|cancel\w*|lost|lose|losing|wrong|nothing|waiting|on hold|ruin\w*|not|never|stuck|fail\w*|hung up|rude|damaged|missing|crash\w*|faulty|no (?:help|reply|response|answer|one|internet|wifi|service)|screw\w*|messing|wast\w+|ignor\w+|stranded|overcharg\w+|charged|sitting|miss\w*|refus\w+|hours?|worst|doesnt|didnt|wont|cant|isnt|terrible|awful|leaving me|making (?:me|us) (?:wait|miss|pay|late)) "
    r"| (?:thanks|thank you|thx) (?:for nothing|a lot for|alot for|but no thanks|for (?:the )?(?:no|not|making|ruining|wasting|keeping|losing|leaving|absolutely|zero|canceling|cancelling|delaying|breaking|ignoring|hanging|letting me (?:sleep|wait|down))) | so much for | (?:way to|nice way to|great way to|what a way to) | (?:good|great|nice) (?:one|job|going|work|try) (?:not|on|losing|at|by) | (?:must be|how) nice to | just what i (?:needed|wanted) | yeah right | as (?:usual|always) | big surprise | what a surprise | not surprised "
)
URGENT = PLAIN.pattern(
    r" (?:urgent|urgently|asap|a s a p|immediately|immediate|emergency|right (?:now|away)|straight away|as soon as possible|at once|deadline|time sensitive|today|tonight|by (?:tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|the end of (?:the )?day|\d+)|tomorrow|this (?:morning|afternoon|evening|weekend)|help now|need (?:it|this|them) (?:by|before|for)|running out of time|within the hour|in \d+ (?:hours?|minutes?|mins?|hrs?)|hurry|stranded|wedding|funeral|cannot wait|cant wait any|last chance|final (?:notice|warning|reminder)) "
)
