// An endpoint of the owner's own, with a header of a company's gateway, added through the window.

import assert from "node:assert/strict";

/** A header's value is a secret as a key is: the last look searches for it too. */
export const HEADER_VALUE = "Basic fakeGateway0Fake1Header2Fake3Value4";

/** Adds it, stores its key, sees its models, and leaves nothing of it. */
export async function addAnEndpoint({ window, practice, json, keystow, picture }) {
  await window.click("add-key");
  await window.click("endpoint-new");
  await window.type("endpoint-name", "gateway");
  await window.type("base-url-input", `${practice.url}/openai/v1`);
  // The address is known before anything is sent.
  await window.says("endpoint-preview", /127\.0\.0\.1:\d+\/openai\/v1\/models/);
  await window.click("more-options");
  await window.click("endpoint-add-header");
  await window.type("endpoint-header-name", "X-Gateway-Auth");
  await window.type("endpoint-header-value", HEADER_VALUE);
  await picture("endpoint-form");
  await window.click("endpoint-save");
  await window.see("endpoint-address");
  await window.type("key-input", practice.groq_key);
  await window.click("save-key");
  await window.waitFor("status-custom:gateway", "data-status", "valid");
  await window.see("model-row");
  await picture("endpoint-valid");

  const [endpoint] = await json(["endpoint", "list", "--json"]);
  assert.equal(endpoint.provider, "custom:gateway");
  assert.equal(endpoint.has_headers, true);
  const [checked] = await json(["check", "custom:gateway", "--json"]);
  assert.equal(checked.verdict, "accepted");
  for (const args of [
    ["remove", "custom:gateway", "--yes"],
    ["endpoint", "remove", "gateway"],
  ]) {
    const { code, stderr } = await keystow(args);
    assert.equal(code, 0, stderr);
  }
  await window.gone("credential-custom:gateway", 5_000);
}
