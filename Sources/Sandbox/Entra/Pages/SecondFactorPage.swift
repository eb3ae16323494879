internal import Tenant

/// Asks for the second factor.
enum SecondFactorPage {
    static func body(_ person: Person, _ notice: String?) -> Page.Body {
        Page.Body(
            title: "Enter code",
            content: """
                <p class="who"><strong>\(person.userPrincipalName)</strong></p>
                <p class="text">More proof is needed that it is you. In this sandbox every six digits are right, \
                but for 000000.</p>
                \(Notice.markup(notice))
                <label for="idTxtBx_SAOTCC_OTC">Code
                <input type="text" id="idTxtBx_SAOTCC_OTC" name="otc" inputmode="numeric" \
                autocomplete="one-time-code" maxlength="6" required autofocus></label>
                <div class="end">
                <button class="main" type="submit" id="idSubmit_SAOTCC_Continue" name="action" value="factor">Verify\
                </button>
                <button type="submit" id="idBtn_Back" name="action" value="cancel" formnovalidate>Cancel</button>
                </div>
                """)
    }
}
