// fetch PORT USER PASSWORD CA ROUNDS: reads the 1,000 newest messages of INBOX over imaps on localhost, as fast as C can.
//
// Prints the milliseconds of each round as one JSON object: `list` is one FETCH of what a list needs; `bodies` is one
// pipelined UID FETCH for each message. Bytes are counted and literals stepped over; nothing is parsed.
#include <netdb.h>
#include <openssl/ssl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { NEWEST = 1000, WINDOW = 64, LINE = 1 << 16 };

static SSL *tls;
static char buffer[1 << 16];
static int buffered, position;
static unsigned uids[NEWEST];

static void fail(const char *what) {
    fprintf(stderr, "fetch: %s\n", what);
    exit(1);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static void fill(void) {
    buffered = SSL_read(tls, buffer, sizeof buffer);
    if (buffered <= 0) fail("the connection ended");
    position = 0;
}

static void skip(size_t count) {
    while (count) {
        if (position == buffered) fill();
        size_t step = buffered - position < (int)count ? (size_t)(buffered - position) : count;
        position += step;
        count -= step;
    }
}

// One line without its line end; what follows a literal is told as a line of its own.
static char *line(void) {
    static char text[LINE];
    size_t count = 0;
    for (;;) {
        if (position == buffered) fill();
        char *end = memchr(buffer + position, '\n', buffered - position);
        size_t piece = end ? (size_t)(end - buffer - position) : (size_t)(buffered - position);
        if (count + piece >= sizeof text) fail("a line is too long");
        memcpy(text + count, buffer + position, piece);
        count += piece;
        position += piece + (end != NULL);
        if (end) break;
    }
    if (count && text[count - 1] == '\r') count--;
    text[count] = 0;
    return text;
}

static void say(const char *text, size_t count) {
    if (SSL_write(tls, text, count) <= 0) fail("writing");
}

// Reads up to the tagged OK of that number; remembers UIDs when asked to.
static void until_done(unsigned tag, int keeps_uids) {
    char wanted[16];
    int length = snprintf(wanted, sizeof wanted, "a%u ", tag), known = 0;
    for (;;) {
        char *text = line();
        size_t count = strlen(text);
        char *uid = keeps_uids ? strstr(text, "UID ") : NULL;
        if (uid && known < NEWEST) uids[known++] = strtoul(uid + 4, NULL, 10);
        if (count && text[count - 1] == '}') {
            char *open = strrchr(text, '{');
            if (open) skip(strtoul(open + 1, NULL, 10));
            continue;
        }
        if (strncmp(text, wanted, length)) continue;
        if (strncmp(text + length, "OK", 2)) fail(text);
        return;
    }
}

static unsigned last_tag;

static unsigned command(const char *text) {
    char whole[512];
    int count = snprintf(whole, sizeof whole, "a%u %s\r\n", ++last_tag, text);
    say(whole, count);
    return last_tag;
}

static void connect_to(const char *port, const char *ca) {
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    if (!context || !SSL_CTX_load_verify_locations(context, ca, NULL)) fail("the CA file");
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    struct addrinfo *found, hints = {.ai_socktype = SOCK_STREAM};
    if (getaddrinfo("localhost", port, &hints, &found)) fail("no address");
    int fd = -1;
    for (; found; found = found->ai_next) {
        fd = socket(found->ai_family, found->ai_socktype, 0);
        if (!connect(fd, found->ai_addr, found->ai_addrlen)) break;
        close(fd);
        fd = -1;
    }
    tls = SSL_new(context);
    SSL_set_tlsext_host_name(tls, "localhost");
    SSL_set1_host(tls, "localhost");
    SSL_set_fd(tls, fd);
    if (fd < 0 || SSL_connect(tls) <= 0) fail("connecting");
}

static double list(unsigned exists) {
    char text[256];
    unsigned first = exists > NEWEST ? exists - NEWEST + 1 : 1;
    double began = now();
    snprintf(text, sizeof text, "FETCH %u:* (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)", first);
    until_done(command(text), 1);
    return now() - began;
}

static double bodies(void) {
    double began = now();
    unsigned first = last_tag + 1;
    for (int sent = 0, done = 0; done < NEWEST; done++) {
        char batch[WINDOW * 48];
        size_t count = 0;
        for (; sent < NEWEST && sent < done + WINDOW; sent++)
            count += snprintf(batch + count, sizeof batch - count, "a%u UID FETCH %u BODY.PEEK[]\r\n", ++last_tag, uids[sent]);
        if (count) say(batch, count);
        until_done(first + done, 0);
    }
    return now() - began;
}

int main(int count, char **arguments) {
    if (count != 6) return 64;
    connect_to(arguments[1], arguments[4]);
    line();
    char login[256];
    snprintf(login, sizeof login, "LOGIN %s %s", arguments[2], arguments[3]);
    until_done(command(login), 0);
    unsigned tag = command("EXAMINE INBOX"), exists = 0;
    char wanted[16];
    snprintf(wanted, sizeof wanted, "a%u OK", tag);
    for (char *text = line(); strncmp(text, wanted, strlen(wanted)); text = line())
        if (strstr(text, " EXISTS")) exists = strtoul(text + 2, NULL, 10);
    if (exists < NEWEST) fail("too few messages");
    int rounds = atoi(arguments[5]);
    double *times = calloc(rounds * 2, sizeof *times);
    for (int round = 0; round < rounds; round++) {
        times[round * 2] = list(exists);
        times[round * 2 + 1] = bodies();
    }
    const char *names[] = {"list", "bodies"};
    for (int kind = 0; kind < 2; kind++) {
        printf("%s\"%s\": [", kind ? ", " : "{", names[kind]);
        for (int round = 0; round < rounds; round++) printf("%s%.2f", round ? ", " : "", times[round * 2 + kind]);
        printf("]");
    }
    printf("}\n");
}
