/* SPDX-License-Identifier: Apache-2.0 */
/* demographic.c: the demographic accounting methods, composed of their steps. Abel (2013) for the
 * open system, Abel and Sander (2014) for the closed one, Azose and Raftery (2019) for the weighted
 * mean of two closed estimates. */
#include "account.h"

static const double WEIGHT_PUBLISHED = 0.87; // Azose and Raftery (2019), fitted to observed flows

/* The adjusted tables; their report is the start of the answer's report. */
static cor_code begin_answer(cor_flows_work *work, bool is_closed, cor_flows *ret_flows,
                             const flow_account **ret_account, cor_error *err) {
    cor_code code = account_get(work, is_closed, ret_account, err);
    if (!code) ret_flows->report = (*ret_account)->report;
    return code;
}

static cor_code estimate_one(cor_flows_work *work, bool is_closed, bool is_free,
                             cor_flows *ret_flows, cor_error *err) {
    const flow_account *account;
    cor_flows_part part;
    cor_code code = begin_answer(work, is_closed, ret_flows, &account, err);
    if (code) return code;
    if (is_free)
        code = assign_freely(work, account, 1, &part, &ret_flows->report, err);
    else
        code = assign_stayers(work, account, 1, &part, &ret_flows->report, err);
    return code ? code : assign_finish(work, account, &part, 1, ret_flows, err);
}

cor_code demographic_open(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    return estimate_one(work, false, work->options.without_stayers, ret_flows, err);
}

cor_code demographic_closed(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    return estimate_one(work, true, work->options.without_stayers, ret_flows, err);
}

cor_code demographic_independent(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    return estimate_one(work, true, true, ret_flows, err);
}

cor_code demographic_weighted(cor_flows_work *work, cor_flows *ret_flows, cor_error *err) {
    const flow_account *account;
    cor_flows_part parts[2];
    double weight = work->options.minimum_weight == 0 ? WEIGHT_PUBLISHED
                                                      : larger(work->options.minimum_weight, 0);

    cor_code code = begin_answer(work, true, ret_flows, &account, err);
    if (code) return code;
    if ((code = assign_stayers(work, account, weight, &parts[0], &ret_flows->report, err)))
        return code;

    if ((code = assign_freely(work, account, 1 - weight, &parts[1], &ret_flows->report, err)))
        return code;
    return assign_finish(work, account, parts, 2, ret_flows, err);
}
