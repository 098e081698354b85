/* SPDX-License-Identifier: Apache-2.0 */
/* flows_write.c: moves as a list, a matrix or JSON, and the report on the computation. */
#include "flow_files/flow_files.h"
#include "flows.h"

typedef struct {
    const flows_estimation *estimation;
    const cor_flows *flows;
    const cor_flows_input *input;
    cor_arena keep;
    cor_lang lang;
} flows_output;

static size_t detail_cell(const cor_flows *flows, int32_t row, int32_t column) {
    return (size_t)row * (size_t)flows->place_count + (size_t)column;
}

static void put_place_name(cor_out *out, const flows_output *writing, int32_t place) {
    cor_put_csv(out, writing->estimation->places.names[place]);
}

/* The estimate with its interval: low, median and high of the replicates, their mean and
 * standard deviation. */
static void write_intervals(cor_out *out, const flows_output *writing) {
    const cor_flows_interval *interval = writing->estimation->interval;
    const double *const columns[] = { writing->flows->moves_persons, interval->low_persons,
                                      interval->median_persons,      interval->high_persons,
                                      interval->mean_persons,        interval->deviation_persons };
    int32_t n = writing->flows->place_count;
    cor_put_c(out, "origin,destination,flow,low,median,high,mean,deviation\n");

    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            if (i == j) continue;
            put_place_name(out, writing, i);
            cor_put_char(out, ',');
            put_place_name(out, writing, j);
            for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
                cor_put_char(out, ',');
                cor_put_number(out, columns[c][detail_cell(writing->flows, i, j)]);
            }
            cor_put_char(out, '\n');
        }
}

/* One birthplace at a time: the whole table for 230 places would take 97 MB. Empty cells are left
 * out; rows with equal origin and destination are people who stayed. */
static cor_code write_birthplaces(cor_out *out, flows_output *writing, cor_error *err) {
    int32_t n = writing->flows->place_count;
    double *slice = cor_new(&writing->keep, double, (size_t)n *(size_t)n);

    if (!slice) return cor_fail_memory(err);
    cor_put_c(out, "birthplace,origin,destination,flow\n");
    for (int32_t b = 0; b < n; b++) {
        cor_flows_slice(writing->flows, b, slice);
        for (int32_t i = 0; i < n; i++)
            for (int32_t j = 0; j < n; j++) {
                double persons = slice[detail_cell(writing->flows, i, j)];
                if (persons == 0) continue;
                put_place_name(out, writing, b);
                cor_put_char(out, ',');
                cor_flow_moves_put_row(out, writing->input, i, j, persons);
            }
    }

    return COR_OK;
}

static cor_code write_types(cor_out *out, flows_output *writing, cor_error *err) {
    cor_flows_types types;
    cor_code code = cor_flows_types_get(writing->flows, &writing->keep, &types, err);
    if (code) return code;
    cor_put_c(out, "type,origin,destination,flow\n");
    cor_flow_moves_put_rows(out, writing->input, types.outward_persons, "outward,");
    cor_flow_moves_put_rows(out, writing->input, types.return_persons, "return,");
    cor_flow_moves_put_rows(out, writing->input, types.transit_persons, "transit,");
    return COR_OK;
}

/* ---- report -------------------------------------------------------------- */

static void put_notes_text(cor_out *out, flows_output *writing) {
    for (int32_t k = 0; k < writing->flows->report.note_count; k++) {
        cor_arena room = writing->keep;
        cor_put_c(out, "  ");
        cor_put_text(out,
                     cor_flows_note_text(&writing->flows->report.notes[k], writing->input, &room),
                     writing->lang);
        cor_put_char(out, '\n');
    }
}

static void put_report_text(cor_out *out, flows_output *writing) {
    cor_flow_measure measures[COR_FLOW_MEASURE_COUNT];
    int32_t count = COR_FLOW_MEASURE_COUNT, width = 0;

    cor_flow_measures(writing->flows, measures);
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

static void put_report(cor_out *out, flows_output *writing) {
    switch ((flows_report_form)writing->estimation->asked->report) {
    case FLOWS_REPORT_NOTES: // repairs are reported even without --report
        put_notes_text(out, writing);
        break;
    case FLOWS_REPORT_TEXT:
        put_report_text(out, writing);
        break;
    case FLOWS_REPORT_JSON:
        cor_flow_report_put_json(out, writing->input, writing->flows, writing->lang, writing->keep);
        cor_put_char(out, '\n');
        break;
    }
}

cor_code flows_report(cli_context *cli, const flows_estimation *estimation, cor_error *err) {
    flows_output writing = { estimation, &estimation->flows, &estimation->input, cli->keep,
                             cli->lang };
    cor_out out = flows_report_out(cli);
    put_report(&out, &writing);
    return out.failed ? cor_fail(err, COR_E_OUTPUT, _("The output cannot be written.")) : COR_OK;
}

/* ---- the whole ----------------------------------------------------------- */

static cor_code check_detail(const flows_estimation *estimation, cor_error *err) {
    if (!estimation->asked->detail || estimation->flows.part_count > 0) return COR_OK;
    return cor_fail(err, COR_E_USAGE, _("The method {method} does not tell birthplaces apart."),
                    cor_arg_str(estimation->flows.method->name));
}

static cor_code write_form(cor_out *out, flows_output *writing, cor_error *err) {
    const flows_estimation *estimation = writing->estimation;
    flows_detail detail = (flows_detail)estimation->asked->detail;
    if (detail == FLOWS_DETAIL_BIRTHPLACE) return write_birthplaces(out, writing, err);
    if (detail == FLOWS_DETAIL_TYPE) return write_types(out, writing, err);

    if (estimation->interval)
        write_intervals(out, writing);
    else if (cor_str_is(estimation->format, "matrix"))
        cor_flow_moves_put_matrix(out, writing->input, writing->flows);
    else if (cor_str_is(estimation->format, "json"))
        cor_flow_moves_put_json(out, writing->input, writing->flows, writing->lang, writing->keep);
    else
        cor_flow_moves_put_list(out, writing->input, writing->flows);

    return COR_OK;
}

cor_code flows_write(cli_context *cli, const flows_estimation *estimation, cor_error *err) {
    cli_output output;
    cor_code code = check_detail(estimation, err);
    if (!code) code = cli_output_open(cli, &output, err);
    if (code) return code;

    flows_output writing = { estimation, &estimation->flows, &estimation->input, cli->keep,
                             cli->lang };
    code = write_form(&output.out, &writing, err);
    if (!code) code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}
