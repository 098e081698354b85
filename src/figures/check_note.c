/* SPDX-License-Identifier: Apache-2.0 */
/* check_note.c: counts and keeps the problems that the parts of the check find. */
#include "check.h"

void check_note(check_part *part, cor_text problem) {
    cor_check_result *result = part->result;
    result->problem_count++;
    if (result->problem_text_count == CHECK_PROBLEMS_KEPT || part->is_full) return;
    cor_text kept = cor_text_keep(part->keep, problem);
    part->is_full = kept.id == NULL;
    if (!part->is_full) result->problems[result->problem_text_count++] = kept;
}
