"""From a raster to what is known of a photo: hashes, vectors, labels, quality."""
