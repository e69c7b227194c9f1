"""What an HTML element's own markup says: hidden, quoted, the beginning of a quoted rest, forwarded, a signature.

In: a tag with its attributes. Out: a Mark or None. Each name here was seen in the mail of the program beside it.
Left to others: everything that only the words give away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from selectolax.lexbor import LexborNode


class Mark(Enum):
    """What an element says of the text in it, or of all that follows."""

    HIDDEN = "hidden"
    QUOTE = "quote"
    CONTAINER = "container"     # holds an attribution, a blockquote, and perhaps answers below it
    REST = "rest"               # from here to the end all is quoted
    FORWARD = "forward"         # from here to the end all is passed on
    SIGNATURE = "signature"


_CONTAINERS = ("gmail_quote", "gmail_quote_container")                          # Gmail
_QUOTES = (
    "gmail_attr",                                                               # Gmail's attribution
    "yahoo_quoted", "yahooquoted",                                              # Yahoo
    "moz-cite-prefix", "moz-email-headers-table",                               # Thunderbird
    "protonmail_quote", "tutanota_quote",                                       # Proton, Tuta
    "zmail_extra", "zmail_extra_hr",                                            # Zoho
    "outlookmessageheader",                                                     # Outlook
    "wordsection1-quoted", "freebirdformquote",
    "quote_mail", "mail-quote", "mailquote", "quoted-mail", "gmx_quote",
    "front-blockquote", "hs_reply", "cloudmagic-smart-beacon-quote",
    "history_container",                                                        # Spark and others
    "ms-outlook-mobile-reference-message",
)
_REST_IDS = (
    "divrplyfwdmsg", "appendonsend", "reply-intro", "stopspelling",             # Outlook on the web
    "olk_src_body_section",                                                     # Outlook for Mac
    "mail-editor-reference-message-container",                                  # Outlook
    "replybelowthisline", "skm_quoted",
)
_FORWARDS = ("moz-forward-container",)
_SIGNATURES = (
    "gmail_signature", "moz-signature", "protonmail_signature_block", "yahoo_signature", "zmail_signature",
    "applemailsignature", "ms-outlook-mobile-signature", "signature", "mobile_signature", "elementtoproof-signature",
)
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|mso-hide\s{0,9}:\s{0,9}all|visibility\s{0,9}:\s{0,9}hidden")
# Outlook's line above the header of the message it answers: its colour and width are its mark.
_OUTLOOK_LINE = re.compile(
    r"border-top\s{0,9}:\s{0,9}(?:solid\s{1,9}#(?:e1e1e1|b5c4df)|#(?:e1e1e1|b5c4df)\s{1,9}1(?:\.0)?pt\s{1,9}solid)"
    r"|border\s{0,9}:\s{0,9}none;\s{0,9}border-top\s{0,9}:\s{0,9}solid\s{1,9}(?:#\w{6}|windowtext)\s{1,9}1\.0pt"
)
_INDENT = re.compile(r"border\s{0,9}:\s{0,9}(?:none|0(?:px)?)(?:\s|;|$)")
_HEADER_LIKE = re.compile(r"\s{0,50}[^\s:：][^:：\n]{0,25}[:：]")


def mark_of(tag: str, attributes: Mapping[str, str], node: LexborNode) -> Mark | None:
    """What this element says of itself."""
    if not attributes:
        return Mark.QUOTE if tag == "blockquote" else None
    style = attributes.get("style", "")[:2_000].lower()
    if (style and _HIDDEN.search(style)) or "hidden" in attributes:
        return Mark.HIDDEN
    names = {_bare(name) for name in attributes.get("class", "")[:500].lower().split()}
    identity = _bare(attributes.get("id", "")[:100].lower())
    names.add(identity)
    if tag == "blockquote":
        indent = "webkit-indent-blockquote" in names or bool(_INDENT.search(style) and not names & {"gmail_quote"})
        return None if indent and attributes.get("type") != "cite" else Mark.QUOTE
    if names & set(_FORWARDS):
        return Mark.FORWARD
    if identity in _REST_IDS or (style and _OUTLOOK_LINE.search(style) and _HEADER_LIKE.match(node.text()[:200])):
        return Mark.REST
    if names & set(_CONTAINERS):
        return Mark.CONTAINER
    if names & set(_QUOTES) or attributes.get("name") == "quote":
        return Mark.QUOTE
    if names & set(_SIGNATURES):
        return Mark.SIGNATURE
    return None


def _bare(name: str) -> str:
    """Outlook on the web writes "x_" before the names it found in the message; Yahoo and others add numbers."""
    while name.startswith("x_"):
        name = name[2:]
    return re.sub(r"(?<=yahoo_quoted)_\d{1,20}$|(?<=applemailsignature)[-\w]{0,60}$", "", name)
