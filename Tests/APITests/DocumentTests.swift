import API
import Foundation
import JSON
import Testing

/// `POSTERN_UPDATE_DOCS=1` writes the generated pages anew; otherwise a page that differs fails.
@Suite("The pages for users")
struct DocumentTests {
    static let directory = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("proto-docs")

    private func compare(_ text: String, with name: String) throws {
        let page = Self.directory.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["POSTERN_UPDATE_DOCS"] == "1" {
            try Data(text.utf8).write(to: page)
        }
        let committed = try String(decoding: Data(contentsOf: page), as: UTF8.self)
        #expect(committed == text, "run the tests with POSTERN_UPDATE_DOCS=1 and commit proto-docs/\(name)")
    }

    @Test("openrpc.json is what the declarations say")
    func openRPC() throws {
        #expect(OpenRPCDocument.current["error"] == nil)
        try compare(PrettyPrinter.text(OpenRPCDocument.current), with: "openrpc.json")
    }

    @Test("methods.md is what the declarations say")
    func methods() throws {
        try compare(MethodsDocument.text(), with: "methods.md")
    }

    @Test("errors.md names every kind with its code", arguments: ErrorKind.allCases)
    func errors(_ kind: ErrorKind) throws {
        let page = try String(
            decoding: Data(contentsOf: Self.directory.appendingPathComponent("errors.md")), as: UTF8.self)
        #expect(page.contains("| `\(kind.rawValue)` | \(kind.code) | \(kind.isRetryable ? "yes" : "no") |"))
    }

    @Test("rpc.discover gives the document back")
    func discover() throws {
        let document = try JSONValue(parsing: JSONWriter.encode(OpenRPCDocument.current))
        #expect(document == OpenRPCDocument.current)
        #expect(document["methods"]?.arrayValue?.count == Catalogue.methods.count)
    }

    @Test("refer only to schemas that are there")
    func references() throws {
        let components = try #require(OpenRPCDocument.current["components"]?["schemas"]?.objectValue)
        func look(_ value: JSONValue) {
            switch value {
            case .array(let elements): for element in elements { look(element) }
            case .object(let members):
                if case .string(let target)? = members["$ref"] {
                    #expect(components[String(target.dropFirst("#/components/schemas/".count))]?["type"] == "object")
                }
                for member in members.values { look(member) }
            default: break
            }
        }
        look(OpenRPCDocument.current)
        for (name, schema) in components {
            let undescribed = schema["properties"]?.objectValue?.filter { $0.value["description"] == nil }.map(\.key)
            #expect(undescribed == [], "\(name)")
        }
    }
}
