import Testing

@testable import MailDoors

@Suite("The outline of a message")
struct IMAPOutlineTests {
    static func outline(_ text: String) -> (root: IMAPEntity, text: (Range<Int>) -> String) {
        let bytes = Array(text.utf8)
        return (IMAPOutline(IMAPHeldSource(bytes)).root, { String(decoding: bytes[$0], as: UTF8.self) })
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var message: String
        /// The bodies of the leaves.
        var leaves: [String]
    }

    static func leaves(_ entity: IMAPEntity) -> [IMAPEntity] {
        switch entity.content {
        case .leaf: [entity]
        case .multipart(let parts): parts.flatMap(leaves)
        case .message(let message): leaves(message)
        }
    }

    @Test(arguments: [
        Case(testDescription: "nothing", message: "", leaves: [""]),
        Case(testDescription: "a header without an end", message: "Subject: x", leaves: [""]),
        Case(testDescription: "a body without a header", message: "\r\nx\r\n", leaves: ["x\r\n"]),
        Case(
            testDescription: "bare line feeds",
            message: "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n",
            leaves: ["x"]),
        Case(
            testDescription: "no last delimiter",
            message: "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n",
            leaves: ["x\r\n"]),
        Case(
            testDescription: "a delimiter within a header",
            message: "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nX: y\r\n--b\r\n\r\nz\r\n--b--",
            leaves: ["", "z"]),
        Case(
            testDescription: "an outer delimiter that ends an inner multipart",
            message:
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/x; boundary=bb\r\n\r\n"
                + "--bb\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n", leaves: ["one", "two"]),
        Case(
            testDescription: "a longer line that only begins like a delimiter",
            message: "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--bx\r\n--b--\r\n", leaves: ["--bx"]),
        Case(
            testDescription: "a message within, encoded: it stays closed",
            message: "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdDogeA==",
            leaves: ["U3ViamVjdDogeA=="]),
        Case(
            testDescription: "a message within, at the end of all", message: "Content-Type: message/rfc822\r\n\r\n",
            leaves: [""]),
    ])
    func leavesAreFound(_ c: Case) {
        let (root, text) = Self.outline(c.message)
        #expect(Self.leaves(root).map { text($0.body) } == c.leaves)
    }

    @Test func aHeaderThatADelimiterEndsLeavesItTheLineEnd() {
        let (root, text) = Self.outline(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n--b--"
        )
        #expect(root.part([1]).map { text($0.body) } == "Subject: x")
        #expect(Self.leaves(root).map { text($0.header) } == ["Subject: x"])
    }

    @Test func whatEndsTogetherEndsAtTheSamePlace() {
        let (root, text) = Self.outline(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/x; boundary=c\r\n\r\n"
                + "--c\r\n\r\n--b--")
        #expect(root.part([1]).map { text($0.body) } == "--c\r\n")
        #expect(root.part([1, 1])?.body.upperBound == root.part([1])?.body.upperBound)
    }

    @Test func levelsAndPartsAreBounded() {
        var deep = ""
        for level in 0..<200 { deep += "Content-Type: multipart/mixed; boundary=b\(level)\r\n\r\n--b\(level)\r\n" }
        var depth = 0
        var entity = Self.outline(deep).root
        while case .multipart(let parts) = entity.content, let first = parts.first {
            entity = first
            depth += 1
        }
        #expect((1...IMAPOutline.deepest).contains(depth))
        let wide = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + String(repeating: "--b\r\n\r\n", count: 5_000)
        #expect(Self.leaves(Self.outline(wide).root).count < IMAPOutline.mostEntities)
    }
}
