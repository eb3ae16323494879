/// How SMTP refuses a password (reference sheet §B5).
package enum SMTPBasicRefusal: String, CaseIterable, FactValue {
    /// `535 5.7.139 Authentication unsuccessful, basic authentication is disabled.`
    case disabled
    /// `550 5.7.30 Basic authentication is not supported for Client Submission.`
    case notSupported
}
