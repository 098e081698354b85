/* check.c: is everything sound? Nothing is looked at yet. */
#include "inside.h"
cor_code cor_figures_check(cor_figures *figures, cor_arena *keep, cor_check_result **ret_results, size_t *ret_count,
                           cor_error *err) {
    (void)figures, (void)keep, (void)err, (void)ret_results;
    *ret_count = 0;
    return COR_OK;
}
