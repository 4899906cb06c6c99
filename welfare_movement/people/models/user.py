from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now
from welfare_movement.thai.fields import TextLine
from welfare_movement.thai.names import full_name
from welfare_movement.thai.sorting import KEY_LENGTH, sort_key


class UserManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())

    def create_user(self, email=None, password=None, **fields):
        """A person, who may have neither e-mail nor password and then cannot sign in."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """A person the movement knows, with or without a way to sign in; one person wears many hats."""

    class Language(models.TextChoices):
        THAI = "th", _("Thai")
        ENGLISH = "en", _("English")

    # NULL when absent, the one exception to "no null on text": unique, yet many people have none.
    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)  # noqa: DJ001
    prefix = TextLine(_("prefix"), max_length=40, blank=True)
    given_name = TextLine(_("given name"), max_length=120)
    family_name = TextLine(_("family name"), max_length=120, blank=True, help_text=_("Monks have none."))
    position = TextLine(_("position"), max_length=200, blank=True)
    # Not unique: families and organisations share a phone, and nobody signs in by it.
    phone = models.CharField(_("phone"), max_length=10, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.THAI)
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the administration pages"), default=False)
    joined_at = models.DateTimeField(_("known since"), default=now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["given_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.full_name or str(_("Name withdrawn"))

    @property
    def full_name(self):
        return full_name(self.prefix, self.given_name, self.family_name)

    def get_full_name(self):
        return self.full_name

    def get_short_name(self):
        return self.given_name

    def forget(self):
        """Blank who this is, unless they have a way to sign in or something still names them. Returns whether it did.

        Links and consents name nobody by themselves: what they opened and what was agreed to is what counts.
        """
        if self.last_login or self.has_usable_password() or self._is_named():
            return False
        blank = dict.fromkeys(("prefix", "given_name", "family_name", "position", "phone", "sort_key"), "")
        return bool(User.objects.filter(pk=self.pk).update(**blank, email=None, is_active=False))

    def _is_named(self):
        """Whether any row of any app refers to this person. One query."""
        there = (
            each.field for each in self._meta.get_fields(include_hidden=True) if each.one_to_many or each.one_to_one
        )
        naming = [field for field in there if field.model._meta.label not in ("people.Link", "people.Consent")]
        rows = (Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")})) for field in naming)
        return User.objects.filter(reduce(or_, rows), pk=self.pk).exists()

    def clean(self):
        super().clean()
        self.email = (self.email or "").strip().lower() or None

    def save(self, **kwargs):
        self.email = (self.email or "").strip().lower() or None
        self.sort_key = sort_key(f"{self.given_name} {self.family_name}")
        super().save(**kwargs)
