# ruff: noqa: E501 -- a phrase is one line
"""Thanks and nothing else, or praise? Told from the whole of a message in which nothing was asked."""

from __future__ import annotations

import re
from typing import Literal

from assistant.model import Question, Span, Tone
from assistant.understanding.disguise import plain

_THANKS = re.compile(
    r" (?:thanks?|thank (?:you|u|yu|ya)|thankyou|thx|thnx|thnks|tnx|ty|tysm|tyvm|cheers|ta|much appreciated|appreciated?|appreciate (?:it|that|your|you|the)|many thanks|grateful|gratitude|merci|danke|gracias|god bless|bless you|nice one|lifesaver|obliged) "
)
_SETTLED = re.compile(
    r" (?:that (?:worked|works|did it|did the trick|solved|fixed|sorted|helps|helped)|(?:it|its|that|thats|all|everything|problem|issue|now|this|is|has) (?:\w+ )?(?:works|worked|working|sorted|solved|resolved|fixed|arrived|received|good|fine|clear|perfect|great|understood|noted|done|ok|okay|set|helpful|great news|brilliant)|got it|received|perfect|great|excellent|lovely|brilliant|wonderful|noted|understood|ok|okay|no (?:problem|worries|more questions|further questions)|will do|sounds good|fantastic|super|awesome|cool|sorted|that is all|have a (?:nice|good|great|lovely)|all good|you too|happy to hear|speak soon|kind regards|best|regards|for your (?:help|quick|reply|response|time|email|message|patience|support|assistance|prompt)|for the (?:help|quick|reply|response|update|info|information|refund|prompt)) "
)
_PRAISE = re.compile(
    r" (?:(?:best|fantastic|amazing|wonderful|excellent|outstanding|superb|brilliant|exceptional|incredible|awesome|phenomenal|first class|top notch|fabulous|terrific|marvellous|marvelous|impeccable|great|lovely|superior|stellar|faultless|perfect|delightful) (?:\w+ ){0,3}(?:service|services|team|staff|experience|job|company|shop|store|product|products|people|work|care|book|books|quality|support|customer|value|person|lady|man|crew|gift|present|collection|packaging|choice|recommendation|website|purchase|driver|edition|help)|"
    r"(?:service|staff|team|she|he|they|you|everyone|quality|experience|people|product|driver|support|book|it|everything) (?:\w+ ){0,4}(?:was|is|are|were|have been|has been|went) (?:\w+ ){0,3}(?:amazing|fantastic|wonderful|excellent|outstanding|brilliant|superb|so helpful|very helpful|extremely helpful|incredibly helpful|really helpful|so kind|very kind|so patient|lovely|a star|stars|a credit|above and beyond|exceptional|impeccable|second to none|first class|beautiful|gorgeous|stunning|beyond helpful|delightful|great|awesome|the best)|"
    r"(?:love|loved|loves|adore|adores|adored|enjoyed|impressed|delighted|thrilled|over the moon|blown away|pleased(?! to (?:announce|inform|confirm|advise|offer|introduce|invite|report|present|attach))|very happy|so happy|really happy|extremely happy|chuffed|recommend|well done|kudos|hats off|credit to|compliments|five stars|5 stars|made my (?:day|week|year|christmas)|above and beyond|keep up the|couldnt be happier|could not be happier|exceeded|life saver|cant fault|cannot fault|customer for life|loyal customer|couldnt have asked|wonderful service|favourite (?:shop|store|company)|favorite (?:shop|store|company)|a pleasure|such a joy|brought tears|so grateful)) "
)


_ENDING = re.compile(
    r" (?:(?:many|kind|with|and|so|warm|best|very|big) ){0,2}(?:thanks|thank you|thx|cheers|ta|much appreciated)"
    r"(?: (?:in advance|again|so much|very much|a lot|all|everyone|and|kind|best|warm|regards|wishes|you)){0,4}"
    r"(?: [^ ]+){0,4} $"
)
MOST_WORDS = 80                     # of a message that is thanked for its gladness alone
GLAD = 0.6                          # the polarity from which thanks with more than thanks is praise


def thanks(
    text: str, sentences: tuple[Span, ...], questions: tuple[Question, ...], tone: Tone
) -> Literal["none", "bare", "praise"]:
    """`bare` where the message thanks and says nothing that needs an answer; `praise` where it praises.

    `none` where something is asked, wrong or told besides, so that nobody who needs an answer is passed over.
    """
    del sentences
    if questions or tone.complaint or tone.label == "negative" or len(text) > 4000 or "?" in text:
        return "none"
    line = plain(text).line
    words = [word for word in line.split() if word.isalnum()]
    if not words:
        return "none"
    if _PRAISE.search(line) and len(words) > 4 and tone.label == "positive":
        return "praise"
    if not _THANKS.search(line):
        return "none"
    if _only_thanks(line):
        return "bare"
    # Praise in words of their own: whoever is as glad as this and asks nothing is thanked, not passed over. A word of
    # thanks to end with says nothing of what stands before it.
    glad = tone.label == "positive" and tone.polarity >= GLAD and len(words) <= MOST_WORDS
    return "praise" if glad and _THANKS.search(_ENDING.sub(" ", line)) else "none"


_FILLER = frozenset(
    ["thank", "thanks", "thankyou", "you", "u", "ya", "thx", "thnx", "tnx", "ty", "tysm", "tyvm", "cheers", "ta", "many", "very", "much", "so", "really", "a", "lot", "lots", "again", "all", "guys", "team", "everyone", "everybody", "for", "your", "the", "help", "quick", "reply", "response", "responding", "replying", "fast", "swift", "prompt", "speedy", "answer", "email", "message", "info", "information", "update", "refund", "replacement", "that", "this", "it", "its", "is", "was", "works", "worked", "working", "now", "fine", "perfectly", "great", "perfect", "good", "ok", "okay", "brilliant", "excellent", "super", "lovely", "wonderful", "fantastic", "awesome", "cool", "sorted", "solved", "resolved", "fixed", "done", "did", "trick", "and", "i", "im", "am", "have", "has", "just", "got", "received", "arrived", "today", "yesterday", "appreciate", "appreciated", "it", "assistance", "support", "time", "patience", "kind", "kindness", "regards", "best", "wishes", "sincerely", "hi", "hello", "hey", "dear", "sir", "madam", "sirs", "have", "nice", "day", "weekend", "week", "evening", "lovely", "rest", "of", "merci", "danke", "no", "more", "further", "questions", "problem", "worries", "issue", "everything", "all", "understood", "noted", "will", "do", "sounds", "get", "to", "as", "well", "too", "be", "in", "touch", "helpful", "clear", "me", "my", "with", "on", "from", "quickly", "getting", "back", "sending", "send", "letting", "know", "know", "we", "us", "were", "are", "been", "happy", "glad", "gladface", "heart", "pleased", "bless", "god", "grateful", "indeed", "ever", "such", "kindly", "wow", "yay", "much", "yes", "no", "need", "one", "an", "can", "see", "safely", "order", "parcel", "package", "book", "books", "morning", "afternoon", "by", "last", "night", "end", "take", "care", "bye", "speak", "soon", "yours", "truly", "faithfully", "both", "team", "there", "mate", "folks", "nice", "one", "sending", "sorting", "out", "looking", "into"]
)


def _only_thanks(line: str) -> bool:
    """Whether nearly every word belongs to thanking, settling or closing."""
    words = [word for word in line.split() if word.isalnum()]
    strange = sum(word not in _FILLER for word in words)
    allowed = 2 if not _SETTLED.search(line) else 3          # a name or two to sign with
    return len(words) <= 60 and strange <= allowed and strange * 2 < len(words) + 1
