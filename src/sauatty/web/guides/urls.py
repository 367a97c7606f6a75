"""The addresses of guides."""

app_name = "guides"
urlpatterns: list[object] = []
