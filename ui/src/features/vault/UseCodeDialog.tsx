import { useEffect, useRef } from "react";
import { Button } from "../../components/Button";
import { PanelDialog } from "../../components/PanelDialog";
import { SecretField } from "../../components/SecretField";
import { useToast } from "../../components/Toast";
import { useSpeech } from "../../i18n/useSpeech";
import { host } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { codeWords, errorWords } from "../trouble/words";
import { useTask } from "./tasks";
import { useCommand, usePutStatus } from "./useCommand";

/** The command, under a name that is not taken for a hook's. */
const openByCode = host.useRecoveryCode;

const SHAPE = Array.from({ length: 7 }, () => "XXXX").join("-");

/** Opens the vault with the code on paper, then asks about a new keyring entry. */
export function UseCodeDialog({ onClose }: { onClose: () => void }) {
  const speech = useSpeech();
  const { t } = speech;
  const task = useTask();
  const toast = useToast();
  const putStatus = usePutStatus();
  const field = useRef<HTMLInputElement>(null);
  const { run, busy, error, forget } = useCommand();
  const position = error?.kind === "invalidCode" ? error.position : null;

  useEffect(() => {
    if (position !== null) selectCharacter(field.current, position);
  }, [position]);

  const open = () =>
    run(
      () => openByCode(field.current?.value ?? ""),
      (status) => {
        putStatus(status);
        toast(t("recovery.use.opened"));
        task("renewKeyring");
      },
      t("recovery.use.opened"),
    );
  const atField =
    error?.kind === "invalidCode"
      ? codeWords(speech, error)
      : error?.kind === "codeOfAnotherVault"
        ? errorWords(speech, error)
        : null;
  return (
    <PanelDialog
      title={t("recovery.use.title")}
      explain={t("recovery.use.explain")}
      testid={testid.useCodeDialog}
      onClose={onClose}
      onSubmit={() => void open()}
      actions={
        <>
          <Button testid={testid.cancel} onClick={onClose}>
            {t("frame.action.cancel")}
          </Button>
          <Button type="submit" look="primary" testid={testid.useCodeOpen} aria-disabled={busy}>
            {t(busy ? "recovery.use.opening" : "recovery.use.open")}
          </Button>
        </>
      }
    >
      <SecretField
        ref={field}
        first
        mono
        plain
        label={t("recovery.use.field")}
        placeholder={SHAPE}
        testid={testid.useCodeInput}
        error={atField}
        onEdit={forget}
      />
      {error && !atField ? (
        <ErrorNotice
          error={error}
          testid={testid.formError}
          after={t("vault.kept")}
          onOpened={forget}
        />
      ) : null}
    </PanelDialog>
  );
}

/** Marks the character that was refused; positions count characters, selections UTF-16 units. */
function selectCharacter(field: HTMLInputElement | null, position: number): void {
  if (!field) return;
  const characters = [...field.value];
  const start = characters.slice(0, position - 1).join("").length;
  field.focus();
  field.setSelectionRange(start, start + (characters[position - 1]?.length ?? 1));
}
