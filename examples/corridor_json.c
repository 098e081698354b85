/* SPDX-License-Identifier: Apache-2.0 */
/* corridor_json.c: everything known about a corridor, as JSON. usage: corridor_json DATABASE ORIGIN
 * DESTINATION, with places by code or name: corridor_json ~/.local/share/corredor/corredor.db
 * Guatemala MEX */
#include "example.h"

static cor_country find_place(const char *words) {
    cor_country place;
    if (cor_country_find(cor_str_of(words), &place)) return place;
    fprintf(stderr, "no place is called %s\n", words);
    exit(cor_code_exit(COR_E_USAGE));
}

int main(int count, char **words) {
    static cor_error err;
    if (count != 4) return cor_code_exit(COR_E_USAGE);
    cor_country origin = find_place(words[2]), destination = find_place(words[3]);

    cor_arena keep, scratch;
    cor_stretch stretch = open_memory(&keep, &scratch);
    cor_database *database;
    check(cor_database_open(cor_str_of(words[1]), &database, &err), &err);
    const cor_document *document;
    check(cor_database_corridor(database, origin, destination, &keep, &document, &err), &err);
    cor_database_close(database);

    // The same document as text, CSV, HTML, workbook or PDF: another name here.
    const cor_renderer *json = cor_renderer_find(COR_STR("json"));
    const cor_render_options options = { .lang = COR_LANG_EN };
    cor_out out = cor_out_file(stdout);
    check(json->render(document, &options, scratch, &out, &err), &err);

    cor_stretch_close(&stretch);
    return 0;
}
