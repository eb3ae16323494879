// What Swift's Glibc module cannot see or call: variadic functions, _GNU_SOURCE structures, names that a structure hides.
#pragma once
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

// MARK: The process

// The environment; valid until somebody changes it.
static inline char **clinux_environment(void) {
    extern char **environ;
    return environ;
}

// 0: no core dump, no ptrace by the same user, /proc/self owned by root (prctl(2), PR_SET_DUMPABLE).
static inline int clinux_set_undumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
static inline int clinux_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

static inline int clinux_forbid_core(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none);
}

static inline void clinux_ignore_broken_pipe(void) { signal(SIGPIPE, SIG_IGN); }

// MARK: Children

#define CLINUX_MAXIMUM_STRINGS 128

// The pointers to `count` strings that lie behind one another, each with its zero byte, and a null pointer after them.
static inline void clinux_point(const char *strings, size_t count, const char **pointers) {
    for (size_t i = 0; i < count; i++) {
        pointers[i] = strings;
        strings += strlen(strings) + 1;
    }
    pointers[count] = NULL;
}

// Starts a program that has nothing of ours but `output`, as its standard output: standard input and error are /dev/null,
// every other descriptor is closed, no signal is blocked or ignored, and it leads a process group of its own. 0, or an errno.
static inline int clinux_spawn(
    const char *path, const char *arguments, size_t argument_count, const char *environment, size_t variable_count,
    int output, int32_t *process) {
    const char *argv[CLINUX_MAXIMUM_STRINGS + 1], *envp[CLINUX_MAXIMUM_STRINGS + 1];
    if (argument_count > CLINUX_MAXIMUM_STRINGS || variable_count > CLINUX_MAXIMUM_STRINGS) return E2BIG;
    clinux_point(arguments, argument_count, argv);
    clinux_point(environment, variable_count, envp);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    error = posix_spawnattr_init(&attributes);
    if (error) {
        posix_spawn_file_actions_destroy(&actions);
        return error;
    }
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    if (!(error = posix_spawn_file_actions_adddup2(&actions, output, 1)) &&
        !(error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)) &&
        !(error = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)) &&
        !(error = posix_spawn_file_actions_addclosefrom_np(&actions, 3))) {
        pid_t child;
        error = posix_spawn(&child, path, &actions, &attributes, (char *const *)argv, (char *const *)envp);
        if (!error) *process = child;
    }
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

// Whether a child has ended: 1 or 0, and its end remains to be collected; -1 when there is no such child.
static inline int clinux_has_ended(int32_t process) {
    siginfo_t info;
    info.si_pid = 0;
    if (waitid(P_PID, (id_t)process, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return -1;
    return info.si_pid != 0;
}

// Ends a whole process group and collects its leader: its exit status, or 128 and the signal that ended it.
static inline int clinux_end_and_collect(int32_t process) {
    int status;
    kill(-process, SIGKILL);
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static inline int clinux_pipe(int *ends) {
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}

// MARK: Locks

// `flock` the function hides behind `flock` the structure in Swift. 0, or -1 with errno EWOULDBLOCK when held elsewhere.
static inline int clinux_lock(int descriptor) { return flock(descriptor, LOCK_EX | LOCK_NB); }

// MARK: Unix sockets

// The same layout as `struct ucred`, which needs _GNU_SOURCE.
struct clinux_credentials {
    int32_t pid;
    uint32_t uid;
    uint32_t gid;
};

static inline int clinux_peer_credentials(int descriptor, struct clinux_credentials *out) {
    socklen_t length = sizeof *out;
    return getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, out, &length);
}

// Fills at most `*count` groups and sets `*count`; -1 with ERANGE says in `*count` how many there are (socket(7)).
static inline int clinux_peer_groups(int descriptor, uint32_t *groups, size_t *count) {
#ifndef SO_PEERGROUPS
#define SO_PEERGROUPS 59
#endif
    socklen_t length = (socklen_t)(*count * sizeof *groups);
    int result = getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups, &length);
    *count = length / sizeof *groups;
    return result;
}

static inline int clinux_socket_option(int descriptor, int option) {
    int value = 0;
    socklen_t length = sizeof value;
    return getsockopt(descriptor, SOL_SOCKET, option, &value, &length) == 0 ? value : -1;
}

static inline int clinux_socket_type(int descriptor) { return clinux_socket_option(descriptor, SO_TYPE); }
static inline int clinux_socket_domain(int descriptor) { return clinux_socket_option(descriptor, SO_DOMAIN); }
static inline int clinux_socket_is_listening(int descriptor) {
    return clinux_socket_option(descriptor, SO_ACCEPTCONN) == 1;
}

static inline int clinux_unix_stream_socket(void) { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }
static inline int clinux_unix_datagram_socket(void) { return socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0); }

// `name` is a path, or an abstract name that begins with a zero byte (unix(7)); at most 107 bytes.
static inline socklen_t clinux_unix_address(struct sockaddr_un *address, const char *name, size_t length) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (length >= sizeof address->sun_path) length = sizeof address->sun_path - 1;
    memcpy(address->sun_path, name, length);
    size_t end = length > 0 && name[0] == 0 ? length : length + 1;
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + end);
}

static inline int clinux_unix_bind(int descriptor, const char *name, size_t length) {
    struct sockaddr_un address;
    socklen_t size = clinux_unix_address(&address, name, length);
    return bind(descriptor, (struct sockaddr *)&address, size);
}

static inline int clinux_unix_connect(int descriptor, const char *name, size_t length) {
    struct sockaddr_un address;
    socklen_t size = clinux_unix_address(&address, name, length);
    return connect(descriptor, (struct sockaddr *)&address, size);
}

// Sends one datagram and waits a second at most, so that a stuck service manager cannot hold us.
static inline int clinux_unix_send(int descriptor, const char *name, size_t length, const void *bytes, size_t count) {
    struct sockaddr_un address;
    socklen_t size = clinux_unix_address(&address, name, length);
    struct timeval patience = {1, 0};
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    return sendto(descriptor, bytes, count, MSG_NOSIGNAL, (struct sockaddr *)&address, size) == (ssize_t)count ? 0 : -1;
}

static inline ssize_t clinux_send(int descriptor, const void *bytes, size_t count) {
    return send(descriptor, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static inline ssize_t clinux_receive(int descriptor, void *bytes, size_t count) {
    return recv(descriptor, bytes, count, MSG_DONTWAIT);
}
