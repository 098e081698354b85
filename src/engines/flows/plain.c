/* SPDX-License-Identifier: Apache-2.0 */
/* plain.c: the engines with plain pointers as parameters. See corredor/plain.h. */
#include "corredor/plain.h"

#include "core/say.h"
#include "corredor/fit.h"
#include "flows_private.h"

/* Memory of one call, and its outcome. */
typedef struct {
    cor_stretch stretch;
    cor_arena keep, scratch;
    cor_error err;
    int32_t *status;
    char *message;
    int32_t room;
} plain_call;

/* An estimate or a fit needs less than 400 bytes a cell; untouched pages cost nothing. */
static bool call_open(plain_call *call, size_t cells) {
    if (!cor_stretch_open(((size_t)4 << 20) + 1000 * cells, &call->stretch)) return false;
    call->keep = cor_stretch_arena(&call->stretch);
    call->scratch = cor_arena_scratch(&call->keep);
    return true;
}

static void call_close(plain_call *call, cor_code code) {
    *call->status = (int32_t)code;
    if (call->room > 0) call->message[0] = 0;
    if (code && call->room > 0) {
        cor_out out = cor_out_memory(&call->keep);
        cor_error_print(&call->err, COR_LANG_EN, &out);
        size_t length = out.failed ? 0 : strnlen(out.memory, (size_t)call->room - 1);
        if (length) memcpy(call->message, out.memory, length);
        call->message[length] = 0;
    }

    cor_stretch_close(&call->stretch);
}

static const cor_flows_method *find_method(const char *name, cor_error *err) {
    const cor_flows_method *method = cor_flows_method_find(cor_str_of(name));
    if (method) return method;
    cor_fail(err, COR_E_USAGE, _("There is no method \"{name}\"."), cor_arg_cstr(name));
    cor_hint(err, _("Did you mean {key}?"),
             cor_arg_str(cor_flows_method_suggest(cor_str_of(name))->name));
    return NULL;
}

void cor_plain_flows(const char *const *method, const int32_t *place_count,
                     const double *stock_start_persons, const double *stock_end_persons,
                     const double *births_persons, const double *deaths_persons,
                     double *ret_moves_persons, int32_t *ret_status, char **ret_message,
                     const int32_t *message_room) {
    plain_call call = { .status = ret_status, .message = *ret_message, .room = *message_room };
    cor_flows_input input = { .place_count = *place_count,
                              .stock_start_persons = stock_start_persons,
                              .stock_end_persons = stock_end_persons,
                              .births_persons = births_persons,
                              .deaths_persons = deaths_persons };
    cor_flows flows;
    size_t cells = *place_count > 0 ? square(*place_count) : 0;
    const cor_flows_method *found = find_method(*method, &call.err);
    cor_code code = found ? COR_OK : COR_E_USAGE;

    if (!call_open(&call, cells)) code = cor_fail_memory(&call.err);
    if (!code)
        code = cor_flows_estimate(found, &input, NULL, &call.keep, call.scratch, &flows, &call.err);
    if (!code) memcpy(ret_moves_persons, flows.moves_persons, cells * sizeof(double));
    call_close(&call, code);
}

void cor_plain_fit(const int32_t *row_count, const int32_t *column_count, const double *seed,
                   const double *row_totals, const double *column_totals, double *ret_cells,
                   int32_t *ret_status, char **ret_message, const int32_t *message_room) {
    plain_call call = { .status = ret_status, .message = *ret_message, .room = *message_room };
    cor_fit_input input = { .counts = { *row_count, *column_count }, .seed = seed };

    input.totals[COR_FIT_FIRST] = row_totals;
    input.totals[COR_FIT_SECOND] = column_totals;
    cor_fit fit;
    size_t cells =
        *row_count > 0 && *column_count > 0 ? (size_t)*row_count * (size_t)*column_count : 0;
    cor_code code = call_open(&call, cells) ? COR_OK : cor_fail_memory(&call.err);
    if (!code) code = cor_fit_solve(&input, NULL, &call.keep, call.scratch, &fit, &call.err);
    if (!code) memcpy(ret_cells, fit.cells, cells * sizeof(double));
    call_close(&call, code);
}
