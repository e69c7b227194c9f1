"""The exceptions, split by who can mend them.

AssistantError
├── RulesError          the rule author: rules.yaml or a template has a fault       exit 1
├── OperatorError       the operator: settings, sign-in, mailboxes, files           exit 1
│   ├── ConfigError         assistant.toml cannot be used; lists every problem
│   ├── SignInError         the server refused the user name or the secret
│   ├── CertificateError    the server's certificate was not accepted
│   └── MailboxMissing      the server has no such mailbox (Drafts, say)
├── PassingError        nobody but time: it is tried again                          exit 3
│   ├── ServerUnreachable   no connection, or it broke
│   └── ServerRefused       the server answered NO or BAD
├── StoreError          the operator: the store cannot be opened or written         exit 1
│   └── StoreTaken          another daemon has it
├── ReviewError         the reviewer: what was asked of the desk cannot be done     exit 1
│   ├── Conflict            somebody has changed the draft meanwhile
│   └── NotReady            it is not ready: to be confirmed, or to be mended
└── ProgramFault        whoever looks after the program: what nobody foresaw        exit 1

A bad message is no error: it is a Message with defects. Each error's text says first what happened,
then what to do; `str(error)` is what a person reads.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Whatever the program itself raises. `exit_code` is what a command ends with."""

    exit_code = 1


class RulesError(AssistantError):
    """A rules file or a template that cannot be used. Mended by the rule author."""


class OperatorError(AssistantError):
    """Something around the program is not as it must be. Mended by the operator."""


class ConfigError(OperatorError):
    """assistant.toml or the environment cannot be used."""


class SignInError(OperatorError):
    """The server refused the user name or the secret."""

    exit_code = 3


class CertificateError(OperatorError):
    """The server's certificate was not accepted."""

    exit_code = 3


class MailboxMissing(OperatorError):
    """The server has no mailbox that is needed."""


class PassingError(AssistantError):
    """A trouble that time may mend; the daemon tries again."""

    exit_code = 3


class ServerUnreachable(PassingError):
    """No connection could be made, or it broke."""


class ServerRefused(PassingError):
    """The server understood and answered NO, or did not understand and answered BAD."""


class StoreError(OperatorError):
    """The store cannot be opened, read or written."""


class StoreTaken(StoreError):
    """Another daemon is at work on the store."""


class ProgramFault(AssistantError):
    """Something in the program went wrong that nobody foresaw."""


class ReviewError(AssistantError):
    """What a reviewer asked for cannot be done as things stand."""


class Conflict(ReviewError):
    """Somebody has changed the draft since it was shown: `by` whom, its text now, and the `version` to go on from.

    `by` is empty where nobody can say who it was, or whether it was anybody.
    """

    def __init__(self, said: str, *, by: str, text: str, version: int) -> None:
        super().__init__(said)
        self.by = by
        self.text = text
        self.version = version


class NotReady(ReviewError):
    """A draft that fails checks. `fails` names each; `gaps`: it cannot be sent at all, else it can be confirmed."""

    def __init__(self, said: str, *, fails: tuple[str, ...] = (), gaps: bool = False) -> None:
        super().__init__(said)
        self.fails = fails
        self.gaps = gaps
