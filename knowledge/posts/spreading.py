"""Equally good posts take turns by day and seeker, so that applicants spread over employers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import chain

from knowledge.posts.match import Match
from knowledge.vocabulary import PostKind


def spread(matches: Sequence[Match], seeker: str, today: date, *, band: float) -> tuple[Match, ...]:
    """
    The matches with those of the same quality in another order, the same one all day.

    :param seeker: tells one person from another; a salt of the order, stored nowhere.
    :param band: scores so close to the best of a run count as equal.
    """
    turned = (
        sorted(run, key=lambda match: _lot(match.post.post_id, seeker, today))
        for run in _runs(matches, band)
    )
    return tuple(chain.from_iterable(turned))


def _runs(matches: Sequence[Match], band: float) -> Iterator[list[Match]]:
    """
    Neighbours of the same result and the same side, no further from the first than the band.

    Only neighbours: a post that stands out of order, such as the one market post among welfare
    posts, keeps its place.
    """
    run: list[Match] = []
    for match in matches:
        if run and not _is_equal(run[0], match, band):
            yield run
            run = []
        run.append(match)
    if run:
        yield run


def _is_equal(first: Match, other: Match, band: float) -> bool:
    is_welfare = [match.post.kind is PostKind.PUBLIC_WELFARE for match in (first, other)]
    return (
        abs(first.score - other.score) <= band
        and is_welfare[0] is is_welfare[1]
        and first.result is other.result
    )


def _lot(post_id: str, seeker: str, today: date) -> bytes:
    return blake2b(f"{today}|{seeker}|{post_id}".encode(), digest_size=8).digest()
