"""Rule files as YAML: their keys, and the line at which something stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.rules.bilingual import YamlLoader

Where = tuple[int | str, ...]
"""The path of keys and places at which something stands in a file."""


class RuleFileInvalid(Exception):
    """A rule file that cannot be taken, with the line and the reason for who can mend it."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{path.name}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


def mapping_in(path: Path) -> dict[str, Any]:
    """
    The keys and values of the file.

    :raises RuleFileInvalid: if it is not YAML in UTF-8, or has no keys.
    """
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=YamlLoader)
    except UnicodeDecodeError as fault:
        raise RuleFileInvalid(path, 1, f"not UTF-8 text (byte {fault.start})") from fault
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise RuleFileInvalid(path, line, "not YAML") from fault
    if not isinstance(data, dict):
        raise RuleFileInvalid(path, 1, "the file has no keys")
    return data


def refuse_repeated_keys(path: Path) -> None:
    """
    YAML takes the last of two equal keys in silence, and a condition would be lost.

    :raises RuleFileInvalid: for the first key that stands twice, with the line of the second.
    """
    mapping_in(path)
    todo = [yaml.compose(path.read_text(encoding="utf-8"), Loader=YamlLoader)]
    while todo:
        node = todo.pop(0)
        if isinstance(node, yaml.SequenceNode):
            todo += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    line = key.start_mark.line + 1
                    raise RuleFileInvalid(path, line, f"{key.value!r} stands here twice")
                seen.add(key.value)
                todo.append(value)


def refused(path: Path, fault: ValidationError) -> RuleFileInvalid:
    """What the schema says against the file, with the line."""
    first = fault.errors()[0]
    where = tuple(first["loc"])
    name = ".".join(str(part) for part in where) or "file"
    return RuleFileInvalid(path, line_of(path, where), f"{name}: {first['msg']}")


def line_of(path: Path, where: Where) -> int:
    """The line at which the deepest of these keys and places stands."""
    # The file is composed again for its marks; this happens only when it is being refused.
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=YamlLoader)
    line = 1
    for part in where:
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == part), None)
            if pair is None:
                continue
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif (
            isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value)
        ):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
