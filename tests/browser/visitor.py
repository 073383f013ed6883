"""One person at one browser, who notices what nobody should ever see there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from lib.web.cookies import SECURE_NAME
from tests.cast import PASSWORD, Person

READY = (
    '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
    '[data-test-script-state="notRunning"]'
)
SIGNED_IN = '[data-testid="stSidebar"] .st-key-shell_sign_out'
# English words that no Vietnamese sentence of ours has, in any letter case.
_ENGLISH = re.compile(
    r"\b(press|enter|browse|upload|drag|drop|files?|limit|results?|options?|choose|select|"
    r"connection|connecting|lost|error|running|rerun|settings|close|clear|search|download|"
    r"columns?|rows?|page|found|password|show|hide|empty|loading|please|wait|failed|streamlit|"
    r"sidebar|menu|deploy|print|fullscreen|expand|collapse|help|required|value|increment|"
    r"decrement|remove|delete|copy|the|and|this|with|not)\b",
    re.IGNORECASE,
)
# At /checklist Streamlit's script first asks whether the app lies below /checklist/.
_PROBED = re.compile(r"/\w+/_stcore/(health|host-config)$")
_HEAD_ROW = 1
# What unfolds moves the button below it, and a click on it falls between two places.
_STILL = """() => document.getAnimations().every((one) => one.playState !== "running" ||
  !one.effect || one.effect.getComputedTiming().endTime === Infinity)"""
_TWO_FRAMES = (
    "() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"
)
# A colour on its way to another is nobody's. All that axe found besides is as long as a page.
_VIOLATIONS = """(rules) => {
  document.getAnimations().forEach((one) => one instanceof CSSTransition && one.finish());
  const only = rules.length ? {runOnly: rules} : {};
  return axe.run({resultTypes: ["violations"], ...only}).then((all) => all.violations);
}"""
_OF_COLOUR = ["color-contrast", "link-in-text-block"]
_SEEN_TEXT = """() => {
  const out = [];
  const shown = (e) => e.checkVisibility({checkOpacity: true, checkVisibilityCSS: true});
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest('script,style,noscript,textarea,[translate="no"]')) continue;
    if (node.nodeValue.trim() && shown(parent)) out.push(node.nodeValue.trim());
  }
  for (const name of ["aria-label", "title", "placeholder", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (element.getAttribute(name).trim()) out.push(element.getAttribute(name).trim());
    }
  }
  return out;
}"""


@dataclass(frozen=True, slots=True)
class Look:
    """How large the window is, and whether it is dark outside."""

    width: int = 1280
    scheme: str = "light"
    height: int = 0
    """Where it is not the usual one of a screen or a phone."""

    @property
    def is_phone(self) -> bool:
        return self.width < 640

    @property
    def window(self) -> ViewportSize:
        height = self.height or (740 if self.is_phone else 900)
        return {"width": self.width, "height": height}

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


DESKTOP = Look()
LOOKS = tuple(Look(width, scheme) for width in (1280, 360) for scheme in ("light", "dark"))


@dataclass(eq=False)
class Visitor:
    """A browser window, and what went wrong in it.

    Attributes:
        troubles: console errors, script errors and requests that left the machine.
        is_spent: something listens to its page, or lies in it, that nobody can take out again.
    """

    context: BrowserContext
    page: Page
    url: str
    look: Look
    troubles: list[str] = field(default_factory=list)
    is_spent: bool = False

    def go(self, path: str = "") -> None:
        """Open an address of the app, and wait until it has been drawn."""
        self.page.goto(f"{self.url}/{path}")
        self.settle()

    def be(self, look: Look, cookie: str | None) -> None:
        """Begin as somebody else, or as nobody, in a window of the same width.

        Args:
            cookie: of a live session, for someone who signed in before.
        """
        self.look = look
        self.troubles.clear()
        self.context.clear_cookies()
        if cookie is not None:
            self._put(cookie)
        if self.page.is_closed():
            self.page = self.context.new_page()
            self._watch(self.page)
        self.page.emulate_media(color_scheme="dark" if look.scheme == "dark" else "light")

    def leave(self) -> None:
        """Open what asks for nothing more, and forget; only what was loaded stays known."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        if self.is_spent:
            self.page.close()
            self.is_spent = False
        if not self.page.is_closed():
            self.page.unroute_all()
            self.page.set_viewport_size(self.look.window)
            self.page.goto(f"{self.url}/healthz")
            self.page.evaluate("() => [localStorage, sessionStorage].map((one) => one.clear())")

    def settle(self) -> None:
        """Wait until a page of ours stands there and no run is under way."""
        self.page.locator('[data-testid="stMain"] h1').first.wait_for()
        self.page.locator(READY).wait_for()
        unfinished = self.page.locator('[data-testid="stSkeleton"], [data-stale="true"]')
        expect(unfinished).to_have_count(0)

    def sign_in(self, person: Person, password: str = PASSWORD) -> None:
        """Type name and password into the form that stands there."""
        self.page.get_by_label("Tên đăng nhập", exact=True).fill(person.username)
        self.page.get_by_role("textbox", name="Mật khẩu", exact=True).fill(password)
        # The browser has its cookie a moment after the page has been drawn.
        with self.page.expect_response("**/auth/cookie?*"):
            self.page.get_by_role("button", name="Đăng nhập").click()
        self.page.locator(SIGNED_IN).wait_for(state="attached")
        self.settle()

    def text(self) -> str:
        """What stands on the page."""
        return self.page.locator('[data-testid="stMain"]').inner_text()

    def skipped_headings(self) -> list[str]:
        """Headings that stand more than one level below the one before them."""
        found: list[tuple[int, str]] = self.page.evaluate(
            """() => [...document.querySelectorAll('[data-testid="stMain"] :is(h1,h2,h3,h4,h5,h6)')]
                .map((it) => [Number(it.tagName[1]), it.innerText])"""
        )
        levels = [0, *(level for level, _ in found)]
        return [
            words for (level, words), last in zip(found, levels, strict=False) if level > last + 1
        ]

    def sees(self, words: str | re.Pattern[str]) -> None:
        """Wait for the words."""
        self.page.get_by_text(words).first.wait_for()

    def press(self, name: str) -> None:
        """Click the button of that name, once nothing moves it any more."""
        button = self.page.get_by_role("button", name=name, exact=True)
        button.wait_for()
        self.page.evaluate(_TWO_FRAMES)
        self.page.wait_for_function(_STILL)
        button.click()

    def click_fast(self, button: Locator, times: int, *, pause_ms: int = 0) -> None:
        """Click again and again where the button stood, without looking what comes of it."""
        # Waits until it stands still and nothing covers it.
        button.hover()
        spot = button.bounding_box()
        assert spot is not None
        for _ in range(times):
            self.page.mouse.click(spot["x"] + spot["width"] / 2, spot["y"] + spot["height"] / 2)
            self.page.wait_for_timeout(pause_ms)

    def history(self, key: str = "item_history") -> list[str]:
        """What the history of the open item, or of what else has that key, says, newest first."""
        self.page.get_by_text("Lịch sử xử lý").click()
        lines = self.page.locator(f".st-key-{key} [data-testid=stCaptionContainer]")
        lines.first.wait_for()
        self.settle()  # the others may come a moment later
        return lines.all_inner_texts()

    def choose(self, label: str, option: str) -> None:
        """Open the box of that label, type what the option begins with, and take it."""
        box = self.page.get_by_label(label, exact=True)
        box.scroll_into_view_if_needed()
        # A list of options closes when the page scrolls, and the scrolling is told late.
        self.page.evaluate(_TWO_FRAMES)
        box.click()
        box.press_sequentially(option)
        offered = self.page.get_by_role("option")
        expect(offered).to_have_count(1)
        offered.click()

    def choose_row(self, row: int, *, x: int = 16) -> None:
        """Click a row of the table, the first being 0: its box where it has one, else anywhere."""
        table = self.page.locator('[data-testid="stDataFrame"] .dvn-scroller').first
        spot = {"x": x, "y": 36 + 32 * row + 16}
        # A hand comes from somewhere; a click out of nowhere after one elsewhere is not noticed.
        table.hover(position={"x": x + 1, "y": spot["y"]})
        table.click(position=spot)

    def row_of(self, code: str, unit: str = "") -> int:
        """The row that shows this code, and this unit where two have it."""
        # The table is a picture; what it shows stands beside it for screen readers.
        row = self.page.locator("tr", has=self.page.get_by_text(code, exact=True))
        row = row.filter(has_text=unit)
        row.wait_for(state="attached")
        return int(row.get_attribute("aria-rowindex") or 0) - _HEAD_ROW - 1

    def open_item(self, code: str) -> None:
        """Find a task of the unit's list by its code, and click it somewhere in its row."""
        sought = self.page.get_by_label("Tìm nhiệm vụ")
        sought.fill(code)
        sought.press("Enter")
        self.page.get_by_role("button", name=re.compile(r"Tất cả 1$")).click()
        first = f'tr[aria-rowindex="{_HEAD_ROW + 1}"]'
        found = self.page.locator(first, has=self.page.get_by_text(code, exact=True))
        found.wait_for(state="attached")
        self.choose_row(0, x=120)
        self.page.get_by_role("heading", name=re.compile(f"^{re.escape(code)} ")).wait_for()

    def reload(self) -> None:
        self.page.reload()
        self.settle()

    def another_window(self) -> Page:
        """A second tab of the same browser."""
        page = self.context.new_page()
        self._watch(page)
        return page

    def wear(self, scheme: str) -> None:
        """Turn the machine to light or dark; the page follows."""
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        expect(self.page.locator('[data-testid="stApp"]')).to_have_css("color-scheme", scheme)

    def barriers(self, *, of_colour: bool = False) -> list[tuple[str, str, str]]:
        """What keeps some people out, as axe finds it: rule, impact, where.

        Args:
            of_colour: by the rules on colours alone, of a page whose rest was looked at before.
        """
        # A click may have asked for a run of which the page does not know yet.
        self.page.evaluate(_TWO_FRAMES)
        self.settle()
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(Axe().axe_script)
        found = self.page.evaluate(_VIOLATIONS, _OF_COLOUR if of_colour else [])
        return [
            (each["id"], each["impact"], str(node["target"]))
            for each in found
            if each["impact"] in {"serious", "critical"}
            for node in each["nodes"]
        ]

    def english(self) -> list[str]:
        """Texts on the screen, and names read out, that hold an English word."""
        seen: list[str] = self.page.evaluate(_SEEN_TEXT)
        return [text for text in seen if _ENGLISH.search(text)]

    def sideways_px(self) -> int:
        """How far the page itself can be scrolled sideways."""
        return int(
            self.page.evaluate(
                """() => Math.max(...[document.documentElement,
                    document.querySelector('[data-testid="stMain"]')]
                    .map((e) => e.scrollWidth - e.clientWidth))"""
            )
        )

    def _put(self, cookie: str) -> None:
        address = self.url.replace("http:", "https:")
        self.context.add_cookies(
            [
                {
                    "name": SECURE_NAME, "value": cookie, "url": address,
                    "httpOnly": True, "secure": True, "sameSite": "Strict",
                }
            ]
        )  # fmt: skip

    def _watch(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        page.on("request", lambda request: self._on_request(request.url))
        page.on("response", lambda answer: self._on_answer(answer.status, answer.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        # A failed request is told by _on_answer, with its address.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"console: {message.text}")

    def _on_answer(self, status: int, url: str) -> None:
        if status >= 400 and not _PROBED.search(url):
            self.troubles.append(f"{status}: {url}")

    def _on_request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != urlsplit(self.url).hostname:
            self.troubles.append(f"request: {url}")


def arrive(browser: Browser, url: str, look: Look, *, cookie: str | None = None) -> Visitor:
    """A new browser profile with one window.

    Args:
        cookie: of a live session, for someone who signed in before.
    """
    context = browser.new_context(
        viewport=look.window,
        color_scheme="dark" if look.scheme == "dark" else "light",
        has_touch=look.is_phone,
        locale="en-US",
        reduced_motion="reduce",
        timezone_id="UTC",
        accept_downloads=True,
    )
    visitor = Visitor(context, context.new_page(), url, look)
    visitor._watch(visitor.page)
    if cookie is not None:
        visitor._put(cookie)
    return visitor
