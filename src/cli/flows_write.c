/* flows_write.c: moves as a list, a matrix or JSON, and the report on how they were made. */
#include "flows.h"

typedef struct {
    const flows_question *question;
    const cor_flows *flows;
    const cor_flows_interval *interval; // or NULL
    cor_arena keep;
    cor_lang lang;
} flows_output;

static size_t cell_of(const cor_flows *flows, int32_t row, int32_t column) {
    return (size_t)row * (size_t)flows->place_count + (size_t)column;
}

static void put_name(cor_out *out, const flows_output *writing, int32_t place) {
    cor_put_csv(out, writing->question->places.names[place]);
}

static void put_row(cor_out *out, const flows_output *writing, int32_t origin, int32_t destination, double persons) {
    put_name(out, writing, origin);
    cor_put_char(out, ',');
    put_name(out, writing, destination);
    cor_put_char(out, ',');
    cor_put_number(out, persons);
    cor_put_char(out, '\n');
}

/* Every pair of different places, also those without a move. */
static void write_list(cor_out *out, const flows_output *writing, const double *table, const char *prefix) {
    int32_t n = writing->flows->place_count;
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            if (i == j) continue;
            cor_put_c(out, prefix);
            put_row(out, writing, i, j, table[cell_of(writing->flows, i, j)]);
        }
}

/* The estimate with its interval: low, median and high of the replicates, their mean and standard deviation. */
static void write_intervals(cor_out *out, const flows_output *writing) {
    const cor_flows_interval *interval = writing->interval;
    const double *const columns[] = {
        writing->flows->moves_persons, interval->low_persons,  interval->median_persons,
        interval->high_persons,        interval->mean_persons, interval->deviation_persons
    };
    int32_t n = writing->flows->place_count;
    cor_put_c(out, "origin,destination,flow,low,median,high,mean,deviation\n");
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            if (i == j) continue;
            put_name(out, writing, i);
            cor_put_char(out, ',');
            put_name(out, writing, j);
            for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
                cor_put_char(out, ',');
                cor_put_number(out, columns[c][cell_of(writing->flows, i, j)]);
            }
            cor_put_char(out, '\n');
        }
}

static void write_matrix(cor_out *out, const flows_output *writing) {
    int32_t n = writing->flows->place_count;
    cor_put_c(out, "origin");
    for (int32_t j = 0; j < n; j++) {
        cor_put_char(out, ',');
        put_name(out, writing, j);
    }
    cor_put_char(out, '\n');
    for (int32_t i = 0; i < n; i++) {
        put_name(out, writing, i);
        for (int32_t j = 0; j < n; j++) {
            cor_put_char(out, ',');
            cor_put_number(out, writing->flows->moves_persons[cell_of(writing->flows, i, j)]);
        }
        cor_put_char(out, '\n');
    }
}

/* One birthplace at a time: the whole table of 230 places would be 97 MB. Cells without anybody are left out; rows with
 * origin and destination alike are people who stayed. */
static cor_code write_birthplaces(cor_out *out, flows_output *writing, cor_error *err) {
    int32_t n = writing->flows->place_count;
    double *slice = cor_new(&writing->keep, double, (size_t)n *(size_t)n);
    if (!slice) return cor_fail_memory(err);
    cor_put_c(out, "birthplace,origin,destination,flow\n");
    for (int32_t b = 0; b < n; b++) {
        cor_flows_slice(writing->flows, b, slice);
        for (int32_t i = 0; i < n; i++)
            for (int32_t j = 0; j < n; j++) {
                double persons = slice[cell_of(writing->flows, i, j)];
                if (persons == 0) continue;
                put_name(out, writing, b);
                cor_put_char(out, ',');
                put_row(out, writing, i, j, persons);
            }
    }
    return COR_OK;
}

static cor_code write_types(cor_out *out, flows_output *writing, cor_error *err) {
    cor_flows_types types;
    cor_code code = cor_flows_types_get(writing->flows, &writing->keep, &types, err);
    if (code) return code;
    cor_put_c(out, "type,origin,destination,flow\n");
    write_list(out, writing, types.outward_persons, "outward,");
    write_list(out, writing, types.return_persons, "return,");
    write_list(out, writing, types.transit_persons, "transit,");
    return COR_OK;
}

/* ---- report ----------------------------------------------------------------------------------------------------- */

typedef struct {
    const char *key;
    const char *label;
    double value;
    int32_t decimals; // -1: as many as it has
} measure;
enum { MEASURES_MAX = 16 };

static int32_t list_measures(const cor_flows *flows, measure measures[MEASURES_MAX]) {
    const cor_flows_report *report = &flows->report;
    const measure all[] = {
        { "places", N_("Places"), flows->place_count, 0 },
        { "moves_persons", N_("Moves in all"), report->moves_persons, 1 },
        { "total_moves_persons", N_("Total of moves that was spread"), report->total_moves_persons, 1 },
        { "gap_persons", N_("Births less deaths less growth: unexplained by the input"), report->gap_persons, 1 },
        { "native_added_persons", N_("Moved in the diagonals to close the gap"), report->native_added_persons, 1 },
        { "negative_persons", N_("Native-born below zero, repaired"), report->negative_persons, 1 },
        { "birthplace_persons", N_("Moved between cells to match birthplace totals"), report->birthplace_persons, 1 },
        { "left_persons", N_("Left the system"), report->left_persons, 1 },
        { "entered_persons", N_("Entered the system"), report->entered_persons, 1 },
        { "margin_error_persons", N_("Largest error of a row or column"), report->margin_error_persons, 12 },
        { "net_error_persons", N_("Largest error of net migration"), report->net_error_persons, 12 },
        { "iterations", N_("Evaluations of margin problems"), report->iterations, 0 },
    };
    memcpy(measures, all, sizeof all);
    return (int32_t)(sizeof all / sizeof *all);
}

static const char *note_key(cor_flows_note_kind kind) {
    static const char *const KEYS[COR_FLOWS_NOTE_KIND_COUNT] = {
        [COR_FLOWS_NOTE_NATIVE_NEGATIVE_START] = "native-negative-start",
        [COR_FLOWS_NOTE_NATIVE_NEGATIVE_END] = "native-negative-end",
        [COR_FLOWS_NOTE_BIRTHS_SPREAD] = "births-spread",
        [COR_FLOWS_NOTE_GAP_SHARED] = "gap-shared",
        [COR_FLOWS_NOTE_NOT_WHOLE] = "not-whole",
        [COR_FLOWS_NOTE_BIRTHPLACE_SHIFTED] = "birthplace-shifted",
    };
    return KEYS[kind];
}

static void put_note_json(cor_out *out, flows_output *writing, const cor_flows_note *note) {
    cor_arena room = writing->keep;
    cor_put_c(out, "{\"kind\":");
    cor_put_json(out, cor_str_of(note_key(note->kind)));
    if (note->place >= 0) {
        cor_put_c(out, ",\"place\":");
        cor_put_json(out, writing->question->places.names[note->place]);
    }
    cor_put_c(out, ",\"persons\":");
    cor_put_number(out, note->persons);
    cor_put_c(out, ",\"text\":");
    cor_put_json(out, cor_text_in(cor_flows_note_text(note, &writing->question->input, &room), writing->lang, &room));
    cor_put_char(out, '}');
}

static void put_report_json(cor_out *out, flows_output *writing) {
    measure measures[MEASURES_MAX];
    int32_t count = list_measures(writing->flows, measures);
    cor_put_c(out, "{\"method\":");
    cor_put_json(out, writing->flows->method->name);
    cor_put_c(out, ",\"citation\":");
    cor_put_json(out, writing->flows->method->citation);
    for (int32_t k = 0; k < count; k++) {
        cor_put_c(out, ",\"");
        cor_put_c(out, measures[k].key);
        cor_put_c(out, "\":");
        cor_put_number(out, measures[k].value);
    }
    cor_put_c(out, ",\"notes\":[");
    for (int32_t k = 0; k < writing->flows->report.note_count; k++) {
        if (k) cor_put_char(out, ',');
        put_note_json(out, writing, &writing->flows->report.notes[k]);
    }
    cor_put_c(out, "]}");
}

static void put_notes_text(cor_out *out, flows_output *writing) {
    for (int32_t k = 0; k < writing->flows->report.note_count; k++) {
        cor_arena room = writing->keep;
        cor_put_c(out, "  ");
        cor_put_text(out, cor_flows_note_text(&writing->flows->report.notes[k], &writing->question->input, &room),
                     writing->lang);
        cor_put_char(out, '\n');
    }
}

static void put_report_text(cor_out *out, flows_output *writing) {
    measure measures[MEASURES_MAX];
    int32_t count = list_measures(writing->flows, measures), width = 0;
    for (int32_t k = 0; k < count; k++) {
        int32_t label = cor_str_width(cor_str_of(cor_gettext(measures[k].label, writing->lang)));
        width = label > width ? label : width;
    }
    cor_put(out, writing->flows->method->name);
    cor_put_c(out, ": ");
    cor_put_c(out, cor_gettext(writing->flows->method->title, writing->lang));
    cor_put_char(out, '\n');
    for (int32_t k = 0; k < count; k++) {
        char digits[64];
        const char *label = cor_gettext(measures[k].label, writing->lang);
        cor_number_format(measures[k].value, measures[k].decimals, writing->lang, digits);
        cor_put_c(out, "  ");
        cor_put_c(out, label);
        cor_put_fill(out, ' ', width - cor_str_width(cor_str_of(label)) + 2);
        cor_put_c(out, digits);
        cor_put_char(out, '\n');
    }
    put_notes_text(out, writing);
}

cor_code flows_report(cli_context *cli, const flows_question *question, const cor_flows *flows, cor_error *err) {
    flows_output writing = { question, flows, NULL, cli->keep, cli->lang };
    const char *form = cli_option_get(cli, "report"), *path = cli_option_get(cli, "output");
    bool is_free = path && strcmp(path, "-") != 0; // standard output
    cor_out out = cor_out_file(is_free ? stdout : stderr);
    if (!form && !flows->report.note_count) return COR_OK;
    if (!form)
        put_notes_text(&out, &writing); // what was repaired is said even when nobody asks
    else if (strcmp(form, "json") == 0)
        put_report_json(&out, &writing), cor_put_char(&out, '\n');
    else
        put_report_text(&out, &writing);
    return out.failed ? cor_fail(err, COR_E_OUTPUT, _("The output cannot be written.")) : COR_OK;
}

/* ---- the whole -------------------------------------------------------------------------------------------------- */

static void write_json(cor_out *out, flows_output *writing) {
    int32_t n = writing->flows->place_count;
    cor_put_c(out, "{\"places\":[");
    for (int32_t i = 0; i < n; i++) {
        if (i) cor_put_char(out, ',');
        cor_put_json(out, writing->question->places.names[i]);
    }
    cor_put_c(out, "],\"moves_persons\":[");
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            cor_put_c(out, j ? "," : i ? "],[" : "[");
            cor_put_number(out, writing->flows->moves_persons[cell_of(writing->flows, i, j)]);
        }
    cor_put_c(out, "]],\"report\":");
    put_report_json(out, writing);
    cor_put_c(out, "}\n");
}

typedef enum { FORM_CSV, FORM_MATRIX, FORM_JSON } output_form;

static cor_code choose_form(const cli_context *cli, output_form *ret_form, cor_error *err) {
    static const char *const FORMS[] = { "csv", "matrix", "json", NULL };
    const char *path = cli_option_get(cli, "output");
    int32_t form = FORM_CSV;
    cor_code code = flows_choice_read(cli, "format", FORMS, &form, err);
    if (code) return cor_hint(err, _("Choose csv, matrix or json."));
    if (!cli_option_given(cli, "format") && path && cor_str_ends(cor_str_of(path), COR_STR(".json"))) form = FORM_JSON;
    *ret_form = (output_form)form;
    return COR_OK;
}

static cor_code choose_detail(const cli_context *cli, const cor_flows *flows, int32_t *ret_detail, cor_error *err) {
    static const char *const DETAILS[] = { "", "birthplace", "type", NULL };
    cor_code code = flows_choice_read(cli, "detail", DETAILS, ret_detail, err);
    if (code || *ret_detail == 0 || flows->part_count > 0) return code;
    return cor_fail(err, COR_E_USAGE, _("The method {method} does not tell birthplaces apart."),
                    cor_arg_str(flows->method->name));
}

static cor_code write_form(cor_out *out, flows_output *writing, output_form form, int32_t detail, cor_error *err) {
    if (writing->interval) {
        write_intervals(out, writing);
        return COR_OK;
    }
    if (detail == 1) return write_birthplaces(out, writing, err);
    if (detail == 2) return write_types(out, writing, err);
    if (form == FORM_MATRIX) {
        write_matrix(out, writing);
    } else if (form == FORM_JSON) {
        write_json(out, writing);
    } else {
        cor_put_c(out, "origin,destination,flow\n");
        write_list(out, writing, writing->flows->moves_persons, "");
    }
    return COR_OK;
}

cor_code flows_write(cli_context *cli, const flows_question *question, const cor_flows *flows,
                     const cor_flows_interval *interval, cor_error *err) {
    output_form form = FORM_CSV;
    int32_t detail = 0;
    cli_output output;
    cor_code code = choose_form(cli, &form, err);
    if (!code) code = choose_detail(cli, flows, &detail, err);
    if (!code && interval && (form != FORM_CSV || detail))
        code = cor_fail(err, COR_E_USAGE, _("Intervals are written as a list: leave out --detail and --format."));
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;
    flows_output writing = { question, flows, interval, cli->keep, cli->lang };
    code = write_form(&output.out, &writing, form, detail, err);
    if (!code) code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}
