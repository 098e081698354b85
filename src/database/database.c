/* SPDX-License-Identifier: Apache-2.0 */
/* database.c: opens a database for programs that link the library, and makes documents from it. */
#include "corredor/database.h"

#include <stdlib.h>
#include <time.h>

#include "kinds/kinds.h"
#include "questions/questions.h"

struct cor_database {
    cor_store *store;
    cor_figures *figures;
    cor_registry *registry;
    cor_registry_memory *entries; // as of `as_known_s`; NULL: not read yet
    int64_t as_known_s;
};

static cor_code open_all(cor_database *database, cor_str path, cor_error *err) {
    cor_code code = cor_store_open(path, COR_STORE_READ, &database->store, err);
    if (!code) code = cor_figures_open(database->store, &database->figures, err);
    if (!code) code = cor_registry_open(database->store, &cor_kinds, &database->registry, err);
    return code;
}

cor_code cor_database_open(cor_str path, cor_database **ret_database, cor_error *err) {
    cor_database *database = calloc(1, sizeof *database);
    if (!database) return cor_fail_memory(err);

    cor_code code = open_all(database, path, err);
    if (code)
        cor_database_close(database);
    else
        *ret_database = database;

    return code;
}

void cor_database_close(cor_database *database) {
    if (!database) return;
    cor_registry_memory_close(database->entries);
    cor_registry_close(database->registry);
    cor_figures_close(database->figures);
    cor_store_close(database->store);
    free(database);
}

static void forget_entries(cor_database *database) {
    cor_registry_memory_close(database->entries);
    database->entries = NULL;
}

void cor_database_as_known(cor_database *database, int64_t as_known_s) {
    if (as_known_s != database->as_known_s) forget_entries(database);
    database->as_known_s = as_known_s;
}

cor_figures *cor_database_figures(cor_database *database) {
    return database->figures;
}

/* ---- documents ----------------------------------------------------------- */

static cor_code read_entries(cor_database *database, cor_error *err) {
    bool is_current = false;
    cor_code code = COR_OK;
    if (database->entries)
        code =
            cor_registry_memory_is_current(database->entries, database->registry, &is_current, err);
    if (code || is_current) return code;

    forget_entries(database);
    return cor_registry_memory_open(database->registry, database->as_known_s, &database->entries,
                                    err);
}

/* A snapshot of the file while a document is made. */
typedef struct {
    cor_dossier dossier;
    cor_store *store;
    bool has_snapshot;
} making;

static cor_code begin_making(cor_database *database, making *made, cor_error *err) {
    *made = (making){ .store = database->store };
    cor_code code = cor_store_snapshot(database->store, &made->has_snapshot, err);
    if (!code) code = read_entries(database, err);
    if (code) return code;

    made->dossier = (cor_dossier){ .figures = database->figures,
                                   .registry = database->registry,
                                   .registries = database->entries,
                                   .as_known_s = database->as_known_s };
    return COR_OK;
}

static void end_making(const making *made) {
    if (made->has_snapshot) cor_store_snapshot_end(made->store);
}

cor_code cor_database_corridor(cor_database *database, cor_country origin, cor_country destination,
                               cor_arena *keep, const cor_document **ret_document, cor_error *err) {
    making made;
    cor_code code = begin_making(database, &made, err);
    if (!code)
        code = cor_dossier_corridor(&made.dossier, origin, destination, keep, ret_document, err);
    end_making(&made);
    return code;
}

cor_code cor_database_country(cor_database *database, cor_country country, cor_arena *keep,
                              const cor_document **ret_document, cor_error *err) {
    making made;
    cor_code code = begin_making(database, &made, err);
    if (!code) code = cor_dossier_country(&made.dossier, country, keep, ret_document, err);
    end_making(&made);
    return code;
}

cor_code cor_database_world(cor_database *database, cor_arena *keep,
                            const cor_document **ret_document, cor_error *err) {
    making made;
    cor_code code = begin_making(database, &made, err);
    if (!code) code = cor_dossier_world(&made.dossier, keep, ret_document, err);
    end_making(&made);
    return code;
}

/* ---- any question -------------------------------------------------------- */

static cor_code find_command_question(const char *command, const cor_question **ret_question,
                                      cor_error *err) {
    *ret_question = cor_question_for_command(cor_str_of(command));
    if (!*ret_question) {
        cor_fail(err, COR_E_USAGE, _("There is no command \"{name}\"."), cor_arg_cstr(command));
        return cor_hint(err, _("See corredor help."));
    }
    if ((*ret_question)->answer) return COR_OK;

    return cor_fail(err, COR_E_USAGE, _("The command \"{name}\" gives a file, not a document."),
                    cor_arg_cstr(command));
}

static cor_code check_name(const cor_question *question, cor_str name, cor_error *err) {
    const cor_parameter *row = cor_parameter_find(question->parameters, name);
    if (row && row->side != COR_SIDE_WEB) return COR_OK;
    cor_fail(err, COR_E_USAGE, _("corredor {command} has no option {option}."),
             cor_arg_cstr(question->command), cor_arg_str(name));
    const char *nearest = cor_parameter_suggest(question->parameters, name);
    if (nearest) return cor_hint(err, _("Did you mean --{option}?"), cor_arg_cstr(nearest));
    return cor_hint(err, _("See corredor help {command}."), cor_arg_cstr(question->command));
}

static cor_code read_option_pairs(const cor_question *question, const cor_database_question *wanted,
                                  cor_arena *keep, void **ret_asked, cor_error *err) {
    cor_given *given = cor_new(keep, cor_given, wanted->value_count);
    if (!given) return cor_fail_memory(err);
    for (int32_t i = 0; i < wanted->value_count; i++) {
        const cor_database_value *value = &wanted->values[i];
        given[i] = (cor_given){ cor_str_of(value->name), cor_str_of(value->value) };
        cor_code code = check_name(question, given[i].name, err);
        if (code) return code;
    }

    return cor_question_read(question, given, wanted->value_count, keep, ret_asked, err);
}

cor_code cor_database_ask(cor_database *database, const cor_database_question *wanted,
                          cor_arena *keep, cor_arena scratch, const cor_document **ret_document,
                          cor_error *err) {
    const cor_question *question;
    void *asked;
    cor_code code = find_command_question(wanted->command, &question, err);
    if (!code) code = read_option_pairs(question, wanted, keep, &asked, err);
    if (code) return code;

    making made;
    cor_answer answer;
    code = begin_making(database, &made, err);
    cor_asking asking = { .dossier = made.dossier,
                          .asked = asked,
                          .lang = wanted->lang,
                          .format = wanted->all_rows ? COR_STR("csv") : COR_STR("text"),
                          .today = { (int32_t)(time(NULL) / 86400) },
                          .keep = keep,
                          .scratch = scratch };
    if (!code) code = cor_question_answer(question, &asking, &answer, err);
    end_making(&made);

    if (!code) *ret_document = answer.document;
    return code;
}
