import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { addHeader, errors, fill, input, openForm, SECRET, save } from "../../test/endpoint";
import { testid } from "../../test/testids";

test.each([
  ["Authorization", SECRET, testid.endpointHeaderName, "Keystow sets this header itself"],
  ["X Gateway", SECRET, testid.endpointHeaderName, "no header name has"],
  ["X-Gateway-Auth", "schlüssel", testid.endpointHeaderValue, "cannot be sent"],
  ["x-team", SECRET, testid.endpointHeaderName, "Another header has this name already"],
])("of several headers the faulty one is named: %s: %s", async (name, value, part, words) => {
  const { user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Team", "blue");
  await addHeader(user, name, value);
  await user.click(screen.getByTestId(testid.moreOptions));
  await save(user);
  await waitFor(() => expect(errors()[0]).toContain(words));
  const second = await screen.findByRole("group", { name: "Header 2" });
  const faulty = within(second).getByTestId(part);
  expect(faulty.getAttribute("aria-invalid")).toBe("true");
  await waitFor(() => expect(document.activeElement).toBe(faulty));
  expect(screen.getByTestId(testid.moreOptions).getAttribute("aria-expanded")).toBe("true");
});

test("a value without a name is asked for its name before anything is sent", async () => {
  const { shell, user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await user.click(screen.getByTestId(testid.endpointAddHeader));
  await waitFor(() => expect(document.activeElement).toBe(input(testid.endpointHeaderName)));
  await user.type(input(testid.endpointHeaderValue), SECRET);
  await save(user);
  await waitFor(() => expect(errors()).toEqual(["Type a name."]));
  await waitFor(() => expect(document.activeElement).toBe(input(testid.endpointHeaderName)));
  expect(shell.asked("add_endpoint")).toHaveLength(0);
});

test("a header value is hidden, kept nowhere and gone after saving", async () => {
  const { client, user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Gateway-Auth", SECRET);
  const field = input(testid.endpointHeaderValue);
  expect([field.type, field.autocomplete]).toEqual(["password", "off"]);
  expect(document.documentElement.outerHTML).not.toContain(SECRET);
  await save(user);
  await screen.findByTestId(testid.form);
  expect(field.value).toBe("");
  const cached = client
    .getQueryCache()
    .getAll()
    .map((entry) => entry.state.data);
  expect(JSON.stringify(cached)).not.toContain(SECRET);
  expect(client.getMutationCache().getAll()).toHaveLength(0);
});

test("a header row can be taken away again, and an empty one is not sent", async () => {
  const { shell, user } = await openForm();
  await fill(user);
  await user.click(screen.getByTestId(testid.moreOptions));
  await addHeader(user, "X-Team", "blue");
  await user.click(screen.getByTestId(testid.endpointAddHeader));
  await addHeader(user, "X-Gone", "red");
  const last = screen.getByRole("group", { name: "Header 3" });
  await user.click(within(last).getByTestId(testid.endpointRemoveHeader));
  expect(document.activeElement).toBe(screen.getByTestId(testid.endpointAddHeader));
  await save(user);
  await screen.findByTestId(testid.form);
  expect(shell.asked("add_endpoint")[0]?.request).toMatchObject({
    headers: [{ name: "X-Team", value: "blue" }],
  });
});
