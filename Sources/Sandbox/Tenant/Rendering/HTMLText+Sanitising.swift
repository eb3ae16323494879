extension HTMLText {
    /// What Graph shows of HTML unless `outlook.allow-unsafe-html` is preferred (reference sheet §C4): without scripts,
    /// event handlers, frames and links that run something. The result of a result is itself.
    package static func sanitised(_ html: String) -> String {
        var scanner = HTMLScanner(html)
        var result = ""
        var style: String?
        var skipping: (element: String, depth: Int)?
        while let token = scanner.next() {
            if let inside = skipping {
                skipping = after(token, inside: inside)
                continue
            }
            switch token {
            // A bracket that began no tag must not begin one when something after it is gone.
            case .text(let text): result += text.utf8.contains(60) ? text.replacing("<", with: "&lt;") : text
            case .raw(let text):
                if let style, isHarmless(style: text) { result += style + text + "</style>" }
                style = nil
            case .open("style", let attributes): style = tag("style", attributes)
            case .open(let name, let attributes):
                if nested.contains(name) {
                    skipping = (name, 1)
                } else if isKept(name), name != "meta" || saysNothing(attributes) {
                    result += tag(name, attributes)
                }
            case .close(let name): if isKept(name) { result += "</\(name)>" }
            case .other: break
            }
        }
        return result
    }

    /// Left out with all that is in them, which may be elements.
    private static let nested: Set<String> = ["object", "applet", "template", "frameset"]
    /// Left out; what is in them is either raw, and goes too, or stays. A style is put back as a whole.
    private static let dropped: Set<String> = HTMLScanner.rawElements.union(nested).union([
        "embed", "form", "input", "button", "select", "option", "link", "base", "frame", "svg", "math", "video",
        "audio", "source", "track", "portal", "param", "foreignobject", "annotation-xml",
    ])

    private static func isKept(_ name: String) -> Bool {
        !dropped.contains(name)
            && name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || [45, 58].contains($0) }
    }

    /// Whether a `meta` only names the charset, rather than doing something.
    private static func saysNothing(_ attributes: [HTMLToken.Attribute]) -> Bool {
        attributes.allSatisfy { attribute in
            attribute.name != "http-equiv"
                || HTMLEntities.decoded(attribute.value ?? "").lowercased() == "content-type"
        }
    }

    private static func after(_ token: HTMLToken, inside: (element: String, depth: Int)) -> (String, Int)? {
        switch token {
        case .open(let name, _) where name == inside.element: (name, inside.depth + 1)
        case .close(let name) where name == inside.element: inside.depth == 1 ? nil : (name, inside.depth - 1)
        default: inside
        }
    }

    private static func tag(_ name: String, _ attributes: [HTMLToken.Attribute]) -> String {
        var seen: Set<String> = []
        let kept = attributes.filter { isHarmless($0) && seen.insert($0.name).inserted }
        return "<\(name)"
            + kept.map { attribute in
                guard let value = attribute.value else { return " \(attribute.name)" }
                return " \(attribute.name)=\"\(value.replacing("\"", with: "&quot;").replacing("<", with: "&lt;"))\""
            }.joined() + ">"
    }

    private static let addresses: Set<String> = [
        "href", "src", "action", "formaction", "background", "poster", "data", "cite", "longdesc", "xlink:href",
        "lowsrc", "dynsrc", "srcset",
    ]

    private static func isHarmless(_ attribute: HTMLToken.Attribute) -> Bool {
        let name = attribute.name
        guard !name.hasPrefix("on"), name != "srcdoc", name.utf8.allSatisfy(isNameByte) else { return false }
        let value = HTMLEntities.decoded(attribute.value ?? "")
        if name == "style" { return isHarmless(style: value) }
        return !addresses.contains(name) || isHarmless(address: value)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || [45, 58, 95].contains(byte)
    }

    /// Browsers pass over white space and controls in a scheme.
    private static func isHarmless(address: String) -> Bool {
        let scheme = String(decoding: address.utf8.filter { $0 > 0x20 && $0 != 0x7f }.prefix(40), as: UTF8.self)
            .lowercased()
        if scheme.hasPrefix("data:") { return scheme.hasPrefix("data:image/") && !scheme.hasPrefix("data:image/svg") }
        return !["javascript:", "vbscript:", "livescript:", "mocha:"].contains { scheme.hasPrefix($0) }
    }

    private static func isHarmless(style: String) -> Bool {
        let text = style.lowercased()
        return !["javascript:", "vbscript:", "expression(", "behavior:", "-moz-binding", "@import", "<", "\\"]
            .contains { text.contains($0) }
    }
}
