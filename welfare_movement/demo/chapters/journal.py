"""What is written down on the way, for others to learn from."""

from welfare_movement.demo.data.journal import DRAFT, ENTRIES
from welfare_movement.journal.models import Entry


def tell(story, cast):
    for day, hour, *words in ENTRIES:
        story.at(day, hour, publish, cast, *words)
    day, hour, *words = DRAFT
    story.at(day, hour, lambda: written(cast, *words).save())


def written(cast, writer, kind, stage, readership, title, text):
    by = cast.people[writer]
    return Entry(cycle=cast.cycle, stage=stage, kind=kind, title=title, body=text, written_by=by, readership=readership)


def publish(cast, *words):
    entry = written(cast, *words)
    entry.publish(by=entry.written_by)
