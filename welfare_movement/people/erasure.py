"""What is blanked when a consent is withdrawn: each app registers its own in `erase.py`.

Blanking runs through `QuerySet.update()`, which the guard lets pass on purpose: a person's right outlives a cycle.
"""

_blanks = []


def blanks(blank):
    """Register `blank(consent)`, which empties what that consent covered and leaves the record of it."""
    _blanks.append(blank)
    return blank


def on_withdrawal(consent):
    for blank in _blanks:
        blank(consent)
