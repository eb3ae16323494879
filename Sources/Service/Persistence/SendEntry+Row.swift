internal import Domain
internal import Foundation
internal import GRDB
internal import Mail

/// Between an entry and its row.
extension SendEntry {
    init(row: Row) throws {
        guard let account = AccountID(rawValue: try row.decode(forColumn: "account")),
            let messageID = InternetMessageID(rawValue: try row.decode(forColumn: "messageId")),
            let way = MailServiceKind(rawValue: try row.decode(forColumn: "way"))
        else { throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a send names no account, message or way") }
        self.init(
            id: try row.decode(forColumn: "id"), account: account,
            idempotencyKey: try row.decode(forColumn: "idempotencyKey"),
            contentHash: Array(try row.decode(Data.self, forColumn: "contentHash")),
            requestHash: try row.decode(Data?.self, forColumn: "requestHash").map { Array($0) }, messageID: messageID,
            envelope: try StoredJSON.read(Envelope.self, from: try row.decode(forColumn: "envelope")),
            way: way, createdAt: Timestamp(secondsSince1970: try row.decode(forColumn: "createdAt")),
            state: try StoredJSON.read(SendState.self, from: try row.decode(forColumn: "state")))
    }

    /// In the order of the journal's insertion.
    func columns() throws -> StatementArguments {
        [
            id, account.rawValue, idempotencyKey, Data(contentHash), requestHash.map { Data($0) }, messageID.rawValue,
            try StoredJSON.text(of: envelope), way.rawValue, createdAt.secondsSince1970,
            try StoredJSON.text(of: state), state.isFinished,
        ]
    }
}
