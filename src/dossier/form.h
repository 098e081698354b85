/* SPDX-License-Identifier: Apache-2.0 */
/* form.h: the form that narrows a page, read from the rows of its parameters: the same names,
 * values and ranges as in the address and at the command line. */
#ifndef CORREDOR_DOSSIER_FORM_H
#define CORREDOR_DOSSIER_FORM_H

#include "page.h"
#include "parameters/parameters.h"

enum { DOSSIER_FORM_FIELDS_MAX = COR_PARAMETERS_MAX };

typedef struct {
    cor_field fields[DOSSIER_FORM_FIELDS_MAX];
    int32_t count;
} dossier_form;

/* The fields of the question that the page answers: those in `names`, separated by blanks, to be
 * filled in; all others that were given as they were, but not the page of a list. Empty when the
 * page answers no question. */
void dossier_form_begin(dossier_page *page, const char *names, dossier_form *ret_form);
/* A field, to change what only the page knows; NULL when the form does not have it. */
cor_field *dossier_form_field(dossier_form *form, const char *name);
void dossier_form_show(dossier_page *page, const char *id, cor_text title, const char *path,
                       const dossier_form *form);

#endif
