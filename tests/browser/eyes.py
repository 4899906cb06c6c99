"""What looks at a page and tells what is wrong with it: axe, and our own measures of width, size and focus."""

from pathlib import Path

import axe_playwright_python

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
# 640 and 320 are what is left of 1280 and of 640 at a zoom of 200 %.
WIDTHS = (1200, 768, 640, 360, 320)

OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > wide + 1 && !each.closest("svg svg, .visually-hidden"))
    .slice(-3).map(each => each.outerHTML.slice(0, 120)).concat([document.documentElement.scrollWidth])
}"""

# What is tapped: buttons and fields, and links that stand in the menu or look like buttons. A tick's label counts too.
SMALL = """() => {
  const box = each => {
    const mine = each.getBoundingClientRect()
    const label = each.matches("[type=checkbox], [type=radio]") && each.labels[0]?.getBoundingClientRect()
    const of = side => label ? Math[side[0]](mine[side[1]], label[side[1]]) : mine[side[1]]
    return {
      width: of(["max", "right"]) - of(["min", "left"]),
      height: of(["max", "bottom"]) - of(["min", "top"]),
    }
  }
  const tapped = `main button, main .btn, main summary, main input, main select, main textarea,
    .masthead button, .site-nav a`
  return [...document.querySelectorAll(tapped)]
    .filter(each => each.checkVisibility({visibilityProperty: true}))
    .filter(each => each.type !== "hidden" && !each.matches(".btn-check"))
    .map(each => [each, box(each), each.matches("[type=checkbox], [type=radio]") ? 24 : 44])
    .filter(([, box, least]) => box.width < 24 || box.height < least - 0.5)
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)} x ${Math.round(box.height)}`)
}"""

# Given to whoever came by the keyboard: everything that the Tab key comes to within the page, focused one by one.
# How many there are; and which of them do not show it, or which form has no button among them.
UNFOCUSED = """() => {
  const all = "a[href], button, input, select, textarea, summary, [tabindex]"
  const stops = [...document.querySelectorAll("main")].flatMap(main => [...main.querySelectorAll(all)])
    .filter(each => !each.disabled && each.type !== "hidden" && each.tabIndex >= 0)
    .filter(each => each.checkVisibility({visibilityProperty: true}))
  const faults = stops.filter(each => {
    each.focus()
    const shown = each.matches(".btn-check") ? each.labels[0] : each
    const style = getComputedStyle(shown), box = shown.getClientRects()[0]
    return document.activeElement !== each || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2
      || box.right < 0 || box.bottom + scrollY < 0
  }).map(each => `not seen: ${each.outerHTML.slice(0, 120)}`)
  for (const form of document.querySelectorAll("main form"))
    if (!stops.some(each => each.form === form && each.type === "submit"))
      if (!form.closest("details:not([open])")) faults.push(`cannot be sent: ${form.outerHTML.slice(0, 120)}`)
  return [stops.length, faults]
}"""


def show_whole(page, size):
    """Where something sticks to the lower edge, as tall as the page, so that it covers nothing."""
    page.set_viewport_size(size)
    if page.locator(".survey-end").count():
        page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})


def axe(page, options):
    """What axe complains of: (rule, the first elements)."""
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]


# ── Forms that come back ───────────────────────────────────────────────────────────────────────────────────────────
EMPTY = """form => {
  for (const field of form.elements) {
    if (field.type === "hidden") continue
    if (field.type === "radio" || field.type === "checkbox") field.checked = false
    else if (field.tagName === "SELECT") field.value = [...field.options].some(one => !one.value) ? "" : field.value
    else if (field.tagName !== "BUTTON") field.value = ""
  }
}"""
NOWHERE = """() => [...document.querySelectorAll("main [role=alert] a[href^='#']")]
  .map(link => link.getAttribute("href"))
  .filter(href => !document.getElementById(href.slice(1))).map(href => `leads nowhere: ${href}`)"""
FILLABLE = "main form[method=post]:has(input:not([type=hidden]), textarea)"


def refusals(page, path):
    """Send each form of this page empty: (its number, what is wrong with the page that then comes), or None for it."""
    page.goto(path)
    for number in range(page.locator(FILLABLE).count()):
        page.goto(path)
        form = page.locator(FILLABLE).nth(number)
        form.evaluate(EMPTY)
        with page.expect_navigation() as navigation:
            form.locator("button[type=submit]").first.click()
        if navigation.value.request.method == "POST":
            yield number, list(refusal(page))


def refusal(page):
    """What is wrong with a page that refuses a form."""
    page.evaluate(AXE)
    yield from axe(page, EVERYTHING)
    summary = page.locator("main [role=alert]")
    if summary.count() != 1:
        yield f"{summary.count()} summaries"
        return
    yield from page.evaluate(NOWHERE)
    if not summary.evaluate("each => each === document.activeElement"):
        yield "the summary is not in focus"
    yield from page.evaluate(OUTSIDE)
