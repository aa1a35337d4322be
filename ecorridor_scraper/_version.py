"""The version, read by the build and by every row that the extractor writes."""

from __future__ import annotations

__version__ = "0.1.0"
