"""Development figures: `python -m index.training.measuring --data FOLDER --trained FILE`."""

import argparse
import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from index.encoder_parts import Floats, assemble_base
from index.export import GRAPH, INT8_GRAPH, TOKENIZER, OnnxVectors, export, write_graph
from index.training.pairs import Pair, read_pairs
from index.training.titles import read_esco, read_onet
from index.training.translation import kept_back_titles

logger = logging.getLogger("index.training.measuring")

Encode = Callable[[Sequence[str]], Floats]
PARAGRAPH = 3  # sentences


def measure(encode: Encode, folder: Path) -> dict[str, float]:
    """
    All development figures of an encoder, on texts kept back from training.

    :param encode: texts to unit vectors, float32, shape (n_texts, 384).
    """
    kept = [pair for pair in read_pairs(folder) if pair.is_kept_back]
    news = [pair for pair in kept if pair.source == "ntrex"]
    return {
        **_translations(encode, kept),
        **_halves(encode, news),
        **_facts(encode, folder),
        **_titles(encode, folder),
    }


def recall(queries: Floats, texts: Floats, right: Sequence[int], at: int = 1) -> float:
    """The share of queries whose right text is among the `at` nearest."""
    scores = queries @ texts.T
    of_right = scores[np.arange(len(queries)), list(right)]
    return float(((scores > of_right[:, None]).sum(axis=1) < at).mean())


def _translations(encode: Encode, kept: Sequence[Pair]) -> dict[str, float]:
    figures = {}
    for source in ("ntrex", "mlqe", "tatoeba"):
        pairs = {pair.en: pair for pair in kept if pair.source == source}.values()
        zh, en = encode([p.zh for p in pairs]), encode([p.en for p in pairs])
        figures[f"{source} zh-en recall@1"] = recall(zh, en, range(len(en)))
        figures[f"{source} en-zh recall@1"] = recall(en, zh, range(len(en)))
        figures[f"{source} cosine"] = float((zh * en).sum(axis=1).mean())
    return figures


def _halves(encode: Encode, news: Sequence[Pair]) -> dict[str, float]:
    """First half of a sentence to its second half, or to the paragraph of its second half."""
    zh = [(p.zh[: len(p.zh) // 2], p.zh[len(p.zh) // 2 :]) for p in news]
    words = [pair.en.split() for pair in news]
    en = [(" ".join(w[: len(w) // 2]), " ".join(w[len(w) // 2 :])) for w in words]
    starts = range(0, len(news), PARAGRAPH)
    paragraphs = encode([" ".join(b for _, b in en[at : at + PARAGRAPH]) for at in starts])
    zh_paragraphs = encode(["".join(b for _, b in zh[at : at + PARAGRAPH]) for at in starts])
    of_sentence = [i // PARAGRAPH for i in range(len(news))]
    zh_first, en_first = encode([a for a, _ in zh]), encode([a for a, _ in en])
    return {
        "half zh to paragraph en recall@1": recall(zh_first, paragraphs, of_sentence),
        "half zh to paragraph zh recall@1": recall(zh_first, zh_paragraphs, of_sentence),
        "half en to paragraph en recall@1": recall(en_first, paragraphs, of_sentence),
        "half en to paragraph zh recall@1": recall(en_first, zh_paragraphs, of_sentence),
    }


def _facts(encode: Encode, folder: Path) -> dict[str, float]:
    facts = [pair for pair in read_pairs(folder, ()) if pair.source == "facts"]
    kept = [i for i, pair in enumerate(facts) if pair.is_kept_back]
    zh = encode([facts[i].zh for i in kept])
    return {"facts zh-en recall@1": recall(zh, encode([pair.en for pair in facts]), kept)}


def _titles(encode: Encode, folder: Path) -> dict[str, float]:
    occupations, queries = read_onet(folder)
    found = encode([query.title for query in queries])
    right = [query.occupation for query in queries]
    bare = encode([o.names[0] for o in occupations])
    described = encode([f"{o.names[0]}: {o.description}" for o in occupations])
    own = kept_back_titles()
    zh, en = encode([term.zh[0] for term in own]), encode([term.en[0] for term in own])
    return {
        "reported title to O*NET title recall@10": recall(found, bare, right, 10),
        "reported title to O*NET described recall@10": recall(found, described, right, 10),
        "ESCO similar titles MAP": _similar_titles(encode, folder),
        "own titles zh-en recall@1": recall(zh, en, range(len(own))),
        "own titles en-zh recall@1": recall(en, zh, range(len(own))),
    }


def _similar_titles(encode: Encode, folder: Path) -> float:
    """Mean average precision at 100 of each occupation's title against all alternative titles."""
    _, kept = read_esco(folder)
    vectors = encode([occupation.names[0] for occupation in kept])
    names = [(name, i) for i, o in enumerate(kept) for name in o.names[1:]]
    scores = vectors @ encode([name for name, _ in names]).T
    owners = np.array([owner for _, owner in names])
    values = [
        _average_precision(owners[np.argsort(-row, kind="stable")] == i)
        for i, row in enumerate(scores)
        if (owners == i).any()
    ]
    return float(np.mean(values))


def _average_precision(relevant: NDArray[np.bool_], cutoff: int = 100) -> float:
    places = np.flatnonzero(relevant[:cutoff])
    return float((np.arange(1, len(places) + 1) / (places + 1)).sum() / relevant.sum())


def cosine_to_base(encode: Encode, base: Encode, folder: Path) -> float:
    """The mean cosine of English texts' vectors and the base model's: 1 if nothing moved."""
    texts = [pair.en for pair in read_pairs(folder) if pair.is_kept_back]
    texts += [occupation.description for occupation in read_esco(folder)[1]]
    return float((encode(texts) * base(texts)).sum(axis=1).mean())


def main() -> None:
    """Log the figures of the base model and of the trained file, in float32 and int8."""
    parser = argparse.ArgumentParser(prog="python -m index.training.measuring")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "base").mkdir()
        write_graph(assemble_base(), folder / "base" / GRAPH)
        (folder / "base" / TOKENIZER).write_text(assemble_base().tokenizer_json, "utf-8")
        export(options.trained, folder)
        base = OnnxVectors(folder / "base")
        for title, encode in (
            ("base", base),
            ("float32", OnnxVectors(folder)),
            ("int8", OnnxVectors(folder, INT8_GRAPH)),
        ):
            figures = measure(encode, options.data)
            figures["English cosine to base"] = cosine_to_base(encode, base, options.data)
            logger.info("%s %s", title, json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
