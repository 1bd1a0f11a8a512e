import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { App } from "../App";
import { createTranslator, type Spoken } from "../i18n";
import { createQueryClient } from "../ipc";
import { FakeShell, type FakeState } from "../ipc/fake";
import { testid } from "./testids";

let installed: FakeShell | null = null;

/** Opens the whole window over a vault in memory and waits until it shows something. */
export async function openWindow(state: Partial<FakeState> = {}, language: Spoken = "en") {
  const shell = new FakeShell(state).install();
  installed = shell;
  const client = createQueryClient();
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const view = render(<App client={client} translator={createTranslator(language)} />);
  await screen.findByRole("main");
  await act(async () => {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
  });
  return { shell, client, user, view };
}

export function closeWindow(): void {
  installed?.remove();
  installed = null;
}

type User = Awaited<ReturnType<typeof openWindow>>["user"];

export async function startAdding(user: User, provider: string): Promise<HTMLInputElement> {
  await user.click(await screen.findByTestId(testid.tile(provider)));
  return screen.findByTestId<HTMLInputElement>(testid.keyInput);
}

export async function pasteKey(user: User, text: string): Promise<void> {
  screen.getByTestId(testid.keyInput).focus();
  await user.paste(text);
}

/** Makes a command of the shell answer only when told to. */
export function holdBack(shell: FakeShell, command: string): () => Promise<void> {
  let release: () => void = () => undefined;
  shell.state.waiting[command] = new Promise((resolve) => {
    release = resolve;
  });
  return async () => {
    delete shell.state.waiting[command];
    await act(async () => {
      release();
      await new Promise((resolve) => setTimeout(resolve, 0));
    });
  };
}

export async function chooseProfile(user: User, profile: string): Promise<void> {
  await user.click(screen.getByTestId(testid.profileSwitch));
  await user.click(await screen.findByTestId(testid.profileOption(profile)));
}

export const shown = (id: string) => screen.queryByTestId(id);
export const wait = (ms: number) =>
  act(async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
  });
