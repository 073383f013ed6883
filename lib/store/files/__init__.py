"""Bytes on disk, by their checksum."""
