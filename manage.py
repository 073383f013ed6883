"""The same services from a terminal: python manage.py --help."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError

from lib.config import ROOT, Settings, settings
from lib.domain.access import Role
from lib.domain.exports import Dates, Decimals, Options
from lib.domain.vietnamese import format_instant, format_number
from lib.errors import AppError, Invalid, Unavailable
from lib.exports.registry import EXPORTS
from lib.services.acts import OPERATOR, new_act
from lib.services.audit import chains
from lib.services.bundles import reading, writing
from lib.services.campaigns import campaigns, files
from lib.services.demo import demo
from lib.services.files import stored_files
from lib.services.operation import (
    audit_check,
    backup,
    checks,
    private_files,
    restoring,
    runtime,
    setup,
)
from lib.services.people import confirmations, passwords, people, second_factor_admin
from lib.services.reports import exports, workbook_files
from lib.text import proposal, reloaded, sentence

DEMO_FILE = ROOT / "data" / "demo.duckdb"
# While the server runs, the same is done there.
PAGES = {
    "demo": "hãy mở trang của máy chủ ấy",
    "load": "hãy dùng trang Kế hoạch",
    "create-user": "hãy dùng trang Người dùng",
    "confirm": "hãy dùng trang Chờ xác nhận",
    "reset-second-factor": "hãy dùng trang Người dùng",
    "export": "hãy dùng trang Kết xuất",
    "workbook": "hãy dùng trang Kết xuất",
    "bundle": "hãy dừng máy chủ rồi chạy lại",
    "load-bundle": "việc này chỉ làm được khi máy chủ đã dừng",
    "backup": "hãy dùng trang Sao lưu",
    "restore": "việc này chỉ làm được khi máy chủ đã dừng",
    "truncate-log": "việc này chỉ làm được khi máy chủ đã dừng",
    "check": "hãy xem địa chỉ /readyz",
    "verify-audit": "máy chủ tự đọc nhật ký mỗi đêm, hãy xem trang Nhật ký",
}


def main(words: list[str] | None = None) -> int:
    """The exit code: 0 done, 1 refused with a sentence, 2 wrong usage."""
    arguments = _parser().parse_args(words)
    try:
        private_files.keep_private()
        run: Callable[[argparse.Namespace], None] = arguments.run
        run(arguments)
    except AppError as error:
        print(sentence(error), file=sys.stderr)
        if isinstance(error, Unavailable) and error.reason == "in_use":
            print(f"Nếu đó là máy chủ: {PAGES[arguments.command]}.", file=sys.stderr)
        return 1
    except ValidationError as error:
        for problem in error.errors():
            name = "TDKT_" + "_".join(str(part) for part in problem["loc"]).upper()
            print(f"{name}: giá trị không hợp lệ ({problem['msg']}).", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def run_demo(arguments: argparse.Namespace) -> None:
    """Build the demo database unless it is there, and print how to sign in."""
    if arguments.fresh or not DEMO_FILE.exists():
        print("Đang dựng dữ liệu mẫu, mất khoảng nửa phút…", flush=True)
        wanted = settings().demo_password
        password = wanted.get_secret_value() if wanted else passwords.one_time_password()
        demo.build(DEMO_FILE, password)
    else:
        print("Giữ dữ liệu mẫu đã có; make demo FRESH=1 dựng lại từ đầu.")
    with _database(DEMO_FILE) as db:
        known = setup.demo(db)
        accounts = setup.demo_accounts(db)
    for one in accounts:
        print(f"  {one.username:8} {one.full_name:20} {one.unit_name} ({one.role_names})")
    print(f"Mật khẩu chung: {known.password if known else ''}")
    host = "localhost" if arguments.address in ("127.0.0.1", "0.0.0.0") else arguments.address  # noqa: S104 compared, not bound
    print(f"Địa chỉ: http://{host}:{arguments.port}", flush=True)


def run_load(arguments: argparse.Namespace) -> None:
    """Load a campaign or a list of units."""
    files.kind_of(arguments.file)  # whatever is wrong with the file is said first
    content = arguments.file.read_bytes()
    with _database(_chosen(arguments)) as db:
        loaded = campaigns.load_content(
            db, OPERATOR, act_id=new_act(), name=arguments.file.name, content=content
        )
    if not loaded.is_new:
        print("Tệp này đã được nạp trước đây; không có gì thay đổi.")
    elif loaded.over:
        print(reloaded(loaded.code, loaded.items, loaded.over.forms, loaded.over.kept))
    elif loaded.tasks:
        print(f"Đã nạp phong trào {loaded.code}: {loaded.tasks} nhiệm vụ, {loaded.items} mục giao.")
    else:
        print(f"Đã thêm {loaded.units} đơn vị.")


def run_create_user(arguments: argparse.Namespace) -> None:
    """Create an account with a typed password, or with a one-time one that is printed."""
    password = None if arguments.one_time else _typed_password()
    with _database(_chosen(arguments)) as db:
        created = people.create_person_at_terminal(
            db,
            act_id=new_act(),
            username=arguments.username,
            full_name=arguments.name,
            unit_code=arguments.unit,
            roles=arguments.role,
            password=password,
        )
    print(f"Đã tạo tài khoản {arguments.username}.")
    if created.one_time_password:
        print(f"Mật khẩu dùng một lần, trong 24 giờ: {created.one_time_password}")


def run_confirm(arguments: argparse.Namespace) -> None:
    """List what waits for a second person, or confirm one of it where there is no such person."""
    with _database(_chosen(arguments)) as db:
        if arguments.id is None:
            _list_waiting(confirmations.waiting_at_terminal(db))
            return
        done = confirmations.confirm_at_terminal(db, act_id=new_act(), confirmation_id=arguments.id)
    print(f"Đã xác nhận cho {done.account.full_name}; nhật ký ghi là người vận hành máy chủ.")
    if done.one_time_password:
        print(f"Mật khẩu dùng một lần, trong 24 giờ: {done.one_time_password}")


def run_reset_second_factor(arguments: argparse.Namespace) -> None:
    """Take away the second factor of somebody who has lost it, where nobody else can."""
    with _database(_chosen(arguments)) as db:
        second_factor_admin.reset_at_terminal(db, act_id=new_act(), username=arguments.username)
    print(
        f"Đã bỏ xác thực hai lớp của {arguments.username}; nhật ký ghi là người vận hành máy chủ."
    )


def _list_waiting(rows: Sequence[confirmations.Waiting]) -> None:
    for one in rows:
        asked_at = format_instant(one.proposal.proposed_at)
        print(f"{one.proposal.confirmation_id}  {proposal(one.proposal, one.account)}")
        print(f"    {one.account.full_name} ({one.account.username}), {one.unit_name}")
        print(f"    {one.proposer_name} đề xuất lúc {asked_at}")
    if not rows:
        print("Không có việc nào chờ xác nhận.")


def run_export(arguments: argparse.Namespace) -> None:
    """Write one CSV file; the same bytes as the page gives."""
    options = Options(Dates(arguments.dates), Decimals(arguments.decimals))
    with _database(_chosen(arguments)) as db:
        made = exports.make_for_operator(
            db, key=arguments.what, campaign_code=arguments.campaign, options=options
        )
        target = arguments.out / made.name if arguments.out.is_dir() else arguments.out
        with target.open("wb") as file:
            file.writelines(made.pieces)
    print(f"Đã ghi {format_number(made.rows)} dòng vào {target} ({made.name}).")


def run_workbook(arguments: argparse.Namespace) -> None:
    """Write everything that can be exported as one XLSX file."""
    with _database(_chosen(arguments)) as db:
        rows = workbook_files.write_for_operator(
            db, campaign_code=arguments.campaign, out=arguments.out
        )
    print(f"Đã ghi {format_number(rows)} mục giao và các bảng khác vào {arguments.out}.")


def run_bundle(arguments: argparse.Namespace) -> None:
    """Write everything there is as one ZIP that can be read without this program."""
    with (
        _database(_chosen(arguments)) as db,
        writing.made(db) as bundle,
        arguments.out.open("wb") as out,
    ):
        out.writelines(bundle.pieces)
    size, rows = format_number(bundle.size_bytes), format_number(bundle.rows)
    print(f"Đã ghi {bundle.files} tệp, {rows} dòng, {size} byte vào {arguments.out}.")
    _name_missing(bundle.missing)


def run_load_bundle(arguments: argparse.Namespace) -> None:
    """Bring such a ZIP back into a new database."""
    with _database(_chosen(arguments)) as db:
        brought = reading.load(db, arguments.file)
    rows = format_number(brought.rows)
    print(f"Đã nạp {brought.tables} bảng, {rows} dòng và {brought.files} tệp.")
    print("Tài khoản chưa có mật khẩu: hãy tạo một quản trị bằng lệnh create-user.")


def run_backup(arguments: argparse.Namespace) -> None:
    """Copy the stopped database."""
    with _database(_chosen(arguments)) as db:
        made = backup.make_for_operator(db, act_id=new_act())
    size, count = format_number(made.size_bytes), format_number(made.files or 0)
    print(f"Đã sao lưu vào {made.path} ({size} byte) và {count} tệp minh chứng bên cạnh.")
    print(f"SHA-256: {made.sha256}")
    _name_missing(made.missing)


def run_restore(arguments: argparse.Namespace) -> None:
    """Put a backup in the place of the stopped database, or the files of a PostgreSQL one."""
    target = _chosen(arguments)
    if not isinstance(target, Path):
        with _database(target) as db:
            lost = restoring.restore_files(db, arguments.file)
        print("Đã đặt lại tệp minh chứng. Cơ sở dữ liệu PostgreSQL được nạp bằng pg_restore.")
        _name_missing(lost)
        return
    done = restoring.restore(arguments.file, target, may_replace=arguments.force)
    if done.moved_to:
        print(f"Dữ liệu cũ được giữ tại {done.moved_to}.")
    if done.migrated:
        print(f"Đã nâng cấp: {', '.join(done.migrated)}.")
    print(f"Đã khôi phục vào {done.path}.")
    _name_missing(done.missing)


def _name_missing(names: Sequence[str]) -> None:
    """Say which evidence files are not there; a script sees it by the exit code."""
    for name in names:
        print(f"Thiếu tệp minh chứng: {name}", file=sys.stderr)
    if names:
        raise SystemExit(1)


def run_truncate_log(arguments: argparse.Namespace) -> None:
    """Cut a damaged log where the refusal said; what was saved after it is given up."""
    target = _chosen(arguments)
    if not isinstance(target, Path):
        raise SystemExit("Chỉ tệp DuckDB có nhật ký này.")
    kept = restoring.truncate_log(target, arguments.position)
    print(f"Đã cắt nhật ký tại byte {arguments.position}. Bản đầy đủ được giữ tại {kept}.")


def run_check(arguments: argparse.Namespace) -> None:
    """Look for rows that contradict each other; remove what broken-off uploads left."""
    with _database(_chosen(arguments)) as db:
        stored_files.clean_up(db)
        found = checks.problems(db)
    for problem in found:
        print(f"{problem.name}: {format_number(problem.rows)} dòng", file=sys.stderr)
    if found:
        raise SystemExit(1)
    print("Dữ liệu nhất quán.")


def run_verify_audit(arguments: argparse.Namespace) -> None:
    """Read every chain of the audit log, and compare it with the heads that were kept."""
    with _database(_chosen(arguments)) as db:
        kept: dict[str, dict[int, str]] = {}
        for told in (
            audit_check.noted(db),
            *(chains.parse_heads(one.read_text("utf-8"), one.name) for one in arguments.heads),
            *(chains.parse_head(one, db) for one in arguments.head),
        ):
            for key, heads in told.items():
                kept.setdefault(key, {}).update(heads)
        found = chains.verify(db, kept=kept)
        audit_check.keep(db, found)
    for one in found:
        print(f"{one.told}.", file=sys.stderr if one.broken else sys.stdout)
    count = sum(map(len, kept.values()))
    print(f"Đã so với {format_number(count)} mốc lưu ở nơi khác.")
    if any(one.broken for one in found):
        raise SystemExit(1)


def run_check_config(_arguments: argparse.Namespace) -> None:
    """Print every setting as it is in force, secrets masked."""
    values = settings()
    for name, field in Settings.model_fields.items():
        value = getattr(values, name)
        print(f"TDKT_{name.upper()}={checks.masked(value)}")
        print(f"    {field.description}")


def _typed_password() -> str:
    password = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Nhập lại mật khẩu: ") != password:
        raise Invalid("passwords_differ")
    return password


@contextmanager
def _database(address: Path | str) -> Iterator[runtime.Database]:
    """The stopped database, closed again with a checkpoint."""
    db = runtime.open_migrated(str(address), create=False)
    try:
        yield db
    finally:
        db.close()


def _chosen(arguments: argparse.Namespace) -> Path | str:
    if arguments.demo:
        return DEMO_FILE
    address = settings().database_address
    return address if "://" in address else Path(address)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py", description="Quản lý Thi đua từ dòng lệnh.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def command(
        name: str, help_text: str, run: Callable[[argparse.Namespace], None]
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text)
        added.set_defaults(run=run)
        if name not in ("demo", "check-config"):
            added.add_argument("--demo", action="store_true", help="dùng dữ liệu mẫu")
        return added

    one = command("demo", "dựng dữ liệu mẫu và in cách đăng nhập", run_demo)
    one.add_argument("--fresh", action="store_true", help="dựng lại từ đầu")
    one.add_argument("--port", type=int, default=8501)
    one.add_argument("--address", default="127.0.0.1")
    one = command("load", "nạp một phong trào hoặc danh sách đơn vị", run_load)
    one.add_argument("file", type=Path, metavar="TỆP")
    one = command("create-user", "tạo tài khoản", run_create_user)
    one.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP")
    one.add_argument("--name", required=True, help="họ và tên")
    one.add_argument("--unit", required=True, help="mã đơn vị, ví dụ VP")
    one.add_argument("--role", required=True, action="append", choices=[*map(str, Role)])
    one.add_argument("--one-time", action="store_true", help="in một mật khẩu dùng một lần")
    one = command("confirm", "xác nhận thay người thứ hai, khi không có ai khác", run_confirm)
    one.add_argument("id", type=UUID, nargs="?", metavar="MÃ", help="không có: chỉ liệt kê")
    one = command("reset-second-factor", "bỏ xác thực hai lớp đã mất", run_reset_second_factor)
    one.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP")
    one = command("export", "kết xuất CSV", run_export)
    one.add_argument("what", choices=list(EXPORTS))
    one.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp hoặc thư mục")
    one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one.add_argument("--dates", choices=[*map(str, Dates)], default=str(Dates.ISO))
    one.add_argument("--decimals", choices=[*map(str, Decimals)], default=str(Decimals.POINT))
    one = command("workbook", "kết xuất mọi bảng vào một tệp XLSX", run_workbook)
    one.add_argument("--out", type=Path, required=True, metavar="TỆP")
    one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one = command("bundle", "ghi toàn bộ dữ liệu vào một tệp ZIP", run_bundle)
    one.add_argument("--out", type=Path, required=True, metavar="TỆP")
    one = command("load-bundle", "nạp tệp ZIP ấy vào cơ sở dữ liệu mới", run_load_bundle)
    one.add_argument("file", type=Path, metavar="TỆP")
    command("backup", "sao lưu dữ liệu đang không chạy", run_backup)
    one = command("restore", "khôi phục một bản sao lưu", run_restore)
    one.add_argument("file", type=Path, metavar="TỆP")
    one.add_argument("--force", action="store_true", help="dời dữ liệu đang có sang một bên")
    one = command("truncate-log", "cắt tệp nhật ký hỏng tại một byte", run_truncate_log)
    one.add_argument("position", type=int, metavar="BYTE")
    command("check", "tìm các dòng dữ liệu mâu thuẫn nhau", run_check)
    one = command(
        "verify-audit", "đọc toàn bộ nhật ký và báo chỗ không còn nguyên vẹn", run_verify_audit
    )
    one.add_argument(
        "--heads",
        type=Path,
        action="append",
        default=[],
        metavar="TỆP",
        help="tệp mốc nhật ký đã tải",
    )
    one.add_argument(
        "--head", action="append", default=[], metavar="MÃ:SỐ-MÃ_BĂM", help="mốc in ở chân văn bản"
    )
    command("check-config", "in cấu hình đang có hiệu lực", run_check_config)
    return parser


if __name__ == "__main__":
    sys.exit(main())
