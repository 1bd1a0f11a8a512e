import { screen } from "@testing-library/react";
import { FRESH } from "../ipc/fake";
import { testid } from "./testids";
import { openWindow } from "./window";

/** Shaped like the secret of a gateway and plainly none. */
export const SECRET = "fake-gateway-SECRET";

export const input = (id: string) => screen.getByTestId<HTMLInputElement>(id);
export const errors = () =>
  screen.queryAllByTestId(testid.fieldError).map((each) => each.textContent);

/** Opens the form of an endpoint of the owner's own. */
export async function openForm(state: Parameters<typeof openWindow>[0] = {}) {
  const opened = await openWindow({ status: FRESH, ...state });
  await opened.user.click(await screen.findByTestId(testid.endpointNew));
  return opened;
}

type User = Awaited<ReturnType<typeof openWindow>>["user"];

export async function fill(user: User, name = "gateway", address = "https://llm.example.org") {
  await user.type(input(testid.endpointName), name);
  await user.type(input(testid.baseUrlInput), address);
}

export async function addHeader(user: User, name: string, value: string) {
  await user.click(screen.getByTestId(testid.endpointAddHeader));
  await user.type(screen.getAllByTestId(testid.endpointHeaderName).at(-1) as HTMLElement, name);
  await user.type(screen.getAllByTestId(testid.endpointHeaderValue).at(-1) as HTMLElement, value);
}

export const save = (user: User) => user.click(screen.getByTestId(testid.endpointSave));
