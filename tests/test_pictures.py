from __future__ import annotations

from PIL import Image

from lib.ui.frame import nav
from tests.pictures import contact_sheet, every_page, fillings


def test_every_page_is_looked_at_in_every_filling():
    looked_at = {one.path: set(one.fillings) for one in every_page.views()}
    served = [entry.url_path for entry in (*nav.ENTRIES, nav.SAMPLES)]

    assert set(looked_at) == {"sign_in", "first_run", *served}
    assert all(looked_at[path] == set(fillings.FILLINGS) for path in served)


def test_a_contact_sheet_holds_its_pictures_side_by_side(tmp_path):
    for name, colour in (("a", "red"), ("b", "blue")):
        Image.new("RGB", (1366, 768), colour).save(tmp_path / f"{name}.png")
    sheet = tmp_path / "sheet.png"

    contact_sheet.write(sheet, [[tmp_path / "a.png", tmp_path / "b.png"], [tmp_path / "b.png"]])

    with Image.open(sheet) as drawn:
        spots = [drawn.getpixel(spot) for spot in ((300, 200), (1000, 200), (300, 600))]
    assert spots == [(255, 0, 0), (0, 0, 255), (0, 0, 255)]
