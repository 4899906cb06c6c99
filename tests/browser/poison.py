"""Puts scripts and markup into every text that people write, past all forms: what a page must show as mere text."""

from itertools import cycle

CALL = "alert(1)"
PAYLOADS = [
    f"<script>{CALL}</script>",
    f'"><script>{CALL}</script>',
    f"'><script>{CALL}</script>",
    f"</title><script>{CALL}</script>",
    f"</textarea><script>{CALL}</script>",
    f"</select><script>{CALL}</script>",
    f"</option></select><img src=x onerror={CALL}>",
    f"</style><script>{CALL}</script>",
    f"</script><script>{CALL}</script>",
    f"--><script>{CALL}</script>",
    f"]]><script>{CALL}</script>",
    f"<ScRiPt>{CALL}</sCrIpT>",
    f"<script src=data:,{CALL}></script>",
    f"<img src=x onerror={CALL}>",
    f'"><img src=x onerror={CALL}>',
    f"<img/src=x/onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x>",
    f"<math><mtext></p><img src=x onerror={CALL}>",
    f"<body onload={CALL}>",
    f"<iframe src=javascript:{CALL}>",
    f"<iframe srcdoc='<script>{CALL}</script>'>",
    f"<object data=javascript:{CALL}>",
    f"<embed src=javascript:{CALL}>",
    f"<a href=javascript:{CALL}>x</a>",
    f"<form action=javascript:{CALL}><button>x",
    f"<input autofocus onfocus={CALL}>",
    f"<details open ontoggle={CALL}>",
    f"<video><source onerror={CALL}>",
    f"<marquee onstart={CALL}>",
    f"<style>@import'x'</style><p style=x:expression({CALL})>",
    f"<link rel=stylesheet href=data:,{CALL}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{CALL}'>",
    f"<base href=javascript:{CALL}//>",
    f"<template><script>{CALL}</script></template>",
    f"javascript:{CALL}",
    f'" autofocus onfocus={CALL} x="',
    f"' onmouseover={CALL} x='",
    f"{{{{ constructor.constructor('{CALL}')() }}}}",
    f"{{% debug %}}<script>{CALL}</script>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
]
OURS = {
    "partners", "surveys", "working_groups", "forums", "pilot_areas",
    "people", "process", "notices", "meetings", "journal",
}  # fmt: skip
# What no one types: keys, codes and what is derived.
DERIVED = {"sort_key", "comparison_key", "token_hash", "opens", "key", "about", "kind", "requirement", "code", "slug"}
DERIVED |= {"language", "email", "password", "phone", "version", "text_version", "channel", "letter", "reason_code"}


def poison():
    """Every text of every row, one payload after the other; a key counts up where texts must differ."""
    from django.apps import apps  # noqa: PLC0415 - Django is set up by whoever calls

    for model in apps.get_models():
        if model._meta.app_label in OURS:
            for name, most in _texts(model):
                _overwrite(model, name, most)
    _overwrite_answers()


def _texts(model):
    from django.db.models import CharField, TextField  # noqa: PLC0415

    for field in model._meta.concrete_fields:
        is_text = isinstance(field, CharField | TextField)
        if is_text and not field.choices and not field.primary_key and field.name not in DERIVED:
            yield field.name, field.max_length or 10_000


def _overwrite(model, name, most):
    """Empty texts stay empty: that they are is often the condition of something else."""
    from django.db.models.query import QuerySet  # noqa: PLC0415

    payloads = cycle(payload for payload in PAYLOADS if len(payload) + 6 <= most)
    for pk in model._base_manager.exclude(**{name: ""}).values_list("pk", flat=True):
        payload = next(payloads, None)
        if payload is not None:
            QuerySet(model).filter(pk=pk).update(**{name: f"{payload} {pk}"[:most]})


def _overwrite_answers():
    from surveys.models import Response, Submission  # noqa: PLC0415
    from surveys.questionnaire import shipped_questionnaire  # noqa: PLC0415

    questionnaire = shipped_questionnaire()
    texts = {each.key for each in questionnaire.questions if each.type == "text"} | {*questionnaire.specified}
    payloads = cycle(PAYLOADS)
    for model, names in ((Response, ("draft", "answers")), (Submission, ("answers",))):
        for row in model.objects.all():
            changed = {name: _with(getattr(row, name), texts, payloads) for name in names}
            model.objects.filter(pk=row.pk).update(**changed)


def _with(answers, texts, payloads):
    return {key: next(payloads) if key in texts and value else value for key, value in answers.items()}
