internal import Domain
internal import Tenant

/// One upload under way: what will be attached, and how far it has come (reference sheet §C5).
struct UploadSession: Sendable {
    let id: String
    /// What its address carries instead of an Authorization header; only the hash is kept.
    let tokenHash: String
    let mailbox: GUID
    let client: GUID
    let message: MessageNumber
    let name: String
    let contentType: String
    let size: Int
    let isInline: Bool
    let contentID: String?
    let expiresAt: Timestamp
    var bytes: [UInt8] = []

    var isComplete: Bool { bytes.count == size }

    /// Takes a slice in; throws what is wrong with it, and then takes nothing.
    mutating func take(_ slice: [UInt8], _ range: ContentRange, facts: FactSheet) throws(GraphError) {
        let status = facts[Facts.uploadRangeStatus]
        guard range.total == size else {
            throw .argument("The total of Content-Range is \(range.total), but the attachment has \(size) bytes.")
        }
        guard range.count == slice.count else {
            throw .argument("Content-Range says \(range.count) bytes, but \(slice.count) came.")
        }
        guard slice.count <= facts[Facts.uploadSliceMaximum] else { throw .bodyTooLarge }
        if facts[Facts.uploadInOrder] {
            guard range.first == bytes.count else {
                throw .range(status, "The next expected range begins at \(bytes.count), not at \(range.first).")
            }
        } else {
            guard range.first <= bytes.count else {
                throw .range(status, "There is a gap before the range that begins at \(range.first).")
            }
            bytes.removeSubrange(range.first...)
        }
        if bytes.isEmpty { bytes.reserveCapacity(size) }
        bytes += slice
    }
}
