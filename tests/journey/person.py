"""A person at a browser without scripts: opens pages, fills in the forms that stand on them, and sends them."""

import re
from html import unescape
from html.parser import HTMLParser

from django.core import mail
from django.test import Client

from welfare_movement.notices.deliver import deliver


class Person:
    """One session. `page` is what was shown last, `status` its status."""

    def __init__(self):
        self.client = Client(headers={"host": "testserver"})
        self.client.cookies["django_language"] = "en"
        self.page, self.status, self.path = "", 0, ""

    def open(self, path):
        return self._see(self.client.get(path, follow=True))

    def follow(self, words):
        """Follow the link with these words on the page that is shown."""
        links = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', self.page, re.DOTALL)
        found = [unescape(address) for address, inside in links if words in _text(inside)]
        assert found, f"No link “{words}” on {self.path}."
        return self.open(found[0])

    def send(self, path=None, to=None, press=None, **answers):
        """Open the page, fill in its form (the one that goes to an address that ends in `to`) and send it.

        press: (name, value) of the button. A list is a choice of several, None takes a tick off. Every name must stand
        in the form, so that nothing is sent that a person could not send.
        """
        if path is not None:
            self.open(path)
        form = self._form(to, answers)
        data = form.filled(answers) + ([press] if press else [])
        sent = {}
        for name, value in data:
            sent.setdefault(name, []).append(value)
        return self._see(self.client.post(form.action or self.path, sent, follow=True))

    def post(self, path, **data):
        """Send what no page offers, as someone who knows the addresses could."""
        return self._see(self.client.post(path, data, follow=True))

    def sign_in(self, email):
        """By the code from the mail, which the outbox brings."""
        before = len(mail.outbox)
        self.send("/accounts/login/code/", email=email)
        deliver()
        assert [each.to for each in mail.outbox[before:]] == [[email]], f"No code came for {email}."
        (code,) = re.findall(r"^[A-Z0-9-]{5,9}$", mail.outbox[-1].body, re.MULTILINE)
        self.send(to="confirm/", code=code)
        assert "/accounts/" not in self.path, self.words
        return self

    def enter(self, address):
        """By a personal link: the page that opens, then its button."""
        self.open(re.sub(r"^https?://[^/]+", "", address))
        assert self.status == 200, self.words
        return self.send()

    @property
    def words(self):
        return _text(self.page)

    def is_told(self, sentence, status=None):
        assert sentence in self.words, f"{self.path} ({self.status}) does not say “{sentence}”:\n{self.words[:3000]}"
        assert status is None or self.status == status, f"{self.path}: {self.status} in place of {status}"
        return self

    def _see(self, response):
        self.status, self.path = response.status_code, response.request["PATH_INFO"]
        self.page = response.content.decode()
        assert self.status < 500, f"{self.path}: {self.status}"
        return self

    def _form(self, to, answers):
        forms = _Forms.read(self.page)
        fitting = [each for each in forms if each.method == "post" and each.has(answers)]
        # Signing out and the language stand on every page.
        fitting = [each for each in fitting if not each.action.endswith(("/logout/", "/language/", "/appearance/"))]
        if to is not None:
            fitting = [each for each in fitting if (each.action or self.path).endswith(to)]
        names = ", ".join(answers)
        assert fitting, f"No form for {names} on {self.path} ({self.status}):\n{self.words[:1500]}"
        return fitting[0]


class _Form:
    def __init__(self, attributes):
        self.action = (attributes.get("action") or "").partition("?")[0]
        self.method = (attributes.get("method") or "get").lower()
        self.names, self.values = set(), []

    def has(self, answers):
        return set(answers) <= self.names

    def filled(self, answers):
        kept = [(name, value) for name, value in self.values if name not in answers]
        for name, value in answers.items():
            each = value if isinstance(value, list) else [] if value is None else [value]
            kept += [(name, str(one)) for one in each]
        return kept


class _Forms(HTMLParser):
    """The forms of a page with what a browser would send of each as it stands."""

    @classmethod
    def read(cls, page):
        parser = cls()
        parser.feed(page)
        return parser.forms

    def __init__(self):
        super().__init__()
        self.forms, self.inside, self.select, self.textarea = [], None, None, None

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.inside = _Form(attributes)
            self.forms.append(self.inside)
        elif self.inside is None:
            return
        elif tag == "option" and self.select is not None:
            self.select["options"].append((attributes.get("value", ""), "selected" in attributes))
        elif tag in ("input", "select", "textarea") and "name" in attributes and "disabled" not in attributes:
            self._field(tag, attributes)

    def _field(self, tag, attributes):
        name = attributes["name"]
        self.inside.names.add(name)
        if tag == "select":
            self.select = {"name": name, "options": [], "several": "multiple" in attributes}
        elif tag == "textarea":
            self.textarea = (name, [])
        elif attributes.get("type") not in ("checkbox", "radio"):
            self.inside.values.append((name, attributes.get("value", "")))
        elif "checked" in attributes:
            self.inside.values.append((name, attributes.get("value", "on")))

    def handle_data(self, data):
        if self.textarea is not None:
            self.textarea[1].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = None
        elif tag == "textarea" and self.textarea is not None:
            name, parts = self.textarea
            self.inside.values.append((name, "".join(parts).removeprefix("\n")))
            self.textarea = None
        elif tag == "select" and self.select is not None:
            chosen = [value for value, is_selected in self.select["options"] if is_selected]
            if not chosen and self.select["options"] and not self.select["several"]:
                chosen = [self.select["options"][0][0]]
            self.inside.values += [(self.select["name"], value) for value in chosen]
            self.select = None


def _text(page):
    page = re.sub(r"<(script|style|title).*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page))).strip()
