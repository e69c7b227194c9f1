"""Facts about a customer, fetched from the sources that the rules name: `fetch` gives a row, or why there is none."""

from assistant.lookups.fetching import fetch

__all__ = ["fetch"]
