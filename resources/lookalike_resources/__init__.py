"""Files that travel with the program: models, icons, translations. Read them through `importlib.resources`."""
