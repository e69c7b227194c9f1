"""The wording of machines: subjects and sentences of delivery reports, automatic replies, reports, newsletters.

In, out: patterns only, each linear. They are proof only together, as automatic.py says.
"""

from __future__ import annotations

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE | re.MULTILINE)


BOUNCE_NAME = _any(
    r"(?:internet )?mail delivery (?:system|subsystem|service)\b",
    r"mail delivery subsystem\b",
    r"mail ?administrator <postmaster",
    r"system administrator <postmaster",
    r"microsoft outlook <microsoftexchange",
)

BOUNCE_SUBJECT = _any(
    r"\W{0,5}(?:undeliver(?:ed|able)|unzustellbar|non[- ]?remis|no se puede entregar|niet te bezorgen)\b",
    r"\W{0,5}(?:mail|message|email|e-mail) (?:delivery )?(?:could not be delivered|not delivered|undeliverable)",
    r"\W{0,5}(?:permanent |temporary )?(?:mail |message )?deliver(?:y|ing) (?:fail(?:ure|ed)|error|problem|delayed)",
    r"\W{0,5}(?:mail |message )?delivery (?:status )?(?:notification|report|has failed|has been delayed|problem)",
    r"\W{0,5}delivery (?:status )?notification",
    r"\W{0,5}mail system error",
    r"\W{0,5}failure (?:notice|delivery|notification)",
    r"\W{0,5}failed (?:mail|delivery|to deliver)",
    r"\W{0,5}returned (?:mail|email|message|to sender)",
    r"\W{0,5}mail failed,? return",
    r"\W{0,5}(?:warning: )?(?:message|mail|delivery) (?:delayed|still undelivered|status)",
    r"\W{0,5}(?:warning: )?could not send message",
    r"\W{0,5}delayed mail",
    r"\W{0,5}(?:nondeliverable|non-delivery|nondelivery|undelivered) (?:mail|report|notification|message)",
    r"\W{0,5}unable to deliver|\W{0,5}rejected (?:mail|message|posting)",
    r"\W{0,5}user unknown|\W{0,5}address (?:not found|unknown)|\W{0,5}mailbox (?:full|unavailable)",
    r"\W{0,5}(?:zustellung|zustellbarkeit).{0,40}(?:fehl|verzögert|status)|\W{0,5}mail konnte nicht zugestellt",
    r"\W{0,5}(?:échec|notification d.échec|notification de l.état) .{0,20}(?:remise|distribution|livraison)",
    r"\W{0,5}(?:error|fallo|notificación).{0,20}(?:entrega)|\W{0,5}mancato recapito|\W{0,5}недоставлен",
    r"\W{0,5}(?:onbestelbaar|niet bezorgd)|\W{0,5}配信|\W{0,5}メールエラー|\W{0,5}系统退信|\W{0,5}退信",
    r"\W{0,5}postfix smtp server: errors|\W{0,5}loop alert",
)

BOUNCE_TEXT = _any(
    r"^\s{0,8}(?:final|original)-recipient\s?:",
    r"^\s{0,8}diagnostic-code\s?:",
    r"^\s{0,8}reporting-mta\s?:",
    r"^\s{0,8}action\s?: (?:failed|delayed)",
    r"this is the mail (?:system|delivery (?:agent|system|subsystem))",
    r"this (?:message|report|mail) (?:was|is|has been) (?:created|generated|sent) automatically by (?:the )?mail",
    r"(?:message|mail|e-mail|email)[^.\n]{0,60} (?:could not be|couldn.t be|cannot be|can.t be|was not|wasn.t|"
    r"has not been|not been) (?:delivered|sent|transferred)",
    r"(?:unable|failed|not able) to deliver (?:your|the|this|to)",
    r"delivery (?:to|of|for) [^.\n]{0,80}(?:failed|delayed|rejected|not possible)",
    r"the following (?:address|recipient|destination|message|user|organization)[^.\n]{0,60}(?:fail|error|not|problem|"
    r"undeliver|reject|unknown|could|had)",
    r"permanent(?:ly)? (?:fatal )?(?:error|fail|rejected)",
    r"transcript of session follows",
    r"(?:user|recipient|mailbox|account|host|address) (?:is )?(?:unknown|not found|unavailable|does not exist|disabled|"
    r"full|rejected)",
    r"no such (?:user|recipient|mailbox|address)",
    r"(?:mailbox|quota) (?:is )?(?:full|exceeded)|over quota",
    r"\b[45]\d\d[ -#]{1,2}[45]\.\d{1,3}\.\d{1,3}\b",
    r"\b(?:smtp|rcpt to|remote server|said:) ?.{0,60}\b5[05]\d\b",
    r"returned to (?:the )?sender|message header follows|original message follows|returned message",
    r"konnte nicht zugestellt werden|n.a pas pu être (?:remis|distribu|livr)|no se pudo entregar|не удалось доставить",
)

# A colon after the words, as the programs write it, or words that only programs write.
AUTO_REPLY_SUBJECT = _any(
    r"\W{0,5}(?:automatic|automated|auto)[- ]?(?:reply|response|responder|antwort)\b\W{0,3}(?::|\]|$)",
    r"\W{0,5}auto(?:reply|response|matic reply)\s?:",
    r"\W{0,5}out[- ]of[- ](?:the[- ])?office(?: auto-?reply| reply| response| notification| message)?\s?(?::|\)|\]|$)",
    r"\W{0,5}(?:vacation|holiday|absence)[- ](?:auto)?-?(?:reply|response|message|notice|responder)\s?(?::|\]|$)",
    r"\W{0,5}(?:automatische|autom\.) (?:antwort|abwesenheitsnotiz|abwesenheitsmeldung)\b",
    r"\W{0,5}(?:abwesenheits(?:notiz|nachricht|meldung|benachrichtigung|agent)|abwesend)\b\s?(?::|$)",
    r"\W{0,5}(?:réponse|reponse) automatique\b|\W{0,5}absence du bureau\s?(?::|$)|\W{0,5}message d.absence\b",
    r"\W{0,5}respuesta automática\b|\W{0,5}respuesta automatica\b|\W{0,5}fuera de (?:la )?oficina\s?(?::|$)",
    r"\W{0,5}risposta automatica\b|\W{0,5}fuori (?:sede|ufficio)\s?(?::|$)",
    r"\W{0,5}automatisch(?:e)? (?:antwoord|beantwoording|reactie)\b|\W{0,5}afwezigheid(?:sbericht)?\s?(?::|$)",
    r"\W{0,5}resposta automática\b|\W{0,5}autosvar\b|\W{0,5}automatisk (?:svar|svarsmelding)\b",
    r"\W{0,5}automaattinen vastaus\b|\W{0,5}automatyczna odpowiedź\b|\W{0,5}autoodpowiedź\b",
    r"\W{0,5}automatická odpověď\b|\W{0,5}автоматический ответ\b|\W{0,5}автоответ\b",
    r"\W{0,5}自动回复|\W{0,5}自動回覆|\W{0,5}自動応答|\W{0,5}自動返信|\W{0,5}不在通知|\W{0,5}자동 ?(?:회신|응답)",
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
