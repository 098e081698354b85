/* SPDX-License-Identifier: Apache-2.0 */
/* mechanisms.c: questions about instruments of labour migration, their use, and corridors without
 * any. */
#include "mechanisms/mechanisms.h"
#include "kinds/kinds.h"
#include "rows.h"

/* ---- lists --------------------------------------------------------------- */

static const cor_parameter LIST[] = {
    { "q", COR_PARAM_WORDS, COR_ASKED(cor_mechanism_filter, words),
      N_("Only if its texts have these words."), .also = "search", .example = "temporary",
      .label = N_("Words in title, summary or parties") },
    { "country", COR_PARAM_PLACE, COR_ASKED(cor_mechanism_filter, country),
      N_("Only where this country takes part."), .example = "GTM" },
    { "origin", COR_PARAM_PLACE, COR_ASKED(cor_mechanism_filter, origin),
      N_("Only corridors from here."), .example = "GTM" },
    { "destination", COR_PARAM_PLACE, COR_ASKED(cor_mechanism_filter, destination),
      N_("Only corridors to here."), .example = "MEX" },
    { "type", COR_PARAM_CODE, COR_ASKED(cor_mechanism_filter, type), N_("Only this type."),
      .kind = &cor_kind_mechanism, .field = "type", .example = "memorandum" },
    { "status", COR_PARAM_CODE, COR_ASKED(cor_mechanism_filter, status), N_("Only in this state."),
      .kind = &cor_kind_mechanism, .field = "status" },
    { "sector", COR_PARAM_CODE, COR_ASKED(cor_mechanism_filter, sector), N_("Only this sector."),
      .kind = &cor_kind_mechanism, .field = "sectors", .example = "agriculture" },
    { "year", COR_PARAM_YEAR, COR_ASKED(cor_mechanism_filter, year),
      N_("Only if something happened in this year.") },
    { 0 },
};

static cor_code answer_mechanism_list(const cor_asking *asking, cor_answer *ret_answer,
                                      cor_error *err) {
    return cor_dossier_mechanisms(&asking->dossier, asking->asked, asking->keep,
                                  &ret_answer->document, err);
}

typedef struct {
    cor_str mechanism, measure;
} use_asked;

static const cor_parameter USE[] = {
    { "mechanism", COR_PARAM_KEY, COR_ASKED(use_asked, mechanism), N_("Only of this mechanism."),
      .is_argument = true, .kind = &cor_kind_mechanism, .example = "MEX-CAN-PTAT" },
    { "measure", COR_PARAM_CODE, COR_ASKED(use_asked, measure), N_("Only this measure."),
      .kind = &cor_kind_mechanism_use, .field = "measure" },
    { 0 },
};

static cor_code answer_use(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const use_asked *asked = asking->asked;
    return cor_dossier_mechanism_use(&asking->dossier, asked->mechanism, asked->measure,
                                     asking->keep, &ret_answer->document, err);
}

typedef struct {
    cor_str a, b;
} compare_asked;

static const cor_parameter COMPARE[] = {
    { "a", COR_PARAM_KEY, COR_ASKED(compare_asked, a), N_("One mechanism."), .is_argument = true,
      .label = N_("One mechanism"), .kind = &cor_kind_mechanism, .example = "MEX-CAN-PTAT" },
    { "b", COR_PARAM_KEY, COR_ASKED(compare_asked, b), N_("Another mechanism."),
      .is_argument = true, .label = N_("Another one"), .kind = &cor_kind_mechanism,
      .example = "USA-H2A" },
    { 0 },
};

static cor_code answer_compare(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const compare_asked *asked = asking->asked;
    return cor_dossier_mechanisms_compare(&asking->dossier, asked->a, asked->b, asking->keep,
                                          &ret_answer->document, err);
}

/* ---- gaps ---------------------------------------------------------------- */

typedef struct {
    double stock_least_persons;
    cor_country origin, destination;
    bool only_named;
    int64_t limit;
} gaps_asked;

static const char *const NAMED_LABELS[] = {
    N_("everything in force, general schemes separately"),
    N_("only what names the corridor or its two countries"),
};

static const cor_parameter GAPS[] = {
    { "min-stock", COR_PARAM_NUMBER, COR_ASKED(gaps_asked, stock_least_persons),
      N_("Corridors of at least so many people."), .least = 1, .most = 1e9, .initial = "50000",
      .value = "PERSONS", .label = N_("People at least") },
    { "origin", COR_PARAM_PLACE, COR_ASKED(gaps_asked, origin), N_("Only corridors from here."),
      .example = "GTM", .label = N_("From") },
    { "destination", COR_PARAM_PLACE, COR_ASKED(gaps_asked, destination),
      N_("Only corridors to here."), .example = "MEX", .label = N_("To") },
    { "named", COR_PARAM_FLAG, COR_ASKED(gaps_asked, only_named),
      N_("Schemes that are open to every country do not count."), .label = N_("What counts"),
      .labels = NAMED_LABELS },
    { "limit", COR_PARAM_WHOLE, COR_ASKED(gaps_asked, limit), N_("At most this many in a table."),
      .least = 1, .most = 10000, .initial = "100" },
    { 0 },
};

static cor_code answer_gaps(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const gaps_asked *asked = asking->asked;
    cor_gaps gaps = { .stock_least_persons = asked->stock_least_persons,
                      .only_named = asked->only_named,
                      .origin = asked->origin,
                      .destination = asked->destination,
                      .limit = (int32_t)asked->limit };
    return cor_dossier_gaps(&asking->dossier, &gaps, asking->keep, &ret_answer->document, err);
}

/* ---- listed agreements, conventions -------------------------------------- */

typedef struct {
    cor_country country, other;
    int32_t from, to;
    cor_str provision, words;
    int64_t page, limit;
} agreements_asked;

static const cor_parameter AGREEMENTS[] = {
    { "q", COR_PARAM_WORDS, COR_ASKED(agreements_asked, words),
      N_("Only if the title has these words."), .also = "search", .example = "labour",
      .label = N_("Words of the title") },
    { "country", COR_PARAM_PLACE, COR_ASKED(agreements_asked, country),
      N_("Only where this country takes part."), .also = "origin", .example = "ESP",
      .label = N_("One party") },
    { "other", COR_PARAM_PLACE, COR_ASKED(agreements_asked, other),
      N_("Only with this country as another party."), .also = "destination", .example = "ECU",
      .label = N_("The other party") },
    { "from", COR_PARAM_YEAR, COR_ASKED(agreements_asked, from),
      N_("Signed in this year or later."), .example = "2000", .label = N_("Signed from year") },
    { "to", COR_PARAM_YEAR, COR_ASKED(agreements_asked, to), N_("Signed in this year or earlier."),
      .label = N_("to year") },
    { "provision", COR_PARAM_CODE, COR_ASKED(agreements_asked, provision),
      N_("Only those whose text provides this."), .kind = &cor_kind_agreement,
      .field = "provisions", .label = N_("It provides that"), .any = N_("whatever it provides") },
    { "page", COR_PARAM_WHOLE, COR_ASKED(agreements_asked, page), N_("Page of the list, from 1."),
      .least = 1, .most = 100000, .initial = "1" },
    { "limit", COR_PARAM_WHOLE, COR_ASKED(agreements_asked, limit),
      N_("At most this many on a page; default 100 on a page to read, 2000 in a file."), .least = 1,
      .most = 10000, .example = "20" },
    { 0 },
};

static cor_code answer_agreements(const cor_asking *asking, cor_answer *ret_answer,
                                  cor_error *err) {
    enum { PAGE_ROWS = 100, FILE_ROWS = 2000 };
    const agreements_asked *asked = asking->asked;
    bool is_page = cor_str_is(asking->format, "html");
    cor_agreement_filter filter = {
        .country = asked->country,
        .other = asked->other,
        .year_first = asked->from,
        .year_last = asked->to,
        .provision = asked->provision,
        .words = asked->words,
        .page = (int32_t)asked->page,
        .per_page = asked->limit ? (int32_t)asked->limit
                    : is_page    ? PAGE_ROWS
                                 : FILE_ROWS,
    };
    return cor_dossier_agreements(&asking->dossier, &filter, asking->keep, &ret_answer->document,
                                  err);
}

typedef struct {
    cor_country country;
} conventions_asked;

static const cor_parameter CONVENTIONS[] = {
    { "country", COR_PARAM_PLACE, COR_ASKED(conventions_asked, country),
      N_("Only of this country."), .example = "GTM" },
    { 0 },
};

static cor_code answer_conventions(const cor_asking *asking, cor_answer *ret_answer,
                                   cor_error *err) {
    const conventions_asked *asked = asking->asked;
    return cor_dossier_ratifications(&asking->dossier, asked->country, asking->keep,
                                     &ret_answer->document, err);
}

/* ---- the table of pairs and years ---------------------------------------- */

typedef struct {
    cor_country origin, destination;
    int32_t year;
} pairs_asked;

static const cor_parameter PAIRS[] = {
    { "origin", COR_PARAM_PLACE, COR_ASKED(pairs_asked, origin), N_("Only corridors from here."),
      .example = "GTM" },
    { "destination", COR_PARAM_PLACE, COR_ASKED(pairs_asked, destination),
      N_("Only corridors to here."), .example = "MEX" },
    { "year", COR_PARAM_YEAR, COR_ASKED(pairs_asked, year), N_("Only this year.") },
    { 0 },
};

static cor_code write_pairs(const cor_asking *asking, cor_out *out, cor_error *err) {
    const pairs_asked *asked = asking->asked;
    cor_pairs_filter filter = { .origin = asked->origin,
                                .destination = asked->destination,
                                .year_first = asked->year,
                                .year_last = asked->year,
                                .today = asking->today };
    return cor_pairs_write_csv(asking->dossier.registries, &filter, asking->scratch, out, err);
}

static const cor_question_file PAIRS_FILES[] = {
    { "csv", "text/csv; charset=utf-8; header=present", "mechanism-pairs.csv", write_pairs },
    { 0 },
};

/* ---- one mechanism, or an agreement that a dataset lists ----------------- */

static const cor_parameter SHOW[] = {
    { "mechanism", COR_PARAM_KEY, COR_ASKED(question_entry, key), N_("Key of a mechanism."),
      .is_argument = true, .is_required = true, .kind = &cor_kind_mechanism,
      .example = "MEX-CAN-PTAT" },
    QUESTION_PARAM_VERSION(question_entry),
    { 0 },
};

static const cor_registry_kind *kind_of(const cor_asking *asking, cor_str key) {
    bool is_listed = cor_registry_memory_find(asking->dossier.registries, &cor_kind_agreement, key);
    return is_listed ? &cor_kind_agreement : &cor_kind_mechanism;
}

/* As known on a day: COR_E_NONE, with the alternatives, when the entry was not published then. */
static cor_code check_day(const cor_asking *asking, const cor_registry_kind *kind, cor_str key,
                          cor_error *err) {
    cor_registry_view view = { .as_known_s = asking->dossier.as_known_s };
    cor_entry *entry;
    if (!view.as_known_s) return COR_OK;
    return cor_registry_get(asking->dossier.registry, kind, key, &view, asking->keep, &entry, err);
}

static cor_code answer_mechanism(const cor_asking *asking, cor_answer *ret_answer, cor_error *err) {
    const question_entry *asked = asking->asked;
    const cor_registry_kind *kind = kind_of(asking, asked->key);
    if (asked->version) {
        bool is_given;
        return question_entry_version(asking, kind, asked, &is_given, ret_answer, err);
    }

    cor_code code = check_day(asking, kind, asked->key, err);
    if (code) return code;
    return kind == &cor_kind_agreement
               ? cor_dossier_agreement(&asking->dossier, asked->key, asking->keep,
                                       &ret_answer->document, err)
               : cor_dossier_mechanism(&asking->dossier, asked->key, asking->keep,
                                       &ret_answer->document, err);
}

static const cor_parameter HISTORY[] = {
    { "mechanism", COR_PARAM_KEY, COR_ASKED(question_history, key), N_("Key of a mechanism."),
      .is_argument = true, .is_required = true, .kind = &cor_kind_mechanism,
      .example = "MEX-CAN-PTAT" },
    QUESTION_PARAM_HISTORY,
    { 0 },
};

static cor_code answer_mechanism_history(const cor_asking *asking, cor_answer *ret_answer,
                                         cor_error *err) {
    const question_history *asked = asking->asked;
    return question_entry_history(asking, kind_of(asking, asked->key), asked, ret_answer, err);
}

/* ---- the rows ------------------------------------------------------------ */

const cor_question question_rows_mechanisms[] = {
    { .command = "mechanisms list",
      .path = "/mechanisms",
      .title = N_("Mechanisms of labour migration, with filters."),
      .example = "type=memorandum",
      .parameters = LIST,
      .asked_bytes = sizeof(cor_mechanism_filter),
      .answer = answer_mechanism_list },
    { .command = "mechanisms show",
      .path = "/mechanisms/{mechanism}",
      .title = N_("A mechanism, or an agreement that a dataset lists."),
      .example = "mechanism=MEX-CAN-PTAT",
      .parameters = SHOW,
      .asked_bytes = sizeof(question_entry),
      .answer = answer_mechanism },
    { .command = "mechanisms history",
      .path = "/mechanisms/{mechanism}/history",
      .title = N_("The versions of a mechanism, and what differs between two."),
      .example = "mechanism=MEX-CAN-PTAT",
      .parameters = HISTORY,
      .asked_bytes = sizeof(question_history),
      .answer = answer_mechanism_history },
    { .command = "mechanisms use",
      .path = "/mechanisms/use",
      .title = N_("Records of use: one table for each measure."),
      .details = N_("State and use are separate: a signature does not mean that anybody has moved. "
                    "Measures of use are never added up."),
      .example = "mechanism=MEX-CAN-PTAT",
      .parameters = USE,
      .asked_bytes = sizeof(use_asked),
      .answer = answer_use },
    { .command = "mechanisms compare",
      .path = "/mechanisms/compare",
      .title = N_("Two mechanisms side by side."),
      .example = "a=MEX-CAN-PTAT&b=USA-H2A",
      .parameters = COMPARE,
      .asked_bytes = sizeof(compare_asked),
      .answer = answer_compare },
    { .command = "mechanisms gaps",
      .path = "/mechanisms/gaps",
      .title = N_("Large corridors without a mechanism, or without recorded use."),
      .example = "min-stock=50000",
      .parameters = GAPS,
      .asked_bytes = sizeof(gaps_asked),
      .answer = answer_gaps,
      .is_slow = true },
    { .command = "mechanisms agreements",
      .path = "/mechanisms/agreements",
      .title = N_("Agreements that datasets list, with their coded provisions."),
      .example = "country=ESP",
      .parameters = AGREEMENTS,
      .asked_bytes = sizeof(agreements_asked),
      .answer = answer_agreements },
    { .command = "mechanisms conventions",
      .path = "/mechanisms/conventions",
      .title = N_("Conventions and who has ratified them."),
      .example = "country=GTM",
      .parameters = CONVENTIONS,
      .asked_bytes = sizeof(conventions_asked),
      .answer = answer_conventions },
    { .command = "mechanisms pairs",
      .path = "/mechanisms/pairs",
      .title = N_("For each pair of countries and year what was in force."),
      .details = N_("A table for joining with flows, as CSV."),
      .example = "origin=GTM",
      .parameters = PAIRS,
      .asked_bytes = sizeof(pairs_asked),
      .files = PAIRS_FILES,
      .needs_no_language = true,
      .is_slow = true },
    { 0 },
};
