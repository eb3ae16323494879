import Doorway
import Tenant

/// What any program may send to a door of HTTP: queries, forms, paths, cookies.
enum WebFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "web-form",
            { bytes in
                guard let fields = try? FormFields(parsing: bytes) else { return }
                let again = try? FormFields(parsing: fields.text)
                precondition(again == fields, "fields changed on their way through their text")
            }
        ),
        (
            "web-request",
            { bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                let request = WebRequest(
                    method: "GET", path: text, query: text,
                    headers: ["Cookie": text, "Authorization": text, "Content-Type": text], body: bytes)
                _ = (request.pathSegments, request.cookies, request.mediaType, request.credentials("Bearer"))
                precondition(!HTMLText.escaped(text).contains("<"), "a tag came through")
            }
        ),
    ]
}
