"""Which Chinese strings become tokens."""

import re
from collections.abc import Iterable

from index.encoder_parts import HAN
from index.training.dictionary import Dictionary

# Rarer words are met too seldom to be worth a row; their parts carry them.
FEWEST_USES = 10
LONGEST_WORD = 5
LONGEST_DOMAIN_WORD = 6
CHINESE = re.compile(f"[{HAN}]+")


def choose_words(
    dictionary: Dictionary, counts: dict[str, int], domain_words: Iterable[str]
) -> list[str]:
    """
    Every character of the dictionary, its common words, and our own domain's words whole.

    :param counts: uses of each word in a large corpus.
    :param domain_words: job titles, programmes, districts; characters already simplified.
    :return: sorted, so that the same data gives the same token ids.
    """
    own = {
        word
        for word in domain_words
        if CHINESE.fullmatch(word) and len(word) <= LONGEST_DOMAIN_WORD
    }
    characters = {character for word in own | dictionary.keys() for character in word}
    common = {
        word
        for word in dictionary
        if 1 < len(word) <= LONGEST_WORD and counts.get(word, 0) >= FEWEST_USES
    }
    return sorted(own | characters | common)
