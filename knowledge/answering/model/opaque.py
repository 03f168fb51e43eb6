"""Clauses, links, telephone and document numbers as marks: the model copies what it cannot see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.policies.document import Clause
from knowledge.policies.release import Release

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>（）()，。；、“”\[\]]+"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:cn|com|org|net|gov|io|me|top|xyz)(?![a-z0-9])"
    r"(?:/[^\s<>（）()，。；、“”\[\]]*)?",
    re.IGNORECASE | re.ASCII,
)
# Hotlines of five digits are 12329 to 12399; with a unit behind it such a number is an amount.
_PHONE = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?(?:0\d{2,3}[- ]?(?:\d{5,8}|\d{4}[- ]\d{3,4})"
    r"|1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|400[- ]?\d{3}[- ]?\d{4}|12[39]\d{2}(?!\s*(?:[元人户个家名]|yuan|people|posts)))(?![\d,]*\d)"
)
_DOCUMENT_NUMBER = re.compile(
    r"[一-鿿]{2,10}[〔\[［(（【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*第?\s*\d{1,4}\s*号"
    r"|\bNo\.\s*\d{1,4}\s*(?:of\s*|[\[〔(])(?:19|20)\d{2}",
    re.IGNORECASE,
)
_BEFORE_NUMBER = re.compile("^(?:依据|根据|按照|按|即|和|与|的|见|在)+")
_KINDS = (("L", _LINK), ("N", _DOCUMENT_NUMBER), ("N", _PHONE))
_ONE_MARK = r"[CLN]\d{1,3}"
_MARK = re.compile(
    rf"\[{{1,2}}\s*({_ONE_MARK}(?:\s*[,，、]\s*{_ONE_MARK})*)\s*\]{{1,2}}", re.IGNORECASE
)
_BRACKETS = str.maketrans("<>[]", "〈〉（）")


@dataclass(frozen=True, slots=True)
class Hidden:
    """A thing behind a mark, and the clause marks whose material holds it."""

    real: str
    held_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one request: what the model may pass on, and nothing else."""

    clauses: dict[str, Clause]
    """By C1, C2, ..."""
    hidden: dict[str, Hidden]
    """By L1, N1, ..."""
    material: str
    """The clauses as the model reads them."""

    @classmethod
    def of(cls, clauses: Sequence[Clause], release: Release) -> Marks:
        """Marks for the clauses and for all that stands in and about them."""
        by_mark = {f"C{number}": clause for number, clause in enumerate(clauses, start=1)}
        texts = {mark: _material(clause, release) for mark, clause in by_mark.items()}
        hidden = _hidden(texts)
        marks = {one.real: mark for mark, one in hidden.items()}
        material = "\n\n".join(
            f"[[{mark}]] {_without(text, marks)}" for mark, text in texts.items()
        )
        return cls(by_mark, hidden, material)

    def shown(self, text: str) -> str:
        """Any other text for the model, such as the question, with the same things hidden."""
        return _without(text, {one.real: mark for mark, one in self.hidden.items()})


def plain(text: str) -> str:
    """Text of a person for the model: fences and marks that somebody types are words."""
    return text.translate(_BRACKETS)


def marks_in(text: str) -> tuple[str, ...]:
    """The marks that a text of the model's holds, in capitals, in their order."""
    groups = (re.split(r"\s*[,，、]\s*", found[1]) for found in _MARK.finditer(text))
    return tuple(mark.upper() for group in groups for mark in group)


def without_marks(text: str) -> str:
    """What the model itself has written, a blank where a mark stood."""
    return _MARK.sub(" ", text)


def restored(text: str, marks: Marks) -> str:
    """The text as people read it: links and numbers in place, the marks of clauses gone."""

    def real(found: re.Match[str]) -> str:
        known = [marks.hidden[mark].real for mark in marks_in(found[0]) if mark in marks.hidden]
        return "、".join(known)

    return re.sub(r"[ \t]+(?=[。，；！？,.;!?]|$)", "", _MARK.sub(real, text)).strip()


def written_itself(text: str) -> str | None:
    """A link, telephone or document number in the model's own writing; None where there is none."""
    own = without_marks(text)
    found = (pattern.search(own) for _, pattern in _KINDS)
    return next((match[0] for match in found if match), None)


def _material(clause: Clause, release: Release) -> str:
    document = release.document_of(clause)
    about = [f"《{document.title}》", clause.heading, document.issuer]
    about += [part for part in (document.document_number, document.source_url) if part]
    return f"{' · '.join(about)}\n{clause.text}"


def _hidden(texts: dict[str, str]) -> dict[str, Hidden]:
    holders: dict[tuple[str, str], set[str]] = {}
    for clause_mark, text in texts.items():
        for kind, real in _found(text):
            holders.setdefault((kind, real), set()).add(clause_mark)
    counts = {"L": 0, "N": 0}
    hidden = {}
    for (kind, real), held_by in holders.items():
        counts[kind] += 1
        hidden[f"{kind}{counts[kind]}"] = Hidden(real, frozenset(held_by))
    return hidden


def _found(text: str) -> Iterator[tuple[str, str]]:
    for kind, pattern in _KINDS:
        for match in pattern.finditer(text):
            yield kind, _BEFORE_NUMBER.sub("", match[0])


def _without(text: str, marks: dict[str, str]) -> str:
    # The longest first, so that 12333 does not cut 023-12333 in two.
    reals = sorted(marks, key=len, reverse=True)
    if not reals:
        return text.translate(_BRACKETS)
    pieces = re.split("(" + "|".join(map(re.escape, reals)) + ")", text)
    # A bracket in the material could pass for a mark or end the material early.
    return "".join(
        f"[[{marks[piece]}]]" if piece in marks else piece.translate(_BRACKETS) for piece in pieces
    )
