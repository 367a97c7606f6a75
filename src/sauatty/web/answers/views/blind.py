"""What a manager sees who codes the same answers blindly."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def blind_still(request: HttpRequest, project: Any) -> HttpResponse:
    """Say that it opens once the visitor has coded: even a count by grade would tell what another coder decided."""
    return render(request, "agreements/blind_still.html", {"project": project}, status=403)
