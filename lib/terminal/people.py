"""Accounts, and what waits for a second person."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Sequence

from lib.domain.vietnamese import format_instant
from lib.errors import Invalid
from lib.services.acts import new_act
from lib.services.people import confirmations, people, second_factor_admin
from lib.terminal import opening
from lib.text import proposal


def create_user(arguments: argparse.Namespace) -> None:
    """Create an account with a typed password, or with a one-time one that is printed."""
    password = None if arguments.one_time else _typed_password()
    with opening.database(opening.chosen(arguments)) as db:
        created = people.create_person_at_terminal(
            db,
            act_id=new_act(),
            username=arguments.username,
            full_name=arguments.name,
            unit_code=arguments.unit,
            roles=arguments.role,
            email=arguments.email,
            password=password,
        )
    print(f"Đã tạo tài khoản {arguments.username}.")
    if created.one_time_password:
        print(f"Mật khẩu dùng một lần, trong 24 giờ: {created.one_time_password}")


def confirm(arguments: argparse.Namespace) -> None:
    """List what waits for a second person, or confirm one of it where there is no such person."""
    with opening.database(opening.chosen(arguments)) as db:
        if arguments.id is None:
            _list_waiting(confirmations.waiting_at_terminal(db))
            return
        done = confirmations.confirm_at_terminal(db, act_id=new_act(), confirmation_id=arguments.id)
    print(f"Đã xác nhận cho {done.account.full_name}; nhật ký ghi là người vận hành máy chủ.")
    if done.one_time_password:
        print(f"Mật khẩu dùng một lần, trong 24 giờ: {done.one_time_password}")


def reset_second_factor(arguments: argparse.Namespace) -> None:
    """Take away the second factor of somebody who has lost it, where nobody else can."""
    with opening.database(opening.chosen(arguments)) as db:
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


def _typed_password() -> str:
    password = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Nhập lại mật khẩu: ") != password:
        raise Invalid("passwords_differ")
    return password
