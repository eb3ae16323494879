internal import Domain
internal import JSON
internal import Transport

extension GraphRefusal {
    /// The longest error that is read, in bytes. A longer body is no error of Graph's.
    static let maximumBody = 65_536
    /// How deep errors may stand inside errors.
    private static let maximumDepth = 8

    /// The answer to a request of its own.
    init(status: Int, headers: [HTTPField], body: [UInt8]) {
        let json = body.count <= Self.maximumBody ? try? JSONValue(parsing: body) : nil
        let challenges = headers.filter { $0.name.lowercased() == "www-authenticate" }
        self.init(
            status: status, json: json, challenges: challenges.map { $0.value.withExposed { $0 } },
            header: { headers.value(of: $0) })
    }

    /// The answer to a member of a batch.
    init(_ member: BatchAnswers.Member) {
        let header = { (name: String) in member.headers[name.lowercased()] }
        self.init(
            status: member.status, json: member.body, challenges: header("WWW-Authenticate").map { [$0] } ?? [],
            header: header)
    }

    private init(status: Int, json: JSONValue?, challenges: [String], header: (String) -> String?) {
        self.status = status
        pauseMs = RetryAfter.milliseconds(header)
        challenge = BearerChallenge(challenges)
        let errors = Self.nested(json?["error"])
        let codes = errors.compactMap { $0["code"]?.stringValue }.filter(Self.isIdentifier)
        (code, known) = Self.mostSpecific(codes)
        remark = errors.lazy.compactMap { $0["message"]?.stringValue }.compactMap(GraphRemark.init(in:)).first
        let ids = [header("request-id")] + errors.map { $0["request-id"]?.stringValue }
        requestID = ids.compactMap(\.self).first(where: Self.isIdentifier)
    }

    /// The error, the one inside it, and so on.
    private static func nested(_ outermost: JSONValue?) -> [JSONValue] {
        var errors: [JSONValue] = []
        var next = outermost
        while let error = next, error.objectValue != nil, errors.count < maximumDepth {
            errors.append(error)
            next = error["innerError"] ?? error["innererror"]
        }
        return errors
    }

    /// The innermost code that says something, else the outermost known, else the outermost.
    private static func mostSpecific(_ codes: [String]) -> (String?, GraphErrorCode?) {
        let known = codes.compactMap { code in GraphErrorCode(named: code).map { (code, $0) } }
        guard let best = known.last(where: { $0.1.verdict != nil }) ?? known.first else { return (codes.first, nil) }
        return (best.0, best.1)
    }

    /// What may stand in an error of ours: nothing that could be an address, a text or a line of a log.
    private static func isIdentifier(_ text: String) -> Bool {
        (1...80).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
