import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.retriever import Mode, Passage
from index.snapshot import (
    SnapshotOfAnotherEncoder,
    activate,
    current_id,
    list_snapshots,
    open_current,
    prune,
    write_snapshot,
)
from index.tokens import Tokenizer
from tests.fakes import HashedNgramsEncoder

PASSAGES = [
    Passage("a", "退捕渔民可以申请公益性岗位", "渔民", "zh", ("打渔的怎么办",)),
    Passage("a", "Withdrawn fishermen may take a post", "Fishermen", "en"),
    Passage("b", "高校毕业生创业补贴8000元", lang="zh"),
]
TOKENIZER = Tokenizer()


@pytest.fixture
def encoder() -> HashedNgramsEncoder:
    return HashedNgramsEncoder()


def write(root, encoder, passages=PASSAGES, **more):
    return write_snapshot(root, passages, encoder=encoder, tokenizer=TOKENIZER, **more)


def publish(root, encoder, passages=PASSAGES, **more):
    snapshot = write(root, encoder, passages, **more)
    activate(root, snapshot.id)
    return snapshot


def reopen(root, encoder):
    return open_current(root, encoder, TOKENIZER)


def test_what_was_written_is_what_is_opened(tmp_path, encoder):
    written = publish(tmp_path, encoder, payload={"clauses.jsonl": "条".encode()})
    opened = reopen(tmp_path, encoder)
    assert opened.id == written.id
    assert opened.payload("clauses.jsonl").decode() == "条"
    assert opened.counts.passages == 3
    assert opened.counts.texts == 4
    assert opened.counts.by_lang == {"en": 1, "zh": 2}
    for query in ("渔民", "fishermen post", "8000", ""):
        assert opened.retriever.search(query) == written.retriever.search(query)


def test_a_payload_that_was_not_given_is_a_key_error(tmp_path, encoder):
    with pytest.raises(KeyError):
        publish(tmp_path, encoder).payload("clauses.jsonl")


@pytest.mark.parametrize("name", ["../current", "a/b", "/current", ".hidden", ""])
def test_a_payload_name_cannot_leave_the_folder(tmp_path, encoder, name):
    with pytest.raises(ValueError, match="plain file name"):
        write(tmp_path, encoder, payload={name: b"x"})
    assert list_snapshots(tmp_path) == []


def test_writing_alone_does_not_change_what_is_current(tmp_path, encoder):
    first = publish(tmp_path, encoder)
    second = write(tmp_path, encoder, PASSAGES[:1])
    assert current_id(tmp_path) == first.id
    activate(tmp_path, second.id)
    assert reopen(tmp_path, encoder).counts.passages == 1
    activate(tmp_path, first.id)
    assert reopen(tmp_path, encoder).counts.passages == 3


def test_only_changed_texts_are_encoded(tmp_path, encoder):
    first = publish(tmp_path, encoder)
    assert first.embedded == 4
    encoder.texts_encoded.clear()
    changed = [*PASSAGES[:2], Passage("b", "高校毕业生创业补贴9000元", lang="zh")]
    second = write(tmp_path, encoder, changed, previous=first)
    assert second.embedded == 1
    assert encoder.texts_encoded == ["高校毕业生创业补贴9000元"]
    fresh = write(tmp_path / "fresh", HashedNgramsEncoder(), changed)
    for query in ("9000", "渔民", "fishermen"):
        assert second.retriever.search(query) == fresh.retriever.search(query)


def test_equal_texts_are_encoded_once(tmp_path, encoder):
    same = [Passage(key, "同一句话", lang="zh") for key in "abc"]
    assert write(tmp_path, encoder, same).embedded == 1


def test_vectors_of_another_encoder_are_not_reused(tmp_path, encoder):
    first = publish(tmp_path, encoder)
    other = HashedNgramsEncoder("hashed-ngrams-2", dimension=32)
    assert write(tmp_path, other, previous=first).embedded == 4


def test_a_change_of_domain_words_alone_encodes_nothing_again(tmp_path, encoder):
    publish(tmp_path, encoder)
    words = Tokenizer(["公益性岗位"])
    with pytest.raises(SnapshotOfAnotherEncoder):
        open_current(tmp_path, encoder, words)
    again = write_snapshot(tmp_path, PASSAGES, encoder=encoder, tokenizer=words)
    assert again.embedded == 0


class CountingTokenizer(Tokenizer):
    """Remembers what it had to cut."""

    def __init__(self, extra_words=()) -> None:
        super().__init__(extra_words)
        self.cut: list[str] = []

    def __call__(self, text):
        self.cut.append(text)
        return super().__call__(text)


def test_only_what_changed_is_cut_again_and_found_by_its_new_words(tmp_path, encoder):
    publish(tmp_path, encoder)
    tokenizer = CountingTokenizer()
    changed = [Passage("a", "退捕渔民可以申请垂钓教练岗位", "渔民", "zh"), *PASSAGES[1:]]
    snapshot = write_snapshot(tmp_path, changed, encoder=encoder, tokenizer=tokenizer)
    assert [text for text in tokenizer.cut if "渔民" in text or "创业" in text] == [
        changed[0].lexical_text()
    ]
    found = snapshot.retriever.search("垂钓", mode=Mode.LEXICAL)
    assert found[0].key == "a"


@pytest.mark.parametrize("content", ["{", "[]", '{"tokenizer": "other", "tokens": {}}'])
def test_saved_tokens_that_do_not_fit_are_cut_again(tmp_path, encoder, content):
    first = publish(tmp_path, encoder)
    (first.folder / "tokens.json").write_text(content)
    tokenizer = CountingTokenizer()
    again = write_snapshot(tmp_path, PASSAGES, encoder=encoder, tokenizer=tokenizer, previous=first)
    assert {passage.lexical_text() for passage in PASSAGES} <= set(tokenizer.cut)
    assert again.retriever.search("创业补贴", mode=Mode.LEXICAL)[0].key == "b"


def test_progress_counts_up_to_what_had_to_be_encoded(tmp_path, encoder):
    seen = []
    many = [Passage(str(i), f"第{i}条规定") for i in range(300)]
    write(tmp_path, encoder, many, progress=lambda done, all_: seen.append((done, all_)))
    assert seen == [(256, 300), (300, 300)]


def test_pruning_keeps_the_newest_and_the_current_one(tmp_path, encoder):
    written = [write(tmp_path, encoder) for _ in range(5)]
    activate(tmp_path, written[0].id)
    removed = prune(tmp_path, keep=2)
    assert removed == [written[1].id, written[2].id]
    assert reopen(tmp_path, encoder).id == written[0].id


def test_an_opened_snapshot_serves_on_after_it_was_pruned(tmp_path, encoder):
    first = publish(tmp_path, encoder)
    publish(tmp_path, encoder)
    expected = first.retriever.search("渔民")
    assert prune(tmp_path, keep=1) == [first.id]
    assert first.retriever.search("渔民") == expected


_texts = st.text(max_size=30)
_passages = st.builds(
    Passage,
    key=st.sampled_from("abc"),
    text=_texts,
    title=_texts,
    lang=st.sampled_from(["zh", "en", ""]),
    also=st.lists(_texts, max_size=2).map(tuple),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(passages=st.lists(_passages, max_size=6), query=_texts)
def test_any_passages_survive_the_round_trip(tmp_path, encoder, passages, query):
    root = tmp_path / f"{time.monotonic_ns()}"
    written = publish(root, encoder, passages)
    assert reopen(root, encoder).retriever.search(query) == written.retriever.search(query)


def test_the_callers_terms_lead_to_passages_of_the_other_language(tmp_path, encoder):
    passages = [
        Passage("posts", "Flexible window shifts", lang="en"),
        Passage("hours", "Office hours of the service hall", lang="en"),
    ]
    pairs = [("公岗", "flexible window shifts")]
    tokenizer = Tokenizer(["公岗"])
    snapshot = write_snapshot(
        tmp_path, passages, encoder=encoder, tokenizer=tokenizer, translations=pairs
    )
    hits = snapshot.retriever.search("公岗", mode=Mode.LEXICAL)
    assert [hit.key for hit in hits] == ["posts"]
