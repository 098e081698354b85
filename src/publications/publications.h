/* SPDX-License-Identifier: Apache-2.0 */
/* publications.h: publications for other programs: citations, a feed, and a repository for
 * harvesters.
 *
 * Everything is written from entries of the kind "publication" in both languages: a title or
 * summary in one language never hides the other. */
#ifndef CORREDOR_PUBLICATIONS_PUBLICATIONS_H
#define CORREDOR_PUBLICATIONS_PUBLICATIONS_H

#include "registry/registry.h"

/* ---- citations ----------------------------------------------------------- */

typedef struct {
    cor_str name;       // "bibtex", "ris", "csl-json"
    cor_str ending;     // ".bib"
    cor_str media_type; // of the answer of a server
    void (*write)(const cor_entry *publication, cor_lang lang, cor_out *out);
} cor_citation_style;
const cor_citation_style *cor_citation_style_list(size_t *ret_count);
const cor_citation_style *cor_citation_style_find(cor_str name);
/* Cite publications: the title in `lang`, or in the only language; the other one is kept beside it.
 * UTF-8; organisations are corporate authors, special characters of BibTeX are escaped. */
void cor_cite(const cor_citation_style *style, const cor_entry *const *publications, size_t count,
              cor_lang lang, cor_out *out);
/* A reference for people: "IOM (2022). Title. https://…". */
cor_text cor_cite_text(const cor_entry *publication, cor_arena *keep);

/* ---- where this is ------------------------------------------------------- */

/* The public address of the observatory, for links in files that travel. */
typedef struct {
    cor_str base_url;    // "https://observatory.example"
    cor_str domain;      // in permanent identifiers: "corredor.local"
    cor_str admin_email; // may be empty: postmaster of the host
} cor_repository;

/* ---- feed ---------------------------------------------------------------- */

/* The latest new and changed publications as Atom (RFC 4287): one entry each, with titles and
 * summaries in both languages. COR_E_STORE, COR_E_MEMORY. */
COR_CHECKED
cor_code cor_publications_feed(cor_registry *registry, const cor_repository *repository,
                               cor_lang lang, cor_arena keep, cor_out *out, cor_error *err);

/* ---- OAI-PMH ------------------------------------------------------------- */

typedef struct {
    cor_str name, value; // as decoded from a query or a form
} cor_oai_argument;
/* Answer a request of the Open Archives Initiative Protocol for Metadata Harvesting 2.0, in oai_dc.
 * Sets are topics and forms. A faulty request gets an answer of the protocol, not a failure.
 * Resumption tokens carry their state: they work as long as the records exist, also after a
 * restart. COR_E_STORE, COR_E_MEMORY. */
COR_CHECKED
cor_code cor_oai_answer(cor_registry *registry, const cor_repository *repository,
                        const cor_oai_argument *arguments, size_t argument_count, int64_t now_s,
                        cor_arena keep, cor_out *out, cor_error *err);

#endif
