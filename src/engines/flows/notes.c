/* SPDX-License-Identifier: Apache-2.0 */
/* notes.c: the changes made to the input, as sentences. */
#include "core/say.h"
#include "flows_private.h"

static const char *const sentences[COR_FLOWS_NOTE_KIND_COUNT] = {
    [COR_FLOWS_NOTE_NATIVE_NEGATIVE_START] =
        N_("At the start {place} has {persons} more foreign-born than people; they were scaled to "
           "its population."),
    [COR_FLOWS_NOTE_NATIVE_NEGATIVE_END] = N_("At the end {place} has {persons} more foreign-born "
                                              "than people; they were scaled to its population."),
    [COR_FLOWS_NOTE_BIRTHS_SPREAD] = N_("The {persons} births in {place} exceed its native-born; "
                                        "they were taken from all its residents in proportion."),
    [COR_FLOWS_NOTE_GAP_SHARED] = N_("Births, deaths and the two tables disagree by {persons} in "
                                     "total; half was added to the native-born of each table."),
    [COR_FLOWS_NOTE_NOT_WHOLE] = N_("The native-born are not whole numbers; they were scaled "
                                    "without rounding to whole persons."),
    [COR_FLOWS_NOTE_BIRTHPLACE_SHIFTED] =
        N_("The total of people born in {place} was changed by {persons}; no table with these "
           "zeros has the totals that were asked for."),
};

static int32_t list_arguments(const cor_flows_note *note, const cor_flows_input *input,
                              cor_arg *ret_args) {
    cor_arg persons = cor_arg_number(note->persons, note->persons == rint(note->persons) ? 0 : 1);
    switch (note->kind) {
    case COR_FLOWS_NOTE_NOT_WHOLE:
        return 0;
    case COR_FLOWS_NOTE_GAP_SHARED:
        ret_args[0] = persons;
        return 1;
    case COR_FLOWS_NOTE_BIRTHS_SPREAD:
        ret_args[0] = persons;
        ret_args[1] = place_arg(input, note->place);
        return 2;
    default:
        ret_args[0] = place_arg(input, note->place);
        ret_args[1] = persons;
        return 2;
    }
}

cor_text cor_flows_note_text(const cor_flows_note *note, const cor_flows_input *input,
                             cor_arena *keep) {
    cor_arg *args = cor_new(keep, cor_arg, 2);
    if (!args) return (cor_text){ 0 };
    return (cor_text){ .id = sentences[note->kind],
                       .args = args,
                       .arg_count = list_arguments(note, input, args) };
}
