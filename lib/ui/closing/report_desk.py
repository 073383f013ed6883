"""What is to be done with a report as a whole: what holds it back, its steps, its paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

import streamlit as st

from lib import text
from lib.config import ROOT
from lib.domain import access
from lib.domain.access import Action, Actor
from lib.domain.campaigns import Campaign
from lib.domain.jobs import Kind
from lib.domain.reports.outline import ReportKind
from lib.domain.reports.readiness import OF_FIGURES, Finding
from lib.domain.reports.report import Report, State
from lib.domain.unit_reports import Ending
from lib.domain.vietnamese import format_date
from lib.services.closing import papers, reports
from lib.services.closing.composing import Composed
from lib.ui.closing import brief, notice, signed_scan
from lib.ui.closing import report_state as page
from lib.ui.jobs import endings, own_files
from lib.ui.kit import feedback, session
from lib.ui.kit.asking import ask
from lib.ui.kit.history import steps, unfold
from lib.ui.kit.markdown import plain
from lib.ui.kit.states import Tone, badge
from lib.ui.kit.step_acts import act_of, mark
from lib.ui.quality import finding_list

_PLACE: Final = "report_paper"
_QUALITY: Final = ROOT / "pages" / "office" / "quality.py"
_TONES: Final = {State.DRAFT: Tone.BEGUN, State.READY: Tone.WAITING, State.SIGNED: Tone.GOOD}
_NOTE, _NUMBER, _DAY, _SIGNER, _POSITION = (
    "report_note", "report_number", "report_day", "report_signer", "report_position",
)  # fmt: skip


def name(report: Report) -> str:
    """As in "Báo cáo sơ kết 22/11/2026"."""
    kind = text.REPORT_KINDS[report.kind]
    return kind if report.kind == ReportKind.CLOSING else f"{kind} {format_date(report.day)}"


def draw_begin(campaign: Campaign, found: list[Report]) -> None:
    """The ways to begin a report that there is none of."""
    kinds = [kind for kind in ReportKind if _may_begin(kind, found)]
    for kind in kinds:
        st.button(
            f"Soạn {text.REPORT_KINDS[kind].lower()}", key=f"begin_{kind}", icon=":material/add:",
            on_click=_begin, args=(campaign, kind, len(found)),
        )  # fmt: skip


def draw(actor: Actor, campaign: Campaign, made: Composed, *, may_edit: bool) -> None:
    """The report as a whole."""
    report = made.report
    page.SLOT.notices()
    with st.container(border=True, key="report_whole"):
        st.header(plain(name(report)), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                badge(_TONES[report.state], text.REPORT_STATES[report.state]), width="content"
            )
            st.caption(_origin(made))
        if report.state == State.DRAFT:
            _findings(campaign, made, may_edit=may_edit)
            if may_edit:
                _hold(campaign, made)
        elif report.state == State.READY and may_edit:
            _sign(campaign, report)
        elif report.state == State.SIGNED:
            st.markdown(
                f"Số {plain(report.number)}, ngày {format_date(report.signed_on)}, "
                f"{plain(report.signer_position)} {plain(report.signer)} ký."
                if report.signed_on
                else ""
            )
        if report.frozen_sha256:
            st.caption(
                f"Mã băm nội dung {report.frozen_sha256[:16]}…, số liệu "
                f"{report.snapshot_sha256[:16]}…, nhật ký {plain(report.audit_head)}"
            )
    if report.state == State.SIGNED:
        signed_scan.draw(actor, campaign, report, may_edit=may_edit)
    with st.container(border=True, key="report_files"):
        _files(actor, campaign, report)
    brief.draw(campaign, made)
    notice.draw(actor, campaign, made)
    unfold(
        "Các bước của báo cáo",
        lambda: steps(
            reports.history(session.db(), actor, campaign, report.report_id), text.REPORT_STEPS
        ),
        key="report_history", actor=actor, record=str(report.report_id),
    )  # fmt: skip


def _may_begin(kind: ReportKind, found: list[Report]) -> bool:
    return all(
        one.kind != kind or (kind == ReportKind.INTERIM and one.state == State.SIGNED)
        for one in found
    )


def _origin(made: Composed) -> str:
    if made.reading is not None:
        snapshot = made.reading.snapshot
        return f"Số liệu bản r{snapshot.revision}, {format_date(snapshot.day)}"
    report = made.report
    day = format_date(report.figures_on) if report.figures_on else ""
    return f"Số liệu giữ nguyên ở bản r{report.revision}, {day}"


def _findings(campaign: Campaign, made: Composed, *, may_edit: bool) -> None:
    blocks = [one for one in made.findings if one.holds_back]
    if not blocks:
        st.success("Đủ điều kiện trình ký.", icon=":material/task_alt:")
    else:
        st.markdown(f"**Còn {len(blocks)} việc trước khi trình ký**")
    with st.container(gap="xsmall", key="report_findings"):
        for place, one in enumerate((*blocks, *_warnings(made))):
            _finding(campaign, place, one, may_edit=may_edit)


def _warnings(made: Composed) -> list[Finding]:
    return [one for one in made.findings if not one.holds_back]


def _finding(campaign: Campaign, place: int, one: Finding, *, may_edit: bool) -> None:
    icon = ":red[:material/block:]" if one.holds_back else ":orange[:material/info:]"
    words = f"{icon} {plain(text.REPORT_FINDINGS[one.reason].format(detail=one.detail))}"
    if one.reason in OF_FIGURES:
        # A leader reads the report, and has no list of what was found.
        if may_edit:
            show = "nang" if one.holds_back else "chua-xem"
            query = {"campaign": campaign.code, finding_list.FILTERS.param: show}
            st.page_link(_QUALITY, label=words, query_params=query)
        else:
            st.markdown(f":small[{words}]")
        return
    if not one.key:
        st.markdown(f":small[{words}]")
        return
    st.button(
        words, key=f"finding_{place}_{mark((one.reason, one.key))}", type="tertiary",
        on_click=page.open_part, args=(one.key,),
    )  # fmt: skip


def _hold(campaign: Campaign, made: Composed) -> None:
    report = made.report
    ask(
        "Lập bản trình ký", "lock",
        "Lời, số liệu và phụ lục được giữ nguyên như đang thấy; chân trang “Dự thảo” được bỏ. Muốn "
        "sửa nữa phải mở lại.",
        key=f"hold_{mark((report.report_id, report.version))}", act=_take,
        args=(campaign, report, "hold"),
    )  # fmt: skip


def _sign(campaign: Campaign, report: Report) -> None:
    with st.container(key="signature_form"):
        st.text_input("Số, ký hiệu *", key=_NUMBER, placeholder="125/BC-SXD", autocomplete="off")
        st.date_input("Ngày ký *", key=_DAY, value=None, format="DD/MM/YYYY")
        st.text_input("Chức vụ người ký *", key=_POSITION, autocomplete="off")
        st.text_input("Họ và tên người ký *", key=_SIGNER, autocomplete="off")
    with st.container(horizontal=True):
        ask(
            "Ghi nhận đã ký", "draw", "Sau khi ghi nhận, báo cáo không sửa được nữa.",
            key=f"sign_{mark((report.report_id, report.version))}", act=_take,
            args=(campaign, report, "sign"),
        )  # fmt: skip
        with st.popover("Mở lại để sửa", icon=":material/lock_open:"):
            st.text_area("Lý do *", key=_NOTE, height="content")
            st.button(
                "Mở lại", key=f"resume_{mark((report.report_id, report.version))}",
                on_click=_take, args=(campaign, report, "resume"),
            )  # fmt: skip


_DONE: Final = {
    "hold": "Đã lập bản trình ký",
    "resume": "Đã mở lại để sửa",
    "sign": "Đã ghi nhận báo cáo đã ký",
}


def _take(campaign: Campaign, report: Report, step: str) -> None:
    """Callback: one step of the report."""
    actor, held = session.require(Action.REPORT_EDIT), st.session_state
    act_id = act_of(step, [(report.report_id, report.version)])
    works: dict[str, Callable[..., None]] = {
        "hold": reports.hold,
        "resume": partial(reports.resume, note=held.get(_NOTE, "")),
        "sign": partial(
            reports.sign, number=held.get(_NUMBER, ""), signed_on=held.get(_DAY),
            signer=held.get(_SIGNER, ""), signer_position=held.get(_POSITION, ""),
        ),
    }  # fmt: skip

    def act() -> int:
        works[step](
            session.db(), actor, campaign, act_id=act_id, report_id=report.report_id,
            seen_version=report.version,
        )  # fmt: skip
        return 1

    page.SLOT.step(act, _DONE[step], fragments=[page.FRAGMENT])


def _begin(campaign: Campaign, kind: ReportKind, count: int) -> None:
    """Callback: begin a report, and open it."""
    actor = session.require(Action.REPORT_EDIT)
    with page.SLOT.attempt():
        act_id = act_of("begin", [(campaign.campaign_id, kind, count)])
        report_id: UUID = reports.begin(session.db(), actor, campaign, act_id=act_id, kind=kind)
        page.SLOT.open(bao_cao=report_id)


def _files(actor: Actor, campaign: Campaign, report: Report) -> None:
    """The ways to have its files made, and those that were."""
    with st.container(horizontal=True):
        endings.draw(
            "Lập {ending}", key="report_make", icon=":material/description:", on_click=_make,
            args=(campaign, report.report_id),
        )  # fmt: skip
        if report.state != State.DRAFT and access.can(actor, Action.EXPORT_CSV):
            st.button(
                "Lập sổ Excel của bản này", key="report_workbook", icon=":material/table:",
                on_click=_make_workbook, args=(campaign, report.report_id),
            )  # fmt: skip
    feedback.show_notes(_PLACE)
    own_files.draw({Kind.REPORT, Kind.REPORT_PDF, Kind.WORKBOOK}, name=_PLACE)


def _make(campaign: Campaign, report_id: UUID, ending: Ending) -> None:
    """Callback: ask for the paper."""
    actor = session.require(Action.REPORT_VIEW)
    with feedback.noted(_PLACE):
        papers.ask(
            session.db(), actor, campaign, report_id, ending=ending, address=session.address()
        )


def _make_workbook(campaign: Campaign, report_id: UUID) -> None:
    """Callback: ask for the workbook of what was held fast."""
    actor = session.require(Action.EXPORT_CSV)
    with feedback.noted(_PLACE):
        papers.ask_workbook(session.db(), actor, campaign, report_id, address=session.address())
