/* SPDX-License-Identifier: Apache-2.0 */
/* compare.c: two instruments side by side, field by field, and the newest use of each measure. */
#include "dossier/form.h"
#include "mechanisms.h"

typedef struct {
    dossier_page *page;
    const cor_entry *one, *other; // NULL: not chosen yet
} comparison;

/* ---- the choice ---------------------------------------------------------- */

static void show_instrument_choice(const comparison *of) {
    dossier_page *page = of->page;
    dossier_entries all = dossier_entries_of(page, &cor_kind_mechanism);
    cor_choice *choices = cor_new(page->keep, cor_choice, all.count + 1);

    if (!choices) return;
    for (size_t i = 0; i < all.count; i++)
        choices[i] = (cor_choice){ .value = all.list[i]->key,
                                   .label = dossier_entry_title(page, all.list[i]) };

    dossier_form form;
    dossier_form_begin(page, "a b", &form);
    for (int32_t i = 0; i < form.count; i++) {
        form.fields[i].kind = COR_FIELD_CHOICE;
        form.fields[i].choices = choices;
        form.fields[i].choice_count = (int32_t)all.count;
    }
    dossier_form_show(page, "pair", dossier_plain(_("Choose two")), "/mechanisms/compare", &form);
}

/* ---- side by side -------------------------------------------------------- */

static cor_table_cell value_said(dossier_page *page, const cor_entry *entry, int32_t field) {
    cor_table_cell cell = dossier_words(dossier_field_text(page, entry, field));
    if (cor_text_is_empty(cell.text)) return dossier_words(dossier_plain(_("not known")));
    cell.value = dossier_entry_cited(page, entry, field);
    return cell;
}

static cor_text lists_parts(dossier_page *page, const cor_entry *entry, const cor_entry *other,
                            int32_t field) {
    cor_str rest = cor_entry_get(entry, field), part;
    int32_t shared = 0;
    while (cor_entry_next(&rest, &part))
        shared += cor_entry_has(other, field, part);
    if (!shared) return NO_TEXT;
    return cor_text_keep(page->keep, cor_say_n(shared, _("{count} in common"),
                                               _("{count} in common"), cor_arg_int(shared)));
}

/* "the same", "2 in common", or nothing. */
static cor_text likeness_text(dossier_page *page, const comparison *of, int32_t field) {
    bool same = true, empty = true;
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        same &= cor_str_equal(of->one->values[field][lang], of->other->values[field][lang]);
        empty &= !of->one->values[field][lang].length;
    }

    if (same) return empty ? NO_TEXT : dossier_plain(_("the same"));
    cor_registry_type type = of->one->kind->fields[field].type;
    bool list = type == COR_REGISTRY_PLACES || type == COR_REGISTRY_CORRIDORS ||
                type == COR_REGISTRY_CODES || type == COR_REGISTRY_REFERENCES;

    return list ? lists_parts(page, of->one, of->other, field) : NO_TEXT;
}

static void show_fields(const comparison *of) {
    dossier_page *page = of->page;
    cor_text titles[] = { dossier_entry_title(page, of->one),
                          dossier_entry_title(page, of->other) };
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "field", _("What")),
        { .kind = COR_CELL_WORDS, .key = COR_STR("a"), .label = titles[0] },
        { .kind = COR_CELL_WORDS, .key = COR_STR("b"), .label = titles[1] },
        dossier_column(COR_CELL_WORDS, "alike", _("Alike")),
    };

    cor_doc_table(page->doc, "fields", dossier_plain(_("Side by side")), columns, 4, NO_TEXT);
    cor_doc_role(page->doc, COR_ROLE_ROWS);
    for (int32_t field = 0; field < MECHANISM_FIELDS; field++) {
        bool silent = field == MECHANISM_TITLE ||
                      (cor_text_is_empty(dossier_field_text(page, of->one, field)) &&
                       cor_text_is_empty(dossier_field_text(page, of->other, field)));
        if (silent) continue;
        const cor_registry_field *what = &cor_kind_mechanism.fields[field];
        cor_doc_row(page->doc, (cor_table_cell[]){ { .text = dossier_plain(what->label),
                                                     .code = cor_str_of(what->name) },
                                                   value_said(page, of->one, field),
                                                   value_said(page, of->other, field),
                                                   dossier_words(likeness_text(page, of, field)) });
    }
}

/* The newest record of a measure for everybody. */
static const cor_entry *newest_record(dossier_page *page, const cor_entry *mechanism,
                                      const char *measure) {
    dossier_entries uses =
        dossier_entries_with(page, &cor_kind_mechanism_use, USE_MECHANISM, mechanism->key);
    const cor_entry *found = NULL;
    cor_interval found_period = { 0 };

    for (size_t i = 0; i < uses.count; i++) {
        const cor_entry *use = uses.list[i];
        cor_interval period;
        bool part = cor_entry_get(use, USE_SEX).length || cor_entry_get(use, USE_SCOPE).length ||
                    cor_entry_get(use, USE_SECTOR).length;
        if (part || !cor_str_is(cor_entry_get(use, USE_MEASURE), measure)) continue;
        if (!cor_entry_period(use, USE_PERIOD, &period) ||
            (found && period.end.days <= found_period.end.days))
            continue;
        found = use;
        found_period = period;
    }

    return found;
}

static cor_text period_of(dossier_page *page, const cor_entry *use) {
    cor_interval period;
    if (!use || !cor_entry_period(use, USE_PERIOD, &period)) return NO_TEXT;
    return dossier_period_text(page, period);
}

static void show_uses(const comparison *of) {
    dossier_page *page = of->page;
    const cor_registry_code *measure = cor_kind_mechanism_use.fields[USE_MEASURE].codes;
    cor_table_column columns[] = {
        dossier_column(COR_CELL_LABEL, "measure", _("What is counted")),
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("a"),
          .label = dossier_entry_title(page, of->one) },
        dossier_column(COR_CELL_WORDS, "a_period", _("Period")),
        { .kind = COR_CELL_VALUE,
          .key = COR_STR("b"),
          .label = dossier_entry_title(page, of->other) },
        dossier_column(COR_CELL_WORDS, "b_period", _("Period")),
    };
    bool begun = false;

    for (; measure->code; measure++) {
        const cor_entry *uses[] = { newest_record(page, of->one, measure->code),
                                    newest_record(page, of->other, measure->code) };
        if (!uses[0] && !uses[1]) continue;
        if (!begun)
            cor_doc_table(
                page->doc, "uses", dossier_plain(_("Newest use of each kind")), columns, 5,
                dossier_plain(
                    _("Each line counts one thing. Periods may differ in length and year.")));
        begun = true;
        cor_value values[2];
        for (int i = 0; i < 2; i++)
            values[i] = uses[i] ? dossier_use_value(page, uses[i]) : cor_value_absent();
        cor_doc_row(page->doc, (cor_table_cell[]){ dossier_words(dossier_plain(measure->label)),
                                                   dossier_cell(values[0]),
                                                   dossier_words(period_of(page, uses[0])),
                                                   dossier_cell(values[1]),
                                                   dossier_words(period_of(page, uses[1])) });
    }

    if (begun) return;
    cor_text fillers[] = { dossier_plain(_(
        "the number of workers in each year, by sex and sector, from the institution in charge")) };
    cor_doc_absence(page->doc, "uses-none", dossier_plain(_("Use")),
                    dossier_plain(_("No source seen says how many people used either of them.")),
                    fillers, 1);
}

static void show_links(const comparison *of) {
    const cor_entry *both[] = { of->one, of->other };
    for (int i = 0; i < 2; i++)
        cor_doc_link(of->page->doc, dossier_entry_title(of->page, both[i]),
                     dossier_entry_path(of->page, both[i]));
}

static cor_code find_instrument(const cor_dossier *dossier, cor_str key,
                                const cor_entry **ret_entry, cor_error *err) {
    *ret_entry = NULL;
    return key.length ? dossier_find_mechanism(dossier, key, ret_entry, err) : COR_OK;
}

cor_code cor_dossier_mechanisms_compare(const cor_dossier *dossier, cor_str a, cor_str b,
                                        cor_arena *keep, const cor_document **ret_document,
                                        cor_error *err) {
    dossier_page page;
    comparison of = { .page = &page };
    cor_code code = find_instrument(dossier, a, &of.one, err);
    if (!code) code = find_instrument(dossier, b, &of.other, err);
    if (code) return code;
    bool both = of.one && of.other;
    cor_str path = both ? cor_str_print(keep, "/mechanisms/compare?a=%.*s&b=%.*s",
                                        COR_STR_F(of.one->key), COR_STR_F(of.other->key))
                        : COR_STR("/mechanisms/compare");

    dossier_begin(
        &page, dossier, "mechanisms_compare", path, dossier_plain(_("Two mechanisms side by side")),
        dossier_plain(_("What two instruments have in common and where they differ.")), keep, err);

    show_instrument_choice(&of);
    if (both) {
        show_fields(&of);
        show_uses(&of);
        dossier_stage_caution(&page);
        show_links(&of);
    }

    return dossier_end(&page, ret_document);
}

/* ---- records of use ------------------------------------------------------ */

static size_t of_measure(dossier_entries uses, cor_str measure, const cor_entry **list) {
    size_t count = 0;
    for (size_t i = 0; i < uses.count; i++)
        if (!measure.length || cor_str_equal(cor_entry_get(uses.list[i], USE_MEASURE), measure))
            list[count++] = uses.list[i];
    return count;
}

cor_code cor_dossier_mechanism_use(const cor_dossier *dossier, cor_str key, cor_str measure,
                                   cor_arena *keep, const cor_document **ret_document,
                                   cor_error *err) {
    dossier_page page;
    const cor_entry *mechanism;
    cor_code code = find_instrument(dossier, key, &mechanism, err);
    if (code) return code;

    cor_text title = mechanism ? cor_entry_text(mechanism, MECHANISM_TITLE, keep) : NO_TEXT;
    dossier_begin(
        &page, dossier, "mechanism_use", COR_STR("/mechanisms/use"),
        mechanism ? cor_say(_("Use: {title}"), cor_arg_text(&title))
                  : dossier_plain(_("How mechanisms are used")),
        dossier_plain(_("Every record of use, one table for each thing that is counted. Nothing is "
                        "added up: different measures and overlapping periods have no sum.")),
        keep, err);

    dossier_entries all = mechanism ? dossier_entries_with(&page, &cor_kind_mechanism_use,
                                                           USE_MECHANISM, mechanism->key)
                                    : dossier_entries_of(&page, &cor_kind_mechanism_use);

    const cor_entry **list = cor_new(keep, const cor_entry *, all.count + 1);
    size_t count = list ? of_measure(all, measure, list) : 0;
    if (mechanism) dossier_use_charts(&page, list, count);
    dossier_use_tables(&page, list, count, !mechanism);

    if (!count) {
        cor_text fillers[] = { dossier_plain(_("the number of workers in each year, by sex and "
                                               "sector, from the institution in charge")) };
        cor_doc_absence(
            page.doc, "use-none", dossier_plain(_("Use")),
            dossier_plain(
                _("There is no record of such use here. That does not mean that nobody moved.")),
            fillers, 1);
    }

    return dossier_end(&page, ret_document);
}
