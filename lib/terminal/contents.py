"""What comes in and what leaves: plans, the demo, exports, everything as one ZIP."""

from __future__ import annotations

import argparse
import sys

from lib.domain.exports import Dates, Decimals, Options
from lib.domain.reports.outline import ReportKind
from lib.domain.vietnamese import format_number
from lib.services.acts import new_act
from lib.services.bundles import reading as bundle_reading
from lib.services.bundles import writing
from lib.services.closing import counted_papers
from lib.services.closing import papers as report_papers
from lib.services.closing.briefs import BRIEF
from lib.services.closing.counted_papers import CountedPaper
from lib.services.closing.notices import NOTICE
from lib.services.demo import demo_removal
from lib.services.operation import setup
from lib.services.packages import loading, reading
from lib.services.packages.loading import Trial
from lib.services.papers import unit_report_files
from lib.services.reports import exports, workbook_files
from lib.terminal import opening
from lib.text import packages as words
from lib.text import reloaded


def demo(arguments: argparse.Namespace) -> None:
    """Build the demo database unless it is there, and print how to sign in; or take it away."""
    if arguments.remove:
        demo_removal.remove(opening.DEMO_FILE)
        print("Đã gỡ dữ liệu mẫu; dữ liệu của cơ quan giữ nguyên.")
        return
    if arguments.fresh or not opening.DEMO_FILE.exists():
        opening.build_demo(sys.stdout)
    else:
        print("Giữ dữ liệu mẫu đã có; make demo FRESH=1 dựng lại từ đầu.")
    with opening.database(opening.DEMO_FILE) as db:
        known = setup.demo(db)
        accounts = setup.demo_accounts(db)
    for one in accounts:
        print(f"  {one.username:8} {one.full_name:20} {one.unit_name} ({one.role_names})")
    print(f"Mật khẩu chung: {known.password if known else ''}")
    host = "localhost" if arguments.address in ("127.0.0.1", "0.0.0.0") else arguments.address  # noqa: S104 compared, not bound
    print(f"Địa chỉ: http://{host}:{arguments.port}", flush=True)


def load(arguments: argparse.Namespace) -> None:
    """Load a campaign, alone or with all that belongs to it, or a list of units."""
    # Whatever is wrong with the file is said first.
    incoming = reading.read_path(arguments.file)
    with opening.database(opening.chosen(arguments)) as db:
        if arguments.dry_run:
            _print_trial(loading.tried_at_terminal(db, incoming, username=arguments.user))
            return
        done = loading.load_at_terminal(
            db, act_id=new_act(), incoming=incoming, username=arguments.user
        )
    loaded = done.loaded
    if not done.lines:
        print(words.NOTHING)
    elif loaded.over:
        print(reloaded(loaded.code, loaded.items, loaded.over.forms, loaded.over.kept))
    elif loaded.tasks:
        print(f"Đã nạp phong trào {loaded.code}: {loaded.tasks} nhiệm vụ, {loaded.items} mục giao.")
    elif loaded.units:
        print(f"Đã thêm {loaded.units} đơn vị.")
    else:
        _print_lines(done)


def _print_trial(trial: Trial) -> None:
    _print_lines(trial)
    print("Chưa nạp gì: đây chỉ là xem trước." if trial.lines else words.NOTHING)


def _print_lines(trial: Trial) -> None:
    for one in trial.lines:
        print(words.LINE.format(head=one.head, words=one.words))


def export(arguments: argparse.Namespace) -> None:
    """Write one CSV file; the same bytes as the page gives."""
    options = Options(Dates(arguments.dates), Decimals(arguments.decimals))
    with opening.database(opening.chosen(arguments)) as db:
        made = exports.make_for_operator(
            db, key=arguments.what, campaign_code=arguments.campaign, options=options,
            as_of=arguments.as_of,
        )  # fmt: skip
        target = arguments.out / made.name if arguments.out.is_dir() else arguments.out
        with target.open("wb") as file:
            file.writelines(made.pieces)
    print(f"Đã ghi {format_number(made.rows)} dòng vào {target} ({made.name}).")


def workbook(arguments: argparse.Namespace) -> None:
    """Write everything that can be exported as one XLSX file."""
    with opening.database(opening.chosen(arguments)) as db:
        rows = workbook_files.write_for_operator(
            db, campaign_code=arguments.campaign, out=arguments.out, as_of=arguments.as_of
        )
    print(f"Đã ghi {format_number(rows)} mục giao và các bảng khác vào {arguments.out}.")


def report(arguments: argparse.Namespace) -> None:
    """Write the closing report, or an interim one, as a DOCX file."""
    kind = ReportKind.INTERIM if arguments.interim else ReportKind.CLOSING
    with opening.database(opening.chosen(arguments)) as db:
        empty = report_papers.write_for_operator(
            db, campaign_code=arguments.campaign, kind=kind, outline=arguments.outline,
            out=arguments.out, as_of=arguments.as_of,
        )  # fmt: skip
    print(f"Đã ghi báo cáo vào {arguments.out}; còn {empty} phần Văn phòng phải viết.")


def notice(arguments: argparse.Namespace) -> None:
    """Write the notice of results as a DOCX file."""
    _counted(arguments, NOTICE)
    print(f"Đã ghi thông báo kết quả vào {arguments.out}.")


def brief(arguments: argparse.Namespace) -> None:
    """Write the one page for leaders as a DOCX file."""
    _counted(arguments, BRIEF)
    print(f"Đã ghi bản tóm tắt một trang vào {arguments.out}.")


def _counted(arguments: argparse.Namespace, paper: CountedPaper) -> None:
    kind = ReportKind.INTERIM if arguments.interim else ReportKind.CLOSING
    with opening.database(opening.chosen(arguments)) as db:
        counted_papers.write_for_operator(
            db, paper, campaign_code=arguments.campaign, kind=kind, out=arguments.out
        )


def unit_report(arguments: argparse.Namespace) -> None:
    """Write the report of one unit as DOCX, or those of all units as one ZIP."""
    with opening.database(opening.chosen(arguments)) as db:
        count = unit_report_files.write_for_operator(
            db, campaign_code=arguments.campaign, unit_code=arguments.unit, out=arguments.out
        )
    print(f"Đã ghi báo cáo của {count} đơn vị vào {arguments.out}.")


def bundle(arguments: argparse.Namespace) -> None:
    """Write everything there is as one ZIP that can be read without this program."""
    with (
        opening.database(opening.chosen(arguments)) as db,
        writing.made(db) as bundle,
        arguments.out.open("wb") as out,
    ):
        out.writelines(bundle.pieces)
    size, rows = format_number(bundle.size_bytes), format_number(bundle.rows)
    print(f"Đã ghi {bundle.files} tệp, {rows} dòng, {size} byte vào {arguments.out}.")
    opening.name_missing(bundle.missing)


def load_bundle(arguments: argparse.Namespace) -> None:
    """Bring such a ZIP back into a new database."""
    with opening.database(opening.chosen(arguments), create=True) as db:
        brought = bundle_reading.load(db, arguments.file)
    rows = format_number(brought.rows)
    print(f"Đã nạp {brought.tables} bảng, {rows} dòng và {brought.files} tệp.")
    print("Tài khoản chưa có mật khẩu: hãy tạo một quản trị bằng lệnh create-user.")
