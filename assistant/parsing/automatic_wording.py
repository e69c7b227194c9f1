"""The wording of machines: subjects and sentences of reports, automatic replies, newsletters; their addresses.

In, out: patterns only, each linear. They are proof only together, as automatic.py says.
"""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    """Any of the phrases, which are in lower case as the text must be: so `re` is many times as fast."""
    return re.compile("|".join(phrases), re.MULTILINE)


BOUNCE_NAME = _any(
    r"(?:internet )?mail delivery (?:system|subsystem|service)\b",
    r"mail delivery subsystem\b",
    r"mail ?administrator <postmaster",
    r"system administrator <postmaster",
    r"microsoft outlook <microsoftexchange",
)

# Subjects that only mail servers write.
MAIL_BOUNCE_SUBJECT = _any(
    r"\bundeliver(?:ed|able) (?:mail|message|e-?mail)|\W{0,5}undeliverable\s?:|\bunzustellbar(?:e mail)?\s?:",
    r"\b(?:mail|message|e-?mail) (?:delivery )?(?:could not be delivered|not delivered|(?:still )?undeliver)",
    r"\b(?:mail|message|e-?mail) deliver(?:y|ing) (?:fail(?:ure|ed)|error|problem|delayed|report|status|notification)",
    r"\bdelivery (?:status )?notification\b|\bmail system error|\bfailure (?:notice|delivery)\b|\bdelayed mail\b",
    r"\bfailed (?:mail|to deliver (?:your )?(?:mail|message))|\breturned (?:mail|e-?mail|message)\b",
    r"\bmail failed,? return|\bnotice: mail delivery status",
    r"\b(?:nondeliverable|non-delivery|nondelivery) (?:mail|report|notification|message)|\W{0,3}bounce\]?\s?:",
    r"\bcould not send message|\brejected (?:mail|message|posting)\b",
    r"\bmail konnte nicht zugestellt|\bnotification d.(?:échec de remise|état de remise)|\bmancato recapito",
    r"\bnotificación de (?:estado|error) de entrega|\bнедоставленн|\bmensagem não entregue|\bonbestelbaar\s?:",
    r"メールエラー|配信(?:エラー|不能|失敗)|送信できません|系统退信|退信通知",
    r"postfix smtp server: errors|\bloop alert\b",
)
# Subjects of mail servers that a customer may write about a parcel too.
ANY_BOUNCE_SUBJECT = _any(
    r"\bundeliver(?:ed|able)\b|\bunable to deliver\b|\breturned to sender\b|\bnot delivered\b",
    r"\bdelivery (?:failure|failed|error|problem|report|delayed|has (?:failed|been delayed)|status|incomplete)",
    r"\bdelivery to\b.{0,120}\bfail|\bfailed delivery\b|\bcouldn.t be delivered\b|\bcould not be delivered\b",
    r"\b(?:user|address|recipient|mailbox|host) (?:unknown|not found|unavailable|full)\b|\bover quota\b|\bundelivery\b",
    r"\bzustellung\b.{0,40}\b(?:fehl|verzögert|status)|\bonbestelbaar\b|\béchec\b.{0,30}\b(?:remise|livraison)|\bdelayed\b",
)

# What mail servers tell each other: no customer's letter about a parcel says so.
BOUNCE_TEXT = _any(
    r"^\s{0,8}(?:final|original)-recipient\s?:",
    r"^\s{0,8}diagnostic-code\s?:|^\s{0,8}reporting-mta\s?:|^\s{0,8}action\s?: (?:failed|delayed)|x-postfix-queue-id",
    r"this is the (?:mail (?:system|delivery)|postfix|qmail|mailer)|qmail-send program|mail delivery (?:sub)?system",
    r"created automatically by (?:the )?mail",
    r"(?:your|the|this|following|original) (?:mail )?(?:message|mail|e-?mail)[^.\n]{0,60} (?:could not be|couldn.t be|"
    r"cannot be|can.t be|was not|wasn.t|has not been|not been) (?:delivered|transferred|relayed)",
    r"deliver(?:y of)? (?:your|the|this) (?:message|mail|e-?mail)",
    r"the following (?:address|recipient|destination|user)[^.\n]{0,60}(?:fail|error|undeliver|reject|unknown|had perm)",
    r"permanent(?:ly)? (?:fatal )?error|transcript of (?:smtp )?session follows|session transcript",
    r"\b(?:user|recipient|mailbox) (?:is )?(?:unknown|unavailable|does not exist|disabled|rejected)|unknown user",
    r"no such (?:user|recipient|mailbox)|\bmailbox (?:is )?(?:full|unavailable)|over quota|quota exceeded",
    r"\b[45]\d\d[ -#]{1,2}[45]\.\d{1,3}\.\d{1,3}\b|\bstatus:? [45]\.\d{1,3}\.\d{1,3}\b",
    r"\b(?:smtp|rcpt to|remote (?:server|host)|mail server|said:).{0,60}\b5[05]\d\b|\bhost name lookup\b",
    r"message header follows|original message (?:header )?follows|copy of the (?:original )?message, including",
    r"nachricht[^.\n]{0,60}nicht zugestellt werden|n.a pas pu être (?:remis|distribu)|no se pudo entregar el mensaje",
)

# A colon after the words, as the programs write it, or words that only programs write.
AUTO_REPLY_SUBJECT = _any(
    r"\W{0,5}(?:automatic|automated|auto)[- ]?(?:reply|response|responder|antwort)\b\W{0,3}(?::|\]|$)",
    r"\W{0,5}auto(?:reply|response|matic reply)\s?:",
    r"\W{0,5}out[- ]of[- ](?:the[- ])?office(?: auto-?reply| reply| response| notification| message)?\s?(?::|\)|\])",
    r"\W{0,5}out[- ]of[- ](?:the[- ])?office (?:auto-?reply|reply|response|notification)",
    r"\W{0,5}(?:vacation|holiday|absence)[- ](?:auto)?-?(?:reply|response|message|notice|responder)\s?(?::|\])",
    r"\W{0,5}(?:automatische|autom\.) (?:antwort|abwesenheitsnotiz|abwesenheitsmeldung)\b",
    r"\W{0,5}(?:abwesenheits(?:notiz|nachricht|meldung|benachrichtigung|agent)\b|abwesend\s?:)",
    r"\W{0,5}(?:réponse|reponse) automatique\b|\W{0,5}absence du bureau\s?:|\W{0,5}message d.absence\b",
    r"\W{0,5}respuesta automática\b|\W{0,5}respuesta automatica\b|\W{0,5}fuera de (?:la )?oficina\s?:",
    r"\W{0,5}risposta automatica\b|\W{0,5}fuori (?:sede|ufficio)\s?:",
    r"\W{0,5}automatisch(?:e)? (?:antwoord|beantwoording|reactie)\b|\W{0,5}afwezigheid(?:sbericht)?\s?:",
    r"\W{0,5}resposta automática\b|\W{0,5}autosvar\b|\W{0,5}automatisk (?:svar|svarsmelding)\b",
    r"\W{0,5}automaattinen vastaus\b|\W{0,5}automatyczna odpowiedź\b|\W{0,5}autoodpowiedź\b",
    r"\W{0,5}automatická odpověď\b|\W{0,5}автоматический ответ\b|\W{0,5}автоответ\b",
    r"\W{0,5}自动回复|\W{0,5}自動回覆|\W{0,5}自動応答|\W{0,5}自動返信|\W{0,5}不在通知|\W{0,5}자동 ?(?:회신|응답)",
)

# The same alone: a person might write so, and so the text must say it too.
ABSENCE_SUBJECT = _any(
    r"\W{0,5}(?:out[- ]of[- ](?:the[- ])?office(?: message)?|abwesend|absence(?: du bureau)?)\W{0,5}",
    r"\W{0,5}(?:vacation|holiday|absence)[- ](?:reply|response|message|notice)\W{0,5}",
    r"\W{0,5}on (?:vacation|leave|holiday)\W{0,5}",
    r"\W{0,5}fuera de (?:la )?oficina\W{0,5}|\W{0,5}fuori (?:sede|ufficio)\W{0,5}|\W{0,5}afwezig(?:heid)?\W{0,5}",
)

ABSENCE = _any(
    r"\bi(?:.m| am| will be)(?: currently| presently| now)? (?:out of (?:the )?office|on (?:annual |parental |sick |"
    r"maternity |paternity )?(?:leave|holiday|vacation)|away (?:from (?:my|the) (?:desk|office)|until|on))",
    r"\b(?:limited|no) access to (?:my )?e-?mail",
    r"this is an auto(?:matic|mated|-)? ?(?:reply|response|message)",
    r"\bich bin (?:derzeit |momentan |zurzeit |zur zeit |aktuell )?.{0,40}(?:nicht (?:im (?:haus|büro)|erreichbar)|"
    r"abwesend)",
    r"\bje suis (?:actuellement )?(?:absent|en congé|en vacances)",
    r"\bestoy fuera de (?:la )?oficina|\bsono fuori ufficio|\bik ben (?:momenteel )?(?:afwezig|niet aanwezig)",
    r"we have received your (?:e-?mail|message|request|enquiry|inquiry)",
)

DMARC_SUBJECT = _any(r"report domain:.{0,200}submitter:", r"report[- ]id: ?<?[^\s>]{3,200}>?.{0,20}$")

NEWSLETTER_TEXT = _any(
    r"\bunsubscribe\b", r"\bopt[- ]?out\b", r"newsletter abbestellen|abmelden", r"se désabonner|désinscri",
    r"darse de baja", r"cancellarsi|disiscriv", r"uitschrijven|afmelden",
)

# Local parts of addresses at which no person reads, and those at which perhaps one does.
ROBOT = re.compile(
    r"(?:^|[-_.+=])(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|dont[-_.]?reply|noreply|no[-_.]?response|no[-_.]?answer|"
    r"keine?[-_.]?antwort|nicht[-_.]?antworten|ne[-_.]?pas[-_.]?repondre|nepasrepondre|no[-_.]?responder|"
    r"non[-_.]?rispondere|niet[-_.]?antwoorden|mailer[-_.]?daemon|mail[-_.]?daemon|auto[-_.]?responder|autoreply|"
    r"double-bounce)(?:$|[-_.+=\d])"
    r"|^(?:bounces?|bounced|listserv|majordomo|mailman)(?:$|[-_.+=\d])|^owner-|-request$|-bounces?$",
)
PERHAPS_ROBOT = re.compile(
    r"^(?:postmaster|daemon|root|cron|nobody|www-data|apache|httpd|notifications?|notify|alerts?|newsletters?|"
    r"enews|mailings?|updates|automated|system|scomp)(?:$|[-_.+=\d])|-(?:owner|notifications?)$"
)
NEWS_SENDER = re.compile(r"^(?:e?-?news|newsletters?|mailings?|news-?letter|marketing-mail)(?:$|[-_.+=\d])")
BULK_RETURN = re.compile(r"^(?:bounces?|bounced|returns?|errors?|bounce-\w{1,80})(?:$|[-_.+=\d])")
