"""Everything training learns from, read once and put into tokens."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from index.encoder_parts import enumerate_words, tokenizer_json
from index.training.batches import Tokens
from index.training.characters import read_character_map
from index.training.dictionary import Dictionary, read_dictionary, read_word_counts
from index.training.pairs import OPEN_SOURCES, Pair, Term, read_english, read_pairs, read_terms
from index.training.templates import office_pairs, word_pairs
from index.training.titles import Occupation, from_terms, read_esco, read_onet, with_chinese
from index.training.translation import read_job_titles, read_title_words
from index.training.vocabulary import choose_words

OFFICE_PAIRS = 14_000
WORD_PAIRS = 24_000
ENGLISH_SENTENCES = 20_000  # of the pairs' English sides, to be held in place
# A word in this many uses or more stays whole in the coarse reading; see `Material.coarse`.
COMMON = 1500
USUAL = 150  # uses of a word that is worth a question of its own


@dataclass(frozen=True)
class Material:
    """What there is to learn from."""

    words: list[str]
    simplified: dict[str, str]
    dictionary: Dictionary
    pairs: list[Pair]
    terms: list[Term]
    english: list[str]
    esco: list[Occupation]
    onet: list[Occupation]
    named: list[Occupation]  # glossary terms and our own job titles
    fine: Tokenizer  # as served
    coarse: Tokenizer  # rarer words in shorter pieces

    def readings(self, texts: Sequence[str]) -> list[list[Tokens]]:
        """The tokens of each text as served and in shorter pieces."""
        return [tokens(self.fine, texts), tokens(self.coarse, texts)]


def tokens(tokenizer: Tokenizer, texts: Sequence[str], longest: int = 96) -> list[Tokens]:
    """Token ids of each text; the last one stays the separator when a text is cut."""
    found = (encoding.ids for encoding in tokenizer.encode_batch(list(texts)))
    return [ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]] for ids in found]


def read_material(folder: Path, seed: int, sources: Sequence[str] = OPEN_SOURCES) -> Material:
    """
    Read the data folder and generate the template pairs.

    :param folder: holds `training`, `data` and `domain`.
    """
    random = np.random.default_rng(seed)
    simplified = read_character_map()
    simplify = str.maketrans(simplified)
    dictionary = read_dictionary(folder / "training" / "cedict.u8.gz", simplify)
    counts = read_word_counts(simplify)
    terms = [*read_terms(folder), *read_job_titles()]
    own = [name.translate(simplify) for term in terms for name in term.zh]
    title_words = read_title_words()
    words = choose_words(dictionary, counts, [*own, *title_words.all_chinese()])
    ids = enumerate_words(words)
    common = {w: i for w, i in ids.items() if len(w) == 1 or counts.get(w, 0) >= COMMON}
    pairs = [pair for pair in read_pairs(folder, sources) if not pair.is_kept_back]
    pairs += office_pairs(terms, OFFICE_PAIRS, random)
    usual = [word for word in words if counts.get(word, 0) >= USUAL]
    pairs += word_pairs(dictionary, usual, WORD_PAIRS, random)
    return Material(
        words=words,
        simplified=simplified,
        dictionary=_with_terms(dictionary, terms, simplify),
        pairs=pairs,
        terms=terms,
        english=[*read_english(folder), *_sample(pairs, ENGLISH_SENTENCES, random)],
        esco=with_chinese(read_esco(folder)[0], title_words),
        onet=with_chinese(read_onet(folder)[0], title_words),
        named=from_terms(terms),
        fine=Tokenizer.from_str(tokenizer_json(ids, simplified)),
        coarse=Tokenizer.from_str(tokenizer_json(common, simplified)),
    )


def _sample(pairs: Sequence[Pair], count: int, random: np.random.Generator) -> list[str]:
    return [pairs[i].en for i in random.choice(len(pairs), count, replace=False)]


def _with_terms(
    dictionary: Dictionary, terms: Sequence[Term], simplify: dict[int, str]
) -> Dictionary:
    """The dictionary with our terms' English first among a word's glosses."""
    merged = dict(dictionary)
    for term in terms:
        for name in (name.translate(simplify) for name in term.zh):
            merged[name] = list(dict.fromkeys([term.en[0], *merged.get(name, [])]))
    return merged
