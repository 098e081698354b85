/* SPDX-License-Identifier: Apache-2.0 */
/* check.c: corredor check and corredor seal: whether the database is what this program wrote. */
#include "cli.h"
#include "store/store.h"

typedef struct {
    bool replay;
} check_asked;

static const cor_parameter CHECK[] = {
    { "replay", COR_PARAM_FLAG, COR_ASKED(check_asked, replay),
      N_("Also compute every estimate again and compare; takes seconds.") },
    { 0 },
};

static cor_code run_check(cli_context *cli, const void *words, cor_error *err) {
    const check_asked *asked = words;
    cor_dossier dossier;
    const cor_document *document;
    cor_check_count count = { 0 };
    cor_code code = cli_dossier(cli, &dossier, err);
    if (!code)
        code = cor_dossier_check(&dossier, asked->replay, &cli->keep, cli->scratch, &count,
                                 &document, err);
    if (!code) code = cli_show(cli, document, err);
    if (code || (!count.problems && !count.findings)) return code;

    if (!count.problems) {
        cor_fail(err, COR_E_CONFLICT,
                 _("The database is sound; figures in it contradict their neighbours."));
        return cor_hint(err,
                        _("The report names the table: correct its rows and import it again."));
    }

    cor_fail(err, COR_E_STORE, _("The database is not sound."));
    return cor_hint(err, _("The report says what is wrong and where. A backup sets it right, or "
                           "“corredor init” in a new file. If the change was meant: “corredor seal "
                           "--why REASON”."));
}

/* ---- seal ---------------------------------------------------------------- */

typedef struct {
    cor_str why;
} seal_asked;

static const cor_parameter SEAL[] = {
    { "why", COR_PARAM_WORDS, COR_ASKED(seal_asked, why),
      N_("What was changed without this program, and why; kept in the log."), .is_required = true },
    { 0 },
};

cor_code cli_seal_remark(cli_context *cli, const char *action, cor_str why, cor_error *err) {
    cor_registry_event event = { .who = cli_user_name(&cli->keep),
                                 .kind = COR_STR("database"),
                                 .key = COR_STR("seal"),
                                 .action = cor_str_of(action),
                                 .why = why };
    return cor_registry_remark(cli->registry, &event, err);
}

static cor_code seal_locked(cli_context *cli, cor_str why, cor_error *err) {
    cor_code code = cli_seal_remark(cli, "sealed-again", why, err);
    return code ? code : cor_store_seal_again(cli->store, err);
}

static cor_code run_seal(cli_context *cli, const void *words, cor_error *err) {
    const seal_asked *asked = words;
    cor_code code = cor_store_begin(cli->store, err);
    if (code) return code;
    code = seal_locked(cli, asked->why, err);
    if (!code) return cor_store_commit(cli->store, err);
    cor_store_rollback(cli->store);
    return code;
}

/* ---- the rows ------------------------------------------------------------ */

const cli_act cli_acts_check[] = {
    { .name = "check",
      .title = N_("Check the database: integrity, provenance of every figure, laws of the data."),
      .details =
          N_("Only reads. The exit status is 0 when everything is sound, 65 when figures that "
             "somebody gave contradict their neighbours, and 74 when the database itself is "
             "not what this program wrote."),
      .example = "check --replay",
      .parameters = CHECK,
      .asked_bytes = sizeof(check_asked),
      .opening = CLI_READ,
      .run = run_check },
    { .name = "seal",
      .title = N_("Accept the database as it stands, after a change that was meant."),
      .details = N_("“corredor check” names rows that were changed without this program. After a "
                    "repair by hand, or when the key file is lost, this seals the present state, "
                    "with the date and your reason in the audit log. Run the check first."),
      .example = "seal --why \"key file lost with the old disk\"",
      .parameters = SEAL,
      .asked_bytes = sizeof(seal_asked),
      .opening = CLI_WRITE,
      .run = run_seal },
    { 0 },
};
