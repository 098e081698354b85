/* SPDX-License-Identifier: Apache-2.0 */
/* describe.c: layouts of a dataset as text, for help. */
#include "dataset.h"

size_t cor_dataset_layout_count(const cor_dataset *dataset) {
    return dataset->layout_count;
}

cor_str cor_dataset_layout_name(const cor_dataset *dataset, size_t index) {
    return cor_str_of(dataset->layouts[index].key);
}

cor_text cor_dataset_layout_looks(const cor_dataset *dataset, size_t index) {
    const char *looks = dataset->layouts[index].looks;
    return looks ? (cor_text){ .id = looks } : (cor_text){ 0 };
}

/* A column with two meanings stands in two rows. */
static bool is_named_before(const cor_column *columns, const cor_column *column) {
    for (const cor_column *before = columns; before < column; before++)
        if (strcmp(before->name, column->name) == 0) return true;
    return false;
}

cor_str cor_dataset_layout_columns(const cor_dataset *dataset, size_t index, cor_arena *keep) {
    const cor_layout *layout = &dataset->layouts[index];
    cor_out out = cor_out_memory(keep);
    for (const cor_column *column = layout->columns; column && column->name; column++) {
        if (is_named_before(layout->columns, column)) continue;
        if (out.used) cor_put_c(&out, ", ");
        cor_put_c(&out, column->is_optional ? "[" : "");
        cor_put_c(&out, column->name);
        cor_put_c(&out, column->is_optional ? "]" : "");
    }

    if (out.used && layout->across) cor_put_c(&out, ", ..."); // a column for each period
    return out.failed ? (cor_str){ 0 } : cor_out_str(&out);
}
