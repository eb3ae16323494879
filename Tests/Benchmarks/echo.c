// echo SOCKET: sends back what comes, by epoll on one thread. The least that a Unix socket server can do.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { PIECE = 65536, MOST = 4096 };

struct pending {
    char *bytes;
    size_t count;
};
static struct pending held[MOST];
static int loop;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void wait_for(int fd, uint32_t events, int operation) {
    struct epoll_event event = {.events = events, .data = {.fd = fd}};
    if (epoll_ctl(loop, operation, fd, &event)) fail("epoll_ctl");
}

static void drop(int fd) {
    free(held[fd].bytes);
    held[fd] = (struct pending){NULL, 0};
    close(fd);
}

// Keeps what the socket does not take, and stops reading until it does.
static void hold(int fd, const char *bytes, size_t count) {
    held[fd] = (struct pending){malloc(count), count};
    if (!held[fd].bytes) fail("malloc");
    memcpy(held[fd].bytes, bytes, count);
    wait_for(fd, EPOLLOUT, EPOLL_CTL_MOD);
}

static void on_readable(int fd) {
    static char bytes[PIECE];
    ssize_t count = read(fd, bytes, sizeof bytes);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
        drop(fd);
        return;
    }
    ssize_t sent = write(fd, bytes, count);
    if (sent < 0 && errno != EAGAIN) {
        drop(fd);
    } else if (sent < count) {
        sent = sent < 0 ? 0 : sent;
        hold(fd, bytes + sent, count - sent);
    }
}

static void on_writable(int fd) {
    ssize_t sent = write(fd, held[fd].bytes, held[fd].count);
    if (sent < 0) {
        if (errno != EAGAIN) drop(fd);
        return;
    }
    held[fd].count -= sent;
    memmove(held[fd].bytes, held[fd].bytes + sent, held[fd].count);
    if (held[fd].count) return;
    free(held[fd].bytes);
    held[fd].bytes = NULL;
    wait_for(fd, EPOLLIN, EPOLL_CTL_MOD);
}

int main(int count, char **arguments) {
    if (count != 2) return 64;
    signal(SIGPIPE, SIG_IGN);  // a client that leaves in the middle is no reason to end
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(arguments[1]) >= sizeof address.sun_path) return 64;
    strcpy(address.sun_path, arguments[1]);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    loop = epoll_create1(EPOLL_CLOEXEC);
    if (listener < 0 || loop < 0) fail("socket");
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 128)) fail("bind");
    wait_for(listener, EPOLLIN, EPOLL_CTL_ADD);
    for (;;) {
        struct epoll_event events[128];
        int ready = epoll_wait(loop, events, 128, -1);
        if (ready < 0 && errno != EINTR) fail("epoll_wait");
        for (int index = 0; index < ready; index++) {
            int fd = events[index].data.fd;
            if (fd == listener) {
                int client = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
                if (client >= MOST) close(client);
                else if (client >= 0) wait_for(client, EPOLLIN, EPOLL_CTL_ADD);
            } else if (events[index].events & EPOLLOUT) {
                on_writable(fd);
            } else {
                on_readable(fd);
            }
        }
    }
}
