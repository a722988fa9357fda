"""Pillow images of readers of our own, which know the header before they know a pixel."""

from __future__ import annotations

from typing import Any

from PIL import Image, ImageFile


class DecodedOnceImageFile(ImageFile.ImageFile):
    """A picture that `_decoded` makes at the first `load`; what `_open` reads of it is its header."""

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
