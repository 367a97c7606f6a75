"""Zip containers with the same bytes for the same parts, as `exchange.packing` makes them."""

from sauatty.core.exchange.packing import pack, unpack

__all__ = ["pack", "unpack"]
