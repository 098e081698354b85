/* SPDX-License-Identifier: Apache-2.0 */
/* ask.c: commands that are questions: ask them of the open database, show the answer as a document
 * or a file. */
#include <time.h>

#include "cli.h"

cor_code cli_registries(cli_context *cli, const cor_registry_memory **ret_memory, cor_error *err) {
    cor_code code = COR_OK;
    if (!cli->registry_memory)
        code = cor_registry_memory_open(cli->registry, cli->common.common.as_known_s,
                                        &cli->registry_memory, err);
    if (!code) *ret_memory = cli->registry_memory;
    return code;
}

cor_code cli_dossier(cli_context *cli, cor_dossier *ret_dossier, cor_error *err) {
    *ret_dossier = (cor_dossier){ .figures = cli->figures,
                                  .registry = cli->registry,
                                  .as_known_s = cli->common.common.as_known_s };
    return cli->registry ? cli_registries(cli, &ret_dossier->registries, err) : COR_OK;
}

static cor_code write_file(cli_context *cli, const cor_question_file *file, cor_asking *asking,
                           cor_error *err) {
    cli_output output;
    cor_code code = cli_output_open(cli, &output, err);
    if (code) return code;

    code = cor_question_write(cli->command.question, file, asking, &output.out, err);
    if (!code || output.out.failed) code = cli_output_commit(&output, err);
    cli_output_close(&output);
    return code;
}

/* Where a page would redirect to another address, ask the question at that address. */
static cor_code follow_location(cli_context *cli, cor_str location, cor_asking *asking,
                                cor_answer *ret_answer, cor_error *err) {
    cor_given holes[COR_QUESTION_HOLES_MAX];
    int32_t count;
    void *asked;
    const cor_question *question = cor_question_for_path(location, holes, &count);
    cor_code code = cor_question_read(question, holes, count, &cli->keep, &asked, err);
    if (code) return code;
    asking->asked = asked;
    return cor_question_answer(question, asking, ret_answer, err);
}

cor_code cli_ask(cli_context *cli, const void *asked, cor_error *err) {
    const cor_question *question = cli->command.question;
    cor_asking asking = { .asked = asked,
                          .lang = cli->lang,
                          .today = { (int32_t)(time(NULL) / 86400) } };
    const char *usual = question->answer ? "text" : question->files->format;
    cor_code code = cli_format_choose(cli, usual, &asking.format, err);
    if (!code) code = cli_dossier(cli, &asking.dossier, err);
    if (code) return code;

    asking.keep = &cli->keep;
    asking.scratch = cli->scratch;
    const cor_question_file *file = cor_question_file_find(question, asking.format);
    if (file) return write_file(cli, file, &asking, err);

    cor_answer answer;
    code = cor_question_answer(question, &asking, &answer, err);
    if (!code && answer.location.at)
        code = follow_location(cli, answer.location, &asking, &answer, err);
    return code ? code : cli_show(cli, answer.document, err);
}
