"""The tables of assistant.toml as values, each key with its default and with what is expected of it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StrictInt
from pydantic import ValidationInfo as Info

SECRETS = ("password_env", "password_command", "password_file", "password_keyring", "oauth")
# Their SMTP servers put what they send into Sent by themselves.
_KEEPERS = re.compile(r"smtp\.(gmail|googlemail|office365)\.com|smtp-mail\.outlook\.com", re.IGNORECASE)
HERE = re.compile(r"(.+\.)?localhost|127(\.\d+){3}|\[?::1\]?", re.IGNORECASE)   # RFC 6761 6.3


def _located(path: Path, info: Info) -> Path:
    base: Path = (info.context or {}).get("base", Path())
    return base / path.expanduser()


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("empty")
    return text


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise ValueError("empty")
    return values


def listed(value: object) -> object:
    """One text stands for a list of one."""
    return [value] if isinstance(value, str) else value


def _words(value: object) -> object:
    return shlex.split(value) if isinstance(value, str) else value


def _store(value: str, info: Info) -> str:
    return value if "://" in value else str(_located(Path(value), info))


def _https(value: str) -> str:
    told = urlsplit(value)
    if (told.scheme == "https" and told.hostname) or (told.scheme == "http" and HERE.fullmatch(told.hostname or "")):
        return value
    raise ValueError("not https")


def _tokens(value: str, info: Info) -> str:
    return value if value == "keyring" else str(_located(Path(value), info))


def _loopback(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not HERE.fullmatch(host) or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("not loopback")
    return value


def _bound(value: int) -> int | None:
    return value or None


Text = Annotated[str, AfterValidator(_filled)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(listed)]
Command = Annotated[tuple[str, ...], BeforeValidator(_words), AfterValidator(_some)]
Names = Annotated[tuple[Text, ...], BeforeValidator(listed), AfterValidator(_some)]
Located = Annotated[Path, AfterValidator(_located)]
Https = Annotated[Text, AfterValidator(_https)]
Limit = Annotated[Annotated[int, Strict(), Field(ge=0)], AfterValidator(_bound)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Limits(_Table):
    """How much is done at most. None is without limit."""

    per_sender_per_hour: Limit | None = Field(default=6, description="a whole number, 0 for no limit")
    in_all_per_hour: Limit | None = Field(default=1000, description="a whole number, 0 for no limit")
    max_message_bytes: StrictInt = Field(default=10_000_000, ge=10_000, description="a whole number, 10000 or more")
    first_run_days: StrictInt = Field(default=7, ge=0, description="a whole number of days, 0 for new messages only")
    keep_texts_days: StrictInt = Field(default=90, ge=0, description="a whole number of days, 0 to keep no text")


class OAuth(_Table):
    """A sign-in by OAuth 2: with whom, as which program, and where its tokens are kept."""

    provider: Literal["google", "microsoft", "custom"] = Field(description='"google", "microsoft" or "custom"')
    client_id: Text = Field(description="what the provider calls the program")
    client_secret: Text | None = Field(default=None, description="what the provider gave with client_id", repr=False)
    tenant: Text = Field(default="common", description="the organisation's domain or id")
    tokens: Annotated[Text, AfterValidator(_tokens)] = Field(description='the path of a file, or "keyring"')
    scope: Text | None = Field(default=None, description="scopes with spaces between them")
    authorize_url: Https | None = Field(default=None, description="an https:// address")
    device_url: Https | None = Field(default=None, description="an https:// address")
    token_url: Https | None = Field(default=None, description="an https:// address")


class Smtp(_Table):
    """Where approved letters are sent from. `name` is the table's own; what is not said is as for the account."""

    name: str
    host: Text = Field(description='the SMTP server\'s name, like "smtp.example.com"')
    port: StrictInt = Field(ge=1, le=65535, description="a whole number from 1 to 65535")
    security: Literal["tls", "starttls", "plain", "plain-anywhere"] = Field(
        default="tls", description='"tls", "starttls", "plain" or "plain-anywhere"'
    )
    ca_file: Located | None = Field(default=None, description="the path of a file of certificates")
    timeout: Annotated[float, Strict()] = Field(default=30.0, ge=1, le=600, description="seconds, from 1 to 600")
    user: Text = Field(description="the name to sign in with, if it is another than for IMAP")
    password_env: Text | None = Field(default=None, description="the name of an environment variable")
    password_command: Command | None = Field(default=None, description='a command, like "pass show mail/help"')
    password_file: Located | None = Field(default=None, description="the path of a file")
    password_keyring: Text | None = Field(default=None, description="a service's name in the keyring")
    copy_to_sent: Literal["auto", "yes", "no"] = Field(default="auto", description='"auto", "yes" or "no"')

    @property
    def copies(self) -> bool:
        """Whether what was sent is put into Sent by us."""
        return self.copy_to_sent == "yes" or (self.copy_to_sent == "auto" and not _KEEPERS.fullmatch(self.host))

    @property
    def own_password(self) -> bool:
        """Whether the server has a password of its own; else it is signed in to as for IMAP."""
        return any(getattr(self, key) is not None for key in SECRETS[:-1])


class Account(_Table):
    """One mail account: how to reach it, what to watch in it, who we are there. `name` is the table's own."""

    name: str
    host: Text = Field(description='the IMAP server\'s name, like "imap.example.com"')
    port: StrictInt = Field(ge=1, le=65535, description="a whole number from 1 to 65535")
    security: Literal["tls", "starttls", "plain", "plain-anywhere"] = Field(
        default="tls", description='"tls", "starttls", "plain" or "plain-anywhere"'
    )
    ca_file: Located | None = Field(default=None, description="the path of a file of certificates")
    timeout: Annotated[float, Strict()] = Field(default=30.0, ge=1, le=600, description="seconds, from 1 to 600")
    user: Text = Field(description="the name to sign in with, mostly the e-mail address")
    password_env: Text | None = Field(default=None, description="the name of an environment variable")
    password_command: Command | None = Field(default=None, description='a command, like "pass show mail/help"')
    password_file: Located | None = Field(default=None, description="the path of a file")
    password_keyring: Text | None = Field(default=None, description="a service's name in the keyring")
    oauth: OAuth | None = Field(
        default=None, description='a table, like {provider = "google", client_id = "...", client_secret = "..."}'
    )
    smtp: Smtp | None = Field(default=None, description='a table, like {host = "smtp.example.com"}')
    addresses: Names = Field(description='a list of e-mail addresses, like ["help@example.com"]')
    mailboxes: Names = Field(default=("INBOX",), description='a list of mailboxes, like ["INBOX"]')
    drafts: Text | None = Field(default=None, description="a mailbox's name")
    sent: Text | None = Field(default=None, description="a mailbox's name")
    notes: Text = Field(default="Assistant", description="a mailbox's name")
    authserv_id: Text | None = Field(default=None, description='a server\'s name, like "mx.example.com"')
    rules: Located = Field(description="the path of a rules file")
    mailbox_rules: Mapping[str, Located] = Field(
        default={}, description='a table of mailboxes and rules files, like {Returns = "returns.yaml"}'
    )
    templates: Located | None = Field(default=None, description="the path of a folder of templates")


class Config(_Table):
    """All the settings. `account` holds the accounts by name; `accounts` the same in the file's order."""

    path: Path                                      # of the file it was read from
    store: Annotated[Text, AfterValidator(_store)] = Field(description="a path or a database URL", repr=False)
    poll: Annotated[float, Strict()] = Field(default=30.0, ge=1, le=86400, description="seconds, from 1 to 86400")
    metrics: Annotated[str, AfterValidator(_loopback)] | None = Field(
        default=None, description='an address of this machine and a port, like "127.0.0.1:9464"'
    )
    semantic: Literal["auto", "on", "off"] = Field(default="auto", description='"auto", "on" or "off"')
    semantic_model: Located | None = Field(default=None, description="the path of a model file")
    rules: Located = Field(description="the path of a rules file")      # of the accounts that name none
    templates: Located | None = Field(default=None, description="the path of a folder of templates")
    limits: Limits = Limits()
    account: Mapping[str, Account]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every account."""
        return tuple(self.account.values())


# The keys a person may write, table by table: those the program fills in itself are not among them.
KEYS: dict[str, tuple[str, ...]] = {
    "": tuple(key for key in Config.model_fields if key != "path"),
    "limits": tuple(Limits.model_fields),
    "account": tuple(key for key in Account.model_fields if key != "name"),
    "oauth": tuple(OAuth.model_fields),
    "smtp": tuple(key for key in Smtp.model_fields if key != "name"),
}
