from __future__ import annotations

import re

import pytest

from assistant.parsing.original import Picture
from assistant.web.strangers_html import LONGEST, MOST_PICTURES, policy, show
from tests.web.hostile import EVIL, MESSAGES, Hostile

_BODY = re.compile(r"<body>(.*)</body>", re.DOTALL)


def _body(html: str, *, pictures: bool = False) -> str:
    found = _BODY.search(show(html, pictures=pictures).document)
    return found[1] if found else ""


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.name)
def test_nothing_that_runs_or_asks_is_left(message: Hostile) -> None:
    """No element that runs, no handler, no address but those of links."""
    body = _body(message.html)
    tags = {name.lower() for name in re.findall(r"<([a-zA-Z]+)", body)}
    assert not tags & {"script", "style", "iframe", "object", "embed", "svg", "math", "link", "meta", "base", "form"}
    for tag in re.findall(r"<[a-z][^>]*>", body):
        assert not re.search(r"\s(on\w+|srcdoc|srcset|background|hx-\S+)\s*=", tag), tag
        assert EVIL not in tag or tag.startswith("<a "), tag
        assert "javascript:" not in tag


def test_what_mails_are_made_of_stays() -> None:
    """Tables, lists, bold words and colours are shown as they were laid out."""
    html = '<table bgcolor="#eee"><tr><td style="color: red; padding: 4px">a <b>b</b></td></tr></table><ul><li>c</ul>'
    body = _body(html)
    assert 'bgcolor="#eee"' in body and "color:red" in body and "<b>b</b>" in body and "<li>c</li>" in body


def test_links_open_elsewhere_and_tell_nothing() -> None:
    """A link stays one, in a page of its own, which does not learn where it was followed."""
    body = _body('<a href="https://mail.example/a">a</a>')
    assert body == '<a href="https://mail.example/a" target="_blank" rel="noopener noreferrer nofollow">a</a>'


def test_pictures_from_elsewhere_are_counted_and_left_out() -> None:
    """They are shown only when asked for; those that came within the mail always are."""
    inside = '<img src="data:image/png;base64,AAAA">'
    html = f'<img src="https://mail.example/a.png"><img src="//mail.example/b.png">{inside}'
    without, with_them = show(html), show(html, pictures=True)
    assert without.remote == with_them.remote == 2
    assert "mail.example" not in without.document and "data:image/png" in without.document
    assert with_them.document.count("mail.example") == 2
    assert "https:" not in policy(pictures=False) and "script-src" not in policy(pictures=True)


def test_the_messages_own_pictures_are_shown() -> None:
    """By their names, percent-encoded or not (RFC 2392); what it does not hold is counted."""
    own = {"a@x": Picture("image/png", b"one"), "b c@x": Picture("image/gif", b"two")}
    shown = show('<img src="cid:a@x"><img src="CID:b%20c@x"><img src="cid:gone@x" alt="c">', own)
    assert 'src="data:image/png;base64,b25l"' in shown.document and "data:image/gif;base64,dHdv" in shown.document
    assert (shown.missing, shown.remote, "cid:" in shown.document.lower()) == (1, 0, False)
    assert show('<a href="cid:a@x">a</a>', own).document.count("cid:") == 0


def test_a_picture_shown_again_and_again_does_not_grow_without_end() -> None:
    """A short mail that names a large picture a thousand times is not a document of a thousand pictures."""
    own = {"a": Picture("image/png", b"x" * (MOST_PICTURES // 2))}
    shown = show('<img src="cid:a">' * 1000, own)
    assert (shown.missing, len(shown.document) < 2 * MOST_PICTURES) == (998, True)


def test_what_is_too_long_is_refused() -> None:
    """A mail of a megabyte is not laid out: its text is there to read."""
    assert show("<p>" + "x" * LONGEST).refused
