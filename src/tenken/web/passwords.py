"""What a password of Tenken must be. The same words stand beside the field and in a refusal."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy


class NotTheOldOne:
    """A password that is changed becomes another. There is no change by the calendar: guideline 7.0 took it out."""

    def validate(self, password: str, user: User | None = None) -> None:
        if user is not None and user.pk and user.has_usable_password() and user.check_password(password):
            raise ValidationError(gettext_lazy("this is the password that you have already"))

    def get_help_text(self) -> str:
        return str(gettext_lazy("another than the present one"))
