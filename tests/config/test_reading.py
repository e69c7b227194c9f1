from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from assistant import config
from assistant.config import Config
from assistant.errors import ConfigError

HERE = Path("/srv/mail/assistant.toml")
LEAST = """
[account.support]
host = "imap.example.com"
user = "help@example.com"
password_env = "SECRET"
"""


def read(text: str, **environ: str) -> Config:
    """The settings of a text."""
    return config.read(text, path=HERE, environ=environ)


def faults(text: str) -> list[str]:
    """The lines of the error that a text brings."""
    with pytest.raises(ConfigError) as caught:
        read(text)
    return str(caught.value).splitlines()


def account(more: str, *, instead: str = "") -> str:
    """The least settings with a line more, or with one in the place of another."""
    text = LEAST.replace('password_env = "SECRET"\n', "") if instead == "password" else LEAST
    return text + more + "\n"


def oauth(more: str) -> str:
    """The least settings with a sign-in by OAuth 2, and a line more in its table."""
    provider = "" if more.startswith("provider") else 'provider = "google"\n'
    return account(f'[account.support.oauth]\n{provider}client_id = "c"\n{more}', instead="password")


def test_three_lines_an_account_are_enough() -> None:
    """All that is not said has its documented default."""
    support = read(LEAST).account["support"]
    assert (support.name, support.port, support.security) == ("support", 993, "tls")
    assert (support.mailboxes, support.notes, support.addresses) == (("INBOX",), "Assistant", ("help@example.com",))
    assert (support.rules, support.templates) == (Path("/srv/mail/rules.yaml"), None)


def test_the_example_can_be_read() -> None:
    """What init writes are settings without a fault."""
    assert [account.name for account in read(config.example()).accounts] == ["support"]


@pytest.mark.parametrize(("table", "key"), [(table, key) for table, keys in config.KEYS.items() for key in keys])
def test_every_key_is_told_where_it_stands_in_the_example(table: str, key: str) -> None:
    """Each key of the model has its line in the example, in its own table, below a comment or a told neighbour."""
    part = re.split(r"^\[(\w+)[^\]]*\]$", "[top]\n" + config.example(), flags=re.MULTILINE)
    parts = dict(zip(part[1::2], part[2::2], strict=True))
    if (table, key) in (("", "limits"), ("", "account")):
        assert key in parts
        return
    if table in ("oauth", "smtp"):
        assert re.search(rf"^# {table} = .*\b{key} = ", parts["account"], flags=re.MULTILINE)
        return
    body = parts[table or "top"]
    assert re.search(rf"^(# )?{key} = ", body, flags=re.MULTILINE)


def test_the_examples_values_are_the_defaults() -> None:
    """A commented line that says a default says the true one."""
    said = re.findall(r"^# (\w+) = (.+)$", config.example(), flags=re.MULTILINE)
    defaults = dict(tomllib.loads(f"{key} = {value}").popitem() for key, value in said)
    told = read(LEAST)
    assert defaults["poll"] == told.poll
    assert defaults["semantic"] == told.semantic
    assert {key: defaults[key] for key in config.KEYS["limits"]} == told.limits.model_dump()
    support = told.account["support"].model_dump()
    assert [key for key in ("port", "security", "timeout", "notes") if defaults[key] != support[key]] == []
    assert tuple(defaults["mailboxes"]) == support["mailboxes"]


def test_the_settings_page_tells_every_key() -> None:
    """docs/settings.md has a row for each key."""
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text(encoding="utf-8")
    keys = {key for keys in config.KEYS.values() for key in keys} - {"limits", "account"}
    assert [key for key in sorted(keys) if f"| `{key}` |" not in page] == []


def test_several_accounts_keep_the_files_order_and_their_own_rules() -> None:
    """A second account may have other rules; without its own it has those of the top."""
    orders = LEAST.replace("support", "orders").replace("help@", "orders@") + 'rules = "orders.yaml"\n'
    text = 'rules = "all.yaml"\n' + LEAST + orders
    accounts = read(text).accounts
    assert [(one.name, one.rules.name) for one in accounts] == [("support", "all.yaml"), ("orders", "orders.yaml")]


def test_paths_are_relative_to_the_file_and_the_home_is_known() -> None:
    """A relative path starts at the file's folder, "~" at the user's."""
    told = read('store = "state/x.db"\n' + account('ca_file = "~/ca.pem"'))
    assert told.store == "/srv/mail/state/x.db"
    assert told.account["support"].ca_file == Path.home() / "ca.pem"


def test_a_store_may_be_a_url() -> None:
    """A database's URL is left as it is."""
    assert read('store = "postgresql://db/x"\n' + LEAST).store == "postgresql://db/x"


def test_the_environment_names_the_store_before_the_file() -> None:
    """$ASSISTANT_STORE wins; an empty one does not count."""
    text = 'store = "a.db"\n' + LEAST
    assert read(text, ASSISTANT_STORE="/tmp/b.db").store == "/tmp/b.db"
    assert read(text, ASSISTANT_STORE="").store == "/srv/mail/a.db"


def test_the_port_follows_the_security() -> None:
    """starttls and plain start on 143 unless the file says otherwise."""
    assert read(account('security = "starttls"')).account["support"].port == 143
    assert read(account('security = "starttls"\nport = 1143')).account["support"].port == 1143


def test_no_limit_is_written_as_nought() -> None:
    """0 means that there is no limit."""
    assert read("[limits]\nper_sender_per_hour = 0\n" + LEAST).limits.per_sender_per_hour is None


def test_one_mailbox_or_address_needs_no_brackets() -> None:
    """A single text stands for a list of one."""
    support = read(account('mailboxes = "Support"\naddresses = "a@b.example"')).account["support"]
    assert (support.mailboxes, support.addresses) == (("Support",), ("a@b.example",))


def test_a_command_is_words_or_a_list() -> None:
    """Quotes in a command hold words together, as in a shell."""
    for written in ("'pass show \"my mail\"'", '["pass", "show", "my mail"]'):
        told = read(account(f"password_command = {written}", instead="password"))
        assert told.account["support"].password_command == ("pass", "show", "my mail")


def test_sending_is_off_until_a_server_is_named() -> None:
    """Its port follows its security; user, time and authority are those of IMAP unless it has its own."""
    assert read(LEAST).account["support"].smtp is None
    given = 'ca_file = "ca.pem"\ntimeout = 9.0\nsmtp = {host = "smtp.example.com"}'
    told = read(account(given)).account["support"].smtp
    assert told is not None
    assert (told.name, told.port, told.security, told.user) == ("support.smtp", 465, "tls", "help@example.com")
    assert (told.ca_file, told.timeout, told.own_password) == (Path("/srv/mail/ca.pem"), 9.0, False)
    other = account('[account.support.smtp]\nhost = "r.example"\nsecurity = "starttls"\nuser = "u"\npassword_env = "P"')
    relay = read(other).account["support"].smtp
    assert relay is not None
    assert (relay.port, relay.user, relay.own_password) == (587, "u", True)


@pytest.mark.parametrize(
    ("host", "copies"),
    [
        ("smtp.gmail.com", False), ("smtp.office365.com", False), ("smtp-mail.outlook.com", False),
        ("smtp.example.com", True), ("smtp-relay.gmail.com", True),
    ],
)  # fmt: skip
def test_who_keeps_what_was_sent(host: str, copies: bool) -> None:
    """Gmail and Microsoft 365 do it themselves; the setting goes before what is known of a host."""
    for said, expected in (("", copies), (', copy_to_sent = "yes"', True), (', copy_to_sent = "no"', False)):
        told = read(account(f'smtp = {{host = "{host}"{said}}}')).account["support"].smtp
        assert told is not None and told.copies is expected


def test_every_fault_is_told_at_once_in_the_files_order() -> None:
    """Several faults of several kinds come in one error, a line each with its place."""
    said = faults('pol = 3\nsemantic = "of"\n[account.support]\nhost = ""\npasswrd_env = "x"\nport = "993"\n')
    assert said == [
        'assistant.toml:1: pol: unknown key (did you mean "poll"?)',
        'assistant.toml:2: semantic: "of" will not do; expected "auto", "on" or "off" (did you mean "off"?)',
        "assistant.toml:3: account.support: no password and no other way to sign in; expected one of password_env, "
        "password_command, password_file, password_keyring and oauth",
        "assistant.toml:3: account.support: user is missing; expected the name to sign in with, mostly the e-mail "
        "address",
        "assistant.toml:3: account.support: addresses is missing; expected a list of e-mail addresses, like "
        '["help@example.com"]',
        'assistant.toml:4: account.support.host: "" will not do; expected the IMAP server\'s name, like '
        '"imap.example.com"',
        'assistant.toml:5: account.support.passwrd_env: unknown key (did you mean "password_env"?)',
        'assistant.toml:6: account.support.port: "993" will not do; expected a whole number from 1 to 65535',
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no account; expected a table"),
        ("account = 3", "assistant.toml:1: account: 3 will not do; expected a table"),
        ("[account]\nsupport = 3", "assistant.toml:2: account.support: 3 will not do; expected a table"),
        ("limits = 3\n" + LEAST, "assistant.toml:1: limits: 3 will not do; expected a table"),
        ("per_sender_per_hour = 3\n" + LEAST, "it belongs in [limits]"),
        (account("poll = 3"), "it belongs at the top, above the first table"),
        ('host = "x"\n' + LEAST, "it belongs in [account.NAME]"),
        ("[limits]\nfirst_run_days = true\n" + LEAST, "first_run_days: true will not do"),
        (account("mailboxes = []"), "mailboxes: [] will not do"),
        (account('drafts = "Inbox"'), "drafts are never kept in INBOX"),
        (account('mailboxes = ["INBOX", "Assistant"]'), '"Assistant" is where we write; it cannot be watched'),
        (account('security = "plain"'), '"plain" would send the password to imap.example.com'),
        (account('password_file = "x"'), "password_env and password_file are given; expected one of"),
        (account("password_command = \"pass 'x\"", instead="password"), "password_command: "),
        (LEAST + LEAST.replace("support", "again"), 'account.again: watches "INBOX" of imap.example.com'),
        (oauth('provider = "gogle"'), '"gogle" will not do; expected "google", "microsoft" or "custom"'),
        (oauth('tenent = "x"'), 'account.support.oauth.tenent: unknown key (did you mean "tenant"?)'),
        (oauth('token_url = "http://id.example/"'), "token_url: \"http://id.example/\" will not do; expected an https"),
        (account('oauth = "google"', instead="password"), 'account.support.oauth: "google" will not do'),
        (account('oauth = {provider = "google"}', instead="password"), "account.support.oauth: client_id is missing"),
        (account('oauth = {provider = "google", client_id = "c"}'), "password_env and oauth are given; expected one"),
        (account('smtp = "x.example"'), 'account.support.smtp: "x.example" will not do; expected a table'),
        (account("[account.support.smtp]\nport = 25"), "assistant.toml:6: account.support.smtp: host is missing"),
        (account('smtp = {host = "x", prot = 3}'), 'smtp.prot: unknown key (did you mean "port"?)'),
        (account('copy_to_sent = "no"'), "it belongs in [account.NAME.smtp]"),
        (account('smtp = {host = "x.example", security = "plain"}'), '"plain" would send the password to x.example'),
        (account('smtp = {host = "x", password_env = "A", password_file = "b"}'), "password_env and password_file are"),
        (account('smtp = {host = "x", password = "b"}'), "a password does not belong in this file"),
        (account('smtp = {host = "x", copy_to_sent = "maybe"}'), 'expected "auto", "yes" or "no"'),
        ("poll = [", "this is not TOML"),
        ("a = 1\nb = c\n", "assistant.toml:2:5: this is not TOML"),
    ],
)
def test_a_fault_names_its_place_and_what_was_expected(text: str, said: str) -> None:
    """Each kind of fault brings its one line."""
    lines = faults(text)
    assert len(lines) == 1
    assert said in lines[0]


def test_a_provider_of_ones_own_is_known_by_its_addresses() -> None:
    """Each that is missing is named; on this very machine http will do."""
    lines = faults(oauth('provider = "custom"'))
    assert [line.partition("oauth: ")[2].partition(" ")[0] for line in lines] == ["token_url", "scope", "authorize_url"]
    here = 'provider = "custom"\nscope = "x"\ntoken_url = "http://127.0.0.1:9/t"\ndevice_url = "http://localhost/d"'
    told = read(oauth(here)).account["support"].oauth
    assert told is not None
    assert (told.device_url, told.authorize_url) == ("http://localhost/d", None)


def test_tokens_are_kept_beside_the_store() -> None:
    """Each account's by its name, unless another place or the keyring is named."""
    def tokens(text: str) -> str | None:
        made = next(iter(read(text).account.values())).oauth
        return made.tokens if made else None

    assert tokens('store = "state/x.db"\n' + oauth("")) == "/srv/mail/state/support.tokens.json"
    assert tokens('store = "x.db"\n' + oauth("").replace("support", '"a/b"')) == "/srv/mail/a_b.tokens.json"
    elsewhere = str(tokens('store = "postgresql://db/x"\n' + oauth("")))
    assert elsewhere.endswith("email-reply-assistant/support.tokens.json")
    assert tokens(oauth('tokens = "keyring"')) == "keyring"
    assert tokens(oauth('tokens = "t.json"')) == "/srv/mail/t.json"


def test_a_password_in_the_file_is_refused_and_not_repeated() -> None:
    """The error says where to put it and does not show it."""
    lines = faults(account('password = "hunter2"', instead="password"))
    assert len(lines) == 1
    assert "password_file" in lines[0]
    assert "hunter2" not in lines[0]


def test_plain_is_allowed_to_this_machine_and_by_name() -> None:
    """Loopback needs no TLS; elsewhere "plain-anywhere" says that one knows."""
    assert read(LEAST.replace("imap.example.com", "127.0.0.1") + 'security = "plain"').accounts[0].port == 143
    assert read(account('security = "plain-anywhere"')).accounts[0].security == "plain-anywhere"


def test_load_finds_the_file_that_the_environment_names(tmp_path: Path) -> None:
    """$ASSISTANT_CONFIG names the file; a path given goes before it; a byte order mark does no harm."""
    path = tmp_path / "mine.toml"
    path.write_text("\ufeff" + LEAST, encoding="utf-8")
    assert config.load(environ={"ASSISTANT_CONFIG": str(path)}).path == path
    assert config.load(path, environ={"ASSISTANT_CONFIG": "/nowhere"}).path == path


def test_missing_settings_say_how_to_make_them(tmp_path: Path) -> None:
    """A file that is not there is named, with the command that writes it."""
    with pytest.raises(ConfigError, match=r"none\.toml is not there\. Make them with: assistant init"):
        config.load(tmp_path / "none.toml", environ={})


def test_settings_that_cannot_be_decoded_or_read_are_told(tmp_path: Path) -> None:
    """Another encoding and a folder in the file's place each bring their line."""
    path = tmp_path / "assistant.toml"
    path.write_bytes(LEAST.encode() + b"# caf\xe9\n")
    with pytest.raises(ConfigError, match="UTF-8"):
        config.load(path, environ={})
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path, environ={})


def test_the_example_business_is_found() -> None:
    """The folder that init copies from is there, with its rules."""
    assert config.example_folder().is_dir()
