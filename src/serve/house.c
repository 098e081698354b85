/* house.c: each thread that answers has its own connection to the database and its own stretch of memory. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "server.h"

/* Address space for the largest document; only what is used becomes memory, and most of it is given back after. */
enum { STRETCH_BYTES = 1 << 30 };

static struct {
    cor_str database;
    _Atomic int64_t generation;
} common = { .generation = 1 };

static pthread_key_t own_key;
static pthread_once_t own_once = PTHREAD_ONCE_INIT;

void house_renew(void) {
    common.generation++;
}

static void close_figures(http_house *house) {
    cor_figures_close(house->figures);
    cor_store_close(house->store);
    house->figures = NULL;
    house->store = NULL;
}

/* The server library's threads end where we do not see it, so giving back is the thread's own last act. */
static void leave(void *value) {
    http_house *house = value;
    close_figures(house);
    cor_stretch_close(&house->stretch);
    free(house);
}

static void make_key(void) {
    if (pthread_key_create(&own_key, leave) != 0) abort();
}

void house_open(cor_str database) {
    pthread_once(&own_once, make_key);
    common.database = database;
}

static http_house *move_in(void) {
    http_house *house = calloc(1, sizeof *house);
    if (!house) return NULL;
    if (cor_stretch_open(STRETCH_BYTES, &house->stretch) && pthread_setspecific(own_key, house) == 0) return house;
    cor_stretch_close(&house->stretch);
    free(house);
    return NULL;
}

cor_code house_get(http_house **ret_house, cor_error *err) {
    http_house *own = pthread_getspecific(own_key);
    if (!own) own = move_in();
    if (!own) return cor_fail_memory(err);
    int64_t generation = common.generation;
    if (own->generation != generation) close_figures(own);
    if (!own->figures) {
        cor_code code = cor_store_open(common.database, COR_STORE_READ, &own->store, err);
        if (!code) code = cor_figures_open(own->store, &own->figures, err);
        if (code) {
            close_figures(own);
            return code;
        }
        own->generation = generation;
    }
    *ret_house = own;
    return COR_OK;
}
