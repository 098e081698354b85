/* SPDX-License-Identifier: Apache-2.0 */
/* fields.c: the fields of an entry's form, made from the table of fields of its kind and from its
 * sources. Typed text is shown unchanged. */
#include "page.h"

enum { FIELDS_ROOM = 1024, SOURCE_ROWS_MAX = 12, FOUND_MAX = 20, PLACES_ROOM = 400 };

/* ---- names and labels ---------------------------------------------------- */

cor_str dossier_office_field_name(const cor_registry_field *field, int lang, cor_arena *keep) {
    if (field->type != COR_REGISTRY_BILINGUAL) return cor_str_of(field->name);
    return cor_str_print(keep, "%s_%s", field->name, cor_lang_code((cor_lang)lang));
}

cor_str dossier_office_take_name(const cor_registry_field *field, int lang, cor_arena *keep) {
    cor_str name = dossier_office_field_name(field, lang, keep);
    return cor_str_print(keep, "take.%.*s", COR_STR_F(name));
}

static cor_text field_language_name(int lang) {
    return office_plain(lang == COR_LANG_ES ? _("Spanish") : _("English"));
}

cor_text office_field_label(const cor_registry_kind *kind, int32_t field, int lang,
                            cor_arena *keep) {
    if (field < 0) return office_plain(_("Sources"));
    cor_text label = office_plain(kind->fields[field].label), language = field_language_name(lang);
    if (kind->fields[field].type != COR_REGISTRY_BILINGUAL) return label;
    return cor_text_keep(
        keep, cor_say(_("{field} ({language})"), cor_arg_text(&label), cor_arg_text(&language)));
}

static void add_field_input(office_fields *fields, cor_field field) {
    if (fields->count == fields->room) {
        fields->full = true;
        return;
    }
    fields->list[fields->count++] = field;
}

/* ---- problems ------------------------------------------------------------ */

static cor_text field_problem_text(const cor_entry_problem *problem, cor_arena *keep) {
    if (cor_text_is_empty(problem->hint)) return problem->what;
    return cor_text_keep(
        keep, cor_say("{what} {hint}", cor_arg_text(&problem->what), cor_arg_text(&problem->hint)));
}

static cor_text problem_of(const office_fields *fields, int32_t field, int lang) {
    for (size_t i = 0; i < fields->form->problem_count; i++)
        if (fields->form->problems[i].field == field && (int)fields->form->problems[i].lang == lang)
            return field_problem_text(&fields->form->problems[i], fields->keep);
    return (cor_text){ 0 };
}

/* ---- choices ------------------------------------------------------------- */

static void add_code_choices(office_fields *fields, const cor_registry_field *field,
                             cor_field *input, bool with_none) {
    int32_t count = 0;
    while (field->codes[count].code)
        count++;

    cor_choice *choices = cor_new(fields->keep, cor_choice, count + 1);
    if (!choices) {
        fields->full = true;
        return;
    }

    if (with_none)
        choices[input->choice_count++] = (cor_choice){ .label = office_plain(_("– not known –")) };
    for (int32_t i = 0; i < count; i++)
        choices[input->choice_count++] =
            (cor_choice){ cor_str_of(field->codes[i].code), office_plain(field->codes[i].label) };

    input->choices = choices;
}

/* Places by code, suggested while typing; names are accepted too. */
static void add_place_choices(office_fields *fields, cor_field *input) {
    cor_choice *choices = cor_new(fields->keep, cor_choice, PLACES_ROOM);
    if (!choices) {
        fields->full = true;
        return;
    }

    size_t count;
    const cor_country_info *places = cor_country_list(&count);
    for (size_t i = 0; i < count && input->choice_count < PLACES_ROOM; i++)
        if (cor_country_is_place(places[i].place))
            choices[input->choice_count++] =
                (cor_choice){ places[i].code,
                              cor_text_keep(fields->keep,
                                            cor_say("{place}", cor_arg_country(places[i].place))) };

    input->choices = choices;
}

/* ---- references ---------------------------------------------------------- */

/* Titles of the referenced entries, shown beside the keys. */
static cor_text titles_of(office_fields *fields, const cor_registry_kind *target, cor_str keys) {
    cor_arena *keep = fields->keep;
    cor_registry_view view = { .newest = true };
    cor_text list = { 0 };
    cor_str rest = keys, key;

    while (cor_entry_next(&rest, &key)) {
        cor_entry *entry;
        cor_error ignored = { 0 };
        if (cor_registry_get(fields->form->registry, target, cor_str_trim(key), &view, keep, &entry,
                             &ignored))
            continue;
        cor_text title = cor_entry_title(entry, keep), before = list;
        list = cor_text_is_empty(before)
                   ? title
                   : cor_text_keep(keep, cor_say("{list}; {name}", cor_arg_text(&before),
                                                 cor_arg_text(&title)));
    }

    return list;
}

static cor_str joined(cor_arena *keep, const char *name, const char *ending) {
    return cor_str_print(keep, "%s%s", name, ending);
}

static void add_found(office_fields *fields, const cor_registry_field *field,
                      const cor_registry_kind *target) {
    cor_entry **list;
    size_t count;
    cor_error ignored = { 0 };
    cor_registry_desk desk = { .kind = target,
                               .words = fields->form->found_words,
                               .limit = FOUND_MAX };

    if (!cor_str_is(fields->form->found_field, field->name)) return;
    cor_choice *choices = cor_new(fields->keep, cor_choice, FOUND_MAX);
    if (!choices || cor_registry_newest(fields->form->registry, &desk, fields->keep,
                                        fields->form->scratch, &list, &count, NULL, &ignored))
        return;

    for (size_t i = 0; i < count; i++) {
        cor_text title = cor_entry_title(list[i], fields->keep);
        choices[i] = (cor_choice){ list[i]->key,
                                   cor_text_keep(fields->keep,
                                                 cor_say("{title} ({key})", cor_arg_text(&title),
                                                         cor_arg_str(list[i]->key))) };
    }

    add_field_input(
        fields,
        (cor_field){ .kind = COR_FIELD_CHECKS,
                     .name = joined(fields->keep, field->name, ".add"),
                     .label = office_plain(
                         count ? _("Found: tick what is meant, it is added when the form is sent")
                               : _("Nothing was found")),
                     .choices = choices,
                     .choice_count = (int32_t)count });
}

/* Keys, their titles, and a search within the form. */
static void add_reference(office_fields *fields, int32_t at, cor_field input) {
    const cor_registry_field *field = &fields->kind->fields[at];
    const cor_registry_kind *target = cor_registry_kind_find(&cor_kinds, cor_str_of(field->target));
    cor_arena *keep = fields->keep;

    if (!target) return;
    cor_text titles = titles_of(fields, target, input.value);
    add_field_input(fields,
                    (cor_field){ .kind = COR_FIELD_GROUP, .label = input.label, .hint = titles });
    input.label = office_plain(
        field->type == COR_REGISTRY_REFERENCES ? _("Keys, separated by semicolons") : _("Key"));
    add_field_input(fields, input);
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP,
                                         .group = COR_GROUP_FOLDED,
                                         .label = office_plain(_("Search for entries")) });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_TEXT,
                                         .name = joined(keep, field->name, ".words"),
                                         .label = office_plain(_("Words of the title, or the key")),
                                         .value = cor_str_is(fields->form->found_field, field->name)
                                                      ? fields->form->found_words
                                                      : (cor_str){ 0 } });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_BUTTON,
                                         .name = COR_STR("find"),
                                         .value = cor_str_of(field->name),
                                         .label = office_plain(_("Search")),
                                         .quiet = true });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP_END, .group = COR_GROUP_FOLDED });
    add_found(fields, field, target);
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP_END });
}

/* ---- one field ----------------------------------------------------------- */

/* Input and hint of each type of field. */
static const struct {
    cor_field_kind kind;
    const char *hint;
} TYPES[] = {
    [COR_REGISTRY_TEXT] = { COR_FIELD_TEXT, NULL },
    [COR_REGISTRY_BILINGUAL] = { COR_FIELD_AREA, NULL },
    [COR_REGISTRY_DATE] = { COR_FIELD_DATE, N_("Year, month and day: 2026-01-31.") },
    [COR_REGISTRY_PARTIAL] = { COR_FIELD_TEXT,
                               N_("As far as known: 2026, 2026-01 or 2026-01-31.") },
    [COR_REGISTRY_PERIOD] = { COR_FIELD_TEXT,
                              N_("A year, a month or from/to: 2026, 2026-01 or 2024/2026.") },
    [COR_REGISTRY_PLACE] = { COR_FIELD_TEXT, N_("Code or name of the country.") },
    [COR_REGISTRY_PLACES] = { COR_FIELD_TEXT,
                              N_("Codes or names, separated by semicolons: GTM; MEX.") },
    [COR_REGISTRY_CORRIDORS] = { COR_FIELD_TEXT, N_("Pairs from-to, separated by semicolons; * is "
                                                    "any country: GTM-MEX; *-USA.") },
    [COR_REGISTRY_CODE] = { COR_FIELD_CHOICE, NULL },
    [COR_REGISTRY_CODES] = { COR_FIELD_CHECKS, NULL },
    [COR_REGISTRY_URL] = { COR_FIELD_ADDRESS, N_("Begins with https:// or http://.") },
    [COR_REGISTRY_NUMBER] = { COR_FIELD_TEXT,
                              N_("Digits with a point for decimals, without grouping: 12345.6.") },
    [COR_REGISTRY_REFERENCE] = { COR_FIELD_TEXT, NULL },
    [COR_REGISTRY_REFERENCES] = { COR_FIELD_TEXT, NULL },
};

static bool is_long(const cor_registry_field *field, cor_str value) {
    enum { LONG_BYTES = 90 };
    return field->type == COR_REGISTRY_BILINGUAL
               ? field->search != COR_SEARCH_TITLE
               : field->type == COR_REGISTRY_TEXT && value.length > LONG_BYTES;
}

static cor_field input_of(office_fields *fields, int32_t at, int lang) {
    const cor_registry_field *field = &fields->kind->fields[at];
    cor_field input = { .kind = TYPES[field->type].kind,
                        .name = dossier_office_field_name(field, lang, fields->keep),
                        .label = office_plain(field->label),
                        .hint = office_plain(TYPES[field->type].hint),
                        .value = fields->form->entry->values[at][lang],
                        .problem = problem_of(fields, at, lang),
                        .required = field->required && field->type != COR_REGISTRY_BILINGUAL };

    if (input.kind == COR_FIELD_TEXT || input.kind == COR_FIELD_AREA)
        input.kind = is_long(field, input.value) ? COR_FIELD_AREA : COR_FIELD_TEXT;
    if (field->type == COR_REGISTRY_CODE) add_code_choices(fields, field, &input, true);
    if (field->type == COR_REGISTRY_CODES) add_code_choices(fields, field, &input, false);
    if (field->type == COR_REGISTRY_PLACE) add_place_choices(fields, &input);

    return input;
}

/* The choice between two texts of a field that both people changed. */
static void add_take(office_fields *fields, int32_t at, int lang) {
    static const cor_choice sides[] = { { COR_STR_INIT("mine"),
                                          { .id = _("yours, as in the field above") } },
                                        { COR_STR_INIT("theirs"), { .id = _("theirs") } } };
    cor_arena *keep = fields->keep;

    if (!fields->form->theirs || !fields->form->base ||
        cor_text_is_empty(problem_of(fields, at, lang)))
        return;
    cor_str theirs = fields->form->theirs->values[at][lang];
    if (cor_str_equal(theirs, fields->form->entry->values[at][lang])) return;
    cor_text label = office_field_label(fields->kind, at, lang, keep);
    add_field_input(
        fields,
        (cor_field){
            .kind = COR_FIELD_CHOICE,
            .name = dossier_office_take_name(&fields->kind->fields[at], lang, keep),
            .label = cor_text_keep(keep, cor_say(_("{field}: whose text?"), cor_arg_text(&label))),
            .choices = sides,
            .choice_count = 2 });
}

static void add_text_pair(office_fields *fields, int32_t at) {
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP,
                                         .group = COR_GROUP_SIDE,
                                         .label = office_plain(fields->kind->fields[at].label) });

    for (int lang = 0; lang < COR_LANG_COUNT; lang++) {
        cor_field input = input_of(fields, at, lang);
        input.label = office_field_label(fields->kind, at, lang, fields->keep);
        input.text_lang = cor_str_of(cor_lang_code((cor_lang)lang));
        add_field_input(fields, input);
    }

    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP_END });
    for (int lang = 0; lang < COR_LANG_COUNT; lang++)
        add_take(fields, at, lang);
}

static void add_field(office_fields *fields, int32_t at) {
    cor_registry_type type = fields->kind->fields[at].type;
    if (type == COR_REGISTRY_BILINGUAL) {
        add_text_pair(fields, at);
        return;
    }

    cor_field input = input_of(fields, at, 0);
    if (type == COR_REGISTRY_REFERENCE || type == COR_REGISTRY_REFERENCES)
        add_reference(fields, at, input);

    else
        add_field_input(fields, input);
    add_take(fields, at, 0);
}

/* ---- sources ------------------------------------------------------------- */

static cor_choice *field_choices(office_fields *fields) {
    cor_choice *choices = cor_new(fields->keep, cor_choice, fields->kind->field_count);
    for (int32_t i = 0; choices && i < fields->kind->field_count; i++)
        choices[i] = (cor_choice){ cor_str_of(fields->kind->fields[i].name),
                                   office_plain(fields->kind->fields[i].label) };
    return choices;
}

/* "a b" as "a;b". */
static cor_str with_semicolons(cor_str text, cor_arena *keep) {
    char *made = cor_new(keep, char, text.length + 1);
    if (!made) return (cor_str){ 0 };
    for (size_t i = 0; i < text.length; i++)
        made[i] = text.at[i] == ' ' ? ';' : text.at[i];
    return (cor_str){ made, text.length };
}

static void add_source(office_fields *fields, int32_t row, const cor_entry_source *source,
                       const cor_choice *choices) {
    cor_arena *keep = fields->keep;
    add_field_input(fields,
                    (cor_field){ .kind = COR_FIELD_GROUP,
                                 .label = cor_text_keep(keep, cor_say(_("Source {number}"),
                                                                      cor_arg_plain(row + 1))) });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_ADDRESS,
                                         .name = cor_str_print(keep, "source%d.url", (int)row),
                                         .label = office_plain(_("Address")),
                                         .value = source->url });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_TEXT,
                                         .name = cor_str_print(keep, "source%d.title", (int)row),
                                         .label = office_plain(_("Title")),
                                         .value = source->title });
    add_field_input(fields,
                    (cor_field){ .kind = COR_FIELD_GROUP,
                                 .group = COR_GROUP_FOLDED,
                                 .label = office_plain(source->fields.length
                                                           ? _("Supports some of the fields")
                                                           : _("Supports the whole entry")) });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_CHECKS,
                                         .name = cor_str_print(keep, "source%d.fields", (int)row),
                                         .label = office_plain(
                                             _("Only for these fields; none: for the whole entry")),
                                         .value = with_semicolons(source->fields, keep),
                                         .choices = choices,
                                         .choice_count = choices ? fields->kind->field_count : 0 });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP_END, .group = COR_GROUP_FOLDED });
    add_field_input(fields, (cor_field){ .kind = COR_FIELD_GROUP_END });
}

static void add_source_fields(office_fields *fields) {
    static const cor_entry_source nothing = { .url = COR_STR_INIT("") };
    cor_choice *choices = field_choices(fields);
    const cor_entry *entry = fields->form->entry;
    int32_t rows = entry->source_count + 1 + fields->form->more_sources;
    if (rows > SOURCE_ROWS_MAX && rows > entry->source_count + 1) rows = SOURCE_ROWS_MAX;
    if (rows < entry->source_count) rows = entry->source_count;
    for (int32_t i = 0; i < rows; i++)
        add_source(fields, i, i < entry->source_count ? &entry->sources[i] : &nothing, choices);
    add_field_input(fields, office_button("do", "sources", _("Another source"), true));
}

bool office_fields_make(const dossier_office_form *form, cor_arena *keep,
                        office_fields *ret_fields) {
    *ret_fields = (office_fields){ .form = form, .kind = form->entry->kind, .keep = keep };
    ret_fields->list = cor_new(keep, cor_field, FIELDS_ROOM);
    ret_fields->room = ret_fields->list ? FIELDS_ROOM : 0;

    for (int32_t i = 0; i < ret_fields->kind->field_count; i++)
        add_field(ret_fields, i);
    add_source_fields(ret_fields);

    return !ret_fields->full;
}
