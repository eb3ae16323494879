import Cryptography
import Domain
import Testing

/// Signatures of `openssl dgst -sha256 -sigopt rsa_padding_mode:pss` over one message, with salts of two lengths.
@Suite("A PS256 signature")
struct PSSSaltTests {
    private static let message = Array("a header.some claims".utf8)
    static let modulus = decoded(
        "3JWYjbnhfrBg2ScU+O4hGhzLnLcGArLm2zqSMVDBOVAAPIhkj1DhByl4HaFWneJwBrQdyfB85xIdDjuY4Rix52aNHkq/WyWVLqdn"
            + "Em8hCrY3jm4NJ5Vlpm7aRk5TGd5lolApxAcLlGAmxXtbECQXCIvhHH4sImN0jswEnoRgiVLz9mLrm/MjADu6TRS0pDoP7WWitf0I"
            + "wQ4Y7m2rReiI50nhX8W/OD4mbq6Y05qN2CfjfXViub8LjmAtWrDjz/iB2jHOySvuZwmGGpxdboFZuHVPl/3sqXZHH3YkTfT6U47T"
            + "+hYHJ/j9dR4Zo6qOeSOLBJG2+jFX9DkBJ44/OpdpGw==")
    static let salt32 = decoded(
        "kQNu1+uUDcTFvTE2N2S3+jSRvXyuSxUlNcumBODnzS+qlXuw2/CHbhbcY4dIynKQbq4fLgOCWbSDq2+sGFCEJVbqvVQG8Dd9Wlwb"
            + "eCEori5nEwN0/uqyPriQVx8kr7UgGmMJOT8UUX51sapk+w7/i6+HopAOMJy1cMUlBEmWeNjlWLfgk9KdpRYN+TteHv6/TW2bnbyi"
            + "drVt1ZXoDpq2Pi89CTE1vwQbfxPsr+gALpG+Ipla/xDmlu2wshjAJFxRkV3BjIBHN7Z7zQNSCOU50QAAOx8/3vHo5S8KWu9FW7iv"
            + "IHiijJAYKi8UZTsq4+iB5UBnoMrgV9tFRu+ZGmK3lw==")
    static let saltLongest = decoded(
        "Nf8BnKpYEWpSQQMUio+y50yzrMb+qZwNwvFdg9JPr5cV6+4UYw/dvUAHa91S1z6d1uBHsw7leH8REhAqUqV+FFroUMsbYFWkXZqL"
            + "eOP883OpnKB2c9Crk5zeIY9t9DX+zatS052r/b1ugPRtqRz6h0x3Y2PXu43S2fcUR72fpmN8UMLmW1IGgwgsHRcZdJY7+uueP8wA"
            + "keF/w1nJKdtbRoCUGSDsh5F0DvJ4moDjKjTF04NFaR9DFb1+EvyLJwKKu2YcuNqRmWmMqr5ONpk5WvIW0HF93NjaNKGjlfIVYU9l"
            + "Ag1ZpD3TjO2auUaqGhYuSOFtkzrK/KT0ikZtZr0OPw==")

    private static func decoded(_ text: String) -> [UInt8] { Base64(text)?.bytes ?? [] }

    @Test(
        "has a salt as long as its digest (RFC 7518, section 3.5)",
        arguments: [(salt32, true), (saltLongest, false)])
    func salt(_ signature: [UInt8], _ isGood: Bool) throws {
        let key = try PublicKey.rsa(modulus: Self.modulus, exponent: [1, 0, 1])
        #expect(
            SignatureVerifier.verify(algorithm: .ps256, key: key, message: Self.message, signature: signature)
                == isGood)
    }
}
