"""`.env.example` lists every setting, and nothing that is none."""

from __future__ import annotations

import re

from bot.settings import Settings
from tests.builders import CHECKOUT

_LINE = re.compile(r"([A-Z][A-Z_]*)=(.*)")


def test_the_example_lists_exactly_the_settings() -> None:
    listed = [match[1] for match in _lines()]
    assert sorted(listed) == sorted(
        str(field.validation_alias) for field in Settings.model_fields.values()
    )


def test_the_values_shown_are_the_defaults() -> None:
    fields = {str(field.validation_alias): field for field in Settings.model_fields.values()}
    shown = {match[1]: match[2] for match in _lines() if match[2]}
    assert {name: type(fields[name].default)(value) for name, value in shown.items()} == {
        name: fields[name].default for name in shown
    }


def test_every_other_line_is_a_comment() -> None:
    others = [line for line in _text().splitlines() if line and _LINE.fullmatch(line) is None]
    assert all(line.startswith("#") for line in others)


def _lines() -> list[re.Match[str]]:
    return [match for line in _text().splitlines() if (match := _LINE.fullmatch(line))]


def _text() -> str:
    return (CHECKOUT / ".env.example").read_text(encoding="utf-8")
