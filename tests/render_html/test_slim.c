/* SPDX-License-Identifier: Apache-2.0 */
/* The slim page: the same tree for a browser, fewer bytes. */
#include "../test_case.h"
#include "render/html/html.h"

static void pieces_lose_what_html_implies(void **state) {
    (void)state;
    static const struct {
        const char *full, *slim;
    } cases[] = {
        { "", "" },
        { "only text", "only text" },
        { "<p class=\"note\">a</p>\n<p>b</p>", "<p class=note>a</p>\n<p>b</p>" },
        { "<tr><th>a</th><td class=\"num\">1</td></tr>\n<tr><td>2</td></tr>\n</tbody></table>",
          "<tr><th>a<td class=num>1<tr><td>2</table>" },
        { "<ul><li>a</li>\n<li>b</li></ul>", "<ul><li>a<li>b</ul>" },
        { "<li>a</li>\ntext", "<li>a\ntext" },
        { "<dl><div><dt>a</dt><dd>1</dd></div>\n</dl>", "<dl><div><dt>a<dd>1</div>\n</dl>" },
        { "<a class=\"src\" id=\"r1-1\" href=\"#n1\" aria-label=\"Source 1\">1</a>",
          "<a class=src id=r1-1 href=#n1 aria-label=\"Source 1\">1</a>" },
        { "<a href=\"/x?lang=en\">x</a>", "<a href=\"/x?lang=en\">x</a>" },
        { "<meta charset=\"utf-8\"/>", "<meta charset=utf-8>" },
        { "<link rel=\"icon\" href=\"/a=b\"/>", "<link rel=icon href=\"/a=b\">" },
        { "<br/>", "<br>" },
        { "<circle cx=\"5%\" r=\"4.5\"/>", "<circle cx=5% r=4.5 />" },
        { "<path class=\"land\" d=\"M1 2z\"/>", "<path class=land d=\"M1 2z\"/>" },
        { "<line/>", "<line/>" },
        { "<input data-suggest=\"\" value=\"a&quot;b\"/>", "<input data-suggest value=a&quot;b>" },
        { "<!DOCTYPE html>\n<html lang=\"en\">", "<!DOCTYPE html>\n<html lang=en>" },
        { "<i title=\"it`s\"/>", "<i title=\"it`s\"/>" },
        { "<b title=\"never closed>", "<b title=\"never closed>" },
        { "<", "<" },
        { "</", "</" },
        { "</td", "</td" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char page[256];
        size_t length = strlen(cases[i].full);
        memcpy(page, cases[i].full, length + 1);
        length = html_slim(page, length);
        page[length] = 0;
        assert_string_equal(page, cases[i].slim);
    }
}

test_program(cmocka_unit_test(pieces_lose_what_html_implies))
