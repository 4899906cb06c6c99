import uuid

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import CharField, Exists, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from surveys.grading import grade
from surveys.models.network import Network
from surveys.models.round import Assignment
from surveys.refusals import AlreadyReviewed, BadAnswers, ChecksFailed, Incomplete, KeyReused, SentAnew
from welfare_movement.people.models import Consent
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine
from welfare_movement.thai.text import require_readable

CONSENT_TEXT = "informant-1.0"


class ResponseQuerySet(BoundQuerySet):
    def sent(self):
        return self.filter(verified_at=None, returned_at=None).exclude(sent_at=None)

    def for_queue(self):
        """With what the list of reviewers shows, the longest waiting first."""
        shown = self.with_cycle().select_related("assignment__organisation__tambon__district")
        return shown.order_by("sent_at", "pk")


class Response(StageBoundChild):
    """What one organisation answered in one round: draft, sent, then returned or verified.

    `draft` keeps what was typed, as typed, so that nothing is lost; `answers` are the values of the last submission.
    """

    bound_through = "assignment"
    named_through = ("assignment__organisation",)
    assignment = models.OneToOneField(Assignment, models.PROTECT, verbose_name=_("assignment"))
    draft = models.JSONField(_("draft"), default=dict, blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    started_at = models.DateTimeField(_("started at"), default=now, editable=False)
    saved_at = models.DateTimeField(_("saved at"), default=now, editable=False)
    first_sent_at = when(_("first sent at"))
    sent_at = when(_("sent at"))
    # The organisation's own word that these figures are its own; whoever gives it may have no account.
    confirmed_at = when(_("confirmed by the organisation at"))
    returned_at = when(_("returned at"))
    returned_by = who(_("by"))
    comment = TextBody(_("comment on the return"), blank=True, editable=False)
    verified_at = when(_("verified at"))
    verified_by = who(_("by"))

    objects = ResponseQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            who_and_when("returned"),
            who_and_when("verified"),
            models.CheckConstraint(
                condition=Q(returned_at=None, verified_at=None)
                | (Q(sent_at__isnull=False) & (Q(returned_at=None) | Q(verified_at=None))),
                name="surveys_reviewed_after_sent",
            ),
        ]

    def __str__(self):
        return f"{self.assignment}"

    def get_absolute_url(self):
        return reverse("surveys:response", args=[*self.assignment.round.cycle.address, self.pk])

    @property
    def state(self):
        """draft, sent, returned or verified."""
        if self.sent_at is None:
            return "draft"
        return "verified" if self.verified_at else "returned" if self.returned_at else "sent"

    @property
    def typed(self):
        """What the form shows: the draft, or else what was sent last, with who answered then."""
        if self.draft or self.sent_at is None:
            return self.draft
        informant = self.informants.select_related("consent").first()
        return {**self.answers, **({"informant": informant.as_typed()} if informant else {})}

    def read(self, typed):
        """What was typed, read by the rules of the questionnaire and what there is in the province: a Parsed."""
        survey_round = self.assignment.round
        questionnaire = survey_round.questionnaire.questionnaire
        return questionnaire.parse_shown(typed, survey_round.reference_month, **self._offered)

    @cached_property
    def _offered(self):
        """What may be chosen in the province, as a form is read by it: places and networks. One query."""
        province = self.assignment.round.cycle.province_id
        tambons = Tambon.objects.filter(district__province=province).order_by()
        networks = Network.objects.filter(province=province).order_by()
        places = tambons.values_list(Value("places", CharField()), "code")
        offered = {"places": set(), "networks": set()}
        for kind, key in places.union(networks.values_list(Value("networks"), Cast("pk", CharField())), all=True):
            offered[kind].add(key)
        return offered

    @property
    def latest(self):
        """The last submission; None in a draft."""
        return self.submissions.order_by("-pk").first()

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def keep(self, typed, *, known=None):
        """Keep what was typed in one section, as typed; other sections stay as they are.

        known: what a first draft begins with, as the registry knows it. Refuses what no database column can hold.
        """
        self.require_open()
        require_readable(typed)
        kept = Response.objects.select_for_update().get(pk=self.pk)
        self.draft, self.saved_at = {**(kept.typed or known or {}), **typed}, timezone.now()
        Response.objects.filter(pk=self.pk).update(draft=self.draft, saved_at=self.saved_at)

    @retried
    @transaction.atomic
    def submit(self, answers, *, key, by=None, confirmed=False, warnings_confirmed=frozenset()):
        """Send these answers, once for a key, and grade them at once; the grade is pending until a publication pins it.

        answers: stored values by key, the personal ones among them. key: a UUID drawn with the form: the same key and
        answers again give the same receipt, other answers under it raise KeyReused. confirmed: the organisation's word.
        warnings_confirmed: codes of the checks that were looked at again and are right.
        Raises BadAnswers, Incomplete or ChecksFailed with what is to be mended; then nothing is saved.
        """
        key_is_known = self._hold(key)
        settled, personal = self._settled(answers, warnings_confirmed)
        # A key that is known gets its receipt even after the cycle was closed: the phone only asks whether it arrived.
        # One that came while this waited for the row seems unknown; then its answers stand there, or `_send` meets it.
        if key_is_known:
            return Submission.objects.get(key=key).again(self, settled)
        self.require_open()
        now = timezone.now()
        if self.state in ("sent", "verified") and settled == self.answers:
            # Pressed again from another page: no new answers, but maybe another informant or the organisation's word.
            submission, news = self.latest, {"confirmed_at": self.confirmed_at or (now if confirmed else None)}
        else:
            submission, news = self._send(settled, key, by, now)
            news["confirmed_at"] = now if confirmed else None
        self._name_informant(personal, by)
        self._change(draft={}, saved_at=now, **news)
        return submission

    @retried
    @transaction.atomic
    def verify(self, submission, *, by):
        """Accept what was read: this submission. Raises SentAnew when others came since, or AlreadyReviewed."""
        self.require_open()
        accepted = {"verified_at": timezone.now(), "verified_by": by}
        self._review(Response.objects.sent(), submission, Review.Outcome.VERIFIED, by, **accepted)

    @retried
    @transaction.atomic
    def give_back(self, submission, *, by, comment):
        """Return this submission for correction, a verified one too, with a comment that says what."""
        self.require_open()
        if not comment.strip():
            raise Refused(_("Write what is to be corrected."))
        back = {"returned_at": timezone.now(), "returned_by": by, "verified_at": None, "verified_by": None}
        waiting = Response.objects.filter(returned_at=None)
        self._review(waiting, submission, Review.Outcome.RETURNED, by, comment=comment, **back)

    @transaction.atomic
    def forget_informants(self):
        """Whoever answered takes the consent back: name, position and phone go, from the draft as well."""
        for informant in self.informants.select_related("consent"):
            informant.consent.withdraw()
        self.forget_draft()

    def forget_draft(self):
        """Leave out of the draft what is personal; the rest of what was typed stays."""
        personal = {each.key for each in self.assignment.round.questionnaire.questionnaire.questions if each.personal}
        self.draft = {key: value for key, value in self.draft.items() if key not in personal}
        Response.objects.filter(pk=self.pk).update(draft=self.draft)

    # ── How ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _hold(self, key):
        """Hold the row until the transaction ends, and be what it is now. Returns whether this key is known."""
        known = Exists(Submission.objects.filter(key=key))
        held = Response.objects.select_for_update().annotate(key_is_known=known).get(pk=self.pk)
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(held, field.attname))
        return held.key_is_known

    def _change(self, **columns):
        """Change a row that is held, and this object with it."""
        Response.objects.filter(pk=self.pk).update(**columns)
        for name, value in columns.items():
            setattr(self, name, value)

    def _settled(self, answers, warnings_confirmed):
        """What will be stored, after every rule of the questionnaire has been met."""
        survey_round = self.assignment.round
        questionnaire, month = survey_round.questionnaire.questionnaire, survey_round.reference_month
        # Read once more, so that shell and import meet the form's limits; a value that was read before stays as it is.
        answers, bad = self.read(answers)
        if bad:
            raise BadAnswers(bad)
        if missing := questionnaire.missing(answers, month):
            raise Incomplete(questionnaire, missing)
        problems = questionnaire.check(answers, month)
        if open_problems := [
            each for each in problems if each.severity == "error" or each.code not in warnings_confirmed
        ]:
            raise ChecksFailed(open_problems)
        return questionnaire.settle(answers, month)

    def _send(self, settled, key, by, now):
        """The new submission, graded, and the columns that change with it."""
        submission = Submission(response=self, key=key, answers=settled, sent_at=now, sent_by=by)
        try:
            with transaction.atomic():
                submission.save(guarded_by=self)
        except IntegrityError as error:
            # The same key for another response at the same moment.
            raise KeyReused(Submission.objects.get(key=key)) from error
        fresh = {"returned_at": None, "returned_by": None, "comment": "", "verified_at": None, "verified_by": None}
        self._grade(submission)
        return submission, {"answers": settled, "first_sent_at": self.first_sent_at or now, "sent_at": now, **fresh}

    def _name_informant(self, personal, by):
        """Who answered, with their consent, apart from the answers; a new submission names anew."""
        for parts in personal.values():
            named = {part: parts[part] for part in ("name", "position", "phone")}
            if self.first_sent_at and self.informants.filter(consent__withdrawn_at=None, **named).exists():
                continue  # the same person again: one consent, so that one withdrawal forgets them
            consent = Consent.objects.create(
                purpose=Consent.Purpose.SURVEY_CONTACT,
                text_version=CONSENT_TEXT,
                channel=Consent.Channel.ONLINE,
                recorded_by=by,
            )
            Informant(response=self, consent=consent, **named).save(guarded_by=self)

    def _grade(self, submission):
        survey_round = self.assignment.round
        inputs = survey_round.questionnaire.questionnaire.grading_input(
            submission.answers, survey_round.reference_month
        )
        self.grades.model.record(
            self, submission, survey_round.method, inputs, grade(inputs, survey_round.method.method)
        )

    def _review(self, waiting, submission, outcome, by, *, comment="", **columns):
        # `sent_at` is that of the last submission, so that a newer one makes this find nothing.
        waiting = waiting.filter(pk=self.pk, sent_at=submission.sent_at)
        if not waiting.update(comment=comment, **columns):
            self.refresh_from_db()
            raise SentAnew if self.sent_at != submission.sent_at else AlreadyReviewed(self)
        self.refresh_from_db()
        self.reviews.create(submission=submission, outcome=outcome, comment=comment, reviewed_by=by)


class Submission(StageBoundChild):
    """One sending of a response, kept as it was: the history of the answers, and the receipt."""

    bound_through = "response"
    response = models.ForeignKey(Response, models.PROTECT, related_name="submissions", verbose_name=_("response"))
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    answers = models.JSONField(_("answers"))
    sent_at = models.DateTimeField(_("sent at"), default=now)
    # NULL when it came by a personal link, which is no sign-in.
    sent_by = who(_("sent by"), blank=True, editable=True)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-pk"]

    def __str__(self):
        return self.receipt

    def save(self, **kwargs):
        if not self._state.adding:
            raise Refused(_("What was sent never changes; send the corrected answers anew."))
        super().save(**kwargs)

    @property
    def receipt(self):
        """The number on the receipt: the cycle's year and the number of the submission."""
        return f"{self.response.assignment.round.cycle.year}-{self.pk:05d}"

    def again(self, response, answers):
        """The same key once more: the same receipt for the same answers; otherwise refused, the first intact."""
        if self.response_id != response.pk or self.answers != answers:
            raise KeyReused(self)
        return self


class Review(StageBoundChild):
    """One look of a reviewer at a submission."""

    class Outcome(models.TextChoices):
        VERIFIED = "verified", _("Verified")
        RETURNED = "returned", _("Returned")

    bound_through = "response"
    response = models.ForeignKey(Response, models.PROTECT, related_name="reviews", verbose_name=_("response"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+", verbose_name=_("submission"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    comment = TextBody(_("comment"), blank=True)
    reviewed_at = models.DateTimeField(_("reviewed at"), default=now)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("reviewed by")
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_outcome_display()}"


class Informant(StageBoundChild):
    """Who answered, apart from the answers; blanked when the consent is withdrawn."""

    bound_through = "response"
    response = models.ForeignKey(Response, models.PROTECT, related_name="informants", verbose_name=_("response"))
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="+", verbose_name=_("consent"))
    name = TextLine(_("name"), max_length=120, blank=True)
    position = TextLine(_("position"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=10, blank=True)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("informant")
        verbose_name_plural = _("informants")
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    def as_typed(self):
        """As the questionnaire's parts take it; nothing once the consent is withdrawn."""
        if self.consent.withdrawn_at is not None:
            return {}
        return {"name": self.name, "position": self.position, "phone": self.phone, "consent": True}
