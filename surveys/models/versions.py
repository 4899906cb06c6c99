from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.method import BadMethod, load_method
from surveys.method.source import shipped
from surveys.questionnaire import BadQuestionnaire, load_questionnaire
from welfare_movement.refusals import Refused


class Version(models.Model):
    """A version of something that is data: kept as it was when it was first used, never changed."""

    version = models.CharField(_("version"), max_length=40, unique=True)
    definition = models.JSONField(_("definition"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.version

    def save(self, **kwargs):
        if not self._state.adding:
            raise Refused(_("A version never changes; make a new one."))
        super().save(**kwargs)

    def newest(self):
        """The version of the same name with the highest number, of those that are known; mostly this one."""
        type(self).shipped()
        name, numbers = _parts(self.version)
        alike = type(self).objects.filter(version__startswith=f"{name}-") if numbers else ()
        higher = [each for each in alike if _parts(each.version)[0] == name and _parts(each.version)[1] > numbers]
        return max(higher, key=lambda each: _parts(each.version)[1], default=self)


class QuestionnaireVersion(Version):
    class Meta:
        verbose_name = _("version of the questionnaire")
        verbose_name_plural = _("versions of the questionnaire")

    @classmethod
    def shipped(cls, version="nst-survey-1.0"):
        """The row of a version that comes with the project, made when it is first needed."""
        return _kept(cls, "questionnaires", version, BadQuestionnaire)

    @property
    def questionnaire(self):
        """The rules, compiled once a process."""
        return _compiled_questionnaire(self.pk, self.version)


class GradingMethod(Version):
    class Meta:
        verbose_name = _("grading method")
        verbose_name_plural = _("grading methods")

    @classmethod
    def shipped(cls, version="nst-sg-1.0"):
        return _kept(cls, "methods", version, BadMethod)

    @property
    def method(self):
        return _compiled_method(self.pk, self.version)


def _parts(version):
    """The name and the numbers: "nst-sg" and (1, 2) of "nst-sg-1.2"; no numbers where none stand at the end."""
    name, _dash, number = version.rpartition("-")
    numbers = number.split(".")
    return name, tuple(map(int, numbers)) if all(each.isdecimal() for each in numbers) else ()


def _kept(model, folder, version, error):
    kept = model.objects.filter(version=version).first()
    return (
        kept
        or model.objects.get_or_create(version=version, defaults={"definition": shipped(folder, version, error)})[0]
    )


@lru_cache(maxsize=32)
def _compiled_questionnaire(pk, version):
    definition = QuestionnaireVersion.objects.values_list("definition", flat=True).get(pk=pk, version=version)
    return load_questionnaire(definition)


@lru_cache(maxsize=32)
def _compiled_method(pk, version):
    definition = GradingMethod.objects.values_list("definition", flat=True).get(pk=pk, version=version)
    return load_method(definition)
