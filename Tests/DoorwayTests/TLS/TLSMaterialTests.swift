import Cryptography
import Doorway
import FoundationEssentials
import Linux
import TestFiles
import Testing

@Suite("TLS material")
struct TLSMaterialTests {
    static let files = ["ca.pem", "ca-key.pem", "server.pem", "server-key.pem"]
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("tls")
    }

    private func contents() -> [Data?] { Self.files.map { directory.contents("tls/" + $0) } }

    @Test("is made where there is none, and its keys are nobody else's to read")
    func made() throws {
        let material = try TLSMaterial(directory: path)
        _ = try material.serverContext(protocols: ["http/1.1"])
        #expect(material.authorityPath == path + "/ca.pem")
        #expect(directory.contents("tls/ca.pem") == Data(material.authorityPEM.utf8))
        #expect(try Self.files.map { try directory.mode(of: "tls/" + $0) } == [0o644, 0o600, 0o644, 0o600])
        let authority = try X509Certificate(pem: material.authorityPEM)
        let server = try X509Certificate(pem: try text("server.pem"))
        #expect(server.isSigned(by: authority))
        #expect(TLSMaterial.ownHosts.allSatisfy(server.covers))
    }

    @Test("lies nowhere when no directory is named")
    func inMemory() throws {
        let material = try TLSMaterial(directory: nil)
        #expect(material.authorityPath == nil)
        _ = try material.serverContext()
    }

    @Test("is used again while it is valid")
    func reused() throws {
        _ = try TLSMaterial(directory: path)
        let before = contents()
        _ = try TLSMaterial(directory: path)
        #expect(contents() == before)
    }

    @Test("changes its server's part for a new host and towards its end, and keeps the authority that clients trust")
    func renewed() throws {
        _ = try TLSMaterial(directory: path)
        let before = contents()
        _ = try TLSMaterial(directory: path, hosts: ["sandbox.example"])
        let named = contents()
        #expect(named[0] == before[0] && named[1] == before[1])
        #expect(named[2] != before[2] && named[3] != before[3])
        #expect(try X509Certificate(pem: text("server.pem")).covers("sandbox.example"))
        let later = Int64(Date().timeIntervalSince1970) + 391 * 86_400
        _ = try TLSMaterial(directory: path, now: later)
        #expect(contents()[0] == before[0])
        #expect(contents()[2] != named[2])
        _ = try TLSMaterial(directory: path, now: later + 10 * 365 * 86_400)
        #expect(contents()[0] != before[0])
    }

    @Test("without one half of a pair is refused, and what is there stays", arguments: files)
    func incomplete(_ missing: String) throws {
        _ = try TLSMaterial(directory: path)
        try FileManager.default.removeItem(atPath: path + "/" + missing)
        let before = contents()
        #expect {
            try TLSMaterial(directory: path)
        } throws: { error in
            if case .incomplete(_, path + "/" + missing) = error as? TLSError { true } else { false }
        }
        #expect(contents() == before)
    }

    @Test("that is something else is refused, and stays", arguments: files)
    func unusable(_ name: String) throws {
        _ = try TLSMaterial(directory: path)
        try Data("mine".utf8).write(to: URL(filePath: path + "/" + name))
        #expect {
            try TLSMaterial(directory: path)
        } throws: { error in
            if case .unusable(path + "/" + name, _) = error as? TLSError { true } else { false }
        }
        #expect(directory.contents("tls/" + name) == Data("mine".utf8))
    }

    @Test("with another's key is refused")
    func mismatched() throws {
        _ = try TLSMaterial(directory: path)
        let other = try RSAPrivateKey.generate()
        try Data(try other.pem.utf8).write(to: URL(filePath: path + "/server-key.pem"))
        #expect(throws: TLSError.self) { try TLSMaterial(directory: path) }
    }

    @Test("behind a symbolic link is refused", arguments: files)
    func links(_ name: String) throws {
        _ = try TLSMaterial(directory: path)
        try FileManager.default.moveItem(atPath: path + "/" + name, toPath: directory.file("elsewhere"))
        try FileManager.default.createSymbolicLink(
            atPath: path + "/" + name, withDestinationPath: directory.file("elsewhere"))
        #expect {
            try TLSMaterial(directory: path)
        } throws: { error in
            if case .storage(.failed) = error as? TLSError { true } else { false }
        }
    }

    @Test("whose key others can read is refused")
    func open() throws {
        _ = try TLSMaterial(directory: path)
        let key = path + "/server-key.pem"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        #expect(throws: TLSError.storage(.tooOpen(path: key, mode: 0o640, allowed: 0o600))) {
            try TLSMaterial(directory: path)
        }
    }

    @Test("in a directory where others write is refused")
    func openDirectory() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: path)
        #expect(throws: TLSError.storage(.tooOpen(path: path, mode: 0o777, allowed: 0o7755))) {
            try TLSMaterial(directory: path)
        }
        #expect(contents() == [nil, nil, nil, nil])
    }

    private func text(_ name: String) throws -> String {
        String(decoding: try #require(directory.contents("tls/" + name)), as: UTF8.self)
    }
}
