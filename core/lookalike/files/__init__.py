"""From folders to files: what is a photo, what travels with it, which are byte copies."""
