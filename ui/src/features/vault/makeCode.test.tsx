import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import type { CommandError } from "../../ipc";
import { FAKE_CODE, FAKE_GROQ_KEY, FRESH, READY, valid } from "../../ipc/fake";
import { testid } from "../../test/testids";
import { holdBack, openWindow, pasteKey, shown, startAdding } from "../../test/window";

type User = Awaited<ReturnType<typeof openWindow>>["user"];

const NO_CODE = { ...READY, slots: ["keyring" as const], recovery: "none" as const };
const open = (failing: Record<string, CommandError> = {}) =>
  openWindow({ credentials: [valid("groq")], status: NO_CODE, failing });
const text = (id: string) => screen.getByTestId(id).textContent;
const value = (id: string) => screen.getByTestId<HTMLInputElement>(id).value;
const step = () => screen.getByTestId(testid.recoveryDialog).dataset.step;

async function saveFirstKey(user: User) {
  await startAdding(user, "groq");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
}

async function toCode(user: User) {
  await user.click(screen.getByTestId(testid.recoveryReminderAction));
  await user.click(await screen.findByTestId(testid.recoveryBegin));
  await screen.findByTestId(testid.recoveryCode);
}

async function toAsk(user: User) {
  await toCode(user);
  await user.click(screen.getByTestId(testid.recoveryWritten));
  await screen.findByTestId(testid.groupBack(0));
}

async function typeBack(user: User, first: string, second: string) {
  for (const [index, typed] of [first, second].entries()) {
    const field = screen.getByTestId(testid.groupBack(index as 0 | 1));
    await user.clear(field);
    await user.type(field, typed);
  }
}

test("right after the first key a second way in is offered, and skipping leaves a reminder", async () => {
  const { user } = await openWindow({ status: FRESH });
  expect(shown(testid.recoveryReminder)).toBeNull();
  await saveFirstKey(user);
  const offer = await screen.findByTestId(testid.recoveryOffer);
  expect(offer.textContent).toContain("GNOME Keyring now holds the only secret");
  expect(shown(testid.recoveryReminder)).toBeNull();
  await user.click(screen.getByTestId(testid.recoveryOfferLater));
  expect(shown(testid.recoveryOffer)).toBeNull();
  expect(text(testid.recoveryReminder)).toContain("No recovery code yet");
});

test("it is not offered with a later key, nor where there is a code", async () => {
  const { user } = await open();
  await user.click(screen.getByTestId(testid.addKey));
  await startAdding(user, "openai");
  await pasteKey(user, FAKE_GROQ_KEY);
  await user.click(screen.getByTestId(testid.saveKey));
  await screen.findByTestId(testid.savedNotice);
  expect(shown(testid.recoveryOffer)).toBeNull();
  expect(shown(testid.recoveryReminder)).toBeTruthy();
});

test("going elsewhere is as good as not now", async () => {
  const { user } = await openWindow({ status: FRESH });
  await saveFirstKey(user);
  await screen.findByTestId(testid.recoveryOffer);
  await user.click(screen.getByTestId(testid.navModels));
  await user.click(screen.getByTestId(testid.navKeys));
  expect(shown(testid.recoveryOffer)).toBeNull();
  expect(shown(testid.recoveryReminder)).toBeTruthy();
});

test("the whole way: shown once, two groups typed back as paper has them, no reminder left", async () => {
  const { shell, client, user } = await open();
  await toCode(user);
  expect(step()).toBe("code");
  expect(FAKE_CODE.groups.map((_, index) => text(testid.recoveryGroup(index + 1)))).toEqual(
    FAKE_CODE.groups,
  );
  expect(JSON.stringify(client.getQueryCache().getAll())).not.toContain("C0DE");
  await user.click(screen.getByTestId(testid.recoveryWritten));
  expect(document.activeElement).toBe(screen.getByTestId(testid.groupBack(0)));
  expect(document.body.textContent).not.toContain("C0DE");
  await typeBack(user, "cOde", "l1I1");
  await user.keyboard("{Enter}");
  await screen.findByTestId(testid.recoveryDone);
  expect(shell.asked("confirm_recovery_code")).toEqual([{ first: "cOde", second: "l1I1" }]);
  await user.click(screen.getByTestId(testid.recoveryDone));
  await waitFor(() => expect(shown(testid.recoveryReminder)).toBeNull());
  expect(shown(testid.recoveryDialog)).toBeNull();
  expect(JSON.stringify(client.getQueryCache().getAll())).not.toContain("C0DE");
});

test("a wrong group is named, and what was typed stays", async () => {
  const { user } = await open();
  await toAsk(user);
  await typeBack(user, "c0de", "2222");
  await user.click(screen.getByTestId(testid.recoveryConfirm));
  expect((await screen.findByTestId(testid.fieldError)).textContent).toContain("not group 5");
  expect(document.activeElement).toBe(screen.getByTestId(testid.groupBack(1)));
  expect([value(testid.groupBack(0)), value(testid.groupBack(1))]).toEqual(["c0de", "2222"]);
  await typeBack(user, "c0de", "1111");
  await user.click(screen.getByTestId(testid.recoveryConfirm));
  expect(await screen.findByTestId(testid.recoveryDone)).toBeTruthy();
});

test("looking at the code once more costs nothing that was typed", async () => {
  const { user } = await open();
  await toAsk(user);
  await typeBack(user, "c0de", "11");
  await user.click(screen.getByTestId(testid.recoveryShowAgain));
  expect(text(testid.recoveryGroup(5))).toBe("1111");
  await user.click(screen.getByTestId(testid.recoveryWritten));
  expect([value(testid.groupBack(0)), value(testid.groupBack(1))]).toEqual(["c0de", "11"]);
});

test("closing half-way asks, says that the reminder remains, and takes the code away", async () => {
  const { shell, user } = await open();
  await toAsk(user);
  await typeBack(user, "c0de", "11");
  await user.keyboard("{Escape}");
  expect(step()).toBe("leaving");
  expect(text(testid.recoveryDialog)).toContain("the reminder remains");
  await user.click(screen.getByTestId(testid.recoveryStay));
  expect(value(testid.groupBack(0))).toBe("c0de");
  await user.click(screen.getByTestId(testid.cancel));
  await user.click(screen.getByTestId(testid.recoveryLeave));
  expect(shown(testid.recoveryDialog)).toBeNull();
  expect(document.body.textContent).not.toContain("C0DE");
  await waitFor(() => expect(text(testid.recoveryReminder)).toContain("not confirmed"));
  expect(shell.asked("confirm_recovery_code")).toEqual([]);
});

test("a code that is there already is said to stop working", async () => {
  const { user } = await openWindow({ credentials: [valid("groq")] });
  await user.click(screen.getByTestId(testid.navVault));
  await user.click(await screen.findByTestId(testid.slotAction("recovery")));
  expect(text(testid.recoveryDialog)).toContain("stops working as soon as");
});

test("a failure to make one is said in place, unlocking clears it, and it is tried again", async () => {
  const { shell, user } = await open({ create_recovery_code: { kind: "keyringLocked" } });
  await user.click(screen.getByTestId(testid.recoveryReminderAction));
  await user.click(await screen.findByTestId(testid.recoveryBegin));
  const notice = await screen.findByTestId(testid.formError);
  shell.state.failing = {};
  await user.click(within(notice).getByRole("button", { name: "Unlock" }));
  await waitFor(() => expect(shown(testid.formError)).toBeNull());
  await user.click(screen.getByTestId(testid.recoveryBegin));
  expect(await screen.findByTestId(testid.recoveryCode)).toBeTruthy();
});

test("a failure to confirm keeps what was typed", async () => {
  const { user } = await open({ confirm_recovery_code: { kind: "vaultBusy" } });
  await toAsk(user);
  await typeBack(user, "c0de", "1111");
  await user.click(screen.getByTestId(testid.recoveryConfirm));
  expect((await screen.findByTestId(testid.formError)).textContent).toContain("vault is busy");
  expect([value(testid.groupBack(0)), value(testid.groupBack(1))]).toEqual(["c0de", "1111"]);
});

test("a code the shell has forgotten is made anew", async () => {
  const { shell, user } = await open({ confirm_recovery_code: { kind: "nothingPrepared" } });
  await toAsk(user);
  await typeBack(user, "c0de", "1111");
  await user.click(screen.getByTestId(testid.recoveryConfirm));
  await screen.findByTestId(testid.formError);
  await user.click(screen.getByTestId(testid.recoveryBegin));
  expect(step()).toBe("explain");
  await user.click(screen.getByTestId(testid.recoveryBegin));
  await screen.findByTestId(testid.recoveryCode);
  expect(shell.asked("create_recovery_code")).toHaveLength(2);
});

test("a double click makes one code", async () => {
  const { shell, user } = await open();
  const release = holdBack(shell, "create_recovery_code");
  await user.click(screen.getByTestId(testid.recoveryReminderAction));
  await user.dblClick(await screen.findByTestId(testid.recoveryBegin));
  await release();
  await screen.findByTestId(testid.recoveryCode);
  expect(shell.asked("create_recovery_code")).toHaveLength(1);
});

test("a code that comes after its dialog has gone is shown nowhere, and that is said", async () => {
  const { shell, user } = await open();
  const release = holdBack(shell, "create_recovery_code");
  await user.click(screen.getByTestId(testid.recoveryReminderAction));
  await user.click(await screen.findByTestId(testid.recoveryBegin));
  await user.click(screen.getByTestId(testid.cancel));
  expect(shown(testid.recoveryDialog)).toBeNull();
  await release();
  expect(text(testid.toast)).toContain("stays unconfirmed");
  expect(document.body.textContent).not.toContain("C0DE");
  await waitFor(() => expect(text(testid.recoveryReminder)).toContain("not confirmed"));
});

test("copying says what that means", async () => {
  const { user } = await open();
  await toCode(user);
  await user.click(screen.getByTestId(testid.recoveryCopy));
  await waitFor(() => expect(text(testid.recoveryDialog)).toContain("can read the clipboard"));
  expect(await navigator.clipboard.readText()).toBe(FAKE_CODE.groups.join("-"));
});

test("after the dialog the focus is back where it was begun", async () => {
  const { user } = await open();
  const action = screen.getByTestId(testid.recoveryReminderAction);
  await user.click(action);
  await user.click(await screen.findByTestId(testid.cancel));
  await waitFor(() => expect(document.activeElement).toBe(action));
});

test.each(["masterMissing", "keyringLocked"] as const)(
  "in %s nothing reminds of a code: what is in the way is said first",
  async (state) => {
    await openWindow({ credentials: [valid("groq")], status: { ...NO_CODE, state, open: false } });
    expect(shown(testid.trouble)).toBeTruthy();
    expect(shown(testid.recoveryReminder)).toBeNull();
  },
);

test("a confirmed code from elsewhere takes the reminder away", async () => {
  const { shell } = await open();
  shell.state.status = READY;
  await act(() => shell.emitChanged());
  await waitFor(() => expect(shown(testid.recoveryReminder)).toBeNull());
});
