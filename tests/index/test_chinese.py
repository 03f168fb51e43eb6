from index.chinese import simplified


def test_traditional_characters_become_simplified():
    assert (
        simplified("請問退捕漁民可以申請哪些公益性崗位補貼")
        == "请问退捕渔民可以申请哪些公益性岗位补贴"
    )


def test_phrases_take_precedence_over_their_characters():
    assert simplified("乾坤 乾淨") == "乾坤 干净"


def test_simplified_and_foreign_text_is_untouched():
    for text in ("重庆市人力资源和社会保障局", "unemployment", "Привет 안녕 👷", ""):
        assert simplified(text) == text
