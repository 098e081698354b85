/* SPDX-License-Identifier: Apache-2.0 */
/* trend.c: finds the turning points of a series and puts them into a sentence. */
#include "trend.h"

#include <math.h>

/* ---- turning points ------------------------------------------------------ */

static const double LEAST_CHANGE = 0.05; // smaller changes make no turning point

static dossier_trend_kind kind_by_steps(const cor_value *const *points, int32_t count) {
    int32_t up = 0, down = 0;
    for (int32_t i = 1; i < count; i++) {
        up += points[i]->value > points[i - 1]->value;
        down += points[i]->value < points[i - 1]->value;
    }

    if (!up && !down) return TREND_STEADY;
    if (count == 2) return TREND_TURNING; // with two estimates "at every estimate" says nothing
    return up == count - 1 ? TREND_RISING : down == count - 1 ? TREND_FALLING : TREND_TURNING;
}

/* The change between two points in proportion to the larger one: 0 to 1. */
static double swing_of(const cor_value *a, const cor_value *b) {
    double larger = fmax(fabs(a->value), fabs(b->value));
    return larger > 0 ? fabs(a->value - b->value) / larger : 0;
}

static bool is_turn(double before, double value, double after) {
    return (value > before && value > after) || (value < before && value < after);
}

/* Keep the ends and the points where the direction changes. */
static int32_t keep_turns(const cor_value **points, int32_t count) {
    int32_t kept = 1;
    for (int32_t i = 1; i + 1 < count; i++)
        if (is_turn(points[kept - 1]->value, points[i]->value, points[i + 1]->value))
            points[kept++] = points[i];
    points[kept++] = points[count - 1];
    return kept;
}

/* The smallest of the first `swing_count` swings. */
static int32_t smallest_swing(const cor_value *const *points, int32_t swing_count) {
    int32_t smallest = 0;
    for (int32_t i = 1; i < swing_count; i++)
        if (swing_of(points[i], points[i + 1]) < swing_of(points[smallest], points[smallest + 1]))
            smallest = i;
    return smallest;
}

/* Leave out a swing: both its points, but never an end of the series. */
static int32_t drop_swing(const cor_value **points, int32_t count, int32_t swing) {
    int32_t from = swing > 0 ? swing : 1, to = swing + 2 < count ? swing + 2 : count - 1;
    for (int32_t i = to; i < count; i++)
        points[from + i - to] = points[i];
    return count - (to - from);
}

/* Leave out small swings, then the smallest ones until few are left; the last one tells how things
 * stand now and stays. */
static int32_t reduce_points(const cor_value **points, int32_t count) {
    count = keep_turns(points, count);
    while (count > 2) {
        int32_t swing = smallest_swing(points, count - 1);
        if (swing_of(points[swing], points[swing + 1]) >= LEAST_CHANGE) {
            if (count <= TREND_POINTS_MAX) break;
            swing = smallest_swing(points, count - 2);
        }
        count = keep_turns(points, drop_swing(points, count, swing));
    }
    return count;
}

/* Whether the values from `from` on, and there are more than two, all go the same way. */
static bool is_steady_from(const cor_value *from, const cor_value *end) {
    const cor_value *last = from;
    int32_t up = 0, down = 0;
    for (const cor_value *value = from + 1; value < end; value++) {
        if (!value->present) continue;
        up += value->value > last->value;
        down += value->value < last->value;
        if (value->value == last->value) return false;
        last = value;
    }

    return up + down > 1 && (!up || !down);
}

dossier_trend dossier_trend_of(const cor_value *values, int32_t count, cor_arena scratch) {
    const cor_value **points = cor_new(&scratch, const cor_value *, count + 1);
    dossier_trend trend = { TREND_NONE };
    int32_t seen = 0;

    for (int32_t i = 0; points && i < count; i++)
        if (values[i].present) points[seen++] = &values[i];
    if (seen < 2) {
        trend.point_count = seen;
        if (seen) trend.points[0] = points[0];
        return trend;
    }

    trend.kind = kind_by_steps(points, seen);
    bool is_turning = trend.kind == TREND_TURNING;
    if (is_turning && seen > 2) {
        seen = reduce_points(points, seen);
        if (seen == 2 && swing_of(points[0], points[1]) < LEAST_CHANGE) trend.kind = TREND_LITTLE;
    }

    trend.point_count = is_turning ? seen : 2;
    for (int32_t i = 0; i + 1 < trend.point_count; i++)
        trend.points[i] = points[i];
    trend.points[trend.point_count - 1] = points[seen - 1];
    trend.is_steady_since = is_steady_from(trend.points[trend.point_count - 2], values + count);

    return trend;
}

/* ---- the sentence -------------------------------------------------------- */

/* "2.6 times as many": from a doubling on a factor, below that a percentage; numbers where neither
 * says anything. */
static cor_text change_text(dossier_page *page, double from, double to) {
    double times = from > 0 ? to / from : NAN, percent = 100 * fabs(times - 1);
    if (!(from > 0) || percent >= 99.5)
        if (!(times > 1))
            return cor_text_keep(page->keep,
                                 cor_say_n((int64_t)to, _("{count} person"), _("{count} people"),
                                           cor_arg_int((int64_t)to)));
    if (times >= 1.95)
        return cor_text_keep(page->keep, cor_say(_("{times} times as many"),
                                                 cor_arg_number(times, times < 9.95 ? 1 : 0)));
    if (percent < 0.05) return dossier_plain(_("almost the same number"));
    return cor_text_keep(page->keep, cor_say(times > 1 ? _("{percent} more") : _("{percent} fewer"),
                                             cor_arg_percent(percent, percent < 0.95 ? 1 : 0)));
}

/* By the number of turning points, the direction since the last one, and whether every estimate
 * since then goes that way. */
static const char *course_sentence(int32_t turns, bool is_up, bool is_steady) {
    static const char *const sentences[3][2][2] = {
        { { N_("{before} in {first}; {change} in {last}."),
            N_("{before} in {first}, down at every estimate since: {change} in {last}.") },
          { N_("{before} in {first}; {change} in {last}."),
            N_("{before} in {first}, up at every estimate since: {change} in {last}.") } },
        { { N_("{before} in {first}, up to {turn} in {turned}, then {change} in {last}."),
            N_("{before} in {first}, up to {turn} in {turned}, down at every estimate since: "
               "{change} in {last}.") },
          { N_("{before} in {first}, down to {turn} in {turned}, then {change} in {last}."),
            N_("{before} in {first}, down to {turn} in {turned}, up at every estimate since: "
               "{change} in {last}.") } },
        { { N_("{before} in {first}, down to {turn} in {turned}, up to {next} in {then}, then "
               "{change} in {last}."),
            N_("{before} in {first}, down to {turn} in {turned}, up to {next} in {then}, down at "
               "every estimate since: {change} in {last}.") },
          { N_("{before} in {first}, up to {turn} in {turned}, down to {next} in {then}, then "
               "{change} in {last}."),
            N_("{before} in {first}, up to {turn} in {turned}, down to {next} in {then}, up at "
               "every estimate since: {change} in {last}.") } }
    };
    return sentences[turns][is_up][is_steady];
}

static cor_text course_text(dossier_page *page, const dossier_trend *trend) {
    const cor_value *before = trend->points[trend->point_count - 2],
                    *last = trend->points[trend->point_count - 1];
    cor_text change = change_text(page, before->value, last->value);
    cor_arg args[2 * TREND_POINTS_MAX];
    int32_t count = 0;

    for (int32_t i = 0; i + 1 < trend->point_count; i++) {
        args[count++] = cor_arg_number(trend->points[i]->value, 0);
        args[count++] = cor_arg_period(trend->points[i]->period);
    }
    args[count++] = cor_arg_text(&change);
    args[count++] = cor_arg_period(last->period);

    const char *sentence = course_sentence(trend->point_count - 2, last->value > before->value,
                                           trend->is_steady_since);
    return cor_text_keep(page->keep,
                         (cor_text){ .id = sentence, .args = args, .arg_count = count });
}

cor_text dossier_trend_text(dossier_page *page, const dossier_trend *trend) {
    if (!trend->point_count) return NO_TEXT;
    const cor_value *first = trend->points[0];
    const char *said = trend->kind == TREND_NONE     ? _("One estimate only, of {year}.")
                       : trend->kind == TREND_STEADY ? _("The same at every estimate since {year}.")
                                                     : NULL;

    if (said) return cor_text_keep(page->keep, cor_say(said, cor_arg_period(first->period)));
    if (trend->kind == TREND_LITTLE)
        return cor_text_keep(page->keep, cor_say(_("{before} in {first}, and little change since."),
                                                 cor_arg_number(first->value, 0),
                                                 cor_arg_period(first->period)));
    return course_text(page, trend);
}
