"""Names of persons, places and organisations: base forms, one entity under many spellings, roles.

    base_form      one name in the nominative
    resolve_names  the mentions of an article with base form, entity and role
    link           entities of many articles that are one

The spaCy component `kzqa_names` stands in `kzqa.language.names.component`; this package itself needs no spaCy.
"""

from kzqa.language.names.attestation import Attestation
from kzqa.language.names.base_form import base_form
from kzqa.language.names.linking import ArticleEntity, link
from kzqa.language.names.resolve import resolve_names

__all__ = ["ArticleEntity", "Attestation", "base_form", "link", "resolve_names"]
