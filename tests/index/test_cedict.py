import time

import pytest

from index.cedict import cedict, read_entries

FILE = """# CC-CEDICT
#! version=1
補貼 补贴 [bu3 tie1] /to subsidize/subsidy; grant/to supplement (one's salary etc)/
張 张 [Zhang1] /surname Zhang/
張 张 [zhang1] /to open up/classifier for flat objects/CL:個|个[ge4]/
3C 3C [san1 C] /computers, communications/
里 里 [li3] /variant of 裡|里[li3]/
保潔員 保洁员 [bao3 jie2 yuan2] /one who keeps the streets of a town clean every single day/
"""


def test_an_entry_gives_its_meanings_in_the_tokens_of_the_index():
    found = [gloss for gloss in read_entries(FILE) if gloss[0] == "补贴"]
    assert found == [
        ("补贴", 0, ("subsid",)),
        ("补贴", 1, ("subsidi",)),
        ("补贴", 1, ("grant",)),
        ("补贴", 2, ("supplement",)),
    ]


def test_what_is_no_meaning_is_left_out():
    words = {word for word, _, _ in read_entries(FILE)}
    assert words == {"补贴", "张"}
    assert ("张", 0, ("open", "up")) in list(read_entries(FILE))
    assert all("zhang" not in tokens for _, _, tokens in read_entries(FILE))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    cedict(folder)
    return folder


def test_the_package_carries_the_whole_dictionary(kept):
    dictionary = cedict(kept)
    assert len(dictionary.words) > 90_000
    assert {"失业", "补贴", "岗位"} <= set(dictionary.words)
    assert {"unemploy", "subsidi", "post"} <= set(dictionary.stems)


def test_the_kept_file_is_read_quickly_and_mended_when_damaged(kept):
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    started = time.perf_counter()
    cedict.__wrapped__(kept)
    assert time.perf_counter() - started < 1
    file.write_bytes(whole[:1000])
    assert cedict.__wrapped__(kept).words == cedict(kept).words
    assert file.read_bytes() == whole
