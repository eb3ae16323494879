import Broker
import Domain
import OAuth

/// Any bytes as what a token source, or the address that knows the owner of a token, may answer: what is taken can stand in
/// a header, a SASL response and a log.
enum TokenSourceFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "oauth-external-answer",
            { bytes in
                guard let answer = ExternalAnswer(parsing: bytes, at: Timestamp(secondsSince1970: 1_795_000_000)) else {
                    return
                }
                answer.accessToken.withExposed { token in
                    precondition(
                        !token.isEmpty && token.utf8.allSatisfy { (0x21...0x7E).contains($0) },
                        "a token that breaks a line")
                }
            }
        ),
        (
            "oauth-user-info",
            { bytes in
                let place = UserInfoPlace("https://id.example/me")
                guard let identity = UserInfo(parsing: bytes)?.identity(as: place, at: "https://id.example") else {
                    return
                }
                let texts = [identity.subject, identity.username, identity.email, identity.name].compactMap(\.self)
                precondition(
                    texts.allSatisfy { $0.utf8.count <= 512 && !$0.utf8.contains { $0 < 0x20 } },
                    "an unprintable identity")
            }
        ),
    ]
}
