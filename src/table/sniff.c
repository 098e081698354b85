/* SPDX-License-Identifier: Apache-2.0 */
/* sniff.c: recognises files that are not tables, and says how to get a table out of them. */
#include "core/say.h"
#include "table.h"

#define MAGIC(bytes) (bytes), sizeof(bytes) - 1

/* Formats people keep beside tables, by their first bytes. */
static const struct {
    const char *magic;
    size_t length;
    const char *what, *hint;
} LOOK_ALIKES[] = {
    { MAGIC("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
      N_("This is an old Excel workbook (.xls) or a workbook with a password."),
      N_("Open it in Excel or LibreOffice and save it as .xlsx without a password, or run: soffice "
         "--convert-to xlsx FILE") },
    { MAGIC("%PDF-"), N_("This is a PDF document."),
      N_("Ask the agency for the table as CSV or XLSX; numbers in a PDF cannot be read "
         "reliably.") },
    { MAGIC("<stata_dta>"), N_("This is a Stata file (.dta)."),
      N_("Export it from Stata as CSV.") },
    { MAGIC("$FL2"), N_("This is an SPSS file (.sav)."), N_("Export it from SPSS as CSV.") },
    { MAGIC("SQLite format 3"), N_("This is an SQLite database."),
      N_("Export the table from it as CSV.") },
    { MAGIC("PAR1"), N_("This is a Parquet file."), N_("Export it as CSV.") },
    { MAGIC("7z\xbc\xaf\x27\x1c"), N_("This is a 7z archive."),
      N_("Unpack it and import the table inside.") },
    { MAGIC("Rar!"), N_("This is a RAR archive."), N_("Unpack it and import the table inside.") },
    { MAGIC("PK\x03\x04"), N_("This is a compressed zip archive or workbook."),
      N_("Unpack it and import the file inside.") },
    { MAGIC("\x1f\x8b"), N_("This file is compressed twice."), N_("Unpack it once: gunzip FILE") },
    { MAGIC("BZh"), N_("This file is compressed with bzip2."), N_("Unpack it: bunzip2 FILE") },
    { MAGIC("\xfd"
            "7zXZ"),
      N_("This file is compressed with xz."), N_("Unpack it: unxz FILE") },
    { MAGIC("\x28\xb5\x2f\xfd"), N_("This file is compressed with zstd."),
      N_("Unpack it: unzstd FILE") },
    { MAGIC("\x89PNG"), N_("This is a picture."), N_("Name the table instead.") },
    { MAGIC("\xff\xd8\xff"), N_("This is a picture."), N_("Name the table instead.") },
    { MAGIC("{\\rtf"), N_("This is a text document (RTF)."), N_("Name the table instead.") },
};

/* Text formats that are not tables, by their first words in lower case. */
static const struct {
    const char *word;
    const char *what, *hint;
} OTHER_TEXTS[] = {
    { "<!doctype html", N_("This is a web page, not a table."),
      N_("The download probably led to a login or error page: open it in a browser and save the "
         "table itself.") },
    { "<html", N_("This is a web page, not a table."),
      N_("The download probably led to a login or error page: open it in a browser and save the "
         "table itself.") },
    { "<table", N_("This is a web page, not a table."),
      N_("Open it in Excel or LibreOffice and save it as CSV UTF-8 or .xlsx.") },
    { "<?xml", N_("This is an XML file."),
      N_("Ask the service for CSV (for SDMX: format=csv), or save it as CSV.") },
    { "<workbook", N_("This is an XML file."),
      N_("Open it in Excel or LibreOffice and save it as CSV UTF-8 or .xlsx.") },
    { "{\"", N_("This is a JSON file."),
      N_("Ask the service for CSV (for SDMX: format=csv), or save it as CSV.") },
    { "[{", N_("This is a JSON file."),
      N_("Ask the service for CSV (for SDMX: format=csv), or save it as CSV.") },
};

static cor_code refuse_format(cor_error *err, const char *what, const char *hint) {
    cor_fail(err, COR_E_FORMAT, what);
    cor_hint(err, hint);
    return COR_E_FORMAT;
}

static cor_code refuse_utf16(cor_error *err) {
    return refuse_format(
        err, _("This text is in UTF-16, not in UTF-8."),
        _("Save it as \"CSV UTF-8\", or convert it: iconv -f UTF-16 -t UTF-8 FILE > NEW_FILE"));
}

/* Zero bytes: UTF-16 text has one in most pairs; anything else is not text. Only the beginning is
 * examined. */
static cor_code sniff_zeros(cor_str head, cor_error *err) {
    enum { LOOK_BYTES = 4096 };
    size_t zeros[2] = { 0 }, length = head.length < LOOK_BYTES ? head.length : LOOK_BYTES;

    for (size_t i = 0; i < length; i++)
        zeros[i & 1] += head.at[i] == 0;
    if (!zeros[0] && !zeros[1]) return COR_OK;

    if (zeros[0] + zeros[1] == length)
        return refuse_format(err, _("The file begins with nothing but zero bytes."),
                             _("It was not written to the end: download or copy it again."));

    size_t more = zeros[0] > zeros[1] ? zeros[0] : zeros[1], fewer = zeros[0] + zeros[1] - more;
    if (more > length / 8 && fewer <= more / 8) return refuse_utf16(err);
    return refuse_format(
        err, _("The file is not text: it has zero bytes."),
        _("Import CSV (UTF-8), gzipped CSV or XLSX; see \"corredor help import\"."));
}

static char lower_ascii(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static cor_str without_blanks_before(cor_str text) {
    while (text.length && strchr(" \t\r\n", *text.at))
        text = cor_str_part(text, 1, text.length);
    return text;
}

/* Match "{ \"a\"" and "{\"a\"" alike: JSON allows blanks here. */
static bool begins_with_word(cor_str text, const char *word) {
    for (; *word; word++) {
        if (!text.length || lower_ascii(*text.at) != *word) return false;
        text = cor_str_part(text, 1, text.length);
        if (*word == '{' || *word == '[') text = without_blanks_before(text);
    }
    return true;
}

cor_code cor_sniff_text(cor_str head, cor_error *err) {
    if (!head.length)
        return refuse_format(err, _("The file is empty."), _("Download or export it again."));
    for (size_t i = 0; i < sizeof LOOK_ALIKES / sizeof *LOOK_ALIKES; i++)
        if (head.length >= LOOK_ALIKES[i].length &&
            !memcmp(head.at, LOOK_ALIKES[i].magic, LOOK_ALIKES[i].length))
            return refuse_format(err, LOOK_ALIKES[i].what, LOOK_ALIKES[i].hint);

    if (head.length >= 2 && (!memcmp(head.at, "\xff\xfe", 2) || !memcmp(head.at, "\xfe\xff", 2)))
        return refuse_utf16(err);
    enum { TAR_MAGIC_AT = 257 };

    if (head.length > TAR_MAGIC_AT + 5 && !memcmp(head.at + TAR_MAGIC_AT, "ustar", 5))
        return refuse_format(err, _("This is a tar archive."),
                             _("Unpack it and import the table inside."));

    cor_str text = without_blanks_before(head);
    for (size_t i = 0; i < sizeof OTHER_TEXTS / sizeof *OTHER_TEXTS; i++)
        if (begins_with_word(text, OTHER_TEXTS[i].word))
            return refuse_format(err, OTHER_TEXTS[i].what, OTHER_TEXTS[i].hint);

    return sniff_zeros(head, err);
}

cor_code cor_sniff_zip(bool (*has)(void *self, const char *name), void *self, cor_error *err) {
    const char *save_as = N_("Open it in Excel or LibreOffice and save it as .xlsx or CSV UTF-8.");
    if (has(self, "xl/workbook.bin"))
        return refuse_format(err, _("This is a binary Excel workbook (.xlsb)."), save_as);
    if (has(self, "content.xml"))
        return refuse_format(err, _("This is an OpenDocument file (.ods)."), save_as);
    if (has(self, "word/document.xml"))
        return refuse_format(err, _("This is a Word document."), _("Name the table instead."));
    return refuse_format(err, _("This is a zip archive without a workbook in it."),
                         _("Unpack it and import the table inside."));
}

/* ---- separator ----------------------------------------------------------- */

enum { CANDIDATES = 3, LINES = 16, COUNT_MOST = 16384 };
static const char CANDIDATE[CANDIDATES + 1] = ",;\t";

/* Count each candidate outside quotes in the next line; false at the end of the text. */
static bool count_separators(cor_str *rest, int32_t counts[CANDIDATES]) {
    bool inside = false;
    memset(counts, 0, CANDIDATES * sizeof *counts);
    for (size_t i = 0; i < rest->length; i++) {
        char c = rest->at[i];
        inside ^= c == '"';
        if (inside) continue;
        const char *which = c ? strchr(CANDIDATE, c) : NULL;
        if (which && counts[which - CANDIDATE] < COUNT_MOST) counts[which - CANDIDATE]++;
        if (c != '\n' && c != '\r') continue;
        *rest = cor_str_part(*rest, i + 1, rest->length);
        return true;
    }

    *rest = (cor_str){ 0 };
    return false;
}

char cor_sniff_separator(cor_str head) {
    enum { LOOK_BYTES = 64 * 1024 };
    int32_t counts[LINES][CANDIDATES];
    int32_t line_count = 0;
    cor_str rest = cor_str_part(head, 0, LOOK_BYTES);

    while (line_count < LINES && rest.length) {
        bool is_whole = count_separators(&rest, counts[line_count]);
        int32_t *found = counts[line_count];
        // A line cut off by the end of the sample counts only when there is no other.
        if ((is_whole || line_count == 0) && (found[0] || found[1] || found[2])) line_count++;
    }

    // Choose the separator with the same count in most lines; of two such, the more frequent one.
    int32_t best = 0, best_score = 0;

    for (int32_t which = 0; which < CANDIDATES; which++)
        for (int32_t i = 0; i < line_count; i++) {
            int32_t alike = 0;
            for (int32_t j = 0; j < line_count && counts[i][which]; j++)
                alike += counts[j][which] == counts[i][which];
            int32_t score = alike * (COUNT_MOST + 1) + counts[i][which];
            if (alike && score > best_score) {
                best = which;
                best_score = score;
            }
        }

    return CANDIDATE[best];
}
