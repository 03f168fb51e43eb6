"""Documents that hold no readable CV are told apart, and none of them does harm."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge.people.cv.reading import MOST_BYTES, DocumentText, Trouble, read_document
from tests.knowledge.people.cv.cvs import write_docx, write_pdf

LINES = ("求职意向：保洁员", "学历：初中", "工作经历", "2018.01-2019.12 某公司 保洁员")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200


def _pdf(tmp_path):
    path = tmp_path / "cv.pdf"
    write_pdf(path, LINES)
    return path


def _encrypted(tmp_path, password="secret"):
    writer = PdfWriter(clone_from=PdfReader(_pdf(tmp_path)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


def _blank_pdf(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    path = tmp_path / "scan.pdf"
    with path.open("wb") as file:
        writer.write(file)
    return path


def _zip(tmp_path, name, parts):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def _file(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


BAD = {
    "scan": (_blank_pdf, Trouble.NO_TEXT),
    "encrypted": (_encrypted, Trouble.ENCRYPTED),
    "bomb": (
        lambda p: _zip(p, "a.docx", {"word/document.xml": b"0" * 70_000_000}),
        Trouble.UNPACKS_TOO_LARGE,
    ),
    "broken docx": (lambda p: _zip(p, "a.docx", {"word/document.xml": b"<w:"}), Trouble.BROKEN),
    "cut docx": (lambda p: _file(p, "a.docx", b"PK\x03\x04" + b"x" * 100), Trouble.BROKEN),
    "broken pdf": (lambda p: _file(p, "a.pdf", b"%PDF-1.7\n" + b"garbage " * 50), Trouble.BROKEN),
    "empty": (lambda p: _file(p, "a.pdf", b""), Trouble.EMPTY),
    "blanks": (lambda p: _file(p, "a.txt", b" \n\t " * 20), Trouble.EMPTY),
    "html named pdf": (
        lambda p: _file(p, "a.pdf", b"<!DOCTYPE html><p>cv</p>"),
        Trouble.NOT_AS_NAMED,
    ),
    "image named pdf": (lambda p: _file(p, "a.pdf", PNG), Trouble.NOT_AS_NAMED),
    "image": (lambda p: _file(p, "a.png", PNG), Trouble.IMAGE),
    "pdf named docx": (lambda p: _pdf(p).rename(p / "cv.docx"), Trouble.NOT_AS_NAMED),
    "old word": (
        lambda p: _file(p, "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        Trouble.OLD_WORD,
    ),
    "locked word": (
        lambda p: _file(
            p,
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        ),
        Trouble.ENCRYPTED,
    ),
    "program": (lambda p: _file(p, "a.exe", b"MZ\x90\0\3\0\0\0" * 20), Trouble.OTHER_KIND),
    "spreadsheet": (lambda p: _zip(p, "a.xlsx", {"xl/workbook.xml": b"<x/>"}), Trouble.OTHER_KIND),
    "too short": (lambda p: _file(p, "a.txt", "你好".encode()), Trouble.NO_TEXT),
    "too large": (lambda p: _file(p, "a.txt", b"a" * (MOST_BYTES + 1)), Trouble.TOO_LARGE),
    "missing": (lambda p: p / "nothing.pdf", Trouble.MISSING),
    "folder": (lambda p: p, Trouble.MISSING),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_told_apart(tmp_path, name):
    make, trouble = BAD[name]
    assert read_document(make(tmp_path)) is trouble


@pytest.mark.timeout(5)
def test_a_pipe_a_device_and_a_folder_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "cv.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "cv.txt")
    for path in (tmp_path / "cv.txt", tmp_path / "link.txt", Path("/dev/zero"), tmp_path):
        assert read_document(path) is Trouble.MISSING


def test_a_pdf_locked_against_changes_only_is_read(tmp_path):
    read = read_document(_encrypted(tmp_path, password=""))
    assert isinstance(read, DocumentText)
    assert "保洁员" in read.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_encodings_that_people_send(tmp_path, encoding):
    path = _file(tmp_path, "cv.txt", "\n".join(LINES * 3).encode(encoding))
    read = read_document(path)
    assert isinstance(read, DocumentText)
    assert "求职意向" in read.text


def test_a_parser_that_does_not_end_is_ended(tmp_path):
    assert read_document(_pdf(tmp_path), longest_s=0.001) is Trouble.TOO_SLOW


def test_text_boxes_and_tables_are_read_once_and_in_order(tmp_path):
    path = tmp_path / "cv.docx"
    write_docx(path, LINES)
    read = read_document(path)
    assert isinstance(read, DocumentText)
    assert read.text.split("\n")[: len(LINES)] == list(LINES)


def test_entities_that_multiply_do_not(tmp_path):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e8;</x>'
    parts = {"word/document.xml": body, "[Content_Types].xml": "<Types/>", "_rels/.rels": "<R/>"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path = _file(tmp_path, "a.docx", buffer.getvalue())
    assert read_document(path) in {Trouble.BROKEN, Trouble.NO_TEXT}
