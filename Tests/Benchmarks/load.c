// load SOCKET CLIENTS DEPTH SECONDS: pings a JSON-RPC server (or an echo) and prints what it took, as one JSON object.
//
// One client with depth 1 measures each round trip; otherwise every client keeps DEPTH requests unanswered.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 96, WARM_UP = 1000 };

static struct sockaddr_un address = {.sun_family = AF_UNIX};
static unsigned next_id;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static int connected(void) {
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof address)) fail("connect");
    return fd;
}

static size_t request(char line[LINE]) {
    return snprintf(line, LINE, "{\"jsonrpc\":\"2.0\",\"id\":%u,\"method\":\"ping\"}\n", ++next_id);
}

static int newlines(const char *bytes, size_t count) {
    int found = 0;
    for (const char *at = bytes; (at = memchr(at, '\n', bytes + count - at)); at++) found++;
    return found;
}

static int compare(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static void one_by_one(double seconds) {
    int fd = connected();
    size_t room = 1 << 20, count = 0;
    uint64_t *taken = malloc(room * sizeof *taken);
    if (!taken) fail("malloc");
    uint64_t end = now() + seconds * 1e9;
    for (unsigned round = 0; now() < end && count < room; round++) {
        char line[LINE], answer[65536];
        size_t length = request(line), had = 0;
        uint64_t began = now();
        if (write(fd, line, length) != (ssize_t)length) fail("write");
        do {
            ssize_t more = read(fd, answer + had, sizeof answer - had);
            if (more <= 0) fail("read");
            had += more;
        } while (answer[had - 1] != '\n');
        if (round >= WARM_UP) taken[count++] = now() - began;
    }
    qsort(taken, count, sizeof *taken, compare);
    if (!count) fail("nothing was measured");
    printf("{\"count\": %zu, \"p50\": %.1f, \"p99\": %.1f}\n", count, taken[count / 2] / 1e3, taken[count * 99 / 100] / 1e3);
}

// Sends that many; a server that reads slowly makes this wait, which is a part of what is measured.
static void send_requests(int fd, int count) {
    while (count > 0) {
        char lines[64 * LINE];
        size_t length = 0;
        for (int batch = count < 64 ? count : 64; batch > 0; batch--, count--) length += request(lines + length);
        for (size_t sent = 0; sent < length;) {
            ssize_t more = write(fd, lines + sent, length - sent);
            if (more < 0) fail("write");
            sent += more;
        }
    }
}

static void many(int clients, int depth, double seconds) {
    int loop = epoll_create1(EPOLL_CLOEXEC);
    for (int index = 0; index < clients; index++) {
        int fd = connected();
        struct epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
        if (epoll_ctl(loop, EPOLL_CTL_ADD, fd, &event)) fail("epoll_ctl");
        send_requests(fd, depth);
    }
    uint64_t answers = 0, began = now(), end = began + seconds * 1e9;
    while (now() < end) {
        struct epoll_event events[64];
        int ready = epoll_wait(loop, events, 64, 1000);
        for (int index = 0; index < ready; index++) {
            static char bytes[1 << 18];
            ssize_t count = read(events[index].data.fd, bytes, sizeof bytes);
            if (count <= 0) fail("read");
            int found = newlines(bytes, count);
            answers += found;
            send_requests(events[index].data.fd, found);
        }
    }
    printf("{\"count\": %lu, \"perSecond\": %.0f}\n", answers, answers / ((now() - began) / 1e9));
}

int main(int count, char **arguments) {
    if (count != 5 || strlen(arguments[1]) >= sizeof address.sun_path) {
        fprintf(stderr, "usage: load SOCKET CLIENTS DEPTH SECONDS\n");
        return 64;
    }
    strcpy(address.sun_path, arguments[1]);
    int clients = atoi(arguments[2]), depth = atoi(arguments[3]);
    double seconds = atof(arguments[4]);
    if (clients == 1 && depth == 1) one_by_one(seconds);
    else many(clients, depth, seconds);
}
