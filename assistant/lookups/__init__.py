"""Facts about a customer, fetched from the sources that the rules name: `fetch` gives rows, or why there are none."""

from assistant.lookups.fetching import fetch

__all__ = ["fetch"]
