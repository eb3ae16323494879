#pragma once
#include <gmime/gmime.h>

// GObject's instance macros do not reach Swift. Each check answers NULL for any other class.

static inline GMimePart *postern_as_part(GMimeObject *object) {
    return GMIME_IS_PART(object) ? GMIME_PART(object) : NULL;
}

static inline GMimeMultipart *postern_as_multipart(GMimeObject *object) {
    return GMIME_IS_MULTIPART(object) ? GMIME_MULTIPART(object) : NULL;
}

static inline GMimeMessagePart *postern_as_message_part(GMimeObject *object) {
    return GMIME_IS_MESSAGE_PART(object) ? GMIME_MESSAGE_PART(object) : NULL;
}

static inline InternetAddressMailbox *postern_as_mailbox(InternetAddress *address) {
    return INTERNET_ADDRESS_IS_MAILBOX(address) ? INTERNET_ADDRESS_MAILBOX(address) : NULL;
}

static inline InternetAddressGroup *postern_as_group(InternetAddress *address) {
    return INTERNET_ADDRESS_IS_GROUP(address) ? INTERNET_ADDRESS_GROUP(address) : NULL;
}

static inline GMimeObject *postern_part_object(GMimePart *part) { return GMIME_OBJECT(part); }

static inline GMimeObject *postern_multipart_object(GMimeMultipart *multipart) { return GMIME_OBJECT(multipart); }

static inline GMimeObject *postern_message_object(GMimeMessage *message) { return GMIME_OBJECT(message); }

static inline InternetAddress *postern_mailbox_new(const char *name, const char *address) {
    return internet_address_mailbox_new(name, address);
}

// g_iconv_open answers (GIConv)-1 on failure, which Swift cannot compare with.
static inline gboolean postern_iconv_is_open(GIConv converter) { return converter != (GIConv)-1; }

// The array belongs to the caller, and outlives the stream.
static inline void postern_stream_mem_disown(GMimeStream *stream) {
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
}
