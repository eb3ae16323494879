import Databases
import Domain
import GRDB
import Mail
import Persistence
import TestFiles
import Testing

@Suite("A postern.db of the first version")
struct FirstReleaseTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    /// The schema of that version, word for word, and rows as it wrote them.
    private static let schema = DatabaseSchema(
        applicationID: 0x7073_746E,
        steps: [
            """
            CREATE TABLE account (id TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
            CREATE TABLE tombstone (account TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
            CREATE TABLE send (
                id TEXT PRIMARY KEY,
                account TEXT NOT NULL,
                idempotencyKey TEXT,
                contentHash BLOB NOT NULL,
                messageId TEXT NOT NULL,
                envelope TEXT NOT NULL,
                sealedMessage BLOB NOT NULL,
                createdAt INTEGER NOT NULL,
                state TEXT NOT NULL,
                isFinished INTEGER NOT NULL
            ) STRICT;
            CREATE UNIQUE INDEX sendByKey ON send (account, idempotencyKey) WHERE idempotencyKey IS NOT NULL;
            CREATE INDEX sendUnfinished ON send (createdAt, id) WHERE NOT isFinished;
            """
        ])
    private static let accounts = [
        "acc_ann":
            #"{"id":"acc_ann","name":"Ann 📫","address":"ann@example.com","username":"ann@tenant.example","#
            + #""authentication":{"grant":{"_0":"app_1"}},"identity":{"tenant":"t","subject":"s","username":"u","#
            + #""email":"e@example.com","name":"n"},"imap":{"host":"imap.example.com","port":993,"security":"tls"},"#
            + #""smtp":{"host":"smtp.example.com","port":587,"security":"startTLS"},"sentCopy":"always","#
            + #""roleOverrides":["sent","Gesendet","trash","Papierkorb"],"createdAt":"2026-11-18T11:06:40Z"}"#,
        "acc_bob":
            #"{"id":"acc_bob","address":"b@example.com","username":"b","authentication":{"password":{}},"#
            + #""sentCopy":"automatic","roleOverrides":[],"createdAt":"1970-01-01T00:00:00Z"}"#,
    ]
    private static let envelope =
        #"{"sender":"ann@example.com","recipients":["ann@example.com","bob@example.org","josé@münchen.example"],"#
        + #""requireAllRecipients":true}"#
    private static let results =
        #"[{"index":0,"accepted":true,"reply":{"code":250,"enhancedCode":"2.1.5","text":"ok"}},"#
        + #"{"index":1,"accepted":false,"reply":{"code":550,"text":"no such user"}}]"#
    private static let delivered =
        #"{"sent":{"_0":{"reply":{"code":250,"enhancedCode":"2.0.0","text":"queued as 1"},"queueID":"1","#
        + #""recipients":\#(results)}}}"#
    private static let refused =
        #"{"failed":{"_0":{"isTemporary":false,"recipients":\#(results),"reply":{"code":550,"text":"no such user"},"#
        + #""reason":"refused"}}}"#
    private static let delayed = #"{"failed":{"_0":{"isTemporary":true,"recipients":[],"reason":"try later"}}}"#
    /// As each state was written, and whether the row counted as finished.
    private static let states: [(text: String, isFinished: Bool, state: SendState)] = [
        (#"{"accepted":{}}"#, false, .accepted), (#"{"handedOver":{}}"#, false, .handedOver()),
        (#"{"unknown":{}}"#, true, .unknown()), (delivered, true, .delivered), (refused, true, .refused),
        (delayed, true, .delayed),
    ]

    /// Closed again when this returns.
    private func write() async throws {
        let file = try DatabaseFile(directory.file("postern.db"), schema: Self.schema)
        try await file.write { (database) in
            for (id, value) in Self.accounts {
                try database.execute(sql: "INSERT INTO account VALUES (?, ?)", arguments: [id, value])
            }
            try database.execute(sql: "INSERT INTO tombstone VALUES ('acc_gone')")
            for (index, row) in Self.states.enumerated() {
                try database.execute(
                    sql: "INSERT INTO send VALUES (?, 'acc_ann', ?, x'010203', ?, ?, x'090807', 1, ?, ?)",
                    arguments: [
                        "\(index)", index == 3 ? "k" : nil, "<\(index)@example.com>", Self.envelope, row.text,
                        row.isFinished,
                    ])
            }
        }
    }

    @Test("has all its accounts and sends in this version, and no message any more")
    func migrated() async throws {
        try await write()
        let file = try PosternDatabase.open(directory.file("postern.db"))
        #expect(try await AccountDatabase(file).accounts() == [.full(.ann), .plain(.bob)])
        let journal = SendDatabase(file)
        for (index, row) in Self.states.enumerated() {
            let expected = SendEntry.made(
                "\(index)", key: index == 3 ? "k" : nil, state: row.state, way: .smtp, requestHash: nil)
            #expect(try await journal.entry("\(index)") == expected)
        }
        #expect(try await journal.unfinished() == ["0", "1"])
        #expect(try await journal.entry(of: .ann, under: "k")?.id == "3")
        _ = try await journal.open(.made("9", key: "m"))
        #expect(try await journal.unfinished() == ["0", "1", "9"])
        let columns = try await file.read { try $0.columns(in: "send").map(\.name) }
        #expect(!columns.contains("sealedMessage"))
    }
}
