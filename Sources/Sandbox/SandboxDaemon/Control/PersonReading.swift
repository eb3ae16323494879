internal import JSON
internal import Tenant

/// What the control endpoint can change about a person. What does not appear stays.
enum PersonReading {
    static func amend(_ person: inout Person, _ members: inout Members) throws(ControlError) {
        if let mail = try members.nullable("mail", "a string", \.stringValue) { person.mail = mail }
        if let name = try members.text("userPrincipalName") {
            guard name.contains("@") else { throw .invalid("userPrincipalName", "an address") }
            person.userPrincipalName = name
        }
        if let aliases = try members.texts("aliases") { person.aliases = aliases }
        if let name = try members.text("displayName") { person.displayName = name }
        if let password = try members.text("password") { person.password = password }
        try amendSwitches(&person, &members)
        if let language = try members.text("language") { person.language = language }
        if let zone = try members.text("timeZone") { person.timeZone = zone }
        if let limit = try members.integer("messageSizeLimit", 1...150 * 1024 * 1024) {
            person.messageSizeLimit = limit
        }
    }

    private static func amendSwitches(_ person: inout Person, _ members: inout Members) throws(ControlError) {
        if let value = try members.flag("isAdministrator") { person.isAdministrator = value }
        if let value = try members.flag("isDisabled") { person.isDisabled = value }
        if let value = try members.flag("needsSecondFactor") { person.needsSecondFactor = value }
        if let value = try members.flag("hasMailbox") { person.hasMailbox = value }
        if let value = try members.flag("imapEnabled") { person.imapEnabled = value }
        if let value = try members.choice("smtpAuth", Person.SMTPAuth.self) { person.smtpAuth = value }
    }
}
