#!/usr/bin/env bash
# One would guess: in running text for region CN PhoneNumberMatcher finds mobiles (1xx...) and landlines as people write
#   them, with the trunk 0 before the area code.
# What happens: ten bare digits that begin with 20 (or 10) are Guangzhou's (Beijing's) area code without its 0 and a
#   subscriber's number, so a student or staff number that begins with its year (2019..., 2023...) is a valid phone
#   number at the default leniency.
# Seen: phonenumbers 9.0.43, 2026-12-01.
# Who is hurt: masking by the matcher turns student numbers into [phone]; people cannot find their record again.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install --quiet --disable-pip-version-check phonenumbers==9.0.43
"$folder/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version
import phonenumbers

def found(text: str) -> list[str]:
    return [match.raw_string for match in phonenumbers.PhoneNumberMatcher(text, "CN")]

print("phonenumbers", version("phonenumbers"))
texts = ("学号2019123456", "工号2023100001", "学号1619123456")
for text in texts:
    print(text, "->", found(text))
sys.exit([found(text) for text in texts] != [["2019123456"], ["2023100001"], []])
PY
