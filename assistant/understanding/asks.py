"""One clause to what its wording asks: the kind, how surely, and whether it says anything by itself.

The voices are tried from the surest down; each is a pattern with a name, so that a decision can be explained.
Whole messages (what refers to what, what is said twice) are read in questions.py, problems in problems.py.
Clauses are bounded by sentences.py, and each pattern here is anchored or bounded, so time stays linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.model import QuestionKind
from assistant.understanding.patterns import pattern
from assistant.understanding.problems import problem


READ = 600                          # characters of a clause


@dataclass(frozen=True, slots=True)
class Voice:
    """What one clause seems to ask. `strength` is in [0, 1]; `bare` asks lean on the words around them."""

    kind: QuestionKind
    strength: float
    name: str
    bare: bool = False


_LEAD = (
    r"(?:(?:so|and|also|but|ok|okay|oh|hi|hello|hey|well|now|then|plus|please|pls|just|again|or|if so|if not|if yes|otherwise|"
    r"secondly|first|second|finally|lastly|another thing|one more thing|by the way|btw|ps|p\.s|q|question|thanks|"
    r"yes|no|sorry|excuse me|folks|guys|everyone|all|sir|madam|actually|anyway|basically|"
    r"in that case|meanwhile|next|next question)[\s,:;.!-]+){0,4}"
)
_AUX = (
    r"(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|may|might|must|has|have|had|"
    r"isn’?t|aren’?t|wasn’?t|weren’?t|don’?t|doesn’?t|didn’?t|can’?t|couldn’?t|won’?t|wouldn’?t|shouldn’?t|hasn’?t|haven’?t)"
)
_SUBJECT = (
    r"(?:i|you|u|ya|we|they|he|she|it|there|their|this|that|these|those|the|a|an|my|your|our|his|her|its|any|anyone|anybody|"
    r"someone|somebody|some|everyone|all|both|one|customers?|people)"
)

_COURTESY = pattern(
    r"^\W*(?:(?:hi|hello|hey)\W+(?:\w+\W+){0,2})?(?:how (?:are|r) (?:you|u|things|ya)\b|how(?:’s| is) (?:it going|life|everything|business|the family)|"
    r"how do you do\W*$|hope (?:you|all|this)|what’?s up\W*$|how have you been|how was your (?:weekend|holiday|day|week))"
)
_RHETORICAL = pattern(
    r"\b(?:are you (?:kidding|joking|serious|blind|deaf|stupid|crazy|insane|even human|nuts|out of your)|you(?:’re| are)? (?:kidding|joking|serious)|"
    r"is this (?:a|some kind of|some sort of|your idea of an?) joke|who do you think|what kind of (?:\w+ )?(?:company|business|people|service|idiots?|clowns?|shop|place|joke|outfit|fool)|"
    r"what (?:the (?:hell|heck|fuck|f)|on earth) is wrong with|what(?:’s| is) wrong with you|how (?:dare|stupid|dumb|hard can|hard is it)|do(?:n’?t)? you (?:even |people |guys )?care|do you (?:really |honestly )?think i(?:’m| am) (?:a|an|stupid|blind|made of)|"
    r"seriously\W*$|really\W*$|you know\W*$|who cares|what a joke|do i look like|have you no|what(?:’s| is) the point|why (?:do i even )?bother|"
    r"what were you thinking|isn’?t (?:it|that) (?:great|lovely|ironic|funny|sad|obvious|ridiculous)|who (?:knew|knows|would have thought|does that)|how about that|why oh why)\b"
)
_BARE = pattern(
    r"^\W*" + _LEAD + r"(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody|any one|they) (?:please |pls |plz |possibly |kindly |at all )*(?:help|assist|advise|advice|explain|"
    r"clarify|fix (?:this|that|it)|look into (?:this|that|it)|check(?: this| that| it| into this| on this)?|confirm|do (?:this|that)|sort (?:this|it|that)(?: out)?)(?: me| us| on this| with this| with that| out| here| please| this| that| why| (?:if|whether) (?:this|that|it) is (?:so|right|correct|true|possible))*|"
    r"(?:please |pls |plz |kindly )?(?:help|advise|advice|assist|confirm|clarify|respond|reply|answer|explain|fix(?: this| it| asap)?|look into (?:this|it)|let me know|let us know)(?: me| us| this| that| asap| soon| why| on this| with this| back| how| please| ?!)*|"
    r"(?:any|and) (?:ideas?|help|advice|suggestions?|thoughts?|tips?|info(?:rmation)?|recommendations?|news|update|updates|opinions?|experiences?|comments?|feedback|clue|word|insight)(?: (?:is|are|would be|will be|on this|please|appreciated|welcome|greatly|much|gratefully|very|you can give|with this|for me|about this|received|guys|thanks|there))*|"
    r"(?:is|was|are|would|will|does|do|did|can|could|isn’?t|wouldn’?t|should) (?:that|this|it|these|those|they|i)(?: (?:be|look|seem|sound|mean|make|not|correct|right|possible|true|so|ok|okay|allowed|normal|the case|legal|fair|a problem|an issue|do this|do that|do it|doable|work|sense|enough|feasible|legit|still|even|anything|worry|about|this|that|go|doing|something|wrong|all))+|"
    r"(?:what|how) (?:should|can|could|do|must|would|shall|else can) (?:i|we|you) (?:do|proceed|go|fix|resolve|solve|think|suggest|recommend|advise|next|about|from|here|now|this|that|it|to|then|instead|please|i|we|else| )+|what(?:’s| is) (?:up|going on|happening|wrong|the deal|the problem|the issue)(?: here| with (?:this|that))?|what (?:happened|happens|gives|next|now|then|to do|else)(?: here| now| next)?|"
    r"why(?: is (?:that|this|it)| not| so|)|how(?: come| so|)|when|where|what|which(?: one)?|who|"
    r"(?:am i|is this|is that|was i) (?:missing|doing|understanding|reading|correct|right|wrong|okay|ok|too|allowed|safe|fine|being|it|something|anything|this|that|correctly| )+|"
    r"(?:right|correct|ok|okay|yes|no|huh|eh|true|possible|agreed|anyone|anybody|help|thoughts|hello|please|pls|suggestions|advice|ideas|fine|problem|seriously|really|or not|hm+)|"
    r"(?:and |just |so )?(?:(?:starting|getting|feeling) [\w ,]{1,40})?(?:any ?one|any ?body|some ?one|somebody|any) (?:could |can |out there |want to |wanna |else |who can |with |have |having )*(?:help|stories|share|experiences?|been|advise|advice|ideas?)(?: (?:me|us|out|there|this|that|with|on|it|please|their|your|first|hand|experiences?|or|and|good|bad|any|similar|recommend\w*|suggest\w*|what happened|about|opinions?|what|happened|in the same situation))*|"
    r"(?:i )?(?:really |do |just )?hope(?:fully)? (?:that )?(?:you|someone|somebody|anyone|an expert|some expert|one of you) (?:guys )?(?:can|could|will|may) (?:please )?(?:help|clarify|advise|answer|assist|explain)(?: (?:me|us|out|here|with this|this|it))*|(?:what (?:are|is) )?(?:your|you|people’?s) (?:thoughts?|opinions?|advice|views?|experiences?|take)(?: (?:and|or|on|about|this|that|comments?|please|appreciated|greatly|would be|are|welcome))*|what do (?:you|u|people|others|you all|you guys) (?:think|suggest|recommend|advise|reckon)(?: (?:of|about|on|i|this|that|should|we|do|is|best|it))*|"
    r"(?:i )?(?:just |really |was |am |’m |do |would |be )*(?:wonder(?:ing)?|hoping|wanted to ask|looking to see|ask|asking) (?:if|whether|that) (?:any ?one|any ?body|some ?one|somebody|you|u)(?: (?:guys|out there|here))* (?:can|could|would|might|may|will|is able to|are able to)(?: (?:please|possibly|be able to|kindly))* (?:help|advise|assist|answer|clarify|shed|give|offer|share)(?: (?:me|us|out|with|this|some|any|a|bit|of|light|on|it|advice|help|guidance|my|question|here|information|experiences?|please|insight))*|"
    r"(?:would be |it would be |be )?(?:really |very |so |much )*(?:great|nice|helpful|grateful|appreciated|good) (?:if|to) (?:some ?one|any ?one|you|somebody|hear|get|have)(?: (?:guys|could|can|would|help|me|us|out|advise|some|any|advice|from|others|someone|your|with|this|feedback|answers?|who|has|had|experience))*|"
    r"(?:your |a |any )?(?:quick |prompt |early |urgent |kind |swift )*(?:response|reply|replies|answers?|feedback|responses|input|help|assistance|advice|suggestions?|comments?|tips|info|information|guidance|opinions?|insight)(?: (?:or|and|on|to|about|with|this|that|the|above|matter|you|could|can|give|offer|provide|share|me|us|suggestions?|experience|any|will|would|is|are|be|much|greatly|very|really|most|highly|truly|gratefully|so|for|from))* (?:appreciated|welcome|grateful|helpful|great|useful|received|wonderful|nice|good)|"
    r"(?:i )?(?:could|would) (?:really |do |use |with )*(?:with |use |like |appreciate |love )(?:a |some |any |your |bit of |little |of )*(?:help|guidance|advice|assistance|input|feedback|opinions?|suggestions?|information|info)(?: (?:please|here|on this|with this|from))*|"
    r"(?:i )?(?:need|want|would like|would appreciate|appreciate|could use|am looking for|looking for) (?:some |your |any |a little |urgent |all the )?(?:help|assistance|advice|answers?|input)(?: (?:please|asap|on this|with this|here|from you|you can give|now|i can get|urgently))*|"
    r"(?:does|did|do|has|have|can|is) (?:anyone|anybody|someone|any one|somebody|you)(?: (?:know|have|had|any|idea|ideas|clue|experience|experienced|this|with|done|been|else|thoughts|help|advice|suggestions|there|listening|about|before|here|ever|similar|the same|issue|problem|out|tell|me))+|"
    r"i (?:have|had|got) (?:a|some|one|another|two|a few|a couple of|an? \w+) (?:quick |other |more |further )?(?:questions?|queries|query|problem|issue|inquiry|concern)(?: (?:for you|to ask|please|about (?:this|that)|that i need help with))*)"
    r"(?:\W+(?:thanks?|thank you|thx|please|pls|cheers|ty|asap|in advance|many|much|so))*\W*$"
)
# Thanks, regards and invitations to write, which ask for nothing.
_CLOSING = pattern(
    r"^\W*" + _LEAD + r"(?:thanks?\b|thank you|thx|cheers|many thanks|regards|best|kind|sincerely|i look forward|looking forward|look forward|have a (?:nice|great|good)|hope (?:to hear|that helps|this helps|you)|"
    r"(?:i )?(?:really |would |much |greatly |will )*appreciate(?:d)? (?:it|your|any|all|the|you)|your (?:help|assistance|reply|prompt)|see you|talk to you|take care|sorry (?:for|about|to|if))"
)
_INVITING = pattern(
    r"\bif (?:you|u|anyone) (?:have|has|had|would like|wish|want|need|should have|experience|are interested|no longer|do not wish|don’t wish|prefer|enjoy)\b.{0,160}"
    r"\b(?:contact|call|e-?mail|click|visit|feel free|do not hesitate|don’?t hesitate|reply to this|let (?:us|me) know|unsubscribe|reach|go to|see|write|stop by|download)\b"
    r"|\b(?:feel free to|do(?: not|n’?t) hesitate|to (?:unsubscribe|ensure delivery|opt out|view this|learn more|find out more|remove)|click (?:here|below|on|the|to)|unsubscribe|sign up (?:now|today|for|here)|"
    r"act now|shop now|buy now|order now|learn more|read more|find out more|free trial|limited time|special offer|% off|(?:follow|like) us on|terms and conditions|all rights reserved|subscri(?:be|ption) (?:now|today))\b"
    r"|\b(?:not the (?:intended |named )?(?:addressee|recipient)|received this (?:message|e-?mail|communication) in error|may (?:have been|be) (?:intercepted|confidential|privileged))\b"
)
_REPORTED = pattern(
    r"^\W*" + _LEAD + r"(?!(?:i|we|just|was|am|and i)\b)(?:my |the |our |your )?(?:he|she|they|husband|wife|friend|mother|father|mom|dad|sister|brother|boss|colleague|neighbou?r|partner|people|customer|driver|agent|rep|"
    r"representative|lady|man|guy|woman|person|gentleman|staff|assistant|employee|clerk|who|daughter|son|\w+)"
    r"(?: \w+){0,2}? (?:asked|asks|wondered|wonders|was asking|was wondering|wanted to know|keeps asking|kept asking|inquired|enquired)\b"
)

_DIRECT = pattern(
    r"^\W*(?:[\w ]{0,30}[,:-] *)?" + _LEAD + r"(?:"
    r"(?:what|when|where|why|who|how|which|wich)(?: (?:\w+ ){0,3}?)?(?: ?’s\b| ?s\b)?(?: |$)?" + _AUX + r"\b|"
    r"(?:whats|wheres|whens|hows|whos|what’s|where’s|when’s|how’s|who’s|why’s)\b|"
    r"how (?:much|many|long|far|soon|often|big|old|late|early|come|about|to|do|can|is|are)\b|what about\b|why (?!we\b|this\b|the\b|you\b)|"
    r"(?:what|which) (?:time|day|date|kind|type|size|sort|is|are|else|other|airlines?|number|stations?|trains?)\b|"
    r"where (?:to|can|do|is|in)\b|who (?:to|do|can|is)\b|what to (?:do|bring|expect)\b|"
    + _AUX + r" (?:not )?" + _SUBJECT + r"\b|(?:any (?:chance|idea|news|update|word|possibility|way|plans|suggestions?|advice)|anyone (?:know|have|had|else|tried|got|flown|used)|anybody (?:know|have)|does any ?(?:one|body))\b|"
    r"(?:does|did|can|could|should|are|has) (?!(?:not|be|do|only|never|also|have|n’?t|no|look|see|find|wait|always|still|either|go|get|come|at|of|in|to|being|a|an|the (?:first|last))\b)\w|"
    r"(?:is|are) (?:\w+ ){1,4}(?:available|included|open|possible|required|allowed|better|still|in stock|necessary|needed|worth)\b|is (?:it|there|their|they)\b|"
    r"is (?!(?:not|a|an|very|so|still|also|now|being|on|in|at|down|out|slow|broken|working|to|what|why|how|where|when|that|because|no|about|for|with|from|of|as|only|just|currently|always|never|located|available)\b)\w+ \w|"
    r"(?:what|which) (?!(?:i|we|you|u|he|she|they|it|a|an|the|matters?|happened|happens|follows|comes|bothers|makes?|remains|in|is more|my|your|our|this|that)\b)\w+ \w+ \w|who (?:is|are|was|were|won|wrote|made|plays?|sings?|owns|will|would|has) )"
)
_NOT_DIRECT = pattern(
    r"^\W*" + _LEAD + r"(?:(?:when|where|what|why|how|which|who)(?:ever)? (?:i|we|you|he|she|they|it|my|the|our|this) (?!\w+ \w+\?)|"
    r"(?:what|how) (?:a|an|nice|lovely|wonderful|kind|great|awful|terrible|disappointing)\b|which (?:was|were|has|have|had|will|would|i|we|means?|makes?|can|may|should|in|also|the)\b|"
    r"that |will (?:do|call|be|have)\b|can (?:do|be|only)\b|have (?:a|an|been|not|the|tried|read|had|to|you on)\b|had (?:a|an|to|the)\b|"
    r"am (?:a|an|the|not|still|unable)\b|was (?:a|an|not|the) |must (?:have|be)|may (?:the|\d)|would (?:like|love|be|appreciate|prefer|really)\b|should (?:you|any|be|have) |did (?:not|a|the)\b|do (?:not|n’?t) )"
)
_AS_SOON = pattern(r"^\W*(?:when|where|if|as|since|because|after|before|while|although|though|once|even|until|unless)\b")

# A question that begins in the middle: "My bag is torn how do I return it".
_INVERTED = pattern(
    r"(?<!so\x20)(?<!nor\x20)(?<!as\x20)(?<!than\x20)(?<!neither\x20)(?<!only\x20)\b(?:(?:can|could|should|do|does|did|would|will|may|shall|am|have|has) (?:i|you|u|we|they|anyone|anybody|someone|somebody)\b(?! (?:’|know))|"
    r"(?:how|what|when|where|why|who|which \w+) (?:can|could|should|do|does|did|would|will|is|are|am|has|have|was|were) (?:i|you|u|we|they|it|he|she|the|my|your|our|this|that|there|these|those)\b|"
    r"how (?:much|many|long|often|soon|far) (?:\w+ ){0,2}(?:is|are|do|does|did|would|will|can|could|should|to)\b|(?:will|would|does|did|can|could|has) (?:it|this|that|there|the \w+) (?:\w+ )?(?:be|have|take|cost|go|work|matter|mean|include|come|get|stop|run|still|been|arrive|count|apply|need|fit|make)\b|is (?:it|this|that) (?:possible|ok|okay|true|correct|normal|available|allowed|still)\b|(?:is|are) there (?:a|an|any|anyway|anyone|someone|some)\b)"
)
_KNOWN = pattern(
    r"\b(?:(?:just |simply |really |only )?(?:wonder(?:ing|ed)?|curious) (?:if|whether|what|how|when|where|why|which|who|about|as|is|are|does|do|can|fi)\b|"
    r"(?:(?:i|we)(?:’d| would|’m|d| am)? (?:\w+ )?|\bto |^\W*)(?:(?:like|love|want|need|wanting|wish|hoping|interested|wanted) to (?:know|ask|enquire|inquire|find out|hear from|understand|see (?:if|whether|what|how|when)|check (?:if|whether|on|what|how|when))|trying to (?:find|figure|work out|determine|locate|understand|get (?:in|into|a|my|hold)))\b|"
    r"(?:my|the|another|one|our|main|first|second|only) questions? (?:is|are)\b|any idea (?:if|whether|how|what|when|where|why|which|who)\b|(?:i|we) (?:have|had|got) (?:a|some|one|another|a few|a couple of|two|several|\w+ more) (?:quick |other |more )?(?:questions?|quer(?:y|ies)) (?:about|regarding|on|concerning|for)\b)"
)
_INDIRECT = pattern(
    r"\b(?:(?:i|we)?(?:’m| am| was| were|’ve been| have been)? ?(?:just |also |still |only )*wonder(?:ing|ed)?\b|curious (?:if|whether|as to|to know|about|how|what|why)|"
    r"(?:like|love|want|wanted|need|needed|wish|wishing|trying|interested|hoping|have|attempting|able) to (?:know|ask|check|enquire|inquire|find out|see if|see whether|confirm|learn|understand|hear|figure out|determine|verify|make sure|clarify|be sure)\b|"
    r"(?:not|n’?t|un|never) ?(?:quite |really |entirely |too |exactly |very |100% )?(?:sure|certain|clear) (?:if|whether|how|what|when|where|why|which|who|about|on|as to|that)|unsure|"
    r"(?:do|does|did|could)(?: not|n’?t) (?:really |quite |even |currently |seem to )?(?:know|understand|see|find|remember|recall|figure out|get) (?:if|whether|how|what|when|where|why|which|who)|"
    r"no idea (?:if|whether|how|what|when|where|why|which|who)|have no (?:idea|clue)|any idea|(?:my|the|another|one|our|main|only|other|first|second|last|real|a|next) (?:\w+ )?questions? (?:is|are|was|to|about|regarding|for|concerning)|questions? (?:about|regarding|on|concerning)|"
    r"have (?:a|some|one|another|a few|a couple of|two|\w+ more|several) (?:quick |other |more )?(?:questions?|quer(?:y|ies))|(?:asking|ask|enquir\w+|inquir\w+) (?:if|whether|about|how|what|when|for|you)|"
    r"confused (?:about|as to|by|on|how|why|with|whether)|trying to (?:find|figure|understand|work out|determine|locate|get|book|make|see|decide)|(?:know|says?|see|find out|check|verify) (?:if|whether)\b|can(?: not|not|’?t) (?:find|figure out|see|tell|work out|understand|decide) (?:out )?(?:if|whether|how|what|when|where|why|which|the|any|my|a)\b)"
)
# Words after which an inverted clause is nobody's question: "I told him what can we do".
_EMBEDDED = pattern(r"\b(?:told|said|says|asked|say|tells|shows?|explain\w*|knows?|knew|see|understand|about|on|of) (?:\w+ ){0,2}(?:how|what|when|where|why|who)\b")
_REQUEST = pattern(
    r"(?:\b(?:please|pls|plz|plse|kindly)\b(?! (?:note|be advised|be informed|be aware|find|see attached|find attached|accept|excuse|forgive|disregard|contact us|visit|click|do not hesitate|feel free))|"
    r"\b(?:can|could|would|will|may|might) (?:you|u|someone|somebody|anyone|anybody|any one|we|i)\b|(?<!he\x20)(?<!she\x20)(?<!can\x20)(?<!will\x20)(?<!they\x20)\blet (?:me|us) know\b|\b(?:tell|advise|inform|notify|update) (?:me|us)\b|"
    r"\b(?:would|might|’d|may) (?:you )?mind\b|\b(?:i|we)(?:’d| would|’ll| will|d)? (?:really |very much |also |just |still |only |like to |therefore |urgently )*(?:appreciate|be grateful|be (?:very |so )?(?:happy|glad|pleased|thankful) if|be obliged)\b|"
    r"\b(?:would|it’d|will) be (?:\w+ )?(?:great|nice|helpful|good|appreciated|lovely|grateful|wonderful|fantastic|useful|perfect) (?:if|to|for)\b|\b(?:asking|request|requesting|demand|demanding|insist|seeking|requested)\b.{0,40}\b(?:you|to|for|that|a|an|my|our|refund|your)\b|"
    r"\bif (?:you|someone|anyone|u) (?:could|can|would)\b|\b(?:need|want|would like|expect|like|trust|ask|wish) (?:you|someone|somebody|u) to\b|\bhow about\b|\bwhy don’?t (?:you|we)\b|"
    r"\blet’?s\b|\b(?:just )?a (?:quick |gentle |friendly )?reminder to\b|\byou(?:’re| are) (?:more than )?welcome to\b|\b(?:i|we)(?:’d| would) (?:suggest|propose|recommend)\b|\bwould be (?:very |most |really |greatly |much )?(?:helpful|appreciated|welcome)\W*$|\b(?:i|we)(?:’m| am| are|’re)? (?:\w+ )?hop(?:e|ing) (?:that )?(?:you|someone|u) (?:can|could|will|would|may|might)\b|\bwaiting (?:for|on) (?:your|a|an|my|the) (?:reply|answer|response|refund|call|replacement)|"
    r"\bdo(?: not|n’?t) (?:send|charge|cancel|forget|call|let|make|deliver|use|renew|ship|leave)\b|\bremember to\b|\bbe sure to\b|\bmake sure (?:you|that|to|the|it)\b)"
)
_IMPERATIVE = pattern(
    r"^\W*(?:\w+[,:-] +)?" + _LEAD + r"(?:(?:send|give|call|tell|help|refund|cancel|change|let|fix|replace|check|confirm|forward|review|print|advise|explain|provide|put|add|remove|update|go ahead|get back|"
    r"get me|get us|get my|get on|get with|get someone|make (?:sure|it|a|the|my)|take (?:a look|care|me|my|this|it|the|us|out|off)|look (?:at|into)|keep|bring|come|contact|return (?:my|the|it|this)|reset|unlock|reply|respond|answer|deliver|ship|stop|show me|find (?:out|me|my)|have (?:someone|him|her|them|your|the)|"
    r"ask|attach|fax|email|e-mail|mail|meet|join|schedule|set up|arrange|reserve|book|order|issue|credit|reimburse|compensate|exchange|resend|re-send|activate|deactivate|disconnect|reconnect|upgrade|"
    r"consider|think about|talk to|speak to|transfer|connect|try|use|read|sign|submit|leave|wait|hold|plan|pick|pay|write|copy|include|follow up|work with|drop|direct me|link me|allow me|speak with|discuss) (?!of\b|is\b|was\b|has\b|the company\b|\d)|"
    r"(?:refund|cancel|replacement|help|call me|unsubscribe me)\b\W*$)"
)
_WANT = pattern(
    r"\b(?:(?:i|we)(?: am| are| was| were|’m|’re|m)? ?(?:just |also |really |still |only |simply |now |do |would |currently |urgently |desperately |want and |’d |d )*(?:need|needed|want|wanted|wish|like to|love to|require|prefer|hoping|looking|interested in|trying to|wanting|attempting|thinking (?:of|about)|planning|requesting|seeking|willing)\b|"
    r"(?:i|we) ?(?:’d|d|would) (?:\w+ )?(?:like|love|prefer|rather|want|need)\b|id like\b|wanna\b|(?:he|she|they|my \w+|our \w+|my \w+ and i) (?:needs?|wants?|would like)\b|"
    r"it (?:would |will )?(?:need|has|have|needs) to (?:be|get|arrive|come|reach|ship)\b|(?:need|must|has to|have to|needs to) (?:arrive|be (?:here|there|delivered|returned|fixed|changed|replaced|refunded|resolved|cancelled|canceled|corrected|sent))\b|expect(?:ing)? (?:a|an|my|the|to (?:get|be|hear)) ?(?:refund|replacement|reply|response|answer|call)?)"
)
_WANT_START = pattern(
    r"^\W*" + _LEAD + r"(?:need(?:ing|ed)?|want(?:ing|ed)?|would (?:like|love|prefer)|like to|looking (?:for|to|into|at)|lookin|trying to|hoping|wish(?:ing)?|interested in|require|requesting|seeking|searching for|wondering|inquiring|enquiring|asking|in need of|having (?:trouble|problems?|issues?|difficult\w+))\b"
)


_INTERROGATIVE = pattern(r"\b(?:what|when|where|why|who|whom|whose|how|which|any|(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have)(?:n’t)? (?:not )?(?:i|you|u|we|they|he|she|it|this|that|these|those|there|my|your|the|any\w*|some\w*|people))\b")
_OPENS_WITH_A_VERB = pattern(r"^\W*" + _LEAD + _AUX + r" \w")
_RELATIVE = pattern(r"^[^,]{0,40}, ?(?:which|who|whom|whose|where|when|as|so)\b")
_RUN = re.compile(r"(\W)\W*")

_FIRM = pattern(
    r"^(?:.{0,60}[,.] ?|.{0,25}\b(?:and|but|so) |\W*(?:\w+ ){0,2}|.{0,80}\b(?:because|however|please),? )(?:(?:i|we)(?:’d| would|’ll|d)? (?:\w+ )?(?:need|want|like|love|prefer|wish) (?:to|a|an|my|the|some|it|this|that|your|our|help|someone|more|you|two|\d)|"
    r"id like|(?:need|want|looking|trying) (?:to|a|an|my|the|some|help|for|info\w*)|(?:it|they|this) (?:would |will )?needs? to)\b"
)
# "My reservation number is 4711": given, not asked.
_GIVEN = pattern(r"^\W*(?:(?:and|so|but) )?(?:my|the|our|your|his|her)?\W?(?:\w+ ){0,3}(?:number|no|nr|#|name|e-?mail|address|code|id|phone|reference|confirmation|conf|record locator|zip|pnr)\W*(?:\w+ ){0,2}(?:is|are|was|:|=)\s")
_POLITE = pattern(
    r"\b(?:like|love|want|wanted|wish|need) to (?:thank|welcome|invite|introduce|share|congratulate|say|add that|point out|express|apologi[sz]e|remind|let (?:you|everyone)|tell you|emphasi[sz]e|offer you|reward|show you|give you|assure|mention|note|begin by|start by)\b|"
    r"\bif (?:you|u|anyone)(?:’d| would| do| are| want)?(?: \w+)? (?:want|need|like|wish|interested|looking|would like)\b|\bneed(?:ed)? not\b"
)


@lru_cache(maxsize=4096)
def voice(clause: str) -> Voice | None:
    """What the wording of `clause` asks, or None. Of a long one, its beginning and its end are read."""
    text = clause if len(clause) <= READ else clause[: READ * 2 // 3] + " " + clause[-READ // 3 :]
    marked = "?" in text[-12:]
    if text.startswith(">") or (len(text) > 80 and " " not in text):
        return None
    if _COURTESY.search(text) and len(text) < 80:
        return None
    if _RHETORICAL.search(text):
        return None
    if len(text) <= 160 and _BARE.match(_RUN.sub(r"\1", text)):
        return Voice("question" if marked else "request", 0.9 if marked else 0.7, "bare", bare=True)
    inviting = bool(_INVITING.search(text))
    if marked:
        if inviting:
            return Voice("question", 0.35, "inviting")
        shaped = _OPENS_WITH_A_VERB.match(text) or _DIRECT.match(text) or _INVERTED.search(text) or _KNOWN.search(text) or _REQUEST.search(text) or _INTERROGATIVE.search(text)
        return Voice("question", 1.0, "question-mark" if shaped else "marked")
    if _CLOSING.match(text) and not _REQUEST.search(text[20:]):
        return None
    if inviting:
        return None
    if _REPORTED.match(text):
        return None
    return _unmarked(text)


def given(text: str) -> bool:
    """Whether `text` only gives a particular: "My order number is 4711"."""
    return bool(_GIVEN.match(text))


def _unmarked(text: str) -> Voice | None:
    if _DIRECT.match(text) and not _NOT_DIRECT.match(text) and not _RELATIVE.match(text):
        return Voice("question", 0.9, "direct")
    if _KNOWN.search(text):
        return Voice("question", 0.66, "indirect")
    if _INVERTED.search(text) and not _EMBEDDED.search(text):
        return Voice("question", 0.7, "direct")
    if _INDIRECT.search(text):
        return Voice("question", 0.56, "indirect")
    if _REQUEST.search(text):
        return Voice("request", 0.62, "request")
    if _IMPERATIVE.match(text):
        return Voice("request", 0.56, "imperative")
    if (_WANT.search(text) or _WANT_START.match(text)) and not _POLITE.search(text):
        return Voice("request", 0.6 if _FIRM.search(text) else 0.55, "want")
    if given(text):
        return None
    strength = problem(text)
    return Voice("problem", strength, "problem") if strength else None
