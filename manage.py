"""The same services from a terminal: python manage.py --help."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from lib.domain.access import Role
from lib.domain.exports import Dates, Decimals
from lib.errors import AppError, Unavailable
from lib.exports.registry import EXPORTS
from lib.services.operation import private_files
from lib.text import sentence

# While the server runs, the same is done there.
PAGES = {
    "demo": "hãy mở trang của máy chủ ấy",
    "load": "hãy dùng trang Kế hoạch",
    "create-user": "hãy dùng trang Người dùng",
    "confirm": "hãy dùng trang Chờ xác nhận",
    "reset-second-factor": "hãy dùng trang Người dùng",
    "export": "hãy dùng trang Kết xuất",
    "workbook": "hãy dùng trang Kết xuất",
    "report": "hãy dùng trang Báo cáo",
    "notice": "hãy dùng trang Báo cáo",
    "brief": "hãy dùng trang Báo cáo",
    "unit-report": "hãy dùng trang Tổng kết",
    "bundle": "hãy dùng trang Kết xuất",
    "load-bundle": "việc này chỉ làm được khi máy chủ đã dừng",
    "remind": "hãy dùng trang Hộp gửi đi",
    "backup": "hãy dùng trang Sao lưu",
    "restore": "việc này chỉ làm được khi máy chủ đã dừng",
    "truncate-log": "việc này chỉ làm được khi máy chủ đã dừng",
    "check": "hãy xem địa chỉ /readyz",
    "read-only": "hãy dùng trang Bảo trì",
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


def _of(module: str, act: str) -> Callable[[argparse.Namespace], None]:
    """An act of the terminal, whose module is loaded when it runs: most need little."""

    def run(arguments: argparse.Namespace) -> None:
        getattr(importlib.import_module(f"lib.terminal.{module}"), act)(arguments)

    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="manage.py", description="Quản lý Thi đua từ dòng lệnh.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH")

    def command(
        name: str, help_text: str, run: Callable[[argparse.Namespace], None]
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help_text, description=help_text)
        added.set_defaults(run=run)
        if name not in ("demo", "check-config", "import-plan", "mail-test"):
            added.add_argument("--demo", action="store_true", help="dùng dữ liệu mẫu")
        return added

    as_of: dict[str, Any] = {
        "metavar": "THỜI_ĐIỂM",
        "default": "",
        "help": "số liệu lúc ấy, như 2026-11-22T14:00 hoặc 2026-11-22 (hết ngày)",
    }
    one = command("demo", "dựng dữ liệu mẫu và in cách đăng nhập", _of("contents", "demo"))
    one.add_argument("--fresh", action="store_true", help="dựng lại từ đầu")
    one.add_argument("--remove", action="store_true", help="gỡ toàn bộ dữ liệu mẫu")
    one.add_argument("--port", type=int, default=8501)
    one.add_argument("--address", default="127.0.0.1")
    one = command("load", "nạp một phong trào hoặc danh sách đơn vị", _of("contents", "load"))
    one.add_argument("file", type=Path, metavar="TỆP", help="YAML, hoặc gói phong trào (ZIP)")
    one.add_argument("--dry-run", action="store_true", help="chỉ in những gì sẽ thay đổi")
    one.add_argument(
        "--user", metavar="TÊN_ĐĂNG_NHẬP", help="người của Văn phòng đứng tên bố cục, mẫu văn bản"
    )
    one = command(
        "import-plan",
        "đọc thử một kế hoạch (.docx, .doc, .pdf, .txt, .md)",
        _of("plans", "import_plan"),
    )
    one.add_argument("file", type=Path, metavar="TỆP")
    one.add_argument("--dry-run", action="store_true", help="chỉ in những gì hiểu được")
    one.add_argument("--json", action="store_true", help="in dạng JSON")
    one = command("create-user", "tạo tài khoản", _of("people", "create_user"))
    one.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP")
    one.add_argument("--name", required=True, help="họ và tên")
    one.add_argument("--unit", required=True, help="mã đơn vị, ví dụ VP")
    one.add_argument("--role", required=True, action="append", choices=[*map(str, Role)])
    one.add_argument("--email", default="", metavar="ĐỊA_CHỈ", help="nơi nhận thư nhắc việc")
    one.add_argument("--one-time", action="store_true", help="in một mật khẩu dùng một lần")
    one = command(
        "confirm", "xác nhận thay người thứ hai, khi không có ai khác", _of("people", "confirm")
    )
    one.add_argument("id", type=UUID, nargs="?", metavar="MÃ", help="không có: chỉ liệt kê")
    one = command(
        "reset-second-factor", "bỏ xác thực hai lớp đã mất", _of("people", "reset_second_factor")
    )
    one.add_argument("username", metavar="TÊN_ĐĂNG_NHẬP")
    one = command("export", "kết xuất CSV", _of("contents", "export"))
    one.add_argument("what", choices=list(EXPORTS))
    one.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp hoặc thư mục")
    one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one.add_argument("--dates", choices=[*map(str, Dates)], default=str(Dates.ISO))
    one.add_argument("--decimals", choices=[*map(str, Decimals)], default=str(Decimals.POINT))
    one.add_argument("--as-of", **as_of)
    one = command("workbook", "kết xuất mọi bảng vào một tệp XLSX", _of("contents", "workbook"))
    one.add_argument("--out", type=Path, required=True, metavar="TỆP")
    one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one.add_argument("--as-of", **as_of)
    one = command(
        "report", "lập báo cáo tổng kết, sơ kết thành tệp DOCX", _of("contents", "report")
    )
    one.add_argument("--out", type=Path, required=True, metavar="TỆP")
    one.add_argument("--interim", action="store_true", help="báo cáo sơ kết")
    one.add_argument("--outline", type=Path, metavar="TỆP", help="bố cục khác (YAML)")
    one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one.add_argument("--as-of", **as_of)
    for one in (
        command(
            "notice", "lập thông báo kết quả phong trào thành tệp DOCX", _of("contents", "notice")
        ),
        command(
            "brief", "lập bản tóm tắt một trang trình lãnh đạo (DOCX)", _of("contents", "brief")
        ),
    ):
        one.add_argument("--out", type=Path, required=True, metavar="TỆP")
        one.add_argument("--interim", action="store_true", help="theo báo cáo sơ kết")
        one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one = command(
        "unit-report",
        "lập báo cáo kết quả của đơn vị (DOCX, hoặc ZIP)",
        _of("contents", "unit_report"),
    )
    whose = one.add_mutually_exclusive_group(required=True)
    whose.add_argument("--unit", metavar="MÃ", help="mã đơn vị, ví dụ QLXD")
    whose.add_argument("--all", action="store_true", help="mọi đơn vị, trong một tệp ZIP")
    one.add_argument("--out", type=Path, required=True, metavar="TỆP")
    one.add_argument("--campaign", metavar="MÃ", help="mặc định là phong trào đang thực hiện")
    one = command("bundle", "ghi toàn bộ dữ liệu vào một tệp ZIP", _of("contents", "bundle"))
    one.add_argument("--out", type=Path, required=True, metavar="TỆP")
    one = command(
        "load-bundle", "nạp tệp ZIP ấy vào cơ sở dữ liệu mới", _of("contents", "load_bundle")
    )
    one.add_argument("file", type=Path, metavar="TỆP")
    one = command("remind", "soạn và gửi thư nhắc việc của hôm nay", _of("reminders", "remind"))
    one.add_argument("--dry-run", action="store_true", help="chỉ in ai sẽ được nhắc việc gì")
    one.add_argument("--json", action="store_true", help="in dạng JSON")
    command("backup", "sao lưu dữ liệu đang không chạy", _of("upkeep", "backup"))
    one = command("restore", "khôi phục một bản sao lưu", _of("upkeep", "restore"))
    one.add_argument("file", type=Path, metavar="TỆP")
    one.add_argument("--force", action="store_true", help="dời dữ liệu đang có sang một bên")
    one = command(
        "truncate-log", "cắt tệp nhật ký hỏng tại một byte", _of("upkeep", "truncate_log")
    )
    one.add_argument("position", type=int, metavar="BYTE")
    one = command("read-only", "bật, tắt chế độ chỉ đọc khi bảo trì", _of("upkeep", "read_only"))
    one.add_argument("state", choices=["on", "off"], metavar="on|off")
    command("check", "tìm các dòng dữ liệu mâu thuẫn nhau", _of("upkeep", "check"))
    one = command(
        "verify-audit",
        "đọc toàn bộ nhật ký và báo chỗ không còn nguyên vẹn",
        _of("upkeep", "verify_audit"),
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
    one = command(
        "mail-test", "gửi một thư thử và nói vì sao không gửi được", _of("mail", "mail_test")
    )
    one.add_argument("address", metavar="ĐỊA_CHỈ", help="địa chỉ nhận thư thử")
    command("check-config", "in cấu hình đang có hiệu lực", _of("upkeep", "check_config"))
    return parser


if __name__ == "__main__":
    sys.exit(main())
