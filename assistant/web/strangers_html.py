"""A stranger's HTML to a page that may be shown: a short list of tags and styles, no script, nothing from elsewhere.

In: the raw HTML of a mail, and the pictures that came with it. Out: a whole document for a frame of its own, sandboxed
and under `POLICY`, that holds those pictures; how many it cannot show, and how many from elsewhere it would show if
asked. Made safe three times over: by the list, by the policy, by the sandbox.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import nh3

from assistant.parsing.html import costly
from assistant.parsing.original import Picture

LONGEST = 512_000
MOST_PICTURES = 10_000_000                          # bytes of the message's own, each as often as it is shown
_TAGS_SHOWN = """
a abbr b big blockquote br caption center cite code col colgroup dd del details div dl dt em font
h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub summary sup
table tbody td tfoot th thead tr tt u ul wbr
"""
_STYLES_SHOWN = """
color background-color direction display font-family font-size font-style font-variant font-weight
letter-spacing line-height list-style-type text-align text-decoration text-indent text-transform
vertical-align white-space word-break overflow-wrap width max-width height
border border-top border-right border-bottom border-left border-collapse border-spacing
border-color border-style border-width border-radius
padding padding-top padding-right padding-bottom padding-left
margin-top margin-bottom margin-left margin-right
"""
_ATTRIBUTES = {
    "*": {"align", "dir", "lang", "title", "style", "valign", "bgcolor", "width", "height"},
    "a": {"href"},
    "img": {"src", "alt", "border", "hspace", "vspace"},
    "font": {"color", "face", "size"},
    "table": {"border", "cellpadding", "cellspacing", "rules"},
    "td": {"colspan", "rowspan", "nowrap"},
    "th": {"colspan", "rowspan", "nowrap"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type"},
    "li": {"value"},
}
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_OWN = re.compile(r"\s*cid:(.*)", re.IGNORECASE | re.DOTALL)
_REMOTE = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
_COUNT = re.compile(r"[0-9]{1,4}")
_LIMITED = ("colspan", "rowspan", "span", "border", "cellpadding", "cellspacing", "hspace", "vspace")

_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src {pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_DOCUMENT = (
    '<!doctype html><html lang="und"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
    "<title>The message as its sender laid it out</title><style>"
    ":root{{color-scheme:light;background:#fff;color:#1f2328}}"
    "body{{margin:12px;font:15px/1.5 system-ui,sans-serif;overflow-wrap:anywhere}}"
    "img{{max-width:100%;height:auto}}table{{max-width:100%}}</style></head><body>{body}</body></html>"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document for the frame. `refused`: it is too costly to lay out."""

    document: str
    remote: int = 0                                 # pictures from elsewhere
    missing: int = 0                                # pictures that should be the message's own and cannot be shown
    refused: bool = False


def policy(*, pictures: bool) -> str:
    """The content security policy of the frame's document."""
    return _POLICY.format(pictures="data: https: http:" if pictures else "data:")


def show(html: str, own: Mapping[str, Picture] | None = None, *, pictures: bool = False) -> Shown:
    """Make a mail's HTML safe. `own` are the pictures that came with it, by Content-ID.

    With `pictures` those from elsewhere stay in: whoever asks for it is seen by them.
    """
    # The reader is quadratic in the depth of the tree: what could grow beyond linear is not given to it.
    if len(html) > LONGEST or costly(html):
        return Shown("", refused=True)
    remote = missing = held = 0

    def kept(tag: str, name: str, value: str) -> str | None:
        nonlocal remote, missing, held
        if tag == "img" and name == "src":
            if _PICTURE.fullmatch(value):
                return value
            named = _OWN.match(value)
            if named:
                picture = (own or {}).get(unquote(named[1]).strip())
                if picture is None or held + len(picture.content) > MOST_PICTURES:
                    missing += 1
                    return None
                held += len(picture.content)
                return f"data:{picture.kind};base64,{b64encode(picture.content).decode()}"
            if not _REMOTE.match(value):
                return None
            remote += 1
            return value if pictures else None
        if name == "href":
            return value if re.match(r"\s*(?:https?:|mailto:)", value, re.IGNORECASE) else None
        if name in _LIMITED:
            return value if _COUNT.fullmatch(value) and int(value) <= 1_000 else None
        if name == "style" and re.search(r"url\s*\(|image|expression|\\|@|/\*", value, re.IGNORECASE):
            return None
        return value

    body = nh3.clean(
        html,
        tags=set(_TAGS_SHOWN.split()),
        clean_content_tags={"script", "style", "title", "noscript", "svg", "math", "template", "iframe", "object"},
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"referrerpolicy": "no-referrer"}},
        url_schemes={"http", "https", "mailto", "data", "cid"},
        filter_style_properties=set(_STYLES_SHOWN.split()),
    )
    return Shown(_DOCUMENT.format(body=body), remote, missing)
