// swift-tools-version: 6.2
// Postern, drawn as its targets. Arrows point from lower rings to higher ones only:
//
//     Programs → Service → Modules / Wire → Libraries → Vocabulary
//
// OAuth, Vault and Mail never import one another; IMAP, SMTP and Graph see Mail, not one another. The build
// holds every import to the arrows below (`--explicit-target-dependency-import-check error`), and
// `scripts/check-imports` to the external modules that each ring may see.
import PackageDescription

/// Plain values and shared ports; these use nothing but one another.
let vocabulary: [Target] = [
    .part("Domain", in: "Vocabulary"),
    .part("Transport", in: "Vocabulary", uses: ["Domain"]),
    .part("Broker", in: "Vocabulary", uses: ["Domain"]),
]

/// The only code that sees a C module: one wrapper for each.
let libraries: [Target] = [
    .c("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    .c("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    .c("CJansson", pkgConfig: "jansson", apt: "libjansson-dev"),
    .c("CGMime", pkgConfig: "gmime-3.0", apt: "libgmime-3.0-dev"),
    .c("CLinux"),
    .part("Linux", in: "Libraries", uses: ["CLinux"]),
    .part("Curl", in: "Libraries", uses: ["CCurl", "Transport", "Domain"]),
    .part("Cryptography", in: "Libraries", uses: ["CCrypto"]),
    .part("JSON", in: "Libraries", uses: ["CJansson"]),
    .part("MIME", in: "Libraries", uses: ["CGMime", "Domain"]),
    .part("Sockets", in: "Libraries", uses: ["Linux"], [.nioCore, .nioPosix]),
]

/// What crosses the socket. JSONRPC knows no mail; API is one file a method.
let wire: [Target] = [
    .part("JSONRPC", in: "Wire", uses: ["JSON"]),
    .part("API", in: "Wire", uses: ["JSONRPC", "JSON", "Broker", "Domain"]),
]

/// What Postern is for. No arrow joins OAuth, Vault and Mail: `Daemon` does.
let modules: [Target] = [
    .part("OAuth", in: "Modules", uses: ["Broker", "Transport", "Domain", "JSON", "Cryptography"], [.logging]),
    .part("Vault", in: "Modules", uses: ["Domain", "Cryptography"]),
    .part(
        "Mail", in: "Modules", uses: ["Broker", "Domain", "MIME", "JSON", "Cryptography"], [.logging]),
    .part("IMAP", in: "Modules", uses: ["Mail", "Transport", "Domain", "MIME"], [.logging]),
    .part("SMTP", in: "Modules", uses: ["Mail", "Transport", "Domain", "MIME"], [.logging]),
    .part("Graph", in: "Modules", uses: ["Mail", "Transport", "Broker", "Domain", "JSON", "MIME"], [.logging]),
]

/// Turns modules into a daemon.
let service: [Target] = [
    .part("Databases", in: "Service", uses: ["Linux"], [.grdb]),
    .part(
        "BrokerService", in: "Service",
        uses: [
            "Broker", "OAuth", "Vault", "Databases", "Transport", "Domain", "JSON", "Cryptography", "Linux",
        ],
        [.grdb, .logging]),
    .part("Methods", in: "Service", uses: ["API", "JSONRPC", "JSON", "Broker", "Mail", "Cryptography", "Domain"]),
    .part(
        "Persistence", in: "Service",
        uses: ["Databases", "Mail", "Broker", "Domain", "JSON", "Cryptography", "Linux"], [.grdb]),
    .part(
        "HTTPListener", in: "Service", uses: ["Broker", "Linux"],
        [.hummingbird, .hummingbirdCore, .nioCore, .nioPosix, .logging]),
    .part(
        "Daemon", in: "Service",
        uses: [
            "BrokerService", "Methods", "Persistence", "Databases", "HTTPListener", "API", "JSONRPC", "OAuth", "Vault",
            "Mail",
            "IMAP", "SMTP", "Graph", "Curl", "Cryptography", "JSON", "Sockets", "Linux", "Broker", "Transport",
            "Domain",
        ], [.logging, .lifecycle, .unixSignals]),
]

/// A small fake Microsoft 365: shares Vocabulary and Libraries with the daemon and nothing else, so that a misreading
/// cannot be shared. Its doors see the tenant and the doorway, never one another.
let sandbox: [Target] = [
    .part("Tenant", in: "Sandbox", uses: ["MIME", "JSON", "Cryptography", "Domain"]),
    .part(
        "Doorway", in: "Sandbox", uses: ["Tenant", "JSON", "Cryptography", "Linux", "Domain"],
        [.hummingbirdCore, .hummingbirdHTTP2, .httpTypes, .nioCore, .nioPosix, .nioSSL, .nioTLS, .logging]),
    .part("Entra", in: "Sandbox", uses: ["Tenant", "Doorway", "JSON", "Cryptography", "Domain"]),
    .part(
        "GraphDoor", in: "Sandbox",
        uses: ["Tenant", "Doorway", "Curl", "MIME", "JSON", "Cryptography", "Transport", "Domain"]),
    .part("MailDoors", in: "Sandbox", uses: ["Tenant", "Doorway", "MIME", "JSON", "Domain"]),
    .part(
        "SandboxDaemon", in: "Sandbox",
        uses: [
            "Tenant", "Doorway", "Entra", "GraphDoor", "MailDoors", "MIME", "JSON", "Cryptography", "Transport",
            "Linux", "Domain",
        ],
        [.unixSignals]),
]

let programs: [Target] = [
    .program("posternd", uses: ["Daemon", "Linux"]),
    .program("postern-sandbox", uses: ["SandboxDaemon", "Linux", "Domain"], [.argumentParser]),
    .program("postern", uses: ["JSON", "Sockets", "Linux", "Domain"], [.argumentParser]),
]

/// Whose parsers of outside bytes are fuzzed, or what their entries need: of all, of the daemon, of the sandbox.
let fuzzedInBoth: [Target.Dependency] = [
    "Cryptography", "Domain", "JSON", "JSONRPC", "Linux", "MIME", "Sockets", "Transport",
]
let fuzzedInDaemon: [Target.Dependency] = ["Broker", "Graph", "IMAP", "Mail", "OAuth", "SMTP", "Vault"]
let fuzzedInSandbox: [Target.Dependency] = ["Doorway", "Entra", "GraphDoor", "MailDoors", "Tenant"]

let tests: [Target] = [
    .support("TestFiles"),
    .support("TestSupport", uses: ["Mail", "Transport", "Broker", "Domain", "JSON", "Cryptography"]),
    .support("LineTesting", uses: ["Doorway", .nioCore, .nioPosix, .nioSSL]),
    .tests(of: "Domain"),
    .tests(of: "Transport"),
    .tests(of: "Linux", uses: ["TestFiles"]),
    .tests(of: "Curl", uses: ["Transport", "Domain"], exclude: ["Support"]),
    .tests(of: "Cryptography", uses: ["Domain"]),
    .tests(of: "JSON"),
    .tests(of: "MIME", uses: ["Domain"]),
    .tests(of: "Sockets", uses: ["TestFiles", "Linux"]),
    .tests(of: "JSONRPC", uses: ["JSON"]),
    .tests(of: "API", uses: ["JSONRPC", "JSON", "Broker", "Domain"]),
    .tests(
        of: "OAuth", uses: ["TestSupport", "Broker", "Transport", "Domain", "JSON", "Cryptography"], [.logging]),
    .tests(of: "Vault", uses: ["Domain", "Cryptography"]),
    .tests(of: "Mail", uses: ["TestSupport", "Broker", "Domain", "MIME", "Cryptography"], [.logging]),
    .tests(of: "IMAP", uses: ["TestSupport", "Mail", "Transport", "Domain"]),
    .tests(of: "Methods", uses: ["TestSupport", "API", "JSONRPC", "JSON", "Broker", "Mail", "Domain"], [.logging]),
    .tests(of: "SMTP", uses: ["TestSupport", "Mail", "Transport", "Domain"], [.logging]),
    .tests(of: "Graph", uses: ["TestSupport", "Mail", "Transport", "Broker", "Domain", "JSON"], [.logging]),
    .tests(
        of: "BrokerService",
        uses: ["TestSupport", "Broker", "OAuth", "Vault", "Transport", "Domain", "Cryptography"],
        [.grdb, .logging]),
    .tests(of: "Databases", uses: ["TestFiles"], [.grdb]),
    .tests(
        of: "Persistence", uses: ["TestFiles", "TestSupport", "Databases", "Mail", "Broker", "Domain", "Cryptography"],
        [.grdb]),
    .tests(of: "HTTPListener", uses: ["Broker", "Domain"], [.logging]),
    .tests(
        of: "Daemon",
        uses: [
            "TestSupport", "JSON", "JSONRPC", "Broker", "BrokerService", "Domain", "Mail", "Methods", "API", "Linux",
            "OAuth", "Persistence",
            "Transport",
        ], [.logging]),
    .tests(of: "Tenant", uses: ["MIME", "Domain"]),
    .tests(
        of: "Doorway", uses: ["LineTesting", "TestFiles", "Tenant", "JSON", "Cryptography", "Linux"]),
    .tests(of: "Entra", uses: ["Tenant", "Doorway", "JSON", "Cryptography", "Domain"]),
    .tests(of: "GraphDoor", uses: ["Tenant", "Doorway", "JSON", "Transport", "Domain"]),
    .tests(of: "MailDoors", uses: ["LineTesting", "Tenant", "Doorway", "JSON", "Domain"]),
    .tests(of: "SandboxDaemon", uses: ["Tenant", "Doorway", "JSON", "Domain"]),
    .fuzz(uses: fuzzedInBoth + fuzzedInDaemon + fuzzedInSandbox),
]

// After its parts: a manifest runs from top to bottom.
let package = Package(
    name: "postern",
    products: [
        .executable(name: "posternd", targets: ["posternd"]),
        .executable(name: "postern", targets: ["postern"]),
        .executable(name: "postern-sandbox", targets: ["postern-sandbox"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: vocabulary + libraries + wire + modules + service + sandbox + programs + tests
)

// MARK: - How a kind of target is made

extension Target {
    /// A Swift target of ours, held to the house settings.
    static func part(
        _ name: String, in ring: String, uses: [Dependency] = [], _ external: [Dependency] = []
    ) -> Target {
        .target(name: name, dependencies: uses + external, path: "Sources/\(ring)/\(name)", swiftSettings: .house)
    }

    /// A C library behind a module map: found by pkg-config, installed by apt.
    static func c(_ name: String, pkgConfig: String? = nil, apt: String? = nil) -> Target {
        .systemLibrary(
            name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig, providers: apt.map { [.apt([$0])] })
    }

    static func program(_ name: String, uses: [Dependency], _ external: [Dependency] = []) -> Target {
        .executableTarget(
            name: name, dependencies: uses + external, path: "Sources/Programs/\(name)", swiftSettings: .house)
    }

    /// Fakes that the tests of several targets share.
    static func support(_ name: String, uses: [Dependency] = []) -> Target {
        .target(name: name, dependencies: uses, path: "Tests/\(name)", swiftSettings: .house)
    }

    /// Feeds every parser of outside bytes; see `scripts/fuzz.sh`.
    static func fuzz(uses: [Dependency]) -> Target {
        .executableTarget(
            name: "postern-fuzz", dependencies: uses, path: "Tests/Fuzz", exclude: ["Corpus"], swiftSettings: .house)
    }

    /// The tests of one target.
    static func tests(
        of name: String, uses: [Dependency] = [], _ external: [Dependency] = [], exclude: [String] = []
    ) -> Target {
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name)] + uses + external, path: "Tests/\(name)Tests",
            exclude: exclude, swiftSettings: .house)
    }
}

extension Target.Dependency {
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let logging = product(name: "Logging", package: "swift-log")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdHTTP2 = product(name: "HummingbirdHTTP2", package: "hummingbird")
    static let nioTLS = product(name: "NIOTLS", package: "swift-nio")
}

extension [SwiftSetting] {
    /// Language mode 6 comes with the tools version.
    static let house: [SwiftSetting] = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .strictMemorySafety(),
        .treatAllWarnings(as: .error),
    ]
}
