"""What a measurement leaves on disk: every result, the figures, and the settings used."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

RESULTS, AGGREGATE, SETTINGS = "results.jsonl", "aggregate.json", "settings.json"


class RunFolderTaken(Exception):
    """The folder holds an earlier run, which stays as it is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder} holds the results of an earlier run; name another folder")


def claim_folder(folder: Path) -> None:
    """
    Makes the folder for one run, before the work begins.

    :raises RunFolderTaken: if there is a run in it.
    :raises OSError: if it cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / AGGREGATE).exists() or (folder / RESULTS).exists():
        raise RunFolderTaken(folder)


def write_run(
    folder: Path,
    *,
    results: Iterable[Mapping[str, Any]],
    aggregate: Mapping[str, Any],
    settings: Mapping[str, Any],
) -> None:
    """One line for each result, and one object each for the figures and what they depend on."""
    lines = [json.dumps(result, ensure_ascii=False, default=str) + "\n" for result in results]
    (folder / RESULTS).write_text("".join(lines), encoding="utf-8")
    for name, values in ((AGGREGATE, aggregate), (SETTINGS, settings)):
        text = json.dumps(values, ensure_ascii=False, indent=2, default=str)
        (folder / name).write_text(text + "\n", encoding="utf-8")
