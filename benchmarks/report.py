"""What is printed, and what `benchmarks/latest.json` keeps."""

import json
from pathlib import Path

LATEST = Path(__file__).with_name("latest.json")
NOTE = """\
ours, floor: milliseconds of processor time of one request, of the gunicorn workers and their database sessions
together, which is steadier than the clock; "by the clock" is the ratio of the wall time at one client. Medians of
{rounds} rounds by turns. queries: without BEGIN, SAVEPOINT and COMMIT. bytes: of the answer's body as gunicorn sends
it, uncompressed; nginx compresses it."""


def line(work, measured):
    """One work as the file keeps it."""
    ours, floor = round(measured.ours.processor, 2), round(measured.theirs.processor, 2)
    ratio = round(ours / floor, 2)
    return {
        "name": work.name,
        "ours": ours,
        "floor": floor,
        "ratio": ratio,
        "queries": measured.queries,
        "bytes": measured.bytes,
        "goal": str(work.goal),
        "met": work.goal.is_met(ratio, measured.queries),
    }


def keep(lines, path=LATEST):
    path.write_text(json.dumps(lines, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def heading():
    return f"{'work':<28}{'ours':>8}{'floor':>8}{'ratio':>7}{'by the clock':>14}{'queries':>9}{'bytes':>8}  goal"


def row(line, measured):
    """The same line for people."""
    clock = measured.ours.clock / measured.theirs.clock
    met = "met" if line["met"] else "NOT MET"
    return (
        f"{line['name']:<28}{line['ours']:>8.2f}{line['floor']:>8.2f}{line['ratio']:>7.2f}{clock:>14.2f}"
        f"{line['queries']:>9}{line['bytes']:>8}  {met}: {line['goal']}"
    )
