"""Backups, damage, checks, and the settings in force."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from lib.config import Settings, settings
from lib.domain.vietnamese import format_number
from lib.services.acts import new_act
from lib.services.audit import chains
from lib.services.files import stored_files
from lib.services.operation import audit_check, checks, restoring
from lib.services.operation import backup as backups
from lib.services.operation import upkeep as maintenance
from lib.terminal import opening


def backup(arguments: argparse.Namespace) -> None:
    """Copy the stopped database."""
    with opening.database(opening.chosen(arguments)) as db:
        made = backups.make_for_operator(db, act_id=new_act())
    size, count = format_number(made.size_bytes), format_number(made.files or 0)
    print(f"Đã sao lưu vào {made.path} ({size} byte) và {count} tệp minh chứng bên cạnh.")
    print(f"SHA-256: {made.sha256}")
    opening.name_missing(made.missing)


def restore(arguments: argparse.Namespace) -> None:
    """Put a backup in the place of the stopped database, or the files of a PostgreSQL one."""
    target = opening.chosen(arguments)
    if not isinstance(target, Path):
        with opening.database(target) as db:
            lost = restoring.restore_files(db, arguments.file)
        print("Đã đặt lại tệp minh chứng. Cơ sở dữ liệu PostgreSQL được nạp bằng pg_restore.")
        opening.name_missing(lost)
        return
    done = restoring.restore(arguments.file, target, may_replace=arguments.force)
    if done.moved_to:
        print(f"Dữ liệu cũ được giữ tại {done.moved_to}.")
    if done.migrated:
        print(f"Đã nâng cấp: {', '.join(done.migrated)}.")
    print(f"Đã khôi phục vào {done.path}.")
    opening.name_missing(done.missing)


def truncate_log(arguments: argparse.Namespace) -> None:
    """Cut a damaged log where the refusal said; what was saved after it is given up."""
    target = opening.chosen(arguments)
    if not isinstance(target, Path):
        raise SystemExit("Chỉ tệp DuckDB có nhật ký này.")
    kept = restoring.truncate_log(target, arguments.position)
    print(f"Đã cắt nhật ký tại byte {arguments.position}. Bản đầy đủ được giữ tại {kept}.")


def read_only(arguments: argparse.Namespace) -> None:
    """Turn read-only mode on or off; this terminal may change things meanwhile."""
    is_frozen = arguments.state == "on"
    with opening.database(opening.chosen(arguments)) as db:
        maintenance.freeze_at_terminal(db, act_id=new_act(), is_frozen=is_frozen)
    print("Đã bật chế độ chỉ đọc." if is_frozen else "Đã tắt chế độ chỉ đọc.")


def check(arguments: argparse.Namespace) -> None:
    """Look for rows that contradict each other; remove what broken-off uploads left."""
    with opening.database(opening.chosen(arguments)) as db:
        stored_files.clean_up(db)
        found = checks.problems(db)
    for problem in found:
        print(f"{problem.name}: {format_number(problem.rows)} dòng", file=sys.stderr)
    if found:
        raise SystemExit(1)
    print("Dữ liệu nhất quán.")


def verify_audit(arguments: argparse.Namespace) -> None:
    """Read every chain of the audit log, and compare it with the heads that were kept."""
    with opening.database(opening.chosen(arguments)) as db:
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


def check_config(_arguments: argparse.Namespace) -> None:
    """Print every setting as it is in force, secrets masked."""
    values = settings()
    for name, field in Settings.model_fields.items():
        value = getattr(values, name)
        print(f"TDKT_{name.upper()}={checks.masked(value)}")
        print(f"    {field.description}")
