/// Why the sandbox does not start. The raw numbers of `status` are those of sysexits(3).
package enum SandboxError: Error, Hashable, Sendable {
    /// An option that cannot be taken, with what is wrong.
    case option(String, String)
    /// A file that cannot be read.
    case input(String)
    /// A file that was read and holds something else.
    case data(String)
    /// A port that cannot be had.
    case unavailable(String)
    /// Certificates that cannot be made or kept.
    case cannotCreate(String)
    /// A defect of ours.
    case software(String)

    package var status: Int32 {
        switch self {
        case .option: 64
        case .data: 65
        case .input: 66
        case .unavailable: 69
        case .software: 70
        case .cannotCreate: 73
        }
    }
}

extension SandboxError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .option(let name, let reason): "\(name): \(reason)"
        case .input(let reason), .data(let reason), .unavailable(let reason), .cannotCreate(let reason),
            .software(let reason):
            reason
        }
    }
}
