package import Linux

/// Why there is no certificate to serve with.
package enum TLSError: Error, Hashable, Sendable {
    /// The directory or a file in it cannot be had, or is open to others, or is somebody else's.
    case storage(LinuxError)
    /// A certificate without its key, or the other way round; whose it is cannot be told, so it stays.
    case incomplete(present: String, missing: String)
    /// A file holds something else than what its name says.
    case unusable(path: String, reason: String)
    /// A key or a certificate could not be made.
    case cannotMake(String)
}

extension TLSError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .storage(let error): "\(error)"
        case .incomplete(let present, let missing):
            "\(present) is there and \(missing) is not; put it back, or remove the other"
        case .unusable(let path, let reason):
            "\(path) \(reason); remove it together with its pair, and both are made anew"
        case .cannotMake(let reason): "cannot make a certificate: \(reason)"
        }
    }
}
