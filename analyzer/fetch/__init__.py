"""Obtain documents politely and safely, and keep the bytes as proof."""

from analyzer.fetch.browser import render_page
from analyzer.fetch.discovery import discover, rank_pages
from analyzer.fetch.fetcher import Fetcher, VendorFetcher
from analyzer.fetch.files import read_file
from analyzer.fetch.links import Candidate, rank_links
from analyzer.fetch.policy import FetchPolicy, NotModified, Validators
from analyzer.fetch.problems import FAILURE_KINDS, FetchFailedError
from analyzer.fetch.references import references_of, referred_documents
from analyzer.fetch.verifying import SourceCheck, check_sources

__all__ = [
    "FAILURE_KINDS",
    "Candidate",
    "FetchFailedError",
    "FetchPolicy",
    "Fetcher",
    "NotModified",
    "SourceCheck",
    "Validators",
    "VendorFetcher",
    "check_sources",
    "discover",
    "rank_links",
    "rank_pages",
    "read_file",
    "references_of",
    "referred_documents",
    "render_page",
]
