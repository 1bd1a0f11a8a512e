import { useState } from "react";
import { Button } from "../../components/Button";
import { AskBefore } from "../../components/Dialogs";
import { PanelDialog } from "../../components/PanelDialog";
import { PathBox } from "../../components/PathBox";
import { useSpeech } from "../../i18n/useSpeech";
import { host } from "../../ipc";
import { testid } from "../../test/testids";
import { ErrorNotice } from "../trouble/ErrorNotice";
import { useCommand } from "./useCommand";

/** The owner's explicit fresh start: the old file is moved aside and its new place told. */
export function StartNewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useSpeech();
  const { run, busy, error, forget } = useCommand();
  const [moved, setMoved] = useState<{ path: string | null } | null>(null);
  if (moved) {
    return (
      <PanelDialog
        title={t("vault.startNew.doneTitle")}
        explain={
          moved.path === null ? (
            t("vault.startNew.doneNone")
          ) : (
            <>
              <p>{t("vault.startNew.donePath")}</p>
              <PathBox path={moved.path} testid={testid.startNewPath} />
            </>
          )
        }
        testid={testid.startNewDialog}
        onClose={onClose}
        onSubmit={onClose}
        actions={
          <Button type="submit" look="primary" testid={testid.startNewGo} data-first="">
            {t("vault.startNew.go")}
          </Button>
        }
      />
    );
  }
  const start = () =>
    run(
      () => host.startNewVault(),
      (path) => setMoved({ path }),
      t("vault.startNew.doneTitle"),
    );
  return (
    <AskBefore
      open
      onClose={onClose}
      title={t("vault.startNew.title")}
      confirm={t(busy ? "vault.startNew.moving" : "vault.startNew.confirm")}
      confirmTestid={testid.startNewConfirm}
      busy={busy}
      onConfirm={() => void start()}
      error={
        error ? <ErrorNotice error={error} testid={testid.formError} onOpened={forget} /> : null
      }
    >
      {t("vault.startNew.body")}
    </AskBefore>
  );
}
