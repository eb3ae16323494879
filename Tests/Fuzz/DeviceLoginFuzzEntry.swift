import OAuth

/// Any bytes as what a provider may answer when it is asked for a code for another device: what is taken can be shown.
enum DeviceLoginFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "oauth-device-answer",
            { bytes in
                guard let answer = DeviceAnswer(parsing: bytes) else { return }
                let shown = [answer.userCode, answer.verificationURI, answer.message ?? ""].joined()
                precondition(
                    shown.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control },
                    "a control character would be shown")
                precondition(answer.interval >= 1 && answer.lifetimeSeconds >= 1, "a code without time")
            }
        )
    ]
}
