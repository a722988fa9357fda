"""What the desktop is told while the program works: no sleep, progress at the icon, a notification at the end."""
