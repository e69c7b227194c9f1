from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.parsing import parse_html
from assistant.parsing.html import LONGEST, html_lines


def text(source: str) -> list[str]:
    """The lines that are not empty."""
    return [line.text for line in html_lines(source)[0] if line.text]


def test_blocks_breaks_lists_and_tables_make_lines() -> None:
    """The text reads as it is shown."""
    assert text("<p>One\n two</p>three<br>four<ul><li>a<li>b</ul><table><tr><td>x<td>y<tr><td>z</table>") == [
        "One two", "three", "four", "- a", "- b", "x y", "z",
    ]


def test_inline_elements_do_not_break_words() -> None:
    """Bold and links are part of their line."""
    assert text("<div>ca<b>n</b> I <a href='http://x'>return</a>&nbsp;it?</div>") == ["can I return it?"]


def test_preformatted_text_keeps_its_lines() -> None:
    """A pre element's line ends are the author's."""
    assert text("<pre>a\n  b</pre>c") == ["a", "b", "c"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<style>p{}</style>", "<script>alert('?')</script>", "<!-- ? -->", "<div style='display: none'>?</div>",
        "<span style='mso-hide:all'>?</span>", "<p hidden>?</p>", "<title>?</title>", "<template>?</template>",
    ],
)
def test_what_is_not_shown_is_not_read(hidden: str) -> None:
    """Hidden text asks nothing."""
    assert text(f"<div>{hidden}Hello</div>") == ["Hello"]


def test_emoji_pictures_are_read() -> None:
    """Gmail writes emoji as pictures with the character as their text."""
    assert text("Thanks <img src=x alt='😀'> <img alt='a photo of our house'>!") == ["Thanks 😀 !"]


GMAIL = (
    "<div dir=ltr>Yes please.</div><br><div class='gmail_quote'><div class='gmail_attr'>On Fri, 3 May 2024 at 10:00, "
    "Shop &lt;<a href='mailto:s@example.com'>s@example.com</a>&gt; wrote:<br></div>"
    "<blockquote class='gmail_quote'>Shall we send it?</blockquote></div>"
)
OUTLOOK = (
    "<div class=WordSection1><p class=MsoNormal>Yes please.</p><div><div style='border:none;border-top:solid #E1E1E1 "
    "1.0pt;padding:3.0pt 0in'><p><b>From:</b> Shop &lt;s@example.com&gt;<br><b>Sent:</b> Friday<br><b>Subject:</b> x"
    "</div></div><p>Shall we send it?</p></div>"
)
OUTLOOK_WEB = (
    "<div>Yes please.</div><div id='appendonsend'></div><hr><div id='divRplyFwdMsg'><b>Von:</b> Shop<br></div>"
    "<div>Shall we send it?</div>"
)
APPLE = (
    "<div>Yes please.</div><div><br><blockquote type='cite'><div>On 3 May 2024, at 10:00, Shop &lt;s@example.com&gt; "
    "wrote:</div><div>Shall we send it?</div></blockquote></div>"
)
THUNDERBIRD = (
    "<p>Yes please.</p><div class='moz-cite-prefix'>Il 03/05/24 10:00, Shop ha scritto:<br></div>"
    "<blockquote type='cite' cite='mid:1'>Shall we send it?</blockquote>"
)
YAHOO = (
    "<div class='ydp1'><div>Yes please.</div></div><div id='yahoo_quoted_123' class='yahoo_quoted'><div>On Friday, "
    "Shop wrote:</div><div>Shall we send it?</div></div>"
)
UNKNOWN = (
    "<div>Yes please.</div><div>On 3 May 2024 at 10:00, Shop &lt;s@example.com&gt; wrote:</div>"
    "<blockquote>Shall we send it?</blockquote>"
)


@pytest.mark.parametrize("source", [GMAIL, OUTLOOK, OUTLOOK_WEB, APPLE, THUNDERBIRD, YAHOO, UNKNOWN])
def test_quotes_of_each_program_are_told_from_own_words(source: str) -> None:
    """Each program marks what it quotes in its own way."""
    message = parse_html(source)
    assert message.own_words == "Yes please."
    assert "Shall we send it?" in message.quoted


def test_answers_between_gmail_quotes_stay_in_order() -> None:
    """An interleaved reply keeps the customer's lines, and only those."""
    message = parse_html(
        "<div class='gmail_quote'><div class='gmail_attr'>On Fri, 3 May 2024, Shop wrote:</div>"
        "<blockquote class='gmail_quote'>Which size?</blockquote><div>Size 40.</div>"
        "<blockquote class='gmail_quote'>Which colour?</blockquote><div>Blue, is it in stock?</div></div>"
    )
    assert message.own_words.split("\n\n") == ["Size 40.", "Blue, is it in stock?"]


def test_an_indented_paragraph_is_no_quote() -> None:
    """Gmail's indent button makes a blockquote without a border; the words are the author's."""
    source = "<blockquote style='margin:0 0 0 40px;border:none;padding:0'>Is it waterproof?</blockquote>"
    assert parse_html(source).own_words == "Is it waterproof?"


def test_signatures_that_the_markup_names() -> None:
    """Gmail's and Thunderbird's signature elements are signatures."""
    message = parse_html("<div>When?</div><div class='gmail_signature'>Ann Lee<br>Buyer</div>")
    assert (message.own_words, message.signature) == ("When?", "Ann Lee\nBuyer")


def test_a_forward_in_thunderbird_is_passed_on() -> None:
    """The forwarded letter is quoted, and the message says that it was forwarded."""
    message = parse_html("<p>Is this you?</p><div class='moz-forward-container'>---- Forwarded ----<p>Pay!</p></div>")
    assert (message.own_words, message.forwarded) == ("Is this you?", True)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 40_000 + "words",
        "<b>" * 100_000 + "words",
        "".join(f"<b id={i}>" for i in range(390)) + "<p>words" * 9_000,
        "<p " + " ".join(f"a{i}=1" for i in range(15_000)) + ">words",
        "<p\t" + "\t".join(f"a{i}" for i in range(9_000)) + ">words",
        "<table>" * 9_000 + "words",
        "<!--" * 20_000 + "--><p>words",
        "<" * 50_000 + "p>words",
        "<div style='border-top:solid #E1E1E1 1.0pt'>" * 380 + "words: " * 9_000,
    ],
)
def test_hostile_markup_is_read_or_cut_in_linear_time(source: str) -> None:
    """No nesting, attribute list or unclosed tag hangs the reader; a defect tells where tags were cut out."""
    lines, defects = html_lines(source)
    assert any("words" in line.text for line in lines) or defects or source.startswith(("<!--", "<<"))


def test_html_that_is_too_long_says_so() -> None:
    """What was not read is not silently lost."""
    assert "html-truncated" in html_lines("<p>" + "word " * (LONGEST // 5))[1]


@settings(deadline=None)
@given(st.text(alphabet="<>/abdivp=\"' &;!-\n?", max_size=200))
def test_any_markup_gives_lines(source: str) -> None:
    """However tags are broken, lines come out, without line ends in them."""
    assert all("\n" not in line.text for line in html_lines(source)[0])
