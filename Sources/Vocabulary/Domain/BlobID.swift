/// Content that a caller uploaded in pieces, to be attached to a message later.
package struct BlobID: OpaqueIdentifier {
    package static let prefix = "blb_"
    package let rawValue: String
    package init(unchecked rawValue: String) { self.rawValue = rawValue }
}
