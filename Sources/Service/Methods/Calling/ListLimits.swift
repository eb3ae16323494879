/// How long a page of a list may be (interface.md, section 3).
package enum ListLimits {
    static let usual = 50
    package static let largest = 1_000
}
