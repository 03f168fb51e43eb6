"""Matching over a million posts: the index leaves a shortlist, and the matcher decides on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from index.encoder import Encoder, TextRole
from index.retriever import Hit
from index.segments import Opened
from index.tokens import Tokenizer
from knowledge.glossary import Glossary
from knowledge.language import Lang
from knowledge.people.profile import Profile
from knowledge.posts.asker import Asker
from knowledge.posts.filtering import BARRED, Filtered
from knowledge.posts.match import Match
from knowledge.posts.matching import Matcher
from knowledge.posts.post import Post
from knowledge.posts.reading import PostReader
from knowledge.posts.report import MatchReport
from knowledge.posts.shortlist import PartSearch, Wanted
from knowledge.posts.trades import TradeIndex
from knowledge.posts.weights import Weights
from knowledge.vocabulary import PersonStatus, PostKind

# The matcher sees so many posts more than it is asked for: a post may have been closed or changed
# since it was indexed, and the matcher may weigh what the index does not see.
_SPARE = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post that may be shown: its id, its score in matching, and that of the search alone."""

    post_id: str
    score: float
    fused: float


class LargeMatcher:
    """Matches one state of a large index; safe to use from several threads."""

    def __init__(
        self,
        opened: Opened,
        encoder: Encoder,
        tokenizer: Tokenizer,
        *,
        posts: PostReader,
        glossary: Glossary,
        parts: Sequence[PartSearch] | None = None,
    ) -> None:
        self._opened, self._encoder, self._tokenizer = opened, encoder, tokenizer
        self._posts, self._glossary = posts, glossary
        self._weights = Weights.load()
        self.parts = parts or [PartSearch(part, self._weights) for part in opened.parts]
        self._trades = TradeIndex((), glossary)
        self._rows = opened.rows
        largest = max(opened.parts, key=lambda part: len(part.segment)).segment
        self._largest = largest
        _ = largest.background

    def match(
        self,
        profile: Profile,
        wish_text: str,
        *,
        today: date,
        lang: Lang,
        limit: int = 5,
        kinds: tuple[PostKind, ...] | None = None,
    ) -> MatchReport:
        """As `Matcher.match`; the counts are over all posts, what to relax over the shortlist."""
        asker = self.asker(profile, today, profile.kinds if kinds is None else kinds)
        wish = wish_text or " ".join(profile.wishes)
        filtered = [part.rules.filtered(asker) for part in self.parts]
        candidates = self._shortlist(asker, wish, filtered, limit + _SPARE)
        small = self._matcher(candidates)
        report = small.match(profile, wish_text, today=today, lang=lang, limit=limit, kinds=kinds)
        flags = [part.flags for part in filtered]
        is_open = sum(int(np.count_nonzero(part == 0)) for part in flags)
        kept = sum(int(np.count_nonzero((part & BARRED) == 0)) for part in flags)
        return replace(
            report,
            considered=self._rows,
            open=is_open,
            need_more=kept - is_open,
            barred=_summed([part.by_rule for part in filtered]),
        )

    def judge(
        self,
        profile: Profile,
        post_id: str,
        *,
        today: date,
        lang: Lang,
        kinds: tuple[PostKind, ...] = (),
    ) -> Match | None:
        """As `Matcher.judge`."""
        post = self._posts.one(post_id)
        if post is None:
            return None
        alone = self._matcher_on([post], {})
        return alone.judge(profile, post_id, today=today, lang=lang, kinds=kinds)

    def points(
        self, profile: Profile, wish_text: str, post_id: str, *, today: date
    ) -> Mapping[str, float] | None:
        """As `Matcher.points`, without closeness of meaning, which a search alone tells."""
        post = self._posts.one(post_id)
        if post is None:
            return None
        found = self._matcher_on([post], {}).points(profile, wish_text, post_id, today=today)
        return {name: value for name, value in (found or {}).items() if name != "similarity"}

    def count_kept(self, profile: Profile, wish_text: str, *, today: date) -> int:
        """As `Matcher.count_open`, over all posts."""
        asker = self.asker(profile, today, profile.kinds)
        trades = self._trades.in_text(wish_text or " ".join(profile.wishes))
        return sum(part.count_kept(asker, trades) for part in self.parts)

    def nearest(
        self, profile: Profile, wish: str, *, today: date, k: int = 10
    ) -> list[tuple[str, float]]:
        """The posts nearest in meaning among those that no rule bars, with their cosine."""
        asker = self.asker(profile, today, profile.kinds)
        vector = self._encoder.encode([wish], TextRole.QUERY)[0]
        found: list[tuple[str, float]] = []
        for part in self.parts:
            segment, kept = part.part.segment, part.rules.filtered(asker).kept
            rows, near = segment.vectors.nearest_exactly(vector, k, kept)
            found += zip(map(segment.key, rows.tolist()), near.tolist(), strict=True)
        return sorted(found, key=lambda one: (-one[1], one[0]))[:k]

    def _shortlist(
        self, asker: Asker, wish: str, filtered: Sequence[Filtered], most: int
    ) -> list[Candidate]:
        wanted = self.wanted(asker, wish)
        found: list[Candidate] = []
        for part, left in zip(self.parts, filtered, strict=True):
            short = part.shortlist(wanted, asker, left, most)
            keys = map(part.part.segment.key, short.rows.tolist())
            figures = zip(keys, short.scores.tolist(), short.fused.tolist(), strict=True)
            found += [Candidate(*figure) for figure in figures]
        return sorted(found, key=lambda c: (-round(c.score, 6), c.post_id))[:most]

    def wanted(self, asker: Asker, wish: str) -> Wanted:
        """The wish as the index is searched for it."""
        groups = set(asker.profile.groups)
        if PersonStatus.WITHDRAWN_FISHERMAN in asker.profile.statuses:
            groups.add(PersonStatus.WITHDRAWN_FISHERMAN.value)
        of_groups = (self._weights.group_trades.get(group, frozenset()) for group in groups)
        is_wish = bool(wish.strip())
        return Wanted(
            vector=self._encoder.encode([wish], TextRole.QUERY)[0] if is_wish else None,
            words=self._largest.words.asked(self._tokenizer(wish)),
            background=self._largest.background,
            mean_length=self._largest.words.mean_length,
            trades=self._trades.in_text(wish),
            group_trades=frozenset().union(*of_groups),
        )

    def asker(self, profile: Profile, today: date, kinds: tuple[PostKind, ...]) -> Asker:
        """The person as the rules of the index see them."""
        return Asker(profile, today, self._glossary.places, kinds=kinds)

    def _matcher(self, candidates: Sequence[Candidate]) -> Matcher:
        posts = self._posts.open_among([candidate.post_id for candidate in candidates])
        fused = {c.post_id: c.fused for c in candidates if c.post_id in posts}
        return self._matcher_on(list(posts.values()), fused)

    def _matcher_on(self, posts: Sequence[Post], fused: Mapping[str, float]) -> Matcher:
        return Matcher(posts, _Found(fused), glossary=self._glossary, weights=self._weights)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the large index found, told as a search of its own."""

    fused: Mapping[str, float]

    def search(
        self,
        query: str,  # noqa: ARG002 - it was searched for already
        *,
        k: int = 10,
        allowed_keys: Collection[str] | None = None,
    ) -> list[Hit]:
        """The shortlist with its scores, best first."""
        allowed = self.fused if allowed_keys is None else set(allowed_keys) & set(self.fused)
        ordered = sorted(allowed, key=lambda key: (-self.fused[key], key))[:k]
        return [Hit(key, "", self.fused[key], 0.0, 0.0, 0.0, row=0) for key in ordered]


def _summed(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    names = dict.fromkeys(name for part in counts for name in part)
    return {name: sum(part.get(name, 0) for part in counts) for name in names}
