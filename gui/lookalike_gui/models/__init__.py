"""Qt models over the engine's frozen values; they hold no widget and read no file."""
