"""
The text of a PDF or DOCX, in a process of its own: `python -m knowledge.people.cv.extracting`.

A hostile file may loop or blow up the parser; it takes only this process with it. Nothing of the
house is imported here, so that the process starts quickly.
"""

from __future__ import annotations

import logging
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST_PAGES = 30
MOST_CHARACTERS = 200_000
MEMORY_BYTES = 1_000_000_000
CPU_S = 10

ENCRYPTED, UNREADABLE = 3, 4
"""Exit codes."""


def main(arguments: list[str]) -> int:
    """Writes the text of the file to standard output as UTF-8; the exit code tells of trouble."""
    kind, path = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    logging.disable(logging.CRITICAL)
    try:
        text = _pdf_text(path) if kind == "pdf" else _docx_text(path)
    except PermissionError:
        return ENCRYPTED
    except Exception:  # noqa: BLE001 - parsers raise anything on broken files; the parent is told
        return UNREADABLE
    sys.stdout.buffer.write(text[:MOST_CHARACTERS].encode("utf-8", "replace"))
    return 0


def _pdf_text(path: str) -> str:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(path)
    # Many PDFs are locked against changes only and open with the empty password.
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise PermissionError(path)
    pages: list[str] = []
    for page in reader.pages[:MOST_PAGES]:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > MOST_CHARACTERS:
            break
    return "\n".join(pages)


def _docx_text(path: str) -> str:
    from docx import Document

    document = Document(path)
    parts = [document.element.body]
    for section in document.sections:
        parts += [section.header._element, section.footer._element]
    return "\n".join(line for part in parts for line in _lines(part))


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def _lines(element: Any) -> Iterator[str]:  # noqa: ANN401 - an lxml element has no public type
    """Paragraphs in reading order; the cells of a row joined by tabs; text boxes behind theirs."""
    for child in element:
        if child.tag == f"{_WORD}tr":
            cells = [" ".join(_lines(cell)) for cell in child if cell.tag == f"{_WORD}tc"]
            # A merged cell is repeated in some files.
            yield "\t".join(dict.fromkeys(cell for cell in cells if cell.strip()))
        elif child.tag == f"{_WORD}p":
            yield _paragraph(child)
            yield from _boxes(child)
        elif child.tag != _FALLBACK:
            yield from _lines(child)


def _paragraph(paragraph: Any) -> str:  # noqa: ANN401 - see above
    said = []
    for node in paragraph.iter():
        is_boxed = any(
            above.tag in {f"{_WORD}txbxContent", _FALLBACK}
            for above in node.iterancestors()
            if above is not paragraph
        ) and not _is_below_box(paragraph)
        if is_boxed:
            continue
        if node.tag == f"{_WORD}t":
            said.append(node.text or "")
        elif node.tag in {f"{_WORD}tab", f"{_WORD}br"}:
            said.append("\t")
    return "".join(said).strip()


def _is_below_box(paragraph: Any) -> bool:  # noqa: ANN401 - see above
    return any(above.tag == f"{_WORD}txbxContent" for above in paragraph.iterancestors())


def _boxes(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - see above
    for box in paragraph.iter(f"{_WORD}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield from _lines(box)


if __name__ == "__main__":
    sys.exit(main([str(Path(argument)) for argument in sys.argv[1:]]))
