internal import Cryptography
internal import Domain

/// Texts that nobody can guess, in the looks of Entra's (reference sheet §A5).
enum Secrets {
    static func text(_ count: Int) -> String { Base64(RandomBytes.make(count)).urlText }

    static func code(isPersonal: Bool) -> String {
        isPersonal ? "M.C5\(digits(2))_BAY.2.U.\(text(27))" : "1.AXoA\(text(420))"
    }

    /// Those of personal accounts have characters that a form must escape.
    static func refreshToken(isPersonal: Bool) -> String {
        guard isPersonal else { return "1.AXoA\(text(660))" }
        return "M.C5\(digits(2))_BAY.0.U.-\(special(text(300)))$$"
    }

    static func deviceCode() -> String { "FAQABAAEAAAD\(text(150))" }

    /// Nine letters and digits that nobody mixes up.
    static func userCode() -> String {
        let letters = Array("BCDFGHJKLMNPQRSTVWXYZ23456789")
        return String(RandomBytes.make(9).map { letters[Int($0) % letters.count] })
    }

    /// An access token that is nothing but itself: those of personal accounts.
    static func opaqueToken() -> String { "Ew" + Base64([0x08] + RandomBytes.make(900)).text }

    private static func special(_ text: String) -> String { text.replacing("-", with: "!").replacing("_", with: "*") }

    private static func digits(_ count: Int) -> String {
        String(RandomBytes.make(count).map { Character(Unicode.Scalar(48 + $0 % 10)) })
    }
}
