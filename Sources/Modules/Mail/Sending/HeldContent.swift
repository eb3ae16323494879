/// Content that came with the request.
struct HeldContent: ContentSource {
    let bytes: [UInt8]

    func read(offset: Int, length: Int) throws(MailError) -> [UInt8] {
        guard offset >= 0, length >= 0, offset <= bytes.count, length <= bytes.count - offset else {
            throw .storage("a read behind the end of an attachment")
        }
        return Array(bytes[offset..<offset + length])
    }
}
