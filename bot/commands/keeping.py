"""`chunfeng backup`, `restore`, `check`: a copy to keep, the way back, whether all is whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.commands.console import FAILED, fail, services, show, show_json
from bot.settings import Settings
from index.manifest import SnapshotError
from index.snapshot_folder import current_id, list_snapshots
from knowledge.backup import BackupRefused, restore_backup, write_backup
from knowledge.database import DatabaseNewer, DatabaseUnusable, SchemaBroken, database_file, seal_of
from knowledge.database_file import fault_of, make_folder_private
from knowledge.installation_key import (
    KEY_FILE,
    KeyUnreadable,
    installation_key,
    keep_key,
    read_key,
)
from knowledge.records.audit import verify
from knowledge.records.tables import TurnRow
from knowledge.reviews.golden import golden_path
from knowledge.sealing import Seal, SealBroken

_UNUSABLE = (DatabaseNewer, DatabaseUnusable, KeyUnreadable, SchemaBroken)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it; an older one is replaced.")],
) -> None:
    """
    Write everything that cannot be built anew into one sealed file; the program may run meanwhile.

    It holds the database, the terms and documents of staff, and golden questions. It opens with the
    key in the data folder (secret.key) only: keep a copy of that key somewhere else.
    """
    settings = services(context).settings
    database = database_file(settings.database)
    if database is None:
        fail("The database is no SQLite file; back it up with its own tools (pg_dump).")
    if not database.exists():
        fail(f"There is no database at {database} yet.")
    try:
        write_backup(file, database, Seal(installation_key(settings.data_dir)), _beside(settings))
    except (BackupRefused, KeyUnreadable, OSError) as fault:
        fail(f"No backup was written: {fault}")
    show(f"{file}: {file.stat().st_size:,} bytes. It opens with {settings.data_dir / KEY_FILE}.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The backup.")],
    key: Annotated[
        Path | None, typer.Option(help="The installation's key (secret.key), kept apart.")
    ] = None,
) -> None:
    """Put a backup into a data folder that has no database yet; the rest is built at the start."""
    settings = services(context).settings
    folder = settings.data_dir
    if database_file(settings.database) != folder / "chunfeng.db":
        fail("A backup is put back where the database is DATA_DIR/chunfeng.db.")
    try:
        secret = read_key(key or _known_key(folder))
        make_folder_private(folder)
        names = restore_backup(file, folder, Seal(secret))
        keep_key(folder, secret)
    except (BackupRefused, KeyUnreadable, OSError) as fault:
        fail(f"Nothing was put back: {fault}")
    show(f"{folder} holds {', '.join(names)} again; start with: chunfeng run")
    if "documents" in names:
        show(f"The documents as they were lie in {folder / 'documents'} (CHUNFENG_DOCUMENTS_DIR).")


def check(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
) -> None:
    """Read the database, the snapshots and the audit log through; exit code 1 on any fault."""
    findings = list(_findings(services(context).settings))
    if json:
        show_json([asdict(one) for one in findings])
    else:
        for one in findings:
            show(f"{one.what}: {one.fault or 'whole'}")
    if any(one.fault for one in findings):
        raise typer.Exit(FAILED)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was read through; `fault` is None where nothing was found."""

    what: str
    fault: str | None


def _beside(settings: Settings) -> dict[str, Path]:
    golden = golden_path(settings.data_dir)
    return {
        "glossary.csv": settings.staff_glossary,
        f"{golden.parent.name}": golden.parent,
        "documents": settings.documents_dir,
    }


def _known_key(folder: Path) -> Path:
    known = folder / KEY_FILE
    return known if known.exists() else Path(typer.prompt("File of the installation's key"))


def _findings(settings: Settings) -> Iterator[Finding]:
    # Imported services would refuse a database that is damaged before anything could be said of it.
    from bot.wiring import Services

    database = database_file(settings.database)
    if database is not None:
        if not database.exists():
            yield Finding("database", f"there is none at {database}")
            return
        fault = fault_of(database, whole=True)
        yield Finding("database", fault)
        if fault is not None:
            return
    try:
        sessions = Services(settings).sessions
    except _UNUSABLE as unusable:
        yield Finding("schema", str(unusable))
        return
    with sessions() as session:
        if database is not None:
            yield Finding("rows that hang on others", _lost_rows(session))
        yield Finding("key", _key_fault(session))
        verdict = verify(session)
        yield Finding("audit log", verdict.fault and f"entry {verdict.sequence}: {verdict.fault}")
    yield from _snapshots(settings.data_dir / "releases")


def _lost_rows(session: Session) -> str | None:
    lost = {row[0] for row in session.connection().execute(text("PRAGMA foreign_key_check"))}
    return f"rows of {', '.join(sorted(lost))} belong to nothing" if lost else None


def _key_fault(session: Session) -> str | None:
    newest = select(TurnRow.sealed).where(col(TurnRow.sealed).is_not(None))
    sealed = session.exec(newest.order_by(col(TurnRow.id).desc()).limit(1)).first()
    try:
        if sealed is not None:
            seal_of(session).open(sealed)
    except SealBroken:
        return f"{KEY_FILE} does not open what people wrote; put the installation's own back"
    return None


def _snapshots(root: Path) -> Iterator[Finding]:
    current = current_id(root) if root.is_dir() else None
    if current is None:
        yield Finding("release", "none is published; chunfeng knowledge refresh makes one")
    for manifest in list_snapshots(root):
        mark = "release in use" if manifest.id == current else "earlier release"
        try:
            manifest.check_files(root / manifest.id)
        except SnapshotError as fault:
            yield Finding(f"{mark} {manifest.id}", str(fault))
        else:
            yield Finding(f"{mark} {manifest.id}", None)
