"""What all parts of the window share: making controls, tables and dialogs, mirrored painting, numbers in words."""
