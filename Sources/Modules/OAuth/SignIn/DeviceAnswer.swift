package import Broker
internal import JSON

/// A code for another device, as the provider gives it (RFC 8628, section 3.2).
package struct DeviceAnswer: Hashable, Sendable {
    package var deviceCode: Credential
    package var userCode: String
    package var verificationURI: String
    package var verificationURIComplete: String?
    /// The provider's own sentence; Microsoft's.
    package var message: String?
    /// How long the code is good, in seconds.
    package var lifetimeSeconds: Int
    /// How often the provider may be asked, in seconds.
    package var interval: Int

    /// Where none is named (section 3.2).
    static let defaultInterval = 5.0
    /// Nobody waits for a user longer than a day.
    static let longestLifetime = 86_400.0
    /// Of the device code, in bytes; Microsoft's have some two hundred.
    static let longestCode = 8_192

    /// Nil unless it holds what people have to be shown, in a form that can be shown, and an address that may be opened.
    package init?(parsing body: [UInt8]) {
        guard let answer = try? JSONValue(parsing: body),
            let code = Self.text(answer["device_code"], limit: Self.longestCode), !code.contains(" "),
            let userCode = Self.text(answer["user_code"], limit: 64),
            // Google's first form had another name.
            let address = Self.address(answer["verification_uri"] ?? answer["verification_url"]),
            let lifetime = Self.seconds(answer["expires_in"]), lifetime >= 1
        else { return nil }
        deviceCode = Credential(code)
        self.userCode = userCode
        verificationURI = address
        verificationURIComplete = Self.address(answer["verification_uri_complete"])
        message = answer["message"]?.stringValue.flatMap(Self.sentence)
        lifetimeSeconds = Int(min(lifetime, Self.longestLifetime))
        let interval = Self.seconds(answer["interval"]) ?? Self.defaultInterval
        self.interval = Int(max(1, min(interval, Double(DeviceWay.longestInterval))))
    }

    /// A number, or a number in a string (reference sheet, section A5).
    private static func seconds(_ value: JSONValue?) -> Double? {
        guard let number = value?.doubleValue ?? value?.stringValue.flatMap(Double.init), number.isFinite else {
            return nil
        }
        return number
    }

    /// Printable ASCII.
    private static func text(_ value: JSONValue?, limit: Int) -> String? {
        guard let text = value?.stringValue, (1...limit).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        return text
    }

    private static func address(_ value: JSONValue?) -> String? {
        guard let text = value?.stringValue, WebAddress(text)?.isSecureEnough == true else { return nil }
        return text
    }

    /// For people: a text without control characters, or none.
    private static func sentence(_ text: String) -> String? {
        let isPlain = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return (1...1_024).contains(text.utf8.count) && isPlain ? text : nil
    }
}

extension DeviceAnswer {
    /// Reads the answer of a device authorization endpoint, of whatever kind.
    init(
        status: Int, retryAfter: String?, body: [UInt8], in context: RefusalContext
    ) throws(TokenFailure) {
        if status == 200, let answer = DeviceAnswer(parsing: body) {
            self = answer
            return
        }
        do throws(TokenFailure) {
            _ = try TokenReply(status: status, retryAfter: retryAfter, body: body).tokens(in: context)
        } catch {
            guard case .providerRejected(_, let fault) = error.error, error.refusal == nil else { throw error }
            throw TokenFailure(.providerRejected(Self.unusable, fault))
        }
        throw TokenFailure(.providerRejected(Self.unusable, ProviderFault(name: context.provider, status: status)))
    }

    private static let unusable = "the provider gave no usable code for another device"
}
