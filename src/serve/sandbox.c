/* SPDX-License-Identifier: Apache-2.0 */
/* sandbox.c: gives up what serving pages does not need, so that a fault in a reader of uploaded
 * tables or in a library of fonts cannot be used for more. Landlock limits the files: those of the
 * database and of TMPDIR may be written, those of the system read, nothing run. seccomp limits the
 * calls to the system: no programs, no new connections, no tracing. Both hold for every thread
 * started afterwards, and for good. What an older kernel lacks is left out and said in the log. */
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "server.h"

/* ---- Landlock -------------------------------------------------------------- */

/* As in Linux 6.12; each version of the interface knows a part of it. */
typedef struct {
    uint64_t files, net, scoped;
} landlock_rights;

#define RIGHTS_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RIGHTS_KEEP                                                                                \
    (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)
#define RIGHT_TRUNCATE (1ULL << 14)

/* Rights and size of the structure, by version: what each takes away from everything not named. */
static const struct {
    landlock_rights rights;
    size_t size;
} VERSIONS[] = {
    { { (1ULL << 13) - 1, 0, 0 }, 8 },  // 1: files and folders
    { { (1ULL << 14) - 1, 0, 0 }, 8 },  // 2: moving between folders
    { { (1ULL << 15) - 1, 0, 0 }, 8 },  // 3: shortening files
    { { (1ULL << 15) - 1, 3, 0 }, 16 }, // 4: binding and connecting
    { { (1ULL << 16) - 1, 3, 0 }, 16 }, // 5: devices
    { { (1ULL << 16) - 1, 3, 3 }, 24 }, // 6: sockets and signals of others
};
enum { VERSION_COUNT = sizeof VERSIONS / sizeof *VERSIONS };

/* Fonts and their settings, time zones, names of processors; /proc for the memory in use. */
static const char *const READABLE[] = {
    "/usr", "/etc", "/lib", "/lib64", "/proc", "/sys/devices/system", "/var/cache/fontconfig"
};

static void allow_path(int rules, const char *path, uint64_t rights) {
    struct landlock_path_beneath_attr beneath = { .allowed_access = rights,
                                                  .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    if (beneath.parent_fd < 0) return; // not on this machine
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) != 0)
        http_log_event("sandbox", cor_say("{path} is not readable.", cor_arg_cstr(path)));
    close(beneath.parent_fd);
}

/* The folder of the database, also when its name is a link: SQLite makes files beside it. */
static void allow_database(int rules, cor_str database, uint64_t rights) {
    char path[4096], real[4096];
    snprintf(path, sizeof path, "%.*s", COR_STR_F(database));
    const char *names[] = { path, realpath(path, real) };
    for (size_t i = 0; i < 2; i++) {
        if (!names[i]) continue;
        char folder[4096];
        snprintf(folder, sizeof folder, "%s", names[i]);
        char *slash = strrchr(folder, '/');
        if (slash) slash[slash == folder] = 0;
        allow_path(rules, slash ? folder : ".", rights);
    }
}

static bool restrict_files(cor_str database, int version) {
    landlock_rights handled = VERSIONS[version - 1].rights;
    uint64_t keep = RIGHTS_READ | RIGHTS_KEEP | (handled.files & RIGHT_TRUNCATE);
    const char *temporary = getenv("TMPDIR");
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, VERSIONS[version - 1].size, 0);
    if (rules < 0) return false;

    for (size_t i = 0; i < sizeof READABLE / sizeof *READABLE; i++)
        allow_path(rules, READABLE[i], RIGHTS_READ);
    allow_path(rules, "/dev/urandom", LANDLOCK_ACCESS_FS_READ_FILE);
    allow_path(rules, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
    allow_path(rules, temporary && *temporary ? temporary : "/tmp", keep);
    allow_database(rules, database, keep);

    bool holds = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    close(rules);
    return holds;
}

/* Version that holds; 0: none. */
static int use_landlock(cor_str database) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return 0;
    int known = version > VERSION_COUNT ? VERSION_COUNT : (int)version;
    return restrict_files(database, known) ? known : 0;
}

/* ---- seccomp --------------------------------------------------------------- */

/* Reading and writing open files, memory, threads, clocks, and what SQLite does to its files. */
static const int ALLOWED_CALLS[] = {
    SCMP_SYS(accept4),
    SCMP_SYS(access),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(brk),
    SCMP_SYS(chmod),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(close),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(eventfd2),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(fadvise64),
    SCMP_SYS(fallocate),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(fchown),
    SCMP_SYS(fcntl),
    SCMP_SYS(fdatasync),
    SCMP_SYS(flock),
    SCMP_SYS(fstat),
    SCMP_SYS(fstatfs),
    SCMP_SYS(fsync),
    SCMP_SYS(ftruncate),
    SCMP_SYS(futex),
    SCMP_SYS(get_mempolicy),
    SCMP_SYS(getcwd),
    SCMP_SYS(getdents64),
    SCMP_SYS(getegid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getpeername),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(getpriority),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(getsockname),
    SCMP_SYS(getsockopt),
    SCMP_SYS(gettid),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(getuid),
    SCMP_SYS(ioctl),
    SCMP_SYS(link),
    SCMP_SYS(lseek),
    SCMP_SYS(lstat),
    SCMP_SYS(madvise),
    SCMP_SYS(membarrier),
    SCMP_SYS(memfd_create),
    SCMP_SYS(mkdir),
    SCMP_SYS(mlock),
    SCMP_SYS(mmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(mremap),
    SCMP_SYS(msync),
    SCMP_SYS(munlock),
    SCMP_SYS(munmap),
    SCMP_SYS(nanosleep),
    SCMP_SYS(newfstatat),
    SCMP_SYS(open),
    SCMP_SYS(openat),
    SCMP_SYS(pipe2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(prctl),
    SCMP_SYS(pread64),
    SCMP_SYS(preadv),
    SCMP_SYS(prlimit64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(pwritev),
    SCMP_SYS(read),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(readv),
    SCMP_SYS(recvfrom),
    SCMP_SYS(recvmsg),
    SCMP_SYS(rename),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(rseq),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigtimedwait),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_setaffinity),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sendfile),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(setpriority),
    SCMP_SYS(setrlimit),
    SCMP_SYS(setsockopt),
    SCMP_SYS(shutdown),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(stat),
    SCMP_SYS(statfs),
    SCMP_SYS(statx),
    SCMP_SYS(sysinfo),
    SCMP_SYS(tgkill),
    SCMP_SYS(umask),
    SCMP_SYS(uname),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(write),
    SCMP_SYS(writev),
};
enum { CALL_COUNT = sizeof ALLOWED_CALLS / sizeof *ALLOWED_CALLS };
enum { CLONE_THREAD_BIT = 0x00010000 };

static bool allow_calls(scmp_filter_ctx filter) {
    bool added = true;
    for (int i = 0; i < CALL_COUNT; i++) // those that this processor does not have are skipped
        added &= ALLOWED_CALLS[i] < 0 ||
                 seccomp_rule_add(filter, SCMP_ACT_ALLOW, ALLOWED_CALLS[i], 0) == 0;
    // New threads, but no new processes. Arguments of clone3 cannot be looked at: without it the
    // C library uses clone.
    added &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                              SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD_BIT, CLONE_THREAD_BIT)) == 0;
    added &= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
    return added;
}

/* A refused call fails with "not permitted": a library that tries something goes on without it. */
static bool use_seccomp(void) {
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    bool holds = filter && allow_calls(filter) && seccomp_load(filter) == 0;
    if (filter) seccomp_release(filter);
    return holds;
}

/* ---- both ------------------------------------------------------------------ */

/* The sanitizers write reports, run a program that names functions, and trace the process at its
 * end. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||                         \
    __has_feature(memory_sanitizer)
#define IS_SANITIZED true
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED false
#endif

void sandbox_enter(const http_options *options) {
    if (options->no_sandbox || IS_SANITIZED) {
        http_log_event("sandbox", cor_say("None: switched off."));
        return;
    }

    bool may = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    int landlock = may ? use_landlock(options->database) : 0;
    bool seccomp = may && use_seccomp();
    cor_text files = landlock ? cor_say("Landlock {version}", cor_arg_int(landlock))
                              : cor_say("no Landlock in this kernel");
    http_log_event("sandbox", cor_say("Files: {files}. Calls: {calls}.", cor_arg_text(&files),
                                      cor_arg_cstr(seccomp ? "seccomp" : "no seccomp")));
}
