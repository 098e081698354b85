/* SPDX-License-Identifier: Apache-2.0 */
/* resident.c: what starting touched and serving may never need again goes back to the system. */
#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include "server.h"

/* Code and constants of a library are pages of its file, mapped sixteen around each that was
 * touched. They are only read, so the kernel may forget them: those that are needed come back
 * from its cache, one by one. */
static int let_go(struct dl_phdr_info *object, size_t size, void *self) {
    (void)size;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)self;

    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || part->p_flags & PF_W) continue;
        uintptr_t start = (object->dlpi_addr + part->p_vaddr) & ~(page - 1);
        uintptr_t end =
            (object->dlpi_addr + part->p_vaddr + part->p_memsz + page - 1) & ~(page - 1);
        (void)madvise((void *)start, end - start,
                      MADV_RANDOM); // a hint: without it nothing is lost but memory
        (void)madvise((void *)start, end - start, MADV_DONTNEED);
    }

    return 0;
}

void resident_let_go(void) {
    malloc_trim(0);
    dl_iterate_phdr(let_go, NULL);
}
