"""The tables of docs/grading.md, drawn from the method; `python -m tests.surveys.grading_document` renews them."""

import re
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "grading.md"
BEGIN, END = "<!-- drawn from the method -->\n", "<!-- end -->\n"


def drawn(method, questionnaire):
    """The tables in Markdown. method, questionnaire: as data."""
    codes = {question["key"]: question["code"] for question in questionnaire["questions"]}
    return "\n".join(
        [
            _row("Dimension", "", "Weight"),
            _row("-", "-", "-"),
            *(_row(each["code"], f"{each['th']} · {each['en']}", each["weight"]) for each in method["dimensions"]),
            "",
            _row("Indicator", "", "From", "4", "3", "2", "1", "Special"),
            _row(*["-"] * 8),
            *(_indicator(each, method, codes) for each in method["indicators"]),
            "",
            _row("Cap", "", "At most"),
            _row("-", "-", "-"),
            *(_row(cap["code"], f"{cap['th']} · {cap['en']}", cap["at_most"]) for cap in method["caps"]),
            "",
            _row("Letter", "", "From"),
            _row("-", "-", "-"),
            *(_row(each["letter"], f"{each['th']} · {each['en']}", each["from"]) for each in method["letters"]),
            "",
        ]
    )


def _indicator(each, method, codes):
    bands = {band["points"]: _bound(band) for band in each.get("bands", ())}
    special = [f"not applicable where {_any(each['not_applicable'], codes)}"] if "not_applicable" in each else []
    special += [f"{rule['points']} where {_all(rule['when'], codes)}" for rule in each.get("special", ())]
    points = [bands.get(number, "–") for number in (4, 3, 2, 1)] if bands else ["the level"] * 4
    return _row(each["code"], f"{each['th']} · {each['en']}", _of(each, codes), *points, "; ".join(special))


def _of(each, codes):
    of = each["of"] if isinstance(each["of"], list) else [each["of"]]
    if each["kind"] == "count_positive":
        return f"how many of {', '.join(_name(key, codes) for key in of)} are above 0"
    if each["kind"] == "count_chosen":
        return f"how many of {_name(of[0], codes)}"
    terms = "".join(f" − {_name(key[1:], codes)}" if key[0] == "-" else f" + {_name(key, codes)}" for key in of)
    over = f" / {_name(each['per'], codes)}" if "per" in each else ""
    times = f"{each['times']} × " if each.get("times", 1) != 1 else ""
    terms = terms.strip().removeprefix("+ ")
    return f"{times}({terms}){over}" if over and len(of) > 1 else f"{times}{terms}{over}"


def _name(key, codes):
    return codes.get(key, key)


def _bound(band):
    signs = {"ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "eq": "= "}
    return ", ".join(f"{sign}{band[key]}" for key, sign in signs.items() if key in band)


def _any(alternatives, codes):
    return " or ".join(_all(each, codes) for each in alternatives)


def _all(conditions, codes):
    return " and ".join(f"{_name(each['answer'], codes)} {_bound(each)}" for each in conditions)


def _row(*cells):
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def kept():
    """What stands between the marks of the document."""
    return DOCUMENT.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from surveys import method as methods
    from surveys import questionnaire as questionnaires

    text = DOCUMENT.read_text(encoding="utf-8")
    tables = drawn(methods.shipped_definition(), questionnaires.shipped_definition())
    DOCUMENT.write_text(
        re.sub(f"{BEGIN}.*{END}", lambda _: BEGIN + tables + END, text, flags=re.DOTALL), encoding="utf-8"
    )
