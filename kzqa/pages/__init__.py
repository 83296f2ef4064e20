"""An annotated article as one self-contained web page."""

from kzqa.pages.page import page

__all__ = ["page"]
