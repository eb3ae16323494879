/// One part of a message that is being written.
indirect enum MIMENode {
    /// Its own `Content-…` fields, and what it holds.
    case leaf(header: [UInt8], content: MIMEDocument.Segment)
    /// `multipart/subtype`, with the parameters after the boundary.
    case multipart(subtype: String, parameters: String, parts: [MIMENode])
}
