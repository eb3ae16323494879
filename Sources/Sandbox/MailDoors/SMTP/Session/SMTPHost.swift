/// The server that the door says it is, in the manner of Exchange's names.
enum SMTPHost {
    static let name = "AM0PR01CA0001.sandbox.outlook.office365.com"
}
