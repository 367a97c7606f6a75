from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "sauatty.web.programmes"
    label = "programmes"

    def ready(self) -> None:
        """Register permissions, rail, data rules, the scope of roles, the home and the invented data."""
        from sauatty.web.accounts import scopes
        from sauatty.web.base import demo, homes, navigation, privacy, roles
        from sauatty.web.programmes import demonstration, permissions, selectors, services, views

        roles.register_permissions(permissions.PERMISSIONS)
        navigation.register_entries(permissions.RAIL)
        privacy.register_data_rules(permissions.data_rules())
        scopes.register_scope(selectors.SCOPE, scopes.ScopeSource(selectors.scopes_for, selectors.titles))
        scopes.register_starter(services.start_programme)
        homes.register_home(10, roles.COORDINATORS, views.home)
        demo.register_demo("programmes", demonstration.make, demonstration.remove, demonstration.count)
