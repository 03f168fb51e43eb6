#!/usr/bin/env bash
# One would guess: for a year whose holiday notice the State Council has not published, both kept calendars say so.
# What happens: chinesecalendar raises NotImplementedError; holidays answers as if all were known: for 2027 it lists the
#   statutory days with "(observed)" ones by its own rule, and no moved working day, so that every Sunday on which the
#   notice will have people work is "no working day". In 2026, which is published, it knows them.
# Seen: holidays 0.109, chinesecalendar 1.11.0, 2026-12-01 (the notice for 2027 was not in either).
# Who is hurt: "within 15 working days" across a new year comes out a day or more wrong, and nothing warns.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109 chinesecalendar==1.11.0
"$folder/venv/bin/python" - <<'PY'
import sys
from datetime import date, timedelta
from importlib.metadata import version
import chinese_calendar
import holidays

print("holidays", version("holidays"), "chinesecalendar", version("chinesecalendar"))
china = holidays.country_holidays("CN", years=[2026, 2027])

def weekend_work(year: int) -> int:
    days = (date(year, 1, 1) + timedelta(n) for n in range(365))
    return sum(day.weekday() > 4 and china.is_working_day(day) for day in days)

def other(year: int) -> str:
    try:
        return str(chinese_calendar.is_holiday(date(year, 10, 4)))
    except NotImplementedError as error:
        return type(error).__name__

seen = {}
for year in (2026, 2027):
    named = sum(day.year == year for day in china)
    seen[year] = (weekend_work(year), other(year))
    print(f"{year}: holidays names {named} days, weekend working days {seen[year][0]}; chinesecalendar: {seen[year][1]}")
sys.exit(not (seen[2026][0] > 0 and seen[2027] == (0, "NotImplementedError")))
PY
