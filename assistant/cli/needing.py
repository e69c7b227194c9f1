"""What the page needs beside the program: whether it is installed, and how to install it."""

from __future__ import annotations

from importlib.util import find_spec

from assistant.errors import OperatorError


def needs(*modules: str) -> None:
    """Raises OperatorError where one of these is missing."""
    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise OperatorError(
            f"The desk's page is not installed ({missing[0]} is missing). "
            "Install it with: pip install 'email-reply-assistant[desk]'"
        )
