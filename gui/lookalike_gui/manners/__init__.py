"""What the program owes to the desktop while it works: no sleep, progress on its icon, one word at the end."""
