/* SPDX-License-Identifier: Apache-2.0 */
/* edition.c: chooses the edition under which a file is stored. What the file names counts; a known
 * edition that cannot have the file's periods is none of the candidates; where several remain, or
 * none, the caller has to name it. An edition that nobody knows yet is recorded when it is named
 * with --source. */
#include "datasets.h"

#define OWN_TABLE "own-table" // the source of tables that name none

static bool is_key(cor_str text) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
              (i && (c == '-' || c == '.' || c == '_'))))
            return false;
    }
    return text.length > 0 && text.length <= 80;
}

static cor_code bad_key(cor_str key, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("“{key}” cannot be the key of a source."),
                   cor_arg_str(key));
    return cor_hint(err, _("Use small letters, digits and hyphens, such as ministry-2024."));
}

static bool is_own_table(const cor_intake *intake) {
    return intake->dataset == &cor_own_table;
}

/* ---- the editions of a dataset ------------------------------------------- */

/* The next key of a list with blanks between. */
static bool next_key(cor_str *rest, cor_str *ret_key) {
    return cor_str_split(rest, ' ', ret_key) && ret_key->length;
}

static bool lists_key(const cor_layout *layout, cor_str key) {
    cor_str rest = cor_str_of(layout->editions), listed;
    while (next_key(&rest, &listed))
        if (cor_str_equal(listed, key)) return true;
    return false;
}

/* Whether a source of the vocabulary is an edition of the dataset. */
static bool is_of_dataset(const cor_dataset *dataset, cor_str key) {
    for (size_t i = 0; i < dataset->layout_count; i++) {
        cor_str prefix = cor_str_of(dataset->layouts[i].source_prefix);
        if (lists_key(&dataset->layouts[i], key) || (prefix.length && cor_str_starts(key, prefix)))
            return true;
    }
    return false;
}

/* "un-desa-ims-" of "un-desa-ims-2020": what editions of one publication have in common. */
static cor_str prefix_of_key(cor_str key) {
    size_t at = key.length;
    while (at && key.at[at - 1] != '-')
        at--;
    bool ends_with_year = at && at < key.length && key.at[at] >= '0' && key.at[at] <= '9';
    return ends_with_year ? cor_str_part(key, 0, at) : (cor_str){ 0 };
}

/* The prefix of the layout, else that of its first edition, else that of the dataset. */
static cor_str publication_prefix(const cor_intake *intake) {
    cor_str prefix = cor_str_of(intake->layout->source_prefix), key,
            rest = cor_str_of(intake->layout->editions);
    if (!prefix.length && next_key(&rest, &key)) prefix = prefix_of_key(key);
    for (size_t i = 0; i < intake->dataset->layout_count && !prefix.length; i++) {
        rest = cor_str_of(intake->dataset->layouts[i].editions);
        prefix = cor_str_of(intake->dataset->layouts[i].source_prefix);
        if (!prefix.length && next_key(&rest, &key)) prefix = prefix_of_key(key);
    }
    return prefix;
}

/* "ilostat-2024" continues "ilostat-" with a year; "ilostat-mst-2025" is another publication. */
static bool continues_prefix(cor_str key, cor_str prefix) {
    if (!prefix.length || !cor_str_starts(key, prefix) || key.length == prefix.length) return false;
    char next = key.at[prefix.length];
    return next >= '0' && next <= '9';
}

/* A known source that an unknown edition of this file is like: of the same publication, else of the
 * same dataset. */
static const cor_source *find_like(const cor_intake *intake, cor_str key) {
    size_t count;
    const cor_source *known = cor_source_known_list(&count);
    cor_str prefix = publication_prefix(intake), rest = cor_str_of(intake->layout->editions),
            listed;

    for (size_t i = 0; i < count; i++)
        if (continues_prefix(known[i].key, prefix) && cor_str_starts(key, prefix)) return &known[i];
    if (next_key(&rest, &listed)) return cor_source_known(listed);
    for (size_t i = 0; i < count; i++)
        if (is_of_dataset(intake->dataset, known[i].key)) return &known[i];

    return NULL;
}

/* ---- descriptions of new editions ---------------------------------------- */

/* Describe a later edition of a known publication: the description of an earlier one, without its
 * date and notes. */
static const cor_source *describe_edition(cor_intake *intake) {
    const cor_source *like = find_like(intake, intake->source);
    cor_source *source = like ? cor_new(intake->work, cor_source, 1) : NULL;
    if (!source) return NULL;

    cor_str prefix = publication_prefix(intake);
    bool continues = prefix.length && cor_str_starts(intake->source, prefix);
    *source = *like;
    source->key = intake->source;
    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        source->title[lang] = cor_str_of(cor_gettext(intake->dataset->title, (cor_lang)lang));
        source->note[lang] = (cor_str){ 0 };
    }

    source->edition =
        continues ? cor_str_part(intake->source, prefix.length, SIZE_MAX) : intake->source;
    source->published = source->accessed = (cor_str){ 0 };
    source->citation = like->producer;

    return source;
}

/* A source of this installation itself. */
static const cor_source *describe_own(cor_intake *intake) {
    cor_source *source = cor_new(intake->work, cor_source, 1);
    const cor_source *like = cor_source_known(COR_STR(OWN_TABLE));
    if (!source) return NULL;
    if (like) *source = *like;
    source->key = intake->source;
    source->title[COR_LANG_EN] = source->title[COR_LANG_ES] = intake->file_name;
    return source;
}

static cor_code record_source(cor_intake *intake, cor_error *err) {
    cor_arg key = cor_arg_str(intake->source);
    if (!is_key(intake->source)) return bad_key(intake->source, err);
    intake->new_source = is_own_table(intake) ? describe_own(intake) : describe_edition(intake);
    if (!intake->new_source) return cor_fail_memory(err);
    if (is_own_table(intake))
        return cor_intake_remark(
            intake,
            cor_say(_("The source {key} is new: with this import it becomes a source of this "
                      "installation."),
                    key),
            err);
    return cor_intake_remark(
        intake,
        cor_say(_("The source {key} is new: with this import it becomes an edition by {producer}."),
                key, cor_arg_str(intake->new_source->producer)),
        err);
}

/* Whether the program or the database knows the source. */
static cor_code find_source(cor_intake *intake, cor_str key, bool *ret_known, cor_error *err) {
    cor_source source;
    cor_error missing = { 0 };
    *ret_known = true;
    if (cor_source_known(key)) return COR_OK;
    cor_code code = cor_source_get(intake->figures, key, intake->work, &source, &missing);
    *ret_known = !code;
    if (!code || code == COR_E_NONE) return COR_OK;
    return cor_source_get(intake->figures, key, intake->work, &source, err);
}

/* ---- named by the caller ------------------------------------------------- */

static cor_code not_of_dataset(const cor_intake *intake, cor_str producer, cor_error *err) {
    (void)cor_fail(
        err, COR_E_CONFLICT, _("{source} is a source by {producer} and no edition of {dataset}."),
        cor_arg_str(intake->source), cor_arg_str(producer), cor_arg_cstr(intake->dataset->name));
    return cor_hint(err, _("Name an edition of this dataset, or a key that is not taken."));
}

/* A source that other kinds of files filled is not an edition of this one. */
static cor_code check_holding(cor_intake *intake, cor_error *err) {
    if (is_own_table(intake)) return COR_OK; // what it may change is settled with the figures
    const cor_source *known = cor_source_known(intake->source);
    if (known && !cor_str_is(known->key, OWN_TABLE) &&
        !is_of_dataset(intake->dataset, intake->source))
        return not_of_dataset(intake, known->producer, err);
    if (known) return COR_OK;

    cor_source_holding holding;
    cor_code code = cor_source_look(intake->figures, intake->source, intake->work, &holding, err);
    bool fits = !holding.dataset.length || cor_str_is(holding.dataset, intake->dataset->name) ||
                cor_str_is(holding.dataset, cor_own_table.name);
    return code || (fits && !holding.is_run) ? code : not_of_dataset(intake, holding.dataset, err);
}

static cor_code contradicts_file(const cor_intake *intake, cor_str named, cor_error *err) {
    (void)cor_fail(err, COR_E_CONFLICT, _("The file says that it is of {named}, not of {given}."),
                   cor_arg_str(named), cor_arg_str(intake->source));
    return cor_hint(err, _("Leave --source out, and it is stored under {named}."),
                    cor_arg_str(named));
}

/* The caller's key: known, of this dataset, and not another known one than the file names; or new. */
static cor_code settle_given(cor_intake *intake, cor_str named, cor_error *err) {
    bool is_known, names_known = false;
    cor_code code = find_source(intake, intake->source, &is_known, err);
    if (code) return code;
    if (!is_known) return record_source(intake, err);

    if (named.length) code = find_source(intake, named, &names_known, err);
    if (!code && names_known && !cor_str_equal(named, intake->source))
        return contradicts_file(intake, named, err);
    return code ? code : check_holding(intake, err);
}

/* ---- named by the file --------------------------------------------------- */

static cor_code name_edition(const cor_intake *intake, cor_str key, cor_error *err) {
    return cor_hint(err, _("Name it: corredor import {dataset} {file} --source {key}"),
                    cor_arg_cstr(intake->dataset->name), cor_arg_str(intake->path),
                    cor_arg_str(key));
}

/* A new edition of an agency is recorded when somebody says so: a key is for ever. */
static cor_code unknown_edition(cor_intake *intake, cor_error *err) {
    if (is_own_table(intake)) return record_source(intake, err);
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The file is of an edition that is not known here: {edition}."),
                   cor_arg_str(intake->source));
    return name_edition(intake, intake->source, err);
}

/* The row whose source is that of the load. */
static cor_code within_first_row(cor_intake *intake, cor_error *err) {
    const cor_head_sheet *sheet = &intake->head->sheets[0];
    int32_t header = cor_head_find_header(intake->head, intake->layout);
    int32_t row = header + 1 < sheet->row_count ? sheet->rows[header + 1].row : 0;
    return cor_intake_within(intake, row, cor_row_find(&sheet->rows[header], "source"), err);
}

static cor_code settle_named(cor_intake *intake, cor_str named, cor_error *err) {
    bool is_known;
    intake->source = named;
    cor_code code = find_source(intake, named, &is_known, err);
    if (code || is_known) return code;
    if (is_key(named)) return unknown_edition(intake, err);
    code = bad_key(named, err);
    return is_own_table(intake) ? within_first_row(intake, err) : code;
}

/* ---- known by its periods ------------------------------------------------ */

/* From the first to the last day that an edition can have figures of. */
static cor_interval edition_bounds(const cor_source *source) {
    cor_interval bounds = { { INT32_MIN }, { INT32_MAX } }, period;
    if (source && cor_interval_parse(source->first_period, &period)) bounds.start = period.start;
    if (source && cor_interval_parse(source->last_period, &period)) bounds.end = period.end;
    return bounds;
}

static bool can_be_of(cor_str key, cor_interval span) {
    cor_interval bounds = edition_bounds(cor_source_known(key));
    bool has_periods = span.start.days != span.end.days;
    return !has_periods ||
           (span.start.days >= bounds.start.days && span.end.days <= bounds.end.days);
}

/* Keys of editions, with commas between. */
typedef struct {
    char text[512];
    size_t used;
    int32_t count;
    cor_str last;
} key_list;

static void add_key(key_list *list, cor_str key) {
    size_t room = sizeof list->text - list->used;
    list->last = key;
    if (key.length + 3 < room)
        list->used += (size_t)snprintf(list->text + list->used, room, "%s%.*s",
                                       list->count ? ", " : "", COR_STR_F(key));
    list->count++;
}

/* The layout's editions that can have the periods. */
static key_list list_candidates(const cor_layout *layout, cor_interval span) {
    key_list list = { .count = 0 };
    cor_str rest = cor_str_of(layout->editions), key;
    while (next_key(&rest, &key))
        if (can_be_of(key, span)) add_key(&list, key);
    return list;
}

/* The editions of the publication that can have the periods, those of other layouts too. */
static key_list list_known(const cor_intake *intake, cor_interval span) {
    key_list list = { .count = 0 };
    size_t count;
    const cor_source *known = cor_source_known_list(&count);
    cor_str prefix = publication_prefix(intake);
    for (size_t i = 0; i < count; i++)
        if (continues_prefix(known[i].key, prefix) && can_be_of(known[i].key, span))
            add_key(&list, known[i].key);
    return list;
}

static cor_code name_one_of(const cor_intake *intake, const key_list *list, cor_error *err) {
    return cor_hint(err,
                    _("Name it: corredor import {dataset} {file} --source KEY. The keys known here "
                      "are {keys}; a newer edition takes a key of its own."),
                    cor_arg_cstr(intake->dataset->name), cor_arg_str(intake->path),
                    cor_arg_cstr(list->text));
}

static cor_code several_editions(const cor_intake *intake, const key_list *list, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The file does not say of which edition it is; it can be of {list}."),
                   cor_arg_cstr(list->text));
    return name_edition(intake, COR_STR("KEY"), err);
}

/* The key that the edition would have, by the last year of the file. */
static cor_code no_such_edition(const cor_intake *intake, cor_interval span, cor_error *err) {
    int32_t year = cor_date_year((cor_date){ span.end.days - 1 });
    cor_str prefix = publication_prefix(intake);
    cor_str key = cor_str_print(intake->work, "%.*s%d", COR_STR_F(prefix), year);
    if (!key.at) return cor_fail_memory(err);
    (void)cor_fail(err, COR_E_FORMAT,
                   _("No edition of {dataset} that is known here has figures of {year}."),
                   cor_arg_cstr(intake->dataset->name), cor_arg_plain(year));
    return name_edition(intake, key, err);
}

static cor_code no_edition(const cor_intake *intake, cor_error *err) {
    key_list known = list_known(intake, (cor_interval){ 0 });
    (void)cor_fail(err, COR_E_FORMAT, _("The file does not say of which edition it is."));
    return name_one_of(intake, &known, err);
}

/* Whether only the edition tells of which year the figures are. */
static bool lacks_year(const cor_intake *intake) {
    int32_t row = cor_head_find_header(intake->head, intake->layout);
    return intake->layout->is_of_one_period && row >= 0 &&
           cor_row_find(&intake->head->sheets[0].rows[row], "year") < 0;
}

static cor_code settle_by_periods(cor_intake *intake, cor_error *err) {
    const cor_layout *layout = intake->layout;
    if (!layout->editions || lacks_year(intake)) return no_edition(intake, err);
    cor_interval span;
    cor_code code = cor_file_span(intake, &span, err);
    if (code) return code;

    key_list list = list_candidates(layout, span);
    if (list.count == 0) list = list_known(intake, span);
    if (list.count == 0) return no_such_edition(intake, span, err);
    if (!lists_key(layout, list.last)) return several_editions(intake, &list, err);
    if (list.count > 1) return several_editions(intake, &list, err);
    intake->source = list.last;
    intake->source_assumed = true;
    return COR_OK;
}

/* ---- what the edition has ------------------------------------------------ */

static void read_edition_years(cor_intake *intake, const cor_source *source) {
    cor_str rest = source ? source->years : (cor_str){ 0 }, text;
    int64_t year;
    while (next_key(&rest, &text) && intake->year_count < COR_EDITION_YEARS)
        if (cor_number_parse_int(text, &year)) intake->years[intake->year_count++] = (int32_t)year;
}

/* A file without a year has the only period of its edition. */
static cor_code settle_only_period(cor_intake *intake, const cor_source *source, cor_error *err) {
    bool has_one = source && source->first_period.length &&
                   cor_str_equal(source->first_period, source->last_period);
    intake->period = intake->bounds;
    if (has_one || !lacks_year(intake)) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The table has no year, and {source} is no edition of a single one."),
                   cor_arg_str(intake->source));
    return cor_hint(err, _("Add a column “year” with the year of the figures."));
}

/* ---- the choice ---------------------------------------------------------- */

static cor_code several_named(cor_intake *intake, cor_str first, cor_str other, int32_t row,
                              cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The rows are of several editions: {first}, and here {other}."),
                   cor_arg_str(first), cor_arg_str(other));
    (void)cor_hint(err, _("Import the figures of each source from a file of its own."));
    return cor_intake_within(intake, row, -1, err);
}

/* A tidy table may say its edition in a column, the same in all rows. */
static cor_code read_edition_column(cor_intake *intake, const cor_head_sheet *sheet,
                                    cor_str *ret_edition, cor_error *err) {
    const cor_row *header = &sheet->rows[cor_sheet_find_header(sheet, intake->layout)];
    int32_t column = cor_row_find(header, "edition");
    cor_code code = cor_table_sheet_select(intake->table, sheet->number, err);
    for (bool found = column >= 0; found && !code;) {
        cor_row row;
        code = cor_table_next(intake->table, &row, &found, err);
        if (code || !found || row.row <= header->row) continue;
        cor_str text = cor_row_text(&row, column);
        if (!text.length || cor_str_equal(text, *ret_edition)) continue;
        if (ret_edition->length) return several_named(intake, *ret_edition, text, row.row, err);
        *ret_edition = cor_str_keep(intake->work, text);
        if (!ret_edition->at) return cor_fail_memory(err);
    }
    return code;
}

static cor_code read_edition_columns(cor_intake *intake, cor_str *ret_edition, cor_error *err) {
    cor_code code = COR_OK;
    bool has_columns = intake->layout->columns && !is_own_table(intake);
    for (int32_t s = 0; has_columns && s < intake->head->read_count && !code; s++)
        if (cor_sheet_find_header(&intake->head->sheets[s], intake->layout) >= 0)
            code = read_edition_column(intake, &intake->head->sheets[s], ret_edition, err);
    return code;
}

/* "un-desa-ims-2024", or "2024", which lacks what editions of the publication begin with. */
static cor_str whole_key(const cor_intake *intake, cor_str prefix, cor_str edition) {
    if (cor_source_known(edition) || cor_str_starts(edition, prefix)) return edition;
    return cor_str_print(intake->work, "%.*s%.*s", COR_STR_F(prefix), COR_STR_F(edition));
}

/* The key of the edition that the file names; empty when it names none. */
static cor_code read_named(cor_intake *intake, cor_str *ret_key, cor_error *err) {
    const cor_layout *layout = intake->layout;
    cor_str prefix = cor_str_of(layout->source_prefix), edition = { 0 };
    cor_code code = COR_OK;
    *ret_key = (cor_str){ 0 };

    if (layout->edition) {
        edition = layout->edition(intake->head, intake->work);
    } else {
        prefix = publication_prefix(intake);
        code = read_edition_columns(intake, &edition, err);
    }

    if (code || !edition.length) return code;
    *ret_key = whole_key(intake, prefix, edition);
    return ret_key->at ? COR_OK : cor_fail_memory(err);
}

cor_code cor_edition_settle(cor_intake *intake, cor_str given, cor_error *err) {
    cor_str named;
    cor_code code = read_named(intake, &named, err);
    if (code) return code;
    intake->source = given;
    intake->source_given = given.length > 0;

    if (given.length && is_own_table(intake)) named = (cor_str){ 0 }; // its rows follow the caller
    if (given.length) {
        code = settle_given(intake, named, err);
    } else if (named.length) {
        code = settle_named(intake, named, err);
    } else if (is_own_table(intake)) {
        intake->source = COR_STR(OWN_TABLE);
    } else {
        code = settle_by_periods(intake, err);
    }

    const cor_source *known = cor_source_known(intake->source);
    intake->bounds = edition_bounds(known);
    read_edition_years(intake, known);
    return code ? code : settle_only_period(intake, known, err);
}
