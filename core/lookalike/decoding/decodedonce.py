"""The base of our own Pillow plugins: the header is read at once, the pixels at the first `load`."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageFile


class DecodedOnceImageFile(ImageFile.ImageFile):
    """A picture whose header `_open` reads, and whose pixels `_decoded` makes at the first `load`."""

    _is_decoded = False

    def load(self) -> Any:
        """Decode, once."""
        if not self._is_decoded:
            self.im = self._decoded().im
            self._is_decoded = True
        return Image.Image.load(self)

    def _decoded(self) -> Image.Image:
        raise NotImplementedError

    @property
    def _file(self) -> Any:
        if self.fp is None:
            raise ValueError("the file is closed")
        return self.fp
