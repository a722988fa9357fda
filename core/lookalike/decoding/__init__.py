"""From a file of any format to an upright sRGB raster, whatever the file does."""
