"""CVs of made-up people as the files that they would send, with the facts that each states."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FILE = Path(__file__).with_name("cvs.txt")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class MadeUpCv:
    """One CV: its name, the format of its file, its lines and its facts by field."""

    name: str
    format: str
    lines: tuple[str, ...]
    facts: dict[str, Any]

    def write(self, folder: Path) -> Path:
        """The file as it would be sent."""
        suffix = {"gb18030": "txt"}.get(self.format, self.format.split("-")[0])
        path = folder / f"{self.name.split()[0]}.{suffix}"
        _WRITERS[self.format](path, self.lines)
        return path


def all_cvs() -> list[MadeUpCv]:
    """The 24 CVs of cvs.txt."""
    blocks = _FILE.read_text(encoding="utf-8").split("\n=== ")[1:]
    return [_cv(block) for block in blocks]


def _cv(block: str) -> MadeUpCv:
    head, facts, *lines = block.strip("\n").split("\n")
    name, _, kind = head.partition(" | ")
    return MadeUpCv(name, kind, tuple(lines), json.loads(facts.removeprefix("facts: ")))


def write_pdf(path: Path, lines: tuple[str, ...]) -> None:
    """A PDF with a Chinese font that needs no file."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("STSong-Light", 11)
    for number, line in enumerate(lines):
        canvas.drawString(50, 800 - 18 * number, line)
    canvas.save()


def write_docx(path: Path, lines: tuple[str, ...]) -> None:
    """A DOCX of paragraphs."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def _write_table(path: Path, lines: tuple[str, ...]) -> None:
    document = Document()
    for line in lines:
        cells = line.split("\t")
        if len(cells) == 1:
            document.add_paragraph(line)
            continue
        row = document.add_table(rows=1, cols=len(cells)).rows[0]
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.save(str(path))


def _write_box(path: Path, lines: tuple[str, ...]) -> None:
    """The first half of the lines in a text box, as templates for CVs have it, the rest below."""
    document = Document()
    half = len(lines) // 2
    boxed = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines[:half])
    run = document.add_paragraph().add_run()
    run._r.append(
        parse_xml(
            f'<w:pict xmlns:w="{_WORD}" xmlns:v="urn:schemas-microsoft-com:vml"><v:shape>'
            f"<v:textbox><w:txbxContent>{boxed}</w:txbxContent></v:textbox></v:shape></w:pict>"
        )
    )
    for line in lines[half:]:
        document.add_paragraph(line)
    document.save(str(path))


_WRITERS = {
    "pdf": write_pdf,
    "docx": write_docx,
    "docx-table": _write_table,
    "docx-box": _write_box,
    "txt": lambda path, lines: path.write_text("\n".join(lines), encoding="utf-8"),
    "gb18030": lambda path, lines: path.write_text("\n".join(lines), encoding="gb18030"),
}
