"""Pairs of names drawn from occupations, half of each batch from one family."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from tokenizers import Tokenizer

from index.training.batches import Indices, Tokens
from index.training.titles import Occupation

# How often the partner of a name is the occupation's title with its description.
DESCRIBED = 0.3
LONGEST_DESCRIPTION = 200  # characters


def title_pairs(
    occupations: Sequence[Occupation],
    tokenizer: Tokenizer,
    size: int,
    random: np.random.Generator,
) -> Iterator[tuple[list[Tokens], list[Tokens], Indices]]:
    """
    Endless batches of two names of one occupation.

    :return: tokens of one name, of the other, and the occupations' numbers, shape (size,).
    """
    usable = [occupation for occupation in occupations if len(occupation.names) > 1]
    families = _families(usable)
    # A batch from one family teaches to tell neighbours apart; occupations with many names
    # are drawn more often, but not in proportion.
    weights = np.sqrt([len(occupation.names) for occupation in usable])
    while True:
        family = families[random.integers(len(families))]
        near = random.choice(family, min(size // 2, len(family)), replace=False)
        anywhere = random.choice(len(usable), size - len(near), p=weights / weights.sum())
        groups = np.concatenate([near, anywhere])
        drawn = [_pair(usable[i], random) for i in groups]
        texts = [left for left, _ in drawn] + [right for _, right in drawn]
        tokens: list[Tokens] = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        yield tokens[: len(drawn)], tokens[len(drawn) :], groups


def _families(occupations: Sequence[Occupation]) -> list[Indices]:
    members: dict[str, list[int]] = defaultdict(list)
    for i, occupation in enumerate(occupations):
        members[occupation.family].append(i)
    return [np.array(family) for family in members.values()]


def _pair(occupation: Occupation, random: np.random.Generator) -> tuple[str, str]:
    left, right = random.choice(len(occupation.names), 2, replace=False)
    if occupation.description and random.random() < DESCRIBED:
        described = f"{occupation.names[0]}: {occupation.description[:LONGEST_DESCRIPTION]}"
        return occupation.names[left or right], described
    return occupation.names[left], occupation.names[right]
