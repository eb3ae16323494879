internal import Linux

extension LinuxError {
    /// What clients are told: without the path, which only the configuration knows, and without what the file is like.
    var reason: String {
        switch self {
        case .failed(_, _, let number): Self.words(for: number)
        case .foreignOwner: "only root and the daemon's user may own it"
        case .tooOpen(_, _, let allowed): "its mode may be 0\(String(allowed, radix: 8)) at most"
        case .notARegularFile: "it is not a regular file"
        case .tooLarge(_, let limit): "it is larger than \(limit) bytes"
        default: "see the configuration"
        }
    }
}
