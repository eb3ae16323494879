package import Logging

/// How much is logged.
package enum LogLevel: String, CaseIterable, Sendable {
    case error, notice, info, debug

    package var level: Logger.Level {
        switch self {
        case .error: .error
        case .notice: .notice
        case .info: .info
        case .debug: .debug
        }
    }
}
