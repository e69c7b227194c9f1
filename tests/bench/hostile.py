"""Texts of 100 kB that try to make a reader slow, each of another kind. HTML where the name says so."""

from __future__ import annotations

from collections.abc import Iterator

SIZE = 100_000


def _full(piece: str, size: int = SIZE) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def texts() -> Iterator[tuple[str, str, str]]:
    """Each (what it is, "text" or "html", the text)."""
    yield "nested quotes", "text", "".join(">" * depth + " and you wrote\n" for depth in range(1, 420))
    yield "nested quotes, one line", "text", _full("> ")
    yield "quotes and replies in turn", "text", _full("> you said\nI say why?\n")
    yield "attributions", "text", _full("On Mon, 2 Mar 2026 at 09:00, Jo <jo@a.example> wrote:\n")
    yield "100,000 tags", "html", "<b>" * 100_000 + "Where is my order?"
    yield "40,000 nested divs", "html", "<div>" * 40_000 + "Where is my order?" + "</div>" * 40_000
    yield "blockquotes", "html", "<blockquote type=cite>" * 4_500 + "Where is it?"
    yield '"?!" without end', "text", _full("?!")
    yield '"!" and "." without end', "text", _full("why!!!...???")
    yield "one word a megabyte long", "text", "a" * 1_000_000
    yield "combining characters", "text", _full("e" + "\u0301\u0323\u0330" * 40 + " ")
    yield "right-to-left marks", "text", _full("w\u202eh\u200fy\u2067 ")
    yield "zero-width spaces", "text", _full("i\u200bd\u200bi\u200bo\u200bt ")
    yield "a thousand short questions", "text", "".join(f"Where is order {n}? How much is the {n}th one then?\n"
                                                        for n in range(1, 1_001))
    yield "questions in one line", "text", _full("Why is it so? ")
    yield "different questions", "text", _full("".join(f"When does part {n} of set {n * 7} arrive at house {n * 3}? "
                                                       for n in range(2_500)))
    yield "different statements", "text", _full("".join(f"Part {n} of set {n * 7} never arrived at house {n * 3}. "
                                                        for n in range(2_500)))
    yield "different requests", "text", _full("".join(f"please send part {n} of set {n * 7} to me\n"
                                                      for n in range(4_000)))
    yield "insults", "text", _full("".join(f"you are {n} idiots, your {n} agents are stupid. " for n in range(2_500)))
    yield "threats of lawyers", "text", _full("I will sue you and call my lawyer and post it on Twitter. ")
    yield "s p a c e d letters", "text", _full("i d i o t ")
    yield "stopped letters", "text", _full("i.d.i.o.t ")
    yield "stars", "text", _full("f*ck *** s**t ")
    yield "one sentence of 100 kB", "text", _full("and the parcel that you sent to my sister in Leeds on the train ")
    yield "commas", "text", _full("where is it, how much is it, ")
    yield "ands", "text", _full("how much and ")
    yield "capitals", "text", _full("WHERE IS MY ORDER ")
    yield "newlines only", "text", "\n" * SIZE
    yield "spaces only", "text", " " * SIZE
    yield "tabs and newlines", "text", _full("\t \n")
    yield "'a ' fifty thousand times", "text", "a " * 50_000
    yield "'I ' and 'you '", "text", _full("i you ")
    yield "links", "text", _full("https://a.example/b?c=d&e=f#g ")
    yield "one link of 100 kB", "text", "https://a.example/" + _full("b?c=")
    yield "addresses", "text", _full("jo@a.example, ")
    yield "emoji", "text", _full("😡👍🏽❤️")
    yield "digits", "text", _full("12 ")
    yield "amounts and dates", "text", _full("£12.50 on 3 March 2026, ")
    yield "brackets", "text", _full("([{<")
    yield "quotation marks", "text", _full("\"'\u201c\u2019 ")
    yield "dashes and underscores", "text", _full("-- __ ")
    yield "lists", "text", _full("1. where\n- what\n")
    yield "thanks", "text", _full("thank you so much and ")
    yield "negations", "text", _full("not not never very really ")
    yield "Chinese", "text", _full("我的订单在哪里？")
    yield "signatures", "text", _full("-- \nKind regards,\nJo\n")
