"""The window's parts: each is a widget that asks through signals and shows what its model holds."""
