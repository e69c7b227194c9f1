"""What looks like an ask and asks nothing of its own: courtesies, rhetoric, bare pleas, invitations, reports.

Patterns only; asks.py says what they mean together. "Can you help?" is a bare plea: it leans on the words around it.
"""

from __future__ import annotations

import re

from assistant.understanding.patterns import pattern

# Words that may stand before an ask without changing it.
LEAD = (
    r"(?:(?:so|and|also|but|ok|okay|oh|hi|hello|hey|well|now|then|plus|please|pls|just|again|or|if so|if not|if yes|"
    r"otherwise|"
    r"secondly|first|second|finally|lastly|another thing|one more thing|by the way|btw|ps|p\.s|q|question|thanks|"
    r"yes|no|sorry|excuse me|folks|guys|everyone|all|sir|madam|actually|anyway|basically|"
    r"in that case|meanwhile|next|next question)[\s,:;.!-]+){0,4}"
)
COURTESY = pattern(
    r"^\W*(?:(?:hi|hello|hey)\W+(?:\w+\W+){0,2})?(?:how (?:are|r) (?:you|u|things|ya)\b|how(?:’s| is) (?:it going|"
    r"life|everything|business|the family)|"
    r"how do you do\W*$|hope (?:you|all|this)|what’?s up\W*$|how have you been|how was your (?:weekend|holiday|day|"
    r"week))"
)
RHETORICAL = pattern(
    r"\b(?:are you (?:(?:too|so|all|that|really|just|completely|totally) (?:stupid|dumb|blind|deaf|lazy|"
    r"incompetent)|kidding|joking|serious|blind|deaf|stupid|crazy|insane|even human|nuts|out of your)|you(?:’re|"
    r" are)? (?:kidding|joking|serious)|"
    r"is this (?:a|some kind of|some sort of|your idea of an?) joke|who do you think|"
    r"what kind of (?:\w+ )?(?:company|business|people|service|idiots?|clowns?|shop|place|joke|outfit|fool)|"
    r"what (?:the (?:hell|heck|fuck|f)|on earth) is wrong with|what(?:’s| is) wrong with you|how (?:dare|stupid|"
    r"dumb|hard can|hard is it)|do(?:n’?t)? you (?:even |people |guys )?care|do you (?:really |"
    r"honestly )?think i(?:’m| am) (?:a|an|stupid|blind|made of)|"
    r"seriously\W*$|really\W*$|you know\W*$|who cares|what a joke|do i look like|have you no|what(?:’s|"
    r" is) the point|why (?:do i even )?bother|"
    r"what were you thinking|isn’?t (?:it|that) (?:great|lovely|ironic|funny|sad|obvious|ridiculous)|who (?:knew|"
    r"knows|would have thought|does that)|how about that|why oh why)\b"
)
BARE = pattern(
    r"^\W*" + LEAD
    + r"(?:(?:can|could|would|will) (?:you|u|anyone|anybody|someone|somebody|any one|they) (?:please |pls |plz |"
    r"possibly |kindly |at all )*(?:help|assist|advise|advice|explain|"
    r"clarify|fix (?:this|that|it)|look into (?:this|that|it)|check(?: this| that| it| into this| on this)?|confirm|"
    r"do (?:this|that)|sort (?:this|it|that)(?: out)?)(?: me| us| on this| with this| with that| out| here| please|"
    r" this| that| why| (?:if|whether) (?:this|that|it) is (?:so|right|correct|true|possible))*|"
    r"(?:please |pls |plz |kindly )?(?:help|advise|advice|assist|confirm|clarify|respond|reply|answer|explain|"
    r"fix(?: this| it| asap)?|look into (?:this|it)|let me know|let us know)(?: me| us| this| that| asap| soon| why|"
    r" on this| with this| back| how| please| ?!)*|"
    r"(?:any|and) (?:ideas?|help|advice|suggestions?|thoughts?|tips?|info(?:rmation)?|recommendations?|news|update|"
    r"updates|opinions?|experiences?|comments?|feedback|clue|word|insight)(?: (?:is|are|would be|will be|on this|"
    r"please|appreciated|welcome|greatly|much|gratefully|very|you can give|with this|for me|about this|received|"
    r"guys|thanks|there))*|"
    r"(?:is|was|are|would|will|does|do|did|can|could|isn’?t|wouldn’?t|should) (?:that|this|it|these|those|they|"
    r"i)(?: (?:be|look|seem|sound|mean|make|not|correct|right|possible|true|so|ok|okay|allowed|normal|the case|"
    r"legal|fair|a problem|an issue|do this|do that|do it|doable|work|sense|enough|feasible|legit|still|even|"
    r"anything|worry|about|this|that|go|doing|something|wrong|all))+|"
    r"(?:what|how) (?:should|can|could|do|must|would|shall|else can) (?:i|we|you) (?:do|proceed|go|fix|resolve|"
    r"solve|think|suggest|recommend|advise|next|about|from|here|now|this|that|it|to|then|instead|please|i|we|else|"
    r" )+|what(?:’s| is) (?:up|going on|happening|wrong|the deal|the problem|the issue)(?: here| with (?:this|"
    r"that))?|what (?:happened|happens|gives|next|now|then|to do|else)(?: here| now| next)?|"
    r"why(?: is (?:that|this|it)| not| so|)|how(?! much| many| long)(?: come| so|)|when|where|what|which(?: one)?|who|"
    r"(?:am i|is this|is that|was i) (?:missing|doing|understanding|reading|correct|right|wrong|okay|ok|too|allowed|"
    r"safe|fine|being|it|something|anything|this|that|correctly| )+|"
    r"(?:right|correct|ok|okay|yes|no|huh|eh|true|possible|agreed|anyone|anybody|help|thoughts|hello|please|pls|"
    r"suggestions|advice|ideas|fine|problem|seriously|really|or not|hm+)|"
    r"(?:and |just |so )?(?:(?:starting|getting|feeling) [\w\s,]{1,40})?(?:any ?one|any ?body|some ?one|somebody|"
    r"any) (?:could |can |out there |want to |wanna |else |who can |with |have |having )*(?:help|stories|share|"
    r"experiences?|been|advise|advice|ideas?)(?: (?:me|us|out|there|this|that|with|on|it|please|their|your|first|"
    r"hand|experiences?|or|and|good|bad|any|similar|recommend\w*|suggest\w*|what happened|about|opinions?|what|"
    r"happened|in the same situation))*|"
    r"please (?:reply|respond|answer|help|advise|write back|get back to me)"
    r" (?:as|because|since|soon|quickly|to this)\b[^?]{0,60}|"
    r"(?:i )?(?:really |do |just )?hope(?:fully)? (?:that )?(?:you|someone|somebody|anyone|an expert|some expert|"
    r"one of you) (?:guys )?(?:can|could|will|may) (?:please )?(?:help|clarify|advise|answer|assist|"
    r"explain)(?: (?:me|us|out|here|with this|this|it))*|(?:what (?:are|is) )?(?:your|you|people’?s) (?:thoughts?|"
    r"opinions?|advice|views?|experiences?|take)(?: (?:and|or|on|about|this|that|comments?|please|appreciated|"
    r"greatly|would be|are|welcome))*|what do (?:you|u|people|others|you all|you guys) (?:think|suggest|recommend|"
    r"advise|reckon)(?: (?:of|about|on|i|this|that|should|we|do|is|best|it))*|"
    r"(?:i )?(?:just |really |was |am |’m |do |would |be )*(?:wonder(?:ing)?|hoping|wanted to ask|looking to see|"
    r"ask|asking) (?:if|whether|that) (?:any ?one|any ?body|some ?one|somebody|you|u)(?: (?:guys|out there|"
    r"here))* (?:can|could|would|might|may|will|is able to|are able to)(?: (?:please|possibly|be able to|"
    r"kindly))* (?:help|advise|assist|answer|clarify|shed|give|offer|share)(?: (?:me|us|out|with|this|some|any|a|"
    r"bit|of|light|on|it|advice|help|guidance|my|question|here|information|experiences?|please|insight))*|"
    r"(?:would be |it would be |be )?(?:really |very |so |much )*(?:great|nice|helpful|grateful|appreciated|"
    r"good) (?:if|to) (?:some ?one|any ?one|you|somebody|hear|get|have)(?: (?:guys|could|can|would|help|me|us|out|"
    r"advise|some|any|advice|from|others|someone|your|with|this|feedback|answers?|who|has|had|experience))*|"
    r"(?:your |a |any )?(?:quick |prompt |early |urgent |kind |swift )*(?:response|reply|replies|answers?|feedback|"
    r"responses|input|help|assistance|advice|suggestions?|comments?|tips|info|information|guidance|opinions?|"
    r"insight)(?: (?:or|and|on|to|about|with|this|that|the|above|matter|you|could|can|give|offer|provide|share|me|"
    r"us|suggestions?|experience|any|will|would|is|are|be|much|greatly|very|really|most|highly|truly|gratefully|so|"
    r"for|from))* (?:appreciated|welcome|grateful|helpful|great|useful|received|wonderful|nice|good)|"
    r"(?:i )?(?:could|would) (?:really |do |use |with )*(?:with |use |like |appreciate |love )(?:a |some |any |"
    r"your |bit of |little |of )*(?:help|guidance|advice|assistance|input|feedback|opinions?|suggestions?|"
    r"information|info)(?: (?:please|here|on this|with this|from))*|"
    r"(?:i )?(?:need|want|would like|would appreciate|appreciate|could use|am looking for|looking for) (?:some |"
    r"your |any |a little |urgent |all the )?(?:help|assistance|advice|answers?|input)(?: (?:please|asap|on this|"
    r"with this|here|from you|you can give|now|i can get|urgently))*|"
    r"(?:does|did|do|has|have|can|is) (?:anyone|anybody|someone|any one|somebody|you)(?: (?:know|have|had|any|idea|"
    r"ideas|clue|experience|experienced|this|with|done|been|else|thoughts|help|advice|suggestions|there|listening|"
    r"about|before|here|ever|similar|the same|issue|problem|out|tell|me))+|"
    r"i (?:have|had|got) (?:a|some|one|another|two|a few|a couple of|an? \w+) (?:quick |other |more |"
    r"further )?(?:questions?|queries|query|problem|issue|inquiry|concern)(?: (?:for you|to ask|please|"
    r"about (?:this|that)|that i need help with))*)"
    r"(?:\W+(?:thanks?|thank you|thx|please|pls|cheers|ty|asap|in advance|many|much|so))*\W*$"
)
# Thanks, regards and invitations to write, which ask for nothing.
CLOSING = pattern(
    r"^\W*" + LEAD
    + r"(?:thanks?\b|thank you|thx|cheers|many thanks|regards|best|kind|sincerely|i look forward|looking forward|"
    r"look forward|have a (?:nice|great|good)|hope (?:to hear|that helps|this helps|you)|"
    r"(?:i )?(?:really |would |much |greatly |will )*appreciate(?:d)? (?:it|your|any|all|the|you)|your (?:help|"
    r"assistance|reply|prompt)|see you|talk to you|take care|sorry (?:for|about|to|if))"
)
INVITING = pattern(
    r"\bif (?:you|u|anyone) (?:have|has|had|would like|wish|want|need|should have|experience|are interested|"
    r"no longer|do not wish|don’t wish|prefer|enjoy)\b.{0,160}"
    r"\b(?:contact|call|e-?mail|click|visit|cancel|feel free|do not hesitate|don’?t hesitate|reply to this|let (?:us|"
    r"me) know|unsubscribe|reach|go to|see|write|stop by|download)\b"
    r"|\b(?:feel free to|do(?: not|n’?t) hesitate|to (?:unsubscribe|ensure delivery|opt out|view this|learn more|"
    r"find out more|remove)|click (?:here|below|on|the|to)|unsubscribe|sign up (?:now|today|for|here)|"
    r"act now|shop now|buy now|order now|learn more|read more|find out more|free trial|limited time|special offer|"
    r"% off|(?:follow|like) us on|terms and conditions|all rights reserved|subscri(?:be|ption) (?:now|today))\b"
    r"|\b(?:not the (?:intended |named )?(?:addressee|recipient)|received this (?:message|e-?mail|"
    r"communication) in error|may (?:have been|be) (?:intercepted|confidential|privileged))\b"
)
REPORTED = pattern(
    r"^\W*" + LEAD
    + r"(?!(?:i|we|just|was|am|and i)\b)(?:my |the |our |your )?(?:he|she|they|husband|wife|friend|mother|father|"
    r"mom|dad|sister|brother|boss|colleague|neighbou?r|partner|people|customer|driver|agent|rep|"
    r"representative|lady|man|guy|woman|person|gentleman|staff|assistant|employee|clerk|who|daughter|son|\w+)"
    r"(?: \w+){0,2}? (?:asked|asks|wondered|wonders|was asking|was wondering|wanted to know|keeps asking|"
    r"kept asking|inquired|enquired)\b"
)
POLITE = pattern(
    r"\b(?:like|love|want|wanted|wish|need) to (?:thank|welcome|invite|introduce|share|congratulate|say|add that|"
    r"point out|express|apologi[sz]e|remind|let (?:you|everyone)|tell you|emphasi[sz]e|offer you|reward|show you|"
    r"give you|assure|mention|note|begin by|start by)\b|"
    r"\bif (?:you|u|anyone)(?:’d| would| do| are| want)?(?: \w+)? (?:want|need|like|wish|interested|looking|"
    r"would like)\b|\bneed(?:ed)? not\b"
)
# "My reservation number is 4711": given, not asked.
GIVEN = pattern(
    r"^\W*(?:(?:and|so|but) )?(?:my|the|our|your|his|her)?\W?(?:\w+ ){0,3}(?:number|no|nr|#|name|e-?mail|address|"
    r"code|id|phone|reference|confirmation|conf|record locator|zip|pnr)\W*(?:\w+ ){0,2}(?:is|are|was|:|=)(?:\s|$)"
    # "Order 40121", "Ref: AB-7", "#40121"
    r"|^\W*(?:(?:for|my|the|our|re|with|see)\W{1,2}){0,2}(?:order|booking|invoice|customer|account|reference|ref|case|"
    r"ticket|reservation|confirmation|tracking|serial|model|part|item|product|article|voucher|receipt|number|no|nr|id|"
    r"code|tel|phone|fax|mobile)?\W{0,3}(?:(?:number|no|nr|id|code|is)\W{0,3}){0,2}[\w-]{0,12}\d[\w-]{0,30}\W*$"
)
# Of the bare ones, those that ask what follows, and those that ask about the words right before them.
NEXT = pattern(
    r"^\W*" + LEAD + r"(?:(?:what|where|how) (?:happens |do i do |do we do |to do |is )?(?:next|now|then|from here)\b|"
    r"is that all\b)|^\W*what next\b"
)
OF_WHAT_WAS_SAID = pattern(
    r"^\W*" + LEAD + r"(?:what|why|how|when|where|(?:is|was|are|were|should|would|will|does|do|did|can|could|"
    r"isn’?t) (?:that|this|it|these|those|they|i)\b)"
)
RUN = re.compile(r"(\W)\W*")
