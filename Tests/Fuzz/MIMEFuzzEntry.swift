import Domain
import MIME

/// The readers of MIME, for the fuzz driver.
enum MIMEFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        ("mime-message", { bytes in _ = try? ParsedMessage(parsing: bytes) }),
        (
            "mime-raw",
            { bytes in
                guard let raw = try? RawMessage.check(bytes), let id = InternetMessageID(rawValue: "<a@b>") else {
                    return
                }
                let sent = raw.completed(messageID: id, date: Timestamp(secondsSince1970: 0))
                precondition((try? RawMessage.check(sent.bytes))?.bcc.isEmpty == true)
            }
        ),
        (
            "mime-header",
            { bytes in
                _ = HeaderDecoder.text(bytes)
                _ = HeaderDecoder.phrase(bytes)
                _ = HeaderDecoder.addresses(bytes)
                _ = HeaderDecoder.messageIDs(bytes)
                _ = HeaderDecoder.date(bytes)
                _ = HeaderDecoder.parameter(
                    "name", among: [(Array("name*".utf8), bytes), (Array("name*0*".utf8), bytes)])
                _ = HostName.ascii(String(decoding: bytes, as: UTF8.self))
            }
        ),
        (
            "mime-charset",
            { bytes in
                let charsets = [
                    "utf-7", "iso-2022-jp", "iso-2022-kr", "gb18030", "big5", "euc-tw", "utf-16", "hz", "x-none",
                ]
                guard let first = bytes.first else { return }
                _ = Charset.decode(Array(bytes.dropFirst()), from: charsets[Int(first) % charsets.count])
            }
        ),
        (
            "mime-transfer",
            { bytes in
                for encoding in ["base64", "quoted-printable"] {
                    var decoder = TransferDecoder(encoding: encoding)
                    var pieces: [UInt8] = []
                    for byte in bytes { pieces += decoder.decode([byte]) }
                    pieces += decoder.finish()
                    precondition(pieces == TransferDecoder.decode(bytes, encoding: encoding))
                }
            }
        ),
    ]
}
