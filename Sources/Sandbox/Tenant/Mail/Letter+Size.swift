extension Letter {
    /// About how many bytes it has as MIME; exact when it arrived so.
    package var approximateSize: Int {
        if let arrived { return arrived.count }
        let texts = subject.utf8.count + body.content.utf8.count + (alternativeText?.utf8.count ?? 0)
        let addresses = to.count + cc.count + bcc.count + replyTo.count
        let files = attachments.reduce(0) { $0 + $1.approximateSize }
        return 1_024 + texts + addresses * 64 + files
    }
}

extension LetterAttachment {
    /// About how many bytes it takes in a message: base64 makes four of three (reference sheet §B6).
    package var approximateSize: Int {
        switch kind {
        case .file(let bytes), .item(let bytes): 256 + bytes.count / 3 * 4
        case .reference(let url): 256 + url.utf8.count
        }
    }
}

extension StoredMessage.Content {
    /// What a quota counts of it: seeded mail is free.
    var heldBytes: Int {
        switch self {
        case .seeded: 0
        case .written(let letter): letter.approximateSize
        }
    }
}
