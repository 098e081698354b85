/* SPDX-License-Identifier: Apache-2.0 */
/* pack.c: a folder of tables with a datapackage.json (Frictionless Data Package) that describes
 * them.
 *
 * Besides the standard's path, bytes and hash, each resource names its dataset and edition:
 * "corredor:dataset", "corredor:source". A new version of a table that revises more than one figure
 * in a hundred of its edition says so: "corredor:revises": true. A file whose size or hash differs from its description is
 * not read. */
#include <jansson.h>
#include <sys/stat.h>

#include "kinds/kinds.h"
#include "pack.h"

typedef struct {
    cor_str path, source;
    const cor_dataset *dataset; // NULL for entries of a registry
    const cor_registry_kind *registry;
    int64_t bytes;
    uint8_t sha256[32];
    bool revises; // may revise more than one figure in a hundred of its source
} pack_resource;

/* ---- reading the description --------------------------------------------- */

static cor_str text_member(const json_t *object, const char *name) {
    const json_t *member = json_object_get(object, name);
    return json_is_string(member)
               ? (cor_str){ json_string_value(member), json_string_length(member) }
               : (cor_str){ 0 };
}

static bool hex_value(char c, uint8_t *ret_digit) {
    if (c >= '0' && c <= '9')
        *ret_digit = (uint8_t)(c - '0');
    else if (c >= 'a' && c <= 'f')
        *ret_digit = (uint8_t)(c - 'a' + 10);
    else
        return false;
    return true;
}

/* Read "sha256:" and 64 hexadecimal digits. */
static bool read_hash(cor_str text, uint8_t ret_sha256[32]) {
    cor_str prefix = COR_STR("sha256:");
    if (!cor_str_starts(text, prefix) || text.length != prefix.length + 64) return false;
    for (size_t i = 0; i < 32; i++) {
        uint8_t high, low;
        if (!hex_value(text.at[prefix.length + 2 * i], &high) ||
            !hex_value(text.at[prefix.length + 2 * i + 1], &low))
            return false;
        ret_sha256[i] = (uint8_t)(high << 4 | low);
    }

    return true;
}

/* Whether the path stays inside the folder: no "..", not absolute. */
static bool is_inside(cor_str path) {
    cor_str rest = path, part;
    if (!path.length || path.at[0] == '/') return false;
    while (cor_str_split(&rest, '/', &part))
        if (cor_str_is(part, "..") || !part.length) return false;
    return true;
}

static cor_code lacks_member(const char *member, cor_error *err) {
    (void)cor_fail(err, COR_E_FORMAT, _("“{member}” is missing or not valid."),
                   cor_arg_cstr(member));
    return cor_hint(
        err,
        _("A resource has path, bytes, hash (sha256:…), corredor:dataset and corredor:source."));
}

static cor_code read_resource(const json_t *json, pack_resource *ret_resource, cor_error *err) {
    const json_t *bytes = json_object_get(json, "bytes");
    pack_resource resource = { .path = text_member(json, "path"),
                               .source = text_member(json, "corredor:source"),
                               .revises = json_is_true(json_object_get(json, "corredor:revises")) };

    if (!is_inside(resource.path)) return lacks_member("path", err);
    if (!json_is_integer(bytes) || json_integer_value(bytes) < 0) return lacks_member("bytes", err);
    if (!read_hash(text_member(json, "hash"), resource.sha256)) return lacks_member("hash", err);
    if (!resource.source.length) return lacks_member("corredor:source", err);

    cor_str name = text_member(json, "corredor:dataset");
    resource.bytes = json_integer_value(bytes);
    resource.registry = cor_registry_kind_find(&cor_kinds, text_member(json, "corredor:registry"));
    resource.dataset = cor_dataset_find(name);

    if (!name.length && resource.registry) {
        *ret_resource = resource;
        return COR_OK;
    }

    if (!name.length) return lacks_member("corredor:dataset", err);
    if (!resource.dataset) {
        (void)cor_fail(err, COR_E_FORMAT, _("There is no dataset “{name}”."), cor_arg_str(name));
        cor_str near = cor_dataset_suggest(name);
        if (near.length) (void)cor_hint(err, _("Did you mean {key}?"), cor_arg_str(near));
        return COR_E_FORMAT;
    }

    *ret_resource = resource;
    return COR_OK;
}

static cor_code load_json(cor_str folder, cor_arena scratch, json_t **ret_json, cor_error *err) {
    cor_str path = cor_str_print(&scratch, "%.*s/datapackage.json", COR_STR_F(folder));
    if (!path.at) return cor_fail_memory(err);
    struct stat found;

    if (stat(path.at, &found) != 0) {
        (void)cor_fail(err, COR_E_MISSING,
                       _("There is no data pack in {folder}: datapackage.json is missing."),
                       cor_arg_str(folder));
        return cor_hint(err, _("Name the folder of the pack with --pack FOLDER."));
    }

    json_error_t fault;
    json_t *json = json_load_file(path.at, JSON_REJECT_DUPLICATES, &fault);
    if (!json) {
        (void)cor_fail(err, COR_E_FORMAT, _("The file is not valid JSON: {fault}."),
                       cor_arg_cstr(fault.text));
        (void)cor_within(err, _("line {line}"), cor_arg_plain(fault.line));
        return cor_within(err, _("file {file}"), cor_arg_cstr("datapackage.json"));
    }

    *ret_json = json;
    return COR_OK;
}

static cor_code read_resources(const json_t *list, pack_resource *resources, cor_error *err) {
    for (size_t i = 0; i < json_array_size(list); i++) {
        cor_code code = read_resource(json_array_get(list, i), &resources[i], err);
        if (!code) continue;
        (void)cor_within(err, _("resource {number}"), cor_arg_plain((int64_t)i + 1));
        return cor_within(err, _("file {file}"), cor_arg_cstr("datapackage.json"));
    }
    return COR_OK;
}

/* ---- importing ----------------------------------------------------------- */

typedef struct {
    cor_figures *figures;
    const pack_resource *resource;
} pack_question;

static cor_code is_loaded(void *self, const uint8_t sha256[32], bool *ret_loaded, cor_error *err) {
    const pack_question *asking = self;
    int64_t load_id = 0;
    cor_code code = cor_load_find(asking->figures, cor_dataset_name(asking->resource->dataset),
                                  sha256, &load_id, err);
    *ret_loaded = load_id != 0;
    return code;
}

static cor_code check_pack_size(const pack_resource *resource, cor_str path, cor_error *err) {
    struct stat found;
    if (stat(path.at, &found) != 0) {
        (void)cor_fail(err, COR_E_MISSING, _("The file {file} of the pack is missing."),
                       cor_arg_str(resource->path));
        return cor_hint(err, _("Copy the pack again."));
    }

    if (found.st_size == resource->bytes) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The file has {found} bytes; the pack describes one of {described}."),
                   cor_arg_int(found.st_size), cor_arg_int(resource->bytes));
    (void)cor_hint(err, _("Copy the pack again."));

    return cor_within(err, _("file {file}"), cor_arg_str(resource->path));
}

static cor_code import_resource(cor_figures *figures, const pack_resource *resource, cor_str folder,
                                const cor_import_options *given, cor_arena *keep, cor_arena scratch,
                                cor_import_report *ret_report, cor_error *err) {
    if (!cor_source_known(resource->source))
        return cor_fail(err, COR_E_NONE, _("There is no source “{key}”."),
                        cor_arg_str(resource->source));
    cor_import_options options = given ? *given : (cor_import_options){ 0 };
    options.source = resource->source;
    options.revise = resource->revises;
    pack_question asking = { figures, resource };
    import_wish wish = {
        .options = &options, .sha256 = resource->sha256, .is_loaded = is_loaded, .self = &asking
    };
    cor_str path =
        cor_str_print(&scratch, "%.*s/%.*s", COR_STR_F(folder), COR_STR_F(resource->path));
    if (!path.at) return cor_fail_memory(err);
    cor_code code = check_pack_size(resource, path, err);

    return code ? code
                : import_file(figures, resource->dataset, path, &wish, keep, scratch, ret_report,
                              err);
}

/* Entries edited since the last import stay as they are. */
static cor_code import_entries(cor_registry *registry, const pack_resource *resource,
                               cor_str folder, cor_arena *keep, cor_arena scratch,
                               cor_import_report *ret_report, cor_error *err) {
    cor_registry_import options = {
        .act = { .who = COR_STR("data pack"), .why = resource->path, .state = COR_STATE_PUBLISHED },
        .keep_edited = true,
        .sha256 = resource->sha256
    };
    cor_str path =
        cor_str_print(&scratch, "%.*s/%.*s", COR_STR_F(folder), COR_STR_F(resource->path));

    if (!path.at) return cor_fail_memory(err);
    cor_code code = check_pack_size(resource, path, err);
    if (!code)
        code = cor_registry_read(registry, resource->registry, path, &options, keep, scratch,
                                 ret_report, err);

    ret_report->source = cor_str_keep(keep, resource->source);
    return code;
}

static cor_code import_any(cor_figures *figures, cor_registry *registry,
                           const pack_resource *resource, cor_str folder,
                           const cor_import_options *options, cor_arena *keep, cor_arena scratch,
                           cor_import_report *ret_report, cor_error *err) {
    if (resource->registry)
        return import_entries(registry, resource, folder, keep, scratch, ret_report, err);
    return import_resource(figures, resource, folder, options, keep, scratch, ret_report, err);
}

static cor_code import_all(cor_figures *figures, const json_t *list, cor_str folder,
                           const cor_import_options *options, cor_arena *keep, cor_arena scratch,
                           cor_import_report **ret_reports, size_t *ret_count, cor_error *err) {
    size_t count = json_array_size(list), done = 0;
    pack_resource *resources = cor_new(&scratch, pack_resource, count);
    cor_import_report *reports = cor_new(keep, cor_import_report, count);

    if (!resources || !reports) return cor_fail_memory(err);
    cor_registry *registry = NULL;
    cor_code code = read_resources(list, resources, err);
    if (!code) code = cor_registry_open(cor_figures_store(figures), &cor_kinds, &registry, err);

    for (; done < count && !code; done++)
        code = import_any(figures, registry, &resources[done], folder, options, keep, scratch,
                          &reports[done], err);

    cor_registry_close(registry);
    *ret_reports = reports;
    *ret_count = code && done ? done - 1 : done;

    return code;
}

cor_code cor_import_pack(cor_figures *figures, cor_str folder, const cor_import_options *options,
                         cor_arena *keep, cor_arena scratch, cor_import_report **ret_reports,
                         size_t *ret_count, cor_error *err) {
    json_t *json;
    cor_code code = load_json(folder, scratch, &json, err);
    if (code) return code;
    const json_t *list = json_object_get(json, "resources");

    if (json_is_array(list) && json_array_size(list))
        code =
            import_all(figures, list, folder, options, keep, scratch, ret_reports, ret_count, err);

    else
        code = cor_fail(err, COR_E_FORMAT, _("The pack describes no files."));
    json_decref(json);

    return code;
}
