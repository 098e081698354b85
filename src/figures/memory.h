/* memory.h: the current figures in memory: series in the order in which queries give them, their figures behind one
 * another, and for each place the series that touch it. */
#ifndef CORREDOR_FIGURES_MEMORY_H
#define CORREDOR_FIGURES_MEMORY_H

#include "inside.h"

typedef struct {
    uint32_t first, count;        // into `values`
    uint32_t breakdown;           // in `texts`
    uint16_t measure, source;     // in `texts`
    uint16_t origin, destination; // place ids
} memory_series;

typedef struct {
    double value;
    uint32_t id;
    uint16_t period; // in `periods`
    uint8_t status, has_sheet;
    uint32_t load; // position in `loads`
} memory_value;

typedef struct {
    int64_t id, run_id;
} memory_load;

struct cor_memory {
    cor_stretch stretch; // holds this struct and everything but the lists
    cor_arena arena;
    int64_t last_id;    // the newest figure of the moment
    figures_pool texts; // measures, sources, breakdowns
    figures_list series, values, periods, loads;
    uint32_t place_end;
    uint32_t *by_origin, *by_destination;         // [place_end + 1] where a place's positions begin
    uint32_t *origin_series, *destination_series; // positions in `series`, ascending
};

/* Positions of the series that match the filter, ascending; into `positions`, a list of uint32_t. */
bool memory_pick(const cor_memory *memory, const cor_filter *filter, figures_list *positions);
void memory_series_get(const cor_memory *memory, uint32_t position, figures_series *ret_series);
/* The figures of a series that lie within the period, as figures without sheet, row and column. */
bool memory_versions(const cor_memory *memory, uint32_t position, const cor_filter *filter, figures_list *versions);

#endif
