"""Obtain documents politely and safely, and keep the bytes as proof."""

from analyzer.fetch.fetcher import Fetcher, VendorFetcher
from analyzer.fetch.files import read_file
from analyzer.fetch.policy import FetchPolicy, NotModified, Validators
from analyzer.fetch.problems import FAILURE_KINDS, FetchFailedError
from analyzer.fetch.sniff import sniff_media_type

__all__ = [
    "FAILURE_KINDS",
    "FetchFailedError",
    "FetchPolicy",
    "Fetcher",
    "NotModified",
    "Validators",
    "VendorFetcher",
    "read_file",
    "sniff_media_type",
]
