/* SPDX-License-Identifier: Apache-2.0 */
/* moves.c: writes an estimate to files: moves as a list, a matrix or JSON, and the report on the
 * computation. */
#include "core/say.h"
#include "flow_files/flow_files.h"

static size_t moves_cell(const cor_flows_input *input, int32_t row, int32_t column) {
    return (size_t)row * (size_t)input->place_count + (size_t)column;
}

/* ---- tables -------------------------------------------------------------- */

void cor_flow_moves_put_row(cor_out *out, const cor_flows_input *input, int32_t origin,
                            int32_t destination, double persons) {
    cor_put_csv(out, input->place_names[origin]);
    cor_put_char(out, ',');
    cor_put_csv(out, input->place_names[destination]);
    cor_put_char(out, ',');
    cor_put_number(out, persons);
    cor_put_char(out, '\n');
}

void cor_flow_moves_put_rows(cor_out *out, const cor_flows_input *input, const double *table,
                             const char *prefix) {
    for (int32_t i = 0; i < input->place_count; i++)
        for (int32_t j = 0; j < input->place_count; j++) {
            if (i == j) continue;
            cor_put_c(out, prefix);
            cor_flow_moves_put_row(out, input, i, j, table[moves_cell(input, i, j)]);
        }
}

void cor_flow_moves_put_list(cor_out *out, const cor_flows_input *input, const cor_flows *flows) {
    cor_put_c(out, "origin,destination,flow\n");
    cor_flow_moves_put_rows(out, input, flows->moves_persons, "");
}

void cor_flow_moves_put_matrix(cor_out *out, const cor_flows_input *input, const cor_flows *flows) {
    int32_t n = input->place_count;
    cor_put_c(out, "origin");
    for (int32_t j = 0; j < n; j++) {
        cor_put_char(out, ',');
        cor_put_csv(out, input->place_names[j]);
    }

    cor_put_char(out, '\n');
    for (int32_t i = 0; i < n; i++) {
        cor_put_csv(out, input->place_names[i]);
        for (int32_t j = 0; j < n; j++) {
            cor_put_char(out, ',');
            cor_put_number(out, flows->moves_persons[moves_cell(input, i, j)]);
        }
        cor_put_char(out, '\n');
    }
}

/* ---- report -------------------------------------------------------------- */

void cor_flow_measures(const cor_flows *flows,
                       cor_flow_measure ret_measures[COR_FLOW_MEASURE_COUNT]) {
    const cor_flows_report *report = &flows->report;
    const cor_flow_measure all[] = {
        { "places", N_("Places"), flows->place_count, 0 },
        { "moves_persons", N_("Moves in all"), report->moves_persons, 1 },
        { "total_moves_persons", N_("Total of moves that was spread"), report->total_moves_persons,
          1 },
        { "gap_persons", N_("Births less deaths less growth: unexplained by the input"),
          report->gap_persons, 1 },
        { "native_added_persons", N_("Moved in the diagonals to close the gap"),
          report->native_added_persons, 1 },
        { "negative_persons", N_("Native-born below zero, repaired"), report->negative_persons, 1 },
        { "birthplace_persons", N_("Moved between cells to match birthplace totals"),
          report->birthplace_persons, 1 },
        { "left_persons", N_("Left the system"), report->left_persons, 1 },
        { "entered_persons", N_("Entered the system"), report->entered_persons, 1 },
        { "margin_error_persons", N_("Largest error of a row or column"),
          report->margin_error_persons, 12 },
        { "net_error_persons", N_("Largest error of net migration"), report->net_error_persons,
          12 },
        { "residual_persons", N_("Growth left unexplained, all places"), report->residual_persons,
          1 },
        { "iterations", N_("Evaluations of margin problems"), report->iterations, 0 },
    };

    _Static_assert(sizeof all / sizeof *all == COR_FLOW_MEASURE_COUNT, "every measure is listed");
    memcpy(ret_measures, all, sizeof all);
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

static void put_note_json(cor_out *out, const cor_flows_input *input, const cor_flows_note *note,
                          cor_lang lang, cor_arena room) {
    cor_put_c(out, "{\"kind\":");
    cor_put_json(out, cor_str_of(note_key(note->kind)));
    if (note->place >= 0) {
        cor_put_c(out, ",\"place\":");
        cor_put_json(out, input->place_names[note->place]);
    }

    cor_put_c(out, ",\"persons\":");
    cor_put_number(out, note->persons);
    cor_put_c(out, ",\"text\":");
    cor_put_json(out, cor_text_in(cor_flows_note_text(note, input, &room), lang, &room));
    cor_put_char(out, '}');
}

void cor_flow_report_put_json(cor_out *out, const cor_flows_input *input, const cor_flows *flows,
                              cor_lang lang, cor_arena scratch) {
    cor_flow_measure measures[COR_FLOW_MEASURE_COUNT];
    cor_flow_measures(flows, measures);
    cor_put_c(out, "{\"method\":");
    cor_put_json(out, flows->method->name);
    cor_put_c(out, ",\"citation\":");
    cor_put_json(out, flows->method->citation);

    for (int32_t k = 0; k < COR_FLOW_MEASURE_COUNT; k++) {
        cor_put_c(out, ",\"");
        cor_put_c(out, measures[k].key);
        cor_put_c(out, "\":");
        cor_put_number(out, measures[k].value);
    }

    cor_put_c(out, ",\"notes\":[");
    for (int32_t k = 0; k < flows->report.note_count; k++) {
        if (k) cor_put_char(out, ',');
        put_note_json(out, input, &flows->report.notes[k], lang, scratch);
    }

    cor_put_c(out, "]}");
}

void cor_flow_moves_put_json(cor_out *out, const cor_flows_input *input, const cor_flows *flows,
                             cor_lang lang, cor_arena scratch) {
    int32_t n = input->place_count;
    cor_put_c(out, "{\"places\":[");
    for (int32_t i = 0; i < n; i++) {
        if (i) cor_put_char(out, ',');
        cor_put_json(out, input->place_names[i]);
    }

    cor_put_c(out, "],\"moves_persons\":[");
    for (int32_t i = 0; i < n; i++)
        for (int32_t j = 0; j < n; j++) {
            cor_put_c(out, j ? "," : i ? "],[" : "[");
            cor_put_number(out, flows->moves_persons[moves_cell(input, i, j)]);
        }

    cor_put_c(out, "]],\"report\":");
    cor_flow_report_put_json(out, input, flows, lang, scratch);
    cor_put_c(out, "}\n");
}
