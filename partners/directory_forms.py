import hashlib

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from partners.directory import COLUMNS, LASTING, PERSONAL, Known, Verdict, changes_of, folded, judge
from partners.models import Participation, Partner, Representative
from welfare_movement.people.models import User
from welfare_movement.process.models import Cycle
from welfare_movement.sheets.reading import Line, read
from welfare_movement.thai.names import comparison_key, split_name

SALT = "partners.directory"
KEPT_FOR = 24 * 60 * 60  # seconds from the preview to the confirmation
AS_NEW, NOT_AT_ALL = "new", "skip"
LANGUAGES = ("th", "en")


class Choices(dict):
    """How a choice may be written, in either language -> its value; and how it is shown."""

    def __init__(self, kind):
        self.shown = lambda: kind.labels
        super().__init__({folded(value): value for value in kind.values})
        for language in LANGUAGES:
            with translation.override(language):
                self.update({folded(str(label)): value for value, label in kind.choices})


class UploadForm(forms.Form):
    """A sheet of partners, read and not stored."""

    sheet = forms.FileField(label=_("The sheet (.xlsx or .csv)"), allow_empty_file=False)

    def clean_sheet(self):
        self.table = read(self.cleaned_data["sheet"].read(), COLUMNS)
        return self.cleaned_data["sheet"]


class DirectoryChanged(ValidationError):
    """Somebody changed the directory between the preview and the confirmation."""

    def __init__(self):
        super().__init__(_("The directory has changed since. Look through the preview once more, then confirm it."))


class PreviewForm(forms.Form):
    """What a sheet would do, line by line, and what is to be done where that is doubtful; saved only when confirmed.

    The lines travel signed with the page, so that nothing is stored before it is confirmed.
    """

    sheet = forms.CharField(widget=forms.HiddenInput)
    ask_in = forms.BooleanField(
        label=_("Ask all of them into this cycle"),
        help_text=_("Who is in it already stays as they are."),
        required=False,
        initial=True,
    )

    def __init__(self, data=None, *, cycle, lines=None, **kwargs):
        super().__init__(data, **kwargs)
        self.cycle = cycle
        self.lines = self._opened(data) if lines is None else lines
        self.judged = judge(
            self.lines,
            known_partners(cycle.province),
            {"level": Choices(Partner.Level), "sector": Choices(Partner.Sector)},
            cycle.province.name_th,
        )
        self.initial["sheet"] = signing.dumps(
            [cycle.pk, self._as_seen(), [[line.number, line.values] for line in self.lines]], salt=SALT, compress=True
        )
        for each in self.judged:
            if each.verdict is Verdict.SIMILAR:
                self.fields[f"line_{each.number}"] = forms.ChoiceField(
                    label=_("Line %(number)s: %(name)s") % {"number": each.number, "name": each.name},
                    choices=[
                        ("", _("Choose…")),
                        *((str(known.pk), _("It is “%s”") % known.name) for known in each.candidates),
                        (AS_NEW, _("It is another agency: enter it")),
                        (NOT_AT_ALL, _("Leave this line out")),
                    ],
                )

    def doubtful(self):
        """(what was judged, the field that asks what to do) of each line that might be a known partner."""
        return [(each, self[f"line_{each.number}"]) for each in self.judged if each.verdict is Verdict.SIMILAR]

    def new(self):
        return self._of(Verdict.NEW)

    def changed(self):
        return self._of(Verdict.CHANGED)

    def same(self):
        return self._of(Verdict.SAME)

    def faulty(self):
        return self._of(Verdict.FAULTY, Verdict.TWICE)

    def has_work(self):
        """Whether a confirmation would do anything at all."""
        return len(self.faulty()) < len(self.judged)

    def _of(self, *verdicts):
        return [each for each in self.judged if each.verdict in verdicts]

    def clean(self):
        if self._sealed_as != self._as_seen():
            raise DirectoryChanged
        return super().clean()

    def save(self):
        """Store what was confirmed, all of it or nothing: (how many are new, how many changed). Safe to repeat."""
        try:
            with transaction.atomic():
                Cycle.objects.select_for_update().get(pk=self.cycle.pk).require_open()
                stored = [(self._store(each), each) for each in self.judged]
                partners = [(partner, each) for (partner, _done), each in stored if partner]
                for partner, each in partners:
                    _name_contact(partner, each.values)
                if self.cleaned_data["ask_in"]:
                    self._ask([partner for partner, _each in partners])
        except IntegrityError as error:
            raise DirectoryChanged from error
        done = [what for (_partner, what), _each in stored]
        return done.count(Verdict.NEW), done.count(Verdict.CHANGED)

    def _store(self, each):
        known, chosen = each.known, self.cleaned_data.get(f"line_{each.number}")
        if each.verdict in (Verdict.TWICE, Verdict.FAULTY) or chosen == NOT_AT_ALL:
            return None, None
        if each.verdict is Verdict.SIMILAR and chosen != AS_NEW:
            known = next(candidate for candidate in each.candidates if str(candidate.pk) == chosen)
        if known is None:
            values = {key: each.values[key] for key in LASTING}
            return Partner.objects.create(province=self.cycle.province, **values), Verdict.NEW
        partner = Partner.objects.get(pk=known.pk)
        changes = changes_of(known, each.values)
        for key, _before, after in changes:
            setattr(partner, key, after)
        if changes:
            partner.save()
        return partner, Verdict.CHANGED if changes else Verdict.SAME

    def _ask(self, partners):
        asked = set(self.cycle.participations.values_list("partner_id", flat=True))
        new = [Participation(cycle=self.cycle, partner=each) for each in partners if each.pk not in asked]
        Participation.objects.bulk_create(new)

    def _as_seen(self):
        """A short mark of what the preview says of each line."""
        said = [(each.number, each.verdict, [known.pk for known in each.candidates]) for each in self.judged]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    def _opened(self, data):
        """The lines that were sent along. A page that was left open too long is read as an empty sheet."""
        try:
            cycle, self._sealed_as, lines = signing.loads(data.get("sheet", ""), salt=SALT, max_age=KEPT_FOR)
        except signing.BadSignature:
            cycle, self._sealed_as, lines = None, "", []
        self.is_lost = cycle != self.cycle.pk
        return [] if self.is_lost else [Line(number, values) for number, values in lines]


def known_partners(province):
    """The directory of a province, as a sheet is compared with it."""
    rows = Partner.objects.filter(province=province).values("pk", *LASTING)
    return [Known(row["pk"], {key: row[key] for key in LASTING}) for row in rows]


def _name_contact(partner, values):
    """Who answers for the partner, if the line says so: known by the e-mail, or by the name among its own."""
    if not values["contact"]:
        return
    given = {key: values[key] for key in PERSONAL if key not in ("contact", "email")}
    if not (person := _known_person(partner, values)):
        prefix, given_name, family_name = split_name(values["contact"])
        names = {"prefix": prefix, "given_name": given_name, "family_name": family_name}
        person = User.objects.create_user(values["email"] or None, **names, **given)
    Representative.objects.get_or_create(partner=partner, user=person)


def _known_person(partner, values):
    if values["email"] and (person := User.objects.filter(email=values["email"]).first()):
        return person
    key = comparison_key(values["contact"])
    own = partner.representatives.select_related("user")
    return next((each.user for each in own if comparison_key(each.user.full_name) == key), None)
