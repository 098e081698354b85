/* SPDX-License-Identifier: Apache-2.0 */
/* user.c: corredor user: the accounts of the office. Passwords are read from the terminal without
 * echo, or from standard input; never from the command line, which other users of the machine can
 * see. */
#include <errno.h>
#include <pwd.h>
#include <termios.h>
#include <unistd.h>

#include "cli.h"
#include "dossier/office/office.h"
#include "kinds/kinds.h"

/* The parameters of all these commands; each command has its own selection of rows. */
typedef struct {
    cor_str name, display;
    cor_words roles;
    cor_places countries;
    cor_words registries;
    bool remove, generate, enrol_later, with_key, keep_factor;
} user_asked;

#define NAME_PARAM                                                                                 \
    {                                                                                              \
        "name", COR_PARAM_KEY, COR_ASKED(user_asked, name), N_("Name of the account."),            \
            .is_argument = true, .is_required = true, .value = "NAME"                              \
    }
#define ROLE_PARAMS                                                                                \
    { "role", COR_PARAM_LIST, COR_ASKED(user_asked, roles),                                        \
      N_("editor, reviewer, case-officer, licensing-officer or administrator."),                   \
      .value = "ROLE,..." },                                                                       \
        { "country", COR_PARAM_PLACES, COR_ASKED(user_asked, countries),                           \
          N_("Only for entries of these countries; default all."), .value = "COUNTRY,..." },       \
    {                                                                                              \
        "registry", COR_PARAM_LIST, COR_ASKED(user_asked, registries),                             \
            N_("Only for these registries, e.g. mechanism; default all."), .value = "KIND,..."     \
    }
#define GENERATE_PARAM                                                                             \
    {                                                                                              \
        "generate", COR_PARAM_FLAG, COR_ASKED(user_asked, generate),                               \
            N_("Make a password, show it once and have it changed at the first sign-in.")          \
    }

static const cor_parameter ADD[] = {
    NAME_PARAM,
    ROLE_PARAMS,
    GENERATE_PARAM,
    { "enrol-later", COR_PARAM_FLAG, COR_ASKED(user_asked, enrol_later),
      N_("The second factor is set up at the first sign-in.") },
    { "with-key", COR_PARAM_FLAG, COR_ASKED(user_asked, with_key),
      N_("The second line of standard input is the key of the second factor (base32).") },
    { 0 },
};
static const cor_parameter SHOW_AS[] = {
    NAME_PARAM,
    { "display", COR_PARAM_WORDS, COR_ASKED(user_asked, display),
      N_("The name on public pages; without it, “the office”."), .is_argument = true },
    { 0 },
};
static const cor_parameter NAME[] = { NAME_PARAM, { 0 } };
static const cor_parameter RESET[] = {
    NAME_PARAM,
    GENERATE_PARAM,
    { "keep-factor", COR_PARAM_FLAG, COR_ASKED(user_asked, keep_factor),
      N_("The second factor stays.") },
    { 0 },
};
static const cor_parameter ROLE[] = {
    NAME_PARAM,
    ROLE_PARAMS,
    { "remove", COR_PARAM_FLAG, COR_ASKED(user_asked, remove), N_("Revoke the roles.") },
    { 0 },
};

enum { GRANTS_MAX = 512, LINE_BYTES = COR_PASSWORD_BYTES_MAX + 2 };

/* State of a user command. */
typedef struct {
    cli_context *cli;
    const user_asked *asked;
    cor_office *office;
    cor_str name;  // name of the account; empty for list
    cor_str actor; // person at the console, for the log
    cor_grant grants[GRANTS_MAX];
    int32_t grant_count;
} user_work;

/* ---- reading secrets ----------------------------------------------------- */

static void say_text(const cli_context *cli, const char *id) {
    cor_out out = cor_out_file(stderr);
    cor_put_c(&out, cor_gettext(id, cli->lang));
    fflush(stderr);
}

/* Read a line of standard input without its end, byte by byte: the rest of the input is left. */
static bool read_line(char line[LINE_BYTES], size_t *ret_length) {
    size_t length = 0;
    char byte;
    ssize_t got;
    while ((got = read(STDIN_FILENO, &byte, 1)) > 0 && byte != '\n')
        if (length < LINE_BYTES) line[length++] = byte;
    if (length && length < LINE_BYTES && line[length - 1] == '\r') length--;
    *ret_length = length;
    return got > 0 || length > 0;
}

static bool read_hidden(const cli_context *cli, const char *prompt, char line[LINE_BYTES],
                        size_t *ret_length) {
    struct termios shown, hidden;
    if (tcgetattr(STDIN_FILENO, &shown) != 0) return read_line(line, ret_length);
    say_text(cli, prompt);
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    bool read = read_line(line, ret_length);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
    fputc('\n', stderr);

    return read;
}

static cor_code read_one(const cli_context *cli, const char *prompt, cor_password *ret_password,
                         cor_error *err) {
    char line[LINE_BYTES];
    size_t length = 0;
    cor_code code = COR_OK;

    if (!read_hidden(cli, prompt, line, &length)) {
        (void)cor_fail(err, COR_E_USAGE, _("There was no password on standard input."));
        code =
            cor_hint(err, _("Type it at a terminal, or write it as one line to standard input."));
    }

    if (!code) code = cor_password_of((cor_str){ line, length }, ret_password, err);
    explicit_bzero(line, sizeof line);
    return code;
}

/* At a terminal ask twice, because the typed text is invisible. */
static cor_code read_password(const cli_context *cli, cor_password *ret_password, cor_error *err) {
    cor_password again;
    cor_code code = read_one(cli, _("Password: "), ret_password, err);
    if (code || !isatty(STDIN_FILENO)) return code;
    code = read_one(cli, _("Once more: "), &again, err);
    bool same = again.length == ret_password->length &&
                memcmp(again.bytes, ret_password->bytes, again.length) == 0;
    if (!code && !same) code = cor_fail(err, COR_E_USAGE, _("The two passwords differ."));
    cor_password_wipe(&again);
    return code;
}

static cor_code get_password(const user_work *work, cor_password *ret_password, cor_error *err) {
    if (!work->asked->generate) return read_password(work->cli, ret_password, err);
    cor_password_random(ret_password);
    return COR_OK;
}

static cor_code get_factor(const user_work *work, cor_factor *ret_factor, cor_error *err) {
    cor_password line;
    if (!work->asked->with_key) {
        cor_factor_random(ret_factor);
        return COR_OK;
    }

    cor_code code = read_one(work->cli, _("Key: "), &line, err);
    if (code) return code;
    bool read = cor_factor_read((cor_str){ line.bytes, line.length }, ret_factor);
    cor_password_wipe(&line);
    if (read) return COR_OK;
    (void)cor_fail(err, COR_E_FORMAT,
                   _("The key of the second factor is not 32 letters of base32."));

    return cor_hint(err, _("Letters A to Z and digits 2 to 7; blanks do not matter."));
}

/* ---- reading roles ------------------------------------------------------- */

static cor_code read_role(cor_str word, cor_role *ret_role, cor_error *err) {
    if (cor_role_find(word, ret_role)) return COR_OK;
    (void)cor_fail(err, COR_E_USAGE, _("There is no role “{name}”."), cor_arg_str(word));
    return cor_hint(
        err,
        _("The roles are editor, reviewer, case-officer, licensing-officer and administrator."));
}

static cor_code read_kind(cor_str word, const cor_registry_kind **ret_kind, cor_error *err) {
    if ((*ret_kind = cor_registry_kind_find(&cor_kinds, word))) return COR_OK;
    (void)cor_fail(err, COR_E_USAGE, _("There is no registry “{name}”."), cor_arg_str(word));
    char list[512] = "";

    for (size_t i = 0; i < cor_kinds.count; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", cor_kinds.list[i]->key);
    }

    return cor_hint(err, _("The registries are: {list}."), cor_arg_cstr(list));
}

static cor_code add_grant(user_work *work, cor_grant grant, cor_error *err) {
    if (work->grant_count == GRANTS_MAX)
        return cor_fail(err, COR_E_LIMIT, _("There are more than {most} roles at once."),
                        cor_arg_int(GRANTS_MAX));
    work->grants[work->grant_count++] = grant;
    return COR_OK;
}

/* One role for one country (or all) in each requested registry. */
static cor_code add_registries(user_work *work, cor_grant grant, cor_error *err) {
    const cor_words *registries = &work->asked->registries;
    cor_code code = COR_OK;
    if (!registries->count || grant.role == COR_ROLE_ADMINISTRATOR)
        return add_grant(work, grant, err);

    for (int32_t i = 0; i < registries->count && !code; i++) {
        code = read_kind(registries->list[i], &grant.kind, err);
        if (!code) code = add_grant(work, grant, err);
    }
    return code;
}

static cor_code add_countries(user_work *work, cor_grant grant, cor_error *err) {
    const cor_places *countries = &work->asked->countries;
    cor_code code = COR_OK;
    if (!countries->count || grant.role == COR_ROLE_ADMINISTRATOR)
        return add_registries(work, grant, err);

    for (int32_t i = 0; i < countries->count && !code; i++) {
        grant.country = countries->list[i];
        code = add_registries(work, grant, err);
    }
    return code;
}

static cor_code read_grants(user_work *work, cor_error *err) {
    const cor_words *roles = &work->asked->roles;
    cor_code code = COR_OK;
    if (!roles->count) {
        (void)cor_fail(err, COR_E_USAGE, _("Say which role with --role."));
        return cor_hint(err, _("The roles are editor, reviewer, case-officer, licensing-officer "
                               "and administrator."));
    }

    for (int32_t i = 0; i < roles->count && !code; i++) {
        cor_grant grant = { 0 };
        code = read_role(roles->list[i], &grant.role, err);
        if (!code) code = add_countries(work, grant, err);
    }
    return code;
}

/* ---- answers ------------------------------------------------------------- */

static cor_doc *begin_user_answer(user_work *work, cor_text title, cor_text lead) {
    return cor_doc_begin(&work->cli->keep, COR_STR("user"), COR_STR("/office/staff"), title, lead);
}

static cor_code end_answer(user_work *work, cor_doc *doc, cor_error *err) {
    const cor_document *document;
    cor_code code = cor_doc_end(doc, &document, err);
    return code ? code : cli_show(work->cli, document, err);
}

static void show_new_password(cor_doc *doc, const cor_password *password) {
    cor_str text = { password->bytes, password->length };
    cor_doc_paragraph(
        doc, cor_say(_("Password for the first sign-in: {password}"), cor_arg_str(text)), NULL, 0);
}

static void show_factor(user_work *work, cor_doc *doc, const cor_factor *factor, cor_str name) {
    char key[48];
    cor_factor_print(factor, true, key);
    cor_doc_code(doc, "factor",
                 (cor_text){ .id = _("Second factor: scan with an authenticator program") },
                 cor_say(_("Or type this key: {key}"), cor_arg_cstr(key)),
                 cor_factor_uri(factor, name, &work->cli->keep));
}

static void show_recovery_codes(cor_doc *doc, const cor_recovery *recovery) {
    cor_doc_list(doc, "recovery",
                 (cor_text){ .id = _("Recovery codes for a lost device; each works once") }, false);

    for (int i = 0; i < COR_RECOVERY_CODES; i++)
        cor_doc_item(doc,
                     &(cor_list_item){ .text = cor_say("{code}", cor_arg_cstr(recovery->codes[i])),
                                       .value = cor_value_absent(),
                                       .share = cor_value_absent() });

    cor_doc_note(
        doc, (cor_text){ .id = _("Key and codes are shown this once. Hand them over in person.") },
        NULL, 0);
}

/* ---- the commands -------------------------------------------------------- */

static cor_code show_added(user_work *work, const cor_password *password, const cor_factor *factor,
                           const cor_recovery *recovery, cor_error *err) {
    cor_staff staff;
    cor_code code = cor_office_get(work->office, work->name, &work->cli->keep, &staff, err);
    if (code) return code;
    cor_doc *doc = begin_user_answer(work, cor_say(_("Account {name}"), cor_arg_str(staff.name)),
                                     (cor_text){ 0 });
    for (int32_t i = 0; i < staff.grant_count; i++)
        cor_doc_paragraph(doc, cor_grant_text(&staff.grants[i], &work->cli->keep), NULL, 0);

    if (password) show_new_password(doc, password);
    if (factor) show_factor(work, doc, factor, staff.name);
    if (factor) show_recovery_codes(doc, recovery);

    if (!factor)
        cor_doc_note(doc,
                     (cor_text){ .id = _("The second factor is set up at the first sign-in.") },
                     NULL, 0);

    return end_answer(work, doc, err);
}

static cor_code run_add(user_work *work, cor_error *err) {
    bool later = work->asked->enrol_later, generate = work->asked->generate;
    cor_password password;
    cor_factor factor;
    cor_recovery recovery = { 0 };
    cor_code code = read_grants(work, err);
    if (!code) code = get_password(work, &password, err);
    if (code) return code;
    if (!later) code = get_factor(work, &factor, err);
    cor_staff_new new = { .name = work->name,
                          .password = &password,
                          .must_change = generate,
                          .factor = later ? NULL : &factor,
                          .grants = work->grants,
                          .grant_count = work->grant_count };
    if (!code) code = cor_office_add(work->office, work->actor, &new, &recovery, err);
    if (!code)
        code =
            show_added(work, generate ? &password : NULL, later ? NULL : &factor, &recovery, err);

    cor_password_wipe(&password);
    cor_factor_wipe(&factor);
    cor_recovery_wipe(&recovery);

    return code;
}

static cor_code run_reset(user_work *work, cor_error *err) {
    bool keeps = work->asked->keep_factor, generate = work->asked->generate;
    cor_password password;
    cor_staff staff;
    cor_code code = cor_office_get(work->office, work->name, &work->cli->keep, &staff, err);
    if (!code) code = get_password(work, &password, err);
    if (code) return code;
    code = cor_office_reset(work->office, work->actor, staff.name, &password, !keeps, err);
    cor_doc *doc = begin_user_answer(work, cor_say(_("Account {name}"), cor_arg_str(staff.name)),
                                     (cor_text){ 0 });
    if (generate) show_new_password(doc, &password);
    cor_password_wipe(&password);
    cor_doc_note(
        doc,
        (cor_text){
            .id = _("The password must be changed at the next sign-in. All sessions have ended.") },
        NULL, 0);

    if (!keeps)
        cor_doc_note(doc, (cor_text){ .id = _("The second factor is set up at the next sign-in.") },
                     NULL, 0);

    return code ? code : end_answer(work, doc, err);
}

static cor_code run_disable(user_work *work, cor_error *err) {
    return cor_office_disable(work->office, work->actor, work->name, true, err);
}

static cor_code run_show_as(user_work *work, cor_error *err) {
    return cor_office_show_as(work->office, work->actor, work->name, work->asked->display, err);
}

static cor_code run_enable(user_work *work, cor_error *err) {
    return cor_office_disable(work->office, work->actor, work->name, false, err);
}

static cor_code run_role(user_work *work, cor_error *err) {
    cor_code code = read_grants(work, err);
    return code ? code
                : cor_office_grant(work->office, work->actor, work->name, work->grants,
                                   work->grant_count, work->asked->remove, err);
}

/* ---- the list ------------------------------------------------------------ */

static void put_staff(cor_doc *doc, const cor_staff *staff) {
    cor_arena *keep = cor_doc_arena(doc);
    if (!keep) return;
    cor_date day = { (int32_t)(staff->signed_in_s / 86400) };
    cor_doc_row(doc, (cor_table_cell[]){
                         { .text = cor_say_str(staff->name), .value = cor_value_absent() },
                         { .text = cor_staff_roles_text(staff, keep), .value = cor_value_absent() },
                         { .text = cor_staff_state_text(staff), .value = cor_value_absent() },
                         { .text = staff->signed_in_s ? cor_say("{date}", cor_arg_date(day))
                                                      : (cor_text){ .id = _("never") },
                           .value = cor_value_absent() } });
}

static cor_code run_list(user_work *work, cor_error *err) {
    cor_staff *list;
    size_t count;
    cor_code code = cor_office_list(work->office, &work->cli->keep, &list, &count, err);
    if (code) return code;

    cor_doc *doc =
        begin_user_answer(work, (cor_text){ .id = _("Accounts of the office") }, (cor_text){ 0 });
    if (!count)
        cor_doc_paragraph(doc,
                          (cor_text){ .id = _("There is no account yet: corredor user add NAME "
                                              "--role administrator makes the first.") },
                          NULL, 0);

    if (count) {
        cor_doc_table(doc, "staff", (cor_text){ .id = _("Accounts") }, dossier_office_staff_columns,
                      4, (cor_text){ 0 });
        cor_doc_role(doc, COR_ROLE_ROWS);
    }

    for (size_t i = 0; i < count; i++)
        put_staff(doc, &list[i]);
    return end_answer(work, doc, err);
}

/* ---- the rows ------------------------------------------------------------ */

static cor_str console_name(cor_arena *keep) {
    const struct passwd *self = getpwuid(getuid());
    return cor_str_print(keep, "console/%s", self ? self->pw_name : "unknown");
}

static cor_code run_in_office(cli_context *cli, const user_asked *asked,
                              cor_code (*run)(user_work *work, cor_error *err), cor_error *err) {
    user_work *work = cor_new(&cli->keep, user_work, 1);
    if (!work) return cor_fail_memory(err);

    work->cli = cli;
    work->asked = asked;
    work->actor = console_name(&cli->keep);
    work->name = asked->name;
    cor_code code = cor_office_open(cli->registry, &work->office, err);
    if (!code) code = run(work, err);
    cor_office_close(work->office);
    return code;
}

#define RUN(name_)                                                                                 \
    static cor_code run_user_##name_(cli_context *cli, const void *asked, cor_error *err) {        \
        return run_in_office(cli, asked, run_##name_, err);                                        \
    }
RUN(add)
RUN(list)
RUN(disable)
RUN(enable)
RUN(reset)
RUN(role)
RUN(show_as)
#undef RUN

const cli_act cli_acts_user[] = {
    { .name = "user add",
      .title = N_("A new account of the office."),
      .details = N_("Passwords are typed at the terminal or read from standard input, never from "
                    "the words of the command. The key of the second factor and the recovery codes "
                    "are shown once. Roles, countries and registries are lists with commas; every "
                    "role holds for every country and registry named."),
      .example = "user add ana --role editor --country GTM --registry mechanism",
      .parameters = ADD,
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_add },
    { .name = "user list",
      .title = N_("The accounts, their roles and when they signed in last."),
      .example = "user list --format csv",
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_list },
    { .name = "user disable",
      .title = N_("Close an account; its sessions end."),
      .example = "user disable ana",
      .parameters = NAME,
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_disable },
    { .name = "user enable",
      .title = N_("Open a closed account again."),
      .example = "user enable ana",
      .parameters = NAME,
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_enable },
    { .name = "user show-as",
      .title = N_("The name of somebody on public pages, instead of the name they sign in with."),
      .example = "user show-as ana \"Ana Pérez\"",
      .parameters = SHOW_AS,
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_show_as },
    { .name = "user reset",
      .title = N_("A new password, and a new second factor unless it stays."),
      .example = "user reset ana --generate",
      .parameters = RESET,
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_reset },
    { .name = "user role",
      .title = N_("Grant roles to an account, or revoke them."),
      .example = "user role ana --role reviewer --remove",
      .parameters = ROLE,
      .asked_bytes = sizeof(user_asked),
      .opening = CLI_WRITE,
      .run = run_user_role },
    { 0 },
};
