#!/usr/bin/env bash
# One would guess: stdnum.cn.ric says whether an 18-digit resident identity number is well formed, and the county code
#   need only be one that was ever assigned.
# What happens: the code must have been in force in the year of BIRTH. Numbers were assigned at registration, until 1999
#   mostly at sixteen. Chongqing's codes 5001xx and 5002xx began in 1997, so the well-formed number of somebody born in
#   1985 who was registered there in 2001 is refused as InvalidComponent, with a right check digit.
# Seen: python-stdnum 2.2, 2026-12-01. The numbers are made up: the order code 001 with its check digit.
# Who is hurt: a masker that asks ric.validate leaves such numbers in logs and prompts; a form refuses its holder.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"; "$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-stdnum==2.2
"$folder/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version
from stdnum.cn import ric
from stdnum.exceptions import InvalidComponent

def number(county: str, year: int) -> str:
    body = f"{county}{year}0101001"
    return body + ric.calc_check_digit(body + "0")

def verdict(text: str) -> str:
    try:
        ric.validate(text)
    except InvalidComponent:
        return "InvalidComponent"
    return "valid"

print("python-stdnum", version("python-stdnum"))
seen = [(year, verdict(number("500103", year))) for year in (1985, 1996, 1997, 2005)]
for year, said in seen:
    print(f"county 500103 (Yuzhong, Chongqing), born {year}: {said}")
sys.exit([said for _, said in seen] != ["InvalidComponent", "InvalidComponent", "valid", "valid"])
PY
