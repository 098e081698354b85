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

    return trend;
}

/* ---- the sentence -------------------------------------------------------- */

/* From the first value to the last, without a turning point. */
static const char *straight_sentence(const dossier_trend *trend) {
    switch (trend->kind) {
    case TREND_RISING:
        return _("The number of people born in {origin} living in {destination} rose at every "
                 "estimate, from {before} in {first} to {after} in {last}.");
    case TREND_FALLING:
        return _("The number of people born in {origin} living in {destination} fell at every "
                 "estimate, from {before} in {first} to {after} in {last}.");
    case TREND_STEADY:
        return _("The number of people born in {origin} living in {destination} is the same at "
                 "every estimate: {before} in {first} and {after} in {last}.");
    case TREND_LITTLE:
        return _("The number of people born in {origin} living in {destination} changed little: "
                 "{before} in {first} and {after} in {last}.");
    default:
        return trend->points[1]->value > trend->points[0]->value
                   ? _("The number of people born in {origin} living in {destination} rose from "
                       "{before} in {first} to {after} in {last}.")
                   : _("The number of people born in {origin} living in {destination} fell from "
                       "{before} in {first} to {after} in {last}.");
    }
}

/* A paragraph with the sources of all points. */
static void say_points(dossier_page *page, cor_text text, const dossier_trend *trend) {
    cor_value values[TREND_POINTS_MAX];
    for (int32_t i = 0; i < trend->point_count; i++)
        values[i] = *trend->points[i];
    cor_doc_paragraph(page->doc, text, values, trend->point_count);
}

static void say_straight(dossier_page *page, cor_country origin, cor_country destination,
                         const dossier_trend *trend) {
    const cor_value *first = trend->points[0], *last = trend->points[1];
    say_points(page,
               cor_say(straight_sentence(trend), cor_arg_country(origin),
                       cor_arg_country(destination), cor_arg_number(first->value, 0),
                       cor_arg_period(first->period), cor_arg_number(last->value, 0),
                       cor_arg_period(last->period)),
               trend);
}

static const char *turning_sentence(bool is_rise, bool has_two, bool has_percent) {
    static const char *const sentences[2][2][2] = {
        { { N_("The number of people born in {origin} living in {destination} rose to {turn} by "
               "{turned}, then fell to {after} in {last}."),
            N_("The number of people born in {origin} living in {destination} rose to {turn} by "
               "{turned}, then fell {percent} to {after} in {last}.") },
          { N_("The number of people born in {origin} living in {destination} fell to {turn} by "
               "{turned}, rose to {next} by {then}, then fell to {after} in {last}."),
            N_("The number of people born in {origin} living in {destination} fell to {turn} by "
               "{turned}, rose to {next} by {then}, then fell {percent} to {after} in {last}.") } },
        { { N_("The number of people born in {origin} living in {destination} fell to {turn} by "
               "{turned}, then rose to {after} in {last}."),
            N_("The number of people born in {origin} living in {destination} fell to {turn} by "
               "{turned}, then rose {percent} to {after} in {last}.") },
          { N_("The number of people born in {origin} living in {destination} rose to {turn} by "
               "{turned}, fell to {next} by {then}, then rose to {after} in {last}."),
            N_("The number of people born in {origin} living in {destination} rose to {turn} by "
               "{turned}, fell to {next} by {then}, then rose {percent} to {after} in "
               "{last}.") } }
    };
    return sentences[is_rise][has_two][has_percent];
}

/* The last change in percent helps unless it starts at zero, ends near zero, or is a manifold. */
static bool has_percent(double from, double to) {
    double change = from > 0 ? fabs(to / from - 1) : NAN;
    return change < 2 && !(to < from && change > 0.995);
}

static void say_turning(dossier_page *page, cor_country origin, cor_country destination,
                        const dossier_trend *trend) {
    const cor_value *before = trend->points[trend->point_count - 2],
                    *last = trend->points[trend->point_count - 1];
    cor_arg args[2 + 2 * TREND_POINTS_MAX + 1] = { cor_arg_country(origin),
                                                   cor_arg_country(destination) };
    int32_t count = 2;

    for (int32_t i = 1; i + 1 < trend->point_count; i++) {
        args[count++] = cor_arg_number(trend->points[i]->value, 0);
        args[count++] = cor_arg_period(trend->points[i]->period);
    }
    bool with_percent = has_percent(before->value, last->value);
    if (with_percent)
        args[count++] = dossier_percent(page, 100 * fabs(last->value / before->value - 1), 0);
    args[count++] = cor_arg_number(last->value, 0);
    args[count++] = cor_arg_period(last->period);

    const char *sentence = turning_sentence(last->value > before->value,
                                            trend->point_count == TREND_POINTS_MAX, with_percent);
    say_points(page, (cor_text){ .id = sentence, .args = args, .arg_count = count }, trend);
}

void dossier_say_trend(dossier_page *page, cor_country origin, cor_country destination,
                       const dossier_trend *trend) {
    if (!trend->point_count) return;
    const cor_value *last = trend->points[trend->point_count - 1];

    if (trend->kind == TREND_NONE)
        say_points(page,
                   cor_say(_("There is a figure for {year} only."), cor_arg_period(last->period)),
                   trend);
    else if (trend->point_count == 2)
        say_straight(page, origin, destination, trend);
    else
        say_turning(page, origin, destination, trend);
}
