"""No rude, demanding, blaming or condescending phrase. Run over the rules too, when they are checked."""

from __future__ import annotations

import re

from assistant.drafting.checks.case import Case, lowered, outside
from assistant.model import Check, Span

CODE = "never-rude"
# Over `lowered` text.
_PHRASES = re.compile(
    r"""(?x)\b(?:
    # demanding
    you\ (?:must|ought\ to\ have|had\ better|are\ (?:required|obliged|expected)\ to|will\ have\ to)
    | you\ (?:need|have)\ to\ (?:understand|realise|realize|accept|appreciate|learn)
    | (?:we|i)\ (?:demand|insist|expect\ you\ to)\b | (?:is|are)\ not\ allowed\ to | immediately\ or | or\ else
    | (?:final|last)\ warning | failure\ to\ (?:do|comply|reply|respond|pay) | do\ as\ you\ are\ told
    | do\ not\ (?:waste|bother|even|expect\ us) | don['’]t\ (?:waste|bother|even|expect\ us|you\ dare)
    | (?:stop|quit)\ (?:asking|writing|complaining|emailing|wasting|bothering|shouting|moaning)
    | (?:please\ )?(?:calm|settle|quieten)\ down | take\ it\ or\ leave\ it | deal\ with\ it | get\ over\ it
    | like\ it\ or\ not | no\ exceptions | how\ dare\ you
    # blaming
    | you\ should\ have
      (?!\ (?:received|had\ (?:an?|your|our)|an?|your|our|the|one|it|got|gotten|by\ now|been\ sent|heard)\b)
    | you\ (?:failed|neglected|forgot|omitted)\ to | you\ did\ not\ bother | you\ clearly\ did
    | (?<!not\ )(?<!never\ )your\ (?:own\ )?(?:fault|mistake|error|negligence|carelessness)
    | (?:because|since|as)\ you\ (?:did\ not|didn't|never|failed|forgot)
    | (?:not|isn['’]t|hardly|none\ of)\ (?:our|my)\ (?:problem|fault|responsibility|job|business|concern)
    | you\ (?:are|were)\ (?:wrong|mistaken|lying|overreacting|exaggerating|not\ listening)
    | you\ (?:are|were)\ being\ (?:un\w+|im\w+|rude|difficult|dramatic|silly|childish|demanding|ridiculous|hysterical)
    | you\ (?:misread|misunderstood|overlooked|ignored|brought\ (?:this|it)\ on\ yourself)
    | your\ (?:attitude|tone|temper|impatience|complaining|ignorance|behaviou?r)
    # talking down
    | as\ (?:i|we)(?:\ have|['’]ve)?\ (?:already\ |just\ |clearly\ |previously\ )*
      (?:said|told\ you|explained|mentioned|stated|written)(?:\ (?:already|before))?
    | as\ (?:already\ |clearly\ |previously\ )*(?:stated|mentioned|explained|described|indicated)
      \ (?:above|before|earlier|previously|on\ (?:our|the)|in\ (?:our|the))
    | (?:i|we)\ (?:have\ )?(?:already|repeatedly)\ (?:told|said|explained|answered|informed) | like\ (?:i|we)\ said
    | (?:let\ me|i|we|to)\ repeat\ (?:myself|ourselves|that|it|once) | (?:may|must|might)\ (?:i|we)\ remind\ you
    | (?:allow|permit)\ (?:me|us)\ to\ remind | (?:i|we)\ (?:would\ |must\ |should\ )?(?:like\ to\ )?remind\ you
    | (?:it|that|this)\ is\ (?:quite\ |really\ |very\ |clearly\ |perfectly\ )*
      (?:obvious|evident|elementary|common\ knowledge|(?:simple|clear)\ (?:that|from|enough))
    | obviously | evidently,? | needless\ to\ say | (?:it\ )?goes\ without\ saying | everyone\ knows | everybody\ knows
    | any(?:one|body)\ (?:can|could|would)\ (?:see|understand|tell|know) | common\ sense | even\ a\ child
    | any\ (?:reasonable|sensible|normal)\ (?:person|customer) | surely\ you
    | if\ you\ (?:had|['’]d)\ (?:only\ |just\ )?
      (?:read|looked|followed|bothered|listened|checked|paid\ attention|taken\ the)
    | had\ you\ (?:read|looked|followed|bothered|listened|checked|taken)
    | you\ (?:seem|appear)\ to\ (?:have|think|believe|be)
    | you\ may\ (?:not\ be\ aware|have\ overlooked|have\ missed)
    | perhaps\ you\ (?:missed|overlooked|did\ not|should|could)
    | (?:i['’]m|i\ am|we['’]re|we\ are)\ (?:sure|certain|afraid)\ (?:that\ )?you\ (?:will\ |can\ |must\ )?
      (?:agree|understand|appreciate|know|see|realise|realize|misunderst\w+|are\ wrong)
    | (?:please\ )?(?:try|do\ try|make\ an\ effort)\ to\ (?:understand|read|remember|be\ reasonable|listen)
    | next\ time,?\ (?:please\ |do\ |kindly\ )?(?:read|make\ sure|check|be|look|think|try)
    | for\ future\ reference | in\ (?:simple|simpler|plain|other)\ (?:words|terms|english)\ for\ you
    | let\ me\ (?:spell|break)\ (?:it|this|that) | (?:spell|break)\ (?:it|this|that)\ (?:out|down)\ for\ you
    | read\ (?:the|our)\ (?:\w+\ )?(?:terms|website|instructions|faq|page|conditions|policy)
      \ (?:properly|carefully|again|first|more)
    | (?:clearly|plainly)\ (?:stated|written|explained|marked|says|shown) | (?:what|why)\ (?:did|do)\ you\ expect
    | you\ people | people\ like\ you | customers\ like\ you | my\ dear\ (?:sir|madam|lady|man|customer|friend)
    | (?:sweetheart|sweetie|darling|honey|pal|buddy|mate)\b[,.!] | good\ for\ you[.!] | well\ done\ you
    | we\ have\ (?:better|other|more\ important)\ things | (?:some|most)\ of\ us\ have | with\ all\ due\ respect
    | with\ respect, | whatever[.!] | so\ what | who\ cares | (?:big|no\ big)\ deal[.!] | tough\ luck | hard\ luck
    | (?:boo|boo\ )hoo | cry\ me | good\ riddance | nonsense | ridiculous | absurd | stupid\w* | idiot\w* | moron\w*
    | foolish\w* | silly | pathetic | lazy | greedy | liars? | shut\ up | nobody\ asked\ you | rubbish[.!]
    # officialdom
    | (?:as\ )?per\ (?:our|my|company)\ (?:policy|last|previous|terms) | company\ policy
    | (?:please\ )?(?:be|are)\ (?:hereby\ )?advised | kindly\ (?:note|refrain|do\ the\ needful|read|refer|be)
    | (?:please\ )?refer\ to\ (?:our|the)\ (?:terms|faq|policy|conditions)
    | dear\ (?:customer|sir\ or\ madam|sirs|valued\ customer|client) | any\ inconvenience | your\ satisfaction\ is
    )(?!\w) | [!?]{2,} | \?!"""
)


def rude_phrases(text: str) -> tuple[Span, ...]:
    """The places of phrases that no reply of ours may hold."""
    return tuple(Span(found.start(), found.end()) for found in _PHRASES.finditer(lowered(text)))


def check(case: Case) -> Check:
    """Fails for any such phrase outside the customer's own words in a gap."""
    found = tuple(place for place in rude_phrases(case.draft.text) if outside(place, case.gaps))
    if found:
        said = " ".join(found[0].of(case.draft.text).split())
        return Check(CODE, False, f"“{said}” is not how we speak. Say it kindly, or leave it out.", found)
    return Check(CODE, True, "Nothing in it is rude.")
