/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_part.c: unpacks and parses one member of the archive piece by piece, within the limits on
 * its size. */
#include "core/say.h"
#include "xlsx.h"

static cor_code fail_damaged_part(const cor_part *part, cor_error *err) {
    cor_fail(err, COR_E_FORMAT, _("The workbook is damaged: its part {part} cannot be unpacked."),
             cor_arg_cstr(part->name));
    return cor_hint(
        err, _("Download or copy it again, or open it in Excel or LibreOffice and save it anew."));
}

static cor_code fail_open_part(const cor_table *table, const char *name, cor_error *err) {
    int problem = zip_error_code_zip(zip_get_error(table->xlsx->archive));
    if (problem == ZIP_ER_NOPASSWD || problem == ZIP_ER_WRONGPASSWD) {
        cor_fail(err, COR_E_FORMAT, _("The workbook is protected with a password."));
        return cor_hint(err, _("Save it without one."));
    }
    if (problem == ZIP_ER_MEMORY) return cor_fail_memory(err);
    return fail_damaged_part(&(cor_part){ .name = name }, err);
}

static bool find_member(const cor_table *table, const char *name, zip_stat_t *ret_about) {
    zip_stat_init(ret_about);
    zip_t *archive = table->xlsx->archive;
    // Some writers use another case in references; names are equal ignoring ASCII case (part 2,
    // 6.2.2.3).
    return zip_stat(archive, name, 0, ret_about) == 0 ||
           zip_stat(archive, name, ZIP_FL_NOCASE, ret_about) == 0;
}

int64_t cor_part_size(const cor_table *table, const char *name) {
    zip_stat_t about;
    return find_member(table, name, &about) ? (int64_t)about.size : 0;
}

cor_code cor_part_open(cor_table *table, const char *name, const cor_xml_handler *handler,
                       void *self, cor_part *part, bool *ret_found, cor_error *err) {
    zip_stat_t about;
    *part = (cor_part){ .table = table, .name = name };
    *ret_found = find_member(table, name, &about);
    if (!*ret_found) return COR_OK;

    if (!(about.valid & ZIP_STAT_SIZE) || about.size > INT64_MAX)
        return fail_damaged_part(part, err);
    // The size the archive states refuses an obvious bomb before its first byte; the actual size is
    // limited as well.
    part->packed = (int64_t)about.comp_size;
    part->size = (int64_t)about.size;
    cor_code code = cor_limits_check(&table->limits, part->packed, (int64_t)about.size, err);
    if (code) return code;

    part->file = zip_fopen_index(table->xlsx->archive, about.index, 0);
    if (!part->file) return fail_open_part(table, name, err);
    return cor_xml_open(&part->xml, handler, self) ? COR_OK : cor_fail_memory(err);
}

void cor_part_close(cor_part *part) {
    cor_xml_close(&part->xml);
    if (part->file) zip_fclose(part->file);
    *part = (cor_part){ 0 };
}

static cor_code fail_xml(const cor_part *part, cor_xml_state state, cor_error *err) {
    if (state == COR_XML_DOCTYPE) {
        cor_fail(
            err, COR_E_FORMAT,
            _("The part {part} of the workbook declares a document type, which no workbook has."),
            cor_arg_cstr(part->name));
        return cor_hint(err, _("Do not trust this file. Ask its sender for another."));
    }

    if (state == COR_XML_MEMORY) {
        cor_fail(err, COR_E_LIMIT,
                 _("The part {part} of the workbook is nested too deeply or has too long names."),
                 cor_arg_cstr(part->name));
        return cor_hint(err, _("Open it in Excel or LibreOffice and save it anew."));
    }

    cor_fail(err, COR_E_FORMAT,
             _("The part {part} of the workbook is not well-formed XML near byte {byte}."),
             cor_arg_cstr(part->name), cor_arg_int(cor_xml_byte(&part->xml)));

    return cor_hint(
        err, _("Download or copy it again, or open it in Excel or LibreOffice and save it anew."));
}

/* Pass the next piece of the archive to the parser. */
static cor_code push_piece(cor_part *part, cor_xml_state *ret_state, cor_error *err) {
    enum { PIECE_BYTES = 32 * 1024 };
    char *room = cor_xml_room(&part->xml, PIECE_BYTES);

    if (!room) return fail_xml(part, COR_XML_MEMORY, err);
    int64_t got = zip_fread(part->file, room, PIECE_BYTES);
    if (got < 0 || part->unpacked + got > part->size) return fail_damaged_part(part, err);
    part->unpacked += got;
    part->table->xlsx->unpacked += got;
    part->table->xlsx->packed += part->packed * got / (part->size ? part->size : 1);
    cor_code code = cor_limits_check(&part->table->limits, part->packed, part->unpacked, err);
    if (code) return code;

    code = cor_limits_check(&part->table->limits, INT64_MAX, part->table->xlsx->unpacked, err);
    if (code) return code;
    part->has_ended = got == 0;
    *ret_state = cor_xml_push(&part->xml, (int)got, part->has_ended);

    return COR_OK;
}

cor_code cor_part_parse(cor_part *part, cor_error *err) {
    cor_xml_state state = COR_XML_MORE;
    if (part->xml.is_paused) state = cor_xml_resume(&part->xml);
    while (state == COR_XML_MORE && !part->has_ended) {
        cor_code code = push_piece(part, &state, err);
        if (code) return code;
    }
    if (state == COR_XML_MORE || state == COR_XML_PAUSED || state == COR_XML_REFUSED) return COR_OK;
    return fail_xml(part, state, err);
}

cor_code cor_part_parse_whole(cor_table *table, const char *name, const cor_xml_handler *handler,
                              void *self, bool *ret_found, cor_error *err) {
    cor_part part;
    cor_code code = cor_part_open(table, name, handler, self, &part, ret_found, err);
    if (!code && *ret_found) code = cor_part_parse(&part, err);
    cor_part_close(&part);
    return code;
}
