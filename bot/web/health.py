"""Whether the process lives, and whether it can serve: for whoever watches over it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from bot.web.parts import Check


def include_health(app: FastAPI, checks: Mapping[str, Check]) -> None:
    """Adds /health/live and /health/ready."""

    @app.get("/health/live")
    async def live() -> JSONResponse:
        """Answers as long as the event loop turns."""
        return JSONResponse({"status": "live"})

    @app.get("/health/ready")
    def ready() -> JSONResponse:
        """200 where every check is well, else 503 with what is not."""
        found = {name: check() for name, check in checks.items()}
        is_ready = not any(found.values())
        body = {
            "status": "ready" if is_ready else "not ready",
            "checks": {name: trouble or "ok" for name, trouble in found.items()},
        }
        return JSONResponse(body, 200 if is_ready else 503)
