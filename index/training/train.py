"""The stages of training, from the base model to the bilingual student."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn.utils import clip_grad_norm_

from index.encoder_parts import WORD_ROWS, base_weights
from index.training.draws import title_pairs
from index.training.initialise import GlossRows
from index.training.losses import Hold, Task, Together, Translate
from index.training.material import Material, tokens
from index.training.pairs import Pair
from index.training.stages import Stage
from index.training.student import Student
from index.training.teacher import vectors

logger = logging.getLogger(__name__)


def new_student(material: Material) -> Student:
    """The base model with the Chinese rows started from their glosses."""
    english = [pair.en for pair in material.pairs]
    rows = GlossRows(material.fine, base_weights()[WORD_ROWS], english)
    return Student(rows.start(material.words, material.dictionary))


def make_tasks(
    student: Student, material: Material, seed: int, cache: Path | None
) -> dict[str, Task]:
    """
    The tasks by name; the untrained student is the teacher of all fixed vectors.

    :param cache: a folder that keeps the teacher's vectors between runs.
    """
    random = np.random.default_rng(seed)
    fine = material.fine
    entries = _entries(material)
    english = tokens(fine, material.english)
    return {
        "sentences": _translation(student, material, material.pairs, cache, random),
        "dictionary": _translation(student, material, entries, cache, random, size=128),
        "english": Hold(english, vectors(student, english, cache), 48, random),
        "esco": Together(title_pairs(material.esco, fine, 96, random)),
        "onet": Together(title_pairs(material.onet, fine, 96, random)),
        "own": Together(title_pairs(material.named, fine, 96, random)),
    }


def _translation(
    student: Student,
    material: Material,
    pairs: Sequence[Pair],
    cache: Path | None,
    random: np.random.Generator,
    size: int = 96,
) -> Translate:
    english = tokens(material.fine, [pair.en for pair in pairs])
    return Translate(
        readings=material.readings([pair.zh for pair in pairs]),
        targets=vectors(student, english, cache),
        size=size,
        contrast=0.3,
        random=random,
    )


def _entries(material: Material) -> list[Pair]:
    """Each dictionary word with its first gloss, and with its first three."""
    entries = []
    for word, glosses in material.dictionary.items():
        for english in dict.fromkeys([glosses[0], ", ".join(glosses[:3])]):
            entries.append(Pair(word, english, "dictionary"))
    return entries


def run_stage(student: Student, tasks: dict[str, Task], stage: Stage) -> None:
    """
    Train for a stage's steps, as many runs as it asks for, and leave the student at their mean.

    Runs from one start that saw other batches lie close enough for their mean to be better than
    each of them, and they can be trained side by side.
    """
    start = {name: weight.clone() for name, weight in student.state_dict().items()}
    mean = {name: torch.zeros_like(weight) for name, weight in start.items()}
    for run in range(stage.runs):
        logger.info("stage %s run %d of %d", stage.name, run + 1, stage.runs)
        student.load_state_dict(start)
        _run(student, tasks, stage)
        for name, weight in student.state_dict().items():
            mean[name] += weight / stage.runs
    student.load_state_dict(mean)


def _run(student: Student, tasks: dict[str, Task], stage: Stage) -> None:
    rows = torch.optim.SparseAdam([student.chinese_rows.weight], lr=stage.row_rate)
    body = student.body_parameters()
    for weight in body:
        weight.requires_grad_(stage.body_rate > 0)
    others = torch.optim.AdamW(body, lr=stage.body_rate, weight_decay=0.0)
    means: dict[str, float] = {}
    for step in range(stage.steps):
        share = _rate_share(step, stage)
        rows.param_groups[0]["lr"] = stage.row_rate * share
        others.param_groups[0]["lr"] = stage.body_rate * share
        _step(student, tasks, stage, step, means)
        clip_grad_norm_(body, 1.0)
        rows.step()  # type: ignore[no-untyped-call]
        others.step()
        rows.zero_grad()
        others.zero_grad()
        if step % 100 == 0:
            losses = " ".join(f"{name}={mean:.3f}" for name, mean in means.items())
            logger.info("step %d of %d %s", step, stage.steps, losses)


def _rate_share(step: int, stage: Stage) -> float:
    """The share of the full rates that a step learns at, above 0 and at most 1."""
    risen = min(1.0, (step + 1) / stage.warm_up)
    return risen * min(1.0, (stage.steps - step) / (stage.falling * stage.steps))


def _step(
    student: Student, tasks: dict[str, Task], stage: Stage, step: int, means: dict[str, float]
) -> None:
    for turn, (name, weight) in enumerate(stage.weights.items()):
        if (step + turn) % stage.every.get(name, 1) == 0:
            loss = tasks[name](student)
            (loss * weight).backward()  # type: ignore[no-untyped-call]
            means[name] = 0.98 * means.get(name, loss.item()) + 0.02 * loss.item()
