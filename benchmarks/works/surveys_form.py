import re

from django.conf import settings
from django.urls import reverse

from benchmarks.work import Goal, Work

TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+')


class Form(Work):
    """The page of a section, with a draft in it, as a phone asks for it."""

    name = "surveys.form"
    goal = Goal(2, "the same page, rendered once, with the token put in (formc)", queries=5)
    section = "A"  # with all tambons of the province, the longest

    def do(self, site):
        pk, session = self.province.visits[0]
        return site.get(reverse("surveys:answer", args=[*self.province.address, pk, self.section]), session=session)

    def learn(self, sample):
        kept = TOKEN.sub("the-token-goes-here", sample.text)
        (settings.VAR_DIR / f"{self.name}.html").write_text(kept, encoding="utf-8")

    def do_theirs(self, site):
        return site.get(f"/kept/{self.name}/", session=self.province.visits[0][1])
