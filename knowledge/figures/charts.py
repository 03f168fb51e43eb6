"""Charts as SVG that holds no script and no address."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pygal  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]
from pygal import PluginImportFixer
from pygal.style import Style  # type: ignore[import-untyped]

from knowledge.figures.showing import MOST_KEYS, FigureTable

# pygal looks into every import for maps, which are not used here, by a protocol (find_module) that
# Python has dropped: each failed import would warn of it.
sys.meta_path[:] = [hook for hook in sys.meta_path if not isinstance(hook, PluginImportFixer)]

_FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_STYLE = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#3d4a44",
    foreground_strong="#1c2421",
    foreground_subtle="#6b7972",
    # Told apart by people who do not see red and green as two colours.
    # Source: Okabe and Ito, Color Universal Design (2008), darkened for a white ground.
    colors=("#1b6b4a", "#b3541e", "#2a5fa5"),
    font_family=_FONT,
    label_font_size=19,
    major_label_font_size=19,
    legend_font_size=19,
    no_data_font_size=22,
    guide_stroke_color="#d5ddd8",
    major_guide_stroke_color="#d5ddd8",
    stroke_width="2.5",
)
_LABELS = 6
"""Labels below a line; more would lie over one another."""


def chart(table: FigureTable, label: Callable[[str], str]) -> bytes:
    """
    The table as an SVG document.

    :param label: the words for a column or a key of a ranked table.
    """
    return _drawn(_ranked(table, label) if table.is_ranked else _line(table, label))


def _ranked(table: FigureTable, label: Callable[[str], str]) -> Any:  # noqa: ANN401 - pygal has no types
    rows = table.rows[:MOST_KEYS][::-1]
    made = pygal.HorizontalBar(
        **_common(table, label), height=max(240, 44 * len(rows) * len(table.columns) ** 0.5 + 110)
    )
    made.x_labels = [_shortened(label(key)) for key, _ in rows]
    for place, column in enumerate(table.columns):
        made.add(label(column), [values[place] for _, values in rows])
    return made


def _line(table: FigureTable, label: Callable[[str], str]) -> Any:  # noqa: ANN401 - pygal has no types
    made = pygal.Line(**_common(table, label), height=380, dots_size=2.5, show_minor_x_labels=False)
    made.x_labels = [step[5:] for step, _ in table.rows]
    every = max(1, -(-len(table.rows) // _LABELS))
    made.x_labels_major = made.x_labels[::every]
    for place, column in enumerate(table.columns):
        made.add(label(column), [values[place] for _, values in table.rows])
    return made


def _common(table: FigureTable, label: Callable[[str], str]) -> dict[str, Any]:
    return {
        "js": (),
        "style": _STYLE,
        "width": 640,
        "explicit_size": True,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": len(table.columns),
        "margin_bottom": 36 if len(table.columns) > 1 else 12,
        "truncate_label": -1,
        "truncate_legend": -1,
        "show_legend": len(table.columns) > 1,
        "include_x_axis": True,
        "no_data_text": label("figures_no_data"),
        "value_formatter": _number,
        "disable_xml_declaration": True,
        "max_scale": 6,
    }


def _drawn(made: Any) -> bytes:  # noqa: ANN401 - pygal has no types
    root = made.render_tree()
    # pygal leaves its settings in a script of the page and its address in a comment.
    for element in list(root.iter()):
        is_script = isinstance(element.tag, str) and etree.QName(element).localname == "script"
        if is_script or not isinstance(element.tag, str):
            element.getparent().remove(element)
    return bytes(etree.tostring(root, encoding="utf-8"))


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _shortened(text: str) -> str:
    return text if len(text) <= 24 else text[:23] + "…"
