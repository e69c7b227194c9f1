"""The wordings that ask: direct, indirect, requests, imperatives, wants. Patterns only; asks.py weighs them."""

from __future__ import annotations

from assistant.understanding.not_asking import LEAD
from assistant.understanding.patterns import pattern

AUX = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|"
    r"isn’?t|aren’?t|wasn’?t|weren’?t|don’?t|doesn’?t|didn’?t|can’?t|couldn’?t|won’?t|wouldn’?t|shouldn’?t|hasn’?t|"
    r"haven’?t)"
)
SUBJECT = (
    r"(?:i|you|u|ya|we|they|he|she|it|there|their|this|that|these|those|the|a|an|my|your|our|his|her|its|any|anyone|"
    r"anybody|"
    r"someone|somebody|some|everyone|all|both|one|customers?|people)"
)
DIRECT = pattern(
    r"^\W*(?:[\w\s]{0,30}[,:-] *)?" + LEAD + r"(?:"
    r"(?:what|when|where|why|who|how|which|wich)(?: (?:\w+ ){0,3}?)?(?: ?’s\b| ?s\b)?(?: |$)?" + AUX + r"\b|"
    r"(?:whats|wheres|whens|hows|whos|what’s|where’s|when’s|how’s|who’s|why’s)\b|"
    r"how (?:much|many|long|far|soon|often|big|old|late|early|come|about|to|do|can|is|are)\b|what about\b|"
    r"why (?!we\b|this\b|the\b|you\b)|"
    r"(?:what|which) (?:time|day|date|kind|type|size|sort|is|are|else|other|airlines?|number|stations?|trains?)\b|"
    r"where (?:to|can|do|is|in)\b|who (?:to|do|can|is)\b|what to (?:do|bring|expect)\b|"
    + AUX + r" (?:not )?" + SUBJECT
    + r"\b|(?:any (?:chance|idea|news|update|word|possibility|way|plans|suggestions?|advice)|anyone (?:know|have|"
    r"had|else|tried|got|flown|used)|anybody (?:know|have)|does any ?(?:one|body))\b|"
    r"(?:does|did|can|could|should|are|has) (?!(?:not|be|do|only|never|also|have|n’?t|no|look|see|find|wait|always|"
    r"still|either|go|get|come|at|of|in|to|being|a|an|the (?:first|last))\b)\w|"
    r"(?:is|are) (?:\w+ ){1,4}(?:available|included|open|possible|required|allowed|better|still|in stock|necessary|"
    r"needed|worth)\b|is (?:it|there|their|they)\b|"
    r"is (?!(?:not|a|an|very|so|still|also|now|being|on|in|at|down|out|slow|broken|working|to|what|why|how|where|"
    r"when|that|because|no|about|for|with|from|of|as|only|just|currently|always|never|located|available)\b)\w+ \w|"
    r"(?:what|which) (?!(?:i|we|you|u|he|she|they|it|a|an|the|matters?|happened|happens|follows|comes|bothers|"
    r"makes?|remains|in|is more|my|your|our|this|that)\b)\w+ \w+ \w|who (?:is|are|was|were|won|wrote|made|plays?|"
    r"sings?|owns|will|would|has) )"
)
NOT_DIRECT = pattern(
    r"^\W*" + LEAD
    + r"(?:(?:when|where|what|why|how|which|who)(?:ever)? (?:i|we|you|he|she|they|it|my|the|our|this) (?!\w+ \w+\?)|"
    r"(?:what|how) (?:a|an|nice|lovely|wonderful|kind|great|awful|terrible|disappointing)\b|which (?:was|were|has|"
    r"have|had|will|would|i|we|means?|makes?|can|may|should|in|also|the)\b|"
    r"that |will (?:do|call|be|have)\b|can (?:do|be|only)\b|have (?:a|an|been|not|the|tried|read|had|to|you on)\b|"
    r"had (?:a|an|to|the)\b|"
    r"am (?:a|an|the|not|still|unable)\b|was (?:a|an|not|the) |must (?:have|be)|may (?:the|\d)|would (?:like|love|"
    r"be|appreciate|prefer|really)\b|should (?:you|any|be|have) |did (?:not|a|the)\b|do (?:not|n’?t) )"
    # Words of the lead that are the subject here: "Everyone is ready", "Now is the time".
    r"|^\W*(?:\w+[,.!-]? ){0,2}(?:everyone|everybody|all|now|then|next|first|second|question|one) (?:is|are|was|were|"
    r"has|have|will|did|do|can|could|should|would) (?!i\b|you\b|we\b|they\b|it\b|there\b|that\b)"
)
# A question that begins in the middle: "My bag is torn how do I return it".
INVERTED = pattern(
    r"(?<!so\x20)(?<!nor\x20)(?<!as\x20)(?<!than\x20)(?<!neither\x20)(?<!only\x20)(?<!to\x20)\b"
    r"(?:(?:can|could|should|do|does|did|would|will|shall|am|have|has) "
    r"(?:i|you|u|we|they|anyone|anybody|someone|somebody)\b(?! (?:’|know))|"
    r"(?:how|what|when|where|why|who|which \w+) (?:can|could|should|do|does|did|would|will|is|are|am|has|have|was|"
    r"were) (?:i|you|u|we|they|it|he|she|the|my|your|our|this|that|there|these|those)\b|"
    r"how (?:much|many|long|often|soon|far) (?:\w+ ){0,2}(?:is|are|do|does|did|would|will|can|could|should|to)\b|"
    r"(?:will|would|does|did|can|could|has) (?:it|this|that|there|the \w+) (?:\w+ )?(?:be|have|take|cost|go|work|"
    r"matter|mean|include|come|get|stop|run|still|been|arrive|count|apply|need|fit|make)\b|is (?:it|this|"
    r"that) (?:possible|ok|okay|true|correct|normal|available|allowed|still)\b|(?:is|are) there (?:a|an|any|anyway|"
    r"anyone|someone|some)\b)"
)
# Asked in so many words, if not in the form of a question.
WONDERING = pattern(
    r"\b(?:wonder(?:ing|ed)?|curious) (?:if|whether|what|how|when|where|why|which|who|about)\b|"
    r"(?<!you\x20)(?<!\bu\x20)\b(?:like|love|want|need|wanted|wish|wanting) to (?:know|ask|enquire|inquire|find out) "
    r"(?:if|whether|what|how|when|where|why|which|who|about)\b"
)
ELLIPTIC = pattern(
    r"^\W*(?:(?:and |but |or |also )?(?:what|how) about\b|"
    r"and (?:for|with|in|on|to|from|if|the|after|before|a|an)\b)"
)
KNOWN = pattern(
    r"\b(?:(?:just |simply |really |only )?(?:wonder(?:ing|ed)?|curious) (?:if|whether|what|how|when|where|why|"
    r"which|who|about|as|is|are|does|do|can|fi)\b|"
    r"(?:(?:i|we)(?:’d| would|’m|d| am)? (?:\w+ )?|\bto |^\W*)(?:(?:like|love|want|need|wanting|wish|hoping|"
    r"interested|wanted) to (?:know|ask|enquire|inquire|find out|hear from|understand|see (?:if|whether|what|how|"
    r"when)|check (?:if|whether|on|what|how|when))|trying to (?:find|figure|work out|determine|locate|understand|"
    r"get (?:in|into|a|my|hold)))\b|"
    r"(?:my|the|another|one|our|main|first|second|only) questions? (?:is|are)\b|any idea (?:if|whether|how|what|"
    r"when|where|why|which|who)\b|(?:i|we) (?:have|had|got) (?:a|some|one|another|a few|a couple of|two|several|"
    r"\w+ more) (?:quick |other |more )?(?:questions?|quer(?:y|ies)) (?:about|regarding|on|concerning|for)\b)"
)
INDIRECT = pattern(
    r"\b(?:(?:i|we)?(?:’m| am| was| were|’ve been| have been)? ?(?:just |also |still |only )*wonder(?:ing|ed)?\b|"
    r"curious (?:if|whether|as to|to know|about|how|what|why)|"
    r"(?:like|love|want|wanted|need|needed|wish|wishing|trying|interested|hoping|have|attempting|able) to (?:know|"
    r"ask|check|enquire|inquire|find out|see if|see whether|confirm|learn|understand|hear|figure out|determine|"
    r"verify|make sure|clarify|be sure)\b|"
    r"(?:not|n’?t|un|never) ?(?:quite |really |entirely |too |exactly |very |100% )?(?:sure|certain|clear) (?:if|"
    r"whether|how|what|when|where|why|which|who|about|on|as to|that)|unsure|"
    r"(?:do|does|did|could)(?: not|n’?t) (?:really |quite |even |currently |seem to )?(?:know|understand|see|find|"
    r"remember|recall|figure out|get) (?:if|whether|how|what|when|where|why|which|who)|"
    r"no idea (?:if|whether|how|what|when|where|why|which|who)|have no (?:idea|clue)|any idea|(?:my|the|another|one|"
    r"our|main|only|other|first|second|last|real|a|next) (?:\w+ )?questions? (?:is|are|was|to|about|regarding|for|"
    r"concerning)|questions? (?:about|regarding|on|concerning)|"
    r"have (?:a|some|one|another|a few|a couple of|two|\w+ more|several) (?:quick |other |more )?(?:questions?|"
    r"quer(?:y|ies))|(?:asking|ask|enquir\w+|inquir\w+) (?:if|whether|about|how|what|when|for|you)|"
    r"confused (?:about|as to|by|on|how|why|with|whether)|trying to (?:find|figure|understand|work out|determine|"
    r"locate|decide|see (?:if|whether|what|how|when|which))|(?:know|says?|see|find out|check|verify) "
    r"(?:if|whether)\b|can(?: not|not|’?t) (?:find|figure out|see|tell|work out|understand|decide) (?:out )?"
    r"(?:if|whether|how|what|when|where|why|which|the|any|my|a)\b)"
)
# Words after which an inverted clause is nobody's question: "I told him what can we do".
EMBEDDED = pattern(
    r"\b(?:told|said|says|asked|say|tells|shows?|explain\w*|knows?|knew|see|understand|about|on|"
    r"of) (?:\w+ ){0,2}(?:how|what|when|where|why|who)\b"
)
REQUEST = pattern(
    r"(?:(?<!to\x20)(?<!you\x20)\b(?:please|pls|plz|plse|kindly)\b(?! (?:note|be advised|be informed|be aware|find|"
    r"see attached|find attached|keep in mind|bear in mind|accept|excuse|forgive|disregard|contact us|visit|click|"
    r"do not hesitate|feel free))|"
    r"\b(?:can|could|would|will|may|might) (?:you|u|someone|somebody|anyone|anybody|any one|we|i)\b|"
    r"(?<!he\x20)(?<!she\x20)(?<!can\x20)(?<!will\x20)(?<!they\x20)\blet (?:me|us) know\b|\b(?:tell|advise|inform|"
    r"notify|update) (?:me|us)\b|"
    r"\b(?:would|might|’d|may) (?:you )?mind\b|\b(?:i|we)(?:’d| would|’ll| will|d)? (?:really |very much |also |"
    r"just |still |only |like to |therefore |urgently )*(?:appreciate|be grateful|be (?:very |so )?(?:happy|glad|"
    r"pleased|thankful) if|be obliged)\b|"
    r"\b(?:would|it’d|will) be (?:\w+ )?(?:great|nice|helpful|good|appreciated|lovely|grateful|wonderful|fantastic|"
    r"useful|perfect) (?:to|for|if (?:you|u|i|we|someone|somebody|anyone|there|this|it could))\b|"
    r"(?:\b(?:i|we)(?:’m| am| are|’re)? (?:\w+ )?|^\W*)(?:asking|request|requesting|demand|demanding|insist|seeking) "
    r"(?:you|to|for|that|a|an|my|our|refund|your|on)\b|"
    r"\bif (?:you|someone|anyone|u) (?:could|can|would)\b|\b(?:need|want|would like|expect|like|trust|ask|"
    r"wish) (?:you|someone|somebody|u) to\b|\bhow about\b|\bwhy don’?t (?:you|we)\b|"
    r"\blet’?s\b|\b(?:just )?a (?:quick |gentle |friendly )?reminder to\b|\byou(?:’re|"
    r" are) (?:more than )?welcome to\b|\b(?:i|we)(?:’d| would) (?:suggest|propose|recommend)\b|\bwould be (?:very |"
    r"most |really |greatly |much )?(?:helpful|appreciated|welcome)\W*$|\b(?:i|we)(?:’m| am| are|"
    r"’re)? (?:\w+ )?hop(?:e|ing) (?:that )?(?:you|someone|u) (?:can|could|will|would|may|might)\b|\bwaiting (?:for|"
    r"on) (?:your|a|an|my|the) (?:reply|answer|response|refund|call|replacement)|"
    r"\bdo(?: not|n’?t) (?:send|charge|cancel|forget|call|let|make|deliver|use|renew|ship|leave)\b|\bremember to\b|"
    r"\bbe sure to\b|(?:^\W*|[,;:–—-] ?|\b(?:and|so|but|then|also|just) )make sure (?:you|that|to|the|it)\b|"
    # Softened: what you should do, what would help, what somebody is after.
    r"^\W*(?:\w+, ?)?(?:i think |i believe |i feel )?(?:you|someone|somebody) (?:really )?(?:should|must|ought to|"
    r"need to|have to|had better|may want to|might want to|want to)\b(?! (?:be ashamed|be aware|know|have known|"
    r"have told|be proud))|"
    r"\b(?:anything|whatever|any(?: \w+){1,3}) (?:that )?(?:you|u) (?:can|could|have|might|may)\b.{0,60}\b(?:helpful|"
    r"appreciated|great|welcome|useful|grateful)\b|"
    r"\bi(?:’d| would) (?:be (?:very |really |most )?)(?:interested|curious|keen) to (?:hear|know|see|learn)\b|"
    r"\bi (?:do not|don’?t) suppose (?:you|there|that you)\b|\b(?:could|can) do with (?:a|an|another|some|more|your|"
    r"the)\b|\bi(?:’m| am) after (?:a|an|the|some|two|one)\b|"
    r"^\W*(?:i(?:’m| am|’ve| have)? )?(?:just |only )?(?:checking in|chasing|following up|checking up|to follow up|"
    r"to chase)\b)"
)
# "Show me the blue one": a deed for the writer.
TO_ME = pattern(
    r"^\W*" + LEAD + r"(?:send|give|call|tell|show|find|get|bring|ring|phone|text|e-?mail|mail|connect|put|pay|refund|"
    r"book|order|help|direct|point|quote|inform|notify|remind|transfer|credit|reimburse|forward|list) (?:me|us)\b"
)
IMPERATIVE = pattern(
    r"^\W*(?:\w+[,:-] +)?" + LEAD
    + r"(?:(?:send|give|call|tell|help|refund|cancel|change|let(?! me (?!know|have))|fix|replace|check|confirm|forward|"
    r"review|print|advise|explain|provide|put|add|remove|update|go ahead|get back|see (?:if|whether|to|about)|"
    r"get me|get us|get my|get on|get with|get someone|make (?:sure|it|a|the|my)|take (?:a look|care|me|my|this|it|"
    r"the|us|out|off)|look (?:at|into)|keep|bring|come|contact|return (?:my|the|it|this)|reset|unlock|reply|respond|"
    r"answer|deliver|ship|stop|show me|find (?:out|me|my)|have (?:someone|him|her|them|your|the)|"
    r"ask|attach|fax|email|e-mail|mail|meet|join|schedule|set up|arrange|reserve|book|order (?:me|one|a|the|it)|"
    r"issue (?:me|a|the)|credit|reimburse|"
    r"compensate|exchange|resend|re-send|activate|deactivate|disconnect|reconnect|upgrade|"
    r"consider|think about|talk to|speak to|transfer|connect|try|use|read|sign|submit|leave|wait|hold|plan|pick|pay|"
    r"write|copy|include|follow up|work with|drop|direct me|link me|allow me|speak with|discuss|"
    r"do(?: not|n’?t)(?! (?:worry|know|think|get me|mind|like|"
    r"want|need|have|understand|see|believe|care|feel|blame|bother|trust|expect))) (?!of\b|is\b|was\b|"
    r"has\b|the company\b|\d)|"
    r"(?:refund|cancel|replacement|help|call me|unsubscribe me)\b\W*$)"
)
# What the writer lacks, as a thing: "I need a copy of the invoice", "we still need two more chairs".
LACK = pattern(
    r"^\W*(?:\w+, ?)?(?:(?:and|but|so|also|now) )?(?:i|we)(?:’ll|’d| will| do| would)? "
    r"(?:also |still |really |urgently |just |only |now )*(?:need|require|want|(?<=d\x20)like)(?: to have)? "
    r"(?:a|an|another|your|the|my|our|more|some|two|three|four|five|\d+|this|these|those|new) "
    r"(?!lot\b|bit\b|while\b|break\b)"
)
WANT = pattern(
    r"\b(?:(?:i|we)(?: am| are| was| were|’m|’re|m)? ?(?:just |also |really |still |only |simply |now |do |would |"
    r"currently |urgently |desperately |want and |’d |d )*(?:need|needed|want|wanted|wish|like to|love to|require|"
    r"prefer|hoping|looking(?! forward)|interested in|trying to|wanting|attempting|thinking (?:of|about)|"
    r"planning|requesting|seeking|willing)\b|"
    r"(?:i|we) ?(?:’d|d|would) (?:\w+ )?(?:like|love|prefer|rather|want|need)\b|id like\b|wanna\b|(?:he|she|they|"
    r"my \w+|our \w+|my \w+ and i) (?:needs?|wants?|would like)\b|"
    r"it (?:would |will )?(?:need|has|have|needs) to (?:be|get|arrive|come|reach|ship)\b|(?:need|must|has to|"
    r"have to|needs to) (?:arrive|be (?:here|there|delivered|returned|fixed|changed|replaced|refunded|resolved|"
    r"cancelled|canceled|corrected|sent))\b|expect(?:ing)? (?:a|an|my|the|to (?:get|be|hear)) ?(?:refund|"
    r"replacement|reply|response|answer|call)?)"
)
WANT_START = pattern(
    r"^\W*" + LEAD
    + r"(?:need(?:ing|ed)?|want(?:ing|ed)?|would (?:like|love|prefer)|like to|looking (?:for|to|into|at)|lookin|"
    r"trying to|hoping|wish(?:ing)?|interested in|require|requesting|seeking|searching for|wondering|inquiring|"
    r"enquiring|asking|in need of|having (?:trouble|problems?|issues?|difficult\w+))\b"
)
INTERROGATIVE = pattern(
    r"\b(?:what|when|where|why|who|whom|whose|how|which|any|(?:is|are|was|were|do|does|did|can|could|will|would|"
    r"should|has|have)(?:n’t)? (?:not )?(?:i|you|u|we|they|he|she|it|this|that|these|those|there|my|your|the|any\w*|"
    r"some\w*|people))\b"
)
OPENS_WITH_A_VERB = pattern(r"^\W*" + LEAD + AUX + r" \w")
RELATIVE = pattern(r"^[^,]{0,40}, ?(?:which|who|whom|whose|where|when|as|so)\b")
FIRM = pattern(
    r"^(?:.{0,60}[,.] ?|.{0,25}\b(?:and|but|so) |\W*(?:\w+ ){0,2}|.{0,80}\b(?:because|however|please),? )(?:(?:i|"
    r"we)(?:’d| would|’ll|d)? (?:\w+ )?(?:need|want|like|love|prefer|wish|expect|demand|deserve|request) (?:to|a|an|"
    r"my|the|some|it|this|that|your|"
    r"our|help|someone|more|you|two|\d)|"
    r"id like|(?:need|want|looking|trying) (?:to|a|an|my|the|some|help|for|info\w*)|(?:it|they|this) (?:would |"
    r"will )?needs? to)\b"
)
# "Can you send it?" wants a deed, "Can you tell me the price?" an answer.
FAVOUR = pattern(
    r"\b(?:can|could|would|will) (?:you|u|someone|somebody) (?:please |pls |kindly |possibly |just |also )*"
    r"(?!tell|advise|explain|say|let|confirm|help|know|inform|give me (?:an? )?(?:info|idea)|clarify|be|have|ever|do|"
    r"recommend|suggest|still|also|even|not|ship|deliver|take|accept|see|your|the|it|this)\w"
)
