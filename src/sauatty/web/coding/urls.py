"""The addresses of coding."""

app_name = "coding"
urlpatterns: list[object] = []
