"""What a browser is called by people."""

from __future__ import annotations

# In the order in which they must be looked for: most browsers also name those that they resemble.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(agent: str) -> str:
    """Browser and system in a user-agent line; its beginning where neither is known."""
    found = [
        next((name for mark, name in table if mark in agent), "")
        for table in (_BROWSERS, _SYSTEMS)
    ]  # fmt: skip
    return " · ".join(name for name in found if name) or agent[:80]
