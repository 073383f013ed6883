"""Comments of a campaign's file stand in the file that is taken away."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lib.domain.file_comments import FileComment
from lib.domain.plan_drafts import Name, Part
from lib.services import copying
from lib.services.acts import new_act
from lib.services.building import drafts, edits, publishing
from lib.services.campaigns import campaigns, files, yaml_lines
from lib.services.copying import Copied
from lib.services.files import yaml_comments
from lib.services.operation import checks
from lib.services.reports import campaign_files
from lib.store import campaigns as store
from tests.cast import MAI, VAN, actor, with_cast
from tests.services.campaigns.test_files import DATA, SHIPPED
from tests.support.loading import load_content

SMALL = (DATA / "small-campaign.yaml").read_text("utf-8")


def read(text: str) -> yaml_lines.LinedYaml:
    return yaml_lines.parse("x.yaml", text.encode())


def again(text: str) -> str:
    """The comments of a text laid into one that says the same in another layout."""
    lined = read(text)
    bare = yaml.safe_dump(lined.data, allow_unicode=True, sort_keys=False, width=40)
    told = read(bare)
    return yaml_comments.laid(bare, lined.comments, told.lines, told.data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a\nx: 1\n", [FileComment(("x",), ("# a",))]),
        ("# a\n\n#b\nx: 1\n", [FileComment(("x",), ("# a", "#b"))]),
        ("x: 1  # a\n", [FileComment(("x",), (), "# a")]),
        ("x: 1\n# a\n", [FileComment((), ("# a",))]),
        ("x: '# no'\ny: a#b\nz: \"c # d\"\n", []),
        ("x: |\n  # no\n  b\n# a\ny: 1\n", [FileComment(("y",), ("# a",))]),
        ("x: >-\n  b\n  # no\n\n# a\n", [FileComment((), ("# a",))]),
        ("x: a\n  b  # a\ny: 1\n", [FileComment(("y",), ("# a",))]),
        ("x: {a: 1, b: 2}  # a\n", [FileComment(("x",), (), "# a")]),
        ("x: [1,\n 2]  # a\ny: 1\n", [FileComment(("x", "#1"), (), "# a")]),
        ("x:\n  # a\n  - code: II.1\n    y: 1  # b\n",
         [FileComment(("x", "=II.1"), ("# a",)), FileComment(("x", "=II.1", "y"), (), "# b")]),
        ("x:\n- 1\n# a\n- 2\n", [FileComment(("x", "#1"), ("# a",))]),
        ("x: &m [1]  # a\ny: *m  # b\n",
         [FileComment(("x",), (), "# a"), FileComment(("y",), (), "# b")]),
    ],
)  # fmt: skip
def test_what_is_a_comment_and_where_it_stands(text, expected):
    assert list(read(text).comments) == expected


def test_comments_go_with_their_records_and_say_the_same_in_any_layout():
    text = SHIPPED.read_text("utf-8")
    first = read(text).comments
    assert len(first) == 3
    made = again(text)
    assert read(made).data == read(text).data
    assert [line for one in read(made).comments for line in (*one.above, one.beside) if line] == [
        line for one in first for line in (*one.above, one.beside) if line
    ]


def test_a_comment_behind_words_of_several_lines_stands_above_them():
    text = f"x: {'chữ ' * 30} # a\ny: 1\n"
    made = again(text)
    assert made.startswith("# a\nx: ")
    assert read(made).data == read(text).data


def test_more_comments_than_anybody_writes_are_not_kept():
    assert read(f"# {'x' * yaml_comments.MOST}\nx: 1\n").comments == ()


@given(
    st.recursive(
        st.text("ab #:-'\"|>\n", max_size=12) | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["code", "key", "a", "b # c"]), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_no_text_is_taken_for_a_comment_or_spoilt_by_one(value):
    text = yaml.safe_dump({"top": value, "end": 1}, allow_unicode=True)
    assert read(text).comments == ()
    lined = read(text)
    comments = [
        FileComment(yaml_comments.named(place, lined.data), ("# trên",), "# cạnh")
        for place in lined.lines
        if place
    ]
    assert read(yaml_comments.laid(text, comments, lined.lines, lined.data)).data == lined.data


@pytest.fixture
def db(stage, own_data):
    stage.set(with_cast)
    return stage.database


def load(db, text: str):
    return load_content(
        db, actor(db, MAI), act_id=uuid.uuid4(), name="x.yaml", content=text.encode()
    )


def taken(db, code: str) -> str:
    made = campaign_files.file(db, actor(db, VAN), code)
    return b"".join(made.pieces).decode()


def commented() -> str:
    head, _, rest = SMALL.partition("\ntasks:\n")
    group = head.replace("  - code: II.1\n", "  # Nhóm đầu\n  - code: II.1\n", 1)
    return f"# Đầu tệp\n{group}\ntasks:\n{rest.rstrip()}\n# Cuối tệp\n"


def test_comments_outlive_a_change_in_the_app(db):
    load(db, commented())
    campaign = campaigns.find(db)
    name = Name(Part.GROUP, "II.1")
    one = drafts.opened(db, actor(db, VAN), campaign).record(name)
    raw = {**one.answers, "short_title": "Tên mới"}
    edits.save(db, actor(db, VAN), campaign, act_id=new_act(), name=name,
               seen_version=one.version, raw=raw)  # fmt: skip
    seen = drafts.opened(db, actor(db, VAN), campaign).version
    publishing.publish(db, actor(db, VAN), campaign, act_id=new_act(), seen_version=seen)

    told = taken(db, campaign.code)
    assert told.startswith("# Phong trào ghi lại thành tệp.")
    assert "\n# Đầu tệp\n" in told
    assert "\n# Nhóm đầu\n- code: II.1\n" in told
    assert told.endswith("\n# Cuối tệp\n")
    assert "short_title: Tên mới\n" in told
    assert files.read("x.yaml", told.encode()) is not None
    assert checks.problems(db) == []


def test_a_file_that_was_taken_and_loaded_again_is_the_same_file(db):
    load(db, commented())
    code = campaigns.find(db).code
    first = taken(db, code)
    assert not load(db, first).is_new
    load(db, first.replace("Nhóm đầu", "Nhóm thứ nhất").replace("title: Phong", "title: Đợt", 1))
    second = taken(db, code)
    assert not load(db, second.replace("# Cuối tệp", "# Hết")).is_new
    assert taken(db, code) == second.replace("# Cuối tệp", "# Hết")
    assert "# Nhóm thứ nhất\n" in second
    assert second.count("# Phong trào ghi lại") == 1
    assert second.count("# Cuối tệp") == 1


def test_a_copy_says_nothing_of_another_campaigns_file(db):
    load(db, commented())
    campaign = campaigns.find(db)
    day = campaigns.plan(db, campaign).milestones[-1].due_on
    told = Copied("MOI-1", "Phong trào mới", "Mới", day)
    copying.copy(db, actor(db, VAN), campaign, act_id=new_act(), told=told)
    assert "Đầu tệp" not in taken(db, "MOI-1")


def test_uploads_are_looked_through_for_comments_by_inspectors(db):
    load(db, commented())
    campaign = campaigns.find(db)
    kept = db.read(lambda tx: store.comments(tx, campaign.campaign_id))
    assert [one.above for one in kept if one.above] == [
        ("# Đầu tệp",), ("# Nhóm đầu",), ("# Cuối tệp",),
    ]  # fmt: skip


def test_the_shipped_file_is_read_with_its_comments():
    seed = files.campaign_from_file(Path(SHIPPED))
    assert any("Field keys are" in line for one in seed.comments for line in one.above)
