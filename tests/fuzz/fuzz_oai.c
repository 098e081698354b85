/* SPDX-License-Identifier: Apache-2.0 */
/* Arguments of a harvester from any bytes, one a line, "name=value": what is accepted is of the
 * protocol, and every token that is accepted is the one we would write. */
#include "fuzz.h"
#include "publications/oai.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    cor_oai_argument arguments[16];
    size_t count = 0;
    cor_str rest = { (const char *)data, size }, line;

    while (count < 16 && rest.length && cor_str_split(&rest, '\n', &line)) {
        size_t equals = cor_str_find(line, COR_STR("="));
        arguments[count++] =
            (cor_oai_argument){ cor_str_part(line, 0, equals),
                                equals == SIZE_MAX ? (cor_str){ "", 0 }
                                                   : cor_str_part(line, equals + 1, line.length) };
    }

    oai_request request = oai_request_read(arguments, count, 1700000000);
    promise(request.fault < OAI_FAULT_COUNT && request.verb < OAI_VERB_COUNT);
    promise(request.fault ? request.reason && *oai_fault_code(request.fault) : !request.reason);
    if (request.fault) return 0;
    promise(!request.has_from || !request.has_until || request.from.length == request.until.length);
    promise(request.place.from_s <= request.place.until_s || request.has_token ||
            !request.has_until);

    if (request.has_token) {
        char token[OAI_TOKEN_BYTES];
        oai_token_write(request.verb, &request.place, token);
        promise(cor_str_is(request.token, token));
    }

    return 0;
}
