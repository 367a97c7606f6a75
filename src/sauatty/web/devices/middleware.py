"""What every request passes on a computer that others use too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sauatty.web.devices import services

Handler = Callable[[HttpRequest], HttpResponse]


def shared_computers(get_response: Handler) -> Handler:
    """End what was left alone for too long before any page is made; tell the browser what it may keep."""

    def middleware(request: HttpRequest) -> HttpResponse:
        before = services.mark_of(request)
        services.end_if_idle(request)
        response = get_response(request)
        after = services.mark_of(request)
        if after and request.COOKIES.get(services.COOKIE) != after:
            services.tell_device(response, after)
        elif before and not after:
            services.forget_device(response)
        return response

    return middleware
