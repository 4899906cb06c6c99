"""Six digits that a person shows or says at a door: known to nobody else, and told apart from all others there."""

import secrets


def free_code(rows):
    """A code that none of these rows has, drawn by lot."""
    while True:
        code = _drawn()
        if not rows.filter(code=code).exists():
            return code


def free_codes(taken, number):
    """So many codes that are not among those taken and that differ from one another."""
    taken, free = set(taken), []
    while len(free) < number:
        code = _drawn()
        if code not in taken:
            taken.add(code)
            free.append(code)
    return free


def _drawn():
    return f"{secrets.randbelow(10**6):06}"
