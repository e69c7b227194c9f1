"""How the program proves who it is to a mail server: `secret` fetches it from environment, command or file."""

from assistant.signin.password import secret

__all__ = ["secret"]
