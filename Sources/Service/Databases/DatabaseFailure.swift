internal import GRDB

/// Why a database could not be used. Texts name the file and what SQLite said, never a value.
package enum DatabaseFailure: Error, Hashable, Sendable {
    /// Written by a later version of the program; it was not touched.
    case newerSchema(path: String, found: Int, known: Int)
    /// A database of another kind.
    case foreign(path: String)
    /// Not a database, or damaged.
    case damaged(String)
    /// The disk is full, cannot be written, or failed.
    case disk(String)
    case failed(String)

    init(_ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = error is RowDecodingError ? .damaged("a row holds what it cannot") : .failed("the database failed")
            return
        }
        let text = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(text)
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: self = .disk(text)
        default: self = .failed(text)
        }
    }
}

extension DatabaseFailure: CustomStringConvertible {
    package var description: String {
        switch self {
        case .newerSchema(let path, let found, let known):
            "\(path) has schema \(found), and this program knows \(known): it needs the newer program"
        case .foreign(let path): "\(path) is another program's database"
        case .damaged(let text): "the database is damaged: \(text)"
        case .disk(let text): "the database cannot be read or written: \(text)"
        case .failed(let text): "the database failed: \(text)"
        }
    }
}
