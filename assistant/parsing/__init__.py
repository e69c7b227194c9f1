"""Raw bytes to a Message: headers, body, own words, thread, automatic mail. Never raises."""

from assistant.parsing.reading import parse, parse_html, parse_text

__all__ = ["parse", "parse_html", "parse_text"]
