/* SPDX-License-Identifier: Apache-2.0 */
/* status.c: the status of a number, as a key in data formats and a word for people. */
#include "core/say.h"
#include "corredor/vocabulary.h"

static const char *const status_words[COR_STATUS_COUNT] = {
    [COR_OBSERVED] = N_("observed"),     [COR_ESTIMATED] = N_("estimated"),
    [COR_PROJECTED] = N_("projected"),   [COR_PROVISIONAL] = N_("provisional"),
    [COR_SUPPRESSED] = N_("suppressed"), [COR_MISSING] = N_("missing"),
};

const char *cor_status_key(cor_obs_status status) {
    return status_words[status];
}

bool cor_status_find(cor_str key, cor_obs_status *ret_status) {
    for (int status = 0; status < COR_STATUS_COUNT; status++) {
        if (!cor_str_is(key, status_words[status])) continue;
        *ret_status = (cor_obs_status)status;
        return true;
    }
    return false;
}

cor_text cor_status_text(cor_obs_status status) {
    return (cor_text){ .id = status_words[status] };
}
