const id = (page, name) => page.getByTestId(name);
const click = (page, name) => id(page, name).click();
const LONG =
  "https://a-rather-long-host-name-of-an-internal-proxy.department.example-corporation.com:8443/llm/openai/compatible/tenants/untertuerkheim/deployments/production/v1";

const openTiles = async (page) => {
  await page.keyboard.press("Control+n");
  await id(page, "provider-search").waitFor();
};

const openForm = async (page) => {
  await openTiles(page);
  await click(page, "endpoint-new");
  await id(page, "endpoint-form").waitFor();
};

const fill = async (page, name, address) => {
  await id(page, "endpoint-name").fill(name);
  await id(page, "base-url-input").fill(address);
  await id(page, "endpoint-preview").getByText(address.slice(0, 20)).waitFor();
};

const addHeader = async (page, name, value) => {
  await click(page, "endpoint-add-header");
  await id(page, "endpoint-header-name").last().fill(name);
  await id(page, "endpoint-header-value").last().fill(value);
};

const find = async (page) => {
  await openTiles(page);
  await click(page, "local-find");
};

const openOwnForm = async (page) => {
  await openTiles(page);
  await id(page, "provider-search").fill("gateway");
  await click(page, "tile-custom:gateway");
};

export const endpointSteps = {
  "endpoint-way": async (page) => {
    await openTiles(page);
    await id(page, "endpoint-new").scrollIntoViewIfNeeded();
    await id(page, "endpoint-new").focus();
  },
  "endpoint-way-url": async (page) => {
    await openTiles(page);
    await id(page, "provider-search").fill("https://llm.example.org/v1");
  },
  "endpoint-empty": async (page) => {
    await click(page, "endpoint-new");
    await id(page, "endpoint-form").waitFor();
  },
  "endpoint-filled": async (page) => {
    await openForm(page);
    await fill(page, "company-gateway", "https://llm.example.org");
  },
  "endpoint-long": async (page) => {
    await openForm(page);
    await fill(page, "a-gateway-with-a-name-that-is-as-long-as-names-may-be-63-letters", LONG);
    await id(page, "endpoint-save").scrollIntoViewIfNeeded();
  },
  "endpoint-errors": async (page) => {
    await openForm(page);
    await id(page, "endpoint-name").fill("Gateway");
    await id(page, "base-url-input").fill("http://llm.example.org/v1");
    await click(page, "more-options");
    await id(page, "endpoint-models-path").fill("/models?all");
    await id(page, "endpoint-models-path").blur();
    await id(page, "field-error").nth(1).waitFor();
  },
  "endpoint-headers": async (page) => {
    await openForm(page);
    await fill(page, "company-gateway", "https://llm.example.org");
    await click(page, "more-options");
    await addHeader(page, "X-Gateway-Auth", "fake-gateway-secret");
    await addHeader(page, "X-Team", "blue");
    await id(page, "endpoint-save").scrollIntoViewIfNeeded();
  },
  "endpoint-header-fault": async (page) => {
    await openForm(page);
    await fill(page, "company-gateway", "https://llm.example.org");
    await click(page, "more-options");
    await addHeader(page, "X-Gateway-Auth", "fake-gateway-secret");
    await addHeader(page, "Authorization", "fake");
    await click(page, "endpoint-save");
    await id(page, "field-error").waitFor();
    await id(page, "field-error").scrollIntoViewIfNeeded();
  },
  "endpoint-locked": async (page) => {
    await click(page, "endpoint-new");
    await fill(page, "company-gateway", "https://llm.example.org");
    await click(page, "endpoint-save");
    await id(page, "form-error").waitFor();
    await id(page, "form-error").scrollIntoViewIfNeeded();
  },
  "endpoint-key": openOwnForm,
  "endpoint-remove": async (page) => {
    await openOwnForm(page);
    await click(page, "endpoint-remove");
    await click(page, "confirm-delete");
    await id(page, "form-error").waitFor();
  },
  "local-searching": find,
  "local-found": async (page) => {
    await find(page);
    await page
      .getByTestId(/^local-server-/)
      .first()
      .waitFor();
  },
  "local-found-first": async (page) => {
    await click(page, "local-find");
    await page
      .getByTestId(/^local-server-/)
      .first()
      .waitFor();
  },
  "local-none": async (page) => {
    await find(page);
    await id(page, "local-none").waitFor();
  },
  "local-prefilled": async (page) => {
    await find(page);
    await click(page, "local-use-http://127.0.0.1:8080/v1");
    await id(page, "endpoint-preview").getByText("8080").waitFor();
  },
};

/** Scenes of these that are also drawn in a narrow and in a middling window. */
export const endpointNarrow = [
  "endpoint-way",
  "endpoint-long",
  "endpoint-headers",
  "endpoint-header-fault",
  "endpoint-key",
  "local-found",
  "local-none",
];

export const endpointSmallest = ["endpoint-errors", "local-found"];
