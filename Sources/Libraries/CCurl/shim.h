// What Curl uses of libcurl 7.88 and of the system's event interfaces.
#pragma once
#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

// curl_easy_setopt and its kin are variadic, which Swift does not import, and macros: the parentheses call the function.

static inline CURLcode pcurl_set_long(CURL *easy, CURLoption option, long value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_set_text(CURL *easy, CURLoption option, const char *value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return (curl_easy_setopt)(easy, option, value);
}
static inline CURLcode pcurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(easy, option, value);
}
/// curl copies the blob.
static inline CURLcode pcurl_set_blob(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return (curl_easy_setopt)(easy, option, &blob);
}
typedef size_t (*pcurl_data_function)(char *bytes, size_t size, size_t count, void *context);
static inline CURLcode pcurl_set_data_function(CURL *easy, CURLoption option, pcurl_data_function function) {
    return (curl_easy_setopt)(easy, option, function);
}
static inline CURLcode pcurl_set_before_request(CURL *easy, curl_prereq_callback function, void *context) {
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_PREREQFUNCTION, function);
    return code ? code : (curl_easy_setopt)(easy, CURLOPT_PREREQDATA, context);
}
/// `address` is only lent.
typedef curl_socket_t (*pcurl_open_function)(
    void *context, int purpose, int family, int type, int protocol, const struct sockaddr *address);
struct pcurl_opener {
    pcurl_open_function function;
    void *context;
};
static inline curl_socket_t pcurl_open(void *opener, curlsocktype purpose, struct curl_sockaddr *address) {
    struct pcurl_opener *self = (struct pcurl_opener *)opener;
    return self->function(
        self->context, (int)purpose, address->family, address->socktype, address->protocol, &address->addr);
}
/// `opener` has to live as long as the transfer.
static inline CURLcode pcurl_set_opener(CURL *easy, struct pcurl_opener *opener) {
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, pcurl_open);
    return code ? code : (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETDATA, opener);
}
typedef int (*pcurl_close_function)(void *context, curl_socket_t socket);
static inline CURLcode pcurl_set_closer(CURL *easy, pcurl_close_function function, void *context) {
    CURLcode code = (curl_easy_setopt)(easy, CURLOPT_CLOSESOCKETFUNCTION, function);
    return code ? code : (curl_easy_setopt)(easy, CURLOPT_CLOSESOCKETDATA, context);
}
static inline CURLcode pcurl_get_long(CURL *easy, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(easy, info, value);
}
static inline CURLcode pcurl_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value) {
    return (curl_easy_getinfo)(easy, info, value);
}
static inline CURLMcode pcurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}
typedef int (*pcurl_socket_function)(CURL *easy, curl_socket_t socket, int what, void *context, void *socket_context);
typedef int (*pcurl_timer_function)(CURLM *multi, long milliseconds, void *context);
static inline CURLMcode pcurl_multi_set_functions(
    CURLM *multi, pcurl_socket_function on_socket, pcurl_timer_function on_timer, void *context) {
    CURLMcode code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    if (!code) code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETDATA, context);
    if (!code) code = (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    return code ? code : (curl_multi_setopt)(multi, CURLMOPT_TIMERDATA, context);
}
/// CURLMsg holds a union, whose result is what a finished transfer has.
static inline CURLcode pcurl_message_result(const CURLMsg *message) {
    return message->data.result;
}
static inline const curl_version_info_data *pcurl_version(void) {
    return curl_version_info(CURLVERSION_NOW);
}
static inline CURLcode pcurl_global_init(void) {
    return curl_global_init(CURL_GLOBAL_DEFAULT);
}
/// The bytes of an IPv4 or IPv6 address; 0 for another family.
static inline int pcurl_address_bytes(const struct sockaddr *address, uint8_t bytes[16]) {
    if (address->sa_family == AF_INET) {
        memcpy(bytes, &((const struct sockaddr_in *)address)->sin_addr, 4);
        return 4;
    }
    if (address->sa_family == AF_INET6) {
        memcpy(bytes, &((const struct sockaddr_in6 *)address)->sin6_addr, 16);
        return 16;
    }
    return 0;
}
/// epoll_data is a union.
static inline int pcurl_epoll_control(int epoll, int operation, int fd, uint32_t events) {
    struct epoll_event event = {.events = events, .data = {.fd = fd}};
    return epoll_ctl(epoll, operation, fd, &event);
}
static inline int pcurl_epoll_fd(const struct epoll_event *event) {
    return event->data.fd;
}
/// Names the loop's thread. A write to a connection that the other side closed gives EPIPE there, and no signal.
static inline void pcurl_enter_thread(void) {
    prctl(PR_SET_NAME, "postern-curl");
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}
