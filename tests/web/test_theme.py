from __future__ import annotations

import tomllib

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from streamlit import config

from tests.web.serving import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def options(table, prefix=""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from options(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}"


@pytest.mark.parametrize("name", sorted(options(CONFIG)))
def test_every_option_is_one_that_streamlit_knows(name):
    assert name in config._config_options_template


def test_what_service_and_safety_rest_on():
    server = CONFIG["server"]

    assert CONFIG["global"]["maxCachedMessageAge"] >= 30
    assert CONFIG["runner"]["postScriptGC"] is False
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert (server["address"], server["fileWatcherType"]) == ("127.0.0.1", "none")
    assert (server["maxUploadSize"], server["disconnectedSessionTTL"]) == (20, 900)
    assert (server["enableAgentApi"], server["enableStaticServing"]) == (False, False)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("show", ["", "widgets", "item"])
def test_contrast_and_names_are_good_in_both_modes(site, page, scheme, show):
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site.url}/?show={show}", wait_until="networkidle")
    page.get_by_role("button", name="Đăng nhập").wait_for()
    if show == "widgets":
        page.get_by_test_id("stDataFrame").locator("canvas").first.wait_for()

    found = Axe().run(page).response["violations"]

    assert [(each["id"], each["impact"]) for each in found] == []


def test_an_old_figure_is_readable_while_the_line_is_lost(site, page):
    page.goto(f"{site.url}/?show=item")
    page.get_by_text("Số liệu lúc").wait_for()
    page.evaluate("document.documentElement.dataset.line = 'lost'")

    found = Axe().run(page, context=".st-key-asof").response["violations"]

    assert found == []
    assert (
        page.locator(".st-key-asof").evaluate("(node) => getComputedStyle(node).backgroundColor")
        == "rgb(255, 194, 51)"
    )


LIGHT, DARK = "rgb(255, 255, 255)", "rgb(20, 23, 29)"


def wears(page):
    """The ground of the page, and what `light-dark()` of thidua.css is told to take."""
    page.get_by_role("button", name="Đăng nhập").wait_for()
    return tuple(
        page.locator(".stApp").evaluate(
            "(it) => [getComputedStyle(it).backgroundColor, getComputedStyle(it).colorScheme]"
        )
    )


def choose(page, scheme):
    page.get_by_role("button", name="Trình đơn chính").click()
    page.get_by_role("menuitemradio", name=scheme).click()
    page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("system", "chosen", "own", "others"),
    [
        ("light", "Tối", (DARK, "dark"), (LIGHT, "light")),
        ("dark", "Sáng", (LIGHT, "light"), (DARK, "dark")),
    ],
    ids=["dark on a light machine", "light on a dark one"],
)
def test_a_choice_of_ones_own_outlives_the_tab_until_it_is_taken_back(
    site, lone_page, system, chosen, own, others
):
    page = lone_page
    page.emulate_media(color_scheme=system)
    page.goto(f"{site.url}/?show=item")
    assert wears(page) == others

    choose(page, chosen)

    expect(page.locator(".stApp")).to_have_css("background-color", own[0])
    page.reload()
    assert wears(page) == own
    assert Axe().run(page).response["violations"] == []
    choose(page, "Theo máy")
    expect(page.locator(".stApp")).to_have_css("background-color", others[0])
    page.reload()
    assert wears(page) == others
