import Domain
import Foundation
import MIME
import Testing

/// Python's `email` package was written by nobody here, and reads strictly.
@Suite(
    "Python's email package reads what was composed",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
struct PythonEmailTests {
    static let script = """
        import sys, email, email.policy
        m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
        ok = (not any(p.defects for p in m.walk())
              and m['subject'] == 'Grüße an alle: ' + '💌' * 40
              and m['from'].addresses[0].display_name == 'Jürgen Groß'
              and m['from'].addresses[0].addr_spec == 'juergen@xn--bcher-kva.example'
              and [a.display_name for a in m['to'].addresses] == ['Bo "the" Bear, Jr.', '', '世界']
              and m.get_body(('plain',)).get_content().replace('\\r', '') == 'Grüße\\n.\\nFrom here\\n'
              and m.get_body(('html',)).get_content().replace('\\r', '') == '<p>' + 'ü' * 500 + '</p>\\n'
              and [a.get_filename() for a in m.iter_attachments()] == ['Übersicht ' + 'lang ' * 20 + '.txt']
              and [a.get_content() for a in m.iter_attachments()] == [bytes(range(256))])
        sys.exit(0 if ok else 1)
        """

    @Test("with every name, text and file in it")
    func reads() throws {
        let composition = Composition(
            to: [
                NamedAddress(name: "Bo \"the\" Bear, Jr.", address: "bo@example.com"),
                NamedAddress(address: "c@example.com"),
                NamedAddress(name: "世界", address: "d@example.com"),
            ],
            subject: "Grüße an alle: " + String(repeating: "💌", count: 40), text: "Grüße\n.\nFrom here\n",
            html: "<p>" + String(repeating: "ü", count: 500) + "</p>\n",
            attachments: [
                AttachmentContent(
                    filename: "Übersicht " + String(repeating: "lang ", count: 20) + ".txt",
                    content: Base64(Array(0...255)))
            ])
        let message = try MessageComposerTests.compose(composition).bytes
        let file = FileManager.default.temporaryDirectory.appending(path: "postern-mime-\(getpid()).eml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(message).write(to: file)
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/python3")
        python.arguments = ["-c", Self.script, file.path]
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
    }
}
