/* SPDX-License-Identifier: Apache-2.0 */
/* cite.h: declarations shared by the citation styles. */
#ifndef CORREDOR_PUBLICATIONS_CITE_H
#define CORREDOR_PUBLICATIONS_CITE_H

#include "kinds.h"
#include "publications/publications.h"

/* The type of a publication in each style. */
typedef struct {
    const char *form;   // code of the field `form`
    const char *bibtex; // entry type
    const char *ris;    // TY
    const char *csl;    // type
} cite_form;
const cite_form *cite_form_of(const cor_entry *publication);

/* An author: a person as "Family, Given", or an organisation by its full name if we know it. Step
 * through them with `*rest` = cite_authors(…). */
typedef struct {
    cor_str name;
    bool is_person;
} cite_author;
cor_str cite_authors(const cor_entry *publication);
bool cite_author_next(cor_str *rest, cor_lang lang, cite_author *ret_author);
/* The publisher's full name, if known; several organisations are separated by semicolons. */
void cite_put_publisher(const cor_entry *publication, cor_lang lang,
                        void (*put)(cor_out *out, cor_str text), cor_out *out);
/* The title in the other language; empty without one or if it is the same. */
cor_str cite_other_title(const cor_entry *publication, cor_lang lang);
/* Language of the title shown for `lang`. */
cor_lang cite_title_lang(const cor_entry *publication, cor_lang lang);
/* Write on one line: line breaks and tabs become blanks. */
void cite_put_line(cor_out *out, cor_str text);

void cite_bibtex(const cor_entry *publication, cor_lang lang, cor_out *out);
void cite_ris(const cor_entry *publication, cor_lang lang, cor_out *out);
void cite_csl_json(const cor_entry *publication, cor_lang lang, cor_out *out);

#endif
