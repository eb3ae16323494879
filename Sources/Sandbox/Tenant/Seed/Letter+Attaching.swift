import Domain

extension Letter {
    /// One more attachment, with the next number.
    mutating func add(_ file: SeedFiles.File) {
        var attachment = LetterAttachment(
            number: UInt32(attachments.count + 1), name: file.name, contentType: file.contentType, modifiedAt: sentAt,
            kind: file.kind)
        attachment.contentID = file.contentID
        attachment.isInline = file.contentID != nil
        attachments.append(attachment)
    }

    /// A picture that the HTML shows, below the text.
    mutating func addPicture(named name: String, after prose: Prose) {
        let identifier = "\(name)@\(Mixer.digits(Mixer.hash(messageID, salt: 10)))"
        var prose = prose
        prose.htmlExtra = "<p><img src=\"cid:\(identifier)\" alt=\"\(name)\"></p>\r\n"
        body = LetterBody(.html, prose.html)
        add(SeedFiles.picture(named: name, contentID: identifier))
    }
}
