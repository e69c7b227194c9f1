from __future__ import annotations

from assistant.parsing.mime import DEEPEST, MOST_PARTS, parse_mime


def lines(*text: str) -> bytes:
    """Lines as they stand on the wire."""
    return "\r\n".join(text).encode()


def shape(raw: bytes) -> list[tuple[str, bytes]]:
    """Kind and body of each entity, in order."""
    return [(entity.kind, entity.body) for entity in parse_mime(raw)[0].walk()]


def test_a_message_without_mime_is_one_plain_text() -> None:
    """RFC 2045 5.2: without a type it is plain text."""
    assert shape(lines("Subject: x", "", "Hello", "there")) == [("text/plain", b"Hello\nthere")]


def test_parts_preamble_and_epilogue() -> None:
    """Only what stands between delimiters is a part."""
    raw = lines(
        'Content-Type: multipart/mixed; boundary="b"', "", "preamble", "--b", "", "one", "--b ",
        "Content-Type: text/html", "", "two", "--b--", "epilogue",
    )
    assert shape(raw) == [("multipart/mixed", b""), ("text/plain", b"one"), ("text/html", b"two")]


def test_a_delimiter_of_an_outer_multipart_closes_the_inner_one() -> None:
    """A missing close is named and costs nothing."""
    raw = lines(
        "Content-Type: multipart/mixed; boundary=out", "", "--out", "Content-Type: multipart/alternative; boundary=in",
        "", "--in", "", "text", "--out", "", "second", "--out--",
    )
    root, defects = parse_mime(raw)
    assert [entity.body for entity in root.walk() if entity.body] == [b"text", b"second"]
    assert "multipart-not-closed" in defects


def test_a_lost_boundary_parameter_is_guessed() -> None:
    """The delimiters themselves tell what the boundary was."""
    root, defects = parse_mime(lines("Content-Type: multipart/mixed", "", "--x1", "", "hi", "--x1--"))
    assert [child.body for child in root.children] == [b"hi"]
    assert defects == ("multipart-without-boundary",)


def test_a_boundary_that_never_comes_leaves_the_text() -> None:
    """Where no delimiter is found the body is read as it stands."""
    root, defects = parse_mime(lines("Content-Type: multipart/mixed; boundary=zz", "", "Just words."))
    assert root.body == b"Just words."
    assert "boundary-not-found" in defects


def test_an_attached_message_is_a_child() -> None:
    """message/rfc822 is opened, its multipart too."""
    raw = lines(
        "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: message/rfc822", "", "Subject: in",
        "Content-Type: multipart/mixed; boundary=c", "", "--c", "", "deep", "--c--", "--b--",
    )
    assert [kind for kind, _ in shape(raw)] == ["multipart/mixed", "message/rfc822", "multipart/mixed", "text/plain"]


def test_a_part_without_a_header_or_an_empty_line_ends_at_the_delimiter() -> None:
    """A header never swallows the next part."""
    raw = lines("Content-Type: multipart/mixed; boundary=b", "", "--b", "X: y", "--b", "", "second", "--b--")
    assert [body for _, body in shape(raw)] == [b"", b"", b"second"]


def test_thousands_of_parts_and_deep_nesting_are_cut() -> None:
    """Beyond the caps nothing is built, and a defect says so."""
    many, defects = parse_mime(b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 5_000)
    assert (len(many.children), "too-many-parts" in defects) == (MOST_PARTS, True)
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=a%d\n\n--a%d\n" % (i, i) for i in range(500)) + b"\nhi"
    root, defects = parse_mime(nested)
    assert sum(1 for _ in root.walk()) == DEEPEST + 1
    assert "nested-too-deep" in defects
    assert sum(1 for _ in parse_mime(b"Content-Type: message/rfc822\n\n" * 3_000)[0].walk()) <= MOST_PARTS + 2
