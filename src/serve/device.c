/* SPDX-License-Identifier: Apache-2.0 */
/* device.c: family of browser and system, by which people recognise their own sessions. That
 * suffices to spot a stranger's session, so nothing finer is kept. */
#include "http.h"

typedef struct {
    const char *sign, *name;
} family;

/* The first match counts: browsers that imitate others come first. */
static const family BROWSERS[] = {
    { "Edg", "Edge" },         { "OPR/", "Opera" },     { "SamsungBrowser/", "Samsung Internet" },
    { "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" }, { "Chromium/", "Chromium" },
    { "Chrome/", "Chrome" },   { "CriOS/", "Chrome" },  { "Safari/", "Safari" },
    { "curl/", "curl" },       { "python-", "Python" },
};
static const family SYSTEMS[] = {
    { "iPhone", "iPhone" },   { "iPad", "iPad" },       { "Android", "Android" },
    { "Windows", "Windows" }, { "Macintosh", "macOS" }, { "CrOS", "ChromeOS" },
    { "Linux", "Linux" },
};

static const char *find_family(const family *list, size_t count, cor_str text) {
    for (size_t i = 0; i < count; i++)
        if (cor_str_find(text, cor_str_of(list[i].sign)) != SIZE_MAX) return list[i].name;
    return NULL;
}

cor_str http_device(cor_str agent, cor_arena *keep) {
    const char *browser = find_family(BROWSERS, sizeof BROWSERS / sizeof *BROWSERS, agent);
    const char *system = find_family(SYSTEMS, sizeof SYSTEMS / sizeof *SYSTEMS, agent);
    if (browser && system) return cor_str_print(keep, "%s, %s", browser, system);
    return cor_str_of(browser ? browser : system ? system : "");
}
