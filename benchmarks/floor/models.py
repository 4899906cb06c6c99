from django.db import models


class Organisation(models.Model):
    """One of 1,500, in one of 94 tambons."""

    tambon = models.PositiveIntegerField(db_index=True)
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    members = models.PositiveIntegerField()

    def __str__(self):
        return self.name


class Answers(models.Model):
    """What was sent of a form: one JSON row, whatever the number of its fields."""

    values = models.JSONField()
    sent_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.sent_at}"
