from django import forms

from welfare_movement.meetings.models import AgendaItem, AgendaPaper, Resolution


class ItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["section", "title", "duration"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.meeting = meeting
        if self.instance.pk:
            del self.fields["section"]
        else:
            self.fields["title"].required = True

    def save(self, commit=True):
        """A new item goes to the end of its section."""
        if not self.instance.pk:
            alike = self.instance.meeting.items.filter(section=self.instance.section)
            self.instance.position = max(alike.values_list("position", flat=True), default=-1) + 1
        return super().save(commit)


class ResolutionForm(forms.ModelForm):
    class Meta:
        model = Resolution
        fields = ["outcome", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.item = item


class PaperForm(forms.ModelForm):
    class Meta:
        model = AgendaPaper
        fields = ["title", "file"]

    def __init__(self, *args, item, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.item, self.instance.added_by = item, by
