"""Letters to a bookshop, composed from sentences: the same number gives the same letter, and no two numbers the same.

Every sentence has places that change (titles, days, numbers, names), so that nearly all sentences of a run are new:
a reader that remembers vectors gains no more from them than from real mail. `distinct` counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WORDS = 150                         # of a letter, greeting and name left out; the last sentence may go over by a few
_PRIME = 7919                       # steps through the frames: letters next to each other share few

_OPENINGS = """
Hello {name}, I hope you are all well after {day}.
Good morning to everybody at the shop in {town}.
Hi there, this is {name} from {town}.
I have been a customer of yours in {town} for {small} years now.
My {kin} bought {title} from you in {month}.
I am writing about {title}, which I ordered on {day}.
We came to your shop from {town} with our {kin} on {day} and liked it very much.
I found your shop while I was looking for {title} on the web.
"""
_TELLING = """
The parcel with {title} left you on {day}, or so your message said.
I paid {money} for it with my card on the {nth} of {month}.
Order {number} was meant as a present for my {kin}, who turns {small} in {month}.
The page for {title} says that only {small} copies are left.
Somebody at the counter told my {kin} that it would take {small} days to {town}.
My {kin} read {title} in one night and has talked of nothing else since {day}.
We moved from {town} to {othertown} at the end of {month}.
The book came in a box that was far too large and wrapped in {small} layers of paper.
When I opened it on {day} the spine of {title} was bent and {small} pages were loose.
The tracking page for {number} has said the same thing since the {nth} of {month}.
I waited at home in {town} for the whole of {day} and nobody rang the bell.
The driver left it with a neighbour at number {small}, who is away until {month}.
It never arrived in {town}, although the carrier says it was handed over on {day}.
There were {small} books in the parcel to {town} instead of the {othersmall} that I paid {money} for.
You sent me {title} instead of {othertitle}.
My bank shows {money} for order {number}, and the same again on {day}.
The code on my voucher for {money} is refused at the last step, on my phone and on my {kin}'s computer.
I wrote to {name} on {day} and again on the {nth} of {month} and have heard nothing.
This is honestly not what I expected from a shop that my {kin} praised so highly.
I am rather disappointed about {title}, to be frank.
The {kin} of a friend in {othertown} had the same trouble with order {number}.
Your colleague {name} was very kind on the telephone on {day}.
Our reading group in {town} meets on the {nth} of every month, and there are {small} of us.
I would only need {title} for a lesson that I teach in {othertown} on {day}.
The print in my edition of {title} is so small that my {kin} cannot read it.
Last {month} I returned {othertitle} for my {kin} and that went without any trouble.
On your page the price was {money} in {month}, and now it is {othermoney}.
I have kept the box, the invoice for {money} and all {small} pieces of paper.
It is a lovely edition otherwise, and the pictures on page {small} are wonderful.
My {kin} lives in {othertown} and cannot easily come to the shop by {day}.
I threw the packing of order {number} away before I noticed it.
The map on page {small} of {title} is missing.
We are in {town} from {day} to the {nth} only.
I have looked at the page about returns twice and still do not know what holds for {title}.
There was a letter for somebody called {name} in my parcel, which I can send back.
My {kin} rang on {day} between nine and {small}, and nobody answered.
For the birthday of my {kin} in {month} I want something a little special.
My order number is {number} and the postcode is the one in {town}.
The lamp beside {title} in your window flickered all through {day}, by the way.
I spent about {money} with you in {month} alone.
"""
_ASKING = """
When will {title} be back on your shelves?
Could you please tell me where order {number} is?
How much is it to send {small} books to {town}?
I would like my {money} back for {title}, please.
Do you also wrap {title} as a present for a {kin}?
Can I bring {title} back to the shop on {day}?
What time do you open in {town} on the {nth} of {month}?
Please send a new copy of {title} to my {kin} in {othertown}.
I was wondering whether you could order {title} for me before {day}.
Is there anything like {title} that you would recommend for a {kin} of {small}?
Please change the address of order {number} to the one in {othertown}.
Would you buy {small} old books from the house of my {kin} in {town}?
Could I have an invoice for order {number} with the name of my {kin} on it?
How long does a parcel take to {othertown} if I order {title} today?
I need to cancel order {number} because my {kin} has bought {title} already.
Are there still seats for the evening with {name} on {day}?
Do you have {title} as an audiobook, and what does it cost?
I would also be glad to know if {othertitle} comes signed.
Can my {kin} get into the shop with a wheelchair on {day}?
Why was I charged {money} when {title} costs {othermoney}?
"""
_CLOSINGS = """
Thank you very much from my {kin} for your help before {day}.
I look forward to hearing from you by the {nth} of {month}, in {town} or by telephone.
Many thanks from all {small} of us in {town}.
With best wishes for {month} to {name} and the whole team.
"""
_FILL = {
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Easter Monday|New Year's Eve|my birthday",
    "month": "January|February|March|April|May|June|July|August|September|October|November|December",
    "kind": "Green|Winter|Copper|Hidden|Northern|Last|Quiet|Paper|Second|Broken|Salt|Silver|Long|Lost|Early|Stone",
    "thing": "Atlas|Lighthouse|Harbour|Orchard|Ferry|Letters|Kitchen|Bridges|Owls|Garden|Roofs|Maps|Winters|Fields",
    "age": "little|youngest|eldest|dear|old|Scottish|busy|grown-up|favourite|poor|late|clever",
    "relation": "sister|brother|mother|father|daughter|son|neighbour|aunt|uncle|grandmother|nephew|niece|wife|husband",
    "end": "ford|ton|ham|bury|wick|by|minster|combe|worth|ley|stead|mouth|field|pool",
    "begin": "Ash|Thorn|Elm|Oak|Hart|Whit|Ludd|Ros|Kes|Mar|Brad|Stan|Har|Wal|Ply|Tam|Wey|Els|Dun|Aps",
    "given": "Mina|Tom|Priya|Ingrid|Lucy|Ahmed|Kirsten|Wanda|Pauline|Jo|Peter|Samuel|Aisha|Bram|Carla|Yusuf",
    "family": "Barker|Osei|Hale|Faber|Nowak|Finch|Lind|Moreau|Okafor|Singh|Walsh|Petrov|Castle|Amsel|Gray|Rossi",
    "small": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|sixteen|twenty",
    "nth": "2nd|3rd|5th|8th|9th|11th|14th|17th|19th|21st|23rd|26th|28th",
}
_MADE = {"title": "The {kind} {thing}", "kin": "{age} {relation}", "town": "{begin}{end}", "name": "{given} {family}"}
_LISTS = {name: words.split("|") for name, words in _FILL.items()}
_FRAMES = [part.strip().splitlines() for part in (_OPENINGS, _TELLING, _ASKING, _CLOSINGS)]


class _Dice:
    """Numbers that look thrown and are not: a linear congruential generator (Knuth's MMIX constants)."""

    def __init__(self, seed: int) -> None:
        self._state = seed * _PRIME + 1
        for _ in range(4):
            self.throw(2)

    def throw(self, sides: int) -> int:
        """A number from 0 to `sides` less one."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % sides


def _filled(frame: str, dice: _Dice) -> str:
    def fill(match: re.Match[str]) -> str:
        name = match[1].removeprefix("other")
        if name == "number":
            return str(10_000 + dice.throw(89_999))
        if name == "money":
            return f"£{2 + dice.throw(90)}.{dice.throw(100):02}"
        if name in _MADE:
            return _filled(_MADE[name], dice)
        return _LISTS[name][dice.throw(len(_LISTS[name]))]

    return re.sub(r"\{(\w+)\}", fill, frame)


def sentences(number: int) -> list[str]:
    """The sentences of letter `number`: an opening, what happened, two to four asks, a closing; WORDS words."""
    dice = _Dice(number)
    opening, telling, asking, closing = _FRAMES
    asks = [_filled(asking[(number * 3 + step) % len(asking)], dice) for step in range(2 + dice.throw(3))]
    found = [_filled(opening[dice.throw(len(opening))], dice)]
    last = _filled(closing[dice.throw(len(closing))], dice)
    used: set[int] = set()
    while sum(len(each.split()) for each in (*found, *asks, last)) < WORDS:
        which = dice.throw(len(telling))
        if which not in used:
            used.add(which)
            found.append(_filled(telling[which], dice))
    for ask in asks:
        found.insert(2 + dice.throw(len(found) - 1), ask)
    return [*found, last]


def letter(number: int) -> bytes:
    """Letter `number` as it comes over the wire, in paragraphs of three sentences."""
    said = sentences(number)
    body = "\n\n".join(" ".join(said[start : start + 3]) for start in range(0, len(said), 3))
    dice = _Dice(number + 1_000_003)
    name, title = _filled("{name}", dice), _filled("{title}", dice)
    return (
        f"From: {name} <customer{number}@mail.example>\r\nTo: shop@mulberry.example\r\nSubject: {title}\r\n"
        f"Message-ID: <{number}@mail.example>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        f"Dear team,\n\n{body}\n\nKind regards,\n{name}\n"
    ).encode()


def letters(first: int, count: int) -> Iterator[bytes]:
    """`count` letters from number `first` on."""
    return (letter(number) for number in range(first, first + count))


def phrasings(count: int) -> Iterator[str]:
    """As many different texts of a phrasing's length."""
    seen: set[str] = set()
    number = 0
    while len(seen) < count:
        for text in sentences(number):
            if text not in seen and len(text.split()) < 16 and len(seen) < count:
                seen.add(text)
                yield text
        number += 1


def distinct(first: int, count: int) -> tuple[int, int]:
    """How many sentences those letters hold, and how many different ones."""
    said = [each for number in range(first, first + count) for each in sentences(number)]
    return len(said), len(set(said))
