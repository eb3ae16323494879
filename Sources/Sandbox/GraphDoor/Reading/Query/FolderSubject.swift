internal import JSON
internal import Tenant

/// A folder as filters and orders see it.
struct FolderSubject: FilterSubject {
    let json: FolderJSON
    let folder: Folder

    func value(of path: String) -> FilterValue {
        switch json.values(of: folder)[path] {
        case .string(let text)?: .text(text)
        case .bool(let value)?: .bool(value)
        case .integer(let number)?: .number(number)
        default: .null
        }
    }
}
