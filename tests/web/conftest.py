"""The real program behind a real browser: Dovecot, an SMTP server, the daemon's rounds and `assistant serve`."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.cli import program
from tests.cli.shop import Standing, deliver, lay, mailbox, written
from tests.conftest import _require
from tests.servers import chromium, smtp
from tests.servers.certificates import Certificate
from tests.servers.dovecot import PASSWORD, Dovecot

RULES = """\
version: 1
business:
  name: Pedal & Chain
  signature: "Kind regards,\\nEverybody at {{ business.name }}"
  address: as-signed
facts:
  opening_hours: Monday to Saturday from 8:30 to 18:00
  service_price: £45
answers:
  - name: opening-hours
    asks: [When are you open?, What are your opening hours?, Are you open on Saturdays?]
    answer: We are open {{ facts.opening_hours }}.
  - name: service
    asks: [What does a service cost?, How much is a service?, Do you service bicycles?]
    answer: A full service costs {{ facts.service_price }}.
  - name: dogs
    asks: [May I bring my dog?, Are dogs allowed in the shop?]
    answer: Dogs are welcome.
closings: [We look forward to seeing you.]
"""
PATIENCE = 30_000                                   # milliseconds, for machines with much else to do
ENV = {"PEDAL_PASSWORD": PASSWORD}


@dataclass(slots=True)
class House:
    """A shop at work: what customers write, what the daemon makes of it, and the address of the owner's desk."""

    folder: Path
    server: Dovecot
    user: str
    post: smtp.SmtpPlace
    address: str = ""
    count: int = field(default=0)

    def hear(self, *texts: str, **headers: str) -> None:
        """Customers write, and the daemon goes round once."""
        messages = []
        for text in texts:
            self.count += 1
            messages.append(written(text, number=self.count, **headers))
        self.take(*messages)

    def take(self, *messages: bytes) -> None:
        """Messages arrive, and the daemon goes round once."""
        deliver(self.server, self.user, *messages)
        ended = program.run("run", "--once", "--quiet", cwd=self.folder, env=ENV)
        assert ended.status == 0, ended.err

    def within(self, name: str) -> list[Standing]:
        """What stands in a mailbox."""
        return mailbox(self.server, self.user, name)


@contextmanager
def serving(house: House, *arguments: str) -> Iterator[House]:
    """The desk of a shop while it lasts. It must end by itself when it is asked to."""
    with program.started("serve", "--port", "0", *arguments, cwd=house.folder, env=ENV, hang=900) as running:
        found = re.search(r"http\S+", running.until("http"))
        assert found is not None
        house.address = found[0]
        yield house
        running.stop(signal.SIGTERM)


@pytest.fixture(scope="module")
def build(
    dovecot: Dovecot, certified: tuple[Certificate, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., House]]:
    """Makes a shop that can send, in a folder of its own, without its desk."""
    with ExitStack() as stack:

        def make(*, rules: str = RULES) -> House:
            post = stack.enter_context(smtp.running(*certified))
            user = f"user-{uuid4().hex[:12]}"
            reach = f'smtp = {{ host = "127.0.0.1", port = {post.port}, security = "plain" }}'
            folder = lay(tmp_path_factory.mktemp("shop"), dovecot, user, reach, rules=rules)
            return House(folder, dovecot, user, post)

        yield make


@pytest.fixture(scope="module")
def house(build: Callable[..., House]) -> Iterator[House]:
    """A shop with its desk open to this machine, without a login."""
    with serving(build()) as made:
        yield made


@pytest.fixture(scope="module")
def browser(house: House) -> Iterator[Browser]:
    """A real headless Chromium. It starts last: while it runs, no other event loop can run in this thread."""
    _require(chromium.missing())
    with chromium.running() as started:
        yield started


@dataclass(slots=True)
class Watch:
    """What a page did beside what it was asked to: nothing, if all is well."""

    home: str
    said: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Watch this page: its console, its dialogs, its errors, and every address it asks for."""
        page.on("console", lambda message: None if self._no(message) else self.said.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.on("popup", lambda popup: self.said.append(f"popup: {popup.url}"))
        page.context.on(
            "request",
            lambda request: None
            if request.url.startswith((self.home, "data:", "about:"))
            else self.said.append(f"request: {request.url[:200]}"),
        )

    def _no(self, message: ConsoleMessage) -> bool:
        """Whether the browser notes that the desk itself has said no, or that a page was left while it asked."""
        told = "status of 409" in message.text or message.text.startswith(("htmx:afterRequest", "htmx:sendAbort"))
        return told and message.location["url"].startswith(self.home)


@pytest.fixture
def context(browser: Browser, house: House) -> Iterator[BrowserContext]:
    """A browser that has never been here."""
    made = browser.new_context(base_url=house.address, viewport={"width": 1360, "height": 860})
    made.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield made
    made.close()


@pytest.fixture
def watch(house: House) -> Watch:
    """Watches the test's pages."""
    return Watch(house.address)


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Iterator[Page]:
    """A page on the desk. At the end it must have run nothing of a stranger's and asked nobody else."""
    made = context.new_page()
    watch.over(made)
    yield made
    assert watch.said == []


PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def seen(page: Page, name: str) -> None:
    """Whoever sees it badly, or not at all, can use it: axe-core finds nothing wrong, light and dark.

    What strangers laid out, in a frame of its own, is not ours to mend.

    Where $DESK_PICTURES is set, pictures of it go into the docs.
    """
    wrong = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = Axe().run(page, options={"resultTypes": ["violations"], "iframes": False}).response["violations"]
        wrong += [f"{scheme}: {one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]
        if os.environ.get("DESK_PICTURES"):
            PICTURES.mkdir(exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{scheme}.png")
    page.emulate_media(color_scheme="light")
    assert wrong == [], name
