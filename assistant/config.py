"""assistant.toml and the environment to a Config, with every problem told at once.

The secret itself is never here: an account says where it is, and signin/ fetches it. Paths come out absolute; in
the file they are relative to its folder. What the rules say is not looked at.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shlex
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import platformdirs
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StrictInt, ValidationError
from pydantic import ValidationInfo as Info

from assistant.errors import ConfigError

NAME = "assistant.toml"
SECRETS = ("password_env", "password_command", "password_file", "password_keyring", "oauth")
_PORTS = {"tls": 993, "starttls": 143, "plain": 143, "plain-anywhere": 143}
_SMTP_PORTS = {"tls": 465, "starttls": 587, "plain": 25, "plain-anywhere": 25}    # RFC 8314 3.3, RFC 6409 3.1
# Their SMTP servers put what they send into Sent by themselves.
_KEEPERS = re.compile(r"smtp\.(gmail|googlemail|office365)\.com|smtp-mail\.outlook\.com", re.IGNORECASE)
_HERE = re.compile(r"(.+\.)?localhost|127(\.\d+){3}|\[?::1\]?", re.IGNORECASE)   # RFC 6761 6.3


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


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _words(value: object) -> object:
    return shlex.split(value) if isinstance(value, str) else value


def _store(value: str, info: Info) -> str:
    return value if "://" in value else str(_located(Path(value), info))


def _https(value: str) -> str:
    told = urlsplit(value)
    if (told.scheme == "https" and told.hostname) or (told.scheme == "http" and _HERE.fullmatch(told.hostname or "")):
        return value
    raise ValueError("not https")


def _tokens(value: str, info: Info) -> str:
    return value if value == "keyring" else str(_located(Path(value), info))


def _loopback(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not _HERE.fullmatch(host) or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError("not loopback")
    return value


def _bound(value: int) -> int | None:
    return value or None


Text = Annotated[str, AfterValidator(_filled)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed)]
Command = Annotated[tuple[str, ...], BeforeValidator(_words), AfterValidator(_some)]
Names = Annotated[tuple[Text, ...], BeforeValidator(_listed), AfterValidator(_some)]
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


def whereabouts(path: Path | None, environ: Mapping[str, str]) -> Path:
    """Where the settings are: at `path`, else where $ASSISTANT_CONFIG says, else ./assistant.toml."""
    return (path or Path(environ.get("ASSISTANT_CONFIG") or NAME)).expanduser().absolute()


def load(path: Path | None = None, *, environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings from their `whereabouts`. Raises ConfigError, which lists every problem."""
    environ = os.environ if environ is None else environ
    path = whereabouts(path, environ)
    try:
        text = path.read_text(encoding="utf-8-sig")     # editors on Windows begin a file with a mark
    except FileNotFoundError as fault:
        raise ConfigError(
            f"There are no settings: {path} is not there. "
            "Make them with: assistant init. Or say where they are with --config or ASSISTANT_CONFIG."
        ) from fault
    except UnicodeDecodeError as fault:
        raise ConfigError(f"{path}: it is not written in UTF-8. Save it as UTF-8 in your editor.") from fault
    except OSError as fault:
        raise ConfigError(f"The settings {path} cannot be read: {fault.strerror}.") from fault
    return read(text, path=path, environ=environ)


def read(text: str, *, path: Path, environ: Mapping[str, str], accounts: bool = True) -> Config:
    """The settings in `text`, as if it stood at `path`. Reads no file. Raises ConfigError with every problem.

    Without `accounts` what stands of them is passed over, and there may be none.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(fault))
        where = f"{path.name}:{place[1]}:{place[2]}" if place else path.name
        said = re.sub(r" \(at .*\)$", "", str(fault))
        hint = 'Texts stand in "quotes", lists in [brackets].'
        raise ConfigError(f"{where}: this is not TOML: {said}. {hint}") from fault
    faults = _Faults(text, path.name)
    if not accounts:
        data["account"] = {}
    _check(data, faults, accounts=accounts)
    try:
        config = Config.model_validate(_complete(data, path, environ), context={"base": path.parent})
    except ValidationError as fault:
        for each in fault.errors():
            faults.add_shape(each)
        config = None
    if config is None or faults.told():
        raise ConfigError(faults.told())
    return config


def example() -> str:
    """The commented assistant.toml that `init` writes."""
    return (Path(__file__).parent / "settings.example.toml").read_text(encoding="utf-8")


def example_folder() -> Path:
    """Where the example business lies: rules.yaml, templates/ and data/. In an installed wheel, or at the top."""
    packaged = Path(__file__).parent / "example"
    return packaged if (packaged / "rules.yaml").is_file() else Path(__file__).parent.parent


def cache_folder() -> Path:
    """Where what can be made again is kept: on Linux $XDG_CACHE_HOME, else ~/.cache, and our folder in it."""
    return platformdirs.user_cache_path("email-reply-assistant", appauthor=False)


def _complete(data: dict[str, Any], path: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """The tables with what follows from others, or from the environment, filled in; unknown keys left out."""
    default = {"store": str(platformdirs.user_data_path("email-reply-assistant", appauthor=False) / "store.db")}
    top = default | {"rules": "rules.yaml"} | {key: data[key] for key in KEYS[""] if key in data}
    if environ.get("ASSISTANT_STORE"):
        named = environ["ASSISTANT_STORE"]
        top["store"] = named if "://" in named else str(Path(named).expanduser().absolute())
    top["path"] = path
    limits, accounts = data.get("limits", {}), data.get("account", {})
    if isinstance(limits, dict):
        top["limits"] = {key: limits[key] for key in KEYS["limits"] if key in limits}
    if not isinstance(accounts, dict):
        return top
    top["account"] = {}
    for name, given in accounts.items():
        if not isinstance(given, dict):
            top["account"][name] = given
            continue
        account = {"rules": data.get("rules", "rules.yaml")}
        account |= {"templates": data["templates"]} if "templates" in data else {}
        security, user = given.get("security", "tls"), given.get("user")
        account["port"] = _PORTS.get(security, 993) if isinstance(security, str) else 993
        if isinstance(user, str) and "@" in user:
            account["addresses"] = [user]
        account |= {key: given[key] for key in KEYS["account"] if key in given} | {"name": name}
        if isinstance(given.get("oauth"), dict):
            keeping = {"tokens": str(_beside_the_store(top["store"], path) / f"{_file_name(name)}.tokens.json")}
            account["oauth"] = keeping | {key: given["oauth"][key] for key in KEYS["oauth"] if key in given["oauth"]}
        if isinstance(given.get("smtp"), dict):
            account["smtp"] = _complete_smtp(given["smtp"], account)
        top["account"][name] = account
    return top


def _complete_smtp(given: dict[str, Any], account: dict[str, Any]) -> dict[str, Any]:
    """The table `smtp` with what it has from its account."""
    security = given.get("security", "tls")
    smtp: dict[str, Any] = {key: account[key] for key in ("user", "ca_file", "timeout") if key in account}
    smtp["name"] = f"{account['name']}.smtp"
    smtp["port"] = _SMTP_PORTS.get(security, 465) if isinstance(security, str) else 465
    return smtp | {key: given[key] for key in KEYS["smtp"] if key in given}


def _beside_the_store(store: object, path: Path) -> Path:
    """The folder of the store, where that is a file; else that of our own data."""
    if isinstance(store, str) and "://" not in store:
        return (path.parent / Path(store).expanduser()).parent
    return platformdirs.user_data_path("email-reply-assistant", appauthor=False)


def _file_name(account: str) -> str:
    return re.sub(r"[^\w-]", "_", account)


class _Faults:
    """The problems found, each a line that names the place, the key, the fault and what was expected."""

    def __init__(self, text: str, name: str) -> None:
        self._found: list[tuple[int, str]] = []
        self._name = name
        self._lines: dict[tuple[str, ...], int] = {}
        table: tuple[str, ...] = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
                table = tuple(part.strip(" \"'") for part in header[1].split("."))
                self._lines.setdefault(table, number)
            elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
                self._lines.setdefault((*table, key[1]), number)

    def add(self, place: tuple[str, ...], said: str) -> None:
        """A problem at a key or a table; the nearest line that is known is named."""
        known = (self._lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in self._lines)
        line = next(known, 0)
        at = f"{self._name}:{line}" if line else self._name
        self._found.append((line, f"{at}: {'.'.join(place)}: {said}" if place else f"{at}: {said}"))

    def told(self) -> str:
        """All of them, in the file's order, a line each; empty if there are none."""
        return "\n".join(said for _, said in sorted(self._found, key=lambda found: found[0]))

    def add_shape(self, fault: Any) -> None:
        """A problem that pydantic found."""
        place = tuple(str(part) for part in fault["loc"] if not isinstance(part, int))
        table, key = ("account", place[2]) if place[0] == "account" and len(place) > 2 else ("", place[0])
        if place[0] == "limits" and len(place) > 1:
            table, key = "limits", place[1]
        if table == "account" and key in ("oauth", "smtp") and len(place) > 3:
            table, key = key, place[3]
        fields = {
            "": Config.model_fields, "limits": Limits.model_fields, "account": Account.model_fields,
            "oauth": OAuth.model_fields, "smtp": Smtp.model_fields,
        }[table]  # fmt: skip
        field = fields.get(key)
        whole = field is None or field.description is None or (place[0] == "account" and len(place) == 2)
        expected = "expected a table of keys and values" if whole or field is None else f"expected {field.description}"
        depth = {"account": 3, "oauth": 4, "smtp": 4}.get(table, 2)
        if fault["type"] == "missing" and table in ("account", "oauth", "smtp"):
            self.add(place[: depth - 1], f"{key} is missing; {expected}")
        else:
            self.add(place[:depth], f"{_quoted(fault['input'])} will not do; {expected}{_nearest_choice(fault)}")


def _quoted(value: object) -> str:
    """The value as TOML would have it, cut short."""
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def _nearest_choice(fault: Any) -> str:
    if fault["type"] != "literal_error" or not isinstance(fault["input"], str):
        return ""
    return _nearest(fault["input"], re.findall(r"'([^']+)'", fault["ctx"]["expected"]))


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word.lower(), list(known), n=1)
    return f' (did you mean "{close[0]}"?)' if close else ""


def _check(data: dict[str, Any], faults: _Faults, *, accounts: bool) -> None:
    """What the shape of each value alone does not tell: unknown keys, secrets, values that contradict each other."""
    _known(data, "", (), faults)
    if isinstance(data.get("limits"), dict):
        _known(data["limits"], "limits", ("limits",), faults)
    given = data.get("account")
    if accounts and (given is None or given == {}):
        faults.add((), "no account; expected a table [account.NAME] with host, user and where the password is")
    watched: dict[tuple[object, ...], str] = {}
    for name, account in given.items() if isinstance(given, dict) else ():
        place = ("account", name)
        if not isinstance(account, dict):
            continue                                # told by its shape
        _known(account, "account", place, faults)
        _secret(account, place, faults)
        if isinstance(account.get("oauth"), dict):
            _oauth(account["oauth"], (*place, "oauth"), faults)
        if isinstance(account.get("smtp"), dict):
            _smtp(account["smtp"], (*place, "smtp"), faults)
        host = account.get("host")
        _plain(account, place, faults)
        mailboxes = _listed(account.get("mailboxes", ["INBOX"]))
        if str(account.get("drafts", "")).upper() == "INBOX":
            faults.add((*place, "drafts"), "drafts are never kept in INBOX; expected another mailbox, like \"Drafts\"")
        special, listed = account.get("mailbox_rules"), mailboxes if isinstance(mailboxes, list) else []
        for mailbox in special if isinstance(special, dict) else ():
            if mailbox not in listed:
                near = _nearest(mailbox, [str(each) for each in listed])
                faults.add(
                    (*place, "mailbox_rules"), f"{_quoted(mailbox)} is not watched; expected one of mailboxes{near}"
                )
        for mailbox in mailboxes if isinstance(mailboxes, list) else ():
            if mailbox in (account.get("drafts"), account.get("sent"), account.get("notes", "Assistant")):
                faults.add((*place, "mailboxes"), f"{_quoted(mailbox)} is where we write; it cannot be watched as well")
            key = (host, account.get("port"), account.get("user"), str(mailbox))
            if watched.setdefault(key, name) != name:
                faults.add(place, f"watches {_quoted(mailbox)} of {host}, and so does account.{watched[key]}")


def _known(table: dict[str, Any], kind: str, place: tuple[str, ...], faults: _Faults) -> None:
    homes = {
        "": "at the top, above the first table", "limits": "in [limits]", "account": "in [account.NAME]",
        "oauth": "in oauth = {...}", "smtp": "in [account.NAME.smtp]",
    }  # fmt: skip
    for key in table:
        if key in KEYS[kind] or (kind in ("account", "smtp") and key == "password"):
            continue
        nearest = _nearest(key, KEYS[kind])
        home = next((home for other, home in homes.items() if other != kind and key in KEYS[other]), None)
        faults.add((*place, key), f"unknown key here; it belongs {home}" if home else f"unknown key{nearest}")


def _secret(account: dict[str, Any], place: tuple[str, ...], faults: _Faults) -> None:
    choice = f"expected one of {', '.join(SECRETS[:-1])} and {SECRETS[-1]}"
    given = [key for key in SECRETS if key in account]
    if not _password(account, place, faults) and not given:
        faults.add(place, f"no password and no other way to sign in; {choice}")
    if len(given) > 1:
        faults.add((*place, given[1]), f"{' and '.join(given)} are given; {choice}")


def _password(table: dict[str, Any], place: tuple[str, ...], faults: _Faults) -> bool:
    if "password" not in table:
        return False
    faults.add(
        (*place, "password"),
        "a password does not belong in this file; put it in a file that only you can read and name that as "
        "password_file, or use another of the ways. Then change it: it may have been seen",
    )
    return True


def _plain(table: dict[str, Any], place: tuple[str, ...], faults: _Faults) -> None:
    host = table.get("host")
    if table.get("security") == "plain" and isinstance(host, str) and not _HERE.fullmatch(host):
        faults.add(
            (*place, "security"),
            f'"plain" would send the password to {host} for all to read; expected "tls" or "starttls" '
            '("plain-anywhere" if you know that nobody listens)',
        )


def _smtp(table: dict[str, Any], place: tuple[str, ...], faults: _Faults) -> None:
    _known(table, "smtp", place, faults)
    _plain(table, place, faults)
    _password(table, place, faults)
    given = [key for key in SECRETS if key in table]
    if len(given) > 1:
        faults.add((*place, given[1]), f"{' and '.join(given)} are given; expected one of them, or none")


def _oauth(table: dict[str, Any], place: tuple[str, ...], faults: _Faults) -> None:
    _known(table, "oauth", place, faults)
    if table.get("provider") != "custom":
        return
    for key in ("token_url", "scope"):
        if key not in table:
            faults.add(place, f'{key} is missing; the provider "custom" is known by it')
    if "authorize_url" not in table and "device_url" not in table:
        faults.add(place, "authorize_url is missing (or device_url, for a sign-in by code)")
