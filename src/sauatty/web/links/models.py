"""Short addresses of pages of this site."""

from django.db import models


class ShortLink(models.Model):
    """Seven letters that lead to one page, in the language of whoever opens them. Who opens is never written down."""

    code = models.CharField(max_length=7, primary_key=True)
    # Without the language: /s/reading/, never another site
    path = models.CharField(max_length=300, unique=True)
    n_opened = models.PositiveIntegerField(default=0)
    made_on = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return self.code
