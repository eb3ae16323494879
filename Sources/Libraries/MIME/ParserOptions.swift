internal import CGMime

/// How lenient GMime is with what it reads: as lenient as it can be, for mail is what it is.
@safe final class ParserOptions {
    let raw: OpaquePointer

    init() {
        GMimeLibrary.prepare()
        unsafe raw = g_mime_parser_options_new()
        unsafe g_mime_parser_options_set_allow_addresses_without_domain(raw, 1)
    }

    deinit { unsafe g_mime_parser_options_free(raw) }
}
