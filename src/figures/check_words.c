/* SPDX-License-Identifier: Apache-2.0 */
/* check_words.c: finds series whose words the vocabulary does not have, so that their meaning is
 * unknown. */
#include "check.h"

static bool is_place(cor_str code) {
    cor_country place;
    return cor_country_by_code(code, &place);
}

static bool is_breakdown(cor_str text) {
    char room[1024];
    cor_arena arena = { room, room + sizeof room };
    cor_str canonical;
    return cor_breakdown_make(text, &arena, &canonical, NULL) == COR_OK &&
           cor_str_equal(text, canonical);
}

static void look_at_series(check_part *words, cor_statement *statement) {
    cor_arg id = cor_arg_plain(cor_column_int(statement, 0));
    cor_str measure_key = cor_column_text(statement, 1), origin = cor_column_text(statement, 2);
    cor_str destination = cor_column_text(statement, 3), breakdown = cor_column_text(statement, 4);
    const cor_measure *measure = cor_measure_find(measure_key);

    words->result->looked_at++;
    if (!measure)
        check_note(words, cor_say(_("series {id} has the unknown measure “{measure}”"), id,
                                  cor_arg_str(measure_key)));

    if (!is_place(destination))
        check_note(words, cor_say(_("series {id} has the unknown place “{place}”"), id,
                                  cor_arg_str(destination)));

    if (origin.length && !is_place(origin))
        check_note(words, cor_say(_("series {id} has the unknown place “{place}”"), id,
                                  cor_arg_str(origin)));

    // Some two-place measures may leave the origin open: the employed born abroad, wherever.
    if (measure && !measure->is_bilateral && origin.length)
        check_note(words,
                   cor_say(_("series {id} has an origin, but its measure is of one place"), id));

    if (measure && measure->is_bilateral && !measure->may_lack_origin && !origin.length)
        check_note(words,
                   cor_say(_("series {id} has no origin, but its measure is of two places"), id));

    if (!is_breakdown(breakdown))
        check_note(words, cor_say(_("series {id} has the unknown breakdown “{breakdown}”"), id,
                                  cor_arg_str(breakdown)));
}

/* Places of computed tables are checked with their cells. */
static void check_matrix_words(check_part *words, cor_statement *statement) {
    cor_arg id = cor_arg_plain(cor_column_int(statement, 0));
    cor_str measure = cor_column_text(statement, 1), breakdown = cor_column_text(statement, 2);
    words->result->looked_at++;
    if (!cor_measure_find(measure))
        check_note(words, cor_say(_("computed table {id} has the unknown measure “{measure}”"), id,
                                  cor_arg_str(measure)));
    if (!is_breakdown(breakdown))
        check_note(words, cor_say(_("computed table {id} has the unknown breakdown “{breakdown}”"),
                                  id, cor_arg_str(breakdown)));
}

static cor_code look_at_all(cor_figures *figures, check_part *words, int sql,
                            void (*look)(check_part *words, cor_statement *statement),
                            cor_error *err) {
    cor_statement *statement;
    cor_code code = cor_statement_get(figures->store, sql, &statement, err);
    if (code) return code;

    for (bool row = true;;) {
        code = cor_statement_step(statement, &row, err);
        if (code || !row) return code;
        look(words, statement);
    }
}

cor_code check_words(cor_figures *figures, check_part *words, cor_error *err) {
    cor_code code = look_at_all(figures, words, COR_SQL_FIGURES_SERIES_ALL, look_at_series, err);
    return code
               ? code
               : look_at_all(figures, words, COR_SQL_FIGURES_MATRIX_WORDS, check_matrix_words, err);
}
