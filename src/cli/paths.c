/* SPDX-License-Identifier: Apache-2.0 */
/* paths.c: locations of the database and the data pack, and the user who asks. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

static const char *environment_variable(const char *name) {
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

cor_code cli_database_path(cli_context *cli, cor_str *ret_path, cor_error *err) {
    cor_str given = cli->common.database;
    if (!given.length) given = cor_str_of(environment_variable("CORREDOR_DB"));
    if (given.length) return cor_store_path(given, &cli->keep, ret_path, err);

    const char *data = environment_variable("XDG_DATA_HOME"), *home = environment_variable("HOME");
    if (!data && !home) {
        cor_fail(err, COR_E_USAGE,
                 _("There is no data folder: neither CORREDOR_DB nor HOME is set."));
        return cor_hint(err, _("Say where the database is with --db PATH."));
    }

    *ret_path = data ? cor_str_print(&cli->keep, "%s/corredor/corredor.db", data)
                     : cor_str_print(&cli->keep, "%s/.local/share/corredor/corredor.db", home);
    return ret_path->at ? COR_OK : cor_fail_memory(err);
}

cor_code cli_folders_make(cor_str file_path, cor_arena scratch, cor_error *err) {
    cor_str path = cor_str_keep(&scratch, file_path);
    char *at = cor_new(&scratch, char, path.length + 1);

    if (!path.at || !at) return cor_fail_memory(err);
    for (size_t i = 0; i < path.length; i++) {
        if (i && path.at[i] == '/' && mkdir(at, 0700) != 0 && errno != EEXIST) {
            cor_text reason = cor_system_reason(errno);
            cor_fail(err, COR_E_OUTPUT, _("The folder {path} cannot be made: {reason}."),
                     cor_arg_cstr(at), cor_arg_text(&reason));
            return cor_hint(err, _("Choose another place with --db PATH."));
        }
        at[i] = path.at[i];
    }

    return COR_OK;
}

static bool has_pack(cor_str folder, cor_arena scratch) {
    cor_str description = cor_str_print(&scratch, "%.*s/datapackage.json", COR_STR_F(folder));
    return description.at && access(description.at, R_OK) == 0;
}

cor_code cli_pack_path(cli_context *cli, cor_str given, cor_str *ret_folder, cor_error *err) {
    if (!given.length) given = cor_str_of(environment_variable("CORREDOR_PACK"));
    if (given.length) {
        *ret_folder = given;
        return COR_OK;
    }

    *ret_folder = COR_STR(COR_PACK_FOLDER);
    if (has_pack(*ret_folder, cli->scratch)) return COR_OK;

    // A program run from its build folder finds the pack of its source tree.
    char program[4096];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);

    for (int up = 0; length > 0 && up < 5; up++) {
        while (length > 0 && program[length - 1] != '/')
            length--;
        if (length > 0) length--;
        *ret_folder = cor_str_print(&cli->keep, "%.*s/data", (int)length, program);
        if (ret_folder->at && has_pack(*ret_folder, cli->scratch)) return COR_OK;
    }

    cor_fail(err, COR_E_MISSING,
             _("The data pack is not installed where the program looks for it."));
    return cor_hint(err,
                    _("Say where it is with --pack FOLDER: the folder with datapackage.json."));
}

cor_str cli_user_name(cor_arena *keep) {
    const struct passwd *user = getpwuid(getuid());
    return cor_str_keep(keep, cor_str_of(user ? user->pw_name : "corredor"));
}
