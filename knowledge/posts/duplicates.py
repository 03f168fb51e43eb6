"""Posts that say again what another post says: exactly, nearly, or under ever new employers."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash  # type: ignore[import-untyped]
from numpy.typing import NDArray

from knowledge.posts.hold import Hold, HoldReason, shown
from knowledge.posts.post import Post
from knowledge.sentence import Sentence
from knowledge.terms import folded
from knowledge.vocabulary import PostKind

Signature = NDArray[np.uint32]

_PERMUTATIONS = 64
"""The standard error of the likeness is 1/sqrt(64), an eighth, at its worst and less near 1."""

# Made once: a sketch otherwise draws its functions anew, which costs as much as using them.
_SCHEME = "affine32"
_FUNCTIONS = MinHash(num_perm=_PERMUTATIONS, scheme=_SCHEME).permutations

_SHINGLE = 3
"""Characters; three of Chinese are about two words, three of English half a word."""

_NEAR = 0.92
"""
Share of shingles in common from which two texts are one. On real postings 0.85 to 0.9 also held
sister posts of one ward or grade under a common introduction.
"""

_COPIED_FROM_LETTERS = {"chinese": 100, "latin": 300}
_MOST_EMPLOYERS = 5
"""So many employers may use one text of so many letters, as branches of a chain do."""

_KEPT_AS_TEXT = 200
"""Characters; a longer text takes more room than its signature."""

_NO_LETTER = re.compile(r"[\W_]+")
_NO_FIGURE = re.compile(r"[\W\d_]+")
# What else stands in brackets tells posts apart: （观音桥店）, （夜班）, (Level 2).
_ORNAMENT = re.compile(
    r"急聘|急招|诚聘|高薪|热招|直招|诚招|招聘|急|包吃住|包吃|包住|双休|单休|五险一金|六险一金|待遇优厚|日结|可日结"
    r"|(?<![a-z])(?:urgent(?:ly)?|(?:now )?hiring|wanted)(?![a-z])"
)


# Sister posts share a text but for one of these.
_TERMS = re.compile(
    r"兼职|全职|非全日制|小时工|钟点|临时|长期|短期|夜班|白班|倒班|实习|暑假|寒假"
    r"|(?<![a-z])(?:part|full)[- ]?time|maternity|fixed[- ]term|(?:day|night)s? shift"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an earlier post stands: its id, and its line if it is of the same feed."""

    post_id: str
    line: int | None = None


@dataclass(slots=True)
class _Seen:
    """
    What is kept of a post, some 400 bytes.

    sketched: its text while that is short, for few are ever compared; else its signature.
    """

    place: Place
    digest: bytes
    sketched: str | Signature

    def signature(self) -> Signature:
        """MinHash of the text, shape (64,)."""
        if isinstance(self.sketched, str):
            self.sketched = _signature(self.sketched)
        return self.sketched


class _Said:
    """The words of one post, prepared for comparing."""

    def __init__(self, post: Post) -> None:
        self.post = post
        text = folded(f"{post.description}\n{post.description_en}").strip()
        letters = _NO_LETTER.sub("", text)
        stated = (post.wage_min, post.wage_max, post.wage_unit, post.shift, post.skills,
                  post.certificates, post.headcount, letters)  # fmt: skip
        self.digest = _hashed(repr(stated))
        self.sketched = letters or f"{post.wage_min}{post.wage_max}{post.wage_unit}"
        self.group = _group(post, text)
        self.copied = _copied_text(post)


class Duplicates:
    """
    The posts seen so far, some 400 bytes each.

    Two posts are compared only where employer, district, title (ornaments aside), schooling,
    experience, address and terms (part-time, night shift) are the same: what differs there is
    another post.
    """

    def __init__(self) -> None:
        self._seen: defaultdict[Hashable, list[_Seen]] = defaultdict(list)
        self._employers: defaultdict[bytes, set[int]] = defaultdict(set)
        self._latest: _Said | None = None

    def hold(self, post: Post) -> Hold | None:
        """Why this post is one that was seen before, or None."""
        said = self._said(post)
        return self._same_as_another(said) or self._copied(said)

    def add(self, post: Post, line: int | None = None) -> None:
        """From now on this post counts as seen."""
        said = self._said(post)
        is_short = len(said.sketched) <= _KEPT_AS_TEXT
        sketched = said.sketched if is_short else _signature(said.sketched)
        self._seen[said.group].append(_Seen(Place(post.post_id, line), said.digest, sketched))
        if said.copied is not None:
            employers = self._employers[said.copied]
            if len(employers) < _MOST_EMPLOYERS:
                employers.add(hash(post.employer))

    def _said(self, post: Post) -> _Said:
        """The words of the post; the gate asks for the same one twice."""
        if self._latest is None or self._latest.post is not post:
            self._latest = _Said(post)
        return self._latest

    def _same_as_another(self, said: _Said) -> Hold | None:
        others = [
            seen
            for seen in self._seen.get(said.group, ())
            if seen.place.post_id != said.post.post_id
        ]
        if not others:
            return None
        exact = next((seen for seen in others if seen.digest == said.digest), None)
        if exact is not None:
            return _hold(HoldReason.DUPLICATE, exact.place, "完全相同", "is the same")
        likeness = _likeness(_signature(said.sketched), [seen.signature() for seen in others])
        nearest = int(likeness.argmax())
        share = float(likeness[nearest])
        if share < _NEAR:
            return None
        percent = f"{share:.0%}"
        return _hold(
            HoldReason.NEAR_DUPLICATE,
            others[nearest].place,
            f"有{percent}相同",
            f"is the same to {percent}",
        )

    def _copied(self, said: _Said) -> Hold | None:
        post, text = said.post, said.copied
        employers = self._employers.get(text, set()) if text is not None else set()
        if len(employers) < _MOST_EMPLOYERS or hash(post.employer) in employers:
            return None
        told = shown(post.description or post.description_en)
        detail = Sentence(
            f"description 与{_MOST_EMPLOYERS}家以上单位的岗位一字不差：“{told}”。",
            f"description stands word for word under {_MOST_EMPLOYERS} employers and more: "
            f"'{told}'.",
        )
        return Hold(HoldReason.COPIED_TEXT, "description", told, detail)


def _hold(reason: HoldReason, place: Place, zh: str, en: str) -> Hold:
    where = f"（第{place.line}行）" if place.line is not None else ""
    on_line = f" (line {place.line})" if place.line is not None else ""
    name = shown(place.post_id)
    detail = Sentence(
        f"与岗位“{name}”{where}{zh}：单位、区县、岗位名称一样。",
        f"{en} as post '{name}'{on_line}: employer, district and title are its own.",
    )
    return Hold(reason, "description", name, detail)


def _group(post: Post, text: str) -> Hashable:
    title = _NO_LETTER.sub("", _ORNAMENT.sub("", folded(post.title))) or post.title
    named = (
        post.kind,
        _NO_LETTER.sub("", folded(post.employer)),
        post.district,
        title,
        _NO_LETTER.sub("", folded(post.address)),
        post.education_min,
        post.experience_years,
        post.category,
        post.channel,
        *sorted(set(_TERMS.findall(text))),
    )
    return hash(named)


def _hashed(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _copied_text(post: Post) -> bytes | None:
    """The text without figures and the employer's name; None where it is short or official."""
    if post.kind is not PostKind.ENTERPRISE:
        return None
    said = folded(post.description or post.description_en)
    text = _NO_FIGURE.sub("", said.replace(folded(post.employer), ""))
    if len(text) < _COPIED_FROM_LETTERS["latin" if text.isascii() else "chinese"]:
        return None
    return _hashed(text)


def _signature(text: str) -> Signature:
    """MinHash of the text; shape (64,)."""
    sketch = MinHash(
        num_perm=_PERMUTATIONS, hashfunc=_as_it_is, permutations=_FUNCTIONS, scheme=_SCHEME
    )
    sketch.update_batch(_shingles(text))
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


def _as_it_is(number: int) -> int:
    return number


def _shingles(text: str) -> Iterator[int]:
    """Every stretch of three characters as a number."""
    padded = text.ljust(_SHINGLE)
    codes = np.frombuffer(padded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    mixed = codes[:-2] * np.uint32(0x9E3779B1)
    mixed = (mixed ^ codes[1:-1]) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ codes[2:]) * np.uint32(0xC2B2AE35)
    return iter(np.unique(mixed).tolist())


def _likeness(one: Signature, others: Sequence[Signature]) -> NDArray[np.float64]:
    """Share of equal places with each, an estimate of Jaccard's likeness; shape (n,)."""
    return np.asarray(np.mean(np.stack(others) == one, axis=1), dtype=np.float64)
