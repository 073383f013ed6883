"""Evidence of the served app: no file without a live session and a right to this very file."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from dataclasses import dataclass, replace

import httpx
import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from lib.domain.exemplars import ExemplarStep
from lib.services.acts import new_act
from lib.services.evidence import evidence
from lib.services.evidence.evidence import Upload
from lib.services.files import stored_files
from lib.services.people import sessions
from lib.store.engine.duck import DuckDatabase
from lib.web.cookies import SECURE_NAME
from lib.web.evidence import url, zip_url
from lib.web.honours import url as photo_url
from tests import cast, files, small_campaign
from tests.cast import BINH, CAST, HUNG, LAN, MAI, SON, THU, VAN
from tests.services.awards import award_scene
from tests.services.evidence import dossier_scene
from tests.support.data_folder import data_in
from tests.web.serving import ROOT, Served, served

UPLOADS = {
    "Biên bản “1”.pdf": files.pdf(),
    "Báo cáo.docx": files.docx(),
    "Ảnh.jpg": files.photo(),
}
SEERS = (LAN, HUNG, MAI, VAN, SON)


@dataclass
class Site:
    """A served campaign with evidence of Lan's unit, and a cookie of everyone.

    Attributes:
        nominated: a nomination that is put before Thu, and its one file.
        exemplar: one of Lan's unit with the image as its photo, sent and not published.
    """

    server: Served
    cookies: dict[str, str]
    ids: list[object]
    nominated: tuple[object, object]
    exemplar: object

    def get(self, address, who=None, method="GET", **headers):
        if who is not None:
            headers["Cookie"] = f"{SECURE_NAME}={self.cookies[who]}"
        return httpx.request(method, f"{self.server.url}{address}", headers=headers)


@pytest.fixture(scope="module")
def site(tmp_path_factory, duck_template):
    folder = tmp_path_factory.mktemp("site")
    path = folder / "thidua.duckdb"
    shutil.copyfile(duck_template, path)
    with data_in(folder):
        db = DuckDatabase(path)
        ids = fill(db)
        dossier = dossier_scene.Scene(db, small_campaign.stored(db))
        nominated = (dossier.made.nomination_id, dossier.brought().evidence_id)
        dossier.convene(THU)
        exemplar = introduced(dossier.nominating, ids[-1])
        cookies = {person.username: cookie(db, person) for person in CAST}
        cookies["signed out"] = cookie(db, LAN)
        left = sessions.find(db, cookies["signed out"])
        sessions.sign_out(db, sessions.actor(db, left.session_id), None)
        broken = stored_files.blobs(db).root / "incoming" / f"{'0' * 64}-broken"
        broken.touch()
        db.close()
    environment = {"TDKT_DATABASE": str(path), "TDKT_BCRYPT_ROUNDS": "4"}
    with served(folder, ROOT / "app.py", environment) as server:
        assert not broken.exists()
        yield Site(server, cookies, ids, nominated, exemplar)


def fill(db):
    cast.make_cast(db)
    small_campaign.load(db)
    lan = cast.actor(db, LAN)
    evidence.add(
        db, lan, small_campaign.stored(db), act_id=new_act(), unit_id=lan.unit_id,
        task_code=small_campaign.HELD,
        uploads=[Upload(name, io.BytesIO(content)) for name, content in UPLOADS.items()],
    )  # fmt: skip
    task = small_campaign.task(db, small_campaign.HELD)
    found = evidence.of_item(db, lan, unit_id=lan.unit_id, task_id=task.task_id)
    return [one.evidence_id for one in found.files]


def introduced(scene, photo):
    made = award_scene.write(scene, LAN, form=replace(award_scene.STORY, photo=photo))
    return award_scene.honour(scene, LAN, ExemplarStep.SEND, made).exemplar_id


def cookie(db, person):
    return sessions.redeem(db, sessions.open_session(db, person.account_id, None).ticket).session


def test_a_pdf_is_shown_in_our_own_pages_only(site):
    answer = site.get(url(site.ids[0], 1), "lan")

    assert (answer.status_code, answer.content) == (200, files.pdf())
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        'inline; filename="Bi_n b_n _1_.pdf"; '
        "filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n%20%E2%80%9C1%E2%80%9D.pdf"
    )
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_other_kinds_are_saved_and_images_are_boxed_in(site):
    docx, image = (site.get(url(site.ids[place], 1), "lan") for place in (1, 2))

    assert docx.headers["content-disposition"].startswith("attachment; ")
    assert image.headers["content-disposition"].startswith("inline; ")
    assert image.headers["content-security-policy"].endswith("; sandbox")
    saved = site.get(url(site.ids[0], 1) + "?tai=1", "lan")
    assert saved.headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_nobody_reads_evidence_of_another_unit_by_its_address(site, person):
    answer = site.get(url(site.ids[0], 1), person.username)

    assert answer.status_code == (200 if person in SEERS else 404)
    assert (b"%PDF" in answer.content) is (person in SEERS)


def test_a_foreign_file_and_none_at_all_are_told_alike_and_logged(site):
    foreign = url(site.ids[0], 1)
    missing = foreign.replace(str(site.ids[0]), "01932c00-0000-7000-8000-000000000000")

    told = [site.get(address, BINH.username) for address in (foreign, missing)]

    words = (
        "Không có minh chứng này, hoặc minh chứng thuộc đơn vị khác. "
        "Cần xem thì hỏi Văn phòng (Hoàng Thị Mai, Đỗ Thị Vân)."
    )
    assert [(one.status_code, one.text) for one in told] == [(404, words)] * 2
    entry = logged(site, foreign)
    assert (entry["event"], entry["user"]) == ("not shown", str(BINH.account_id))


def test_a_refused_right_is_logged(site):
    assert site.get(zip_url("nho"), SON.username).status_code == 403

    entry = logged(site, zip_url("nho"))
    assert (entry["reason"], entry["user"]) == ("role", str(SON.account_id))


def logged(site, address):
    """The last line of the log that tells of an address asked for."""
    lines = (site.server.folder / "logs" / "app.log").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if address in line]
    return [one for one in entries if one["record"].removesuffix("?") == address][-1]


@pytest.mark.parametrize("who", [None, "signed out"])
def test_old_links_end_with_the_session(site, who):
    for address in (url(site.ids[0], 1), zip_url("nho", unit_code="QLXD")):
        answer = site.get(address, who)

        assert (answer.status_code, answer.text) == (403, "Vui lòng đăng nhập trước.")


@pytest.mark.parametrize(
    "path",
    [
        "/evidence/01932c00-0000-7000-8000-000000000000/1",
        "/evidence/{id}/2", "/evidence/{id}/0", "/evidence/{id}/-1",
        "/evidence/{id}/99999999999999999999", "/evidence/{id}/x", "/evidence/x/1",
        "/evidence/..%2f..%2fetc%2fpasswd/1", "/evidence/{id}/..%2f..",
    ],
)  # fmt: skip
def test_guessed_addresses_find_nothing(site, path):
    answer = site.get(path.replace("{id}", str(site.ids[0])), "lan")

    assert answer.status_code in {400, 404}
    assert b"%PDF" not in answer.content


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_a_photo_is_for_its_unit_and_the_office_until_it_is_published(site, person):
    answer = site.get(photo_url(site.exemplar, 1), person.username)

    is_theirs = person in (LAN, HUNG, MAI, VAN)
    assert answer.status_code == (200 if is_theirs else 404)
    assert answer.headers["content-type"].startswith("image/") is is_theirs
    if is_theirs:
        assert answer.headers["content-security-policy"].endswith("; sandbox")
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("who", "exemplar", "status"),
    [
        (None, "{id}", {403}), ("signed out", "{id}", {403}), ("lan", "x", {404}),
        ("lan", "01932c00-0000-7000-8000-000000000000", {404}),
        ("lan", "..%2f..%2fetc", {400, 404}),
    ],
)  # fmt: skip
def test_no_photo_without_a_session_or_by_guessing(site, who, exemplar, status):
    answer = site.get(photo_url(exemplar.replace("{id}", str(site.exemplar)), 1), who)

    assert answer.status_code in status
    assert "image" not in answer.headers.get("content-type", "")


def test_other_sites_and_other_methods_get_nothing(site):
    address = url(site.ids[0], 1)

    assert site.get(address, "lan", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert site.get(address, "lan", "HEAD").status_code == 405


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_zips_are_for_those_who_may_see_the_files(site, person):
    unit = site.get(zip_url("nho", unit_code="QLXD", task_code="II.1.1"), person.username)
    every = site.get(zip_url("nho"), person.username)

    assert unit.status_code == (200 if person in SEERS else 404)
    assert every.status_code == (200 if person in (MAI, VAN) else 403)
    if unit.status_code == 200:
        with zipfile.ZipFile(io.BytesIO(unit.content)) as package:
            names = {name.rpartition("/")[2] for name in package.namelist()}
        # A test in the browser may have added a photo of its own before.
        assert {"Biên bản “1”.pdf", "Báo cáo.docx", "Ảnh.jpg"} <= names


def test_a_unit_that_is_not_there_has_no_zip(site):
    assert site.get(zip_url("nho", unit_code="KHONG"), "mai").status_code == 404
    assert site.get(zip_url("nho", unit_code="QHKT"), BINH.username).status_code == 404


@pytest.mark.parametrize("person", CAST, ids=lambda person: person.username)
def test_files_of_a_nomination_are_for_those_who_may_read_it(site, person):
    nomination, found = site.nominated
    is_reader = person in (*SEERS, THU)

    one = site.get(url(found, 1), person.username)
    package = site.get(zip_url("nho", nomination=nomination), person.username)

    assert (one.status_code, package.status_code) == ((200, 200) if is_reader else (404, 404))
    assert (b"%PDF" in one.content) is is_reader


def test_files_of_a_nomination_end_with_the_session_and_are_not_guessed(site):
    nomination, found = site.nominated

    for address in (url(found, 1), zip_url("nho", nomination=nomination)):
        assert site.get(address, "signed out").status_code == 403
    for guess in ("x", site.ids[0], found):
        answer = site.get(f"/evidence/zip?campaign=nho&nomination={guess}", "lan")
        assert answer.status_code == 404


def opened(site, page):
    """Lan's item, with its evidence unfolded."""
    page.goto(f"http://localhost:{site.server.port}/checklist?item={small_campaign.HELD}")
    page.get_by_label("Tên đăng nhập").fill(LAN.username)
    page.get_by_role("textbox", name="Mật khẩu").fill(cast.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_text("3 tệp minh chứng").wait_for()
    page.locator(".st-key-evidence_more summary").click()
    page.get_by_text("Dùng lại tệp của nhiệm vụ khác").wait_for()
    return page


@pytest.fixture
def checklist(site, page):
    """Lan's item in a real browser."""
    return opened(site, page)


def choose(page, place):
    """Take a file; a list that a late scroll has closed is opened again, as people do."""
    box = page.get_by_role("combobox", name="Xem một tệp")
    option = page.get_by_role("option")
    for _ in range(6):
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        box.scroll_into_view_if_needed()
        box.click()
        box.fill(f"{place + 1}.")
        try:
            option.wait_for(state="attached", timeout=5_000)
        except PlaywrightTimeout:
            box.press("Escape")
            continue
        box.press("Enter")
        return
    raise AssertionError("the list of files does not stay open")


def test_pdf_and_images_are_looked_at_in_the_page(site, whole_page):
    checklist = opened(site, whole_page)
    # Chromium's own reader is an extension; it starts only where nothing bars it.
    with checklist.expect_event("framenavigated", lambda one: "extension" in one.url):
        choose(checklist, 0)
        checklist.locator("iframe.tdkt-pdf").wait_for()
    framed = checklist.locator("iframe.tdkt-pdf").get_attribute("src")
    choose(checklist, 2)
    large = 'img[src^="/evidence/"]:not([loading])'
    image = checklist.locator(large)
    image.wait_for()

    checklist.wait_for_function("(it) => document.querySelector(it).naturalWidth", arg=large)
    assert framed == url(site.ids[0], 1)
    assert image.get_attribute("alt") == "Ảnh"


def test_streamlit_s_own_refusals_are_read_in_vietnamese(checklist, tmp_path):
    large, phone = tmp_path / "to.pdf", tmp_path / "anh.heic"
    with large.open("wb") as writing:
        writing.truncate(21 << 20)
    phone.write_bytes(b"x")

    checklist.locator("input[type=file]").set_input_files([large, phone])

    reasons = checklist.locator(".stFileChip [role=alert]")
    reasons.nth(1).wait_for()
    assert [one.bounding_box()["height"] > 10 for one in reasons.all()] == [True, True]
    told = [one.text_content() for one in reasons.all()]
    assert "Tệp không được quá 20" in told[0]
    assert "HEIC" in told[1] or "heic" in told[1]


def test_a_photo_is_uploaded_from_the_page(checklist, tmp_path):
    photo = tmp_path / "Ảnh hội nghị.jpg"
    photo.write_bytes(files.photo(size=(80, 40)))

    checklist.locator("input[type=file]").set_input_files(photo)

    checklist.get_by_text("Đã thêm 1 tệp").wait_for()
    checklist.get_by_text("4 tệp minh chứng").wait_for()
