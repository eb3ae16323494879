internal import Domain
internal import Tenant

/// Something that filters and orders ask about.
protocol FilterSubject {
    /// By its path as the schema spells it.
    func value(of path: String) -> FilterValue
    func texts(of path: String) -> [String]
    /// A MAPI property's value by its id; nil when there is none such.
    func extendedValue(of id: String) -> String?
}

extension FilterSubject {
    func texts(of path: String) -> [String] { [] }
    func extendedValue(of id: String) -> String? { nil }
}

/// One element inside `any`.
struct FilterElement: FilterSubject {
    let values: [String: FilterValue]
    func value(of path: String) -> FilterValue { values[path] ?? .null }
}

extension Filter {
    func matches(_ subject: some FilterSubject) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(subject) }
        case .any(let parts): parts.contains { $0.matches(subject) }
        case .not(let part): !part.matches(subject)
        case .compare(let property, let comparison, let value):
            Self.compare(subject.value(of: property.path), comparison, value, exactly: property.kind == .exactText)
        case .function(let function, let property, let text):
            Self.call(function, subject.value(of: property.path), text)
        case .anyText(let property, let inner):
            subject.texts(of: property.path).contains { inner.matches(FilterElement(values: ["": .text($0)])) }
        case .anyExtended(_, let inner):
            inner.equalTexts(of: "id").contains { id in
                guard let value = subject.extendedValue(of: id) else { return false }
                return inner.matches(FilterElement(values: ["id": .text(id), "value": .text(value)]))
            }
        }
    }

    private static func call(_ function: TextFunction, _ value: FilterValue, _ text: String) -> Bool {
        guard case .text(let whole) = value else { return false }
        let (content, part) = (whole.lowercased(), text.lowercased())
        return switch function {
        case .startswith: content.hasPrefix(part)
        case .endswith: content.hasSuffix(part)
        case .contains: part.isEmpty || content.contains(part)
        }
    }

    private static func compare(
        _ left: FilterValue, _ comparison: Comparison, _ right: FilterValue, exactly: Bool
    ) -> Bool {
        guard let order = FilterValue.order(left, right, exactly: exactly) else { return comparison == .ne }
        return switch comparison {
        case .eq: order == 0
        case .ne: order != 0
        case .gt: order > 0
        case .ge: order >= 0
        case .lt: order < 0
        case .le: order <= 0
        }
    }
}

extension FilterValue {
    /// Below, at or above zero; nil when the two cannot be compared.
    static func order(_ left: FilterValue, _ right: FilterValue, exactly: Bool = false) -> Int? {
        switch (left, right) {
        case (.text(let left), .text(let right)):
            exactly ? order(left, right) : order(left.lowercased(), right.lowercased())
        case (.bool(let left), .bool(let right)): order(left ? 1 : 0, right ? 1 : 0)
        case (.date(let left), .date(let right)): order(left, right)
        case (.number(let left), .number(let right)): order(left, right)
        case (.null, .null): 0
        default: nil
        }
    }

    private static func order<T: Comparable>(_ left: T, _ right: T) -> Int { left < right ? -1 : left == right ? 0 : 1 }
}
