/// How a message is made of parts, as the server says.
enum BodyStructure: Equatable {
    case part(BodyPart)
    /// Not what RFC 9051 allows, though its parentheses match, or too large: the message has to be parsed by ourselves.
    case malformed(mentionsAttachment: Bool)
}
