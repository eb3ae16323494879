internal import Glibc
internal import NIOCore

extension ConnectionEnd {
    /// What a failure of the channel means.
    init(_ error: any Error) {
        switch error {
        case let end as ConnectionEnd: self = end
        case let error as IOError where [ECONNRESET, EPIPE, ENOTCONN, EBADF].contains(error.errnoCode): self = .closed
        case is ChannelError: self = .closed
        default: self = .failed("\(error)")
        }
    }
}
