import Testing

@testable import Curl

@Suite("The libcurl that was linked")
struct CurlLibraryTests {
    private let good = CurlLibrary(
        version: 0x07_58_01, tls: "OpenSSL/3.0.22", speaksHTTP2: true, resolvesInBackground: true,
        protocols: ["http", "https", "imap", "imaps", "smtp", "smtps", "ftp"])

    @Test func isSuitableHere() throws { try CurlTransport.verifyLibrary() }

    @Test func isAcceptedWithOpenSSL() throws { try good.verify() }

    @Test(arguments: ["GnuTLS/3.7.9", "NSS/3.87", "none", "", "(OpenSSL/3.0.22) GnuTLS/3.7.9"])
    func isRefusedWithAnotherTLSLibrary(tls: String) {
        var library = good
        library.tls = tls
        #expect(throws: CurlSetupError.wrongTLSLibrary(tls)) { try library.verify() }
    }

    @Test func isRefusedWithoutWhatPosternNeeds() {
        var libraries = [good, good, good, good]
        libraries[0].version = 0x07_57_00
        libraries[1].speaksHTTP2 = false
        libraries[2].resolvesInBackground = false
        libraries[3].protocols = ["http", "https"]
        for library in libraries {
            #expect(throws: CurlSetupError.self) { try library.verify() }
        }
    }
}
