"""Every export, byte for byte, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.exports.registry import EXPORTS
from tests.exports import (
    award_scene,
    comment_scene,
    document_scene,
    evaluation_scene,
    opinion_scene,
    scene,
)
from tests.support.stages import Stage

GOLDEN = Path(__file__).parents[1] / "golden"


@pytest.mark.usefixtures("own_data")
def test_files_are_those_kept(stage: Stage) -> None:
    db = stage.set(scene.play).db

    made = {name: scene.file_of(db, key, options) for name, (key, options) in scene.GOLDEN.items()}

    assert made == {name: (GOLDEN / name).read_bytes() for name in scene.GOLDEN}


def test_files_of_nominations_are_those_kept(stage: Stage) -> None:
    db = stage.set(award_scene.play).db

    made = {
        name: scene.file_of(db, key, options) for name, (key, options) in award_scene.GOLDEN.items()
    }

    assert made == {name: (GOLDEN / name).read_bytes() for name in award_scene.GOLDEN}


def test_files_of_evaluations_are_those_kept(stage: Stage) -> None:
    db = stage.set(evaluation_scene.play).db
    golden = evaluation_scene.GOLDEN

    made = {name: scene.file_of(db, key, options) for name, (key, options) in golden.items()}

    assert made == {name: (GOLDEN / name).read_bytes() for name in golden}


def test_files_of_documents_are_those_kept(stage: Stage) -> None:
    db = stage.set(document_scene.play).db
    golden = document_scene.GOLDEN

    made = {name: scene.file_of(db, key, options) for name, (key, options) in golden.items()}

    assert made == {name: (GOLDEN / name).read_bytes() for name in golden}


@pytest.mark.usefixtures("own_data")
def test_files_of_opinions_are_those_kept(stage: Stage) -> None:
    db = stage.set(opinion_scene.play).db
    golden = opinion_scene.GOLDEN

    made = {name: scene.file_of(db, key, options) for name, (key, options) in golden.items()}

    assert made == {name: (GOLDEN / name).read_bytes() for name in golden}


def test_files_of_comments_are_those_kept(stage: Stage) -> None:
    db = stage.set(comment_scene.play).db
    golden = comment_scene.GOLDEN

    made = {name: scene.file_of(db, key, options) for name, (key, options) in golden.items()}

    assert made == {name: (GOLDEN / name).read_bytes() for name in golden}


def test_every_export_has_a_file() -> None:
    scenes = (scene, award_scene, evaluation_scene, document_scene, opinion_scene, comment_scene)
    files = [file for one in scenes for file in one.GOLDEN.values()]
    assert {key for key, _ in files} == set(EXPORTS)
