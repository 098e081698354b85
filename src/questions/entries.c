/* SPDX-License-Identifier: Apache-2.0 */
/* entries.c: versions of an entry of any registry, and the differences between two of them. */
#include "rows.h"

cor_code question_entry_version(const cor_asking *asking, const cor_registry_kind *kind,
                                const question_entry *asked, bool *ret_given,
                                cor_answer *ret_answer, cor_error *err) {
    cor_registry_view view = { .version = (int32_t)asked->version,
                               .as_known_s = asking->dossier.as_known_s };
    *ret_given = view.version || view.as_known_s;
    if (!*ret_given) return COR_OK;
    return cor_dossier_entry(&asking->dossier, kind, asked->key, &view, false, asking->keep,
                             &ret_answer->document, err);
}

cor_code question_entry_history(const cor_asking *asking, const cor_registry_kind *kind,
                                const question_history *asked, cor_answer *ret_answer,
                                cor_error *err) {
    if (asked->from || asked->to)
        return cor_dossier_entry_diff(&asking->dossier, kind, asked->key, (int32_t)asked->from,
                                      (int32_t)asked->to, false, asking->keep,
                                      &ret_answer->document, err);
    return cor_dossier_entry_history(&asking->dossier, kind, asked->key, false, asking->keep,
                                     &ret_answer->document, err);
}
