"""The terminal: the same services as the pages, plain sentences, exit codes."""

from __future__ import annotations

import getpass
import importlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest

import manage
from lib.config import ROOT, settings
from lib.domain import packages
from lib.domain.access import Role
from lib.domain.exports import Options
from lib.exports.registry import EXPORTS
from lib.services import clock, frozen
from lib.services.acts import new_act
from lib.services.audit import chains
from lib.services.campaigns import campaigns
from lib.services.demo import demo
from lib.services.operation import setup
from lib.services.people import confirmations, people, sign_in
from lib.services.reports import exports
from lib.store import accounts, units
from lib.store.engine.duck import DuckDatabase
from lib.terminal import opening
from tests import cast
from tests.cast import LAN, MAI, QUANG
from tests.cast import PASSWORD as CAST_PASSWORD
from tests.exports import scene
from tests.services.packages import package_scene
from tests.services.papers import report_scene
from tests.support.phone import set_up

PASSWORD = "gió thổi qua cánh đồng"
DATA = ROOT / "tests" / "data"
NEW_USER = ["create-user", "dung", "--name", "Vi Tiến Dũng", "--unit", "vp", "--role", "admin"]


@pytest.fixture(autouse=True)
def _installation(tmp_path, monkeypatch):
    monkeypatch.setenv("TDKT_DATABASE", str(tmp_path / "thidua.duckdb"))
    monkeypatch.setenv("TDKT_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TDKT_BCRYPT_ROUNDS", "4")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def stopped(duck_stage):
    """The installation's database with a campaign in it, which nobody serves."""
    return duck_stage.leave(scene.play)


def with_database(path, work):
    db = DuckDatabase(path)
    try:
        return work(db)
    finally:
        db.close()


def account(path, username):
    return with_database(path, lambda db: db.read(lambda tx: accounts.by_username(tx, username)))


def type_password(monkeypatch, *typed):
    waiting = list(typed)
    monkeypatch.setattr(getpass, "getpass", lambda prompt: waiting.pop(0))


@pytest.mark.parametrize("key", EXPORTS)
@pytest.mark.parametrize(
    ("words", "options"),
    [([], Options()), (["--dates", "vi", "--decimals", ","], scene.VIETNAMESE)],
    ids=["plain", "vietnamese"],
)
def test_export_writes_the_bytes_of_the_page(stopped, tmp_path, capsys, key, words, options):
    def page(db):
        made = exports.make(db, cast.actor(db, MAI), key=key, campaign_code="nho", options=options)
        return b"".join(made.pieces)

    with clock.at(scene.NOW):
        code = manage.main(["export", key, "--out", str(tmp_path / "out.csv"), *words])
        paged = with_database(stopped, page)

    assert (code, (tmp_path / "out.csv").read_bytes()) == (0, paged)
    assert "out.csv" in capsys.readouterr().out


def test_export_into_a_folder_takes_the_usual_name(stopped, tmp_path):
    (tmp_path / "out").mkdir()

    with clock.at(scene.NOW):
        manage.main(["export", "units", "--out", str(tmp_path / "out")])

    assert [one.name for one in (tmp_path / "out").iterdir()] == [
        "TDKT_nho_units_20210520-1403_r14.csv"
    ]


def test_files_of_then(stopped, tmp_path, capsys):
    then = ["--as-of", "2021-03-02"]
    out = {name: tmp_path / name for name in ("then.csv", "now.csv", "so.xlsx", "bao-cao.docx")}
    with clock.at(scene.NOW):
        codes = [
            manage.main(["export", "items", "--out", str(out["then.csv"]), *then]),
            manage.main(["export", "items", "--out", str(out["now.csv"])]),
            manage.main(["workbook", "--out", str(out["so.xlsx"]), *then]),
            manage.main(["report", "--out", str(out["bao-cao.docx"]), *then]),
            manage.main(["export", "items", "--out", str(tmp_path / "x"), "--as-of", "2999-01-01"]),
        ]

    assert codes == [0, 0, 0, 0, 1]
    assert out["then.csv"].read_bytes() != out["now.csv"].read_bytes()
    assert "chưa tới" in capsys.readouterr().err
    details = with_database(
        stopped,
        lambda db: db.read(
            lambda tx: tx.rows("SELECT detail FROM audit_events WHERE event = 'export.csv'")
        ),
    )
    assert [json.loads(one).get("as_of") for (one,) in details] == [
        "2021-03-02T23:59:59.999999+07:00", None,
    ]  # fmt: skip


def test_the_workbook_is_written_and_told_in_the_log(stopped, tmp_path, capsys):
    out = tmp_path / "so.xlsx"

    with clock.at(scene.NOW):
        code = manage.main(["workbook", "--out", str(out)])

    events = with_database(
        stopped, lambda db: db.read(lambda tx: tx.rows("SELECT event, detail FROM audit_events"))
    )
    assert code == 0
    assert zipfile.is_zipfile(out)
    assert "so.xlsx" in capsys.readouterr().out
    assert [json.loads(detail)["what"] for event, detail in events if event == "export.xlsx"] == [
        "workbook"
    ]


def test_the_closing_report_is_written_and_a_broken_outline_is_refused(stopped, tmp_path, capsys):
    out, outline = tmp_path / "bc.docx", tmp_path / "bo-cuc.yaml"

    with clock.at(scene.NOW):
        codes = [
            manage.main(["report", "--out", str(out)]),
            manage.main(["report", "--out", str(out), "--interim"]),
        ]
        outline.write_text("kind: report_outline\nschema: 1\n", encoding="utf-8")
        broken = manage.main(["report", "--out", str(out), "--outline", str(outline)])
        missing = manage.main(["report", "--out", str(out), "--outline", str(tmp_path / "x")])

    events = with_database(
        stopped, lambda db: db.read(lambda tx: tx.rows("SELECT event, detail FROM audit_events"))
    )
    said = capsys.readouterr()
    assert (codes, broken, missing) == ([0, 0], 1, 1)
    assert zipfile.is_zipfile(out)
    assert "phần Văn phòng phải viết" in said.out
    assert "bo-cuc.yaml" in said.err
    assert [json.loads(detail)["what"] for event, detail in events if event == "export.ask"] == [
        "report", "report",
    ]  # fmt: skip


def test_reports_of_units_are_written_and_told_in_the_log(duck_stage, tmp_path, capsys):
    there = duck_stage.leave(report_scene.make_scene)
    one, all_of_them = tmp_path / "bc.docx", tmp_path / "bc.zip"

    codes = [
        manage.main(["unit-report", "--unit", "QLXD", "--out", str(one)]),
        manage.main(["unit-report", "--all", "--out", str(all_of_them)]),
    ]

    events = with_database(
        there, lambda db: db.read(lambda tx: tx.rows("SELECT event, detail FROM audit_events"))
    )
    assert codes == [0, 0]
    assert "bc.docx" in capsys.readouterr().out
    with zipfile.ZipFile(all_of_them) as pack:
        assert len(pack.namelist()) == 4
    assert [json.loads(detail)["what"] for event, detail in events if event == "export.ask"] == [
        "unit_report",
        "unit_reports",
    ]


@pytest.mark.parametrize(
    ("command", "what"),
    [("notice", "result_notice"), ("report", "report"), ("brief", "leader_brief")],
)
def test_papers_of_a_report_are_written_and_told_in_the_log(
    stopped, tmp_path, capsys, command, what
):
    outs = [tmp_path / f"{name}.docx" for name in ("now", "interim", "named")]

    with clock.at(scene.NOW):
        codes = [
            manage.main([command, "--out", str(out), *words])
            for out, words in zip(outs, [[], ["--interim"], ["--campaign", "nho"]], strict=True)
        ]

    events = with_database(
        stopped, lambda db: db.read(lambda tx: tx.rows("SELECT event, detail FROM audit_events"))
    )
    assert codes == [0, 0, 0]
    assert all(zipfile.is_zipfile(out) for out in outs)
    assert "interim.docx" in capsys.readouterr().out
    told = [json.loads(detail) for event, detail in events if event == "export.ask"]
    assert [one["file"] for one in told] == [out.name for out in outs]
    assert {one["what"] for one in told} == {what}


@pytest.mark.parametrize("words", [["--unit", "KHAC"], ["--unit", "QLXD"], ["--all"]])
def test_a_report_that_nobody_is_asked_for_is_refused(stopped, tmp_path, capsys, words):
    assert manage.main(["unit-report", *words, "--out", str(tmp_path / "x")]) == 1

    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "x").exists()


def test_everything_goes_into_a_new_installation(stopped, tmp_path, monkeypatch, capsys):
    out, there = tmp_path / "all.zip", tmp_path / "there"
    assert manage.main(["bundle", "--out", str(out)]) == 0
    monkeypatch.setenv("TDKT_DATABASE", str(there / "moi.duckdb"))
    monkeypatch.setenv("TDKT_DATA_DIR", str(there))
    settings.cache_clear()

    code = manage.main(["load-bundle", str(out)])

    found = with_database(
        there / "moi.duckdb", lambda db: db.read(lambda tx: tx.rows("SELECT code FROM campaigns"))
    )
    assert (code, found) == (0, [("nho",)])
    assert "create-user" in capsys.readouterr().out
    assert manage.main(["load-bundle", str(out)]) == 1


def test_an_unknown_campaign_leaves_no_file(stopped, tmp_path, capsys):
    code = manage.main(["export", "items", "--out", str(tmp_path / "x.csv"), "--campaign", "khac"])

    assert code == 1
    assert "phong trào" in capsys.readouterr().err
    assert not (tmp_path / "x.csv").exists()


@pytest.mark.parametrize(
    ("words", "page"),
    [
        (["load", str(DATA / "small-campaign.yaml")], "trang Kế hoạch"),
        ([*NEW_USER, "--one-time"], "trang Người dùng"),
        (["confirm"], "trang Chờ xác nhận"),
        (["reset-second-factor", "mai"], "trang Người dùng"),
        (["export", "items", "--out", "never.csv"], "trang Kết xuất"),
        (["backup"], "trang Sao lưu"),
        (["check"], "/readyz"),
        (["read-only", "on"], "trang Bảo trì"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_while_the_server_runs_the_page_is_named(stopped, capsys, words, page):
    serving = DuckDatabase(stopped)

    code = manage.main(words)

    serving.close()
    told = capsys.readouterr().err
    assert (code, "đang được một chương trình khác mở" in told, page in told) == (1, True, True)


def test_read_only_mode_binds_people_and_not_the_terminal(stopped, capsys):
    on = manage.main(["read-only", "on"])
    created = manage.main([*NEW_USER, "--one-time"])
    is_frozen = with_database(stopped, lambda db: frozen.upkeep(db).is_frozen)
    off = manage.main(["read-only", "off"])

    assert (on, created, off, is_frozen) == (0, 0, 0, True)
    assert not with_database(stopped, lambda db: frozen.upkeep(db).is_frozen)
    told = capsys.readouterr().out
    assert "Đã bật chế độ chỉ đọc." in told
    assert "Đã tắt chế độ chỉ đọc." in told


def test_refusals_show_no_trace_and_end_with_1(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "backup"], cwd=ROOT, capture_output=True, encoding="utf-8"
    )

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Không có tệp dữ liệu")
    assert "Traceback" not in done.stderr


def test_wrong_usage_ends_with_2():
    with pytest.raises(SystemExit) as ended:
        manage.main(["export", "people", "--out", "x.csv"])

    assert ended.value.code == 2


def test_load_a_campaign_once(stopped, capsys):
    words = ["load", str(DATA / "small-campaign.yaml")]

    codes = [manage.main(words), manage.main(words)]

    told = capsys.readouterr().out.splitlines()
    found = with_database(stopped, lambda db: campaigns.find(db, "NHO-1"))
    assert codes == [0, 0]
    assert (told[0].startswith("Đã nạp"), "không có gì thay đổi" in told[1]) == (True, True)
    assert found.title == "Phong trào nhỏ"


def test_a_changed_file_is_loaded_over_its_campaign(stopped, tmp_path, capsys):
    changed = tmp_path / "changed.yaml"
    text = (DATA / "small-campaign.yaml").read_text(encoding="utf-8")
    number = "        kind: whole\n        minimum: 0\n"
    two = f"{number}      - key: so_lop\n        label: Số lớp\n{number}"
    changed.write_text(text.replace(number, two), encoding="utf-8")

    files = (DATA / "small-campaign.yaml", changed)
    codes = [manage.main(["load", str(file)]) for file in files]

    told = capsys.readouterr().out.splitlines()
    plan = with_database(stopped, lambda db: campaigns.plan(db, campaigns.find(db, "NHO-1")))
    assert codes == [0, 0]
    assert told[1].startswith("Đã cập nhật NHO-1 theo tệp mới: giao thêm 0 mục")
    assert "1 nhiệm vụ dùng mẫu báo cáo mới" in told[1]
    assert plan.tasks_by_code["II.1.1"].form.version == 2


def test_a_package_is_shown_and_then_loaded(stopped, tmp_path, capsys):
    file = tmp_path / "goi.zip"
    outline = (ROOT / "data" / "reports" / "tong-ket.yaml").read_bytes()
    campaign = (DATA / "small-campaign.yaml").read_bytes()
    held = {packages.CAMPAIGN: campaign, packages.OUTLINE: outline}
    file.write_bytes(package_scene.zipped(package_scene.summed(held)))

    codes = [
        manage.main(["load", str(file), *more])
        for more in ([], ["--dry-run", "--user", "mai"], ["--user", "mai"], ["--user", "mai"])
    ]

    told = capsys.readouterr()
    found = with_database(stopped, lambda db: campaigns.find(db, "NHO-1"))
    assert codes == [1, 0, 0, 0]
    assert "--user TÊN_ĐĂNG_NHẬP" in told.err
    lines = told.out.splitlines()
    assert lines[0].startswith("Phong trào mới “")
    assert lines[1:3] == ["Bố cục báo cáo: thêm mới", "Chưa nạp gì: đây chỉ là xem trước."]
    assert lines[3].startswith("Đã nạp phong trào NHO-1: ")
    assert lines[4] == "Nội dung tệp này đã có, không có gì thay đổi."
    assert found.title == "Phong trào nhỏ"


def test_load_units(stopped):
    before = with_database(stopped, unit_codes)

    code = manage.main(["load", str(ROOT / "data" / "units.yaml")])

    assert code == 0
    assert with_database(stopped, unit_codes) > before


def unit_codes(db):
    return {one.code for one in db.read(lambda tx: units.units(tx, scene.NOW.date()))}


def test_a_broken_file_is_refused_with_its_line(stopped, tmp_path, capsys):
    broken = tmp_path / "broken.yaml"
    text = (DATA / "small-campaign.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("2021-05-23", "hôm nay"), encoding="utf-8")

    code = manage.main(["load", str(broken)])

    assert code == 1
    assert capsys.readouterr().err.startswith("broken.yaml, dòng ")
    assert account(stopped, "mai") is not None


def test_a_file_that_is_not_there(stopped, tmp_path, capsys):
    code = manage.main(["load", str(tmp_path / "none.yaml")])

    assert code == 1
    assert "none.yaml" in capsys.readouterr().err


def test_create_a_user_with_a_typed_password(stopped, monkeypatch, capsys):
    type_password(monkeypatch, PASSWORD, PASSWORD)

    code = manage.main(NEW_USER)

    made = account(stopped, "dung")
    assert code == 0
    assert (made.roles, made.must_change, made.is_open) == (frozenset({Role.ADMIN}), False, True)
    assert with_database(stopped, lambda db: sign_in.sign_in(db, "dung", PASSWORD, None))
    assert PASSWORD not in capsys.readouterr().out


def test_create_a_user_with_a_one_time_password(stopped, capsys):
    code = manage.main([*NEW_USER, "--one-time", "--role", "staff", "--email", "Dung@SO.vn"])

    printed = capsys.readouterr().out.splitlines()[-1].rpartition(" ")[2]
    made = account(stopped, "dung")
    assert code == 0
    assert (made.roles, made.must_change) == (frozenset({Role.ADMIN, Role.STAFF}), True)
    assert made.email == "Dung@so.vn"
    assert with_database(stopped, lambda db: sign_in.sign_in(db, "dung", printed, None))


def test_confirm_in_an_emergency(stopped, capsys):
    def propose(db):
        who, lan = cast.actor(db, QUANG), cast.actor(db, LAN)
        people.change_person(
            db, who, act_id=new_act(), account_id=lan.account_id, seen_version=1,
            full_name=lan.full_name, unit_id=lan.unit_id, roles=["staff", "office"], email="",
        )  # fmt: skip

    nothing = manage.main(["confirm"])
    with_database(stopped, propose)
    listed = manage.main(["confirm"])
    told = capsys.readouterr().out
    [asked] = with_database(stopped, confirmations.waiting_at_terminal)
    assert "Không có việc nào chờ xác nhận." in told
    assert str(asked.proposal.confirmation_id) in told
    assert "Vai trò: Cán bộ đơn vị → Cán bộ đơn vị, Văn phòng" in told
    assert account(stopped, "lan").roles == {Role.STAFF}

    done = manage.main(["confirm", str(asked.proposal.confirmation_id)])
    again = manage.main(["confirm", str(asked.proposal.confirmation_id)])

    told = capsys.readouterr()
    printed = told.out.splitlines()[-1].rpartition(" ")[2]
    assert (nothing, listed, done, again) == (0, 0, 0, 1)
    assert "không còn chờ xác nhận" in told.err
    assert account(stopped, "lan").roles == {Role.STAFF, Role.OFFICE}
    assert with_database(stopped, lambda db: sign_in.sign_in(db, "lan", printed, None))


def test_a_lost_second_factor_is_taken_away(stopped, capsys):
    with_database(stopped, lambda db: set_up(db, cast.actor(db, MAI), clock.now()))

    codes = [manage.main(["reset-second-factor", name]) for name in ("mai", "mai", "nobody")]

    told = capsys.readouterr()
    assert codes == [0, 1, 1]
    assert "Đã bỏ xác thực hai lớp của mai" in told.out
    assert "chưa bật xác thực hai lớp" in told.err
    assert with_database(stopped, lambda db: sign_in.sign_in(db, "mai", CAST_PASSWORD, None).ticket)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((PASSWORD, "khác"), "không giống nhau"),
        (("ngắn", "ngắn"), "ít nhất 10 ký tự"),
        (("vitiendung1", "vitiendung1"), "dễ đoán"),
    ],
)
def test_a_password_that_will_not_do(stopped, monkeypatch, capsys, typed, said):
    type_password(monkeypatch, *typed)

    code = manage.main(NEW_USER)

    assert (code, said in capsys.readouterr().err) == (1, True)
    assert account(stopped, "dung") is None


def test_a_name_that_is_taken_and_a_unit_that_is_not_there(stopped, capsys):
    taken = manage.main(["create-user", "lan", *NEW_USER[2:], "--one-time"])
    nowhere = manage.main([*NEW_USER, "--one-time", "--unit", "ABC"])
    no_address = manage.main([*NEW_USER, "--one-time", "--email", "dung tại sở"])

    told = capsys.readouterr().err
    assert (taken, nowhere, no_address) == (1, 1, 1)
    assert "Thư điện tử: ghi một địa chỉ" in told
    assert account(stopped, "dung") is None
    assert ("lan đã có người dùng" in told, "Không tìm thấy đơn vị" in told) == (True, True)


def test_backup_and_restore(stopped, tmp_path, capsys):
    made = manage.main(["backup"])
    [copy] = (tmp_path / "backups").glob("TDKT_thidua_*.duckdb")

    refused = manage.main(["restore", str(copy)])
    forced = manage.main(["restore", str(copy), "--force"])

    told = capsys.readouterr()
    [aside] = tmp_path.glob("thidua.truoc-khoi-phuc-*.duckdb")
    assert (made, refused, forced) == (0, 1, 0)
    assert ("--force" in told.err, str(aside) in told.out) == (True, True)
    assert account(stopped, "lan") is not None
    recorded = "SELECT count(*) FROM audit_events WHERE event = 'backup.make'"
    assert with_database(stopped, lambda db: db.read(lambda tx: tx.rows(recorded))) == [(0,)]


def test_a_restore_names_the_files_it_cannot_find(stopped, tmp_path, capsys):
    manage.main(["backup"])
    [copy] = (tmp_path / "backups").glob("TDKT_thidua_*.duckdb")
    shutil.rmtree(f"{copy}.files")
    shutil.rmtree(tmp_path / "evidence")

    with pytest.raises(SystemExit) as ended:
        manage.main(["restore", str(copy), "--force"])

    told = capsys.readouterr()
    assert ended.value.code == 1
    assert "Thiếu tệp minh chứng: Biên bản.pdf" in told.err
    assert "Đã khôi phục vào" in told.out
    assert account(stopped, "lan") is not None


def test_check_finds_what_contradicts(stopped, capsys):
    sound = manage.main(["check"])
    with_database(
        stopped,
        lambda db: db.write(
            lambda tx: tx.run("UPDATE items SET work_status = 'nil' WHERE work_status = 'done'")
        ),
    )

    with pytest.raises(SystemExit) as ended:
        manage.main(["check"])

    told = capsys.readouterr()
    assert (sound, ended.value.code) == (0, 1)
    assert "Dữ liệu nhất quán" in told.out
    assert "Mục giao không khớp dòng lịch sử cuối" in told.err


def test_check_config_prints_settings_and_no_secret(monkeypatch, capsys):
    monkeypatch.setenv("TDKT_DATABASE", "postgresql://app:geheim@127.0.0.1/thidua")
    monkeypatch.setenv("TDKT_DEMO_PASSWORD", "geheim")
    settings.cache_clear()

    code = manage.main(["check-config"])

    told = capsys.readouterr().out
    assert code == 0
    assert "geheim" not in told
    assert "TDKT_DATABASE=postgresql://app:********@127.0.0.1/thidua" in told
    assert "TDKT_BCRYPT_ROUNDS=4" in told


def test_a_wrong_setting_is_named(monkeypatch, capsys):
    monkeypatch.setenv("TDKT_REFRESH_SECONDS", "0")
    settings.cache_clear()

    code = manage.main(["check-config"])

    assert code == 1
    assert capsys.readouterr().err.startswith("TDKT_REFRESH_SECONDS: giá trị không hợp lệ")


def test_the_demo_is_built_anew_or_kept_and_told(tmp_path, monkeypatch, capsys):
    path = tmp_path / "demo.duckdb"
    path.write_bytes(b"an old demo")
    monkeypatch.setattr(opening, "DEMO_FILE", path)
    monkeypatch.setenv("TDKT_DEMO_PASSWORD", PASSWORD)
    settings.cache_clear()

    built = manage.main(["demo", "--fresh", "--port", "9000"])
    first = capsys.readouterr().out
    tried = with_database(path, lambda db: setup.demo_accounts(db))
    kept = manage.main(["demo", "--address", "0.0.0.0"])
    again = capsys.readouterr().out
    exported = manage.main(["export", "items", "--demo", "--out", str(tmp_path / "demo.csv")])

    assert (built, kept, exported) == (0, 0, 0)
    assert f"Mật khẩu chung: {PASSWORD}\nĐịa chỉ: http://localhost:9000\n" in first
    assert "Giữ dữ liệu mẫu đã có" in again
    assert all(one.username in first and one.full_name in again for one in tried)
    assert not (tmp_path / "thidua.duckdb").exists()


def test_a_command_for_the_demo_builds_it_first(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(opening, "DEMO_FILE", tmp_path / "demo.duckdb")

    assert manage.main(["remind", "--dry-run", "--json", "--demo"]) == 0

    told = capsys.readouterr()
    assert {"to", "items", "channel"} <= json.loads(told.out)[0].keys()
    assert "Đang dựng dữ liệu mẫu" in told.err


def test_the_demo_goes_whole_and_nothing_else_does(stopped, tmp_path, monkeypatch, capsys):
    def there():
        found = [one for one in tmp_path.rglob("*") if one.is_file() and one.suffix != ".lock"]
        return {one: one.read_bytes() for one in found}

    monkeypatch.setattr(opening, "DEMO_FILE", tmp_path / "demo.duckdb")
    before = there()
    demo.build(tmp_path / "demo.duckdb", PASSWORD)
    built = there()

    removed = manage.main(["demo", "--remove"])
    left = there()
    again = manage.main(["demo", "--remove"])

    assert (removed, again) == (0, 1)
    assert "Đã gỡ dữ liệu mẫu" in capsys.readouterr().out
    assert before[stopped]
    assert left == before != built


def test_what_is_no_demo_is_not_removed(stopped, monkeypatch, capsys):
    monkeypatch.setattr(opening, "DEMO_FILE", stopped)

    assert manage.main(["demo", "--remove"]) == 1

    assert "không phải dữ liệu mẫu" in capsys.readouterr().err
    assert with_database(stopped, lambda db: db.read(accounts.accounts))


def test_a_damaged_log_is_cut_and_kept_whole(tmp_path, monkeypatch, capsys):
    log = tmp_path / "x.duckdb.wal"
    log.write_bytes(b"0123456789")
    monkeypatch.setenv("TDKT_DATABASE", str(tmp_path / "x.duckdb"))
    settings.cache_clear()

    codes = [manage.main(["truncate-log", word]) for word in ("99", "4")]

    assert codes == [1, 0]
    assert log.read_bytes() == b"0123"
    assert [one.read_bytes() for one in tmp_path.glob("*.damaged.4")] == [b"0123456789"]
    assert "byte 4" in capsys.readouterr().out


def test_the_audit_log_is_read_whole_and_compared_with_what_was_kept(stopped, tmp_path, capsys):
    manage.main(["backup"])
    text = with_database(stopped, lambda db: chains.heads(db)["installation"])
    whole = manage.main(["verify-audit", "--head", f"installation:{text.shown}"])
    told = capsys.readouterr()
    heads = tmp_path / "moc.txt"
    heads.write_text(f"tdkt-heads-1\ninstallation {text.number} {'0' * 64}\n")

    with pytest.raises(SystemExit) as ended:
        manage.main(["verify-audit", "--heads", str(heads)])

    assert (whole, "nguyên vẹn" in told.out) == (0, True)
    assert ended.value.code == 1
    assert f"sự kiện số {text.number} khác với mốc" in capsys.readouterr().err


def test_a_file_of_heads_that_is_none_is_refused(stopped, tmp_path, capsys):
    heads = tmp_path / "moc.txt"
    heads.write_text("xin chào")

    assert manage.main(["verify-audit", "--heads", str(heads)]) == 1
    assert "moc.txt" in capsys.readouterr().err


PLAN = DATA / "plans" / "15-nhieu-loi.txt"


def test_every_command_names_an_act_that_is_there():
    named = re.findall(r'_of\("(\w+)", "(\w+)"\)', (ROOT / "manage.py").read_text("utf-8"))

    assert len(named) == len(manage.PAGES) + 3  # those that need no database
    for module, act in named:
        assert callable(getattr(importlib.import_module(f"lib.terminal.{module}"), act))


def test_a_plan_is_read_without_a_database_and_told_as_a_page(tmp_path, capsys):
    code = manage.main(["import-plan", str(PLAN), "--dry-run"])
    told = capsys.readouterr().out

    assert code == 0
    assert "KẾ HOẠCH: Thi đua hoàn thành các cuộc thanh tra năm 2026" in told
    assert "  II. NỘI DUNG (dòng 12)\n    1. Hoàn thành 12 cuộc thanh tra" in told
    assert "  - Dòng 15: Số 2 có hai lần. Mục nào đúng?" in told
    assert "Đã xếp 24 trên 24 dòng có chữ." in told
    assert list(tmp_path.iterdir()) == []


def test_a_plan_is_told_as_data(tmp_path, capsys):
    code = manage.main(["import-plan", str(PLAN), "--dry-run", "--json"])
    told = json.loads(capsys.readouterr().out)

    assert (code, told["number"], told["date"]) == (0, "17/KH-TTr", "2026-03-03")
    assert [one["code"] for one in told["groups"]] == ["II", "II", "IV"]
    assert told["lines_placed"] + len(told["unplaced"]) == told["lines_total"] == 24
    assert told["questions"][0]["question"].startswith("Dòng 9: Căn cứ Quyết định 40/QĐ-TTr")
    assert told["text"] == PLAN.read_text(encoding="utf-8").splitlines()


def test_a_plan_is_only_tried_here(capsys):
    with pytest.raises(SystemExit) as ended:
        manage.main(["import-plan", str(PLAN)])

    assert "--dry-run" in str(ended.value.code)
    assert capsys.readouterr().out == ""


def test_a_plan_that_cannot_be_read_is_refused_with_its_reason(tmp_path, capsys):
    (tmp_path / "anh.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40)

    codes = [
        manage.main(["import-plan", str(tmp_path / name), "--dry-run"])
        for name in ("anh.docx", "khong-co.txt", "")
    ]

    told = capsys.readouterr()
    assert (codes, told.out) == ([1, 1, 1], "")
    assert told.err.startswith("anh.docx: không phải tệp chữ")
    assert "Không có tệp này" in told.err


def test_remind_tells_who_would_get_what_and_then_sends_it_once(stopped, capsys):
    with clock.at(datetime(2021, 3, 21, 2, tzinfo=UTC)):
        codes = [
            manage.main(["remind", "--dry-run", "--json"]),
            manage.main(["remind", "--json"]),
            manage.main(["remind", "--json"]),
        ]
    trial, sent, again = _parts_of_json(capsys.readouterr().out)

    assert codes == [0, 0, 0]
    assert trial == sent
    assert trial
    assert again == []
    assert {one["channel"] for one in trial} == {"app"}
    assert {tuple(line) for one in trial for line in one["items"]} == {
        ("title", "why", "due", "path")
    }
    kept = with_database(stopped, lambda db: db.read(lambda tx: tx.rows(
        "SELECT accounts.username, state FROM reminder_digests AS digests "
        "JOIN accounts ON accounts.account_id = digests.account_id"
    )))  # fmt: skip
    assert sorted(kept) == sorted((one["to"], "released") for one in trial)


def test_remind_says_it_in_words(stopped, capsys):
    with clock.at(datetime(2021, 3, 21, 2, tzinfo=UTC)):
        assert manage.main(["remind", "--dry-run"]) == 0

    out = capsys.readouterr().out
    assert "Việc II.1.1: còn 3 ngày, hạn 24/03/2021" in out
    assert out.splitlines()[-1].endswith("người sẽ được nhắc. Chưa gửi gì.")


def _parts_of_json(told):
    decoder, parts, place = json.JSONDecoder(), [], 0
    while place < len(told):
        part, place = decoder.raw_decode(told, place)
        parts.append(part)
        place += len(told[place:]) - len(told[place:].lstrip())
    return parts
