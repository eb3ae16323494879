"""What the sandbox implements, by the names that its records give to operations, and who was seen to use it."""

from sandbox import DRIVER

# The module of tests, and whose requests it makes. A module that is not here makes its own, as plain HTTP.
CLIENTS = {
    "test_msal": "msal", "test_msgraph_sdk": "msgraph-sdk", "test_msgraph_sdk_more": "msgraph-sdk", "test_o365": "O365", "test_browser": "Chromium",
    "test_imap_clients": "imaplib, IMAPClient, curl, mbsync", "test_smtp_clients": "smtplib, msmtp, curl",
}


class Exercised:
    """Operations with a good answer, and which foreign clients had it."""

    def __init__(self):
        self.clients = {}
        self.modules = set()

    def note(self, client, sandbox):
        if client is None:
            return
        self.modules.add(client)
        for record in sandbox.requests():
            is_ours = record["headers"].get("user-agent") == DRIVER
            if not is_ours and (record.get("status") is None or record["status"] < 400):
                self.clients.setdefault((record["door"], record["operation"]), set()).add(client)


# operation: request, section of reference/microsoft.md, mark there
ENTRA = {
    "discovery": ("GET /{tenant}/v2.0/.well-known/openid-configuration", "A1", "C"),
    "keys": ("GET /{tenant}/discovery/v2.0/keys", "A1", "C"),
    "instance": ("GET /common/discovery/instance", "A1", "P"),
    "authorize": ("GET /{tenant}/oauth2/v2.0/authorize", "A5", "C"),
    "login": ("POST /{tenant}/login, the pages of sign-in and consent", "A5", "P"),
    "token": ("POST /{tenant}/oauth2/v2.0/token: authorization_code, refresh_token, device_code, client_credentials", "A4–A12", "C"),
    "devicecode": ("POST /{tenant}/oauth2/v2.0/devicecode", "A11", "C"),
    "devicelogin": ("GET, POST /devicelogin", "A11", "C"),
    "adminconsent": ("GET /{tenant}/v2.0/adminconsent, /{tenant}/adminconsent", "A13", "C"),
    "logout": ("GET /{tenant}/oauth2/v2.0/logout", "A1", "C"),
    "nativeclient": ("GET /common/oauth2/nativeclient", "A5", "C"),
    "userinfo": ("GET /oidc/userinfo", "A1", "C"),
    "error": ("GET /error?code=", "A10", "C"),
}
GRAPH = {
    "user.get": ("GET {U}", "C1", "C"),
    "mailFolders.list": ("GET {U}/mailFolders, …/{id}/childFolders", "C2", "C"),
    "mailFolders.count": ("GET {U}/mailFolders/$count", "C2", "C"),
    "mailFolders.get": ("GET {U}/mailFolders/{id or well-known name}", "C2", "C"),
    "mailFolders.delta": ("GET {U}/mailFolders/delta", "C11", "C"),
    "mailFolders.create": ("POST {U}/mailFolders, …/childFolders", "C2", "C"),
    "mailFolders.update": ("PATCH {U}/mailFolders/{id}", "C2", "C"),
    "mailFolders.move": ("POST {U}/mailFolders/{id}/move", "C2", "C"),
    "mailFolders.copy": ("POST {U}/mailFolders/{id}/copy", "C2", "C"),
    "mailFolders.delete": ("DELETE {U}/mailFolders/{id}", "C2", "C"),
    "mailFolders.permanentDelete": ("POST {U}/mailFolders/{id}/permanentDelete", "C2", "C"),
    "messages.list": ("GET {U}/messages, {U}/mailFolders/{id}/messages, with OData options and $search", "C3", "C"),
    "messages.count": ("GET …/messages/$count", "C3", "C"),
    "messages.delta": ("GET {U}/mailFolders/{id}/messages/delta", "C11", "C"),
    "messages.get": ("GET {U}/messages/{id}", "C4", "C"),
    "messages.value": ("GET {U}/messages/{id}/$value", "C4", "C"),
    "messages.create": ("POST {U}/messages, JSON or MIME", "C6", "C"),
    "messages.replace": ("PUT {U}/messages/{id}/$value", "C6", "C"),
    "messages.update": ("PATCH {U}/messages/{id}", "C8", "C"),
    "messages.move": ("POST {U}/messages/{id}/move", "C9", "C"),
    "messages.copy": ("POST {U}/messages/{id}/copy", "C9", "C"),
    "messages.delete": ("DELETE {U}/messages/{id}", "C9", "C, where to: ?"),
    "messages.permanentDelete": ("POST {U}/messages/{id}/permanentDelete", "C9", "C"),
    "messages.createReply": ("POST {U}/messages/{id}/createReply", "C6", "C"),
    "messages.createReplyAll": ("POST {U}/messages/{id}/createReplyAll", "C6", "C"),
    "messages.createForward": ("POST {U}/messages/{id}/createForward", "C6", "C"),
    "messages.reply": ("POST {U}/messages/{id}/reply", "C6", "C"),
    "messages.replyAll": ("POST {U}/messages/{id}/replyAll", "C6", "C"),
    "messages.forward": ("POST {U}/messages/{id}/forward", "C6", "C"),
    "messages.send": ("POST {U}/messages/{id}/send", "C7", "C"),
    "sendMail": ("POST {U}/sendMail, JSON or MIME", "C7", "C"),
    "attachments.list": ("GET {U}/messages/{id}/attachments", "C5", "C"),
    "attachments.count": ("GET {U}/messages/{id}/attachments/$count", "C5", "C"),
    "attachments.get": ("GET {U}/messages/{id}/attachments/{id}", "C5", "C"),
    "attachments.value": ("GET {U}/messages/{id}/attachments/{id}/$value", "C5", "C, of a reference: ?"),
    "attachments.create": ("POST {U}/messages/{id}/attachments", "C5", "C"),
    "attachments.delete": ("DELETE {U}/messages/{id}/attachments/{id}", "C5", "C"),
    "attachments.createUploadSession": ("POST {U}/messages/{id}/attachments/createUploadSession", "C5", "C"),
    "uploads.put": ("PUT the upload URL, slice by slice", "C5", "C"),
    "uploads.get": ("GET the upload URL", "C5", "P"),
    "uploads.delete": ("DELETE the upload URL", "C5", "C"),
    "batch": ("POST /$batch", "C10", "C"),
    "translateExchangeIds": ("POST {U}/translateExchangeIds", "C9", "C"),
    "mailboxSettings.get": ("GET {U}/mailboxSettings", "C15", "C"),
    "mailboxSettings.update": ("PATCH {U}/mailboxSettings", "C15", "C"),
    "masterCategories.list": ("GET {U}/outlook/masterCategories", "C15", "C"),
    "messageRules.list": ("GET {U}/mailFolders/inbox/messageRules", "C15", "C"),
    "overrides.list": ("GET {U}/inferenceClassification/overrides", "C15", "C"),
    "getMailTips": ("POST {U}/getMailTips", "C15", "C"),
    "subscriptions.create": ("POST /subscriptions, with the handshake", "C12", "C, lifetime: ?"),
    "subscriptions.list": ("GET /subscriptions", "C12", "C"),
    "subscriptions.get": ("GET /subscriptions/{id}", "C12", "C"),
    "subscriptions.update": ("PATCH /subscriptions/{id}", "C12", "C"),
    "subscriptions.delete": ("DELETE /subscriptions/{id}", "C12", "C"),
    "subscriptions.reauthorize": ("POST /subscriptions/{id}/reauthorize", "C12", "C"),
}
IMAP = {
    "CAPABILITY": ("CAPABILITY, before and after AUTHENTICATE", "B2, B3", "P"),
    "AUTHENTICATE": ("AUTHENTICATE XOAUTH2, with and without initial response", "B2", "C"),
    "LOGIN": ("LOGIN, refused", "B2", "P"),
    "ID": ("ID", "B3", "P"), "NAMESPACE": ("NAMESPACE", "B3", "P"), "NOOP": ("NOOP", "B3", "P"), "CHECK": ("CHECK", "B3", "P"),
    "LIST": ("LIST", "B3", "P"), "LSUB": ("LSUB", "B4", "P"), "SUBSCRIBE": ("SUBSCRIBE", "B3", "P"),
    "UNSUBSCRIBE": ("UNSUBSCRIBE", "B3", "P"), "STATUS": ("STATUS", "B3", "P"),
    "CREATE": ("CREATE", "B3", "P"), "DELETE": ("DELETE", "B3", "P"), "RENAME": ("RENAME", "B3", "P"),
    "SELECT": ("SELECT", "B3", "P"), "EXAMINE": ("EXAMINE", "B3", "P"),
    "FETCH": ("FETCH, UID FETCH", "B3, B4", "P"), "STORE": ("STORE, UID STORE", "B3", "P"), "SEARCH": ("SEARCH, UID SEARCH", "B3, B4", "P"),
    "COPY": ("COPY, UID COPY", "B4", "P"), "MOVE": ("MOVE, UID MOVE", "B3, B4", "P"), "EXPUNGE": ("EXPUNGE, UID EXPUNGE", "B3", "P"),
    "APPEND": ("APPEND", "B3", "P"), "IDLE": ("IDLE", "B3", "P"), "CLOSE": ("CLOSE", "B3", "P"), "UNSELECT": ("UNSELECT", "B3", "P"),
    "ENABLE": ("ENABLE, with the fact imap.rev2", "B3", "P"), "LOGOUT": ("LOGOUT", "B3", "P"),
}
SMTP = {
    "EHLO": ("EHLO, before and after STARTTLS", "B5", "P"), "HELO": ("HELO", "B5", "P"), "STARTTLS": ("STARTTLS", "B1", "C"),
    "AUTH": ("AUTH XOAUTH2 in one line or two; LOGIN refused", "B2, B5", "C"), "MAIL": ("MAIL with SIZE, BODY, SMTPUTF8, RET, ENVID", "B5", "P"),
    "RCPT": ("RCPT with NOTIFY, ORCPT", "B5, B6", "C"), "DATA": ("DATA", "B5", "C"), "dot": ("the end of the message", "B5, B7", "C"),
    "BDAT": ("BDAT", "B5", "P"), "RSET": ("RSET", "B5", "P"), "NOOP": ("NOOP", "B5", "P"), "VRFY": ("VRFY", "B5", "P"),
    "EXPN": ("EXPN", "B5", "P"), "HELP": ("HELP", "B5", "P"), "QUIT": ("QUIT", "B5", "P"),
}
DOORS = {"entra": ("Entra", ENTRA), "graph": ("Graph, below /v1.0; {U} is /me or /users/{id or name}", GRAPH),
         "imap": ("IMAP", IMAP), "smtp": ("SMTP", SMTP)}


def table(exercised):
    """The part of proto-docs/sandbox.md that tests write."""
    lines = []
    for door, (title, operations) in DOORS.items():
        lines += [f"### {title}", "", "| operation | request | source | mark | foreign clients |", "|---|---|---|---|---|"]
        for name, (request, section, mark) in operations.items():
            clients = ", ".join(sorted(exercised.clients.get((door, name), ()))) or "none"
            lines.append(f"| `{name}` | `{request}` | §{section} | {mark} | {clients} |")
        lines.append("")
    return "\n".join(lines)
