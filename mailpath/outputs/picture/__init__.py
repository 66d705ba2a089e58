"""The picture of a scan: one self-contained page, gathered row by row in bounded memory."""

from mailpath.outputs.picture.page import picture_page

__all__ = ["picture_page"]
