"""Where a signature stands in a run of the customer's own lines.

In: the lines of one run. Out: where the signature begins and ends; a PS below it is the letter's.
RFC 3676 4.3: "-- " begins one; the rest is what programs and people do. Careful: a question or a list is never one.
Left to others: the customer's name (understanding).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_DASHES = re.compile(r"\s{0,3}(?:--|—|–|__|---|\*--\*|\*{3}|\* \* \*|~{3,10})\s{0,3}")
_RULE = re.compile(r"\s{0,3}(?:_{5,200}|={5,200}|-{10,200}|\*{10,200})\s{0,3}")
_LIST_FOOTER = re.compile(
    r"mailing list|mailman|listinfo|unsubscribe|to post to this list|group\b.{0,80}@", re.IGNORECASE
)
_DEVICE = (
    r"i ?phone|i ?pad|i ?pod|android|blackberry|galaxy|samsung|huawei|xiaomi|nokia|lumia|pixel|htc|sony|xperia|lg|"
    r"motorola|oneplus|mobile|mobil\w{0,8}|handy|smartphone|telefon\w{0,4}|phone|cell\w{0,6}|tablet|device|verizon|"
    r"t-mobile|at&t|windows|outlook|mail\w{0,5}|gmail|yahoo|aol|proton\w{0,6}|typeapp|bluemail|blue|spark|airmail|"
    r"k-9|aqua|nine|newton|edison|gmx|web\.de|hotmail|live|thunderbird|treo|palm|ipod|mac\w{0,4}|tel[eé]fono|"
    r"m[oó]vil|celular|portable|appareil|téléphone|gsm|toestel|puhelimesta|surface|zoho|mi|oppo|vivo|realme"
)
_SENT_FROM = re.compile(
    r"[\s*_(\[]{0,4}(?:"
    rf"sent (?:from|via|with|by|using)\b[^,.!?:]{{0,40}}?\b(?:{_DEVICE})\b[^!?]{{0,60}}|"
    r"sent from (?:my|the) (?-i:[A-Z])\w{0,20}(?: [\w+-]{1,20}){0,5}|"
    r"get (?:outlook|typeapp|bluemail|protonmail|yahoo mail)\b.{0,60}|"
    rf"(?:von|vom|mit)\b.{{0,60}}\b(?:gesendet|geschickt|verschickt)\b.{{0,40}}|"
    rf"(?:gesendet|diese nachricht wurde|diese e-mail wurde)\b.{{0,60}}\b(?:{_DEVICE}|gesendet)\b.{{0,60}}|"
    rf"(?:envoyé|envoye|expédié|envoyée)\b.{{0,20}}\b(?:de|depuis|avec|à partir|via|par)\b.{{0,60}}|"
    rf"télécharger outlook\b.{{0,60}}|obtener outlook\b.{{0,60}}|"
    rf"(?:enviado|enviada|mensaje enviado)\b.{{0,10}}\b(?:desde|de|do|del|con|via|a partir)\b.{{0,60}}|"
    rf"(?:inviato|inviata)\b.{{0,10}}\b(?:da|dal|dall|con|tramite)\b.{{0,60}}|scarica outlook\b.{{0,60}}|"
    rf"(?:verzonden|verstuurd)\b.{{0,10}}\b(?:vanaf|vanuit|met|via|van|op)\b.{{0,60}}|"
    rf"(?:skickat|sendt|lähetetty|wysłane|wysłano|отправлено|надіслано|odesláno|elküldve)\b.{{0,10}}"
    rf"\b(?:från|fra|från min|z|с|из|з|ze|av|via)\b.{{0,60}}|"
    r"lähetetty .{0,40}(?:iphonesta|puhelimesta|laitteesta).{0,20}|"
    r"iphone'?umdan gönderildi|发自我的.{0,30}|從我的.{0,30}傳送|iphoneから送信|나의 iphone에서 보냄|"
    r"via proton ?mail.{0,40}|sent with proton ?mail.{0,40}|sent from outlook.{0,60}"
    r")[\s.)*_\]]{0,5}",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"[\s*_]{0,5}(?:(?:confidentiality|legal|privacy|important) (?:notice|note|disclaimer|statement)\b|disclaimer\s?:|"
    r"notice\s?: this e-?mail|"
    r"(?:(?:the )?(?:information|contents?)(?: contained)? (?:in|of) )?"
    r"this (?:e-?mail|message|communication|transmission)\b.{0,120}"
    r"\b(?:confidential|privileged|intended (?:solely|only|for))|"
    r"diese e-?mail (?:enthält|ist|kann|und).{0,80}vertraulich|"
    r"(?:ce message|ce courriel|cet e-?mail)\b.{0,120}confidentiel|este (?:mensaje|correo)\b.{0,120}confidencial|"
    r"(?:questa e-?mail|questo messaggio|le informazioni contenute)\b.{0,120}(?:riservat|confidenzial)|"
    r"(?:dit bericht|deze e-?mail)\b.{0,120}vertrouwelijk)",
    re.IGNORECASE,
)
_LINK = re.compile(r"[<(\[]?https?://[^\s<>]{1,2000}[>)\]]?")
_SIGN_OFF = re.compile(
    r"(?:(?:with |my )?(?:best|kind|kindest|warm|warmest|many|cordial)?\s?(?:regards|wishes)|"
    r"(?:with )?(?:best|kind|warm) (?:regards|wishes).{0,20}|regards|rgds|best|cheers|"
    r"(?:yours )?(?:sincerely|faithfully|truly|respectfully)(?: yours)?|all the best|take care|yours|"
    r"(?:many |with |kind )?thanks(?: (?:again|in advance|so much|very much|a lot|and (?:best|kind) regards))?|"
    r"thank you(?: (?:again|in advance|so much|very much))?|thx|ta|"
    r"(?:mit )?(?:freundliche|beste|viele|liebe|herzliche|schöne)n? gr(?:ü|ue)(?:ß|ss)en?.{0,20}|"
    r"mfg|(?:bien )?cordialement|bien à vous|(?:meilleures )?salutations|sincères salutations|"
    r"saludos(?: cordiales)?|un saludo|atentamente|cordiali saluti|distinti saluti|saluti|"
    r"(?:met )?vriendelijke groet(?:en)?|groeten|groetjes|atenciosamente|com os melhores cumprimentos|"
    r"med vänliga hälsningar|vänliga hälsningar|med venlig hilsen|mvh|hilsen|ystävällisin terveisin|"
    r"pozdrawiam|z poważaniem|с уважением|s pozdravem)[\s,.!]{0,5}",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"@|www\.|https?://|\+?\d[\d\s()./-]{6,20}\d|\b(?:tel|phone|fax|mobile|cell|telefon|tél|mob|email|e-mail|web|"
    r"gmbh|ltd|inc|llc|bv|srl|sarl|street|str\.|avenue|road|p\.?o\.? box)\b|"
    r"\b(?:manager|director|ceo|cto|cfo|founder|engineer|president|head of|assistant|consultant|developer|officer|"
    r"geschäftsführer|directeur|analyst|specialist|coordinator|sales|marketing|support|department|team lead)\b|\s\|\s",
    re.IGNORECASE,
)
# The footers of offices: a note on paper, and an advertisement, which may ask its reader something.
_PRINT_NOTE = re.compile(
    r"\W{0,5}(?:please )?(?:(?:do you|you) (?:really )?(?:need|have) to print|(?:consider|think of|think about|save) "
    r"the (?:environment|planet|trees)|think before (?:you print|printing)|(?:do not|don['’]t) print this)\b.{0,120}",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"www\.|https?://|@|\d[\d\s()./-]{6,20}\d|\b(?:facebook|instagram|linkedin|twitter|tiktok|youtube)\b", re.IGNORECASE
)
_ADVERTISES = re.compile(
    r"\b(?:visit|follow|like|find|join|call|ring|rate|review) (?:us|me|our|my|www)\b|\bvisit https?|"
    r"\b(?:check out|click here|book (?:now|online|at)|subscribe|sign up|learn more|read more|find out more)\b|"
    r"\bshop (?:now|at)\b|"
    r"\bour (?:new|latest|catalogue|website|web ?shop|services?|range|newsletter|brochure|blog|offers?)\b|"
    r"\b(?:question|feedback) for us\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"(?:many |with |kind )?(?:thank|thx|ta\b)", re.IGNORECASE)
_CARD_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Miss|Mx)\.? )?[A-Z][\w'’.-]{0,25}"
    r"(?: (?:van|von|de|der|den|la|di|bin|al|[A-Z][\w'’.-]{0,25})){0,4}"
)
# "Please send it to this address:" the lines below are what the letter speaks of.
_HANDS_OVER = re.compile(r"\b(?:address|details|number|contact|follows|below|following)\b|[:,]$", re.IGNORECASE)
_POSTSCRIPT = re.compile(
    r"[\s*_(]{0,5}(?:p\.?\s?){1,3}s\b[.:,\s-]|\s{0,3}n\.?b\.?[\s:]|\s{0,3}(?:edit|update):", re.IGNORECASE
)
_ITEM = re.compile(r"\s{0,3}(?:[-*•]\s|\d{1,2}[.)]\s)")


def signature_span(lines: Sequence[str]) -> tuple[int, int]:
    """The signature's first line and the line after its last; both len(lines) where there is none."""
    armour = next((i for i, line in enumerate(lines) if line.startswith("-----BEGIN PGP SIGNATURE")), len(lines))
    postscript = next((i for i, line in enumerate(lines[:armour]) if _POSTSCRIPT.match(line[:40])), armour)
    start = _start(lines[:postscript])
    if start < postscript < armour:
        return start, postscript
    return (start, len(lines)) if start < postscript or postscript == armour else (armour, len(lines))


def _start(lines: Sequence[str]) -> int:
    last_asking = max((i for i, line in enumerate(lines) if _asks(line)), default=-1)
    last_wanting = max((i for i in range(last_asking + 1) if _asks(lines[i]) and not _footer(lines[i])), default=-1)
    start = len(lines)
    for index, line in enumerate(lines):
        # Nothing that a customer would miss may stand below: then only "-- " itself, kept as it was sent, is believed.
        last = last_wanting if _DASHES.fullmatch(line) or _footer(line) else last_asking
        if (index > last or line == "-- ") and _begins(lines, index, line, asked=last - index):
            start = index
            break
    return _card(lines[:start], last_wanting)


def _begins(lines: Sequence[str], index: int, line: str, *, asked: int) -> bool:
    """Whether a signature begins here. `asked`: how many lines below the last question stands; negative if none."""
    if not line.strip() or (len(line) > 300 and not _DISCLAIMER.match(line[:300])):
        return False
    if _DASHES.fullmatch(line):
        # RFC 3676 4.3 has "-- "; white space at the end is often lost on the way. A signature has few lines; a
        # question far below it is the customer's, one in it is an advertisement.
        if line.strip() == "--":
            return asked <= 12
        below = lines[index + 1 : index + 14]
        ruled = line.strip() in ("__", "---") or line.strip()[0] in "*~"
        return ruled and len(lines) - index <= 13 and any(_tells(text) for text in below)
    if _RULE.fullmatch(line):
        following = [text for text in lines[index + 1 : index + 5] if text.strip()]
        return any(_LIST_FOOTER.search(text[:300]) for text in following)
    if _DISCLAIMER.match(line) or _PRINT_NOTE.match(line[:300]):
        return len(lines) - index <= 25
    return bool(_SENT_FROM.fullmatch(_LINK.sub("", line).strip())) and len(lines) - index <= 40


def _tells(line: str) -> bool:
    return bool(_CONTACT.search(line[:300]) or _LIST_FOOTER.search(line[:300]))


def _asks(line: str) -> bool:
    """Whether the line holds what a customer would miss: a question, an item of a list."""
    return ("?" in line and "?" in _LINK.sub("", line[:2_000])) or (
        bool(_ITEM.match(line[:40])) and not _DASHES.fullmatch(line)
    )


def _footer(line: str) -> bool:
    """Whether a line that may ask is an office's footer: on paper, on confidence, or an advertisement."""
    line = line[:600]
    if _PRINT_NOTE.fullmatch(line.strip()) or (_ADVERTISES.search(line) and _REACHED.search(line)):
        return len(line) <= 200
    return len(line) > 100 and bool(_DISCLAIMER.match(line))


def _card(lines: Sequence[str], last_wanting: int) -> int:
    """A closing phrase or a name, then contact details to the end. A name alone stays with the letter."""
    for index in range(max(0, len(lines) - 14, last_wanting + 1), len(lines)):
        line = lines[index].strip(" *_")
        if not line or len(line) > 60:
            continue
        phrase, _, name = line.partition(",")
        rest = [text for text in lines[index + 1 :] if text.strip()]
        if not all(len(text) <= 90 or _footer(text) for text in rest):
            continue
        if _SIGN_OFF.fullmatch(line):
            # "Thank you" may begin a letter as well.
            if _THANKS.match(line) and not (rest and _CARD_NAME.fullmatch(rest[0].strip())):
                continue
            if len(rest) >= 2 and any(_CONTACT.search(text) for text in rest[1:]):
                return index
        elif _SIGN_OFF.fullmatch(phrase) and _CARD_NAME.fullmatch(name.strip()):
            if any(_CONTACT.search(text) for text in rest):
                return index
        elif _CARD_NAME.fullmatch(line) and _stands_alone(lines, index) and _is_card(rest):
            return index
    return len(lines)


def _stands_alone(lines: Sequence[str], index: int) -> bool:
    """Whether an empty line or a finished sentence stands above, and the letter does not hand over what follows."""
    above = next((lines[i].strip() for i in range(index - 1, -1, -1) if lines[i].strip()), "")
    if not above or _HANDS_OVER.search(above[-300:]):
        return False
    return not lines[index - 1].strip() or above[-1] in ".!?"


def _is_card(lines: Sequence[str]) -> bool:
    """Whether these lines below a name are a card's: short, no sentences, with a number, a link or an address."""
    return any(_REACHED.search(text) for text in lines) and all(
        text.strip()[-1] not in ".?!" or _REACHED.search(text) or _footer(text) for text in lines
    )
