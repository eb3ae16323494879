"""A headless Chromium at the sign-in and consent pages, as a person would use them."""
import shutil
import urllib.parse

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from sandbox import ADELE, CALLBACK, GRAPH_SCOPES


@pytest.fixture(scope="module")
def browser():
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--ignore-certificate-errors"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium")
    driver = webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def wait(browser, condition):
    # A page may be replaced while it is looked at.
    return WebDriverWait(browser, 20, ignored_exceptions=[StaleElementReferenceException]).until(condition)


def authorize_url(sandbox, **parameters):
    query = {"client_id": sandbox.app("postern-graph")["clientId"], "response_type": "code", "redirect_uri": CALLBACK,
             "scope": " ".join(["openid", "offline_access", *GRAPH_SCOPES]), "state": "from-the-browser", **parameters}
    return sandbox.authority() + "/oauth2/v2.0/authorize?" + urllib.parse.urlencode(query)


def press(browser, action):
    wait(browser, expect.element_to_be_clickable((By.CSS_SELECTOR, f"button[value={action}]:not([hidden])"))).click()


def fill(browser, name, text):
    wait(browser, expect.element_to_be_clickable((By.NAME, name))).send_keys(text)


def give_name_and_password(browser, password):
    fill(browser, "loginfmt", ADELE)
    press(browser, "account")
    fill(browser, "passwd", password)
    press(browser, "password")


def sign_in(browser, sandbox, url):
    browser.get(url)
    give_name_and_password(browser, sandbox.person(ADELE)["password"])


def callback(browser):
    """Nobody listens at the redirect: the address says what came back."""
    wait(browser, lambda driver: driver.current_url.startswith(CALLBACK))
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(browser.current_url).query))


def forget(sandbox, browser):
    for consenter in ({"person": ADELE}, {"tenant": "Contoso"}):
        sandbox.control("DELETE", "consents", json={"client": sandbox.app("postern-graph")["clientId"], **consenter})
    browser.get(sandbox.root + "/common/oauth2/v2.0/logout")


def test_a_person_signs_in_and_consents(sandbox, browser):
    forget(sandbox, browser)
    sign_in(browser, sandbox, authorize_url(sandbox))
    wait(browser, expect.element_to_be_clickable((By.CSS_SELECTOR, "button[value=accept]")))
    text = browser.find_element(By.TAG_NAME, "body").text
    assert "postern-graph" in text and "mail" in text.lower()
    press(browser, "accept")
    back = callback(browser)
    assert back["state"] == "from-the-browser" and back["code"]
    answer = sandbox.redeem("postern-graph", grant_type="authorization_code", code=back["code"], redirect_uri=CALLBACK,
                            scope=" ".join(GRAPH_SCOPES))
    assert answer.status_code == 200, answer.text


def test_a_person_says_no(sandbox, browser):
    forget(sandbox, browser)
    sign_in(browser, sandbox, authorize_url(sandbox))
    wait(browser, expect.element_to_be_clickable((By.CSS_SELECTOR, "button[value=accept]")))
    press(browser, "cancel")
    back = callback(browser)
    assert back["error"] == "access_denied" and back["error_description"].startswith("AADSTS65004")


def test_a_wrong_password_is_said_and_asked_again(sandbox, browser):
    forget(sandbox, browser)
    browser.get(authorize_url(sandbox))
    give_name_and_password(browser, "wrong")
    wait(browser, expect.presence_of_element_located((By.CSS_SELECTOR, "[role=alert]")))
    assert browser.find_element(By.NAME, "passwd").get_attribute("value") == ""


def test_a_wrong_redirect_is_shown_and_never_followed(sandbox, browser):
    browser.get(authorize_url(sandbox, redirect_uri="http://localhost/elsewhere"))
    assert "AADSTS50011" in browser.find_element(By.TAG_NAME, "body").text
    assert browser.current_url.startswith(sandbox.root)


def test_a_person_enters_the_code_of_a_device(sandbox, browser):
    browser.get(sandbox.root + "/common/oauth2/v2.0/logout")
    flow = sandbox.http.post(sandbox.authority() + "/oauth2/v2.0/devicecode", data={
        "client_id": sandbox.app("postern-native")["clientId"], "scope": " ".join(["offline_access", *GRAPH_SCOPES])}).json()
    browser.get(flow["verification_uri"].replace("https://microsoft.com", sandbox.root))
    fill(browser, "otc", flow["user_code"])
    browser.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    give_name_and_password(browser, sandbox.person(ADELE)["password"])
    press(browser, "accept")
    wait(browser, lambda driver: "close this window" in driver.find_element(By.TAG_NAME, "body").text.lower())
    answer = sandbox.redeem("postern-native", client_secret=None, device_code=flow["device_code"],
                            grant_type="urn:ietf:params:oauth:grant-type:device_code")
    assert answer.status_code == 200, answer.text
