// What Swift's Glibc module cannot see or call: variadic functions, _GNU_SOURCE structures, names that a structure hides.
#pragma once
#include <errno.h>
#include <poll.h>
#include <signal.h>
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
