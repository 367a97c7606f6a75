from django.apps import AppConfig


class EntitlementsConfig(AppConfig):
    """Rules that somebody must fulfil, such as for a certificate. It has no rows and no pages of its own."""

    name = "sauatty.web.entitlements"
    label = "entitlements"

    def ready(self) -> None:
        """Offer the rules that Sauatty brings along."""
        from sauatty.web.entitlements import shipped_rules

        shipped_rules.register()
