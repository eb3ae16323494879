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

static inline GMimeObject *postern_part_object(GMimePart *part) { return GMIME_OBJECT(part); }

static inline GMimeObject *postern_multipart_object(GMimeMultipart *multipart) { return GMIME_OBJECT(multipart); }

static inline GMimeObject *postern_message_object(GMimeMessage *message) { return GMIME_OBJECT(message); }

// g_iconv_open answers (GIConv)-1 on failure, which Swift cannot compare with.
static inline gboolean postern_iconv_is_open(GIConv converter) { return converter != (GIConv)-1; }

// The stream takes the array over, and frees it at its own end.
static inline void postern_stream_mem_own(GMimeStream *stream) {
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), TRUE);
}
