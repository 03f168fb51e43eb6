"""Which characters the tokenizer replaces: traditional by simplified, full width by ASCII."""

from importlib.util import find_spec
from pathlib import Path

FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# The base model has seen the ASCII marks a million times and these hardly ever.
PUNCTUATION = {"。": ".", "、": ",", "\u3000": " ", "《": '"', "》": '"', "【": "[", "】": "]"}


def read_character_map() -> dict[str, str]:
    """One character to one character; the first choice where OpenCC knows several."""
    spec = find_spec("opencc")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("opencc-python-reimplemented", name="opencc")
    lines = (Path(spec.origin).parent / "dictionary" / "TSCharacters.txt").read_text("utf-8")
    pairs = (line.split("\t") for line in lines.splitlines() if line)
    simplified = {old: new.split(" ")[0] for old, new in pairs}
    # Followed to its end (A to B, B to C), so that a text mapped twice is a text mapped once.
    ends = {old: _end(old, simplified) for old in simplified}
    changed = {old: new for old, new in ends.items() if old != new}
    return changed | FULL_WIDTH | PUNCTUATION


def _end(character: str, simplified: dict[str, str]) -> str:
    seen = {character}
    while (following := simplified.get(character, character)) not in seen and len(following) == 1:
        character = following
        seen.add(character)
    return character
