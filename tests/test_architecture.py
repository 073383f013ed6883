"""The rules of the layout that the import contracts cannot say."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from lib import text
from lib.domain import nomination_workflow
from lib.domain.access import POLICY, Action, Role
from lib.domain.campaigns import CampaignState, DueSource
from lib.domain.dossier import Part
from lib.domain.nomination_workflow import Level
from lib.domain.nominations import Subject
from lib.domain.units import UnitType
from lib.domain.workflow import Step, Verification, WorkStatus
from lib.errors import AppError
from lib.services.nominations.nomination_warnings import Kind
from lib.ui.frame import nav

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "pages").rglob("*.py"))
MODULES = sorted((ROOT / "lib").rglob("*.py"))
OPEN_TO_ANYBODY = {"sign_in.py", "first_run.py"}
# What only the workers use, or what is seldom done; 16 MiB of a server together.
HEAVY = {"docx", "docxtpl", "lxml", "pikepdf", "pypdfium2", "zxcvbn"}


def errors() -> list[type[AppError]]:
    return AppError.__subclasses__()


def test_no_page_lies_where_streamlit_would_run_it_unasked() -> None:
    assert list((ROOT / "pages").glob("*.py")) == []
    assert not (ROOT / "lib" / "ui" / "pages").exists()


def is_guard(statement: ast.stmt) -> bool:
    value = getattr(statement, "value", None)
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and ast.unparse(value.func) == "session.require"
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_begins_with_its_guard(page: Path) -> None:
    body = ast.parse(page.read_text(encoding="utf-8")).body
    first = next(
        one
        for one in body
        if not isinstance(one, ast.Import | ast.ImportFrom)
        and not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
    )

    assert is_guard(first) or page.name in OPEN_TO_ANYBODY


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_fragment_asks_for_the_actor_itself(page: Path) -> None:
    tree = ast.parse(page.read_text(encoding="utf-8"))
    fragments = [
        one
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
        and any("st.fragment" in ast.unparse(mark) for mark in one.decorator_list)
    ]

    for fragment in fragments:
        body = [
            one
            for one in fragment.body
            if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        ]
        assert is_guard(body[0]), f"{page.name}: {fragment.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_decides_by_role_or_speaks_sql(page: Path) -> None:
    source = page.read_text(encoding="utf-8")

    assert "lib.store" not in source
    assert ".roles" not in source
    assert "SELECT" not in source


CHOOSERS = {
    f"st.{name}"
    for name in (
        "checkbox", "dataframe", "date_input", "file_uploader", "multiselect", "number_input",
        "pills", "radio", "segmented_control", "selectbox", "text_area", "text_input", "toggle",
    )
}  # fmt: skip


def names_in(tree: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def chosen_names(function: ast.FunctionDef) -> set[str]:
    """What a widget returned, and what was made of it."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and (
            (isinstance(node.value, ast.Call) and ast.unparse(node.value.func) in CHOOSERS)
            or (node.value is not None and names_in(node.value) & found)
        ):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= set().union(*map(names_in, targets))
    return found


def callback_arguments(function: ast.FunctionDef) -> set[str]:
    return set().union(
        *(
            names_in(word.value)
            for node in ast.walk(function)
            if isinstance(node, ast.Call)
            for word in node.keywords
            if word.arg in {"args", "kwargs"}
        )
    )


@pytest.mark.parametrize(
    "path", [*PAGES, *(ROOT / "lib" / "ui").rglob("*.py")], ids=lambda path: path.name
)
def test_no_callback_is_given_what_a_widget_chose(path: Path) -> None:
    """A click may come before the run that would have drawn its button for the choice."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            assert chosen_names(function) & callback_arguments(function) == set(), function.name


def seeks(call: ast.Call) -> bool:
    """Whether it draws a box in which something is sought."""
    words = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    return ast.unparse(call.func) == "st.text_input" and any(
        word == "search" or str(word).startswith(("Tìm", "Gõ không dấu")) for word in words
    )


def test_every_search_box_is_the_kits_and_answers_while_one_types() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): [
            word.value.value
            for word in node.keywords
            if word.arg == "live" and isinstance(word.value, ast.Constant)
        ]
        for path in [*PAGES, *(ROOT / "lib" / "ui").rglob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and seeks(node)
    }

    assert found == {"lib/ui/kit/search.py": [True]}


PICTURED = {"st.data_editor", "st.dataframe", "st.echarts_chart", "st.image", "st.table"}
"""What a reader of screens sees as a picture, a canvas, or a table without a name."""


def test_every_chart_and_table_is_told_in_words() -> None:
    untold = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in [*PAGES, *(ROOT / "lib" / "ui").rglob("*.py")]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in PICTURED
        and not any(word.arg == "alt" and ast.unparse(word.value) != "''" for word in node.keywords)
    ]

    assert untold == []


def uses(path: Path, name: str) -> bool:
    """Whether the module's code names it, in whatever way."""
    return any(
        name
        in (getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


@pytest.mark.parametrize(
    ("name", "homes"),
    [
        (
            "AuditEvent",
            {"domain/audit.py", "domain/audit_chain.py", "store/audit.py", "services/acts.py"},
        ),
        ("is_recorded", {"store/audit.py", "services/acts.py"}),
        ("end_write", {"store/revisions.py", "services/acts.py"}),
        ("lock_people_and_units", {"store/engine/locks.py", "services/acts.py"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nothing_changes_but_by_the_one_act(name: str, homes: set[str]) -> None:
    """Right, queue, audit event and idempotency have one home; a second copy would show here."""
    found = {path.relative_to(ROOT / "lib").as_posix() for path in MODULES if uses(path, name)}

    assert found == homes


def test_pages_and_modules_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path, limit in [*((p, 120) for p in PAGES), *((m, 300) for m in MODULES)]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    }

    assert long == {}


def asks_for_a_kind_of_field(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    has_kinds = any(
        isinstance(node, ast.ImportFrom)
        and node.module == "lib.domain.forms.fields"
        and "Kind" in {alias.name for alias in node.names}
        for node in ast.walk(tree)
    )
    return has_kinds and any(
        isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Kind"
        for node in ast.walk(tree)
    )


def test_a_kind_of_field_is_known_to_its_spec_and_its_drawing_alone() -> None:
    asking = {
        path.relative_to(ROOT).as_posix()
        for path in [*MODULES, *PAGES]
        if asks_for_a_kind_of_field(path)
    }

    assert asking == {
        "lib/domain/forms/choice_kinds.py",
        "lib/domain/forms/computed_kinds.py",
        "lib/domain/forms/file_kinds.py",
        "lib/domain/forms/number_kinds.py",
        "lib/domain/forms/row_kinds.py",
        "lib/domain/forms/text_kinds.py",
        "lib/text/forms.py",
        # Ask for none: the settings of a question are questions themselves.
        "lib/ui/building/column_settings.py",
        "lib/ui/building/field_settings.py",
        "lib/ui/building/operand_settings.py",
        "lib/ui/kit/field_widgets.py",
    }


def test_every_page_is_in_the_menu() -> None:
    listed = {entry.file.resolve() for entry in (*nav.ENTRIES, nav.SAMPLES)}

    assert {page for page in PAGES if page.parent.name != "public"} == listed


@pytest.mark.parametrize("error", errors(), ids=lambda error: error.__name__)
def test_every_error_has_a_sentence(error: type[AppError]) -> None:
    assert set(text.SENTENCES[error.__name__]) == error.REASONS


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Role, text.ROLES),
        (UnitType, text.UNIT_TYPES),
        (WorkStatus, text.WORK_STATUSES),
        (Verification, text.VERIFICATIONS),
        (Step, text.STEPS),
        (CampaignState, text.CAMPAIGN_STATES),
        (nomination_workflow.State, text.NOMINATION_STATES),
        (nomination_workflow.Step, text.NOMINATION_STEPS),
        (Level, text.LEVELS),
        (Subject, text.SUBJECTS),
        (Part, text.DOSSIER_PARTS),
        (Kind, text.CONCERNS),
        (DueSource, text.DUE_SOURCES),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_state_has_its_words(kind: object, words: object) -> None:
    assert set(words) == set(kind)  # type: ignore[call-overload]


def test_every_action_is_given_to_somebody() -> None:
    assert set(POLICY) == set(Action)
    assert all(POLICY.values())


def test_the_rules_need_the_standard_library_alone() -> None:
    """An import of Streamlit or of a driver would show in any process that reads the rules."""
    allowed = {"lib", "__future__"}
    for path in (ROOT / "lib" / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                top = name.split(".")[0]
                assert top in allowed or top in STANDARD, f"{path.name} imports {name}"


STANDARD = __import__("sys").stdlib_module_names


def test_a_server_starts_without_what_only_seldom_acts_need() -> None:
    names = [
        ".".join(module.relative_to(ROOT).with_suffix("").parts)
        for module in (ROOT / "lib" / "ui").rglob("*.py")
        if module.stem not in {"__init__", "shell"}
    ]
    told = "import importlib, json, sys, app\n"
    told += f"for name in {names!r}: importlib.import_module(name)\n"
    told += "print(json.dumps(sorted(sys.modules)))"

    done = subprocess.run(
        [sys.executable, "-c", told], cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
    )

    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert {"app", "lib.ui.frame.nav", "lib.services.people.passwords"} <= loaded
    assert loaded & HEAVY == set()
