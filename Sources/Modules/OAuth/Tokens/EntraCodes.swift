package import Domain

/// What the AADSTS numbers mean to us (reference sheet §A10; printed in `proto-docs/oauth.md`).
package enum EntraCodes {
    package struct Row: Sendable {
        package let codes: [Int]
        package let verdict: Verdict
        package let responsible: ResponsibleParty
        /// For the table in the documentation.
        package let meaning: String

        /// Who has to act follows from the verdict, unless it is said.
        init(codes: [Int], verdict: Verdict, responsible: ResponsibleParty? = nil, meaning: String) {
            self.codes = codes
            self.verdict = verdict
            self.responsible = responsible ?? verdict.responsible
            self.meaning = meaning
        }
    }

    /// 700023 is used for a scope that names no resource, and for an assertion that is meant for somebody else.
    static func row(for code: Int, error: String) -> Row? {
        byCode[code == 700023 && error == "invalid_client" ? 700027 : code]
    }

    package static func verdict(for code: Int) -> Verdict? { byCode[code]?.verdict }

    private static let byCode: [Int: Row] = Dictionary(
        rows.flatMap { row in row.codes.map { ($0, row) } }, uniquingKeysWith: { first, _ in first })

    package static let rows: [Row] =
        users + apps + [
            Row(
                codes: [50147, 501481, 501491, 900144, 9_002_313, 90014], verdict: .refused,
                meaning: "a parameter is missing or wrong: a fault of ours")
        ]
}
