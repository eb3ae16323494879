/// How a throttled request is told when to come back (reference sheet §C14).
package enum RetryAfterForm: String, CaseIterable, FactValue {
    case integer, fractional, absent
}
