"""Django's own sentences that its Kazakh catalogue lacks; gathered and translated with ours."""
# ruff: noqa: E501

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext


def plural_forms(n: int) -> list[str]:
    """Name the sentences with a number, for gettext."""
    return [
        ngettext(
            "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
            n,
        ),
        ngettext(
            "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
            "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
            n,
        ),
        ngettext(
            "Ensure that there are no more than %(max)s digit in total.",
            "Ensure that there are no more than %(max)s digits in total.",
            n,
        ),
        ngettext(
            "Ensure that there are no more than %(max)s decimal place.",
            "Ensure that there are no more than %(max)s decimal places.",
            n,
        ),
        ngettext(
            "Ensure that there are no more than %(max)s digit before the decimal point.",
            "Ensure that there are no more than %(max)s digits before the decimal point.",
            n,
        ),
        ngettext(
            "Ensure this filename has at most %(max)d character (it has %(length)d).",
            "Ensure this filename has at most %(max)d characters (it has %(length)d).",
            n,
        ),
        ngettext("Please submit at most %(num)d form.", "Please submit at most %(num)d forms.", n),
        ngettext("Please submit at least %(num)d form.", "Please submit at least %(num)d forms.", n),
        ngettext("%(num)d year", "%(num)d years", n),
        ngettext("%(num)d month", "%(num)d months", n),
        ngettext("%(num)d week", "%(num)d weeks", n),
        ngettext("%(num)d day", "%(num)d days", n),
        ngettext("%(num)d hour", "%(num)d hours", n),
        ngettext("%(num)d minute", "%(num)d minutes", n),
        ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            n,
        ),
        ngettext(
            "Your password must contain at least %(min_length)d character.",
            "Your password must contain at least %(min_length)d characters.",
            n,
        ),
    ]


_("Enter a valid domain name.")
_("Enter a valid integer.")
_("Enter a valid email address.")
_("Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.")
_("Enter a valid “slug” consisting of Unicode letters, numbers, underscores, or hyphens.")
_("Enter a valid %(protocol)s address.")
_("Ensure this value is a multiple of step size %(limit_value)s.")
_(
    "Ensure this value is a multiple of step size %(limit_value)s, starting from %(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on."
)
_("File extension “%(extension)s” is not allowed. Allowed extensions are: %(allowed_extensions)s.")
_("Null characters are not allowed.")
_("Enter a valid duration.")
_("The number of days must be between {min_days} and {max_days}.")
_("Enter a complete value.")
_("Enter a valid UUID.")
_("Enter a valid JSON.")
_("(Hidden field %(name)s) %(error)s")
_(
    "ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may need to file a bug report if the issue persists."
)
_("The inline value did not match the parent instance.")
_("“%(pk)s” is not a valid value.")
_(
    "%(datetime)s couldn’t be interpreted in time zone %(current_timezone)s; it may be ambiguous or it may not exist."
)
_("Invalid password format or unknown hashing algorithm.")
_("Set password")
_("The two password fields didn’t match.")
_("Enter the same password as before, for verification.")
_(
    "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able to authenticate using other backends, such as Single Sign-On or LDAP."
)
_("Password-based authentication")
_("Raw passwords are not stored, so there is no way to see the user’s password.")
_("Enable password-based authentication for this user by setting a password.")
_("Please enter a correct %(username)s and password. Note that both fields may be case-sensitive.")
_("Email")
_("The password is too similar to the %(verbose_name)s.")
_("Your password can’t be too similar to your other personal information.")
_("This password is too common.")
_("Your password can’t be a commonly used password.")
_("This password is entirely numeric.")
_("Your password can’t be entirely numeric.")
