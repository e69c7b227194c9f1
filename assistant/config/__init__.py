"""assistant.toml and the environment to a Config, with every problem told at once.

The secret itself is never here: an account says where it is, and signin/ fetches it. Paths come out absolute; in
the file they are relative to its folder. What the rules say is not looked at.
"""

from assistant.config.reading import NAME, cache_folder, example, example_folder, load, read, whereabouts
from assistant.config.tables import KEYS, SECRETS, Account, Config, Limits, OAuth, Smtp

__all__ = [
    "KEYS",
    "NAME",
    "SECRETS",
    "Account",
    "Config",
    "Limits",
    "OAuth",
    "Smtp",
    "cache_folder",
    "example",
    "example_folder",
    "load",
    "read",
    "whereabouts",
]
